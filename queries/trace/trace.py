"""The chain behind a place, an event or a person: seen, leads to, before, may be, forbidden by, unknown.

Everything in it is said by somebody; nothing is added. A trace never says that a measure was broken.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.dates import LATEST, HalfDate, day, days_between, shift
from ...schema.vocabulary import KINDS, Property, Stance
from ..catalogue.law import measures
from ..evidence import statements as facts
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from ..evidence.rules import TRANSFER_ELEMENTS, Status, settled_by, weigh
from ..results.answer import plain
from ..results.dict_answer import Answer
from .gaps import unknown, would_settle

#: A meeting counts as before an observation when it ended at most so many days earlier.
BEFORE_DAYS = 60
#: How a transfer is linked to what was seen.
RESTS, EARLIER, NAMED = "rests on what was seen", "rests on what was seen earlier", "named in the same report"
#: So many hops are followed from a claim to its roots.
_DEPTH = 8


def trace(graph: Graph, what: str, as_of: str | None = None) -> Answer:
    """Assemble the chain behind a thing, as known on a day (ISO; without it, all that is known).

    `what` is an id or name of a place, an observation, a transfer, a meeting, a person. The keys of the answer
    are what, as_of, records, seen, after, leads_to, before, may_be, forbidden_by, unknown, would_settle,
    sources; each fact
    carries the ids of its claims or records, and reports by their number in `sources`.
    Raises NotFound or Ambiguous for the name.
    """
    day_ = day(as_of) if as_of else LATEST
    # Here, because it tells traces and imports this module.
    from .render import CLAIM, claim_rows, tell

    made = _Trace(graph, graph.one(what), day_).answer()
    return Answer(made, "trace", CLAIM, claim_rows, tell)


_FORWARD = (Stance.ASSERTS, Stance.SUGGESTS)
#: What is told of a leg of a transfer.
_LEG = (Property.FROM, Property.TO, Property.MODE, Property.CARRIER, Property.DATE)


class _Trace:
    """One assembly."""

    def __init__(self, graph: Graph, what: Row, as_of: str) -> None:
        self._graph = graph
        self._what = what
        self._reader = EvidenceReader(graph, as_of)
        self._number = self._reader.citations.number

    def answer(self) -> dict[str, Any]:
        what, kind = self._what["id"], self._what["kind"]
        family = {kind, *KINDS.get(kind, ())}
        observed, transfers = self._events(what, family)
        claims = self._claims([row["id"] for row in observed])
        # The latest first, so that its sources get the first numbers.
        observed = sorted(observed, key=lambda row: (_dated(claims[row["id"]]), row["id"]), reverse=True)
        seen = [self._seen(row, claims[row["id"]]) for row in observed]
        focus = seen[0] if seen else None
        station = what if "Place" in family else self._place_of(claims)
        leads_to, own = self._leads_to(station) if station else ([], [])
        before = self._before(own, leads_to, focus) if focus else []
        may_be = self._may_be(transfers, focus)
        forbidden = self._forbidden(may_be, focus)
        return {
            "what": self._what,
            "as_of": self._reader.as_of,
            "records": self._records(what) if "Place" not in family else [],
            "seen": seen,
            "after": self._after(what) if "Event" in family else [],
            "leads_to": leads_to,
            "before": before,
            "may_be": may_be,
            "forbidden_by": forbidden,
            "unknown": unknown(focus, may_be),
            "would_settle": would_settle(focus, may_be),
            "sources": self._reader.sources(),
        }

    def _claims(self, ids: list[str]) -> dict[str, list[Row]]:
        return {id_: plain(claims) for id_, claims in self._reader.claims(ids).items()}

    def _told(self, claim: Row) -> Row:
        return claim | {"source": self._number(claim["report"])}

    # -- which events ------------------------------------------------------------------------------

    def _events(self, what: str, family: set[str]) -> tuple[list[Row], list[Row]]:
        """The observations, and the transfers they were said to show; the closest linked come first."""
        if "Transfer" in family:
            return [], [{**self._what, "link": "asked for"}]
        observed = [self._what] if "Observation" in family else self._reader.read(facts.OBSERVED_AT, id=what)
        ids = [row["id"] for row in observed]
        found: dict[str, Row] = {}
        for row in self._reader.read(facts.LINKED_TRANSFERS, ids=ids):
            entry = found.setdefault(row["id"], {**row, "link": RESTS, "rests_on": []})
            entry["rests_on"].append(row["event"])
        for row in self._reader.read(facts.NAMED_TOGETHER, ids=ids):
            found.setdefault(row["id"], {**row, "link": NAMED})
        if not observed:
            for row in self._reader.read(facts.INVOLVING, id=what):
                found.setdefault(row["id"], {**row, "link": "names it"})
        return observed, list(found.values())

    def _place_of(self, claims: dict[str, list[Row]]) -> str | None:
        places = [c["entity"] for of in claims.values() for c in of if c["property"] == Property.PLACE and c["entity"]]
        return places[0] if places else None

    # -- seen --------------------------------------------------------------------------------------

    def _seen(self, event: Row, claims: list[Row]) -> dict[str, Any]:
        told = [self._told(claim) for claim in claims]
        own = [t for t in told if not _same_property(t["property"], claims) & set(t["rests_on"])]
        counts = [t for t in own if t["property"] == Property.QUANTITY]
        ids = [t["id"] for t in told]
        roots = self._reader.root_reports(ids)
        return {
            "event": event["id"],
            "name": event["name"],
            "date": _dated(claims) or None,
            "places": sorted({t["entity_name"] for t in told if t["property"] == Property.PLACE and t["entity_name"]}),
            "counts": counts,
            "said": [
                t
                for t in own
                if t["property"] not in (Property.QUANTITY, Property.DATE, Property.PLACE, Property.EXISTS)
            ],
            "claims": told,
            "roots": roots,
            "carried_by": sorted({self._number(t["report"]) for t in told} - {self._number(r) for r in roots}),
            "independence": self._reader.independence(ids)[0],
        }

    def _records(self, what: str) -> list[dict[str, Any]]:
        """What structured sources record of it: posts, listings, meetings."""
        return [{**row, "source": self._number(row["report"])} for row in self._reader.read(facts.RECORDS, id=what)]

    def _after(self, what: str) -> list[dict[str, Any]]:
        """What was observed at a rail border between the States of those who met, not long after."""
        return [
            {
                **row,
                "days_after": days_between(row["met"], row["date"]),
                "source": self._number(row["report"]),
            }
            for row in self._reader.read(facts.AFTER, id=what, days=BEFORE_DAYS)
            if HalfDate.parse(row["date"]).exact
        ]

    # -- leads to, before --------------------------------------------------------------------------

    def _leads_to(self, station: str) -> tuple[list[dict[str, Any]], list[Row]]:
        rows = self._reader.read(facts.BORDER_LINKS, id=station)
        ends = sorted({row["id"] for row in rows})
        countries = defaultdict(list)
        for row in self._reader.read(facts.COUNTRIES, ids=[station, *ends]):
            countries[row["place"]].append(row)
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            entry = found.setdefault(
                row["id"],
                {
                    "station": row["id"],
                    "name": row["name"],
                    "country": [{"id": c["id"], "name": c["name"]} for c in _distinct(countries[row["id"]])],
                    "over": [],
                    "gauges_mm": [],
                    "km": [],
                    "statements": [],
                    "sources": [],
                },
            )
            _add(entry["over"], row["over"])
            for gauge in row["gauges"]:
                _add(entry["gauges_mm"], gauge)
            _add(entry["km"], row["km"])
            entry["statements"].append(row["statement"])
            _add(entry["sources"], self._number(row["report"]))
        return list(found.values()), countries[station]

    def _before(self, own: list[Row], leads_to: list[dict[str, Any]], focus: dict[str, Any]) -> list[dict[str, Any]]:
        """Meetings of people in office in the States on both sides of the border, not long before."""
        if not focus["date"]:
            return []
        seen_on = HalfDate.parse(focus["date"]).earliest
        here = sorted({row["id"] for row in own})
        there = sorted({c["id"] for end in leads_to for c in end["country"]} - set(here))
        leaders = defaultdict(list)
        for row in self._reader.read(facts.LEADERS, ids=[*here, *there], on=seen_on):
            leaders["here" if row["country"] in here else "there"].append(row["id"])
        rows = self._reader.read(
            facts.MEETINGS,
            first=sorted(set(leaders["here"])),
            second=sorted(set(leaders["there"])),
            after=shift(seen_on, -BEFORE_DAYS),
            before=seen_on,
        )
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            entry = found.setdefault(
                row["id"],
                {
                    "event": row["id"],
                    "name": row["name"],
                    "summit": "Summit" in row["labels"],
                    "earliest": row["earliest"],
                    "latest": row["latest"],
                    "places": [],
                    "participants": [],
                    "topics": [],
                    "statements": [],
                    "sources": [],
                },
            )
            if row["statement"] in entry["statements"]:
                continue
            # Each statement narrows the days on which it may have been; one that contradicts does not.
            if max(entry["earliest"], row["earliest"]) <= min(entry["latest"], row["latest"]):
                entry["earliest"] = max(entry["earliest"], row["earliest"])
                entry["latest"] = min(entry["latest"], row["latest"])
            for key in ("places", "participants"):
                for value in row[key]:
                    _add(entry[key], value)
            for topic in row["topics"]:
                entry["topics"].append({"topic": topic, "source": self._number(row["report"])})
            entry["statements"].append(row["statement"])
            _add(entry["sources"], self._number(row["report"]))
        for entry in found.values():
            earliest, latest = entry.pop("earliest"), entry.pop("latest")
            entry["date"] = earliest if earliest == latest else f"{earliest}/{latest}"
            entry["days_before"] = days_between(latest, seen_on)
        return sorted(found.values(), key=lambda e: (not e["summit"], e["days_before"], e["event"]))

    # -- may be, forbidden by ----------------------------------------------------------------------

    def _may_be(self, transfers: list[Row], focus: dict[str, Any] | None) -> list[dict[str, Any]]:
        claims = self._claims([row["id"] for row in transfers])
        answers: list[Row] = plain(self._reader.answers([c["id"] for of in claims.values() for c in of]))
        found = []
        for row in transfers:
            link = row["link"]
            if link == RESTS and focus and focus["event"] not in row["rests_on"]:
                link = EARLIER
            told = [self._told(claim) for claim in claims[row["id"]]]
            said = [self._reader.claims_by_id[claim["id"]] for claim in claims[row["id"]]]
            doubts = [t for t in told if t["stance"] in (Stance.DOUBTS, Stance.DECLINES)]
            if link == RESTS and focus:
                doubts += [t for t in focus["said"] if t["stance"] in (Stance.DOUBTS, Stance.DECLINES)]
            found.append(
                {
                    "event": row["id"],
                    "name": row["name"],
                    "link": link,
                    "elements": [self._element(element, told, said) for element in TRANSFER_ELEMENTS],
                    "doubts": doubts,
                    "answers": [a for a in answers if a["event"] == row["id"]],
                    "legality": [
                        t for t in told if t["property"] == Property.LEGALITY and t["stance"] == Stance.ASSERTS
                    ],
                    "legs": self._legs(told),
                    "claims": told,
                }
            )
        order = ["asked for", RESTS, NAMED, "names it", EARLIER]
        weight = [Status.MET, Status.CONTESTED, Status.SUGGESTED, Status.UNKNOWN]
        return sorted(
            found,
            key=lambda e: (
                order.index(e["link"]),
                weight.index(e["elements"][0]["status"]),
                -len(e["claims"]),
                e["event"],
            ),
        )

    def _legs(self, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The legs that a transfer is said to have, each with where from, where to, by what and when, as said."""
        legs: dict[str, dict[str, Any]] = {}
        for claim in told:
            if claim["property"] == Property.LEG and claim["entity"]:
                leg = legs.setdefault(
                    claim["entity"],
                    {"event": claim["entity"], "name": claim["entity_name"], "sources": [], "claims": []},
                )
                _add(leg["sources"], claim["source"])
        for event, claims in self._claims(sorted(legs)).items():
            leg = legs[event]
            leg["claims"] = [self._told(claim) for claim in claims]
            for prop in _LEG:
                said = [c for c in leg["claims"] if c["property"] == prop and c["stance"] in _FORWARD]
                leg[str(prop)] = sorted(
                    {c["entity_name"] or c["value"] for c in said if c["entity_name"] or c["value"]}
                )
        return [legs[event] for event in sorted(legs)]

    def _element(self, element: Property, told: list[dict[str, Any]], said: list[CitedClaim]) -> dict[str, Any]:
        weighed = weigh(said, element)
        forward = [t for t in told if t["property"] == element and t["stance"] in _FORWARD]
        ids = [t["id"] for t in forward]
        values: list[Any] = _distinct([{"id": t["entity"], "name": t["entity_name"]} for t in forward if t["entity"]])
        if not values and element != Property.EXISTS:
            values = sorted({measured(t) for t in forward if t["value"]})
        return {
            "element": str(element),
            "status": str(weighed.status),
            "because": weighed.because,
            "values": values,
            "claims": [t["id"] for t in told if t["property"] == element],
            "roots": self._reader.root_reports(ids),
            "independence": self._reader.independence(ids)[0],
            "settle_by": [] if weighed.status == Status.MET else list(settled_by(element)),
        }

    def _forbidden(self, may_be: list[dict[str, Any]], focus: dict[str, Any] | None) -> list[dict[str, Any]]:
        """Measures in force on the event's own day that touch the goods as claimed, the way as claimed."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for event in may_be:
            values = {e["element"]: [v["id"] for v in e["values"] if isinstance(v, dict)] for e in event["elements"]}
            on = self._event_day(event, focus)
            if on is None:
                continue
            ways = [(a, b) for a in values["from"] for b in values["to"] if a != b]
            for (sender, receiver), goods in ((w, g) for w in ways for g in values["goods"]):
                for row in measures(self._graph, sender, receiver, goods, on):
                    entry = found.setdefault(
                        (event["event"], row["measure"]),
                        {
                            "event": event["event"],
                            "measure": row["measure"],
                            "name": row["name"],
                            "on": on,
                            "since": row["since"],
                            "provisions": row["provisions"],
                            "checked": row["checked"],
                            "threshold": row["threshold"],
                            "acts": row["acts"],
                            "summary": row["summary"],
                            "goods": [],
                            "exemptions": [],
                        },
                    )
                    _add(entry["goods"], {"claimed": goods, "covers": row["covers"], "match": row["match"]})
        for entry in found.values():
            for row in self._reader.read(facts.EXEMPTIONS, ids=[entry["measure"]], on=entry["on"]):
                entry["exemptions"].append({k: row[k] for k in ("id", "name", "conditions")})
        return list(found.values())

    def _event_day(self, event: dict[str, Any], focus: dict[str, Any] | None) -> str | None:
        """The day that selects the law: the transfer's own as claimed, else that of what was seen.

        A transfer of earlier sights without a date of its own has none, so no law is named for it.
        """
        dates = [
            HalfDate.parse(t["value"]) for t in event["claims"] if t["property"] == Property.DATE and t["earliest"]
        ]
        if dates:
            return max(date.latest for date in dates)
        if focus is None or not focus["date"] or event["link"] == EARLIER:
            return None
        return HalfDate.parse(focus["date"]).latest


def _dated(claims: list[Row]) -> str:
    """The first date that is stated for an event; empty where none is."""
    return min(
        (c["value"] for c in claims if c["property"] == Property.DATE and c["value"] and c["earliest"]), default=""
    )


def _same_property(prop: str, claims: list[Row]) -> set[str]:
    """Ids of the claims on a property: whoever rests on one of them repeats it."""
    return {claim["id"] for claim in claims if claim["property"] == prop}


def measured(told: dict[str, Any]) -> str:
    """A value with its qualifier and unit: `about 73 freight cars`."""
    number = told["number"]
    shown = f"{number:,.0f}" if number is not None and float(number).is_integer() else told["value"]
    return " ".join(filter(None, (told["qualifier"], shown, told["unit"])))


def _add(items: list[Any], value: Any) -> None:
    if value is not None and value not in items:
        items.append(value)


def _distinct(rows: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    return [found[key] for key in sorted(found)]
