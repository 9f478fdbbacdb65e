"""Sheets: what the resources of the workbook have in common."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import NOT_PROVIDED, F, Min, Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from archive.models import FACTS, RECORDS, Article, Citation, Post, Status, Supports
from archive.models.records import Kept, set_one
from archive.models.terms import TermsField
from archive.resources.widgets import (
    AnyReference,
    Choice,
    Day,
    EdtfDate,
    Lines,
    Number,
    Posts,
    Reference,
    Terms,
    Verbatim,
    Words,
    YesNo,
)

IDENTITY = ["slug", "version", "delete"]
DATED = ["date", "date_as_printed", "date_basis", "date_note"]
SOURCE = ["article", "quote"]
# What moves an archive whole; exports write such columns where some record has a value.
REASON = ["withdrawal_reason"]
WITHDRAWN = ["withdrawn", *REASON]
UNSOURCED = ["unsourced"]
KINDS = RECORDS | FACTS
EDTF_COLUMNS = {"date", "published", "since", "until"}
DECISIONS = {*WITHDRAWN, *UNSOURCED}  # which only publishers take
NOT_PUBLIC = {"version", "delete", "prefix", "suffix", "body_start", "body_end"}


class Column(Field):
    """One column of a sheet: how its cells are read and written, and what they mean."""

    def __init__(
        self,
        attribute: str | None = None,
        *,
        widget: Any,
        meaning: Any = "",
        required: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(attribute=attribute, widget=widget, **options)
        self.meaning = meaning
        self.required = required

    @cached_property
    def name(self) -> str:
        return self.column_name

    @cached_property
    def path(self) -> list[str]:
        """The attributes that lead from a record to the value."""
        return self.attribute.split("__") if self.attribute else []

    def get_value(self, instance: Any) -> Any:
        """The value of a record; None where anything on the way to it is."""
        if not self.path:
            return None
        value = instance
        for name in self.path:
            value = getattr(value, name, None)
            if value is None:
                return None
        return value

    @property
    def is_public(self) -> bool:
        """Whether readers may have it; what editors need among themselves they may not."""
        return self.name not in NOT_PUBLIC and self.choices != list(Status.choices)

    @property
    def is_number(self) -> bool:
        return isinstance(self.widget, Number)

    @property
    def is_printed(self) -> bool:
        """The words of a page, whose spaces count."""
        return isinstance(self.widget, Verbatim)

    @cached_property
    def refers_to(self) -> type[Model] | None:
        """The model of which a cell names one record."""
        return self.widget.model if isinstance(self.widget, Reference) else None

    @cached_property
    def is_plain(self) -> bool:
        """Whether its value is one of the model's own, as it stands."""
        return (
            self.attribute is not None
            and self.refers_to is None
            and not isinstance(self.widget, Posts)
        )

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The fixed values, if the column has such."""
        if isinstance(self.widget, Choice):
            return self.widget.choices
        return self.widget.choice.choices if isinstance(self.widget, Terms) else []


WIDGETS: dict[type[models.Field], type[Any]] = {
    models.BooleanField: YesNo,
    models.DateField: Day,
    models.IntegerField: Number,
}


def widget_for(field: models.Field) -> Any:
    """The widget that reads and writes the values of a model's field."""
    if isinstance(field, models.ForeignKey):
        return Reference(field.related_model)
    if isinstance(field, models.ManyToManyField):
        return Posts()
    if isinstance(field, TermsField):
        return Terms(field.choices or ())
    if field.choices:
        return Choice(field.choices)
    if isinstance(field, models.DecimalField):
        return Number(field.decimal_places)
    for kind, widget in WIDGETS.items():
        if isinstance(field, kind):
            return widget()
    return widget_for_words(field)


def widget_for_words(field: models.Field) -> Any:
    if field.name in EDTF_COLUMNS:
        return EdtfDate()
    if field.name.endswith("_as_printed"):
        return Verbatim()
    if not isinstance(field, models.TextField):
        return Verbatim() if field.name in ("prefix", "suffix") else Words()
    return Verbatim() if field.name == "text" else Lines()


class SheetResource(ModelResource):
    """One sheet. `Meta.fields` are its columns in order, `Meta.import_id_fields` its key.

    Columns that are the model's own fields make themselves; a sheet declares the others.
    """

    arc: ClassVar[list[str]] = []  # the foreign keys that kind_of_record and record stand for
    defaults: ClassVar[dict[str, str]] = {}  # what a new record has where its row is blank
    has_shorthand: ClassVar[bool] = False  # article and quote are the first citation
    rare: ClassVar[list[str]] = []  # columns that are there only where they hold something

    slug = Column(
        "slug",
        widget=Words(),
        meaning=_("The permanent name of the row's record. Leave it blank on a new row."),
    )
    version = Column(
        "version",
        widget=Number(),
        meaning=_("Written by the export, so that nobody's edit is lost. Leave it as it is."),
    )
    delete = Column(widget=YesNo(), meaning=_("Write yes to delete the record."))

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        label, help_text = django_field.verbose_name, django_field.help_text
        needed = not (
            django_field.null or django_field.blank or django_field.default is not NOT_PROVIDED
        )
        return Column(
            field_name,
            widget=widget_for(django_field),
            column_name=field_name,
            meaning=format_lazy("{}. {}", label, help_text) if help_text else label,
            required=needed,
        )

    @classmethod
    def sheet(cls) -> str:
        """The name of the sheet."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def model(cls) -> type[Any]:
        return cls._meta.model

    @classmethod
    @cache
    def columns(cls) -> list[Column]:
        """The columns in their order, without the rare ones."""
        return [each for each in cls.all_columns() if each.name not in cls.rare]

    @classmethod
    @cache
    def all_columns(cls) -> list[Column]:
        """The columns in their order, the rare ones last: the import reads all of them."""
        return [cls.fields[name] for name in cls._meta.fields]

    @classmethod
    def key(cls) -> list[str]:
        """The columns by which a row without slug is known."""
        return cls._meta.import_id_fields

    @classmethod
    def with_references(cls, rows: QuerySet) -> QuerySet:
        """Load the records that the rows refer to; never the texts of articles."""
        names = cls.references()
        if not names:
            return rows
        texts = [f"{name}__text" for name in names if name in ("article", "about_article")]
        return rows.select_related(*names).defer(*texts)

    @classmethod
    @cache
    def references(cls) -> list[str]:
        """The foreign keys that cells of the sheet write."""
        return [
            column.attribute
            for column in cls.all_columns()
            if column.refers_to and "__" not in column.attribute
        ] + cls.arc


class SourcedResource(SheetResource):
    """A sheet whose `article` and `quote` are shorthand for a fact's first citation."""

    has_shorthand = True

    article = Column(
        "stating__article",
        widget=Reference(Article),
        meaning=_("The article that says so: its slug, web address or title."),
    )
    quote = Column(
        "stating__exact",
        widget=Verbatim(),
        meaning=_(
            "The words of the article that say so, copied. Spacing and the shape of quotation "
            "marks do not matter."
        ),
    )


def kind_in(instance: Model, arc: list[str]) -> str:
    """The kind of record of which one of these foreign keys is set."""
    return (set_one(instance, arc) or "").removeprefix("about_")


class ArcKind(Column):
    """The kind of record that a name or a citation belongs to."""

    def __init__(self, arc: list[str], **options: Any) -> None:
        kinds = [name.removeprefix("about_") for name in arc]
        labels = [(kind, KINDS[kind]._meta.verbose_name) for kind in kinds]
        super().__init__(widget=Choice(labels), required=True, **options)
        self.arc = arc

    def get_value(self, instance):
        return kind_in(instance, self.arc)


class ArcRecord(Column):
    """The record that a name or a citation belongs to."""

    def __init__(self, arc: list[str], **options: Any) -> None:
        super().__init__(widget=AnyReference(), required=True, **options)
        self.arc = arc

    def get_value(self, instance):
        name = set_one(instance, self.arc)
        return getattr(instance, name) if name else None


def statements() -> QuerySet[Citation]:
    """The citations that state the whole of what they are about."""
    return Citation.objects.filter(supports=Supports.STATES, about="").order_by("pk")


def statements_of(record: Kept) -> QuerySet[Citation]:
    """Those of one record or fact, the first one first; of a post, in its own article."""
    found = statements().filter(**{record.record_kind(): record})
    return found.filter(article=record.article) if isinstance(record, Post) else found


def first_statements(kind: str, ids: Iterable[int]) -> QuerySet[Citation]:
    """The first citation that states each of these facts; of a post, in its own article."""
    found = statements().filter(**{f"{kind}__in": list(ids)})
    if kind == "post":
        found = found.filter(article=F("post__article"))
    first = found.order_by().values(kind).annotate(first=Min("pk")).values("first")
    return Citation.objects.filter(pk__in=first)
