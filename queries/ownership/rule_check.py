"""What one rule reaches from listed owners down to a thing, on a day and from day to day.

What is not stated stays open: an owner whom no record names may be anybody, a share that is not stated may be any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import LATEST, long_form
from ..evidence.rules import Status
from ..timeline.history import Cited
from ..timeline.listing_status import Judged, ListEntry, ListingStatus, judge
from ..timeline.versions import as_known, editions
from .holdings import DIRECTS, OWNS, Holding, Holdings, sure_shares
from .rules import OwnershipRule, RuleStep

#: By owned and owner, percent.
Shares = dict[str, dict[str, float]]
#: The status of a thing that a list names itself.
LISTED = "listed"


@dataclass
class Finding:
    """What a rule gives on a day: the things it reaches, surely, as suggested, and at most."""

    status: str
    because: str
    least: float
    most: float
    reached: set[str]
    roots: set[str]


class RuleCheck:
    """One rule asked about one thing."""

    def __init__(self, graph: Graph, above: Holdings, rule: OwnershipRule, known: str, cites: Cited) -> None:
        self._above, self._rule, self._cites = above, rule, cites
        self._known = known
        self._editions = editions(graph, known)
        self._entries: dict[str, list[list[ListEntry]]] = defaultdict(list)
        self._rows: dict[str, Row] = {}
        asked = {"as_of": known, "lists": list(rule.lists)}
        self._sets = {row["dataset"] for row in graph.read(_SETS, **asked).rows}
        for batch in batches(above.things):
            rows = graph.read(_LISTINGS, ids=batch, **asked).rows
            for key, versions in groupby(rows, key=lambda row: (row["thing"], row["dataset"], row["key"])):
                self._add(key[0], [row for row in versions if self._counts(row)])

    def _counts(self, row: Row) -> bool:
        return self._rule.counts(row["list_type"], row["reference"] or "", row["measures"])

    def _add(self, thing: str, rows: list[Row]) -> None:
        self._rows.update({row["record"]: row for row in rows})
        if rows:
            self._entries[thing].append(
                [
                    ListEntry(
                        *(
                            row["record"],
                            row["key"],
                            row["since"],
                            as_known(row["until"], self._known),
                            "",
                            row["name"],
                        ),
                        listed_on=row["listed_on"],
                        source=row["source"],
                        title=row["title"],
                    )
                    for row in rows
                ]
            )

    # -- on a day ------------------------------------------------------------------------------------

    def answer(self, on: str) -> dict[str, Any]:
        """The rule on a day, with its reasons, and on every other day in short."""
        step, found = self._rule.on(on), self._found(on)
        hops = list(self._hops(found, on))
        ends = {self._above.thing, *(end for one in hops for end in (one.owner, one.owned))}
        return {
            "rule": self._rule.id,
            "name": self._rule.name,
            "note": self._rule.note,
            "status": str(found.status),
            "because": found.because,
            "share": {"least": found.least, "most": found.most},
            "step": step.to_dict() if step else None,
            "hops": [self._told(one, on) for one in hops],
            "listings": [told for thing in sorted(ends) for told in self._listings(thing, on)],
            "periods": self._periods(),
        }

    def _found(self, on: str) -> Finding:
        thing, step = self._above.thing, self._rule.on(on)
        if step is None:
            since = long_form(self._rule.steps[0].since)
            return Finding(Status.UNKNOWN, f"the rule is entered from {since} on", 0.0, 100.0, set(), set())
        answers = {one: self._listed(one, on) for one in self._above.things}
        sure = {one for one, answer in answers.items() if answer is ListingStatus.YES}
        may = sure | {one for one, answer in answers.items() if answer is ListingStatus.UNKNOWN}
        shares = sure_shares(self._above.all(), on)
        met, least = self._widest(step, shares, self._groups(step, sure), surely=True)
        possible, most = self._widest(step, shares, self._groups(step, may) or [set()], surely=False)
        if thing in sure:
            return Finding(LISTED, "it is listed itself", least, most, {thing}, {thing})
        if thing in met:
            because = f"listed owners hold at least {least:g} % (it takes {step.told()})"
            return Finding(Status.MET, because, least, most, met, sure)
        suggested = self._suggested(step, met | sure, on)
        if thing in suggested:
            how = self._how(suggested, step, on)
            return Finding(Status.SUGGESTED, how, least, most, suggested, sure)
        if thing in may:
            because = f"who was listed is not known: no edition of its list ({self._rule.lists[0]}) covers that day"
            if self._entries.get(thing):
                because = "whether it was listed itself on that day is not known"
            return Finding(Status.UNKNOWN, because, least, most, possible, may)
        if thing in possible:
            return Finding(Status.UNKNOWN, self._open(on, least, most), least, most, possible, may)
        because = f"by the owners on record listed ones can hold {most:g} % at most: it takes {step.told()}"
        return Finding(Status.NOT_MET, because, least, most, set(), set())

    def _groups(self, step: RuleStep, roots: set[str]) -> list[set[str]]:
        """Those whose shares are added: all listed owners, or each for itself."""
        return ([roots] if roots else []) if step.aggregate else [{root} for root in sorted(roots)]

    def _widest(
        self,
        step: RuleStep,
        shares: Shares,
        groups: Iterable[set[str]],
        surely: bool,
    ) -> tuple[set[str], float]:
        """What a group reaches, of that which reaches furthest towards the thing; and its share in the thing."""
        best: tuple[set[str], float] = (set(), 0.0)
        for group in groups:
            reached = set(group)
            grown = True
            while grown:
                fresh = self._owned(step, reached, shares, surely)
                reached |= fresh
                grown = bool(fresh)
            share = self._held(self._above.thing, reached - {self._above.thing}, shares, surely)
            if (self._above.thing in reached, share) > (self._above.thing in best[0], best[1]):
                best = reached, share
        return best

    def _owned(self, step: RuleStep, holders: set[str], shares: Shares, surely: bool) -> set[str]:
        """What holders own as far as the rule asks, beside themselves."""
        rest = (one for one in self._above.things if one not in holders and self._above.ownable(one))
        return {one for one in rest if step.enough(self._held(one, holders, shares, surely))}

    def _held(self, thing: str, holders: set[str], shares: Shares, surely: bool) -> float:
        """What holders have of a thing: surely, what records state; at most, all that others do not surely have."""
        known = shares.get(thing, {})
        if surely:
            return min(100.0, sum(share for owner, share in known.items() if owner in holders))
        return max(0.0, 100.0 - sum(share for owner, share in known.items() if owner not in holders))

    def _suggested(self, step: RuleStep, reached: set[str], on: str) -> set[str]:
        """What is reached where control counts, or any share where the rule names none."""
        found = set(reached)
        counts = {DIRECTS} if step.control == "suggests" else set()
        counts |= {OWNS} if step.share is None else set()
        edges = [one for one in self._above.all() if one.how in counts and one.holds(on)]
        shares = sure_shares(self._above.all(), on)
        grown = True
        while grown:
            fresh = {one.owned for one in edges if one.owner in found} - found
            fresh |= self._owned(step, found, shares, surely=True)
            found |= fresh
            grown = bool(fresh)
        return found

    def _how(self, reached: set[str], step: RuleStep, on: str) -> str:
        told = [
            f"{self._above.names[one.owner]} {one.how} {part(one.share)}it"
            for one in self._above.above[self._above.thing]
            if one.owner in reached and one.holds(on)
        ]
        named = "the rule names no share" if step.share is None else "to direct it suggests control"
        return f"{'; '.join(dict.fromkeys(told))}: {named}"

    def _open(self, on: str, least: float, most: float) -> str:
        if not any(one.may_hold(on) for one in self._above.above[self._above.thing]):
            return "no record says who owned it on that day"
        return f"listed owners hold {least:g} % at least and {most:g} % at most, by what records state"

    def _listed(self, thing: str, on: str) -> ListingStatus:
        """Whether a thing was on one of the lists; without an entry no, but only where an edition covers the day."""
        entries = self._entries.get(thing)
        if entries:
            given = {self._judged(one, on).answer for one in entries}
            return next(
                answer for answer in (ListingStatus.YES, ListingStatus.UNKNOWN, ListingStatus.NO) if answer in given
            )
        covered = any(edition.date <= on for name in self._sets for edition in self._editions.get(name, ()))
        return ListingStatus.NO if covered else ListingStatus.UNKNOWN

    def _judged(self, versions: list[ListEntry], on: str) -> Judged:
        return judge(versions, self._editions.get(self._rows[versions[0].id]["dataset"], []), on)

    # -- telling -------------------------------------------------------------------------------------

    def _hops(self, found: Finding, on: str) -> Iterator[Holding]:
        """The holdings through which the thing is reached, from the thing up to the listed ones."""
        step = self._rule.on(on)
        if step is None or found.status == LISTED:
            return
        counts = {OWNS} | ({DIRECTS} if step.control == "suggests" and found.status != Status.MET else set())
        edges = [o for o in self._above.all() if o.how in counts and o.may_hold(on) and o.owner in found.reached]
        if found.status in (Status.MET, Status.SUGGESTED):
            edges = [one for one in edges if one.holds(on)]
        leads = set(found.roots)
        while more := {one.owned for one in edges if one.owner in leads} - leads:
            leads |= more
        ring, seen = [self._above.thing], {self._above.thing}
        while ring:
            here = [one for one in edges if one.owned in ring and one.owner in leads]
            yield from here
            ring = sorted({one.owner for one in here} - seen - found.roots)
            seen |= set(ring)

    def _told(self, one: Holding, on: str) -> dict[str, Any]:
        named = (
            {"id": end, "name": self._above.names[end], "kind": self._above.kinds[end]}
            for end in (one.owner, one.owned)
        )
        stated = {key: getattr(one, key) for key in ("how", "share", "role", "statement", "start", "end")}
        from_, to = named
        return {"from": from_, "to": to, **stated, "certain": one.holds(on), "source": self._cites.number(one.source)}

    def _listings(self, thing: str, on: str) -> Iterator[dict[str, Any]]:
        for versions in self._entries.get(thing, ()):
            judged = self._judged(versions, on)
            row = self._rows[judged.entry.id]
            yield {
                "thing": {"id": thing, "name": self._above.names[thing]},
                **{key: row[key] for key in ("record", "list", "reference")},
                "answer": str(judged.answer),
                "because": "; ".join(says for says, _ in judged.reasons),
                "source": self._cites.number(row["source"]),
            }

    def _periods(self) -> list[dict[str, Any]]:
        """The status from day to day, since the rule is entered."""
        turns = {step.since for step in self._rule.steps}
        turns |= {turn for one in self._above.all() for turn in one.turns()}
        for versions in (one for entries in self._entries.values() for one in entries):
            for version in versions:
                turns |= {version.since, version.until}
                turns |= {version.stated.earliest, version.stated.latest} if version.stated else set()
        turns |= {edition.date for name in self._sets for edition in self._editions.get(name, ())}
        first = self._rule.steps[0].since
        told = [
            (turn, str(self._found(turn).status)) for turn in sorted(turns) if first <= turn <= min(self._known, LATEST)
        ]
        changed = [one for n, one in enumerate(told) if n == 0 or one[1] != told[n - 1][1]]
        ends = [*(since for since, _ in changed[1:]), None]
        return [{"since": since, "until": end, "status": s} for (since, s), end in zip(changed, ends, strict=False)]


def part(share: str | None) -> str:
    """A share as stated, before what it is of."""
    if not share:
        return ""
    return f"{share} % of " if share[-1].isdigit() else f"{share} of "


_SETS = "MATCH (l:Statement:Listing) WHERE l.list IN $lists AND l.since <= $as_of RETURN DISTINCT l.dataset AS dataset"
_LISTINGS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source) "
    "WHERE l.list IN $lists AND l.since <= $as_of "
    "RETURN e.id AS thing, l.id AS record, l.dataset AS dataset, l.key AS key, l.list AS list, "
    "l.listType AS list_type, l.reference AS reference, coalesce(l.measures, []) AS measures, l.name AS name, "
    "l.listedOn AS listed_on, l.since AS since, l.until AS until, r.id AS source, r.name AS title "
    "ORDER BY thing, dataset, key, since"
)
