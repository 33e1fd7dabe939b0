"""The terms of the data sets that a case file cites: the licence on their editions, and whom a copy must name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph.store import Graph
from ..queries.results.citations import CitedSource


@dataclass(frozen=True)
class SourceTerms:
    """The licence of a cited edition (its number), whom a copy must name, and the address of the terms."""

    source: int
    licence: str
    attribution: str | None
    url: str | None


@dataclass(frozen=True)
class _EditionTerms:
    id: str
    licence: str
    attribution: str | None
    url: str | None


_TERMS = (
    "UNWIND $ids AS id MATCH (e:Source:Edition {id: id}) WHERE e.licence IS NOT NULL "
    "RETURN e.id AS id, e.licence AS licence, e.attribution AS attribution, e.licenceUrl AS url ORDER BY id"
)


def terms_of(graph: Graph, sources: Iterable[CitedSource]) -> tuple[SourceTerms, ...]:
    """Return the terms of those sources that are editions with a licence, by their numbers."""
    numbers = {source.id: source.n for source in sources}
    rows = graph.read_as(_EditionTerms, _TERMS, ids=sorted(numbers))
    terms = [SourceTerms(numbers[row.id], row.licence, row.attribution, row.url) for row in rows]
    return tuple(sorted(terms, key=lambda term: term.source))
