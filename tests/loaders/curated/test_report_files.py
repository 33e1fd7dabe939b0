"""Reports files as people enter them: defaults, short ids, tables, trials, and notes on what the graph may have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.loaders.curated.claim_sheet import COLUMNS, sheet_content, sheet_rows
from sanctionsgraph.loaders.curated.new_file import BegunReport, as_yaml, content_of, skeleton, skeleton_rows
from sanctionsgraph.loaders.curated.yaml_text import parse_yaml
from sanctionsgraph.queries.results.tables import write_csv
from sanctionsgraph.schema.errors import InputError

HEAD = """\
publishers: [{id: "pub:made", name: Made Press}]
things:
  - {id: "own:press", kind: Organization, name: Made Press}
  - {id: "own:north", kind: RailStation, name: North Yard}
  - {id: "own:cars", kind: Observation, name: Cars at North Yard}
reports:
  - id: "report:made"
    title: Cars at the yard
    publisher: "pub:made"
    published: 2024-02-03
    url: "https://example.org/cars;v=2"
    read_at: ["https://example.org/cars;v=2", "https://example.org/copy"]
    defaults: {about: "own:cars", speaker: "own:press", basis: imagery, stance: asserts, locator: text}
    claims:
      - {id: date, property: date, value: "2024"}
      - {id: place, property: place, entity: "own:north"}
      - id: count
        property: quantity
        value: 31
        unit: freight cars
        hedge: some 31
        quote: "It saw some 31 cars; all were open."
        at:
          - {type: TextQuoteSelector, exact: "It saw some 31 cars; all were open.", prefix: "Friday. ", suffix: " Nob"}
          - {type: TextPositionSelector, start: 40, end: 75}
        note: "=no formula"
      - {id: goods, property: goods, value: cargo, stance: doubts, basis: imagery-covered, rests_on: ["#count"]}
"""


def loaded(graph: Graph, tmp_path: Path, text: str, name: str = "made.yaml") -> LoadReport:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(graph, "reports", path)


def reasons(account: LoadReport) -> str:
    return "\n".join(f"{rejection.place} {rejection.reason}" for rejection in account.rejections)


def test_defaults_hold_for_every_claim_that_does_not_say_otherwise(tmp_path: Path) -> None:
    graph = open_graph()
    assert loaded(graph, tmp_path, HEAD).rejected == 0
    rows = graph.read(
        "MATCH (c:Claim)-[:SAID_BY]->(s) MATCH (c)-[:ABOUT]->(a) OPTIONAL MATCH (c)-[:RESTS_ON]->(b) "
        "RETURN c.id AS id, c.stance AS stance, c.basis AS basis, c.locator AS at, s.id AS by, a.id AS about, "
        "b.id AS base ORDER BY id"
    ).rows
    assert {(row["by"], row["about"], row["at"]) for row in rows} == {("own:press", "own:cars", "text")}
    assert [(row["stance"], row["basis"]) for row in rows] == [("asserts", "imagery")] * 2 + [
        ("doubts", "imagery-covered"),
        ("asserts", "imagery"),
    ]
    assert [row["base"] for row in rows] == [None, None, "report:made#count", None]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("basis: imagery,", "basis: imagry,", "did you mean `imagery`?"),
        ("basis: imagery,", "bases: imagery,", "unknown key `bases`: did you mean `basis`?"),
        ('speaker: "own:press"', "speaker: Made Press", 'did you mean `speaker: "own:press"`?'),
        ('entity: "own:north"', "entity: North Yard", 'did you mean `entity: "own:north"`?'),
        ('"#count"', '"#"', "not an id: '#'"),
        ("    published: 2024-02-03\n", "", "neither `published` nor `accessed`"),
        (
            "published: 2024-02-03",
            "published: 2034-02\n    accessed: 2024-02-05",
            "`accessed` is 2024-02-05, before it was `published` on 2034-02",
        ),
    ],
)
def test_what_is_wrong_is_named_with_what_is_meant(tmp_path: Path, old: str, new: str, says: str) -> None:
    graph = open_graph()
    loaded(graph, tmp_path, HEAD)
    # Another error of the file is told beside it.
    account = loaded(graph, tmp_path, HEAD.replace(old, new, 1).replace("value: 31", 'value: "31"'))
    assert says in reasons(account)
    assert "`value` '31' would not be counted" in reasons(account)


def test_a_table_says_what_the_file_says(tmp_path: Path) -> None:
    graph = open_graph()
    loaded(graph, tmp_path, HEAD)
    before = graph.digest()
    path, table, back = tmp_path / "made.yaml", tmp_path / "made.csv", tmp_path / "back.yaml"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, COLUMNS, sheet_rows(path, parse_yaml(path)))
    back.write_text(as_yaml(content_of(table)), encoding="utf-8")
    for file_ in (table, back):
        account = load(graph, "reports", file_)
        assert (account.rejected, account.written) == (0, 0), reasons(account)
    assert graph.digest() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("record,id,propety\n", "no column `propety` in a table of claims. Did you mean `property`?"),
        ("record,id,id\n", "column `id` stands twice"),
        ("record,id,property\n,date,date\n", "t.csv:2: a claim before any report"),
        ("record,id,property\nreprot,a,\n", "t.csv:2: a record of kind 'reprot'"),
        ("record,id,property\nthing,a:b,date\n", "t.csv:2: a thing has no `property`"),
        ("record,id,property\nthing,a:b,,x\n", "t.csv:2: has 4 cells, the header 3"),
    ],
)
def test_a_broken_table_is_refused_with_its_row(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(says)):
        sheet_content(tmp_path / "t.csv")


def test_a_skeleton_asks_for_what_is_missing_and_for_nothing_else(tmp_path: Path) -> None:
    text = skeleton(BegunReport("Cars: at the yard", "Made Press", "2024-02", "https://example.org/"))
    account = loaded(open_graph(), tmp_path, text)
    assert len(account.rejections) == 5
    assert "thing own:my-event: `name` is missing" in reasons(account)
    filled = text
    for key, value in {"name": "Cars", "speaker": '"own:my-event"', "basis": "imagery", "locator": "text"}.items():
        filled = re.sub(rf"(?m)^( +{key}:) *(#.*)?$", rf"\1 {value}", filled)
    filled = filled.replace("property: date\n        value:", 'property: date\n        value: "2024-01"')
    filled = filled.replace("property: quantity\n        value:", "property: quantity\n        value: 31")
    filled = re.sub(r"entity: +#.*", 'entity: "own:my-event"', filled)
    graph = open_graph()
    assert reasons(loaded(graph, tmp_path, filled)) == ""
    assert graph.read("MATCH (r:Report) RETURN r.name AS name, r.id AS id").rows == [
        {"name": "Cars: at the yard", "id": "report:made-press-2024-02"}
    ]
    assert {name for row in skeleton_rows(BegunReport()) for name in row} <= set(COLUMNS)


SECOND = """\
things:
  - {id: "own:seen", kind: Observation, name: Wagons in the yard}
  - {id: "own:yard", kind: RailStation, name: north yard}
reports:
  - id: "report:second"
    title: Wagons
    publisher: "pub:made"
    published: 2024-03-01
    url: "https://example.org/wagons"
    defaults: {about: "own:seen", speaker: "own:press", basis: imagery, stance: asserts, locator: text}
    claims:
      - {id: date, property: date, value: "2024-01-31/2024-02-02"}
      - {id: place, property: place, entity: "own:north"}
"""


def test_what_the_graph_may_have_is_pointed_out_and_nothing_is_joined(graph: Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, HEAD.replace('value: "2024"', 'value: "2024-02-01"'))
    account = loaded(graph, tmp_path, SECOND, "second.yaml")
    assert account.notes == [
        "own:yard bears the name of own:north (RailStation North Yard): use that id if it is the same",
        "own:seen may be own:cars (Cars at North Yard), an event of the same kind, time and place: "
        "use that id if it is the same",
    ]
    assert account.rejected == 0
    assert loaded(graph, tmp_path, SECOND, "second.yaml").notes == []
    later = SECOND.replace("2024-01-31/2024-02-02", "2024-02-04").replace("own:seen", "own:later")
    later = later.replace("Wagons in", "Later wagons in")
    assert [note for note in loaded(graph, tmp_path, later, "later.yaml").notes if "own:later" in note] == []


def test_what_a_later_file_leaves_out_of_a_source_stays(graph: Graph, tmp_path: Path) -> None:
    sha = "a" * 64
    whole = HEAD.replace('    url: "https', f'    text_sha256: {sha}\n    seen: primary\n    url: "https', 1)
    whole = whole.replace("name: Made Press}]", 'name: Made Press, url: "https://example.org/"}]')
    loaded(graph, tmp_path, whole)
    before = graph.digest()
    assert loaded(graph, tmp_path, HEAD).unchanged == 5
    assert graph.digest() == before
    # What it says otherwise counts.
    loaded(graph, tmp_path, whole.replace("seen: primary", "seen: copy"))
    rows = graph.read("MATCH (r:Report) RETURN r.seen AS seen, r.textSha256 AS sha").rows
    assert rows == [{"seen": "copy", "sha": sha}]


def test_a_trial_gives_the_account_of_a_load_and_leaves_the_graph_as_it_was(graph: Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, HEAD)
    before = graph.digest()
    path = tmp_path / "second.yaml"
    path.write_text(SECOND, encoding="utf-8")
    with graph.trial() as tried:
        account = load(tried, "reports", path)
        assert tried.digest() != before
        assert (account.written, load(tried, "reports", path).unchanged) == (3, 3)
    assert graph.digest() == before
    assert not list(tmp_path.glob("*.rejected.jsonl"))
    assert load(graph, "reports", path).written == 3
