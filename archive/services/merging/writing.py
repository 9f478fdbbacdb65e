"""Writing: a plan carried out within one `Saving`, a batch of rows at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import batched
from typing import Any

from archive.models import (
    Agreement,
    Appearance,
    Citation,
    FormerSlug,
    Name,
    NameKind,
    Post,
    User,
)
from archive.models.terms import TermsField
from archive.services.holding import link
from archive.services.merging.doubling import doubles, key_of
from archive.services.merging.fields import follow_conclusion, is_blank, take_over
from archive.services.merging.passages import passage_with
from archive.services.merging.planning import Plan, ways_to
from archive.services.naming import name_record
from archive.services.saving import Saving
from archive.services.writing import Draft, Ids

BATCH = 200  # rows at once, some with long texts
# What a fact has beside what it says.
APART = {"id", "slug", "version", "is_public", "created_at", "updated_at", "inferred"}


@dataclass
class Writer:
    """Writes what the plan says, every row with its reason in the history."""

    plan: Plan
    saving: Saving
    user: User | None = None

    def write(self) -> None:
        """Join, move, name, delete, fill in, redirect. Raises ValidationError."""
        kept, merged = self.plan.kept, self.plan.merged
        names = list(self.names())
        for model, joined in self.plan.joined.items():
            self.join(model, joined)
        for model in self.plan.rows:
            self.move(model)
        self.delete(merged, into=kept.slug)
        before = copy(kept)
        take_over(kept, merged, self.plan.differences)
        kept.full_clean()
        self.save([(kept, before)])
        for name, passage in names:
            self.add_name(name, passage)
        redirect(kept.record_kind(), merged.slug, kept.slug)

    @property
    def reason(self) -> str:
        return f"merged from {self.plan.merged.slug}"

    def save(self, changes: Iterable[tuple[Any, Any]]) -> None:
        """Save records, each with what it was before (None: it is new)."""
        drafts = []
        for record, before in changes:
            record._history_user = self.user
            drafts.append(Draft(record, before, self.reason))
        # Deletions give ids of the history too: none may be known long beforehand.
        self.saving.save_all(drafts, Ids())

    def delete(self, record: Any, *, into: str) -> None:
        record._history_user = self.user
        self.saving.delete(record, reason=f"merged into {into}")

    def move(self, model: type[Any]) -> None:
        """Let all that refers to the merged record refer to the kept one."""
        keys = [
            model._meta.get_field(name).attname for name in ways_to(type(self.plan.kept))[model]
        ]
        for some in batched(self.plan.moving(model), BATCH, strict=False):
            changes = []
            for record in model._default_manager.filter(pk__in=some).order_by("pk"):
                before = copy(record)
                for key in keys:
                    if getattr(record, key) == self.plan.merged.pk:
                        setattr(record, key, self.plan.kept.pk)
                if isinstance(record, Agreement):
                    record.clean()  # it may have the day of another event now
                changes.append((record, before))
            self.save(changes)

    def join(self, model: type[Any], joined: dict[int, int]) -> None:
        """Let what would be said twice be said once, with the passages of both."""
        for some in batched(joined.items(), BATCH, strict=False):
            into = dict(some)
            if model is not Citation:
                self.move_passages(model, into)
                self.fill_in(model, into)
            if model is Post:
                self.move_holders(into)
            elif model is Appearance:
                self.share_posts(into)
            rows = model._default_manager.in_bulk([*into, *into.values()])
            for going, staying in into.items():
                slug = rows[going].slug
                self.delete(rows[going], into=rows[staying].slug)
                if model is not Citation:
                    redirect(model.record_kind(), slug, rows[staying].slug)

    def move_passages(self, model: type[Any], into: dict[int, int]) -> None:
        """Cite for the facts that stay what was cited for those that go."""
        name = model.record_kind()
        twice = doubles(Citation, name, into)
        changes = []
        for citation in Citation.objects.filter(**{f"{name}__in": list(into)}).order_by("pk"):
            if citation.pk in twice:
                self.delete(citation, into=name_of(Citation, twice[citation.pk]))
                continue
            before = copy(citation)
            setattr(citation, f"{name}_id", into[getattr(citation, f"{name}_id")])
            changes.append((citation, before))
        self.save(changes)

    def fill_in(self, model: type[Any], into: dict[int, int]) -> None:
        """Give the facts that stay what only those that go say."""
        rows = model._default_manager.in_bulk([*into, *into.values()])
        changes = []
        for going, staying in into.items():
            record, before = rows[staying], copy(rows[staying])
            for name in taken_from(record, rows[going]):
                follow_conclusion(record, rows[going], name)
            if changed(record, before):
                changes.append((record, before))
        self.save(changes)

    def move_holders(self, into: dict[int, int]) -> None:
        """Appearances in posts that go are in those that stay."""
        held = Appearance.posts.through.objects.filter(post__in=list(into))
        pairs = [(one, into[post]) for one, post in held.values_list("appearance_id", "post_id")]
        self.touch_appearances(pairs)

    def share_posts(self, into: dict[int, int]) -> None:
        held = Appearance.posts.through.objects.filter(appearance__in=list(into))
        self.touch_appearances(
            [(into[one], post) for one, post in held.values_list("appearance_id", "post_id")]
        )

    def touch_appearances(self, pairs: list[tuple[int, int]]) -> None:
        """Link appearances with posts, each as a version of its own."""
        known: dict[int, set[int]] = defaultdict(set)
        there = Appearance.posts.through.objects.filter(appearance__in={one for one, _ in pairs})
        for one, post in there.values_list("appearance_id", "post_id"):
            known[one].add(post)
        new = [(one, post) for one, post in pairs if post not in known[one]]
        rows = Appearance.objects.filter(pk__in={one for one, _post in new}).order_by("pk")
        self.save([(record, copy(record)) for record in rows])
        link(new)

    def names(self) -> Iterator[tuple[Name, Citation | None]]:
        """What the kept record is called besides, each with a passage that says so if there is."""
        merged, kind = self.plan.merged, self.plan.kept.record_kind()
        for text in self.plan.names:
            source = merged if text in (merged.name, merged.native_name) else self.plan.kept
            name = Name(text=text, kind=NameKind.SPELLING, **{kind: self.plan.kept})
            passage = passage_with(text, source)
            name.unsourced = passage is None and source.is_public  # readers knew it by this name
            yield name, passage

    def add_name(self, name: Name, passage: Citation | None) -> None:
        name.full_clean(exclude=["slug"])
        name_record(record=name)
        name.pk = Ids().next(Name)
        self.save([(name, None)])
        if passage is not None:
            passage.name = name
            name_record(record=passage)
            passage.pk = Ids().next(Citation)
            self.save([(passage, None)])


def name_of(model: type[Any], pk: int) -> str:
    return str(model._default_manager.values_list("slug", flat=True).get(pk=pk))


def open_fields(record: Any, other: Any) -> Iterator[Any]:
    """The fields beside the key in which a fact does not say what the other says."""
    apart = APART | {name.removesuffix("_id") for name in key_of(type(record))}
    for each in record._meta.concrete_fields:
        theirs = getattr(other, each.attname)
        is_said = not is_blank([theirs]) and theirs is not False
        if each.name not in apart and is_said and getattr(record, each.attname) != theirs:
            yield each


def is_gap(value: Any) -> bool:
    return is_blank([value]) or value is False


def given_up(record: Any, other: Any) -> Iterator[Any]:
    """The fields in which what the other fact says is not kept."""
    for each in open_fields(record, other):
        if not isinstance(each, TermsField) and not is_gap(getattr(record, each.attname)):
            yield each


def taken_from(record: Any, other: Any) -> Iterator[str]:
    """Write into a fact what only the other says, and tell the names of the fields it fills."""
    for each in list(open_fields(record, other)):
        ours, theirs = getattr(record, each.attname), getattr(other, each.attname)
        if isinstance(each, TermsField):
            setattr(record, each.attname, [*ours, *(term for term in theirs if term not in ours)])
        elif is_gap(ours):
            setattr(record, each.attname, theirs)
        if is_blank([ours]):
            yield each.name


def changed(record: Any, before: Any) -> bool:
    names = [each.attname for each in record._meta.concrete_fields]
    return any(getattr(record, name) != getattr(before, name) for name in names)


def redirect(kind: str, slug: str, to: str) -> None:
    """Let an address, and all that led to it, lead to another."""
    leading = FormerSlug.objects.filter(kind=kind)
    leading.filter(slug=to).delete()
    leading.filter(current_slug=slug).update(current_slug=to)
    leading.update_or_create(kind=kind, slug=slug, defaults={"current_slug": to})
