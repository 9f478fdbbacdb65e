"""Files: telling what kind of file it is, and refusing what must not be opened."""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _

MEGABYTE = 2**20
PIECE = 2**16  # packed bytes in memory at once
UNPACKED = 16  # how many times the upload limit a file may unpack to
RATIO = 400  # how many times its packed size a member may unpack to ...
SMALL = 16 * MEGABYTE  # ... unless it is small anyway
MEMBERS = 2000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
HEAD = 4096  # bytes by which a file is told
HEADER = 30  # bytes of a member's own header before its name
FOREIGN = {
    b"%PDF": "PDF",
    b"<?xml": "XML",
    b"<": "HTML",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
}
PACKED = {".zip", ".gz", ".tgz", ".7z", ".rar", ".xlsx", ".xlsm", ".ods", ".xls", ".tar", ".bz2"}


class UnreadableFileError(ValueError):
    """The file cannot be read at all; one sentence says why."""


@dataclass(frozen=True)
class Part:
    """One file of a workbook: its name, its size in bytes, and how to read it from the start."""

    name: str
    size: int
    open: Callable[[], Any]  # a binary file

    def read(self) -> bytes:
        with self.open() as file:
            return bytes(file.read())

    def head(self) -> bytes:
        """The first bytes; none if the file holds nothing but spaces."""
        with self.open() as file:
            while start := file.read(HEAD):
                if start.strip():
                    return start
        return b""

    def digest(self) -> bytes:
        """SHA-256 of its bytes."""
        with self.open() as file:
            return file_digest(file, "sha256").digest()


def as_part(source: Path | IO[bytes], name: str) -> Part:
    """A file on disk, or one that is sent, which has a limit. Raises UnreadableFileError."""
    if not isinstance(source, Path):
        limit = settings.ARCHIVE_UPLOAD_MEGABYTES * MEGABYTE
        data = source.read(limit + 1)
        refuse_larger(len(data), limit)
        return Part(name, len(data), lambda: io.BytesIO(data))
    try:
        with source.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
    except FileNotFoundError as error:
        raise UnreadableFileError(_("There is no such file.")) from error
    except OSError as error:
        raise UnreadableFileError(_("The file cannot be opened.")) from error
    return Part(name, size, lambda: source.open("rb"))


def read_whole(part: Part) -> bytes:
    """The bytes of a file that has to be held in memory. Raises UnreadableFileError."""
    refuse_larger(part.size, settings.ARCHIVE_UPLOAD_MEGABYTES * MEGABYTE)
    return part.read()


def refuse_larger(size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableFileError(
            _("The file is larger than %(limit)s MB.") % {"limit": limit // MEGABYTE}
        )


def kind_of(part: Part) -> str:
    """What a file is by its first bytes: "zip", "sheets", "json" or "csv"."""
    start = part.head()
    if not start:
        raise UnreadableFileError(_("The file is empty."))
    if start.startswith(OLE):
        return "sheets"
    if start.startswith(ZIP):
        return "zip"
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, kind in FOREIGN.items():
        if start.startswith(mark):
            raise foreign(kind)
    if Path(part.name).suffix.lower() == ".json" or start[:1] == b"{":
        return "json"
    return "csv"


def check_zip(archive: ZipFile) -> None:
    """Refuse a zip that is locked, damaged or unpacks to more than it should."""
    members = archive.infolist()
    limit = UNPACKED * settings.ARCHIVE_UPLOAD_MEGABYTES * MEGABYTE
    if len(members) > MEMBERS or sum(member.file_size for member in members) > limit:
        raise UnreadableFileError(_("The file unpacks to more than this site takes."))
    for member in members:
        check_member(member)
    for member in members:
        check_inflated(archive, member)


def check_member(member: ZipInfo) -> None:
    """Refuse a member that is locked, too dense, or has a name that leads elsewhere."""
    if member.flag_bits & 1:
        raise UnreadableFileError(
            _("The file is locked with a password: save it without one, and try again.")
        )
    if member.file_size > SMALL and member.file_size > RATIO * member.compress_size:
        raise UnreadableFileError(_("The file unpacks to more than this site takes."))
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise UnreadableFileError(
            _("The zip holds a file whose name leads out of it: %(name)s") % {"name": name[:80]}
        )


def check_inflated(archive: ZipFile, member: ZipInfo) -> None:
    """Refuse a member that unpacks to another size than it says."""
    if member.compress_type not in (0, 8):
        raise UnreadableFileError(_("The file is packed in a way this site does not read."))
    if member.compress_type == 0 or member.is_dir():
        return
    file = archive.fp
    if file is None:
        raise UnreadableFileError(_("The file is damaged."))
    file.seek(member.header_offset)
    header = file.read(HEADER)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    if inflated_size(file, member.compress_size, most=member.file_size) != member.file_size:
        raise UnreadableFileError(_("The file is damaged."))


def inflated_size(file: IO[bytes], packed: int, *, most: int) -> int:
    """How many bytes the next `packed` ones unpack to; stops beyond `most`, holds few of them."""
    inflating, size = zlib.decompressobj(-15), 0
    while packed > 0 and size <= most and not inflating.eof:
        piece = file.read(min(packed, PIECE))
        if not piece:
            break
        packed, more = packed - len(piece), True
        while more and size <= most:
            gained = len(inflating.decompress(piece, MEGABYTE))
            size, piece = size + gained, inflating.unconsumed_tail
            more = bool(piece) or gained == MEGABYTE
    return size


def open_zip(file: IO[bytes]) -> ZipFile:
    """A zip that is safe to unpack. Raises UnreadableFileError."""
    try:
        archive = ZipFile(file)
        check_zip(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableFileError(_("The file is damaged or was not copied to its end.")) from error
    return archive


def is_spreadsheet(archive: ZipFile) -> bool:
    """Whether a zip is an XLSX or ODS file."""
    names = set(archive.namelist())
    return "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names


def foreign(kind: str) -> UnreadableFileError:
    """What to say of a file that is something else."""
    words = _(
        "The file is %(kind)s, not a spreadsheet. If a spreadsheet program opens it, "
        "save it there as XLSX, and try again."
    )
    return UnreadableFileError(words % {"kind": kind})


def refuse_document(archive: ZipFile) -> None:
    """Raise UnreadableFileError for a document of Word, which is a zip too."""
    if "word/document.xml" in archive.namelist():
        raise foreign("Word")


def parts_of_zip(archive: ZipFile) -> list[Part]:
    """The CSV and JSON files of a zip; what programs add to zips is left out."""
    parts = []
    for member in archive.infolist():
        path = Path(member.filename)
        if member.is_dir() or is_furniture(path):
            continue
        if path.suffix.lower() in PACKED:
            raise UnreadableFileError(
                _("The zip holds %(name)s: only CSV files belong into it.") % {"name": path.name}
            )
        if path.suffix.lower() in (".csv", ".tsv", ".txt"):
            parts.append(Part(path.name, member.file_size, partial(archive.open, member)))
    return parts


def is_furniture(path: Path) -> bool:
    """Whether a file beside the sheets is not one of them."""
    return (
        path.name == "datapackage.json"
        or path.stem.lower() == "readme"
        or any(piece.startswith((".", "__MACOSX")) for piece in path.parts)
    )


def parts_of_folder(folder: Path) -> list[Part]:
    """The CSV files of a folder."""
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in (".csv", ".tsv") and not is_furniture(path)
    )
    return [as_part(path, path.name) for path in paths]
