"""Records beside those of `statements`: mentions of things, links of stations, kinds of goods within others."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .node import Rel
from .statements import Record


class MentionRecord(Record):
    """That the words of a row name a thing. To be named in an event is not to take part in it.

    `words` stand in the part `field` of the row, from `spanStart` to before `spanEnd`, counted in characters; `rule`
    says how they were linked to the thing.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Mention")

    field: str
    words: str
    spanStart: int | None = None
    spanEnd: int | None = None
    rule: str
    about: Annotated[str, Rel("ABOUT", "Entity", "the event of the row")]
    refers: Annotated[str, Rel("REFERS_TO", "Entity", "the thing that the words name")]


class RailLink(Record):
    """That two stations are neighbours on a line; gauges in millimetres, length in kilometres.

    Without `border` it is not known whether it crosses one. `status` is how its tracks are out of use (`disused`,
    `abandoned`, `construction`); a link without it is in use, as far as the source says.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "RailLink")

    gauges: list[int] = []
    km: float | None = None
    border: bool | None = False
    status: str | None = None
    electrified: str | None = None
    note: str | None = None
    ends: Annotated[list[str], Rel("ENDS_AT", "Entity", "the two stations")]
    over: Annotated[str | None, Rel("OVER", "Entity", "the bridge or crossing it uses")] = None


class Classification(Record):
    """That one kind of goods is within another, by a register or a resolution."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Classification")

    note: str | None = None
    member: Annotated[str, Rel("MEMBER", "Entity", "the narrower kind")]
    within: Annotated[str, Rel("WITHIN", "Entity", "the wider kind")]
