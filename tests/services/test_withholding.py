"""Words withheld in an article are withheld in what an editor typed beside it."""

import pytest

from archive.admin.public_states import why_not
from archive.models import Citation, Official
from archive.services.auditing import audit
from archive.services.publishing import ORDER, out_of_step
from archive.services.saving import Saving
from tests import make
from tests.services.test_publishing import change, is_public

TEXT = f"{make.TEXT} The farmer Wang  Xiaoming and his family were visited."
MEETING = "the meeting was held in Dalian"


@pytest.fixture
def article():
    made = make.article(text=TEXT, slug="one")
    make.redaction(article=made, exact="Wang  Xiaoming")
    return made


@pytest.fixture(autouse=True)
def _in_step():
    """Whatever a test does, every flag is what a look at everything finds."""
    yield
    assert not [(row, row.is_public) for model in ORDER for row in out_of_step(model)]


def cited(article, **about):
    (record,) = about.values()
    make.citation(article=article, exact=MEETING, **about)
    record.refresh_from_db()
    return record


TYPED = [
    ("event", "label"),
    ("event", "venue"),
    ("event", "date_as_printed"),
    ("event", "date_note"),
    ("delegation", "label"),
    ("delegation", "size"),
    ("delegation", "purpose"),
    ("agreement", "title"),
    ("agreement", "subject"),
    ("agreement", "kind_as_printed"),
    ("agreement", "set"),
    ("post", "title"),
    ("appearance", "group"),
    ("party", "unnamed"),
    ("progress", "note"),
    ("name", "text"),
]


def typed(kind, field, words):
    """A record or fact with these words in a field, its slug made of others."""
    fields = {field: words, "slug": f"a-{kind}"}
    if kind in ("post", "appearance"):
        fields["cited"] = False
    if kind == "name":
        fields["official"] = make.post().official
    return getattr(make, kind)(**fields)


@pytest.mark.parametrize(("kind", "field"), TYPED)
def test_what_says_withheld_words_is_hidden_until_it_says_others(kind, field, article):
    record = typed(kind, field, "Visit to Mr. WANG Xiaoming's farm")
    cited(article, **{kind: record})
    assert not is_public(record)
    assert is_public(change(record, **{field: "Visit to a farm"}))


@pytest.mark.parametrize(("kind", "field"), TYPED)
def test_a_new_redaction_hides_what_says_its_words_and_its_end_shows_it_again(kind, field):
    article = make.article(text=TEXT)
    record = typed(kind, field, "Wang Xiaoming's farm")
    cited(article, **{kind: record})
    assert is_public(record)

    redaction = make.redaction(article=article, exact="Wang  Xiaoming")
    assert not is_public(record)

    with Saving() as saving:
        saving.delete(redaction)
    assert is_public(record)


def test_a_post_is_hidden_for_its_own_article(article):
    post = make.post(article=article, title="mayor of Dalian", slug="p")
    assert is_public(post)
    assert not is_public(change(post, title="driver of Wang Xiaoming"))


def test_a_fact_is_hidden_for_an_article_that_cites_its_record(article):
    event = make.event()
    guests = make.appearance(event=event, group="Wang Xiaoming and others", slug="a")
    assert is_public(guests)

    citation = make.citation(article=article, exact=MEETING, event=event)
    assert not is_public(guests)

    with Saving() as saving:
        saving.delete(citation)
    assert is_public(guests)


def test_a_record_is_hidden_for_an_article_that_cites_its_facts(article):
    event = make.event(label="Visit to Wang Xiaoming", slug="e")
    appearance = make.appearance(event=event, cited=False)
    assert is_public(event)

    citation = make.citation(article=article, exact=MEETING, appearance=appearance)
    assert not is_public(event)
    assert not is_public(appearance)

    with Saving() as saving:
        saving.delete(citation)
    assert is_public(event)


def test_words_withheld_elsewhere_hide_nothing(article):
    assert is_public(make.post(title="driver of Wang Xiaoming"))


def test_a_fact_that_names_a_withheld_person_is_hidden_and_so_is_the_person(article):
    person = make.official(name="Wang Xiaoming", slug="w")
    post = make.post(official=person, article=article, title="farmer", slug="p")
    mention = make.citation(article=article, exact=MEETING, official=person)
    assert not any(is_public(each) for each in (person, post, mention))


def test_a_person_whom_another_article_names_is_public_by_that_one(article):
    person = make.official(name="Wang Xiaoming", slug="w")
    hidden = make.post(official=person, article=article, slug="p")
    shown = make.post(official=person)
    assert [is_public(each) for each in (person, hidden, shown)] == [True, False, True]


def test_filing_a_person_under_a_withheld_name_hides_what_the_article_says_of_them(article):
    person = make.official(name="Wang", slug="w")
    post = make.post(official=person, article=article, slug="p")
    assert is_public(post)
    assert not is_public(change(person, name="Wang Xiaoming"))
    assert not is_public(post)
    assert is_public(change(person, name="Wang"))
    assert is_public(post)


def test_a_native_name_is_a_name_too():
    article = make.article(text=f"{make.TEXT} 王小明")
    make.redaction(article=article, exact="王小明")
    person = make.official(name="Wang")
    post = make.post(official=person, article=article)
    change(person, native_name="王小明")
    assert not is_public(post)


def test_a_note_on_a_person_is_hidden_with_the_person(article):
    person = make.official(note="Nephew of Wang Xiaoming.")
    post = make.post(official=person)
    assert is_public(person)
    make.post(official=person, article=article)
    assert not is_public(person)
    assert is_public(post)
    assert is_public(change(person, note=""))


def test_a_note_on_a_passage_hides_the_passage(article):
    event = make.event()
    citation = make.citation(article=article, exact=MEETING, event=event, note="Wang Xiaoming's")
    assert not is_public(citation)
    assert is_public(change(citation, note="The farmer's."))


def test_an_address_with_withheld_words_hides_the_record(article):
    event = make.event(slug="visit-to-wangxiaoming-s-farm")
    assert not is_public(cited(article, event=event))


def test_a_new_slug_has_no_withheld_words(article):
    post = make.post(article=article, title="driver of Wang Xiaoming, Dalian", cited=False)
    assert "driver-of-dalian" in post.slug
    event = cited(article, event=make.event())
    group = make.appearance(event=event, group="Wang Xiaoming's guests", cited=False)
    assert group.slug.startswith("s-guests")


def test_the_audit_names_record_article_and_field(article):
    cited(article, event=make.event(slug="e", venue="Wang Xiaoming's farm"))
    make.redaction(article=make.article(slug="tan-zuojun-attends"), exact="Tan Zuojun")

    found = [each for each in audit().problems if each.code == "withheld-words"]

    assert [(each.kind, each.slug, each.article) for each in found] == [
        ("article", "tan-zuojun-attends", "tan-zuojun-attends"),
        ("event", "e", "one"),
    ]
    assert "venue" in found[1].message
    assert not [each for each in audit().problems if each.code == "public-flag"]


def test_the_editor_reads_what_to_do(article):
    event = cited(article, event=make.event(slug="e", venue="Wang Xiaoming's farm"))
    assert why_not(event) == [
        "Its venue says words that are withheld in the article “one”: write it without them."
    ]
    person = make.official(name="Wang Xiaoming", slug="w")
    post = make.post(official=person, article=article, slug="p")
    assert "Its official is called by words that are withheld" in why_not(post)[0]
    mention = make.citation(article=article, exact=MEETING, official=person)
    assert "Its official is called by words" in why_not(mention)[0]


def test_a_save_looks_for_withheld_words_once_a_model(django_assert_num_queries):
    """Without a redaction near: one statement for the flags, one for the words."""
    from archive.services.withholding import withheld_ids

    make.appearance()
    with django_assert_num_queries(1):
        assert withheld_ids(Citation.objects.all()) == set()
    with django_assert_num_queries(1):
        assert withheld_ids(Official.objects.all()) == set()
