"""EU regulations as tables: the two real consolidated files, an amending act, and their traps in small files."""

from __future__ import annotations

import calendar
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.common.listing_parts import half_date, imo, imo_numbers
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.errors import InputError, ValueInvalid

from helpers.engines import WHOLE_ON_ENGINES, empty_on
from helpers.eu_file import ANGARA, AVAX, COLUMNS, MARIA, put, text

ACTS = ("32014R0833", "32017R1509")
#: Days of the newest entries, worked out by hand from the files.
NEWEST = {"32014R0833": "2026-05-24", "32017R1509": "2024-12-16"}
#: Columns that have one part for each value, and which part that is.
PARTS = {
    "alias": "Alias",
    "weakAlias": "Alias",
    "previousName": "Alias",
    "nationality": "Nationality",
    "birthDate": "Birth",
    "birthPlace": "BirthPlace",
    "position": "Designation",
    "address": "Address",
    "passportNumber": "Identification",
    "registrationNumber": "Identification",
    "swiftBic": "Identification",
    "imoNumber": "Identification",
    "mmsi": "Identification",
    "country": "Value",
    "jurisdiction": "Value",
    "phone": "Value",
    "email": "Value",
    "website": "Value",
}


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, Path]:
    return {act: shared / "eu" / f"{act}.csv" for act in ACTS}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parted(cell: str) -> list[str]:
    """The values of a cell, by a small automaton: what is between semicolons outside quotes."""
    values, quoted, value = [], False, ""
    for sign in cell:
        if sign == '"':
            quoted = not quoted
        if sign == ";" and not quoted:
            values.append(value)
            value = ""
        else:
            value += sign
    return [v for value in [*values, value] if (v := value.strip())]


@pytest.fixture(scope="module", params=WHOLE_ON_ENGINES)
def loaded(request: pytest.FixtureRequest, files: dict[str, Path]) -> Iterator[sg.Graph]:
    """Both acts on each engine."""
    graph = empty_on(request)
    with graph:
        for act, path in files.items():
            account = load(graph, "eu", path)
            assert (account.read, account.written, account.rejected) == (len(read(path)), len(read(path)), 0)
            assert account.edition == NEWEST[act]
        yield graph


@pytest.mark.parametrize("act", ACTS)
def test_annexes_measures_and_kinds_are_those_of_the_file(loaded: sg.Graph, files: dict[str, Path], act: str) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing {dataset: $dataset}) RETURN l.annex AS annex, l.measures AS measures, "
        "l.entryType AS entry, l.programs AS programs",
        dataset=f"eu-{act}",
    ).rows
    found = Counter((r["annex"], *r["measures"], *r["programs"], r["entry"]) for r in rows)
    words = {"LegalEntity": "entity", "Person": "person", "Vessel": "vessel", "Asset": "asset"}
    said = Counter((r["annex"], r["measure"], r["programKey"], words[r["schema"]]) for r in read(files[act]))
    assert found == said
    ships = "MATCH (l:Statement:Listing {dataset: $d})-[:ABOUT]->(v:Entity:Vessel) RETURN count(DISTINCT v) AS n"
    assert loaded.read(ships, d=f"eu-{act}").rows == [{"n": {"32014R0833": 633, "32017R1509": 75}[act]}]
    others = "MATCH (l:Statement:Listing {dataset: $d, entryType: 'asset'})-[:ABOUT]->(a:Asset) RETURN count(a) AS n"
    assert loaded.read(others, d=f"eu-{act}").rows == [{"n": {"32014R0833": 28, "32017R1509": 0}[act]}]


@pytest.mark.parametrize("act", ACTS)
def test_each_entry_keeps_its_start_date_and_reason(loaded: sg.Graph, files: dict[str, Path], act: str) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing {dataset: $dataset}) RETURN l.name AS name, l.listedOn AS day, l.reason AS reason",
        dataset=f"eu-{act}",
    ).rows
    months = list(calendar.month_name)[1:]

    def iso(text: str) -> str | None:
        day, month, year = re.split(r"[. ]", text) if text else ("", "", "")
        number = months.index(month) + 1 if month in months else int(month or 0)
        return f"{year}-{number:02}-{int(day):02}" if text else None

    said = Counter(
        (" ".join(r["name"].split()), iso(r["startDate"]), " ".join(r["reason"].split()) or None)
        for r in read(files[act])
    )
    found = Counter((r["name"], r["day"], r["reason"]) for r in rows)
    assert found == said


@pytest.mark.parametrize("act", ACTS)
def test_every_value_of_every_column_is_a_part(loaded: sg.Graph, files: dict[str, Path], act: str) -> None:
    said: Counter[str] = Counter()
    for row in read(files[act]):
        for column, label in PARTS.items():
            said[label] += len(set(parted(row[column])))
    said["Value"] += len(read(files[act]))  # the act itself
    for label in sorted(set(PARTS.values())):
        rows = loaded.read(
            f"MATCH (l:Statement:Listing {{dataset: $dataset}})-[:PART]->(p:Statement:{label}) RETURN count(p) AS n",
            dataset=f"eu-{act}",
        ).rows
        assert rows == [{"n": said[label]}], label


def test_no_other_column_of_the_files_is_filled(files: dict[str, Path]) -> None:
    fields = {"celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name"}
    for path in files.values():
        filled = {column for row in read(path) for column, text in row.items() if text}
        assert filled <= {*PARTS, *fields, "gender", "notes"}


@pytest.mark.parametrize(
    ("name", "number", "key", "day"),
    [("Angara", "9179842", "1", "2024-06-25"), ("Maria", "8517839", "2", "2024-06-25")],
)
def test_a_ship_is_found_with_its_act_annex_and_day(
    loaded: sg.Graph, name: str, number: str, key: str, day: str
) -> None:
    rows = loaded.read(
        "MATCH (i:Statement:Identification {documentType: 'IMO number', number: $number})"
        "<-[:PART]-(l:Statement:Listing)-[:ABOUT]->(v:Entity:Vessel) "
        "MATCH (l)-[:PART]->(a:Statement:Value {property: 'act'}) "
        "MATCH (l)-[:IN]->(e:Source:Edition) MATCH (l)-[:UNDER]->(p:Law) RETURN l.name AS name, "
        "l.reference AS reference, l.annex AS annex, l.listedOn AS day, l.list AS list, a.value AS act, "
        "v.id AS id, e.url AS url, p.id AS under",
        number=number,
    ).rows
    assert rows == [
        {
            "name": name,
            "reference": f"32014R0833/XLII/{key}",
            "annex": "XLII",
            "day": day,
            "list": "EU",
            "act": "32014R0833",
            "id": f"eu:32014R0833/XLII/vessel/{key}",
            "url": "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32014R0833",
            "under": "eu-rus",
        }
    ]


def test_entries_of_one_name_are_things_of_their_own(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE l.name IN ['HAO FAN 6', 'MIKHAIL ULYANOV'] "
        "RETURN e.id AS id, l.listedOn AS day ORDER BY id"
    ).rows
    assert [(row["id"], row["day"]) for row in rows] == [
        ("eu:32014R0833/XLII/vessel/586", "2025-12-19"),
        ("eu:32014R0833/XLII/vessel/616", "2026-04-24"),
        ("eu:32017R1509/XIV.B/vessel/2", "2017-10-03"),
        ("eu:32017R1509/XIV.B/vessel/29", "2018-03-30"),
    ]


def test_numbers_are_stated_and_never_ids(loaded: sg.Graph) -> None:
    rows = loaded.read(
        "MATCH (p:Statement:Identification {documentType: 'IMO number'}) RETURN DISTINCT p.note AS n"
    ).rows
    assert {row["n"] for row in rows} == {None, "not an IMO number: seven digits are needed"}
    rows = loaded.read(
        "MATCH (p:Statement:Identification) WHERE p.documentType = 'passport' AND p.number STARTS WITH '654333' "
        "OR p.name = 'passport 836110034 (diplomatic)' OR p.name = 'registration number 7704730655 (Tax ID/INN)' "
        "RETURN p.number AS number, p.note AS note ORDER BY number"
    ).rows
    assert [(row["number"], row["note"]) for row in rows] == [("7704730655", "Tax ID/INN"), ("836110034", "diplomatic")]


def test_both_engines_hold_the_same_graph_in_either_order(loaded: sg.Graph, files: dict[str, Path]) -> None:
    before = loaded.digest()
    for path in files.values():
        again = load(loaded, "eu", path)
        assert (again.written, again.ended, again.unchanged) == (0, 0, again.read)
    assert loaded.digest() == before
    with open_graph(":memory:") as other:
        for act in reversed(ACTS):
            load(other, "eu", files[act])
        assert other.digest() == before


# -- small files -----------------------------------------------------------------------------------


def test_a_small_file_is_one_graph_on_both_engines_and_a_second_load_changes_nothing(
    graph: sg.Graph, tmp_path: Path
) -> None:
    path = put(tmp_path, text(ANGARA, MARIA))
    assert load(graph, "eu", path).written == 2
    before = graph.digest()
    again = load(graph, "eu", path)
    assert (again.written, again.ended, again.unchanged) == (0, 0, 2)
    assert graph.digest() == before
    with open_graph(":memory:") as other:
        load(other, "eu", path)
        assert other.digest() == before


def test_an_amending_act_is_a_list_of_its_own_on_the_same_things(tmp_path: Path) -> None:
    amending = put(tmp_path, text(AVAX, {**AVAX, "measure": "Financial restrictions"}), "32026R1941.csv")
    consolidated = {k: v for k, v in AVAX.items() if k != "amendmentCelex"}
    consolidated["celex"] = consolidated.pop("amendedCelex")
    whole = put(tmp_path, text(consolidated), "32016R0044.csv")
    digests = set()
    for order in ((amending, whole), (whole, amending)):
        with open_graph(":memory:") as graph:
            for path in order:
                assert load(graph, "eu", path, "2026-08-10").rejected == 0
            rows = query(graph, "listed", list="EU amending act").rows
            assert [(r["reference"], r["entity"]) for r in rows] == [("32016R0044/V/1", "eu:32016R0044/V/vessel/1")] * 2
            assert [row["entity"] for row in query(graph, "listed", list="EU").rows] == ["eu:32016R0044/V/vessel/1"]
            acts = graph.read(
                "MATCH (p:Statement:Value) WHERE p.property = 'amending act' RETURN DISTINCT p.value AS v"
            ).rows
            assert acts == [{"v": "32026R1941"}]
            digests.add(graph.digest())
    assert len(digests) == 1


def test_an_amending_act_ends_nothing(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(ANGARA, MARIA)), "2026-01-01")
        added = {**ANGARA, "amendedCelex": "32014R0833", "amendmentCelex": "32026R9999", "recordId": "3"}
        del added["celex"]
        assert load(graph, "eu", put(tmp_path, text(added)), "2026-02-01").ended == 0
        assert len(query(graph, "listed", list="EU", as_of="2026-03-01").rows) == 2


def test_a_file_of_one_act_ends_nothing_of_another(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(ANGARA)), "2026-01-01")
        assert load(graph, "eu", put(tmp_path, text({**ANGARA, "celex": "32017R1509"})), "2026-02-01").ended == 0
        assert len(query(graph, "listed", list="EU", as_of="2026-03-01").rows) == 2


def test_editions_in_any_order_give_one_graph(tmp_path: Path) -> None:
    editions = [
        ("2024-06-25", text(ANGARA, MARIA)),
        ("2025-02-25", text(MARIA, {**ANGARA, "reason": "Article 3s(2), point (a)"})),
        ("2025-07-20", text({**ANGARA, "reason": "Article 3s(2), point (a)"}, {**MARIA, "recordId": "392"})),
    ]
    paths = [(put(tmp_path, content, f"{day}.csv"), day) for day, content in editions]
    digests = set()
    for order in itertools.permutations(paths):
        with open_graph(":memory:") as graph:
            for path, day in order:
                load(graph, "eu", path, day)
            digests.add(graph.digest())
            rows_by_day = [query(graph, "listed", list="EU", as_of=day).rows for _, day in paths]
            found = [sorted(r["reference"] for r in rows) for rows in rows_by_day]
            assert found == [["32014R0833/XLII/1", "32014R0833/XLII/2"]] * 2 + [
                ["32014R0833/XLII/1", "32014R0833/XLII/392"]
            ]
    assert len(digests) == 1


def test_entries_without_a_number_are_known_by_their_name(tmp_path: Path) -> None:
    bank = {
        **ANGARA,
        "recordId": "",
        "annex": "XIV",
        "schema": "LegalEntity",
        "imoNumber": "",
        "name": "Bank «Открытие»",
    }
    long = {**bank, "name": "N" * 100_000}
    with open_graph(":memory:") as graph:
        account = load(graph, "eu", put(tmp_path, text(bank, long, {**bank, "schema": "Company"})))
        assert (account.written, account.rejected) == (2, 1)
        assert "used twice" in account.rejections[0].reason
        ids = [row["entity"] for row in query(graph, "listed", list="EU").rows]
        assert "eu:32014R0833/XIV/entity/bank-открытие" in ids
        assert max(map(len, ids)) < 150


def test_every_column_of_the_format_is_kept(tmp_path: Path) -> None:
    row = {column: f"said {column}" for column in COLUMNS} | {
        **ANGARA,
        "reason": "said reason",
        "name": "said name",
        "imoNumber": "said imoNumber",
        "schema": "Company",
    }
    with open_graph(":memory:") as graph:
        account = load(graph, "eu", put(tmp_path, text(row)))
        assert (account.written, account.notes[1:]) == (1, [])
        said = repr(graph.read("MATCH (s:Statement) RETURN s AS s").rows)
    assert [column for column in COLUMNS if row[column] not in said and column not in ("recordId", "startDate")] == [
        "schema"
    ]


def test_a_column_that_the_format_lacks_is_kept_and_named(tmp_path: Path) -> None:
    content = text(ANGARA).replace("notes\n", "notes,tonnage\n").rstrip("\n") + ",4500\n"
    with open_graph(":memory:") as graph:
        account = load(graph, "eu", put(tmp_path, content))
        assert any("kept as values: tonnage" in note for note in account.notes)
        rows = graph.read("MATCH (p:Statement:Value {property: 'tonnage'}) RETURN p.value AS v").rows
        assert rows == [{"v": "4500"}]


def test_an_older_file_without_some_columns_is_read(tmp_path: Path) -> None:
    dropped = {"ethnicity", "motherName", "sector", "leiCode", "ticker", "mmsi"}
    out = io.StringIO()
    writer = csv.DictWriter(out, ["celex", *(c for c in COLUMNS if c not in dropped)])
    writer.writeheader()
    writer.writerow(ANGARA)
    with open_graph(":memory:") as graph:
        assert load(graph, "eu", put(tmp_path, out.getvalue())).written == 1


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("Hana; Canis Power", ["Canis Power", "Hana"]),
        ('"Foo; Bar"; Baz', ["Baz", "Foo; Bar"]),
        ('"JSC “325 Aircraft Repair Plant"""; JSC', ["JSC", 'JSC “325 Aircraft Repair Plant"']),
        ("A; ; A ;", ["A"]),
    ],
)
def test_the_values_of_a_cell_are_parted_by_semicolons_outside_quotes(
    tmp_path: Path, cell: str, values: list[str]
) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text({**ANGARA, "alias": cell})))
        rows = graph.read("MATCH (a:Statement:Alias) RETURN a.name AS name ORDER BY name").rows
        assert [row["name"] for row in rows] == values


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("13.10.1944", "1944-10-13", "1944-10-13"),
        ("1938", "1938-01-01", "1938-12-31"),
        ("6.5.1969.", "1969-05-06", "1969-05-06"),
        ("1965 or 1966", "1965-01-01", "1966-12-31"),
        ("1967-1969.", "1967-01-01", "1969-12-31"),
        ("4 Apr. 1944", "1944-04-04", "1944-04-04"),
        ("Approximately 1952", "1952-01-01", "1952-12-31"),
        ("19.1.1963 or 8.5.1966", "1963-01-19", "1966-05-08"),
        ("aged 40 in 1966", None, None),
        ("31.2.1970", None, None),
        ("7-Sep-71", "1971-09-07", "1971-09-07"),
        ("7-Sep-25", "1925-09-07", "1925-09-07"),
    ],
)
def test_a_birth_keeps_its_words_and_the_days_they_may_mean(
    tmp_path: Path, written: str, earliest: str | None, latest: str | None
) -> None:
    person = {**ANGARA, "schema": "Person", "imoNumber": "", "birthDate": written}
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(person)))
        rows = graph.read("MATCH (b:Statement:Birth) RETURN b.name AS n, b.earliest AS e, b.latest AS l").rows
    assert rows == [{"n": written, "e": earliest, "l": latest}]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2011", "2011"),
        ("2011-02", "2011-02"),
        ("2011-02-28", "2011-02-28"),
        ("28.2.2011", "2011-02-28"),
        ("2 December 1985", "1985-12-02"),
        ("26 Feb. 2011", "2011-02-26"),
        ("30-Mar-18", "2018-03-30"),
        ("May 1985", "1985-05"),
        ("dd/mm/1945", "1945"),
        ("28 Brumaire 2011", None),
        ("2.2011", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_shapes_of_the_lists(written: str, read_as: str | None) -> None:
    assert half_date(written) == read_as


@pytest.mark.parametrize("written", ["31.2.2011", "32/01/2011", "2011-13", "0.13.2011"])
def test_a_day_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(ValueInvalid):
        half_date(written)


def test_the_check_digit_of_a_number() -> None:
    assert imo("9179842").note is None
    assert imo("IMO9179842").number == "9179842"
    assert imo("9179843").note == "the check digit does not fit the number"
    assert imo("Does not exist").number == "Does not exist"
    assert [number.number for number in imo_numbers("Hull 14, IMO 9179842")] == ["9179842"]


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"celex": "833/2014"}, "not the number of an act"),
        ({"celex": "32017R1509"}, "32017R1509 in a file of 32014R0833"),
        ({"schema": "Ship"}, "schema 'Ship' is none of"),
        ({"programKey": "Russia"}, "programKey 'Russia' is not a programme"),
        ({"measure": ""}, "no measure"),
        ({"name": " "}, "no name"),
        ({"name": "—", "recordId": ""}, "without letters or digits"),
        ({"startDate": "Angara"}, "startDate 'Angara' is not a date"),
        ({"startDate": "30.2.2024"}, "2024-02-30"),
        ({"recordId": "1"}, "used twice"),
    ],
)
def test_a_broken_row_is_rejected_with_its_line_and_the_rest_stands(
    tmp_path: Path, change: dict[str, str], says: str
) -> None:
    path = put(tmp_path, text(ANGARA, {**MARIA, **change}, {**MARIA, "recordId": "4"}))
    with open_graph(":memory:") as graph:
        account = load(graph, "eu", path)
        assert (account.read, account.written, account.rejected) == (3, 2, 1)
        assert says in account.rejections[0].reason
        assert account.rejections[0].place == f"{path}:3"


def test_an_entry_that_could_not_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(ANGARA, MARIA)), "2024-07-01")
        account = load(graph, "eu", put(tmp_path, text(ANGARA, {**MARIA, "startDate": "?"})), "2024-08-01")
        assert (account.rejected, account.unchanged, account.ended) == (1, 1, 0)
        assert len(query(graph, "listed", list="EU", as_of="2024-08-02").rows) == 2


def test_shifted_latin_1_null_and_marked_rows(tmp_path: Path) -> None:
    good = text(ANGARA)
    row = good.splitlines()[1]
    marked = text({**MARIA, "name": "Ma\u202eria\u0000"}).splitlines()[1]
    bad = [row.replace(",XLII", ",,XLII"), row.partition(",")[2], row.replace("Angara", "Ang\u00e4ra")]
    content = good.encode() + b"\n".join(line.encode("latin-1") for line in bad) + b"\n" + marked.encode() + b"\n"
    with open_graph(":memory:") as graph:
        account = load(graph, "eu", put(tmp_path, content))
        assert (account.read, account.written, account.rejected) == (5, 2, 3)
        assert [rejection.reason[:9] for rejection in account.rejections] == ["46 cells ", "44 cells ", "not UTF-8"]
        assert [row["name"] for row in query(graph, "listed", list="EU").rows] == ["Angara", "Maria"]
        assert any("control characters" in note for note in account.notes)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the file is empty"),
        ("a,b\n1,2\n", "columns missing: celex, recordId"),
        (text(ANGARA).replace(",annex,", ",Annex,"), "columns missing: annex"),
        (text(ANGARA).replace(",phone,", ",email,"), "columns that come twice: email"),
        (text(), "no entry in it"),
        (text({**ANGARA, "schema": "?"}), r"eu\.csv:2: no entry of the file could be read.*schema"),
        (text({**ANGARA, "startDate": ""}), "the file has no date"),
        (text(ANGARA) + '32014R0833,"' + "x" * 1_100_000, r"eu\.csv:3: not CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_nothing_is_written(tmp_path: Path, content: str, says: str) -> None:
    with open_graph(":memory:") as graph:
        before = graph.digest()
        with pytest.raises(InputError, match=says):
            load(graph, "eu", put(tmp_path, content))
        assert graph.digest() == before


def test_an_act_that_lists_nothing_any_more_is_an_edition_too(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(ANGARA)), "2024-07-01")
        account = load(graph, "eu", put(tmp_path, text(), "32014R0833.csv"), "2025-07-01")
        assert (account.read, account.ended) == (0, 1)
        assert query(graph, "listed", list="EU", as_of="2025-07-02").rows == []


def test_the_same_date_with_other_content_is_refused(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "eu", put(tmp_path, text(ANGARA)), "2024-07-01")
        with pytest.raises(InputError, match="reads otherwise"):
            load(graph, "eu", put(tmp_path, text(MARIA)), "2024-07-01")
