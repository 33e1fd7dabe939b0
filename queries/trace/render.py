"""A trace as text that a person reads. Every sentence is built from the answer; none is added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...schema.dates import as_known, long_form
from ...schema.vocabulary import Act, Property, Stance
from ..results.text_layout import Lines, cited, labelled, laid_out, source_lines
from .trace import EARLIER, NAMED, measured

#: Columns of claims as rows.
CLAIM = (
    *("since", "id", "event", "property", "stance", "value", "entity", "unit", "hedge", "basis", "speaker", "report"),
    "locator",
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


def tell(answer: dict[str, Any], width: int = 100) -> str:
    """A trace in the order of a report: seen, leads to, before, may be, forbidden, unknown, sources."""
    lines = [*_head(answer), *_body(answer)]
    return laid_out([*lines, *source_lines(answer, cited(lines))], width)


def tell_between(answer: dict[str, Any], width: int = 100) -> str:
    """What arrived between two days, and what it moved."""
    title = (
        f"{answer['what']['name']}, what became known from {long_form(answer['since'])} to {long_form(answer['until'])}"
    )
    lines: list[tuple[str, str]] = [("", title)]
    by_report: dict[int, list[dict[str, Any]]] = {}
    for claim in answer["arrived"]:
        by_report.setdefault(claim["source"], []).append(claim)
    sources = {source["n"]: source for source in answer["sources"]}
    for label, (n, claims) in labelled("ARRIVED", by_report.items()):
        kinds = ", ".join(sorted({f"{c['property']} {c['stance']}" for c in claims}))
        lines.append(
            (
                label,
                f"{long_form(claims[0]['since'])}  {sources[n]['publisher']} [{n}]: {len(claims)} claims ({kinds})",
            )
        )
    if not answer["arrived"]:
        lines.append(("ARRIVED", "nothing"))
    for label, event in labelled("NEW EVENT", answer["events"]):
        lines.append((label, event["name"]))
    for label, move in labelled("MOVED", answer["moved"]):
        was, now = move["before"], move["after"]
        status = (
            f"{was['status'] or 'not in the trace'}, now {now['status']}"
            if was["status"] != now["status"]
            else f"still {now['status']}"
        )
        lines.append(
            (
                label,
                f"{move['element']} of {move['name']}: {status}; roots {was['roots']}, now {now['roots']}",
            )
        )
    if not answer["moved"]:
        lines.append(("MOVED", "nothing"))
    return laid_out([*lines, *source_lines(answer, cited(lines))], width)


def claims_of(answer: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Every claim in a trace, once."""
    seen: set[str] = set()
    for part in ("seen", "may_be"):
        for event in answer[part]:
            legs = (claim for leg in event.get("legs", ()) for claim in leg["claims"])
            for claim in (*event["claims"], *legs):
                if claim["id"] not in seen:
                    seen.add(claim["id"])
                    yield claim


def claim_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each claim of a trace, or for each that arrived between two days."""
    return list(answer["arrived"] if "arrived" in answer else claims_of(answer))


def _head(answer: dict[str, Any]) -> Lines:
    known = as_known(answer["as_of"])
    yield "", f"{answer['what']['name']}, {known}"


def _body(answer: dict[str, Any]) -> Lines:
    sources = {source["n"]: source for source in answer["sources"]}
    by_report = {source["id"]: source for source in answer["sources"]}
    seen = answer["seen"]
    focus = {claim["id"] for claim in seen[0]["claims"]} if seen else set()
    if seen:
        yield from _seen(seen[0], sources, by_report)
    for label, record in labelled("RECORDED", answer["records"]):
        listed = f" on the list {record['list']}" if record["list"] else ""
        span = " to ".join(long_form(day) for day in dict.fromkeys((record["start"], record["end"])) if day)
        what = f"{record['kind']}{listed}: {record['summary'] or record['name']}"
        yield label, f"{what}{', ' + span if span else ''} [{record['source']}]"
    for label, sight in labelled("AFTER", answer["after"]):
        when = f"{long_form(sight['date'])}  {sight['name']}"
        yield label, f"{when}, {sight['days_after']} days after, at {sight['place']} [{sight['source']}]"
    for label, event in labelled("EARLIER" if seen else "SEEN", _earlier(seen)):
        counts = ", ".join(f"{measured(c)} [{c['source']}]" for c in event["counts"])
        yield label, f"{_date(event)}  {counts}"
    for label, end in labelled("LEADS TO", answer["leads_to"]):
        country = ", ".join(c["name"] for c in end["country"])
        over = f" over the {', '.join(end['over'])}" if end["over"] else ""
        gauge = f"; gauges {' and '.join(map(str, end['gauges_mm']))} mm" if end["gauges_mm"] else ""
        yield (
            label,
            f"{end['name']}{', ' + country if country else ''},{over} by rail{gauge} {_cite(end['sources'])}",
        )
    for label, meeting in labelled("BEFORE", answer["before"]):
        days = f"{meeting['days_before']} days before"
        people = ", ".join(meeting["participants"][:2]) + (" and others" if len(meeting["participants"]) > 2 else "")
        yield (
            label,
            f"{long_form(meeting['date'])}  {meeting['name']} ({days}): {people} {_cite(meeting['sources'])}",
        )
        topics: dict[str, list[int]] = {}
        for topic in meeting["topics"]:
            topics.setdefault(topic["topic"], []).append(topic["source"])
        if topics:
            yield "", "  spoke of " + "; ".join(f"{t} {_cite(n)}" for t, n in topics.items())
    full = [event for event in answer["may_be"] if event["link"] not in (EARLIER, NAMED)]
    for event in full:
        yield from _may_be("MAY BE", event, focus)
        yield from _forbidden(answer, event["event"])
    for event in answer["may_be"]:
        if event not in full:
            yield from _may_be("ALSO NAMED" if event["link"] == NAMED else "EARLIER", event, focus, brief=True)
            yield from _forbidden(answer, event["event"], brief=True)
    if not (seen or answer["may_be"] or answer["after"]):
        yield "", "No observation and no alleged transfer is linked to it by what was known then."
    yield from _open(answer, {event["event"] for event in full})


def _seen(event: dict[str, Any], sources: dict[int, Any], by_report: dict[str, Any]) -> Lines:
    for label, count in labelled("SEEN", event["counts"] or [None]):
        if count is None:
            yield label, f"{_date(event)}  {event['name']}"
            continue
        where = f" at {', '.join(event['places'])}" if event["places"] else ""
        yield (
            label,
            f"{_date(event)}  {measured(count)}{where} ({count['basis']}): {count['speaker']} [{count['source']}]",
        )
    carried = [f"{sources[n]['publisher']} [{n}]" for n in event["carried_by"]]
    roots = [by_report[root] for root in event["roots"]]
    told = ", ".join(f"{root['publisher']} [{root['n']}]" for root in roots)
    repeats = f"; carried by {', '.join(carried)}" if carried else ""
    count = "1 root" if len(roots) == 1 else f"{len(roots)} roots, {event['independence']}"
    yield "", f"{count}: {told}{repeats}"
    for claim in event["said"]:
        if claim["stance"] in (Stance.DOUBTS, Stance.DECLINES):
            continue
        words = _quoted(claim)
        value = measured(claim) if claim["number"] is not None else claim["entity_name"] or claim["value"]
        yield "", f"{claim['property']}: {value}{words} [{claim['source']}]"


def _may_be(label: str, event: dict[str, Any], focus: set[str], brief: bool = False) -> Lines:
    yield label, event["name"]
    elements = {element["element"]: element for element in event["elements"]}
    claims = {claim["id"]: claim for claim in event["claims"]}
    states = []
    for element in event["elements"]:
        values = ", ".join(v["name"] if isinstance(v, dict) else v for v in element["values"])
        if element["status"] != "unknown":
            word = _ELEMENT.get(element["element"], element["element"])
            states.append(f"{word} {element['status']}{' (' + values + ')' if values else ''}")
    exists = elements[Property.EXISTS]
    roots = "1 root" if len(exists["roots"]) == 1 else f"{len(exists['roots'])} roots, {exists['independence']}"
    rests = f"That it took place rests on {roots}" if exists["roots"] else "Nobody says outright that it took place"
    yield "", f"  {'; '.join(states)}. {rests}" if states else f"  {rests}"
    shown = [claims[c] for c in exists["claims"] if claims[c]["stance"] in (Stance.ASSERTS, Stance.SUGGESTS)]
    for claim in _own_of_each_speaker(shown, focus)[: 2 if brief else 8]:
        yield "", f"  {claim['stance']}{_quoted(claim)}: {_by(claim)}, {claim['basis']} [{claim['source']}]"
    for claim in event["doubts"] if not brief else []:
        what = "that it took place" if claim["property"] == Property.EXISTS else claim["value"] or claim["property"]
        verb = "doubts" if claim["stance"] == Stance.DOUBTS else "does not say"
        yield "", f"  {verb}: {what}{_quoted(claim)}: {_by(claim)} [{claim['source']}]"
    for answer in _distinct_answers(event["answers"])[: 3 if brief else 8]:
        words = _quoted(answer) or f" {answer['value']}"
        to = f"{answer['answered_speaker']}, {long_form(answer['answered_since'])} [{answer['answered_source']}]"
        yield "", f"  {answer['stance']}{words}: {_by(answer)} [{answer['source']}], in answer to {to}"
    for leg in event["legs"] if not brief else []:
        way = " to ".join(", ".join(leg[end]) for end in ("from", "to") if leg[end])
        how = ", ".join([*leg["mode"], *leg["carrier"], *map(long_form, leg["date"])])
        yield "", f"  leg: {way}{' by ' + how if how else ''} {_cite(leg['sources'])}"
    legal = {claim["speaker"]: claim for claim in event["legality"]} if not brief else {}
    for claim in legal.values():
        yield "", f"  on the law: {_by(claim)}: {claim['value']} [{claim['source']}]"


def _quoted(claim: dict[str, Any]) -> str:
    """The source's own words in quotation marks, with a space before; nothing where there are none."""
    return f" “{claim['hedge'].replace(chr(34), '')}”" if claim["hedge"] else ""


def _by(claim: dict[str, Any]) -> str:
    return f"{claim['speaker']}, {long_form(claim['since'])}"


def _forbidden(answer: dict[str, Any], event: str, brief: bool = False) -> Lines:
    """Bans first; then duties of States beside the transfer."""
    mine = [m for m in answer["forbidden_by"] if m["event"] == event]
    bans = [m for m in mine if _BANS & set(m["acts"]) and not m["threshold"]]
    conditional = [m for m in mine if _BANS & set(m["acts"]) and m["threshold"]]
    duties = [m for m in mine if not _BANS & set(m["acts"])]
    for label, measures in (("FORBIDDEN", bans), ("IF ALSO", conditional), ("DUTY", duties)):
        for shown, measure in labelled(label, measures if not brief or label != "DUTY" else []):
            since = f"reads so since {long_form(measure['since'])}"
            mark = "" if measure["checked"] == "two-sources" else f" [law text: {measure['checked']}]"
            lead = "if it is so, by the " if label == "FORBIDDEN" else ""
            where = ", ".join(measure["provisions"])
            yield (
                shown,
                f"{lead}{measure['name']}: {where}; {since}, in force on {long_form(measure['on'])}{mark}",
            )
            if not brief:
                yield "", f"  {measure['summary']}"
            if measure["threshold"]:
                yield "", f"  only if: {measure['threshold']}"
            for exemption in measure["exemptions"] if not brief else []:
                yield "", f"  exempt, if each condition is shown: {exemption['name']}"


def _open(answer: dict[str, Any], events: set[str]) -> Lines:
    focus = answer["seen"][0]["event"] if answer["seen"] else None
    names = {event["event"]: event["name"] for event in answer["may_be"]}
    said = [u for u in answer["unknown"] if u["event"] == focus]
    silent = [u for u in answer["unknown"] if u["event"] in events]
    lines = [f"{u['what']}{_quoted(u)} [{u['source']}]" for u in said]
    for event in dict.fromkeys(u["event"] for u in silent):
        elements = ", ".join(_OPEN.get(u["element"], u["element"]) for u in silent if u["event"] == event)
        lines.append(f"nobody puts forward: {elements}, of {names[event]}")
    for label, line in labelled("UNKNOWN", lines):
        yield label, line
    for label, step in labelled("WOULD", answer["would_settle"][:6]):
        yield (label and "SETTLE IT"), f"{step['what']} (closes {len(step['closes'])})"


def _earlier(seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in seen[1:] if event["counts"]][:6]


def _date(event: dict[str, Any]) -> str:
    return long_form(event["date"]) if event["date"] else "date not stated"


def _cite(numbers: list[int]) -> str:
    return "".join(f"[{n}]" for n in sorted(set(numbers)))


def _own_of_each_speaker(claims: list[dict[str, Any]], focus: set[str]) -> list[dict[str, Any]]:
    """One claim a speaker, the latest that does not carry another of the same speaker; those that rest on
    the sight come first."""
    speakers = {claim["id"]: claim["speaker"] for claim in claims}
    latest: dict[str, dict[str, Any]] = {}
    for claim in claims:
        known = latest.get(claim["speaker"])
        carried = any(speakers.get(base) == claim["speaker"] for base in claim["rests_on"])
        if not carried and (known is None or claim["since"] > known["since"]):
            latest[claim["speaker"]] = claim
    ordered = sorted(latest.values(), key=lambda c: (c["since"], c["id"]), reverse=True)
    return sorted(ordered, key=lambda c: not focus & set(c["rests_on"]))


def _distinct_answers(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line a statement: who answers, when, how."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for answer in answers:
        if answer["value"] or answer["hedge"]:
            found.setdefault((answer["speaker"], answer["stance"], answer["hedge"] or answer["value"]), answer)
    return list(found.values())
