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
    role: str | None


DUTIES = (
    "MATCH (s:Law:Scope)-[:DUTY]->(d:Law:Duty) RETURN s.id AS scope, d.id AS id, d.bearer AS bearer, d.act AS act, "
    "coalesce(d.nexus, []) AS nexus, d.who AS who, coalesce(d.through, []) AS through, "
    "coalesce(d.events, []) AS events, d.shownBy AS shown_by, coalesce(d.acting, []) AS acting, "
    "coalesce(d.answeredBy, []) AS answered_by, coalesce(d.bans, false) AS bans, d.role AS role ORDER BY scope, id"
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
class LawLink:
    """A link of a part of the law to a thing or to another part, with what the other part says of itself.

    The other part is a provision, a condition, parties, a reading, a version of an annex, or a renewed measure; what
    it does not have is None or empty.
    """

    id: str
    link: str
    target: str
    name: str | None
    force: str | None
    checked: str | None
    seen: bool | None
    kind: str | None
    giver: str | None
    group: str | None
    kinds: list[str]
    excepted_kinds: list[str]
    holds: bool | None
    since: str | None
    until: str | None


#: All links of the law but those that `SCOPES`, `DUTIES` and `EXEMPTIONS` follow: one read, where each kind would be
#: one. `until` is that of the target, and for a renewal its own: the measure that it renews has none.
LINKS = (
    "MATCH (s:Law)-[r]->(x) WHERE type(r) IN ['GOODS', 'EXCEPT', 'AREA', 'TARGET', 'ANNEX', 'BODY', 'LISTED_BY', "
    "'LIES_ON', 'READING', 'EFFECT_OF', 'BY', 'UNLESS', 'CONDITION', 'RECIPIENTS', 'SENDERS', 'VERSION', 'RENEWS', "
    "'EN_ROUTE', 'LIFE'] "
    "RETURN s.id AS id, type(r) AS link, x.id AS target, x.name AS name, x.force AS force, x.checked AS checked, "
    "x.numberSeen AS seen, x.kind AS kind, x.giver AS giver, x.group AS group, coalesce(x.kinds, []) AS kinds, "
    "coalesce(x.exceptedKinds, []) AS excepted_kinds, x.holds AS holds, x.since AS since, "
    "CASE WHEN type(r) = 'RENEWS' THEN s.until ELSE x.until END AS until ORDER BY id, link, target"
)
