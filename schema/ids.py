"""Ids: stable, in the namespace of the source that assigned the key.

    un:KPe.068          UN reference number (DATAID changes between editions, so it is never an id)
    wd:Q56226           Wikidata
    iso:KP              ISO 3166-1 alpha-2
    sg:tumangang-2023-10-05   this project's own
    report:csis-2023-10-06    a report; its claims are report:csis-2023-10-06#count
    unscr:1718/8(b)     a paragraph of a Security Council resolution

A registration number (IMO, passport) is never an id: it is stated by somebody, sometimes falsely.
"""

from __future__ import annotations

import re

from .errors import ValueInvalid
from .names import name_key

_ID = re.compile(r"[a-z][a-z0-9-]*:[^\s\x00-\x1f]{1,200}\Z")


def check_id(value: str) -> str:
    """Return the id, if it has the form `namespace:key`. Raises ValueInvalid."""
    if not _ID.match(value):
        raise ValueInvalid(f"not an id: {value[:80]!r} (write namespace:key, without spaces)")
    return value


def slug(text: str) -> str:
    """Return a name as the key of an id: lower case, words joined by hyphens, any script."""
    return name_key(text).replace(" ", "-")[:120]
