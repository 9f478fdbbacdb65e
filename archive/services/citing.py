"""Citing: keeping passages at their place when an article's text is corrected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import batched, groupby
from typing import Any

from archive.models import Article, Citation, Redaction
from archive.services.batching import among, batches
from archive.services.idsets import IdSet
from archive.services.writing import Cells, update
from archive.text.passages import paragraph_at, refind_passage
from archive.text.redacting import redact, redact_slice

BATCH = 500  # passages at once, with the texts of their articles
PASSAGE = ["pk", "article_id", "exact", "start", "end", "shown", "paragraph"]


def find_again(*, article: Article) -> list[Citation | Redaction]:
    """Find the citations and redactions of `article` in its text as it is now.

    Exactly, then by what stands around them, then fuzzily; one that cannot be found is
    marked lost, one that was lost and is there again is placed. Saves and returns those
    that changed.
    """
    changed: list[Citation | Redaction] = []
    for model in (Citation, Redaction):
        for anchor in model._default_manager.filter(article=article).order_by("pk"):
            if move(anchor=anchor, article=article):
                anchor.version += 1
                anchor.save()
                changed.append(anchor)
    return changed


def move(*, anchor: Citation | Redaction, article: Article) -> bool:
    """Place one passage in the text of `article`; true if anything about it changed."""
    before = state(anchor)
    anchor.article = article
    passage = refind_passage(
        article.text,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start or 0,
    )
    if passage is None:
        anchor.lose()
    else:
        anchor.place_at(*passage)
    return state(anchor) != before


def state(anchor: Citation | Redaction) -> tuple:
    """All that a correction may change about a passage."""
    return tuple(
        getattr(anchor, name) for name in ("exact", "prefix", "suffix", "start", "end", "lost")
    )


def show(citations: Sequence[Citation]) -> list[Citation]:
    """Let citations that are about to be written say how the public may read them, where their
    articles withhold nothing. Returns the others, for `derive_shown` once they are written."""
    if not citations:
        return []
    rows = Redaction.objects.filter(article__in={citation.article_id for citation in citations})
    withholding = set(rows.values_list("article_id", flat=True))
    left = []
    for citation in citations:
        article = citation._state.fields_cache.get("article")
        if citation.article_id in withholding or not (article and "text" in article.__dict__):
            left.append(citation)
        else:
            citation.shown = shown_quote(citation, article.text, [])
            citation.paragraph = paragraph_of(citation, article)
    return left


def derive_shown(*, citations: Iterable[int], articles: Iterable[int]) -> None:
    """Write anew how the public may read these citations, and all of these articles.

    `shown` is the quote without withheld words, not even a part of one; `paragraph` counts
    from 1 within the article's body, and is empty for page furniture.
    """
    wanted = IdSet(citations)
    for ids in batches(articles):
        wanted.update(Citation.objects.filter(among("article", ids)).values_list("pk", flat=True))
    for some in batched(wanted, BATCH, strict=False):
        derive_batch(some)


def derive_batch(ids: Sequence[int]) -> None:
    """The same for the citations with these ids, article by article."""
    rows: list[Any] = list(
        Citation.objects.filter(among("pk", ids))
        .order_by("article_id", "pk")
        .values_list(*PASSAGE, named=True)
    )
    named = {citation.article_id for citation in rows}
    articles = Article.objects.only("text", "body_start", "body_end").in_bulk(named)
    withheld = defaultdict(list)
    words = Redaction.objects.filter(article__in=named).values_list("article", "exact")
    for article_id, exact in words:
        withheld[article_id].append(exact)
    changed: list[Cells] = []
    for article_id, some in groupby(rows, key=lambda citation: citation.article_id):
        article = articles[article_id]
        for citation in some:
            shown = shown_quote(citation, article.text, withheld[article_id])
            paragraph = paragraph_of(citation, article)
            if (shown, paragraph) != (citation.shown, citation.paragraph):
                changed.append((shown, paragraph, citation.pk))
    update(Citation, ["shown", "paragraph"], changed)


def paragraph_of(citation: Citation, article: Article) -> int | None:
    """The number of the paragraph of the article's body in which the passage begins, if any."""
    if citation.start is None:
        return None
    return paragraph_at(article.text, citation.start, *article.body)


def shown_quote(citation: Citation, text: str, words: list[str]) -> str:
    """The quote as the public may read it; `words` are those withheld in its article."""
    if not words:
        return citation.exact
    if citation.start is None or citation.end is None:  # lost
        return redact(citation.exact, words)
    return redact_slice(text, citation.start, citation.end, words)
