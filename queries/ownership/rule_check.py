"""What one rule reaches from listed owners down to a thing, on a day and from day to day.

What is not stated stays open: an owner whom no record names may be anybody, a share that is not stated may be any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...schema.dates import is_to_come, long_form, to_come, today
from ..evidence.rules import Status
from ..results.citations import Citations
from ..timeline.listing_status import ListingStatus, of_list, status_on, without_entry
from ..timeline.listings import ListEntry, Listings
from ..timeline.namesakes import Namesakes
from ..timeline.versions import ListEdition
from .holdings import DIRECTS, OWNS, Holding, Holdings, at_least, sure_shares
from .rule_answer import OwnerListing, OwnershipHop, RuleAnswer, ShareRange, StatusPeriod, share_of
from .rules import OwnershipRule, RuleStep

#: By owned and owner, percent.
Shares = Mapping[str, Mapping[str, float]]
#: The status of a thing that a list names itself.
LISTED = "listed"


@dataclass(frozen=True)
class Finding:
    """What a rule gives on a day: the things it reaches, surely, as suggested, or at most, from its `roots`."""

    status: str
    because: str
    least: float = 0.0
    most: float = 100.0
    reached: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)


class RuleCheck:
    """One rule asked about one thing."""

    def __init__(
        self,
        listings: Listings,
        namesakes: Namesakes,
        above: Holdings,
        rule: OwnershipRule,
        as_of: str,
        citations: Citations,
    ) -> None:
        self._above, self._rule, self._citations, self._as_of = above, rule, citations, as_of
        #: The editions of the data sets of each of the rule's names for its list.
        self._namesakes = namesakes
        self._editions = [
            [of_dataset for of_dataset in listings.editions_of(name) if self._speaks(listings, of_dataset)]
            for name in rule.lists
        ]
        counted = {thing: [self._counted(entry) for entry in listings.entries[thing]] for thing in above.things}
        self._entries = {thing: [entry for entry in entries if entry] for thing, entries in counted.items()}

    def _counted(self, entry: ListEntry) -> ListEntry | None:
        """Return an entry with those of its versions that bring what the rule is about; None where none does."""
        if entry.list_name not in self._rule.lists:
            return None
        versions = tuple(v for v in entry.versions if self._rule.counts(v.list_type, v.reference, v.measures))
        return replace(entry, versions=versions) if versions else None

    def _speaks(self, listings: Listings, of_dataset: Sequence[ListEdition]) -> bool:
        """Whether a data set can say that the rule's list lacks a thing: one of other acts alone cannot."""
        by = self._rule
        if not by.measures and not by.other_acts:
            return True
        return listings.has_entries(of_dataset[0].dataset, by.measures, by.other_acts)

    # -- on a day ------------------------------------------------------------------------------------

    def answer(self, on: str) -> RuleAnswer:
        """Return the rule's answer for a day, with its reasons, and its status on every other day."""
        finding = self._finding(on)
        hops = list(self._hops(finding, on))
        ends = {self._above.thing, *(end for hop in hops for end in (hop.owner, hop.owned))}
        return RuleAnswer(
            rule=self._rule.id,
            name=self._rule.name,
            note=self._rule.note,
            status=str(finding.status),
            because=finding.because,
            share=ShareRange(finding.least, finding.most),
            step=self._rule.on(on),
            hops=tuple(self._hop_answer(hop, on) for hop in hops),
            listings=tuple(listing for thing in sorted(ends) for listing in self._listings(thing, on)),
            periods=tuple(self._periods()),
        )

    def names_owner(self) -> bool:
        """Whether the rule's list has an entry of something above the thing, of any day."""
        return any(entries for thing, entries in self._entries.items() if thing != self._above.thing)

    def _finding(self, on: str) -> Finding:
        newest = self._newest()
        if not is_to_come(on, newest):
            return self._finding_by(on)
        last = max(today(), newest)
        finding = self._finding_by(last)
        because = f"{to_come(on)}; on {long_form(last)}: {finding.status} ({finding.because})"
        return replace(finding, status=Status.UNKNOWN, because=because)

    def _newest(self) -> str:
        """Return the latest day of which a list here speaks."""
        editions = (edition.date for of_name in self._editions for dated in of_name for edition in dated)
        entries = (entry.newest for entries in self._entries.values() for entry in entries)
        return max((*editions, *entries), default="")

    def _finding_by(self, on: str) -> Finding:
        thing, step = self._above.thing, self._rule.on(on)
        if step is None:
            since = long_form(self._rule.steps[0].since)
            return Finding(Status.UNKNOWN, f"the rule is entered from {since} on")
        answers = {owner: self._listed(owner, on) for owner in self._above.things}
        sure = {owner for owner, answer in answers.items() if answer is ListingStatus.YES}
        may = sure | {owner for owner, answer in answers.items() if answer is ListingStatus.UNKNOWN}
        shares = sure_shares(self._above.every(), on)
        met, least = self._widest(step, shares, self._groups(step, sure), surely=True)
        possible, most = self._widest(step, shares, self._groups(step, may) or [set()], surely=False)
        if thing in sure:
            return Finding(LISTED, "it is listed itself", least, most, {thing}, {thing})
        if thing in met:
            because = f"listed owners hold {at_least(least)} (it takes {step.share_text()})"
            return Finding(Status.MET, because, least, most, met, sure)
        suggested = self._suggested(step, met | sure, shares, on)
        if thing in suggested:
            return Finding(Status.SUGGESTED, self._because_suggested(suggested, step, on), least, most, suggested, sure)
        if thing in may:
            because = f"who was listed is not known: no edition of its list ({self._rule.lists[0]}) covers that day"
            if self._rule.other_acts:
                because += f", those of other acts ({', '.join(self._rule.other_acts)}) apart"
            namesakes = self._unmatched([thing], on)
            if self._entries[thing] or namesakes:
                because = f"whether it was listed itself on that day is not known{namesakes}"
            elif sure:
                because += f"; {self._because_open(on, least, most)}"
            return Finding(Status.UNKNOWN, because, least, most, possible, may)
        if thing in possible:
            because = self._because_open(on, least, most) + self._unmatched(sorted((may - sure) & possible), on)
            return Finding(Status.UNKNOWN, because, least, most, possible, may)
        because = f"by the owners on record listed ones can hold {most:g} % at most: it takes {step.share_text()}"
        return Finding(Status.NOT_MET, because, least, most)

    def _groups(self, step: RuleStep, roots: set[str]) -> list[set[str]]:
        """Return the owners whose shares are added: all listed owners, or each for itself."""
        return ([roots] if roots else []) if step.aggregate else [{root} for root in sorted(roots)]

    def _widest(
        self, step: RuleStep, shares: Shares, groups: Iterable[set[str]], *, surely: bool
    ) -> tuple[set[str], float]:
        """Return what the group that reaches furthest reaches, and its share in the thing."""
        widest: tuple[set[str], float] = (set(), 0.0)
        thing = self._above.thing
        for group in groups:
            reached = set(group)
            while fresh := self._owned(step, reached, shares, surely=surely):
                reached |= fresh
            share = self._held_share(thing, reached - {thing}, shares, surely=surely)
            if (thing in reached, share) > (thing in widest[0], widest[1]):
                widest = reached, share
        return widest

    def _owned(self, step: RuleStep, holders: set[str], shares: Shares, *, surely: bool) -> set[str]:
        """Return the entities in which `holders` meet the rule's share, without the holders."""
        candidates = (thing for thing in self._above.things if thing not in holders and self._above.ownable(thing))
        return {thing for thing in candidates if step.enough(self._held_share(thing, holders, shares, surely=surely))}

    def _held_share(self, thing: str, holders: set[str], shares: Shares, *, surely: bool) -> float:
        """Return what holders have of a thing: surely, what records state; at most, what others do not surely have."""
        by_owner = shares.get(thing, {})
        if surely:
            return min(100.0, sum(share for owner, share in by_owner.items() if owner in holders))
        return max(0.0, 100.0 - sum(share for owner, share in by_owner.items() if owner not in holders))

    def _suggested(self, step: RuleStep, reached: set[str], shares: Shares, on: str) -> set[str]:
        """Return what is reached where control counts, or any share where the rule names none."""
        suggested = set(reached)
        ways = {DIRECTS} if step.control == "suggests" else set()
        ways |= {OWNS} if step.share is None else set()
        edges = [holding for holding in self._above.every() if holding.how in ways and holding.holds(on)]
        while fresh := ({edge.owned for edge in edges if edge.owner in suggested} - suggested) | self._owned(
            step, suggested, shares, surely=True
        ):
            suggested |= fresh
        return suggested

    def _because_suggested(self, reached: set[str], step: RuleStep, on: str) -> str:
        ways = [
            f"{self._above.entities[holding.owner].name} {holding.how} {share_of(holding.share)}it"
            for holding in self._above.above[self._above.thing]
            if holding.owner in reached and holding.holds(on)
        ]
        ground = "the rule names no share" if step.share is None else "to direct it suggests control"
        return f"{'; '.join(dict.fromkeys(ways))}: {ground}"

    def _because_open(self, on: str, least: float, most: float) -> str:
        if not any(holding.may_hold(on) for holding in self._above.above[self._above.thing]):
            return "no record says who owned it on that day"
        return f"listed owners hold {at_least(least)} and at most {most:g} %, by what records state"

    def _unmatched(self, things: Iterable[str], on: str) -> str:
        """Return which entries of the list have a name or number of some entities and are not matched to them."""
        reasons = ((self._above.entities[t].name, self._namesakes.why_unknown(t, self._rule.lists, on)) for t in things)
        return "".join(f"; {name}: {reason.says}" for name, reason in reasons if reason)

    def _listed(self, thing: str, on: str) -> ListingStatus:
        """Return whether the rule's list named a thing; `rule.lists` are names of one list."""
        if entries := self._entries[thing]:
            answer = of_list(status_on(entry, on) for entry in entries)
        else:
            covered = any(without_entry(of_name, on) is ListingStatus.NO for of_name in self._editions)
            answer = ListingStatus.NO if covered else ListingStatus.UNKNOWN
        if answer is ListingStatus.NO and self._namesakes.why_unknown(thing, self._rule.lists, on):
            return ListingStatus.UNKNOWN
        return answer

    # -- the answer ----------------------------------------------------------------------------------

    def _hops(self, finding: Finding, on: str) -> Iterator[Holding]:
        """Yield the holdings through which the thing is reached, from the thing up to the listed owners."""
        step = self._rule.on(on)
        if step is None or finding.status == LISTED:
            return
        ways = {OWNS} | ({DIRECTS} if step.control == "suggests" and finding.status != Status.MET else set())
        edges = [h for h in self._above.every() if h.how in ways and h.may_hold(on) and h.owner in finding.reached]
        if finding.status in (Status.MET, Status.SUGGESTED):
            edges = [edge for edge in edges if edge.holds(on)]
        leading = set(finding.roots)
        while more := {edge.owned for edge in edges if edge.owner in leading} - leading:
            leading |= more
        ring, passed = [self._above.thing], {self._above.thing}
        while ring:
            here = [edge for edge in edges if edge.owned in ring and edge.owner in leading]
            yield from here
            # Of an owner without an entry it is open whether it was listed: those above it count too.
            ring = sorted({edge.owner for edge in here} - passed - {r for r in finding.roots if self._entries[r]})
            passed |= set(ring)

    def _hop_answer(self, hop: Holding, on: str) -> OwnershipHop:
        return OwnershipHop(
            owner=self._above.entities[hop.owner],
            owned=self._above.entities[hop.owned],
            how=hop.how,
            share=hop.share,
            role=hop.role,
            statement=hop.statement,
            start=hop.start,
            end=hop.end,
            certain=hop.holds(on) and not is_to_come(on, self._newest()),
            source=self._citations.number(hop.source),
        )

    def _listings(self, thing: str, on: str) -> Iterator[OwnerListing]:
        for entry in self._entries[thing]:
            status = status_on(entry, on)
            yield OwnerListing(
                thing=self._above.entities[thing],
                record=status.entry.id,
                list_name=status.entry.list_name,
                reference=status.entry.reference,
                answer=status.answer,
                because="; ".join(reason.says for reason in status.reasons),
                source=self._citations.number(status.entry.source),
            )

    def _turns(self) -> set[str]:
        """Return the days on which the status may change."""
        turns = {step.since for step in self._rule.steps}
        turns |= {turn for holding in self._above.every() for turn in holding.turns()}
        turns |= {turn for entries in self._entries.values() for entry in entries for turn in entry.turns()}
        every = (edition for of_name in self._editions for editions in of_name for edition in editions)
        return turns.union(*(edition.turns() for edition in every))

    def _periods(self) -> Iterator[StatusPeriod]:
        """Yield the periods of one status, from the first day of the rule to the day of knowledge or today."""
        first, last = self._rule.steps[0].since, min(self._as_of, max(today(), self._newest()))
        statuses = [(turn, str(self._finding(turn).status)) for turn in sorted(self._turns()) if first <= turn <= last]
        changed = [
            (since, status) for n, (since, status) in enumerate(statuses) if not n or status != statuses[n - 1][1]
        ]
        for (since, status), (until, _) in pairwise([*changed, (None, "")]):
            yield StatusPeriod(str(since), until, status)
