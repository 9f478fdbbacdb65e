"""Redacting: withheld words covered wherever a text says them."""

from collections.abc import Iterable

from archive.text.shapes import Passage, flat, flatten

MARK = "█████"


def hidden_spans(text: str, words: Iterable[str]) -> list[Passage]:
    """Every occurrence of each withheld phrase, in order, overlapping ones merged.

    Case, spacing, diacritics, width and the shape of marks do not matter. A phrase is
    found inside longer words too: rather too much is covered than too little.
    """
    phrases = {flat(word, loose=True) for word in words}
    if not phrases:
        return []
    page = flatten(text, loose=True)
    spans: list[Passage] = []
    for phrase in phrases:
        places = page.places(phrase)
        spans += (page.passage(place, place + len(phrase)) for place in places)
    return _merged(sorted(spans))


def redact(text: str, words: Iterable[str], mark: str = MARK) -> str:
    """The text with each hidden span replaced by the mark."""
    return redact_slice(text, 0, len(text), words, mark)


def redact_slice(text: str, start: int, end: int, words: Iterable[str], mark: str = MARK) -> str:
    """text[start:end], where a hidden span that only reaches into it is covered as well."""
    pieces: list[str] = []
    done = start
    for hidden in hidden_spans(text, words):
        if hidden.end > start and hidden.start < end:
            pieces += [text[done : max(done, hidden.start)], mark]
            done = min(hidden.end, end)
    return "".join([*pieces, text[done:end]])


def _merged(spans: list[Passage]) -> list[Passage]:
    merged: list[Passage] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Passage(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
