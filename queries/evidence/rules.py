"""The rules of evidence: what a claim can do for an element, by what it stands on, and how claims combine.

An element comes out

    met         a claim asserts it on a basis that can reach it
    suggested   it is claimed, but on a basis that can only suggest it, or its own source doubts it
    contested   evidence that can reach it speaks against it
    unknown     nobody puts it forward
    not met     what is established lies outside of what is asked for

The two tables below are the rules; docs/evidence.md is made from them (`make generate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations

from ...schema.vocabulary import Basis, Property, Stance
from .claims import CitedClaim


class Status(StrEnum):
    """How far an element is carried."""

    MET = "met"
    SUGGESTED = "suggested"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    NOT_MET = "not met"


#: From the weakest to the strongest; several elements together are as strong as the weakest of them.
RISING = (Status.NOT_MET, Status.UNKNOWN, Status.CONTESTED, Status.SUGGESTED, Status.MET)


@dataclass(frozen=True)
class Reach:
    """How far a basis reaches: the properties that it can meet; any other it can only suggest."""

    basis: Basis
    meets: frozenset[Property]
    because: str
    source: str


@dataclass(frozen=True)
class CombinationRule:
    """How claims combine, or what an answer does."""

    when: str
    then: str
    source: str


_ANY = frozenset(Property)
_NONE: frozenset[Property] = frozenset()
_SEEN = frozenset(
    {
        *(Property.PLACE, Property.DATE, Property.QUANTITY, Property.BASELINE, Property.CHANGE),
        *(Property.ROUTE, Property.FACILITY, Property.CARGO),
    }
)
_SEEN_OPEN = _SEEN | {Property.GOODS, Property.EXISTS}
_TRACKED = frozenset(
    {*(Property.PLACE, Property.DATE, Property.ROUTE), *(Property.FROM, Property.TO, Property.CARRIER)}
)

_UN_STANDARDS = "S/2006/997, annex: methodological standards of the Council's working group on sanctions"
_NICARAGUA = "ICJ, Military and Paramilitary Activities (Nicaragua v. United States), 27 June 1986"
_PROTOCOL = "Berkeley Protocol on Digital Open Source Investigations, OHCHR HR/PUB/20/2"
_OURS = "rule of this project"

#: Basis by basis, the strongest first.
TABLE: tuple[Reach, ...] = (
    Reach(Basis.INSPECTION, _ANY, "the thing itself was held and looked at", _UN_STANDARDS),
    Reach(
        Basis.DOCUMENT, _ANY, "papers made at the time by those who took part, or notices to a Committee", _UN_STANDARDS
    ),
    Reach(Basis.EXPERT_BODY, _ANY, "a finding made under a published standard, with replies asked for", _UN_STANDARDS),
    Reach(
        Basis.ADMISSION,
        _ANY,
        "who acknowledges what is unfavourable to him has no interest to invent it",
        f"{_NICARAGUA}, para. 64",
    ),
    Reach(Basis.IMAGERY, _SEEN_OPEN, "what lies open can be seen; who sent it and to whom cannot", _PROTOCOL),
    Reach(Basis.IMAGERY_COVERED, _SEEN, "place, day, count and way are seen, never what is under the cover", _PROTOCOL),
    Reach(
        Basis.TRACKING,
        _TRACKED,
        "a transponder tells where it was, not what was aboard; it can be switched off or lie",
        "US Departments of State and the Treasury, Coast Guard: guidance on illicit shipping, 14 May 2020",
    ),
    Reach(
        Basis.TRADE_DATA,
        _NONE,
        "customs codes mistake goods and country: ten States told the Panel so of entries for 2021",
        "NK News, Feb 2022: technical disputes over sanctions violations",
    ),
    Reach(Basis.OFFICIAL_STATEMENT, _NONE, "an interested State's word for itself", f"{_NICARAGUA}, para. 64"),
    Reach(
        Basis.ANONYMOUS_OFFICIAL,
        _NONE,
        "nobody answers for it, so nobody can be asked",
        "ICD 206 (2015), on source descriptors",
    ),
    Reach(
        Basis.HUMAN_SOURCE,
        _NONE,
        "what one person says he knows, unless others show it",
        "ICD 206 (2015), on source descriptors",
    ),
    Reach(
        Basis.INFERENCE,
        _NONE,
        "what is concluded is no more than what it is concluded from",
        "ICD 203 (2015), D.6.e(3)",
    ),
)

#: Basis to the properties that it can meet.
REACH: Mapping[str, frozenset[Property]] = {line.basis: line.meets for line in TABLE}

#: How claims combine.
RULES: tuple[CombinationRule, ...] = (
    CombinationRule("a claim asserts it on a basis that can reach it", "met", _OURS),
    CombinationRule("it is claimed only on bases that cannot reach it, however many", "suggested", _OURS),
    CombinationRule(
        "a claim repeats or rests on another",
        "it adds no root: many reports of one source weigh as that source",
        f"{_NICARAGUA}, para. 63",
    ),
    CombinationRule(
        "the root that asserts it doubts it, or says that it cannot tell",
        "at most suggested",
        "ICD 203 (2015), D.6.e(2)",
    ),
    CombinationRule("it is denied on a basis that can reach it", "contested", _OURS),
    CombinationRule("a party denies it without evidence", "shown beside what it answers; changes nothing", _OURS),
    CombinationRule("a party justifies it, or declines to speak", "shown; it is no denial", _OURS),
    CombinationRule(
        "what is established lies outside of what is asked for, and nothing claimed lies inside", "not met", _OURS
    ),
    CombinationRule(
        "it is named in words only, or so that it cannot be told whether it is what is asked for", "unknown", _OURS
    ),
    CombinationRule("nobody puts it forward, or only doubts are voiced", "unknown", _OURS),
    CombinationRule("two roots name the same evidence, or have one speaker", "independence excluded", _UN_STANDARDS),
    CombinationRule("two roots name evidence of their own, and not the same", "independence shown", _UN_STANDARDS),
    CombinationRule("a root does not name its evidence", "independence not shown", _OURS),
)

#: The elements of a transfer that a trace tells, in its order.
TRANSFER_ELEMENTS = (
    *(Property.EXISTS, Property.GOODS, Property.FROM),
    *(Property.TO, Property.DATE, Property.QUANTITY),
)

_INSPECTED = "an inspection or seizure of the goods on their way or on arrival"
_PAPERS = "rail waybills, manifests or customs papers of the consignment"
_TRACED = "a finding of an expert body on items recovered and traced"
_UNCOVERED = "imagery of the uncovered cargo while it is loaded or unloaded"
_SAME_ENDS = "the same wagons or ships seen at the place of loading and of unloading"
_PICTURE = "imagery of the place on that day, with its coordinates"
_SERIES = "a series of images close in time that shows loaded wagons or ships on each side of the border"
_REGISTER = "extracts of the registers of ships and companies for that day"
_NOTICE = "the notice to the Committee, or its reply"
_OMITTED = "a State's report to the Committee on what it did, or a finding that it did nothing"

#: What a collector would look for: each observation or document, and what it would close.
SETTLES: Mapping[str, frozenset[Property]] = {
    _INSPECTED: frozenset({Property.EXISTS, Property.GOODS, Property.QUANTITY, Property.CARGO}),
    _PAPERS: frozenset(
        {
            *(Property.EXISTS, Property.GOODS, Property.FROM, Property.TO),
            *(Property.DATE, Property.QUANTITY, Property.CARRIER, Property.PARTICIPANT, Property.CARGO),
        }
    ),
    _TRACED: frozenset({Property.EXISTS, Property.GOODS, Property.FROM}),
    _UNCOVERED: frozenset({Property.GOODS, Property.CARGO}),
    _SAME_ENDS: frozenset({Property.FROM, Property.TO, Property.ROUTE, Property.DIRECTION}),
    _SERIES: frozenset({Property.DIRECTION, Property.DATE}),
    _PICTURE: frozenset({Property.PLACE, Property.DATE, Property.QUANTITY}),
    _REGISTER: frozenset({Property.FLAG, Property.NATIONALITY, Property.CARRIER}),
    _NOTICE: frozenset({Property.EXEMPTION, Property.QUANTITY}),
    _OMITTED: frozenset({Property.OMISSION}),
}


@cache
def settled_by(*properties: Property) -> tuple[str, ...]:
    """Return what would settle any of the properties, in the order of the table."""
    return tuple(step for step, closes in SETTLES.items() if closes.intersection(properties))


@dataclass(frozen=True, slots=True)
class SettlingStep:
    """An observation or document that a collector would look for, and the open elements that it would close."""

    what: str
    closes: tuple[str, ...]


def settling_steps(closes: Mapping[str, Iterable[str]]) -> tuple[SettlingStep, ...]:
    """Return a step for each observation or document that closes something, the one that closes most first."""
    steps = (SettlingStep(step, tuple(dict.fromkeys(elements))) for step, elements in closes.items())
    return tuple(sorted((step for step in steps if step.closes), key=lambda step: -len(step.closes)))


@dataclass(frozen=True)
class Weighed:
    """A status, in a line why, and the claims that decided it.

    `elsewhere`: what is put forward, though not established, is another than what is asked for.
    """

    status: Status
    because: str
    claims: tuple[str, ...] = ()
    elsewhere: bool = False


#: Whether a claim's value is what is asked for; None where that cannot be told.
Fits = Callable[[CitedClaim], bool | None]


def weigh(claims: Iterable[CitedClaim], prop: Property, fits: Fits | None = None) -> Weighed:
    """The status of an element by all claims on it.

    With `fits`, only claims whose value fits what is asked for can carry it; if what is established does not
    fit, and nothing that is claimed does, the element is not met. A value in words only may be anything.
    """
    mine = [claim for claim in claims if claim.property == prop]
    forward = [claim for claim in mine if claim.stance in (Stance.ASSERTS, Stance.SUGGESTS)]
    against = [claim for claim in mine if claim.stance == Stance.DENIES and _reaches(claim, prop)]
    doubts = [claim for claim in mine if claim.stance == Stance.DOUBTS]
    if fits is not None:
        fitting = {claim.id: fits(claim) if claim.entity else None for claim in mine}
        every, forward = forward, [claim for claim in forward if fitting[claim.id]]
        other = [claim for claim in every if fitting[claim.id] is False]
        open_ = [claim for claim in every if fitting[claim.id] is None]
        if not forward and not open_ and (established := _carrying(other, doubts, prop)):
            return Weighed(Status.NOT_MET, "what is established is another", _ids(established))
        if not forward and open_:
            worded = not any(claim.entity for claim in open_)
            because = "named in words only" if worded else "whether it is what is asked for cannot be told"
            return Weighed(Status.UNKNOWN, because, _ids(open_))
        if not forward and other:
            return Weighed(Status.UNKNOWN, f"only another is put forward ({_bases(other)})", _ids(other), True)
        # To deny or to doubt something else is not to deny or doubt this.
        against = [claim for claim in against if fitting[claim.id] is not False]
        doubts = [claim for claim in doubts if fitting[claim.id] is not False]
    if not forward:
        if doubts:
            return Weighed(Status.UNKNOWN, "only doubts are voiced", _ids(doubts))
        return Weighed(Status.UNKNOWN, "nobody puts it forward")
    if against:
        return Weighed(
            Status.CONTESTED, f"denied on a basis that can reach it ({_bases(against)})", _ids([*forward, *against])
        )
    if carrying := _carrying(forward, doubts, prop):
        return Weighed(Status.MET, f"asserted on a basis that can reach it ({_bases(carrying)})", _ids(carrying))
    if any(claim.stance == Stance.ASSERTS and _reaches(claim, prop) for claim in forward):
        return Weighed(Status.SUGGESTED, "the source that asserts it doubts it too", _ids([*forward, *doubts]))
    return Weighed(Status.SUGGESTED, f"claimed, on a basis that can only suggest it ({_bases(forward)})", _ids(forward))


def weakest(*found: Weighed) -> Weighed:
    """Several things that must all be so, as one: the first of the weakest."""
    return min(found, key=lambda weighed: RISING.index(weighed.status))


def strongest(*found: Weighed) -> Weighed:
    """Several things of which one suffices, as one: the first of the strongest."""
    return max(found, key=lambda weighed: RISING.index(weighed.status))


@dataclass(frozen=True)
class Root:
    """A report at the root of claims: who speaks in it, and the evidence that it names."""

    report: str
    speakers: frozenset[str]
    evidence: frozenset[str]


def independence(roots: Iterable[Root]) -> tuple[str, str]:
    """Whether roots are independent of each other, and why: shown, not shown, or excluded.

    `one root` and `no root` where there is nothing to compare. Shown means: for at least one pair.
    """
    listed = sorted(roots, key=lambda root: root.report)
    if len(listed) < 2:
        return ("one root" if listed else "no root"), ""
    silent: str | None = None
    shared = ""
    for one, other in combinations(listed, 2):
        pair = f"{one.report} and {other.report}"
        if common := one.evidence & other.evidence:
            shared = f"{pair} stand on the same: {', '.join(sorted(common))}"
        elif common := one.speakers & other.speakers:
            shared = f"{pair} have one speaker: {', '.join(sorted(common))}"
        elif one.evidence and other.evidence:
            own = " and ".join(", ".join(sorted(root.evidence)) for root in (one, other))
            return "independence shown", f"{pair} each name their own: {own}"
        elif silent is None:
            silent = next(root.report for root in (one, other) if not root.evidence)
    if silent:
        return "independence not shown", f"{silent} does not name what it stands on"
    return "independence excluded", shared


def markdown() -> str:
    """The rules as a page of the docs."""
    lines = [
        "# Rules of evidence",
        "",
        "Generated from `queries/evidence/rules.py` by `make generate`; do not edit.",
        "",
    ]
    lines += ["## How far a basis reaches", "", "| basis | can meet | because | source |", "|---|---|---|---|"]
    for line in TABLE:
        meets = "any element" if line.meets == _ANY else ", ".join(sorted(line.meets)) or "none: it only suggests"
        lines.append(f"| {line.basis} | {meets} | {line.because} | {line.source} |")
    lines += ["", "## How claims combine", "", "| when | then | source |", "|---|---|---|"]
    lines += [f"| {rule.when} | {rule.then} | {rule.source} |" for rule in RULES]
    lines += ["", "## What would settle it", "", "| observation or document | closes |", "|---|---|"]
    lines += [f"| {what} | {', '.join(sorted(closes))} |" for what, closes in SETTLES.items()]
    return "\n".join(lines) + "\n"


def _carrying(claims: list[CitedClaim], doubts: list[CitedClaim], prop: Property) -> list[CitedClaim]:
    """Claims that assert on a basis that can reach it, without a doubt of their own root."""
    return [
        claim
        for claim in claims
        if claim.stance == Stance.ASSERTS
        and _reaches(claim, prop)
        and not any(doubt.origins & claim.origins for doubt in doubts)
    ]


def _reaches(claim: CitedClaim, prop: Property) -> bool:
    return prop in REACH[claim.basis]


def _bases(claims: list[CitedClaim]) -> str:
    return ", ".join(sorted({claim.basis for claim in claims}))


def _ids(claims: list[CitedClaim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


if __name__ == "__main__":
    print(markdown(), end="")
