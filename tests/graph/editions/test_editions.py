"""A list is a sequence of editions: what the graph holds depends on which were loaded, not on their order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.editions.editions import digest_of, insert, load_edition, refuse_shrinking, without
from sanctionsgraph.graph.editions.licences import data_licences, licensed
from sanctionsgraph.graph.editions.record_version import RecordVersion, Run, edition_id, edition_of, record_id
from sanctionsgraph.graph.identity.decisions import decide
from sanctionsgraph.graph.identity.naming import Named, merge_entities
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.dates import FOREVER
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.names import name_keys
from sanctionsgraph.schema.sources import Edition, Publisher
from sanctionsgraph.schema.statements import Alias, Listing

PUBLISHER = Publisher(id="pub:test", name="Test")
DATES = [f"20{year:02}-06-15" for year in range(12)]
#: What one record says in each edition: a letter, or None where the edition lacks it.
HISTORIES = st.dictionaries(st.sampled_from(DATES), st.sampled_from(["a", "b", None]), min_size=1, max_size=9)


def reference_runs(history: dict[str, str | None]) -> list[Run]:
    """The runs from all editions at once: each day with what it says, and the day on which that ends."""
    dates = sorted(history)
    found: list[Run] = []
    for day, following in zip(dates, [*dates[1:], FOREVER], strict=True):
        says = history[day]
        if says is None:
            continue
        if found and found[-1].until == day and found[-1].digest == says:
            found[-1] = Run(found[-1].since, following, says)
        else:
            found.append(Run(day, following, says))
    return found


def inserted(history: dict[str, str | None], order: list[str]) -> list[Run]:
    runs: list[Run] = []
    known: list[str] = []
    for day in order:
        runs = insert(runs, sorted(known), day, history[day])
        known.append(day)
    return runs


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_runs_are_what_all_editions_say_at_once_in_any_order(data: st.DataObject) -> None:
    history = data.draw(HISTORIES)
    order = data.draw(st.permutations(sorted(history)))
    assert inserted(history, list(order)) == reference_runs(history)


@settings(max_examples=100, deadline=None)
@given(HISTORIES)
def test_each_day_of_an_edition_is_in_the_run_that_says_what_it_says(history: dict[str, str | None]) -> None:
    runs = inserted(history, sorted(history, reverse=True))
    for day, says in history.items():
        assert [run.digest for run in runs if run.since <= day < run.until] == ([says] if says else [])


@settings(max_examples=100, deadline=None)
@given(HISTORIES)
def test_without_an_edition_the_runs_are_those_of_the_others(history: dict[str, str | None]) -> None:
    runs = inserted(history, sorted(history))
    for day in history:
        others = {other: says for other, says in history.items() if other != day}
        assert without(runs, sorted(history), day) == (reference_runs(others) if others else [])


def test_an_edition_between_two_equal_ones_splits_the_run_or_leaves_it() -> None:
    whole = [Run("2001-01-01", FOREVER, "a")]
    known = ["2001-01-01", "2003-01-01"]
    assert insert(whole, known, "2002-01-01", "a") == whole
    split = [Run("2001-01-01", "2002-01-01", "a"), Run("2003-01-01", FOREVER, "a")]
    assert insert(whole, known, "2002-01-01", None) == split
    changed = [split[0], Run("2002-01-01", "2003-01-01", "b"), split[1]]
    assert insert(whole, known, "2002-01-01", "b") == changed


def test_a_record_that_no_edition_has_has_no_run() -> None:
    assert insert([], ["2001-01-01"], "2002-01-01", None) == []


# -- end to end, in memory -------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What an edition says of one record: its name, its aliases and a comment."""

    name: str
    aliases: tuple[str, ...] = ()
    comments: str | None = None


State = dict[str, Said]


def listing(key: str, said: Said) -> Listing:
    return Listing(
        id="",
        name=said.name,
        dataset="test",
        key=key,
        list="TEST",
        reference=key,
        listType="T",
        entryType="individual",
        comments=said.comments,
        about=f"test:{key}",
        parts_=[Alias(id=f"test:{key}#alias-{alias}", name=alias) for alias in said.aliases],
    )


def of(day: str, dataset: str = "test", **properties: Any) -> Edition:
    id_, name = edition_id(dataset, day), f"Edition of {day}"
    return Edition(id=id_, name=name, dataset=dataset, date=day, publisher=PUBLISHER.id, **properties)


def bring(
    graph: sg.Graph, day: str, state: State, dataset: str = "test", allow_shrink: bool = True, **properties: Any
) -> LoadReport:
    account = LoadReport(dataset, f"{day}.xml", read=len(state))
    edition = of(day, dataset, **properties)
    records = [listing(key, said).model_copy(update={"dataset": dataset}) for key, said in state.items()]
    entities = [Entity.named(f"test:{key}", "Person", said.name, list(said.aliases)) for key, said in state.items()]
    with graph.writing() as tx:
        load_edition(tx, edition, records, entities, [PUBLISHER], account, allow_shrink)
        account.check()
    return account


SAID = st.builds(
    Said,
    name=st.sampled_from(["Ri", "Lee"]),
    aliases=st.lists(st.sampled_from(["x", "y"]), unique=True).map(tuple),
    comments=st.sampled_from([None, "seen"]),
)
EDITIONS = st.dictionaries(
    st.sampled_from(DATES[:5]),
    st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), SAID, max_size=3),
    min_size=2,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_two_orders_of_editions_give_equal_dumps(data: st.DataObject) -> None:
    editions = data.draw(EDITIONS)
    dumps = []
    for order in (sorted(editions), data.draw(st.permutations(sorted(editions)))):
        with open_graph(":memory:") as graph:
            for day in order:
                bring(graph, day, editions[day])
            dumps.append(list(graph.dump()))
    assert dumps[0] == dumps[1]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_two_data_sets_about_the_same_things_give_equal_dumps_in_any_order(data: st.DataObject) -> None:
    editions = {(name, day): state for name in ("aaa", "zzz") for day, state in data.draw(EDITIONS).items()}
    dumps = []
    for order in (sorted(editions), data.draw(st.permutations(sorted(editions)))):
        with open_graph(":memory:") as graph:
            for dataset, day in order:
                bring(graph, day, editions[dataset, day], dataset)
            dumps.append(list(graph.dump()))
    assert dumps[0] == dumps[1]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_each_edition_can_be_read_back_on_its_day(data: st.DataObject) -> None:
    editions = data.draw(EDITIONS)
    with open_graph(":memory:") as graph:
        for day in data.draw(st.permutations(sorted(editions))):
            bring(graph, day, editions[day])
        for day, state in editions.items():
            rows = graph.read(
                "MATCH (l:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE l.since <= $day AND $day < l.until "
                "OPTIONAL MATCH (l)-[:PART]->(a:Statement:Alias) WITH l, e, a ORDER BY a.name "
                "RETURN l.key AS key, l.name AS name, l.comments AS comments, collect(a.name) AS aliases, "
                "e.id AS entity ORDER BY key",
                day=day,
            ).rows
            assert rows == [
                {
                    "key": key,
                    "name": said.name,
                    "comments": said.comments,
                    "aliases": sorted(said.aliases),
                    "entity": f"test:{key}",
                }
                for key, said in sorted(state.items())
            ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_thing_bears_the_name_of_the_latest_edition_that_mentions_it(data: st.DataObject) -> None:
    editions = data.draw(EDITIONS)
    with open_graph(":memory:") as graph:
        for day in data.draw(st.permutations(sorted(editions))):
            bring(graph, day, editions[day])
        found = {row["id"]: row for row in graph.read("MATCH (e:Entity) RETURN e.id AS id, e.name AS name").rows}
    latest = {f"test:{key}": said.name for day in sorted(editions) for key, said in editions[day].items()}
    assert {id_: row["name"] for id_, row in found.items()} == latest


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_loading_all_editions_again_changes_nothing(data: st.DataObject) -> None:
    editions = data.draw(EDITIONS)
    with open_graph(":memory:") as graph:
        for day in sorted(editions):
            bring(graph, day, editions[day])
        before = graph.digest()
        for day in data.draw(st.permutations(sorted(editions))):
            account = bring(graph, day, editions[day])
            assert (account.unchanged, account.written) == (account.read, 0)
        assert graph.digest() == before


ORDERS = [("2001-06-15", "2002-06-15", "2003-06-15"), ("2003-06-15", "2001-06-15", "2002-06-15")]
STATES: dict[str, State] = {
    "2001-06-15": {"k1": Said("Ri", ("x",)), "k2": Said("Lee")},
    "2002-06-15": {"k1": Said("Ri", ("x", "y")), "k3": Said("Lee")},
    "2003-06-15": {"k1": Said("Ri", ("x",)), "k2": Said("Lee")},
}


def test_orders_agree_on_each_engine(graph: sg.Graph) -> None:
    for day in ORDERS[1]:
        bring(graph, day, STATES[day])
    with open_graph(":memory:") as other:
        for day in ORDERS[0]:
            bring(other, day, STATES[day])
        assert list(graph.dump()) == list(other.dump())
    rows = graph.read("MATCH (l:Statement:Listing) RETURN l.id AS id, l.until AS until ORDER BY id").rows
    assert [(row["id"], row["until"]) for row in rows] == [
        (record_id("test", "k1", "2001-06-15"), "2002-06-15"),
        (record_id("test", "k1", "2002-06-15"), "2003-06-15"),
        (record_id("test", "k1", "2003-06-15"), FOREVER),
        (record_id("test", "k2", "2001-06-15"), "2002-06-15"),
        (record_id("test", "k2", "2003-06-15"), FOREVER),
        (record_id("test", "k3", "2002-06-15"), "2003-06-15"),
    ]


def test_what_an_edition_ends_is_counted_beside_the_sum() -> None:
    with open_graph(":memory:") as graph:
        bring(graph, "2001-06-15", STATES["2001-06-15"])
        account = bring(graph, "2002-06-15", STATES["2002-06-15"])
    assert (account.read, account.written, account.unchanged, account.ended) == (2, 2, 0, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"k1": Said("Ri")},
        {"k1": Said("Ri", ("x",)), "k2": Said("Lee", (), "seen")},
        {"k1": Said("Ri", ("x",)), "k2": Said("Lee"), "k3": Said("Pak")},
        {},
    ],
    ids=["one less", "another word", "one more", "empty"],
)
def test_the_same_date_with_other_content_is_refused(graph: sg.Graph, other: State) -> None:
    bring(graph, "2001-06-15", STATES["2001-06-15"])
    before = graph.digest()
    with pytest.raises(InputError, match=r"2001-06-15\.xml: .* dated 2001-06-15 that reads otherwise\. .*--edition"):
        bring(graph, "2001-06-15", other)
    assert graph.digest() == before


@pytest.mark.parametrize(
    ("years", "stood", "lost", "unread", "refused"),
    [
        (1, 10, 3, 0, True),
        (1, 10, 2, 0, False),
        (1, 30, 3, 0, False),
        (1, 29, 3, 0, True),
        (3, 10, 3, 0, False),
        (9, 10, 5, 0, False),
        (9, 10, 6, 0, True),
        (1, 10, 4, 2, False),
    ],
)
def test_an_edition_that_lacks_too_much_is_refused(
    years: int, stood: int, lost: int, unread: int, refused: bool
) -> None:
    standing = {f"k{n}": [Run("2001-06-15", FOREVER, "a")] for n in range(stood)}
    # What no longer stood, and a link that follows from other records, are not counted.
    standing |= {"gone": [Run("2000-06-15", "2001-06-15", "a")], "#link:k1": [Run("2001-06-15", FOREVER, "a")]}
    edition = of("2002-06-15", unread=[f"k{n}" for n in range(unread)])
    kept = [f"k{n}" for n in range(lost, stood)]
    try:
        refuse_shrinking(LoadReport("test", "a.xml"), edition, years, standing, kept)
    except InputError:
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize(("day", "lost", "refused"), [("2003-06-15", 3, True), ("2003-06-16", 3, False)])
def test_the_years_in_which_records_may_go_are_counted_from_the_edition_before(
    day: str, lost: int, refused: bool
) -> None:
    state = {f"k{n}": Said("Ri") for n in range(15)}
    with open_graph(":memory:") as graph:
        bring(graph, "1990-06-15", state)
        bring(graph, "2002-06-15", state)
        try:
            bring(graph, day, {key: state[key] for key in list(state)[lost:]}, allow_shrink=False)
        except InputError:
            assert refused
        else:
            assert not refused


def test_a_link_that_ends_with_its_record_is_not_counted() -> None:
    with open_graph(":memory:") as graph:
        bring(graph, "2001-06-15", {"k1": Said("Ri"), "k2": Said("Lee"), "#link:k2": Said("Lee")})
        assert bring(graph, "2002-06-15", {"k1": Said("Ri")}).ended == 1


def test_what_could_not_be_read_is_in_the_digest_of_an_edition() -> None:
    editions = [of("2001-06-15"), of("2001-06-15", unread=["k1"]), of("2001-06-15", unreadUnder=["k1"])]
    assert len({digest_of({"k2": "a"}, edition) for edition in editions}) == 3


def test_an_edition_has_the_licence_of_its_data_set_unless_it_states_one() -> None:
    for row in data_licences():
        dataset = row.datasets[0].replace("*", "x")
        given = licensed(of("2001-06-15", dataset))
        assert (given.licence, given.attribution, given.licenceUrl) == (row.licence, row.attribution, row.url)
        assert licensed(of("2001-06-15", dataset, licence="Mine")).licence == "Mine"


def test_a_day_that_was_guessed_is_so_until_the_edition_is_loaded_with_its_day() -> None:
    with open_graph(":memory:") as graph:
        for dated in ("guessed", "guessed", None):
            bring(graph, "2001-06-15", {"k1": Said("Ri")}, dated=dated)
            assert graph.read("MATCH (e:Source:Edition) RETURN e.dated AS dated").rows == [{"dated": dated}]


def test_the_same_date_in_another_data_set_is_another_edition() -> None:
    with open_graph(":memory:") as graph:
        bring(graph, "2001-06-15", {"k1": Said("Ri")})
        bring(graph, "2001-06-15", {"k1": Said("Lee")}, dataset="zzz")
        assert graph.read("MATCH (e:Entity) RETURN e.name AS name").rows == [{"name": "Ri"}]
        assert graph.read("MATCH (l:Statement:Listing) RETURN l.id AS id ORDER BY id").rows == [
            {"id": "test:k1@2001-06-15"},
            {"id": "zzz:k1@2001-06-15"},
        ]


def test_the_name_of_a_thing_does_not_depend_on_which_data_set_came_first() -> None:
    digests = set()
    for order in (("test", "zzz"), ("zzz", "test")):
        with open_graph(":memory:") as graph:
            for dataset in order:
                bring(graph, "2001-06-15", {"k1": Said("Ri" if dataset == "test" else "Lee")}, dataset)
            digests.add(graph.digest())
            assert graph.read("MATCH (e:Entity) RETURN e.name AS name").rows == [{"name": "Ri"}]
    assert len(digests) == 1


def test_a_decision_that_two_are_different_keeps_no_edition_from_naming_them() -> None:
    with open_graph(":memory:") as graph:
        bring(graph, "2001-06-15", {"k1": Said("Ri"), "k2": Said("Lee")})
        decide(graph, "test:k1", "test:k2", "different", by="a person", on="2001-07-01", reason="other births")
        bring(graph, "2002-06-15", {"k1": Said("Pak"), "k2": Said("Lee")})
        assert [row["name"] for row in graph.read("MATCH (e:Entity) RETURN e.name AS name ORDER BY e.id").rows] == [
            "Pak",
            "Lee",
        ]


def test_who_first_describes_a_thing_names_it_and_its_kinds_grow() -> None:
    def nobody(ids: list[str]) -> set[str]:
        return set()

    with open_graph(":memory:") as graph:
        for kind, name, names in (("Organization", "sg:firm", []), ("Organization", "Firm", ["Firm"])):
            with graph.writing() as tx:
                merge_entities(tx, [Named("sg:firm", kind, name, names, name_keys(names))], nobody)
        assert graph.read("MATCH (e:Entity) RETURN e.name AS name").rows == [{"name": "Firm"}]
        with graph.writing() as tx:
            merge_entities(tx, [Named("sg:firm", "Company", "Firm", ["Firm"], name_keys(["Firm"]))], nobody)
        assert graph.read("MATCH (e:Entity:Company) RETURN e.name AS name").rows == [{"name": "Firm"}]


def test_the_digest_of_a_record_is_of_what_it_says_alone() -> None:
    record = listing("k1", Said("Ri", ("x", "y")))
    moved = record.model_copy(
        update={"since": "2001-01-01", "until": "2002-01-01", "source": "edition:test@x", "id": "i"}
    )
    turned = record.model_copy(update={"parts_": list(reversed(record.parts_))})
    other = listing("k1", Said("Ri", ("x",)))
    located = record.model_copy(update={"locator": "row 7"})
    marks = [RecordVersion.of(version).digest for version in (record, moved, turned, located, other)]
    assert marks[0] == marks[1] == marks[2] == marks[3] != marks[4]


def test_a_version_that_stands_again_is_of_the_edition_from_which_on_it_does() -> None:
    assert edition_of("test:k1@2001-06-15") == "2001-06-15"
    assert edition_of("test:k1@2001-06-15+2003-06-15") == "2003-06-15"


def un_edition(day: str, *records: tuple[str, str]) -> str:
    """A UN list; a record is (reference, day of listing), the one word in which they differ."""
    people = "".join(
        f"<INDIVIDUAL><FIRST_NAME>{key}</FIRST_NAME><UN_LIST_TYPE>TEST</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{key}</REFERENCE_NUMBER><LISTED_ON>{listed}</LISTED_ON></INDIVIDUAL>"
        for key, listed in records
    )
    return f'<CONSOLIDATED_LIST dateGenerated="{day}"><INDIVIDUALS>{people}</INDIVIDUALS></CONSOLIDATED_LIST>'


UN_FILES = {
    "2020-01-01": un_edition("2020-01-01", ("a", "2001-01-01"), ("b", "2001-01-01")),
    "2021-01-01": un_edition("2021-01-01", ("a", "2001-02-30"), ("b", "2001-01-01")),
    "2022-01-01": un_edition("2022-01-01", ("a", "2001-01-01")),
}
MENDED = un_edition("2021-01-01", ("a", "2002-02-02"), ("b", "2001-01-01"))


def loaded(tmp_path: Path, texts: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """The digest of a graph with these editions, and the intervals of record a."""
    with open_graph(":memory:") as graph:
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.xml"
            path.write_text(text, encoding="utf-8")
            load(graph, "un-list", path)
        rows = graph.read(
            "MATCH (l:Statement:Listing) WHERE l.key = 'a' RETURN l.since AS s, l.until AS u ORDER BY s"
        ).rows
        return graph.digest(), [(row["s"], row["u"]) for row in rows]


def test_a_record_that_could_not_be_read_is_unknown_in_that_edition_in_any_order(tmp_path: Path) -> None:
    found = {order: loaded(tmp_path, [UN_FILES[day] for day in order]) for order in permutations(UN_FILES)}
    assert len({digest_ for digest_, _ in found.values()}) == 1
    assert {tuple(runs) for _, runs in found.values()} == {(("2020-01-01", FOREVER),)}


def test_a_mended_edition_replaces_the_one_that_could_not_be_read_whole(tmp_path: Path) -> None:
    first, broken, last = UN_FILES.values()
    whole = loaded(tmp_path, [first, MENDED, last])
    assert whole[1] == [("2020-01-01", "2021-01-01"), ("2021-01-01", "2022-01-01"), ("2022-01-01", FOREVER)]
    for texts in ([first, broken, last, MENDED], [broken, MENDED, last, first], [last, broken, first, MENDED]):
        assert loaded(tmp_path, texts) == whole


def test_a_key_that_is_new_may_have_been_in_an_edition_whose_part_could_not_be_read() -> None:
    with open_graph(":memory:") as graph:
        bring(graph, "2001-01-01", {"a1": Said("Ri")}, unreadUnder=["k"])
        bring(graph, "2002-01-01", {"a1": Said("Ri"), "a2": Said("Ko"), "k1": Said("Lee")})
        (row,) = graph.read("MATCH (e:Source:Edition {date: '2001-01-01'}) RETURN e.unread AS unread").rows
        assert row["unread"] == ["k1"]


def test_parts_that_nothing_holds_any_more_are_gone(graph: sg.Graph) -> None:
    """What an incomplete edition said is replaced: an alias that it alone had goes, one that others have stays."""
    bring(graph, "2001-01-01", {"k1": Said("Ri", ("x",))})
    bring(graph, "2002-01-01", {"k1": Said("Ri", ("x", "y")), "k2": Said("Lee", ("z",))}, rejected=1)
    names = "MATCH (a:Statement:Alias) RETURN a.name AS name ORDER BY name"
    assert [row["name"] for row in graph.read(names).rows] == ["x", "y", "z"]
    bring(graph, "2002-01-01", {"k1": Said("Ri", ("x",)), "k2": Said("Lee")})
    assert [row["name"] for row in graph.read(names).rows] == ["x"]


def test_a_whole_edition_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="reads otherwise"):
        loaded(tmp_path, [MENDED, UN_FILES["2021-01-01"]])
