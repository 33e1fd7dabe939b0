"""Registration numbers in the form in which they are compared: stated, never trusted as an id."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\W_]+")
_IMO = re.compile(r"imo(?:no|number)?(?=\d)")
#: Digits of an IMO number that the last one checks, by their weights (IMO resolution A.1117(30)).
_WEIGHTS = range(7, 1, -1)


#: Names of columns that hold a publisher's codes: `sncf_id`, `uic8_sncf`.
_COLUMN = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+\Z")
#: Names of more letters are no abbreviations.
_ABBREVIATED = 5
#: What is called otherwise than its column.
_CALLED = {"un_locode": "UN/LOCODE"}


def system_name(system: str) -> str:
    """Return what the system of a code is called: of `sncf_id`, which a file's column is called, `SNCF id`."""
    if system in _CALLED or not _COLUMN.match(system):
        return _CALLED.get(system, system)
    *names, last = system.split("_")
    if last not in ("id", "code"):
        names.append(last)
    called = " ".join(name.upper() if len(name) <= _ABBREVIATED else name.capitalize() for name in names)
    return f"{called} {last}" if last in ("id", "code") else called


def number_key(text: str) -> str:
    """Return a number without signs, case and the letters IMO before a ship's: `IMO 8-606-173` is `8606173`.

    Of zeros alone, which stand for a number that is not known, nothing is left.
    """
    key = _SIGNS.sub("", text.casefold())
    prefix = _IMO.match(key)
    key = key[prefix.end() :] if prefix else key
    return key if key.strip("0") else ""


def is_valid_imo(number: str) -> bool:
    """Return whether the last of seven digits checks the six before it; False for any other text."""
    if re.fullmatch(r"[0-9]{7}", number) is None:
        return False
    return sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 10 == int(number[6])
