"""What is asked about a case: trace, assess, listings, history, traffic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

from ..schema.errors import SanctionsGraphError
from .opened import Interval, Opened, two_days

if TYPE_CHECKING:
    from ..queries.assessment.answer import AssessmentComparison, AssessmentSet
    from ..queries.ownership.exposed import ExposedThings
    from ..queries.ownership.exposure import Exposure
    from ..queries.timeline.history import History
    from ..queries.timeline.list_changes import ListChanges
    from ..queries.timeline.listed import ListingAnswer
    from ..queries.trace.answer import Trace, TraceComparison
    from ..queries.traffic.counts import TrafficSeries
    from ..schema.dates import DayLike


class CaseVerbs(Opened):
    """What is asked about a case: trace, assess, listings, history, traffic."""

    @overload
    def trace(self, subject: str, *, as_of: DayLike | None = None) -> Trace: ...
    @overload
    def trace(self, subject: str, *, between: Interval) -> TraceComparison: ...
    def trace(
        self, subject: str, *, as_of: DayLike | None = None, between: Interval | None = None
    ) -> Trace | TraceComparison:
        """Show the chain behind an entity: what was seen, what it may be, which measure, on whose word.

        With `between`, two days: what became known after the first, and what it moved.
        """
        if between is None:
            from ..queries.trace.trace import trace

            return trace(self._graph, subject, as_of=as_of)
        from ..queries.trace.comparison import compare_traces

        return compare_traces(self._graph, subject, *two_days(between, as_of))

    @overload
    def assess(
        self,
        subject: str | None = ...,
        *,
        measure: str | None = ...,
        bearer: str | None = ...,
        as_of: DayLike | None = ...,
        untouched: bool = ...,
    ) -> AssessmentSet: ...
    @overload
    def assess(
        self, subject: str | None = None, *, measure: str | None = None, between: Interval
    ) -> AssessmentComparison: ...
    def assess(
        self,
        subject: str | None = None,
        *,
        measure: str | None = None,
        bearer: str | None = None,
        as_of: DayLike | None = None,
        between: Interval | None = None,
        untouched: bool = False,
    ) -> AssessmentSet | AssessmentComparison:
        """Assess which measure an event may break, element by element, on whose word; every event without `subject`.

        `subject` is an event, or a place, ship or person in one. What does not touch, as far as is known, is left out:
        measures of a subject, events of a measure; `untouched` shows it, and one measure of one subject is always
        answered. `bearer` is a State: its duties alone. With `between`, two days: which element moved, through which
        claims. Raises NotFound or Ambiguous for a name, NothingClaimed where no event has the entity.
        """
        from ..queries.assessment.assess import assess
        from ..queries.assessment.comparison import compare_assessments

        if between is not None:
            since, until = two_days(between, as_of)
            if bearer is not None:
                raise SanctionsGraphError(
                    "give bearer or between, not both: ask for the bearer as of each of the days."
                )
            return compare_assessments(self._graph, subject, since=since, until=until, measure=measure)
        answer = assess(self._graph, subject, measure=measure, bearer=bearer, as_of=as_of)
        asked = subject is not None and measure is not None
        return answer if asked or untouched else answer.touched()

    def exposure(
        self,
        subject: str,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        rule: str | None = None,
        rules: str | Path | None = None,
    ) -> Exposure:
        """Say whether an entity falls under a freeze through who owns or controls it; `rules` is a file of your own."""
        from ..queries.ownership.exposure import exposure
        from ..queries.ownership.rules import SHIPPED

        return exposure(self._graph, subject, as_of=as_of, on=on, rule=rule, file=rules or SHIPPED)

    def exposed(
        self,
        dataset: str | None = None,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        rule: str | None = None,
        rules: str | Path | None = None,
    ) -> ExposedThings:
        """Find the unlisted entities of a data set, or of the graph, that a freeze reaches through who owns them."""
        from ..queries.ownership.exposed import exposed
        from ..queries.ownership.rules import SHIPPED

        return exposed(self._graph, dataset, as_of=as_of, on=on, rule=rule, file=rules or SHIPPED)

    def dossier(self, subject: str, path: str | Path = "case.html", *, as_of: DayLike | None = None) -> Path:
        """Write the case file of an entity: a page that opens offline, or its text as .md or .docx. Return its path."""
        from ..dossier import write

        return write(self._graph, subject, path, as_of=as_of)

    def listed(self, subject: str, *, on: DayLike, as_of: DayLike | None = None) -> ListingAnswer:
        """Say whether an entity was listed on a day, by whom and under what: yes, no or unknown for each list."""
        from ..queries.timeline.listed import listed

        return listed(self._graph, subject, on=on, as_of=as_of)

    def history(self, subject: str, *, as_of: DayLike | None = None) -> History:
        """Show one entity through time: each version of each record with what it changed, and the claims about it."""
        from ..queries.timeline.history import history

        return history(self._graph, subject, as_of=as_of)

    def changes(
        self, since: DayLike, until: DayLike, *, list_name: str | None = None, as_of: DayLike | None = None
    ) -> ListChanges:
        """Show what changed in lists between the editions of two days; `list_name` is one list or data set."""
        from ..queries.timeline.changes import changes

        return changes(self._graph, since, until, list_name=list_name, as_of=as_of)

    def traffic(self, subject: str, *, as_of: DayLike | None = None) -> TrafficSeries:
        """Show counts at a place over time: what is comparable, the gaps, and the rank of the latest."""
        from ..queries.traffic.traffic import traffic

        return traffic(self._graph, subject, as_of=as_of)
