"""The page of one fact: what it says, and the words it stands on."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import DetailView

from archive.models import FACTS, Appearance, Name, Party, Post, Progress, quotes
from archive.views.details import moved_address

WITH = {
    Post: ["official", "article", "organization", "place"],
    Appearance: ["official", "event", "delegation", "organization", "place"],
    Party: ["agreement__event", "official", "organization", "place"],
    Progress: ["agreement__event"],
    Name: ["official", "organization", "place"],
}


class FactDetail(DetailView):
    """/facts/<kind>-<slug>/ for every kind of fact; only public ones exist.

    One that a merger joined with another leads to it: 301.
    """

    context_object_name = "fact"

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            model, slug = self.asked_for()
            address = moved_address(request, model, slug, name="public_id")
        return redirect(address, permanent=True)

    def asked_for(self):
        """The model and slug of the fact that the address names."""
        kind, _hyphen, slug = self.kwargs["public_id"].partition("-")
        if kind not in FACTS:
            raise Http404
        return FACTS[kind], slug

    def get_object(self, queryset=None):
        model, slug = self.asked_for()
        rows = model.objects.public().select_related(*WITH[model]).prefetch_related(quotes())
        if model is Post:
            rows = rows.defer("article__text").prefetch_related("article__redactions")
        if model is Appearance:
            rows = rows.prefetch_related("posts")
        fact = rows.filter(slug=slug).first()
        if fact is None:
            raise Http404
        return fact

    def get_template_names(self):
        return [f"archive/{self.object.record_kind()}_detail.html"]
