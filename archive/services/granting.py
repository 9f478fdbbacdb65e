"""Granting: what each group of people may do."""

from typing import Any

EDITED = [
    "article",
    "official",
    "event",
    "delegation",
    "agreement",
    "organization",
    "place",
    "post",
    "appearance",
    "party",
    "progress",
    "name",
    "citation",
    "redaction",
]

EDIT = [f"{verb}_{model}" for model in EDITED for verb in ("view", "add", "change", "delete")]
VIEW_IMPORTS = ["view_importrun", "view_importchange"]

GROUPS = {
    "Editors": [*EDIT, "export_workbook"],
    "Publishers": [*EDIT, "export_workbook", "publish_record"],
    "Importers": [*EDIT, *VIEW_IMPORTS, "export_workbook", "import_workbook"],
}


def grant_groups(*, apps: Any) -> None:
    """Make the groups and give each its permissions; what an administrator added stays.

    `apps` is a registry of models, so that a migration can pass its own.
    """
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    known = {
        each.codename: each for each in permission.objects.filter(content_type__app_label="archive")
    }
    for name, codenames in GROUPS.items():
        made, _ = group.objects.get_or_create(name=name)
        made.permissions.add(*(known[code] for code in codenames if code in known))
