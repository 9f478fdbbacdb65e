"""Citations: where the text says it."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.records import Kept, exactly_one, history, set_one
from archive.text.passages import (
    PassageAmbiguous,
    PassageNotFound,
    context,
    find_passage,
)
from archive.text.redacting import MARK

# What a citation can be about. The article it quotes is `article`; an article that it is
# about, say its day of publication, is `about_article`.
TARGETS = [
    "about_article",
    "official",
    "event",
    "delegation",
    "agreement",
    "organization",
    "place",
    "post",
    "appearance",
    "party",
    "progress",
    "name",
]


class Supports(models.TextChoices):
    STATES = "states", _("states")
    IMPLIES = "implies", _("implies")
    CONTRADICTS = "contradicts", _("contradicts")
    MENTIONS = "mentions", _("mentions")


class Anchor(models.Model):
    """A passage of an article: its words, what stands around them, and where.

    `start` and `end` count characters of the article's text from 0, the end exclusive. A
    passage that a correction took away is `lost`: kept, without a place, for an editor.
    """

    exact = models.TextField(_("quote"), help_text=_("The words, copied from the article."))
    prefix = models.CharField(
        _("before it"),
        max_length=200,
        blank=True,
        help_text=_("Words before the quote, if it stands there twice."),
    )
    suffix = models.CharField(_("after it"), max_length=200, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    lost = models.BooleanField(
        _("lost"),
        default=False,
        editable=False,
        help_text=_("The article no longer says this."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_placed_or_lost",
                condition=(
                    Q(lost=True, start__isnull=True, end__isnull=True)
                    | Q(
                        lost=False,
                        start__isnull=False,
                        end__isnull=False,
                        start__lt=F("end"),
                    )
                ),
                violation_error_message=_("A passage has a start and an end, or is lost."),
            )
        ]

    def clean(self):
        super().clean()
        if self.article_id and not (self.lost and self.pk):
            self.find()

    def find(self):
        """Take the words and the place from the article. Raises ValidationError on `exact`."""
        text = self.article.text
        try:
            passage = find_passage(text, self.exact, prefix=self.prefix, suffix=self.suffix)
        except PassageNotFound as error:
            raise ValidationError({"exact": _("The article does not say this.")}) from error
        except PassageAmbiguous as error:
            message = _(
                "The article says this %(times)d times: lengthen the quote or give words around it."
            )
            raise ValidationError(
                {"exact": ValidationError(message, params={"times": len(error.passages)})}
            ) from error
        self.place_at(passage.start, passage.end)

    def place_at(self, start, end):
        """Anchor at these offsets and copy the words and what stands around them."""
        self.start, self.end, self.lost = start, end, False
        self.exact = self.article.text[start:end]
        self.prefix, self.suffix = context(self.article.text, start, end)

    def lose(self):
        """Keep the words, give up the place."""
        self.start = self.end = None
        self.lost = True


class CitationQuerySet(models.QuerySet["Citation"]):
    def public(self):
        return self.filter(is_public=True)

    def in_text_order(self):
        return self.order_by("article", "start", "pk")

    def for_quotes(self):
        """The public ones, with all that a quote under a fact prints."""
        rows = self.public().select_related("article").defer("article__text")
        return rows.prefetch_related("article__redactions").in_text_order()

    def with_targets(self):
        """Load what each citation is about."""
        return self.select_related(
            *TARGETS,
            "post__official",
            "appearance__official",
            "appearance__event",
            "party__agreement",
            "party__organization",
            "party__place",
            "progress__agreement",
        )


def target(model, related_name="citations"):
    """One of the exclusive arcs; its index holds only the citations that use it."""
    return models.ForeignKey(
        model,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name=related_name,
        db_index=False,
    )


class Citation(Kept, Anchor):
    """A passage that states, implies, contradicts or mentions a record, a fact or a field of it."""

    article = models.ForeignKey(
        "Article",
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        related_name="passages",
    )
    supports = models.CharField(
        _("supports"), max_length=12, choices=Supports, default=Supports.STATES
    )
    about = models.CharField(
        _("about"),
        max_length=60,
        blank=True,
        help_text=_("A field: date. Blank: the whole."),
    )
    note = models.TextField(_("note"), blank=True)
    shown = models.TextField(blank=True, editable=False)  # the quote as the public may read it
    paragraph = models.PositiveIntegerField(null=True, blank=True, editable=False)

    about_article = target("Article")
    official = target("Official")
    event = target("Event")
    delegation = target("Delegation")
    agreement = target("Agreement")
    organization = target("Organization")
    place = target("Place")
    post = target("Post")
    appearance = target("Appearance")
    party = target("Party")
    progress = target("Progress")
    name = target("Name")
    history = history()

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        indexes = [
            models.Index(fields=["article", "start"], name="citation_in_text"),
            models.Index(fields=["article"], condition=Q(lost=True), name="citation_lost"),
            *(
                models.Index(
                    fields=[name],
                    name=f"citation_of_{name.removeprefix('about_')}",
                    condition=Q(**{f"{name}__isnull": False}),
                )
                for name in TARGETS
            ),
        ]
        constraints = [
            *Anchor.Meta.constraints,
            models.CheckConstraint(
                name="citation_about_one",
                condition=exactly_one(TARGETS),
                violation_error_message=_("A citation is about one record or fact."),
            ),
        ]

    def __str__(self):
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"

    def get_absolute_url(self):
        """The passage in its place: the article's address and the anchor."""
        return f"{self.article.get_absolute_url()}#{quote(self.anchor)}"

    @property
    def anchor(self):
        """The id of the passage on its article's page. A slug is made of the quote's words, so
        a quote with withheld words goes by its number."""
        return f"c-{self.pk if MARK in self.shown else self.slug}"

    @property
    def target_name(self):
        """The name of the foreign key that is set: "post", "about_article" …"""
        return set_one(self, TARGETS)

    @property
    def target(self):
        """The record or fact it is about."""
        return getattr(self, self.target_name)


def quotes():
    """A prefetch of the citations that readers see: `record.public_citations`, one statement."""
    return models.Prefetch("citations", Citation.objects.for_quotes(), to_attr="public_citations")
