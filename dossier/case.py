"""What a case file is made of: the trace, the assessments, where the places lie, what was counted.

All parts share their citations, so that every source has one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from ..graph.case_notes import NoteEntry, notes_on
from ..graph.store import Graph
from ..queries.assessment.answer import Assessment
from ..queries.assessment.regime import Regimes
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.reader import EvidenceReader
from ..queries.results.answer import plain
from ..queries.results.citations import CitedSource
from ..queries.trace.answer import AllegedTransfer, Trace
from ..queries.trace.trace import trace_entity
from ..queries.traffic.counts import TrafficSeries
from ..queries.traffic.traffic import traffic
from ..schema.dates import DayLike, known_by
from ..schema.vocabulary import KINDS
from .assessments import CaseAssessments, assess_case
from .places import CasePlace, places_of
from .profile import ProfileFact, profile_of
from .terms import SourceTerms, terms_of

T = TypeVar("T")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Case:
    """What is known of a subject on a day, ready to be set as a page.

    `series` are counts at the place, None where the subject is no place; `claims` are those of trace and assessments;
    `notes` are those of whoever works on it, and no part of what sources say.
    """

    trace: Trace
    assess: CaseAssessments
    series: TrafficSeries | None
    claims: Mapping[str, CitedClaim]
    sources: tuple[CitedSource, ...]
    places: tuple[CasePlace, ...]
    profile: tuple[ProfileFact, ...] = ()
    terms: tuple[SourceTerms, ...] = ()
    notes: tuple[NoteEntry, ...] = ()

    @property
    def name(self) -> str:
        """The name of the subject."""
        return self.trace.what.name

    @property
    def main_transfers(self) -> list[AllegedTransfer]:
        """The alleged transfers that the subject is linked with most closely."""
        return self.trace.close

    @cached_property
    def _sources_by_id(self) -> Mapping[str, CitedSource]:
        return {source.id: source for source in self.sources}

    def measure_anchor(self, assessment: Assessment) -> str:
        """Return the id of an assessment in the page."""
        return f"measure-{self.assess.assessments.index(assessment) + 1}"

    def number(self, report: str) -> int | None:
        """Return the number of a report; None where it is not among the sources."""
        source = self._sources_by_id.get(report)
        return source.n if source else None

    def cite(self, reports: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of reports, each once, in order."""
        return tuple(sorted({n for report in reports if (n := self.number(report)) is not None}))

    def publisher(self, report: str) -> str:
        """Return the publisher of a report, its title where none is stated, its id where it is no source here."""
        source = self._sources_by_id.get(report)
        return source.publisher or source.title if source else report

    def url(self, report: str) -> str | None:
        """Return the web address of a report; None where it has none, or is not among the sources."""
        source = self._sources_by_id.get(report)
        return source.url if source else None

    def terms_at(self, number: int) -> SourceTerms | None:
        """Return the terms of a source by its number; None where none are stated."""
        return next((terms for terms in self.terms if terms.source == number), None)

    def report_of(self, claim: str) -> str:
        """Return the report that holds a claim; a claim's id begins with it."""
        return self.claims[claim].report if claim in self.claims else claim.partition("#")[0]

    @cached_property
    def bases(self) -> Mapping[str, list[str]]:
        """Each claim to the claims that it rests on, from trace and assessments."""
        bases = {claim.id: list(claim.rests_on) for claim in self.claims.values()}
        for claim, rests_on in self.assess.tree.items():
            bases[claim] = list(dict.fromkeys([*bases.get(claim, ()), *rests_on]))
        return bases

    def data(self) -> Mapping[str, Any]:
        """Return the whole case as JSON has it, for the download."""
        return {
            "what": plain(self.trace.what),
            "as_of": self.trace.as_of,
            "trace": self.trace.to_dict(),
            "assess": plain(self.assess),
            "series": self.series.to_dict() if self.series else None,
            "places": plain(self.places),
            "profile": plain(self.profile),
            "sources": plain(self.sources),
            "terms": plain(self.terms),
            "notes": plain(self.notes),
        }


def gather(graph: Graph, subject: str, *, as_of: DayLike | None = None) -> Case:
    """Ask the graph for a case, as known on a day. Raises NotFound or Ambiguous for the name."""
    day = known_by(as_of)
    entity = graph.entity(subject)
    reader, regimes = EvidenceReader(graph, day), Regimes(graph, day)
    trace = trace_entity(reader, entity, regimes)
    place = "Place" in (entity.kind, *KINDS.get(entity.kind, ()))
    counted = traffic(graph, entity.id, as_of=day) if place else None
    assessed = assess_case(graph, trace, reader, regimes)
    places = places_of(graph, trace, assessed, reader.citations)
    profile = profile_of(reader, trace)
    claims = {claim.id: claim for claim in (*trace.claims(), *assessed.claims.values())}
    sources = reader.citations.sources()
    notes = tuple(notes_on(graph, day, entity.id))
    return Case(trace, assessed, counted, claims, sources, places, profile, terms_of(graph, sources), notes)


def grouped(items: Iterable[T], key: Callable[[T], Key]) -> dict[Key, list[T]]:
    """Return items by what they share, in the order in which the keys come first."""
    groups: dict[Key, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
