"""Half-known dates stand for the days they may mean; anything else is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sanctionsgraph.schema.dates import FOREVER, LATEST, HalfDate, day, days_between, known_end, long_form, shift
from sanctionsgraph.schema.errors import SanctionsGraphError, ValueInvalid

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "exact"),
    [
        ("2023-10-05", "2023-10-05", "2023-10-05", True),
        ("2023-10", "2023-10-01", "2023-10-31", False),
        ("2023-02", "2023-02-01", "2023-02-28", False),
        ("2024-02", "2024-02-01", "2024-02-29", False),
        ("1900-02", "1900-02-01", "1900-02-28", False),
        ("2000-02", "2000-02-01", "2000-02-29", False),
        ("2023", "2023-01-01", "2023-12-31", False),
        ("0001", "0001-01-01", "0001-12-31", False),
        ("9999", "9999-01-01", "9999-12-31", False),
        ("2024-02-29", "2024-02-29", "2024-02-29", True),
        ("2023-08/2024-02", "2023-08-01", "2024-02-29", False),
        ("2023/2024", "2023-01-01", "2024-12-31", False),
        ("2023-10-05/2023-10-07", "2023-10-05", "2023-10-07", False),
        ("2023/2023", "2023-01-01", "2023-12-31", False),
        (" 2023-10-05\n", "2023-10-05", "2023-10-05", True),
    ],
)
def test_a_half_known_date_is_the_days_it_may_mean(text: str, earliest: str, latest: str, exact: bool) -> None:
    parsed = HalfDate.parse(text)
    assert (parsed.earliest, parsed.latest, parsed.exact) == (earliest, latest, exact)
    assert parsed.text == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-02-29",
        "1900-02-29",
        "2023-13",
        "2023-00",
        "2023-00-15",
        "2023-10-00",
        "2023-10-32",
        "0000",
        "0000-01-01",
    ],
)
def test_a_day_that_the_calendar_lacks_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid, match=f"not a day of the calendar: '{text}'"):
        HalfDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "23",
        "202",
        "20231",
        "2023-1",
        "2023-1-1",
        "20231005",
        "2023/10/05",
        "05.10.2023",
        "5 Oct 2023",
        "2023-10-05T00:00:00",
        "2023-10-05Z",
        "-2023",
        "2023-",
        "2023-10-",
        "2023-10-05\n2024",
        "2023 10",
        "about 2023",
        "2023?",
        "2023-XX",
        "2023–10",
        "/",
        "/2023",
        "2023/2024/2025",
        "2023/x",
        "None",
    ],
)
def test_any_other_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid, match="not a date"):
        HalfDate.parse(text)


@pytest.mark.parametrize("text", ["2023/", "2023-10-05/", "2023/ "])
def test_an_interval_without_an_end_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid, match="not a date"):
        HalfDate.parse(text)


@pytest.mark.parametrize("text", ["２０２３", "٢٠٢٣-١٠", "२०२३-१०-०५"])
def test_digits_of_other_scripts_are_refused(text: str) -> None:
    with pytest.raises(ValueInvalid, match="not a date"):
        HalfDate.parse(text)


@pytest.mark.parametrize("text", ["2024/2023", "2023-10-06/2023-10-05", "2023-10/2023-09"])
def test_an_interval_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid, match="ends before it begins"):
        HalfDate.parse(text)


def test_a_refused_date_is_an_error_of_ours_and_a_value_error() -> None:
    with pytest.raises(ValueInvalid) as caught:
        HalfDate.parse("2023-02-30")
    assert isinstance(caught.value, SanctionsGraphError)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)


@given(DAYS)
def test_every_day_of_the_calendar_is_itself(known: date) -> None:
    text = known.isoformat()
    assert HalfDate.parse(text) == HalfDate(text, text, text)
    assert day(text) == text


@given(DAYS)
def test_a_month_and_a_year_hold_each_of_their_days(known: date) -> None:
    text = known.isoformat()
    for wider in (text[:7], text[:4]):
        parsed = HalfDate.parse(wider)
        assert parsed.earliest <= text <= parsed.latest
        assert parsed.earliest[: len(wider)] == parsed.latest[: len(wider)] == wider


@given(DAYS, DAYS)
def test_an_interval_runs_from_the_one_to_the_other(first: date, second: date) -> None:
    start, end = sorted((first.isoformat(), second.isoformat()))
    parsed = HalfDate.parse(f"{start}/{end}")
    assert (parsed.earliest, parsed.latest) == (start, end)
    assert parsed.exact == (start == end)


@given(st.text(max_size=12))
def test_no_text_ends_in_another_error(text: str) -> None:
    try:
        parsed = HalfDate.parse(text)
    except ValueInvalid:
        return
    assert date.fromisoformat(parsed.earliest) <= date.fromisoformat(parsed.latest)


@pytest.mark.parametrize("text", ["2023", "2023-10", "2023-10-05/2023-10-06", "", "2023-02-30", "today"])
def test_a_whole_day_is_asked_for_where_one_is_needed(text: str) -> None:
    with pytest.raises(ValueInvalid):
        day(text)


def test_what_is_known_without_end_is_seen_by_the_latest_day() -> None:
    assert LATEST < FOREVER
    assert shift(LATEST, 1) == FOREVER
    assert day(LATEST) == LATEST


@pytest.mark.parametrize(
    ("from_day", "by", "to"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2023-01-01", -1, "2022-12-31"),
        ("2023-01-01", 0, "2023-01-01"),
        ("9999-12-31", 1, FOREVER),
        ("2023-01-01", 10_000_000, FOREVER),
        ("0001-01-01", -1, "0001-01-01"),
        ("2023-01-01", -10_000_000, "0001-01-01"),
    ],
)
def test_a_shift_stays_within_the_calendar(from_day: str, by: int, to: str) -> None:
    assert shift(from_day, by) == to


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)), st.integers(-100_000, 100_000))
def test_days_between_undoes_a_shift(known: date, by: int) -> None:
    there = shift(known.isoformat(), by)
    assert days_between(known.isoformat(), there) == by
    assert there == (known + timedelta(days=by)).isoformat()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023-10-05", "5 Oct 2023"),
        ("2023-10", "Oct 2023"),
        ("2023", "2023"),
        ("2023-08/2024-02", "Aug 2023 to Feb 2024"),
        ("2023-10-05/2023-10-07", "5 Oct 2023 to 7 Oct 2023"),
    ],
)
def test_the_long_form_says_as_much_as_is_known(text: str, shown: str) -> None:
    assert long_form(text) == shown


def test_an_end_is_known_from_its_day_on_and_the_last_day_can_be_asked_for() -> None:
    assert [known_end("2020-01-02", on) for on in ("2020-01-01", "2020-01-02")] == [FOREVER, "2020-01-02"]
    assert day(LATEST) == LATEST
    with pytest.raises(ValueInvalid, match="an end that is not known"):
        day(FOREVER)
