"""Articles: the page as printed, its body marked, and the passages that facts stand on."""

from django.contrib import admin, messages
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.base import RecordAdmin, change_address, list_address
from archive.admin.body import moved_body
from archive.admin.dated import DatedAdmin
from archive.admin.desk import desk
from archive.admin.fields import AS_PRINTED
from archive.admin.forms import KeptForm
from archive.admin.inlines import RedactionInline
from archive.admin.prefilling import desk_address, numbers_in
from archive.admin.reviewing import IDENTITY, PUBLISHING, Publishable
from archive.admin.site import site
from archive.models import Article, Citation, Post, Redaction

SHOWN = 50  # passages on the page; the list has the others
GLIMPSE = 60  # characters of the body's first and last words
TO_DESK = '<a href="{}">{}</a>'


class ArticleForm(KeptForm):
    """Moves the marks of the body along with a corrected text.

    `body` of the class made for a request: where the desk says that it starts and ends.
    """

    body = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.body and not self.is_bound:
            self.initial |= dict(zip(("body_start", "body_end"), self.body, strict=True))

    def clean(self):
        cleaned = super().clean()
        marks = {"body_start", "body_end"}
        if "text" in self.changed_data and not marks & set(self.changed_data):
            body = moved_body(
                self.initial.get("text", ""),
                cleaned.get("text", ""),
                cleaned.get("body_start"),
                cleaned.get("body_end"),
            )
            cleaned["body_start"], cleaned["body_end"] = body
        return cleaned


@admin.register(Article, site=site)
class ArticleAdmin(Publishable, DatedAdmin, RecordAdmin):
    form = ArticleForm
    change_form_template = "admin/article_change_form.html"
    printed = {*AS_PRINTED, "text"}
    list_display = ["title", "dated", "publisher", "status", "is_public", "recording"]
    list_filter = ["status", "is_public", "published_basis"]
    list_select_related = ["publisher"]
    list_defer = ["text"]
    ordering = ["is_public", "-sorts_on", "-pk"]
    best_first = ["-sorts_on", "-pk"]
    searched = {"publisher": "organization"}
    link_fields = ["publisher", "translation_of"]
    label_related = ["publisher"]
    label_defer = ["text"]
    inlines = [RedactionInline]
    readonly_fields = ["public_state", "body_as_marked", "passages", "sha256"]
    see_also = [(Citation, "article"), (Post, "article"), (Redaction, "article")]
    fieldsets = [
        (None, {"fields": ["kicker", "title"]}),
        PUBLISHING,
        (
            gettext_lazy("Page"),
            {
                "fields": [
                    ("publisher", "byline"),
                    "url",
                    "archived_url",
                    ("retrieved_on", "language"),
                    "rights",
                    "translation_of",
                ],
                "description": gettext_lazy(
                    "Where the page is, whose it is, and when it was read."
                ),
            },
        ),
        (
            gettext_lazy("Date of publication"),
            {
                "fields": [
                    ("published", "published_as_printed"),
                    "published_basis",
                    "published_note",
                ],
                "description": gettext_lazy("The words as printed, and what they mean."),
            },
        ),
        (
            gettext_lazy("Text"),
            {
                "fields": ["text", ("body_start", "body_end"), "body_as_marked", "sha256"],
                "description": gettext_lazy(
                    "The whole page as printed. After a correction every passage is found again; "
                    "those that cannot be found are kept and listed as lost."
                ),
            },
        ),
        (gettext_lazy("Passages"), {"fields": ["passages"]}),
        IDENTITY,
    ]

    def get_fieldsets(self, request, obj=None):
        """A new article has no passages yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return (
            fieldsets
            if obj
            else [each for each in fieldsets if "passages" not in each[1]["fields"]]
        )

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002
        form = super().get_form(request, obj, change=change, **kwargs)
        form.body = numbers_in(request, "body_start", "body_end")
        return form

    @admin.display(description=gettext_lazy("body as marked"))
    def body_as_marked(self, article):
        """The first and last words of the article proper."""
        if article.body_start is None:
            return _("Not marked: all of the text counts as the article.")
        body = article.text[slice(*article.body)].strip()
        return format_html(
            '<span class="quote">{} … {}</span>', body[:GLIMPSE].strip(), body[-GLIMPSE:].strip()
        )

    @admin.display(description=gettext_lazy("passages"))
    def passages(self, article):
        """What stands on which paragraph, the lost ones first."""
        rows = (
            Citation.objects.filter(article=article)
            .with_targets()
            .select_related("party__official", "post__official")
            .defer("about_article__text")
            .order_by("-lost", "start", "pk")[: SHOWN + 1]
        )
        lines = [self.passage_line(citation) for citation in rows]
        if not lines:
            return format_html(TO_DESK, desk_address(article.pk), _("None yet. Record facts."))
        table = format_html(
            '<table class="passages"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
            '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
            _("Paragraph"),
            _("Words"),
            _("Supports"),
            _("State"),
            format_html_join(
                "",
                '<tr><td>{}</td><td class="quote">{}</td><td><a href="{}">{}</a></td>'
                '<td><a href="{}">{}</a></td></tr>',
                lines[:SHOWN],
            ),
        )
        if len(lines) <= SHOWN:
            return table
        everything = list_address(Citation, "article", article)
        return format_html('{}<p><a href="{}">{}</a></p>', table, everything, _("All passages"))

    @staticmethod
    def passage_line(citation):
        target = citation.target
        return (
            citation.paragraph or _("outside"),
            Truncator(citation.exact).chars(120),
            change_address(target),
            f"{target._meta.verbose_name}: {target}",
            change_address(citation),
            _("lost") if citation.lost else _("found"),
        )

    @admin.display(description=gettext_lazy("facts"))
    def recording(self, article):
        """The way to its desk."""
        return format_html(TO_DESK, desk_address(article.pk), _("Record facts"))

    def get_urls(self):
        view = self.admin_site.admin_view(desk)
        address = path("<path:object_id>/desk/", view, name="archive_article_desk")
        return [address, *super().get_urls()]

    def label(self, article):
        parts = (article.title, article.publisher, article.published)
        return ", ".join(str(part) for part in parts if part)

    def save_model(self, request, obj, form, change):
        """Save; after a correction of the text, say what became of its passages."""
        corrected = change and "text" in form.changed_data
        before = self.places(obj) if corrected else {}
        super().save_model(request, obj, form, change)
        if before:
            self.tell_moves(request, obj, before, self.places(obj))
        if not change:
            message = format_html(TO_DESK, desk_address(obj.pk), _("Now record what it says."))
            self.message_user(request, message)

    @staticmethod
    def places(article):
        rows = Citation.objects.filter(article=article)
        return {
            key: place for key, *place in rows.values_list("pk", "start", "end", "exact", "lost")
        }

    def tell_moves(self, request, article, before, after):
        lost = sum(1 for key, place in after.items() if place[-1] and not before[key][-1])
        moved = sum(1 for key, place in after.items() if not place[-1] and place != before[key])
        message = _("The text was corrected: %(moved)d passages moved, %(lost)d lost.")
        text = message % {"moved": moved, "lost": lost}
        if not lost:
            self.message_user(request, text, messages.SUCCESS)
            return
        address = f"{list_address(Citation, 'article', article)}&lost__exact=1"
        link = format_html('{} <a href="{}">{}</a>', text, address, _("See the list"))
        self.message_user(request, link, messages.WARNING)
