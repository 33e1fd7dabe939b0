"""What the explorer's pages show: a thing with its profile and claims, a regime on a day, two days compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..api import Workspace
from ..dossier.exploration import known_days
from ..dossier.profile import ProfileFact, profile_of
from ..graph.store import EntityRef
from ..queries.assessment.regime import Regimes
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.reader import EvidenceReader
from ..queries.notes.answer import CaseNotes, case_notes
from ..queries.results.citations import CitedSource
from ..queries.results.result import Result
from ..queries.trace.trace import trace_entity
from ..schema.dates import known_by

#: Hits that a search shows.
MOST_HITS = 20


@dataclass(frozen=True)
class ThingPage:
    """A thing as known on a day. `days` are those on which something became known of it, `claims` the latest first."""

    what: EntityRef
    as_of: str | None
    days: Sequence[str]
    profile: Mapping[str, Sequence[ProfileFact]]
    claims: Sequence[CitedClaim]
    sources: Sequence[CitedSource]
    in_case: bool
    notes: CaseNotes


@dataclass(frozen=True)
class RegimePage:
    """A regime on a day: its measures, and those of which a paragraph is disputed."""

    id: str
    name: str
    on: str
    measures: Result


@dataclass(frozen=True)
class NamedRegime:
    """A regime by id."""

    id: str
    name: str


def search(g: Workspace, words: str, kind: str | None = None) -> list[EntityRef]:
    """Return what bears a name or number, best first; where nothing does, what screening finds near."""
    hits = g.graph.find(words, kind)[:MOST_HITS]
    if hits or len(words) < 3:
        return hits
    near = g.screen(words, limit=8, schema=kind)
    return [g.graph.entity(hit.id) for name in near.names for hit in name.hits]


def thing_page(g: Workspace, id_: str, as_of: str | None) -> ThingPage:
    """Read a thing (id or name) as known on a day. Raises NotFound or Ambiguous."""
    entity = g.graph.entity(id_)
    reader = EvidenceReader(g.graph, known_by(as_of))
    trace = trace_entity(reader, entity, Regimes(g.graph, known_by(as_of)))
    claims = sorted(reader.claims([entity.id])[entity.id], key=lambda claim: (claim.since, claim.id), reverse=True)
    numbered = [reader.cite(claim) for claim in claims]
    facts: dict[str, list[ProfileFact]] = {}
    for fact in profile_of(reader, trace):
        facts.setdefault(fact.head, []).append(fact)
    days = known_days(g.graph, entity.id)
    notes = case_notes(g.graph, entity, as_of=as_of)
    in_case = bool(trace.seen or trace.may_be or claims)
    return ThingPage(entity, as_of, days, facts, numbered, reader.citations.sources(), in_case, notes)


def regimes(g: Workspace) -> list[NamedRegime]:
    """Return the regimes whose law is in the graph."""
    return g.graph.read_as(NamedRegime, "MATCH (p:Law:Programme) RETURN p.id AS id, p.name AS name ORDER BY name")


def regime_page(g: Workspace, programme: str, on: str, as_of: str | None) -> RegimePage:
    """Read the measures of a regime on a day. Raises NotFound for a regime that is not in the graph."""
    measures = g.query("in-force", programme=programme, on=on, as_of=as_of)
    name = next((item.name for item in regimes(g) if item.id == programme), programme)
    return RegimePage(programme, name, on, measures)
