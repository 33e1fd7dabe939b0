"""Near names in errors."""

from __future__ import annotations

import pytest
from sanctionsgraph.schema.near_names import near_names, no_such

MANY = [f"measure-{n}" for n in range(40)]


@pytest.mark.parametrize(
    ("word", "near"),
    [("us", ["US"]), ("USA", ["US"]), ("un-ofrm", []), ("iran", ["un-iran"]), ("un-irna", ["un-iran"])],
)
def test_near_names(word: str, near: list[str]) -> None:
    assert near_names(word, ["US", "EU", "un-iran", "un-dprk"])[:2] == near[:2]


def test_few_names_are_listed_and_many_are_not() -> None:
    assert str(no_such("list", "XX", ["US", "EU"])) == "no list 'XX'. There are: EU, US."
    assert "Did you mean measure-7" in str(no_such("measure", "measur-7", MANY))
    assert len(str(no_such("measure", "measur-7", MANY))) < 100
    assert str(no_such("measure", "qq", MANY)).endswith("10 more.")
    assert str(no_such("list", "UN", [])) == "no list 'UN'. There is none in this graph yet."


def test_a_title_is_offered_by_its_id() -> None:
    assert "Did you mean m:1?" in str(no_such("measure", "coal ban", ["m:1"], {"Coal export ban": "m:1"}))
