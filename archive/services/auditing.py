"""Auditing: whether all that is derived still follows from what is kept, unchanged unseen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from typing import Any

from django.db.models import Exists, ForeignKey, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from archive.models import (
    FACTS,
    RECORDS,
    Agreement,
    Article,
    Citation,
    Delegation,
    Event,
    FormerSlug,
    Organization,
    Place,
    Progress,
    Redaction,
)
from archive.services.citing import paragraph_of, shown_quote
from archive.services.publishing import ORDER, out_of_step
from archive.services.searching import entries_out_of_step
from archive.services.withholding import SAYS, Said, addresses_with_withheld_words, said
from archive.text.dates import InvalidDate, bounds

CHUNK = 500
TOUCHED = "updated_at"  # also moved when a row is shown or hidden, which is no edit
QUOTED = 120  # characters of a quote in a report
KEPT: list[type[Any]] = [*RECORDS.values(), *FACTS.values(), Citation, Redaction]
KINDS: dict[str, type[Any]] = {**RECORDS, **FACTS}
TREES: list[type[Any]] = [Place, Organization, Event]
DATED: list[type[Any]] = [Event, Delegation, Agreement, Progress]


@dataclass(frozen=True)
class Problem:
    """Something out of step, and where."""

    code: str
    kind: str
    slug: str
    message: str
    article: str = ""
    quote: str = ""


@dataclass
class AuditReport:
    """What was looked at (name → number) and what is wrong."""

    checked: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """The report in the shape of the command's `--json`."""
        keys = ("code", "kind", "slug", "article", "quote", "message")
        problems = [asdict(problem) for problem in self.problems]
        return {
            "ok": self.ok,
            "checked": dict(self.checked),
            "problems": [{key: problem[key] for key in keys} for problem in problems],
        }


def audit() -> AuditReport:
    """Check every checksum, passage, day, reference, public flag, search entry and history.

    Reads everything once, a batch at a time, and writes nothing.
    """
    report = AuditReport()
    for check in (
        check_articles,
        check_passages,
        check_days,
        check_references,
        check_trees,
        check_flags,
        check_words,
        check_entries,
        check_histories,
        count_uncited,
    ):
        report.problems += check(report.checked)
    return report


def chunks(rows: QuerySet) -> Iterator[list[Any]]:
    each = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(each, CHUNK)):
        yield chunk


def check_articles(checked: Counter[str]) -> Iterator[Problem]:
    """The text of every article is the one of which the checksum was taken."""
    for article in Article.objects.order_by("pk").iterator(chunk_size=CHUNK):
        checked["articles"] += 1
        if article.text_digest() != article.sha256:
            message = _("The text is not the one of which the checksum was taken.")
            yield Problem("checksum", "article", article.slug, message, article.slug)
        if article.body[1] > len(article.text):
            message = _("The marked body ends after the text.")
            yield Problem("body", "article", article.slug, message, article.slug)


def check_passages(checked: Counter[str]) -> Iterator[Problem]:
    """Every citation and redaction stands where it says, and is shown as it should be."""
    for article in Article.objects.order_by("pk").iterator(chunk_size=CHUNK):
        withheld = list(article.redactions.order_by("pk"))
        citations = list(article.passages.order_by("pk"))
        checked["redactions"] += len(withheld)
        checked["citations"] += len(citations)
        anchors: Iterable[Any] = chain(withheld, citations)
        for anchor in anchors:
            yield from check_place(anchor, article)
        words = [redaction.exact for redaction in withheld]
        for citation in citations:
            should = (shown_quote(citation, article.text, words), paragraph_of(citation, article))
            if (citation.shown, citation.paragraph) != should:
                message = _("What readers see of the quote is out of step with the article.")
                yield of_passage("shown", citation, article, message)


def check_place(anchor: Citation | Redaction, article: Article) -> Iterator[Problem]:
    if anchor.lost:
        yield of_passage("lost", anchor, article, _("The article no longer says this."))
    elif article.text[anchor.start : anchor.end] != anchor.exact:
        yield of_passage("misplaced", anchor, article, _("These words stand elsewhere, or not."))


def of_passage(code: str, anchor: Citation | Redaction, article: Article, message: str) -> Problem:
    quote = anchor.exact[:QUOTED]
    return Problem(code, anchor.record_kind(), anchor.slug, message, article.slug, quote)


def check_days(checked: Counter[str]) -> Iterator[Problem]:
    """The days by which a dated claim is sorted are those of its EDTF string."""
    models: list[type[Any]] = [Article, *DATED]
    for model in models:
        prefix = "published" if model is Article else "date"
        names = [prefix, f"{prefix}_earliest", f"{prefix}_latest"]
        names += [f"event__{name}" for name in names] if model is Agreement else []
        rows = model._default_manager.order_by("pk").values_list("slug", *names)
        for slug, edtf, earliest, latest, *of_event in rows.iterator(chunk_size=CHUNK):
            checked["days"] += 1
            should = tuple(of_event[1:]) if of_event and not edtf else days_of(edtf)
            if (earliest, latest) != (should or (None, None)):
                message = _("The days do not follow from the date “%(edtf)s”.") % {"edtf": edtf}
                yield Problem("days", model.record_kind(), slug, message)


def days_of(edtf: str) -> tuple:
    try:
        return bounds(edtf)
    except InvalidDate:
        return ("invalid", edtf)


def check_references(checked: Counter[str]) -> Iterator[Problem]:
    """Every foreign key leads to a row, every redirect to a record."""
    for model in KEPT:
        for key in model._meta.concrete_fields:
            if isinstance(key, ForeignKey):
                rows = model._default_manager.filter(**{f"{key.name}__isnull": False})
                checked["references"] += rows.count()
                target = key.related_model._default_manager.filter(pk=OuterRef(key.attname))
                for slug in rows.filter(~Exists(target)).values_list("slug", flat=True):
                    message = _("%(field)s leads to nothing.") % {"field": key.name}
                    yield Problem("dangling", model.record_kind(), slug, message)
    for former in FormerSlug.objects.order_by("pk").iterator(chunk_size=CHUNK):
        checked["references"] += 1
        model = KINDS[former.kind]
        if not model._default_manager.filter(slug=former.current_slug).exists():
            message = _("Its redirect leads to %(slug)s, which is not there.")
            words = {"slug": former.current_slug}
            yield Problem("redirect", former.kind, former.slug, message % words)


def check_trees(checked: Counter[str]) -> Iterator[Problem]:
    """No place, body or event is part of itself."""
    for model in TREES:
        rows = model._default_manager.filter(parent__isnull=False)
        parents = dict(rows.values_list("pk", "parent_id"))
        checked["parents"] += len(parents)
        circle = [pk for pk in parents if leads_back(pk, parents)]
        for slug in model._default_manager.filter(pk__in=circle).values_list("slug", flat=True):
            yield Problem("circle", model.record_kind(), slug, _("It is part of itself."))


def leads_back(start: int, parents: dict[int, int]) -> bool:
    seen, at = set(), parents.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def check_flags(checked: Counter[str]) -> Iterator[Problem]:
    """What the public sees is what the rules say, row by row."""
    models: Iterable[Any] = ORDER
    for model in models:
        checked["public flags"] += model._default_manager.count()
        for record in out_of_step(model).order_by("pk").only("slug", "is_public"):
            message = (
                _("It is public and should not be.")
                if record.is_public
                else _("It should be public and is not.")
            )
            yield Problem("public-flag", model.record_kind(), record.slug, message)


def check_words(checked: Counter[str]) -> Iterator[Problem]:
    """Nothing typed beside an article says what the article withholds."""
    for said_by_article in addresses_with_withheld_words():
        yield of_words(Article, said_by_article)
    for model in SAYS:
        for said_there in said(model._default_manager.all()):
            checked["withheld words"] += 1
            yield of_words(model, said_there)


def of_words(model: type[Any], said_there: Said) -> Problem:
    message = _("%(field)s says words that the article withholds.") % {"field": said_there.field}
    kind = model.record_kind()
    return Problem("withheld-words", kind, said_there.slug, message, said_there.article)


def check_entries(checked: Counter[str]) -> Iterator[Problem]:
    """Every record is found by what it says now."""
    messages = {
        "missing": _("The search does not know it."),
        "stale": _("The search knows it as it was before."),
        "public": _("The search shows it to others than those who may see it."),
        "orphan": _("The search knows it, but it is not there."),
    }
    for model in RECORDS.values():
        checked["search entries"] += model._default_manager.count()
    for kind, slug, what in entries_out_of_step():
        yield Problem(f"search-{what}", kind, slug, messages.get(what, what))


def check_histories(checked: Counter[str]) -> Iterator[Problem]:
    """Every row is as its last history entry left it: nothing was changed behind its back."""
    for model in KEPT:
        tracked = model.history.model.tracked_fields
        names = [each.attname for each in tracked if each.attname != TOUCHED]
        for chunk in chunks(model._default_manager.order_by("pk")):
            last = last_entries(model, [record.pk for record in chunk])
            checked["histories"] += len(last)
            for record in chunk:
                if record.pk in last:  # what was restored in bulk has no history yet
                    yield from compare(record, last[record.pk], names)


def last_entries(model: type[Any], ids: Iterable[int]) -> dict[int, Any]:
    """Id → the last history entry of that record."""
    entries = model.history.filter(id__in=list(ids)).order_by()
    latest = entries.values("id").annotate(last=Max("history_id")).values("last")
    return {entry.id: entry for entry in model.history.filter(history_id__in=latest)}


def compare(record: Any, entry: Any, names: list[str]) -> Iterator[Problem]:
    different = [name for name in names if getattr(record, name) != getattr(entry, name)]
    if different or entry.history_type == "-":
        message = _("Changed since its last history entry: %(fields)s.")
        words = {"fields": ", ".join(different) or _("deleted there")}
        yield Problem("changed-unseen", record.record_kind(), record.slug, message % words)


def count_uncited(checked: Counter[str]) -> Iterator[Problem]:
    """Facts without a citation are no fault: nothing of them is public. They are counted."""
    for model in FACTS.values():
        checked["uncited facts"] += model._default_manager.filter(citations=None).count()
    return iter(())
