"""The face: few public names, and each command as a method that gives the same answer and shows itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.cli import app
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.schema import errors
from typer.testing import CliRunner

import json_keys
from helpers import ftm_file
from helpers.shipped import demo

DAY, LATER = "2023-10-06", "2024-03-01"
TUMANGANG = "sg:tumangang-station"
#: What a user asks: the command with its arguments, and the call that gives the same.
ASKED: dict[str, tuple[tuple[str, ...], Callable[[sg.Workspace], Any]]] = {
    "info": ((), lambda g: g.info().to_dict()),
    "query": (("roots", "-p", "report=report:rferl-2023-10-06"), lambda g: g.query("roots", report=RFERL).rows),
    "cypher": (("MATCH (e:Entity:Port) RETURN e.id AS id ORDER BY id",), lambda g: g.cypher(PORTS).rows),
    "trace": (("Rajin Port", "--as-of", LATER), lambda g: g.trace("Rajin Port", as_of=LATER).to_dict()),
    "trace --between": (
        ("Tumangang", "--between", DAY, LATER),
        lambda g: g.trace("Tumangang", between=(DAY, LATER)).to_dict(),
    ),
    "assess": (("Rajin Port", "--as-of", LATER), lambda g: g.assess("Rajin Port", as_of=LATER).to_dict()),
    "assess --all": (
        ("Rajin Port", "--all", "--as-of", DAY),
        lambda g: g.assess("Rajin Port", as_of=DAY, untouched=True).to_dict(),
    ),
    "assess --measure": (
        ("--measure", "un-dprk:coal-export", "--as-of", LATER),
        lambda g: g.assess(measure="un-dprk:coal-export", as_of=LATER).to_dict(),
    ),
    "assess --between": (
        ("Tumangang", "--between", DAY, LATER),
        lambda g: g.assess("Tumangang", between=(DAY, LATER)).to_dict(),
    ),
    "paths": (
        ("Kim Jong Un", "Rajin Port", "--limit", "2", "--as-of", LATER),
        lambda g: g.paths("Kim Jong Un", "Rajin Port", limit=2, as_of=LATER).to_dict()["chains"],
    ),
    "neighbours": (
        ("Angara", "--as-of", LATER, "--limit", "3"),
        lambda g: g.neighbours("Angara", as_of=LATER, limit=3).to_dict(),
    ),
    "route": (
        (TUMANGANG, "sg:khasan-station", "--as-of", LATER),
        lambda g: g.route(TUMANGANG, "sg:khasan-station", as_of=LATER).to_dict(),
    ),
    "traffic": (("Tumangang", "--as-of", LATER), lambda g: g.traffic("Tumangang", as_of=LATER).to_dict()),
    "listed": (("Angara", "--on", "2024-09-01"), lambda g: g.listed("Angara", on="2024-09-01").to_dict()),
    "history": (("Angara", "--as-of", LATER), lambda g: g.history("Angara", as_of=LATER).to_dict()),
    "changes": ((DAY, LATER), lambda g: g.changes(DAY, LATER).to_dict()),
    "exposed": (("--on", LATER), lambda g: g.exposed(on=LATER).to_dict()),
    "exposure": (("Angara", "--on", LATER), lambda g: g.exposure("Angara", on=LATER).to_dict()),
    "brokers": (
        ("North Korea", "Russia", "--limit", "4", "--on", LATER),
        lambda g: g.brokers("North Korea", "Russia", limit=4, on=LATER).to_result().rows,
    ),
    "direct": (
        (),
        lambda g: [{"type": type_, "relationships": n} for type_, n in g.direct().relationships.items()],
    ),
    "communities": (("--seed", "3"), lambda g: g.communities(seed=3).to_result().rows),
    "screen": (
        ("Kim Jong-un", "Angara", "--limit", "2", "--as-of", LATER),
        lambda g: g.screen(["Kim Jong-un", "Angara"], limit=2, as_of=LATER).to_dict()["names"],
    ),
    "notes": (("Rajin Port",), lambda g: g.notes("Rajin Port").to_dict()),
    "find": (("rajin", "--limit", "3"), lambda g: g.find("rajin", limit=3).to_result().rows),
    "resolve": ((), lambda g: g.resolve().to_dict()["proposals"]),
    "resolve --explain": (
        ("--explain", "sg:rajin-port", "sg:vostochny-port"),
        lambda g: g.identity.compare("sg:rajin-port", "sg:vostochny-port").to_dict(),
    ),
    "resolve --list": (("--list",), lambda g: g.identity.decisions().to_dict()["decisions"]),
    "query --list": (("--list",), lambda g: g.questions().to_result().rows),
}
RFERL = "report:rferl-2023-10-06"
PORTS = "MATCH (e:Entity:Port) RETURN e.id AS id ORDER BY id"
#: Commands whose answer is what they write; each has a test of its own below or in the tests of its room.
WRITING = {
    "init",
    "load",
    "link",
    "forget",
    "note",
    "dump",
    "export",
    "push",
    "pull",
    "backup",
    "restore",
    "upgrade",
    "project",
    "dossier",
    "diff",
    "watch",
    "read",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case, and a person whom a list has twice."""
    folder = tmp_path_factory.mktemp("face")
    with sg.demo(folder / "case.kgl") as g:
        person = {"name": "Kim Example", "birthDate": "1960-02-03", "passportNumber": "836110035"}
        twice = [ftm_file.entity(id_, **person) for id_ in ("first", "second")]
        g.load("ftm", ftm_file.write(folder / "made" / "entities.ftm.json", twice))
        ends = ("sg:vostochny-port", "sg:vostochny-cosmodrome")
        g.note("Rajin Port", "Which cranes?", status="to check", by="A. Analyst", noted_on="2024-05-01")
        g.identity.decide(*ends, "different", reason="a port and a spaceport", by="A. Analyst", decided_on="2026-01-02")
    return folder / "case.kgl"


@pytest.fixture(scope="module")
def g(path: Path) -> Iterator[sg.Workspace]:
    with sg.open(path) as workspace:
        yield workspace


def printed(path: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["--graph", str(path), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


# -- names -----------------------------------------------------------------------------------------


def test_the_public_names_are_these_and_no_others() -> None:
    answers = {"Answer", "AssessmentSet", "Decision", "Exposure", "History", "ListChanges", "ListingAnswer", "Proposal"}
    answers |= {"Chains", "Result", "Screening", "Trace", "TrafficSeries"}
    raised = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    functions = {"open", "demo", "explore", "fetch", "draw", "compare_names", "verify"}
    others = {"Workspace", "Graph", "LoadReport", "Picture", "Projection", "ReadLimits"}
    assert set(sg.__all__) == answers | raised | functions | others
    assert dir(sg) == sg.__all__ == sorted(sg.__all__)
    for name in sg.__all__:
        assert getattr(sg, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'open_graph'"):
        sg.open_graph  # noqa: B018


def test_the_tree_of_errors_is_drawn_whole() -> None:
    drawn = errors.__doc__ or ""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, sg.SanctionsGraphError):
            assert f"{name} " in drawn or f"{name}\n" in drawn, name
            with pytest.raises(sg.SanctionsGraphError):
                raise value.__new__(value)


def test_what_is_asked_about_comes_first_and_all_else_by_its_name() -> None:
    days = {"as_of", "on", "decided_on", "edition", "since", "until"}
    for name, method in inspect.getmembers(sg.Workspace, inspect.isfunction):
        if name.startswith("_") or name in {"query", "cypher"}:
            continue
        for parameter in list(inspect.signature(method).parameters.values())[1:]:
            assert parameter.kind is not parameter.VAR_KEYWORD, (name, parameter)
            positional = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            assert not positional or parameter.name not in days - {"since", "until"}, (name, parameter)
            assert "DayLike" in parameter.annotation or parameter.name not in days, (name, parameter)


def test_questions_are_completed_by_their_names(g: sg.Workspace, tmp_path: Path) -> None:
    assert dir(g.ask) == sorted(name.replace("-", "_") for name in catalogue())
    text = next(iter(catalogue().values())).text
    name = next(iter(catalogue()))
    (tmp_path / "mine.cypher").write_text(text.replace(f"name: {name}", "name: mine"), encoding="utf-8")
    with sg.open(g.graph.uri, queries=tmp_path) as other:
        assert "mine" in dir(other.ask)
        assert "mine" in other.questions()
        assert "mine" in other.ask._repr_html_()
        assert other.ask.mine(**catalogue()[name].example()).columns == list(catalogue()[name].columns)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no question 'trafic'"):
        g.ask.trafic  # type: ignore[attr-defined]  # noqa: B018


# -- commands and methods ----------------------------------------------------------------------------


def test_every_command_has_a_method_of_its_name() -> None:
    commands = {(command.name or command.callback.__name__) for command in app.registered_commands if command.callback}
    # `fetch` and `verify` need no graph: they are functions of the package. The servers are no questions, nor is `new`.
    commands -= {"serve", "mcp", "verify", "new"}
    assert commands - {"fetch"} <= set(dir(sg.Workspace))
    assert {"fetch", "verify"} <= set(sg.__all__)
    asked = {name.partition(" ")[0] for name in ASKED}
    assert commands - {"fetch"} == asked | WRITING
    assert not asked & WRITING


@pytest.mark.parametrize("name", ASKED)
def test_a_command_and_its_method_give_the_same_answer(name: str, path: Path, g: sg.Workspace) -> None:
    arguments, ask = ASKED[name]
    answer = ask(g)
    assert answer
    assert json.loads(printed(path, name.partition(" ")[0], *arguments, "--format", "json")) == answer


#: Under which name an answer stands in the table of keys, where it is not the command's.
KEYS = {
    "trace --between": "trace_between",
    "assess --all": "assess",
    "assess --measure": "assess",
    "assess --between": "assess_between",
    "resolve": "proposal",
    "resolve --explain": "proposal",
    "resolve --list": "decision",
}


@pytest.mark.parametrize("name", [name for name in ASKED if KEYS.get(name, name) in json_keys.ANSWERS])
def test_the_keys_in_help_and_docs_are_those_that_are_printed(name: str, g: sg.Workspace) -> None:
    answer = ASKED[name][1](g)
    known = json_keys.ANSWERS[KEYS.get(name, name)]
    first = answer[0] if isinstance(answer, list) else answer
    assert [key.partition(" ")[0] for key in top_keys(json_keys.keys(known, 1))] == list(first)
    text = json_keys.keys(known, 9)
    for row in answer if isinstance(answer, list) else [answer]:
        assert set(inner_keys(row)) <= set(re.findall(r"\w+", text)) | FREE, name
    shown = " ".join(printed_help(name.partition(" ")[0]).split())
    assert json_keys.keys(known, json_keys.SHOWN) in shown


#: Keys that are values: labels, types and the like.
FREE = frozenset({"added", "removed", "changed"})


def top_keys(text: str) -> list[str]:
    return text.split(", ")


def inner_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if ":" not in key:  # An id: claims stand under theirs.
                yield key
            if key not in {"nodes", "relationships", "tree"}:
                yield from inner_keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from inner_keys(item)


def printed_help(command: str) -> str:
    return CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "100"}).stdout


def test_the_table_of_keys_is_generated_anew_when_a_type_changes() -> None:
    assert [path.name for path, text in json_keys.outputs().items() if path.read_text(encoding="utf-8") != text] == []


def test_commands_that_write_do_what_their_methods_do(path: Path, g: sg.Workspace, tmp_path: Path) -> None:
    assert printed(path, "dump").splitlines() == list(g.dump())
    assert json.loads(printed(path, "dump", "--digest", "--format", "json"))[0]["digest"] == g.digest()
    assert json.loads(printed(path, "upgrade", "--format", "json")) == g.upgrade().to_dict()
    assert json.loads(printed(path, "link", "--format", "json")) == g.link().to_dict()
    printed(path, "export", "--for", "turtle", "-o", str(tmp_path / "a.ttl"), "--as-of", DAY)
    g.export("turtle", tmp_path / "b.ttl", as_of=date.fromisoformat(DAY))
    assert (tmp_path / "a.ttl").read_text() == (tmp_path / "b.ttl").read_text()
    printed(path, "dossier", "Rajin Port", "-o", str(tmp_path / "a.html"), "--as-of", DAY)
    assert g.dossier("Rajin Port", tmp_path / "b.html", as_of=DAY).read_text() == (tmp_path / "a.html").read_text()
    edges = json.loads(printed(path, "project", "--as-of", DAY, "--format", "json"))
    assert [edge["start"] for edge in edges] == [edge.start for edge in g.project(as_of=DAY).relations]


def test_graphs_are_copied_and_compared(path: Path, g: sg.Workspace, tmp_path: Path) -> None:
    report = g.push(tmp_path / "copy.kgl")
    assert report.digest == g.digest()
    with sg.open() as memory:
        assert memory.pull(tmp_path / "copy.kgl").nodes == report.nodes
        assert g.diff(memory).equal
        assert g.diff(tmp_path / "copy.kgl").equal
        dump = tmp_path / "dump.jsonl"
        dump.write_text("\n".join(memory.dump()) + "\n", encoding="utf-8")
        assert g.diff(dump).to_dict() == json.loads(printed(path, "diff", str(dump), "--format", "json"))
        with pytest.raises(sg.GraphError):
            g.push(memory)
    with pytest.raises(sg.NotFound, match="no graph or dump"):
        g.diff(tmp_path / "nothing.kgl")


# -- days --------------------------------------------------------------------------------------------


DATED: dict[str, Callable[[sg.Workspace, Any], Any]] = {
    "trace": lambda g, d: g.trace("Tumangang", as_of=d),
    "trace between": lambda g, d: g.trace("Tumangang", between=(d, LATER)),
    "assess": lambda g, d: g.assess("Tumangang", as_of=d),
    "assess between": lambda g, d: g.assess("Tumangang", between=(d, LATER)),
    "listed": lambda g, d: g.listed("Angara", on=d, as_of=d),
    "history": lambda g, d: g.history("Angara", as_of=d),
    "changes": lambda g, d: g.changes(d, LATER, as_of=d),
    "exposure": lambda g, d: g.exposure("Angara", on=d, as_of=d),
    "exposed": lambda g, d: g.exposed(on=d, as_of=d),
    "traffic": lambda g, d: g.traffic("Tumangang", as_of=d),
    "paths": lambda g, d: g.paths("Kim Jong Un", "Rajin Port", as_of=d, on=d),
    "brokers": lambda g, d: g.brokers("North Korea", "Russia", as_of=d, on=d),
    "communities": lambda g, d: g.communities(as_of=d, on=d),
    "project": lambda g, d: g.project(as_of=d, on=d).relations,
    "screen": lambda g, d: g.screen("Kim Jong-un", as_of=d, birth_date=d),
    "query": lambda g, d: g.query("in-force", programme="un-dprk", on=d, as_of=d),
    "ask": lambda g, d: g.ask.in_force(programme="un-dprk", on=d, as_of=d),
}


@pytest.mark.parametrize("name", DATED)
def test_a_date_is_a_day(name: str, g: sg.Workspace) -> None:
    assert DATED[name](g, date.fromisoformat(DAY)) == DATED[name](g, DAY)


def test_a_day_and_two_days_are_not_given_together(g: sg.Workspace) -> None:
    for ask in (g.trace, g.assess):
        with pytest.raises(sg.SanctionsGraphError, match="as_of or between"):
            ask("Tumangang", as_of=DAY, between=(DAY, LATER))  # type: ignore[call-overload]


# -- notebooks ---------------------------------------------------------------------------------------

SHOWN: dict[str, Callable[[sg.Workspace], Any]] = {
    "workspace": lambda g: g,
    "graph": lambda g: g.graph,
    "info": lambda g: g.info(),
    "catalogue": lambda g: g.questions(),
    "ask": lambda g: g.ask,
    "cypher": lambda g: g.cypher(PORTS),
    "project": lambda g: g.project(as_of=DAY),
    "proposals": lambda g: g.identity.proposals(),
    "pair": lambda g: g.identity.compare("sg:rajin-port", "sg:vostochny-port"),
    "plan": lambda g: g.identity.merge_plan(),
    "decisions": lambda g: g.identity.decisions(from_files=True),
    "upgrade": lambda g: g.upgrade(),
    "names": lambda g: g.screen("Kim Jong-un"),
    **{name: lambda g, ask=ask: ask(g, DAY) for name, ask in DATED.items() if name != "project"},
}


@pytest.mark.parametrize("name", SHOWN)
def test_everything_shows_itself(name: str, g: sg.Workspace) -> None:
    html = SHOWN[name](g)._repr_html_()
    assert html.startswith(("<pre", "<table", "<p>", "<div"))
    assert "object at 0x" not in html
    assert len(html) < 300_000


def test_reports_show_themselves(tmp_path: Path) -> None:
    with sg.open() as g:
        reports = g.init()
        assert len(reports) > 30
        assert reports._repr_html_().count("read ") == len(reports)
        assert "things.yaml" in str(reports[0])
        assert "rejected 0" in reports[-1]._repr_html_()
        assert "relationships from :memory:" in g.push(tmp_path / "y.kgl")._repr_html_()


def test_cypher_gives_what_a_question_gives(g: sg.Workspace) -> None:
    question = catalogue()["roots"]
    example = question.example()
    result = g.cypher(question.cypher, **example)
    asked = g.query("roots", **example)
    assert (result.columns, result.rows) == (asked.columns, asked.rows)
    assert result.to_pandas().equals(asked.to_pandas())
    assert result.to_networkx().number_of_edges() == asked.to_networkx().number_of_edges() > 0
    with pytest.raises(sg.QueryError):
        g.cypher("CREATE (n:Entity {id: 'x'})")


# -- identity ----------------------------------------------------------------------------------------


def test_decisions_are_recorded_and_undone() -> None:
    with sg.Workspace(demo()) as g:
        before = g.digest()
        ends = ("sg:rajin-port", "sg:vostochny-port")
        made = g.identity.decide(*ends, "different", reason="two ports", by="A. Analyst", decided_on=date(2026, 1, 2))
        assert [(d.id, d.on, d.reason) for d in g.identity.decisions()] == [(made.id, "2026-01-02", "two ports")]
        assert [d.id for d in g.identity.undo(made.id)] == [made.id]
        assert g.digest() == before
