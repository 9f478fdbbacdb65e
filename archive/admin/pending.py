"""Pending imports: a file that was looked at and not yet applied, kept for its owner alone.

The server names the file. The browser holds a signed token that says which file, whose,
with which digest; a token is good once, for an hour.
"""

import secrets
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

SALT = "archive.pending-import"
KEPT_FOR = 3600  # seconds


class PendingError(Exception):
    """The token is not, or no longer, good; one sentence says why."""


@dataclass(frozen=True)
class Pending:
    """What is known of an uploaded file, and how its owner wants it read."""

    name: str  # on our disk
    file_name: str  # as the owner calls it
    digest: str
    user: int
    options: dict[str, bool] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def token(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def folder() -> Path:
    """Where files wait: readable by nobody else."""
    path = settings.BASE_DIR / ".uploads"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def keep(data: bytes, *, file_name: str, user: int, **more: Any) -> Pending:
    """Put a file aside until its owner confirms it."""
    sweep()
    name = secrets.token_hex(16)
    path = folder() / name
    path.touch(mode=0o600)
    path.write_bytes(data)
    return Pending(name, Path(file_name).name, sha256(data).hexdigest(), user, **more)


def read_token(token: str, *, user: int) -> Pending:
    """The pending import that a token names. Raises PendingError."""
    try:
        pending = Pending(**signing.loads(token, salt=SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError) as error:
        raise PendingError(
            _("This preview is too old or not from here: choose the file again.")
        ) from error
    if pending.user != user:
        raise PendingError(_("Somebody else looked at this file: choose it yourself."))
    return pending


def look(pending: Pending) -> bytes:
    """The bytes of the file, which stays. Raises PendingError."""
    return checked(pending, folder() / pending.name)


def take(pending: Pending) -> bytes:
    """The bytes of the file, which is gone afterwards: of two who confirm, one gets it."""
    mine = folder() / f"{pending.name}.{secrets.token_hex(4)}"
    try:
        (folder() / pending.name).rename(mine)
    except FileNotFoundError as error:
        raise PendingError(used_up()) from error
    try:
        return checked(pending, mine)
    finally:
        mine.unlink()


def checked(pending: Pending, path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PendingError(used_up()) from error
    if sha256(data).hexdigest() != pending.digest:
        raise PendingError(_("The file has changed since the preview: choose it again."))
    return data


def used_up() -> str:
    return _("This file was imported already, or waited too long: choose it again.")


def sweep() -> None:
    """Delete what nobody confirmed in time."""
    for path in folder().iterdir():
        if path.is_file() and path.stat().st_mtime < time() - KEPT_FOR:
            path.unlink(missing_ok=True)
