"""What each group may do."""

from django.contrib.auth.models import Group

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
