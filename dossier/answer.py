"""The question of a case and its answer in plain sentences; each says on whose word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ..queries.trace.answer import EARLIER, NAMED
from . import labels as words
from .case import Case, Json

#: So many lines of one kind; the sections below have all.
_MOST = 4
_PER_EVENT = 2
_STEPS = 3


@dataclass(frozen=True)
class AnswerLine:
    """A sentence; `label` says which part of the answer it is, empty where it goes on with the one before."""

    label: str
    text: str
    cites: tuple[int, ...] = ()
    #: How a measure came out, and by which elements.
    status: str = ""
    by: str = ""


@dataclass(frozen=True)
class OutcomeBox:
    """What comes nearest, and how all assessments came out; never that a violation is proven."""

    nearest: Json | None
    text: str


def question(case: Case) -> str:
    """What the case file answers."""
    kind = case.trace["what"]["kind"]
    about = {
        "Vessel": f"Which sanctions measure may a voyage of the {case.name} break",
        "Person": f"Which sanctions measure may what {case.name} is linked with break",
    }.get(kind, f"Which sanctions measure may the events at {case.name} break")
    if "Event" in kind or kind in ("Observation", "Transfer", "Summit", "Trip", "Launch"):
        about = f"Which sanctions measure may this break: {case.name}"
    return f"{about}, under which paragraph, on whose word, and what would settle it?"


def verdict(case: Case) -> OutcomeBox:
    """The assessment of the first event that came nearest, and a sentence over all that are shown."""
    entries = case.assess["assessments"]
    found = Counter(entry["outcome"] for entry in entries)
    if not entries:
        return OutcomeBox(None, "By what was known then, no measure can be matched with an event of this case.")
    parts = words.listed([f"{found[status]} {status}" for status in words.STATUSES if found[status]])
    pairs = "1 pair" if len(entries) == 1 else f"{len(entries)} pairs"
    text = (
        f"{pairs} of an event and a measure, matched element by element: {parts}. The weakest element decides. "
        "This is what sources say and how far it carries, not a finding that a measure was broken."
    )
    first = [entry for event in first_events(case) for entry in entries if entry["event"] == event]
    return OutcomeBox((first or entries)[0], text)


def lines(case: Case) -> list[AnswerLine]:
    """Seen, leads to, before, may be, against it, the law, not known."""
    found: list[AnswerLine] = []
    for label, some in (
        ("Seen", _seen(case)),
        ("Recorded", _records(case)),
        ("Leads to", _leads_to(case)),
        ("Before", _before(case)),
        ("May be", _may_be(case)),
        ("Against it", _against(case)),
        ("The law", _law(case)),
        ("Not known", _open(case)),
        ("To settle it", [AnswerLine("", words.capital(step["what"])) for step in case.assess["settle"][:_STEPS]]),
    ):
        found += [replace(line, label=label if n == 0 else "") for n, line in enumerate(some)]
    return found


def _line(case: Case, text: str, reports: list[str] | None = None, numbers: list[int] | None = None) -> AnswerLine:
    return AnswerLine("", text, tuple(sorted({*case.cite(reports or ()), *case.cite_traced(numbers or ())})))


def _seen(case: Case) -> list[AnswerLine]:
    found = []
    for sight in case.trace["seen"][:_MOST]:
        # A sight at the place that was asked for is not told to be in the State around it as well.
        places = [case.name] if case.name in sight["places"] else sight["places"]
        where = f" at {words.listed(places)}" if places else ""
        for count in sight["counts"] or []:
            text = (
                f"{words.capital(words.value(count))}{where} on {words.when(sight['date'])}, "
                f"by {words.basis(count['basis'])}: {count['speaker']}"
            )
            found.append(_line(case, text, [count["report"]]))
        if not sight["counts"]:
            found.append(_line(case, f"{sight['name']}, {words.when(sight['date'])}", sight["roots"]))
        roots = words.listed([case.publisher(root) for root in sight["roots"]])
        if sight["carried_by"]:
            n = len(sight["carried_by"])
            carriers = (
                "1 other report carries it and adds no root"
                if n == 1
                else (f"{n} other reports carry it and add no root")
            )
            found.append(_line(case, f"All of it rests on {roots}; {carriers}", sight["roots"]))
        usual = [c for c in sight["said"] if c["property"] == "baseline"]
        found += [
            _line(case, f"Before that, {words.value(c)}: “{words.quoted(c['hedge'])}”", [c["report"]]) for c in usual
        ]
    return found


def _records(case: Case) -> list[AnswerLine]:
    found = []
    for record in case.trace["records"][:_MOST]:
        on = f" on the list {record['list']}" if record["list"] else ""
        since = f", {words.when(record['start'])}" if record["start"] else ""
        text = f"{words.kind(record['kind'])}{on}: {record['summary'] or record['name']}{since}"
        found.append(_line(case, text, [record["report"]]))
    return found


def _leads_to(case: Case) -> list[AnswerLine]:
    found = []
    for end in case.trace["leads_to"]:
        country = f", {words.listed([c['name'] for c in end['country']])}" if end["country"] else ""
        over = f", over the {words.listed(end['over'])}" if end["over"] else ""
        found.append(_line(case, f"{end['name']}{country}, by rail{over}", numbers=end["sources"]))
    return found


def _before(case: Case) -> list[AnswerLine]:
    found = []
    for meeting in case.trace["before"][:_MOST]:
        people = words.listed([*meeting["participants"][:2], *(["others"] if len(meeting["participants"]) > 2 else [])])
        text = f"{meeting['name']}, {meeting['days_before']} days earlier ({words.when(meeting['date'])}): {people}"
        found.append(_line(case, text, numbers=meeting["sources"]))
    return found


def main_events(case: Case) -> list[Json]:
    """The alleged transfers that what was asked for is linked with most closely."""
    return [event for event in case.trace["may_be"] if event["link"] not in (EARLIER, NAMED)]


def _may_be(case: Case) -> list[AnswerLine]:
    found = []
    for event in main_events(case):
        states = []
        for element in event["elements"]:
            if element["status"] == "unknown":
                continue
            values = [
                v["name"] if isinstance(v, dict) else words.when(v) if element["element"] == "date" else v
                for v in element["values"]
            ]
            name = "that it took place" if element["element"] == "exists" else words.prop(element["element"])
            states.append(f"{name} {element['status']}{' (' + ', '.join(values) + ')' if values else ''}")
        text = f"{event['name']}: {'; '.join(states) if states else 'nobody puts an element forward'}"
        exists = event["elements"][0]
        found.append(_line(case, text, exists["roots"]))
        if exists["roots"]:
            n = len(exists["roots"])
            roots = "1 root" if n == 1 else f"{n} roots, {exists['independence']}"
            found.append(_line(case, f"That it took place rests on {roots}"))
        else:
            found.append(_line(case, "Nobody in this graph says outright that it took place"))
    return found


def _against(case: Case) -> list[AnswerLine]:
    found: list[AnswerLine] = []
    for event in main_events(case):
        for doubt in event["doubts"]:
            verb = "doubts" if doubt["stance"] == "doubts" else "does not say"
            what = words.value(doubt) or words.prop(doubt["property"])
            found.append(_line(case, f"{doubt['speaker']} {verb}: {what}{_quote(doubt)}", [doubt["report"]]))
        for answer in event["answers"]:
            what = f"{answer['speaker']} {answer['stance']}{_quote(answer) or ': ' + str(answer['value'] or '')}"
            to = f", {words.when(answer['since'])}, in answer to {answer['answered_speaker']}"
            found.append(_line(case, what + to, [answer["report"]]))
    distinct: dict[str, AnswerLine] = {}
    for line in found:
        distinct.setdefault(line.text.partition(", in answer to")[0], line)
    return list(distinct.values())[: _MOST + 2]


def first_events(case: Case) -> list[str]:
    """The events that the case is about: the latest sight, what it may be, and of what that is said to be a leg."""
    found = [sight["event"] for sight in case.trace["seen"][:1]]
    found += [event["event"] for event in main_events(case)]
    return list(dict.fromkeys([*found, *(row["id"] for row in case.assess["legs"])]))


def _law(case: Case) -> list[AnswerLine]:
    """The weightiest measures of each event; the elements are in their own section."""
    found = []
    for event in first_events(case):
        mine = [entry for entry in case.assess["assessments"] if entry["event"] == event]
        for entry in mine[:_PER_EVENT]:
            paragraphs = f" ({words.listed(list(entry['provisions']))})" if entry["provisions"] else ""
            text = f"{entry['name']}, under {entry['measure_name']}{paragraphs}:"
            weakest = [
                words.element(element["element"]).lower()
                for element in entry["elements"]
                if element["status"] == entry["outcome"] and element["element"] not in words.BESIDE
            ]
            found.append(AnswerLine("", text, status=entry["outcome"], by=words.listed(weakest)))
        if len(mine) > _PER_EVENT:
            found.append(AnswerLine("", f"and {len(mine) - _PER_EVENT} more measures that may touch it, below"))
    return found


def _open(case: Case) -> list[AnswerLine]:
    found: list[AnswerLine] = []
    main = {event["event"]: event["name"] for event in main_events(case)}
    silent: dict[str, list[str]] = {}
    for gap in case.trace["unknown"]:
        if gap["claim"]:
            claim = case.claims[gap["claim"]]
            found.append(
                _line(
                    case, f"{words.capital(gap['what'] or words.prop(gap['element']))}{_quote(gap)}", [claim["report"]]
                )
            )
        elif gap["event"] in main:
            silent.setdefault(gap["event"], []).append(words.prop(gap["element"]))
    found += [AnswerLine("", f"Nobody puts forward {words.listed(gaps)} of {main[e]}") for e, gaps in silent.items()]
    return found


def _quote(said: Json) -> str:
    return f" “{words.quoted(said['hedge'])}”" if said["hedge"] else ""
