"""A day to come: nothing firm is said of it, in any answer that takes a day; what stands today is the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.projection import project
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.network.paths import neighbours, paths
from sanctionsgraph.queries.ownership.exposed import exposed
from sanctionsgraph.queries.ownership.exposure import exposure
from sanctionsgraph.queries.timeline.listed import listed
from sanctionsgraph.queries.timeline.listing_status import status_during, status_on, why_unknown, without_entry
from sanctionsgraph.queries.timeline.listings import EntryVersion, ListEntry
from sanctionsgraph.queries.timeline.versions import ListEdition
from sanctionsgraph.schema.dates import FOREVER, LATEST, as_known, is_to_come, long_form, shift, today
from sanctionsgraph.schema.errors import ValueInvalid

from helpers import ofac_file
from helpers.ftm_file import entity, write
from helpers.made_world import DEAL, World, deal

#: Days on which nothing of these tests is dated, and no machine's clock stands.
TO_COME = ["2071-05-04", "9999-12-29"]
NOW = today()
EDITION = ListEdition("e", "x", shift(NOW, -3), "x", (), 0)


def entry(
    since: str, until: str = FOREVER, listed_on: str | None = None, editions: tuple[ListEdition, ...] = (EDITION,)
) -> ListEntry:
    version = EntryVersion(
        *(f"x:k@{since}", "k", since, until, "", "K"),
        **{"thing": "sg:k", "kinds": ["Vessel"], "dataset": "x", "list_name": "X", "reference": "k", "list_type": "T"},
        **{"entry_type": "vessel", "programme": None, "programme_name": None, "measures": [], "annex": None},
        **{"reason": None, "acts": [], "comments": None, "only_measures": (), "scope": None, "delisted_on": None},
        **{"listed_on": listed_on, "locator": None, "source": f"edition:x@{since}", "title": ""},
    )
    return ListEntry((version,), editions)


@pytest.mark.parametrize("on", TO_COME)
@pytest.mark.parametrize(
    ("one", "now"),
    [
        (entry(EDITION.date, listed_on="2020-02-02"), "yes"),
        (entry("2019-01-01", until=EDITION.date), "no"),
        (entry("2019-01-01", editions=()), "yes"),
        (entry("2019-01-01", listed_on="2018-12-01", editions=()), "yes"),
    ],
)
def test_an_entry_of_today_is_unknown_on_a_day_to_come_with_what_stands_today(
    one: ListEntry, now: str, on: str
) -> None:
    status = status_on(one, on)
    assert (status.answer, status.by_statement) == ("unknown", "unknown")
    assert status.by_editions == ("unknown" if one.editions else None)
    assert status.reasons[0].says == f"{long_form(on)} is in the future; on {long_form(NOW)}: {now}"
    assert [reason.says for reason in status.reasons[1:]] == [r.says for r in status_on(one, NOW).reasons]
    assert all(reason.sources for reason in status.reasons)


def test_a_list_that_lacks_it_cannot_say_no_of_a_day_to_come() -> None:
    assert without_entry([(EDITION,)], NOW) == "no"
    for on in TO_COME:
        assert without_entry([(EDITION,)], on) == "unknown"
        unknown = why_unknown((EDITION,), on)
        assert unknown is not None
        assert unknown.says == f"{long_form(on)} is in the future"


def test_a_day_that_an_edition_speaks_for_is_not_to_come_whatever_the_clock_says() -> None:
    later = (ListEdition("e", "x", "2071-06-01", "x", (), 0),)
    assert status_on(entry("2071-06-01", editions=later), "2071-06-01").answer == "yes"
    assert without_entry([later], "2071-06-01") == "no"


def test_of_days_that_begin_before_today_only_those_that_have_come_count() -> None:
    one = entry("2019-01-01", listed_on="2018-12-01", editions=())
    assert status_during(one, "2020-01-01", "2071-01-01") == "yes"
    assert status_during(one, "2071-01-01", "2071-02-01") == "unknown"


def test_a_day_that_has_begun_anywhere_is_not_to_come() -> None:
    begun = (datetime.now(UTC) + timedelta(hours=14)).date()
    assert not is_to_come(begun.isoformat())
    assert is_to_come((begun + timedelta(days=1)).isoformat())
    assert not is_to_come(LATEST)
    assert not is_to_come("2071-01-01", newest="2071-01-01")


def test_what_is_known_on_a_day_to_come_is_what_is_known_now() -> None:
    assert as_known("2071-05-04") == "as known now (4 May 2071 is in the future)"
    assert as_known("2021-05-04") == "as known on 4 May 2021"
    assert as_known(LATEST) == "as known now"


def test_listed_gives_no_firm_answer_and_names_no_measure_in_force(case: sg.Graph) -> None:
    for on in TO_COME:
        for thing in listed(case, "Angara", on=on).things:
            assert thing.answer == "unknown"
            assert {by.answer for by in thing.lists} == {"unknown"}
            assert [entry.in_force for by in thing.lists for entry in by.entries] == [(), ()]
    shown = " ".join(str(listed(case, "Angara", on=TO_COME[0])).split())
    assert f"4 May 2071 is in the future; on {long_form(NOW)}: yes" in shown
    assert "YES" not in shown


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("in-force", {"programme": "un-dprk"}),
        ("in-office", {"country": "iso:KP"}),
        ("measures", {"from": "iso:KP", "to": "iso:RU", "goods": "goods:ammunition"}),
        ("exemptions", {"measure": "un-dprk:coal-export"}),
    ],
)
def test_rows_of_what_held_are_not_given_for_a_day_to_come(
    case: sg.Graph, name: str, parameters: dict[str, str]
) -> None:
    assert query(case, name, on=NOW, **parameters).rows
    for on in TO_COME:
        with pytest.raises(ValueInvalid, match=rf"{long_form(on)} is in the future, .* ask for {NOW} instead"):
            query(case, name, on=on, **parameters)
    with pytest.raises(ValueInvalid, match=f"stands for what is known now: give a day, such as today's, {NOW}"):
        query(case, name, on=LATEST, **parameters)
    with pytest.raises(ValueInvalid, match="is in the future"):
        query(case, name, on=date(2071, 5, 4), **parameters)


def test_ties_are_not_given_for_a_day_to_come(case: sg.Graph) -> None:
    asking = (
        lambda on: paths(case, "Angara", "Rajin Port", on=on),
        lambda on: neighbours(case, "sg:angara", on=on),
        lambda on: project(case, on=on),
    )
    for ask in asking:
        ask(NOW)
        with pytest.raises(ValueInvalid, match="4 May 2071 is in the future"):
            ask("2071-05-04")


def test_exposure_is_unknown_on_a_day_to_come_with_what_holds_today(case: sg.Graph) -> None:
    (now,) = exposure(case, "Angara", on=NOW, rule="us-50").rules
    (later,) = exposure(case, "Angara", on="2071-05-04", rule="us-50").rules
    assert (now.status, later.status) == ("listed", "unknown")
    assert later.because == f"4 May 2071 is in the future; on {long_form(NOW)}: listed (it is listed itself)"
    assert {listing.answer for listing in later.listings} == {"unknown"}
    assert not any(hop.certain for hop in later.hops)
    # Its periods end with today: nothing is told of what comes.
    assert all(period.since <= NOW for period in later.periods)
    assert later.periods == now.periods
    assert exposure(case, "Angara", as_of="2071-05-04").on == LATEST


def test_what_owners_on_record_rule_out_today_is_not_ruled_out_for_a_day_to_come(
    graph: sg.Graph, tmp_path: Path
) -> None:
    load(graph, "ofac", ofac_file.flat(tmp_path / "us"), edition=shift(NOW, -2))
    owned = [
        entity("a", "Person", name="Vera Unlisted"),
        entity("b", "Company", name="Works B"),
        entity("o", "Ownership", owner="a", asset="b", percentage="100", startDate="2010-01-01"),
    ]
    load(graph, "ftm", write(tmp_path / "owned.ftm.json", owned), edition="2020-01-01")
    (now,) = exposure(graph, "ftm:b", on=NOW, rule="us-50").rules
    (later,) = exposure(graph, "ftm:b", on="2071-05-04", rule="us-50").rules
    assert (now.status, later.status) == ("not met", "unknown")
    assert later.because.startswith(f"4 May 2071 is in the future; on {long_form(NOW)}: {now.status}")
    assert not exposed(graph, on="2071-05-04").things


def test_law_is_not_in_force_on_a_day_to_come_but_as_last_seen(tmp_path: Path) -> None:
    world = World(tmp_path)
    made = world.law().told(*deal(date="2071-05-04"), on="2071-06-01").one()
    found = next(element for element in made.elements if element.element == "in-force")
    assert found.status == "unknown"
    assert found.because.startswith("4 May 2071 is in the future: in this form since ")
    assert found.because.endswith(", as last seen")
    assert made.outcome != "met"
    assert made.event == DEAL
