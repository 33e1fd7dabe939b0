"""Names to screen, with what is known of their bearers: one, several, or a file of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from ...schema.argument import text_argument
from ...schema.births import BirthDate, read_birth
from ...schema.countries import PREFIX, require_state
from ...schema.dates import DayLike
from ...schema.errors import ValueInvalid
from ...schema.numbers import number_key
from .bearers import labels_of
from .particulars import AskedParticulars


@dataclass(frozen=True)
class ScreenedName:
    """A name to screen, and what is known of its bearer.

    `birth_date` is a half-known date or words such as `circa 1968`, `country` a State by name or code.
    """

    name: str
    schema: str | None = None
    country: str | None = None
    birth_date: str | None = None
    number: str | None = None

    def particulars(self) -> AskedParticulars | None:
        """Return what is known beside name and schema; None where nothing is.

        Raises ValueInvalid for an unknown schema, a date that is none, or a country that is no State.
        """
        labels_of(self.schema)
        if not (self.birth_date or self.country or self.number):
            return None
        state = f"{PREFIX}{require_state(self.country)}" if self.country else None
        birth = _birth(self.birth_date) if self.birth_date else None
        return AskedParticulars(birth, state, number_key(self.number) if self.number else None)


#: What a question may say beside the name.
FIELDS = tuple(f.name for f in fields(ScreenedName) if f.name != "name")
#: What callers give: a name, a question, or a mapping of its fields.
Asked = str | ScreenedName | Mapping[str, str | None]


def _birth(text: str) -> BirthDate:
    birth = read_birth(text)
    if birth is None:
        raise ValueInvalid(f"not a date: {text!r} (write YYYY, YYYY-MM, YYYY-MM-DD, A/B or words such as `circa 1968`)")
    return birth


def date_text(birth_date: DayLike | None) -> str | None:
    """Return a birth date as text."""
    return birth_date.isoformat()[:10] if isinstance(birth_date, date) else birth_date


def question_of(asked: Asked, default: ScreenedName) -> ScreenedName:
    """Return the question that a name or mapping asks; the default fills what it leaves empty.

    Raises ValueInvalid for a mapping without a name or with other keys.
    """
    if isinstance(asked, str):
        return replace(default, name=asked)
    if isinstance(asked, ScreenedName):
        if not asked.name.strip():
            raise ValueInvalid("the name to screen is empty: give a name, or a number with --number")
        asked = {f.name: getattr(asked, f.name) for f in fields(asked)}
    if not isinstance(asked, Mapping):
        text_argument(asked, "a name to screen", "Ri Won Ho")
    if asked.keys() - {"name", *FIELDS}:
        raise ValueInvalid(f"not a name to screen: {str(dict(asked))[:80]} (it takes name, {', '.join(FIELDS)})")
    if not asked.get("name"):
        raise ValueInvalid(f"no name to screen in {str(dict(asked))[:80]}: give one under `name`")
    stated = ScreenedName(**{key: date_text(value) or "" for key, value in asked.items()})
    return ScreenedName(
        stated.name,
        stated.schema or default.schema,
        stated.country or default.country,
        stated.birth_date or default.birth_date,
        stated.number or default.number,
    )
