"""One walk through every public address: nothing hidden is read in any answer."""

import html
import json
from io import BytesIO, StringIO
from urllib.parse import quote, unquote
from zipfile import ZipFile, is_zipfile

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from archive.filters.fields import DayField, RecordField
from archive.models import FACTS, RECORDS
from archive.resources import SHEET_OF
from archive.text.references import FORMATS
from archive.urls import urlpatterns
from archive.views.api.records import KINDS as API_KINDS
from archive.views.between import SECTIONS
from archive.views.sitemaps import IDS
from tests.views.hidden_world import ASKED, BEGINNING, CANARIES, World

PLURAL = {model.record_kind(): sheet for model, sheet in SHEET_OF.items()}
UNNAMED = {None}  # the API's answer to what is no address of its
OAI_LISTS = ["Identify", "ListMetadataFormats", "ListSets"]


def narrowed(kind):
    """The list of a kind by every filter: each choice, a public record, one that is hidden."""

    def ways(world, _name):
        yield (), {}
        narrowing = API_KINDS[PLURAL[kind]].filter(queryset=RECORDS[kind].objects.none())
        for word, each in narrowing.form.fields.items():
            for value in values_for(world, each):
                yield (), {word: value}

    return ways


def values_for(world, field):
    if isinstance(field, RecordField):
        model = field.model
        hidden = [each for each in world.hidden if type(each) is model]
        return [world.public[model.record_kind()].slug, *(each.slug for each in hidden[:1])]
    if isinstance(field, DayField):
        return ["2018"]
    if getattr(field, "choices", None):
        return [key for key, _label in field.choices if key][:2]  # hidden ones have the first
    return ["dalian", ASKED]


def of_records(*more, kind=None, plural=False, queries=({},)):
    """Every record, public or hidden; `more` are further arguments of the address."""

    def ways(world, _name):
        for record in world.records():
            if kind is None or record.record_kind() == kind:
                first = (PLURAL[record.record_kind()],) if plural else ()
                for query in queries if record.is_public else [{}]:
                    yield (*first, record.slug, *more), query

    return ways


def of_kinds(*more, queries=({},)):
    def ways(world, _name):
        return [((PLURAL[kind], *more), query) for kind in RECORDS for query in queries]

    return ways


def of_facts():
    def ways(world, _name):
        for fact in [*world.facts, *(each for each in world.hidden if type(each) in KEPT_FACTS)]:
            yield (fact.public_id,), {}

    return ways


def references(of):
    """Each format for what is public; one is enough to be told that something is not there."""

    def ways(world, name):
        for arguments, query in of(world, name):
            is_hidden = any(each.slug in arguments[-1] for each in world.hidden)
            for each in list(FORMATS)[: 1 if is_hidden else None]:
                yield (*arguments, each), query

    return ways


def several(*each):
    def ways(world, name):
        for one in each:
            yield from one(world, name)

    return ways


def words():
    def ways(world, _name):
        for word in ["dalian", ASKED, *CANARIES]:
            yield (), {"q": word}

    return ways


def once(world, _name):
    return [((), {})]


def bundle_files(world, _name):
    manifest = json.loads((project.ARCHIVE_DOWNLOADS / "manifest.json").read_text())
    return [((each["name"],), {}) for each in manifest["files"]]


def comparisons(world, _name):
    one, other = world.public["official"].slug, world.public["official-2"].slug
    yield (), {}
    yield (), {"a": one, "b": other}
    for hidden in world.of_kind("official"):
        yield (), {"a": one, "b": hidden.slug}


def pairs(world, _name):
    for kind in ("official", "organization", "place"):
        one = world.public[kind]
        public = type(one).objects.public().exclude(pk=one.pk)[:2]
        for other in [*public, *world.of_kind(kind)[:2]]:
            first, second = sorted([one.slug, other.slug])
            for section in ({}, *({"of": name} for name in SECTIONS)):
                yield (PLURAL[kind], first, second), section


def parts(world, _name):
    for record in world.records():
        plural = PLURAL[record.record_kind()]
        for part in API_KINDS[plural].parts if record.is_public else API_KINDS[plural].parts[:1]:
            yield (plural, record.slug, part.name), {}


def verbs(world, _name):
    yield from (((), {"verb": verb}) for verb in OAI_LISTS)
    prefix = {"metadataPrefix": "oai_dc"}
    yield (), {"verb": "ListRecords", **prefix}
    yield (), {"verb": "ListIdentifiers", **prefix}
    for kind in RECORDS:
        yield (), {"verb": "ListRecords", **prefix, "set": kind}
    for record in world.records():
        name = f"oai:testserver:{PLURAL[record.record_kind()]}/{record.slug}"
        yield (), {"verb": "GetRecord", **prefix, "identifier": name}


def sitemap_files(world, _name):
    yield ("pages", 0), {}
    for kind, model in RECORDS.items():
        last = model.objects.order_by("pk").last()
        yield (PLURAL[kind], last.pk // IDS), {}


KEPT_FACTS = set(FACTS.values())
A_DAY = ({}, {"on": "2018-09-14"}, {"on": "2090-01-01"})

# Each public address → what to ask of it: arguments and query.
WAYS = {
    "home": once,
    "about": once,
    "bundle": once,
    "bundle_file": bundle_files,
    "search": several(words(), once),
    "suggest": words(),
    "feed": of_kinds(queries=({}, {"q": "dalian"})),
    "record_reference": references(of_records(plural=True)),
    "record_history": of_records(plural=True),
    **{f"{kind}_list": narrowed(kind) for kind in RECORDS},
    **{f"{kind}_detail": of_records(kind=kind, queries=A_DAY) for kind in RECORDS},
    "compare": comparisons,
    "organization_posts": of_records(kind="organization", queries=A_DAY),
    "place_posts": of_records(kind="place", queries=A_DAY),
    "place_map": once,
    "pair": pairs,
    "pair_reference": references(pairs),
    "fact_detail": of_facts(),
    "fact_reference": references(of_facts()),
    "list_file": several(*(of_kinds(kind) for kind in ("csv", "xlsx", "json"))),
    "record_json": of_records(plural=True),
    "record_facts": of_records(plural=True),
    "article_text": of_records(kind="article"),
    "article_facts": of_records(kind="article"),
    "api": several(once, lambda world, name: [((), {"format": "html"})]),
    "api_openapi": once,
    "api_search": words(),
    "api_suggest": words(),
    "api_fact": of_facts(),
    "api_list": of_kinds(queries=({}, {"q": ASKED})),
    "api_record": of_records(plural=True),
    "api_part": parts,
    "oai": verbs,
    "sitemap": once,
    "sitemap_file": sitemap_files,
    "robots": once,
}
# Answers in which the public meeting is read, so that an empty archive leaks nothing unseen.
TELLING = {
    *("home", "search", "feed", "list_file", "api_search", "api_suggest", "api_list", "oai"),
    *("sitemap_file", "bundle_file", "record_reference", "record_json", "pair", "compare"),
    *(f"{kind}_list" for kind in RECORDS),
    *(f"{kind}_detail" for kind in RECORDS),
}
# What has words of a language; the rest is walked in English alone.
IN_CHINESE = {
    *("home", "about", "bundle", "search", "feed", "record_history", "compare", "place_map"),
    *("organization_posts", "place_posts", "pair", "fact_detail", "list_file", "sitemap"),
    *("api", "api_openapi", "api_list", "api_part", "robots"),
    *(f"{kind}_{page}" for kind in RECORDS for page in ("list", "detail")),
}
SEEN = "dalian"


@pytest.fixture
def world(settings, tmp_path):
    settings.ARCHIVE_DOWNLOADS = tmp_path / "downloads"
    settings.ARCHIVE_CONTACT = "editor@archive.example"
    made = World()
    call_command("bundle", stdout=StringIO())
    return made


def addresses(world, language):
    """(url name, path, query) of all that is asked for in one language."""
    hidden = {each.slug for each in world.hidden}
    for name, ways in WAYS.items():
        if language == "en":
            yield from (
                (name, reverse(f"archive:{name}", args=arguments), query)
                for arguments, query in ways(world, name)
            )
        elif name in IN_CHINESE:
            with override(language):
                yield from (
                    (name, reverse(f"archive:{name}", args=arguments), query)
                    for arguments, query in ways(world, name)
                    if not query and not hidden & set(arguments)
                )


def content_of(response):
    """All that an answer says, whatever it is packed in: headers, text, the files of a zip."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if is_zipfile(BytesIO(raw)):
        with ZipFile(BytesIO(raw)) as packed:
            raw = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{raw.decode(errors='replace')}".lower()


def leaks_in(name, path, query, response, body):
    """What of the hidden words stands in an answer, beside the words of the question."""
    if response.status_code >= 500:
        yield f"{name}: {response.status_code} for {path} {query}"
    for asked in (*unquote(path).split("/"), *query.values()):
        if BEGINNING in str(asked):
            for form in {quote(str(asked)), str(asked)}:
                body = body.replace(form.lower(), "")
    for form in (body, html.unescape(body), unquote(body)):
        at = form.find(BEGINNING)
        if at >= 0:
            around = " ".join(form[max(0, at - 90) : at + 60].split())
            yield f"{name}: {path} {query}: …{around}…"
            return


def test_nothing_hidden_is_read_at_any_public_address(world, client):
    """Drafts, withdrawn records, uncited facts, lost passages, withheld words: not a letter."""
    assert {each.name for each in urlpatterns} - UNNAMED == set(WAYS), "an address is not walked"
    leaks, told = [], set()
    for language in ("en", "zh-hans"):
        for name, path, query in addresses(world, language):
            response = client.get(path, query)
            body = content_of(response)
            if SEEN in body and response.status_code == 200:
                told.add(name)
            leaks += leaks_in(name, path, query, response, body)
    assert not leaks, "\n".join(sorted(set(leaks)))
    assert told >= TELLING


def test_nothing_hidden_is_found_or_counted(world, client):
    for word in CANARIES:
        for asked in (word, word[:-1], ASKED, f"{word} label"):
            found = client.get(reverse("archive:api_search"), {"q": asked}).json()
            assert found["results"] == [], asked
            assert client.get(reverse("archive:api_suggest"), {"q": asked}).json()["results"] == []
    for figure in client.get(reverse("archive:home")).context["figures"]:
        rows = RECORDS[figure["kind"]].objects.all()
        assert figure["count"] == rows.filter(is_public=True).count() < rows.count()
