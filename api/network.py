"""What connects entities: paths, ways by rail, direct edges, brokers, communities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .opened import Opened

if TYPE_CHECKING:
    from ..graph.projection import Projection
    from ..queries.network.chain import Chains, Neighbourhood
    from ..queries.network.measures import Brokers, Communities
    from ..queries.traffic.route_answer import RouteAnswer
    from ..schema.dates import DayLike


class NetworkVerbs(Opened):
    """What connects entities: paths, direct edges, brokers, communities."""

    def paths(
        self,
        start: str,
        end: str,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        limit: int = 5,
        max_hops: int = 5,
        exclude_kinds: Sequence[str] | None = None,
    ) -> Chains:
        """Find the best explained chains of statements between two entities, each hop with its citation."""
        from ..queries.network.paths import NOT_PASSED, paths

        excluded = NOT_PASSED if exclude_kinds is None else exclude_kinds
        return paths(
            self._graph, start, end, as_of=as_of, on=on, limit=limit, max_hops=max_hops, exclude_kinds=excluded
        )

    def neighbours(
        self, subject: str, *, as_of: DayLike | None = None, on: DayLike | None = None, limit: int = 100
    ) -> Neighbourhood:
        """Show what statements link directly with an entity, the firmest first, each with its citation."""
        from ..queries.network.paths import neighbours

        return neighbours(self._graph, subject, as_of=as_of, on=on, limit=limit)

    def route(
        self, start: str, end: str, *, as_of: DayLike | None = None, limit: int = 3, out_of_use: bool = False
    ) -> RouteAnswer:
        """Find ways by rail between two places: stations, lengths, breaks of gauge, borders, alternatives."""
        from ..queries.traffic.route import route

        return route(self._graph, start, end, as_of=as_of, limit=limit, out_of_use=out_of_use)

    def project(self, *, as_of: DayLike | None = None, on: DayLike | None = None) -> Projection:
        """Join entities directly, as of a day: one edge for each relation, with the ids of its statements."""
        from ..graph.projection import project

        return project(self._graph, as_of=as_of, on=on)

    def brokers(
        self,
        first: str | Sequence[str],
        second: str | Sequence[str],
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        limit: int = 20,
        exclude_kinds: Sequence[str] | None = None,
        bare_places: bool = False,
    ) -> Brokers:
        """Find what stands between the networks of two entities (or lists of ids), not through `exclude_kinds`."""
        from ..queries.network.measures import EXCLUDED_KINDS, brokers

        excluded = EXCLUDED_KINDS if exclude_kinds is None else exclude_kinds
        return brokers(
            self._graph,
            first,
            second,
            as_of=as_of,
            on=on,
            limit=limit,
            exclude_kinds=excluded,
            bare_places=bare_places,
        )

    def communities(
        self,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        resolution: float = 1.0,
        seed: int = 0,
        exclude_kinds: Sequence[str] | None = None,
        bare_places: bool = False,
    ) -> Communities:
        """Find entities that are joined more among themselves than with others, not through `exclude_kinds`."""
        from ..queries.network.measures import EXCLUDED_KINDS, communities

        return communities(
            self._graph,
            as_of=as_of,
            on=on,
            resolution=resolution,
            seed=seed,
            exclude_kinds=EXCLUDED_KINDS if exclude_kinds is None else exclude_kinds,
            bare_places=bare_places,
        )
