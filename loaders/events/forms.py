"""What the JSON of trips may hold."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from ...schema.countries import is_code
from ...schema.dates import HalfDate
from ..curated.form import Date, Form, Text, Texts, rule


class TripForm(Form):
    """A trip abroad; `previous` and `source` are for the reader of the file."""

    called: ClassVar[str] = "trip"

    start: Date
    place: Text
    end: Date | None = None
    country: Text | None = None
    met: Texts = []
    note: Any = None
    previous: Any = None
    source: Any = None

    @rule("start", "end")
    def _rule_order(self) -> str | None:
        if self.end and HalfDate.parse(self.end).latest < HalfDate.parse(self.start).earliest:
            return f"ends on {self.end}, before it begins on {self.start}"
        return None

    @rule("country")
    def _rule_country(self) -> str | None:
        if self.country is None or is_code(self.country):
            return None
        return f"country {self.country!r} is not an ISO 3166-1 alpha-2 code"


class TripsFile(BaseModel):
    """A file of trips; its rows are checked one by one."""

    model_config = ConfigDict(extra="forbid")

    trips: list[Any]
    putin_to_dprk: dict[str, Any] | None = None
    edition: str | None = None
    note: Any = None
