"""One thing through time: each version of each record of it, what that changed, and the claims about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

from ...graph.store import EntityRef, Graph
from ...schema.claim_words import DID, property_words
from ...schema.dates import FOREVER, LATEST, DayLike, as_known, known_by, known_end
from ...schema.vocabulary import Property, Stance, statement_kind
from ..results.answer import Answer, text_of
from ..results.citations import Citations, CitedSource
from ..results.text_layout import Lines, text_with_sources
from .versions import Difference, Removal, Version, bounds, differences, editions, runs


@dataclass(frozen=True)
class RecordedVersion:
    """One version of a record, as one of its sources has it; `changes` from the version before.

    `until` is 9999-12-31 where no end was known. `after_gap` bounds the absence of the record before it, if there was
    one. `source` is a number of the answer's sources.
    """

    record: str
    since: str
    until: str
    name: str
    listed_on: str | None
    locator: str | None
    source: int
    changes: tuple[Difference, ...]
    after_gap: Removal | None


@dataclass(frozen=True)
class RecordHistory:
    """The versions of one record; `role` is what the thing is in it, `gone` bounds its removal, if it is gone."""

    dataset: str
    key: str
    kind: str
    role: str
    versions: tuple[RecordedVersion, ...]
    gone: Removal | None


@dataclass(frozen=True)
class ClaimInTime:
    """A claim about the thing (`role` ABOUT), or one that names it (its role there, such as VALUE).

    `value` is an id where it is an entity, whose name is `value_name`.
    """

    since: str
    until: str
    id: str
    role: str
    about: str
    about_name: str
    property: str
    stance: str
    value: str | None
    value_name: str | None
    unit: str | None
    hedge: str | None
    basis: str | None
    speaker: str
    report: str
    locator: str | None
    source: int = 0


@dataclass(frozen=True, repr=False)
class History(Answer):
    """Everything said of a thing, in time, as known on `as_of`."""

    name_of_result: ClassVar[str] = "history"
    columns: ClassVar[Sequence[str]] = ("since", "until", "kind", "statement", "role", "says", "source")

    what: EntityRef
    as_of: str
    records: tuple[RecordHistory, ...]
    claims: tuple[ClaimInTime, ...]
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each version of a record and each claim, in the order of `since`."""
        source_ids = {source.n: source.id for source in self.sources}
        rows = [
            _row(
                version,
                kind=record.kind,
                statement=version.record,
                role=record.role,
                says="; ".join([version.name, *map(str, version.changes)]),
                source=source_ids[version.source],
            )
            for record in self.records
            for version in record.versions
        ]
        for claim in self.claims:
            says = f"{claim.speaker} {_says(claim)}"
            rows.append(_row(claim, kind="Claim", statement=claim.id, role=claim.role, says=says, source=claim.report))
        return sorted(rows, key=itemgetter("since", "statement", "role"))


def _row(entry: RecordedVersion | ClaimInTime, **columns: str) -> Mapping[str, str]:
    return {"since": entry.since, "until": entry.until, **columns}


def history(graph: Graph, subject: str, *, as_of: DayLike | None = None) -> History:
    """Return everything said of a thing (id or name), in time, as known on a day.

    Raises NotFound or Ambiguous for the name.
    """
    entity, as_of = graph.entity(subject), known_by(as_of)
    citations = Citations(graph)
    records = tuple(_records(graph, graph.read_as(_VersionRow, _RECORDS, id=entity.id, as_of=as_of), as_of, citations))
    claims = tuple(
        replace(claim, until=known_end(claim.until, as_of), source=citations.number(claim.report))
        for claim in graph.read_as(ClaimInTime, _CLAIMS, id=entity.id, as_of=as_of)
    )
    return History(entity, as_of, records, claims, citations.sources())


class _RecordName(NamedTuple):
    dataset: str
    key: str
    role: str


@dataclass(frozen=True)
class _VersionRow(Version):
    dataset: str
    labels: Sequence[str]
    listed_on: str | None
    locator: str | None
    role: str
    source: str


def _records(graph: Graph, rows: Sequence[_VersionRow], as_of: str, citations: Citations) -> Iterator[RecordHistory]:
    by_name: dict[_RecordName, dict[str, _VersionRow]] = defaultdict(dict)
    for row in rows:
        # A record that stands in several sources is shown with the first.
        version = replace(row, until=known_end(row.until, as_of))
        by_name[_RecordName(row.dataset, row.key or row.id, row.role)].setdefault(row.id, version)
    versions_by_name = {name: sorted(of.values(), key=lambda v: v.since) for name, of in by_name.items()}
    pairs = [(a.id, b.id) for versions in versions_by_name.values() for a, b in pairwise(versions)]
    changes = differences(graph, pairs) if pairs else {}
    by_dataset = editions(graph, as_of)
    for name, versions in sorted(versions_by_name.items(), key=lambda item: (item[1][0].since, item[0])):
        of_dataset = by_dataset.get(name.dataset, [])
        gaps = {later[0].id: bounds(of_dataset, run[-1]) for run, later in pairwise(runs(versions))}
        before = {b.id: a.id for a, b in pairwise(versions)}
        yield RecordHistory(
            *(name.dataset, name.key, statement_kind(versions[0].labels), name.role),
            versions=tuple(
                RecordedVersion(
                    *(v.id, v.since, v.until, v.name, v.listed_on, v.locator, citations.number(v.source)),
                    changes=tuple(changes[before[v.id], v.id]) if v.id in before else (),
                    after_gap=gaps.get(v.id),
                )
                for v in versions
            ),
            gone=bounds(of_dataset, versions[-1]) if versions[-1].until != FOREVER else None,
        )


@text_of.register
def _(answer: History, width: int) -> str:
    lines: list[tuple[str, str]] = [("", _heading(answer))]
    for record in answer.records:
        lines += [("", ""), *_record_lines(record)]
    if answer.claims:
        lines += [("", ""), ("CLAIMS", f"{len(answer.claims)}, in the order in which they became known")]
        lines += [("", _claim_line(claim)) for claim in answer.claims]
    if len(lines) == 1:
        lines.append(("", "nothing was said of it"))
    return text_with_sources(lines, answer.sources, width)


def _heading(answer: History) -> str:
    knowledge = f", {as_known(answer.as_of)}" if answer.as_of != LATEST else ""
    return f"{answer.what.name} ({answer.what.kind} {answer.what.id}) through time{knowledge}"


def _record_lines(record: RecordHistory) -> Lines:
    yield record.kind.upper()[:10], f"{record.dataset} {record.key}{_as_role(record.role)}"
    for version in record.versions:
        ends = "" if version.until == FOREVER else f" until {version.until}"
        listed_on = f" (entry dated {version.listed_on})" if version.listed_on else ""
        if gap := version.after_gap:
            yield "", f"  not there after {gap.removed_after}, from {gap.removed_before} at the latest"
        yield "", f"  since {version.since}{ends}  {version.name}{listed_on} [{version.source}]"
        for change in version.changes:
            yield "", f"      {change}"
    if record.gone:
        yield "", f"  removed after {record.gone.removed_after}, before {record.gone.removed_before}"


def _as_role(role: str) -> str:
    """Return what an entity is in a record that is about something else: `, as holder`."""
    return "" if role == "ABOUT" else f", as {role.lower().replace('_', ' ')}"


def _claim_line(claim: ClaimInTime) -> str:
    words = f" “{claim.hedge}”" if claim.hedge else ""
    ends = "" if claim.until == FOREVER else f" (until {claim.until})"
    return f"  {claim.since}{ends}  {claim.speaker} {_says(claim)}{words} [{claim.source}]"


def _says(claim: ClaimInTime) -> str:
    """Return what a claim says, with names for ids: `asserted operator: Marine Trans Shipping`."""
    about = f" of “{claim.about_name}”" if claim.role == "VALUE" else ""
    shown = claim.value_name or claim.value
    value = f": {shown} {claim.unit or ''}".rstrip() if shown is not None and claim.property != Property.EXISTS else ""
    return f"{DID[Stance(claim.stance)]} {property_words(claim.property)}{about}{value}"


#: A State is in the records of all that lies in it; those are no history of it. A part is not in a record of its own.
_RECORDS = (
    "MATCH (e:Entity {id: $id})<-[role]-(s:Statement:Record)-[:IN]->(r:Source) "
    "WHERE s.since <= $as_of AND NOT s:Identity AND type(role) <> 'COUNTRY' "
    "RETURN s.id AS id, coalesce(s.dataset, '') AS dataset, coalesce(s.key, '') AS key, s.since AS since, "
    "s.until AS until, coalesce(s.digest, '') AS digest, s.name AS name, s.listedOn AS listed_on, "
    "s.locator AS locator, type(role) AS role, r.id AS source, labels(s) AS labels "
    "ORDER BY dataset, key, role, since, source"
)
_CLAIMS = (
    "MATCH (e:Entity {id: $id})<-[role]-(c:Statement:Claim)-[:IN]->(r:Source) "
    "WHERE c.since <= $as_of AND type(role) <> 'SAID_BY' "
    "MATCH (c)-[:ABOUT]->(a:Entity) MATCH (c)-[:SAID_BY]->(s:Entity) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN c.since AS since, c.until AS until, c.id AS id, type(role) AS role, a.id AS about, a.name AS about_name, "
    "c.property AS property, c.stance AS stance, coalesce(v.id, c.value) AS value, v.name AS value_name, "
    "c.unit AS unit, c.hedge AS hedge, c.basis AS basis, s.name AS speaker, r.id AS report, c.locator AS locator "
    "ORDER BY since, id, role"
)
