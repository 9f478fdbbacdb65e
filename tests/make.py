"""Builders of valid records, one plain function each; every argument may be overridden."""

from contextlib import contextmanager
from functools import wraps
from itertools import count

from django.contrib.auth.models import Group

from archive.models import (
    Agreement,
    Appearance,
    Article,
    Citation,
    Delegation,
    Event,
    Name,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Progress,
    Redaction,
    Status,
    User,
)
from archive.services.saving import Saving

numbers = count(1)

TEXT = (
    "On September 12th, the meeting was held in Dalian. Tan Zuojun, mayor of Dalian, attended. "
    "Dalian City and Liupanshui City signed the Kiwifruit Agreement."
)


_open = []  # the Saving in which a builder makes a record with what it needs


@contextmanager
def together():
    """The Saving of the builder that is at work: what it makes is settled once, at its end."""
    if _open:
        yield _open[0]
        return
    with Saving() as saving:
        _open.append(saving)
        try:
            yield saving
        finally:
            _open.clear()


def saved(record):
    """Validate and save as every door does: flags, passages and search follow."""
    with together() as saving:
        record.full_clean(exclude=["slug"] if not record.slug else None)
        saving.save(record)
    record.refresh_from_db()
    return record


def with_all_it_needs(builder):
    """A builder of a record and others, which are settled together."""

    @wraps(builder)
    def build(**fields):
        with together():
            made = builder(**fields)
        made.refresh_from_db()
        return made

    return build


def article(**fields):
    number = next(numbers)
    given = {
        "title": f"Article {number}",
        "text": TEXT,
        "status": Status.PUBLISHED,
        "language": "en",
    }
    return saved(Article(**given | fields))


def official(**fields):
    return saved(Official(**{"name": f"Official {next(numbers)}"} | fields))


def place(**fields):
    return saved(Place(**{"name": f"Place {next(numbers)}"} | fields))


def organization(**fields):
    return saved(Organization(**{"name": f"Organization {next(numbers)}"} | fields))


def event(**fields):
    return saved(Event(**{"label": f"Event {next(numbers)}", "status": Status.PUBLISHED} | fields))


def delegation(**fields):
    given = {"label": f"Delegation {next(numbers)}", "status": Status.PUBLISHED}
    return saved(Delegation(**given | fields))


@with_all_it_needs
def agreement(*, parties=(), quote="signed the Kiwifruit Agreement", **fields):
    """An agreement; `parties` are names of organizations, each made and cited."""
    given = {"title": f"Agreement {next(numbers)}", "status": Status.PUBLISHED}
    made = saved(Agreement(**given | fields))
    for position, name in enumerate(parties, start=1):
        body = organization(name=name)
        side = party(agreement=made, organization=body, position=position)
        citation(party=side, exact=quote)
    return made


@with_all_it_needs
def post(*, cited=True, **fields):
    if not fields.get("official"):
        fields["official"] = official()
    if not fields.get("article"):
        fields["article"] = article()
    made = saved(Post(**{"title": "mayor of Dalian"} | fields))
    if cited:
        citation(
            post=made,
            article=made.article,
            exact="Tan Zuojun, mayor of Dalian, attended",
        )
    return made


@with_all_it_needs
def appearance(*, cited=True, **fields):
    if not fields.get("official") and not fields.get("group"):
        fields["official"] = official()
    if not fields.get("event") and not fields.get("delegation"):
        fields["event"] = event()
    made = saved(Appearance(**fields))
    if cited:
        citation(appearance=made, exact="Tan Zuojun, mayor of Dalian, attended")
    return made


@with_all_it_needs
def party(**fields):
    if not fields.get("agreement"):
        fields["agreement"] = agreement()
    if not any(fields.get(name) for name in ("organization", "place", "official", "unnamed")):
        fields["organization"] = organization()
    return saved(Party(**fields))


@with_all_it_needs
def progress(**fields):
    if not fields.get("agreement"):
        fields["agreement"] = agreement()
    return saved(Progress(**fields))


@with_all_it_needs
def name(**fields):
    if not any(fields.get(named) for named in ("official", "organization", "place")):
        fields["official"] = official()
    return saved(Name(**{"text": f"Name {next(numbers)}"} | fields))


@with_all_it_needs
def citation(**fields):
    """A citation of `exact` in an article; about a new event unless told."""
    if not fields.get("article"):
        fields["article"] = article()
    given = {"exact": "the meeting was held in Dalian"}
    if set(fields) <= {
        "article",
        "exact",
        "prefix",
        "suffix",
        "supports",
        "about",
        "note",
    }:
        given["event"] = event()
    return saved(Citation(**given | fields))


@with_all_it_needs
def redaction(**fields):
    if not fields.get("article"):
        fields["article"] = article()
    return saved(Redaction(**{"exact": "Tan Zuojun", "reason": "private person"} | fields))


def user(group=None, **fields):
    """Somebody who may sign in to the admin; `group` is Editors, Publishers or Importers."""
    given = {"username": f"user{next(numbers)}", "is_staff": True}
    made = User.objects.create_user(**given | fields)
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made
