"""Forms that take a quote: it is found in its article, or the editor is told what to do."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.choosing import KnownChoiceField, KnownSelect
from archive.admin.fields import AsPrintedField
from archive.admin.forms import KeptForm
from archive.admin.site import site
from archive.models import Article, Citation
from archive.text.passages import find_passages, refind_passage

ANCHOR = {"article", "exact", "prefix", "suffix"}


class SuggestingForm(KeptForm):
    """A form that offers the article which the editor is most likely to quote."""

    article_field = "article"

    def __init__(self, *args, suggested=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.article_field)
        if suggested is not None and field is not None and not self.initial.get(self.article_field):
            self.initial[self.article_field] = suggested.pk
            field.known[str(suggested.pk)] = suggested


class AnchorForm(SuggestingForm):
    """A citation or redaction. What was not touched stays where it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "article" in self.fields:
            self.fields["article"].required = False  # clean() knows where else to look

    def clean(self):
        cleaned = super().clean()
        if "article" in self.fields and not cleaned.get("article") and "article" not in self.errors:
            article = self.article_of_target()
            if article is None:
                self.add_error("article", _("Choose the article that says this."))
            cleaned["article"] = article
        return cleaned

    def article_of_target(self):
        """The article of the post that the passage is about: what it states is stated there."""
        for field in self.fields.values():
            parent = getattr(field, "parent_instance", None)
            if getattr(parent, "article_id", None):
                return parent.article
        return None

    def _post_clean(self):
        touched = self.instance.pk is None or ANCHOR & set(self.changed_data) or self.reverting
        if touched:
            self.instance.lost = False
        else:
            self.instance.find = lambda: None
        super()._post_clean()
        if "exact" in self.errors and self.instance.article_id:
            text, words = self.instance.article.text, self.cleaned_data.get("exact")
            for remedy in remedies(text, words or self.data.get(self.add_prefix("exact"), "")):
                self.add_error("exact", remedy)


class QuotingForm(SuggestingForm):
    """A fact with the words that say so: saved together, the words as its citation."""

    article_field = "quoted_article"

    quoted_article: Any = KnownChoiceField(
        queryset=Article.objects.defer("text"),
        label=gettext_lazy("Quoted article"),
        widget=KnownSelect(Citation._meta.get_field("article"), site),
        required=False,
    )
    quote = AsPrintedField(
        label=gettext_lazy("Quote"),
        help_text=gettext_lazy("The words that say so, copied from the article."),
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        required=False,
    )

    citation = None  # made from the quote; its target is set when the fact is saved

    def _post_clean(self):
        super()._post_clean()
        words = self.cleaned_data.get("quote", "")
        if not words.strip():
            return
        article = self.cleaned_data.get(self.article_field)
        if article is None:
            self.add_error(self.article_field, _("Choose the article that says this."))
            return
        citation = Citation(article=article, exact=words)
        try:
            citation.find()
        except ValidationError as error:
            self.add_error("quote", error.message_dict["exact"])
            for remedy in remedies(article.text, words):
                self.add_error("quote", remedy)
        else:
            self.citation = citation


class PostQuotingForm(QuotingForm):
    """A post names its article itself."""

    article_field = "article"
    quoted_article = None


def remedies(text, words):
    """What an editor can do about words that the text does not say."""
    if find_passages(text, words):
        return
    near = refind_passage(text, exact=words, prefix="", suffix="", start=0)
    if near:
        yield _("It says “%(words)s”.") % {"words": text[near.start : near.end]}
    yield _("Copy the words from the article. Only spaces and quotation marks may differ.")
