"""The law of a graph: every step of every measure and its exemptions, read once while the graph stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary, proxy

from ...graph.store import Graph
from ...schema.dates import FOREVER
from ...schema.vocabulary import (
    ActShown,
    BearerKind,
    Direction,
    Force,
    Nexus,
    PartyKind,
    PartyReach,
    Property,
    Role,
)
from ..timeline.listings import EntryVersion
from . import law_rows as rows
from .goods import GoodsKinds
from .law import (
    Cap,
    LawCondition,
    MeasureDuty,
    MeasureExemption,
    MeasureStep,
    PartyScope,
    ReadingOfLaw,
    SeizedOnTheWay,
    ways_of,
)

_Links = Mapping[str, Mapping[str, list[str]]]


class _AnnexGoods(NamedTuple):
    """A kind of goods that an annex names, and the days from which and before which it does."""

    since: str
    until: str
    goods: str


class GraphLaw:
    """The measures and exemptions of all programmes of a graph, whole on any day: the days of an event choose."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._paragraphs: dict[str, frozenset[str]] = {}
        self._goods: dict[str, GoodsKinds] = {}

    @cached_property
    def measures(self) -> dict[str, list[MeasureStep]]:
        """The steps of each measure in rising order of their dates."""
        links = self._links
        steps: dict[str, list[MeasureStep]] = defaultdict(list)
        for scope in self._graph.read_as(rows.ScopeRow, rows.SCOPES):
            of = links[scope.id]
            for since, until, listed in self._versions(scope.since, scope.until, of["ANNEX"]):
                aims = of["TARGET"] or links[scope.programme]["TARGET"]
                step = self._step(scope, of, tuple(aims), (since, until), listed)
                steps[scope.measure].append(step)
        return dict(steps)

    @cached_property
    def exemptions(self) -> dict[str, list[MeasureExemption]]:
        """The exemptions from each measure, its own and those from all measures of its programme."""
        stated: dict[str, list[MeasureExemption]] = defaultdict(list)
        for row in self._graph.read_as(rows.ExemptionRow, rows.EXEMPTIONS):
            of = self._links[row.id]
            for since, until, listed in self._versions(row.since, row.until, of["ANNEX"]):
                stated[row.measure].append(
                    MeasureExemption(
                        *(row.id, row.name, row.measure, since, until),
                        acts=frozenset(row.acts),
                        goods=(*of["GOODS"], *listed),
                        recipients=self._parties(row.id, "RECIPIENTS"),
                        senders=self._parties(row.id, "SENDERS"),
                        conditions=self._conditions(row.id),
                    )
                )
        return {measure: _of_measure(measure, steps, stated) for measure, steps in self.measures.items()}

    def goods(self, as_of: str) -> GoodsKinds:
        """Return the kinds of goods as known on a day; those of the last days that were asked about are kept."""
        if as_of not in self._goods:
            if len(self._goods) == _DAYS_KEPT:
                del self._goods[next(iter(self._goods))]
            self._goods[as_of] = GoodsKinds(self._graph, as_of)
        return self._goods[as_of]

    def counts_for(self, version: EntryVersion, step: MeasureStep) -> bool:
        """Whether an entry of a list counts for a step: by measures or paragraphs that it names, else for all."""
        if version.only_measures:
            return step.measure in version.only_measures
        named = version.paragraphs & self._cited_by(step.programme)
        return not named or bool(named & self._cited[step.measure])

    @cached_property
    def _cited(self) -> Mapping[str, frozenset[str]]:
        return {
            measure: frozenset(id_.partition(":")[2] for step in steps for id_ in step.provision_ids)
            for measure, steps in self.measures.items()
        }

    def _cited_by(self, programme: str) -> frozenset[str]:
        if programme not in self._paragraphs:
            measures = [measure for measure, steps in self.measures.items() if steps[0].programme == programme]
            self._paragraphs[programme] = frozenset().union(*(self._cited[measure] for measure in measures))
        return self._paragraphs[programme]

    def _step(
        self,
        scope: rows.ScopeRow,
        links: Mapping[str, list[str]],
        targets: tuple[str, ...],
        days: tuple[str, str],
        listed: tuple[str, ...],
    ) -> MeasureStep:
        provisions = self._linked[scope.id]["BY"]
        reading = self._reading(scope.id)
        forces = {provision.force for provision in provisions}
        return MeasureStep(
            *(scope.id, scope.measure, scope.name, scope.programme, targets, *days),
            known_until=self._known_until(scope),
            direction=Direction(scope.direction),
            summary=scope.summary,
            threshold=scope.threshold,
            cap=None if scope.cap is None else Cap(scope.cap, scope.unit, scope.months, scope.start),
            designated=tuple(scope.designated),
            role=Role(scope.role or Role.ANY),
            reaches=tuple(map(PartyReach, scope.reaches)),
            origin=bool(scope.origin),
            attempts=scope.attempts,
            en_route=tuple(map(self._seized, self._linked[scope.id]["EN_ROUTE"])),
            area=tuple(links["AREA"]),
            effect_of=reading.event if reading else scope.effect_of,
            reading=reading,
            goods=(*links["GOODS"], *listed),
            excepted=tuple(links["EXCEPT"]),
            recipients=self._parties(scope.id, "RECIPIENTS"),
            senders=self._parties(scope.id, "SENDERS"),
            unless=self._conditions(scope.id),
            duties=tuple(self._duties[scope.id]),
            provision_ids=tuple(p.target for p in provisions),
            provisions=tuple((p.name or "") if p.seen else f"{p.name} (number not seen)" for p in provisions),
            binds=Force.DECIDES in forces,
            authorises=Force.AUTHORISES in forces and Force.DECIDES not in forces,
            checked=min((p.checked or "unchecked" for p in provisions), key=_LEAST_CHECKED.index, default="unchecked"),
        )

    def _seized(self, provision: rows.LawLink) -> SeizedOnTheWay:
        """Return a paragraph by which goods are seized on their way, in each of its lives."""
        lives = (provision, *self._linked[provision.target]["LIFE"])
        times = tuple((life.since or "", life.until or FOREVER) for life in lives)
        return SeizedOnTheWay(provision.name or provision.target, times)

    def _known_until(self, scope: rows.ScopeRow) -> str | None:
        """Return the day to which a step is known to stand, where that is before its end: its last renewal seen."""
        if scope.expires is None:
            return None
        known = max(scope.expires, *self._renewed[scope.measure]) if self._renewed[scope.measure] else scope.expires
        return known if known < scope.until else None

    def _versions(self, since: str, until: str, annexes: Iterable[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield the parts of an interval in which annexes named the same goods, each with these goods."""
        versions = [version for annex in annexes for version in self._annexes.get(annex, ())]
        turns = sorted({day for v in versions for day in (v.since, v.until) if since < day < until})
        for start, end in zip([since, *turns], [*turns, until], strict=True):
            yield start, end, tuple(sorted({v.goods for v in versions if v.since <= start < v.until}))

    @cached_property
    def _annexes(self) -> Mapping[str, list[_AnnexGoods]]:
        """The goods of each annex, with the days for which a version of it names them."""
        return {
            annex: [
                _AnnexGoods(version.since or "", version.until or FOREVER, goods)
                for version in links["VERSION"]
                for goods in self._links[version.target]["GOODS"]
            ]
            for annex, links in list(self._linked.items())
        }

    @cached_property
    def _renewed(self) -> Mapping[str, list[str]]:
        renewed: dict[str, list[str]] = defaultdict(list)
        for links in list(self._linked.values()):
            for link in links["RENEWS"]:
                renewed[link.target].append(link.until or "")
        return renewed

    def _reading(self, scope: str) -> ReadingOfLaw | None:
        """Return the reading of the law on which a step hangs, if it hangs on one."""
        for link in self._linked[scope]["READING"]:
            for event in self._links[link.target]["EFFECT_OF"]:
                return ReadingOfLaw(link.target, link.name or "", bool(link.holds), event)
        return None

    def _conditions(self, owner: str) -> tuple[LawCondition, ...]:
        """Return the conditions of a step or an exemption, in the order of their ids."""
        of = self._linked[owner]
        links = sorted((*of["UNLESS"], *of["CONDITION"]), key=lambda link: link.target)
        return tuple(
            LawCondition(link.target, link.name or "", link.kind or "other", link.giver, link.group) for link in links
        )

    def _parties(self, owner: str, role: str) -> PartyScope | None:
        """Return the parties that a step or an exemption names in a role: RECIPIENTS or SENDERS."""
        for link in self._linked[owner][role]:
            of = self._links[link.target]
            return PartyScope(
                bodies=tuple(of["BODY"]),
                programmes=tuple(of["LISTED_BY"]),
                kinds=frozenset(map(PartyKind, link.kinds)),
                excepted=tuple(of["EXCEPT"]),
                excepted_kinds=frozenset(map(PartyKind, link.excepted_kinds)),
            )
        return None

    @cached_property
    def _duties(self) -> Mapping[str, list[MeasureDuty]]:
        links = self._links
        duties: dict[str, list[MeasureDuty]] = defaultdict(list)
        for row in self._graph.read_as(rows.DutyRow, rows.DUTIES):
            duties[row.scope].append(_duty(row, tuple(links[row.id]["LIES_ON"])))
        return duties

    @cached_property
    def _linked(self) -> Mapping[str, Mapping[str, list[rows.LawLink]]]:
        """The links of each part of the law, by id and type, in the order of their targets."""
        links: dict[str, dict[str, list[rows.LawLink]]] = defaultdict(lambda: defaultdict(list))
        for link in self._graph.read_as(rows.LawLink, rows.LINKS):
            links[link.id][link.link].append(link)
        return links

    @cached_property
    def _links(self) -> _Links:
        """The ids to which each part of the law leads, by id and type, in their order."""
        ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for id_, links in self._linked.items():
            for link, targets in links.items():
                ids[id_][link] = [each.target for each in targets]
        return ids


def _duty(row: rows.DutyRow, states: tuple[str, ...]) -> MeasureDuty:
    return MeasureDuty(
        bearer=row.bearer,
        act=row.act,
        nexus=tuple(map(Nexus, row.nexus)),
        who=BearerKind(row.who),
        through=tuple(map(Property, row.through)),
        events=frozenset(row.events),
        shown_by=ActShown(row.shown_by),
        acting=tuple(map(Property, row.acting)),
        ways=ways_of(row.through, row.acting, row.nexus),
        answered_by=frozenset(row.answered_by),
        bans=row.bans,
        role=Role(row.role) if row.role else None,
        states=states,
    )


def _of_measure(
    measure: str, steps: list[MeasureStep], stated: Mapping[str, list[MeasureExemption]]
) -> list[MeasureExemption]:
    acts = {duty.act for step in steps for duty in step.duties}
    of = [*stated.get(measure, ()), *stated.get(steps[0].programme, ())]
    return [exemption for exemption in of if not exemption.acts or exemption.acts & acts]


_DAYS_KEPT = 8
_LEAST_CHECKED = ("unchecked", "one-source", "two-sources")


def law_of(graph: Graph) -> GraphLaw:
    """Return the law of a graph; what an earlier question read of it is read again after a write only."""
    state = graph.state()
    kept_state, law = _KEPT.get(graph, (None, None))
    if law is None or state is None or state != kept_state:
        # The kept law knows the graph by a proxy, so that it does not keep alive the graph that it is kept by.
        law = GraphLaw(proxy(graph))
        _KEPT[graph] = (state, law)
    return law


_KEPT: WeakKeyDictionary[Graph, tuple[str | None, GraphLaw]] = WeakKeyDictionary()
