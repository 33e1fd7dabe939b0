"""Names and numbers of things: what a look-up takes, and what it offers where nothing fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sanctionsgraph as sg

from helpers import ftm_file
from helpers.shipped import demo


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sg.Workspace]:
    folder = tmp_path_factory.mktemp("near")
    with sg.Workspace(demo()) as workspace:
        ship = {"name": "Example Star", "imoNumber": "9074729", "schema": "Vessel"}
        entities = [
            ftm_file.entity("ship", **ship),
            ftm_file.entity("a", name="Pak Example", birthDate="1950", passportNumber="836110035"),
            ftm_file.entity("b", name="Pak Example", birthDate="1972-03-01"),
        ]
        workspace.load("ftm", ftm_file.write(folder / "entities.ftm.json", entities))
        yield workspace


@pytest.mark.parametrize(
    ("slip", "near"),
    [
        ("Vladimir Putn", "Vladimir Putin"),
        ("Vostochni Port", "Vostochny Port"),
        ("Tumangnag", "Tumangang Station"),
        ("Exampel Star", "Example Star"),
    ],
)
def test_a_slip_is_answered_with_the_near_name_and_its_id(g: sg.Workspace, slip: str, near: str) -> None:
    with pytest.raises(sg.NotFound, match=f"Did you mean {near} "):
        g.trace(slip)


def test_what_is_near_to_nothing_is_told_where_to_look(g: sg.Workspace) -> None:
    with pytest.raises(sg.NotFound, match="sanctionsgraph screen"):
        g.history("Zzyzx Qwfp")


@pytest.mark.parametrize("word", ["Nobody", "consignment", "alleged", "deliveries"])
def test_a_common_word_of_a_title_names_no_event(g: sg.Workspace, word: str) -> None:
    with pytest.raises(sg.NotFound):
        g.history(word)


def test_a_name_in_a_title_names_the_event_where_no_thing_bears_it(g: sg.Workspace) -> None:
    (event,) = g.graph.find("Malligyong")
    assert event.kind == "Launch"
    assert {match.kind for match in g.graph.find("Vostochny")} <= {"Port", "Spaceport", "RailStation"}


@pytest.mark.parametrize("number", ["9074729", "IMO 9074729", "imo9074729"])
def test_a_ship_is_found_by_its_number(g: sg.Workspace, number: str) -> None:
    assert g.graph.entity(number).name == "Example Star"


def test_an_unknown_number_is_said_to_be_one(g: sg.Workspace) -> None:
    with pytest.raises(sg.NotFound, match="No record in"):
        g.graph.entity("IMO 1234567")


def test_resolve_takes_a_name_of_namesakes(g: sg.Workspace) -> None:
    assert len(g.graph.bearers("Pak Example")) == 2
    g.resolve("Pak Example")
    with pytest.raises(sg.NotFound):
        g.resolve("Pak Exmaple Nonesuch")
