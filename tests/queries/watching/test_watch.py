"""Watch lists: the changes of list entries are those of `changes`, new statements are shown once, on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.queries.watching.watchlist import Watchlist, read_watchlist

from helpers import ftm_file
from helpers.commands import run
from helpers.engines import UN_EDITIONS
from helpers.shipped import demo, demo_file


@pytest.fixture
def watched(graph: sg.Graph, tmp_path: Path) -> sg.Workspace:
    return sg.Workspace(graph)


def test_the_file_is_whole_or_refused(watched: sg.Workspace, tmp_path: Path) -> None:
    file = tmp_path / "watch.json"
    for content in (
        "",
        "[]",
        "{}",
        '{"watched": [1], "shown": {}}',
        '{"watched": [], "shown": {"editions": {"a": 1}}}',
    ):
        file.write_text(content)
        with pytest.raises(sg.InputError, match="no watch list"):
            watched.watch(file).run()
        assert file.read_text() == content


def test_names_are_those_of_the_graph(tmp_path: Path) -> None:
    with sg.Workspace(demo()) as g:
        desk = g.watch(tmp_path / "watch.json")
        with pytest.raises(sg.NotFound):
            desk.add("Angara", "No Such Ship At All")
        assert not (tmp_path / "watch.json").exists(), "none of them is added"
        desk.add("Angara", "un-dprk:arms-export", "sg:angara")
        assert [(one.id, one.kind) for one in desk.watchlist.watched] == [
            ("sg:angara", "Vessel"),
            ("un-dprk:arms-export", "Measure"),
        ]
        with pytest.raises(sg.NotFound):
            desk.remove("Rajin Port")
        assert [one.id for one in desk.remove("Angara").watched] == ["un-dprk:arms-export"]


def test_new_statements_are_shown_once(watched: sg.Workspace, tmp_path: Path) -> None:
    load = ftm_file.write
    ship = ftm_file.entity("s1", "Vessel", name="Blue Star", imoNumber="9179842")
    other = ftm_file.entity("s2", "Vessel", name="Red Star")
    watched.load("ftm", load(tmp_path / "one" / "entities.ftm.json", [ship, other]), edition="2026-01-01")
    desk = watched.watch(tmp_path / "watch.json")
    desk.add("Blue Star")
    first = desk.run()
    assert first.since is None
    assert not first.changed
    assert not desk.run().changed
    watched.load("ftm", load(tmp_path / "two" / "entities.ftm.json", [ship | {"id": "s1"}]), edition="2026-02-01")
    second = desk.run()
    assert [one.what.id for one in second.changed] == ["ftm:s1"]
    assert {change.change for change in second.changed[0].statements} == {"new"}
    assert not desk.run().changed


def test_what_the_list_of_the_un_changes_is_what_changes_says(tmp_path: Path, shared: Path) -> None:
    """Between each two of the three editions, for everybody whom the earlier of the two has."""
    earlier: dict[str, Watchlist] = {}
    with sg.Workspace(open_graph()) as g:
        desk = g.watch(tmp_path / "watch.json")
        for until, file in UN_EDITIONS.items():
            g.load("un-list", file)
            for since, noted in earlier.items():
                report, ids = desk.compared(noted), {item.id for item in noted.watched}
                shown = {(one.what.id, entry.change, entry.key) for one in report.changed for entry in one.entries}
                [changed] = g.changes(since, until).datasets
                kinds = {kind: getattr(changed, kind) for kind in ("added", "removed", "amended", "interrupted")}
                said = {(entry.id, kind, entry.key) for kind, entries in kinds.items() for entry in entries}
                assert shown == {one for one in said if one[0] in ids}, (since, until)
                assert {kind for _, kind, _ in shown} >= {"removed", "amended"}, (since, until)
                assert not any(one.statements for one in report.changed), "versions are changes of the list"
            rows = g.graph.read("MATCH (e:Entity)<-[:ABOUT]-(:Listing) RETURN DISTINCT e.id AS id").rows
            desk.add(*(row["id"] for row in rows))
            desk.run()
            earlier[until] = desk.watchlist


def test_the_command_runs_from_cron(tmp_path: Path) -> None:
    graph, file = tmp_path / "case.kgl", str(tmp_path / "watch.json")
    demo_file(graph)
    assert run("watch", "add", "Angara", "--file", file, graph=graph).returncode == 0
    assert run("watch", "run", "--file", file, graph=graph).returncode == 0
    state = read_watchlist(Path(file))
    seen = dict(state.shown.statements["sg:angara"])
    seen.popitem()
    content = json.loads(Path(file).read_text())
    content["shown"]["statements"]["sg:angara"] = seen
    Path(file).write_text(json.dumps(content))
    done = run("watch", "run", "--file", file, "--format", "md", graph=graph)
    assert done.returncode == 4
    assert "## Angara (Vessel, `sg:angara`)" in done.stdout
    assert "**new statement**" in done.stdout
    assert run("watch", "run", "--file", file, graph=graph).returncode == 0
    assert run("watch", "add", "--file", file, graph=graph).returncode == 2
    assert run("watch", "run", "Angara", "--file", file, graph=graph).returncode == 2


def test_a_measure_shows_outcomes_that_moved(tmp_path: Path) -> None:
    with sg.Workspace(demo()) as g:
        desk = g.watch(tmp_path / "watch.json")
        desk.add("un-dprk:arms-export")
        desk.run()
        content = json.loads((tmp_path / "watch.json").read_text())
        outcomes = content["shown"]["outcomes"]["un-dprk:arms-export"]
        event = sorted(outcomes)[0]
        now, outcomes[event] = outcomes[event], "unknown-before"
        del outcomes[sorted(outcomes)[1]]
        (tmp_path / "watch.json").write_text(json.dumps(content))
        moved = desk.run().changed[0].outcomes
        assert [(one.before, one.after) for one in moved if one.event == event] == [("unknown-before", now)]
        assert [one.before for one in moved if one.event != event] == [None]
