"""Respelling: the words that a misspelt one may have been meant as."""

from string import ascii_lowercase

from archive.text.folding import is_joinable
from archive.text.queries import Query, Term, Wording
from archive.text.readings import spelt_in_latin

SHORTEST, LONGEST = 3, 20  # letters; what is shorter is near to everything
MOST_WORDS = 4
MOST_SPELLINGS = 1500  # of all words together, which an index looks up in some milliseconds


def spellings(word: str) -> list[str]:
    """The word with one letter more, less or changed, or two neighbours swapped; never itself.

    All strings within a Damerau-Levenshtein distance of one, over a-z.
    """
    heads = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = [head + tail[1] + tail[0] + tail[2:] for head, tail in heads if len(tail) > 1]
    found += [head + tail[1:] for head, tail in heads if tail]
    found += [
        head + letter + tail[1:] for head, tail in heads if tail for letter in ascii_lowercase
    ]
    found += [head + letter + tail for head, tail in heads for letter in ascii_lowercase]
    return [each for each in dict.fromkeys(found) if each != word]


def near(query: Query) -> Query:
    """What a query finds in which every word may be misspelt by one letter.

    Phrases count as words, nothing is left out. Empty for queries of too many words.
    """
    terms = [*query.terms, *(Term((Wording((word,)),)) for p in query.phrases for word in p.tokens)]
    if len(terms) > MOST_WORDS:
        return Query()
    left, found = MOST_SPELLINGS, []
    for term in terms:
        # The first is the word as typed, the others what it may be part of when joined.
        others = respelt(term.alternatives[0])[:left]
        left -= len(others)
        found.append(Term((*term.alternatives, *(Wording((each,)) for each in others))))
    return Query(terms=tuple(found))


def respelt(wording: Wording) -> list[str]:
    """The spellings near to a wording of one word, if it is long enough to have any; of
    Chinese characters, how they are read."""
    if not any(map(is_joinable, wording.tokens)):
        return spelt_in_latin("".join(wording.tokens))
    (word, *more) = wording.tokens
    if more or not is_joinable(word) or not SHORTEST <= len(word) <= LONGEST:
        return []
    return spellings(word)
