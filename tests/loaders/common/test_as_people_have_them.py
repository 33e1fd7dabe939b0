"""Files as people have them: other delimiters, pointers, pages of the web, files of the trade under another source."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

EU = "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,birthDate,imoNumber\n"
LEADERS = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return path


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_list_with_another_delimiter_is_read(tmp_path: Path, delimiter: str) -> None:
    row = "32014R0269,7,EU-RUS,I,Asset freeze,1.2.2015,R,Person,Ann TESTOVA,3.4.1970,\n"
    path = put(tmp_path, "eu.csv", (EU + row).replace(",", delimiter))
    graph = open_graph(":memory:")
    assert load(graph, "eu", path).written == 1
    assert graph.read("MATCH (b:Birth) RETURN b.birthDate AS b").rows == [{"b": "1970-04-03"}]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_excels_line_on_the_delimiter_is_passed_over(tmp_path: Path, sign: str) -> None:
    row = "32014R0269,7,EU-RUS,I,Asset freeze,1.2.2015,R,Person,Ann TESTOVA,3.4.1970,\n"
    path = put(tmp_path, "eu.csv", f"sep={sign}\n" + (EU + row).replace(",", sign))
    graph = open_graph(":memory:")
    assert load(graph, "eu", path).written == 1


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("9074729 (ex 8814275)", [("8814275", "former"), ("9074729", None)]),
        ("IMO 9074729; former IMO: 8814275", [("8814275", "former"), ("9074729", None)]),
        ("9074729 / 8814275", [("8814275", None), ("9074729", None)]),
    ],
)
def test_two_numbers_in_a_cell_are_two_numbers(
    tmp_path: Path, cell: str, numbers: list[tuple[str, str | None]]
) -> None:
    row = f'32014R0833,8,EU-RUS,XLII,Port ban,1.2.2015,R,Vessel,TEST SHIP B,,"{cell.replace(";", " ")}"\n'
    graph = open_graph(":memory:")
    load(graph, "eu", put(tmp_path, "eu.csv", EU + row))
    rows = graph.read("MATCH (i:Identification) RETURN i.number AS number, i.note AS note ORDER BY number").rows
    assert [(row["number"], row["note"]) for row in rows] == numbers


def test_an_export_of_wikidatas_query_service_is_read(tmp_path: Path) -> None:
    entity = "http://www.wikidata.org/entity/"
    row = f"{entity}Q99,Atlantis,{entity}Q98,Doge,{entity}Q97,Ann Test,1990-03-02T00:00:00Z,1994-05-06T00:00:00Z\n"
    graph = open_graph(":memory:")
    assert load(graph, "leaders", put(tmp_path, "l.csv", LEADERS + row)).edition == "1994-05-06"
    rows = graph.read("MATCH (o:Occupancy) RETURN o.startDate AS s, o.endDate AS e, o.key AS key").rows
    assert rows == [{"s": "1990-03-02", "e": "1994-05-06", "key": "Q97/Q98/1990-03-02"}]


@pytest.mark.parametrize(
    ("source", "start", "says"),
    [
        ("ofac", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "a Git LFS pointer"),
        ("uk", "\n<!DOCTYPE html>\n<html><head></head></html>", "a web page"),
        ("eu", "<?xml version='1.0'?><HTML><body/></HTML>", "a web page"),
        ("stations", "PK\x03\x04xxxx", "a ZIP archive or an Excel workbook"),
        ("ftm", "%PDF-1.7", "a PDF"),
        ("events", "event_id_cnty,event_date,country\nA1,1,B\n", "ACLED's.*`event-table` with `--mapping acled`"),
        ("stations", "event_id_cnty,event_date,country\nA1,1,B\n", "this is ACLED's event table"),
        ("eu", "id,relid,year,active_year,code\n", "the georeferenced events of UCDP"),
        ("un-list", '<sdnList xmlns="x"><sdnEntry/></sdnList>', "this is OFAC's list, XML .* Load it as `ofac`"),
        (
            "eu",
            "Last Updated,27/01/2026\nName 6,Name 1,Group ID\n",
            "List of OFSI, CSV .* Load it as `uk`",
        ),
        ("ofac", "<!-- made --><swiss-sanctions-list/>", "Switzerland's list"),
        ("law", "reports:\n  - {id: x}\n", "reports of our own form.* Load it as `reports`"),
        ("leaders", "<graphml/>", "this is GraphML"),
        ("uk", "/annex/objects/MD5E-s9--0.csv\n", "a git-annex pointer"),
        ("un-list", '[{"name": "Ann"}]', "this is JSON"),
        ("eu", '{\n  "results": []}', "this is JSON"),
        ("leaders", '{"head": {"vars": ["x"]}, "results": {}}', "an answer of a SPARQL endpoint, JSON"),
        ("eu", EU + "a,b,c,d,e,1.2.2015,f,Person,M\udce9,,\n", "save the file as UTF-8"),
    ],
)
def test_another_file_of_the_trade_is_named_in_the_refusal(tmp_path: Path, source: str, start: str, says: str) -> None:
    end = {"ofac": "sdn.xml", "law": "l.yaml", "events": "e.json", "un-list": "u.xml"}.get(source, "x.csv")
    with pytest.raises(InputError, match=says) as raised:
        load(open_graph(":memory:"), source, put(tmp_path, end, start), "2024-01-01")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("12.5N 45.25W", (12.5, -45.25)),
        ("7.1025S, 100.5E", (-7.1025, 100.5)),
        ("1230N 04515W", (12.5, -45.25)),
        ("95.5N 10.5E", (None, None)),
    ],
)
def test_decimal_coordinates_of_unlocode_are_read(
    tmp_path: Path, text: str, place: tuple[float | None, float | None]
) -> None:
    row = f'"+","BT","TSY","Testpur","Testpur","14","--3-----","RL","2307",,"{text}",\n'
    graph = open_graph(":memory:")
    load(graph, "stations", put(tmp_path, "2024-2 UNLOCODE CodeListPart1.csv", row))
    (found,) = graph.read("MATCH (l:Location) RETURN l.latitude AS lat, l.longitude AS lon").rows
    assert (found["lat"], found["lon"]) == place
