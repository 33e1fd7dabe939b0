"""What an assessment is made of, and the closed table of its outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from ...graph.store import EntityRef
from ...schema.dates import as_known
from ...schema.outcomes import OUTCOMES as OUTCOMES
from ...schema.outcomes import RISING
from ...schema.outcomes import Outcome as Outcome
from ...schema.outcomes import weaker as weaker
from ...schema.vocabulary import Basis, Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import NO_CLAIM, Status
from ..evidence.settling import SettlingStep
from ..evidence.words import CHECKED, counted, element_words, listed, paragraphs
from ..results.answer import Answer
from ..results.citations import CitedSource


class ElementKind(StrEnum):
    """The elements of an assessment, in the order of an answer."""

    PLACE = "place"
    DATE = "date"
    QUANTITY = "quantity"
    ACT = "act"
    OBJECT = "object"
    DIRECTION = "direction"
    NEXUS = "nexus"
    PARTY = "party"
    IN_FORCE = "in-force"
    APPLICATION = "application"
    THRESHOLD = "threshold"
    CONDITIONS = "conditions"
    EXEMPTION = "exemption"


#: Shown to the reader, but no part of the weakest element. The date is one of those that count: it selects the law.
NOT_COUNTED = frozenset({ElementKind.PLACE, ElementKind.QUANTITY, ElementKind.EXEMPTION})


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a measure, matched against what is claimed of an event.

    `claims` are ids of the claims that decided it, `roots` the reports at their roots, `why` the reason of their
    independence. `settle_by` is what would settle it, empty where it is met or not met.
    """

    element: ElementKind
    status: Status
    because: str
    claims: tuple[str, ...]
    roots: tuple[str, ...]
    independence: str
    why: str
    settle_by: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether the outcome depends on it."""
        return self.element not in NOT_COUNTED


@dataclass(frozen=True, slots=True)
class ConditionAnswer:
    """How far it is shown that a condition of an exemption is fulfilled, and by which claims."""

    id: str
    text: str
    status: Status
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExemptionAnswer:
    """How far an exemption is carried: `met` where each condition is shown, `suggested` where it is invoked."""

    id: str
    name: str
    status: Status
    conditions: tuple[ConditionAnswer, ...]


@dataclass(frozen=True, slots=True)
class ExemptionSummary:
    """All exemptions from a measure that stood then, and the status of the one that is carried furthest."""

    status: Status
    exemptions: tuple[ExemptionAnswer, ...]


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A denial, justification or refusal to speak, with the number of its source."""

    id: str
    event: str
    property: Property
    stance: Stance
    value: str | None
    hedge: str | None
    basis: Basis
    speaker: str
    since: str
    report: str
    source: int


@dataclass(frozen=True, slots=True)
class BearerOutcome:
    """How an event came out for one bearer of one duty.

    `state` is the State that the duty reaches, None where none is named; `link` says by what.
    """

    bearer: str
    act: str
    state: str | None
    name: str
    link: str
    status: Status
    outcome: Outcome
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One event under one measure, by the step that was read.

    The outcome is that of the bearer for whom it is strongest.
    `on` are the days on which the event may have been, `2023-10-05` or `2023-10-01/2023-10-31`; None where it is
    undated. `touches`: somebody claims what would make the event fall under the measure, and nothing that is shown
    speaks against it.
    """

    event: str
    name: str
    measure: str
    measure_name: str
    step: str
    summary: str
    provisions: tuple[str, ...]
    checked: str
    on: str | None
    outcome: Outcome
    touches: bool
    open_condition: bool
    elements: tuple[Element, ...]
    bearers: tuple[BearerOutcome, ...]
    warnings: tuple[str, ...]
    exemption: ExemptionSummary
    answers: tuple[PartyAnswer, ...]
    as_of: str
    json_properties: ClassVar[Sequence[str]] = ("sentence",)

    def element(self, kind: ElementKind) -> Element | None:
        """Return one of its elements; None for a threshold that the step does not have."""
        return next((element for element in self.elements if element.element is kind), None)

    @property
    def sentence(self) -> str:
        """Whether the event falls under the measure, as known, and the elements that decide it, in a sentence."""
        knowledge = "A" + as_known(self.as_of).removeprefix("a")
        mark = CHECKED.get(self.checked, self.checked)
        law = paragraphs(self.provisions, full=True) + (f"; {mark}" if mark else "")
        lead = f"{knowledge}, {self.name}, under the {self.measure_name} ({law}): {OUTCOMES[self.outcome]}."
        whose = self.whose()
        lead += f" That is for {whose}." if whose else ""
        decisive = "; ".join(f"{element_words(e.element)} {e.status} ({e.because})" for e in self._decisive())
        return f"{lead} {decisive[:1].upper()}{decisive[1:]}." if decisive else lead

    def whose(self) -> str:
        """Return the bearers for whom the outcome is that of the measure; empty where no State is known to be bound."""
        names = dict.fromkeys(each.name for each in self.bearers if each.outcome is self.outcome and each.state)
        return listed([*names])

    def _decisive(self) -> Iterator[Element]:
        """Yield the elements whose status made the outcome what it is."""
        status = Outcome.MET if self.outcome is Outcome.EXEMPT else self.outcome
        for element in self.elements:
            if element.status.value == status.value and element.element not in (
                ElementKind.PLACE,
                ElementKind.QUANTITY,
            ):
                yield element


@dataclass(frozen=True, slots=True)
class ListedOnly:
    """A party of an event that a list has while no law of that list is in the graph: what it forbids is not known."""

    id: str
    name: str
    list_name: str = field(metadata={"key": "list"})


def shown(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Return the assessments by measures that each event touches; if none, those whose condition is open."""
    assessments = tuple(assessments)
    touching = {each.event for each in assessments if each.touches}
    return tuple(each for each in assessments if each.touches or (each.open_condition and each.event not in touching))


@dataclass(frozen=True, slots=True)
class Untouched:
    """An event that is not known to fall under any measure: of how many, and how many were left out for which element.

    `open` are the conditions in words that nobody speaks to, of measures of which nothing else speaks against it;
    `unsaid` the elements that no claim speaks to at all.
    """

    event: str
    name: str
    measures: int
    left_out: tuple[LeftOut, ...]
    open: tuple[str, ...]
    unsaid: tuple[ElementKind, ...] = ()
    json_properties: ClassVar[Sequence[str]] = ("sentence",)

    @property
    def sentence(self) -> str:
        """Why no measure is shown of it, in a sentence."""
        if not self.measures:
            return f"No measure in this graph stood on the days of {self.name}."
        reasons = listed(
            [f"{each.measures} by {element_words(each.element)} ({each.status})" for each in self.left_out]
        )
        lead = f"Of {counted(self.measures, 'measure')} that stood then none is known to cover {self.name}: {reasons}."
        if self.unsaid:
            lead += f" No claim says {' or '.join(_UNSAID[kind] for kind in self.unsaid)}."
        return lead + (f" Open: {' '.join(self.open)}" if self.open else "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many measures were left out for one element."""

    element: ElementKind
    status: Status
    measures: int


def untouched(assessments: Iterable[Assessment]) -> Untouched:
    """Return why none of the measures by which one event was assessed is shown of it."""
    assessments = tuple(assessments)
    counts: Counter[tuple[ElementKind, Status]] = Counter()
    for each in assessments:
        counted_elements = [element for element in each.elements if element.counts]
        weakest = min(
            counted_elements, key=lambda element: (RISING.index(element.status), _TOLD_FIRST[element.element])
        )
        counts[weakest.element, weakest.status] += 1
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    waiting = (each.element(ElementKind.THRESHOLD) for each in assessments if each.open_condition)
    return Untouched(
        event=assessments[0].event,
        name=assessments[0].name,
        measures=len(assessments),
        left_out=tuple(LeftOut(element, status, n) for (element, status), n in order),
        open=tuple(dict.fromkeys(element.because for element in waiting if element)),
        unsaid=tuple(kind for kind in _UNSAID if any(_unsaid(each, kind) for each in assessments)),
    )


def _unsaid(assessment: Assessment, kind: ElementKind) -> bool:
    element = assessment.element(kind)
    return element is not None and element.because == NO_CLAIM


#: What is told of an event of which no claim says so, with the property that would.
_UNSAID = {ElementKind.ACT: "that it took place (`exists`)", ElementKind.OBJECT: "what it was (`goods`)"}


#: Which of several elements of one status is told as the reason.
_TOLD_FIRST = {
    kind: n for n, kind in enumerate((ElementKind.OBJECT, ElementKind.ACT, ElementKind.DIRECTION, *ElementKind))
}


@dataclass(frozen=True, repr=False)
class AssessmentSet(Answer):
    """Assessments of events by measures, as known on a day.

    `what` is the thing asked about (None: all events), `bearer` the State whose duties were asked for, `events` how
    many events were read, `settle` what would close open elements. `untouched` are the events of which no measure is
    shown, and why. `claims` are those that decided elements, by id; `tree` leads from each to those that it rests on.
    """

    name_of_result: ClassVar[str] = "assess"
    columns: ClassVar[Sequence[str]] = (
        *("event", "measure", "on", "outcome", "element", "status", "because", "claims", "roots", "independence"),
    )

    what: EntityRef | None
    as_of: str
    events: int
    assessments: tuple[Assessment, ...]
    bearer: str | None
    untouched: tuple[Untouched, ...]
    settle: tuple[SettlingStep, ...]
    listed_only: tuple[ListedOnly, ...]
    claims: Mapping[str, CitedClaim]
    tree: Mapping[str, tuple[str, ...]]
    sources: tuple[CitedSource, ...]

    def touched(self) -> AssessmentSet:
        """Return the same with the assessments by measures that each event touches alone.

        Of an event that touches none, those that hang on a condition which is open.
        """
        kept = shown(self.assessments)
        events = {each.event for each in kept}
        rest: dict[str, list[Assessment]] = {}
        for each in self.assessments:
            if each.event not in events:
                rest.setdefault(each.event, []).append(each)
        return replace(self, assessments=kept, untouched=tuple(map(untouched, rest.values())))

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each element of each assessment."""
        return [
            {"event": each.event, "measure": each.measure, "on": each.on, "outcome": each.outcome}
            | {name: getattr(element, name) for name in self.columns[4:]}
            for each in self.assessments
            for element in each.elements
        ]


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """An outcome that changed between two days; None where nothing was assessed on that day."""

    event: str
    name: str
    measure: str
    measure_name: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True)
class ElementBefore:
    """The status of an element and the number of its roots on the earlier day; None where it was not assessed."""

    status: Status | None
    roots: int


@dataclass(frozen=True, slots=True)
class ElementAfter:
    """The status of an element, the number of its roots and the reason, on the later day."""

    status: Status
    roots: int
    because: str


@dataclass(frozen=True, slots=True)
class ElementMove:
    """An element whose status or number of roots changed, and the claims of the days between that decided it."""

    event: str
    name: str
    measure: str
    measure_name: str
    element: ElementKind
    before: ElementBefore
    after: ElementAfter
    through: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class AssessmentComparison(Answer):
    """What assessments say on `until` that they did not say on `since`."""

    name_of_result: ClassVar[str] = "moved"
    columns: ClassVar[Sequence[str]] = ("event", "measure", "element", "before", "after", "through")

    what: EntityRef | None
    since: str
    until: str
    outcomes: tuple[OutcomeChange, ...]
    moved: tuple[ElementMove, ...]
    claims: Mapping[str, CitedClaim]
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each element that moved, with its status before and after."""
        return [
            {"event": move.event, "measure": move.measure, "element": move.element, "through": move.through}
            | {"before": move.before.status, "after": move.after.status}
            for move in self.moved
        ]
