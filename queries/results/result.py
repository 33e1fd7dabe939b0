"""What a question answers: rows that turn into what an analyst works with."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ...graph.protocols import Row
from ...schema.errors import SanctionsGraphError

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars
    import rdflib

    from ...graph.store import Graph

#: So many rows a notebook shows.
SHOWN = 200


@dataclass(frozen=True)
class Result:
    """Rows in a total order, with the question that they answer.

    `cypher` and `parameters` are the query as it ran; paste it with its `:param` lines into Neo4j Browser. Where the
    rows were worked out from a graph (brokers, communities), `cypher` is the query that read it.
    """

    name: str
    columns: list[str]
    rows: list[Row]
    cypher: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Row:
        return self.rows[index]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame. Needs the extra `pandas`."""
        try:
            import pandas as pd
        except ImportError as error:
            raise _missing("pandas", "pandas") from error
        return pd.DataFrame(self.rows, columns=self.columns)

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars DataFrame. Needs the extra `polars`.

        Lists stay lists. A column that holds values of several types is text, as a table shows it.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise _missing("polars", "polars") from error
        return pl.DataFrame([_series(pl, column, [row[column] for row in self.rows]) for column in self.columns])

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """A graph of the rows: one node for each value that is an id, one edge from the first id of a row
        to each other id in it, labelled with its column; the rest of the row is on the edge."""
        import networkx as nx

        graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
        for row in self.rows:
            ids = [(column, item) for column in self.columns for item in _ids(row[column])]
            rest = {c: v for c, v in row.items() if not _ids(v)}
            for _, id_ in ids:
                graph.add_node(id_)
            for column, id_ in ids[1:]:
                graph.add_edge(ids[0][1], id_, label=column, **rest)
        return graph

    def to_rdf(self, graph: Graph) -> rdflib.Graph:
        """The rows as RDF: a node `sg:Row` for each, with a property for each column; lists give several values.

        An id that `graph` has becomes the IRI that an export of that graph gives it, so that both can be put together;
        row and column are `urn:sanctionsgraph:result:NAME#row-1` and `…#COLUMN`. What is null is left out.
        """
        from .rdf import to_rdf

        return to_rdf(self, graph)

    def to_csv(self, path: str | Path) -> Path:
        """Write the rows as CSV with a line of headings, lists joined by `, `. Gives the path back."""
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            write_csv(file, self.columns, self.rows)
        return Path(path)

    def to_parquet(self, path: str | Path) -> Path:
        """Write the rows as Parquet, as `to_polars` has them. Gives the path back. Needs the extra `polars`."""
        self.to_polars().write_parquet(Path(path))
        return Path(path)

    def to_graphml(self, path: str | Path) -> Path:
        """Write the graph of `to_networkx` as GraphML. Gives the path back."""
        from ...graph.networkx_graphml import write_graphml

        return write_graphml(self.to_networkx(), path)

    def __str__(self) -> str:
        return text_table(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """A table in a notebook."""
        return html_table(self.columns, self.rows)


def html_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return rows as a table of HTML, the first `SHOWN` of them, everything escaped."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(show(row.get(column)))}</td>" for column in columns) + "</tr>"
        for row in rows[:SHOWN]
    )
    more = f"<p>and {len(rows) - SHOWN} more rows</p>" if len(rows) > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def show(value: object) -> str:
    """A value in a table cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(show(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def text_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as text in columns, one line a row, never folded."""
    cells = [list(columns), *([show(row.get(c)) for c in columns] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def write_csv(file: IO[str], columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as CSV, each value as a table shows it."""
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([[show(row.get(c)) for c in columns] for row in rows])


def looks_like_id(text: str) -> bool:
    """Whether a value is an id of the graph: a namespace in small letters, a colon, a key."""
    namespace, colon, key = text.partition(":")
    return bool(colon and key) and " " not in text and "//" not in text and namespace.islower()


def _ids(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and looks_like_id(item)]


def _series(pl: Any, column: str, values: list[Any]) -> Any:
    """A column of a type of its own, as Parquet needs it."""
    kinds = {type(item) for value in values for item in (value if isinstance(value, list) else [value])}
    lists = [isinstance(value, list) for value in values if value is not None]
    kinds.discard(type(None))
    if kinds == {int, float}:
        kinds = {float}
    known = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
    if len(kinds) > 1 or not kinds <= known.keys() or (any(lists) and not all(lists)):
        return pl.Series(column, [None if value is None else show(value) for value in values], dtype=pl.String)
    dtype = known[next(iter(kinds), str)]
    return pl.Series(column, values, dtype=pl.List(dtype) if any(lists) else dtype, strict=False)


def _missing(package: str, extra: str) -> SanctionsGraphError:
    return SanctionsGraphError(f"{package} is not installed: pip install 'sanctionsgraph[{extra}]'")
