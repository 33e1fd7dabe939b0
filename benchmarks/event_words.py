"""Measure kinds and links of event rows on rows that the rules were not written on.

python benchmarks/event_words.py TIMELINE.json [--lines NAME=LINES.txt] [--links N]

The labels (benchmarks/labels/event_kinds.yaml) are by the key of the row. A suggested kind is right where it is among
the kinds of the row; `first` is of the first suggestion alone. With --links, N links of labelled rows are printed for a
person to judge.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import sanctionsgraph as sg
import yaml
from sanctionsgraph.loaders.tables.event_words import propose_kinds

LABELS = Path(__file__).parent / "labels/event_kinds.yaml"


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


def links(timeline: Path, keys: list[str], number: int) -> None:
    """Print a sample of the links of labelled rows, and the share of rows with a place or State."""
    with sg.demo() as g:
        report = g.load("events", timeline)
        print(report.notes[-1])
        rows = g.cypher(
            "MATCH (o:Statement:Occurrence)-[:ABOUT]->(e:Entity)<-[:ABOUT]-(m:Statement:Mention) "
            "MATCH (m)-[:REFERS_TO]->(t:Entity) "
            "WHERE o.key IN $keys AND m.spanStart IS NOT NULL RETURN o.key AS key, m.words AS words, t.id AS thing, "
            "o.name AS title, o.summary AS text, m.field AS field, m.spanStart AS first ORDER BY m.id",
            keys=keys,
        ).rows
    print(len(rows), "links of labelled rows")
    others = [row for row in rows if not row["thing"].startswith("iso:")]
    for row in random.Random(7).sample(rows, min(number // 2, len(rows))) + random.Random(8).sample(
        others, min(number // 2, len(others))
    ):
        text = row["title"] if row["field"] == "title" else row["text"]
        print(
            f"{row['key']}: {row['words']} -> {row['thing']}: …{text[max(0, row['first'] - 40) : row['first'] + 50]}…"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("timeline", type=Path)
    parser.add_argument(
        "--lines", action="append", default=[], help="NAME=FILE: the lines of another timeline, one a row"
    )
    parser.add_argument("--links", type=int, default=0)
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
        links(given.timeline, list(labels["csis"]), given.links)


if __name__ == "__main__":
    main()
