"""Delegations: the groups of a text, each once."""

from archive.text.claims.bodies import GENERIC, KINDS
from archive.text.claims.findings import Delegation, Official
from archive.text.claims.groups import Reading
from archive.text.claims.people import Mention
from archive.text.claims.sentences import Sentence
from archive.text.folding import fold, name_key


class Delegations:
    """Collects the delegations of a text; one of each leader and origin."""

    def __init__(self) -> None:
        self.found: list[Delegation] = []
        self.leaders: set[str] = set()
        self.origins: set[str] = set()

    def add(
        self, sentence: Sentence, mentions: list[Mention], officials: dict[str, Official]
    ) -> None:
        for told in Reading(sentence, mentions).told():
            leader = told.leader
            if leader and name_key(leader.name) not in officials:
                continue
            origin = told.origin or (home(leader, officials) if leader else None)
            members = [each.name for each in told.others]
            name = leader.name if leader else None
            self.take(Delegation(origin, told.goal, name, members, sentence.text))

    def take(self, delegation: Delegation) -> None:
        """Take up a delegation, unless one of its leader, or of its origin, is there."""
        key = name_key(delegation.leader or "")
        unled = self._unled(delegation) if delegation.leader else None
        if unled and key not in self.leaders:
            unled.leader, unled.members = delegation.leader, delegation.members
            unled.goal, unled.quote = unled.goal or delegation.goal, delegation.quote
        elif not self._is_known(key, delegation.origin):
            self.origins.add(fold(delegation.origin or ""))
            self.found.append(delegation)
        self.leaders.add(key)

    def _unled(self, delegation: Delegation) -> Delegation | None:
        """A delegation from the same origin whose leader was not named so far."""
        origin = fold(delegation.origin or "")
        for each in self.found:
            if not each.leader and origin and fold(each.origin or "") == origin:
                return each
        return None

    def _is_known(self, leader: str, origin: str | None) -> bool:
        if leader:
            return leader in self.leaders
        words = set(fold(origin or "").split())
        return any(
            words <= set(each.split()) or set(each.split()) <= words for each in self.origins
        )


def home(leader: Mention, officials: dict[str, Official]) -> str | None:
    """The place, else the body, of a leader's posts."""
    known = officials.get(name_key(leader.name))
    posts = leader.posts or (known.posts if known else [])
    posts = sorted(posts, key=lambda post: post.title.lower().startswith("member"))
    for post in posts:
        if post.place:
            return post.place
    names = (post.organization for post in posts if post.organization)
    return next((name for name in names if not is_generic(name)), None)


def is_generic(name: str) -> bool:
    """Whether a body's name is only its kind: Municipal Party Committee."""
    return all(word in GENERIC or word in KINDS for word in name.lower().split())
