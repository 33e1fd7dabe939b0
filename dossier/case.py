"""Everything that a case file is made of: the trace, the assessment, where the places lie, what was counted.

Trace and assessments number their sources each by itself; here every report has one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph.store import Graph
from ..queries.trace.trace import trace
from ..queries.traffic.traffic import traffic
from . import places, verdicts

Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What is known of a thing on a day, ready to be set as a page."""

    trace: Json
    assess: Json
    #: Counts at the place, in groups that can be compared; none where the thing is no place.
    series: Json | None
    #: Every claim of trace and assessment by its id.
    claims: Mapping[str, Json]
    sources: list[Json]
    places: list[Json]

    @property
    def name(self) -> str:
        """The thing that was asked for."""
        return str(self.trace["what"]["name"])

    def number(self, report: str) -> int | None:
        """The number of a report; none where it is not among the sources."""
        return next((source["n"] for source in self.sources if source["id"] == report), None)

    def cite(self, reports: Iterable[str]) -> list[int]:
        """The numbers of reports, each once, in order."""
        return sorted({n for report in reports if (n := self.number(report)) is not None})

    def cite_traced(self, numbers: Iterable[int]) -> list[int]:
        """What the trace cites by its own numbers."""
        wanted = set(numbers)
        return self.cite(source["id"] for source in self.trace["sources"] if source["n"] in wanted)

    def publisher(self, report: str) -> str:
        """Who published a report."""
        return next((str(s["publisher"] or s["title"]) for s in self.sources if s["id"] == report), report)

    def data(self) -> Json:
        """The whole case as JSON, for the download."""
        return {
            "what": self.trace["what"],
            "as_of": self.trace["as_of"],
            "trace": self.trace,
            "assess": self.assess,
            "series": self.series,
            "places": self.places,
            "sources": self.sources,
        }


def claims_of(traced: Json) -> Iterator[Json]:
    """Yield every claim of a trace."""
    for part in ("seen", "may_be"):
        for event in traced[part]:
            yield from event["claims"]
            yield from (claim for leg in event.get("legs", ()) for claim in leg["claims"])


def gather(graph: Graph, what: str, as_of: str | None = None) -> Case:
    """Ask the graph for a case. Raises NotFound or Ambiguous for the name."""
    traced = trace(graph, what, as_of=as_of).to_dict()
    place = "Place" in graph.read(_LABELS, id=traced["what"]["id"]).rows[0]["labels"]
    counted = traffic(graph, traced["what"]["id"], as_of=as_of).to_dict() if place else None
    assessed = verdicts.gather(graph, traced, as_of)
    return build(traced, assessed, counted, places.gather(graph, traced, assessed))


def build(traced: Json, assessed: Json, counted: Json | None, placed: list[Json]) -> Case:
    """Give every report one number: first as the trace cites them, then what the others add."""
    sources = {source["id"]: source for source in traced["sources"]}
    for source in (*assessed["sources"], *(place["source"] for place in placed if place["source"])):
        sources.setdefault(source["id"], source)
    numbered = [{**source, "n": n} for n, source in enumerate(sources.values(), 1)]
    numbers = {source["id"]: source["n"] for source in numbered}
    told = [*claims_of(traced), *assessed["claims"].values()]
    claims = {claim["id"]: {**claim, "source": numbers.get(claim["report"])} for claim in told}
    return Case(traced, assessed, counted, claims, numbered, placed)


_LABELS = "MATCH (e:Entity {id: $id}) RETURN labels(e) AS labels"


def bases(case: Case) -> dict[str, list[str]]:
    """Claim to the claims it rests on, from trace and assessment."""
    found: dict[str, list[str]] = {claim["id"]: list(claim.get("rests_on") or ()) for claim in case.claims.values()}
    for claim, rests in case.assess["tree"].items():
        found[claim] = list(dict.fromkeys([*found.get(claim, ()), *rests]))
    return found


def report_of(case: Case, claim: str) -> str:
    """The report that holds a claim; a claim's id begins with it."""
    told = case.claims.get(claim)
    return str(told["report"]) if told else claim.partition("#")[0]


def chunks(items: Iterable[Json], key: str) -> Iterator[tuple[Any, list[Json]]]:
    """Items that share a value, in the order in which the values come first."""
    found: dict[Any, list[Json]] = {}
    for item in items:
        found.setdefault(item[key], []).append(item)
    yield from found.items()
