"""The questions of the catalogue, questions of your own, and Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .opened import Opened

if TYPE_CHECKING:
    from ..queries.catalogue.registry import Catalogue
    from ..queries.catalogue.shipped_questions import ShippedQuestions
    from ..queries.results.result import Result
    from ..schema.dates import DayLike


class QuestionVerbs(Opened):
    """The questions of the catalogue, questions of your own, and Cypher."""

    @property
    def ask(self) -> ShippedQuestions:
        """The questions of the catalogue as methods: `g.ask.traffic(place="Tumangang", as_of="2023-10-06")`."""
        from ..queries.catalogue.shipped_questions import ShippedQuestions

        return ShippedQuestions(self._graph, self.queries)

    def query(self, name: str, *, as_of: DayLike | None = None, **parameters: Any) -> Result:
        """Ask a question of the catalogue, or of the folder `queries`, by its name. Raises NotFound."""
        from ..queries.catalogue.registry import query

        return query(self._graph, name, as_of=as_of, queries=self.queries, **parameters)

    def questions(self) -> Catalogue:
        """Return the questions that `ask` and `query` take, by name."""
        from ..queries.catalogue.registry import catalogue

        return catalogue(self.queries)

    def cypher(self, statement: str, /, **parameters: Any) -> Result:
        """Run a statement that only reads. Raises QueryError, and NotFound for unknown labels or relationships.

        It ends after a minute, and returns 100,000 rows at most: `g.limits = sg.ReadLimits(seconds=600)` raises that.
        """
        from ..graph.statement_words import read_own
        from ..queries.results.result import Result

        table = read_own(self._graph, statement, parameters, self.limits)
        return Result("cypher", list(table.columns), table.rows, statement, parameters, notes=table.notes)
