"""Articles: published pages, kept as printed."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.models.dated import (
    EDTF_HELP,
    DateBasis,
    date_constraints,
    days_of,
    list_index,
    sort_key,
    span_index,
)
from archive.models.records import Record, Reviewed, history

web_address = URLValidator(schemes=["http", "https"])
language_tag = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    _("Write a language tag such as en or zh-Hans."),
)


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self):
        return self.filter(is_public=True)

    def latest_first(self):
        """Newest day first, undated last; the id breaks ties, so that pages never overlap."""
        return self.order_by("-sorts_on", "-pk")

    def oldest_first(self):
        return self.order_by("sorts_on", "pk")

    def for_list(self):
        """Load what one row of a list prints, not the text."""
        return self.select_related("publisher").defer("text")


class Article(Record, Reviewed):
    """A published page, kept as printed, with the article proper marked within it."""

    title = models.CharField(_("title"), max_length=500, help_text=_("The headline, as printed."))
    kicker = models.CharField(
        _("kicker"),
        max_length=300,
        blank=True,
        help_text=_("The line above the title."),
    )
    publisher = models.ForeignKey(
        "Organization",
        verbose_name=_("publisher"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True, validators=[web_address])
    archived_url = models.URLField(
        _("archived copy"), max_length=1000, blank=True, validators=[web_address]
    )
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    rights = models.CharField(_("rights"), max_length=500, blank=True)
    published = models.CharField(_("published"), max_length=60, blank=True, help_text=EDTF_HELP)
    published_as_printed = models.CharField(_("published, as printed"), max_length=200, blank=True)
    published_basis = models.CharField(
        _("basis of the date"), max_length=20, choices=DateBasis, blank=True
    )
    published_note = models.TextField(_("note on the date"), blank=True)
    published_earliest = models.DateField(null=True, blank=True, editable=False)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    sorts_on = sort_key("published_earliest")
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[language_tag],
        help_text="BCP 47: en, zh-Hans",
    )
    text = models.TextField(
        _("text"), help_text=_("The whole page as printed, with its furniture.")
    )
    body_start = models.PositiveIntegerField(
        _("body starts at"),
        null=True,
        blank=True,
        help_text=_(
            "Where the article proper begins, in characters; what stands before is page furniture."
        ),
    )
    body_end = models.PositiveIntegerField(_("body ends at"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
    )
    history = history()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_record", "Can publish and withdraw records")]
        indexes = [
            list_index("article", "published_latest", "language", "status", "published_basis"),
            span_index("article", "published"),
            models.Index(fields=["updated_at", "id"], name="article_changed"),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            *date_constraints("%(class)s", "published"),
            models.UniqueConstraint(
                name="article_url_once",
                fields=["url"],
                condition=~Q(url=""),
                violation_error_message=_("There is already an article with this web address."),
            ),
            models.CheckConstraint(
                name="article_body_in_order",
                condition=(
                    Q(body_start__isnull=True, body_end__isnull=True)
                    | Q(
                        body_start__isnull=False,
                        body_end__isnull=False,
                        body_start__lte=F("body_end"),
                    )
                ),
                violation_error_message=_(
                    "Give where the body starts and ends, in this order, or neither."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        # One kind of line ending, as spreadsheets and browsers bring others.
        self.text = self.text.replace("\r\n", "\n").replace("\r", "\n")
        self.published_earliest, self.published_latest = days_of(self.published, field="published")
        self.sha256 = self.text_digest()
        if self.body_end is not None and self.body_end > len(self.text):
            message = _("The text has only %(length)s characters.")
            raise ValidationError(
                {"body_end": ValidationError(message, params={"length": len(self.text)})}
            )

    def text_digest(self):
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def withheld(self):
        """The words that it withholds, for a page: read once, however often it is named there."""
        return [each.exact for each in self.redactions.all()]

    @property
    def body(self):
        """The offsets (start, end) of the article proper; the whole text where not marked."""
        if self.body_start is None:
            return 0, len(self.text)
        return self.body_start, self.body_end
