"""Measure kinds and links of event rows on rows that the rules were not written on.

python benchmarks/event_words.py TIMELINE.json [--lines NAME=LINES.txt] [--links GRAPH]

The labels (benchmarks/labels/event_kinds.yaml) are by the key of the row. A suggested kind is right where it is among
the kinds of the row; `first` is of the first suggestion alone. With --links, the links of a graph that has the timeline
and the lists (benchmarks/linkage.py --graph), and other event tables if it has them, are scored against those judged by
hand (labels/event_links.yaml).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import sanctionsgraph as sg
import yaml
from sanctionsgraph.loaders.tables.event_words import propose_kinds

LABELS = Path(__file__).parent / "labels/event_kinds.yaml"
LINKS = LABELS.with_name("event_links.yaml")


def score(rows: dict[str, dict[str, str]], labels: dict[str, list[str]]) -> dict[str, float]:
    """The figures of one timeline: rows by key, each with its parts, and the kinds of labelled ones."""
    first = right_first = every = right = typed = covered = 0
    for key, kinds in labels.items():
        proposals = [proposal.kind for proposal in propose_kinds(rows[key])]
        typed += bool(proposals)
        covered += any(kind in kinds for kind in proposals)
        if proposals:
            first += 1
            right_first += proposals[0] in kinds
            if proposals[0] not in kinds:
                print("  wrong:", key, proposals, kinds, rows[key]["headline"][:90])
        every += len(proposals)
        right += sum(kind in kinds for kind in proposals)
    return {
        "rows": len(labels),
        "with a kind": typed / len(labels),
        "precision, first": right_first / max(1, first),
        "precision, all": right / max(1, every),
        "recall": covered / max(1, sum(bool(kinds) for kinds in labels.values())),
    }


def digest(row: dict[str, str]) -> str:
    """The mark by which a row is judged: nothing of its words."""
    return hashlib.sha256(f"{row['headline']}\n{row['text']}".encode()).hexdigest()[:16]


def score_links(graph: sg.Workspace) -> dict[str, float]:
    """The figures of the links of a graph on the judged rows that it has; prints those wrong or not judged yet."""
    judged = yaml.safe_load(LINKS.read_text())
    rows = graph.cypher(
        "MATCH (o:Statement:Occurrence)-[:ABOUT]->(e:Entity) WHERE o.eventKind IS NOT NULL "
        "RETURN DISTINCT e.id AS event, o.key AS key, o.name AS headline, coalesce(o.summary, '') AS text"
    ).rows
    marks = {row["event"]: digest(row) for row in rows}
    judged = {mark: judged[mark] for mark in marks.values() if mark in judged}
    found = graph.cypher(
        "MATCH (e:Entity)<-[:ABOUT]-(m:Statement:Mention)-[:REFERS_TO]->(t:Entity) WHERE m.spanStart IS NOT NULL "
        "RETURN DISTINCT e.id AS event, m.words AS words, t.id AS thing ORDER BY event, thing, words"
    ).rows
    links = {
        (marks[row["event"]], row["thing"]): (row["event"], row["words"]) for row in found if row["event"] in marks
    }
    right = wrong = 0
    for (mark, thing), (key, words) in links.items():
        verdict = judged.get(mark)
        if verdict is None:
            continue
        right += thing in verdict["right"]
        wrong += thing in verdict.get("wrong", ())
        if thing not in verdict["right"]:
            print("  wrong:" if thing in verdict.get("wrong", ()) else "  not judged:", key, words, thing)
    known = sum(len(verdict["right"]) for verdict in judged.values())
    return {
        "rows": len(judged),
        "right": right,
        "wrong": wrong,
        "precision": right / max(1, right + wrong),
        "found": right / known,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("timeline", type=Path)
    parser.add_argument(
        "--lines", action="append", default=[], help="NAME=FILE: the lines of another timeline, one a row"
    )
    parser.add_argument("--links", metavar="GRAPH", help="score the links of a graph with the lists and the timeline")
    given = parser.parse_args()
    labels = yaml.safe_load(LABELS.read_text())
    content = json.loads(given.timeline.read_text())
    rows = {
        str(row.get("event_id") or row["id"]): {"headline": row["headline"], "text": " ".join(row["text"].split())}
        for row in content
    }
    print("csis", score(rows, labels["csis"]))
    print("all rows with a kind:", sum(bool(propose_kinds(row)) for row in rows.values()) / len(rows))
    for name, _, file in (text.partition("=") for text in given.lines):
        lines = Path(file).read_text().splitlines()
        print(name, score({str(number): {"headline": line} for number, line in enumerate(lines, 1)}, labels[name]))
    if given.links:
        with sg.open(given.links) as graph:
            print("links", score_links(graph))


if __name__ == "__main__":
    main()
