"""The editors' site: its groups of records, its list of what to do, its suggestions."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.admin.explaining import MEANINGS, steps_for
from archive.admin.languages import other_language
from archive.admin.signing_in import SignInForm, told
from archive.admin.tasks import tasks_for
from archive.admin.waiting import told_to_wait

# What stands together on the first page and in the side bar: heading → models, in this order.
SECTIONS = [
    (
        "records",
        _("Records"),
        [
            "Article",
            "Official",
            "Event",
            "Delegation",
            "Agreement",
            "Organization",
            "Place",
        ],
    ),
    ("facts", _("Facts"), ["Post", "Appearance", "Party", "Progress", "Name"]),
    ("passages", _("Passages"), ["Citation", "Redaction"]),
    (
        "people-and-imports",
        _("People and imports"),
        ["ImportRun", "ImportChange", "FormerSlug", "User", "Group"],
    ),
]


class Suggestions(AutocompleteJsonView):
    """What an autocomplete offers: each record with what tells it from its namesakes."""

    def get_queryset(self):
        """The best first; before anything is typed, what was made last."""
        rows = self.model_admin.with_label(super().get_queryset())
        return rows.order_by(*self.model_admin.best_first) if self.term else rows.order_by("-pk")

    def get(self, request, *args, **kwargs):
        self.term, self.model_admin, self.source_field, to_field = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        self.object_list = self.get_queryset()
        page = self.get_context_data()
        found = list(page["object_list"])
        labels = self.model_admin.labels(found)
        results = [
            {"id": str(getattr(record, to_field)), "text": label}
            for record, label in zip(found, labels, strict=True)
        ]
        return JsonResponse(
            {"results": results, "pagination": {"more": page["page_obj"].has_next()}}
        )


class ArchiveAdminSite(AdminSite):
    """Django's admin, arranged for those who read articles and record their facts."""

    site_title = _("Cooperation Archive")
    site_header = _("Cooperation Archive")
    index_title = _("Editing")
    login_form = SignInForm

    def login(self, request, extra_context=None):
        return told(super().login(request, extra_context))

    def admin_view(self, view, cacheable=False):  # noqa: FBT002 -- Django's own signature
        return told_to_wait(super().admin_view(view, cacheable), self)

    def each_context(self, request):
        return super().each_context(request) | {"other_language": other_language(get_language())}

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """The models in our sections, each with what it is; of one app only, if one is named."""
        models = {
            model["object_name"]: model | {"meaning": MEANINGS.get(model["object_name"], "")}
            for app in self._build_app_dict(request, app_label).values()
            for model in app["models"]
        }
        sections = [
            {
                "name": capfirst(heading),
                "app_label": key,
                "app_url": f"#{key}",
                "has_module_perms": True,
                "models": [models[name] for name in names if name in models],
            }
            for key, heading, names in SECTIONS
        ]
        return [section for section in sections if section["models"]]

    def index(self, request, extra_context=None):
        more = {"steps": steps_for(request.user), "tasks": tasks_for(request.user)}
        return super().index(request, more | (extra_context or {}))


site = ArchiveAdminSite()
