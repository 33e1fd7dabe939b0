"""Each paragraph of the UN regimes against made-up events: under it, outside of it, and excused.

The events are in `regimes/`, a file a regime. What each should come to was written from the paragraph before the rules
ran on it; where the rules are known to say otherwise, the event says why under `fails`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.curated.shipped import DATA
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.assess import assess

from helpers.regime_events import RegimeEvent, regimes

MADE = regimes()
EVENTS = [event for regime in MADE for event in regime.events]


def law(graph: sg.Graph, folder: Path) -> None:
    """Load the shipped law and the made-up events; nothing is rejected."""
    files = [
        ("identities", DATA / "things.yaml"),
        ("law", DATA / "law" / "goods.yaml"),
        ("law", DATA / "law" / "duties.yaml"),
    ]
    files += [("law", path) for path in sorted((DATA / "law").glob("un*.yaml"))]
    # Who holds which reading of the law of 2025.
    files.append(("reports", DATA / "cases" / "iran-snapback-2025.yaml"))
    with graph.building():
        for source, path in [*files, *(each for regime in MADE for each in regime.write(folder))]:
            account = load(graph, source, path)
            assert account.rejected == 0, (path.name, list(account.rejections)[:3])


def found(graph: sg.Graph) -> dict[tuple[str, str], set[str]]:
    """The outcomes by event and measure, of all measures that stood when the events took place."""
    outcomes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in assess(graph).assessments:
        outcomes[each.event, each.measure].add(str(each.outcome))
    return outcomes


def outcomes_of(graph: sg.Graph, event: RegimeEvent) -> set[str]:
    """The outcomes of one event under its measure, where that did not stand then."""
    return {str(each.outcome) for each in assess(graph, event.id, measure=event.measure).assessments}


def test_what_each_paragraph_is_for(graph: sg.Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many come out as the paragraph asks; none may differ but those that say why."""
    law(graph, tmp_path)
    outcomes = found(graph)
    wrong, listed, mended = [], [], []
    for event in EVENTS:
        under = outcomes.get((event.id, event.measure)) or outcomes_of(graph, event)
        told = f"{event.paragraph}: {event.because}: expected {event.expected}, is {', '.join(sorted(under))}"
        if under == {event.expected}:
            mended += [told] if event.fails else []
        elif event.fails:
            listed.append(f"{told} ({event.fails})")
        else:
            wrong.append(told)
    right = len(EVENTS) - len(wrong) - len(listed)
    with capsys.disabled():
        print(
            f"\n{right} of {len(EVENTS)} events on {len({(e.paragraph, e.measure) for e in EVENTS})} paragraphs agree"
        )
        print("\n".join(listed))
    assert wrong == []
    assert mended == [], "listed under `fails`, but right"


def test_each_paragraph_has_three_events() -> None:
    counts = Counter((event.paragraph, event.measure) for event in EVENTS)
    assert len(counts) == 72
    assert min(counts.values()) >= 3
