"""What a result, chains and answers turn into: tables, files, graphs, RDF, and what a notebook shows."""

from __future__ import annotations

import csv
import json
import pickle
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
import rdflib
import sanctionsgraph as sg
from sanctionsgraph.graph.projection import project
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.comparison import compare_assessments
from sanctionsgraph.queries.catalogue.registry import catalogue, query
from sanctionsgraph.queries.network.chain import Chains
from sanctionsgraph.queries.network.paths import paths
from sanctionsgraph.queries.ownership.exposure import exposure
from sanctionsgraph.queries.results.answer import Answer, text_of
from sanctionsgraph.queries.results.result import Result
from sanctionsgraph.queries.timeline.graph_diff import diff
from sanctionsgraph.queries.timeline.history import history
from sanctionsgraph.queries.timeline.listed import listed
from sanctionsgraph.queries.trace.comparison import compare_traces
from sanctionsgraph.queries.trace.trace import trace
from sanctionsgraph.schema.rdf import PREFIXES, node_iri

HOSTILE = "<script>alert(1)</script>"
ARMS_EXPORT = "un-dprk:arms-export"
ROWS: list[dict[str, Any]] = [
    {"id": "sg:a", "to": ["sg:b", "sg:c"], "n": 1, "share": 0.5, "mixed": "text", "none": None, "flag": True},
    {"id": "sg:b", "to": [], "n": None, "share": 2, "mixed": 3, "none": None, "flag": False},
]
MADE = Result("made", ["id", "to", "n", "share", "mixed", "none", "flag"], ROWS, "RETURN 1")


@pytest.fixture(scope="module")
def traffic(embedded_case: sg.Graph) -> Result:
    return query(embedded_case, "traffic", place="Tumangang")


@pytest.fixture(scope="module")
def chains(embedded_case: sg.Graph) -> Chains:
    return paths(embedded_case, "Kim Jong Un", "Tumangang Station", as_of="2023-10-06", limit=3)


def test_as_polars_each_column_has_one_type() -> None:
    frame = MADE.to_polars()
    assert frame.schema == {
        "id": pl.String,
        "to": pl.List(pl.String),
        "n": pl.Int64,
        "share": pl.Float64,
        "mixed": pl.String,
        "none": pl.String,
        "flag": pl.Boolean,
    }
    assert frame["to"].to_list() == [["sg:b", "sg:c"], []]
    assert frame["mixed"].to_list() == ["text", "3"]
    assert frame["n"].to_list() == [1, None]


def test_both_frames_hold_the_same_rows(traffic: Result) -> None:
    assert traffic.to_polars().columns == list(traffic.to_pandas().columns) == traffic.columns
    assert traffic.to_polars()["number"].to_list() == [float(row["number"]) for row in traffic]
    assert traffic.to_polars().height == len(traffic) > 1


def test_every_question_goes_through_parquet(embedded_case: sg.Graph, tmp_path: Path) -> None:
    """The example of each question; what comes back is what went in."""
    filled = 0
    for name, question in catalogue().items():
        result = query(embedded_case, name, **question.example())
        frame = pl.read_parquet(result.to_parquet(tmp_path / f"{name}.parquet"))
        assert frame.columns == result.columns
        assert frame.height == len(result)
        assert frame.equals(result.to_polars())
        filled += bool(result.rows)
    assert filled > 20


def test_csv_is_what_the_command_line_prints(traffic: Result, tmp_path: Path) -> None:
    with MADE.to_csv(tmp_path / "made.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            MADE.columns,
            ["sg:a", "sg:b, sg:c", "1", "0.5", "text", "", "True"],
            ["sg:b", "", "", "2", "3", "", "False"],
        ]
    with traffic.to_csv(tmp_path / "traffic.csv").open(encoding="utf-8", newline="") as file:
        assert [row["event"] for row in csv.DictReader(file)] == [row["event"] for row in traffic]


def test_graphml_holds_the_graph_of_the_rows(tmp_path: Path) -> None:
    dirty = Result("made", MADE.columns, [{**ROWS[0], "mixed": "bell \x07 rung"}, ROWS[1]], "")
    read = nx.read_graphml(dirty.to_graphml(tmp_path / "made.graphml"), force_multigraph=True)
    assert sorted(read.edges()) == [("sg:a", "sg:b"), ("sg:a", "sg:c")]
    assert {held["label"] for *_, held in read.edges(data=True)} == {"to"}
    assert {held["mixed"] for *_, held in read.edges(data=True)} == {"bell  rung"}
    assert {held["share"] for *_, held in read.edges(data=True)} == {0.5}


def test_rdf_points_at_the_things_of_the_graph(embedded_case: sg.Graph, traffic: Result) -> None:
    made = traffic.to_rdf(embedded_case)
    columns = rdflib.Namespace("urn:sanctionsgraph:result:traffic#")
    rows = list(made.subjects(rdflib.RDF.type, rdflib.URIRef(f"{PREFIXES['sg']}Row")))
    assert len(rows) == len(traffic)
    for n, row in enumerate(traffic, 1):
        node = columns[f"row-{n}"]
        assert made.value(node, columns["event"]) == rdflib.URIRef(node_iri("Entity", row["event"]))
        assert made.value(node, columns["report"]) == rdflib.URIRef(node_iri("Source", row["report"]))
        assert made.value(node, columns["number"]).toPython() == row["number"]
        assert (made.value(node, columns["hedge"]) is None) == (row["hedge"] is None)
    assert str(made.value(columns["event"], rdflib.RDFS.comment)) == catalogue()["traffic"].columns["event"]
    again = rdflib.Graph().parse(data=made.serialize(format="turtle"), format="turtle")
    assert len(again) == len(made)


def test_what_only_looks_like_an_id_stays_a_text(embedded_case: sg.Graph) -> None:
    made = Result("made", ["a", "b"], [{"a": "sg:nothing-of-that-id", "b": ["iso:KP", 3]}], "").to_rdf(embedded_case)
    columns = rdflib.Namespace("urn:sanctionsgraph:result:made#")
    assert made.value(columns["row-1"], columns["a"]) == rdflib.Literal("sg:nothing-of-that-id")
    assert set(made.objects(columns["row-1"], columns["b"])) == {
        rdflib.URIRef(node_iri("Entity", "iso:KP")),
        rdflib.Literal(3),
    }


@pytest.mark.parametrize(
    ("method", "package"), [("to_polars", "polars"), ("to_parquet", "polars"), ("to_pandas", "pandas")]
)
def test_a_missing_package_is_said_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, method: str, package: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    arguments = [tmp_path / "x"] if method == "to_parquet" else []
    with pytest.raises(sg.SanctionsGraphError, match=rf"pip install -e '\.\[{package}\]'"):
        getattr(MADE, method)(*arguments)


def test_a_notebook_shows_a_table_and_escapes_it() -> None:
    many = Result("made", ["name"], [{"name": HOSTILE}] * 201, "")
    shown = many._repr_html_()
    assert HOSTILE not in shown
    assert shown.count(escape(HOSTILE)) == 200
    assert "and 1 more rows" in shown


def test_chains_show_themselves_and_turn_into_all_that_rows_do(chains: Chains, tmp_path: Path) -> None:
    assert len(chains) == 3
    assert str(chains).startswith("Kim Jong Un\n")
    assert "Tumangang Station" in chains._repr_html_()
    rows = chains.to_result()
    assert [row["chain"] for row in rows] == [n for n, chain in enumerate(chains, 1) for _ in chain.hops]
    assert rows.to_polars().height == sum(len(chain.hops) for chain in chains)
    assert chains.to_networkx().number_of_edges() >= len(rows.to_pandas().drop_duplicates("statement"))
    assert str(replace(chains, chains=())) == "no chain of at most 5 hops was known"


def test_chains_over_a_projection_are_those_of_its_day(embedded_case: sg.Graph, chains: Chains) -> None:
    made = project(embedded_case, as_of="2023-10-06")
    assert paths(made, "Kim Jong Un", "Tumangang Station", limit=3) == chains
    with pytest.raises(sg.SanctionsGraphError, match="of its own day"):
        paths(made, "Kim Jong Un", "Tumangang Station", as_of="2023-10-06")


def test_answers_are_mappings_for_code_and_text_for_people(embedded_case: sg.Graph) -> None:
    answers = {
        "trace": (trace(embedded_case, "Tumangang", as_of="2023-10-06"), "SEEN"),
        "between": (compare_traces(embedded_case, "Tumangang", "2023-10-06", "2023-10-14"), "ARRIVED"),
        "assess": (assess(embedded_case, "Tumangang", measure=ARMS_EXPORT, as_of="2023-10-06"), "MEASURE"),
        "moved": (
            compare_assessments(
                embedded_case, "Tumangang", since="2023-10-06", until="2023-10-14", measure=ARMS_EXPORT
            ),
            "MOVED",
        ),
    }
    for answer, word in answers.values():
        values = answer if isinstance(answer, dict) else answer.to_dict()
        assert json.loads(json.dumps(values)) == values
        assert word in str(answer)
        assert answer._repr_html_().startswith("<pre")
    traced = answers["trace"][0]
    assert str(traced) == traced.to_text(100)
    assert '<a href="https://' in traced._repr_html_()
    assert str(pickle.loads(pickle.dumps(traced))) == str(traced)


def test_typed_answers_are_json_and_text_for_people(embedded_case: sg.Graph) -> None:
    answers = {
        "LISTING": history(embedded_case, "sg:angara"),
        "YES": listed(embedded_case, "sg:angara", on="2023-01-01"),
        "LISTED": exposure(embedded_case, "sg:angara", on="2023-01-01", rule="us-50"),
    }
    for word, answer in answers.items():
        content = answer.to_dict()
        assert json.loads(json.dumps(content)) == content
        assert word in str(answer)
        assert answer._repr_html_().startswith("<pre")
        assert set(content) == set(answer.json_schema()["properties"])
        assert str(pickle.loads(pickle.dumps(answer))) == str(answer)


@dataclass(frozen=True)
class TableOfOne(Answer):
    name_of_result = "made"
    columns = ("x",)
    x: str

    def rows(self) -> list[dict[str, str]]:
        return [{"x": self.x}]


@dataclass(frozen=True)
class TextOfOne(TableOfOne):
    pass


@text_of.register
def _text_of_one(answer: TextOfOne, width: int) -> str:
    return f'{answer.x} https://example.org/?a=1&b="><img> end'


def test_an_answer_escapes_what_sources_wrote() -> None:
    shown = TextOfOne(HOSTILE)._repr_html_()
    assert "<script>" not in shown
    assert "<img>" not in shown
    assert '<a href="https://example.org/?a=1&amp;b=" rel="noreferrer">' in shown
    as_table = TableOfOne(HOSTILE)
    assert "<script>" not in as_table._repr_html_()
    assert str(as_table).splitlines() == ["x", HOSTILE]


def test_answers_turn_into_rows_and_with_them_into_all_that_rows_do(embedded_case: sg.Graph, tmp_path: Path) -> None:
    traced = trace(embedded_case, "Tumangang", as_of="2023-10-06")
    claims = traced.to_result()
    assert len(claims) > 20
    assert {row["id"] for row in claims} >= {claim.id for claim in traced.seen[0].claims}
    assert list(traced.to_pandas().columns) == claims.columns
    assert pl.read_parquet(claims.to_parquet(tmp_path / "claims.parquet")).height == len(claims)
    made = assess(embedded_case, "Tumangang", measure=ARMS_EXPORT, as_of="2023-10-06")
    assert len(made.to_result()) == sum(len(assessment.elements) for assessment in made.assessments)
    same = diff(embedded_case, embedded_case)
    assert same.to_result().rows == []
    assert same._repr_html_().startswith("<table>")


def test_an_assessment_of_much_shows_what_it_touches(embedded_case: sg.Graph) -> None:
    answer = assess(embedded_case, "Tumangang", as_of="2023-10-06")
    touched = answer.touched().assessments
    assert 0 < len(touched) < len(answer.assessments)
    assert str(answer).count("\nOUTCOME") == len(touched)


def test_drawings_of_all_that_has_a_graph(embedded_case: sg.Graph, traffic: Result, chains: Chains) -> None:
    for what in (traffic, chains, project(embedded_case, as_of="2023-10-06"), chains.to_networkx()):
        made = sg.draw(what)
        assert "entities" in made.title
        assert made.html == sg.draw(what).html
        assert 'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;' in made.html
    few = sg.draw(project(embedded_case, as_of="2023-10-06"), limit=5)
    assert few.title.startswith("The 5 entities with the most lines, of ")


def test_a_name_cannot_break_out_of_a_drawing(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("sg:a", name=HOSTILE, kind="Person")
    graph.add_node("sg:b", name='</script><img src=x onerror="alert(1)">')
    graph.add_edge("sg:a", "sg:b", relation="'\"><b>", statements=["s<1>"])
    made = sg.draw(graph)
    assert made.html.count("<script") == 3
    assert "<img" not in made.html
    assert "<b>" not in made.html
    frame = made._repr_html_()
    assert frame.count("<") == 2, "the page stands in an attribute, escaped"
    assert 'sandbox="allow-scripts"' in frame
    assert made.write(tmp_path / "drawing.html").read_text(encoding="utf-8") == made.html


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(sg.SanctionsGraphError, match="cannot draw dict"):
        sg.draw({})  # type: ignore[arg-type]
    with pytest.raises(sg.SanctionsGraphError, match="nothing to draw"):
        sg.draw(Result("made", ["a"], [], ""))


def test_rdf_says_what_the_columns_of_an_own_question_mean(embedded_case: sg.Graph, tmp_path: Path) -> None:
    (tmp_path / "gauges.cypher").write_text(
        "// name: gauges\n// question: Which stations are there?\n// param: as_of | date | known then | 2023-10-06\n"
        "// column: station | id of a station\n// column: called | what it is called\n"
        ":param as_of => '2023-10-06';\n"
        "MATCH (e:Entity:RailStation)<-[:ABOUT]-(l:Statement:Location) WHERE l.since <= $as_of AND $as_of < l.until\n"
        "RETURN DISTINCT e.id AS station, e.name AS called ORDER BY station;\n",
        encoding="utf-8",
    )
    triples = query(embedded_case, "gauges", queries=tmp_path).to_rdf(embedded_case)
    columns = rdflib.Namespace("urn:sanctionsgraph:result:gauges#")
    meanings = {name: str(triples.value(columns[name], rdflib.RDFS.comment)) for name in ("station", "called")}
    assert meanings == {"station": "id of a station", "called": "what it is called"}
    unexplained = Result("plain", ["n"], [{"n": 1}], "").to_rdf(embedded_case)
    assert not set(unexplained.objects(None, rdflib.RDFS.comment))


@pytest.mark.parametrize("write", ["write_graphml", "write_gexf", "write_gml"])
def test_every_writer_of_networkx_takes_a_result(embedded_case: sg.Graph, tmp_path: Path, write: str) -> None:
    g = sg.Workspace(embedded_case)
    drawable = (
        g.ask.claims(event="sg:kp-ru-munitions-2023", as_of="2023-10-20"),
        g.project(as_of="2023-10-06"),
        g.paths("Tumangang", "Angara"),
        g.cypher(
            "MATCH (r:Report)-[:PUBLISHED_BY]->(p) RETURN r.id AS id, p.id AS by, r.readAt AS read, r.seen AS seen"
        ),
    )
    for n, result in enumerate(drawable):
        net = result.to_networkx()
        assert net.number_of_edges() > 3
        getattr(nx, write)(net, str(tmp_path / f"{n}.xml"))
