"""References for a list of works: APA, 7th edition, and Chicago, 17th edition.

Sources: the Publication Manual of the APA (2020), sections 9.13 to 9.16, 9.21 (descriptions
in brackets) and 10.16 (web pages that change); The Chicago Manual of Style (2017), 14.207.
"""

from datetime import date

from archive.text.date_words import MONTHS
from archive.text.references.issued import Issued, read_issued
from archive.text.references.reference import Reference, one_line

ENDINGS = ".?!…。？！"  # noqa: RUF001 - Chinese sentences end as well
INNER_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'"})  # noqa: RUF001


def apa(reference: Reference) -> str:
    """Who. (When). What [Description]. Publisher. Archive. Retrieved …, from ADDRESS"""
    title = one_line(reference.title)
    if reference.about:
        title = f"{title} [{capital(reference.about)}]".strip()
    when = f"({apa_date(read_issued(reference.issued))})"
    who = one_line(reference.byline) or one_line(reference.publisher)
    first = [who, when, title] if who else [title, when]
    parts = [*first, publisher_besides(reference, who), one_line(reference.container)]
    retrieved = f"Retrieved {american(reference.accessed)}, from {reference.url}"
    return f"{sentences(parts)} {retrieved}"


def chicago(reference: Reference) -> str:
    """Who. “What.” Description. Publisher, When. Archive. Accessed …. ADDRESS."""
    title = one_line(reference.title).translate(INNER_MARKS)
    is_article = not reference.about
    imprint = [one_line(reference.publisher), chicago_date(reference) if is_article else ""]
    parts = [
        one_line(reference.byline),
        f"“{sentence(title)}”",
        capital(reference.about),
        ", ".join(part for part in imprint if part),
        one_line(reference.container),
        f"Accessed {american(reference.accessed)}",
        reference.url,
    ]
    return sentences(parts)


def publisher_besides(reference: Reference, who: str) -> str:
    """The publisher, unless it stands in the author's place already."""
    publisher = one_line(reference.publisher)
    return "" if publisher == who else publisher


def apa_date(issued: Issued) -> str:
    """2018, November 26; [2018?], September 12; n.d."""
    if not issued.year:
        return "n.d."
    day = f" {issued.day}" if issued.day else ""
    return f"{issued.year}, {MONTHS[issued.month - 1]}{day}" if issued.month else issued.year


def chicago_date(reference: Reference) -> str:
    """November 26, 2018; September 12, [2018?]; n.d."""
    issued = read_issued(reference.issued)
    if not issued.year:
        return "n.d."
    if not issued.month:
        return issued.year
    month = MONTHS[issued.month - 1]
    return f"{month} {issued.day}, {issued.year}" if issued.day else f"{month} {issued.year}"


def american(day: date) -> str:
    """November 22, 2026, as both styles write a day."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    return words if words.endswith(tuple(ENDINGS)) else f"{words}."


def sentences(parts: list[str]) -> str:
    """The parts that say something, each closed with a full stop."""
    closed = tuple(f"{sign}”" for sign in ENDINGS)
    return " ".join(part if part.endswith(closed) else sentence(part) for part in parts if part)
