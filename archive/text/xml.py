"""What XML may hold."""

import re

# Everything outside the characters of XML 1.0, section 2.2.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(words: str) -> str:
    """The words without the characters that make a file no XML; each leaves a space."""
    return FORBIDDEN.sub(" ", words)
