"""What a JSON list of places may hold (docs/data-files.md): places, links between stations, and their sources."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator

from ...schema.countries import is_code
from ...schema.errors import ValueInvalid
from ..curated.form import Flag, Form, Number, Text, Texts, Whole, rule
from ..curated.forms import PublisherForm, ReportForm

#: Our kinds of place by the words of a file.
KINDS = {
    "railway station": "RailStation",
    "settlement": "Settlement",
    "rail bridge": "BorderCrossing",
    "border crossing": "BorderCrossing",
    "port": "Port",
    "naval port": "Port",
    "port+rail": "Port",
    "spaceport": "Spaceport",
    "cosmodrome": "Spaceport",
    "depot": "Facility",
    "ammunition depot": "Facility",
    "facility": "Facility",
    "rail yard": "Facility",
}
#: A gauge in millimetres at most; the widest ever built had 3,000.
_WIDEST = 5000


def _listed(value: object) -> object:
    if not isinstance(value, list):
        raise ValueInvalid("not a list")
    return value


def _gauge(value: int) -> int:
    if not 0 < value <= _WIDEST:
        raise ValueInvalid(f"{value} is no gauge in millimetres")
    return value


def _by_word(value: object) -> object:
    """Check a mapping of words to texts or numbers; numbers become texts, and empty values are left out."""
    if not isinstance(value, dict):
        raise ValueInvalid("not a mapping")
    if not all(str(key).strip() for key in value):
        raise ValueInvalid("an empty key")
    plain = {key: text for key, text in value.items() if text not in (None, "")}
    if not all(isinstance(text, str | int) and not isinstance(text, bool) for text in plain.values()):
        raise ValueInvalid("not a mapping to texts")
    return {key: str(text) for key, text in plain.items()}


ByWord = Annotated[dict[str, str], BeforeValidator(_by_word)]
Gauges = Annotated[list[Annotated[Whole, AfterValidator(_gauge)]], BeforeValidator(_listed)]


class PlaceSourceForm(ReportForm):
    """The report that a place is described in; its publisher by id, or described here."""

    called: ClassVar[str] = "source"

    publisher: Text | PublisherForm  # type: ignore[assignment]


class LinkForm(Form):
    """A rail link to another place of the file."""

    called: ClassVar[str] = "link"

    to: Text
    gauge_mm: Gauges = []
    km: Number | None = None
    border: Flag = False
    over: Text | None = None
    note: Text | None = None
    source: PlaceSourceForm | None = None


class PlaceForm(Form):
    """A place. The keys after `connects` are for the reader of the file and not stored."""

    called: ClassVar[str] = "place"

    id: Text
    name: Text
    kind: Text
    country: Text | None = None
    names: ByWord = {}
    aka_in_reports: Texts = []
    lat: Number | None = None
    lon: Number | None = None
    location: Text | None = None
    codes: ByWord = {}
    opened: Text | None = None
    opened_dual_gauge: Text | None = None
    line: Texts = []
    gauge_mm: Gauges = []
    note: Text | None = None
    source: PlaceSourceForm | None = None
    links: Annotated[list[LinkForm], BeforeValidator(_listed)] = []
    part_of: Texts = []
    neighbours: Texts = []
    connects: Texts = []
    alt_coord: Any = None
    area_km2: Any = None
    crosses: Any = None
    distance_km: Any = None
    distance_to_pyongyang_km: Any = None
    first_launch: Any = None
    founded: Any = None
    length_m: Any = None
    population: Any = None
    sources: Any = None

    @rule("kind")
    def _rule_kind(self) -> str | None:
        return None if self.kind in KINDS else f"kind {self.kind!r} is none of {', '.join(KINDS)}"

    @rule("country")
    def _rule_country(self) -> str | None:
        if self.country is None or is_code(self.country):
            return None
        return f"country {self.country!r} is not an ISO 3166-1 alpha-2 code"

    @rule("lat", "lon")
    def _rule_coordinates(self) -> str | None:
        for name, value, bound in (("latitude", self.lat, 90), ("longitude", self.lon, 180)):
            if value is not None and not -bound <= value <= bound:
                return f"{name} {value:g} is not within -{bound} and {bound} degrees"
        return None

    @rule("connects")
    def _rule_connects(self) -> str | None:
        return None if len(self.connects) in (0, 2) else "`connects` needs two places"
