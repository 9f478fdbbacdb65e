"""References as files for reference managers: BibTeX, RIS and CSL-JSON.

Sources: BibTeXing (Patashnik 1988) and btxdoc; the RIS format specification (Research
Information Systems, 2011); csl-data.json of the Citation Style Language 1.0.2.
"""

import json
import re
from typing import Any
from urllib.parse import quote

from archive.text.date_words import MONTHS
from archive.text.references.issued import Issued, read_issued
from archive.text.references.reference import Reference, one_line

# BibTeX counts braces even behind a backslash, so a brace is written by its name.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)
BIBTEX_MONTHS = [name[:3].lower() for name in MONTHS]
IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=-._~"  # what an address keeps as it is
PLAIN = re.compile(f"[A-Za-z0-9{re.escape(IN_ADDRESSES)}]*")  # nearly every address


def bibtex(reference: Reference) -> str:
    """One @misc entry in UTF-8; each field a line, each value in braces."""
    issued = read_issued(reference.issued)
    note = "; ".join(part for part in notes_of(reference) if part)
    fields = {
        "title": latex(reference.title),
        "author": f"{{{latex(reference.byline)}}}" if one_line(reference.byline) else "",
        "publisher": latex(reference.publisher),
        "howpublished": latex(reference.container),
        "year": latex(issued.year or "n.d."),
        "note": latex(note[:1].upper() + note[1:]),
        "language": latex(reference.language),
        "url": address(reference.url),
        "urldate": reference.accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if issued.month:
        lines.insert(-2, f"  month = {BIBTEX_MONTHS[issued.month - 1]}")
    return f"@misc{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def latex(words: str) -> str:
    """The words so that LaTeX prints them and BibTeX finds their end."""
    return one_line(words).translate(LATEX)


def address(url: str) -> str:
    """An address without braces, backslashes and spaces: nothing else in it needs escaping."""
    return url if PLAIN.fullmatch(url) else quote(one_line(url), safe=IN_ADDRESSES)


def notes_of(reference: Reference) -> list[str]:
    """What the fields of a format have no place for, each "" where there is nothing."""
    said = one_line(reference.quote)
    return [
        reference.about,
        f"“{said}”" if said else "",
        f"first published at {address(reference.source_url)}" if reference.source_url else "",
    ]


def ris(reference: Reference) -> str:
    """One record of lines such as ``TI  - Title``, each ended with CR LF."""
    issued = read_issued(reference.issued)
    lines = [
        ("TY", "ELEC"),
        ("ID", reference.key),
        ("TI", reference.title),
        ("AU", reference.byline),
        ("T2", reference.container),
        ("DP", reference.container),
        ("PB", reference.publisher),
        ("PY", issued.year if issued.is_sure else ""),
        ("DA", ris_date(issued)),
        ("N1", "" if issued.is_sure else f"Date: {issued.year or 'n.d.'}"),
        *(("N1", part[:1].upper() + part[1:]) for part in notes_of(reference)),
        ("LA", reference.language),
        ("UR", address(reference.url)),
        ("Y2", reference.accessed.isoformat().replace("-", "/")),
        ("ER", ""),
    ]
    kept = ((tag, one_line(value)) for tag, value in lines if value or tag == "ER")
    return "".join(f"{tag}  - {value}\r\n" for tag, value in kept)


def ris_date(issued: Issued) -> str:
    """2018/11/26/, 2018/11//; "" where only the year is known or the year is not sure."""
    if not issued.is_sure or not issued.month:
        return ""
    day = f"{issued.day:02}" if issued.day else ""
    return f"{int(issued.year):04}/{issued.month:02}/{day}/"


def csl_json(reference: Reference) -> str:
    """A JSON array of one item, in UTF-8."""
    issued = read_issued(reference.issued)
    item: dict[str, Any] = {
        "id": reference.key,
        "type": "webpage",
        "title": one_line(reference.title),
        "author": [{"literal": one_line(reference.byline)}] if one_line(reference.byline) else [],
        "container-title": one_line(reference.container),
        "publisher": one_line(reference.publisher),
        "issued": csl_date(issued),
        "accessed": {"date-parts": [list(reference.accessed.timetuple()[:3])]},
        "note": one_line("; ".join(part for part in notes_of(reference) if part)),
        "language": one_line(reference.language),
        "URL": address(reference.url),
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def csl_date(issued: Issued) -> dict[str, Any]:
    """Numbers where the year is sure, words where it is doubted, nothing where it is unknown."""
    if not issued.is_sure:
        return {"literal": issued.year} if issued.year else {}
    parts = [int(issued.year), issued.month, issued.day]
    return {"date-parts": [[part for part in parts if part]]}
