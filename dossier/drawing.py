"""The graph of the case: who says, what happened, where, what it may be, what forbids it.

Every hop is one line with its citation. The same hops are drawn and stand in a table: the table is what a person
reads who cannot see the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from ..queries.trace.answer import EARLIER, NAMED
from . import labels as words
from .case import Case, Json

#: Columns of the drawing, from left to right.
COLUMNS = ("Who says so, who was there", "What happened", "Where, and what it may be", "From, to, goods", "The law")
#: At most so many speakers and participants are drawn for one event; the table of sources has all.
_SPEAKERS, _PARTICIPANTS = 6, 2
_WIDE, _HIGH, _SLOT = 236, 68, 24
_SWEEPS = 8
#: Where the thing stands that was asked for, if it is no place.
_COLUMN = {"Person": 0, "Vessel": 1, "Company": 1, "Observation": 1, "Summit": 1, "Trip": 1}


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
    how: str
    cites: tuple[int, ...] = ()
    law: str = ""
    firm: bool = True


@dataclass
class Drawing:
    """Nodes with their places, and the hops between them."""

    nodes: dict[str, DrawnNode] = field(default_factory=dict)
    hops: list[DrawnHop] = field(default_factory=list)
    #: Of each hop, the points through which it runs between its ends.
    ways: list[list[tuple[int, int]]] = field(default_factory=list)

    def add(self, id: str, name: str, kind: str, column: int) -> str:
        self.nodes.setdefault(id, DrawnNode(id, name, kind, column))
        return id

    def hop(self, start: str, end: str, how: str, cites: Iterable[int] = (), law: str = "", firm: bool = True) -> None:
        self.hops.append(DrawnHop(start, end, how, tuple(sorted(set(cites))), law, firm))

    def headings(self) -> list[str]:
        """What the columns that are used hold, from left to right."""
        return [COLUMNS[column] for column in sorted({node.column for node in self.nodes.values()})]

    def elements(self) -> Json:
        """What the script of the page draws; ids are numbers, so that no name can be mistaken for one."""
        number = {id: f"n{n}" for n, id in enumerate(self.nodes)}
        return {
            "nodes": [
                {"id": number[n.id], "name": n.name, "kind": n.kind, "x": n.x, "y": n.y} for n in self.nodes.values()
            ],
            "edges": [
                {
                    "id": f"e{i}",
                    "source": number[h.start],
                    "target": number[h.end],
                    "how": h.how,
                    "firm": h.firm,
                    "way": way,
                }
                for i, (h, way) in enumerate(zip(self.hops, self.ways, strict=True))
            ],
        }


def draw(case: Case) -> Drawing:
    """The drawing of a case; the same case is always drawn the same way."""
    made = Drawing()
    what = case.trace["what"]
    made.add(what["id"], what["name"], what["kind"], _COLUMN.get(what["kind"], 2))
    for sight in case.trace["seen"]:
        _sight(made, case, sight)
    _around(made, case)
    _meetings(made, case)
    for event in case.trace["may_be"]:
        _transfer(made, case, event)
    _law(made, case)
    _arrange(made)
    return made


def _sight(made: Drawing, case: Case, sight: Json) -> None:
    seen = made.add(sight["event"], sight["name"], "Observation", 1)
    claims = sight["claims"]
    placed: dict[str, list[Json]] = {}
    for claim in claims:
        if claim["property"] == "place" and claim["entity"]:
            placed.setdefault(claim["entity"], []).append(claim)
    # A sight at the place that was asked for is not drawn at the State around it as well.
    what = case.trace["what"]["id"]
    for place, said in placed.items() if what not in placed else [(what, placed[what])]:
        made.add(place, said[0]["entity_name"], "Place", 2)
        made.hop(seen, place, "seen at", case.cite(c["report"] for c in said))
    for count in sight["counts"]:
        speaker = made.add(count["speaker_id"], count["speaker"], "Speaker", 0)
        made.hop(speaker, seen, f"counts {words.value(count)}", case.cite([count["report"]]))


def _around(made: Drawing, case: Case) -> None:
    what = case.trace["what"]["id"]
    for end in case.trace["leads_to"]:
        station = made.add(end["station"], end["name"], "RailStation", 3)
        over = f" over the {words.listed(end['over'])}" if end["over"] else ""
        here = next((h.end for h in made.hops if h.how == "seen at"), what)
        cites = case.cite_traced(end["sources"])
        into = f" into {words.listed([c['name'] for c in end['country']])}" if end["country"] else ""
        made.hop(here, station, f"leads by rail{over}{into}", cites)
    for record in case.trace["records"]:
        target = made.add(
            record["id"], f"{record['list']} list" if record["list"] else record["name"], record["kind"], 4
        )
        how = "listed on" if record["list"] else record["kind"].lower()
        made.hop(what, target, how, case.cite([record["report"]]))


def _meetings(made: Drawing, case: Case) -> None:
    focus = case.trace["seen"][0]["event"] if case.trace["seen"] else None
    for meeting in case.trace["before"]:
        node = made.add(meeting["event"], meeting["name"], "Meeting", 1)
        cites = case.cite_traced(meeting["sources"])
        for name in meeting["participants"][:_PARTICIPANTS]:
            made.hop(made.add(f"person {name}", name, "Person", 0), node, "took part in", cites)
        if focus:
            made.hop(node, focus, f"ended {meeting['days_before']} days before", cites)


def _transfer(made: Drawing, case: Case, event: Json) -> None:
    transfer = made.add(event["event"], event["name"], "Transfer", 2)
    claims = {claim["id"]: claim for claim in event["claims"]}
    for sight in case.trace["seen"]:
        own = {claim["id"] for claim in sight["claims"]}
        through = [c for c in event["claims"] if own & set(c["rests_on"])]
        if through:
            made.hop(sight["event"], transfer, "said to show", case.cite(c["report"] for c in through), firm=False)
    if event["link"] in (EARLIER, NAMED):
        return
    _speakers(made, case, event, transfer)
    for element in event["elements"]:
        for value in element["values"]:
            if isinstance(value, dict):
                kind = "Goods" if element["element"] == "goods" else "Place"
                target = made.add(value["id"], value["name"], kind, 3)
                forward = [claims[c] for c in element["claims"] if claims[c]["entity"] == value["id"]]
                made.hop(
                    transfer,
                    target,
                    f"{element['element']} ({element['status']})",
                    case.cite(c["report"] for c in forward),
                    firm=element["status"] == "met",
                )
    for claim in event["claims"]:
        if claim["property"] == "carrier" and claim["entity"] == case.trace["what"]["id"]:
            made.hop(case.trace["what"]["id"], transfer, "named as its carrier", case.cite([claim["report"]]))
    for leg in event["legs"]:
        target = made.add(leg["event"], leg["name"], "Leg", 3)
        made.hop(transfer, target, "has a leg", case.cite_traced(leg["sources"]), firm=False)


def _speakers(made: Drawing, case: Case, event: Json, transfer: str) -> None:
    """One hop a speaker: the latest claim that it took place; then who answers."""
    latest: dict[str, Json] = {}
    for claim in event["claims"]:
        if claim["property"] == "exists" and claim["stance"] in ("asserts", "suggests", "denies"):
            latest[claim["speaker_id"]] = claim
    for claim in sorted(latest.values(), key=lambda c: (c["since"], c["id"]), reverse=True)[:_SPEAKERS]:
        speaker = made.add(claim["speaker_id"], claim["speaker"], "Speaker", 0)
        words_ = f" “{words.quoted(claim['hedge'])}”" if claim["hedge"] else ""
        made.hop(speaker, transfer, f"{claim['stance']}{words_}", case.cite([claim["report"]]), firm=False)
    for answer in {(a["speaker"], a["stance"]): a for a in event["answers"]}.values():
        speaker = made.add(f"speaker {answer['speaker']}", answer["speaker"], "Speaker", 0)
        made.hop(speaker, transfer, answer["stance"], case.cite([answer["report"]]), firm=False)


def _law(made: Drawing, case: Case) -> None:
    """The measures that may be touched, from the event that they were matched with."""
    names = {entry["event"]: entry["name"] for entry in case.assess["assessments"]}
    for (leg, whole), rows in groupby(case.assess["legs"], key=itemgetter("leg", "id")):
        if leg in made.nodes and whole in names:
            whole = made.add(whole, names[whole], "Transfer", 3)
            made.hop(leg, whole, "said to be a leg of", case.cite(row["report"] for row in rows), firm=False)
    for entry in case.assess["assessments"]:
        if entry["event"] in made.nodes:
            measure = made.add(entry["measure"], entry["measure_name"], "Measure", 4)
            law = words.listed(list(entry["provisions"]))
            made.hop(entry["event"], measure, f"under it: {entry['outcome']}", law=law, firm=entry["outcome"] == "met")


# -- where the nodes stand -------------------------------------------------------------------------


def _arrange(made: Drawing) -> None:
    """A column for each part that a node plays; in it, each node near those it is linked with.

    A line over several columns keeps a slot free in each that it crosses, so that it runs between the nodes and not
    behind them. Sweeps by the mean place of neighbours: few lines cross, and nothing depends on chance.
    """
    made.hops = list(dict.fromkeys(made.hops))
    linked = {end for hop in made.hops for end in (hop.start, hop.end)}
    made.nodes = {id_: node for id_, node in made.nodes.items() if id_ in linked or len(made.nodes) == 1}
    used = sorted({node.column for node in made.nodes.values()})
    columns: dict[int, list[str]] = {column: [] for column in used}
    near: dict[str, list[str]] = {}
    for id_, node in made.nodes.items():
        columns[node.column].append(id_)
    for hop in made.hops:
        chain = [hop.start, *_slots(made, hop, columns), hop.end]
        for a, b in pairwise(chain):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    at: dict[str, float] = {}
    _spread(columns, at)
    for _ in range(_SWEEPS):
        for ids in (*columns.values(), *reversed(columns.values())):
            ids.sort(key=lambda id_: _mean([at[other] for other in near.get(id_, ())], at[id_]))
            _spread({0: ids}, at)
    for rank, column in enumerate(used):
        for id_ in columns[column]:
            if id_ in made.nodes:
                made.nodes[id_].x, made.nodes[id_].y = rank * _WIDE, round(at[id_])
    ranks = {column: rank for rank, column in enumerate(used)}
    made.ways = [
        [
            (ranks[made.nodes[hop.start].column + step] * _WIDE, round(at[id_]))
            for step, id_ in _crossed(made, hop, used)
        ]
        for hop in made.hops
    ]


def _crossed(made: Drawing, hop: DrawnHop, used: Iterable[int]) -> list[tuple[int, str]]:
    """The slots of a line: how many columns on from its start, and the name of the slot. One a pair of nodes."""
    start, end = made.nodes[hop.start].column, made.nodes[hop.end].column
    step = 1 if end > start else -1
    return [(c - start, f"{hop.start}|{c}|{hop.end}") for c in range(start + step, end, step) if c in used]


def _slots(made: Drawing, hop: DrawnHop, columns: dict[int, list[str]]) -> list[str]:
    found = []
    for step, slot in _crossed(made, hop, columns):
        column = columns[made.nodes[hop.start].column + step]
        if slot not in column:
            column.append(slot)
        found.append(slot)
    return found


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


def table(made: Drawing) -> list[dict[str, Any]]:
    """The hops as rows: from, how, to, and on whose word."""
    number = {id: f"n{n}" for n, id in enumerate(made.nodes)}
    return [
        {
            "start": made.nodes[hop.start].name,
            "end": made.nodes[hop.end].name,
            "nodes": f"{number[hop.start]} {number[hop.end]}",
            "how": hop.how,
            "cites": hop.cites,
            "law": hop.law,
        }
        for hop in made.hops
    ]
