"""YAML as our own files use it: mappings, lists and texts, each with its line; every value as it is written.

YAML's guesses at types are not used: `010` is not 8, `1:30` not 90, `no` not false. A plain value is the text that
stands in the file, and the form that reads it says whether it must be a number or a date (forms.py). An empty value,
`~` and `null` mean that there is none. Tags other than `!!str`, aliases, and keys that are not texts are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import yaml

from ...schema.errors import InputError
from ..common.load import read_text

#: Mappings and lists within each other at most.
DEEPEST = 30
_NULLS = ("", "~", "null", "Null", "NULL")
_NO_TAG = "Correct the file: write values without tags."
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


class Scalar(str):
    """A value as written; `plain` where it stands without quotes, so that it may be a number."""

    __slots__ = ("plain",)
    plain: bool


class YamlMapping(dict[str, "YamlValue"]):
    """A mapping with its line, and the line of each key."""

    line: int
    lines: dict[str, int]


YamlValue: TypeAlias = Scalar | YamlMapping | list["YamlValue"] | None


def parse_yaml(path: Path) -> YamlMapping:
    """Parse a file. Raises InputError, with the line, for text that is not such YAML or is no mapping of sections."""
    text = read_text(path)
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        content = _document(path, events)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        if any(text_line[:1] == "\t" for text_line in text.splitlines()[line - 1 : line]):
            raise InputError(f"{path}:{line}", "a tab before the first word", "Indent with spaces.") from error
        raise InputError(f"{path}:{line}", f"not YAML: {error.problem}", "Correct the file.") from error
    except yaml.YAMLError as error:
        raise InputError(str(path), f"not YAML: {' '.join(str(error).split())}", "Correct the file.") from error
    if not isinstance(content, YamlMapping):
        raise InputError(f"{path}:1", "not a mapping of sections", "See docs/data-files.md.")
    return content


def _document(path: Path, events: Iterator[yaml.Event]) -> YamlValue:
    reader = _Reader(path, events)
    content: YamlValue = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if content is not None:
                raise reader.refused(event, "not YAML of ours: a second document begins here")
            content = reader.value(next(events), 0)
    return content


class _Reader:
    """Builds values from the events of the parser."""

    def __init__(self, path: Path, events: Iterator[yaml.Event]) -> None:
        self._path, self._events = path, events

    def refused(self, event: yaml.Event, problem: str, remedy: str = "Correct the file.") -> InputError:
        """Return the error about what stands at an event."""
        return InputError(f"{self._path}:{_line(event)}", problem, remedy)

    def value(self, event: yaml.Event, depth: int) -> YamlValue:
        """Return the value that begins with an event."""
        if isinstance(event, yaml.AliasEvent):
            raise self.refused(event, "not YAML: aliases are not allowed")
        if depth > DEEPEST:
            raise self.refused(event, f"nested in more than {DEEPEST} levels")
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.ScalarEvent):
            if tag not in _TEXT_TAGS:
                raise self.refused(event, f"not YAML of ours: a tag, {str(tag).rpartition(':')[2]!r}", _NO_TAG)
            return self._scalar(event)
        if tag not in (None, "!"):
            raise self.refused(event, f"not YAML of ours: a tag, {str(tag).rpartition(':')[2]!r}", _NO_TAG)
        return self._mapping(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._list(depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        plain = event.style in (None, "")
        if plain and event.value in _NULLS:
            return None
        scalar = Scalar(event.value)
        scalar.plain = plain
        return scalar

    def _list(self, depth: int) -> list[YamlValue]:
        values: list[YamlValue] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self.value(event, depth + 1))
        return values

    def _mapping(self, start: yaml.Event, depth: int) -> YamlMapping:
        mapping = YamlMapping()
        mapping.line, mapping.lines = _line(start), {}
        previous = ""
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refused(event, "not YAML of ours: a key that is no text")
            key = event.value
            value = self.value(next(self._events), depth + 1)
            if value is None and key.isdecimal() and isinstance(mapping.get(previous), Scalar):
                written = f"{mapping[previous]},{key}"
                quoted = "" if previous == "value" else f', or "{written}" in quotes'
                remedy = f"Write {written.replace(',', '')}{quoted}."
                raise self.refused(event, f"`{previous}: {written}` in braces ends at its comma", remedy)
            if key in mapping:
                raise self.refused(event, f"not YAML: key used twice: {key}")
            mapping[key], mapping.lines[key], previous = value, _line(event), key
        return mapping


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
