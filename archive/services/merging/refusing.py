"""Refusing: mergers that make no sense, or are not this person's to make."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive.models import Article, Status, User
from archive.services.merging.fields import lies_in

MOST = 5000  # rows that refer to the one that goes: one transaction, while everybody waits
OUT = {Status.PUBLISHED, Status.WITHDRAWN}  # what only publishers set or take back


def reasons_against(kept: Any, merged: Any, user: User | None) -> Iterator[str]:
    """Why these two cannot be merged by this person, as sentences."""
    if type(kept) is not type(merged):
        yield _("Records of different kinds are not merged.")
    elif kept.pk == merged.pk:
        yield _("A record is not merged with itself: choose another one.")
    elif isinstance(kept, Article):
        yield _(
            "Articles are not merged: every passage would have to be found again in another text."
        )
    else:
        yield from against_these(kept, merged)
        if not may_merge(user, type(kept)):
            yield _("To merge records, you need the right to change and to delete them.")
        elif is_seen(kept, merged) and not may_publish(user):
            yield _("Readers know one of them: only a publisher may merge them.")


def against_these(kept: Any, merged: Any) -> Iterator[str]:
    """What stands against merging two records of a kind, whoever does it."""
    for record in (kept, merged):
        if record.is_withdrawn:
            message = _("“%(record)s” is withdrawn; its address says why, and has to go on so.")
            yield message % {"record": record}
    if hasattr(kept, "parent") and lies_in(kept.parent, merged):
        message = _("“%(kept)s” is part of “%(merged)s”: keep that one, or correct it first.")
        yield message % {"kept": kept, "merged": merged}


def may_merge(user: User | None, model: type[Any]) -> bool:
    """Whether a person may merge records of this kind; nobody in particular may."""
    name = model._meta.model_name
    return user is None or user.has_perms([f"archive.change_{name}", f"archive.delete_{name}"])


def may_publish(user: User | None) -> bool:
    return user is None or user.has_perm("archive.publish_record")


def is_seen(*records: Any) -> bool:
    """Whether readers know one of the records, or a publisher decided something about it."""
    return any(each.is_public or getattr(each, "status", "") in OUT for each in records)


def too_many(merged: Any) -> str:
    message = _(
        "More than %(most)s records and facts refer to “%(record)s”: keep it, and merge the"
        " other one into it."
    )
    return message % {"most": MOST, "record": merged}
