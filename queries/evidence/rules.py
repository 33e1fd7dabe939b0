"""The rules of evidence: what a claim can do for an element, by its basis, and how claims combine.

`TABLE` says how far a basis reaches, `CASES` how the claims on an element give its status. docs/evidence.md is made
from them and from the table of what would settle an open element (`make generate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...schema.outcomes import RISING as RISING
from ...schema.outcomes import Status as Status
from ...schema.vocabulary import Basis, Property, Stance
from .claims import CitedClaim
from .settling import SETTLING, EventType, Settling


@dataclass(frozen=True)
class Reach:
    """How far a basis reaches: the properties that it can meet; any other it can only suggest."""

    basis: Basis
    meets: frozenset[Property]
    because: str
    source: str


@dataclass(frozen=True)
class CombinationRule:
    """What follows where claims stand in a relation to each other."""

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
    Reach(Basis.CUSTOMS_FINDING, _ANY, "officers looked at the goods and put their kind on record", _UN_STANDARDS),
    Reach(Basis.COURT_FINDING, _ANY, "a finding of fact after both sides were heard", _UN_STANDARDS),
    Reach(
        Basis.DOCUMENT, _ANY, "papers made at the time by those who took part, or notices to a Committee", _UN_STANDARDS
    ),
    Reach(Basis.EXPERT_BODY, _ANY, "a finding made under a published standard, with replies asked for", _UN_STANDARDS),
    Reach(
        Basis.ADMISSION,
        _ANY,
        "a party that admits what is unfavourable to it has no interest in inventing it",
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
        "the speaker is not named, so cannot be asked",
        "ICD 206 (2015), on source descriptors",
    ),
    Reach(
        Basis.EYEWITNESS,
        _SEEN_OPEN,
        "what somebody saw himself, as far as it can be seen; not what he thinks or heard",
        f"{_NICARAGUA}, para. 68",
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
    Reach(
        Basis.NOT_STATED,
        _NONE,
        "a row or text that does not say what it stands on can be followed up, not relied on",
        "ICD 206 (2015), on source descriptors",
    ),
)

#: Basis to the properties that it can meet.
REACH: Mapping[str, frozenset[Property]] = {line.basis: line.meets for line in TABLE}

#: What else holds where claims are weighed.
RULES: tuple[CombinationRule, ...] = (
    CombinationRule(
        "a claim repeats or rests on another",
        "it adds no origin: many reports of one source weigh as that source",
        f"{_NICARAGUA}, para. 63",
    ),
    CombinationRule("a party denies it without evidence", "shown beside what it answers; changes nothing", _OURS),
    CombinationRule("a party justifies it, or declines to speak", "shown; it is no denial", _OURS),
    CombinationRule(
        "a speaker fears, expects or plans it, says what would be if it were so, or asks",
        "shown; supports nothing",
        _OURS,
    ),
    CombinationRule("another is denied or doubted", "changes nothing", _OURS),
    CombinationRule("two origins name the same evidence, or have one speaker", "independence excluded", _UN_STANDARDS),
    CombinationRule("two origins name evidence of their own, and not the same", "independence shown", _UN_STANDARDS),
    CombinationRule("an origin does not name its evidence", "independence not shown", _OURS),
)

#: The elements of a transfer that a trace tells, in its order.
TRANSFER_ELEMENTS = (
    *(Property.EXISTS, Property.GOODS, Property.FROM),
    *(Property.TO, Property.DATE, Property.QUANTITY),
)


class Weighed(NamedTuple):
    """A status, in a line why, and the claims that decided it.

    `elsewhere`: what is put forward, though not established, is another than what is asked for. A tuple, because there
    are some for each event, measure and State: it is made in a third of the time of a frozen dataclass, and is a key.
    """

    status: Status
    because: str
    claims: tuple[str, ...] = ()
    elsewhere: bool = False


#: Whether a claim's value is what is asked for; None where that cannot be told.
Fits = Callable[[CitedClaim], bool | None]


class ElementClaims:
    """The claims on one element, sorted by what they do for what is asked for.

    `fitting` put it forward, `elsewhere` put another forward, and of `undecided` it cannot be told: a value in words
    only may be anything. To deny or to doubt another is not to deny or doubt this.
    """

    def __init__(self, claims: Iterable[CitedClaim], prop: Property, fits: Fits | None) -> None:
        on_element = list(claims)
        fit: dict[str, bool | None] = {
            claim.id: True if fits is None else fits(claim) if claim.entity else None for claim in on_element
        }
        of_this = [claim for claim in on_element if fit[claim.id] is not False]
        affirming = [claim for claim in on_element if claim.affirms]
        self.fitting, self.elsewhere, self.undecided = (
            [claim for claim in affirming if fit[claim.id] is answer] for answer in (True, False, None)
        )
        self.doubts = _by_stance(of_this, Stance.DOUBTS)
        self.denials = _reaching(_by_stance(of_this, Stance.DENIES), prop)
        self.asserted = _reaching(_by_stance(self.fitting, Stance.ASSERTS), prop)
        self.carrying = _undoubted(self.asserted, self.doubts)
        asserted_elsewhere = _reaching(_by_stance(self.elsewhere, Stance.ASSERTS), prop)
        self.established_elsewhere = _undoubted(asserted_elsewhere, _by_stance(on_element, Stance.DOUBTS))

    @property
    def in_words_only(self) -> bool:
        """Whether no undecided claim names a thing."""
        return not any(claim.entity for claim in self.undecided)


def _by_stance(claims: Iterable[CitedClaim], stance: Stance) -> list[CitedClaim]:
    return [claim for claim in claims if claim.stance is stance]


def _reaching(claims: Iterable[CitedClaim], prop: Property) -> list[CitedClaim]:
    """Return the claims on a basis that can reach the property."""
    return [claim for claim in claims if prop in REACH[claim.basis]]


def _undoubted(claims: Iterable[CitedClaim], doubts: Sequence[CitedClaim]) -> list[CitedClaim]:
    """Return the claims of which no root is the root of a doubt."""
    return [claim for claim in claims if not any(doubt.origins & claim.origins for doubt in doubts)]


#: Why an element is unknown that no claim speaks to.
NO_CLAIM = "no source claims it"


@dataclass(frozen=True)
class WeighingCase:
    """A case of `weigh`: when it applies, the status it gives, the claims that decide it and their bases."""

    when: str
    applies: Callable[[ElementClaims], object]
    status: Status
    because: str
    deciding: Callable[[ElementClaims], list[CitedClaim]]
    bases_of: Callable[[ElementClaims], list[CitedClaim]] | None = None
    elsewhere: bool = False
    source: str = _OURS

    def weighed(self, on: ElementClaims) -> Weighed:
        """Return what the case gives."""
        bases = ", ".join(sorted({claim.basis for claim in self.bases_of(on)})) if self.bases_of else ""
        because = f"{self.because} ({bases})" if self.bases_of else self.because
        return Weighed(self.status, because, tuple(claim.id for claim in self.deciding(on)), self.elsewhere)


#: How claims on an element are weighed: the first case that applies decides.
CASES: tuple[WeighingCase, ...] = (
    WeighingCase(
        "what is shown lies outside of what is asked for, and nothing claimed lies inside",
        lambda on: not on.fitting and not on.undecided and on.established_elsewhere,
        Status.NOT_MET,
        "something else is shown",
        deciding=lambda on: on.established_elsewhere,
    ),
    WeighingCase(
        "it is named in words only",
        lambda on: not on.fitting and on.undecided and on.in_words_only,
        Status.UNKNOWN,
        "named in words only",
        deciding=lambda on: on.undecided,
    ),
    WeighingCase(
        "it is named so that it cannot be told whether this is meant",
        lambda on: not on.fitting and on.undecided,
        Status.UNKNOWN,
        "it cannot be told whether this is meant",
        deciding=lambda on: on.undecided,
    ),
    WeighingCase(
        "only something else is claimed, and it is not shown",
        lambda on: not on.fitting and on.elsewhere,
        Status.UNKNOWN,
        "only something else is claimed",
        deciding=lambda on: on.elsewhere,
        bases_of=lambda on: on.elsewhere,
        elsewhere=True,
    ),
    WeighingCase(
        "only doubts are voiced",
        lambda on: not on.fitting and on.doubts,
        Status.UNKNOWN,
        "only doubts are voiced",
        deciding=lambda on: on.doubts,
    ),
    WeighingCase(
        "no claim states it",
        lambda on: not on.fitting,
        Status.UNKNOWN,
        NO_CLAIM,
        deciding=lambda on: [],
    ),
    WeighingCase(
        "it is denied by evidence of the right kind",
        lambda on: on.denials,
        Status.CONTESTED,
        "denied by evidence of the right kind",
        deciding=lambda on: [*on.fitting, *on.denials],
        bases_of=lambda on: on.denials,
    ),
    WeighingCase(
        "a claim asserts it by evidence of the right kind, and no origin of that claim doubts it",
        lambda on: on.carrying,
        Status.MET,
        "shown by evidence of the right kind",
        deciding=lambda on: on.carrying,
        bases_of=lambda on: on.carrying,
    ),
    WeighingCase(
        "each origin that asserts it by such evidence doubts it too, or says that it cannot tell",
        lambda on: on.asserted,
        Status.SUGGESTED,
        "the source that asserts it doubts it too",
        deciding=lambda on: [*on.fitting, *on.doubts],
        source="ICD 203 (2015), D.6.e(2)",
    ),
    WeighingCase(
        "it is only suggested, or claimed only by evidence of other kinds, however many",
        lambda on: on.fitting,
        Status.SUGGESTED,
        "claimed, but not by evidence of the right kind",
        deciding=lambda on: on.fitting,
        bases_of=lambda on: on.fitting,
    ),
)


def weigh(claims: Iterable[CitedClaim], prop: Property, fits: Fits | None = None) -> Weighed:
    """Return the status of an element by all claims on it, as the first of `CASES` that applies has it.

    With `fits`, only claims whose value fits what is asked for can carry the element.
    """
    claims = [claim for claim in claims if claim.property == prop]
    # Most elements of most measures are spoken of by nobody.
    return _by_case(ElementClaims(claims, prop, fits)) if claims else _UNCLAIMED


def _by_case(on_element: ElementClaims) -> Weighed:
    return next(case for case in CASES if case.applies(on_element)).weighed(on_element)


_UNCLAIMED = _by_case(ElementClaims((), Property.EXISTS, None))


_RANK: Mapping[Status, int] = {status: rank for rank, status in enumerate(RISING)}


def weakest(*elements: Weighed) -> Weighed:
    """Return the first of the weakest: several things that must all be so, as one."""
    weakest_, *further = elements
    for each in further:
        if _RANK[each.status] < _RANK[weakest_.status]:
            weakest_ = each
    return weakest_


def strongest(*elements: Weighed) -> Weighed:
    """Return the first of the strongest: several things of which one suffices, as one."""
    strongest_, *further = elements
    for each in further:
        if _RANK[each.status] > _RANK[strongest_.status]:
            strongest_ = each
    return strongest_


def _types(line: Settling) -> str:
    every = len(line.types) == len(EventType)
    return "all" if every else ", ".join(type_ for type_ in EventType if type_ in line.types)


def markdown() -> str:
    """Return the rules as a page of the docs."""
    lines = [
        "# Rules of evidence",
        "",
        "Generated from `queries/evidence/rules.py` by `make generate`; do not edit.",
        "",
    ]
    lines += [
        "## What each kind of evidence can show",
        "",
        "| kind of evidence | can show | because | source |",
        "|---|---|---|---|",
    ]
    for line in TABLE:
        meets = "any element" if line.meets == _ANY else ", ".join(sorted(line.meets)) or "none: it only suggests"
        lines.append(f"| {line.basis} | {meets} | {line.because} | {line.source} |")
    lines += ["", "## How claims are weighed", "", "| the first of these cases | then | source |", "|---|---|---|"]
    lines += [f"| {case.when} | {case.status} | {case.source} |" for case in CASES]
    lines += ["", "## What else holds", "", "| when | then | source |", "|---|---|---|"]
    lines += [f"| {rule.when} | {rule.then} | {rule.source} |" for rule in RULES]
    lines += ["", "## What would settle it", "", "| observation or document | of which events | closes | because |"]
    lines += ["|---|---|---|---|"]
    lines += [
        f"| {line.what} | {_types(line)} | {', '.join(sorted(line.closes))} | {line.because} |" for line in SETTLING
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")
