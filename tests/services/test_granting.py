"""What each group may do."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from tests import make


def test_editors_edit_but_neither_publish_nor_import():
    editor = make.user("Editors")
    assert editor.has_perm("archive.change_article")
    assert editor.has_perm("archive.export_workbook")
    assert not editor.has_perm("archive.publish_record")
    assert not editor.has_perm("archive.import_workbook")


def test_publishers_publish_and_importers_import():
    assert make.user("Publishers").has_perm("archive.publish_record")
    assert not make.user("Publishers").has_perm("archive.import_workbook")
    assert make.user("Importers").has_perm("archive.import_workbook")
    assert not make.user("Importers").has_perm("archive.publish_record")


def test_nobody_but_administrators_touches_accounts():
    for group in Group.objects.all():
        assert not group.permissions.filter(codename__endswith="_user").exists()


@pytest.mark.django_db(transaction=True)
def test_the_groups_are_there_again_after_the_database_was_emptied():
    call_command("flush", interactive=False, verbosity=0)
    assert make.user("Publishers").has_perm("archive.publish_record")
