"""The sources that an answer cites, each with one number."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph.store import Graph
from ...graph.writing import batches


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A report or edition under the number `n` by which an answer cites it; `seen` says how the project read it."""

    n: int
    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    seen: str | None


class Citations:
    """Numbers reports and editions in the order in which they are first cited."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._numbers: dict[str, int] = {}
        self._sources: dict[str, CitedSource] = {}

    def number(self, source: str) -> int:
        """Return the number of a source (id); a source not cited before gets the next one."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def sources(self) -> tuple[CitedSource, ...]:
        """Return the sources cited so far, by number; each is read once."""
        unread = [source for source in self._numbers if source not in self._sources]
        for batch in batches(unread):
            for row in self._graph.read(SOURCES, ids=batch).rows:
                self._sources[row["id"]] = CitedSource(n=self._numbers[row["id"]], **row)
        return tuple(self._sources[source] for source in self._numbers if source in self._sources)


#: Title, publisher, date and address of the sources of these ids.
SOURCES = (
    "UNWIND $ids AS id MATCH (r:Source {id: id}) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Source) "
    "RETURN r.id AS id, r.name AS title, p.name AS publisher, coalesce(r.published, r.date) AS published, "
    "r.url AS url, r.seen AS seen ORDER BY id"
)
