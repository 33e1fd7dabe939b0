"""What a trace is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ...graph.store import EntityRef
from ...schema.vocabulary import Property
from ..assessment.answer import Assessment
from ..evidence.claims import CitedClaim, ClaimAnswer
from ..evidence.settling import SettlingStep
from ..results.answer import Answer, plain
from ..results.citations import CitedSource

#: Columns of claims as rows.
CLAIM_COLUMNS = (
    *("since", "id", "event", "property", "stance", "value", "entity", "unit", "hedge", "basis", "speaker", "report"),
    "locator",
)
#: How a transfer is linked to the subject, the closest first.
SUBJECT, RESTS, NAMED = "asked for", "rests on what was seen", "named in the same report"
INVOLVES, EARLIER, LATER = "names it", "rests on what was seen earlier", "rests on what was seen later"
LINKS = (SUBJECT, RESTS, INVOLVES, LATER, NAMED, EARLIER)
#: Links that are not close: such a transfer is shown in brief.
DISTANT = frozenset({NAMED, EARLIER, LATER})


@dataclass(frozen=True, slots=True)
class CitedRecord:
    """What a structured source records of the subject: a post, a listing, a meeting; `start` and `end` as stated."""

    id: str
    kind: str
    name: str
    start: str | None
    end: str | None
    list: str | None
    summary: str | None
    report: str
    source: int


@dataclass(frozen=True, slots=True)
class ObservedEvent:
    """An observation: its counts, what else its observers state, and the reports that only carry it."""

    event: str
    name: str
    date: str | None
    places: tuple[str, ...]
    counts: tuple[CitedClaim, ...]
    said: tuple[CitedClaim, ...]
    claims: tuple[CitedClaim, ...]
    roots: tuple[str, ...]
    carried_by: tuple[int, ...]
    independence: str

    @property
    def open_claims(self) -> list[CitedClaim]:
        """Claims in which the observers doubt, or decline to say."""
        return [claim for claim in self.said if claim.leaves_open]


@dataclass(frozen=True, slots=True)
class ObservationAfter:
    """An observation at a rail border, `days_after` the meeting traced, which ended by the day `met`."""

    event: str
    name: str
    date: str
    met: str
    place: str
    report: str
    days_after: int
    source: int


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A thing by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StationAcross:
    """A station on the other side of the border, by rail; gauges in millimetres, lengths in kilometres."""

    station: str
    name: str
    country: tuple[NamedValue, ...]
    over: tuple[str, ...]
    gauges_mm: tuple[int, ...]
    km: tuple[float, ...]
    statements: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingTopic:
    """What those who met spoke of, by one source."""

    topic: str
    source: int


@dataclass(frozen=True, slots=True)
class MeetingBefore:
    """A meeting of people in office on both sides of the border, `days_before` the observation."""

    event: str
    name: str
    summit: bool
    places: tuple[str, ...]
    participants: tuple[str, ...]
    topics: tuple[MeetingTopic, ...]
    statements: tuple[str, ...]
    sources: tuple[int, ...]
    date: str
    days_before: int


@dataclass(frozen=True, slots=True)
class TransferElement:
    """One element of a transfer: its status, the values put forward, and what would settle it."""

    element: str
    status: str
    because: str
    values: tuple[NamedValue | str, ...]
    claims: tuple[str, ...]
    roots: tuple[str, ...]
    independence: str
    settle_by: tuple[str, ...]

    @property
    def things(self) -> list[NamedValue]:
        """The values that are things of the graph."""
        return [value for value in self.values if isinstance(value, NamedValue)]

    @property
    def value_names(self) -> list[str]:
        """The values as they are shown."""
        return [value.name if isinstance(value, NamedValue) else value for value in self.values]


@dataclass(frozen=True, slots=True)
class TransferLeg:
    """A leg of a transfer: from where, to where, by what and when, as claimed."""

    event: str
    name: str
    sources: tuple[int, ...]
    claims: tuple[CitedClaim, ...]
    from_: tuple[str, ...] = field(metadata={"key": "from"})
    to: tuple[str, ...]
    mode: tuple[str, ...]
    carrier: tuple[str, ...]
    date: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllegedTransfer:
    """A transfer that the subject may be part of; `link` says how it comes into the trace."""

    event: str
    name: str
    link: str
    elements: tuple[TransferElement, ...]
    doubts: tuple[CitedClaim, ...]
    answers: tuple[ClaimAnswer, ...]
    legality: tuple[CitedClaim, ...]
    legs: tuple[TransferLeg, ...]
    claims: tuple[CitedClaim, ...]

    def element(self, name: str) -> TransferElement:
        """Return the element of this name."""
        return next(element for element in self.elements if element.element == name)


@dataclass(frozen=True, slots=True)
class GoodsMatch:
    """Goods as claimed, the kind of the measure that covers them, and whether they are the `same` or `within` it."""

    claimed: str
    covers: str
    match: str


@dataclass(frozen=True, slots=True)
class PossibleExemption:
    """An exemption from a measure that was in force, with its conditions in words."""

    id: str
    name: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureInForce:
    """A measure in force on the day `on` of an alleged transfer that touches its goods and its way, as claimed."""

    event: str
    measure: str
    name: str
    on: str
    since: str
    provisions: tuple[str, ...]
    checked: str
    threshold: str | None
    acts: tuple[str, ...]
    summary: str
    goods: tuple[GoodsMatch, ...]
    exemptions: tuple[PossibleExemption, ...]


@dataclass(frozen=True, slots=True)
class ClaimedElement:
    """What is claimed of one property of an event: its status, the values put forward, and the origins."""

    element: Property
    status: str
    because: str
    values: tuple[NamedValue | str, ...]
    claims: tuple[str, ...]
    roots: tuple[str, ...]

    @property
    def value_names(self) -> list[str]:
        """The values as they are shown."""
        return [value.name if isinstance(value, NamedValue) else value for value in self.values]


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """What is claimed of the subject where it is a launch, a trip, a vote or another event.

    `measures` are the assessments by the measures that it touches.
    """

    elements: tuple[ClaimedElement, ...]
    measures: tuple[Assessment, ...]
    answers: tuple[ClaimAnswer, ...]
    legality: tuple[CitedClaim, ...]
    would_settle: tuple[SettlingStep, ...]
    claims: tuple[CitedClaim, ...]


@dataclass(frozen=True, slots=True)
class TraceGap:
    """What is open: words in which a source says so (`what`), or an element for which no claim puts a value forward."""

    event: str
    element: str
    what: str | None = None
    hedge: str | None = None
    source: int | None = None
    claim: str | None = None


@dataclass(frozen=True, repr=False)
class Trace(Answer):
    """The chain behind a thing, as known on a day.

    `what` is the subject; `focus` the observation on which the weightiest allegation rests; `of_event` what is claimed
    of a subject that is itself an event; `seen` observations, the latest first; `after` observations after a meeting;
    `leads_to` the stations across the border; `before` meetings shortly before; `may_be` alleged transfers, of each
    kind of link the weightiest first; `forbidden_by` measures that were in force on their days. Each fact bears the
    ids of its claims or records, and sources by their number.
    """

    name_of_result: ClassVar[str] = "trace"
    columns: ClassVar[Sequence[str]] = CLAIM_COLUMNS

    what: EntityRef
    as_of: str
    focus: str | None
    records: tuple[CitedRecord, ...]
    of_event: ClaimedEvent | None
    seen: tuple[ObservedEvent, ...]
    after: tuple[ObservationAfter, ...]
    leads_to: tuple[StationAcross, ...]
    before: tuple[MeetingBefore, ...]
    may_be: tuple[AllegedTransfer, ...]
    forbidden_by: tuple[MeasureInForce, ...]
    unknown: tuple[TraceGap, ...]
    would_settle: tuple[SettlingStep, ...]
    sources: tuple[CitedSource, ...]

    @property
    def focused(self) -> ObservedEvent | None:
        """The observation on which the weightiest allegation rests, else the latest one; None where none is linked."""
        return next((event for event in self.seen if event.event == self.focus), None)

    @property
    def close(self) -> list[AllegedTransfer]:
        """The alleged transfers that are linked most closely, the weightiest first."""
        return [transfer for transfer in self.may_be if transfer.link not in DISTANT]

    def claims(self) -> list[CitedClaim]:
        """Return every claim of the trace once, in its order."""
        events: list[ObservedEvent | AllegedTransfer | TransferLeg | ClaimedEvent] = [*self.seen]
        events += [self.of_event] if self.of_event else []
        for transfer in self.may_be:
            events += [transfer, *transfer.legs]
        return list({claim.id: claim for event in events for claim in event.claims}.values())

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each claim."""
        return [plain(claim) for claim in self.claims()]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that came into the trace between two days."""

    event: str
    name: str


@dataclass(frozen=True, slots=True)
class ElementState:
    """How far an element was carried, and by how many roots; no status where it was not in the trace."""

    status: str | None
    roots: int


@dataclass(frozen=True, slots=True)
class MovedTransferElement:
    """An element of an alleged transfer whose status or roots changed, with the new claims through which they did."""

    event: str
    name: str
    element: str
    before: ElementState
    after: ElementState
    through: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class TraceComparison(Answer):
    """What a trace says on `until` that it did not say on `since`: claims that arrived, and what they moved."""

    name_of_result: ClassVar[str] = "between"
    columns: ClassVar[Sequence[str]] = CLAIM_COLUMNS

    what: EntityRef
    since: str
    until: str
    arrived: tuple[CitedClaim, ...]
    events: tuple[NewEvent, ...]
    moved: tuple[MovedTransferElement, ...]
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each claim that arrived."""
        return [plain(claim) for claim in self.arrived]
