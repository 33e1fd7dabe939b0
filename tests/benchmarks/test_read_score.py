"""The scorer of labelled reports, and what the rules must reach on texts of our own that they were not written on."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
import yaml

BENCHMARKS = Path(sg.__file__).parent / "benchmarks"
#: The least F1 of each kind; of claims, precision.
LEAST = {"places": 0.9, "people": 0.9, "instruments": 0.95, "observations": 0.75, "root_sources": 0.6}
LEAST_PRECISION_OF_CLAIMS = 0.6


@pytest.fixture(scope="module")
def scorer() -> Any:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("read_score")
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_the_rules_on_texts_of_our_own(scorer: Any, embedded_case: sg.Graph) -> None:
    table, _ = scorer.score(embedded_case, scorer.labelled(BENCHMARKS / "reading" / "own.jsonl"))
    scores = {kind: round(row.row()[2], 3) for kind, row in table.items()}
    assert {kind: score for kind, score in scores.items() if score < LEAST.get(kind, 0)} == {}
    assert table["claims"].row()[0] >= LEAST_PRECISION_OF_CLAIMS


def test_a_reports_file_is_scored_with_texts_beside_it(scorer: Any, embedded_case: sg.Graph, tmp_path: Path) -> None:
    text = "Voice of America said that 30 wagons were seen at Tumangang Station on February 2, 2024, on images."
    claim = {"about": "sg:e", "stance": "asserts", "speaker": "sg:voa", "basis": "imagery", "locator": "first"}
    reports = {
        "things": [
            {"id": "sg:voa", "kind": "Organization", "name": "Voice of America"},
            {"id": "sg:tumangang-station", "kind": "RailStation", "name": "Tumangang Station"},
        ],
        "publishers": [{"id": "pub:gazette", "name": "Port Gazette"}],
        "reports": [
            {
                "id": "report:gazette-1",
                "publisher": "pub:gazette",
                "published": "2024-02-03",
                "claims": [
                    {"property": "quantity", "value": 30, "unit": "freight cars", **claim},
                    {"property": "place", "entity": "sg:tumangang-station", **claim},
                    {"property": "date", "value": "2024-02-02", **claim},
                ],
            }
        ],
    }
    (tmp_path / "gold.yaml").write_text(json.dumps(reports), encoding="utf-8")
    assert scorer.labelled(tmp_path / "gold.yaml") == []
    (tmp_path / "report-gazette-1.txt").write_text(text, encoding="utf-8")
    table, _ = scorer.score(embedded_case, scorer.labelled(tmp_path / "gold.yaml"))
    assert [table[kind].row() for kind in ("root_sources", "places", "observations")] == [(1.0, 1.0, 1.0)] * 3


def test_a_passage_counts_only_with_the_digest_that_was_labelled(scorer: Any, tmp_path: Path) -> None:
    for name, count in (("fresh", 49), ("regimes", 39), ("news", 24)):
        news = BENCHMARKS / "reading" / f"{name}.jsonl"
        rows = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
        assert len(rows) == count
        assert {row["half"] for row in rows} == {"seen", "apart"}
        assert all("text" not in row and row["url"].startswith("http") for row in rows)
    (tmp_path / f"{rows[0]['id']}.txt").write_text("Another text.", encoding="utf-8")
    assert scorer.labelled(news, tmp_path) == []
    own = {"id": "a", "sha256": hashlib.sha256(b"Two ships.").hexdigest()}
    (tmp_path / "a.txt").write_text("Two ships.\n", encoding="utf-8")
    assert scorer.with_text(own, tmp_path)
    assert own["text"] == "Two ships."


def test_links_are_right_wrong_or_not_made(scorer: Any, embedded_case: sg.Graph) -> None:
    text = (
        "Voice of America saw 30 wagons at Tumangang Station on February 2, 2024. Russia and Japan said nothing of it."
    )
    links = {
        "sg:tumangang-station": ["Tumangang Station"],  # linked rightly
        "iso:CN": ["Russia"],  # linked to another thing
        "": ["Voice of America"],  # linked though it should not be
        "sg:rusi": ["RUSI"],  # not in the text, so not linked
        "sg:nowhere": ["Nowhere"],  # not in the graph: nothing to link
    }
    article = {"id": "a", "published": "2024-02-03", "publisher": "Post", "text": text, "labels": {"links": links}}
    _, table = scorer.score(embedded_case, [article])
    counts = {kind.value: (row.names, row.right, row.wrong, row.unresolved) for kind, row in table.items()}
    assert counts["place"] == (1, 1, 0, 0)
    assert counts["State"] == (1, 0, 2, 0), "Japan is linked, and no label says so"
    assert counts["body"] == (1, 0, 1, 1)
    lines = "\n".join(scorer.link_lines(table, detail=False))
    for named in ("Russia -> iso:RU (means iso:CN)", "Japan -> iso:JP (not labelled)", "the graph does not hold it"):
        assert named in lines
    assert "NOT LINKED" not in lines


def test_gold_claims_have_their_quotes() -> None:
    reports = yaml.safe_load((BENCHMARKS / "reading" / "gold.yaml").read_text(encoding="utf-8"))["reports"]
    quotes = [claim["at"] for report in reports for claim in report["claims"]]
    assert (len(reports), len(quotes)) == (16, 54)
    assert all(len(words["exact"]) == place["end"] - place["start"] <= 600 for words, place in quotes)


@pytest.mark.parametrize(
    ("kind", "gold", "read", "credit"),
    [
        ("root_sources", "White House", "Government of the United States", 1.0),
        ("root_sources", "CSIS Beyond Parallel", "Reuters", 0.0),
        ("places", "Vostochny Port", "Vostochny port", 1.0),
        ("people", "Kim Jong Un", "Kim", 0.5),
        ("instruments", "UNSCR 2371", "Resolution 2375", 0.0),
        ("instruments", "UN Security Council resolutions", "UN resolutions", 1.0),
        ("instruments", "Council Decision (CFSP) 2016/849", "Decision 2016/849", 1.0),
        ("instruments", "Regulation (EU) 2017/1509", "Regulation 2017/1456", 0.0),
        ("instruments", "E.O. 13810", "Executive Order 13810", 1.0),
    ],
)
def test_part_credit(scorer: Any, kind: str, gold: str, read: str, credit: float) -> None:
    assert scorer.CREDITS[kind](gold, read) == credit
    assert scorer.CREDITS[kind](read, gold) == (credit if kind != "people" else 0.5)
