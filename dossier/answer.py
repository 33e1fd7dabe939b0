"""The question of a case and its answer in plain sentences; each says on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..queries.assessment.answer import Assessment
from ..queries.evidence.claims import CitedClaim, ClaimAnswer
from ..queries.evidence.rules import Status
from ..queries.trace.answer import NamedValue, ObservedEvent, TraceGap, TransferElement
from ..schema.vocabulary import Property, Stance
from . import labels as words
from .assessments import deciding_first
from .case import Case, grouped

#: So many lines of one kind; the sections below have all.
_MOST = 4
_PER_EVENT = 2
_STEPS = 3
_EVENTS = ("Observation", "Transfer", "Summit", "Trip", "Launch")


@dataclass(frozen=True)
class AnswerLine:
    """A sentence; `label` says which part of the answer it is, empty where it goes on with the one before.

    Of a measure, `status` is its outcome and `by` the elements that made it so.
    """

    label: str
    text: str
    cites: tuple[int, ...] = ()
    status: str = ""
    by: str = ""


@dataclass(frozen=True)
class OutcomeBox:
    """The assessment that comes nearest, and how all came out; never that a violation is proven."""

    nearest: Assessment | None
    text: str


def question(case: Case) -> str:
    """Return what the case file answers."""
    kind = case.trace.what.kind
    about = {
        "Vessel": f"Which sanctions measure may a voyage of the {case.name} break",
        "Person": f"Which sanctions measure may what {case.name} is linked with break",
    }.get(kind, f"Which sanctions measure may the events at {case.name} break")
    if "Event" in kind or kind in _EVENTS:
        about = f"Which sanctions measure may this break: {case.name}"
    return f"{about}, under which paragraph, on whose word, and what would settle it?"


def verdict(case: Case) -> OutcomeBox:
    """Return the assessment of the first event that came nearest, and a sentence over all that are shown."""
    assessments = case.assess.assessments
    outcomes = Counter(str(assessment.outcome) for assessment in assessments)
    if not assessments:
        return OutcomeBox(None, "By what was known then, no measure can be matched with an event of this case.")
    parts = words.listed([f"{outcomes[status]} {status}" for status in words.STATUSES if outcomes[status]])
    pairs = "1 pair" if len(assessments) == 1 else f"{len(assessments)} pairs"
    text = (
        f"{pairs} of an event and a measure, matched element by element: {parts}. The weakest element decides. "
        "This is what sources say and how far it carries, not a finding that a measure was broken."
    )
    first = [each for event in first_events(case) for each in assessments if each.event == event]
    return OutcomeBox((first or assessments)[0], text)


def lines(case: Case) -> list[AnswerLine]:
    """Return the answer: seen, leads to, before, may be, against it, the law, not known."""
    steps = (AnswerLine("", words.capital(step.what)) for step in case.assess.settle[:_STEPS])
    parts: dict[str, Iterable[AnswerLine]] = {
        "Seen": _seen(case),
        "Recorded": _records(case),
        "Leads to": _leads_to(case),
        "Before": _before(case),
        "May be": _may_be(case),
        "Against it": _against(case),
        "The law": _law(case),
        "Not known": _open(case),
        "To settle it": steps,
    }
    return [
        replace(line, label=label if n == 0 else "") for label, part in parts.items() for n, line in enumerate(part)
    ]


def first_events(case: Case) -> list[str]:
    """Return the events that the case is about, the weightiest first, then what they may be part of.

    The subject itself leads where it is an event.
    """
    events = [case.trace.what.id] if case.trace.of_event else []
    events += [transfer.event for transfer in case.main_transfers]
    events += [case.trace.focus] if case.trace.focus else []
    return list(dict.fromkeys([*events, *(leg.id for leg in case.assess.legs)]))


def _seen(case: Case) -> Iterator[AnswerLine]:
    for event in case.trace.seen[:_MOST]:
        # An observation at the subject is not said to be in the State around it as well.
        places = [case.name] if case.name in event.places else event.places
        place = f" at {words.listed(places)}" if places else ""
        for count in event.counts:
            text = f"{words.capital(words.value(count))}{place} on {words.when(event.date)}"
            yield _line(case, f"{text}, by {words.basis(count.basis)}: {count.speaker}", count.report)
        if not event.counts:
            yield _line(case, f"{event.name}, {words.when(event.date)}", *event.roots)
        if event.carried_by:
            yield _line(case, _carried(case, event), *event.roots)
        for claim in event.said:
            if claim.property == Property.BASELINE:
                yield _line(case, f"Before that, {words.value(claim)}: “{words.quoted(claim.hedge)}”", claim.report)


def _carried(case: Case, event: ObservedEvent) -> str:
    roots = words.listed([case.publisher(root) for root in event.roots])
    n = len(event.carried_by)
    carriers = "1 other report carries it and adds no root" if n == 1 else f"{n} other reports carry it and add no root"
    return f"All of it rests on {roots}; {carriers}"


def _records(case: Case) -> Iterator[AnswerLine]:
    for record in case.trace.records[:_MOST]:
        on = f" on the list {record.list}" if record.list else ""
        since = f", {words.when(record.start)}" if record.start else ""
        yield _line(case, f"{words.kind(record.kind)}{on}: {record.summary or record.name}{since}", record.report)


def _leads_to(case: Case) -> Iterator[AnswerLine]:
    for station in case.trace.leads_to:
        country = f", {words.listed([state.name for state in station.country])}" if station.country else ""
        over = f", over the {words.listed(station.over)}" if station.over else ""
        yield AnswerLine("", f"{station.name}{country}, by rail{over}", tuple(sorted(station.sources)))


def _before(case: Case) -> Iterator[AnswerLine]:
    for meeting in case.trace.before[:_MOST]:
        people = words.listed([*meeting.participants[:2], *(["others"] if len(meeting.participants) > 2 else [])])
        text = f"{meeting.name}, {meeting.days_before} days earlier ({words.when(meeting.date)}): {people}"
        yield AnswerLine("", text, tuple(sorted(meeting.sources)))


def _may_be(case: Case) -> Iterator[AnswerLine]:
    for transfer in case.main_transfers:
        states = [_element(element) for element in transfer.elements if element.status != Status.UNKNOWN]
        exists = transfer.element(Property.EXISTS)
        text = "; ".join(states) or "nobody puts an element forward"
        yield _line(case, f"{transfer.name}: {text}", *exists.roots)
        if exists.roots:
            n = len(exists.roots)
            roots = "1 root" if n == 1 else f"{n} roots, {exists.independence}"
            yield AnswerLine("", f"That it took place rests on {roots}")
        else:
            yield AnswerLine("", "Nobody in this graph says outright that it took place")


def _element(element: TransferElement) -> str:
    dated = element.element == Property.DATE
    values = [
        value.name if isinstance(value, NamedValue) else words.when(value) if dated else value
        for value in element.values
    ]
    name = "that it took place" if element.element == Property.EXISTS else words.prop(element.element)
    return f"{name} {element.status}{' (' + ', '.join(values) + ')' if values else ''}"


def _against(case: Case) -> list[AnswerLine]:
    distinct: dict[str, AnswerLine] = {}
    for transfer in case.main_transfers:
        for doubt in transfer.doubts:
            verb = "doubts" if doubt.stance is Stance.DOUBTS else "does not say"
            matter = words.value(doubt) or words.prop(doubt.property)
            line = _line(case, f"{doubt.speaker} {verb}: {matter}{_quote(doubt)}", doubt.report)
            distinct.setdefault(line.text, line)
        for answer in transfer.answers:
            text = f"{answer.speaker} {answer.stance}{_quote(answer) or ': ' + (answer.value or '')}"
            text += f", {words.when(answer.since)}"
            distinct.setdefault(text, _line(case, f"{text}, in answer to {answer.answered_speaker}", answer.report))
    return list(distinct.values())[: _MOST + 2]


def _law(case: Case) -> Iterator[AnswerLine]:
    """Yield the weightiest measures of each event; the elements are in their own section."""
    by_event = grouped(case.assess.assessments, lambda each: each.event)
    for event in first_events(case):
        of_event = by_event.get(event, [])
        for assessment in of_event[:_PER_EVENT]:
            paragraphs = f" ({words.listed(assessment.provisions)})" if assessment.provisions else ""
            text = f"{assessment.name}, under {assessment.measure_name}{paragraphs}:"
            weakest = [
                words.element(element.element).lower()
                for element in deciding_first(assessment.elements)
                if element.status == assessment.outcome.value and element.element not in words.APART
            ]
            yield AnswerLine("", text, status=assessment.outcome, by=words.listed(weakest))
        if len(of_event) > _PER_EVENT:
            yield AnswerLine("", f"and {len(of_event) - _PER_EVENT} more measures that may touch it, below")


def _open(case: Case) -> Iterator[AnswerLine]:
    names = {transfer.event: transfer.name for transfer in case.main_transfers}
    for gap in case.trace.unknown:
        if gap.claim:
            text = f"{words.capital(gap.what or words.prop(gap.element))}{_quote(gap)}"
            yield _line(case, text, case.report_of(gap.claim))
    silent = [gap for gap in case.trace.unknown if not gap.claim and gap.event in names]
    for event, gaps in grouped(silent, lambda gap: gap.event).items():
        elements = words.listed([words.prop(gap.element) for gap in gaps])
        yield AnswerLine("", f"Nobody puts forward {elements} of {names[event]}")


def _line(case: Case, text: str, *reports: str) -> AnswerLine:
    return AnswerLine("", text, case.cite(reports))


def _quote(claim: CitedClaim | ClaimAnswer | TraceGap) -> str:
    return f" “{words.quoted(claim.hedge)}”" if claim.hedge else ""
