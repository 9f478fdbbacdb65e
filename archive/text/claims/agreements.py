"""Agreements: what a sentence says was signed, by which sides."""

from dataclasses import dataclass

from archive.text.claims.clauses import Bodies, clauses
from archive.text.claims.findings import Agreement
from archive.text.claims.instruments import HEADS, OBJECT, kinds_of, title_of
from archive.text.claims.people import Mention
from archive.text.claims.sentences import Sentence
from archive.text.claims.vocabulary import CALENDAR
from archive.text.folding import fold

SIGNED = frozenset("signed signing inked concluded renewed re-signed entered reached".split())
SOON = frozenset("will would shall".split())
ADVERBS = frozenset(
    "respectively jointly officially formally also both has have had successfully separately each"
    " then together recently individually".split()
)
PASSIVE = frozenset("was were been be being is are".split())
FAR = 200  # characters between the verb and what was signed


@dataclass
class Signing:
    """A verb with its clause: who stands before it, and up to where its object goes."""

    verb: int
    start: int  # of the clause
    after: int  # where what precedes it ended
    subject: int  # where the list of sides before the verb begins; the end of it is `subject_end`
    subject_end: int
    end: int
    is_passive: bool


def read_agreements(sentence: Sentence, mentions: list[Mention]) -> list[Agreement]:
    """The agreements that a sentence says were signed, or will be."""
    if not OBJECT.search(sentence.plain):
        return []
    bodies = Bodies(sentence, mentions)
    found: list[Agreement] = []
    for signing in signings(sentence, bodies):
        found += Reading(sentence, bodies, signing).agreements()
    return found


def signings(sentence: Sentence, bodies: Bodies) -> list[Signing]:
    """The verbs of signing, each with what belongs to it."""
    tokens, parts = sentence.tokens, clauses(sentence.tokens)
    found: list[Signing] = []
    for number, (start, end) in enumerate(parts):
        verbs = [at for at in range(start, end) if is_signing(sentence, at)]
        if not verbs:
            continue
        verb = verbs[0]
        subject_end = verb
        while subject_end > start and tokens[subject_end - 1].low in ADVERBS | SOON | PASSIVE:
            subject_end -= 1
        subject_end = before_date(sentence, start, subject_end)
        is_passive = any(token.low in PASSIVE for token in tokens[subject_end:verb])
        is_passive = is_passive or is_participle(sentence, verb)
        subject = bodies.before(start, subject_end)
        if subject <= start + 1:
            subject = first_of_list(bodies, parts, number, subject)
        after = found[-1].end + 1 if found else 0
        begin = min(start, subject)
        found.append(Signing(verb, begin, after, subject, subject_end, end, is_passive))
    return widened(bodies, parts, found)


def before_date(sentence: Sentence, start: int, end: int) -> int:
    """Where the words end before "on Nov 6", if that is what precedes a verb."""
    words = [token.low.rstrip(".") for token in sentence.tokens[max(start, end - 3) : end]]
    is_date = len(words) == 3 and words[0] == "on" and words[1] in CALENDAR
    return end - 3 if is_date else end


def is_participle(sentence: Sentence, verb: int) -> bool:
    """An agreement signed …; the signing of …"""
    tokens = sentence.tokens
    if tokens[verb].low == "signing":
        return [token.low for token in tokens[verb + 1 : verb + 2]] == ["of"]
    return verb > 0 and tokens[verb - 1].low in HEADS


def is_signing(sentence: Sentence, at: int) -> bool:
    tokens = sentence.tokens
    if tokens[at].low == "sign":
        return at > 0 and tokens[at - 1].low in SOON | ADVERBS
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if tokens[at].low == "signing":
        return following in ("a", "an", "the", "of")
    return tokens[at].low in SIGNED


def first_of_list(bodies: Bodies, parts: list[tuple[int, int]], number: int, subject: int) -> int:
    """Where a list of sides begins that goes back over commas: A, B and C signed."""
    while number and bodies.is_pure(*parts[number - 1]):
        number -= 1
        subject = parts[number][0]
    return subject


def widened(bodies: Bodies, parts: list[tuple[int, int]], found: list[Signing]) -> list[Signing]:
    """Each object with the clauses that go on with its list: with D, E and F."""
    limits = [signing.start for signing in found[1:]] + [len(bodies.tokens)]
    for signing, limit in zip(found, limits, strict=False):
        for start, end in parts:
            goes_on = start == signing.end + 1 and end <= limit and start < end
            if goes_on and bodies.is_pure(start, end):
                signing.end = end
    return found


class Reading:
    """Reads the agreements of one verb."""

    def __init__(self, sentence: Sentence, bodies: Bodies, signing: Signing) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.bodies = bodies
        self.signing = signing
        first = signing.start if signing.is_passive else signing.verb
        last = signing.end
        while last > first and not (self.tokens[last - 1].is_word or self._closes(last - 1)):
            last -= 1
        self.first, self.last = first, last
        self.words = self._plain(first, last) if last > first else ""

    def _plain(self, first: int, last: int) -> str:
        return self.sentence.source[self.tokens[first].start : self.tokens[last - 1].end]

    def _closes(self, at: int) -> bool:
        return self.tokens[at].text in ('"', "\u201d", ")", "\u300b")

    def agreements(self) -> list[Agreement]:
        found = OBJECT.search(self.words)
        if not found or found.start() > FAR:
            return []
        title = self._title()
        kinds = kinds_of(title or self._kind_words())
        quote = self._quote()
        sides = self._pairs()
        is_told = title and not is_participle(self.sentence, self.signing.verb)
        if not any(sides) and not is_told and not self._is_telling():
            return []
        return [Agreement(title, kinds, parties, quote) for parties in sides]

    def _title(self) -> str | None:
        """The instrument's name as printed."""
        span = title_of(self.words)
        if not span:
            return None
        begin = self.tokens[self.first].start
        return " ".join(self.sentence.printed(begin + span[0], begin + span[1]).split())

    def _kind_words(self) -> str:
        """The words from the verb to the end of the instrument's noun."""
        found = list(OBJECT.finditer(self.words))
        return self.words[: found[0].end()]

    def _quote(self) -> str:
        start = self.signing.subject if self._subjects() else self.signing.start
        if any(at in self.bodies.people for at in range(self.signing.start, start)):
            start = self.signing.start
        if start == self.signing.subject_end:  # people and their posts stand before the verb
            start = self.signing.after
        while start < self.signing.verb and self.tokens[start].low in (",", "and", "&"):
            start += 1
        return self.sentence.quote(start, self.last)

    def _subjects(self) -> list[str]:
        if self.signing.is_passive:
            return []
        return self.bodies.listed(self.signing.subject, self.signing.subject_end)[0]

    def _after(self, *words: str) -> list[str]:
        """The bodies listed behind one of these words."""
        for at in range(self.first, self.last):
            if self.tokens[at].low in words:
                found = self.bodies.listed(at + 1, self.last)[0]
                if found:
                    return found
        return []

    def _behalf(self) -> list[str]:
        for at in range(self.signing.start, self.last - 1):
            if self.tokens[at].low == "behalf" and self.tokens[at + 1].low == "of":
                return self.bodies.listed(at + 2, self.last)[0]
        return []

    def _pairs(self) -> list[list[str]]:
        """The sides of each agreement; several where the words are about several."""
        ours = self._subjects()
        theirs = self._after("with")
        if not ours:
            ours = self._behalf()
        if not ours or (len(ours) == 1 and not theirs):
            ours = self._after("between", "among") or ours
        if not ours and self.signing.is_passive:
            ours = self._after("by")
        return paired(ours, theirs, is_each=self._is_each(), are_many=self._are_many())

    def _is_each(self) -> bool:
        words = self._plain(self.signing.start, self.signing.end).lower()
        return "respectively" in words or "separately" in words

    def _are_many(self) -> bool:
        found = OBJECT.search(self.words)
        return bool(found) and found is not None and found[0].lower().endswith(("s", "memoranda"))

    def _is_telling(self) -> bool:
        """Whether "signed a …" tells of one agreement, though not of its sides."""
        following = self.tokens[self.signing.verb + 1 : self.signing.verb + 2]
        return not self.signing.is_passive and [t.low for t in following] in (["a"], ["an"])


def paired(ours: list[str], theirs: list[str], *, is_each: bool, are_many: bool) -> list[list[str]]:
    """Who signed with whom: side by side where the words say "respectively"."""
    if is_each and len(ours) > 1 and len(theirs) == len(ours):
        return [[one, other] for one, other in zip(ours, theirs, strict=True)]
    if is_each and len(ours) > 1 and len(theirs) <= 1:
        return [[one, *theirs] for one in ours]
    if (is_each or are_many) and len(ours) == 1 and len(theirs) > 1:
        return [[*ours, other] for other in theirs]
    return [list(dict.fromkeys([*ours, *theirs]))]


class Agreements:
    """Collects the agreements of a text, each once."""

    def __init__(self) -> None:
        self.found: list[Agreement] = []
        self.titles: set[str] = set()
        self.sides: dict[frozenset[str], Agreement] = {}

    def add(self, sentence: Sentence, mentions: list[Mention], surnames: set[str]) -> None:
        """Take up the agreements of a sentence; people are no parties, their surnames neither."""
        for each in read_agreements(sentence, mentions):
            each.parties = [party for party in each.parties if party not in surnames]
            self.take(each)

    def take(self, each: Agreement) -> None:
        """Take up an agreement, unless one of its title, or of its sides and kind, is there."""
        title = fold(each.title or "")
        sides = frozenset(fold(party) for party in each.parties)
        if not self._is_known(each, title, sides):
            self.titles.add(title)
            self.sides.setdefault(sides, each)
            self.found.append(each)

    def _is_known(self, each: Agreement, title: str, sides: frozenset[str]) -> bool:
        if title:
            return title in self.titles
        if not sides:
            return bool(self.found)
        known = self.sides.get(sides)
        return known is not None and known.kinds == each.kinds and not _differ(known, each)


def _differ(one: Agreement, other: Agreement) -> bool:
    """Whether the words tell of two agreements of the same kind between the same sides."""
    return one.title is not None and other.title is not None and one.title != other.title
