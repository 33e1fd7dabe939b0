"""Dates, amounts, lists and addresses in cells."""

from __future__ import annotations

import pytest
from sanctionsgraph.loaders.tables.cell_values import date_in_address, host_of, parse_amount, parse_date, split_list
from sanctionsgraph.schema.errors import ValueInvalid


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a; b", ["a", "b"]),
        ("Dalian (the port; not the city); Jinan", ["Dalian (the port; not the city)", "Jinan"]),
        ("x [1;2] ;; y", ["x [1;2]", "y"]),
        ("open (never closed; z", ["open (never closed", "z"]),
    ],
)
def test_a_separator_in_brackets_separates_nothing(text: str, parts: list[str]) -> None:
    assert split_list(text, ";") == parts
    assert split_list(text, None) == [text]


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://x.test/2021/03/04/a", "2021-03-04"),
        ("https://x.test/a-2021-03-04/", "2021-03-04"),
        ("https://x.test/view/AEN20210304000100", "2021-03-04"),
        ("https://x.test/2021/03/a-ship", "2021-03"),
        ("https://x.test/2021/03/11-ships", "2021-03"),
        ("https://x.test/newstream/1614816000-12/a", "2021-03-04"),
        ("https://x.test/2021/03/04/of-2021-03-01", None),
        ("https://x.test/2021/13/04/a", None),
        ("https://x.test/a?d=2021-03-04", None),
        ("https://x.test/story/20213", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url: str, date: str | None) -> None:
    dated = date_in_address(url)
    assert (dated.text if dated else None) == date


def test_hosts() -> None:
    assert [host_of(url) for url in ("https://www.x.test/a", "x.test/b", "mailto")] == ["x.test", "x.test", "mailto"]


def test_dates_by_pattern_iso_and_instant() -> None:
    assert parse_date("4 March 2021", ["%d %B %Y"]).text == "2021-03-04"
    assert parse_date("2021-03", ["%d %B %Y"]).text == "2021-03"
    assert parse_date("2021-03-04T10:00:00Z").text == "2021-03-04"
    with pytest.raises(ValueInvalid, match="cannot be read"):
        parse_date("31 April 2021", ["%d %B %Y"])


def test_amounts() -> None:
    assert [parse_amount(text) for text in ("1200", "1,200", "0.5")] == [1200, 1200, 0.5]
    for text in ("-1", "1,2", "about 5", ""):
        with pytest.raises(ValueInvalid):
            parse_amount(text)
