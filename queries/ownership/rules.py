"""The rules by which what a listed person owns or controls falls under a freeze too, as data (data/exposure.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ...schema.dates import day
from ...schema.errors import InputError, ValueInvalid
from ...schema.vocabulary import Checked

#: The rules that are shipped.
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "exposure.yaml"
#: What it may say of control.
CONTROL = ("none", "suggests")


@dataclass(frozen=True)
class RuleStep:
    """A rule as it reads from a day on; data/exposure.yaml says what each field means."""

    since: str
    share: float | None
    inclusive: bool
    aggregate: bool
    control: str
    summary: str
    checked: str
    sources: tuple[str, ...]
    accessed: str

    def enough(self, share: float) -> bool:
        """Whether a share in percent meets it; where it names none, only the whole does."""
        if self.share is None:
            return share >= 100
        return share >= self.share if self.inclusive else share > self.share

    def told(self) -> str:
        """The share that it asks for, in words."""
        if self.share is None:
            return "owned or controlled, no share named"
        return f"{self.share:g} % or more" if self.inclusive else f"more than {self.share:g} %"

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {**vars(self), "sources": list(self.sources)}


@dataclass(frozen=True)
class OwnershipRule:
    """A rule of a regime: whose listings count, and its steps, oldest first."""

    id: str
    name: str
    lists: tuple[str, ...]
    list_types: tuple[str, ...]
    measures: tuple[str, ...]
    other_acts: tuple[str, ...]
    note: str
    steps: tuple[RuleStep, ...]

    def counts(self, list_type: str, reference: str, measures: Sequence[str]) -> bool:
        """Whether an entry of one of its lists brings what the rule is about, as far as the entry says."""
        asked = not self.measures or not measures or bool(set(self.measures) & set(measures))
        return asked and list_type in (self.list_types or (list_type,)) and not reference.startswith(self.other_acts)

    def on(self, day_: str) -> RuleStep | None:
        """The step that holds on a day; None before the first."""
        return next((step for step in reversed(self.steps) if step.since <= day_), None)


@cache
def rules(path: Path = SHIPPED) -> tuple[OwnershipRule, ...]:
    """The rules of a file, in its order. Raises InputError with the place of what breaks the form."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())[:200]
        raise InputError(str(path), f"cannot be read: {problem}", "Give a file like data/exposure.yaml.") from error
    found = content.get("rules") if isinstance(content, dict) else None
    if not isinstance(found, list) or not found:
        raise InputError(str(path), "has no `rules`", "Give a file like data/exposure.yaml.")
    return tuple(_rule(path, n, item) for n, item in enumerate(found, 1))


def _rule(path: Path, n: int, item: Any) -> OwnershipRule:
    place = f"{path}: rule {n}"
    try:
        steps = sorted((_step(step) for step in item["steps"]), key=lambda step: step.since)
        if not steps or not item["lists"]:
            raise ValueInvalid("a rule needs lists and steps")
        said = {key: tuple(map(str, item[key] or ())) for key in ("lists", "list_types", "measures", "other_acts")}
        note = str(item.get("note") or "")
        return OwnershipRule(id=str(item["id"]), name=str(item["name"]), note=note, steps=tuple(steps), **said)
    except KeyError as error:
        raise InputError(place, f"{error} is missing", "Write it as the other rules have it.") from error
    except (TypeError, ValueError) as error:
        raise InputError(place, str(error), "Write it as the other rules have it.") from error


def _step(step: dict[str, Any]) -> RuleStep:
    share, control = step["share"], step["control"]
    if share is not None and not (isinstance(share, int | float) and 0 < share <= 100):
        raise ValueInvalid(f"`share` is a percentage or null, not {share!r}")
    if control not in CONTROL:
        raise ValueInvalid(f"`control` is {' or '.join(CONTROL)}, not {control!r}")
    if not all(isinstance(step[flag], bool) for flag in ("inclusive", "aggregate")):
        raise ValueInvalid("`inclusive` and `aggregate` are true or false")
    return RuleStep(
        since=day(str(step["since"])),
        share=None if share is None else float(share),
        inclusive=step["inclusive"],
        aggregate=step["aggregate"],
        control=control,
        summary=str(step["summary"]),
        checked=str(Checked(step["checked"])),
        sources=tuple(map(str, step["sources"])),
        accessed=day(str(step["accessed"])),
    )
