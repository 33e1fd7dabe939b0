"""The one ranking of allegations: the weightiest and firmest of a case comes first, whichever answer shows it.

A trace, the text of an assessment and the case file all order events by `CaseWeight`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ...schema.vocabulary import Property, Stance
from .claims import CitedClaim
from .rules import RISING, Status, weigh

#: Duties that forbid the act itself; the others ask something of States beside it.
BANS = frozenset(
    {
        *("cease-export", "cease-import", "prohibit-procurement", "prevent-supply", "cap-supply"),
        *("prevent-technical-assistance", "prevent-training", "suspend-cooperation"),
    }
)


#: Stances that bring an event up: it is put forward, feared, expected or supposed. Ranks attention, shows nothing.
BRINGING_UP = frozenset({Stance.ASSERTS, Stance.SUGGESTS, Stance.ANTICIPATES, Stance.SUPPOSES})


class LawClass(IntEnum):
    """How heavily the law in force bears on an event if it was as claimed, the heaviest first."""

    FORBIDDEN = 0
    CONDITIONAL = 1
    DUTY = 2
    NONE = 3


def law_class(acts: Iterable[str], threshold: str | None, activity: bool = False) -> LawClass:
    """Return the class of one measure: a ban, a ban under a condition, or a duty beside the event.

    `activity`: the event is one, such as a launch; then the end of an activity is a ban as well.
    """
    if (BANS | {"cease-activity"} if activity else BANS).isdisjoint(acts):
        return LawClass.DUTY
    return LawClass.CONDITIONAL if threshold else LawClass.FORBIDDEN


@dataclass(frozen=True, order=True)
class CaseWeight:
    """How much an allegation weighs; the smallest comes first.

    Compared in turn: the law that it touches, how firmly it is carried that the event took place, the number of
    independent origins that bring it up, the number of claims, and the id so that nothing depends on chance.
    """

    law: LawClass
    firmness: int
    origins: int
    claims: int
    event: str

    @classmethod
    def of(cls, event: str, law: LawClass, claims: Iterable[CitedClaim]) -> CaseWeight:
        """Return the weight of an event by all claims about it and the heaviest law that it touches."""
        claims = list(claims)
        status = weigh(claims, Property.EXISTS).status
        bringing_up = [c for c in claims if c.property == Property.EXISTS and c.stance in BRINGING_UP]
        origins = frozenset[str]().union(*(claim.origins for claim in bringing_up))
        rank = RISING.index(Status.SUGGESTED if status is Status.CONTESTED else status)
        return cls(law, -rank, -len(origins), -len(claims), event)
