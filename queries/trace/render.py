"""A trace as text that a person reads. Every sentence is built from the answer; none is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...schema.dates import as_known, long_form
from ...schema.vocabulary import Act, Property, Stance
from ..evidence.claims import CitedClaim, ClaimAnswer
from ..evidence.rules import Status
from ..results.answer import text_of
from ..results.citations import CitedSource
from ..results.text_layout import Lines, labelled, text_with_sources
from .answer import (
    EARLIER,
    NAMED,
    AllegedTransfer,
    ElementState,
    MeasureInForce,
    ObservedEvent,
    Trace,
    TraceComparison,
    TraceGap,
)

#: Duties that forbid a transfer itself; the others ask something of States beside it.
_BANS = {
    Act.CEASE_EXPORT,
    Act.CEASE_IMPORT,
    Act.PROHIBIT_PROCUREMENT,
    Act.PREVENT_SUPPLY,
    Act.PREVENT_TECHNICAL_ASSISTANCE,
    Act.SUSPEND_COOPERATION,
    Act.CAP_SUPPLY,
}
_ELEMENT, _OPEN = {"exists": "took place"}, {"exists": "that it took place"}


@text_of.register
def trace_text(trace: Trace, width: int) -> str:
    """Return a trace in the order of a report: seen, leads to, before, may be, forbidden, unknown, sources."""
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
        kinds = ", ".join(sorted({f"{c.property} {c.stance}" for c in claims}))
        publisher = f"{sources[n].publisher} [{n}]"
        yield label, f"{long_form(claims[0].since)}  {publisher}: {len(claims)} claims ({kinds})"
    if not comparison.arrived:
        yield "ARRIVED", "nothing"
    for label, event in labelled("NEW EVENT", comparison.events):
        yield label, event.name
    for label, move in labelled("MOVED", comparison.moved):
        roots = f"roots {move.before.roots}, now {move.after.roots}"
        yield label, f"{move.element} of {move.name}: {_status(move.before, move.after)}; {roots}"
    if not comparison.moved:
        yield "MOVED", "nothing"


def _status(before: ElementState, after: ElementState) -> str:
    if before.status == after.status:
        return f"still {after.status}"
    return f"{before.status or 'not in the trace'}, now {after.status}"


def _body(trace: Trace) -> Lines:
    if trace.seen:
        yield from _seen(trace.seen[0], trace.sources)
    yield from _around(trace)
    focus = {claim.id for claim in trace.seen[0].claims} if trace.seen else set()
    distant = [transfer for transfer in trace.may_be if transfer.link in (EARLIER, NAMED)]
    close = [transfer for transfer in trace.may_be if transfer.link not in (EARLIER, NAMED)]
    for transfer in close:
        yield from _may_be("MAY BE", transfer, focus)
        yield from _forbidden(m for m in trace.forbidden_by if m.event == transfer.event)
    for transfer in distant:
        yield from _may_be("ALSO NAMED" if transfer.link == NAMED else "EARLIER", transfer, focus, brief=True)
        yield from _forbidden((m for m in trace.forbidden_by if m.event == transfer.event), brief=True)
    if not (trace.seen or trace.may_be or trace.after):
        yield "", "No observation and no alleged transfer is linked to it by what was known then."
    yield from _open(trace, {transfer.event: transfer.name for transfer in close})


def _around(trace: Trace) -> Lines:
    """Yield records, observations after and before, what it leads to, and meetings before."""
    for label, record in labelled("RECORDED", trace.records):
        listed = f" on the list {record.list}" if record.list else ""
        span = " to ".join(long_form(day) for day in dict.fromkeys((record.start, record.end)) if day)
        title = f"{record.kind}{listed}: {record.summary or record.name}"
        yield label, f"{title}{', ' + span if span else ''} [{record.source}]"
    for label, later in labelled("AFTER", trace.after):
        days = f"{later.days_after} days after, at {later.place} [{later.source}]"
        yield label, f"{long_form(later.date)}  {later.name}, {days}"
    earlier = [event for event in trace.seen[1:] if event.counts][:6]
    for label, event in labelled("EARLIER" if trace.seen else "SEEN", earlier):
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
        yield label, f"{_date(event)}  {count.measured}{place} ({count.basis}): {speaker}"
    carried = ", ".join(f"{source.publisher} [{source.n}]" for source in sources if source.n in event.carried_by)
    by_report = {source.id: source for source in sources}
    roots = ", ".join(f"{by_report[root].publisher} [{by_report[root].n}]" for root in event.roots)
    yield "", f"{_roots(event.roots, event.independence)}: {roots}{'; carried by ' + carried if carried else ''}"
    for claim in event.said:
        if not claim.leaves_open:
            value = claim.measured if claim.number is not None else claim.entity_name or claim.value
            yield "", f"{claim.property}: {value}{_quoted(claim)} [{claim.source}]"


def _may_be(label: str, transfer: AllegedTransfer, focus: set[str], brief: bool = False) -> Lines:
    yield label, transfer.name
    states = []
    for element in transfer.elements:
        if element.status != Status.UNKNOWN:
            values = f" ({', '.join(element.value_names)})" if element.values else ""
            states.append(f"{_ELEMENT.get(element.element, element.element)} {element.status}{values}")
    exists = transfer.element(Property.EXISTS)
    rests = (
        f"That it took place rests on {_roots(exists.roots, exists.independence)}"
        if exists.roots
        else "Nobody says outright that it took place"
    )
    yield "", f"  {'; '.join(states)}. {rests}" if states else f"  {rests}"
    affirming = [claim for claim in transfer.claims if claim.id in exists.claims and claim.affirms]
    for claim in _own_of_each_speaker(affirming, focus)[: 2 if brief else 8]:
        yield "", f"  {claim.stance}{_quoted(claim)}: {_by(claim)}, {claim.basis} [{claim.source}]"
    if not brief:
        yield from _doubts(transfer)
    for answer in _distinct_answers(transfer.answers)[: 3 if brief else 8]:
        words = _quoted(answer) or f" {answer.value}"
        to = f"{answer.answered_speaker}, {long_form(answer.answered_since)} [{answer.answered_source}]"
        yield "", f"  {answer.stance}{words}: {_by(answer)} [{answer.source}], in answer to {to}"
    if not brief:
        yield from _legs(transfer)


def _doubts(transfer: AllegedTransfer) -> Lines:
    for claim in transfer.doubts:
        matter = "that it took place" if claim.property == Property.EXISTS else claim.value or claim.property
        verb = "doubts" if claim.stance is Stance.DOUBTS else "does not say"
        yield "", f"  {verb}: {matter}{_quoted(claim)}: {_by(claim)} [{claim.source}]"


def _legs(transfer: AllegedTransfer) -> Lines:
    """Yield the legs, and what is said on the law, once for each speaker."""
    for leg in transfer.legs:
        way = " to ".join(", ".join(end) for end in (leg.from_, leg.to) if end)
        means = ", ".join([*leg.mode, *leg.carrier, *map(long_form, leg.date)])
        yield "", f"  leg: {way}{' by ' + means if means else ''} {_cite(leg.sources)}"
    for claim in {claim.speaker: claim for claim in transfer.legality}.values():
        yield "", f"  on the law: {_by(claim)}: {claim.value} [{claim.source}]"


def _forbidden(measures: Iterable[MeasureInForce], brief: bool = False) -> Lines:
    """Yield bans first; then duties of States beside the transfer."""
    groups: Mapping[str, list[MeasureInForce]] = {"FORBIDDEN": [], "IF ALSO": [], "DUTY": []}
    for measure in measures:
        bans = bool(_BANS & set(measure.acts))
        groups["DUTY" if not bans else "IF ALSO" if measure.threshold else "FORBIDDEN"].append(measure)
    for title, group in groups.items():
        for label, measure in labelled(title, group if not brief or title != "DUTY" else []):
            span = f"reads so since {long_form(measure.since)}, in force on {long_form(measure.on)}"
            mark = "" if measure.checked == "two-sources" else f" [law text: {measure.checked}]"
            lead = "if it is so, by the " if title == "FORBIDDEN" else ""
            yield label, f"{lead}{measure.name}: {', '.join(measure.provisions)}; {span}{mark}"
            if not brief:
                yield "", f"  {measure.summary}"
            if measure.threshold:
                yield "", f"  only if: {measure.threshold}"
            for exemption in measure.exemptions if not brief else ():
                yield "", f"  exempt, if each condition is shown: {exemption.name}"


def _open(trace: Trace, names: Mapping[str, str]) -> Lines:
    """Yield what observers leave open, what no source puts forward of transfers in `names`, what would settle it."""
    focus = trace.seen[0].event if trace.seen else None
    lines = [f"{gap.what}{_quoted(gap)} [{gap.source}]" for gap in trace.unknown if gap.event == focus]
    silent: dict[str, list[str]] = {}
    for gap in trace.unknown:
        if gap.event in names:
            silent.setdefault(gap.event, []).append(_OPEN.get(gap.element, gap.element))
    lines += [f"nobody puts forward: {', '.join(of)}, of {names[event]}" for event, of in silent.items()]
    yield from labelled("UNKNOWN", lines)
    for label, step in labelled("WOULD", trace.would_settle[:6]):
        yield (label and "SETTLE IT"), f"{step.what} (closes {len(step.closes)})"


def _roots(roots: Sequence[str], independence: str) -> str:
    return "1 root" if len(roots) == 1 else f"{len(roots)} roots, {independence}"


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
    """Return one claim a speaker, the latest that does not carry another of the same speaker.

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
