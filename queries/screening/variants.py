"""The several names that one field of a list may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ...schema.countries import state_of
from .words import script

_BRACKETS = re.compile(r"\(([^()]*)\)")
#: What stands between two names in one field. A slash needs blanks round it, because of `A/S`.
_BETWEEN = re.compile(
    r"\s*;\s*|\s+/\s+|\s*\n\s*|[,;\s]*\b(?:a\.?\s?k\.?\s?a\b\.?|f\.?\s?k\.?\s?a\b\.?|n\.?\s?k\.?\s?a\b\.?"
    r"|also known as|formerly known as|better known as|alias(?:es)?(?=[:\s]))[:\s]*"
    r"|[,;\s]+(?:d\.?b\.?a\b\.?|d/b/a|t/a|doing business as|trading as)[:\s]+"
    r"|\s*[,;]\s*(?:formerly|previously):?\s+(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)
#: Numbers or letters that count names: `(1) Alfa (2) Beta`, `a) Alfa b) Beta`.
_COUNTED = re.compile(r"(?:^|\s)\(?([1-9]|[a-h])\)\s*")
_SIGNS = re.compile(
    r"[;/(\n]|formerly|previously|\ba\.?\s?k\.?\s?a|\bf\.?\s?k\.?\s?a|\bn\.?\s?k\.?\s?a|known as|alias"
    r"|\bd\.?b\.?a\b|/b/a|\bt/a\b|doing business|trading as|^[\s(]*[1a]\)",
    re.IGNORECASE,
)
#: Words that say something of a name or its bearer, and name none.
_REMARKS = re.compile(
    r"(?:previously|formerly|former|now|listed|also|spelt|spelled|transliterat|deceased|father|mother|son of|born|"
    r"individual|entity|vessel|original script|good|low|weak|name|nickname|see|part of|located|based|branch|alias|"
    r"no|not|and|or|the|in|at)\b",
    re.IGNORECASE,
)
#: Before a former name of a ship.
_FORMER = re.compile(r"^(?:ex|former(?:ly)?|previously)[\s.:-]+", re.IGNORECASE)
#: Capital letters that make an abbreviation.
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&.-]{2,11}\Z")


def name_variants(name: str, kind: str, loose: bool = False) -> list[str]:
    """Return the names that one field holds, the whole first: split at semicolons or `a.k.a.`, and without brackets.

    In brackets after a ship's name (kind `ship`) is another name of it. After other names it is a remark, a State or an
    abbreviation, unless there are several names in the brackets; with `loose`, abbreviations, names of several words
    and names in another script count too.
    """
    if not _SIGNS.search(name):
        return [name, *_by_script(name)] if loose else [name]
    variants = [name, *_names_in(name, kind, loose)]
    return list(dict.fromkeys(variant for variant in (text.strip(" ,;") for text in variants) if variant))


def is_placeholder(name: str) -> bool:
    """Whether an alias says that there is none, as `n/a` and `unknown` do; then it names nobody."""
    return " ".join(_SIGN.sub(" ", name.casefold()).split()) in _PLACEHOLDERS


_SIGN = re.compile(r"[\W_]+")
_PLACEHOLDERS = frozenset(
    (
        "",
        "na",
        "n a",
        "none",
        "nil",
        "null",
        "unknown",
        "not known",
        "not available",
        "not applicable",
        "no alias",
        "tbc",
    )
)


def kind_of_variants(kind: str) -> str:
    """Return the kind of an entity as `name_variants` asks for it."""
    return "ship" if kind == "Vessel" else kind


def _names_in(name: str, kind: str, loose: bool) -> Iterator[str]:
    if len(_COUNTED.findall(name)) > 1:
        name = _COUNTED.sub("; ", name)
    inner = [text.strip() for text in _BRACKETS.findall(name)]
    bare = " ".join(_BRACKETS.sub(" ", name).split())
    for text in _split(bare) if bare else ():
        yield text
    for text in inner:
        several = _split(text)
        for part in several:
            if len(several) > 1 or kind == "ship" or (loose and _names_another(part, bare)):
                yield _FORMER.sub("", part) if kind == "ship" else part


def _by_script(name: str) -> list[str]:
    """Return the two names of a field that has one in each of two scripts, several words each; else nothing."""
    if name.isascii():
        return []
    runs = [" ".join(words) for _, words in groupby(name.split(), script)]
    return runs if len(runs) == 2 and all(" " in run for run in runs) else []


def _split(text: str) -> list[str]:
    return [part for part in (part.strip(" ,") for part in _BETWEEN.split(text)) if part]


def _names_another(text: str, bare: str) -> bool:
    """Whether what stands in brackets looks like another name, and like no remark and no State."""
    if state_of(text) or _REMARKS.match(text) or not text[:1].isalpha() or not bare:
        return False
    return bool(_ABBREVIATION.match(text)) or script(text) != script(bare) or (" " in text and text[0].isupper())


def asked_names(name: str) -> list[str]:
    """Return the names that somebody asks for in one text: those of a field pasted from a list, and of `A ex B`."""
    if not (_SIGNS.search(name) or _EX.search(name)):
        return [name]
    names = name_variants(_EX.sub(r" (ex \1)", name), "ship", loose=True)
    return [text for text in names if not _IMO.fullmatch(text)] or [name]


def names_compared(name: str, schema: str) -> list[str]:
    """Return the names that a text asks for: those after `ex`, `formerly` or `a.k.a.`, and of a ship those in brackets.

    `Alfa Bank (ex Beta Bank)` asks for both.
    """
    if schema == "Vessel":
        return _ship_names(name) or [name]
    bare = name if schema == "Person" else _FORMER.sub("", name)
    return [part for part in map(_trimmed, _OTHER_NAME.split(_LEFT_OVER.sub("", bare))) if part] or [name]


def _trimmed(text: str) -> str:
    """Return a name without what is left over at its ends of another one; `(주)카카오` keeps its sign."""
    text = text.strip(" ,;")
    return text if text.count("(") == text.count(")") else text.strip(" ,;()[]")


def _ship_names(name: str) -> list[str]:
    """Return the names in a text about a ship, without `ex` before the first one and without an IMO number."""
    bare = _FORMER.sub("", _IMO_BESIDE.sub("", name))
    return [text for text in name_variants(_EX.sub(r" (\1)", bare), "ship") if not _IMO.fullmatch(text)]


_EX = re.compile(
    r"[\s,(-]+(?:ex|f/?\.?k/?\.?a\.?|(?:formerly|previously)(?: known as)?)[\s.:-]+([^()]+)\)?\Z", re.IGNORECASE
)
#: Before another name of the same bearer.
_OTHER_NAME = re.compile(
    r"[\s,;(\[-]+(?:ex|(?:formerly|previously|also|now)(?: known as)|formerly|previously|f/?\.?k/?\.?a|a/?\.?k/?\.?a"
    r"|d/?\.?b/?\.?a|t/a|doing business as|trading as)\b"
    r"[\s.:-]+(?=\S)",
    re.IGNORECASE,
)
#: `Alfa Ltd. alias:`, behind which a list has nothing.
_LEFT_OVER = re.compile(r"[\s,;(\[]+(?:alias(?:es)?|also known as|a\.?k\.?a\.?)\s*:[\s)\]]*\Z", re.IGNORECASE)
_IMO_BESIDE = re.compile(r"\W*\bimo\W*(?:no|number|nr)?\W*\d{7}\b\W*", re.IGNORECASE)
_IMO = re.compile(r"(?:imo)?\W*(?:no|number|nr)?\W*\d{7}", re.IGNORECASE)
