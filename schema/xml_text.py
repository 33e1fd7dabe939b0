"""Text as XML can hold it."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold (its section 2.2)."""
    return _NOT_IN_XML.sub("", text)
