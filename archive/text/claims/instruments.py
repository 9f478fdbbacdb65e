"""Instruments: the words for what is signed, the kinds they mean, and titles."""

import re

HEADS = frozenset(
    "agreement agreements memorandum memoranda memorandums mou mous moa loi lois letter letters"
    " intent understanding contract contracts protocol protocols pact pacts accord accords treaty"
    " plan declaration arrangement cooperation".split()
)
OBJECT = re.compile(
    r"\b(?:agreements?|memorand(?:um|a|ums)|M[Oo]Us?|MOA|LOIs?|letters? of (?:intent|cooperation)"
    r"|contracts?|protocols?|pacts?|accords?|treaty|(?:joint|cooperation) declaration"
    r"|action plan|cooperation plan|cooperation arrangement)\b",
    re.IGNORECASE,
)
KINDS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"\bstrategic\b", re.IGNORECASE), "strategic"),
    (re.compile(r"\bframework\b", re.IGNORECASE), "framework"),
    (re.compile(r"\bmemorand(?:um|a|ums)\b|\bM[Oo]Us?\b", re.IGNORECASE), "mou"),
    (re.compile(r"\bletters? of intent\b|\bLOIs?\b", re.IGNORECASE), "letter-of-intent"),
    (re.compile(r"\bcontracts?\b", re.IGNORECASE), "contract"),
    (re.compile(r"\baction plan\b", re.IGNORECASE), "action-plan"),
    (
        re.compile(
            r"\b(?:sister|friendship|friendly|twin)[- ](?:city|cities|province|state|county|school"
            r"|port|relation)|\btwinning\b|\bsisterhood\b",
            re.IGNORECASE,
        ),
        "twinning",
    ),
    (re.compile(r"\bproject (?:\w+ )?(?:agreement|contract)s?\b", re.IGNORECASE), "project"),
    (re.compile(r"\bprotocols?\b", re.IGNORECASE), "protocol"),
]
QUOTED = re.compile('["\u201c\u201d\u300a]([^"\u201c\u201d\u300a\u300b]{4,300})["\u201d\u300b]')
CAPITAL_HEAD = (
    r"(?:Agreement|Memorandum(?:\sof\s(?:Understanding|Cooperation|Agreement))?|MOU|MoU|Contract"
    r"|Protocol|Letter\sof\sIntent|Plan|Declaration|Arrangement|Pact|Accord|Treaty)"
)
NAMED = re.compile(
    rf"\b(?P<article>[Tt]he|[Aa]n?|[Tt]heir)\s(?P<title>(?:[A-Z0-9][\w\u2019'\u00b7&-]*\s"
    rf"(?:(?:and|of|for|on|in|&|to)\s(?:the\s)?(?=[A-Z]))?){{0,14}}{CAPITAL_HEAD}\b"
    r"(?:\s(?:\([^()]{1,60}\)))?)"
)
TAIL = re.compile(r"\s(?:on|to|for|of|in|regarding|concerning)\s(?:the\s)?\S")
TAIL_ENDS = re.compile(
    r"\s(?=(?:with|between|during|under|after|before|while|when|witnessed|at|in\sthe\spresence)\s"
    r"|on\s(?:behalf|the\sspot|site|[A-Z][a-z]{2,8}\.?\s\d)|in\s[A-Z]|was\s|were\s|to\sbe\s|which\s"
    r"|respectively\b|and\s(?:also|then|reached|agreed|discussed|exchanged|visited|held|will)\s)"
)
LONGEST_TITLE = 300


def kinds_of(words: str) -> list[str]:
    """The archive's words for a kind of agreement; a plain agreement if nothing else is said."""
    return [kind for pattern, kind in KINDS if pattern.search(words)] or ["agreement"]


def title_of(words: str) -> tuple[int, int] | None:
    """Where the words after "signed" give the instrument's own name; None if only its kind."""
    quoted = next((m for m in QUOTED.finditer(words) if OBJECT.search(m[1])), None)
    if quoted:
        return quoted.span(1)
    named = NAMED.search(words)
    if not named:
        return None
    title = named["title"]
    tail = _tail(words[named.end() :])
    if len(title.split()) == 1 and not any(word[0].isupper() for word in tail.split()):
        return None
    is_one_of_many = named["article"].lower() in ("a", "an") and not re.match(r"\s\S+\s[A-Z]", tail)
    if is_one_of_many or (not tail and len(title.split()) < 2):
        return None
    return named.start("title"), named.end() + len(tail)


def _tail(after: str) -> str:
    """What goes on with the name: on …, to …, between …."""
    if not TAIL.match(after) or TAIL_ENDS.match(after):
        return ""
    end = TAIL_ENDS.search(after, 1)
    return after[: end.start() if end else len(after)][:LONGEST_TITLE].rstrip(" ,.;")
