"""Text fragments: addresses that lead a browser to words on somebody else's page.

Source: https://wicg.github.io/scroll-to-text-fragment/ (``#:~:text=prefix-,start,end,-suffix``).
"""

import re
from urllib.parse import quote

from archive.text.redacting import MARK

LONG = 120  # characters: a longer passage is named by how it begins and how it ends
EDGE = 50  # about how many characters of either end
SHORT = 80  # characters: a shorter passage may stand there twice, so its surroundings are given
FEWEST = 12  # characters that are worth looking for


def text_fragment(shown: str, *, prefix: str = "", suffix: str = "") -> str:
    """``:~:text=…`` for a quote as the public may read it; "" where too little of it is left.

    Of a quote with withheld words the longest stretch without them is taken. `prefix` and
    `suffix` are what stands around the whole quote in the text: the caller gives them only
    where nothing near may be withheld.
    """
    words = max(stretches(shown), key=len)
    if len(words) < FEWEST and MARK in shown:
        return ""
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\u2028\u2029]+", words)]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    terms = ends_of(lines)
    if MARK not in shown and len(terms) == 1 and len(words) <= SHORT:
        before, after = last_words(prefix), first_words(suffix)
        terms = [f"{encoded(before)}-"] * bool(before) + [encoded(terms[0])]
        terms += [f"-{encoded(after)}"] * bool(after)
        return f":~:text={','.join(terms)}"
    return f":~:text={','.join(encoded(term) for term in terms)}"


def at_fragment(url: str, fragment: str) -> str:
    """The address that leads to the fragment; an address may have a fragment of its own."""
    return f"{url}{'' if '#' in url else '#'}{fragment}"


def stretches(shown: str) -> list[str]:
    """What stands between withheld words, without the halves of words at the cut ends."""
    found = shown.split(MARK)
    found[1:] = [re.sub(r"^\w+", "", piece) for piece in found[1:]]
    found[:-1] = [re.sub(r"\w+$", "", piece) for piece in found[:-1]]
    return [piece.strip() for piece in found]


def ends_of(lines: list[str]) -> list[str]:
    """The passage itself, or how it begins and ends where it is long or of several lines."""
    if len(lines) == 1 and len(lines[0]) <= LONG:
        return lines
    return [beginning(lines[0]), ending(lines[-1])]


def beginning(line: str) -> str:
    """The first words, up to about EDGE characters."""
    if len(line) <= EDGE:
        return line
    head = line[:EDGE]
    return head.rsplit(" ", 1)[0] if " " in head else head


def ending(line: str) -> str:
    """The last words, from about EDGE characters before the end."""
    if len(line) <= EDGE:
        return line
    tail = line[-EDGE:]
    return tail.split(" ", 1)[1] if " " in tail else tail


def last_words(prefix: str) -> str:
    """What of the text before a quote stands in its line, without a word cut in two."""
    line = re.split(r"[\n\r\u2028\u2029]", prefix)[-1]
    whole = line if line != prefix else re.sub(r"^\S+\s|^\S+$", "", line)
    return " ".join(whole.split())


def first_words(suffix: str) -> str:
    """What of the text after a quote stands in its line, without a word cut in two."""
    line = re.split(r"[\n\r\u2028\u2029]", suffix)[0]
    whole = line if line != suffix else re.sub(r"\s\S+$|^\S+$", "", line)
    return " ".join(whole.split())


def encoded(words: str) -> str:
    """Percent-encoded; also the hyphen and the comma, which have a meaning here."""
    return quote(words, safe="").replace("-", "%2D")
