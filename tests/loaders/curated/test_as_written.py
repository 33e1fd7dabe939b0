"""Values of our own files are read as they are written, or refused with the line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load as load_file
from sanctionsgraph.loaders.curated.yaml_text import YamlMapping, parse_yaml
from sanctionsgraph.schema.errors import InputError

HEAD = """\
publishers: [{id: "pub:made", name: Made Press}]
things:
  - {id: "sg:scribe", kind: Person, name: Scribe}
  - {id: "sg:deal", kind: Transfer, name: Deal}
  - {id: "iso:XB", kind: Country, name: Lower Atlantis}
reports:
  - id: "report:made"
    title: T
    publisher: "pub:made"
    published: 2020-06-01
    url: "https://example.org/"
    claims:
"""


def load(tmp_path: Path, *claims: str, graph: Graph | None = None) -> tuple[Graph, LoadReport]:
    """Load a report of claims, each given by what stands between its subject and its basis."""
    rows = [
        f'      - {{id: c{n}, about: "sg:deal", {claim}, basis: document, speaker: "sg:scribe", locator: p}}\n'
        for n, claim in enumerate(claims)
    ]
    path = tmp_path / "made.yaml"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    graph = graph or open_graph(":memory:")
    return graph, load_file(graph, "reports", path)


def values(graph: Graph) -> list[tuple[str | None, float | None]]:
    rows = graph.read("MATCH (c:Claim) RETURN c.value AS value, c.number AS number ORDER BY c.id").rows
    return [(row["value"], row["number"]) for row in rows]


@pytest.mark.parametrize(
    ("written", "text", "number"),
    [
        ("37", "37", 37),
        ("0.5", "0.5", 0.5),
        ("2e3", "2e3", 2000),
        ("1e-1", "1e-1", 0.1),
        ("0", "0", 0),
        ("a few", "a few", None),
    ],
)
def test_a_number_is_counted_as_written(tmp_path: Path, written: str, text: str, number: float | None) -> None:
    graph, account = load(tmp_path, f"property: quantity, value: {written}, stance: asserts")
    assert (account.rejected, values(graph)) == (0, [(text, number)])


@pytest.mark.parametrize(
    "written", ["007", "2:45", "0x1F", "0b11", "'37'", '"2,500"', "1_000", "+12", "12.", ".5", ".inf", "-.inf"]
)
def test_what_might_be_another_number_is_refused_with_what_to_write(tmp_path: Path, written: str) -> None:
    graph, account = load(tmp_path, f"property: quantity, value: {written}, stance: asserts")
    (rejection,) = account.rejections
    assert rejection.place.endswith("made.yaml:13")
    assert "write a number as 1000 or 0.5, without quotes or commas" in rejection.reason
    assert values(graph) == []


@pytest.mark.parametrize("written", ["2,500", "1,000,000", "5,0"])
def test_a_comma_in_braces_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    with pytest.raises(InputError, match=r"made\.yaml:13: `value: \d+,\d+` in braces ends at its comma"):
        load(tmp_path, f"property: quantity, value: {written}, stance: asserts")


@pytest.mark.parametrize("name", ["no", "Off", "YES", "010", "1:30", "0x10", "1e3", "2020-01-01", "=", ".nan"])
def test_a_name_is_the_text_that_stands_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / "things.yaml"
    path.write_text(f'things:\n  - {{id: "sg:x", kind: Person, name: {name}}}\n', encoding="utf-8")
    graph = open_graph(":memory:")
    assert load_file(graph, "identities", path).rejected == 0
    assert graph.read("MATCH (p:Person) RETURN p.name AS name").rows == [{"name": name}]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("~", "`name` is missing"),
        ("null", "`name` is missing"),
        ('""', "`name`: is empty"),
        ("[A, B]", "`name`: not a text but a list"),
        ("{x: 1}", "`name`: not a text but a mapping"),
    ],
)
def test_what_is_no_name_is_refused(tmp_path: Path, name: str, says: str) -> None:
    path = tmp_path / "things.yaml"
    path.write_text(f'things:\n  - {{id: "sg:x", kind: Person, name: {name}}}\n', encoding="utf-8")
    (rejection,) = load_file(open_graph(":memory:"), "identities", path).rejections
    assert says in rejection.reason


@pytest.mark.parametrize(
    "text",
    [
        "things: !!int x\n",
        "things: !!set {a}\n",
        "things: !!map [1]\n",
        "? [a]\n: b\n",
        "things: " + "[" * 9000,
        "things: !a b\n",
    ],
)
def test_what_our_files_never_use_is_one_error_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.yaml:1: "):
        load_file(open_graph(":memory:"), "identities", path)


def test_exists_takes_true_and_words_go_elsewhere(tmp_path: Path) -> None:
    promised = "property: exists, value: a pledge, stance: asserts"
    graph, account = load(
        tmp_path, promised, "property: exists, value: true, stance: asserts", "property: exists, stance: denies"
    )
    (rejection,) = account.rejections
    assert "claim c0: `exists` takes `value: true`, not 'a pledge'" in rejection.reason
    assert values(graph) == [("true", None), (None, None)]


@pytest.mark.parametrize(
    ("date", "stance", "kept"), [("2020-06-02", "asserts", 0), ("2020-06", "asserts", 1), ("2031", "suggests", 1)]
)
def test_a_date_after_the_report_is_no_assertion(tmp_path: Path, date: str, stance: str, kept: int) -> None:
    graph, account = load(tmp_path, f"property: date, value: {date}, stance: {stance}")
    assert (account.written - 1, len(values(graph))) == (kept, kept)
    assert kept or "later than the report (2020-06-01)" in account.rejections[0].reason


def test_the_name_of_a_thing_as_a_text_is_refused_with_its_id(tmp_path: Path) -> None:
    claims = [f"property: {prop}, value: LOWER atlantis, stance: asserts" for prop in ("to", "purpose")]
    graph, account = load(tmp_path, *claims)
    assert [r.reason.partition(" has ")[2] for r in account.rejections] == [
        "the value 'LOWER atlantis' as a text: did you mean `entity: \"iso:XB\"`?"
    ]
    assert values(graph) == [("LOWER atlantis", None)]


def test_a_later_file_renames_no_publisher_and_no_thing(tmp_path: Path) -> None:
    graph, _ = load(tmp_path, "property: exists, value: true, stance: asserts")
    path = tmp_path / "other.yaml"
    path.write_text(
        HEAD.replace("Made Press", "Other Press")
        .replace("name: Scribe", "name: Clerk")
        .replace("report:made", "report:two")
    )
    account = load_file(graph, "reports", path)
    assert [note[:40] for note in account.notes] == [
        "pub:made is 'Made Press' in the graph; t",
        "sg:scribe is 'Scribe' in the graph; the ",
    ]
    assert graph.read("MATCH (n:Source {id: 'pub:made'}) RETURN n.name AS name").rows == [{"name": "Made Press"}]
    assert graph.read("MATCH (n:Entity {id: 'sg:scribe'}) RETURN n.name AS name").rows == [{"name": "Scribe"}]


def test_all_errors_of_a_record_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        HEAD
        + """\
      - id: c
        abuot: "sg:deal"
        property: quantity
        value: 010
        entity: "iso:XB"
        stance: claims
        basis: document
        speaker: scribe
""",
        encoding="utf-8",
    )
    (rejection,) = load_file(open_graph(":memory:"), "reports", path).rejections
    assert rejection.place.endswith("r.yaml:13")
    for says in (
        "line 14: unknown key `abuot`: did you mean `about`?",
        "`about` is missing",
        "`locator` is missing",
        "line 18: `stance`: 'claims' is none of",
        "line 20: `speaker`: not an id: 'scribe'",
        "both a value and an entity",
        "'010' would not be counted",
    ):
        assert says in rejection.reason


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60)
    | st.recursive(st.none() | st.booleans() | st.text(max_size=8), st.lists, max_leaves=8).map(repr)
)
def test_any_text_is_yaml_or_one_error_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problem = ""
    try:
        content: object = parse_yaml(path)
    except InputError as error:
        content, problem = None, str(error)
    assert isinstance(content, YamlMapping) or (problem.startswith(str(path)) and "\n" not in problem)
