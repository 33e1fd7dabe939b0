"""A trace as text that a person reads. Every sentence is built from the answer; none is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...schema.dates import as_known, long_form
from ...schema.vocabulary import Property, Stance
from ..evidence.claims import CitedClaim, ClaimAnswer
from ..evidence.ranking import LawClass, law_class
from ..evidence.rules import Status
from ..evidence.settling import SettlingStep
from ..evidence.words import (
    CHECKED,
    DID,
    basis_words,
    capital,
    counted,
    element_words,
    no_source,
    origins_words,
    paragraphs,
    property_label,
    property_words,
    statement_words,
)
from ..results.answer import text_of
from ..results.citations import CitedSource
from ..results.text_layout import Lines, labelled, text_with_sources
from .answer import (
    DISTANT,
    EARLIER,
    LATER,
    NAMED,
    AllegedTransfer,
    ClaimedElement,
    ClaimedEvent,
    ElementState,
    MeasureInForce,
    ObservedEvent,
    Trace,
    TraceComparison,
    TraceGap,
    TransferElement,
)

#: How transfers that are not linked closely are headed.
_OTHER = {NAMED: "OTHER ALLEGATIONS", EARLIER: "EARLIER ALLEGATIONS", LATER: "LATER ALLEGATIONS"}
_LAW = {LawClass.FORBIDDEN: "FORBIDDEN", LawClass.CONDITIONAL: "POSSIBLY ALSO", LawClass.DUTY: "DUTY OF STATES"}
_RECORDS = {"Occupancy": "Post", "Occurrence": "Event", "Listing": "Entry"}


@text_of.register
def trace_text(trace: Trace, width: int) -> str:
    """Return a trace in the order of a report: seen, leads to, before, alleged, forbidden, unknown, sources."""
    lines = [("", f"{trace.what.name}, {as_known(trace.as_of)}"), *_body(trace)]
    return text_with_sources(lines, trace.sources, width)


@text_of.register
def comparison_text(comparison: TraceComparison, width: int) -> str:
    """Return what arrived between two days, and what it moved."""
    lines = [*_comparison(comparison)]
    return text_with_sources(lines, comparison.sources, width)


def _comparison(comparison: TraceComparison) -> Lines:
    span = f"from {long_form(comparison.since)} to {long_form(comparison.until)}"
    yield "", f"{comparison.what.name}, what became known {span}"
    by_report: dict[int, list[CitedClaim]] = {}
    for claim in comparison.arrived:
        by_report.setdefault(claim.source, []).append(claim)
    sources = {source.n: source for source in comparison.sources}
    for label, (n, claims) in labelled("ARRIVED", by_report.items()):
        kinds = ", ".join(sorted({f"{DID[c.stance]} {property_words(c.property)}" for c in claims}))
        publisher = f"{sources[n].publisher} [{n}]"
        yield label, f"{long_form(claims[0].since)}  {publisher}: {counted(len(claims), 'claim')} ({kinds})"
    if not comparison.arrived:
        yield "ARRIVED", "nothing"
    for label, event in labelled("NEW EVENT", comparison.events):
        yield label, event.name
    for label, move in labelled("MOVED", comparison.moved):
        origins = f"origins {move.before.roots} -> {move.after.roots}"
        what = capital(property_words(move.element))
        yield label, f"{what}, {move.name}: {_status(move.before, move.after)}; {origins}"
    if not comparison.moved:
        yield "MOVED", "nothing"


def _status(before: ElementState, after: ElementState) -> str:
    if before.status == after.status:
        return f'still "{after.status}"'
    return f"{before.status or 'not in the trace'} -> {after.status}"


def _body(trace: Trace) -> Lines:
    focus = trace.focused
    if focus:
        yield from _seen(focus, trace.sources)
    if trace.of_event:
        yield from _of_event(trace.of_event, trace.what.name)
    yield from _around(trace)
    claims_seen = {claim.id for claim in focus.claims} if focus else set()
    cited_in_full = False
    for transfer in trace.close:
        yield from _alleged("ALLEGED", transfer, claims_seen)
        in_force = [m for m in trace.forbidden_by if m.event == transfer.event]
        yield from _forbidden(in_force, full=not cited_in_full)
        cited_in_full = cited_in_full or bool(in_force)
    for transfer in (transfer for transfer in trace.may_be if transfer.link in DISTANT):
        yield from _alleged(_OTHER[transfer.link], transfer, claims_seen, brief=True)
        in_force = [m for m in trace.forbidden_by if m.event == transfer.event]
        yield from _forbidden(in_force, brief=True, full=not cited_in_full)
        cited_in_full = cited_in_full or bool(in_force)
    if not (trace.seen or trace.may_be or trace.after or trace.of_event):
        yield "", f"No claim links an observation or an alleged transfer with it, {as_known(trace.as_of)}."
    yield from _open(trace, {transfer.event: transfer.name for transfer in trace.close})


def _of_event(event: ClaimedEvent, name: str) -> Lines:
    """Yield what is claimed of a launch, trip, vote or other event, the measures that it touches, and what is open."""
    for label, element in labelled("CLAIMED", event.elements):
        values = f": {_values(element)}" if element.values else ""
        origins = f"; {origins_words(len(element.roots), '')}" if element.roots else ""
        yield label, f"{property_label(element.element)}{values} ({element.status}{origins})"
        if element.element == Property.EXISTS:
            affirming = [c for c in event.claims if c.property == Property.EXISTS and c.affirms]
            for claim in _own_of_each_speaker(affirming, set())[:8]:
                yield "", f"  {_asserted(claim)}"
    for claim in (claim for claim in event.claims if claim.leaves_open or claim.stance is Stance.DENIES):
        yield "", f"  {_asserted(claim)}"
    for answer in _distinct_answers(event.answers)[:8]:
        yield "", f"  {_answered(answer)}"
    for claim in {claim.speaker: claim for claim in event.legality}.values():
        yield "", f"  on the law, {_by(claim)}: {claim.value} [{claim.source}]"
    for label, (n, measure) in labelled("MEASURES", enumerate(event.measures)):
        law = paragraphs(measure.provisions, full=n == 0)
        yield label, f"{measure.measure_name}, {law}: {measure.outcome}{_text_mark(measure.checked)}"
        yield "", f"  {measure.summary}"
        for part in measure.elements:
            if part.counts and part.status in (Status.UNKNOWN, Status.CONTESTED):
                yield "", f"  {element_words(part.element)} {part.status}: {part.because}"
    if not event.measures:
        yield "MEASURES", f"none in this graph is known to cover {name}: `sanctionsgraph assess` says why"
    yield from _settle(event.would_settle)


def _around(trace: Trace) -> Lines:
    """Yield records, observations after and before, what it leads to, and meetings before."""
    for label, record in labelled("RECORDED", trace.records):
        listing = f" of the list {record.list}" if record.list else ""
        span = " to ".join(long_form(day) for day in dict.fromkeys((record.start, record.end)) if day)
        title = f"{_RECORDS.get(record.kind, record.kind)}{listing}: {record.summary or record.name}"
        yield label, f"{title.rstrip('.')}{', ' + span if span else ''} [{record.source}]"
    for label, later in labelled("AFTER", trace.after):
        days = f"{later.days_after} days after, at {later.place} [{later.source}]"
        yield label, f"{long_form(later.date)}  {later.name}, {days}"
    focus = trace.focused
    others = [event for event in trace.seen if event.counts and event is not focus]
    day = (focus.date or "") if focus else ""
    groups = {
        "LATER": [event for event in others if (event.date or "") > day],
        "EARLIER": [event for event in others if (event.date or "") <= day],
    }
    for title, events in groups.items():
        for label, event in labelled(title, events[:6]):
            yield label, f"{_date(event)}  {', '.join(f'{c.measured} [{c.source}]' for c in event.counts)}"
    for label, across in labelled("LEADS TO", trace.leads_to):
        country = ", ".join(state.name for state in across.country)
        over = f" over the {', '.join(across.over)}" if across.over else ""
        gauge = f"; gauges {' and '.join(map(str, across.gauges_mm))} mm" if across.gauges_mm else ""
        place = f"{across.name}{', ' + country if country else ''}"
        yield label, f"{place},{over} by rail{gauge} {_cite(across.sources)}"
    for label, meeting in labelled("BEFORE", trace.before):
        people = ", ".join(meeting.participants[:2]) + (" and others" if len(meeting.participants) > 2 else "")
        title = f"{meeting.name} ({meeting.days_before} days before)"
        yield label, f"{long_form(meeting.date)}  {title}: {people} {_cite(meeting.sources)}"
        topics: dict[str, list[int]] = {}
        for topic in meeting.topics:
            topics.setdefault(topic.topic, []).append(topic.source)
        if topics:
            yield "", "  spoke of " + "; ".join(f"{t} {_cite(n)}" for t, n in topics.items())


def _seen(event: ObservedEvent, sources: Sequence[CitedSource]) -> Lines:
    if not event.counts:
        yield "SEEN", f"{_date(event)}  {event.name}"
    for label, count in labelled("SEEN", event.counts):
        place = f" at {', '.join(event.places)}" if event.places else ""
        speaker = f"{count.speaker} [{count.source}]"
        yield label, f"{_date(event)}  {count.measured}{place} ({basis_words(count.basis)}): {speaker}"
    by_report = {source.id: source for source in sources}
    origins = ", ".join(f"{by_report[root].publisher} [{by_report[root].n}]" for root in event.roots)
    repeated = ", ".join(f"{source.publisher} [{source.n}]" for source in sources if source.n in event.carried_by)
    text = f"{capital(origins_words(len(event.roots), event.independence))}: {origins}"
    yield "", f"{text}{f'. Repeated by {repeated}' if repeated else ''}"
    for claim in event.said:
        if not claim.leaves_open:
            yield "", f"{statement_words(claim)}{_quoted(claim)} [{claim.source}]"


def _alleged(label: str, transfer: AllegedTransfer, focus: set[str], brief: bool = False) -> Lines:
    yield label, transfer.name
    states = []
    for element in transfer.elements:
        if element.status != Status.UNKNOWN:
            values = f" ({_values(element)})" if element.values else ""
            states.append(f"{element_words(element.element)} {element.status}{values}")
    exists = transfer.element(Property.EXISTS)
    rests = (
        f"That it took place rests on {origins_words(len(exists.roots), exists.independence)}"
        if exists.roots
        else "No source says outright that it took place"
    )
    yield "", f"  {'; '.join(states)}. {rests}" if states else f"  {rests}"
    affirming = [claim for claim in transfer.claims if claim.id in exists.claims and claim.affirms]
    for claim in _own_of_each_speaker(affirming, focus)[: 2 if brief else 8]:
        yield "", f"  {_asserted(claim)}"
    if not brief:
        for claim in transfer.doubts:
            yield "", f"  {_asserted(claim)}"
    for answer in _distinct_answers(transfer.answers)[: 3 if brief else 8]:
        yield "", f"  {_answered(answer)}"
    if not brief:
        yield from _legs(transfer)


def _asserted(claim: CitedClaim) -> str:
    """Return who asserted, suggested, doubted, denied or declined to say what, on which day and evidence."""
    day, evidence = long_form(claim.since), basis_words(claim.basis)
    words = f"{DID[claim.stance]} {statement_words(claim)}{_quoted(claim)}"
    return f"{claim.speaker}, {day} ({evidence}): {words} [{claim.source}]"


def _answered(answer: ClaimAnswer) -> str:
    """Return who denied, justified or declined to speak of what another had said."""
    said = _quoted(answer) or f" {answer.value}"
    to = f"{answer.answered_speaker}, {long_form(answer.answered_since)} [{answer.answered_source}]"
    return f"{_by(answer)}: {DID[answer.stance]}{said} [{answer.source}], in answer to {to}"


def _legs(transfer: AllegedTransfer) -> Lines:
    """Yield the parts of the way, and what is said on the law, once for each speaker."""
    for leg in transfer.legs:
        way = " to ".join(", ".join(end) for end in (leg.from_, leg.to) if end)
        means = ", ".join([*leg.mode, *leg.carrier, *map(long_form, leg.date)])
        yield "", f"  part of the way: {way}{' by ' + means if means else ''} {_cite(leg.sources)}"
    for claim in {claim.speaker: claim for claim in transfer.legality}.values():
        yield "", f"  on the law, {_by(claim)}: {claim.value} [{claim.source}]"


def _forbidden(measures: Sequence[MeasureInForce], brief: bool = False, full: bool = False) -> Lines:
    """Yield bans first; then bans under a condition, and duties of States beside the transfer."""
    for class_, title in _LAW.items():
        group = [each for each in measures if law_class(each.acts, each.threshold) is class_]
        for label, measure in labelled(title, group if not brief or class_ is not LawClass.DUTY else []):
            span = f"in this form since {long_form(measure.since)}, in force on {long_form(measure.on)}"
            lead = "if it took place as claimed, by the " if class_ is LawClass.FORBIDDEN else ""
            law = paragraphs(measure.provisions, full)
            full = False
            yield label, f"{lead}{measure.name}: {law}; {span}{_text_mark(measure.checked)}"
            if not brief:
                yield "", f"  {measure.summary}"
            if measure.threshold:
                yield "", f"  only if: {measure.threshold}"
            for exemption in measure.exemptions if not brief else ():
                yield "", f"  exempt, if each condition is shown: {exemption.name}"


def _text_mark(checked: str) -> str:
    mark = CHECKED.get(checked, checked)
    return f" [{mark}]" if mark else ""


def _open(trace: Trace, names: Mapping[str, str]) -> Lines:
    """Yield what observers leave open, what no source states of transfers in `names`, and what would settle it."""
    lines = [
        f"{gap.what or property_words(gap.element)}{_quoted(gap)} [{gap.source}]" for gap in trace.unknown if gap.claim
    ]
    silent: dict[str, list[str]] = {}
    for gap in trace.unknown:
        if gap.event in names and not gap.claim:
            silent.setdefault(gap.event, []).append(gap.element)
    lines += [no_source(elements, names[event]) for event, elements in silent.items()]
    yield from labelled("UNKNOWN", lines)
    yield from _settle(trace.would_settle)


def _settle(steps: Sequence[SettlingStep]) -> Lines:
    for label, step in labelled("WHAT WOULD SETTLE IT", steps[:6]):
        elements = dict.fromkeys(key.rpartition(" ")[2] for key in step.closes)
        yield label, f"{step.what} ({', '.join(map(element_words, elements))})"


def _values(element: ClaimedElement | TransferElement) -> str:
    """Return the values put forward, dates as people write them."""
    dated = element.element == Property.DATE
    return ", ".join(long_form(value) if dated else value for value in element.value_names)


def _quoted(claim: CitedClaim | ClaimAnswer | TraceGap) -> str:
    """Return the source's own words in quotation marks, with a space before; nothing where there are none."""
    return f" “{claim.hedge.replace(chr(34), '')}”" if claim.hedge else ""


def _by(claim: CitedClaim | ClaimAnswer) -> str:
    return f"{claim.speaker}, {long_form(claim.since)}"


def _date(event: ObservedEvent) -> str:
    return long_form(event.date) if event.date else "date not stated"


def _cite(numbers: Iterable[int]) -> str:
    return "".join(f"[{n}]" for n in sorted(set(numbers)))


def _own_of_each_speaker(claims: Sequence[CitedClaim], focus: set[str]) -> list[CitedClaim]:
    """Return one claim a speaker, the latest that does not repeat another of the same speaker.

    Those that rest on the observation come first.
    """
    speakers = {claim.id: claim.speaker for claim in claims}
    latest: dict[str, CitedClaim] = {}
    for claim in claims:
        earlier = latest.get(claim.speaker)
        carried = any(speakers.get(base) == claim.speaker for base in claim.rests_on)
        if not carried and (earlier is None or claim.since > earlier.since):
            latest[claim.speaker] = claim
    ordered = sorted(latest.values(), key=lambda c: (c.since, c.id), reverse=True)
    return sorted(ordered, key=lambda c: not focus.intersection(c.rests_on))


def _distinct_answers(answers: Iterable[ClaimAnswer]) -> list[ClaimAnswer]:
    """Return one answer for each speaker, stance and words."""
    distinct: dict[tuple[str, str, str | None], ClaimAnswer] = {}
    for answer in answers:
        if answer.value or answer.hedge:
            distinct.setdefault((answer.speaker, answer.stance, answer.hedge or answer.value), answer)
    return list(distinct.values())
