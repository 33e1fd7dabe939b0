"""The order in which our own files are loaded together: each after those that have what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from ...schema.errors import InputError
from .claim_sheet import is_sheet, sheet_content
from .yaml_text import YamlMapping, YamlValue, parse_yaml


def in_loading_order(source: str, paths: Sequence[str]) -> list[str]:
    """Return paths in the order in which to load them: our own files first, each after those that it refers to."""
    own = {
        Path(path): path
        for path in paths
        if (source == "reports" or path.lower().endswith((".yaml", ".yml"))) and Path(path).is_file()
    }
    if len(own) < 2:
        return list(paths)
    others = [path for path in paths if path not in own.values()]
    return [*(own[path] for path in _in_order(list(own))), *others]


def _in_order(paths: Sequence[Path]) -> list[Path]:
    """Return our own files in an order in which what one refers to is in an earlier one, as far as there is one.

    Files that refer to each other stay in the order given, and so do those that cannot be read: loading them says why.
    """
    defined, named = {}, {}
    for path in paths:
        content = _content(path)
        defined[path] = _defined(content)
        named[path] = {part for text in _texts(content, ids=False) for part in (text, text.partition("#")[0])}
    after = {
        path: [other for other in paths if other != path and defined[other] & (named[path] - defined[path])]
        for path in paths
    }
    while True:
        try:
            return list(TopologicalSorter(after).static_order())
        except CycleError as error:
            circle = set(error.args[1])
            for path in circle:
                after[path] = [other for other in after[path] if other not in circle]


def _content(path: Path) -> YamlMapping:
    try:
        return sheet_content(path) if is_sheet(path) else parse_yaml(path)
    except InputError:
        return YamlMapping()


def _defined(content: YamlMapping) -> set[str]:
    """Return the ids by which other files know what is in a file: whole ones, and those of a section's own entries.

    What is within an entry, such as a claim of a report, has a short id that means nothing outside of it.
    """
    entries = [entry for section in content.values() for entry in (section if isinstance(section, list) else [section])]
    own = {str(entry["id"]) for entry in entries if isinstance(entry, YamlMapping) and entry.get("id")}
    return own | {id_ for id_ in _texts(content, ids=True) if ":" in id_}


def _texts(value: YamlValue, ids: bool) -> Iterator[str]:
    """Yield the texts under `id`, or all others."""
    if isinstance(value, str):
        if not ids:
            yield str(value)
        return
    for key, item in value.items() if isinstance(value, YamlMapping) else (("", item) for item in value or ()):
        if key == "id" and isinstance(item, str):
            if ids:
                yield str(item)
        else:
            yield from _texts(item, ids)
