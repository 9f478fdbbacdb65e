"""Inlines: what belongs to a record, edited on its page, in bounded number."""

from django.contrib.admin import StackedInline, display
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.forms.models import BaseInlineFormSet, _get_foreign_key
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.anchoring import AnchorForm, PostQuotingForm, QuotingForm
from archive.admin.fields import about_field
from archive.admin.kept_fields import KeptFields
from archive.admin.prefilling import beginning
from archive.models import (
    Appearance,
    Citation,
    Name,
    Party,
    Post,
    Progress,
    Redaction,
)

MOST_ROWS = 50  # rows of one kind on a page; beyond it the page links to their list


class KeptFormSet(BaseInlineFormSet):
    """Tells in a line what each row says; refuses to delete what a colleague has changed."""

    summarize = staticmethod(str)

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            for row in super().get_queryset():
                row.summary = self.summarize(row)
        return self._queryset

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.is_stale:
                message = _(
                    "A colleague changed “%(row)s” after you opened it. Look before you delete."
                )
                raise ValidationError(message % {"row": form.instance})


class KeptInline(KeptFields, StackedInline):
    """The base of our inlines: folded rows, locked while saving, with their version."""

    template = "admin/edit_inline/folded.html"
    formset = KeptFormSet
    extra = 0
    show_change_link = True
    related: list = []  # foreign keys whose records a row names

    @property
    def prefix(self):
        """The name of the rows in the request."""
        key = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        return key.remote_field.get_accessor_name(model=self.model).replace("+", "")

    @property
    def parent_key(self):
        return _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name).name

    def is_wanted(self, request, obj):
        """True if the page shows the rows themselves: they are few, or the request brings them."""
        if request.method == "POST":
            return f"{self.prefix}-TOTAL_FORMS" in request.POST
        if obj is None:
            return True
        rows = self.model._default_manager.filter(**{self.parent_key: obj})
        return rows[: MOST_ROWS + 1].count() <= MOST_ROWS

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.related:
            rows = rows.select_related(*self.joined_relations())
        if hasattr(request, "saving"):
            rows = rows.select_for_update(of=("self",))
        return rows.order_by("pk")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        formset.summarize = staticmethod(self.summarize)
        return formset

    def get_fieldsets(self, request, obj=None):
        return self.with_version(super().get_fieldsets(request, obj))

    def summarize(self, row):
        """One line for the folded row."""
        return str(row)


class CitationInline(KeptInline):
    """The passages that support a record or fact."""

    model = Citation
    form = AnchorForm
    related = ["article"]
    fieldsets = [
        (None, {"fields": ["article", "exact", ("supports", "about")]}),
        (
            gettext_lazy("If the words stand there more than once, and notes"),
            {"fields": [("prefix", "suffix"), "note"], "classes": ["collapse"]},
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "about":
            return about_field(self.parent_model)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        """None, but one for the words with which an empty form begins."""
        return 1 if obj is None and beginning(request) else self.extra

    def summarize(self, citation):
        state = _("lost") if citation.lost else citation.get_supports_display()
        return format_html("“{}” <small>{} · {}</small>", citation, state, citation.article)


class RedactionInline(KeptInline):
    """The words withheld in an article."""

    model = Redaction
    form = AnchorForm
    fields = ["exact", "reason"]

    def is_wanted(self, request, obj):
        return obj is not None and super().is_wanted(request, obj)

    def summarize(self, redaction):
        state = _("no longer matches the text") if redaction.lost else ""
        return format_html("“{}” <small>{} {}</small>", redaction.exact, redaction.reason, state)


class FactInline(KeptInline):
    """Facts of a record, each with the words that say so."""

    form = QuotingForm
    quoting = ["quoted_article", "quote"]
    readonly_fields = ["quotes"]

    def get_queryset(self, request):
        cited = Citation.objects.select_related("article").defer("article__text").order_by("pk")
        return super().get_queryset(request).prefetch_related(Prefetch("citations", cited))

    @property
    def fieldsets(self):
        heading = gettext_lazy("Where the text says so")
        return [(None, {"fields": self.columns}), (heading, {"fields": ["quotes", *self.quoting]})]

    def summarize(self, fact):
        state = _("public") if fact.is_public else _("not public")
        return format_html("{} <small>{}</small>", self.wording(fact), state)

    def wording(self, fact):
        return str(fact)

    @display(description=gettext_lazy("quotes"))
    def quotes(self, fact):
        """The passages that support the fact already."""
        if fact.pk is None:
            return _("none yet")
        rows = [
            (
                reverse("admin:archive_citation_change", args=[citation.pk]),
                citation,
                citation.article,
                _("lost") if citation.lost else citation.get_supports_display(),
            )
            for citation in fact.citations.all()
        ]
        line = '<li>“<a href="{}">{}</a>” <small>{} · {}</small></li>'
        return (
            format_html('<ul class="quotes">{}</ul>', format_html_join("", line, rows))
            if rows
            else _("none yet")
        )


class NameInline(FactInline):
    model = Name
    columns = [("text", "kind", "language"), "unsourced"]


class PostInline(FactInline):
    model = Post
    form = PostQuotingForm
    quoting = ["quote"]
    related = ["official", "organization", "place", "article"]
    columns = ["article", "title", ("organization", "place"), ("since", "until"), "unsourced"]

    def wording(self, post):
        return ", ".join(str(part) for part in (post.title, post.organization, post.place) if part)


class AppearanceInline(FactInline):
    model = Appearance
    related = ["official", "organization", "place", "event", "delegation"]
    both = ["event", "delegation"]

    @property
    def columns(self):
        other = [name for name in self.both if name != self.parent_key]
        return [
            ("official", "group"),
            ("organization", "place"),
            (*other, "side"),
            "roles",
            "unsourced",
        ]

    def wording(self, appearance):
        roles = dict(Appearance._meta.get_field("roles").choices)
        words = ", ".join(str(roles.get(role, role)) for role in appearance.roles)
        who = appearance.official or appearance.group or _("the delegation was there")
        return f"{who}: {words}" if words else str(who)


class PartyInline(FactInline):
    model = Party
    related = ["official", "organization", "place"]
    columns = [
        ("organization", "place"),
        ("official", "unnamed"),
        ("role", "position"),
        "unsourced",
    ]

    def wording(self, party):
        return f"{party}: {party.get_role_display()}"


class ProgressInline(FactInline):
    model = Progress
    columns = [
        ("date", "date_as_printed"),
        ("date_basis", "status"),
        "note",
        "unsourced",
    ]

    def wording(self, progress):
        return ", ".join(part for part in (str(progress), progress.date) if part)
