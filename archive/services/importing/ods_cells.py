"""ODS: the errors, the shown part of dates, and the merged cells of an OpenDocument file."""

import io
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from archive.services.importing.beneath import Beneath
from archive.services.importing.extent import MOST_ROWS, refuse_larger_sheet
from archive.services.importing.formulas import UNREAD
from archive.services.importing.precision import part_seen

CONTENT, STYLES = "content.xml", "styles.xml"
LETTERS = {"day": "d", "month": "m", "year": "y", "hours": "h", "minutes": "h", "seconds": "h"}
MOST_COLUMNS = 16_384
GENERATIONS = 10  # of styles, of which each has a parent

type Attributes = dict[str, str]


def ods_cells(data: bytes) -> dict[str, Beneath]:
    """Sheet → what lies beneath. Nothing of a file that is not ODS. Raises ValueError."""
    with ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if CONTENT not in names:
            return {}
        reader = OdsReader()
        for name in (STYLES, CONTENT):
            if name in names:
                with archive.open(name) as file:
                    reader.read(file)
        return reader.sheets


class OdsReader:
    """Follows the elements of an ODS file, and of its cells keeps what is peculiar."""

    def __init__(self) -> None:
        self.sheets: dict[str, Beneath] = {}
        self.name, self.width = "", 0  # of the open sheet: up to its last cell in use
        self.formats: dict[str, str] = {}  # format of dates → the letters of what it shows
        self.format = ""  # the one that is open
        self.words_format = ""  # the format of words that is open
        self.stands_for: dict[str, str] = {}  # format of words → that of the dates in such cells
        self.styles: dict[str, tuple[str, str]] = {}  # style → its format, its parent
        self.sheet = Beneath()
        self.columns: list[tuple[int, str]] = []  # the place beyond some, their style
        self.row: Attributes = {}
        self.is_in_use = False
        self.line = self.place = 0
        self.words: list[str] | None = None  # of the cell with an error that is open
        self.asides = 0  # open annotations, whose words are not the cell's
        self.beginning = {
            "number:date-style": self.begin_format,
            "number:text-style": self.begin_words_format,
            "style:map": self.add_map,
            "style:style": self.add_style,
            "table:table": self.begin_sheet,
            "table:table-column": self.add_columns,
            "table:table-row": self.begin_row,
            "table:table-cell": self.begin_cell,
            "table:covered-table-cell": self.skip_cells,
            "office:annotation": self.begin_aside,
        }
        self.ending = {
            "number:date-style": self.end_format,
            "number:text-style": self.end_words_format,
            "table:table-row": self.end_row,
            "table:table-cell": self.end_cell,
            "office:annotation": self.end_aside,
        }

    def read(self, file: IO[bytes]) -> None:
        """Follow one file of the zip. Raises ValueError."""
        parser = ParserCreate()
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.say
        parser.EntityDeclHandler = refuse_entity
        try:
            parser.ParseFile(file)
        except ExpatError as error:
            raise ValueError(str(error)) from error

    def begin(self, tag: str, own: Attributes) -> None:
        if handler := self.beginning.get(tag):
            handler(own)
        elif self.format:
            self.formats[self.format] += LETTERS.get(tag.removeprefix("number:"), "")

    def end(self, tag: str) -> None:
        if handler := self.ending.get(tag):
            handler()

    def say(self, words: str) -> None:
        if self.words is not None and not self.asides:
            self.words.append(words)

    def begin_aside(self, _own: Attributes) -> None:
        self.asides += 1

    def end_aside(self) -> None:
        self.asides -= 1

    # Formats and styles --------------------------------------------------

    def begin_format(self, own: Attributes) -> None:
        self.format = own.get("style:name", "")
        self.formats[self.format] = ""

    def end_format(self) -> None:
        self.format = ""

    def begin_words_format(self, own: Attributes) -> None:
        self.words_format = own.get("style:name", "")

    def end_words_format(self) -> None:
        self.words_format = ""

    def add_map(self, own: Attributes) -> None:
        """A format "mmm-yy;@" is one of words that leaves what is a date to another."""
        if self.words_format:
            other = own.get("style:apply-style-name", "")
            self.stands_for.setdefault(self.words_format, other)

    def add_style(self, own: Attributes) -> None:
        parent = own.get("style:parent-style-name", "")
        self.styles[own.get("style:name", "")] = own.get("style:data-style-name", ""), parent

    def part_seen(self, own: Attributes) -> str:
        """What the style of a cell shows of a date: the cell's own, its row's or its column's."""
        style = own.get("table:style-name") or self.row.get("table:default-cell-style-name")
        style = style or next((each for beyond, each in self.columns if self.place < beyond), "")
        for _generation in range(GENERATIONS):
            shows, parent = self.styles.get(style, ("", ""))
            if shows:
                return part_seen(self.formats.get(self.stands_for.get(shows, shows), ""))
            style = parent
        return ""

    # Sheets, rows, cells -------------------------------------------------

    def begin_sheet(self, own: Attributes) -> None:
        self.name = own.get("table:name", "")
        self.sheet = self.sheets.setdefault(self.name, Beneath())
        self.columns, self.line, self.width = [], 1, 0

    def add_columns(self, own: Attributes) -> None:
        before = self.columns[-1][0] if self.columns else 0
        beyond = before + times(own, "table:number-columns-repeated", MOST_COLUMNS)
        self.columns.append((beyond, own.get("table:default-cell-style-name", "")))

    def begin_row(self, own: Attributes) -> None:
        self.row, self.place, self.is_in_use = own, 0, False

    def end_row(self) -> None:
        """Rows that are alike stand there once: what is said of one holds for each."""
        repeated = times(self.row, "table:number-rows-repeated", MOST_ROWS)
        if self.is_in_use:
            refuse_larger_sheet(self.name, self.line + repeated - 1, self.width)
        for marks in (self.sheet.unread, self.sheet.seen):
            if self.line in marks:
                marks |= dict.fromkeys(range(self.line, self.line + repeated), marks[self.line])
        self.line += repeated

    def skip_cells(self, own: Attributes) -> None:
        self.place += times(own, "table:number-columns-repeated", MOST_COLUMNS)

    def begin_cell(self, own: Attributes) -> None:
        start = self.place
        self.skip_cells(own)
        if "office:value-type" in own or "table:formula" in own:
            self.is_in_use, self.width = True, max(self.width, self.place)
        if own.get("office:value-type") == "date" and (seen := self.part_seen(own)):
            self.sheet.seen[self.line] |= dict.fromkeys(range(start, self.place), seen)
        down = times(own, "table:number-rows-spanned", MOST_ROWS)
        if down > 1:
            self.sheet.spans[self.line][start] = self.line + down - 1
        if "error" in own.get("calcext:value-type", ""):
            self.words = []
        elif "table:formula" in own and "office:value-type" not in own:
            self.sheet.unread[self.line] |= dict.fromkeys(range(start, self.place), UNREAD)

    def end_cell(self) -> None:
        if self.words is not None:
            self.sheet.unread[self.line][self.place - 1] = UNREAD + "".join(self.words)
            self.words = None


def times(own: Attributes, name: str, most: int) -> int:
    """How often something stands there, by an attribute that says so; else once."""
    said = own.get(name, "")
    return min(int(said), most) if said.isdecimal() and said.isascii() else 1


def refuse_entity(*_declaration: object) -> None:
    raise ValueError("The file declares entities of its own.")
