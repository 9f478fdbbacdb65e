"""Quoting: the passages that rows name, found in their articles before anything is saved."""

from copy import copy
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.models import Article, Citation, Post, Redaction
from archive.services.importing.merging import is_kept
from archive.services.importing.parsing import Reading
from archive.services.writing import blank, refer
from archive.text.cells import is_clear
from archive.text.passages import Passage, PassageAmbiguous, PassageNotFound, find_passage
from archive.text.shapes import flat

SHORT = 80  # characters of a quote in a message
ANCHOR = ("quote", "prefix", "suffix")
PLACE = "…place"  # no column: where a quote was found


def find_quote(
    reading: Reading, article: Article, quote: str, *, prefix: str = "", suffix: str = ""
) -> Passage | None:
    """Where the article says this; None, and a problem of the row, if that is not certain."""
    try:
        return find_passage(article.text, quote, prefix=prefix, suffix=suffix)
    except PassageNotFound:
        reading.problem(
            "quote",
            "quote-not-found",
            _("The article does not say “%(quote)s”.") % {"quote": Truncator(quote).chars(SHORT)},
            _("Copy the words from the article %(slug)s as it is kept here.")
            % {"slug": article.slug},
        )
    except PassageAmbiguous as error:
        if reading.model is Redaction:  # which hides every occurrence
            return error.passages[0]
        remedy = (
            _("Give the words before or after it in prefix or suffix.")
            if "prefix" in reading.resource.fields
            else _("Quote more words, or write it on the sheet citations, with prefix or suffix.")
        )
        message = _("The article says “%(quote)s” %(times)d times.")
        words = {"quote": Truncator(quote).chars(SHORT), "times": len(error.passages)}
        reading.problem("quote", "quote-ambiguous", message % words, remedy)
    return None


def anchor_changes(reading: Reading, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes of a citation or redaction; where it stands is one thing, not three cells.

    A quote that is there already in other spacing, or that a correction of the article has
    moved, is no change.
    """
    if not any(name in changes for name in (*ANCHOR, "article")):
        return changes
    record = reading.record
    article = changes.get("article") or getattr(record, "article", None)
    quote = changes.get("quote") or getattr(record, "exact", "")
    if article is None or not quote:
        return changes
    others = {name: value for name, value in changes.items() if name not in ANCHOR}
    if record is not None and "article" not in changes and stays(reading, record, changes, quote):
        return others
    found = find_quote(
        reading,
        article,
        quote,
        prefix=str(changes.get("prefix") or getattr(record, "prefix", "")),
        suffix=str(changes.get("suffix") or getattr(record, "suffix", "")),
    )
    if found is None or (record is not None and is_at(record, article, found)):
        return others
    return others | {"quote": article.text[slice(*found)], PLACE: found}


def stays(
    reading: Reading, anchor: Citation | Redaction, changes: dict[str, Any], quote: str
) -> bool:
    """Whether a passage in the same article is left where it is, found or lost."""
    has_context = bool(changes.get("prefix") or changes.get("suffix"))
    return is_same_quote(reading, anchor, quote) and (anchor.lost or not has_context)


def is_at(anchor: Citation | Redaction, article: Article, place: Passage) -> bool:
    return anchor.article == article and place == (anchor.start, anchor.end)


def is_same_quote(reading: Reading, anchor: Citation | Redaction, quote: str) -> bool:
    """Whether a cell says what the passage says, or said before this very import moved it."""
    if flat(anchor.exact) == flat(quote):
        return True
    if anchor.article_id not in reading.session.saving.rewritten:
        return False
    before: Any = reading.session.before_run(anchor)
    return before is not None and flat(before.exact) == flat(quote)


class Shorthand:
    """What `article` and `quote` on a fact's row ask for: its first citation, new or changed."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.remove = False
        self.citation: Citation | None = None  # to be saved with the row
        self.before: Citation | None = None  # the same as it was, unless it is new
        row = reading.row
        if not reading.resource.has_shorthand or "article" in reading.marked or reading.needs:
            return
        if "quote" in row.cells or "article" in row.cells:
            record = reading.record
            self.there = reading.session.statements(record) if record is not None else []
            self.plan(self.there[0] if self.there else None)

    def plan(self, first: Citation | None) -> None:
        cells, values = self.reading.row.cells, self.reading.values
        cleared = [name for name in ("article", "quote") if is_clear(cells.get(name, ""))]
        if cleared and not (cleared == ["article"] and "quote" in values):
            self.remove, self.citation = first is not None, first
            return
        article = self.article(first)
        quote = values.get("quote") or (first.exact if first else "")
        if article is None or not quote:
            self.ask(article, quote)
        elif not self.is_there(article, quote):
            self.change(first, article, quote)

    def article(self, first: Citation | None) -> Article | None:
        """The article meant: the cell's, the citation's, the post's own."""
        given = self.reading.values.get("article")
        if given is not None:
            return given
        if first is not None:
            return first.article
        return getattr(self.reading.record, "article", None)

    def ask(self, article: Article | None, quote: str) -> None:
        """A problem, unless the row is a post's, whose article stands without a quote."""
        if article is None:
            self.reading.problem(
                "article",
                "missing",
                _("The row has a quote, but not the article it stands in."),
                _("Fill in article."),
            )
        elif not quote and self.reading.model is not Post:
            self.reading.problem(
                "quote",
                "missing",
                _("The row names an article, but not the words in it."),
                _("Copy the words that say so into quote."),
            )

    def is_there(self, article: Article, quote: str) -> bool:
        """Whether the fact has this citation already."""
        return any(
            citation.article_id == article.pk and is_same_quote(self.reading, citation, quote)
            for citation in self.there
        )

    def change(self, first: Citation | None, article: Article, quote: str) -> None:
        reading = self.reading
        if first is not None and self.is_older(first, quote) and not self.prevails(first, quote):
            return
        found = find_quote(reading, article, quote)
        if found is None:
            return
        self.before = copy(first)
        self.citation = first or blank(Citation)
        refer(self.citation, "article", article)
        self.citation.place_at(*found)

    def is_older(self, first: Citation, quote: str) -> bool:
        """Whether an exported row still has the words that the site has replaced since."""
        if "version" not in self.reading.row.cells:
            return False
        older = first.history.filter(version__lt=first.version).values_list("exact", flat=True)
        return any(flat(exact) == flat(quote) for exact in older)

    def prevails(self, first: Citation, quote: str) -> bool:
        return is_kept(self.reading, "quote", yours=quote, theirs=first.exact, base=quote)
