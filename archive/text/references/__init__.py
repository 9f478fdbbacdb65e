"""References: how others name a page of the archive, in the formats they keep them in."""

from archive.text.references.files import bibtex, csl_json, ris
from archive.text.references.formats import FORMATS, Format
from archive.text.references.issued import Issued, read_issued
from archive.text.references.reference import Reference
from archive.text.references.styles import apa, chicago
from archive.text.references.wikipedia import wikipedia

__all__ = [
    "FORMATS",
    "Format",
    "Issued",
    "Reference",
    "apa",
    "bibtex",
    "chicago",
    "csl_json",
    "read_issued",
    "ris",
    "wikipedia",
]
