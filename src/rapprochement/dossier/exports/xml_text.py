"""Text that XML 1.0 can hold."""

from __future__ import annotations

import re

# Everything outside the Char production of XML 1.0 (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return `text` with characters that XML forbids shown as replacement characters."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
