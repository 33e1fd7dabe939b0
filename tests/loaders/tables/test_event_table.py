"""Event tables by a mapping: what a row becomes, editions, and what is refused."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.cli import app
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.loaders.tables.mapping import read_mapping, shipped_mappings
from sanctionsgraph.schema.errors import InputError, NotFound, ValueInvalid
from typer.testing import CliRunner

from helpers.event_table import COLUMNS, MAPPING, row, write_csv, write_json, write_mapping

CLAIMS = (
    "MATCH (c:Statement:Claim)-[:ABOUT]->(e:Entity) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN c.property AS property, c.stance AS stance, c.basis AS basis, coalesce(v.id, c.value) AS value, "
    "e.id AS about, c.number AS number, c.unit AS unit ORDER BY property, value"
)


def test_a_row_becomes_an_event_of_its_kind_with_a_claim_for_each_column(graph: sg.Graph, tmp_path: Path) -> None:
    path = write_csv(tmp_path, row(**{"seen_by": "inspector", "guests": "Ann Lee; Bo Ek", "speakers": "Cy Ro"}))
    account = load(graph, "event-table", path, edition="2021-04-01", mapping=write_mapping(tmp_path))
    assert (account.read, account.written, account.rejected) == (1, 1, 0)
    assert graph.entity("harbour-log:1").kind == "Transfer"
    stated = {(r["property"], r["value"]) for r in graph.read(CLAIMS).rows}
    assert stated == {
        ("exists", "true"),
        ("date", "2021-03-04"),
        ("place", "harbour-log:pier-3"),
        ("from", "iso:KP"),
        ("to", "iso:RU"),
        ("participant", "harbour-log:cy-ro"),
        ("carrier", "harbour-log:blue-heron"),
        ("goods", "goods:coal"),
        ("quantity", "1,200"),
    }
    assert {r["basis"] for r in graph.read(CLAIMS).rows} == {"inspection"}
    quantity = next(r for r in graph.read(CLAIMS).rows if r["property"] == "quantity")
    assert (quantity["number"], quantity["unit"]) == (1200, "tons")
    named = "MATCH (m:Statement:Mention)-[:REFERS_TO]->(p:Entity) RETURN p.name AS name, m.field AS field ORDER BY name"
    assert [(r["name"], r["field"]) for r in graph.read(named).rows] == [("Ann Lee", "guests"), ("Bo Ek", "guests")]


def test_what_an_event_of_the_kind_does_not_have_is_a_mention(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        path = write_csv(tmp_path, row(what="talks", headline="Talks", load="", tons="", speakers="Cy Ro"))
        load(graph, "event-table", path, mapping=write_mapping(tmp_path))
        assert {r["property"] for r in graph.read(CLAIMS).rows} == {"exists", "date", "place", "participant"}
        mentioned = graph.read("MATCH (:Mention)-[:REFERS_TO]->(e) RETURN e.id AS id ORDER BY id").rows
        assert [r["id"] for r in mentioned] == ["harbour-log:blue-heron", "iso:KP", "iso:RU"]


def test_a_row_is_known_from_the_day_of_its_own_source(graph: sg.Graph, tmp_path: Path) -> None:
    rows = [
        row(link="https://news.test/a", paper="Evening Post", printed="2021-03-06"),
        row(no="2", link="https://news.test/b", printed="2021-03"),
        row(no="3", link="https://news.test/c", printed="2021-01-02"),
        row(no="4"),
    ]
    load(graph, "event-table", write_csv(tmp_path, *rows), edition="2021-06-01", mapping=write_mapping(tmp_path))
    query = (
        "MATCH (s:Statement)-[:IN]->(r:Source) WHERE s:Occurrence OR s.property = 'exists' "
        "RETURN DISTINCT split(s.key, '#')[0] AS key, s.since AS since, r.url AS url, 'Report' IN labels(r) AS own "
        "ORDER BY key"
    )
    assert [tuple(r.values()) for r in graph.read(query).rows] == [
        ("1", "2021-03-06", "https://news.test/a", True),
        ("2", "2021-03-31", "https://news.test/b", True),
        # A source of the days before cannot say that it was.
        ("3", "2021-06-01", "https://news.test/c", True),
        ("4", "2021-06-01", "https://harbour.test/", False),
    ]
    speakers = "MATCH (c:Claim {property: 'exists'})-[:SAID_BY]->(s) RETURN c.key AS key, s.name AS name ORDER BY key"
    assert [r["name"] for r in graph.read(speakers).rows] == [
        "Evening Post",
        "news.test",
        "news.test",
        "Harbour Office",
    ]


def test_editions_in_all_orders_are_one_graph(tmp_path: Path) -> None:
    linked = {"link": "https://news.test/a", "printed": "2021-03-06"}
    mapping = write_mapping(tmp_path)
    files = {
        "2021-04-01": write_csv(
            tmp_path, row(**linked), row(no="2"), row(no="4"), row(no="5"), row(no="6"), name="1.csv"
        ),
        "2021-05-01": write_csv(tmp_path, row(**linked, headline="Coal left"), row(no="2"), name="2.csv"),
        "2021-06-01": write_csv(tmp_path, row(**linked), row(no="2", what="call"), row(no="3"), name="3.csv"),
    }
    digests = set()
    for order in itertools.permutations(files):
        with open_graph(":memory:") as graph:
            for day in order:
                load(graph, "event-table", files[day], edition=day, mapping=mapping, allow_shrink=True)
            digests.add(graph.digest())
            since = "MATCH (o:Occurrence {key: '1'}) RETURN o.since AS since, o.until AS until ORDER BY since"
            assert [tuple(r.values()) for r in graph.read(since).rows] == [
                ("2021-03-06", "2021-05-01"),
                ("2021-05-01", "2021-06-01"),
                ("2021-06-01", "9999-12-31"),
            ]
    assert len(digests) == 1


def test_two_tables_of_one_shape_are_two_data_sets(graph: sg.Graph, tmp_path: Path) -> None:
    other = write_mapping(tmp_path, MAPPING.replace("harbour-log", "ferry-log"), "other.yaml")
    load(graph, "event-table", write_csv(tmp_path, row()), mapping=write_mapping(tmp_path))
    account = load(graph, "event-table", write_csv(tmp_path, row(day="2022-01-01"), name="2.csv"), mapping=other)
    assert (account.written, account.ended) == (1, 0)
    events = graph.read("MATCH (e:Event) RETURN e.id AS id ORDER BY id").rows
    assert [r["id"] for r in events] == ["ferry-log:1", "harbour-log:1"]


def test_another_table_under_the_same_data_set_is_refused(tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    with open_graph(":memory:") as graph:
        load(graph, "event-table", write_csv(tmp_path, *(row(no=str(n)) for n in range(4))), mapping=mapping)
        before = graph.digest()
        path = write_csv(tmp_path, *(row(no=str(n), day=f"2022-0{n + 1}-01") for n in range(4)), name="2.csv")
        with pytest.raises(InputError, match=r"4 of the 4 rows .* harbour-log are of other days: it is another table"):
            load(graph, "event-table", path, mapping=mapping)
        assert graph.digest() == before


def test_the_data_set_of_another_source_is_refused(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, "law", Path(sg.__file__).parent / "data" / "law" / "goods.yaml")
    before = graph.digest()
    mapping = write_mapping(tmp_path, MAPPING.replace("dataset: harbour-log", "dataset: goods"))
    with pytest.raises(InputError, match=r"the data set goods is one of another source. Load it with another"):
        load(graph, "event-table", write_csv(tmp_path, row()), mapping=mapping)
    assert graph.digest() == before


def test_a_mended_mapping_replaces_the_edition_and_the_kind(graph: sg.Graph, tmp_path: Path) -> None:
    path = write_csv(tmp_path, row(what="note"))
    mapping = write_mapping(tmp_path)
    load(graph, "event-table", path, mapping=mapping)
    digest = graph.digest()
    confirmed = write_mapping(tmp_path, f"{MAPPING}kinds: {{'1': Meeting}}\n", "confirmed.yaml")
    load(graph, "event-table", path, mapping=confirmed)
    assert graph.entity("harbour-log:1").kind == "Meeting"
    load(graph, "event-table", path, mapping=mapping)
    assert graph.entity("harbour-log:1").kind == "Event"
    assert graph.digest() == digest


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"what": "regatta"}, "unknown kind 'regatta' in `what`: add it to `values` of `kind` in the mapping"),
        ({"day": "4 March"}, "date '4 March' cannot be read as YYYY-MM-DD or by %d.%m.%Y"),
        ({"day": ""}, "no date in `day`"),
        ({"sender": "Ruritania"}, "`sender`: 'Ruritania' is no State"),
        ({"tons": "a lot"}, "amount 'a lot' is no number"),
        ({"no": ""}, "no key in `no`"),
        ({"printed": "soon", "link": "https://x.test"}, "date 'soon' cannot be read"),
        ({"no": "1"}, "key '1' is used twice"),
    ],
)
def test_a_broken_row_is_rejected_by_its_line_and_the_rest_is_loaded(
    tmp_path: Path, changed: dict[str, str], reason: str
) -> None:
    path = write_csv(tmp_path, row(), row(**{"no": "2", **changed}), row(no="3"))
    with open_graph(":memory:") as graph:
        account = load(graph, "event-table", path, mapping=write_mapping(tmp_path))
    assert (account.read, account.written, account.rejected) == (3, 2, 1)
    assert account.rejections[0].place == f"{path}:3"
    assert reason in account.rejections[0].reason


def test_a_shifted_row_is_rejected_and_not_taken_for_gone(tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    with open_graph(":memory:") as graph:
        load(graph, "event-table", write_csv(tmp_path, row(), row(no="2")), edition="2021-04-01", mapping=mapping)
        path = write_csv(tmp_path, row(), name="2.csv")
        with path.open("a", encoding="utf-8") as file:
            file.write("2,2021-03-04,extra\n")
        account = load(graph, "event-table", path, edition="2021-05-01", mapping=mapping)
        assert account.rejections[0].reason == "has 3 cells, the header on line 1 17: its columns are shifted"
        assert (account.unchanged, account.rejected, account.ended) == (1, 1, 0)


def test_a_row_that_can_no_longer_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    with open_graph(":memory:") as graph:
        load(graph, "event-table", write_csv(tmp_path, row(), row(no="2")), edition="2021-04-01", mapping=mapping)
        path = write_csv(tmp_path, row(), row(no="2", day="?"), name="2.csv")
        account = load(graph, "event-table", path, edition="2021-05-01", mapping=mapping)
        assert (account.unchanged, account.rejected, account.ended) == (1, 1, 0)
        assert not [note for note in account.notes if "keys of some" in note]


@pytest.mark.parametrize(
    "line",
    [
        "2021-03-04,cargo,,Two are on the way,,,,,,,,,,,,,",
        ",3,2021-03-04,cargo,,,,,,,,,,,,,",
        "2021-03-04,cargo,again",
    ],
    ids=["a cell less at the end", "a cell more before", "too few cells"],
)
def test_a_row_whose_key_may_be_another_cell_takes_no_row_for_gone(tmp_path: Path, line: str) -> None:
    mapping = write_mapping(tmp_path)
    with open_graph(":memory:") as graph:
        load(graph, "event-table", write_csv(tmp_path, row(), row(no="2")), edition="2021-04-01", mapping=mapping)
        path = write_csv(tmp_path, row(), name="2.csv")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        account = load(graph, "event-table", path, edition="2021-05-01", mapping=mapping)
        assert (account.unchanged, account.rejected, account.ended) == (1, 1, 0)
        assert [note for note in account.notes if "keys of some" in note]


@pytest.mark.parametrize(("again", "ended"), [({"headline": "Ore was loaded"}, False), ({}, True)])
def test_a_key_that_two_rows_bear_may_be_that_of_a_row_that_is_missing(
    tmp_path: Path, again: dict[str, str], ended: bool
) -> None:
    mapping = write_mapping(tmp_path)
    with open_graph(":memory:") as graph:
        load(graph, "event-table", write_csv(tmp_path, row(), row(no="2")), edition="2021-04-01", mapping=mapping)
        path = write_csv(tmp_path, row(), row(**again), name="2.csv")
        account = load(graph, "event-table", path, edition="2021-05-01", mapping=mapping)
        assert (account.unchanged, account.rejected, account.ended > 0) == (1, 1, ended)


def test_a_quote_that_is_never_closed_refuses_the_table(graph: sg.Graph, tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path)
    load(graph, "event-table", write_csv(tmp_path, row(), row(no="2")), edition="2021-04-01", mapping=mapping)
    before = graph.digest()
    path = write_csv(tmp_path, row(headline="Coal was loaded on", tons=""), row(no="2", tons=""), name="2.csv")
    path.write_text(path.read_text().replace("Coal was loaded on", '"Coal was loaded'))
    with pytest.raises(InputError, match=r"2.csv:2: a quote is opened and never closed"):
        load(graph, "event-table", path, edition="2021-05-01", mapping=mapping)
    assert graph.digest() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MAPPING.replace("title: headline", "titel: headline"), "line 6: unknown key `titel`: did you mean `title`"),
        (MAPPING.replace("cargo: Transfer", "cargo: Shipment"), "'Shipment' is not a kind of event"),
        (MAPPING.replace("%d.%m.%Y", "%d.%m"), "does not give a whole day"),
        (MAPPING.replace("dataset: harbour-log", "dataset: Harbour Log"), "no name of a data set"),
        (MAPPING.replace("inspector: inspection", "inspector: hearsay"), "'hearsay' is none of"),
        (MAPPING.replace("key: [no]", "key: []"), "`key`: name the column"),
        (MAPPING.replace("date: {column: day", "date: {column: day, first: day"), "give one of `column`, `year`"),
        (MAPPING.replace("role: carrier", "role: captain"), "'captain' is none of place, from, to"),
        ("a list", "not a mapping"),
    ],
)
def test_a_bad_mapping_is_refused_by_its_line_before_anything_is_read(tmp_path: Path, text: str, message: str) -> None:
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError) as error:
            load(graph, "event-table", write_csv(tmp_path, row()), mapping=write_mapping(tmp_path, text))
        assert message in str(error.value)
        assert str(error.value).startswith(f"{tmp_path / 'mapping.yaml'}:")
        assert not graph.info().nodes


def test_a_table_without_a_column_of_the_mapping_is_refused(tmp_path: Path) -> None:
    text = MAPPING.replace("column: pier", "column: piers")
    with (
        open_graph(":memory:") as graph,
        pytest.raises(InputError, match=r":1: no column `piers`.*Did you mean `pier`"),
    ):
        load(graph, "event-table", write_csv(tmp_path, row()), mapping=write_mapping(tmp_path, text))


def test_a_table_needs_a_mapping_and_a_mapping_a_table(tmp_path: Path) -> None:
    path = write_csv(tmp_path, row())
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match=r"no mapping says .*acled, dprk-russia-timeline"):
            load(graph, "event-table", path)
        with pytest.raises(NotFound, match=r"no mapping 'acledd'\. Did you mean acled"):
            load(graph, "event-table", path, mapping="acledd")
        with pytest.raises(ValueInvalid, match="a mapping is for event tables"):
            load(graph, "un-list", path, mapping="acled")


def test_json_json_lines_tab_separated_and_excel_say_the_same(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    rows = [row(guests="Ann Lee;Bo Ek"), row(no="2", day="05.03.2021")]
    files = [write_csv(tmp_path, *rows), write_json(tmp_path, rows)]
    files.append(tmp_path / "log.jsonl")
    files[-1].write_text(
        "\n".join(path.read_text()[1:-1] for path in (write_json(tmp_path, [r], "x.json") for r in rows))
    )
    files.append(tmp_path / "log.tsv")
    lines = ["\t".join(COLUMNS), *("\t".join(r[c] for c in COLUMNS) for r in rows)]
    files[-1].write_text("\n".join(lines))
    book = openpyxl.Workbook()
    for cells in ([*COLUMNS], *([r[c] or None for c in COLUMNS] for r in rows)):
        book.active.append(cells)
    files.append(tmp_path / "log.xlsx")
    book.save(files[-1])
    digests = set()
    for file in files:
        with open_graph(":memory:") as graph:
            account = load(graph, "event-table", file, edition="2021-04-01", mapping=write_mapping(tmp_path))
            assert (account.written, account.rejected) == (2, 0), file
            digests.add(graph.digest())
    assert len(digests) == 1


def test_columns_that_nothing_reads_are_noted(tmp_path: Path) -> None:
    text = "\n".join(line for line in MAPPING.splitlines() if not line.startswith(("ships", "goods")))
    with open_graph(":memory:") as graph:
        account = load(graph, "event-table", write_csv(tmp_path, row()), mapping=write_mapping(tmp_path, text))
    assert "columns that the mapping does not read: load, ship" in account.notes


@pytest.mark.parametrize("name", sorted(shipped_mappings()))
def test_shipped_mappings_can_be_read(name: str) -> None:
    assert read_mapping(name).dataset


ACLED = {
    "event_id_cnty": "XYZ12",
    "event_date": "16 May 2025",
    "event_type": "Strategic developments",
    "sub_event_type": "Agreement",
    "actor1": "Government of A",
    "assoc_actor_1": "",
    "actor2": "Rebels of A",
    "assoc_actor_2": "Police of A; Guards of A",
    "country": "Sudan",
    "admin1": "Khartoum",
    "location": "Khartoum",
    "latitude": "15.5518",
    "longitude": "32.5324",
    "source": "Evening Post",
    "notes": "The two sides agreed on a truce.",
    "fatalities": "0",
}


def test_a_table_in_the_shape_of_acled(tmp_path: Path) -> None:
    path = write_json(tmp_path, [ACLED, ACLED | {"event_id_cnty": "XYZ13", "sub_event_type": "Armed clash"}])
    with open_graph(":memory:") as graph:
        account = load(graph, "event-table", path, mapping="acled")
        assert (account.written, account.rejected) == (2, 0)
        assert graph.entity("acled:xyz12").kind == "Meeting"
        assert graph.entity("acled:xyz13").kind == "Event"
        row = graph.read("MATCH (o:Occurrence {key: 'XYZ12'})-[:COUNTRY]->(c) RETURN c.id AS id, o.startDate AS d").rows
        assert row == [{"id": "iso:SD", "d": "2025-05-16"}]


def test_a_table_in_the_shape_of_gdelt(tmp_path: Path) -> None:
    columns = read_mapping("gdelt").table.columns
    made = dict.fromkeys(columns, "") | {
        "GLOBALEVENTID": "7",
        "SQLDATE": "20230913",
        "Actor1CountryCode": "PRK",
        "Actor2CountryCode": "EUR",
        "EventCode": "046",
        "ActionGeo_FullName": "Vladivostok, Primorskiy Kray, Russia",
        "DATEADDED": "20230914101500",
        "SOURCEURL": "https://news.test/a",
    }
    path = tmp_path / "export.csv"
    path.write_text("\t".join(made[column] for column in columns) + "\n")
    with open_graph(":memory:") as graph:
        load(graph, "event-table", path, edition="2023-10-01", mapping="gdelt")
        assert graph.entity("gdelt:7").kind == "Meeting"
        claims = {(r["property"], r["basis"]) for r in graph.read(CLAIMS).rows}
        assert claims == {("exists", "inference"), ("date", "inference"), ("place", "inference")}
        assert graph.read("MATCH (o:Occurrence) RETURN o.since AS s").rows == [{"s": "2023-09-14"}]
        assert graph.read("MATCH (:Mention)-[:REFERS_TO]->(e) RETURN e.id AS id").rows == [{"id": "iso:KP"}]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("1121", "Announcement"),
        ("042", "Trip"),
        ("057", "Meeting"),
        ("072", "Transfer"),
        ("129", "Vote"),
        ("190", None),
        ("128", None),
    ],
)
def test_codes_of_cameo_lead_to_kinds(code: str, kind: str | None) -> None:
    mapping = read_mapping("gdelt")
    assert mapping.kind.values.get(code) == kind
    assert mapping.kind.otherwise == "Event"


def test_a_table_is_checked_without_a_graph(tmp_path: Path) -> None:
    path = write_csv(tmp_path, row(), row(no="2", what="regatta"))
    arguments = ["load", "event-table", str(path), "--mapping", str(write_mapping(tmp_path)), "--check"]
    done = CliRunner().invoke(app, ["--graph", str(tmp_path / "none.kgl"), *arguments, "--format", "json"])
    assert done.exit_code == 3
    report = json.loads(done.stdout)
    report = report[0] if isinstance(report, list) else report
    assert (report["read"], report["written"], report["rejected"]) == (2, 1, 1)
    assert "unknown kind 'regatta'" in done.stderr
    assert not (tmp_path / "none.kgl").exists()
    done = CliRunner().invoke(app, ["load", "un-list", *arguments[2:]])
    assert done.exit_code == 2
