"""The rules by which what a listed person owns or controls falls under a freeze too, as data (data/exposure.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from ...schema.dates import day
from ...schema.errors import InputError
from ...schema.near_names import no_such
from ...schema.vocabulary import Checked

#: The rules that are shipped.
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "exposure.yaml"

_Text = Annotated[str, Field(strict=True, min_length=1)]
_Texts = tuple[_Text, ...]


def _iso_day(value: object) -> str:
    """Return a day as YAML reads it, a date or anything else, as an ISO day."""
    return day(value if isinstance(value, date) else str(value))


_Day = Annotated[str, BeforeValidator(_iso_day)]
_Percent = Annotated[float, Field(gt=0, le=100)]


@dataclass(frozen=True)
class RuleStep:
    """A rule as it reads from a day on; data/exposure.yaml says what each field means."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    since: _Day
    share: Annotated[_Percent | None, Field(strict=True)]
    inclusive: Annotated[bool, Field(strict=True)]
    aggregate: Annotated[bool, Field(strict=True)]
    control: Literal["none", "suggests"]
    summary: _Text
    checked: Checked
    sources: _Texts
    accessed: _Day

    def enough(self, share: float) -> bool:
        """Whether a share in percent meets it; where it names none, only the whole does."""
        if self.share is None:
            return share >= 100
        return share >= self.share if self.inclusive else share > self.share

    def share_text(self) -> str:
        """Return the share that it asks for, in words."""
        if self.share is None:
            return "owned or controlled, no share named"
        return f"{self.share:g} % or more" if self.inclusive else f"more than {self.share:g} %"


def _oldest_first(steps: tuple[RuleStep, ...]) -> tuple[RuleStep, ...]:
    return tuple(sorted(steps, key=lambda step: step.since))


@dataclass(frozen=True)
class OwnershipRule:
    """A rule of a regime: whose listings count, and its steps, oldest first."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: _Text
    name: _Text
    lists: Annotated[_Texts, Field(min_length=1)]
    list_types: _Texts
    measures: _Texts
    other_acts: _Texts
    steps: Annotated[tuple[RuleStep, ...], Field(min_length=1), AfterValidator(_oldest_first)]
    note: str = ""

    def counts(self, list_type: str, reference: str, measures: Sequence[str]) -> bool:
        """Whether an entry of one of its lists brings what the rule is about, as far as the entry says."""
        brings = not self.measures or not measures or bool(set(self.measures) & set(measures))
        return brings and list_type in (self.list_types or (list_type,)) and not reference.startswith(self.other_acts)

    def on(self, on: str) -> RuleStep | None:
        """Return the step that holds on a day; None before the first."""
        return next((step for step in reversed(self.steps) if step.since <= on), None)


_RULES = TypeAdapter(Annotated[tuple[OwnershipRule, ...], Field(min_length=1)])


def rules(path: Path = SHIPPED) -> tuple[OwnershipRule, ...]:
    """Return the rules of a file, in its order. Raises InputError with file, line and what breaks the form.

    The file is read at each call: a rule that was edited counts at once.
    """
    try:
        return _parsed(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())[:200]
        raise InputError(str(path), f"cannot be read: {problem}", "Give a file like data/exposure.yaml.") from error


def rules_asked(path: Path, id_: str | None) -> list[OwnershipRule]:
    """Return the rules of a file, or the one of an id. Raises NotFound for an unknown one, InputError for the file."""
    of_file = rules(path)
    asked = [rule for rule in of_file if id_ in (None, rule.id)]
    if not asked:
        raise no_such("rule", str(id_), [rule.id for rule in of_file])
    return asked


@lru_cache(maxsize=8)
def _parsed(text: str, path: Path) -> tuple[OwnershipRule, ...]:
    """Parse the text of a file. What is kept is found again by the whole text alone."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict) or "rules" not in content:
        raise InputError(str(path), "has no `rules`", "Give a file like data/exposure.yaml.")
    try:
        return _RULES.validate_python(content["rules"])
    except ValidationError as invalid:
        first = invalid.errors()[0]
        field = first["loc"]
        line = _line(yaml.compose(text), ("rules", *field))
        problem = f"{'.'.join(str(part + 1) if isinstance(part, int) else part for part in field)}: {first['msg']}"
        raise InputError(f"{path}:{line}", problem, "Write it as data/exposure.yaml has it.") from invalid


def _line(node: yaml.Node | None, place: Sequence[str | int]) -> int:
    """Return the line of a value in a YAML file, or of the innermost thing around it that is there."""
    line = 1
    for part in place:
        items: Mapping[str | int, yaml.Node] = {}
        if isinstance(node, yaml.MappingNode):
            items = {key.value: value for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            items = dict(enumerate(node.value))
        if part not in items:
            break
        node = items[part]
        line = node.start_mark.line + 1
    return line
