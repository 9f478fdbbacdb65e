"""Pages: which other record, what merging would do, and doing it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.base import change_address
from archive.admin.merging.choosing import OtherForm, offered
from archive.admin.merging.showing import shown
from archive.admin.saving import why_refused
from archive.services.merging import (
    MergeRefusedError,
    OutdatedError,
    make_plan,
    may_merge,
    merge_records,
)

CHOICE = "choice-"  # before the name of a field, in what the page sends


class MergeableAdmin:
    """Mixed into the admins of records that may be merged with another of their kind."""

    actions = ["merge_selected"]

    def has_merge_permission(self, request):
        return may_merge(request.user, self.model)

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = f"archive_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_merge_permission(request):
            context["merge_address"] = merge_address(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.action(
        description=gettext_lazy("Merge two selected %(verbose_name_plural)s"),
        permissions=["merge"],
    )
    def merge_selected(self, request, queryset):
        """Show what merging the two would do; the one that readers know, or the older, stays."""
        records = list(queryset.order_by("-is_public", "pk")[:3])
        if len(records) != 2:
            self.message_user(request, _("Choose exactly two to be merged."), messages.ERROR)
            return None
        return HttpResponseRedirect(merge_address(*records))

    def merge_view(self, request, object_id):
        """Choose the other record, look, and merge: `with` is the one that goes."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        kept = self.record_to_merge(object_id)
        if kept is None:
            raise Http404
        given = request.POST if request.method == "POST" else request.GET
        merged = self.record_to_merge(given.get("with", ""))
        if merged is None:
            return self.choose(request, kept)
        choices = {
            name.removeprefix(CHOICE): value
            for name, value in given.items()
            if name.startswith(CHOICE)
        }
        if request.method == "POST" and "look" not in request.POST:
            done = self.merge(request, kept, merged, choices)
            if done is not None:
                return done
        plan = make_plan(kept=kept, merged=merged, user=request.user, choices=choices)
        context = {"swapped": merge_address(merged, kept), **shown(plan)}
        return self.merging_page(request, "admin/merge.html", kept, **context)

    def record_to_merge(self, key):
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        return self.model._default_manager.filter(pk=key).first()

    def choose(self, request, record):
        """The page on which the other record is chosen."""
        if request.GET.get("with") or request.method == "POST":
            self.message_user(request, _("That record is not there any more."), messages.ERROR)
        words = request.GET.get("q", "")
        form = OtherForm(admin=self, record=record)
        context = {
            "form": form,
            "media": self.media + form.media,
            "q": words,
            "offered": [
                (label, other.slug, merge_address(record, other))
                for other, label in offered(self, request, record, words)
            ],
        }
        return self.merging_page(request, "admin/merge_choose.html", record, **context)

    def merging_page(self, request, template, record, **context):
        request.current_app = self.admin_site.name
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge “%(record)s” with another record") % {"record": record},
            "subtitle": None,
            "record": record,
            "record_address": change_address(record),
        }
        return TemplateResponse(request, template, context)

    def merge(self, request, kept, merged, choices):
        """Do what was shown, and lead to the record that stays; None if nothing was done."""
        try:
            merge_records(
                kept=kept,
                merged=merged,
                user=request.user,
                choices=choices,
                seen=request.POST.get("plan") or "nothing",
            )
        except OutdatedError:
            message = _(
                "Nothing was merged: the archive has changed since you looked. This is what would"
                " happen now."
            )
            self.message_user(request, message, messages.ERROR)
        except MergeRefusedError as error:
            for reason in error.reasons:
                self.message_user(request, reason, messages.ERROR)
        except IntegrityError as error:
            self.message_user(request, why_refused(error), messages.ERROR)
        else:
            return self.merged(request, kept, merged)
        return None

    def merged(self, request, kept, merged):
        """Say what was done, with the way to what it made."""
        kept = self.record_to_merge(str(kept.pk))
        self.log_change(request, kept, _("Merged from %(slug)s.") % {"slug": merged.slug})
        message = format_html(
            '{} <a href="{}">{}</a> · <a href="{}">{}</a>',
            _("“%(merged)s” was merged into “%(kept)s”.") % {"merged": merged, "kept": kept},
            kept.get_absolute_url(),
            _("See its page"),
            reverse(f"admin:archive_{self.opts.model_name}_history", args=[kept.pk]),
            _("See its history"),
        )
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(change_address(kept))


def merge_address(record, other=None):
    """The page on which `other`, or one to be chosen, is merged into a record."""
    address = reverse(f"admin:archive_{record._meta.model_name}_merge", args=[record.pk])
    return f"{address}?{urlencode({'with': other.pk})}" if other is not None else address
