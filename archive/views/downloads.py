"""Lists and records as files: the workbook's public columns, printed text, facts with quotes."""

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters.articles import OFFICIAL
from archive.filters.base import any_of, cited
from archive.models import Article, Citation
from archive.models.records import Record
from archive.services.exporting import stream_sheet
from archive.templatetags.facts import covered
from archive.text.cells import guard_formula
from archive.views.api.answers import TITLES, Problem, sentences, validated
from archive.views.api.pages import public_record
from archive.views.api.records import KINDS, with_targets
from archive.views.api.references import name_of
from archive.views.api.shapes import Site

TEXT = "text/plain; charset=utf-8"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_IN_XLSX = 100_000  # rows that are made into a spreadsheet while somebody waits
BLOCK = 2**16  # bytes that are sent at a time
BATCH = 500  # rows that are read at a time

# From a citation to the record that its fact belongs to.
PATHS = {
    "official": OFFICIAL,
    "event": ["event", "appearance__event"],
    "delegation": ["delegation", "appearance__delegation"],
    "agreement": ["agreement", "party__agreement", "progress__agreement"],
    **{
        kind: [kind, *(f"{fact}__{kind}" for fact in ("post", "appearance", "party", "name"))]
        for kind in ("organization", "place")
    },
}
FACT_COLUMNS = [
    "kind",
    "slug",
    "name",
    "about",
    "supports",
    "quote",
    "article",
    "article_title",
    "paragraph",
    "address",
]


def download(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that gives a file; what it cannot give it says in one line of plain text."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = refusal(problem.status, problem.detail)
        except Http404:
            response = refusal(404)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def refusal(status: int, detail: str = "") -> HttpResponse:
    line = f"{TITLES[status]}. {detail}".strip()
    return HttpResponse(f"{line}\n", status=status, content_type=TEXT)


@download
def list_file(request: HttpRequest, kind: str, file: str) -> HttpResponseBase:
    """/articles.csv: the list with the same filters, all of it, in the order it was entered."""
    shown = KINDS[kind]
    rows = shown.model._default_manager.filter(is_public=True)
    filterset = shown.filter(request.GET, queryset=rows, request=request)
    if not filterset.is_valid():
        errors = sentences(filterset.errors)
        raise Problem(400, " ".join(f"{name}: {' '.join(said)}" for name, said in errors.items()))
    if file == "xlsx" and has_more_than(filterset.qs, MOST_IN_XLSX):
        most = _("A spreadsheet is made of at most %(most)d rows: filter the list, or take CSV.")
        raise Problem(400, most % {"most": MOST_IN_XLSX})
    if request.method == "HEAD":
        return attached(HttpResponse(), f"{kind}.{file}", file)
    content = stream_sheet(kind, filterset.qs, format=file, public=True)
    if file == "xlsx":
        return attached(FileResponse(content), f"{kind}.{file}", file)
    return attached(StreamingHttpResponse(in_blocks(content)), f"{kind}.{file}", file)


def has_more_than(rows: QuerySet, most: int) -> bool:
    return rows.order_by()[: most + 1].count() > most


def attached(response: HttpResponseBase, name: str, file: str) -> HttpResponseBase:
    """The response as a file to keep under this name."""
    response["Content-Type"] = MEDIA[file]
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "no-cache"
    return response


def in_blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth sending."""
    block = bytearray()
    for line in lines:
        block += line
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)


@download
def article_text(request: HttpRequest, slug: str) -> HttpResponseBase:
    """/articles/<slug>.txt: the page as printed, without what is withheld."""
    article = public_record(KINDS["articles"], slug, moved=partial(path_of, "article_text"))
    if isinstance(article, HttpResponseBase):
        return article
    return validated(request, covered(article, article.text).encode(), TEXT)


@download
def record_facts(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """/officials/<slug>.csv, /articles/<slug>/facts.csv: a row for each passage and its fact."""
    moved = partial(path_of, "article_facts") if kind == "articles" else partial(csv_path, kind)
    record = public_record(KINDS[kind], slug, moved=moved)
    if isinstance(record, HttpResponseBase):
        return record
    lines = () if request.method == "HEAD" else fact_lines(record, Site(request))
    return attached(StreamingHttpResponse(in_blocks(lines)), f"{record.slug}-facts.csv", "csv")


def path_of(name: str, slug: str) -> str:
    return reverse(f"archive:{name}", args=[slug])


def csv_path(kind: str, slug: str) -> str:
    return reverse("archive:record_facts", args=[kind, slug])


def fact_lines(record: Record, site: Site) -> Iterator[bytes]:
    """The lines of a CSV file."""
    writer: Any = csv.writer(Echo(), lineterminator="\r\n")
    yield writer.writerow(FACT_COLUMNS).encode()
    for citation in citations_in_batches(citations_for(record)):
        if citation.target.is_public:
            row = [guard_formula(cell) for cell in fact_row(citation, site)]
            yield writer.writerow(row).encode()


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def fact_row(citation: Citation, site: Site) -> list[str]:
    target = citation.target
    return [
        target.record_kind(),
        target.slug,
        name_of(target),
        citation.about,
        citation.supports,
        citation.shown,
        citation.article.slug,
        name_of(citation.article),
        "" if citation.paragraph is None else str(citation.paragraph),
        site.page(citation),
    ]


def citations_for(record: Any) -> Any:
    """The public passages of an article; of any other record, those it and its facts stand on."""
    if isinstance(record, Article):
        return record.passages.public()
    paths = PATHS[record.record_kind()]
    ways = [cited(path).filter(**{path: record}).values("pk") for path in paths]
    return any_of(Citation.objects.public(), *ways)


def citations_in_batches(citations: Any) -> Iterator[Citation]:
    """The citations in the order of the text, with all that is written of them.

    Their ids are read first, eight bytes each: no statement is kept open while a slow
    reader takes the file.
    """
    ids = array("q", citations.in_text_order().values_list("pk", flat=True).iterator())
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        rows = with_targets(Citation.objects.for_quotes().filter(pk__in=list(some)))
        yield from rows.in_text_order()
