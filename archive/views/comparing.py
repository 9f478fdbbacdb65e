"""Two officials side by side: what articles report of both, and what of one only."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.filters.articles import naming
from archive.filters.fields import NONE_CALLED, RecordField
from archive.models import Article, Event, Official, quotes
from archive.views.between import in_order, items_of
from archive.views.officials import posts_of
from archive.views.parts import Band, bands, number_of, signed_at, some
from archive.views.sides import Pair, public

SHOWN = 50  # of events, delegations and articles
NEARBY = 20  # agreements signed where both were


class ComparisonForm(forms.Form):
    """Whom to compare, each by slug or by a name that only one has."""

    a = RecordField(model=Official, label=gettext_lazy("One official"))
    b = RecordField(model=Official, label=gettext_lazy("Another official"))

    def clean(self):
        cleaned = super().clean()
        one, other = cleaned.get("a"), cleaned.get("b")
        if one and one == other:
            message = _("Choose two different people.")
            raise ValidationError({"b": ValidationError(message, code="same")})
        return cleaned

    @property
    def status(self) -> int:
        """404 where somebody is not there, 400 where something else is wrong, else 200."""
        faults = [each for faults in self.errors.as_data().values() for each in faults]
        if any(each.message == NONE_CALLED["official"] for each in faults):
            return 404
        return 400 if faults else 200


def compare(request):
    """The form, and under it the comparison once two people are named."""
    if not {"a", "b"} & set(request.GET):
        return render(request, "archive/compare.html", {"form": ComparisonForm(), "pair": None})
    form = ComparisonForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "pair": None}
        return render(request, "archive/compare.html", context, status=form.status)
    one, other = form.cleaned_data["a"], form.cleaned_data["b"]
    return render(request, "archive/compare.html", {"form": form, **comparison(one, other)})


def comparison(one: Official, other: Official) -> dict:
    """What the page shows of two officials, in the order asked for."""
    pair = Pair.of(one, other)
    events = some(in_order(pair.meetings.for_list()).prefetch_related(quotes()), SHOWN)
    delegations = some(in_order(pair.delegations().for_list()).prefetch_related(quotes()), SHOWN)
    articles = naming(naming(public(Article), one), other)
    columns = [column(one), column(other)]
    both = [number_of(pair.meetings), number_of(articles)]
    return {
        "pair": pair,
        "columns": columns,
        "items": items_of({"events": events.rows, "delegations": delegations.rows}),
        "has_more": events.more or delegations.more,
        "articles": some(articles.for_list().prefetch_related("redactions").latest_first(), SHOWN),
        "nearby": some(signed_at([event.pk for event in events.rows]), NEARBY),
        "events_of_both": both[0],
        "articles_of_both": both[1],
        "rows": [
            {"label": label, "numbers": [*(each[name] for each in columns), common]}
            for label, name, common in zip(
                (_("Events"), _("Articles")), ("events", "articles"), both, strict=True
            )
        ],
        "shared": shared(columns),
    }


def column(official: Official) -> dict:
    """One person: posts as bands, and in how much they are named."""
    return {
        "official": official,
        "bands": bands(posts_of(official.pk)),
        "events": number_of(events_of(official)),
        "articles": number_of(naming(public(Article), official)),
    }


def events_of(official: Official) -> QuerySet:
    there = official.appearances.public().filter(event__isnull=False)
    return public(Event).filter(pk__in=there.values("event"))


def shared(columns: list[dict]) -> list:
    """The bodies and places that posts of both are of, each once."""
    one, other = ([of for band in each["bands"] for of in belongs(band)] for each in columns)
    return [record for record in dict.fromkeys(one) if record in other and record.is_public]


def belongs(band: Band) -> list:
    return [record for record in (band.organization, band.place) if record]
