"""Each paragraph of the UN regimes against made-up events: under it, outside of it, and excused.

The events are in `regimes/`, a file a regime. What each should come to was written from the paragraph before the rules
ran on it; where the rules are known to say otherwise, the event says why under `fails`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.loaders.curated.shipped import DATA
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.schema.dates import FOREVER

from helpers.regime_events import RegimeEvent, regimes

MADE = regimes()
EVENTS = [event for regime in MADE for event in regime.events]
#: Outcomes of what falls under a paragraph.
UNDER = {"met", "permitted", "contested (law)"}
#: Paragraphs that call upon States: nothing breaks them.
CALLS = {"2216/15", "2428/8", "2700"}
#: The times of the exemptions of each measure.
TIMES: dict[str, list[tuple[str, str]]] = {
    measure["id"]: [(str(each["since"]), str(each.get("until") or FOREVER)) for each in measure.get("exemptions") or ()]
    for path in sorted((DATA / "law").glob("un-*.yaml"))
    for measure in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["measures"]
}


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
    assert wrong == [], "\n".join(wrong)
    assert mended == [], "listed under `fails`, but right"


def test_each_paragraph_has_one_under_it_one_outside_and_one_excused() -> None:
    """Excused where its measure has an exemption then; under it unless it only calls upon States."""
    cases = defaultdict(list)
    for event in EVENTS:
        cases[event.paragraph, event.measure].append(event)
    assert len(cases) == 78
    assert min(map(len, cases.values())) >= 3
    lacks = []
    for (paragraph, measure), events in cases.items():
        expected = {event.expected for event in events}
        under = [event for event in events if event.expected in UNDER]
        lacks += [f"{paragraph}: none outside"] if "not met" not in expected else []
        lacks += [f"{paragraph}: none under it"] if not under and paragraph not in CALLS else []
        excusable = any(
            since <= str(event.content["date"]) < until for event in under for since, until in TIMES[measure]
        )
        lacks += [f"{paragraph}: none excused"] if excusable and "exempt" not in expected else []
    assert lacks == []
