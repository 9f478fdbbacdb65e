"""Reading: the claims of one text, sentence by sentence."""

from dataclasses import replace

from archive.text.claims import chinese
from archive.text.claims.agreements import Agreements
from archive.text.claims.delegations import Delegations
from archive.text.claims.events import Events
from archive.text.claims.findings import Claims
from archive.text.claims.layout import Layout, read_layout
from archive.text.claims.officials import Officials
from archive.text.claims.people import read_mentions
from archive.text.claims.printed_dates import PrintedDate, find_dates
from archive.text.claims.sentences import Sentence, sentences


def read_claims(text: str) -> Claims:
    """What a text probably states; what it does not say stays None. Never raises."""
    layout = read_layout(text)
    collected = Collected()
    for block in layout.body:
        for sentence in sentences(text, block.start, block.end):
            collected.add(sentence, dates_of(sentence, layout))
    return collected.claims(Claims(layout.title, layout.published))


def dates_of(sentence: Sentence, layout: Layout) -> list[PrintedDate]:
    """The dates that a sentence tells, in the words as printed."""
    return [
        replace(each, words=sentence.printed(each.start, each.end))
        for each in find_dates(sentence.source, sentence.start, sentence.end, layout.page)
        if sentence.passage(each.start, each.end).start >= layout.told_from
    ]


class Collected:
    """What the sentences read so far say."""

    def __init__(self) -> None:
        self.officials, self.events = Officials(), Events()
        self.delegations, self.agreements = Delegations(), Agreements()

    def add(self, sentence: Sentence, dates: list[PrintedDate]) -> None:
        if chinese.is_chinese(sentence):
            self._add_chinese(sentence, dates)
        mentions = read_mentions(sentence)
        self.officials.add(sentence, mentions)
        self.events.add(sentence, dates)
        self.delegations.add(sentence, mentions, self.officials.found)
        self.agreements.add(sentence, mentions, self.officials.words)

    def _add_chinese(self, sentence: Sentence, dates: list[PrintedDate]) -> None:
        for official in chinese.read_officials(sentence):
            self.officials.take(official)
        for event in chinese.read_events(sentence, dates):
            self.events.take(event)
        for delegation in chinese.read_delegations(sentence):
            self.delegations.take(delegation)
        for agreement in chinese.read_agreements(sentence):
            self.agreements.take(agreement)

    def claims(self, claims: Claims) -> Claims:
        claims.officials = self.officials.all()
        claims.events = self.events.all()
        claims.delegations = self.delegations.found
        claims.agreements = self.agreements.found
        return claims
