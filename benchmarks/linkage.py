"""How far what was loaded hangs together: every real file into one graph, and what each thing leads to.

`make big` runs it on the files of ../shared/data. It prints a table beside the figures that were measured before links
between entries were kept, and writes docs/linkage.md with `--write`. Things are joined as `project` joins them; States
and goods lead nowhere. An edge counts as stated by a source where a record or claim of it names both things; which
programme, list or code list has a thing does not count.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import sanctionsgraph as sg
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.projection import Projection, project
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.identity.resolve import merge, proposals
from sanctionsgraph.reading.event_links import link_events

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "linkage.md"
#: Source, pattern, and the edition of files that bear no date (the day on which their copy is known to be current).
FILES = (
    ("un-list", "un_list/*.xml", None),
    ("un-vessels", "vessels/*", None),
    ("ofac", "ofac/sdn.csv", "2019-01-16"),
    ("eu", "eu/*.csv", None),
    ("leaders", "leaders/*.csv", None),
    ("leaders", "leaders/*.dta", None),
    ("events", "summits/*.json", None),
    ("stations", "places/*.json", None),
    ("stations", "places/trainline*.csv", None),
    # The other parts of a release are read with its first.
    ("stations", "places/unlocode/*CodeListPart1.csv", None),
    ("ftm", "ftm/parteispenden/*.json", "parteispenden@2024-01-01"),
    ("ftm", "ftm/*.ftm.json", "pep@2024-01-01"),
    ("ftm", "ftm/t1/entities.ftm.json", "t1@2024-01-01"),
)
#: Sources without which a run is short: bare code lists.
CODE_LISTS = ("places/trainline*.csv", "places/unlocode/*CodeListPart1.csv")
#: Kinds through which nothing leads on.
_HUBS = frozenset({"Country", "Goods"})
#: The figures of the version of 28 November 2026 on 26 files, some of which are not here.
BEFORE = {
    "listed": "14,590",
    "listed_joined": "13 (0.1 %)",
    "stating": "not counted",
    "listed_to_event": "13",
    "listed_to_leader": "5",
    "leaders_listed": "0 of 3,176",
    "links": "0 of 3,674",
    "events_placed": "0 of 222",
    "events_typed": "0 of 222",
    "places_joined": "27 of 142,216",
    "alone": "157,498 of 161,921 (97.3 %)",
}


@dataclass(frozen=True)
class Linkage:
    """The figures of one graph; a share is a count with what it is of."""

    listed: int
    listed_joined: int
    stating: int
    stating_joined: int
    listed_to_event: int
    listed_to_leader: int
    leaders: int
    leaders_listed: int
    links_stated: int
    links_resolved: int
    timeline: int
    timeline_placed: int
    timeline_typed: int
    places: int
    places_joined: int
    things: int
    alone: int


def load_all(graph: sg.Graph, data: Path, short: bool = False, shipped: bool = True) -> list[LoadReport]:
    """Load the shipped case and every file of FILES that is there; with `short`, no code lists of places."""
    from sanctionsgraph.loaders.curated.shipped import load_shipped

    for _ in load_shipped(graph) if shipped else ():
        pass
    reports: list[LoadReport] = []
    for source, pattern, edition in FILES:
        for path in sorted(data.glob(pattern)) if not (short and pattern in CODE_LISTS) else ():
            began = time.process_time()
            try:
                reports.append(load(graph, source, path, edition=edition, allow_shrink=True))
            except sg.SanctionsGraphError as error:
                print(f"not loaded: {path.name}: {error}", file=sys.stderr)
                continue
            print(f"{time.process_time() - began:6.1f} s  {reports[-1]}", file=sys.stderr)
    return reports


def linkage(graph: sg.Graph, reports: Iterable[LoadReport] = ()) -> Linkage:
    """Count what things lead to, as all is known now; links as the accounts of their loads count them."""
    view = project(graph)
    kinds = _kinds(graph)
    near, way = _neighbours(view, kinds), _components(view, kinds)
    listed, leaders = (_ids(graph, query) for query in (_LISTED, _LEADERS))
    events = {id_ for id_, labels in kinds.items() if "Event" in labels}
    places = {id_ for id_, labels in kinds.items() if "Place" in labels}
    things = {id_ for id_, labels in kinds.items() if not labels & _HUBS}
    to_event, to_leader = ({way[id_] for id_ in ends if id_ in way} for ends in (events, leaders))
    stating = _ids(graph, _STATING) & listed
    joined = {id_ for id_ in listed if near.get(id_)}
    timeline = _ids(graph, _TIMELINE)
    reports = list(reports)
    return Linkage(
        listed=len(listed),
        listed_joined=len(joined),
        stating=len(stating),
        stating_joined=len(stating & joined),
        listed_to_event=sum(way.get(id_) in to_event for id_ in listed),
        listed_to_leader=sum(way.get(id_) in to_leader for id_ in listed),
        leaders=len(leaders),
        leaders_listed=len(leaders & listed),
        links_stated=sum(report.links_stated for report in reports),
        links_resolved=sum(report.links_resolved for report in reports),
        timeline=len(timeline),
        timeline_placed=len(timeline & _ids(graph, _PLACED)),
        timeline_typed=len(timeline & {*_ids(graph, _TYPED), *(i for i in timeline if kinds[i] - {"Entity", "Event"})}),
        places=len(places),
        places_joined=sum(bool(near.get(id_)) for id_ in places),
        things=len(things),
        alone=sum(not near.get(id_) for id_ in things),
    )


def _kinds(graph: sg.Graph) -> dict[str, set[str]]:
    rows = graph.read("MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels").rows
    return {row["id"]: set(row["labels"]) for row in rows}


def _edges(view: Projection, kinds: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for relation in view.relations:
        if not (kinds[relation.start] | kinds[relation.end]) & _HUBS:
            yield relation.start, relation.end


def _neighbours(view: Projection, kinds: dict[str, set[str]]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in _edges(view, kinds):
        near[a].add(b)
        near[b].add(a)
    return near


def _components(view: Projection, kinds: dict[str, set[str]]) -> dict[str, str]:
    """Return for each thing one that stands for all to which there is a way."""
    root: dict[str, str] = {}

    def top(id_: str) -> str:
        while (above := root.setdefault(id_, id_)) != id_:
            root[id_] = root[above]
            id_ = above
        return id_

    for a, b in _edges(view, kinds):
        root[top(a)] = top(b)
    return {id_: top(id_) for id_ in list(root)}


def _ids(graph: sg.Graph, query: str) -> set[str]:
    return {row["id"] for row in graph.read(query).rows}


_LISTED = "MATCH (e:Entity)<-[:ABOUT]-(:Statement:Listing) RETURN DISTINCT e.id AS id"
_LEADERS = "MATCH (e:Entity)<-[:HOLDER]-(:Statement:Occupancy) RETURN DISTINCT e.id AS id"
#: Entries of which the source says that something else is linked to them, or they to it, in a column of its own.
_STATING = (
    "MATCH (e:Entity)<-[:ABOUT]-(:Statement:Listing)-[:PART]->(v:Statement:Value) "
    "WHERE v.property IN ['Linked To', 'owner', 'Aircraft Operator', 'Subsidiaries', 'Parent company', "
    "'Current owner/operator (s)', 'Previous owner/operator (s)'] RETURN DISTINCT e.id AS id "
    "UNION MATCH (e:Entity)<-[:SUBJECT|OBJECT]-(:Statement:Relation) RETURN DISTINCT e.id AS id"
)
_TIMELINE = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(o:Statement:Occurrence) WHERE o.dataset STARTS WITH 'csis-timeline' "
    "OR o.dataset STARTS WITH 'dprk-russia' RETURN DISTINCT e.id AS id"
)
_TYPED = "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim) WHERE c.property = 'kind' RETURN DISTINCT e.id AS id"
_PLACED = (
    "MATCH (e:Entity:Event)<-[:ABOUT]-(s:Statement)-[r]->(p:Entity) WHERE type(r) IN ['PLACE', 'COUNTRY'] "
    "OR (type(r) = 'REFERS_TO' AND (p:Place OR p:Country)) "
    "OR (type(r) = 'VALUE' AND s.property IN ['place', 'from', 'to', 'country']) RETURN DISTINCT e.id AS id"
)


def table(now: Linkage) -> list[tuple[str, str, str]]:
    """Return the rows of the table: what, before, now."""
    return [
        ("listed entities", BEFORE["listed"], f"{now.listed:,}"),
        (
            "… with an edge, stated by a source, to another entity than a State",
            BEFORE["listed_joined"],
            _share(now.listed_joined, now.listed),
        ),
        (
            "… of those whose source states one",
            BEFORE["stating"],
            _share(now.stating_joined, now.stating),
        ),
        ("… with a way to an event", BEFORE["listed_to_event"], f"{now.listed_to_event:,}"),
        ("… with a way to a leader", BEFORE["listed_to_leader"], f"{now.listed_to_leader:,}"),
        ("leaders that are a listed entity", BEFORE["leaders_listed"], f"{now.leaders_listed} of {now.leaders:,}"),
        ("links between entries that lead to one entry", BEFORE["links"], _share(now.links_resolved, now.links_stated)),
        ("timeline events with a place or State", BEFORE["events_placed"], _share(now.timeline_placed, now.timeline)),
        (
            "timeline events of a kind, stated or suggested by their words",
            BEFORE["events_typed"],
            _share(now.timeline_typed, now.timeline),
        ),
        ("places with an edge", BEFORE["places_joined"], f"{now.places_joined:,} of {now.places:,}"),
        ("entities without an edge but to a State", BEFORE["alone"], _share(now.alone, now.things)),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.1%})".replace("%", " %") if whole else "")


def markdown(rows: Iterable[tuple[str, str, str]]) -> str:
    """Return the table in Markdown."""
    lines = ["| | 28 November 2026, 26 files | now |", "|---|---|---|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def missed(now: Linkage) -> list[str]:
    """Return the bounds that figures miss, in words."""
    bounds = (
        ("a fifth of all listed things have an edge", now.listed_joined >= 0.2 * now.listed),
        ("two fifths of those whose source states one have an edge", now.stating_joined >= 0.4 * now.stating),
        ("500 listed things have a way to an event", now.listed_to_event >= 500),
        ("95 % of the stated links lead to one entry", now.links_resolved >= 0.95 * now.links_stated),
        ("90 % of the timeline events have a place or State", now.timeline_placed >= 0.9 * now.timeline),
        ("80 % of the timeline events are of a kind", now.timeline_typed >= 0.8 * now.timeline),
    )
    return [words for words, kept in bounds if not kept]


def page(now: Linkage, short: bool = False) -> str:
    """Return the page of the documentation."""
    without = (
        " The two large code lists of places are left out of this run: they have no listed entity." if short else ""
    )
    return f"""# Linkage

How far what was loaded hangs together: the shipped case and the real files of public sources that the project is
developed on, in one graph, with the identities that rules decide (`resolve --auto`). `benchmarks/linkage.py` writes
this page; the files are not part of the project.{without}

{markdown(table(now))}

The first column of figures is of the version of 28 November 2026, on files some of which are not at hand any more; it
is here to compare by order of magnitude.

**What counts.** Entities are joined as `project` joins them. States and kinds of goods lead nowhere. An edge counts
where a record or claim of a source names both: that two entities are under one programme, on one list or in one
code list is no edge. *Whose source states one* are entries with a name of another in a column or remark for it
(`Linked To`, owner, operator, subsidiaries, parent), and those that free text or a post joins to another. *With a way
to an event* are those from which a chain of any length leads to one; what such a chain is worth, `paths` says.

**What does not.** A link that names no entry of its own edition, or more than one, stays text and is counted in the
account of the load (`links_stated`, `links_resolved`). That two entries are one entity in two lists is a decision on
identity and no edge.
"""


def main() -> int:
    """Load, resolve, count, print; the exit code is 1 where a figure misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the real files")
    parser.add_argument("--graph", default=":memory:", help="the graph to fill")
    parser.add_argument("--write", action="store_true", help="write docs/linkage.md")
    parser.add_argument("--short", action="store_true", help="without the two large code lists of places")
    asked = parser.parse_args()
    if not asked.data.is_dir():
        print(f"the real files are not here ({asked.data})")
        return 0
    with open_graph(asked.graph) as graph:
        reports = load_all(graph, asked.data, asked.short)
        began = time.process_time()
        done = merge(graph, "2026-11-29", proposals(graph).proposals)
        print(f"{time.process_time() - began:6.1f} s  {len(done.decisions)} joined by rules", file=sys.stderr)
        began = time.process_time()
        print(f"{link_events(graph)}, in {time.process_time() - began:.1f} s", file=sys.stderr)
        now = linkage(graph, reports)
    print(markdown(table(now)))
    if asked.write:
        PAGE.write_text(page(now, asked.short), encoding="utf-8")
    for field_ in fields(now):
        print(f"{field_.name}={getattr(now, field_.name)}", file=sys.stderr)
    for words in missed(now):
        print(f"missed: {words}", file=sys.stderr)
    return 1 if missed(now) and not asked.short else 0


if __name__ == "__main__":
    sys.exit(main())
