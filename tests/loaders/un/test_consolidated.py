"""The UN Consolidated List: three real editions on both engines, and its traps in small files."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query

from helpers.engines import ENGINES, UN_EDITIONS, empty_neo4j
from helpers.un_file import cut, entry, write

DAYS = sorted(UN_EDITIONS)
FIRST, SECOND, THIRD = DAYS
#: An order that no loader would choose: the newest first, and the middle last.
SHUFFLED = (THIRD, FIRST, SECOND)
PARTS = {
    "ALIAS": "Alias",
    "DOCUMENT": "Identification",
    "ADDRESS": "Address",
    "DATE_OF_BIRTH": "Birth",
    "PLACE_OF_BIRTH": "BirthPlace",
    "DESIGNATION": "Designation",
    "NATIONALITY": "Nationality",
}


# -- the real editions -----------------------------------------------------------------------------


@dataclass
class Counted:
    """What an edition holds, counted with plain ElementTree and nothing of the project."""

    listings: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    references: set[str] = field(default_factory=set)


def said(element: ET.Element) -> list[str]:
    """The texts in an element, without its own tag's sort of emptiness."""
    return [text for child in element.iter() if (text := (child.text or "").strip()) not in ("", "na")]


def count(path: Path) -> Counted:
    counted = Counted()
    for record in ET.parse(path).getroot().iter():
        if record.tag not in ("INDIVIDUAL", "ENTITY"):
            continue
        counted.listings[record.tag.lower()] += 1
        counted.references.add((record.findtext("REFERENCE_NUMBER") or "").strip())
        for child in record:
            kind = child.tag.removeprefix("INDIVIDUAL_").removeprefix("ENTITY_")
            if kind == "ALIAS":
                counted.parts["Alias"] += bool((child.findtext("ALIAS_NAME") or "").strip())
            elif kind == "DATE_OF_BIRTH":
                counted.parts["Birth"] += any((c.text or "").strip() for c in child if c.tag != "TYPE_OF_DATE")
            elif kind in ("DESIGNATION", "NATIONALITY"):
                counted.parts[PARTS[kind]] += len(said(child))
            elif kind in PARTS:
                counted.parts[PARTS[kind]] += bool(said(child))
    return counted


@dataclass
class Loaded:
    """A graph with the three editions, loaded in the order of their dates, and what was noted on the way."""

    graph: sg.Graph
    accounts: dict[str, sg.LoadReport] = field(default_factory=dict)
    again: dict[str, sg.LoadReport] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    digests_again: dict[str, str] = field(default_factory=dict)
    shuffled: str = ""


def kept(reference: str) -> bool:
    """Whether an entry is in the editions that are cut: all of Iran's, one of each tenth other, and one named below."""
    return reference.startswith("IR") or reference == "KPe.068" or crc32(reference.encode()) % 10 == 0


@pytest.fixture(scope="module", params=["some", "whole"])
def editions(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real editions: some of the entries of each, and, where all tests run, all of them."""
    if request.param == "whole":
        return UN_EDITIONS
    folder = tmp_path_factory.mktemp("some")
    return {day: cut(path, folder / path.name, kept) for day, path in UN_EDITIONS.items()}


@pytest.fixture(scope="module")
def orders(editions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], str]:
    """The digest of three orders, on the embedded engine, the file opened anew for each edition.

    In them each edition comes first, second and last, and after each of the others or before it.
    """
    folder = tmp_path_factory.mktemp("un")
    digests: dict[tuple[str, ...], str] = {}
    for first, second, third in (tuple(DAYS), (SECOND, THIRD, FIRST), SHUFFLED):
        begun = folder / f"{first}.kgl"
        with open_graph(begun) as graph:
            load(graph, "un-list", editions[first])
        for day in (second, third):
            with open_graph(begun) as graph:
                load(graph, "un-list", editions[day])
        with open_graph(begun) as graph:
            digests[first, second, third] = graph.digest()
    return digests


@pytest.fixture(scope="module", params=ENGINES)
def loaded(
    request: pytest.FixtureRequest, editions: dict[str, Path], orders: dict[tuple[str, ...], str]
) -> Iterator[Loaded]:
    """The editions in the order of their dates, and before that, on Neo4j, in another order."""
    if request.param == "embedded":
        graph, shuffled = open_graph(":memory:"), orders[SHUFFLED]
    else:
        uri = request.getfixturevalue("neo4j_uri")
        with empty_neo4j(uri) as other:
            for day in SHUFFLED:
                load(other, "un-list", editions[day])
            shuffled = other.digest()
        graph = empty_neo4j(uri)
    with graph:
        found = Loaded(graph, shuffled=shuffled)
        for day in DAYS:
            found.accounts[day] = load(graph, "un-list", editions[day])
            found.digests[day] = graph.digest()
            found.again[day] = load(graph, "un-list", editions[day])
            found.digests_again[day] = graph.digest()
        yield found


@pytest.fixture(scope="module")
def counted(editions: dict[str, Path]) -> dict[str, Counted]:
    return {day: count(path) for day, path in editions.items()}


@pytest.mark.parametrize("day", DAYS)
def test_every_record_of_an_edition_is_accounted_for(loaded: Loaded, counted: dict[str, Counted], day: str) -> None:
    account = loaded.accounts[day]
    assert account.read == counted[day].listings.total()
    assert account.written + account.unchanged == account.read
    assert account.rejected == 0
    assert account.edition == day
    assert account.notes == []


def test_what_ended_is_what_the_edition_before_had_and_this_one_lacks(
    loaded: Loaded, counted: dict[str, Counted]
) -> None:
    for before, after in itertools.pairwise(DAYS):
        gone = counted[before].references - counted[after].references
        assert loaded.accounts[after].ended == len(gone) > 0
    assert loaded.accounts[FIRST].ended == 0


@pytest.mark.parametrize("day", DAYS)
def test_persons_and_entities_stand_as_the_edition_has_them(
    loaded: Loaded, counted: dict[str, Counted], day: str
) -> None:
    rows = loaded.graph.read(
        "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE l.since <= $day AND $day < l.until "
        "RETURN l.entryType AS type, [x IN labels(e) WHERE x IN ['Person', 'Organization']] AS kinds, "
        "count(DISTINCT e.id) AS n ORDER BY type",
        day=day,
    ).rows
    expected = counted[day].listings
    assert rows == [
        {"type": "entity", "kinds": ["Organization"], "n": expected["entity"]},
        {"type": "individual", "kinds": ["Person"], "n": expected["individual"]},
    ]


@pytest.mark.parametrize("label", sorted(PARTS.values()))
@pytest.mark.parametrize("day", DAYS)
def test_parts_stand_as_the_edition_has_them(
    loaded: Loaded, editions: dict[str, Path], counted: dict[str, Counted], day: str, label: str
) -> None:
    rows = loaded.graph.read(
        f"MATCH (l:Statement:Listing)-[:PART]->(p:Statement:{label}) WHERE l.since <= $day AND $day < l.until "
        "RETURN count(p) AS n",
        day=day,
    ).rows
    assert rows == [{"n": counted[day].parts[label]}]
    assert counted[day].parts[label] > (300 if editions is UN_EDITIONS else 10)


@pytest.mark.parametrize("day", DAYS)
def test_the_same_file_twice_is_all_unchanged_and_changes_nothing(loaded: Loaded, day: str) -> None:
    again = loaded.again[day]
    assert (again.written, again.ended, again.rejected) == (0, 0, 0)
    assert again.unchanged == again.read == loaded.accounts[day].read
    assert loaded.digests_again[day] == loaded.digests[day]


def test_another_order_gives_the_same_graph(loaded: Loaded) -> None:
    assert loaded.shuffled == loaded.digests[THIRD]
    assert len(set(loaded.digests.values())) == 3


def test_both_engines_and_a_file_opened_anew_hold_the_same_graph(
    loaded: Loaded, orders: dict[tuple[str, ...], str]
) -> None:
    assert loaded.digests[THIRD] == orders[FIRST, SECOND, THIRD]


def test_every_order_gives_the_same_graph(orders: dict[tuple[str, ...], str]) -> None:
    assert len(orders) == 3
    assert len(set(orders.values())) == 1, orders


@pytest.mark.parametrize("day", DAYS)
def test_listed_gives_the_edition_of_its_day(loaded: Loaded, counted: dict[str, Counted], day: str) -> None:
    rows = query(loaded.graph, "listed", list="UN", as_of=day).rows
    assert [row["reference"] for row in rows] == sorted(counted[day].references)
    assert {row["entity"] for row in rows} == {f"un:{reference}" for reference in counted[day].references}


@pytest.mark.parametrize(("before", "following"), list(itertools.pairwise(DAYS)))
def test_an_edition_stands_until_the_day_before_the_next(
    loaded: Loaded, counted: dict[str, Counted], before: str, following: str
) -> None:
    eve = (date.fromisoformat(following) - timedelta(days=1)).isoformat()
    rows = query(loaded.graph, "listed", list="UN", as_of=eve).rows
    assert {row["reference"] for row in rows} == counted[before].references
    assert counted[before].references != counted[following].references


def test_nothing_was_listed_before_the_first_edition(loaded: Loaded) -> None:
    eve = (date.fromisoformat(FIRST) - timedelta(days=1)).isoformat()
    assert query(loaded.graph, "listed", list="UN", as_of=eve).rows == []


def test_the_newest_edition_stands_without_end(loaded: Loaded, counted: dict[str, Counted]) -> None:
    assert {row["reference"] for row in query(loaded.graph, "listed", list="UN").rows} == counted[THIRD].references


def test_dataid_changes_but_the_reference_number_stays_one_thing(loaded: Loaded) -> None:
    rows = loaded.graph.read(
        "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE l.reference = 'KPe.068' "
        "RETURN e.id AS entity, l.dataId AS data_id, l.since AS since ORDER BY since"
    ).rows
    assert {row["entity"] for row in rows} == {"un:KPe.068"}
    assert {"6908682", "6908967"} <= {row["data_id"] for row in rows}


def test_measures_that_came_back_are_listed_from_the_edition_that_has_them(
    loaded: Loaded, counted: dict[str, Counted]
) -> None:
    back = counted[THIRD].references - counted[FIRST].references - counted[SECOND].references
    rows = [row for row in query(loaded.graph, "listed", list="UN", as_of=THIRD).rows if row["reference"] in back]
    old = [row for row in rows if (row["listed_on"] or "") < FIRST]
    assert len(old) == 37
    assert {row["since"] for row in old} == {THIRD}
    assert {row["programme"] for row in old} == {"Iran"}


# -- small files -----------------------------------------------------------------------------------


def births(graph: sg.Graph) -> list[dict[str, object]]:
    return graph.read(
        "MATCH (:Statement:Listing)-[:PART]->(b:Statement:Birth) RETURN b.birthDate AS text, b.precision AS precision, "
        "b.earliest AS earliest, b.latest AS latest, b.note AS note ORDER BY b.id"
    ).rows


@pytest.mark.parametrize(
    ("shape", "text", "precision", "earliest", "latest"),
    [
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE>",
            "1964-07-17",
            "EXACT",
            "1964-07-17",
            "1964-07-17",
        ),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1964</YEAR>", "1964", "EXACT", "1964-01-01", "1964-12-31"),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR><TO_YEAR>1964</TO_YEAR>",
            "1961/1964",
            "BETWEEN",
            "1961-01-01",
            "1964-12-31",
        ),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR><TO_YEAR/>",
            "1961/1961",
            "BETWEEN",
            "1961-01-01",
            "1961-12-31",
        ),
        (
            "<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1964</YEAR>",
            "1964",
            "APPROXIMATELY",
            "1964-01-01",
            "1964-12-31",
        ),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17T00:00:00</DATE>",
            "1964-07-17",
            "EXACT",
            "1964-07-17",
            "1964-07-17",
        ),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17-04:00</DATE>",
            "1964-07-17",
            "EXACT",
            "1964-07-17",
            "1964-07-17",
        ),
        ("<FROM_YEAR>1964</FROM_YEAR><TO_YEAR>1964</TO_YEAR>", "1964/1964", None, "1964-01-01", "1964-12-31"),
        ("<YEAR>circa 1964</YEAR>", "1964", "circa", "1964-01-01", "1964-12-31"),
        ("<DATE>1964-07-17Z</DATE>", "1964-07-17", None, "1964-07-17", "1964-07-17"),
        ("<DATE>1964-07-17</DATE><YEAR>1964</YEAR>", "1964-07-17", None, "1964-07-17", "1964-07-17"),
    ],
)
def test_a_birth_keeps_its_words_and_the_days_they_may_mean(
    graph: sg.Graph, tmp_path: Path, shape: str, text: str, precision: str | None, earliest: str, latest: str
) -> None:
    body = f"<INDIVIDUAL_DATE_OF_BIRTH>{shape}</INDIVIDUAL_DATE_OF_BIRTH>"
    assert load(graph, "un-list", write(tmp_path / "un.xml", entry(body))).written == 1
    assert births(graph) == [
        {"text": text, "precision": precision, "earliest": earliest, "latest": latest, "note": None}
    ]


def test_a_birth_of_a_note_alone_keeps_the_note(tmp_path: Path) -> None:
    body = (
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>circa 1964</NOTE></INDIVIDUAL_DATE_OF_BIRTH>"
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE/></INDIVIDUAL_DATE_OF_BIRTH>"
        "<INDIVIDUAL_DATE_OF_BIRTH/>"
    )
    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "un.xml", entry(body)))
        assert births(graph) == [
            {
                "text": "1964",
                "precision": "circa",
                "earliest": "1964-01-01",
                "latest": "1964-12-31",
                "note": "circa 1964",
            }
        ]


@pytest.mark.parametrize(
    ("shape", "name", "text", "earliest", "latest"),
    [
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><TO_YEAR>1964</TO_YEAR>", "up to 1964", None, None, None),
        ("<YEAR>1963-1965</YEAR>", "1963-1965", "1963/1965", "1963-01-01", "1965-12-31"),
        ("<YEAR>1963 or 1965</YEAR>", "1963 or 1965", "1963/1965", "1963-01-01", "1965-12-31"),
        ("<DATE>17/07/1964</DATE>", "17/07/1964", "1964-07-17", "1964-07-17", "1964-07-17"),
        ("<DATE>17 Jul. 1964</DATE>", "17 Jul. 1964", "1964-07-17", "1964-07-17", "1964-07-17"),
        ("<DATE>1964-07-00</DATE>", "1964-07", "1964-07", "1964-07-01", "1964-07-31"),
        ("<DATE>1964-00-00</DATE>", "1964", "1964", "1964-01-01", "1964-12-31"),
        ("<YEAR>Approximately 1964</YEAR>", "Approximately 1964", "1964", "1964-01-01", "1964-12-31"),
        ("<FROM_YEAR>1965</FROM_YEAR><TO_YEAR>1961</TO_YEAR>", "1965/1961", None, None, None),
    ],
)
def test_a_birth_in_another_form_is_kept_in_its_words(
    tmp_path: Path, shape: str, name: str, text: str | None, earliest: str | None, latest: str | None
) -> None:
    body = f"<INDIVIDUAL_DATE_OF_BIRTH>{shape}<NOTE>seen</NOTE></INDIVIDUAL_DATE_OF_BIRTH>"
    with open_graph(":memory:") as graph:
        assert load(graph, "un-list", write(tmp_path / "un.xml", entry(body))).written == 1
        (row,) = graph.read("MATCH (b:Statement:Birth) RETURN b.name AS name, b.note AS note").rows
        assert row["name"] == name
        assert row["note"].startswith("seen")
        (row,) = births(graph)
        assert (row["text"], row["earliest"], row["latest"]) == (text, earliest, latest)


SHAPES = {
    "2016, a namespace": (
        'xmlns="http://www.un.org/sc/committees/resources/xsd/sc-sanctions.xsd" '
        'dateGenerated="2016-03-07T13:06:25.399-05:00"',
        "2016-03-07",
    ),
    "a namespace with a prefix": ('dateGenerated="2016-03-07"', "2016-03-07"),
    "2018, a zone": (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" '
        'dateGenerated="2018-12-27T19:04:20.174-05:00"',
        "2018-12-27",
    ),
    "2026, Z": ('dateGenerated="2026-10-03T23:00:03.428Z"', "2026-10-03"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_other_years_say_the_same(tmp_path: Path, shape: str) -> None:
    """Roots as public copies of other editions show them; what is in them does not depend on the shape."""
    attributes, day = SHAPES[shape]
    alias = "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Lee</ALIAS_NAME></INDIVIDUAL_ALIAS><SORT_KEY/>"
    body = entry(alias) + entry("<NATIONALITY/>", "KPi.902") + entry("", "KPe.901", "KOMID", "ENTITY")
    text = f"<CONSOLIDATED_LIST {attributes}><INDIVIDUALS>{body}</INDIVIDUALS></CONSOLIDATED_LIST>"
    if "prefix" in shape:
        text = re.sub(r"<(/?)(?=[A-Z])", r"<\1un:", text)
        text = text.replace("<un:CONSOLIDATED_LIST", '<un:CONSOLIDATED_LIST xmlns:un="http://un.org/sc"', 1)
    path = tmp_path / "other.xml"
    path.write_text(text, encoding="utf-8")
    plain = write(tmp_path / "plain.xml", body, day=day)
    with open_graph(":memory:") as graph, open_graph(":memory:") as other:
        account = load(graph, "un-list", path)
        assert (account.written, account.edition, account.notes) == (3, day, [])
        load(other, "un-list", plain)
        assert graph.digest() == other.digest()


def test_days_of_amendment_in_another_order_are_no_amendment(tmp_path: Path) -> None:
    """Publishers give the same days in any order, and one of them twice."""
    older, newer = (f"<VALUE>{day}</VALUE>" for day in ("2017-02-03", "2019-04-05"))
    with open_graph(":memory:") as graph:
        for day, values in (
            ("2020-01-01", newer + older),
            ("2021-01-01", older + newer),
            ("2022-01-01", older * 2 + newer),
        ):
            body = f"<LAST_DAY_UPDATED>{values}</LAST_DAY_UPDATED>"
            load(graph, "un-list", write(tmp_path / "un.xml", entry(body), day=day))
        rows = graph.read("MATCH (l:Statement:Listing) RETURN l.since AS since, l.amendedOn AS amended").rows
    assert rows == [{"since": "2020-01-01", "amended": ["2017-02-03", "2019-04-05"]}]


@pytest.mark.parametrize(
    ("element", "programme"),
    [
        ("DPRK", "un-dprk"),
        ("Al-Qaida", "un-al-qaida"),
        ("ISIL (Da'esh) and Al-Qaida", "un-isil-daesh-and-al-qaida"),
        ("Somalia/Eritrea", "un-somalia-eritrea"),
    ],
)
def test_each_list_type_is_a_programme(tmp_path: Path, element: str, programme: str) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "un.xml", entry("").replace("DPRK", element)))
        rows = graph.read("MATCH (:Statement:Listing)-[:UNDER]->(p:Law) RETURN p.id AS id").rows
    assert rows == [{"id": programme}]


@pytest.mark.parametrize(
    "day", ["2016-11-30", "2016-11-30-05:00", "2016-11-30T00:00:00Z", "30/11/2016", "30 Nov. 2016"]
)
def test_a_day_of_listing_is_read_in_each_shape(tmp_path: Path, day: str) -> None:
    with open_graph(":memory:") as graph:
        text = entry(f"<LAST_DAY_UPDATED><VALUE>{day}</VALUE><VALUE/></LAST_DAY_UPDATED>").replace(
            "2016-11-30<", f"{day}<"
        )
        assert load(graph, "un-list", write(tmp_path / "un.xml", text)).written == 1
        (row,) = graph.read("MATCH (l:Statement:Listing) RETURN l.listedOn AS day, l.amendedOn AS amended").rows
    assert row == {"day": "2016-11-30", "amended": ["2016-11-30"]}


def test_aliases_keep_their_quality_and_repeated_ones_are_all_kept(graph: sg.Graph, tmp_path: Path) -> None:
    def alias(name: str, quality: str) -> str:
        return f"<INDIVIDUAL_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>"

    body = (
        alias("Ri Won-ho", "Good") + alias("Lee", "Low") + alias("Lee", "Low") + alias("Lee", "Good") + alias("", "Low")
    )
    load(graph, "un-list", write(tmp_path / "un.xml", entry(body)))
    rows = graph.read(
        "MATCH (:Statement:Listing)-[:PART]->(a:Statement:Alias) RETURN a.name AS name, a.quality AS quality "
        "ORDER BY name, quality"
    ).rows
    assert [(row["name"], row["quality"]) for row in rows] == [
        ("Lee", "Good"),
        ("Lee", "Low"),
        ("Lee", "Low"),
        ("Ri Won-ho", "Good"),
    ]
    assert [row.id for row in graph.find("ri won ho")] == ["un:KPi.901"]
    assert [row.id for row in graph.find("LEE")] == ["un:KPi.901"]


@pytest.mark.parametrize("written", ["na", " NA ", "n/a", "Na"])
def test_not_available_is_nothing_and_no_namibia(graph: sg.Graph, tmp_path: Path, written: str) -> None:
    body = (
        "<SECOND_NAME>HYON SU</SECOND_NAME><FOURTH_NAME>na</FOURTH_NAME>"
        f"<NATIONALITY><VALUE>{written}</VALUE><VALUE>Namibia</VALUE></NATIONALITY>"
        f"<DESIGNATION><VALUE>{written}</VALUE></DESIGNATION>"
        f"<INDIVIDUAL_ADDRESS><CITY>{written}</CITY></INDIVIDUAL_ADDRESS>"
    )
    load(graph, "un-list", write(tmp_path / "un.xml", entry(body, name="NA")))
    rows = graph.read("MATCH (l:Listing)-[:PART]->(p) RETURN l.name AS name, p.name AS part").rows
    assert rows == [{"name": "NA HYON SU", "part": "Namibia"}]


def test_a_new_dataid_is_a_new_version_and_no_new_thing(graph: sg.Graph, tmp_path: Path) -> None:
    old = entry("", "KPe.068", "KOREA UNITED", "ENTITY")
    new = old.replace("<DATAID>1<", "<DATAID>2<")
    load(graph, "un-list", write(tmp_path / "a.xml", old, day="2020-01-01"))
    account = load(graph, "un-list", write(tmp_path / "b.xml", new, day="2021-01-01"))
    assert (account.written, account.unchanged, account.ended) == (1, 0, 0)
    assert graph.read("MATCH (e:Entity) RETURN e.id AS id, e.name AS name").rows == [
        {"id": "un:KPe.068", "name": "KOREA UNITED"}
    ]
    rows = graph.read(
        "MATCH (l:Statement:Listing) RETURN l.dataId AS data_id, l.since AS since, l.until AS until ORDER BY since"
    ).rows
    assert rows == [
        {"data_id": "1", "since": "2020-01-01", "until": "2021-01-01"},
        {"data_id": "2", "since": "2021-01-01", "until": "9999-12-31"},
    ]


LINK = " INTERPOL-UN Security Council Special Notice web link: https://interpol.int/?v=1"


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param(lambda text: text.replace("><", ">\n  <"), id="indented"),
        pytest.param(lambda text: text.replace("RI WON HO", "  RI \n WON HO "), id="white space in values"),
        pytest.param(
            lambda text: text.replace("<LISTED_ON>", "<THIRD_NAME/><GENDER/><LISTED_ON>"), id="empty elements"
        ),
        pytest.param(lambda text: text.replace("2016-11-30", "2016-11-30-05:00"), id="time zone"),
        pytest.param(lambda text: text.replace("<DATAID>", "<!-- seen --><?page 1?><DATAID>"), id="comments"),
        pytest.param(lambda text: text.replace("v=1", "v=2"), id="INTERPOL address"),
        pytest.param(lambda text: text.replace("v=1", "v=1 click here"), id="INTERPOL address with words"),
        pytest.param(
            # As in the editions of autumn 2026.
            lambda text: text.replace(LINK, "").replace(
                "</COMMENTS1>",
                "</COMMENTS1><HAS_INTERPOL_LINK>YES</HAS_INTERPOL_LINK><INTERPOL_LINK>https://x</INTERPOL_LINK>",
            ),
            id="INTERPOL link in elements of its own",
        ),
    ],
)
def test_an_edition_that_says_the_same_otherwise_changes_no_record(tmp_path: Path, rewritten: object) -> None:
    body = f"<COMMENTS1>Seen.{LINK}</COMMENTS1><DESIGNATION><VALUE>Director</VALUE><VALUE>Colonel</VALUE></DESIGNATION>"
    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "a.xml", entry(body), day="2020-01-01"))
        other = rewritten(entry(body))  # type: ignore[operator]
        assert other != entry(body)
        account = load(graph, "un-list", write(tmp_path / "b.xml", other, day="2021-01-01"))
        assert (account.unchanged, account.written, account.notes) == (1, 0, [])
        assert graph.read("MATCH (l:Statement:Listing) RETURN l.comments AS said").rows == [{"said": "Seen."}]


def test_the_order_of_repeated_elements_is_no_change(tmp_path: Path) -> None:
    def aliases(*names: str) -> str:
        return "".join(f"<INDIVIDUAL_ALIAS><ALIAS_NAME>{n}</ALIAS_NAME></INDIVIDUAL_ALIAS>" for n in names)

    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "a.xml", entry(aliases("A", "B", "B")), day="2020-01-01"))
        other = write(tmp_path / "b.xml", entry(aliases("B", "A", "B")), day="2021-01-01")
        assert load(graph, "un-list", other).unchanged == 1


def test_a_name_in_its_own_script_finds_the_entry(tmp_path: Path) -> None:
    body = "<NAME_ORIGINAL_SCRIPT>리원호</NAME_ORIGINAL_SCRIPT>"
    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "un.xml", entry(body)))
        assert len(graph.find("리원호")) == 1


def test_an_element_that_is_not_read_is_named_in_the_account(tmp_path: Path) -> None:
    body = "<INDIVIDUAL_HOBBY><VALUE>chess</VALUE></INDIVIDUAL_HOBBY><HOBBY>chess</HOBBY><SPORT/>"
    body += "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY></INDIVIDUAL_ALIAS>"  # an empty alias, as the list has them
    with open_graph(":memory:") as graph:
        account = load(graph, "un-list", write(tmp_path / "un.xml", entry(body)))
    assert account.notes == ["elements not read: HOBBY (1), INDIVIDUAL_HOBBY (1)"]


def test_elements_that_later_editions_have_are_read(tmp_path: Path) -> None:
    body = (
        "<LAST_REVIEWED_ON><VALUE>2026-06-30</VALUE></LAST_REVIEWED_ON><INDIVIDUAL_DOCUMENT>"
        "<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>123</NUMBER><DATE_OF_EXPIRY>2030-01-01</DATE_OF_EXPIRY>"
        "<NOTE>seen</NOTE></INDIVIDUAL_DOCUMENT>"
    )
    with open_graph(":memory:") as graph:
        account = load(graph, "un-list", write(tmp_path / "un.xml", entry(body)))
        rows = graph.read(
            "MATCH (:Statement:Listing)-[:PART]->(p:Statement) "
            "RETURN p.name AS name, p.property AS property, p.note AS note ORDER BY name"
        ).rows
    assert (account.written, account.notes) == (1, [])
    assert rows == [
        {"name": "2026-06-30", "property": "lastReviewedOn", "note": None},
        {"name": "Passport 123", "property": None, "note": "seen; expires 2030-01-01"},
    ]


def test_the_edition_given_by_hand_wins_over_the_header(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        account = load(graph, "un-list", write(tmp_path / "un.xml", entry("")), edition="2020-02-02")
        assert account.edition == "2020-02-02"
        assert query(graph, "listed", list="UN", as_of="2020-02-01").rows == []
        assert len(query(graph, "listed", list="UN", as_of="2020-02-02").rows) == 1


def test_what_a_record_no_longer_says_is_gone_with_it(tmp_path: Path) -> None:
    alias = "<INDIVIDUAL_ALIAS><ALIAS_NAME>Lee</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    with open_graph(":memory:") as graph:
        load(graph, "un-list", write(tmp_path / "a.xml", entry(alias), entry("", "KPi.902"), day="2021-01-01"))
        load(graph, "un-list", write(tmp_path / "b.xml", entry(""), entry("", "KPi.902"), day="2020-01-01"))
        rows = graph.read(
            "MATCH (l:Statement:Listing) RETURN l.id AS id, l.until AS until, "
            "COUNT { (l)-[:PART]->(:Statement:Alias) } AS aliases ORDER BY id"
        ).rows
    assert rows == [
        {"id": "un:KPi.901@2020-01-01", "until": "2021-01-01", "aliases": 0},
        {"id": "un:KPi.901@2021-01-01", "until": "9999-12-31", "aliases": 1},
        {"id": "un:KPi.902@2020-01-01", "until": "9999-12-31", "aliases": 0},
    ]
