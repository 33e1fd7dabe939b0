"""Which measure an event may break, element by element, on whose word, as known on a day.

An assessment never says that a measure was broken. Its outcome is the weakest of its elements; an exemption of
which each condition is shown makes it `exempt`, one that is only invoked keeps it from rising above `contested`.
"""

from __future__ import annotations

from typing import Any

from ...graph.gc_pause import gc_paused
from ...graph.store import Graph
from ...schema.dates import LATEST, as_known, day
from ...schema.errors import NotFound, NothingClaimed
from ...schema.vocabulary import KINDS, Property, Stance
from ..evidence import statements as facts
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import RISING, SETTLES, Status, Weighed, settled_by
from ..results.dict_answer import Answer
from .ceiling import Ceilings
from .elements import PROPERTIES, Exempted, act, condition, direction, exemptions, in_force, nexus, object_, select
from .regime import MeasureStep, Regimes
from .render import ELEMENT, element_rows, sentence, tell_assessment
from .subject import Subject, subjects

#: Told for the reader, but not part of the outcome. The date is part of it, because it selects the law.
_TOLD = ("place", "quantity", "exemption")
_ANSWER = (Stance.DENIES, Stance.JUSTIFIES, Stance.DECLINES)
_TOLD_OF_ANSWER = ("id", "event", "property", "stance", "value", "hedge", "basis", "speaker", "since", "report")
_FACTS = {"place": Property.PLACE, "date": Property.DATE, "quantity": Property.QUANTITY}


@gc_paused()
def assess(graph: Graph, event: str | None = None, measure: str | None = None, as_of: str | None = None) -> Answer:
    """Assess events against the measures that were in force when they took place, as known on a day (ISO).

    `event` is an id or name of an event, or of a thing whose events are meant, such as a place or a ship;
    without it, every event of which something is claimed. `measure` is an id or name; without it, every measure.

    Keys: what, as_of, events (how many), assessments, settle, claims, tree, sources. Each assessment has event, name,
    measure, measure_name, step, summary, provisions, checked, on, outcome, sentence, touches (whether somebody says
    what would make it fall under the measure), elements, exemption, answers, as_of;
    each element has element, status, because, claims, roots, independence, why, settle_by.
    Raises NotFound or Ambiguous for the names.
    """
    made = _Assessment(graph, day(as_of) if as_of else LATEST).answer(event, measure)
    return Answer(made, "assess", ELEMENT, element_rows, _tell)


def _tell(answer: Answer) -> str:
    """Of many measures those that an event touches; the others are in the answer all the same."""
    touched = [made for made in answer["assessments"] if made["touches"]]
    return tell_assessment({**answer, "assessments": touched or answer["assessments"]})


class _Assessment:
    """One call: what it reads is read once for all events and measures."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph = graph
        self._reader = EvidenceReader(graph, as_of)
        self._regimes = Regimes(graph, as_of)
        self._effects: dict[str, list[CitedClaim]] = {}
        self._ceilings = Ceilings(list, self._regimes)
        self._elsewhere: dict[str, list[Subject]] = {}
        self._standing: dict[tuple[str, ...], tuple[list[str], str, str]] = {}

    def answer(self, event: str | None, measure: str | None) -> dict[str, Any]:
        measures = self._measures(measure)
        what, ids = self._events(event)
        found = subjects(self._reader, ids)
        effects = sorted({step.effect_of for of in measures.values() for step in of if step.effect_of})
        self._effects = self._told(effects)
        # A ceiling is for all that passed in its period, so all events are read where one is asked of.
        capped = [step for of in measures.values() for step in of if step.cap]
        self._ceilings = Ceilings(lambda: found if event is None else self._under(capped), self._regimes)
        if event is not None:
            self._elsewhere = {subject.id: self._transfers_between_same(subject) for subject in found}
        assessments = [
            made
            for subject in found
            for steps in measures.values()
            if (made := self._assessed(subject, steps, always=measure is not None))
        ]
        rows = self._reader.claims_by_id
        cited = {claim for made in assessments for element in made["elements"] for claim in element["claims"]}
        return {
            "what": what,
            "as_of": self._reader.as_of,
            "events": len(found),
            "assessments": assessments,
            "settle": _settle([made for made in assessments if made["touches"]] or assessments),
            "claims": {id_: self._reader.told(rows[id_]) for id_ in sorted(cited & rows.keys())},
            "tree": self._reader.tree(sorted(cited & rows.keys())),
            "sources": self._reader.sources(),
        }

    def _measures(self, measure: str | None) -> dict[str, list[MeasureStep]]:
        known = self._regimes.measures
        if measure is None:
            return known
        found = {id_: steps for id_, steps in known.items() if measure in (id_, steps[0].name)}
        if not found:
            raise NotFound(f"no measure {measure!r}. There are: {', '.join(sorted(known))}.")
        return found

    def _events(self, event: str | None) -> tuple[dict[str, Any] | None, list[str]]:
        every = self._reader.read(facts.EVENTS)
        if event is None:
            return None, [row["id"] for row in every if not {"Vote", "Announcement"} & set(row["labels"])]
        what = self._graph.one(event)
        if "Event" in KINDS.get(what["kind"], ()) or what["kind"] == "Event":
            return what, [what["id"]]
        rows = self._reader.read(facts.EVENTS_OF, id=what["id"])
        if not rows:
            raise NothingClaimed(
                f"nothing is claimed of an event with {what['name']} ({what['id']}), {as_known(self._reader.as_of)}. "
                "`sanctionsgraph trace` shows what is recorded of it."
            )
        return what, [row["id"] for row in rows]

    def _under(self, capped: list[MeasureStep]) -> list[Subject]:
        """All transfers of which somebody says that goods under a ceiling passed."""
        tops = {kind for step in capped for kind in step.goods}
        rows = self._reader.read(facts.TRANSFERS_OF, goods=self._regimes.goods.within(tops))
        return subjects(self._reader, [row["id"] for row in rows])

    def _told(self, events: list[str]) -> dict[str, list[CitedClaim]]:
        return self._reader.claims(events) if events else {}

    def _assessed(self, event: Subject, steps: list[MeasureStep], always: bool) -> dict[str, Any] | None:
        """The weakest reading over the steps that the event's days touch; None where the law was not there."""
        read = select(steps, event.interval)
        if read[0][0] is None and not always:
            return None
        made = [self._by_step(event, *one) for one in read]
        return min(made, key=lambda one: _ORDER.index(one["outcome"]))

    def _by_step(
        self, event: Subject, standing: MeasureStep | None, step: MeasureStep, covered: bool
    ) -> dict[str, Any]:
        way = direction(event, step)
        acted, shown = act(event, step)
        exempt, exempted = exemptions(event, step, self._regimes)
        found: dict[str, Weighed] = {name: event.weigh(prop) for name, prop in _FACTS.items()}
        if event.interval:
            found["date"] = event.interval.weighed
        found |= {
            "act": acted,
            "object": object_(event, step, self._regimes),
            "direction": way,
            "nexus": nexus(event, step, way),
            "in-force": in_force(event, standing, covered, self._effects),
        }
        if step.cap:
            found["threshold"] = self._ceilings.threshold(event, step, step.cap)
        elif step.threshold:
            found["threshold"] = condition(event, step)
        found["exemption"] = exempt
        settle = {name: list(properties) for name, properties in PROPERTIES.items()} | {"act": shown}
        elements = [self._element(name, weighed, settle[name]) for name, weighed in found.items()]
        when = event.interval
        made: dict[str, Any] = {
            "event": event.id,
            "name": event.name,
            "measure": step.measure,
            "measure_name": step.name,
            "step": step.id,
            "summary": step.summary,
            "provisions": list(step.provisions),
            "checked": step.checked,
            "on": None
            if when is None
            else when.earliest
            if when.earliest == when.latest
            else f"{when.earliest}/{when.latest}",
            "outcome": str(_outcome(found)),
            "elements": elements,
            "exemption": {"status": str(exempt.status), "exemptions": [_told_exemption(e) for e in exempted]},
            "touches": _touches(found, step),
            "answers": self._answers(event, step),
            "as_of": self._reader.as_of,
        }
        return made | {"sentence": sentence(made)}

    def _element(self, name: str, weighed: Weighed, properties: list[Property]) -> dict[str, Any]:
        if weighed.claims not in self._standing:
            claims = [claim for claim in weighed.claims if claim in self._reader.claims_by_id]
            for claim in claims:
                self._reader.citations.number(self._reader.claims_by_id[claim].report)
            self._standing[weighed.claims] = (self._reader.root_reports(claims), *self._reader.independence(claims))
        roots, how, why = self._standing[weighed.claims]
        closed = weighed.status in (Status.MET, Status.NOT_MET)
        return {
            "element": name,
            "status": str(weighed.status),
            "because": weighed.because,
            "claims": list(weighed.claims),
            "roots": list(roots),
            "independence": how,
            "why": why,
            "settle_by": [] if closed else list(settled_by(*properties)),
        }

    def _answers(self, event: Subject, step: MeasureStep) -> list[dict[str, Any]]:
        """What was said against it, to justify it or to decline: of the event, of what it may have been, and,
        where one event is asked of, of other such transfers between the same two."""
        rows = [row for row in (*event.rows, *event.transfer_rows) if row.stance in _ANSWER]
        for other in self._elsewhere.get(event.id, []):
            if object_(other, step, self._regimes).status not in (Status.NOT_MET, Status.UNKNOWN):
                rows += [row for row in other.rows if row.stance in (Stance.DENIES, Stance.JUSTIFIES)]
        told = [
            {key: getattr(row, key) for key in _TOLD_OF_ANSWER} | {"source": self._reader.citations.number(row.report)}
            for row in rows
        ]
        return sorted(told, key=lambda row: (row["since"], row["id"]))

    def _transfers_between_same(self, event: Subject) -> list[Subject]:
        """Other transfers between the same two, of which a denial may speak."""
        rows = self._reader.read(facts.BETWEEN_SAME, ids=[event.id, *event.transfers])
        known = {event.id, *event.transfers}
        return subjects(self._reader, [row["id"] for row in rows if row["id"] not in known])


def _touches(found: dict[str, Weighed], step: MeasureStep) -> bool:
    """Whether somebody says what would make it fall under the measure, and nothing that is shown speaks against it."""
    asked = {name: weighed for name, weighed in found.items() if name not in _TOLD}
    said = ["act", "object", *(["threshold"] if step.threshold and not step.cap else [])]
    return not (
        any(weighed.status is Status.NOT_MET or weighed.elsewhere for weighed in asked.values())
        or any(asked[name].status is Status.UNKNOWN for name in said)
    )


#: An outcome, from the weakest.
_ORDER = [*map(str, RISING[:2]), "exempt", *map(str, RISING[2:])]


def _outcome(found: dict[str, Weighed]) -> str:
    asked = [weighed.status for name, weighed in found.items() if name not in _TOLD]
    weakest = min(asked, key=RISING.index)
    if weakest is Status.NOT_MET:
        return weakest
    if found["exemption"].status is Status.MET and weakest is not Status.UNKNOWN:
        return "exempt"
    if found["exemption"].status is Status.SUGGESTED:
        return min(weakest, Status.CONTESTED, key=RISING.index)
    return weakest


def _told_exemption(exempted: Exempted) -> dict[str, Any]:
    return {
        "id": exempted.exemption.id,
        "name": exempted.exemption.name,
        "status": str(exempted.status),
        "conditions": [
            {"id": id_, "text": text, "status": str(weighed.status), "claims": list(weighed.claims)}
            for id_, text, weighed in exempted.conditions
        ],
    }


def _settle(assessments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What would close open elements, whatever closes most of them first: a checklist for a collector."""
    closes: dict[str, list[str]] = {what: [] for what in SETTLES}
    for made in assessments:
        for element in made["elements"]:
            for what in element["settle_by"]:
                closes[what].append(f"{made['event']} {made['measure']} {element['element']}")
    told = [{"what": what, "closes": list(dict.fromkeys(elements))} for what, elements in closes.items() if elements]
    return sorted(told, key=lambda step: -len(step["closes"]))
