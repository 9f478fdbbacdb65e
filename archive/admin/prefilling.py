"""Prefilling: forms that begin with words of an article, and lead back to the desk it lies on."""

from typing import NamedTuple

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from archive.models import Article, Citation, Name, Official, Organization, Place, Redaction
from archive.models.terms import TermsField
from archive.text.passages import context, find_passages

LONGEST_NAME = 100  # characters: longer words are no name
# What the words themselves are, in a new row of these models.
NAMING = {Name: "text", Official: "name", Organization: "name", Place: "name"}


class Selection(NamedTuple):
    """Words of an article: from one character to another, the end exclusive."""

    article: Article
    start: int
    end: int

    @property
    def words(self):
        return self.article.text[self.start : self.end]

    @property
    def anchor(self):
        """What a form for a passage asks: the words, and those around them if they are needed."""
        found = {"article": self.article.pk, "exact": self.words}
        if len(find_passages(self.article.text, self.words)) > 1:
            around = context(self.article.text, self.start, self.end)
            found |= dict(zip(("prefix", "suffix"), around, strict=True))
        return found


def desk_address(article_id, start=None):
    """The desk of an article; at these words, if it is said where they start."""
    address = reverse("admin:archive_article_desk", args=[article_id])
    return address if start is None else f"{address}#at-{start}"


def add_address(model, selection, **given):
    """The form for a new row of `model` that begins with the words, and with these values."""
    query = given | {"article": selection.article.pk, "desk": selection.article.pk}
    query |= {"start": selection.start, "end": selection.end}
    return f"{reverse(f'admin:archive_{model._meta.model_name}_add')}?{urlencode(query)}"


def body_address(selection):
    """The form of an article whose body is to be these words."""
    article, start, end = selection
    query = {"body_start": start, "body_end": end, "desk": article.pk, "start": start}
    address = reverse("admin:archive_article_change", args=[article.pk])
    return f"{address}?{urlencode(query)}"


def numbers_in(request, *names):
    """What the address says under these names, if all of them are whole numbers."""
    given = [request.GET.get(name, "") for name in names]
    are_numbers = all(each.isascii() and each.isdigit() and len(each) < 10 for each in given)
    return [int(each) for each in given] if are_numbers else None


def selection_in(request):
    """The words that the address names, or None."""
    if not hasattr(request, "selection"):
        numbers = numbers_in(request, "article", "start", "end")
        article = Article.objects.filter(pk=numbers[0]).first() if numbers else None
        fits = article is not None and numbers[1] < numbers[2] <= len(article.text)
        request.selection = Selection(article, *numbers[1:]) if fits else None
    return request.selection


def beginning(request):
    """The words with which a form begins that was not sent yet."""
    return selection_in(request) if request.method == "GET" else None


def way_back(request):
    """The address of the desk that the editor came from, or None."""
    desk, start = numbers_in(request, "desk"), numbers_in(request, "start")
    if desk is None or not Article.objects.filter(pk=desk[0]).exists():
        return None
    return desk_address(desk[0], start[0] if start else None)


def going_on(request, response):
    """The way to the same form, or to the next, with the words that this one began with."""
    if way_back(request) and {"_continue", "_addanother"} & request.POST.keys():
        mark = "&" if "?" in response.url else "?"
        response["Location"] = f"{response.url}{mark}{request.GET.urlencode()}"
    return response


class Prefilled:
    """A model admin whose empty form takes the words that its address names."""

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        for field in self.opts.fields:
            if isinstance(field, TermsField) and field.name in initial:
                initial[field.name] = initial[field.name].split(",")
        selection = beginning(request)
        if selection is None:
            return initial
        if self.model in (Citation, Redaction):
            return initial | selection.anchor
        if self.model in NAMING and len(selection.words) <= LONGEST_NAME:
            return initial | {NAMING[self.model]: " ".join(selection.words.split())}
        return initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        selection = beginning(request)
        if selection is not None and obj.pk is None and inline.model is Citation:
            kwargs["initial"] = [selection.anchor]
        return kwargs

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"selection": selection_in(request), "way_back": way_back(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, *args, **kwargs):
        return going_on(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request, obj):
        return going_on(request, super().response_change(request, obj))

    def response_post_save_add(self, request, obj):
        back = way_back(request)
        answer = super().response_post_save_add
        return HttpResponseRedirect(back) if back else answer(request, obj)

    def response_post_save_change(self, request, obj):
        back = way_back(request)
        answer = super().response_post_save_change
        return HttpResponseRedirect(back) if back else answer(request, obj)
