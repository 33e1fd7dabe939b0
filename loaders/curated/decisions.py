"""Decisions on identity from a file: YAML or CSV, each with who decided it, when, and for what reason.

The file is what `sanctionsgraph resolve --list --format csv` writes, so that decisions can be carried to a graph that
was made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from ...graph.identity.decisions import DecisionRequest
from ...graph.identity.links import Judgement
from ...schema.errors import InputError, ValueInvalid
from ..common.csv_rows import Cells
from ..common.listing_parts import header_of, named, table_rows
from .form import problems
from .forms import DecisionForm
from .yaml_file import YamlFile

_REMEDY = "Correct the file; nothing of it was recorded."
KEYS = ("a", "b", "verdict", "reason", "by", "decided")


def read_decisions(path: Path) -> list[DecisionRequest]:
    """Return the decisions of a file, in its order. Raises InputError with the line of the first broken one."""
    records = _csv(path) if path.suffix.casefold() == ".csv" else _yaml(path)
    decisions = [_decision(place, record) for place, record in records]
    if not decisions:
        raise InputError(str(path), "no decision in it", f"Give each {', '.join(KEYS)}.")
    return decisions


def _decision(place: str, record: Mapping[str, object]) -> DecisionRequest:
    try:
        form = DecisionForm.model_validate(record)
        if form.verdict not in list(Judgement):
            raise ValueInvalid(f"verdict {form.verdict[:40]!r} is none of {', '.join(Judgement)}")
    except ValidationError as error:
        raise InputError(place, "; ".join(problems(record, error)), _REMEDY) from error
    except ValueInvalid as error:
        raise InputError(place, str(error), _REMEDY) from error
    return DecisionRequest(form.a, form.b, Judgement(form.verdict), form.by, form.decided, form.reason, form.rule)


def _yaml(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    file = YamlFile(path, "decisions", ("decisions",))
    for item in file.items("decisions"):
        yield file.place(item), item


def _csv(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    rows = table_rows(path)
    header = header_of(path, next(rows), KEYS)
    cells = Cells(latin=False)
    keys = {*KEYS, "rule"}
    for row in rows:
        place = f"{path}:{row.line}"
        try:
            record = named(header, row, cells.clean)
        except ValueInvalid as error:
            raise InputError(place, str(error), _REMEDY) from error
        # Tables have further columns, for the reader.
        yield place, {column: text for column, text in record.items() if column in keys}
