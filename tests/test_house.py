"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse

from archive.models import FACTS, RECORDS
from tests import make

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [
    path
    for folder in ("archive", "project", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODELS = [
    model
    for model in apps.get_app_config("archive").get_models()
    if not hasattr(model, "history_object") and not model._meta.auto_created
]


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_every_module_says_what_it_is(path):
    text = path.read_text()
    assert not text or text.lstrip().startswith(('"""', "#!"))


def test_no_signals_and_no_magic_in_save():
    ours = [path for path in PYTHON if "archive" in path.parts and "text" not in path.parts]
    found = [
        name_of(path)
        for path in ours
        if re.search(
            r"@receiver|^    def save\(self, \*args|\b(pre|post)_save\b", path.read_text(), re.M
        )
    ]
    assert found == []


def test_the_top_level_holds_what_belongs_there():
    known = {"manage.py", "pyproject.toml", "README.md", "project", "archive", "templates", "tests"}
    made_on_the_spot = {"uv.lock"}
    there = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith((".", "archive.sqlite3")) and path.name != "__pycache__"
    }
    assert there - made_on_the_spot == known


def test_every_constraint_is_tried_in_a_test():
    tests = "\n".join(path.read_text() for path in (ROOT / "tests" / "models").glob("*.py"))
    names = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert {name for name in names if name not in tests and generic(name) not in tests} == set()


def generic(name):
    """The name of a constraint that several models share, as the tests write it."""
    return re.sub(
        r"^[a-z]+(?=_(withdrawn_with_reason|days_in_order|days_only_with_date))",
        "{model._meta.model_name}",
        name,
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_runs_a_script_or_styles_in_line(path):
    text = path.read_text()
    assert not re.search(r"\son[a-z]+=\"", text)
    assert not re.search(r"\sstyle=\"", text)
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or "application/" in attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_is_used(path):
    name = str(path.relative_to(ROOT / "templates"))
    if name.startswith("admin/") or name in {"400.html", "403.html", "404.html", "500.html"}:
        return  # Django finds these by their names
    sources = [*PYTHON, *TEMPLATES]
    kind = re.match(r"archive/([a-z]+)_(list|detail)\.html", name)
    assert any(name in source.read_text() for source in sources if source != path) or kind


@pytest.mark.parametrize("path", PYTHON + TEMPLATES, ids=name_of)
def test_no_text_escapes_the_autoescape(path):
    text = path.read_text()
    assert "|safe" not in text.replace("|safeseq", "") or path.name == "test_house.py"
    assert "autoescape off" not in text or path.name == "test_house.py"
    assert "mark_safe" not in text or path.name == "test_house.py"


@pytest.mark.parametrize("kind", RECORDS)
def test_every_record_has_a_list_and_a_page(kind, client):
    assert client.get(reverse(f"archive:{kind}_list")).status_code == 200
    record = getattr(make, kind)()
    assert record.get_absolute_url() == reverse(f"archive:{kind}_detail", args=[record.slug])


@pytest.mark.parametrize("kind", [*RECORDS, *FACTS, "citation", "redaction"])
def test_every_builder_makes_a_valid_record(kind):
    getattr(make, kind)().full_clean()


@pytest.mark.parametrize("model", [*RECORDS.values(), *FACTS.values()])
def test_every_record_and_fact_has_a_screen_that_searches_and_never_offers_a_growing_menu(model):
    screen = admin.site.get_model_admin(model)
    assert screen.search_fields
    for field in model._meta.get_fields():
        if (field.many_to_one and not field.auto_created) or (
            field.many_to_many and not field.auto_created
        ):
            assert field.name in {*screen.autocomplete_fields, *screen.raw_id_fields}, field.name


@pytest.mark.parametrize("model", MODELS)
def test_every_list_of_the_editors_has_an_explicit_order(model):
    screen = admin.site._registry.get(model)
    if screen is None:
        return
    ordering = screen.ordering or ()
    assert ordering, model
    for name in ordering:
        try:
            model._meta.get_field(name.lstrip("-").split("__")[0])
        except FieldDoesNotExist:
            assert name.lstrip("-") == "pk"
