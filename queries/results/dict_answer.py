"""Answers that are mappings. To be removed once every answer is typed (answer.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...graph.protocols import Row
from .answer import as_html
from .result import Result

if TYPE_CHECKING:
    import pandas


class Answer(dict[str, Any]):
    """An answer by its keys: a plain mapping for JSON and for code.

    `str()` of it is the text that the command line prints, which a notebook shows with the addresses of sources as
    links; an answer that is told as rows alone shows these. `to_result()` gives its rows, as `--format csv` does, and
    with them all that a Result turns into.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        name: str,
        columns: Sequence[str],
        rows: Callable[[Answer], list[Row]],
        tell: Callable[[Answer], str] | None = None,
    ) -> None:
        super().__init__(values)
        self._name, self._columns, self._rows, self._tell = name, columns, rows, tell

    def to_result(self) -> Result:
        """The rows of the answer, made from its keys as they are now; they have no Cypher of their own."""
        rows = [{column: row.get(column) for column in self._columns} for row in self._rows(self)]
        return Result(self._name, list(self._columns), rows, "")

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame. Needs the extra `pandas`."""
        return self.to_result().to_pandas()

    def __str__(self) -> str:
        return self._tell(self) if self._tell else str(self.to_result())

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(str(self)) if self._tell else self.to_result()._repr_html_()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What a notebook shows that has no HTML."""
        printer.text(str(self))
