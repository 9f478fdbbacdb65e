"""People: who is named in a sentence, with the posts that stand before or after the name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.text.claims.bodies import describe, read_body
from archive.text.claims.findings import Post
from archive.text.claims.names import Name, find_names
from archive.text.claims.posts import PostSpan, Reader
from archive.text.claims.sentences import Sentence
from archive.text.claims.titles import find_titles
from archive.text.claims.vocabulary import HONORIFICS, NATIONALITIES, PRIVATE

JOINTS = frozenset("and , & ; concurrently also well as".split())
LONGEST_REMARK = 8  # tokens
FILLERS = frozenset("the a an who is currently also".split())


@dataclass
class Mention:
    """A person in a sentence; tokens[start:end] are the name and its posts."""

    name: str
    name_start: int
    name_end: int
    start: int
    end: int
    is_sure: bool
    is_private: bool = False
    posts: list[Post] = field(default_factory=list)


def read_mentions(sentence: Sentence) -> list[Mention]:
    """The people of a sentence, in order."""
    titles = find_titles(sentence.tokens)
    names = find_names(sentence.tokens, titles)
    if not names:
        return []
    posts = Reader(sentence, titles, names).posts()
    return Assembly(sentence, names, posts).mentions()


class Assembly:
    """Gives each name the posts that are its own."""

    def __init__(self, sentence: Sentence, names: list[Name], posts: list[PostSpan]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.names = names
        self.by_start = {post.start: post for post in posts}
        self.by_end = {post.end: post for post in posts}
        self.claimed: set[int] = set()  # starts of posts that have their person
        self.name_starts = {name.start for name in names}

    def mentions(self) -> list[Mention]:
        found: list[Mention] = []
        shared: list[PostSpan] = []  # of several people: Vice Mayors A and B
        for number, name in enumerate(self.names):
            before = self._before(name)
            if before:
                shared = [post for post in before if post.is_many]
            elif not self._follows(number):
                shared = []
            mention = self._mention(name, before or shared, self._after(name))
            found.append(mention)
            self._share_back(found)
        return found

    def _share_back(self, found: list[Mention]) -> None:
        """A and B, deputy mayors: a post of several is that of the names before, too."""
        self._hand_out(found)
        post = self.by_end.get(found[-1].end)
        if not post or not post.is_many or post.start < found[-1].name_end:
            return
        for number in range(len(found) - 1, 0, -1):
            if found[number - 1].posts or not self._follows(number):
                return
            found[number - 1].posts = list(found[number].posts)
            found[number - 1].end = found[-1].end

    def _place_behind(self, name: Name, before: list[PostSpan]) -> int:
        """Governor Kenji Morita of Ishikari Prefecture: the body that stands behind the name."""
        post = before[-1] if before else None
        if not post or not post.is_bare or name.end >= len(self.tokens):
            return name.end
        if self.tokens[name.end].low not in ("of", "from"):
            return name.end
        end = read_body(self.tokens, name.end + 1, self.by_start.__contains__)
        if end == name.end + 1:
            return name.end
        body = describe(self.sentence.phrase(name.end + 1, end))
        post.post = post.post._replace(organization=body.organization, place=body.place)
        return end

    def _hand_out(self, found: list[Mention]) -> None:
        """A and B, mayor and deputy mayor of X: ranks of one office are not one person's."""
        if len(found) < 2 or not self._follows(len(found) - 1):
            return
        first, second = found[-2:]
        heads = {post.title.lower().split()[-1] for post in second.posts}
        ranks = {post.title.lower() for post in second.posts}
        if not first.posts and len(second.posts) == 2 == len(ranks) and len(heads) == 1:
            first.posts, second.posts = second.posts[:1], second.posts[1:]
            first.end = second.end

    def _mention(self, name: Name, before: list[PostSpan], after: list[PostSpan]) -> Mention:
        start = min([post.start for post in before] + [name.start])
        end = max([post.end for post in after] + [name.end, self._place_behind(name, before)])
        return Mention(
            name=self.sentence.phrase(name.start, name.end),
            name_start=name.start,
            name_end=name.end,
            start=start,
            end=end,
            is_sure=name.is_sure,
            is_private=self._is_private(name.start),
            posts=[post.post for post in [*before, *after]],
        )

    def _is_private(self, start: int) -> bool:
        return start > 0 and self.tokens[start - 1].low in PRIVATE

    def _follows(self, number: int) -> bool:
        """Whether a name goes on with a list of names."""
        if not number:
            return False
        between = self.tokens[self.names[number - 1].end : self.names[number].start]
        links = [token.low for token in between if token.low not in HONORIFICS]
        return 0 < len(links) <= 2 and all(low in ("and", ",", "&") for low in links)

    def _before(self, name: Name) -> list[PostSpan]:
        """The posts that lead up to a name."""
        found: list[PostSpan] = []
        at = self._over_honorifics(name.start)
        while post := self._free_post_ending(at):
            found.insert(0, post)
            self.claimed.add(post.start)
            at = post.start
            while at and post.start - at < 2 and self.tokens[at - 1].low in ("and", "&", ","):
                at -= 1
            if at == post.start:
                break
        return found

    def _free_post_ending(self, at: int) -> PostSpan | None:
        post = self.by_end.get(at)
        return post if post and post.start not in self.claimed else None

    def _over_honorifics(self, at: int) -> int:
        while at and self.tokens[at - 1].low in HONORIFICS:
            at -= 1
        return at

    def _after(self, name: Name) -> list[PostSpan]:
        """The posts that explain a name."""
        found: list[PostSpan] = []
        at = name.end
        at = self._over_remark(at)
        if at < len(self.tokens) and self.tokens[at].text in (",", "("):
            at += 1
        for post in self._chain(at):
            found.append(post)
            self.claimed.add(post.start)
        return found

    def _over_remark(self, at: int) -> int:
        """Over a remark such as (back row, middle); not over a post in brackets."""
        if at >= len(self.tokens) or self.tokens[at].text != "(":
            return at
        for place in range(at + 1, min(len(self.tokens), at + LONGEST_REMARK)):
            if place in self.by_start:
                return at
            if self.tokens[place].text == ")":
                return place + 1
        return at

    def _chain(self, at: int) -> Iterator[PostSpan]:
        """The posts that follow each other from here on, but not those of the next name."""
        first = at
        while post := self._post_from(at):
            if self._leads_to_a_name(post) or (post.is_many and at != first):
                return
            yield post
            at = post.end
            begun = at
            while at < len(self.tokens) and self.tokens[at].low in JOINTS and at - begun < 3:
                at += 1
            if at == begun:
                return

    def _post_from(self, at: int) -> PostSpan | None:
        for place in range(at, at + 3):
            if place in self.by_start:
                return self.by_start[place]
            if place >= len(self.tokens) or self.tokens[place].low not in FILLERS | NATIONALITIES:
                return None
        return None

    def _leads_to_a_name(self, post: PostSpan) -> bool:
        at = post.end
        while at < len(self.tokens) and self.tokens[at].low in HONORIFICS:
            at += 1
        if at in self.name_starts:
            return True
        joined = at < len(self.tokens) and self.tokens[at].low in ("and", "&")
        following = self._post_from(at + 1) if joined else None
        return bool(following) and following is not None and self._leads_to_a_name(following)
