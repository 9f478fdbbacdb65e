"""Findings: what a text probably states, each with the words that state it."""

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple


class Post(NamedTuple):
    """A post as the text gives it; None for what it does not say."""

    title: str
    organization: str | None = None
    place: str | None = None


@dataclass
class Published:
    """The date line: the date as printed, and the line it stands in."""

    as_printed: str | None = None
    edtf: str | None = None
    quote: str | None = None


@dataclass
class Official:
    """A person, and the posts that the quote gives; the quote is text[start:end]."""

    name: str
    quote: str
    start: int
    end: int
    posts: list[Post]


@dataclass
class EventDate:
    """When: the words, and EDTF as far as text and date line say it."""

    as_printed: str | None = None
    edtf: str | None = None


@dataclass
class Event:
    """Something that happened; `kind` is one of the archive's words for events."""

    kind: str
    date: EventDate
    quote: str


@dataclass
class Delegation:
    """Who came from where to whom."""

    origin: str | None
    goal: str | None
    leader: str | None
    members: list[str]
    quote: str

    def as_json(self) -> dict[str, Any]:
        content = asdict(self)
        return {"from": content.pop("origin"), "to": content.pop("goal"), **content}


@dataclass
class Agreement:
    """Something signed; `kinds` are the archive's words for agreements."""

    title: str | None
    kinds: list[str]
    parties: list[str]
    quote: str


@dataclass
class Claims:
    """All that one text probably states."""

    title: str | None = None
    published: Published = field(default_factory=Published)
    officials: list[Official] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "published": asdict(self.published),
            "officials": [
                {**asdict(each), "posts": [post._asdict() for post in each.posts]}
                for each in self.officials
            ],
            "events": [asdict(each) for each in self.events],
            "delegations": [each.as_json() for each in self.delegations],
            "agreements": [asdict(each) for each in self.agreements],
        }
