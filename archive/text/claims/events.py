"""Events: what a sentence says took place, and on which day."""

import re

from archive.text.claims.findings import Event, EventDate
from archive.text.claims.printed_dates import PrintedDate
from archive.text.claims.sentences import Sentence

NOUNS = (
    r"(?P<noun>signing ceremony|(?:video[- ]?(?:tele)?|tele|online |virtual )"
    r"(?:conference|meeting)|symposium|seminar|workshop|forum|summit|conference|congress"
    r"|meeting|talks?|session|ceremony|fair|expo(?:sition)?|exhibition|event|inspection"
    r"|exchange|dialogue|reception|banquet|launch)s?\b"
)
HELD = r"(?:held|convened|opened|kicked off|took place|concluded|hosted|launched|inaugurated)\b"
TOOK_PLACE = re.compile(
    rf"{NOUNS}[^.;]{{0,220}}?\b(?:was|were|is|has been)\s(?:\w+ly\s)?(?:{HELD})"
    rf"|{NOUNS.replace('noun', 'noun2')}[^.;]{{0,160}}?\s"
    r"(?:opened|kicked off|took place|concluded)\b",
    re.IGNORECASE,
)
HELD_ONE = re.compile(
    rf"\b(?:held|convened|hosted|attended|participated in|presided over|joined)\s"
    rf"(?:an?|the|their|its)\s[^.;,]{{0,120}}?\b{NOUNS}",
    re.IGNORECASE,
)
DOINGS: list[tuple[re.Pattern[str], str]] = [
    (
        re.compile(
            r"\b(?:came|went|travell?ed|headed)\sto\b[^.;]{0,160}?\bto\s(?:investigate|inspect"
            r"|research|survey|study)"
            r"|\b(?:inspected|investigated|surveyed|conducted (?:an? )?(?:research|inspection"
            r"|investigation|survey)|made an inspection|carried out (?:an? )?(?:research"
            r"|inspection|investigation))\b",
            re.IGNORECASE,
        ),
        "inspection",
    ),
    (
        re.compile(
            r"\b(?:visited|paid (?:an?|a \w+) visits? to|(?:came|went|travell?ed|returned) to"
            r"|arrived (?:in|at)|made an? (?:\w+ )?trip to|led (?:an?|the|his|her)\b[^.;]{0,120}?"
            r"\bto\b|delegation (?:from|of)\b[^.;]{0,160}?\bto\b|are visiting|is visiting)",
            re.IGNORECASE,
        ),
        "visit",
    ),
    (
        re.compile(
            r"\b(?:met|meets)\s(?:with\b|[A-Z]|in\b|the\b|a\b)|\bheld (?:\w+ )?talks\b"
            r"|\breceived (?:a|the)\b[^.;]{0,60}?(?:delegation|guests|party|group|visitors)"
            r"|\bhad (?:an? )?(?:\w+ )?(?:talks|meeting|discussion)"
        ),
        "meeting",
    ),
    (
        re.compile(
            r"\b(?:signed|inked|concluded)\b[^.;]{0,120}?\b(?:agreements?|memorand(?:um|a)"
            r"|contracts?|letters? of intent|protocols?|MoU|MOU|accord|pact)\b",
            re.IGNORECASE,
        ),
        "signing-ceremony",
    ),
]
PAIRING = re.compile(
    r"\b(?:became|become|been)\s(?:an?|the)\s[^.,;]{0,60}?\b(?:target|partner|counterpart"
    r"|sister|twin)\b|\b(?:sister|friendship|twin)[- ](?:city|cities|province|state|county)"
    r"[^.,;]{0,40}?(?:relation|ties|tie|partnership)|\b(?:pairing|counterpart)[^.,;]{0,60}"
    r"\b(?:established|began|started)",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:said|stressed|pointed out|emphasi[sz]ed|noted|added|stated|hoped|introduced|recalled"
    r"|according to)\b",
    re.IGNORECASE,
)
REPORTED = re.compile(r"\b(?:reported|announced|reporters|learned)\s*$")
KINDS = [
    ("signing", "signing-ceremony"),
    ("video", "video-conference"),
    ("tele", "video-conference"),
    ("online", "video-conference"),
    ("virtual", "video-conference"),
    ("symposium", "symposium"),
    ("seminar", "symposium"),
    ("workshop", "symposium"),
    ("forum", "conference"),
    ("summit", "conference"),
    ("conference", "conference"),
    ("congress", "conference"),
    ("meeting", "meeting"),
    ("talk", "meeting"),
    ("session", "meeting"),
    ("dialogue", "meeting"),
    ("exchange", "meeting"),
    ("inspection", "inspection"),
]


class Events:
    """Collects the events of a text; one of each kind and day."""

    def __init__(self) -> None:
        self.found: list[Event] = []
        self.known: set[tuple[str, str | None]] = set()

    def add(self, sentence: Sentence, dates: list[PrintedDate]) -> None:
        """Take up what a sentence tells of its dates; what is only said in a speech is no event."""
        text, plain = sentence.text, sentence.plain
        speech = SPEECH.search(plain)
        told = plain[: speech.start()] if speech else plain
        kind = kind_of(told) if dates else None
        for each in dates:
            if each.is_year_alone or each.start >= sentence.start + len(told):
                self._add_pairing(sentence, each)
            elif kind and not REPORTED.search(plain, 0, each.start - sentence.start):
                self.take(Event(kind, EventDate(each.words, each.edtf), text))
        if not dates:
            self._add_undated(sentence, told)

    def _add_pairing(self, sentence: Sentence, each: PrintedDate) -> None:
        if each.is_year_alone and PAIRING.search(sentence.plain):
            edtf = f"{each.edtf}/.." if each.words[:5].lower() == "since" else each.edtf
            self.take(Event("pairing", EventDate(each.words, edtf), sentence.text))

    def _add_undated(self, sentence: Sentence, text: str) -> None:
        """What is said to have been held, if nothing of the kind is dated."""
        kind = noun_kind(TOOK_PLACE.search(text))
        if kind and kind != "other" and all(known != kind for known, _edtf in self.known):
            self.take(Event(kind, EventDate(), sentence.text))

    def all(self) -> list[Event]:
        """Without those of which only another sentence tells the day."""
        dated = {event.kind for event in self.found if event.date.as_printed}
        return [event for event in self.found if event.date.as_printed or event.kind not in dated]

    def take(self, event: Event) -> None:
        """Take up an event, unless one of its kind and day is there."""
        key = (event.kind, event.date.edtf or event.date.as_printed)
        if key not in self.known:
            self.known.add(key)
            self.found.append(event)


def kind_of(text: str) -> str | None:
    """What kind of event a sentence tells; None if it tells of none."""
    held = noun_kind(TOOK_PLACE.search(text))
    if held:
        return held
    found = [(match.start(), kind) for pattern, kind in DOINGS if (match := pattern.search(text))]
    attended = HELD_ONE.search(text)
    if attended:
        found.append((attended.start(), noun_kind(attended) or "other"))
    return min(found)[1] if found else None


def noun_kind(match: re.Match[str] | None) -> str | None:
    """The archive's word for the noun of an event."""
    if not match:
        return None
    noun = next(filter(None, match.groups())).lower()
    return next((kind for start, kind in KINDS if noun.startswith(start)), "other")
