"""Places: areas, each a tree."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.models.officials import NamedQuerySet
from archive.models.records import Record, Withdrawable, history


class PlaceLevel(models.TextChoices):
    COUNTRY = "country", _("country")
    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture or prefecture-level city")
    COUNTY = "county", _("county, county-level city or special zone")
    DISTRICT = "district", _("district")
    TOWN = "town", _("town, township or sub-district")
    VILLAGE = "village", _("village or community")
    OTHER = "other", _("other")


def refuse_cycle(record):
    """Raise a ValidationError when following `parent` from `record` comes back to it."""
    seen, parent = {record.pk}, record.parent
    while parent is not None:
        if parent.pk in seen and parent.pk is not None:
            raise ValidationError({"parent": _("A place or body cannot be part of itself.")})
        seen.add(parent.pk)
        parent = parent.parent


DEEPEST = 6  # from a country to a village and one more
LONG_LIST = 200  # ids that a statement rather has than looks up itself


class PlaceQuerySet(NamedQuerySet):
    def within(self, place):
        """The ids of a place and of all that lies in it, six levels down: a subquery."""
        paths = ["pk", *("__".join(["parent"] * level) for level in range(1, DEEPEST + 1))]
        first, *others = (self.filter(**{path: place.pk}).values("pk") for path in paths)
        return first.union(*others, all=True)

    def for_list(self):
        return self.select_related("parent__parent__parent")


class Place(Record, Withdrawable):
    """An area: a province, a city, a village, in the tree of those it lies in."""

    name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("native name"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=PlaceLevel, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinates_source = models.CharField(
        _("source of the coordinates"), max_length=300, blank=True
    )
    sorts_as = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    history = history()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            models.Index(fields=["is_public", "sorts_as", "id"], name="place_by_name"),
            models.Index(fields=["updated_at", "id"], name="place_changed"),
        ]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                name="place_coordinates_together",
                condition=(
                    Q(latitude__isnull=True, longitude__isnull=True)
                    | Q(latitude__isnull=False, longitude__isnull=False)
                ),
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                name="place_coordinates_on_earth",
                condition=(
                    Q(latitude__isnull=True)
                    | Q(
                        latitude__gte=-90,
                        latitude__lte=90,
                        longitude__gte=-180,
                        longitude__lte=180,
                    )
                ),
                violation_error_message=_(
                    "Latitude is from -90 to 90, longitude from -180 to 180."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        refuse_cycle(self)

    @cached_property
    def area(self):
        """The ids of this place and of all that lies in it: a list, a subquery where it is long."""
        ids = ids_within(self.pk)
        return ids if len(ids) <= LONG_LIST else Place.objects.within(self)

    def ancestors(self):
        """The places it lies in, nearest first."""
        places, place = [], self.parent
        while place is not None:
            places.append(place)
            place = place.parent
        return places


WITHIN = """
    WITH RECURSIVE area (id, level) AS (
        SELECT id, 0 FROM archive_place WHERE id = %s
        UNION ALL
        SELECT place.id, area.level + 1
        FROM area JOIN archive_place place ON place.parent_id = area.id WHERE area.level < %s
    )
    SELECT id FROM area LIMIT %s
"""


def ids_within(place):
    """The ids of a place and of all that lies in it, up to one more than are listed.

    Level by level from the place downwards: PostgreSQL would begin with all places.
    """
    with connection.cursor() as cursor:
        cursor.execute(WITHIN, [place, DEEPEST, LONG_LIST + 1])
        return [pk for (pk,) in cursor.fetchall()]
