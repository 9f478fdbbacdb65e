"""A small book, and what tests of undoing look at after an import of it is taken back."""

from archive.services.auditing import audit
from archive.services.undoing import undo_import
from tests import make
from tests.resources.workbooks import NOW, exported

TEXT = (
    "Dec 3, 2018. Tan Zuojun, mayor of Dalian, met Li Wei in Dalian. "
    "Li Wei spoke. The cities signed the “Kiwifruit Agreement”."
)
BOOK = {
    "places": [{"slug": "china", "name": "China"}, {"slug": "dalian", "name": "Dalian"}],
    "articles": [{"slug": "one", "title": "A meeting", "text": TEXT, "status": "published"}],
    "events": [
        {
            "slug": "talks",
            "label": "Talks",
            "date": "2018-12-03",
            "place": "dalian",
            "status": "published",
        }
    ],
    "officials": [{"slug": "tan", "name": "Tan Zuojun"}, {"slug": "li", "name": "Li Wei"}],
    "posts": [
        {
            "slug": "tan-mayor",
            "official": "tan",
            "title": "mayor of Dalian",
            "place": "dalian",
            "article": "one",
            "quote": "Tan Zuojun, mayor of Dalian",
        }
    ],
    "appearances": [
        {
            "slug": "tan-at-talks",
            "official": "tan",
            "event": "talks",
            "posts": "tan-mayor",
            "article": "one",
            "quote": "met Li Wei in Dalian",
        }
    ],
}


def rows():
    """The whole archive as the export has it, versions aside."""
    return {
        sheet: [{k: v for k, v in row.items() if k != "version"} for row in some]
        for sheet, some in exported().items()
    }


def undo(result, **options):
    """Take back an import; whatever it does, nothing may be out of step afterwards."""
    undone = undo_import(run=getattr(result, "run", result), now=NOW, **options)
    problems = [each for each in audit().problems if each.code != "lost"]
    assert problems == []
    return undone


def kept(result):
    return {(each.sheet, each.slug): each.why for each in result.kept}


def edit(model, slug, **fields):
    record = model.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(record, name, value)
    return make.saved(record)
