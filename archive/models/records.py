"""What records and facts have in common: identity, status, history."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from archive.models.addresses import address_of
from archive.models.terms import TermsField

# What the database or a service derives; history keeps what people wrote.
DERIVED = [
    "is_public",
    "sorts_on",
    "sorts_as",
    "date_earliest",
    "date_latest",
    "published_earliest",
    "published_latest",
    "shown",
    "paragraph",
]

# What no page shows: of a record itself, and of one that it only refers to. Names of fields, of
# one model alone where another has a field of that name.
BOOKKEEPING = frozenset(["version", "created_at", "updated_at", "unsourced"])
NOT_IN_PASSING = BOOKKEEPING | {
    "withdrawal_reason",
    "native_name",
    "note",
    "wikidata",
    "latitude",
    "longitude",
    "coordinates_source",
    "sorts_as",
    "sorts_on",
    "date_earliest",
    "date_latest",
    "published_earliest",
    "published_latest",
    "published_as_printed",
    "published_note",
    "archived_url",
    "retrieved_on",
    "rights",
    "kicker",
    "article.text",
    "body_start",
    "body_end",
    "sha256",
}


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WrittenHistory(HistoricalRecords):
    """Leaves out what is derived, of those fields that the model has."""

    def create_history_model(self, model, inherited):
        own = {field.name for field in model._meta.fields}
        self.excluded_fields = [name for name in DERIVED if name in own]
        return super().create_history_model(model, inherited)

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **_):
        """A list belongs to the version that was saved with it: it makes no entry of its own."""
        last = None if reverse else instance.history.order_by("history_id").last()
        if last is not None and action in {"post_add", "post_remove", "post_clear"}:
            getattr(last, attr).all().delete()
            self.create_historical_record_m2ms(last, instance)


def history(*, lists=()):
    """The history of one model: every version, who made it, when and from which import.

    `lists` names its many-to-many fields: each entry keeps their rows as well.
    """
    return WrittenHistory(
        inherit=True,
        m2m_fields=lists,
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.TextField(null=True),
    )


class Kept(models.Model):
    """Anything with a permanent name, a version and a public flag.

    `version` counts saves, so that an editor or a workbook can tell that a colleague was
    faster. `is_public` is written by `archive.services.publishing` alone.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        allow_unicode=True,
        help_text=_(
            "Permanent: used in addresses and spreadsheets. Left blank, it is made from the name."
        ),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    is_public = models.BooleanField(_("public"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def record_kind(cls) -> str:
        """The singular word for the model in addresses, sheets and the search."""
        return str(cls._meta.model_name)


class Record(Kept):
    """What has a public page."""

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return address_of(f"archive:{self.record_kind()}_detail", self.slug)


def withdrawn_with_reason(condition):
    """The constraint that a withdrawal says why."""
    return models.CheckConstraint(
        name="%(class)s_withdrawn_with_reason",
        condition=~condition | ~Q(withdrawal_reason=""),
        violation_error_message=_(
            "Say why it is withdrawn: readers of its address will see the reason."
        ),
    )


class Reviewed(models.Model):
    """A record that an editor drafts and a publisher publishes."""

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    withdrawal_reason = models.CharField(
        _("reason for withdrawal"),
        max_length=500,
        blank=True,
        help_text=_("Shown at its address."),
    )

    class Meta:
        abstract = True
        constraints = [withdrawn_with_reason(Q(status=Status.WITHDRAWN))]

    @property
    def is_withdrawn(self):
        return self.status == Status.WITHDRAWN


class Withdrawable(models.Model):
    """A record that is public when a public record refers to it, unless withdrawn."""

    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    withdrawal_reason = models.CharField(
        _("reason for withdrawal"),
        max_length=500,
        blank=True,
        help_text=_("Shown at its address."),
    )

    class Meta:
        abstract = True
        constraints = [withdrawn_with_reason(Q(withdrawn=True))]

    @property
    def is_withdrawn(self):
        return self.withdrawn


class Inferring(models.Model):
    """Something whose fields may hold a reader's conclusions."""

    inferred = TermsField(
        _("inferred"),
        help_text=_("The fields that the words do not give and a reader concluded: place; date"),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if not self.inferred:
            return
        own = {field.name for field in self._meta.get_fields()}
        unknown = [name for name in self.inferred if name not in own]
        if unknown:
            message = _("%(unknown)s is not a field of this record.")
            raise ValidationError(
                {"inferred": ValidationError(message, params={"unknown": ", ".join(unknown)})}
            )


class Fact(Kept, Inferring):
    """A statement that belongs to a record and stands in a passage."""

    unsourced = models.BooleanField(
        _("unsourced"),
        default=False,
        help_text=_("Public without a citation. Only publishers may say so."),
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return address_of("archive:fact_detail", self.slug and self.public_id)

    @property
    def public_id(self):
        """Its name in /facts/<id>/: the kind and the slug."""
        return f"{self.record_kind()}-{self.slug}"


def exactly_one(names):
    """A condition: one of these foreign keys is set, the others are empty."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


def set_one(instance, names):
    """The name of the one of these foreign keys that is set, or None."""
    return next((name for name in names if getattr(instance, f"{name}_id") is not None), None)
