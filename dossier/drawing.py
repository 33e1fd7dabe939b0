"""The graph of the case: who says, what happened, where, what it may be, what forbids it.

Every hop is one line with its citation. The same hops are drawn and stand in a table: the table is what a person
reads who cannot see the drawing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..queries.assessment.answer import Outcome
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.rules import Status
from ..queries.trace.answer import DISTANT, AllegedTransfer, ObservedEvent
from ..schema.vocabulary import Property, Stance
from . import labels as words
from .case import Case, grouped

#: Columns of the drawing, from left to right.
COLUMNS = (
    "Speakers and participants",
    "What happened",
    "Places and allegations",
    "From, to, goods",
    "Law, lists, posts",
)
#: At most so many speakers and participants are drawn for one event; the table of sources has all.
_SPEAKERS, _PARTICIPANTS, _MEETINGS = 6, 2, 6
_WIDE, _WIDE_WITH_WORDS, _HIGH, _SLOT = 236, 310, 68, 24
#: Up to so many lines bear their words at once; else those of the thing that is chosen.
_WORDY = 16
#: So many letters fit into the box of a node.
_LETTERS = 62
#: Kinds of node that have a look of their own, and what it means.
KEY = {
    "Speaker": "speaker or person",
    "Observation": "observation or meeting",
    "Transfer": "allegation",
    "Measure": "measure or list entry",
}
_SWEEPS = 8
_RECORDED = {"Listing": "listed on", "Occupancy": "holds the post of", "Occurrence": "took part in"}
#: The column of the subject, if it is no place.
_COLUMN = {
    **{"Person": 0, "Vessel": 1, "Company": 1, "Observation": 1, "Summit": 1, "Trip": 1, "Launch": 1},
    **{"Vote": 1, "Announcement": 1, "Employment": 1, "PortCall": 1},
}


@dataclass
class DrawnNode:
    """A thing that is drawn. `column` says what part it plays."""

    id: str
    name: str
    kind: str
    column: int
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class DrawnHop:
    """From one thing to another, in whose words. `law` cites a paragraph, `cites` the numbered sources."""

    start: str
    end: str
    relation: str
    cites: tuple[int, ...] = ()
    law: str = ""
    firm: bool = True


@dataclass(frozen=True)
class CanvasNode:
    """A node as the script of the page draws it."""

    id: str
    name: str
    label: str
    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class CanvasEdge:
    """A hop as the script of the page draws it; `way` are the points through which it runs between its ends."""

    id: str
    source: str
    target: str
    how: str
    firm: bool
    way: list[tuple[int, int]]


@dataclass(frozen=True)
class CanvasElements:
    """What the script of the page draws."""

    nodes: list[CanvasNode]
    edges: list[CanvasEdge]


@dataclass(frozen=True)
class HopRow:
    """A hop as a row of the table; `nodes` are the ids of its ends in the drawing."""

    start: str
    end: str
    nodes: str
    relation: str
    cites: tuple[int, ...]
    law: str


@dataclass
class Drawing:
    """Nodes with their places, the hops between them, and of each hop the points through which it runs."""

    nodes: dict[str, DrawnNode] = field(default_factory=dict)
    hops: list[DrawnHop] = field(default_factory=list)
    ways: list[list[tuple[int, int]]] = field(default_factory=list)

    def add(self, key: str, name: str, kind: str, column: int) -> str:
        """Add a node, if it is not there yet, and return its key."""
        self.nodes.setdefault(key, DrawnNode(key, name, kind, column))
        return key

    def hop(
        self, start: str, end: str, relation: str, cites: Iterable[int] = (), law: str = "", firm: bool = True
    ) -> None:
        """Add a hop between two nodes."""
        self.hops.append(DrawnHop(start, end, relation, tuple(sorted(set(cites))), law, firm))

    @property
    def words_on_lines(self) -> bool:
        """Whether each line bears its words without being chosen."""
        return len(self.hops) <= _WORDY

    def headings(self) -> list[str]:
        """Return what the columns that are used hold, from left to right."""
        return [COLUMNS[column] for column in sorted({node.column for node in self.nodes.values()})]

    def elements(self) -> CanvasElements:
        """Return what the script of the page draws; ids are numbers, so that no name can be mistaken for one."""
        number = numbered(self.nodes)
        return CanvasElements(
            [CanvasNode(number[n.id], n.name, short(n.name), n.kind, n.x, n.y) for n in self.nodes.values()],
            [
                CanvasEdge(f"e{i}", number[hop.start], number[hop.end], hop.relation, hop.firm, way)
                for i, (hop, way) in enumerate(zip(self.hops, self.ways, strict=True))
            ],
        )

    def table(self) -> list[HopRow]:
        """Return the hops as rows: from, how, to, and on whose word."""
        number, nodes = numbered(self.nodes), self.nodes
        return [
            HopRow(
                *(nodes[hop.start].name, nodes[hop.end].name, f"{number[hop.start]} {number[hop.end]}"),
                *(hop.relation, hop.cites, hop.law),
            )
            for hop in self.hops
        ]


def short(name: str) -> str:
    """Return a name that fits into its box, cut at a word."""
    return textwrap.shorten(name, _LETTERS, placeholder=" …") if len(name) > _LETTERS else name


def numbered(keys: Iterable[str]) -> dict[str, str]:
    """Return an id for each key that a drawing's script may use."""
    return {key: f"n{n}" for n, key in enumerate(keys)}


def draw_case(case: Case) -> Drawing:
    """Return the drawing of a case; the same case is always drawn the same way."""
    drawing, subject = Drawing(), case.trace.what
    drawing.add(subject.id, subject.name, subject.kind, _COLUMN.get(subject.kind, 2))
    for event in case.trace.seen:
        _observation(drawing, case, event)
    _around(drawing, case)
    _claimed(drawing, case)
    _meetings(drawing, case)
    for transfer in case.trace.may_be:
        _transfer(drawing, case, transfer)
    _law(drawing, case)
    _arrange(drawing)
    return drawing


def _observation(drawing: Drawing, case: Case, event: ObservedEvent) -> None:
    node = drawing.add(event.event, event.name, "Observation", 1)
    places = grouped((c for c in event.claims if c.property == Property.PLACE and c.entity), lambda c: c.entity or "")
    # An observation at the subject is not drawn at the State around it as well.
    subject = case.trace.what.id
    for place, claims in places.items() if subject not in places else [(subject, places[subject])]:
        drawing.add(place, claims[0].entity_name or place, "Place", 2)
        drawing.hop(node, place, "seen at", _cites(claims))
    for count in event.counts:
        speaker = drawing.add(count.speaker_id, count.speaker, "Speaker", 0)
        drawing.hop(speaker, node, f"counted {words.value(count)}", _cites([count]))


def _around(drawing: Drawing, case: Case) -> None:
    """Add the stations across the border, and records of the subject."""
    subject = case.trace.what.id
    for across in case.trace.leads_to:
        station = drawing.add(across.station, across.name, "RailStation", 3)
        over = f" over the {words.listed(across.over)}" if across.over else ""
        here = next((hop.end for hop in drawing.hops if hop.relation == "seen at"), subject)
        into = f" into {words.listed([state.name for state in across.country])}" if across.country else ""
        drawing.hop(here, station, f"leads by rail{over}{into}", across.sources)
    by_name = grouped(case.trace.records, lambda r: (r.kind, f"{r.list} list" if r.list else r.name))
    meetings = [key for key in by_name if key[0] == "Occurrence"]
    # A ruler has been at many meetings: the latest are drawn, the others stand in the timeline.
    left_out = set(sorted(meetings, key=lambda key: by_name[key][0].start or "")[:-_MEETINGS])
    for (kind, name), records in by_name.items():
        if (kind, name) not in left_out:
            target = drawing.add(f"{kind} {name}", name, kind, 1 if kind == "Occurrence" else 4)
            drawing.hop(subject, target, _RECORDED.get(kind, kind.lower()), [record.source for record in records])


def _claimed(drawing: Drawing, case: Case) -> None:
    """Add what is claimed of a subject that is itself an event: its speakers, places, goods and participants."""
    if case.trace.of_event is None:
        return
    subject = case.trace.what.id
    speakers = grouped(
        (c for c in case.trace.of_event.claims if c.property == Property.EXISTS), lambda c: (c.speaker_id, c.stance)
    )
    for (speaker, stance), claims in list(speakers.items())[:_SPEAKERS]:
        drawing.add(speaker, claims[0].speaker, "Speaker", 0)
        drawing.hop(speaker, subject, f"{words.did(stance)} it", _cites(claims), firm=False)
    things = [c for c in case.trace.of_event.claims if c.entity and c.affirms and c.property != Property.EXISTS]
    statuses = {element.element: element.status for element in case.trace.of_event.elements}
    for (entity, prop), claims in grouped(things, lambda c: (c.entity or "", c.property)).items():
        kind = "Goods" if prop == Property.GOODS else "Place"
        target = drawing.add(entity, claims[0].entity_name or entity, kind, 3)
        relation = f"{words.element(prop).lower()} ({statuses[prop]})"
        drawing.hop(subject, target, relation, _cites(claims), firm=statuses[prop] == Status.MET)


def _meetings(drawing: Drawing, case: Case) -> None:
    for meeting in case.trace.before:
        node = drawing.add(meeting.event, meeting.name, "Meeting", 1)
        for name in meeting.participants[:_PARTICIPANTS]:
            person = drawing.add(f"person {name}", name, "Person", 0)
            drawing.hop(person, node, "took part in", meeting.sources)
        for event in case.trace.seen[:1]:
            drawing.hop(node, event.event, f"ended {meeting.days_before} days before", meeting.sources)


def _transfer(drawing: Drawing, case: Case, transfer: AllegedTransfer) -> None:
    node = drawing.add(transfer.event, transfer.name, "Transfer", 2)
    for event in case.trace.seen:
        shown = {claim.id for claim in event.claims}
        if through := [claim for claim in transfer.claims if shown.intersection(claim.rests_on)]:
            drawing.hop(event.event, node, "said to show", _cites(through), firm=False)
    if transfer.link in DISTANT:
        return
    _speakers(drawing, transfer, node)
    for element in transfer.elements:
        for value in element.things:
            target = drawing.add(value.id, value.name, "Goods" if element.element == Property.GOODS else "Place", 3)
            claims = [c for c in transfer.claims if c.id in element.claims and c.entity == value.id]
            firm = element.status == Status.MET
            drawing.hop(
                node, target, f"{words.element(element.element).lower()} ({element.status})", _cites(claims), firm=firm
            )
    subject = case.trace.what.id
    for claim in transfer.claims:
        if claim.property == Property.CARRIER and claim.entity == subject:
            drawing.hop(subject, node, "named as its carrier", _cites([claim]))
    for leg in transfer.legs:
        target = drawing.add(leg.event, leg.name, "Leg", 3)
        drawing.hop(node, target, "has as a part", leg.sources, firm=False)


def _speakers(drawing: Drawing, transfer: AllegedTransfer, node: str) -> None:
    """Add one hop a speaker: the latest claim that it took place; then who answers."""
    latest: dict[str, CitedClaim] = {}
    for claim in transfer.claims:
        if claim.property == Property.EXISTS and (claim.affirms or claim.stance is Stance.DENIES):
            latest[claim.speaker_id] = claim
    for claim in sorted(latest.values(), key=lambda c: (c.since, c.id), reverse=True)[:_SPEAKERS]:
        speaker = drawing.add(claim.speaker_id, claim.speaker, "Speaker", 0)
        quote = f" “{words.quoted(claim.hedge)}”" if claim.hedge else ""
        drawing.hop(speaker, node, f"{words.did(claim.stance)} it{quote}", _cites([claim]), firm=False)
    for answer in {(answer.speaker, answer.stance): answer for answer in transfer.answers}.values():
        key = next((n.id for n in drawing.nodes.values() if (n.name, n.column) == (answer.speaker, 0)), "")
        speaker = drawing.add(key or f"speaker {answer.speaker}", answer.speaker, "Speaker", 0)
        drawing.hop(speaker, node, f"{words.did(answer.stance)} it", [answer.source], firm=False)


def _law(drawing: Drawing, case: Case) -> None:
    """Add the measures that may be touched, from the event that they were matched with."""
    names = {each.event: each.name for each in case.assess.assessments}
    for (leg, whole), reports in grouped(case.assess.legs, lambda leg: (leg.leg, leg.id)).items():
        if leg in drawing.nodes and whole in names:
            drawing.add(whole, names[whole], "Transfer", 3)
            drawing.hop(leg, whole, "said to be part of", case.cite(row.report for row in reports), firm=False)
    for each in case.assess.assessments:
        if each.event in drawing.nodes:
            measure = drawing.add(each.measure, each.measure_name, "Measure", 4)
            law, firm = words.law(each.provisions), each.outcome is Outcome.MET
            drawing.hop(each.event, measure, f"may fall under ({each.outcome})", law=law, firm=firm)


def _cites(claims: Sequence[CitedClaim]) -> list[int]:
    return [claim.source for claim in claims]


# -- where the nodes stand -------------------------------------------------------------------------


def _arrange(drawing: Drawing) -> None:
    """Place each node in the column of the part it plays, near those it is linked with.

    A line over several columns keeps a slot free in each that it crosses, so that it runs between the nodes and not
    behind them. Sweeps by the mean place of neighbours: few lines cross, and nothing depends on chance.
    """
    drawing.hops = list(dict.fromkeys(drawing.hops))
    linked = {end for hop in drawing.hops for end in (hop.start, hop.end)}
    drawing.nodes = {id_: node for id_, node in drawing.nodes.items() if id_ in linked or len(drawing.nodes) == 1}
    used = sorted({node.column for node in drawing.nodes.values()})
    columns: dict[int, list[str]] = {column: [] for column in used}
    near: dict[str, list[str]] = {}
    for id_, node in drawing.nodes.items():
        columns[node.column].append(id_)
    for hop in drawing.hops:
        chain = [hop.start, *_slots(drawing, hop, columns), hop.end]
        for a, b in pairwise(chain):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    at: dict[str, float] = {}
    _spread(columns, at)
    for _ in range(_SWEEPS):
        for ids in (*columns.values(), *reversed(columns.values())):
            ids.sort(key=lambda id_: _mean([at[neighbour] for neighbour in near.get(id_, ())], at[id_]))
            _spread({0: ids}, at)
    wide = _WIDE_WITH_WORDS if drawing.words_on_lines else _WIDE
    for rank, column in enumerate(used):
        for id_ in columns[column]:
            if id_ in drawing.nodes:
                drawing.nodes[id_].x, drawing.nodes[id_].y = rank * wide, round(at[id_])
    ranks = {column: rank for rank, column in enumerate(used)}
    drawing.ways = [
        [
            (ranks[drawing.nodes[hop.start].column + step] * wide, round(at[id_]))
            for step, id_ in _crossed(drawing, hop, used)
        ]
        for hop in drawing.hops
    ]


def _crossed(drawing: Drawing, hop: DrawnHop, used: Iterable[int]) -> list[tuple[int, str]]:
    """Return the slots of a line: how many columns on from its start, and the name of the slot. One a pair of nodes."""
    start, end = drawing.nodes[hop.start].column, drawing.nodes[hop.end].column
    step = 1 if end > start else -1
    return [(c - start, f"{hop.start}|{c}|{hop.end}") for c in range(start + step, end, step) if c in used]


def _slots(drawing: Drawing, hop: DrawnHop, columns: dict[int, list[str]]) -> list[str]:
    """Return the slots of a line, and add them to the columns."""
    slots = []
    for step, slot in _crossed(drawing, hop, columns):
        column = columns[drawing.nodes[hop.start].column + step]
        if slot not in column:
            column.append(slot)
        slots.append(slot)
    return slots


def _spread(columns: dict[int, list[str]], at: dict[str, float]) -> None:
    """Stack each column around the middle line; a slot of a line needs less room than a node."""
    for ids in columns.values():
        rooms = [_SLOT if "|" in id_ else _HIGH for id_ in ids]
        y = -sum(rooms) / 2
        for id_, room in zip(ids, rooms, strict=True):
            at[id_] = y + room / 2
            y += room


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
