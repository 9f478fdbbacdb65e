"""Prepared statements: the SQL of a queryset made once, then asked again with other values.

Django makes the SQL of a queryset anew for every request, which costs many times what the
database needs to answer it. A `Prepared` is given a function from values to a queryset. It is
called once, with stand-ins for the values; from then on only the values are put in their
places. Rows related by `prefetch_related` are read by prepared statements too.

No value and no row is kept, only SQL: there is nothing here that could be out of date.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import batched, chain, count
from typing import Any

from django.db import connections
from django.db.models import F, Model, Prefetch, QuerySet
from django.db.models.fields import related_descriptors

from archive.models.instances import rows_of
from archive.models.kept_plans import cursor_with_plans
from archive.models.records import BOOKKEEPING, NOT_IN_PASSING

# Django's own way to read so many rows for each owner; the stubs leave out what is private.
of_each: Any = related_descriptors._filter_prefetch_queryset  # type: ignore[attr-defined]

type Value = int | str | date | list[int] | Model

FIRST_STAND_IN = 7 * 10**18  # beyond every id
FIRST_DAY = date(9000, 1, 1).toordinal()
MOST_AT_ONCE = 512  # ids of a list that one statement is given


class Prepared:
    """A queryset to be asked: call it with the values of `make` for its rows.

    `make` may hand its values to filters, no more: it must not look at them. A value is an id,
    a word, a day, a list of ids (where it is empty there are no rows), or a record, which
    stands for its id and for the ids of its `area`, if it has one.

    `keeps_plan` is false where the best way to go about it depends on the values: on
    PostgreSQL, whether a word is rare or common.
    """

    def __init__(self, make: Callable[..., QuerySet], *, keeps_plan: bool = True):
        self.make = make
        self.keeps_plan = keeps_plan
        self.statements: dict[tuple, Statement] = {}

    def __call__(self, *values: Value) -> list[Any]:
        if [] in values:
            return []
        statement, given = self.statement_for(values)
        rows = statement.rows(given)
        statement.related.load(rows)
        return rows

    def count(self, *values: Value) -> int:
        """How many rows there are."""
        if [] in values:
            return 0
        statement, given = self.statement_for(values)
        return statement.counted("COUNT(*)", given)[0]

    def count_different(self, name: str, *values: Value) -> tuple[int, int]:
        """How many different values of a column there are, and in how many rows."""
        statement, given = self.statement_for(values)
        return statement.counted(f'COUNT(DISTINCT "{name}"), COUNT(*)', given)

    def statement_for(self, values: tuple[Value, ...]) -> "tuple[Statement, list]":
        """The statement for values of these shapes, and what is put into it."""
        given = [each for value in values for each in parts(value)]
        shape = tuple(len(each) if isinstance(each, list) else type(each) for each in given)
        statement = self.statements.get(shape)
        if statement is None:
            statement = Statement(self.make, values, keeps_plan=self.keeps_plan)
            self.statements[shape] = statement
        return statement, given


def parts(value: Value) -> list[int | str | date | list[int]]:
    """What of a value goes into the statement: of a record its id and those of its area."""
    if isinstance(value, Model):
        area = getattr(value, "area", None)
        return [value.pk, padded(area)] if isinstance(area, list) else [value.pk]
    return [padded(value) if isinstance(value, list) else value]


def padded(ids: list[int]) -> list[int]:
    """As many as the next power of two, the last id repeated: few lengths recur."""
    if len(ids) > MOST_AT_ONCE:
        message = f"{len(ids)} ids are more than one statement is given."
        raise ValueError(message)
    return ids + ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids))


class Statement:
    """The SQL for values of one shape, and where in its parameters each of them goes."""

    def __init__(self, make: Callable[..., Any], values: tuple[Value, ...], *, keeps_plan: bool):
        self.keeps_plan = keeps_plan
        numbers = count(1)
        stand_ins = [stand_in(value, numbers) for value in values]
        self.queryset = lean(make(*stand_ins))
        compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.sql, parameters = compiler.as_sql()
        self.parameters = list(parameters)
        sought = whereabouts([each for one in stand_ins for each in parts(one)])
        self.places = [
            (place, kind_of(parameter, connections[self.queryset.db]), sought[parameter])
            for place, parameter in enumerate(parameters)
            if parameter in sought
        ]
        fields = [each[0] for each in compiler.select or []]
        converters = compiler.get_converters(fields)
        self.rows_of = rows_of(self.queryset, compiler, converters)
        self.related = Related(self.queryset)

    def filled(self, given: list) -> list[Any]:
        """The parameters with these values in their places."""
        parameters = self.parameters.copy()
        for place, kind, (number, within) in self.places:
            value = given[number] if within is None else given[number][within]
            parameters[place] = value if isinstance(value, kind) else kind(value)
        return parameters

    def rows(self, given: list) -> list[Any]:
        connection = connections[self.queryset.db]
        with self.cursor() as cursor:
            cursor.execute(self.sql, self.filled(given))
            return self.rows_of(cursor.fetchall(), connection)

    def counted(self, what: str, given: list) -> Any:
        """A row of numbers about the rows there are."""
        sql = f"SELECT {what} FROM ({self.sql}) counted"  # noqa: S608 (its values are apart)
        with self.cursor() as cursor:
            cursor.execute(sql, self.filled(given))
            return cursor.fetchone()

    def cursor(self) -> Any:
        connection = connections[self.queryset.db]
        return cursor_with_plans(connection) if self.keeps_plan else connection.cursor()


def lean(queryset: Any) -> Any:
    """Without the columns that no page shows, of its records and of those loaded with them.

    A page has a dozen of these for each that it shows. Where one is asked for after all, Django
    reads it then. What says itself which columns it has is left alone.
    """
    names, is_named_apart = queryset.query.deferred_loading
    if queryset._fields is not None or not is_named_apart:
        return queryset
    related = queryset.query.select_related
    beside = unshown(queryset.model, related if isinstance(related, dict) else {}, BOOKKEEPING)
    return queryset.defer(*names, *beside)


def unshown(model: Any, related: dict[str, dict], names: frozenset[str]) -> Iterator[str]:
    """The fields of a model that are called one of `names`, and those of what is loaded with it."""
    for field in model._meta.concrete_fields:
        if not names.isdisjoint({field.name, f"{model._meta.model_name}.{field.name}"}):
            yield field.name
        if field.name in related:
            below = unshown(field.related_model, related[field.name], NOT_IN_PASSING)
            yield from (f"{field.name}__{name}" for name in below)


def kind_of(parameter: Any, connection: Any) -> type:
    """What a value is made before it is put in: for PostgreSQL a plan is one for each type."""
    if type(parameter) is int and connection.vendor == "postgresql":
        from psycopg.types.numeric import Int8

        return Int8
    return type(parameter)


def stand_in(value: Value, numbers: "count[int]") -> Value:
    """A value of the same shape that nothing else is equal to."""
    number = next(numbers)
    match value:
        case Model():
            kind: Any = type(value)
            record = kind(pk=FIRST_STAND_IN + number)
            if isinstance(area := getattr(value, "area", None), list):
                record.area = stand_in(area, numbers)
            elif area is not None:  # too many to be listed
                record.area = kind.objects.within(record)
            return record
        case list():
            return [FIRST_STAND_IN + next(numbers) for _ in padded(value)]
        case date():
            return date.fromordinal(FIRST_DAY + number)
        case str():
            return f"stand-in-{number}"
    return FIRST_STAND_IN + number


def whereabouts(given: list) -> dict[Any, tuple[int, int | None]]:
    """Which value each stand-in is for: its number, and where in it if it is a list."""
    found: dict[Any, tuple[int, int | None]] = {}
    for number, each in enumerate(given):
        if isinstance(each, list):
            found.update({one: (number, within) for within, one in enumerate(each)})
        else:
            found |= {each: (number, None), str(each): (number, None)}
    return found


class Related:
    """What `prefetch_related` says of a queryset, for the rows of several statements together.

    Each relation is then one statement more, not one for each of them.
    """

    def __init__(self, queryset: Any):
        lookups = queryset._prefetch_related_lookups
        self.relations = [Relation(queryset.model, lookup) for lookup in lookups]

    def load(self, *rows: Iterable[Model]) -> None:
        every = list(chain.from_iterable(rows))
        for relation in self.relations:
            relation.load(every)


class Relation:
    """Rows that belong to others: one lookup of `prefetch_related`, as `article__redactions`.

    All but its last step must be loaded with the rows themselves.
    """

    def __init__(self, model: Any, lookup: Prefetch | str):
        path = lookup.prefetch_through if isinstance(lookup, Prefetch) else lookup
        *self.steps, self.name = path.split("__")
        for step in self.steps:
            model = model._meta.get_field(step).related_model
        self.field: Any = model._meta.get_field(self.name)
        rows: Any = lookup.queryset if isinstance(lookup, Prefetch) else None
        self.queryset = self.field.related_model._default_manager.all() if rows is None else rows
        self.to_attr = (lookup.to_attr or "") if isinstance(lookup, Prefetch) else ""
        self.back = self.field.remote_field.name
        self.owner_id = "owner_id" if self.field.many_to_many else self.field.remote_field.attname
        self.read = Prepared(self.rows_of)

    def rows_of(self, owners: list[int]) -> QuerySet:
        """The rows of these, each with the id of its owner; of a slice, so many for each owner."""
        rows = self.queryset._chain()
        if self.field.many_to_many:
            rows = rows.annotate(owner_id=F(self.back))
        return of_each(rows, self.back, owners)

    def load(self, rows: Iterable[Model]) -> None:
        owners = list(rows)
        for step in self.steps:
            owners = [one for each in owners if (one := getattr(each, step)) is not None]
        found = defaultdict(list)
        for ids in batched(sorted({owner.pk for owner in owners}), MOST_AT_ONCE, strict=False):
            for row in self.read(list(ids)):
                found[getattr(row, self.owner_id)].append(row)
        for owner in owners:
            self.give(owner, found.get(owner.pk, []))

    def give(self, owner: Model, rows: list[Model]) -> None:
        if self.field.one_to_many:
            for row in rows:
                self.field.remote_field.set_cached_value(row, owner)
        if self.to_attr:
            setattr(owner, self.to_attr, rows)
            return
        kept: Any = QuerySet(self.field.related_model)
        kept._result_cache, kept._prefetch_done = rows, True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[self.name] = kept
