"""The question of a case and its answer in plain sentences; each says on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..queries.assessment.answer import Outcome
from ..queries.evidence.claims import CitedClaim, ClaimAnswer
from ..queries.evidence.rules import Status
from ..queries.evidence.words import counted, element_words, no_source, origins_words, property_label
from ..queries.trace.answer import NamedValue, ObservedEvent, TraceGap, TransferElement
from ..schema.vocabulary import KINDS, Property
from . import labels as words
from .assessments import deciding_first
from .case import Case, grouped

#: So many lines of one kind; the sections below have all.
_MOST = 4
_PER_EVENT = 2
_ROWS = 6
_STEPS = 3


@dataclass(frozen=True)
class AnswerLine:
    """A sentence; `label` says which part of the answer it is, empty where it goes on with the one before."""

    label: str
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True)
class CheckedMeasure:
    """A measure that was checked, as a row of the summary; `by` are the elements that made the outcome what it is."""

    name: str
    measure: str
    law: str
    outcome: str
    by: str
    anchor: str


def question(case: Case) -> str:
    """Return what the case file answers."""
    kind = case.trace.what.kind
    about = {
        "Vessel": f"Which sanctions measures may voyages of the {case.name} fall under",
        "Person": f"Which sanctions measures may events linked with {case.name} fall under",
    }.get(kind, f"Which sanctions measures may events at {case.name} fall under")
    if "Event" in (kind, *KINDS.get(kind, ())):
        about = "Which sanctions measures may this event fall under"
    elif "Organization" in (kind, *KINDS.get(kind, ())):
        about = f"Which sanctions measures may events linked with {case.name} fall under"
    return f"{about}, who says so, and what would settle it?"


def verdict(case: Case) -> str:
    """Return how many combinations of an event and a measure were checked, and how they came out, in sentences."""
    outcomes = Counter(str(assessment.outcome) for assessment in case.assess.assessments)
    if not outcomes:
        return "This is what sources say, not a finding that a measure was broken."
    parts = words.listed([f"{outcomes[status]} {status}" for status in words.STATUSES if outcomes[status]])
    total = outcomes.total()
    pairs = counted(total, "combination of event and measure was", "combinations of event and measure were")
    return (
        f"{pairs} checked: {parts}. The weakest element decides. This is what sources say and how firm it is, "
        "not a finding that a measure was broken."
    )


def checked(case: Case) -> list[CheckedMeasure]:
    """Return the weightiest measures of the events that the case is about; the elements are in their own section."""
    by_event = grouped(case.assess.assessments, lambda each: each.event)
    rows = []
    for event in first_events(case):
        for each in by_event.get(event, [])[:_PER_EVENT]:
            weakest = [
                words.element(element.element).lower()
                for element in deciding_first(each.elements)
                if element.status == each.outcome.value and element.element not in words.APART
            ]
            by = words.listed(weakest) if each.outcome not in (Outcome.MET, Outcome.EXEMPT, Outcome.PERMITTED) else ""
            law = words.law(each.provisions)
            rows.append(CheckedMeasure(each.name, each.measure_name, law, each.outcome, by, case.measure_anchor(each)))
    return rows[:_ROWS]


def lines(case: Case) -> list[AnswerLine]:
    """Return what sources say, by its part: seen, recorded, leads to, before, alleged, against it, not known."""
    steps = (AnswerLine("", words.capital(step.what)) for step in case.assess.settle[:_STEPS])
    parts: dict[str, Iterable[AnswerLine]] = {
        "Seen": _seen(case),
        "Claimed": _claimed(case),
        "Recorded": _records(case),
        "Leads to": _leads_to(case),
        "Before": _before(case),
        "Alleged": _may_be(case),
        "Doubts and denials": _against(case),
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
    focus = case.trace.focused
    ordered = sorted(case.trace.seen, key=lambda event: event is not focus)
    for event in ordered[:_MOST]:
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
    repeating = "One other report repeats it" if n == 1 else f"{n} other reports repeat it"
    return f"{'Origin' if len(event.roots) == 1 else 'Origins'}: {roots}. {repeating}"


def _claimed(case: Case) -> Iterator[AnswerLine]:
    """Yield what is claimed of a subject that is itself an event."""
    for element in case.trace.of_event.elements if case.trace.of_event else ():
        dated = element.element == Property.DATE
        values = [words.when(value) if dated else value for value in element.value_names]
        text = f"{property_label(element.element)}{': ' + ', '.join(values) if values else ''} ({element.status})"
        yield AnswerLine("", text, case.cite(element.roots))


def _records(case: Case) -> Iterator[AnswerLine]:
    """Yield what is recorded beside the profile, which has posts and list entries: the latest events."""
    events = [record for record in case.trace.records if record.kind not in ("Occupancy", "Listing")]
    for record in sorted(events, key=lambda record: record.start or "", reverse=True)[:_MOST]:
        on = f" on the list {record.list}" if record.list else ""
        since = f" ({words.when(record.start)})" if record.start else ""
        title = (record.summary or record.name).rstrip(".")
        yield _line(case, f"{words.kind(record.kind)}{on}: {title}{since}", record.report)


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
        text = "; ".join(states) or "no source states an element of it"
        yield _line(case, f"{transfer.name}: {text}", *exists.roots)
        if exists.roots:
            rests = origins_words(len(exists.roots), exists.independence)
            yield AnswerLine("", f"That it took place rests on {rests}")
        else:
            yield AnswerLine("", "No source in this graph says outright that it took place")


def _element(element: TransferElement) -> str:
    dated = element.element == Property.DATE
    values = [
        value.name if isinstance(value, NamedValue) else words.when(value) if dated else value
        for value in element.values
    ]
    return f"{element_words(element.element)} {element.status}{' (' + ', '.join(values) + ')' if values else ''}"


def _against(case: Case) -> list[AnswerLine]:
    distinct: dict[str, AnswerLine] = {}
    for transfer in case.main_transfers:
        for doubt in transfer.doubts:
            verb = words.did(doubt.stance)
            matter = words.value(doubt) or words.prop(doubt.property)
            line = _line(case, f"{doubt.speaker} {verb} {matter}{_quote(doubt)}", doubt.report)
            distinct.setdefault(line.text, line)
        for answer in transfer.answers:
            text = f"{answer.speaker} {words.did(answer.stance)}{_quote(answer) or ': ' + (answer.value or '')}"
            text += f", {words.when(answer.since)}"
            distinct.setdefault(text, _line(case, f"{text}, in answer to {answer.answered_speaker}", answer.report))
    return list(distinct.values())[: _MOST + 2]


def _open(case: Case) -> Iterator[AnswerLine]:
    names = {transfer.event: transfer.name for transfer in case.main_transfers}
    for gap in case.trace.unknown:
        if gap.claim:
            text = f"{words.capital(gap.what or words.prop(gap.element))}{_quote(gap)}"
            yield _line(case, text, case.report_of(gap.claim))
    silent = [gap for gap in case.trace.unknown if not gap.claim and gap.event in names]
    for event, gaps in grouped(silent, lambda gap: gap.event).items():
        yield AnswerLine("", words.capital(no_source([gap.element for gap in gaps], names[event])))


def _line(case: Case, text: str, *reports: str) -> AnswerLine:
    return AnswerLine("", text, case.cite(reports))


def _quote(claim: CitedClaim | ClaimAnswer | TraceGap) -> str:
    return f" “{words.quoted(claim.hedge)}”" if claim.hedge else ""
