"""The desk: the text of an article beside what it was recorded for; facts start from its words."""

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.admin.anchoring import remedies
from archive.admin.claims import claims_left
from archive.admin.explaining import MEANINGS
from archive.admin.fields import AsPrintedField
from archive.admin.prefilling import Selection, add_address, body_address
from archive.admin.public_states import public_state
from archive.admin.site import site
from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Progress,
    Redaction,
)
from archive.text.passages import find_passages, segments

MOST = 500  # passages on the page
GLIMPSE = 90  # characters of a passage in the list beside the text

# What words may be recorded as: heading → models.
KINDS = [
    (gettext_lazy("A fact"), [Post, Appearance, Party, Progress, Name]),
    (gettext_lazy("A record"), [Event, Delegation, Agreement, Official, Organization, Place]),
    (gettext_lazy("For what is there already"), [Citation, Redaction]),
]
FURNITURE = -1  # stands among the passages for what is no part of the body


class WordsForm(forms.Form):
    """Words selected in the text, or copied from it, and what they are to be recorded as."""

    words = AsPrintedField(
        label=gettext_lazy("Words"),
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": " "}),
        help_text=gettext_lazy("Select them in the text, or copy them here."),
    )
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    new = forms.CharField(required=False)

    def __init__(self, data, *, article, models):
        super().__init__(data)
        self.article = article
        self.models = {model._meta.model_name: model for model in models}

    def clean_new(self):
        model = self.models.get(self.cleaned_data["new"])
        if model is None:
            raise forms.ValidationError(_("You may not add this."))
        return model

    @property
    def address(self):
        """The form that takes the words, or the article's own if they are its body."""
        model, selection = self.cleaned_data["new"], self.cleaned_data["selection"]
        return body_address(selection) if model is Article else add_address(model, selection)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            place = self.place_of(cleaned["words"], cleaned.get("start"))
            cleaned["selection"] = Selection(self.article, *place) if place else None
        return cleaned

    def place_of(self, words, start):
        """Where the words stand; of several places the one that was selected."""
        found = find_passages(self.article.text, words)
        if not found:
            for remedy in (
                _("The article does not say this."),
                *remedies(self.article.text, words),
            ):
                self.add_error("words", remedy)
            return None
        if len(found) == 1 or start is not None:
            return min(found, key=lambda passage: abs(passage.start - (start or 0)))
        message = _("The article says this %(times)d times: select the words, or take more.")
        self.add_error("words", message % {"times": len(found)})
        return None


@never_cache
@require_safe
def desk(request, object_id):
    """The desk; or, with words and what they are to be recorded as, the form that begins so."""
    admin = site.get_model_admin(Article)
    key = unquote(object_id)
    article = Article.objects.filter(pk=key).first() if key.isdecimal() else None
    if not admin.has_view_permission(request, article):
        raise PermissionDenied
    if article is None:
        raise Http404
    kinds = allowed_kinds(request)
    models = [model for _heading, some in kinds for model in some]
    if admin.has_change_permission(request, article):
        models.append(Article)
    form = WordsForm(request.GET if "new" in request.GET else None, article=article, models=models)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(form.address)
    request.current_app = site.name
    passages = passages_of(article)
    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "title": _("Record facts"),
        "subtitle": Truncator(article.title).words(18),
        "state": public_state(article),
        "article": article,
        "text": marked(article, passages),
        "claims": claims_left(article, passages, models),
        "passages": [line_of(number, each) for number, each in enumerate(passages, start=1)],
        "lost": Citation.objects.filter(article=article, lost=True).count(),
        "form": form,
        "kinds": [(heading, [opened(model) for model in some]) for heading, some in kinds],
        "may_mark_body": admin.has_change_permission(request, article),
    }
    return TemplateResponse(request, "admin/desk.html", context)


def allowed_kinds(request):
    """What this editor may record, under its headings."""
    allowed = [
        (heading, [each for each in models if may_add(request, each)]) for heading, models in KINDS
    ]
    return [(heading, models) for heading, models in allowed if models]


def may_add(request, model):
    return site.get_model_admin(model).has_add_permission(request)


def opened(model):
    """The button of a model: its value, its label and what it is."""
    return model._meta.model_name, model._meta.verbose_name, MEANINGS[model.__name__]


def passages_of(article):
    """The passages of an article in the order of its text, the first of them where many."""
    cited = Citation.objects.filter(article=article, lost=False).with_targets().in_text_order()
    withheld = Redaction.objects.filter(article=article, lost=False).order_by("start", "pk")
    found = [*cited.defer("about_article__text")[:MOST], *withheld[:MOST]]
    return sorted(found, key=lambda each: (each.start, each.end))


def marked(article, passages):
    """The text with its passages marked, each with the numbers it has in the list beside it.

    Not a character more than the text has: what is selected is counted in it.
    """
    length = len(article.text)
    start, end = article.body
    spans = [(each.start, each.end, number) for number, each in enumerate(passages, start=1)]
    spans += [(a, b, FURNITURE) for a, b in ((0, start), (end, length)) if a < b]
    return format_html_join(
        "", "{}", ((piece(article.text, each, passages),) for each in segments(0, length, spans))
    )


def piece(text, segment, passages):
    words = text[segment.start : segment.end]
    numbers = sorted(number for number in segment.keys if number != FURNITURE)
    starting = [number for number in numbers if passages[number - 1].start == segment.start]
    anchor = format_html(' id="at-{}"', segment.start) if starting else ""
    if not numbers:
        is_body = FURNITURE not in segment.keys
        return words if is_body else format_html('<span class="furniture">{}</span>', words)
    ending = [str(n) for n in numbers if passages[n - 1].end == segment.end]
    is_withheld = any(isinstance(passages[number - 1], Redaction) for number in numbers)
    return format_html(
        '<mark{} class="{}" data-numbers="{}">{}</mark>',
        anchor,
        "withheld" if is_withheld else "cited",
        " ".join(ending),
        words,
    )


def line_of(number, passage):
    """One line beside the text: the words, and what they are recorded as."""
    target = passage.target if isinstance(passage, Citation) else passage
    address = reverse(f"admin:archive_{target._meta.model_name}_change", args=[target.pk])
    return {
        "number": number,
        "start": passage.start,
        "words": Truncator(" ".join(passage.exact.split())).chars(GLIMPSE),
        "kind": target._meta.verbose_name,
        "label": "" if target is passage else str(target),
        "supports": "" if target is passage else passage.get_supports_display(),
        "is_hidden": target is not passage and not target.is_public,
        "url": f"{address}?desk={passage.article_id}&start={passage.start}",
    }
