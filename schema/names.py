"""Keys under which names are found, equal for spellings that differ in case, accents or punctuation.

A key folds case, accents, punctuation and white space, in any script. It is for finding, not for
deciding that two things are one.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`]")
#: Control characters other than white space, bidirectional overrides, and other signs without a shape.
#: Joiners (U+200C, U+200D) stay: Persian and Indic names need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
#: A longer name is cut for its key; list entries carry at most a few hundred characters.
MAX_KEY = 400
#: What becomes of each ASCII character in a key, as by the rules above: nearly all names have no other, and a table
#: takes a third of the time of the rules.
_ASCII_KEY = str.maketrans({c: c.lower() if c.isalnum() else None if c in "'`" else " " for c in map(chr, range(128))})


def name_key(name: str) -> str:
    """Fold a name to its key: `Tuman'gang-yŏk` becomes `tumangang yok`. May be empty (only signs)."""
    text = name[: MAX_KEY * 4]
    if text.isascii():
        return " ".join(text.translate(_ASCII_KEY).split())[:MAX_KEY]
    text = unicodedata.normalize("NFKD", text.casefold()).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", text)
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", text)).strip()[:MAX_KEY]


def name_keys(names: list[str]) -> list[str]:
    """Return the distinct keys of names, sorted."""
    return sorted({key for key in map(name_key, names) if key})


def clean(text: str | None) -> str | None:
    """Collapse white space and drop characters that cannot be shown; return None if nothing is left.

    List editions differ in line breaks and indentation inside one value; that is no change of content.
    Control characters and bidirectional overrides are dropped because they can make a name read as
    another one.
    """
    if not text:
        return None
    if text.isascii() and text.isprintable():
        # The blank is the only white space in it.
        return (" ".join(text.split()) if "  " in text else text.strip(" ")) or None
    return None if text.isspace() else " ".join(_UNSEEN.sub("", text).split()) or None
