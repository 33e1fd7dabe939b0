"""What a question answers: rows that turn into what an analyst works with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..graph.engine import Row
from ..schema.errors import SanctionsGraphError

if TYPE_CHECKING:
    import networkx
    import pandas


@dataclass(frozen=True)
class Result:
    """Rows in a total order, with the question that they answer.

    `cypher` and `parameters` are the query as it ran; paste it with its `:param` lines into Neo4j Browser.
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
            raise SanctionsGraphError("pandas is not installed: pip install 'sanctionsgraph[pandas]'") from error
        return pd.DataFrame(self.rows, columns=self.columns)

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

    def _repr_html_(self) -> str:
        """A table in a notebook."""
        from html import escape

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(show(row[c]))}</td>" for c in self.columns) + "</tr>"
            for row in self.rows[:200]
        )
        more = f"<p>and {len(self.rows) - 200} more rows</p>" if len(self.rows) > 200 else ""
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


def _ids(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and _looks_like_id(item)]


def _looks_like_id(text: str) -> bool:
    namespace, colon, key = text.partition(":")
    return bool(colon and key) and " " not in text and "//" not in text and namespace.islower()
