"""Officials: the people of a text, each once, with the posts that it gives them."""

import re

from archive.text.claims.findings import Official, Post
from archive.text.claims.people import Mention
from archive.text.claims.sentences import Sentence
from archive.text.folding import fold, name_key

ACTS = re.compile(
    r"\s*(?:(?:also|respectively|jointly|and|then|personally|both|all)\s)*"
    r"(?:attended|presided|accompanied|participated|took\spart|was\spresent|were\spresent"
    r"|delivered|chaired|hosted|led|headed|received|met\swith|signed|unveiled|addressed)\b"
)
LED_BY = re.compile(r"\b(?:led|headed)\sby\s(?:\w+\.?\s)?$")
LIST_OF_NAMES = re.compile(r"\s*(?:,\s*and|,|and|&)\s*$")
LEADERS = re.compile(
    r"\b(?:[Ll]eaders|[Oo]fficials|[Cc]adres)\s*$"
    r"|\b(?:[Ll]eaders|[Oo]fficials|[Cc]adres|[Mm]embers)\b"
    r"[^.;:]{0,80}?,?\s(?:like|such\sas|including|includes?d?|namely|are|were)\s*$"
)
LONGEST_ACT = 40  # characters looked at behind a name
REACH = 100  # characters looked at before one


class Officials:
    """Collects the mentions of a text, and makes one official of those of one name."""

    def __init__(self) -> None:
        self.found: dict[str, Official] = {}
        self.private: set[str] = set()
        self.words: set[str] = set()  # of which full names are made

    def add(self, sentence: Sentence, mentions: list[Mention]) -> None:
        """Take up the people of a sentence who hold a post or act as those who do."""
        self.words.update(*(each.name.split() for each in mentions if " " in each.name))
        acting = acting_mentions(sentence, mentions)
        for mention, acts in zip(mentions, acting, strict=True):
            key = name_key(mention.name)
            if mention.is_private and not mention.posts:
                self.private.add(key)
            elif key in self.found:
                complete(self.found[key], mention.posts)
                self._prefer(self.found[key], sentence, mention)
            elif mention.posts or acts:
                self.found[key] = as_official(sentence, mention)

    def take(self, official: Official) -> None:
        """Take up an official who was read whole."""
        known = self.found.setdefault(name_key(official.name), official)
        complete(known, official.posts)

    def _prefer(self, official: Official, sentence: Sentence, mention: Mention) -> None:
        """Quote the words that give the posts, once there are some."""
        if mention.posts and official.quote.startswith(official.name) and official.posts:
            told = as_official(sentence, mention)
            if not set(official.posts) - set(told.posts):
                official.quote, official.start, official.end = told.quote, told.start, told.end

    def all(self) -> list[Official]:
        """Without the private, and without surnames alone of people whose name is there."""
        return [
            official
            for key, official in self.found.items()
            if (official.posts or key not in self.private) and official.name not in self.words
        ]


def as_official(sentence: Sentence, mention: Mention) -> Official:
    first, last = mention.start, mention.end
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    if not mention.posts:
        start, end = sentence.start, sentence.end
    quote, passage = sentence.printed(start, end), sentence.passage(start, end)
    return Official(mention.name, quote, *passage, list(mention.posts))


def complete(official: Official, posts: list[Post]) -> None:
    """Add the posts that are not there yet in other words."""
    for post in posts:
        if not any(is_same(post, known) for known in official.posts):
            official.posts.append(post)


def is_same(one: Post, other: Post) -> bool:
    """Whether two statements of a post do not differ in what both of them say."""
    if core(one.title) != core(other.title):
        return False
    places = {fold(place) for place in (one.place, other.place) if place}
    return len(places) < 2 or any(a in b for a in places for b in places if a != b)


def core(title: str) -> str:
    """A title without its level, and in one word for deputy and vice."""
    words = [word for word in fold(title).split() if word not in ("provincial", "municipal")]
    return " ".join("deputy" if word == "vice" else word for word in words)


def acting_mentions(sentence: Sentence, mentions: list[Mention]) -> list[bool]:
    """Which mentions do, or stand in one list with those that do, what only guests and hosts do."""
    tokens, source = sentence.tokens, sentence.source
    acting = [False] * len(mentions)
    for number in range(len(mentions) - 1, -1, -1):
        mention = mentions[number]
        begun = tokens[mention.start].start
        if LED_BY.search(source[max(sentence.start, begun - LONGEST_ACT) : begun]):
            acting[number] = True
            continue
        after = tokens[mention.end - 1].end
        act = ACTS.match(source[after : min(sentence.end, after + LONGEST_ACT)])
        if act and mention.is_sure:
            acting[number] = True
        elif number + 1 < len(mentions) and acting[number + 1]:
            between = source[after : tokens[mentions[number + 1].start].start]
            acting[number] = bool(LIST_OF_NAMES.fullmatch(between)) and mention.is_sure
    for number, mention in enumerate(mentions):
        if _leads_in(sentence, mention):
            _spread(sentence, mentions, acting, number)
    return acting


def _leads_in(sentence: Sentence, mention: Mention) -> bool:
    start = sentence.tokens[mention.start].start
    return bool(LEADERS.search(sentence.source[max(sentence.start, start - REACH) : start]))


def _spread(sentence: Sentence, mentions: list[Mention], acting: list[bool], first: int) -> None:
    """Leaders of X like A, B and C: all of them, up to where the list ends."""
    for number in range(first, len(mentions)):
        mention = mentions[number]
        if number > first:
            before = sentence.tokens[mentions[number - 1].end - 1].end
            between = sentence.source[before : sentence.tokens[mention.start].start]
            if not LIST_OF_NAMES.fullmatch(between):
                return
        acting[number] = acting[number] or mention.is_sure
