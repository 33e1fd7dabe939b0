"""Births in dates and in words."""

from __future__ import annotations

import pytest
from sanctionsgraph.schema.births import BirthDate, is_approximate, read_birth, year_of


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "approximate"),
    [
        ("1971", "1971-01-01", "1971-12-31", False),
        ("1971-03", "1971-03-01", "1971-03-31", False),
        ("1971-03-05", "1971-03-05", "1971-03-05", False),
        ("1971-3-5", "1971-03-05", "1971-03-05", False),
        ("circa 1955", "1955-01-01", "1955-12-31", True),
        ("c. 1955", "1955-01-01", "1955-12-31", True),
        ("Approximately 1960 to 1963", "1960-01-01", "1963-12-31", True),
        ("1959 (approx.)", "1959-01-01", "1959-12-31", True),
        ("Between 1961 and 1963", "1961-01-01", "1963-12-31", False),
        ("1961-1963", "1961-01-01", "1963-12-31", False),
        ("1971/72", "1971-01-01", "1972-12-31", False),
        ("1998-99", "1998-01-01", "1999-12-31", False),
        ("3/1977", "1977-03-01", "1977-03-31", False),
        ("11.1977", "1977-11-01", "1977-11-30", False),
        ("19770403", "1977-04-03", "1977-04-03", False),
        ("1977-04-03T12:30:00Z", "1977-04-03", "1977-04-03", False),
        ("3.4.1977 г.р.", "1977-04-03", "1977-04-03", False),
        ("3.4.1977 or 1978", "1977-04-03", "1978-12-31", False),
        ("30.11.1980 or 3.11.1980", "1980-11-03", "1980-11-30", False),
        ("(a) 12 Sept. 1968 (b) 1970 (c) Mar 1971", "1968-09-12", "1971-03-31", False),
        ("1) 1968; 2) 1970", "1968-01-01", "1970-12-31", False),
        ("(i) 1968 (ii) 1970", "1968-01-01", "1970-12-31", False),
        ("December 1949", "1949-12-01", "1949-12-31", False),
        ("July 4, 1976", "1976-07-04", "1976-07-04", False),
        ("4th of July 1976", "1976-07-04", "1976-07-04", False),
        ("16-Jul-1968", "1968-07-16", "1968-07-16", False),
        ("late 1940s", "1947-01-01", "1949-12-31", False),
        ("the 1950s", "1950-01-01", "1959-12-31", False),
        ("25/05/1971", "1971-05-25", "1971-05-25", False),
        ("05/25/1971", "1971-05-25", "1971-05-25", False),
        ("05/05/1971", "1971-05-05", "1971-05-05", False),
        ("1971-00-00", "1971-01-01", "1971-12-31", False),
        ("1971-05-00", "1971-05-01", "1971-05-31", False),
        ("1971.05.06", "1971-05-06", "1971-05-06", False),
        ("1971/05/06", "1971-05-06", "1971-05-06", False),
        ("00/00/1971", "1971-01-01", "1971-12-31", False),
        ("00/05/1971", "1971-05-01", "1971-05-31", False),
        ("dd/mm/1971", "1971-01-01", "1971-12-31", False),
        ("6 de mayo de 1971", "1971-05-06", "1971-05-06", False),
        ("1971 (exact date unknown)", "1971-01-01", "1971-12-31", False),
        ("autumn of 1971", "1971-01-01", "1971-12-31", False),
        ("6 mai 1971", "1971-05-06", "1971-05-06", False),
        ("6. März 1971", "1971-03-06", "1971-03-06", False),
        ("6 января 1971", "1971-01-06", "1971-01-06", False),
        ("6 грудня 1971", "1971-12-06", "1971-12-06", False),
        ("\u06f1\u06f9\u06f7\u06f1", "1971-01-01", "1971-12-31", False),
    ],
)
def test_births_in_words_are_the_days_that_they_may_mean(
    text: str, earliest: str, latest: str, approximate: bool
) -> None:
    birth = read_birth(text)
    assert birth is not None
    assert (birth.earliest, birth.latest, birth.approximate) == (earliest, latest, approximate)


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "5/6/1971", "1971-13-07", "0000-00-00", "1971/71", "2099-98", "9999-12-31", "2514", "19771340",
     "\u06f1\u06f3\u06f4\u06f7", "winter 1971",
     "05-06-1971", "30.2.1971", "1971, Mosul", "aged 40 in 1971", "29 Feb 1971", "16.07.68",
     "00/13/1968", "Mar-71", "1971 (unknown)", "circa", "or", "about 1340"],
)  # fmt: skip
def test_what_may_mean_several_days_or_none_is_not_read(text: str) -> None:
    assert read_birth(text) is None


def test_a_year_of_two_digits_is_never_after_the_edition() -> None:
    for text, edition, year in (
        ("5.6.71", "2024-01-01", 1971),
        ("5.6.03", "2024-01-01", 2003),
        ("5.6.03", "2001-01-01", 1903),
    ):
        birth = read_birth(text, not_after=edition)
        assert birth is not None
        assert birth.earliest == f"{year}-06-05"


@pytest.mark.parametrize("text", ["2031", "16-Jul-2031", "between 2031 and 2033"])
def test_a_birth_after_the_edition_is_not_read(text: str) -> None:
    assert read_birth(text, not_after="2024-05-01") is None
    assert read_birth(text) is not None


def test_a_month_with_two_digits_of_the_year_is_read_by_the_edition() -> None:
    birth = read_birth("Mar-71", not_after="2024-05-01")
    assert birth is not None
    assert birth.iso == "1971-03"


def test_an_approximate_birth_means_the_years_around_it() -> None:
    about = BirthDate("1968-01-01", "1968-12-31", "about 1968", approximate=True)
    year = BirthDate("1968-01-01", "1968-12-31", "1968")
    for day, near in (("1966-01-01", True), ("1970-12-31", True), ("1965-12-31", False), ("1971-01-01", False)):
        birth = BirthDate(day, day, day)
        assert about.may_be(birth) == birth.may_be(about) == near
        assert not year.may_be(birth)
    assert not about.exact
    assert BirthDate("1970-01-01", "1970-01-01", "1 Jan 1970").exact
    assert not BirthDate("1970-01-01", "1970-01-01", "1 Jan 1970").whole_day


def test_births_at_their_edges() -> None:
    """The first of January stands for a year in many lists; a day may be that of the edition itself."""
    days = {text: read_birth(text) for text in ("1970-01-01", "1970-01-02", "1970")}
    assert [birth is not None and birth.whole_day for birth in days.values()] == [False, True, False]
    assert read_birth("1990-05-05", "1990-05-05") is not None
    assert read_birth("1990-05-06", "1990-05-05") is None
    assert [year_of(digits, "2024-06-01") for digits in ("24", "25")] == ["2024", "1925"]
    assert all(map(is_approximate, ("CIRCA", "Approximately", "approx.")))
    assert [read_birth(text) for text in ("between 1975 and 1970", "1975 to 1970")] == [None, None]
