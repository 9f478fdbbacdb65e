"""What every format of a reference is written from."""

import re
from dataclasses import dataclass
from datetime import date
from zlib import crc32

ARCHIVE = "Cooperation Archive"

# Spaces, line breaks, and what no file may hold.
BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+")
UNSAFE_IN_KEY = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True)
class Reference:
    """A page of the archive as others cite it. Every word in it is public.

    An article's page: `publisher`, `byline`, `issued` and `source_url` are the article's.
    A fact's page: `article`, `paragraph`, `quote` and `source_url` say where it is reported.
    `issued` is an EDTF string, "" where no date is stated; `description` says what the page
    is about where the title does not: "Event, 12 September (year inferred: 2018)".
    """

    kind: str
    slug: str
    title: str
    url: str
    accessed: date
    container: str = ARCHIVE
    description: str = ""
    publisher: str = ""
    byline: str = ""
    issued: str = ""
    source_url: str = ""
    article: str = ""
    paragraph: int | None = None
    quote: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """A name for it that every program takes: ASCII letters, digits, hyphens."""
        named = f"{self.kind}-{self.slug}"
        key = UNSAFE_IN_KEY.sub("", named)
        return key if key == named else f"{key.rstrip('-')}-{crc32(named.encode()):08x}"

    @property
    def reported_in(self) -> str:
        """Where a fact stands: Reported in “…”, paragraph 7. "" for a page that is no fact's."""
        if not self.article:
            return ""
        place = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"reported in “{one_line(self.article)}”{place}"

    @property
    def about(self) -> str:
        """The description and where it is reported, in one line."""
        parts = (one_line(self.description), self.reported_in)
        return ", ".join(part for part in parts if part)


def one_line(words: str) -> str:
    """The words with single spaces, without line breaks and control characters."""
    if words.isprintable() and "  " not in words:  # most are so already
        return words.strip()
    return BREAKS.sub(" ", words).strip()
