"""Decisions on identity from a file: YAML or CSV, each with who decided it, when, and for what reason.

The file is what `sanctionsgraph resolve --list --format csv` writes, so that decisions can be carried to a graph that
was made anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...graph.identity.decisions import DecisionRequest
from ...graph.identity.links import Judgement
from ...schema.dates import day
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import check_id
from ..common.csv_rows import Cells
from ..common.listing_parts import header_of, named, table_rows
from .yaml_file import LINE, YamlFile, only

KEYS = ("a", "b", "verdict", "reason", "by", "decided")


def read_decisions(path: Path) -> list[DecisionRequest]:
    """The decisions of a file, in its order. Raises InputError with the line of the first that breaks a rule."""
    found = []
    for place, said in _csv(path) if path.suffix.casefold() == ".csv" else _yaml(path):
        try:
            found.append(_wanted(said))
        except ValueInvalid as error:
            raise InputError(place, str(error), "Mend the file; nothing of it was recorded.") from error
    if not found:
        raise InputError(str(path), "no decision in it", f"Give each {', '.join(KEYS)}.")
    return found


def _wanted(said: dict[str, Any]) -> DecisionRequest:
    missing = [key for key in KEYS if not said.get(key)]
    if missing:
        raise ValueInvalid(f"{', '.join(missing)} missing")
    verdict = str(said["verdict"])
    if verdict not in list(Judgement):
        raise ValueInvalid(f"verdict {verdict[:40]!r} is none of {', '.join(Judgement)}")
    ids = check_id(str(said["a"])), check_id(str(said["b"]))
    rule = str(said["rule"]) if said.get("rule") else None
    return DecisionRequest(
        *ids, Judgement(verdict), str(said["by"]), day(str(said["decided"])), str(said["reason"]), rule
    )


def _yaml(path: Path) -> list[tuple[str, dict[str, Any]]]:
    file = YamlFile(path, "decisions", ("decisions",))
    found = []
    for item in file.items("decisions"):
        try:
            only(item, *KEYS, "rule")
        except ValueInvalid as error:
            raise InputError(file.place(item), str(error), "Mend the file; nothing of it was recorded.") from error
        found.append((file.place(item), {key: value for key, value in item.items() if key != LINE}))
    return found


def _csv(path: Path) -> list[tuple[str, dict[str, Any]]]:
    rows = table_rows(path)
    header = header_of(path, next(rows), KEYS)
    cells = Cells(latin=False)
    found: list[tuple[str, dict[str, Any]]] = []
    for row in rows:
        place = f"{path}:{row.line}"
        try:
            found.append((place, dict(named(header, row, cells.clean))))
        except ValueInvalid as error:
            raise InputError(place, str(error), "Mend the file; nothing of it was recorded.") from error
    return found
