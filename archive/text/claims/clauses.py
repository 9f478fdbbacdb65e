"""Clauses: a sentence cut at its commas, and the bodies that a list of words names."""

from archive.text.claims.bodies import DASHES, is_number_inside, is_proper, is_tight, read_body
from archive.text.claims.people import Mention
from archive.text.claims.sentences import Sentence
from archive.text.claims.tokens import Token
from archive.text.claims.vocabulary import (
    BODIES,
    COUNTRIES,
    HONORIFICS,
    OPENERS,
    PLACES,
    SMALL_BODIES,
)

QUOTES = {'"': '"', "\u201c": "\u201d", "(": ")", "\u300a": "\u300b"}
LINKS = frozenset("and & of the 's for \u00b7".split())
WHEREABOUTS = frozenset("in at near from to".split())
COMPANY_TAILS = frozenset("ltd ltd. inc inc. llc limited".split())
LONGEST_QUOTED = 60  # tokens; what goes on for longer was never closed
LONGEST_UNNAMED = 8  # words
NOT_COUNTED = frozenset("to in on for and of with signed at by from as the".split())
LONGEST_LIST = 40  # bodies


def clauses(tokens: list[Token]) -> list[tuple[int, int]]:
    """The stretches between commas and semicolons that stand in no quotation or bracket."""
    found: list[tuple[int, int]] = []
    begin = 0
    for at in parting(tokens):
        found.append((begin, at))
        begin = at + 1
    return [*found, (begin, len(tokens))]


def parting(tokens: list[Token]) -> list[int]:
    """Where the commas stand that part clauses."""
    found: list[int] = []
    at = 0
    while at < len(tokens):
        close = QUOTES.get(tokens[at].text)
        if close:
            at = _closed(tokens, at, close)
        elif tokens[at].text in (",", ";", "\uff0c", "\uff1b") and not _is_company(tokens, at):
            found.append(at)
        at += 1
    return found


def _closed(tokens: list[Token], at: int, close: str) -> int:
    for place in range(at + 1, min(len(tokens), at + LONGEST_QUOTED)):
        if tokens[place].text == close:
            return place
    return at


def _is_company(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].low in COMPANY_TAILS


def _is_land(name: str) -> bool:
    return name.lower() in COUNTRIES or name in ("PRC", "US", "U.S.", "USA", "UK")


class Bodies:
    """Reads lists of bodies in one sentence; people are none."""

    def __init__(self, sentence: Sentence, mentions: list[Mention]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.people = {at for each in mentions for at in range(each.start, each.end)}

    def is_stop(self, at: int) -> bool:
        return at in self.people

    def listed(self, start: int, end: int) -> tuple[list[str], int]:
        """The bodies named one after the other from `start`, and where the list ends."""
        found: list[str] = []
        at = done = start
        while at < end and len(found) < LONGEST_LIST:
            after = min(self._unnamed(at, read_body(self.tokens, at, self.is_stop)), end)
            if after <= at or not self._names_something(at, after):
                break
            name = self._without_article(at, after)
            if not found or not _is_land(name) or _is_land(found[-1]):  # Monterey Park, US
                found.append(name)
            done = after = self._over_acronym(after, end)
            at = self._over_joint(after, end)
            if at == after:
                break
        return found, done

    def _unnamed(self, start: int, end: int) -> int:
        """With the bodies that are only counted: Liupanshui City's three development zones."""
        if end == start or end >= len(self.tokens) or self.tokens[end].low != "'s":
            return end
        for at in range(end + 1, min(len(self.tokens), end + LONGEST_UNNAMED)):
            low = self.tokens[at].low
            if not low.isalpha() or low in NOT_COUNTED:
                return end
            if low.removesuffix("s") in BODIES | PLACES or low.endswith("ies"):
                return at + 1
        return end

    def _names_something(self, start: int, end: int) -> bool:
        words = self._own(start, end)
        if any(is_proper(token) and token.low not in OPENERS for token in words):
            return True
        return len(words) > 1 and words[-1].low in BODIES  # the provincial government

    def _own(self, start: int, end: int) -> list[Token]:
        return [token for token in self.tokens[start:end] if token.low not in ("the", "a", "an")]

    def _without_article(self, start: int, end: int) -> str:
        if self.tokens[start].low in ("the", "a", "an") and end > start + 1:
            start += 1
        return self.sentence.phrase(start, end)

    def _over_acronym(self, at: int, end: int) -> int:
        """Over the (CPAFFC) that tells how a body is called for short."""
        texts = [token.text for token in self.tokens[at : min(end, at + 3)]]
        is_acronym = len(texts) == 3 and (texts[0], texts[2]) == ("(", ")") and texts[1].isupper()
        return at + 3 if is_acronym else at

    def _over_joint(self, at: int, end: int) -> int:
        begun = at
        while (
            at < end and at < begun + 3 and self.tokens[at].low in (",", "and", "&", "well", "as")
        ):
            at += 1
        return at

    def is_pure(self, start: int, end: int) -> bool:
        """Whether a clause names bodies and nothing else."""
        if start < end and self.tokens[start].low in ("and", "&"):
            start += 1
        names, done = self.listed(start, end)
        return bool(names) and done == end and self.tokens[start].low not in OPENERS - {"the"}

    def before(self, start: int, end: int) -> int:
        """Where the list of bodies begins that ends at `end`; `end` if there is none."""
        at = end
        while at > start and self._may_be_listed(at - 1):
            at -= 1
        if at > 0 and self.tokens[at - 1].low in WHEREABOUTS:
            at = self._over_whereabouts(at, end)
        while at < end and not self._may_begin(at):
            at += 1
        return at

    def _over_whereabouts(self, at: int, end: int) -> int:
        """Over where it was ("in Dalian, …"), which is no part of the list behind it."""
        commas = (place for place in range(at, end) if self.tokens[place].text == ",")
        return next((place + 1 for place in commas if not _is_company(self.tokens, place)), end)

    def _may_be_listed(self, at: int) -> bool:
        token = self.tokens[at]
        if at in self.people or token.low in HONORIFICS:
            return False
        if token.text in DASHES:
            return is_tight(self.tokens, at)
        if token.low in LINKS or token.text in (",", "(", ")") or token.low in SMALL_BODIES:
            return True
        if is_number_inside(self.tokens, at):
            return True
        if token.low == "with" and self.tokens[at - 1].low == "friendship":
            return True
        return is_proper(token) and token.low not in OPENERS - {"the", "a"}

    def _may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            token.low in ("the", "a")
            or is_proper(token)
            or token.low in ("provincial", "municipal")
        )
