"""What the admins of all records, facts and passages have in common."""

from itertools import pairwise

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Q
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.forms import KeptForm
from archive.admin.guarding import is_decided, keep_decisions, may_publish
from archive.admin.inlines import CitationInline
from archive.admin.kept_fields import KeptFields
from archive.admin.lists import Listed, found
from archive.admin.prefilling import Prefilled
from archive.admin.public_states import public_state
from archive.admin.saving import SavingAdmin
from archive.admin.versions import BOOKKEEPING
from archive.admin.workbooks import WorkbookAdmin
from archive.models import Article, Citation


def list_address(model, name, record):
    """The list in the admin of the rows of `model` whose foreign key `name` is this record."""
    url = reverse(f"admin:archive_{model._meta.model_name}_changelist")
    return f"{url}?{name}__id__exact={record.pk}"


def change_address(record):
    return reverse(f"admin:archive_{record._meta.model_name}_change", args=[record.pk])


class KeptAdmin(Listed, Prefilled, KeptFields, SavingAdmin, WorkbookAdmin):
    """The base: permanent slugs, versions, decisions kept to publishers, what readers see.

    `see_also` of a subclass names the lists of what refers to a record: pairs of a model
    and its foreign key.
    """

    form = KeptForm
    change_form_template = "admin/kept_change_form.html"
    object_history_list_template = "admin/object_history_rows.html"
    object_history_form_template = "admin/former_version.html"
    readonly_fields = ["public_state"]
    save_on_top = True
    search_fields = ["slug"]  # see Listed.matching() for what is searched
    delete_confirmation_max_display = 50
    ordering = ["-pk"]
    see_also: list = []

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002
        if hasattr(request, "reverted") and obj is not None and not may_publish(request.user):
            keep_decisions(obj, request.reverted)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.refusal = getattr(request, "refusal", "")
        form.reverting = hasattr(request, "reverted")
        form.stored = getattr(request, "reverted", None)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return self.with_version(fieldsets)

    def get_readonly_fields(self, request, obj=None):
        permanent = [] if obj is None else ["slug"]
        return [*super().get_readonly_fields(request, obj), *permanent]

    def has_delete_permission(self, request, obj=None):
        """What a publisher decided keeps its address: only a publisher may take it away."""
        if obj is not None and is_decided(obj) and not may_publish(request.user):
            return False
        return super().has_delete_permission(request, obj)

    def get_inline_instances(self, request, obj=None):
        """The inlines whose rows are few enough; the page links to the lists of the others."""
        every = super().get_inline_instances(request, obj)
        wanted = [inline for inline in every if inline.is_wanted(request, obj)]
        request.long_lists = [inline for inline in every if inline not in wanted]
        return wanted

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if not hasattr(request, "suggested_article"):
            request.suggested_article = self.suggested_article(request, obj)
        return {**kwargs, "form_kwargs": {"suggested": request.suggested_article}}

    def suggested_article(self, request, obj):
        """The article that the editor is most likely to quote next, or None."""
        articles = Article.objects.defer("text")
        given = request.GET.get("article", "")
        if given.isascii() and given.isdigit():
            return articles.filter(pk=int(given)).first()
        name = self.model.record_kind()
        if obj.pk is None or name == "article":
            return None
        last = Citation.objects.filter(**{name: obj}).order_by("-pk").values("article")[:1]
        return articles.filter(pk__in=list(last.values_list("article", flat=True))).first()

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["see_also"] = self.links(obj) if obj is not None else []
        context["long_lists"] = [self.long_list(each, obj) for each in request.long_lists if obj]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def links(self, obj):
        """Where else in the admin there is something about this record: (label, address)."""
        return [
            (capfirst(model._meta.verbose_name_plural), list_address(model, name, obj))
            for model, name in self.see_also
        ]

    def long_list(self, inline, obj):
        add = reverse(f"admin:archive_{inline.opts.model_name}_add")
        return {
            "label": inline.verbose_name_plural,
            "url": list_address(inline.model, inline.parent_key, obj),
            "add_url": f"{add}?{inline.parent_key}={obj.pk}",
        }

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    @admin.display(description=gettext_lazy("what readers see"))
    def public_state(self, obj):
        return _("Nothing yet.") if obj.pk is None else public_state(obj)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        """The versions of one record, with whom and what they name."""
        tracked = history_manager.model.tracked_fields
        names = [field.name for field in tracked if isinstance(field, ForeignKey)]
        rows = history_manager.filter(**{pk_name: object_id})
        return rows.select_related("history_user", *names)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):  # noqa: FBT002
        """What each version changed of what people write."""
        for later, earlier in pairwise(historical_records):
            delta = later.diff_against(
                earlier,
                foreign_keys_are_objs=foreign_keys_are_objs,
                excluded_fields=BOOKKEEPING,
            )
            helper = self.get_historical_record_context_helper(request, later)
            later.history_delta_changes = helper.context_for_delta_changes(delta)

    def history_view(self, request, object_id, extra_context=None):
        if not unquote(object_id).isdecimal():
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """A former version, and the way back to it for those who may change the record."""
        if not (unquote(object_id).isdecimal() and version_id.isdecimal()):
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)


class RecordAdmin(KeptAdmin):
    """Articles, officials, events …: what has a public page of its own."""

    inlines: list = [CitationInline]

    def matching(self, words):
        return super().matching(words) | Q(pk__in=found(self.model.record_kind(), words))


class FactAdmin(KeptAdmin):
    """Posts, appearances …: what belongs to a record and stands in a passage."""

    inlines: list = [CitationInline]

    def links(self, obj):
        """The records that the fact is about, and its article."""
        return [
            (
                f"{capfirst(self.opts.get_field(name).verbose_name)}: {record}",
                change_address(record),
            )
            for name in self.link_fields
            if (record := getattr(obj, name)) is not None
        ]
