"""By which rules things are joined without asking a person, and which parts of lists carry out another list.

The rules are one table, and all of them need names that agree and nothing that contradicts. Equal names alone join
nothing, nor does a number alone: passports are shared, and a ship's number is used by another ship.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .likeness import Likeness

CROSSINGS = Path(__file__).resolve().parent.parent / "data" / "crossings.yaml"


@dataclass(frozen=True)
class Rule:
    """What must agree, beside the names, for things to be joined; `kinds` are those it is for (empty: all)."""

    name: str
    needs: frozenset[str]
    kinds: frozenset[str]
    because: str

    def holds(self, likeness: Likeness, threshold: float) -> bool:
        """Whether it joins the two: names agree, all that it needs agrees, and nothing contradicts."""
        return (
            likeness.score >= threshold
            and not likeness.contradicts
            and self.needs <= likeness.agreed
            and (not self.kinds or bool(self.kinds & likeness.a.labels & likeness.b.labels) or self._bodies(likeness))
        )

    def _bodies(self, likeness: Likeness) -> bool:
        return bool(self.kinds & likeness.a.labels) and bool(self.kinds & likeness.b.labels)


_PERSON = frozenset({"Person"})
_BODY = frozenset({"Organization", "PublicBody", "Company"})

#: Every rule by which `resolve --auto` joins things, the strongest first. What contradicts always stops it.
RULES = (
    Rule(
        "number",
        frozenset({"number"}),
        frozenset(),
        "one number of a passport, identity card, register or ship is stated on both sides",
    ),
    Rule(
        "cross-reference",
        frozenset({"cross-reference"}),
        frozenset(),
        "one list says that it carries out the other's entry: by its number, or by its part and day of listing",
    ),
    Rule(
        "birth",
        frozenset({"birth day"}),
        _PERSON,
        "one whole day of birth is stated on both sides; 1 January is not taken for a day",
    ),
    Rule(
        "names",
        frozenset({"names", "country"}),
        _BODY,
        "a body has two or more whole names in common with the other, and a State",
    ),
)


def rule_of(likeness: Likeness, threshold: float) -> Rule | None:
    """The first rule that joins the two, or None."""
    return next((rule for rule in RULES if rule.holds(likeness, threshold)), None)


@cache
def crossings() -> tuple[tuple[str, str, str], ...]:
    """Parts of lists that carry out another list, as (data set, part, part of the other), from data/crossings.yaml."""
    import yaml

    content = yaml.safe_load(CROSSINGS.read_text(encoding="utf-8"))
    return tuple(
        (item["dataset"], part, item["carries_out"]) for item in content["crossings"] for part in item["parts"]
    )
