"""The archive for harvesters: OAI-PMH 2.0, read by a strict one."""

import pytest
from django.utils import timezone

from archive.models import Official, Status
from archive.services.saving import Saving
from archive.views.oai import harvesting
from tests import make
from tests.views.harvester import OAI, Harvester, RefusedError
from tests.views.test_references import KINDS, public


@pytest.fixture
def harvester(client):
    return Harvester(client)


def changed_at(record, moment):
    """Set when a record last changed; `moment` in ISO 8601."""
    moment = timezone.datetime.fromisoformat(moment)
    type(record).objects.filter(pk=record.pk).update(updated_at=moment)


def withdraw(record):
    with Saving() as saving:
        record.refresh_from_db()
        if hasattr(record, "status"):
            record.status = Status.WITHDRAWN
        else:
            record.withdrawn = True
        record.withdrawal_reason = "asked"
        record.full_clean()
        saving.save(record)


def slugs(found):
    return [each.identifier.rpartition("/")[2] for each in found]


def refusal(harvester, **arguments):
    with pytest.raises(RefusedError) as refused:
        harvester.ask(**arguments)
    return str(refused.value)


def test_the_repository_says_who_it_is(harvester, settings):
    settings.ARCHIVE_CONTACT = "editor@archive.example"
    changed_at(make.event(), "2020-01-02T03:04:05.678Z")

    found = {
        each.tag.removeprefix(f"{{{OAI}}}"): each.text for each in harvester.ask(verb="Identify")
    }

    assert found["repositoryName"] == "Cooperation Archive"
    assert found["baseURL"] == "http://testserver/oai"
    assert found["adminEmail"] == "editor@archive.example"
    assert found["earliestDatestamp"] == "2020-01-02T03:04:05Z"
    assert found["deletedRecord"] == "transient"


@pytest.mark.parametrize("contact", ["", "https://archive.example/contact", "Write @ us"])
def test_without_an_address_to_write_to_it_still_names_a_valid_one(contact, harvester, settings):
    settings.ARCHIVE_CONTACT = contact

    harvester.ask(verb="Identify")


def test_there_is_one_format_and_a_set_for_each_kind(harvester):
    (one,) = harvester.ask(verb="ListMetadataFormats")

    assert one[0].text == "oai_dc"
    assert [each[0].text for each in harvester.ask(verb="ListSets")] == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_record_can_be_had_by_its_identifier(kind, harvester):
    record = public(kind, slug="谭-zuojun")

    (header,) = (
        each for each in harvester.all("ListIdentifiers", set=kind) if "zuojun" in each.identifier
    )
    found = harvester.get(header.identifier)

    assert header.identifier == f"oai:testserver:{kind}/%E8%B0%AD-zuojun"
    assert found.sets == [kind]
    assert found.metadata["title"][0] == str(record)
    assert f"http://testserver{record.get_absolute_url()}" in found.metadata["identifier"]
    assert found.datestamp == f"{record.updated_at:%Y-%m-%dT%H:%M:%SZ}"


def test_an_article_is_described_in_dublin_core(harvester):
    article = make.article(
        title="Leaders Meet",
        byline="Liu Jianing",
        publisher=make.organization(name="Dalian Daily"),
        published="2018?-11-26",
        url="https://news.example/1",
        rights="© Dalian Daily",
        language="en",
    )

    assert harvester.get(f"oai:testserver:article/{article.slug}").metadata == {
        "title": ["Leaders Meet"],
        "creator": ["Liu Jianing"],
        "publisher": ["Dalian Daily"],
        "date": ["2018?-11-26"],
        "type": ["Text"],
        "identifier": ["https://news.example/1", f"http://testserver/articles/{article.slug}/"],
        "language": ["en"],
        "rights": ["© Dalian Daily"],
    }


def test_nothing_is_harvested_that_the_public_may_not_see(harvester):
    make.event(slug="a-draft", status=Status.DRAFT)
    make.event(slug="in-review", status=Status.REVIEW)
    make.event(slug="never-out", status=Status.WITHDRAWN, withdrawal_reason="wrong")
    make.official(slug="unheard-of")
    make.event(slug="there", place=make.place(withdrawn=True, withdrawal_reason="asked"))

    (event,) = harvester.all(set="event")

    assert slugs([event]) == ["there"]
    assert "coverage" not in event.metadata
    for identifier in ("event/a-draft", "event/never-out", "official/unheard-of"):
        with pytest.raises(RefusedError, match="idDoesNotExist"):
            harvester.get(f"oai:testserver:{identifier}")


def test_withheld_words_are_not_harvested_and_the_record_is_given_anew(harvester):
    article = make.article(title="Tan Zuojun in Dalian", byline="Tan Zuojun", slug="a")
    changed_at(article, "2020-01-01T00:00:00Z")
    make.redaction(article=article)

    (found,) = harvester.all(set="article", from_="2026-01-01")

    assert found.metadata["title"] == ["[withheld] in Dalian"]
    assert found.metadata["creator"] == ["[withheld]"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_record_is_deleted_and_says_nothing_more(kind, harvester):
    record = public(kind, slug="gone")
    changed_at(record, "2020-01-01T00:00:00Z")
    withdraw(record)

    (found,) = harvester.all(set=kind, from_="2026-01-01")

    assert found.is_deleted
    assert found.metadata == {}
    assert harvester.get(found.identifier).is_deleted


def test_what_becomes_public_later_is_new_on_that_day(harvester):
    article = make.article(status=Status.DRAFT)
    official = make.official(slug="tan-zuojun")
    make.post(official=official, article=article)
    changed_at(official, "2020-01-01T00:00:00Z")
    article.refresh_from_db()
    article.status = Status.PUBLISHED
    make.saved(article)

    assert slugs(harvester.all(set="official", from_="2026-01-01")) == ["tan-zuojun"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from_": "2020-01-02"}, ["second", "third"]),
        ({"until": "2020-01-02"}, ["first", "second"]),
        ({"from_": "2020-01-02", "until": "2020-01-02"}, ["second"]),
        ({"from_": "2020-01-02T12:00:00Z", "until": "2020-01-02T12:00:00Z"}, ["second"]),
        ({"from_": "2020-01-02T12:00:01Z"}, ["third"]),
        ({"until": "2020-01-02T11:59:59Z"}, ["first"]),
        ({"until": "9999-12-30"}, ["first", "second", "third"]),
    ],
)
def test_both_ends_of_a_span_belong_to_it_to_the_second(span, expected, harvester):
    for day, slug in enumerate(["first", "second", "third"], start=1):
        changed_at(make.event(slug=slug), f"2020-01-0{day}T12:00:00.900Z")

    assert slugs(harvester.all(set="event", **span)) == expected


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_long_list_is_given_whole_and_once_token_by_token(verb, harvester, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 2)
    same = "2020-01-01T00:00:00Z"
    for _ in range(5):
        changed_at(make.event(), same)
    for _ in range(2):
        make.delegation()
    for _ in range(3):
        changed_at(public("official"), same)

    everything = list(harvester.all(verb))
    events = list(harvester.all(verb, set="event"))

    names = [each.identifier for each in everything]
    assert len(names) == len(set(names))
    assert len(names) == 5 + 2 + 3 + 3  # the officials are cited in articles of their own
    assert len(events) == 5
    assert {each.identifier for each in events} <= set(names)


def test_a_batch_that_ends_with_the_list_gives_no_token(harvester, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 2)
    for _ in range(2):
        make.event()

    answer = harvester.ask(verb="ListIdentifiers", metadataPrefix="oai_dc")

    assert answer.find(f"{{{OAI}}}resumptionToken") is None


def test_the_last_part_ends_with_an_empty_token(harvester, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 2)
    for _ in range(3):
        make.event()
    answer = harvester.ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = answer.find(f"{{{OAI}}}resumptionToken")

    last = harvester.ask(verb="ListIdentifiers", resumptionToken=token.text)[-1]

    assert (token.get("cursor"), last.get("cursor")) == ("0", "2")
    assert last.tag.endswith("resumptionToken")
    assert not last.text


def test_what_changes_during_a_harvest_is_met_again_and_nothing_is_missed(harvester, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 1)
    events = [make.event(slug=f"event-{number}") for number in range(4)]
    harvest = harvester.all(set="event")
    first = next(harvest)
    make.saved(events[0])

    assert slugs([first]) == ["event-0"]
    assert slugs(harvest) == ["event-1", "event-2", "event-3", "event-0"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "ListAll"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "event"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "a b"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "oai:testserver:event/there"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "rubbish"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "é\0:x:y"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "set": "event"}, "badArgument"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:x:y"}, "idDoesNotExist"),
    ],
)
def test_a_wrong_request_is_told_by_its_code(arguments, code, harvester):
    make.event(slug="there")

    assert refusal(harvester, **arguments) == code


@pytest.mark.parametrize(
    ("span", "code"),
    [
        ({"from_": "yesterday"}, "badArgument"),
        ({"from_": "2020-02-30"}, "badArgument"),
        ({"from_": "2020-01-01T00:00:00"}, "badArgument"),
        ({"from_": "2020-01-02", "until": "2020-01-01"}, "badArgument"),
        ({"from_": "2020-01-01", "until": "2020-01-02T00:00:00Z"}, "badArgument"),
        ({"until": "1990-01-01"}, "noRecordsMatch"),
        ({"from_": "9998-01-01"}, "noRecordsMatch"),
        ({"set": "posts"}, "noRecordsMatch"),
        ({"set": "place"}, "noRecordsMatch"),
        ({"set": "a/b"}, "badArgument"),
    ],
)
def test_a_selection_of_nothing_or_nonsense_is_told_by_its_code(span, code, harvester):
    make.event()

    assert refusal(harvester, verb="ListRecords", metadataPrefix="oai_dc", **span) == code


@pytest.mark.parametrize(
    "identifier",
    [
        "oai:testserver:event/nowhere",
        "oai:testserver:post/there",
        "oai:testserver:event",
        "oai:elsewhere.example:event/there",
        "event/there",
        "oai:testserver:event/%00",
        "oai:testserver:event/there\0",
    ],
)
def test_an_unknown_identifier_is_told_so(identifier, harvester):
    make.event(slug="there")

    with pytest.raises(RefusedError, match="idDoesNotExist"):
        harvester.get(identifier)


def test_a_token_of_one_verb_is_not_for_another(harvester, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 1)
    make.event()
    make.event()
    answer = harvester.ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = answer.find(f"{{{OAI}}}resumptionToken").text

    assert refusal(harvester, verb="ListRecords", resumptionToken=token) == "badResumptionToken"


def test_requests_may_be_sent_as_forms(client):
    make.event(slug="there")

    assert slugs(Harvester(client, post=True).all(set="event")) == ["there"]


def test_words_that_xml_cannot_hold_do_not_break_an_answer(harvester):
    make.event(label="Strange\x0b\x1f <&> label")

    (found,) = harvester.all(set="event")

    assert found.metadata["title"] == ["Strange   <&> label"]


def test_a_harvest_costs_the_same_however_many_records(client, django_assert_num_queries):
    for _ in range(5):
        make.post(article=make.article(publisher=make.organization()))
    assert Official.objects.public().count() == 5

    with django_assert_num_queries(8):  # each kind, and what the articles withhold
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
