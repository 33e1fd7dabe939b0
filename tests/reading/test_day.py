"""Days against the day of publication, and counts with unit and qualifier."""

from __future__ import annotations

import pytest
from sanctionsgraph.reading.count import counts_of
from sanctionsgraph.reading.day import days_of
from sanctionsgraph.schema.errors import ValueInvalid
from sanctionsgraph.schema.vocabulary import Qualifier

ABOUT, LEAST, MOST = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST
MORE, UP_TO = Qualifier.MORE_THAN, Qualifier.UP_TO


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 3 March 2024 and on May 2, 2023", ["2024-03-03", "2023-05-02"]),
        ("on Monday; last Monday; on Sunday", ["2024-03-04", "2024-02-26", "2024-03-03"]),
        ("on Sunday (Mar 3)", ["2024-03-03"]),
        ("between November 28 and January 4", ["2023-11-28/2024-01-04"]),
        ("from Feb. 1 to Feb. 3, 2024", ["2024-02-01/2024-02-03"]),
        ("on 7-12 February; February 7\u201312, 2023", ["2024-02-07/2024-02-12", "2023-02-07/2023-02-12"]),
        ("on the 1st, 3rd and 10th of February", ["2024-02-01/2024-02-10"]),
        ("since December", ["2023-12/2024-03-04"]),
        ("since mid-2022", ["2022/2024-03-04"]),
        ("in late October 2023; in April; by May", ["2023-10", "2023-04", "2023-05"]),
        ("last month, this week, last year, yesterday", ["2024-02", "2024-03-04/2024-03-04", "2023", "2024-03-03"]),
        ("two years ago in May; five days ago", ["2022-05", "2024-02-28"]),
        ("over the past three months", ["2023-12/2024-03"]),
        ("on 2024-02-30 and 2024-02-29", ["2024-02-29"]),
        ("in an image from February 13th; data from March 1", ["2024-02-13", "2024-03-01"]),
        ("images from September 2019 and April 2020", ["2019-09", "2020-04"]),
        ("from September 2019 to April 2020; between May and June 2023", ["2019-09/2020-04", "2023-05/2023-06"]),
        ("in 2017", ["2017"]),
        ("between 14 December 2023 and 12 January 2024", ["2023-12-14/2024-01-12"]),
        ("from 3 February to 1 March", ["2024-02-03/2024-03-01"]),
        ("since August of last year; in May of this year", ["2023-08/2024-03-04", "2024-05"]),
        ("on the 2nd, a ship left; photos dated the 27th.", ["2024-03-02", "2024-02-27"]),
        (
            "on the 7th and 8th of last month, and between the 1st and 3rd.",
            ["2024-02-07/2024-02-08", "2024-03-01/2024-03-03"],
        ),
        ("on the 5th floor, the 38th parallel, in the 19th century and of the 2nd division", []),
        ("It may be. They march on. Resolution 2017 of the 1718 Committee; 2030 tonnes; paragraph 2019", []),
        ("on February 31", []),
        ("next Friday", []),
    ],
)
def test_days(text: str, dates: list[str]) -> None:
    found = days_of(text, "2024-03-04")
    assert [day.date for day in found] == dates
    assert all(text[day.start : day.end] == day.words for day in found)


def test_without_a_day_of_publication_only_whole_dates_are_read() -> None:
    text = "on Monday, in April, last week, on May 2, and on May 2, 2023"
    assert [day.date for day in days_of(text, None)] == ["2023-05-02"]
    assert [day.date for day in days_of(text, "2024-03")] == ["2023-04", "2023-05-02", "2023-05-02"]
    with pytest.raises(ValueInvalid):
        days_of(text, "soon")


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("a group said on Friday (Mar 1) that it left", [True]),
        ("it left on Friday, the group said", [False]),
        ("the ministry on Friday confirmed it", [True]),
        ("In a press briefing Friday, he told of it", [True]),
        ("an image taken Friday by a satellite", [False]),
        ("told reporters Tuesday that it arrived on Monday", [True, False]),
    ],
)
def test_a_day_of_saying_is_no_day_of_an_event(text: str, saying: list[bool]) -> None:
    assert [day.of_saying for day in days_of(text, "2024-03-04")] == saying


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("no more than 20 empty rail cars", [(20, "freight cars", MOST)]),
        ("forty-one or so wagons", [(41, "freight cars", ABOUT)]),
        ("two dozen trucks", [(24, "trucks", None)]),
        ("between 20 and 30 tank cars", [(20, "tank cars", LEAST), (30, "tank cars", MOST)]),
        ("20-30 trains", [(20, "trains", LEAST), (30, "trains", MOST)]),
        ("more than 3.4 million tonnes", [(3_400_000, "tonnes", MORE)]),
        ("as many as 1,500 North Korean special forces troops", [(1500, "soldiers", UP_TO)]),
        ("125 thousand barrels or so", [(125_000, "barrels", None)]),
        ("over one-thousand containers", [(1000, "containers", MORE)]),
        ("4.5 tons of it", [(4.5, "tonnes", None)]),
        ("4.5m tons, worth $3m, on a 110m long ship", [(4_500_000, "tonnes", None)]),
        (
            "250 000 carats and 93kgs, 1,216kg",
            [(250_000, "carats", None), (93, "kilograms", None), (1216, "kilograms", None)],
        ),
        ("at least two, and likely three, more shipments", [(2, "shipments", LEAST)]),
        (
            "14 handguns, 6 launchers, 3 fuel tanks",
            [(14, "handguns", None), (6, "launchers", None), (3, "storage tanks", None)],
        ),
        ("six 152-millimeter howitzers", [(6, "howitzers", None)]),
        ("3 missile launchers, 5 container ships", [(3, "missile launchers", None), (5, "ships", None)]),
        (
            "9,000 rounds of ammunition and 4 .50-caliber machine guns",
            [(9000, "rounds", None), (4, "machine guns", None)],
        ),
        (
            "30 wagons, up from no more than 12 in May, beside 7",
            [(30, "freight cars", None), (12, "freight cars", MOST)],
        ),
        ("$3 million, 12 years, 40 percent of ships, Resolution 2397 ships, a 110-meter ship, 152mm shells", []),
        ("dozens of ships and hundreds of thousands of rounds", []),
    ],
)
def test_counts(text: str, counts: list[tuple[float, str, Qualifier | None]]) -> None:
    assert [(c.number, c.unit, c.qualifier) for c in counts_of(text)] == counts


def test_a_number_of_a_name_counts_nothing() -> None:
    text = "Blue Heron 6 ships coal"
    assert counts_of(text, [(0, 12)]) == ()
    assert [c.number for c in counts_of(text)] == [6]


@pytest.mark.parametrize("published", ["9999-12-30", "0001-01-01", "9999", "1499/2023"])
def test_no_report_is_of_a_year_beyond_the_centuries_of_news(published: str) -> None:
    with pytest.raises(ValueInvalid, match=r"no report was published on .*: give the day of this one"):
        days_of("Cars were counted on Dec. 28.", published)
