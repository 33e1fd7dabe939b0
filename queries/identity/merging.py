"""By which rules entities are joined without asking a person, and which parts of lists carry out another list.

The rules are one table, and all of them need names that agree and nothing that contradicts. Equal names alone join
nothing, nor does a number alone: passports are shared, and a ship's number is used by another ship.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...graph.protocols import typed
from .comparison import ListKnowledge, PairComparison

CROSSINGS = Path(__file__).resolve().parents[2] / "data" / "crossings.yaml"


@dataclass(frozen=True)
class MergeRule:
    """What must agree, beside the names, for entities to be joined; `kinds` are those it is for (empty: all).

    `spelling_only`: the names may differ in how their words are spelt, and in no letter beyond: Kamal is not Jamal.
    """

    name: str
    needs: frozenset[str]
    kinds: frozenset[str]
    because: str
    spelling_only: bool = False

    def joins(self, pair: PairComparison, threshold: float) -> bool:
        """Whether it joins the two: names agree, all that it needs agrees, and nothing contradicts."""
        return (
            pair.score >= threshold
            and not pair.contradicts
            and self.needs <= pair.agreed
            and (not self.kinds or all(self.kinds & facts.labels for facts in (pair.a, pair.b)))
            and (not self.spelling_only or pair.spelling_only)
        )


_PERSON = frozenset({"Person"})
_BODY = frozenset({"Organization", "PublicBody", "Company"})
_STATION = frozenset({"RailStation"})
_PORT = frozenset({"Port"})
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
        spelling_only=True,
    ),
    MergeRule(
        "names",
        frozenset({"names", "country"}),
        _BODY,
        "a body has two or more whole names in common with the other, and a State",
    ),
    MergeRule(
        "station",
        frozenset({"whole name", "position"}),
        _STATION,
        "two stations of one whole name, whose stated positions are near each other",
    ),
    MergeRule(
        "port",
        frozenset({"whole name", "position"}),
        _PORT,
        "two ports of one whole name, whose stated positions are near each other",
    ),
    MergeRule(
        "office",
        frozenset({"office", "whole name"}),
        _PERSON,
        "offices of one State are said to have been held at one time, under one whole name",
    ),
    MergeRule(
        "government",
        frozenset({"government", "whole name", "alone"}),
        _PERSON,
        "who led a State and an entry with a title of high office there share one whole name that no other entry bears",
    ),
    MergeRule(
        "code",
        frozenset({"code"}),
        frozenset({"Place"}),
        "one code of one system, such as UN/LOCODE, is stated of two places whose names agree",
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


#: The rules by name.
RULES_BY_NAME = {rule.name: rule for rule in RULES}


def rule_of(pair: PairComparison, threshold: float) -> MergeRule | None:
    """Return the first rule that joins the two, or None."""
    return next((rule for rule in RULES if rule.joins(pair, threshold)), None)


@dataclass(frozen=True)
class _Crossing:
    """Parts of a data set of a list that carry out a part of another list."""

    dataset: str
    parts: list[str]
    carries_out: str
    why: str
    source: object


@dataclass(frozen=True)
class _Regime:
    """The programmes of one regime, each as list and programme."""

    regime: str
    programmes: list[str]
    why: str
    source: object


@cache
def list_knowledge() -> ListKnowledge:
    """Return what is known of lists, from data/crossings.yaml."""
    import yaml

    content = yaml.safe_load(CROSSINGS.read_text(encoding="utf-8"))
    crossings = typed(_Crossing, content["crossings"])
    return ListKnowledge(
        tuple((crossing.dataset, part, crossing.carries_out) for crossing in crossings for part in crossing.parts),
        tuple((regime.regime, frozenset(regime.programmes)) for regime in typed(_Regime, content["regimes"])),
    )
