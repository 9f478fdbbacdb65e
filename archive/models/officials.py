"""Officials: people who hold or held a post."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from archive.models.records import Record, Withdrawable, history

wikidata_id = RegexValidator(r"^Q[1-9][0-9]*$", _("A Wikidata id is Q and a number: Q15031."))


LAST_POSTS = 10  # of each official in a list


class NamedQuerySet(models.QuerySet):
    """Records that lists put in the order of their names."""

    def public(self):
        return self.filter(is_public=True)

    def by_name(self):
        return self.order_by("sorts_as", "pk")


class OfficialQuerySet(NamedQuerySet):
    def for_list(self):
        """Load what one row of a list prints: the posts as last reported."""
        from archive.models.posts import Post

        posts = Post.objects.public().for_row().latest_first()[:LAST_POSTS]
        return self.prefetch_related(models.Prefetch("posts", posts, to_attr="public_posts"))


class Official(Record, Withdrawable):
    """A person who holds or held a post; never a column of posts, which are facts."""

    name = models.CharField(_("name"), max_length=200, help_text=_("As filed: Tan Zuojun."))
    native_name = models.CharField(_("native name"), max_length=200, blank=True)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("For readers: what tells this person from a namesake."),
    )
    wikidata = models.CharField(
        _("Wikidata id"), max_length=20, blank=True, validators=[wikidata_id]
    )
    sorts_as = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    history = history()

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        indexes = [
            models.Index(fields=["is_public", "sorts_as", "id"], name="official_by_name"),
            models.Index(fields=["updated_at", "id"], name="official_changed"),
        ]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="official_wikidata_once",
                fields=["wikidata"],
                condition=~Q(wikidata=""),
                violation_error_message=_("Another official has this Wikidata id."),
            ),
        ]

    def __str__(self):
        return self.name
