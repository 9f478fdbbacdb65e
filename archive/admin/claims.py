"""Claims: what the text of an article probably states and nobody has recorded yet."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.admin.prefilling import Selection, add_address
from archive.models import Agreement, Appearance, Citation, Delegation, Event, Post
from archive.models.agreements import AgreementKind
from archive.text.claims import read_claims

LONGEST = 200_000  # characters of a text that is read for claims


@dataclass(frozen=True)
class Claim:
    """One thing that a passage probably states: what to make of it, and the form's first values."""

    model: type[Model]
    label: str
    start: int
    end: int
    given: dict[str, str]

    def is_recorded(self, citation):
        """Whether a passage that is cited for the like says the same."""
        target = citation.target
        apart = citation.end <= self.start or self.end <= citation.start
        if apart or type(target) is not self.model:
            return False
        return all(is_same(value, getattr(target, name)) for name, value in self.given.items())


def is_same(said, known):
    """Whether a record says it; its title may go on where the claim's ends."""
    return not isinstance(known, str) or known.casefold().startswith(said.casefold())


def claims_left(article, passages, models):
    """What the text probably states and no passage is cited for, as far as `models` may be added.

    Each with the address of the form that begins so.
    """
    if len(article.text) > LONGEST:
        return []
    cited = [each for each in passages if isinstance(each, Citation)]
    return [
        {
            "label": claim.label,
            "kind": claim.model._meta.verbose_name,
            "words": " ".join(article.text[claim.start : claim.end].split()),
            "url": add_address(
                claim.model, Selection(article, claim.start, claim.end), **claim.given
            ),
        }
        for claim in claims_in(article.text)
        if claim.model in models and not any(claim.is_recorded(each) for each in cited)
    ]


def claims_in(text):
    """What the text probably states, as rows that the archive could have."""
    found = read_claims(text)
    for official in found.officials:
        place = official.start, official.end
        for post in official.posts:
            words = ", ".join(filter(None, post))
            yield Claim(Post, f"{official.name}: {words}", *place, {"title": post.title})
        if not official.posts:
            yield Claim(Appearance, official.name, *place, {})
    for event in found.events:
        given = {"kind": event.kind, "date": event.date.edtf}
        given["date_as_printed"] = event.date.as_printed
        words = ", ".join(filter(None, [event.kind, event.date.as_printed]))
        yield Claim(Event, words, *place_of(text, event.quote), filled(given))
    for group in found.delegations:
        words = f"{group.origin or _('not stated')} → {group.goal or _('not stated')}"
        yield Claim(Delegation, words, *place_of(text, group.quote), {})
    for agreement in found.agreements:
        given = filled({"title": agreement.title, "kinds": ",".join(agreement.kinds)})
        kinds = ", ".join(str(AgreementKind(each).label) for each in agreement.kinds)
        words = agreement.title or ", ".join(agreement.parties) or kinds
        yield Claim(Agreement, words, *place_of(text, agreement.quote), given)


def filled(given):
    return {name: value for name, value in given.items() if value}


def place_of(text, quote):
    start = text.index(quote)
    return start, start + len(quote)
