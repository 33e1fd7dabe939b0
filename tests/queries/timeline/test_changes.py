"""What changed between editions: against an independent comparison of the XML, and in small made lists."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.timeline.changes import changes
from sanctionsgraph.queries.timeline.history import history
from sanctionsgraph.queries.timeline.versions import Removal
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError

from helpers.engines import UN_EDITIONS, WHOLE_ON_ENGINES, empty_neo4j

FIRST, SECOND, THIRD = sorted(UN_EDITIONS)
#: The elements that stand for a property, in the words of `changes`.
GROUPS = {
    "ALIAS": "Alias",
    "ADDRESS": "Address",
    "DOCUMENT": "Identification",
    "DATE_OF_BIRTH": "Birth",
    "PLACE_OF_BIRTH": "BirthPlace",
    "DESIGNATION": "Designation",
    "NATIONALITY": "Nationality",
    "COMMENTS1": "comments",
    "LAST_DAY_UPDATED": "amendedOn",
    "NAME_ORIGINAL_SCRIPT": "originalScript",
    "GENDER": "gender",
    "TITLE": "honorifics",
    "DATAID": "dataId",
    "VERSIONNUM": "versionNum",
    "LISTED_ON": "listedOn",
    "SUBMITTED_BY": "submittedBy",
    "SUBMITTED_ON": "submittedOn",
    "UN_LIST_TYPE": "listType",
}
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
NOTICE = "interpol-un security council special notice web link"

Said = dict[str, Counter[object]]


# -- an independent comparison: plain ElementTree, and nothing of the project ---------------------------


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def without_notice(text: str) -> str:
    """Comments without the words that introduce a web address, and without the address."""
    kept = ""
    while (at := text.lower().find(NOTICE)) >= 0:
        kept += text[:at] + " "
        text = text[at + len(NOTICE) :].lstrip(": ")
        if text.startswith(("http", "www")):
            text = text.partition(" ")[2]
    return words(kept + text)


def entry(element: ET.Element) -> Said:
    """What an entry says, by property: values without regard to order, white space, empty elements or time zones."""
    said: Said = {}
    for child in element:
        tag = child.tag.removeprefix("INDIVIDUAL_").removeprefix("ENTITY_")
        property_ = "name" if tag in NAMES else GROUPS.get(tag)
        if property_ is None:
            continue
        leaves = [(leaf.tag, words(leaf.text)) for leaf in child.iter() if words(leaf.text)]
        # A day may have a time zone after it.
        leaves = [(t, leaf[:10]) if t == "DATE" else (t, leaf) for t, leaf in leaves]
        values: list[object]
        if tag == "ALIAS":
            values = [frozenset(leaves)] if any(t == "ALIAS_NAME" for t, _ in leaves) else []
        elif tag == "DATE_OF_BIRTH":
            values = [frozenset(leaves)] if any(t != "TYPE_OF_DATE" for t, _ in leaves) else []
        elif tag in ("ADDRESS", "DOCUMENT", "PLACE_OF_BIRTH"):
            values = [frozenset(leaves)] if leaves else []
        elif tag == "COMMENTS1":
            values = [text for _, leaf in leaves if (text := without_notice(leaf))]
        elif tag.endswith("_ON") or tag == "LAST_DAY_UPDATED":
            values = [leaf[:10] for _, leaf in leaves]
        elif tag in NAMES:
            values = [(tag, leaf) for _, leaf in leaves]
        else:
            values = [leaf for _, leaf in leaves]
        if values:
            said.setdefault(property_, Counter()).update(values)
    if "amendedOn" in said:
        said["amendedOn"] = Counter(set(said["amendedOn"]))
    return said


def read(path: Path) -> dict[str, Said]:
    found = [e for e in ET.parse(path).getroot().iter() if e.tag in ("INDIVIDUAL", "ENTITY")]
    return {words(e.findtext("REFERENCE_NUMBER")): entry(e) for e in found}


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, dict[str, Said]]:
    return {day: read(path) for day, path in UN_EDITIONS.items()}


@pytest.fixture(scope="module", params=WHOLE_ON_ENGINES)
def loaded(request: pytest.FixtureRequest, shared: Path) -> Iterator[sg.Graph]:
    """The three editions, in an order that is not that of their dates."""
    embedded = request.param == "embedded"
    with open_graph(":memory:") if embedded else empty_neo4j(request.getfixturevalue("neo4j_uri")) as graph:
        for day in (THIRD, FIRST, SECOND):
            load_file(graph, "un-list", UN_EDITIONS[day])
        yield graph


@pytest.mark.parametrize(("since", "until"), [(FIRST, THIRD), (FIRST, SECOND), (SECOND, THIRD)])
def test_changes_equal_a_comparison_of_the_files(
    loaded: sg.Graph, files: dict[str, dict[str, Said]], since: str, until: str
) -> None:
    old, new = files[since], files[until]
    answer = changes(loaded, since, until)
    (told,) = answer.datasets
    assert {e.key for e in told.added} == new.keys() - old.keys()
    assert {e.key for e in told.removed} == old.keys() - new.keys()
    expected = {key for key in old.keys() & new.keys() if old[key] != new[key]}
    assert {e.key for e in told.amended} == expected
    counts = told.counts
    assert (counts.before, counts.after) == (len(old), len(new))
    assert counts.unchanged == len(old.keys() & new.keys()) - len(expected)
    assert answer.totals == counts


def test_from_2018_to_2026_111_are_added_201_removed_and_448_amended(loaded: sg.Graph) -> None:
    counts = changes(loaded, FIRST, THIRD, list_name="UN").totals
    assert (counts.added, counts.removed, counts.amended) == (111, 201, 448)
    assert (counts.unchanged, counts.bookkeeping) == (444, 2)


def test_each_property_is_amended_where_the_files_differ_in_it(
    loaded: sg.Graph, files: dict[str, dict[str, Said]]
) -> None:
    old, new = files[FIRST], files[THIRD]
    expected = {
        (key, name)
        for key in old.keys() & new.keys()
        for name in {*GROUPS.values(), "name"}
        if old[key].get(name) != new[key].get(name)
    }
    (told,) = changes(loaded, FIRST, THIRD).datasets
    assert {(e.key, change.property) for e in told.amended for change in e.changes} == expected
    assert Counter(name for _, name in expected)["Alias"] == 53


def test_a_removal_lies_between_the_editions_around_it(loaded: sg.Graph, files: dict[str, dict[str, Said]]) -> None:
    (told,) = changes(loaded, FIRST, THIRD).datasets
    for gone in told.removed:
        stayed = gone.key in files[SECOND]
        assert (gone.removed_after, gone.removed_before) == ((SECOND, THIRD) if stayed else (FIRST, SECOND))
    for come in told.added:
        early = come.key in files[SECOND]
        assert (come.added_after, come.added_before) == ((FIRST, SECOND) if early else (SECOND, THIRD))


def test_entries_of_the_edition_between_alone_are_passing(loaded: sg.Graph, files: dict[str, dict[str, Said]]) -> None:
    (told,) = changes(loaded, FIRST, THIRD).datasets
    alone = files[SECOND].keys() - files[FIRST].keys() - files[THIRD].keys()
    assert {entry.key for entry in told.passing} == alone != set()
    bounds = ("added_after", "added_before", "removed_after", "removed_before")
    assert {tuple(getattr(entry, b) for b in bounds) for entry in told.passing} == {(FIRST, SECOND, SECOND, THIRD)}


def test_entries_that_bear_days_before_an_edition_that_lacks_them_are_marked(loaded: sg.Graph) -> None:
    (told,) = changes(loaded, SECOND, THIRD).datasets
    back = [e for e in told.added if e.dated_back]
    assert len(back) == 37
    assert all("2006" <= e.listed_on < "2011" and e.key.startswith("IR") for e in back)
    assert {row["id"] for row in query(loaded, "came-back").rows} == {e.id for e in back}


def test_days_between_editions_select_the_ones_that_stood(loaded: sg.Graph) -> None:
    a, b = changes(loaded, "2019-05-05", "2025-12-31"), changes(loaded, FIRST, SECOND)
    assert a.totals == b.totals
    same = changes(loaded, "2022-01-01", "2025-01-01")
    assert same.totals.amended == same.totals.added == same.totals.removed == 0
    assert "one edition stood on both days" in same.datasets[0].notes[0]


def test_as_of_leaves_later_editions_out(loaded: sg.Graph) -> None:
    assert changes(loaded, FIRST, THIRD, as_of=SECOND) == changes(loaded, FIRST, SECOND)
    assert changes(loaded, FIRST, SECOND, as_of=THIRD) == changes(loaded, FIRST, SECOND)


def test_before_the_first_edition_nothing_is_compared(loaded: sg.Graph) -> None:
    (told,) = changes(loaded, "2010-01-01", THIRD).datasets
    assert told.before is None
    assert not told.added
    assert "the first is of 2018-10-29" in told.notes[0]


def test_the_answer_is_json_with_stable_keys(loaded: sg.Graph) -> None:
    changed = changes(loaded, FIRST, SECOND)
    answer = json.loads(json.dumps(changed.to_dict()))
    assert list(answer) == ["since", "until", "list", "datasets", "totals"]
    (told,) = answer["datasets"]
    assert set(told) == {
        *("dataset", "lists", "before", "after", "editions", "counts"),
        *("added", "amended", "removed", "passing", "interrupted", "unknown", "notes"),
    }
    assert set(told["added"][0]) == {
        *("key", "id", "name", "record", "listed_on", "added_after", "added_before", "came_back", "dated_back")
    }
    assert set(told["removed"][0]) == {"key", "id", "name", "record", "listed_on", "removed_after", "removed_before"}
    assert set(told["amended"][0]) == {"key", "id", "name", "before", "after", "listed_on", "bookkeeping", "changes"}
    assert set(told["amended"][0]["changes"][0]) == {"property", "kind", "removed", "added"}
    assert told["editions"] == [FIRST, SECOND]
    assert {row["change"] for row in changed.rows()} == {"added", "amended", "removed"}
    assert changed.count_rows()[0]["from"] == FIRST


def test_each_version_of_a_real_entry_says_what_it_changed(loaded: sg.Graph) -> None:
    (record,) = history(loaded, "un:KPe.068").records
    first, second = record.versions
    assert first.changes == ()
    (moved,) = [change for change in second.changes if change.property == "dataId"]
    assert (moved.removed, moved.added) == (("6908682",), ("6908967",))
    assert record.gone is None
    (early,) = history(loaded, "un:KPe.068", as_of="2022-01-01").records
    assert [version.until for version in early.versions] == ["9999-12-31"]


# -- small lists -------------------------------------------------------------------------------------


def individual(key: str, body: str = "", name: str = "RI WON HO") -> str:
    return (
        f"<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{key}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2016-11-30</LISTED_ON>{body}</INDIVIDUAL>"
    )


def alias(name: str, quality: str = "Good") -> str:
    return f"<INDIVIDUAL_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>"


def load(graph: sg.Graph, folder: Path, day: str, *entries: str) -> sg.LoadReport:
    path = folder / f"{day}.xml"
    path.write_text(
        f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z"><INDIVIDUALS>{"".join(entries)}</INDIVIDUALS>'
        "</CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    return load_file(graph, "un-list", path)


def test_parts_are_compared_as_sets(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, tmp_path, "2020-01-01", individual("KPi.1", alias("A") + alias("B")))
    load(graph, tmp_path, "2021-01-01", individual("KPi.1", alias("C") + alias("A") + alias("B", "Low")))
    (told,) = changes(graph, "2020-01-01", "2021-01-01").datasets
    (amended,) = told.amended
    (change,) = amended.changes
    assert (change.property, change.kind) == ("Alias", "part")
    assert change.removed == ({"name": "B", "quality": "Good"},)
    assert change.added == ({"name": "B", "quality": "Low"}, {"name": "C", "quality": "Good"})
    (row,) = told.rows()
    assert row["says"] == "Alias: removed B (Good); added B (Low), C (Good)"


def test_the_order_of_values_is_no_amendment(graph: sg.Graph, tmp_path: Path) -> None:
    title = "<TITLE><VALUE>{}</VALUE><VALUE>{}</VALUE></TITLE>"
    load(graph, tmp_path, "2020-01-01", individual("KPi.1", title.format("Dr", "Mr")))
    load(graph, tmp_path, "2021-01-01", individual("KPi.1", title.format("Mr", "Dr")))
    counts = changes(graph, "2020-01-01", "2021-01-01").totals
    assert (counts.amended, counts.unchanged) == (0, 1)


def test_an_entry_that_is_gone_between_and_comes_back_is_told(graph: sg.Graph, tmp_path: Path) -> None:
    stays = individual("KPi.2")
    load(graph, tmp_path, "2020-01-01", individual("KPi.1"), stays)
    load(graph, tmp_path, "2021-01-01", stays)
    load(graph, tmp_path, "2022-01-01", stays)
    load(graph, tmp_path, "2023-01-01", individual("KPi.1"), stays)
    (told,) = changes(graph, "2020-01-01", "2023-01-01").datasets
    (back,) = told.interrupted
    assert (back.removed_after, back.removed_before, back.back) == ("2020-01-01", "2021-01-01", "2023-01-01")
    assert told.counts.unchanged == 2
    (told,) = changes(graph, "2022-06-01", "2023-01-01").datasets
    (added,) = told.added
    assert (added.came_back, added.added_after, added.added_before) == (True, "2022-01-01", "2023-01-01")
    (row,) = [row for row in query(graph, "came-back").rows if row["what"] == "entry"]
    assert (row["id"], row["gone"], row["back"]) == ("un:KPi.1", "2021-01-01", "2023-01-01")
    (told,) = changes(graph, "2021-06-01", "2023-06-01").datasets
    assert [(entry.added_after, entry.came_back) for entry in told.added] == [("2022-01-01", True)]
    (record,) = history(graph, "un:KPi.1").records
    assert record.versions[1].after_gap == Removal("2020-01-01", "2021-01-01")
    assert record.versions[1].changes == ()
    assert "not there after 2020-01-01" in str(history(graph, "un:KPi.1"))


def test_what_could_not_be_read_is_neither_gone_nor_unchanged(graph: sg.Graph, tmp_path: Path) -> None:
    broken = individual("KPi.1").replace("<UN_LIST_TYPE>DPRK</UN_LIST_TYPE>", "")
    load(graph, tmp_path, "2020-01-01", individual("KPi.1"), individual("KPi.2"))
    assert load(graph, tmp_path, "2021-01-01", broken, individual("KPi.2")).rejected == 1
    (told,) = changes(graph, "2020-01-01", "2021-01-01").datasets
    assert [entry.key for entry in told.unknown] == ["KPi.1"]
    assert not told.removed
    assert told.counts.unchanged == 1
    assert "1 records of the edition of 2021-01-01 could not be read" in told.notes
    load(graph, tmp_path, "2022-01-01", individual("KPi.1"), individual("KPi.2"))
    (told,) = changes(graph, "2021-01-01", "2022-01-01").datasets
    assert [entry.key for entry in told.unknown] == ["KPi.1"], "nor is it where only the earlier could not read it"
    assert not told.added


def test_an_entry_that_is_new_and_amended_is_added_by_the_edition_that_first_has_it(tmp_path: Path) -> None:
    """Whether one came back, and by which edition it went, is told of each of its versions."""
    stays, new, amended = individual("KPi.2"), individual("KPi.1"), individual("KPi.1", alias("RI"))
    with open_graph(":memory:") as graph:
        for day, entries in (("2020", [stays]), ("2021", [stays, new]), ("2022", [stays, amended]), ("2023", [stays])):
            load(graph, tmp_path, f"{day}-01-01", *entries)
        load(graph, tmp_path, "2024-01-01", stays, new)
        load(graph, tmp_path, "2025-01-01", stays, amended.replace("<VERSIONNUM>1<", "<VERSIONNUM>2<"))
        (change,) = changes(graph, "2024-01-01", "2025-01-01").datasets[0].amended
        assert ({of.property for of in change.changes}, change.bookkeeping) == ({"versionNum", "Alias"}, False)
        (added,) = changes(graph, "2020-01-01", "2022-01-01").datasets[0].added
        assert (added.added_after, added.added_before, added.came_back) == ("2020-01-01", "2021-01-01", False)
        (passing,) = changes(graph, "2020-01-01", "2023-01-01").datasets[0].passing
        assert (passing.removed_after, passing.removed_before) == ("2022-01-01", "2023-01-01")
        (back,) = changes(graph, "2020-01-01", "2024-01-01").datasets[0].added
        assert (back.added_before, back.came_back) == ("2024-01-01", True), "between the two days it came and went"


def test_a_list_that_is_not_there_and_days_in_the_wrong_order_are_said(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, tmp_path, "2020-01-01", individual("KPi.1"))
    with pytest.raises(NotFound, match="There are: UN, un"):
        changes(graph, "2020-01-01", "2021-01-01", list_name="EU")
    with pytest.raises(SanctionsGraphError, match="earlier day first"):
        changes(graph, "2021-01-01", "2020-01-01")
    of_list = changes(graph, "2020-01-01", "2021-01-01", list_name="UN")
    assert changes(graph, "2020-01-01", "2021-01-01", list_name="un").datasets == of_list.datasets
    assert replace(of_list, list_name=None) == changes(graph, "2020-01-01", "2021-01-01")


def test_an_entry_is_dated_back_where_an_edition_after_its_day_lacks_it(graph: sg.Graph, tmp_path: Path) -> None:
    """Both entries bear the day 2016-11-30."""
    load(graph, tmp_path, "2016-11-30", individual("KPi.9"))
    load(graph, tmp_path, "2016-12-01", individual("KPi.9"), individual("KPi.1"))
    in_the_year = individual("KPi.3").replace("2016-11-30", "2016")
    load(graph, tmp_path, "2016-12-02", individual("KPi.9"), individual("KPi.1"), individual("KPi.2"), in_the_year)
    (told,) = changes(graph, "2016-11-30", "2016-12-02").datasets
    assert {entry.key: entry.dated_back for entry in told.added} == {"KPi.1": False, "KPi.2": True, "KPi.3": False}


def test_the_lists_of_a_data_set_are_those_known_then(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, tmp_path, "2020-01-01", individual("KPi.1"))
    with graph.writing() as tx:
        tx.run(
            "MERGE (l:Statement {id: 'l'}) SET l:Record, l:Listing, l.name = 'l', l.dataset = 'un', l.list = 'Later', "
            "l.since = '2022-01-01', l.until = '9999-12-31'"
        )
    (told,) = changes(graph, "2020-01-01", "2021-01-01").datasets
    assert told.lists == ["UN"]


def test_an_edition_that_could_not_read_an_entry_is_no_bound_of_its_removal(graph: sg.Graph, tmp_path: Path) -> None:
    broken = individual("KPi.1").replace("<UN_LIST_TYPE>DPRK</UN_LIST_TYPE>", "")
    load(graph, tmp_path, "2020-01-01", individual("KPi.1"), individual("KPi.2"))
    load(graph, tmp_path, "2021-01-01", broken, individual("KPi.2"))
    load(graph, tmp_path, "2022-01-01", individual("KPi.2"))
    (told,) = changes(graph, "2020-01-01", "2022-01-01").datasets
    (gone,) = told.removed
    assert (gone.removed_after, gone.removed_before) == ("2020-01-01", "2022-01-01")
