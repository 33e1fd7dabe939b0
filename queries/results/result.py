"""What a question answers: rows that turn into what an analyst works with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ...graph.output import output
from ...graph.protocols import Row
from ...schema.extras import missing_package
from .tables import html_table, looks_like_id, show, text_table, write_csv

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars
    import rdflib

    from ...graph.store import Graph


class HoldsGraph(Protocol):
    """What has a graph, such as a workspace or a projection."""

    @property
    def graph(self) -> Graph: ...


@dataclass(frozen=True)
class Result:
    """Rows in a total order, with the question that they answer.

    `cypher` and `parameters` are the query as it ran; paste it with its `:param` lines into Neo4j Browser. Where the
    rows were worked out from a graph (brokers, communities), `cypher` is the query that read it. `column_texts` says
    what columns mean, as the header of the question does. `notes` say what Neo4j may answer otherwise.
    """

    name: str
    columns: list[str]
    rows: list[Row]
    cypher: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    column_texts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Row:
        return self.rows[index]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame. Needs the extra `pandas`."""
        try:
            import pandas as pd
        except ImportError as error:
            raise missing_package("pandas", "pandas") from error
        return pd.DataFrame(self.rows, columns=self.columns)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a polars DataFrame. Needs the extra `polars`.

        Lists stay lists. A column that holds values of several types is text, as a table shows it.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise missing_package("polars", "polars") from error
        return pl.DataFrame([_series(pl, column, [row[column] for row in self.rows]) for column in self.columns])

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return a graph of the rows: one node for each value that is an id, one edge from the first id of a row
        to each other id in it, labelled with its column; the rest is on the edge, lists joined by `; `."""
        import networkx as nx

        from ...graph.networkx_graphml import with_plain_values

        graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
        for row in self.rows:
            ids = [(column, item) for column in self.columns for item in _ids(row[column])]
            values = {c: v for c, v in row.items() if not _ids(v)}
            for _, id_ in ids:
                graph.add_node(id_)
            for column, id_ in ids[1:]:
                graph.add_edge(ids[0][1], id_, label=column, **values)
        return with_plain_values(graph)

    def to_rdf(self, graph: Graph | HoldsGraph) -> rdflib.Graph:
        """Return the rows as RDF: a node `sg:Row` for each, with a property for each column; lists give several values.

        An id that `graph` has becomes the IRI that an export of that graph gives it, so that both can be put together;
        row and column are `urn:sanctionsgraph:result:NAME#row-1` and `…#COLUMN`. What is null is left out.
        """
        from .rdf import rows_as_rdf

        columns = {column: self.column_texts.get(column) for column in self.columns}
        store: Any = getattr(graph, "graph", graph)
        return rows_as_rdf(self.name, columns, self.rows, store)

    def to_geojson(self, graph: Graph | HoldsGraph, *, as_of: str | None = None) -> Mapping[str, Any]:
        """Return the rows as GeoJSON (RFC 7946): a point for each place with a position that a row names.

        `graph` gives the positions, as known on a day. Each feature has the row's columns as texts.
        """
        from .geojson import feature_collection

        store: Any = getattr(graph, "graph", graph)
        return feature_collection(self.columns, self.rows, store, as_of)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the rows to whatever reads Arrow (pandas, polars, DuckDB) without a copy. Needs the extra `polars`."""
        return self.to_polars().__arrow_c_stream__(requested_schema)

    def to_csv(self, path: str | Path) -> Path:
        """Write the rows as CSV with a line of headings, lists joined by `, `. Return the path."""
        # An earlier table of the question begins with the same heading.
        with (
            output(path, re.escape(self.columns[0].encode())) as target,
            target.open("w", encoding="utf-8", newline="") as file,
        ):
            write_csv(file, self.columns, self.rows)
        return Path(path)

    def to_parquet(self, path: str | Path) -> Path:
        """Write the rows as Parquet, as `to_polars` has them. Return the path. Needs the extra `polars`."""
        with output(path, b"PAR1") as target:
            self.to_polars().write_parquet(target)
        return Path(path)

    def to_graphml(self, path: str | Path) -> Path:
        """Write the graph of `to_networkx` as GraphML. Return the path."""
        from ...graph.networkx_graphml import write_graphml

        return write_graphml(self.to_networkx(), path)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return "\n".join([text_table(self.columns, self.rows), *(f"note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        """Return a table for a notebook."""
        from html import escape

        return html_table(self.columns, self.rows) + "".join(f"<p>Note: {escape(note)}</p>" for note in self.notes)


def _ids(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and looks_like_id(item)]


def _series(pl: Any, column: str, values: list[Any]) -> Any:
    """Return a column of one type, as Parquet needs it."""
    kinds = {type(item) for value in values for item in (value if isinstance(value, list) else [value])}
    lists = [isinstance(value, list) for value in values if value is not None]
    kinds.discard(type(None))
    if kinds == {int, float}:
        kinds = {float}
    types = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
    if len(kinds) > 1 or not kinds <= types.keys() or (any(lists) and not all(lists)):
        return pl.Series(column, [None if value is None else show(value) for value in values], dtype=pl.String)
    dtype = types[next(iter(kinds), str)]
    return pl.Series(column, values, dtype=pl.List(dtype) if any(lists) else dtype, strict=False)
