"""Posts: a title with the body and place that belong to it, before or after a name."""

import re
from dataclasses import dataclass
from itertools import pairwise

from archive.text.claims.bodies import Body, describe, read_body
from archive.text.claims.findings import Post
from archive.text.claims.names import Name
from archive.text.claims.sentences import Sentence
from archive.text.claims.titles import Title, singular
from archive.text.claims.tokens import Token
from archive.text.claims.vocabulary import (
    BODIES,
    FIELDS,
    INNER_BODIES,
    LEVELS,
    NATIONALITIES,
    OF_COMPANIES,
    OPENERS,
    PLACES,
    RANKS,
)

LONGEST_PREFIX = 8  # words before a title that name its body: Liupanshui Municipal Party Secretary
STANDING = re.compile(
    r"(?:(?P<party>CPC|Party)\s)?Standing Committee(?:\sof\s(?:the\s)?(?P<behind>.+))?"
    r"|(?P<before>.+)\sStanding Committee"
)
CONGRESS = re.compile(r"Congress|CPPCC|Consultative", re.IGNORECASE)
GROUPS = frozenset("delegation mission team group entourage".split())
LEADING = frozenset("of for at".split())
HEADS_OF_PLACES = frozenset("mayor governor magistrate".split())
GOVERNING = re.compile(r"Government|Committee|Council|Congress|Office|Bank", re.IGNORECASE)
GENERIC_LEVELS = {  # what level a title alone speaks of
    "mayor": "municipal",
    "governor": "provincial",
    "magistrate": "county",
}


@dataclass
class PostSpan:
    """tokens[start:end] state a post."""

    start: int
    end: int
    post: Post
    is_many: bool

    @property
    def is_bare(self) -> bool:
        return not self.post.organization and not self.post.place


class Reader:
    """Reads the posts of one sentence."""

    def __init__(self, sentence: Sentence, titles: list[Title], names: list[Name]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.titles = titles
        self.stops = {title.start for title in titles} | {name.start for name in names}
        self.taken = {at for name in names for at in range(name.start, name.end)}

    def posts(self) -> list[PostSpan]:
        found: list[PostSpan] = []
        for title in self.titles:
            done = found[-1].end if found else 0
            post = self._post(title, done) if title.start >= done else None
            if post and not self._is_of_group(post.end):
                found.append(post)
        for post, following in pairwise(found):
            share(self.tokens, post, following)
        return found

    def _is_of_group(self, end: int) -> bool:
        """Head of the … delegation: no post."""
        return end < len(self.tokens) and self.tokens[end].low in GROUPS

    def _post(self, title: Title, done: int) -> PostSpan:
        """A title with the body before it (its prefix, or words of its own) or behind it."""
        words = self.tokens[title.start : title.end]
        first = title.start + own_body(words)
        start = self._prefix(title.start, done)
        unknown_is_place = not any(token.low in OF_COMPANIES for token in words)
        before = Body(None, None)
        if start < first:
            before = self._described(start, first, unknown_is_place=unknown_is_place)
        end, behind = self._body_behind(title, unknown_is_place=unknown_is_place)
        if end == title.end and start == first and not unknown_is_place:
            end, behind = self._behind_comma(end)
        if start > done and self.tokens[start - 1].low in ("the", "a", "an"):
            start -= 1
        name = self.sentence.phrase(first, title.end)
        name = one_of(name) if title.is_many else name
        if start - done > 1 and self._is_of_former(start):
            start -= 2
            name = f"{self.tokens[start].text} {name}"
        post = as_post(name, self._joint(title), merged(behind, before))
        return PostSpan(start, end, post, title.is_many)

    def _joint(self, title: Title) -> str:
        """The words between a title and the body behind it."""
        following = [token.low for token in self.tokens[title.end + 1 : title.end + 2]]
        return "of the" if following == ["the"] else "of"

    def _is_of_former(self, start: int) -> bool:
        """Former US President: the rank stands before what tells the country."""
        before, nation = (token.low for token in self.tokens[start - 2 : start])
        return before in RANKS and nation in NATIONALITIES

    def _body_behind(self, title: Title, *, unknown_is_place: bool) -> tuple[int, Body]:
        """The body behind "of", with the larger place, and where it ends."""
        end = self._end_of_body(title.end)
        if end == title.end:
            return end, Body(None, None)
        body = self._described(title.end + 1, end, unknown_is_place=unknown_is_place)
        end, area = self._area(end, body)
        body = as_area(self.tokens[title.end - 1].low, body)
        return end, body._replace(place=area or body.place)

    def _prefix(self, start: int, done: int) -> int:
        """Where the capital words begin that stand before a title and name its body."""
        at = start
        while at > max(done, start - LONGEST_PREFIX) and self._is_prefix(at - 1):
            at -= 1
        while at < start and self.tokens[at].low in NATIONALITIES | {"'s"}:
            at += 1
        return at

    def _is_prefix(self, at: int) -> bool:
        token = self.tokens[at]
        if at in self.taken or token.low in OPENERS:
            return False
        if token.low == "'s":
            return at > 0 and at - 1 not in self.taken
        return token.is_capital and token.is_word

    def _described(self, start: int, end: int, *, unknown_is_place: bool) -> Body:
        words = self.sentence.phrase(start, end).removesuffix("'s").removesuffix("\u2019s")
        return describe(words, unknown_is_place=unknown_is_place)

    def _end_of_body(self, at: int) -> int:
        if at + 1 >= len(self.tokens) or self.tokens[at].low not in LEADING:
            return at
        end = read_body(self.tokens, at + 1, self.stops.__contains__)
        end = self._without_name(at + 1, end)
        if end == at + 1:
            return at
        seat = end + 1 if end < len(self.tokens) and self.tokens[end].low == "at" else end
        return read_body(self.tokens, seat, self.stops.__contains__) if seat > end else end

    def _behind_comma(self, end: int) -> tuple[int, Body]:
        """The body that stands behind a comma: Chairman, Sister Cities International Group."""
        nothing = end, Body(None, None)
        if end + 1 >= len(self.tokens) or self.tokens[end].text != "," or end + 1 in self.stops:
            return nothing
        after = read_body(self.tokens, end + 1, self.stops.__contains__)
        words = self.tokens[end + 1 : after]
        is_closed = after >= len(self.tokens) or self.tokens[after].text in ",.;)"
        is_body = any(word.low in BODIES for word in words[1:]) or (
            len(words) == 1 and words[0].text.isupper()
        )
        if not is_closed or not is_body or not words[0].is_capital:
            return nothing
        return after, self._described(end + 1, after, unknown_is_place=False)

    def _without_name(self, start: int, end: int) -> int:
        """Without a name at the end that only its place tells: … State University Michael Crow."""
        for at in range(end - 2, max(start, end - 4), -1):
            tail = self.tokens[at:end]
            if self.tokens[at - 1].low in BODIES | PLACES and all(
                token.is_capital and token.low not in BODIES | PLACES | LEVELS for token in tail
            ):
                return at
        return end

    def _area(self, end: int, body: Body) -> tuple[int, str | None]:
        """What goes on with the larger place: Baoshan, Yunnan Province."""
        if not body.place or body.organization or end + 1 >= len(self.tokens):
            return end, None
        if self.tokens[end].text != "," or end + 1 in self.stops:
            return end, None
        after = read_body(self.tokens, end + 1, self.stops.__contains__)
        if not self._is_area(end + 1, after):
            return end, None
        return after, f"{body.place}, {self.sentence.phrase(end + 1, after)}"

    def _is_area(self, start: int, end: int) -> bool:
        words = self.tokens[start:end]
        if self.tokens[start - 2].low in FIELDS:  # Minister of Culture, Sports and …
            return False
        if not words or len(words) > 4 or not words[0].is_capital:
            return False
        if words[-1].low in PLACES:
            return not any(word.low in BODIES for word in words)
        closed = end >= len(self.tokens) or not self.tokens[end].is_word
        return len(words) == 1 and closed and words[0].low not in BODIES | OPENERS


def as_post(title: str, joint: str, body: Body) -> Post:
    """A post; a party's standing committee is part of the title, a congress's is a body."""
    words = body.organization or ""
    standing = STANDING.fullmatch(words)
    if standing and not CONGRESS.search(words):
        kept = standing["behind"] or standing["before"] or ""
        party = f"{standing['party']} " if standing["party"] else ""
        if kept.endswith("Party"):
            return Post(f"{title} {joint} {words}", None, body.place)
        kept = None if not kept or kept == body.place else kept
        return Post(f"{title} {joint} {party}Standing Committee", kept, body.place)
    if body.place == "State":  # Secretary of State
        return Post(f"{title} of State")
    portfolio = title.lower().split()[-1] == "minister" and not words and body.place
    if portfolio and portfolio.split()[0].lower() in FIELDS:
        field, _of, land = portfolio.partition(" of ")
        return Post(f"{title} of {field}", None, land.removeprefix("the ") or None)
    return Post(title, *body)


def as_area(title: str, body: Body) -> Body:
    """What a mayor or governor heads is a place, whatever it is called: Monterey Park."""
    if title not in HEADS_OF_PLACES or not body.organization or body.place:
        return body
    return body if GOVERNING.search(body.organization) else Body(None, body.organization)


def one_of(title: str) -> str:
    """Vice President of "Vice Presidents"."""
    before, space, last = title.rpartition(" ")
    single = singular(last.lower())
    return f"{before}{space}{single.capitalize() if last[0].isupper() else single}"


def own_body(words: list[Token]) -> int:
    """How many of a title's words name its body: Party Committee in Party Committee Secretary."""
    last = 0
    if words[-1].low == "member":  # Standing Committee member
        return 0
    for at, token in enumerate(words[:-1]):
        if token.low in INNER_BODIES and token.low in BODIES and token.low != "party":
            last = at + 1
    return last


def merged(main: Body, other: Body) -> Body:
    return Body(main.organization or other.organization, main.place or other.place)


def share(tokens: list[Token], post: PostSpan, following: PostSpan) -> None:
    """Give a post what stands once for both: chairman and general manager of X."""
    if not is_joined(tokens, post.end, following.start):
        return
    first, second = post.post, following.post
    if post.is_bare and post.end - post.start <= 6:
        heads_a_place = first.title.lower().split()[-1] in HEADS_OF_PLACES
        organization = None if heads_a_place else second.organization
        post.post = first._replace(organization=organization, place=second.place)
    elif first.organization and not first.place and fits_level(first.organization, second):
        post.post = first._replace(place=second.place)
    elif first.place and following.is_bare and is_of_same_place(first, second):
        following.post = second._replace(place=first.place)


def is_of_same_place(first: Post, second: Post) -> bool:
    """Secretary of the CPC Committee of X and mayor: a rank alone may be of another level."""
    is_rank = first.title.lower().startswith("member")
    is_head = second.title.lower().split()[-1] in GENERIC_LEVELS
    return is_head and not is_rank and fits_level(first.organization or "", second)


def is_joined(tokens: list[Token], end: int, start: int) -> bool:
    """Whether only "and" stands between two posts."""
    between = [token.low for token in tokens[end:start]]
    return between in (["and"], [",", "and"], ["&"])


def fits_level(organization: str, post: Post) -> bool:
    """Whether a body without place is of the level of another post: Municipal …, and mayor of X."""
    levels = {word.lower() for word in organization.split()} & LEVELS
    if not levels:
        return True
    return GENERIC_LEVELS.get(post.title.lower().split()[-1]) in levels
