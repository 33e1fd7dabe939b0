"""Notes on cases: recorded with who and when, read as of a day, carried along, and no part of any answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.case import gather
from sanctionsgraph.dossier.page import render
from sanctionsgraph.exporters.snapshot import snapshot
from sanctionsgraph.graph.transfer.copy import copy_graph

from helpers import ftm_file
from helpers.commands import run


@pytest.fixture
def noted(graph: sg.Graph, tmp_path: Path) -> sg.Workspace:
    """Two ships, the first with a note and two statuses, the second with one status."""
    g = sg.Workspace(graph)
    ships = [ftm_file.entity(id_, "Vessel", name=f"Ship {id_}") for id_ in ("one", "two")]
    g.load("ftm", ftm_file.write(tmp_path / "ships" / "entities.ftm.json", ships))
    g.note("Ship one", status="to check", by="A. Analyst", noted_on="2025-03-01")
    g.note("ftm:one", "Ask for <b>the log</b>", by="B. Analyst", noted_on="2025-03-05")
    g.note("Ship one", "Done", status="closed", by="B. Analyst", noted_on="2025-04-01")
    g.note("Ship two", status="open", by="A. Analyst", noted_on="2025-03-01")
    return g


def test_the_last_status_of_a_day_is_that_of_the_case(noted: sg.Workspace) -> None:
    states = {case.subject: (case.status, case.by, case.since) for case in noted.notes().cases}
    assert states == {
        "ftm:one": ("closed", "B. Analyst", "2025-04-01"),
        "ftm:two": ("open", "A. Analyst", "2025-03-01"),
    }
    then = noted.notes("Ship one", as_of="2025-03-10")
    assert [(note.since, note.status, note.text) for note in then.notes] == [
        ("2025-03-01", "to check", None),
        ("2025-03-05", None, "Ask for <b>the log</b>"),
    ]
    assert then.cases[0].status == "to check"
    assert noted.notes(as_of="2025-02-28").notes == ()
    assert "closed" in str(noted.notes())


def test_no_answer_rests_on_a_note(graph: sg.Graph, noted: sg.Workspace, tmp_path: Path) -> None:
    """What is asked of a graph with notes is answered as of one without."""

    def answers(g: sg.Workspace) -> list[object]:
        return [
            g.trace("Ship one").to_dict(),
            g.history("Ship one").to_dict(),
            g.neighbours("Ship one").to_dict(),
            g.screen("Ship one").to_dict(),
            g.ask.history(id="ftm:one", as_of="2026-01-01").rows,
            g.project().relations,
        ]

    with sg.open() as other:
        copy_graph(graph, other.graph)
        with other.graph.writing() as tx:
            tx.run("MATCH (n:Statement:CaseNote) DETACH DELETE n")
        assert answers(noted) == answers(other)
    desk = noted.watch(tmp_path / "watch.json")
    desk.add("Ship one")
    desk.run()
    noted.note("Ship one", "Seen again", by="A. Analyst")
    assert not desk.run().changed


def test_notes_are_in_the_case_file_the_exports_and_a_copy(
    graph: sg.Graph, noted: sg.Workspace, tmp_path: Path
) -> None:
    page = render(gather(graph, "ftm:one", as_of="2025-03-10"))
    assert "Ask for &lt;b&gt;the log&lt;/b&gt;" in page
    assert "Closed" not in page
    assert len(gather(graph, "ftm:one").data()["notes"]) == 3
    kept = [row.text("since") for row in snapshot(graph, "2025-03-10").statements.values() if "CaseNote" in row.labels]
    assert sorted(kept) == ["2025-03-01", "2025-03-01", "2025-03-05"]
    noted.export("turtle", tmp_path / "graph.ttl")
    with sg.open() as again:
        again.load("rdf", tmp_path / "graph.ttl")
        assert again.notes().to_dict() == noted.notes().to_dict()
    noted.export("case", tmp_path / "case.zip", subject="Ship one")
    assert sg.verify(tmp_path / "case.zip").verified


def test_a_note_follows_a_thing_that_is_joined_and_parted_again(noted: sg.Workspace) -> None:
    before = noted.notes().to_dict()
    made = noted.identity.decide("ftm:one", "ftm:two", "same", reason="one hull", by="A. Analyst")
    assert len(noted.notes().cases) == 1
    assert len(noted.notes("Ship two").notes) == 4
    noted.identity.undo(made.id)
    assert noted.notes().to_dict() == before


def test_what_is_no_note_is_refused(noted: sg.Workspace) -> None:
    for wrong, words in (
        ({"by": "A"}, "needs a text"),
        ({"by": " ", "text": "x"}, "needs who"),
        ({"by": "A", "text": "x" * 10_001}, "at most"),
        ({"by": "A", "text": "x", "noted_on": "2999-01-01"}, "in the future"),
        ({"by": "A", "status": "done"}, "to check"),
    ):
        with pytest.raises(sg.SanctionsGraphError, match=words):
            noted.note("Ship one", **wrong)  # type: ignore[arg-type]
    with pytest.raises(sg.NotFound):
        noted.note("Nothing", "x", by="A")


def test_the_commands_note_and_show(tmp_path: Path) -> None:
    path = tmp_path / "ships.kgl"
    with sg.open(path) as g:
        ship = [ftm_file.entity("one", "Vessel", name="Ship one")]
        g.load("ftm", ftm_file.write(tmp_path / "ships" / "entities.ftm.json", ship))
    done = run("note", "Ship one", "Ask", "--status", "to check", "--by", "Ann", graph=path)
    assert (done.returncode, "by Ann" in done.stderr) == (0, True)
    assert "Ann: [to check] Ask" in run("notes", graph=path).stdout
