"""Any workbook: edits, deletions and additions of every sheet, upon an archive of a few rows."""

from hypothesis import strategies as st

from archive.services.auditing import audit
from tests.resources.workbooks import KEPT, exported

TEXTS = [
    "On Monday the mayor Tan Zuojun met Li Wei in Dalian. Li Wei spoke.",
    "On Tuesday the mayor Tan Zuojun met Li Wei in Hangzhou, and Li Wei spoke at length.",
]
QUOTES = ["the mayor Tan Zuojun", "met Li Wei in", "spoke", "On Monday"]
DATES = ["2018-12-03", "2019", "CLEAR"]
STATUS = ["draft", "published"]
SOURCE = {"article": ["a1", "a2"], "quote": QUOTES}

# Sheet → (slugs that are there, another one, column → what its cells may say).
SHEETS = {
    "places": (
        ["p1", "p2"],
        "p3",
        {"name": ["North", "South"], "parent": ["p2", "p3", "CLEAR"]},
    ),
    "organizations": (["g1"], "g2", {"name": ["A", "B"], "place": ["p1", "p3", "CLEAR"]}),
    "articles": (
        ["a1", "a2"],
        "a3",
        {
            "title": ["A", "B"],
            "text": TEXTS,
            "status": STATUS,
            "url": ["https://a.example/", "https://b.example/", "CLEAR"],
        },
    ),
    "events": (
        ["e1", "e2"],
        "e3",
        {
            "label": ["A", "B"],
            "date": DATES,
            "place": ["p1", "p3", "CLEAR"],
            "parent": ["e2", "e3", "CLEAR"],
            "status": STATUS,
        },
    ),
    "officials": (["o1", "o2"], "o3", {"name": ["Tan", "Li"], "note": ["A", "B", "CLEAR"]}),
    "names": (
        ["n1"],
        "n2",
        {
            "kind_of_record": ["official"],
            "record": ["o1", "o3"],
            "text": ["T. {slug}", "L. {slug}"],
        },
    ),
    "posts": (
        ["t1", "t2"],
        "t3",
        {
            "official": ["o1", "o3"],
            "title": ["mayor {slug}", "clerk {slug}"],
            "place": ["p1", "CLEAR"],
            **SOURCE,
        },
    ),
    "appearances": (
        ["x1", "x2"],
        "x3",
        {
            "group": ["{slug} and others", "people with {slug}"],
            "event": ["e1", "e3"],
            "posts": ["t1", "t2", "t1; t2", "t3", "CLEAR"],
            "roles": ["led", "spoke", "CLEAR"],
            **SOURCE,
        },
    ),
    "agreements": (["m1"], "m2", {"title": ["A", "B"], "event": ["e1", "CLEAR"], "date": DATES}),
    "parties": (
        ["y1"],
        "y2",
        {"agreement": ["m1", "m2"], "unnamed": ["{slug}"], "position": ["1", "2"]},
    ),
    "progress": (
        ["w1"],
        "w2",
        {"agreement": ["m1"], "status": ["planned", "lapsed"], "date": DATES},
    ),
    "citations": (
        ["c1"],
        "c2",
        {
            "kind_of_record": ["event"],
            "record": ["e1", "e2"],
            "supports": ["states", "mentions"],
            **SOURCE,
        },
    ),
    "redactions": ([], "r1", {"reason": ["private"], "article": ["a1"], "quote": ["Li Wei"]}),
}


def first_row(slug, columns, place):
    """The row with which a record is there: each the cells of its place, so that none collide."""
    cells = {name: values[place % len(values)] for name, values in columns.items()}
    return {"slug": slug} | {k: v.format(slug=slug) for k, v in cells.items() if v[1:] != "3"}


BEFORE = {
    sheet: [first_row(slug, columns, place) for place, slug in enumerate(slugs)]
    for sheet, (slugs, _other, columns) in SHEETS.items()
}
BEFORE["posts"][1]["official"] = "o2"
BEFORE["appearances"][1]["event"] = "e2"
BEFORE["articles"][1]["text"] = TEXTS[0]


def cells_of(slug, columns):
    return {
        name: st.sampled_from([value.format(slug=slug) for value in values])
        for name, values in columns.items()
    }


def edits(slug, columns):
    """A row that changes some cells, deletes its record, or there is none."""
    cells = cells_of(slug, columns)
    edit = st.fixed_dictionaries({"slug": st.just(slug)}, optional=cells)
    return st.one_of(st.none(), edit, edit, st.just({"slug": slug, "delete": "yes"}))


def additions(slug, columns):
    cells = cells_of(slug, columns)
    return st.one_of(st.none(), st.fixed_dictionaries({"slug": st.just(slug)} | cells))


books = st.fixed_dictionaries(
    {
        sheet: st.tuples(*(edits(slug, columns) for slug in slugs), additions(other, columns)).map(
            lambda rows: [row for row in rows if row is not None]
        )
        for sheet, (slugs, other, columns) in SHEETS.items()
    }
)


def everything():
    """The archive as exported, versions aside, and the ids of all."""
    sheets = {
        sheet: sorted(
            ({name: cell for name, cell in row.items() if name != "version"} for row in some),
            key=lambda row: row["slug"],
        )
        for sheet, some in exported().items()
    }
    return sheets, {model: dict(model.objects.values_list("slug", "pk")) for model in KEPT}


def faults():
    """What is out of step; what the book itself brought about is no fault of undoing it."""
    return {(each.code, each.kind, each.slug) for each in audit().problems}
