"""An archive with something hidden in every way there is, each way marked by its own word."""

from contextlib import contextmanager
from itertools import count
from unittest import mock

from django.db.models import CharField, TextField, URLField

from archive.models import FACTS, RECORDS, Organization, Place, Status
from archive.models.records import DERIVED
from archive.models.terms import TermsField
from archive.services.saving import Saving
from tests import make
from tests.views.meeting import meeting

BEGINNING = "zqzqz"  # of every word that marks something hidden
ASKED = BEGINNING[:-1]  # finds them all; seen in an answer it is but the question
# None of these words may be read anywhere.
STATES = {
    "zqzqzdrafted": Status.DRAFT,
    "zqzqzreviewed": Status.REVIEW,
    "zqzqzwithdrawn": Status.WITHDRAWN,
}
UNCITED, LOST, ALONE, SECRET = "zqzqzuncited", "zqzqzlost", "zqzqzlonely", "zqzqzsecret"
CANARIES = [*STATES, UNCITED, LOST, ALONE, SECRET]
WITHHELD = f"{SECRET} Né"  # two words, one not in ASCII, as a redaction has them

NO_WORDS = {
    *DERIVED,
    *("slug", "status", "withdrawal_reason", "language", "wikidata", "inferred", "sha256"),
    *("date", "published", "since", "until", "exact", "prefix", "suffix", "about"),
}
ADDRESSED = set(RECORDS.values())
numbers = count(1)


@contextmanager
def settled_once():
    """Let what is made within be settled at the end, together: it is a lot."""
    with Saving() as saving:

        def saved(record):
            record.full_clean(exclude=[] if record.slug else ["slug"])
            saving.save(record)
            return record

        with mock.patch.object(make, "saved", saved):
            yield


def filled(model, word):
    """Every field of a model that takes words, with this one in each."""
    fields = {}
    for field in model._meta.concrete_fields:
        if field.name in ("kind", "kinds"):  # so that lists narrowed to it would show it
            first = field.choices[0][0]
            fields[field.name] = [first] if isinstance(field, TermsField) else first
        if field.name in NO_WORDS or field.choices or isinstance(field, TermsField):
            continue
        if isinstance(field, URLField):
            hyphened = word.replace(" ", "-")
            fields[field.name] = f"https://example.org/{hyphened}/{next(numbers)}"
        elif isinstance(field, CharField | TextField):
            fields[field.name] = f"{word} {field.name} {next(numbers)}"
    return fields


def one(kind, word, **fields):
    """A record or fact of a kind with the word in every field that is not given."""
    model = (RECORDS | FACTS)[kind]
    if kind == "article":
        fields["text"] = f"{make.TEXT} {word} told of a harvest."
    if fields.get("status") == Status.WITHDRAWN or fields.get("withdrawn"):
        # Its address stays, and says that it is gone: made of other words.
        fields |= {"slug": f"gone-{next(numbers)}", "withdrawal_reason": "asked for"}
    if kind in ("post", "appearance"):
        fields["cited"] = False
    return getattr(make, kind)(**filled(model, word) | fields)


def cited(article, record, **fields):
    kind = record.record_kind()
    target = "about_article" if kind == "article" else kind
    given = {"article": article, "exact": "the meeting was held in Dalian", target: record}
    return make.citation(**given | fields)


class World:
    """`public`: by kind; `facts`: of what is public; `hidden`: what no reader may see."""

    def __init__(self):
        self.public = meeting(title="The open meeting", slug="open-meeting")
        self.article = self.public["article"]
        self.hidden = []
        with settled_once():
            self.hide_all()
        self.rewritten()
        self.facts = [
            fact for model in FACTS.values() for fact in model.objects.filter(is_public=True)
        ]
        for record in [*self.public.values(), *self.hidden]:
            record.refresh_from_db()

    def hide_all(self):
        for word, status in STATES.items():
            self.unpublished(word, status)
        self.uncited()
        self.lost()
        self.withdrawn("zqzqzwithdrawn")
        self.alone()
        self.withheld()
        self.public["official-2"] = make.post(article=self.article, title="member").official
        other = make.place(name="Liupanshui")
        make.party(agreement=self.public["agreement"], place=other, unsourced=True)
        self.public["place-2"] = other

    def records(self):
        """Every record that has an address, public or hidden."""
        return [each for each in [*self.public.values(), *self.hidden] if type(each) in ADDRESSED]

    def of_kind(self, kind):
        return [each for each in self.hidden if each.record_kind() == kind]

    def hide(self, *records):
        self.hidden += records
        return records[0]

    def around(self):
        """The public records that a hidden one may be tied to."""
        return {name: self.public[name] for name in ("official", "organization", "place")}

    def facts_of(self, word, article, *, event, delegation, agreement):
        """A fact of each kind about public people; those that can be cited are."""
        who = self.around()
        facts = [
            one("appearance", word, event=event, delegation=delegation),
            one("party", word, agreement=agreement, official=who["official"]),
            one("progress", word, agreement=agreement, date=f"{1900 + next(numbers)}"),
            one("name", word, official=who["official"]),
        ]
        if article is not None:
            facts.append(one("post", word, article=article, official=who["official"]))
            for fact in facts:
                cited(article, fact, note=f"{word} note")
        self.hide(*facts)

    def unpublished(self, word, status):
        """Records of one status, each cited by a public article, with facts about public people."""
        who = self.around()
        article = self.hide(
            one("article", word, status=status, publisher=who["organization"], language="en")
        )
        of = {"place": who["place"], "organization": who["organization"], "status": status}
        event = self.hide(one("event", word, **of, parent=self.public["event"]))
        delegation = self.hide(one("delegation", word, status=status, from_place=who["place"]))
        agreement = self.hide(
            one("agreement", word, status=status, event=self.public["event"], place=who["place"])
        )
        for record in (event, delegation, agreement):
            cited(self.article, record, note=f"{word} note")
        self.facts_of(word, article, event=event, delegation=delegation, agreement=agreement)
        for record in [self.public["event"], *who.values()]:  # what it says of public ones
            cited(article, record, exact=word, note=f"{word} note", supports="mentions")

    def uncited(self):
        parts = {name: self.public[name] for name in ("event", "delegation", "agreement")}
        self.facts_of(UNCITED, None, **parts)
        self.hide(one("post", UNCITED, article=self.article, official=self.public["official"]))

    def lost(self):
        article = make.article(text=f"{make.TEXT} {LOST} stood here.")
        self.hide(cited(article, self.public["event"], exact=f"{LOST} stood", note=f"{LOST} note"))
        article.text = make.TEXT
        make.saved(article)

    def withdrawn(self, word):
        """People, bodies and places taken back, each named by public facts and records."""
        gone = {kind: one(kind, word, withdrawn=True) for kind in self.around()}
        self.hide(*gone.values())
        post = make.post(article=self.article, title="clerk", slug="clerk", **gone)
        appearance = make.appearance(event=self.public["event"], slug="clerk", **gone)
        self.hide(post, appearance)
        make.event(label="Inspection", place=gone["place"], organization=gone["organization"])
        make.article(title="Second report", publisher=gone["organization"])
        make.delegation(label="Trade group", to_place=gone["place"])

    def alone(self):
        """What nothing public refers to."""
        self.hide(*(one(kind, ALONE) for kind in self.around()))

    def withheld(self):
        """An article that withholds its words wherever it has some, and all that says them."""
        who = self.around()
        article = one("article", WITHHELD, slug="discreet", published="2018-09-14")
        published = {"status": Status.PUBLISHED}
        event = self.hide(one("event", WITHHELD, **published, place=who["place"]))
        delegation = self.hide(one("delegation", WITHHELD, **published))
        agreement = self.hide(one("agreement", WITHHELD, **published, place=who["place"]))
        for record in (event, delegation, agreement):
            cited(article, record, note=f"{WITHHELD} note")
        self.facts_of(WITHHELD, article, event=event, delegation=delegation, agreement=agreement)
        parts = {name: self.public[name] for name in ("event", "delegation", "agreement")}
        self.facts_of(f"{WITHHELD} again", article, **parts)
        person = self.hide(one("official", WITHHELD))
        self.hide(make.post(official=person, article=article, title="farmer", slug="farmer"))
        for model in (Organization, Place):
            self.hide(cited(article, self.hide(one(model.record_kind(), WITHHELD))))
        # A passage that may be read, beginning within the withheld words.
        cited(article, self.public["event"], exact="told of a harvest", prefix=WITHHELD)
        cited(article, article, about="byline")
        make.redaction(article=article, exact=WITHHELD)
        self.public["article-2"] = article
        gone = one("article", WITHHELD, status=Status.WITHDRAWN)
        make.redaction(article=gone, exact=WITHHELD)
        gone.withdrawal_reason = f"{WITHHELD} asked for it"
        make.saved(gone)
        self.hide(gone)

    def rewritten(self):
        """Public today, with other words before: as a draft, and until words were withheld."""
        grown = make.event(label="zqzqzdrafted before", slug="grown", status=Status.DRAFT)
        grown.label, grown.status = "Grown up", Status.PUBLISHED
        make.saved(grown)
        renamed = make.event(label=f"{WITHHELD} before", slug="renamed")
        cited(self.public["article-2"], renamed)
        renamed.refresh_from_db()
        renamed.label = "Called otherwise"
        make.saved(renamed)
        self.public |= {"event-2": grown, "event-3": renamed}
