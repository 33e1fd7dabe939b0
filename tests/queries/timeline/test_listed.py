"""Was it listed then: on the shipped listings, on the three real UN editions, and rule by rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.timeline.listed import ListAnswer, listed
from sanctionsgraph.queries.timeline.listing_status import (
    ListingStatus,
    any_of,
    of_list,
    status_during,
    status_on,
    why_unknown,
    without_entry,
)
from sanctionsgraph.queries.timeline.listings import EntryVersion, ListEntry
from sanctionsgraph.queries.timeline.versions import ListEdition
from sanctionsgraph.schema.dates import FOREVER, LATEST, days_between, shift
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError

from helpers.engines import SHARED, UN_EDITIONS, WHOLE_ON_ENGINES, empty_neo4j
from helpers.ftm_file import entity, write
from helpers.shipped import demo

FIRST, SECOND, THIRD = sorted(UN_EDITIONS)
#: An entry of the edition of 2026 that bears a day of 2007 and is in neither edition before.
BACK = "un:IRe.007"


@pytest.fixture(scope="module", params=WHOLE_ON_ENGINES)
def known(request: pytest.FixtureRequest, embedded_case: sg.Graph) -> Iterator[sg.Graph]:
    """The shipped case, and the three editions of the UN list where they are here."""
    embedded = request.param == "embedded"
    with demo() if embedded else empty_neo4j(request.getfixturevalue("neo4j_uri")) as graph:
        if not embedded:
            copy_graph(embedded_case, graph)
        for path in UN_EDITIONS.values() if SHARED.is_dir() else ():
            load(graph, "un-list", path)
        yield graph


def lists(graph: sg.Graph, what: str, on: str, as_of: str | None = None) -> dict[str, ListAnswer]:
    (thing,) = listed(graph, what, on=on, as_of=as_of).things
    return {one.list_name: one for one in thing.lists}


def said(one: ListAnswer) -> str:
    reasons = [*one.reasons, *(reason for entry in one.entries for reason in entry.reasons)]
    return "; ".join(reason.says for reason in reasons)


# -- the shipped listings --------------------------------------------------------------------------


def test_angara_on_the_eve_of_the_summit_was_on_the_list_of_the_us_and_not_of_the_eu(case: sg.Graph) -> None:
    found = lists(case, "Angara", "2023-09-12")
    assert (found["US"].answer, found["EU"].answer) == ("yes", "no")
    assert "listed on 2022-05, by The Orient Express" in said(found["US"])
    assert "listed only on 2024-06-25, by Council Regulation (EU) 2024/1745" in said(found["EU"])


def test_angara_a_year_later_was_on_both_with_the_act_and_its_day(case: sg.Graph) -> None:
    answer = listed(case, "Angara", on="2024-09-01")
    (thing,) = answer.things
    assert (thing.id, thing.answer) == ("sg:angara", "yes")
    found = {one.list_name: one for one in thing.lists}
    assert (found["US"].answer, found["EU"].answer) == ("yes", "yes")
    (entry,) = found["EU"].entries
    assert (entry.list_type, entry.listed_on) == ("EU-RUS", "2024-06-25")
    assert (entry.by_editions, entry.by_statement) == (None, "yes")
    source = next(source for source in answer.sources if source.n == entry.source)
    assert source.title.startswith("Council Regulation (EU) 2024/1745 of 24 June 2024")
    assert source.published == "2024-06-24"
    told = str(answer)
    assert "Council Regulation (EU) 2024/1745 of 24 June 2024" in " ".join(told.split())
    assert told.splitlines()[2].startswith("YES")


def test_what_was_not_yet_known_is_left_out(case: sg.Graph) -> None:
    found = lists(case, "Angara", "2023-09-12", as_of="2023-09-12")
    assert "EU" not in found
    assert found["US"].entries == ()
    assert found["US"].answer == "unknown"
    assert lists(case, "Angara", "2023-09-12", as_of="2023-10-16")["US"].answer == "yes"


def test_a_month_leaves_its_days_open(case: sg.Graph) -> None:
    assert lists(case, "Angara", "2022-04-30")["US"].answer == "no"
    assert lists(case, "Angara", "2022-05-15")["US"].answer == "unknown"
    assert lists(case, "Angara", "2022-05-31")["US"].answer == "yes"


def test_the_measures_of_the_programme_on_that_day_are_named(case: sg.Graph) -> None:
    entries = lists(case, "sg:choe-hwi", "2018-02-08")["UN"].entries
    entry = next(entry for entry in entries if entry.dataset == "listings")
    assert {m.measure for m in entry.in_force} >= {"un-dprk:asset-freeze", "un-dprk:travel-ban"}
    assert all(m.provisions for m in entry.in_force)


def test_a_measure_that_ended_on_the_day_or_is_for_other_kinds_is_not_named() -> None:
    with demo() as graph:
        for change in ("travel-ban'}) SET s.until = '2018-02-08'", "asset-freeze'}) SET s.designated = ['Vessel']"):
            with graph.writing() as tx:
                tx.run(f"MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure {{id: 'un-dprk:{change}")
        for on, named in (("2018-02-07", True), ("2018-02-08", False)):
            entries = lists(graph, "sg:choe-hwi", on)["UN"].entries
            measures = {m.measure for entry in entries for m in entry.in_force}
            assert ("un-dprk:travel-ban" in measures) is named
            assert "un-dprk:asset-freeze" not in measures


def test_what_is_on_no_list_is_not_said_to_be_unlisted(case: sg.Graph) -> None:
    found = lists(case, "Tumangang Station", "2023-10-05")
    assert found["US"].answer == "unknown"
    assert said(found["US"]) == "no edition of this list is in this graph, only single entries"


def test_the_answer_is_json_with_stable_keys_and_each_number_is_a_source(case: sg.Graph) -> None:
    answer = listed(case, "Angara", on="2024-09-01")
    content = answer.to_dict()
    assert json.loads(json.dumps(content)) == content
    assert list(content) == ["what", "on", "as_of", "things", "sources"]
    (thing,) = content["things"]
    assert set(thing) == {"id", "kind", "name", "answer", "lists"}
    assert all(set(one) == {"list", "answer", "entries", "reasons"} for one in thing["lists"])
    (entry,) = thing["lists"][0]["entries"]
    assert set(entry) == {
        *("record", "dataset", "reference", "name", "programme", "programme_name", "list_type", "entry_type"),
        *("measures", "annex", "reason", "comments", "listed_on", "locator", "acts", "since", "until", "source"),
        *("answer", "by_editions", "by_statement", "removed_after", "removed_before", "in_force", "reasons"),
    }
    numbers = [source.n for source in answer.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for row in entry["reasons"] for n in row["sources"]} <= set(numbers)
    assert {row["list"] for row in answer.rows()} == {one["list"] for one in thing["lists"]}


def test_the_table_of_the_act_says_by_which_act_in_which_annex_and_since_when(shared: Path, tmp_path: Path) -> None:
    text = (shared / "eu" / "32014R0833.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "32014R0833.csv"
    path.write_text(text[0] + "".join(line for line in text if ",Angara," in line), encoding="utf-8")
    with open_graph(":memory:") as graph:
        assert load(graph, "eu", path, edition="2026-07-17").written == 1
        for on, answer, says in (
            ("2023-09-12", "no", "by its own statement listed only on 2024-06-25"),
            ("2024-09-01", "yes", "listed by its own statement since 2024-06-25"),
        ):
            told = listed(graph, "Angara", on=on)
            (thing,) = told.things
            (one,) = thing.lists
            (entry,) = one.entries
            assert (thing.answer, one.list_name, one.answer) == (answer, "EU", answer)
            assert (entry.acts, entry.annex, entry.listed_on) == (["32014R0833"], "XLII", "2024-06-25")
            assert says in said(one)
            assert "no edition of it in this graph covers that day; the first is of 2026-07-17" in said(one)
            assert "by 32014R0833" in str(told)


def test_a_no_says_of_which_lists_nothing_is_known(case: sg.Graph) -> None:
    told = str(listed(case, "sg:maria", on="2020-01-01"))
    assert "NO" in told
    assert "no by the lists that have or had it; of US" in told or "of UN" in told
    assert "in force under" not in told


def test_a_name_that_several_things_bear_is_answered_for_each() -> None:
    with demo() as graph:
        with graph.writing() as tx:
            tx.run("MERGE (e:Entity {id: 'eu:x'}) SET e:Vessel, e.name = 'ANGARA', e.names = ['ANGARA']")
            tx.run("MATCH (e:Entity {id: 'eu:x'}) SET e.nameKeys = ['angara']")
        answer = listed(graph, "angara", on="2024-09-01")
        assert [thing.id for thing in answer.things] == ["sg:angara", "eu:x"]
        assert [thing.answer for thing in answer.things] == ["yes", "unknown"]
        assert "2 entities bear that name" in str(answer)


def test_what_is_wrong_is_said(case: sg.Graph) -> None:
    with pytest.raises(NotFound):
        listed(case, "nobody of that name", on="2020-01-01")
    with pytest.raises(SanctionsGraphError, match="whole day"):
        listed(case, "Angara", on="2020")


# -- the real editions of the UN list --------------------------------------------------------------


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("on", "answer", "by_editions", "says"),
    [
        ("2010-01-01", "unknown", "unknown", "no edition of it in this graph covers that day"),
        ("2020-01-01", "no", "no", "between 2018-10-29 and 2021-01-18: in neither edition"),
        ("2018-10-29", "no", "no", "not in the edition of that day"),
        ("2023-01-01", "unknown", "unknown", "it came back, or was dated back, after 2021-01-18"),
        ("2026-03-01", "yes", "yes", "in the edition of 2026-02-27, the newest in this graph"),
    ],
)
def test_measures_that_came_back(known: sg.Graph, on: str, answer: str, by_editions: str, says: str) -> None:
    one = lists(known, BACK, on)["UN"]
    (entry,) = one.entries
    assert (one.answer, entry.by_editions, entry.by_statement) == (answer, by_editions, "yes")
    assert entry.listed_on == "2007-03-24"
    assert says in said(one)


@pytest.mark.usefixtures("shared")
def test_before_the_measures_ended_the_list_states_and_a_later_edition_lacks(known: sg.Graph) -> None:
    one = lists(known, BACK, "2010-01-01")["UN"]
    (entry,) = one.entries
    assert "listed by its own statement since 2007-03-24 (edition of 2026-02-27)" in said(one)
    assert (entry.removed_after, entry.removed_before) == ("2007-03-24", FIRST)
    assert "un-iran:asset-freeze" in {m.measure for m in entry.in_force}
    assert lists(known, BACK, "2020-01-01", as_of="2022-01-01")["UN"].entries == ()


@pytest.mark.usefixtures("shared")
def test_before_the_first_edition_the_lists_own_day_counts(known: sg.Graph) -> None:
    one = lists(known, "un:KPe.068", "2018-06-01")["UN"]
    assert one.answer == "yes"
    assert (
        "listed by its own statement since 2018-03-30 (the edition of 2018-10-29 first has it in this graph)"
        in said(one)
    )
    assert lists(known, "un:KPe.068", "2018-03-29")["UN"].answer == "no"
    assert "between 2018-10-29 and 2021-01-18: in both editions" in said(lists(known, "un:KPe.068", "2020-01-01")["UN"])


@pytest.mark.usefixtures("shared")
def test_a_removal_leaves_the_days_between_two_editions_open(known: sg.Graph) -> None:
    one = lists(known, "un:CFe.001", "2022-06-01")["UN"]
    (entry,) = one.entries
    assert (one.answer, entry.removed_after, entry.removed_before) == ("unknown", SECOND, THIRD)
    after = lists(known, "un:CFe.001", "2026-03-01")["UN"]
    assert after.answer == "no"
    assert f"removed after {SECOND}, before {THIRD}" in said(after)


@pytest.mark.usefixtures("shared")
def test_a_list_whose_editions_lack_a_thing_says_no_where_they_cover_the_day(known: sg.Graph) -> None:
    assert lists(known, "Angara", "2023-09-12")["UN"].answer == "no"
    early = lists(known, "Angara", "2015-01-01")["UN"]
    assert early.answer == "unknown"
    assert "no edition of un in this graph covers that day; the first is of 2018-10-29" in said(early)


# -- rule by rule ----------------------------------------------------------------------------------


def edition(date: str, *unread: str) -> ListEdition:
    return ListEdition(f"edition:x@{date}", "x", date, f"edition of {date}", list(unread), len(unread))


def removed(day: str) -> EntryVersion:
    """A single entry that its source says was removed."""
    return replace(version("2020-01-01", listed_on="2019-01-01"), delisted_on=day)


def version(since: str, until: str = FOREVER, listed_on: str | None = None) -> EntryVersion:
    return EntryVersion(
        *(f"x:k@{since}", "k", since, until, "", "K"),
        thing="sg:k",
        kinds=["Vessel"],
        dataset="x",
        list_name="X",
        reference="k",
        list_type="T",
        entry_type="vessel",
        programme=None,
        programme_name=None,
        measures=[],
        annex=None,
        reason=None,
        acts=[],
        comments=None,
        only_measures=(),
        scope=None,
        delisted_on=None,
        listed_on=listed_on,
        locator=None,
        source=f"edition:x@{since}",
        title="",
    )


DATES = (edition("2020-01-01"), edition("2021-01-01"), edition("2022-01-01"))


@pytest.mark.parametrize(
    ("versions", "on", "answer"),
    [
        ([version("2020-01-01")], "2020-01-01", "yes"),
        ([version("2020-01-01")], "2020-06-01", "yes"),
        ([version("2020-01-01")], "2022-02-01", "yes"),
        # The newest edition speaks for a month; of a later day it says neither yes nor no.
        ([version("2020-01-01")], "2022-02-02", "unknown"),
        ([version("2020-01-01", listed_on="2010-05-01")], "2030-01-01", "unknown"),
        ([version("2020-01-01", "2021-01-01")], "2022-02-01", "no"),
        ([version("2020-01-01", "2021-01-01")], "2022-02-02", "unknown"),
        ([version("2020-01-01", "2021-01-01")], "2020-01-01", "yes"),
        ([version("2020-01-01", "2021-01-01")], "2020-06-01", "unknown"),
        ([version("2020-01-01", "2021-01-01")], "2021-01-01", "no"),
        ([version("2020-01-01", "2021-01-01")], "2021-06-01", "no"),
        ([version("2020-01-01", "2021-01-01"), version("2022-01-01")], "2021-06-01", "unknown"),
        ([version("2020-01-01")], "2019-06-01", "unknown"),
        ([version("2020-01-01", listed_on="2019")], "2019-06-01", "unknown"),
        ([version("2020-01-01", listed_on="2019-05")], "2019-06-01", "yes"),
        ([version("2020-01-01", listed_on="2019-07-01")], "2019-06-01", "no"),
        ([version("2020-01-01", listed_on="soon")], "2019-06-01", "unknown"),
        ([version("2021-01-01", listed_on="2020-05-01")], "2020-06-01", "yes"),
        ([version("2021-01-01", listed_on="2020-07-01")], "2020-06-01", "no"),
        ([version("2021-01-01", listed_on="2019-07-01")], "2020-06-01", "unknown"),
        ([version("2021-01-01", listed_on="2019-07-01")], "2019-08-01", "unknown"),
        ([version("2021-01-01", listed_on="2019-07-01")], "2019-06-01", "no"),
        ([version("2020-01-01", listed_on="2020-02-01")], "2020-01-15", "no"),
        # Dated on the very day of an edition that lacks it.
        ([version("2021-01-01", listed_on="2020-01-01")], "2020-06-01", "unknown"),
        ([version("2021-01-01", listed_on="2020-01-02")], "2020-06-01", "yes"),
    ],
)
def test_editions_decide_and_else_the_stated_day(versions: list[EntryVersion], on: str, answer: str) -> None:
    judged = status_on(ListEntry(tuple(versions), DATES), on)
    assert judged.answer == answer
    assert judged.reasons
    assert all(reason.sources for reason in judged.reasons)


def test_the_version_of_the_day_decides_else_the_next_else_the_last() -> None:
    first, second = version("2021-01-01", "2022-01-01", "2020-05-01"), version("2022-01-01", "2023-01-01", "2020-07-01")
    entry = ListEntry((first, second), DATES)
    days = {"2020-06-01": first, "2021-12-31": first, "2022-01-01": second, "2023-01-01": second}
    assert {day: entry.version_on(day) for day in days} == days
    assert status_on(entry, "2020-06-01").answer == "yes"


def test_an_entry_dated_by_an_edition_that_lacks_it_came_back_or_was_dated_back() -> None:
    status = status_on(ListEntry((version("2021-01-01", listed_on="2020-01-01"),), DATES), "2020-06-01")
    assert "it came back, or was dated back, after 2020-01-01" in status.reasons[-1].says
    half_known = status_on(ListEntry((version("2021-01-01", listed_on="2020"),), DATES), "2020-06-01")
    assert half_known.reasons[-1].says == "by its own statement listed on some day of 2020"
    dates = (DATES[0], edition("2021-01-01", "k"), DATES[2])
    lacked = status_on(ListEntry((version("2022-01-01", listed_on="2019-06-01"),), dates), "2020-01-01")
    assert "it came back after 2020-01-01" in lacked.reasons[-1].says, "that of 2021 could not read it"


@pytest.mark.parametrize(
    ("answers", "answer"),
    [([], "unknown"), (["no"], "no"), (["no", "unknown"], "unknown"), (["unknown", "no", "yes"], "yes")],
)
def test_one_list_that_has_it_suffices_and_one_that_may_leaves_it_open(answers: list[str], answer: str) -> None:
    assert any_of(map(ListingStatus, answers)) == answer


def test_an_edition_in_which_the_entry_was_not_read_says_nothing() -> None:
    dates = (DATES[0], edition("2021-01-01", "k"), DATES[2])
    assert status_on(ListEntry((version("2020-01-01", "2022-01-01"),), dates), "2021-01-01").answer == "unknown"
    assert status_on(ListEntry((version("2022-01-01"),), dates), "2021-01-01").by_editions == "unknown"
    assert status_on(ListEntry((version("2020-01-01"),), dates), "2021-01-01").answer == "yes"


@pytest.mark.parametrize(
    ("one", "on", "answer"),
    [
        (version("2020-01-01"), "2020-01-01", "yes"),
        (version("2020-01-01"), "2019-12-31", "unknown"),
        (version("2020-01-01", "2021-01-01", "2019-01-01"), "2021-01-01", "unknown"),
        (version("2020-01-01", "2021-01-01", "2019-01-01"), "2020-12-31", "yes"),
        (removed("2020-05-01"), "2020-04-30", "yes"),
        (removed("2020-05-01"), "2020-05-01", "no"),
        (removed("2020-05"), "2020-04-30", "yes"),
        (removed("2020-05"), "2020-05-01", "unknown"),
        (removed("2020-05"), "2020-05-31", "no"),
    ],
)
def test_a_single_entry_stands_by_its_source(one: EntryVersion, on: str, answer: str) -> None:
    judged = status_on(ListEntry((one,)), on)
    assert (judged.answer, judged.by_editions) == (answer, None)


@pytest.mark.parametrize(
    ("versions", "first", "last", "status"),
    [
        ([version("2020-01-01")], "2020-03-01", "2021-05-01", "yes"),
        ([version("2020-01-01", "2021-01-01")], "2020-01-01", "2020-01-01", "yes"),
        # Listed on the first day and on none of the last; then on neither end but between them.
        ([version("2020-01-01", "2021-01-01")], "2020-01-01", "2020-01-02", "unknown"),
        ([version("2021-01-01", "2022-01-01", "2021-01-01")], "2020-06-01", "2022-06-01", "unknown"),
        ([version("2020-01-01", "2021-01-01")], "2021-01-01", "2022-02-01", "no"),
        ([version("2020-01-01", "2021-01-01")], "2021-01-01", "2022-03-01", "unknown"),
        ([version("2021-01-01", listed_on="2020-07-01")], "2020-06-01", "2020-06-30", "no"),
        ([version("2021-01-01", listed_on="2020-07-01")], "2020-06-01", "2020-07-01", "unknown"),
        ([version("2021-01-01", listed_on="2020-07-01")], "2020-07-01", "2020-07-31", "yes"),
        # In the editions of both days, and in none between them.
        ([version("2020-01-01", "2021-01-01"), version("2022-01-01")], "2020-01-01", "2022-01-01", "unknown"),
    ],
)
def test_the_status_of_days_is_that_of_each_of_them(
    versions: list[EntryVersion], first: str, last: str, status: str
) -> None:
    entry = ListEntry(tuple(versions), DATES)
    days = [shift(first, n) for n in range(days_between(first, last) + 1)]
    each = {status_on(entry, day).answer for day in days}
    assert status_during(entry, first, last) == status
    assert (each == {status}) or (status == "unknown" and len(each) > 1)


def test_a_whole_list_outweighs_a_single_report() -> None:
    gone = status_on(ListEntry((version("2020-01-01", "2021-01-01"),), DATES), "2022-01-15")
    reported = status_on(ListEntry((version("2019-01-01"),)), "2022-01-15")
    assert (gone.answer, reported.answer) == ("no", "yes")
    assert of_list([gone, reported]) == "no"
    assert of_list([reported]) == "yes"
    assert of_list([]) == "unknown"
    removed = status_on(ListEntry((version("2020-01-01", "2021-01-01"),), DATES), "2020-06-01")
    assert of_list([removed, reported]) == "yes"


def test_without_an_entry_each_data_set_must_cover_the_day() -> None:
    later = (edition("2021-06-01"),)
    assert without_entry([DATES, later], "2021-06-01") == "no"
    assert without_entry([DATES, later], "2021-05-31") == "unknown"
    assert without_entry([], "2021-06-01") == "unknown"
    assert without_entry([DATES], date(2020, 1, 1)) == "no"


def test_the_newest_edition_of_a_list_speaks_for_a_month() -> None:
    assert without_entry([DATES], "2022-02-01") == "no"
    assert without_entry([DATES], "2022-02-02") == "unknown"
    late = why_unknown(DATES, "2026-10-01")
    assert late is not None
    assert late.says.startswith("the newest edition of x here is of 1 Jan 2022, 4 years 8 months before the day asked")
    present = status_on(ListEntry((version("2020-01-01"),), DATES), LATEST)
    assert present.reasons[0].says.startswith("the newest edition of x here is of 1 Jan 2022, ")
    assert present.reasons[1].says == "in the edition of 2022-01-01, the newest in this graph"


def test_an_edition_with_records_that_could_not_be_read_is_no_ground_for_a_no() -> None:
    read, torn = DATES[:1], (edition("2020-01-01", "other"),)
    assert (without_entry([read], "2020-01-20"), without_entry([torn], "2020-01-20")) == ("no", "unknown")
    gone = ListEntry((version("2019-01-01", "2020-01-01"),), (edition("2019-01-01"), *torn))
    assert status_on(gone, "2020-01-10").answer == "unknown"
    assert status_on(replace(gone, editions=(edition("2019-01-01"), *read)), "2020-01-10").answer == "no"
    assert status_on(ListEntry((version("2020-01-01"),), torn), "2020-01-10").answer == "yes"


def test_an_edition_whose_day_was_guessed_is_firm_of_nothing_but_what_it_dates_later() -> None:
    guessed = (replace(edition("2019-07-02"), guessed=True),)
    assert status_on(ListEntry((version("2019-07-02"),), guessed), "2019-07-20").answer == "unknown"
    dated = ListEntry((version("2019-07-02", listed_on="2021-02-11"),), guessed)
    assert status_on(dated, "2019-07-20").answer == "no"
    assert without_entry([guessed], "2019-07-20") == "unknown"


def test_what_came_later_does_not_change_what_was_known(tmp_path: Path) -> None:
    """Editions of 2019 and of 2022, in which the ship is gone; asked as known before the second was published."""
    with demo() as graph:
        before = listed(graph, "Angara", on="2023-12-01", as_of="2024-03-01")
        assert [entry.until for by in before.things[0].lists for entry in by.entries] == [FOREVER]
        with graph.writing() as tx:
            tx.run(
                "MERGE (d:Source {id: 'edition:listings@2024-05-01'}) SET d:Edition, d.dataset = 'listings', "
                "d.date = '2024-05-01', d.name = 'later'"
            )
            tx.run("MATCH (l:Statement:Listing) WHERE l.since <= '2024-05-01' SET l.until = '2024-05-01'")
        assert listed(graph, "Angara", on="2023-12-01", as_of="2024-03-01") == before
        assert listed(graph, "Angara", on="2023-12-01", as_of="2024-06-01") != before


# -- entries that a FollowTheMoney set has of other lists -------------------------------------------


def test_a_set_with_some_entries_of_many_lists_is_none_of_these_lists(graph: sg.Graph, tmp_path: Path) -> None:
    """Whoever is not in it may well be on them; whoever is in it is listed as it says."""
    entities = [entity("ann", name="Ann Ardent"), entity("bob", name="Bob Bold")]
    entities += [
        entity(f"s{n}", "Sanction", entity="ann", authority=authority, listingDate="2020-03-01")
        for n, authority in enumerate(("Council of Aa", "Ministry of Bb"))
    ]
    load(graph, "ftm", write(tmp_path / "made" / "entities.ftm.json", entities), "made@2024-01-01")
    assert set(lists(graph, "ftm:ann", "2021-01-01")) == {"Council of Aa", "Ministry of Bb"}
    (ann,) = listed(graph, "ftm:ann", on="2021-01-01").things
    assert ann.answer == "yes"
    assert lists(graph, "ftm:bob", "2021-01-01") == {}
    (bob,) = listed(graph, "ftm:bob", on="2021-01-01").things
    assert bob.answer == "unknown"
