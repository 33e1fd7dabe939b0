"""Names and who bears them: screening and identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .opened import Opened

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..queries.certificates.certificate import SearchCertificate
    from ..queries.certificates.check import CertificateCheck
    from ..queries.identity.desk import IdentityDesk
    from ..queries.identity.proposals import Proposals
    from ..queries.screening.questions import Asked
    from ..queries.screening.screen import Screening
    from ..queries.search.find import SearchAnswer
    from ..schema.dates import DayLike


class NameVerbs(Opened):
    """Names and who bears them: screening and identity."""

    def find(self, words: str, *, kind: str | None = None, limit: int = 20) -> SearchAnswer:
        """Find entities by words, parts of names, numbers, ids and paragraphs; each says why it matched."""
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

    def certify(self, path: str | Path, command: str, parameters: Mapping[str, Any]) -> SearchCertificate:
        """Ask `screen`, `listed` or `watch`, and write to `path` what was asked of which editions, and the answer.

        `parameters` are those of the method of that name; of `watch` the watch list under `list`. The answer is at
        `.answer`. Raises NotFound for another question, ValueInvalid for other parameters.
        """
        from ..queries.certificates.certificate import certify

        return certify(self._graph, path, command, parameters)

    def check_certificate(self, path: str | Path) -> CertificateCheck:
        """Check a search certificate: its digest, the editions in this graph, the answer. Raises InputError."""
        from ..queries.certificates.check import check_certificate

        return check_certificate(path, self._graph)

    def resolve(self, subject: str | None = None, *, limit: int = 50) -> Proposals:
        """Propose pairs of entities that may be one and are not decided, the best supported first."""
        return self.identity.proposals(subject).first(limit)

    @property
    def identity(self) -> IdentityDesk:
        """Proposals and decisions on which entities are one."""
        from ..queries.identity.desk import IdentityDesk

        return IdentityDesk(self._graph)
