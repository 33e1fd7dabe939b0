"""Names and who bears them: screening and identity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..schema.dates import DayLike
from .opened import Opened

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..queries.identity.desk import IdentityDesk
    from ..queries.identity.proposals import Proposals
    from ..queries.screening.questions import Asked
    from ..queries.screening.screen import Screening
    from ..queries.search.find import SearchAnswer


class NameVerbs(Opened):
    """Names and who bears them: screening and identity."""

    def find(self, words: str, *, kind: str | None = None, limit: int = 20) -> SearchAnswer:
        """Find things by words, parts of names, numbers, ids and paragraphs; each says why it matched."""
        from ..queries.search.find import find

        return find(self._graph, words, kind=kind, limit=limit)

    def screen(
        self,
        names: Asked | Iterable[Asked] = (),
        *,
        schema: str | None = None,
        country: str | None = None,
        birth_date: DayLike | None = None,
        number: str | None = None,
        as_of: DayLike | None = None,
        limit: int = 10,
        min_score: float = 0.3,
        progress: Progress | None = None,
    ) -> Screening:
        """Screen names against the graph: who may be meant, how well each fits, and why. A hit is no finding."""
        from ..queries.screening.screen import screen

        return screen(
            self._graph,
            names,
            schema=schema,
            country=country,
            birth_date=birth_date,
            number=number,
            as_of=as_of,
            limit=limit,
            min_score=min_score,
            progress=progress,
        )

    def resolve(self, subject: str | None = None, *, limit: int = 50) -> Proposals:
        """Propose pairs of entities that may be one and are not decided, the best supported first."""
        return self.identity.proposals(subject).first(limit)

    @property
    def identity(self) -> IdentityDesk:
        """Proposals and decisions on which things are one."""
        from ..queries.identity.desk import IdentityDesk

        return IdentityDesk(self._graph)
