"""The catalogue: every question, with its own example, on both engines, with the same rows in order."""

from __future__ import annotations

import itertools
import os
import re
import subprocess

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.catalogue.question import check
from sanctionsgraph.queries.catalogue.registry import FOLDER, catalogue, parse, query
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError

import neo4j_server

NAMES = sorted(catalogue())


def test_there_are_twenty_five_or_more() -> None:
    assert len(NAMES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_example_gives_the_same_rows_on_each_engine(case: sg.Graph, embedded_case: sg.Graph, name: str) -> None:
    example = catalogue()[name].example()
    here = query(case, name, **example)
    assert here.rows, f"{name} is empty on the shipped data"
    assert here.rows == query(embedded_case, name, **example).rows
    assert all(list(row) == here.columns for row in here.rows)


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_in_a_total_order(embedded_case: sg.Graph, name: str) -> None:
    """Two rows that are equal in all columns would leave the order to the engine; then LIMIT differs."""
    rows = query(embedded_case, name, **catalogue()[name].example()).rows
    shown = [repr(row) for row in rows]
    assert len(set(shown)) == len(shown)
    assert "ORDER BY" in catalogue()[name].cypher


@pytest.mark.parametrize("name", NAMES)
def test_file_keeps_the_rules_for_questions(name: str) -> None:
    """The same rules as for a user's own: among others, each parameter has a :param line that gives the example."""
    check(catalogue()[name])
    assert catalogue()[name].text.endswith(";\n")


def literal(value: object) -> str:
    """A value as cypher-shell writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "NULL" if value is None else str(value).upper() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("case", [pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True)
def test_each_file_runs_as_it_stands_in_cypher_shell(case: sg.Graph, embedded_case: sg.Graph) -> None:
    """The real cypher-shell reads the shipped files, and gives the rows that the embedded engine gives."""
    shell = neo4j_server
    if shell.missing() and os.environ.get("CI") != "true":
        pytest.skip(shell.missing())
    jars = shell.fetch(shell.SHELL_CACHE, shell.SHELL_POM)
    script = "".join(f":source {FOLDER / name}.cypher\nRETURN 'end of {name}' AS mark;\n" for name in NAMES)
    user = os.environ.get("NEO4J_USER", "neo4j")
    done = subprocess.run(
        [shell.JAVA, *shell.QUICK, "-cp", f"{jars}/*", "org.neo4j.shell.Main", "--format", "plain"],
        env={**os.environ, "NEO4J_URI": case.uri, "NEO4J_USERNAME": user},  # NEO4J_PASSWORD is there
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    printed = iter(done.stdout.splitlines())
    for name in NAMES:
        result = query(embedded_case, name, **catalogue()[name].example())
        wanted = [", ".join(result.columns), *(", ".join(literal(row[c]) for c in result.columns) for row in result)]
        shown = list(itertools.takewhile(lambda line: line != "mark", printed))
        assert next(printed) == f'"end of {name}"'
        assert shown == "\n".join(wanted).split("\n"), name


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_looked_for_from_what_may_be_nothing(name: str) -> None:
    """From a variable that is null, the embedded engine looks through the whole graph: minutes, and no other row."""
    optional: set[str] = set()
    for clause in re.split(
        r"\n(?=\s*(?:OPTIONAL MATCH|MATCH|WITH|RETURN|UNWIND|UNION|CALL)\b)", catalogue()[name].cypher
    ):
        if clause.strip().startswith("WITH"):
            optional.clear()
        elif clause.strip().startswith("OPTIONAL MATCH"):
            pattern = clause.partition("WHERE")[0]
            first, *others = re.findall(r"\((\w*)", pattern)
            assert first not in optional, f"{name}: {pattern.strip()}"
            optional |= {other for other in others if other}


def test_as_of_keeps_the_future_out(embedded_case: sg.Graph) -> None:
    early = query(embedded_case, "traffic", place="Tumangang", as_of="2023-10-05").rows
    late = query(embedded_case, "traffic", place="Tumangang", as_of="2023-10-06").rows
    assert not [row for row in early if row["date"] == "2023-10-05"]
    assert [(row["number"], row["unit"]) for row in late if row["date"] == "2023-10-05"] == [(73.0, "freight cars")]


def test_names_of_things_are_taken_in_any_script(embedded_case: sg.Graph) -> None:
    by_id = query(embedded_case, "meetings", a="wd:Q56226", b="wd:Q7747").rows
    assert query(embedded_case, "meetings", a="김정은", b="Владимир Путин").rows == by_id


def test_carriers_of_one_report_are_one_root(embedded_case: sg.Graph) -> None:
    rows = query(embedded_case, "single-root", as_of="2023-10-31").rows
    row = next(row for row in rows if row["event"] == "sg:tumangang-2023-10-05")
    assert row["root"] == "report:csis-2023-10-06"
    assert row["reports"] >= 5


def test_arms_from_the_target_are_banned_wholly_since_2009(embedded_case: sg.Graph) -> None:
    def banned(goods: str, day: str, sender: str = "iso:KP", receiver: str = "iso:RU") -> set[str]:
        rows = query(embedded_case, "measures", **{"from": sender}, to=receiver, goods=goods, on=day).rows
        return {row["measure"] for row in rows}

    assert "un-dprk:arms-export" not in banned("goods:artillery-ammunition", "2009-06-11")
    assert "un-dprk:arms-export" in banned("goods:artillery-ammunition", "2009-06-12")
    assert "un-dprk:arms-import" not in banned("goods:artillery-ammunition", "2023-10-05")
    assert "un-dprk:arms-import" in banned("goods:small-arms", "2016-03-02", "iso:RU", "iso:KP")


@pytest.mark.parametrize(
    ("name", "parameters", "says"),
    [
        ("nothing", {}, "no question 'nothing'"),
        ("traffic", {}, "needs place"),
        ("traffic", {"place": "Tumangang", "colour": "red"}, "no parameter colour"),
        ("within-hops", {"id": "Tumangang", "hops": "many"}, "whole number"),
        ("traffic", {"place": "Tumangang", "as_of": "2023-02-30"}, "calendar"),
        ("traffic", {"place": "Atlantis"}, "no Place of that name"),
        ("traffic", {"place": "Angara"}, r"no Place of that name or id: 'Angara'\. It is the name of Angara \(Vessel"),
        ("within-hops", {"id": "Atlantis"}, "no entity of that name"),
    ],
)
def test_what_is_wrong_is_said(embedded_case: sg.Graph, name: str, parameters: dict[str, str], says: str) -> None:
    with pytest.raises(SanctionsGraphError, match=says):
        query(embedded_case, name, **parameters)


def test_a_header_that_breaks_the_form_is_refused(tmp_path) -> None:
    path = tmp_path / "x.cypher"
    path.write_text((FOLDER / "traffic.cypher").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SanctionsGraphError, match="name: x"):
        parse(path)


def test_results_turn_into_what_analysts_use(embedded_case: sg.Graph) -> None:
    result = query(embedded_case, "roots", report="report:rferl-2023-10-06")
    assert list(result.to_pandas().columns) == result.columns
    drawn = result.to_networkx()
    assert drawn.has_edge("report:rferl-2023-10-06#count", "report:csis-2023-10-06")
    assert "<table>" in result._repr_html_()
    assert "MATCH" in result.cypher


def test_unknown_names_are_not_found(embedded_case: sg.Graph) -> None:
    with pytest.raises(NotFound):
        embedded_case.entity("nobody of that name")


@pytest.mark.parametrize("name", NAMES)
def test_the_optimizer_of_the_embedded_engine_changes_no_row(embedded_case: sg.Graph, name: str) -> None:
    """kglite's own second opinion: the same statement with its optimizer switched off."""
    example = catalogue()[name].example()
    plain = embedded_case._engine._graph.cypher(catalogue()[name].cypher, params=example, disable_optimizer=True)
    columns = list(plain.columns)
    assert [[row[c] for c in columns] for row in plain] == [
        [row[c] for c in columns] for row in query(embedded_case, name, **example).rows
    ]


@pytest.mark.parametrize(
    ("question", "parameters", "message"),
    [
        ("listed", {"list": "UNO"}, "no list 'UNO'. Did you mean UN"),
        ("in-force", {"programme": "Iran"}, "Did you mean un-iran"),
        ("exemptions", {"measure": "coal-exprot"}, "Did you mean un-dprk:coal-export"),
        ("roots", {"report": "rferl-2023-10-60"}, "Did you mean report:rferl-2023-10-06"),
        ("amendments", {"provision": "unscr:1718/8(z)"}, "Did you mean unscr:1718/8"),
    ],
)
def test_an_unknown_name_of_a_list_or_law_is_an_error_with_near_names(
    embedded_case: sg.Graph, question: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(NotFound, match=re.escape(message)):
        query(embedded_case, question, **parameters)


def test_an_id_is_taken_without_its_prefix(embedded_case: sg.Graph) -> None:
    for name, parameter, id_ in (("amendments", "provision", "1718/8(A)(i)"), ("roots", "report", "rferl-2023-10-06")):
        prefix = "unscr" if name == "amendments" else "report"
        whole = query(embedded_case, name, **{parameter: f"{prefix}:{id_.lower()}"})
        assert query(embedded_case, name, **{parameter: id_}).rows == whole.rows != []


def test_names_of_lists_and_law_are_taken_in_any_case(embedded_case: sg.Graph) -> None:
    day = {"as_of": "2023-10-16"}
    assert (
        query(embedded_case, "listed", list="eu", **day).rows == query(embedded_case, "listed", list="EU", **day).rows
    )
    by_id = query(embedded_case, "in-force", programme="un-dprk", on="2017-01-01").rows
    assert query(embedded_case, "in-force", programme="UN-DPRK", on="2017-01-01").rows == by_id != []
