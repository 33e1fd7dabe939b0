"""Events of no kind, of which rows of a table suggest one: assessed no further than their words carry them."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg

from helpers.shipped import demo
from helpers.timeline_file import put, row

ROWS = (
    row(id=1, headline="North Korea delivered 40 howitzers to Russia"),
    row(id=2, headline="North Korea denied that it delivered howitzers to Russia"),
    row(id=3, headline="North Korea delivered howitzers to Russia, says Seoul", src_type="rok"),
    row(id=4, headline="Envoys of North Korea met in Hanoi"),
    row(id=5, headline="A quiet day in Russia"),
    row(id=6, headline="North Korea has sent 300 workers to Russia"),
)


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> sg.Workspace:
    workspace = sg.Workspace(demo())
    workspace.load("events", put(tmp_path_factory.mktemp("table"), *ROWS), edition="2024-01-01")
    return workspace


def outcomes(g: sg.Workspace, number: int) -> dict[str, str]:
    return {each.measure: str(each.outcome) for each in g.assess(f"csis-timeline:{number}").assessments}


def test_words_suggest_an_act_and_never_show_it(g: sg.Workspace) -> None:
    for number in (1, 3):
        assert outcomes(g, number)["un-dprk:arms-export"] == "suggested"
    assert outcomes(g, 6)["un-dprk:workers"] == "suggested"
    assessment = next(a for a in g.assess("csis-timeline:1").assessments if a.measure == "un-dprk:arms-export")
    act = next(element for element in assessment.elements if element.element == "act")
    assert act.because.startswith("that it is of kind Transfer: ")
    shown = {str(element.element) for element in assessment.elements if element.status == "met"}
    assert shown <= {"in-force"}


def test_what_is_denied_or_of_another_kind_touches_nothing(g: sg.Workspace) -> None:
    assert outcomes(g, 2) == outcomes(g, 4) == outcomes(g, 5) == {}


def test_of_an_event_of_no_kind_the_act_is_unknown(g: sg.Workspace) -> None:
    assessments = g.assess("csis-timeline:5", measure="un-dprk:arms-export").assessments
    act = next(element for element in assessments[0].elements if element.element == "act")
    assert (str(act.status), act.because) == ("unknown", "no source says of what kind the event was")


def test_a_row_that_is_typed_a_meeting_by_a_person_is_not_what_an_embargo_is_about(
    g: sg.Workspace, tmp_path: Path
) -> None:
    text = Path(sg.__file__).parent.joinpath("data/mappings/dprk-russia-timeline.yaml").read_text()
    mapping = tmp_path / "m.yaml"
    mapping.write_text(f"{text.replace('csis-timeline', 'other')}\nkinds: {{'4': Meeting}}\n")
    with sg.Workspace(demo()) as other:
        other.load("event-table", put(tmp_path, *ROWS), edition="2024-01-01", mapping=mapping)
        assessments = other.assess("other:4", measure="un-dprk:arms-export").assessments
        act = next(element for element in assessments[0].elements if element.element == "act")
        assert str(act.status) == "not met"
