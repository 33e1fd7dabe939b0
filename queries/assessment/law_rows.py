"""The law as rows: the statements of the shared subset of Cypher by which it is read, with the types of their rows.

The law is whole on any day of knowledge: the days of an event choose from it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A step without its links."""

    id: str
    measure: str
    name: str
    programme: str
    since: str
    until: str
    expires: str | None
    direction: str
    summary: str
    threshold: str | None
    cap: float | None
    unit: str
    months: int
    start: str
    designated: list[str]
    role: str | None
    reaches: list[str]
    origin: bool | None
    attempts: bool | None
    effect_of: str | None


SCOPES = (
    "MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure)-[:OF]->(p:Law:Programme) "
    "OPTIONAL MATCH (s)-[:EFFECT_OF]->(e:Entity) "
    "RETURN s.id AS id, m.id AS measure, m.name AS name, p.id AS programme, s.since AS since, s.until AS until, "
    "m.expires AS expires, s.direction AS direction, s.summary AS summary, s.threshold AS threshold, s.cap AS cap, "
    "s.capUnit AS unit, s.capMonths AS months, s.capFrom AS start, coalesce(s.designated, []) AS designated, "
    "s.role AS role, coalesce(s.reaches, []) AS reaches, s.origin AS origin, s.attempts AS attempts, "
    "e.id AS effect_of ORDER BY measure, since, id"
)


@dataclass(frozen=True, slots=True)
class LawLink:
    """A link of a step, an exemption, parties, an annex, or a duty to a thing or to another part of the law."""

    id: str
    link: str
    target: str


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision by which a step stands."""

    id: str
    provision: str
    name: str
    force: str | None
    checked: str | None
    seen: bool | None


PROVISIONS = (
    "MATCH (s:Law:Scope)-[:BY]->(p:Law:Provision) RETURN s.id AS id, p.id AS provision, p.name AS name, "
    "p.force AS force, p.checked AS checked, p.numberSeen AS seen ORDER BY id, provision"
)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty of a step."""

    scope: str
    id: str
    bearer: str
    act: str
    nexus: list[str]
    who: str
    through: list[str]
    events: list[str]
    shown_by: str
    acting: list[str]
    answered_by: list[str]
    bans: bool


DUTIES = (
    "MATCH (s:Law:Scope)-[:DUTY]->(d:Law:Duty) RETURN s.id AS scope, d.id AS id, d.bearer AS bearer, d.act AS act, "
    "coalesce(d.nexus, []) AS nexus, d.who AS who, coalesce(d.through, []) AS through, "
    "coalesce(d.events, []) AS events, d.shownBy AS shown_by, coalesce(d.acting, []) AS acting, "
    "coalesce(d.answeredBy, []) AS answered_by, coalesce(d.bans, false) AS bans ORDER BY scope, id"
)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of a step or an exemption."""

    owner: str
    id: str
    text: str
    kind: str | None
    giver: str | None
    working_days: int | None
    days: int | None
    group: str | None


CONDITIONS = (
    "MATCH (s:Law)-[r]->(c:Law:Condition) WHERE type(r) IN ['UNLESS', 'CONDITION'] "
    "RETURN s.id AS owner, c.id AS id, c.name AS text, c.kind AS kind, c.giver AS giver, "
    "c.workingDays AS working_days, c.days AS days, c.group AS group ORDER BY owner, id"
)


@dataclass(frozen=True, slots=True)
class PartiesRow:
    """Parties of a step or an exemption, without those that are named."""

    owner: str
    link: str
    id: str
    kinds: list[str]
    excepted_kinds: list[str]


PARTIES = (
    "MATCH (s:Law)-[r]->(p:Law:Parties) RETURN s.id AS owner, type(r) AS link, p.id AS id, "
    "coalesce(p.kinds, []) AS kinds, coalesce(p.exceptedKinds, []) AS excepted_kinds ORDER BY owner, link"
)


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """An exemption from a measure or a programme."""

    id: str
    name: str
    measure: str
    since: str
    until: str
    acts: list[str]


EXEMPTIONS = (
    "MATCH (x:Law:Exemption)-[:EXEMPTS_FROM]->(m:Law) RETURN x.id AS id, x.name AS name, m.id AS measure, "
    "x.since AS since, x.until AS until, coalesce(x.acts, []) AS acts ORDER BY measure, id"
)


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A version of an annex, and one kind of goods of it."""

    annex: str
    since: str
    until: str
    goods: str


ANNEXES = (
    "MATCH (a:Law:Annex)-[:VERSION]->(v:Law:AnnexVersion)-[:GOODS]->(g:Entity) RETURN a.id AS annex, "
    "v.since AS since, v.until AS until, g.id AS goods ORDER BY annex, since, goods"
)


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """That a measure stands on to a day."""

    measure: str
    until: str


RENEWALS = (
    "MATCH (r:Law:Renewal)-[:RENEWS]->(m:Law:Measure) RETURN m.id AS measure, r.until AS until ORDER BY measure, until"
)


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading of the law."""

    id: str
    name: str
    holds: bool
    event: str


READINGS = (
    "MATCH (r:Law:LawReading)-[:EFFECT_OF]->(e:Entity) RETURN r.id AS id, r.name AS name, r.holds AS holds, "
    "e.id AS event ORDER BY id"
)

#: The links of steps, exemptions, parties, duties and programmes to things and to other parts of the law.
LINKS = (
    "MATCH (s:Law)-[r]->(x) WHERE type(r) IN ['GOODS', 'EXCEPT', 'AREA', 'TARGET', 'ANNEX', 'BODY', 'LISTED_BY', "
    "'LIES_ON', 'READING'] RETURN s.id AS id, type(r) AS link, x.id AS target ORDER BY id, link, target"
)
