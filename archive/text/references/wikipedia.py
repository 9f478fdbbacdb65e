"""References for Wikipedia: the template {{cite web}} of Citation Style 1.

Source: https://en.wikipedia.org/wiki/Template:Cite_web and Help:Citation_Style_1 (dates).
"""

import re
from datetime import date
from urllib.parse import quote

from archive.text.date_words import MONTHS
from archive.text.references.issued import Issued, read_issued
from archive.text.references.reference import Reference, one_line

# All that wikitext could read as something other than words, written by number.
SPECIAL = re.compile(r"[&<>\[\]{}|]|~{3,}|'{2,}|__")
IN_ADDRESSES = "%/:?#@!$&()*+,;-._~"  # not ' [ ] { } | =


def wikipedia(reference: Reference) -> str:
    """{{cite web |url=… |title=…}} on one line."""
    fields = {
        "url": quote(one_line(reference.url), safe=IN_ADDRESSES),
        "title": plain(reference.title),
        "author": plain(reference.byline),
        "publisher": plain(reference.publisher),
        "website": plain(reference.container),
        "type": plain(reference.about[:1].upper() + reference.about[1:]),
        "date": cs1_date(read_issued(reference.issued)),
        "access-date": british(reference.accessed),
        "language": plain(reference.language),
        "quote": plain(reference.quote),
    }
    parts = [f"|{name}={value}" for name, value in fields.items() if value]
    return " ".join(["{{cite web", *parts]) + "}}"


def plain(words: str) -> str:
    """Words that wikitext prints as they are."""
    return SPECIAL.sub(by_number, one_line(words))


def by_number(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in found[0])


def cs1_date(issued: Issued) -> str:
    """26 November 2018, November 2018, 2018, c. 2018, n.d.: the forms that CS1 takes."""
    if not issued.is_sure:
        years = re.findall("[0-9]{1,4}", issued.year)
        return f"c. {years[0]}" if len(years) == 1 else "n.d."
    words = [str(issued.day or ""), MONTHS[issued.month - 1] if issued.month else "", issued.year]
    return " ".join(word for word in words if word)


def british(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
