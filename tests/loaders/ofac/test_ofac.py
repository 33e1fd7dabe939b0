"""OFAC's lists: the real SDN files with independent counts, both forms against each other, and their traps."""

from __future__ import annotations

import csv
import itertools
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.ofac import load as ofac
from sanctionsgraph.loaders.ofac.remarks import ALTERNATIVE, birth, pieces, read
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.statements import Alias, Identification, Listing, Part

from helpers.ofac_file import ADD, ALT, MAIN, NAMESPACES, XML, entries_400, flat, xml

DAY = "2019-01-16"
KINDS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


# -- the real files --------------------------------------------------------------------------------


def rows(path: Path) -> list[list[str]]:
    """The rows of a flat file by the csv module alone; nulls are empty."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [[cell.strip() for cell in row] for row in csv.reader(file) if len(row) > 1]
    return [["" if cell in ("-0-", "-0") else cell for cell in row] for row in found]


def ship_number_fits(number: str) -> bool:
    return len(number) == 7 and sum(int(d) * w for d, w in zip(number, range(7, 1, -1), strict=False)) % 10 == int(
        number[6]
    )


@dataclass
class Counted:
    """What the files hold, counted with csv and re and nothing of the project."""

    kinds: Counter[str] = field(default_factory=Counter)
    programmes: Counter[str] = field(default_factory=Counter)
    remarks: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    addresses: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    births: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    imo: dict[str, set[str]] = field(default_factory=dict)
    #: Whether these are the whole files, of which the sums are known.
    whole: bool = True


def count(folder: Path) -> Counted:
    counted = Counted()
    for row in rows(folder / "sdn.csv"):
        uid, remark = row[0], row[11]
        counted.kinds[row[2] or "entity"] += 1
        counted.programmes.update(re.findall(r"[^\[\]]+", row[3].replace("] [", "[")))
        counted.remarks[uid] = remark
        # The end of a remark of 1,000 characters may be half a piece.
        whole = remark.rpartition(";")[0] if len(remark) >= 1000 else remark
        weak = {
            (f"weak {kind}", " ".join(name.split()))
            for kind, name in re.findall(r"([afn]\.k\.a\.) '(.+?)'(?=;|\.?$)", whole)
        }
        counted.aliases[uid] = weak
        counted.addresses[uid] = set()
        counted.births[uid] = set(re.findall(r"(?:^|; )(?:alt\. )?DOB ([^;]+?)(?=;|\.?$)", whole))
        counted.links[uid] = len(set(re.findall(r"Linked To: ([^;]+?)(?=;|\.?$)", whole)))
        if row[2] == "vessel":
            counted.imo[uid] = set(re.findall(r"(?:IMO|Vessel Registration Identification) (\d+)", whole))
    for row in rows(folder / "alt.csv"):
        counted.aliases[row[0]].add((f"{row[2][0]}.k.a.", " ".join(row[3].split())))
    for row in rows(folder / "add.csv"):
        if any(row[2:]):
            counted.addresses[row[0]].add(tuple(" ".join(cell.split()) for cell in row[2:5]))
    return counted


@pytest.fixture(scope="module", params=["some", "whole"])
def folder(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real files: their first entries, and, where all tests run, all of them."""
    if request.param == "whole":
        return shared / "ofac"
    return entries_400(shared / "ofac" / "sdn.csv", tmp_path_factory.mktemp("some")).parent


@pytest.fixture(scope="module")
def counted(folder: Path, shared: Path) -> Counted:
    found = count(folder)
    found.whole = folder == shared / "ofac"
    return found


@dataclass
class Loaded:
    graph: sg.Graph
    account: LoadReport
    again: LoadReport
    digest: str
    digest_again: str


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Iterator[Loaded]:
    with open_graph(":memory:") as graph:
        account = load(graph, "ofac", folder / "sdn.csv", edition=DAY)
        digest = graph.digest()
        again = load(graph, "ofac", folder / "sdn.csv", edition=DAY)
        yield Loaded(graph, account, again, digest, graph.digest())


def parts(loaded: Loaded, label: str) -> dict[str, list[dict[str, str]]]:
    """The parts of each entry, by its number."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in loaded.graph.read(
        f"MATCH (l:Statement:Listing)-[:PART]->(p:Statement:{label}) RETURN l.key AS key, p.name AS name, "
        "p.quality AS quality, p.property AS property, p.number AS number, p.documentType AS document, p.note AS note"
    ).rows:
        found.setdefault(row["key"], []).append(row)
    return found


def test_every_row_is_accounted_for(loaded: Loaded, counted: Counted) -> None:
    account = loaded.account
    assert account.read == account.written == counted.kinds.total() == (7379 if counted.whole else 400)
    assert (account.unchanged, account.rejected, account.edition) == (0, 0, DAY)


def test_the_same_files_twice_change_nothing(loaded: Loaded) -> None:
    again = loaded.again
    assert (again.written, again.ended, again.rejected) == (0, 0, 0)
    assert again.unchanged == again.read == loaded.account.read
    assert loaded.digest_again == loaded.digest


def test_kinds_and_programmes_stand_as_the_file_has_them(loaded: Loaded, counted: Counted) -> None:
    found = loaded.graph.read(
        "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) RETURN l.key AS key, l.entryType AS kind, "
        "labels(e) AS labels, e.id AS id, l.programs AS programs, l.list AS list, l.listType AS list_type, "
        "l.comments AS comments"
    ).rows
    assert Counter(row["kind"] for row in found) == counted.kinds
    assert all(KINDS[row["kind"]] in row["labels"] for row in found)
    assert Counter(name for row in found for name in row["programs"]) == counted.programmes
    assert counted.programmes["SDGT"] > 1000 or not counted.whole
    assert {(row["list"], row["list_type"]) for row in found} == {("US", "SDN")}
    assert all(row["id"] == f"ofac:{row['key']}" for row in found)
    said = {row["key"]: row["comments"] or "" for row in found}
    assert said == {uid: " ".join(text.split()) for uid, text in counted.remarks.items()}


def test_aliases_of_each_entry(loaded: Loaded, counted: Counted) -> None:
    found = {uid: {(p["quality"], p["name"]) for p in group} for uid, group in parts(loaded, "Alias").items()}
    assert found == {uid: names for uid, names in counted.aliases.items() if names}
    assert sum(map(len, found.values())) > (11_000 if counted.whole else 100)


def test_addresses_of_each_entry(loaded: Loaded, counted: Counted) -> None:
    found = {uid: {p["name"] for p in group} for uid, group in parts(loaded, "Address").items()}
    expected = {uid: {", ".join(filter(None, a)) for a in group} for uid, group in counted.addresses.items() if group}
    assert found == expected
    assert sum(map(len, found.values())) > (8_000 if counted.whole else 100)


def test_births_of_each_entry(loaded: Loaded, counted: Counted) -> None:
    found = {uid: {p["name"] for p in group} for uid, group in parts(loaded, "Birth").items()}
    assert found == {uid: group for uid, group in counted.births.items() if group}
    assert sum(map(len, found.values())) > (4_000 if counted.whole else 50)
    unread = loaded.graph.read("MATCH (b:Statement:Birth) WHERE b.birthDate IS NULL RETURN b.name AS name").rows
    assert unread == []


def test_links_of_each_entry(loaded: Loaded, counted: Counted) -> None:
    values = parts(loaded, "Value").items()
    found = {uid: sum(p["property"] == "Linked To" for p in group) for uid, group in values}
    assert {uid: n for uid, n in found.items() if n} == {uid: n for uid, n in counted.links.items() if n}


def test_imo_numbers_are_stated_and_wrong_ones_flagged(loaded: Loaded, counted: Counted) -> None:
    found = {
        uid: {p["number"]: p["note"] for p in group if p["document"] == "IMO number"}
        for uid, group in parts(loaded, "Identification").items()
    }
    assert {uid: set(group) for uid, group in found.items() if group} == {u: n for u, n in counted.imo.items() if n}
    numbers = [(number, note) for group in found.values() for number, note in group.items()]
    assert all((note is None) == ship_number_fits(number) for number, note in numbers)
    if counted.whole:
        assert len(numbers) == 319
        assert sorted(number for number, note in numbers if note) == ["04714", "15411"]


def test_imo_numbers_of_companies_are_checked_by_their_own_rule(loaded: Loaded, counted: Counted) -> None:
    numbers = [
        (part["number"], part["note"])
        for group in parts(loaded, "Identification").values()
        for part in group
        if part["document"] == "IMO company number"
    ]
    assert len(numbers) > 40 or not counted.whole
    # All that have seven digits pass, which shows that the rule is theirs.
    assert [number for number, note in numbers if note] == (["543400"] if counted.whole else [])


def test_an_undated_file_asks_for_the_day_of_its_publication(shared: Path, tmp_path: Path) -> None:
    account = LoadReport("ofac", "sdn.csv")
    # Papers that expire in 2027 do not make a list of 2019 younger; but it is younger than the latest birth in it.
    with pytest.raises(InputError, match=r"younger than the latest day in it, 2018-03-19\. Give the day .* --edition"):
        ofac.parse(shared / "ofac" / "sdn.csv", account)
    with open_graph(":memory:") as graph:
        with pytest.raises(InputError, match="bears no date"):
            load(graph, "ofac", flat(tmp_path))
        assert graph.digest() == open_graph(":memory:").digest()
    assert ofac.parse(shared / "ofac" / "sdn.csv", account, "2019-07-11").edition.date == "2019-07-11"
    assert any("sdn_comments.csv with their rest is not beside" in note for note in account.notes)


def test_the_consolidated_list_in_xml_by_another_parser(shared: Path) -> None:
    path = shared / "ofac" / "consolidated.xml"
    if not path.is_file():
        pytest.skip("no XML edition among the real input files (../shared/data/ofac/consolidated.xml)")
    root = ET.parse(path).getroot()
    tag = root.tag.removesuffix("sdnList")
    entries = root.findall(f"{tag}sdnEntry")
    account = LoadReport("ofac", str(path))
    found = {record.key: record for record in ofac.parse(path, account).records if isinstance(record, Listing)}
    month, day, year = (root.findtext(f"{tag}publshInformation/{tag}Publish_Date") or "").split("/")
    assert ofac.parse(path, LoadReport("ofac", str(path))).edition.date == f"{year}-{month}-{day}"
    assert account.notes == []
    assert account.read == len(found) == len(entries)
    for entry in entries:
        record = found[entry.findtext(f"{tag}uid") or ""]
        assert record.programs == sorted(e.text or "" for e in entry.iter(f"{tag}program"))
        kinds = Counter(type(part).__name__ for part in record.parts_)
        assert kinds["Alias"] == len({"/".join(e.itertext()) for e in entry.iter(f"{tag}aka")})
        assert kinds["Birth"] == len(list(entry.iter(f"{tag}dateOfBirthItem")))
        ids = {(e.findtext(f"{tag}idType"), e.findtext(f"{tag}idNumber")) for e in entry.iter(f"{tag}id")}
        links = re.findall("Linked To:", entry.findtext(f"{tag}remarks") or "")
        stated = kinds["Identification"] + kinds["Value"] + (record.gender is not None)
        assert stated == len(ids) + len(links), record.key


# -- both forms ------------------------------------------------------------------------------------


def listings(path: Path, account: LoadReport | None = None, edition: str | None = DAY) -> dict[str, Listing]:
    found = ofac.parse(path, account or LoadReport("ofac", str(path)), edition).records
    return {record.key: record for record in found if isinstance(record, Listing)}


def content(part: Part) -> tuple[str, dict[str, str]]:
    """A part without its id, and without what only the XML has apart."""
    apart = {"id", "city", "state", "postalCode"} if part.labels[-1] == "Address" else {"id"}
    return part.labels[-1], {k: v for k, v in part.__dict__.items() if v is not None and k not in apart}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_both_forms_of_an_edition_say_the_same(tmp_path: Path, namespace: str) -> None:
    accounts = [LoadReport("ofac", "a"), LoadReport("ofac", "b")]
    one = listings(flat(tmp_path), accounts[0])
    other = listings(xml(tmp_path, namespace=namespace), accounts[1])
    assert [(a.read, a.rejected) for a in accounts] == [(4, 0), (4, 0)]
    assert accounts[1].notes == []
    assert one.keys() == other.keys() == {"101", "102", "103", "104"}
    for key, record in one.items():
        twin = other[key]
        for name in ("name", "dataset", "about", "entryType", "gender", "programs", "list", "listType", "reference"):
            assert getattr(record, name) == getattr(twin, name), (key, name)
        assert sorted(map(content, record.parts_), key=repr) == sorted(map(content, twin.parts_), key=repr)
    assert other["101"].comments == "Minister of Tests; (Linked To: TEST BANK; Linked To: TEST SHIPPING CO.)"
    address = next(part for part in other["101"].parts_ if part.labels[-1] == "Address")
    assert (address.name, address.__dict__["postalCode"]) == (
        "1 Test Street, Floor 2, Perm, Perm Krai 614000, Russia",
        "614000",
    )


def test_the_xml_dates_itself_and_the_option_comes_first(tmp_path: Path) -> None:
    path = xml(tmp_path)
    assert ofac.parse(path, LoadReport("ofac", "a")).edition.date == "2024-05-06"
    assert ofac.parse(path, LoadReport("ofac", "a"), "2024-05-07").edition.date == "2024-05-07"


def test_a_person_is_found_in_both_orders_of_the_name(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "ofac", flat(tmp_path), edition=DAY)
        row = graph.read("MATCH (e:Entity {id: 'ofac:101'}) RETURN e.name AS name, e.names AS names").rows[0]
    assert row["name"] == "TESTOV, Ivan"
    assert {"Ivan TESTOV", "Iwan TESTOW", "TESTIK"} <= set(row["names"])


def test_the_two_lists_do_not_end_each_other(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "ofac", flat(tmp_path), edition=DAY)
        account = load(graph, "ofac", xml(tmp_path, name="consolidated.xml"))
        assert (account.written, account.ended) == (4, 0)
        standing = graph.read(
            "MATCH (l:Statement:Listing) RETURN l.dataset AS d, l.until AS u, count(l) AS n ORDER BY d"
        )
    assert [(r["d"], r["u"], r["n"]) for r in standing.rows] == [
        ("ofac-consolidated", "9999-12-31", 4),
        ("ofac-sdn", "9999-12-31", 4),
    ]


def test_editions_in_all_orders_give_one_graph(tmp_path: Path) -> None:
    changed = [MAIN[0].replace("Gender Male", "Gender Female"), *MAIN[2:]]
    editions = {
        "2018-01-01": flat(tmp_path / "a"),
        "2019-01-01": flat(tmp_path / "b", changed, ALT[:1]),
        "2024-05-06": xml(tmp_path),
    }
    digests = set()
    for order in itertools.permutations(editions):
        with open_graph(":memory:") as graph:
            for day in order:
                load(graph, "ofac", editions[day], edition=day)
            digests.add(graph.digest())
    assert len(digests) == 1


def test_another_content_under_the_same_date_is_refused(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "ofac", flat(tmp_path / "a"), edition=DAY)
        before = graph.digest()
        with pytest.raises(InputError, match="reads otherwise"):
            load(graph, "ofac", flat(tmp_path / "b", MAIN[:2], ALT, ADD[:1]), edition=DAY)
        assert graph.digest() == before


# -- remarks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["'TESTIK'", '"TESTIK"', 'TESTIK"', "\u201cTESTIK\u201d"])
def test_a_weak_alias_in_any_quotes(written: str) -> None:
    """OFAC's file of comments has double quotes that it does not escape, of which a CSV reader takes the first."""
    remarks = read(f"Gender Male; a.k.a. {written}; Linked To: TEST BANK.", "individual")
    assert [(part.name, part.quality) for part in remarks.parts if isinstance(part, Alias)] == [
        ("TESTIK", "weak a.k.a.")
    ]


@pytest.mark.parametrize(
    ("text", "date", "precision", "earliest", "latest"),
    [
        ("13 May 1965", "1965-05-13", None, "1965-05-13", "1965-05-13"),
        ("Mar 1964", "1964-03", None, "1964-03-01", "1964-03-31"),
        ("1963", "1963", None, "1963-01-01", "1963-12-31"),
        ("circa 1953", "1953", "circa", "1953-01-01", "1953-12-31"),
        ("circa 1965-1969", "1965/1969", "circa", "1965-01-01", "1969-12-31"),
        ("1972 to 1974", "1972/1974", "between", "1972-01-01", "1974-12-31"),
        ("Sep 1972 to 04 Oct 1973", "1972-09/1973-10-04", "between", "1972-09-01", "1973-10-04"),
        ("31 Feb 1970", None, None, None, None),
        ("1974 to 1972", None, "between", None, None),
    ],
)
def test_dates_of_birth(
    text: str, date: str | None, precision: str | None, earliest: str | None, latest: str | None
) -> None:
    found = birth(text)
    assert (found.name, found.birthDate, found.precision) == (text, date, precision)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Linked To: MAHAN AIR.", "Linked To: MAHAN AIR"),
        ("Linked To: MUNSA, S.A. DE C.V.", "Linked To: MUNSA, S.A. DE C.V."),
        ("DOB 1979; Linked To: KOREA RUNGRADO SHIPPING CO.", "Linked To: KOREA RUNGRADO SHIPPING CO."),
        (
            "Secondary sanctions risk: sections 510.201 and 510.210.",
            "Secondary sanctions risk: sections 510.201 and 510.210",
        ),
        ("a.k.a. 'BNC'.", "a.k.a. 'BNC'"),
        (".", None),
        ("", None),
    ],
)
def test_the_full_stop_at_the_end_is_no_part_of_a_piece(text: str, last: str | None) -> None:
    found = pieces(text)
    assert (found[-1] if found else None) == last


MISFIT = "the check digit does not fit the number"


@pytest.mark.parametrize(
    ("piece", "kind", "expected"),
    [
        ("Passport K-123/4 (Germany) issued 2007", "individual", ("Passport", "K-123/4", "Germany", "2007", None)),
        ("Passport A1 expires Mar 2012", "individual", ("Passport", "A1", None, None, "expires 2012-03")),
        ("alt. C.U.R.P. # HESU430525 (Mexico)", "individual", ("C.U.R.P.", "HESU430525", "Mexico", None, None)),
        ("Martian ID No. 77-X (Mars)", "individual", ("Martian ID No.", "77-X", "Mars", None, None)),
        ("Company Number HRA 7 (Ulm) (Germany)", "entity", ("Company Number", "HRA 7 (Ulm)", "Germany", None, None)),
        ("Equity Ticker CYY DE", "entity", ("Equity Ticker", "CYY DE", None, None, None)),
        ("Vessel Registration Identification IMO 9187629", "vessel", ("IMO number", "9187629", None, None, None)),
        ("Vessel Registration Identification 9187628", "vessel", ("IMO number", "9187628", None, None, MISFIT)),
        ("Identification Number IMO 5342883", "entity", ("IMO company number", "5342883", None, None, None)),
        ("Company Number IMO 5342884", "entity", ("IMO company number", "5342884", None, None, MISFIT)),
    ],
)
def test_documents(piece: str, kind: str, expected: tuple[str | None, ...]) -> None:
    (part,) = read(piece, kind).parts
    assert isinstance(part, Identification)
    assert (part.documentType, part.number, part.issuingCountry, part.issueDate, part.note) == expected


@pytest.mark.parametrize(
    "piece", ["Minister of Finance", "Passport issued in Sarajevo", "License to trade", "DOB", "POB"]
)
def test_what_follows_no_rule_stays_in_the_comments(piece: str) -> None:
    said = read(f"DOB 1970; {piece}.", "individual")
    assert (len(said.parts), said.free) == (1, 1)


def test_hostile_remarks_are_read_in_time() -> None:
    for text in ("A." * 50_000, "(A" * 50_000, "Passport 1 " + "( issued " * 10_000, "; " * 50_000, "alt. " * 20_000):
        read(text, "entity")


# -- bad input -------------------------------------------------------------------------------------


def test_a_missing_file_of_the_three_is_named(tmp_path: Path) -> None:
    path = flat(tmp_path)
    (tmp_path / "add.csv").unlink()
    with pytest.raises(InputError, match=r"add\.csv not beside it"):
        listings(path)
    (tmp_path / "alt.csv").unlink()
    with pytest.raises(InputError, match=r"alt\.csv and add\.csv not beside it"):
        listings(path)


@pytest.mark.parametrize(
    ("main", "alt", "add"),
    [
        ("SDN.CSV", "Alt.Csv", "ADD.csv"),
        ("sdn-2019-01-16.csv", "alt-2019-01-16.csv", "add-2019-01-16.csv"),
        ("cons_prim.csv", "CONS_ALT.csv", "cons_add.csv"),
    ],
)
def test_the_other_files_are_found_under_names_of_the_same_kind(tmp_path: Path, main: str, alt: str, add: str) -> None:
    flat(tmp_path / "plain")
    for old, new in (("sdn.csv", main), ("alt.csv", alt), ("add.csv", add)):
        shutil.copy(tmp_path / "plain" / old, tmp_path / new)
    found = listings(tmp_path / main)
    assert len(found) == 4
    assert found["101"].listType == ("SDN" if "sdn" in main.lower() else "consolidated (non-SDN)")


@pytest.mark.parametrize("name", ["list.csv", "list.xml", "nothing-sdn.csv", "nothing-sdn.xml", "empty-sdn.xml"])
def test_a_file_that_is_not_there_or_does_not_say_its_list(tmp_path: Path, name: str) -> None:
    if "list" in name:
        shutil.copy(flat(tmp_path), tmp_path / name)
    if "empty" in name:
        (tmp_path / name).touch()
    with pytest.raises(InputError):
        listings(tmp_path / name)


def broken(tmp_path: Path, main: list[str], alt: list[str] = ALT, add: list[str] = ADD) -> tuple[LoadReport, set[str]]:
    account = LoadReport("ofac", "sdn.csv")
    found = listings(flat(tmp_path, main, alt, add), account)
    assert account.read == len(found) + account.rejected
    return account, set(found)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('102,"TEST BANK",-0- ,"DPRK2",-0- ', "5 cells in the row, 12 columns"),
        ("102," + MAIN[1], "13 cells in the row"),
        (MAIN[1].replace("102", "x102", 1), "not the number of an entry"),
        (MAIN[1].replace('-0- ,"DPRK2"', '"DPRK2",-0- ', 1), "type 'dprk2' is none of"),
        (MAIN[1].replace('"TEST BANK"', "-0- ", 1), "no name"),
        (MAIN[1].replace('"DPRK2"', "-0- ", 1), "no programme"),
        (MAIN[0], "used twice"),
    ],
)
def test_a_broken_row_is_rejected_and_the_others_stay(tmp_path: Path, row: str, why: str) -> None:
    account, found = broken(tmp_path, [MAIN[0], row, *MAIN[2:]], ALT[:1])
    assert found == {"101", "103", "104"}
    assert [why in r.reason for r in account.rejections] == [True]
    assert account.rejections[0].place.endswith("sdn.csv:2")


def test_rows_in_a_quote_that_does_not_close_are_not_taken_for_gone(tmp_path: Path) -> None:
    lines = [MAIN[0].replace('"TESTOV', '""TESTOV'), '102,"TEST BANK,-0- ,"DPRK2"', *MAIN[2:]]
    account = LoadReport("ofac", "sdn.csv")
    found = ofac.parse(flat(tmp_path, lines), account, DAY)
    assert account.rejected >= 1
    assert {record.key for record in found.records} | found.unread.keys >= {"101", "102", "103", "104"}


def test_aliases_of_another_edition_are_rejected(tmp_path: Path) -> None:
    account, found = broken(tmp_path, MAIN, [*ALT, '999,3,"aka","NOBODY",-0- ', '101,4,"zka","X",-0- ', "101,5"])
    assert len(found) == 4
    assert sorted(r.reason for r in account.rejections) == [
        "2 cells in the row, 5 columns in the file",
        "the main file has no entry 999: the files may be of two editions",
        "type of alias 'zka' is none of aka, fka, nka",
    ]


def test_encodings_nulls_and_unseen_characters(tmp_path: Path) -> None:
    path = flat(tmp_path, [row.replace("TESTOV", "ТЕСТОВ").replace("TEST SHIP", "TES\u200fT SHIP") for row in MAIN])
    path.write_bytes(path.read_bytes().replace(b'102,"TEST BANK', b'102,"T\xc9ST\x00 BANK'))
    account = LoadReport("ofac", "sdn.csv")
    found = listings(path, account)
    assert [found[key].name for key in ("101", "102", "103")] == ["ТЕСТОВ, Ivan", "TÉST BANK", "TEST SHIP"]
    assert any("Windows-1252" in note for note in account.notes)
    assert any("control characters" in note for note in account.notes)


def test_a_name_of_100_000_characters_and_a_file_cut_off_in_a_null(tmp_path: Path) -> None:
    long = MAIN[1].replace("TEST BANK", "N" * 100_000)
    path = flat(tmp_path, [MAIN[0], long, MAIN[2], MAIN[3]], ALT, ['101,1,"Street","Perm","Russia",-0'], end=b"")
    found = listings(path)
    assert len(found["102"].name) == 100_000
    assert [p.note for p in found["101"].parts_ if p.labels[-1] == "Address"] == [None]


def test_a_long_remark_is_joined_with_its_rest(tmp_path: Path) -> None:
    full = "DOB 1970; " + "Linked To: AB; " * 65 + "Passport 1234567890 (Malta)."
    assert full.index("1234567890") < 1000 < full.index("7890") + 4
    cut = MAIN[0][: MAIN[0].index('"DOB')] + f'"{full[:1000]}"'
    path = flat(tmp_path, [cut, *MAIN[1:]])
    account = LoadReport("ofac", "sdn.csv")
    found = listings(path, account)["101"]
    assert not any(isinstance(part, Identification) for part in found.parts_), "half a number is no number"
    assert found.comments == full[:1000].strip()
    assert any("break off" in note for note in account.notes)
    (tmp_path / "sdn_comments.csv").write_text(f'101,"{full[1000:]}"\r\n\x1a')
    found = listings(path)["101"]
    assert found.comments == full
    assert [part.number for part in found.parts_ if isinstance(part, Identification)] == ["1234567890"]


@pytest.mark.parametrize(("mark", "alike"), [("false", "false"), ("0", "false"), ("FALSE", "false"), ("1", "true")])
def test_what_is_not_the_main_one_is_marked_in_each_spelling(tmp_path: Path, mark: str, alike: str) -> None:
    """XML Schema writes a truth value in letters or as a number."""
    (tmp_path / "as").mkdir()
    spelt = XML.replace("<mainEntry>false<", f"<mainEntry>{mark}<")
    plain = XML.replace("<mainEntry>false<", f"<mainEntry>{alike}<")
    assert listings(xml(tmp_path, spelt)) == listings(xml(tmp_path / "as", plain))
    assert listings(xml(tmp_path, XML)) != listings(xml(tmp_path, XML.replace("<mainEntry>false<", "<mainEntry>true<")))


def test_alternative_births_and_nationalities_are_marked_and_the_first_gender_is_that_of_the_entry() -> None:
    parsed = read("DOB 1960; alt. DOB 1961; citizen Iran; alt. citizen Iraq; Gender Male; Gender Female.", "individual")
    assert [part.note for part in parsed.parts[:4]] == [None, ALTERNATIVE, "citizen", f"citizen, {ALTERNATIVE}"]
    assert parsed.gender == "Male"


def test_a_header_that_a_copy_has_got_is_no_entry(tmp_path: Path) -> None:
    account, found = broken(tmp_path, ["ent_num,SDN_name", *MAIN], ["Ent_num,alt_num", *ALT], ["Ent_num,x", *ADD])
    assert (account.rejected, len(found)) == (0, 4)


def test_flat_files_without_any_day_ask_for_an_edition(tmp_path: Path) -> None:
    path = flat(tmp_path, MAIN[1:], ALT[1:], ADD[1:])
    with pytest.raises(InputError, match="--edition"):
        listings(path, edition=None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<sdnList", '<!DOCTYPE sdnList [<!ENTITY a "b">]>\n<sdnList', "DOCTYPE"),
        ("</sdnEntry>\n</sdnList>", "", "not well-formed"),
        ("sdnList", "otherList", "the root is otherList"),
        ("sdnList", "Sanctions", "no entry in it"),
        ("05/06/2024", "31/31/2024", "not a day"),
        ("<Publish_Date>05/06/2024</Publish_Date>", "", "bears no date"),
    ],
)
def test_a_broken_xml_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    path = xml(tmp_path, XML.replace(old, new))
    with pytest.raises(InputError, match=why):
        listings(path, edition=None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<uid>102</uid>", "", "not the number of an entry"),
        ("<uid>102</uid>", "<uid>１０２</uid>", "not the number of an entry"),
        ("<sdnType>Entity</sdnType>", "<sdnType>Planet</sdnType>", "type 'planet'"),
        ("<lastName>TEST BANK</lastName>", "", "no name"),
        ("<lastName>OLD TEST BANK</lastName>", "", "an alias without a name"),
        ("<idType>SWIFT/BIC</idType>", "", "an id without a type"),
        ("<uid>102</uid>", "<uid>101</uid>", "used twice"),
    ],
)
def test_a_broken_entry_of_the_xml_is_rejected(tmp_path: Path, old: str, new: str, why: str) -> None:
    account = LoadReport("ofac", "sdn.xml")
    found = ofac.parse(xml(tmp_path, XML.replace(old, new)), account)
    assert {record.key for record in found.records} == {"101", "103", "104"}
    assert [why in r.reason for r in account.rejections] == [True]
    assert account.read == 4


def test_unknown_elements_and_a_wrong_count_are_noted(tmp_path: Path) -> None:
    text = XML.replace("<Record_Count>4", "<Record_Count>5").replace("<vesselInfo>", "<crew>9</crew><vesselInfo>")
    account = LoadReport("ofac", "sdn.xml")
    ofac.parse(xml(tmp_path, text.replace("<callSign>", "<engine>x</engine><callSign>")), account)
    assert account.notes == [
        "the head of the file counts 5 entries, 4 are in it",
        "elements not read: crew (1), vesselInfo/engine (1)",
    ]
