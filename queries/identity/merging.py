"""By which rules things are joined without asking a person, and which parts of lists carry out another list.

The rules are one table, and all of them need names that agree and nothing that contradicts. Equal names alone join
nothing, nor does a number alone: passports are shared, and a ship's number is used by another ship.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .likeness import Lists, PairComparison

CROSSINGS = Path(__file__).resolve().parents[2] / "data" / "crossings.yaml"


@dataclass(frozen=True)
class MergeRule:
    """What must agree, beside the names, for things to be joined; `kinds` are those it is for (empty: all).

    `spelt`: the names may differ in how their words are spelt, and in no letter beyond: Kamal is not Jamal.
    """

    name: str
    needs: frozenset[str]
    kinds: frozenset[str]
    because: str
    spelt: bool = False

    def holds(self, likeness: PairComparison, threshold: float) -> bool:
        """Whether it joins the two: names agree, all that it needs agrees, and nothing contradicts."""
        return (
            likeness.score >= threshold
            and not likeness.contradicts
            and self.needs <= likeness.agreed
            and (not self.kinds or all(self.kinds & thing.labels for thing in (likeness.a, likeness.b)))
            and (not self.spelt or likeness.spelt)
        )


_PERSON = frozenset({"Person"})
_BODY = frozenset({"Organization", "PublicBody", "Company"})
_LISTED = frozenset({"whole name", "regime", "alone"})

#: Every rule by which `resolve --auto` joins things, the strongest first. What contradicts always stops it.
RULES = (
    MergeRule(
        "number",
        frozenset({"number"}),
        frozenset(),
        "one number of a passport, identity card, register or ship is stated on both sides",
    ),
    MergeRule(
        "cross-reference",
        frozenset({"cross-reference"}),
        frozenset(),
        "one list says that it carries out the other's entry: by its number, or by its part and day of listing",
    ),
    MergeRule(
        "birth",
        frozenset({"birth day"}),
        _PERSON,
        "one whole day of birth is stated on both sides, and names differ in spelling alone; 1 January is no such day",
        spelt=True,
    ),
    MergeRule(
        "names",
        frozenset({"names", "country"}),
        _BODY,
        "a body has two or more whole names in common with the other, and a State",
    ),
    MergeRule(
        "office",
        frozenset({"office", "whole name"}),
        _PERSON,
        "offices of one State are said to have been held at one time, under one whole name",
    ),
    MergeRule(
        "listed-body",
        _LISTED,
        _BODY | {"Vessel"},
        "one whole name under one regime, and no other entry of either list has a name that agrees",
    ),
    MergeRule(
        "listed-names",
        _LISTED | {"names", "nationality"},
        _PERSON,
        "two whole names and a nationality under one regime, and no other entry with a name that agrees",
    ),
    MergeRule(
        "listed-person",
        _LISTED | {"birth"},
        _PERSON,
        "one whole name under one regime, days of birth that may be one, and no other entry with a name that agrees",
    ),
)


def rule_of(likeness: PairComparison, threshold: float) -> MergeRule | None:
    """The first rule that joins the two, or None."""
    return next((rule for rule in RULES if rule.holds(likeness, threshold)), None)


@cache
def lists() -> Lists:
    """What is known of lists, from data/crossings.yaml."""
    import yaml

    content = yaml.safe_load(CROSSINGS.read_text(encoding="utf-8"))
    carried = content["crossings"]
    return Lists(
        tuple((one["dataset"], part, one["carries_out"]) for one in carried for part in one["parts"]),
        tuple((one["regime"], frozenset(one["programmes"])) for one in content["regimes"]),
    )
