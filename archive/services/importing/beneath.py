"""Beneath: what the cells of a sheet hold that the library which reads them does not tell."""

from collections import defaultdict
from dataclasses import dataclass, field

from archive.services.importing.formulas import Unread
from archive.services.importing.precision import Seen

type Spans = dict[int, dict[int, int]]  # line → place → the last line of a merged cell


def places() -> defaultdict[int, dict]:
    return defaultdict(dict)


@dataclass
class Beneath:
    """Of one sheet, by line and place: lines as a person counts them, places from 0."""

    unread: Unread = field(default_factory=places)  # cells without a value, though not blank
    seen: Seen = field(default_factory=places)  # dates of which the person sees a part
    spans: Spans = field(default_factory=places)  # cells merged with those below them
