"""The marks of an article's body, moved along when its text is corrected."""

from difflib import SequenceMatcher

LONGEST = 20_000  # characters of a changed stretch that are compared word by word


def moved_body(before, after, start, end):
    """Where the body stands in the corrected text; (None, None) where it was not marked.

    What stands before the first change and after the last stays put. Between them the marks
    follow the words that did not change.
    """
    if start is None or end is None:
        return start, end
    start, end = moved(before, after, start), moved(before, after, end)
    return start, max(start, end)


def moved(before, after, offset):
    """The offset in `after` of what stood at `offset` in `before`."""
    same = alike(before, after)
    if offset <= same:
        return offset
    tail = alike(before[same:][::-1], after[same:][::-1])
    if offset >= len(before) - tail:
        return offset + len(after) - len(before)
    old, new = before[same : len(before) - tail], after[same : len(after) - tail]
    return same + moved_within(old, new, offset - same)


def alike(one, other):
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def moved_within(old, new, offset):
    if max(len(old), len(new)) > LONGEST:
        return min(offset, len(new))
    for tag, old_start, old_end, new_start, new_end in stretches(old, new):
        if offset < old_end or (offset == old_end and tag == "equal"):
            into = offset - old_start
            return new_start + into if tag == "equal" else min(new_start + into, new_end)
    return len(new)


def stretches(old, new):
    """Stretches of both texts that are equal or changed, in characters."""
    old_words, new_words = old.split(" "), new.split(" ")
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    old_at, new_at = starts(old_words), starts(new_words)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag, old_at[a], old_at[b], new_at[c], new_at[d]


def starts(words):
    """Where each word starts, and where the text ends, counting a space after each."""
    places = [0]
    for word in words:
        places.append(places[-1] + len(word) + 1)
    return places
