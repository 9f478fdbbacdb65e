"""The page of one fact: what it says, and the words it stands on."""

from django.http import Http404
from django.views.generic import DetailView

from archive.models import FACTS, Appearance, Name, Party, Post, Progress, quotes

WITH = {
    Post: ["official", "article", "organization", "place"],
    Appearance: ["official", "event", "delegation", "organization", "place"],
    Party: ["agreement__event", "official", "organization", "place"],
    Progress: ["agreement__event"],
    Name: ["official", "organization", "place"],
}


class FactDetail(DetailView):
    """/facts/<kind>-<slug>/ for every kind of fact; only public ones exist."""

    context_object_name = "fact"

    def get_object(self, queryset=None):
        kind, _hyphen, slug = self.kwargs["public_id"].partition("-")
        if kind not in FACTS:
            raise Http404
        model = FACTS[kind]
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
