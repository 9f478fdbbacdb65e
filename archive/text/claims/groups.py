"""Groups: who a sentence says led or was part of a group, from where to where."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.claims.bodies import KINDS, REGION, describe
from archive.text.claims.clauses import Bodies
from archive.text.claims.events import SPEECH
from archive.text.claims.people import Mention
from archive.text.claims.sentences import Sentence
from archive.text.claims.vocabulary import LEVELS, PLACES

GROUP = r"(?:delegation|mission|entourage|team|group)"
LED = re.compile(
    rf"\b(?:led|leads|leading|headed|heads|heading)\s(?:an?|the|his|her|its|their)\s"
    rf"(?P<what>[^,.;]{{0,120}}?\b{GROUP})\b",
    re.IGNORECASE,
)
LED_BY = re.compile(
    r"\b(?P<what>delegation|mission)\b[^.;]{0,160}?\b(?:led|headed)\sby\b", re.IGNORECASE
)
AND_PARTY = re.compile(
    r"\b(?:and|with)\s(?:his|her|their)\s(?:\w+\s)?(?P<what>delegation|party|entourage|team|group|contingent)"
    r"\b"
)
PLAIN = re.compile(r"\b(?P<what>delegation)\b(?!\s(?:was\s)?(?:led|headed)\sby)", re.IGNORECASE)
VISITED = re.compile(
    r"\b(?:visited|paid\s(?:an?\s)?(?:\w+\s)?visits?\sto|(?:came|went|travell?ed|journeyed)\sto"
    r"|arrived\s(?:in|at)|made\san?\s(?:\w+\s)?(?:trip|visit)\sto)\s",
)
SENT = re.compile(r"\b(?:made\san?\s(?:\w+\s)?trip\sto|paid\san?\s(?:\w+\s)?visit\sto|visited)\s")
GOAL = re.compile(
    r"\b(?:to|visit(?:ed|s|ing)?|arrived\s(?:in|at)|tour(?:ed|ing))\s(?=(?:the\s)?[A-Z])"
)
STAY = re.compile(
    r"\b[Dd]uring\s(?:their|the|his|her|its)\s(?:\w+\s)?(?:stay|visit|trip|tour)\s(?:in|to|at)\s"
)
FROM = re.compile(r"\s(?:from|of|representing)\s(?=(?:the\s)?[A-Z])")
PURPOSE = re.compile(
    r"\bto\s(?:visit|negotiate|discuss|deal|exchange|attend|promote|study|hold|participate"
    r"|investigate|seek|explore)\b|\bwith\san?\s(?:[\w-]+\s){0,4}?(?:delegation|team|party)\b"
)
HEAD_OF = re.compile(r"\b[Hh]ead\sof\s[^,.;]*$")
COMPANION = re.compile(
    r"\b(?:accompanied\sby|together\swith|along\swith|alongside)\s(?:the\s)?$", re.IGNORECASE
)
HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Comrade)\.?\s)?"
AND = re.compile(rf"\s*,?\s*(?:(?:and|&|as\swell\sas)\s)?(?:the\s)?{HONORIFIC}")
ADVERBS = re.compile(
    r"[\s,)]*(?:(?:once|again|also|recently|personally|jointly|who|then|has|have|had|of|from"
    r"|the|both|and|on|\d{1,2}(?:st|nd|rd|th)?|[A-Z][\w'\u2019-]*)[\s,]*){0,7}"
)
ARTICLE = re.compile(r"(?:^|\s)(?:the|an?|The|An?)(?:\s|$)")
PARTY_AND_GOVERNMENT = re.compile(
    r"(?:^|\s)(?:(?:Municipal|Provincial|County|District)\s)?(?:CPC\s)?Party[\s-]and[\s-]Government$",
    re.IGNORECASE,
)
SORTS = frozenset(
    "party and government economic trade cultural friendly friendship business high-level official"
    " investment commercial academic cpc visiting joint work working large the a an of chinese"
    " foreign expert experts study inspection".split()
)
HOSTS = frozenset(  # bodies that a group is sent to; others are sites it was shown
    "university college institute academy school government committee congress bureau commission"
    " department council association".split()
)
NEAR = 90  # characters between a person and what is said of them


@dataclass
class Told:
    """Where a sentence tells of a group: its leader, the others, and where from, to."""

    leader: Mention | None
    others: list[Mention]
    origin: str | None
    goal: str | None
    is_named: bool  # a word such as "delegation" is used


class Reading:
    """Reads the delegations of one sentence."""

    def __init__(self, sentence: Sentence, mentions: list[Mention]) -> None:
        self.sentence = sentence
        self.source = sentence.source
        self.mentions = mentions
        self.bodies = Bodies(sentence, mentions)
        self.starts = [token.start for token in sentence.tokens]
        speech = SPEECH.search(sentence.plain)
        self.told_until = sentence.start + speech.start() if speech else sentence.end

    def told(self) -> Iterator[Told]:
        yield from self._led()
        yield from self._led_by()
        yield from self._and_party()
        yield from self._plain()
        yield from self._visited()
        yield from self._body_visited()

    def _found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.source, self.sentence.start, self.told_until)

    def _led(self) -> Iterator[Told]:
        for match in self._found(LED):
            leader, others = self._before(match.start())
            origin = self._origin(match)
            if leader or origin:
                goal = self._goal(match.end("what"))
                if goal or match["what"].lower().endswith(("delegation", "mission")):
                    yield Told(leader, others, origin, goal, is_named=True)

    def _led_by(self) -> Iterator[Told]:
        for match in self._found(LED_BY):
            leader = self._after(match.end())
            origin = self._origin(match)
            end = self._end(leader) if leader else match.end()
            if leader or origin:
                goal = self._goal(end) or self._goal(match.end("what"), until=match.end())
                yield Told(leader, self._joined_to(leader), origin, goal, is_named=True)

    def _and_party(self) -> Iterator[Told]:
        for match in self._found(AND_PARTY):
            leader = self._adjacent(match.start())
            if leader:
                goal = self._goal(match.end()) if VISITED.match(self._rest(match.end())) else None
                yield Told(leader, [], self._origin(match), goal, is_named=True)

    def _rest(self, start: int) -> str:
        return self.source[start : start + NEAR].lstrip()

    def _plain(self) -> Iterator[Told]:
        for match in self._found(PLAIN):
            origin = self._origin(match)
            begin = max(self.sentence.start, match.start() - NEAR)
            if origin and not HEAD_OF.search(self.source[begin : match.start()]):
                yield Told(None, [], origin, self._goal(match.end()), is_named=True)

    def _visited(self) -> Iterator[Told]:
        """Officials who visited, though no word says that they were a group."""
        for match in self._found(VISITED):
            leader, others = self._before(match.start())
            goal = self._single(match.end())
            if not leader or not goal or not self._is_host(goal):
                continue
            purpose = PURPOSE.search(self.source, match.end(), self.sentence.end)
            if others or purpose or describe(goal).organization:
                yield Told(leader, others, None, goal, is_named=False)

    def _body_visited(self) -> Iterator[Told]:
        """The party committee of … made a trip to …"""
        for match in self._found(SENT):
            end = bisect_left(self.starts, match.start())
            start = self.bodies.before(0, end)
            if start == end or self._before(match.start())[0]:
                continue
            name = self.sentence.phrase(start, end)
            body = describe(name)
            goal = self._single(match.end())
            if body.organization and goal and self._is_host(goal):
                yield Told(None, [], body.organization, goal, is_named=False)

    def _before(self, place: int) -> tuple[Mention | None, list[Mention]]:
        """Who leads, and who else is named, directly before a verb."""
        before = [each for each in self.mentions if self._end(each) <= place]
        if not before or not ADVERBS.fullmatch(self.source[self._end(before[-1]) : place]):
            return None, []
        chain = [before.pop()]
        while before and (joint := self._joint(before[-1], chain[0])):
            chain.insert(0, before.pop())
            if joint == "companion":
                break
        return chain[0], chain[1:]

    def _joint(self, first: Mention, second: Mention) -> str:
        """What stands between two people who act together; "" if they do not."""
        between = self.source[self._end(first) : self._start(second)]
        if COMPANION.search(between) and len(between) < 40:
            return "companion"
        return "and" if AND.fullmatch(between) else ""

    def _joined_to(self, leader: Mention | None) -> list[Mention]:
        """The people who are named with "and" behind a leader."""
        found: list[Mention] = []
        for each in self.mentions:
            last = found[-1] if found else leader
            if last and self._start(each) >= self._end(last) and self._joint(last, each) == "and":
                found.append(each)
        return found

    def _adjacent(self, place: int) -> Mention | None:
        for each in self.mentions:
            if self._end(each) <= place and not self.source[self._end(each) : place].strip(" ,"):
                return each
        return None

    def _after(self, place: int) -> Mention | None:
        for each in self.mentions:
            if place <= self._start(each) < place + NEAR:
                between = self.source[place : self._start(each)]
                return each if "," not in between and ";" not in between else None
        return None

    def _start(self, mention: Mention) -> int:
        return self.sentence.tokens[mention.start].start

    def _end(self, mention: Mention) -> int:
        return self.sentence.tokens[mention.end - 1].end

    def _origin(self, match: re.Match[str]) -> str | None:
        """Where a group is from: the words before "delegation", or behind it."""
        behind = FROM.match(self.source, match.end("what"), self.sentence.end)
        if behind:
            found = self._bodies_at(behind.end())
            if found:
                return self._with_area(found)
        end = bisect_left(self.starts, match.end("what")) - 1
        start = self.bodies.before(max(0, end - 12), end)
        return sender(self.sentence.phrase(start, end)) if start < end else None

    def _goal(self, place: int, until: int | None = None) -> str | None:
        stay = STAY.search(self.source, self.sentence.start, self.sentence.end)
        if stay:
            return next(iter(self._bodies_at(stay.end())), None)
        end = min(until or self.sentence.end, place + 2 * NEAR)
        for match in GOAL.finditer(self.source, place, end):
            goal = self._single(match.end())
            if goal:
                return goal
        return None

    def _single(self, place: int) -> str | None:
        """The one body or place that is named from here on; None where several are."""
        found = self._bodies_at(place)
        joined = self._with_area(found) if found else None
        return joined if len(found) == 1 or (joined and ", " in joined) else None

    def _with_area(self, found: list[str]) -> str:
        """The first body or place, with the larger places that follow it."""
        first = REGION.sub("", found[0])
        if len(found) > 1 and all(name.split()[-1].lower() in PLACES for name in found[1:]):
            return ", ".join([first, *(REGION.sub("", name) for name in found[1:])])
        return first

    def _bodies_at(self, place: int) -> list[str]:
        at = bisect_left(self.starts, place)
        return self.bodies.listed(at, len(self.starts))[0]

    def _is_host(self, goal: str) -> bool:
        body = describe(goal)
        if body.place and not body.organization:
            return True
        words = {word.lower() for word in goal.split()}
        return bool(words & HOSTS) or not words & KINDS


def sender(words: str) -> str | None:
    """Dalian of "Dalian Municipal Party and Government" delegation: without the sort of group."""
    name = PARTY_AND_GOVERNMENT.sub("", ARTICLE.split(words.rpartition(", ")[2])[-1])
    pieces = name.split()
    if pieces and pieces[-1].lower() not in KINDS:
        while pieces and pieces[-1].lower() in SORTS | LEVELS:
            pieces.pop()
    while pieces and pieces[0].lower() in SORTS:
        pieces.pop(0)
    return " ".join(pieces).removesuffix("'s").removesuffix("\u2019s") or None
