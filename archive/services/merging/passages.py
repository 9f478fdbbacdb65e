"""Passages: words of an article in which a name stands."""

from collections.abc import Iterator
from typing import Any

from archive.models import Article, Citation
from archive.text.passages import find_passages

LOOKED_AT = 200  # passages of each kind of fact in which a name is sought


def passage_with(text: str, record: Any) -> Citation | None:
    """A new citation of the name alone, out of a passage about the record that has it.

    A public one if there is one; None where no passage has the name.
    """
    for is_public in (True, False):
        for citation in passages_about(record, is_public=is_public):
            for found in find_passages(citation.exact, text):
                start, end = citation.start + found.start, citation.start + found.end
                if is_called_there(text, citation.article, start, end):
                    passage = Citation(article=citation.article)
                    passage.place_at(start, end)
                    return passage
    return None


def passages_about(record: Any, *, is_public: bool) -> Iterator[Any]:
    """Some passages that speak of the record itself, or of what it held and where it was."""
    kind = record.record_kind()
    for path in (kind, f"post__{kind}", f"appearance__{kind}", f"party__{kind}"):
        rows = Citation.objects.filter(**{path: record}, lost=False, is_public=is_public)
        yield from rows.order_by("pk").defer("article__text").select_related("article")[:LOOKED_AT]


def is_called_there(text: str, article: Article, start: int, end: int) -> bool:
    """Whether these very words stand there, and not within a longer Latin word."""
    said = article.text
    if said[start:end] != text:
        return False
    return not any(
        is_letter(one) and is_letter(other)
        for one, other in ((said[start - 1 : start], text[0]), (said[end : end + 1], text[-1]))
    )


def is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
