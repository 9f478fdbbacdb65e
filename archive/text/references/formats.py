"""The formats on offer, by the word that names each in an address."""

from collections.abc import Callable
from typing import NamedTuple

from archive.text.references.files import bibtex, csl_json, ris
from archive.text.references.reference import Reference
from archive.text.references.styles import apa, chicago
from archive.text.references.wikipedia import wikipedia


class Format(NamedTuple):
    """How to write a reference. `extension` is "" for what is read, not loaded by a program."""

    name: str
    label: str
    write: Callable[[Reference], str]
    media_type: str
    extension: str = ""


FORMATS = {
    each.name: each
    for each in (
        Format("apa", "APA 7", apa, "text/plain"),
        Format("chicago", "Chicago 17", chicago, "text/plain"),
        Format("bibtex", "BibTeX", bibtex, "application/x-bibtex", "bib"),
        Format("ris", "RIS", ris, "application/x-research-info-systems", "ris"),
        Format("csl-json", "CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json", "json"),
        Format("wikipedia", "Wikipedia", wikipedia, "text/plain"),
    )
}
