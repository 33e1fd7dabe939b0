"""Who sent and who received, against whom a step names: bodies, those whom a programme lists, and kinds of party."""

from __future__ import annotations

from ...schema.vocabulary import PartyKind, Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import RISING, Status, Weighed, weakest, weigh
from .events import EventFacts
from .law import PartyScope
from .regime import Regimes

#: A State or a place is where a thing went, not who received it.
_NO_PARTY = frozenset({"Country", "Place"})


def party(event: EventFacts, scope: PartyScope, prop: Property, regimes: Regimes) -> Weighed:
    """Weigh that who received (or sent) is among those whom the law names, and not left out.

    Where only a State or a place is given, it is not known who.
    """
    named = [claim for claim in event.of(prop) if not _NO_PARTY & _labels(event, claim)]
    if not any(claim.affirms and claim.entity for claim in named):
        end = "received" if prop is Property.TO else "sent"
        return Weighed(Status.UNKNOWN, f"no source says who {end} it")
    weighed = weigh(named, prop, lambda claim: _within(event, claim.entity, scope, regimes))
    if weighed.status is Status.UNKNOWN:
        weighed = _as_said(event, named, scope, prop, regimes) or weighed
    names = ", ".join(sorted({event.things.names[c.entity] for c in named if c.entity and c.affirms}))
    if weighed.status is Status.NOT_MET:
        return Weighed(Status.NOT_MET, f"{names}: left out, or none of those who are named", weighed.claims)
    return Weighed(weighed.status, f"{names}: {weighed.because}", weighed.claims)


def _as_said(
    event: EventFacts, named: list[CitedClaim], scope: PartyScope, prop: Property, regimes: Regimes
) -> Weighed | None:
    """Weigh the parties as what they are said to be; None where that puts nobody forward whom the law names."""
    as_said = weigh(named, prop, lambda claim: _within(event, claim.entity, scope, regimes, Status.SUGGESTED))
    if RISING.index(as_said.status) <= RISING.index(Status.UNKNOWN):
        return None
    return weakest(as_said, Weighed(Status.SUGGESTED, "said to be of a kind that is meant", as_said.claims))


def _labels(event: EventFacts, claim: CitedClaim) -> set[str]:
    return set(event.things.kinds.get(claim.entity or "", ()))


def _within(
    event: EventFacts, thing: str | None, scope: PartyScope, regimes: Regimes, least: Status = Status.MET
) -> bool | None:
    """Whether a party is among those of a scope; None where that cannot be told.

    What kind of party it is counts where that is carried as far as `least`.
    """
    if thing is None:
        return None
    if thing in scope.excepted:
        return False
    left_out = _of_kind(event, thing, scope.excepted_kinds, least)
    if left_out:
        return False
    if thing in scope.bodies or any(_listed(event, thing, programme, regimes) for programme in scope.programmes):
        return True
    inside = True if scope.anyone else _of_kind(event, thing, scope.kinds, least)
    if inside is False and scope.programmes:
        return None
    return inside if left_out is False or inside is False else None


def _of_kind(event: EventFacts, thing: str, kinds: frozenset[PartyKind], least: Status) -> bool | None:
    """Whether a party is of one of some kinds, as far as `least` asks; None where what it is is not carried so far."""
    if not kinds:
        return False
    claimed = event.things.party_kinds(thing)
    carried = {kind for kind, weighed in claimed.items() if RISING.index(weighed.status) >= RISING.index(least)}
    if carried & kinds:
        return True
    return False if carried and not kinds & claimed.keys() else None


def _listed(event: EventFacts, thing: str, programme: str, regimes: Regimes) -> bool:
    when = event.interval
    return when is not None and regimes.lists.listed_throughout(programme, thing, when.earliest, when.latest)
