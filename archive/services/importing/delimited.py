"""Delimited: CSV and TSV files as tables, read as they go."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from archive.services.importing.encodings import encoding_of, guess_notice
from archive.services.importing.files import Part, UnreadableFileError
from archive.services.importing.headers import key_of, known_headers
from archive.services.importing.tables import Line, Table
from archive.text.cells import unguard_formula

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 16 * 2**20  # characters
SAMPLE = 12  # records looked at to tell the delimiter


@dataclass
class CsvLines:
    """The records of a CSV file that are not blank, each with the number of its first line."""

    part: Part
    encoding: str
    delimiter: str

    def __iter__(self) -> Iterator[Line]:
        csv.field_size_limit(LONGEST_CELL)
        with io.TextIOWrapper(self.part.open(), self.encoding, newline="") as text:
            line, reader = 1, csv.reader(text, delimiter=self.delimiter, strict=True)
            try:
                for cells in reader:
                    if any(cells):
                        yield line, [c if c[:1] != "'" else unguard_formula(c) for c in cells]
                    line = reader.line_num + 1
            except csv.Error as error:
                message = _("%(name)s, line %(line)s: a quotation mark is missing or too many.")
                if "field larger" in str(error):
                    message = _("%(name)s, line %(line)s: a cell is longer than this site takes.")
                words = {"name": self.part.name, "line": line}
                raise UnreadableFileError(message % words) from error


def csv_table(part: Part) -> Table:
    """One CSV file as a table."""
    encoding = encoding_of(part)
    lines = CsvLines(part, encoding, delimiter_of(part, encoding))
    notice = guess_notice(part, encoding)
    return Table(Path(part.name).stem, lines, notices={notice: None} if notice else {})


def delimiter_of(part: Part, encoding: str) -> str:
    """The delimiter that yields the most headers the workbook knows, else the most cells."""
    known = known_headers()

    def score(delimiter: str) -> tuple[int, int]:
        found = most = 0
        for _number, cells in islice(loosely(part, encoding, delimiter), SAMPLE):
            found = max(found, len(known.intersection(cells_as_headers(cells))))
            most = max(most, len(cells))
        return found, most

    return max(DELIMITERS, key=score)


def loosely(part: Part, encoding: str, delimiter: str) -> Iterator[Line]:
    """The records of a CSV file as far as they can be read with this delimiter."""
    csv.field_size_limit(LONGEST_CELL)
    with io.TextIOWrapper(part.open(), encoding, newline="") as text:
        try:
            yield from enumerate(csv.reader(text, delimiter=delimiter))
        except csv.Error:
            return


def cells_as_headers(cells: list[str]) -> set[str]:
    return {key_of(cell) for cell in cells}
