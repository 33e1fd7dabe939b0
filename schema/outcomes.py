"""The one table of what an assessment can come to: of an element, of a bearer of a duty, of a measure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """How far claims carry an element."""

    MET = "met"
    SUGGESTED = "suggested"
    CONTESTED = "contested"
    CONTESTED_LAW = "contested (law)"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_MET = "not met"


class Outcome(StrEnum):
    """How an event came out under a measure, or for one bearer of a duty: as its weakest element, or beside it."""

    NOT_MET = "not met"
    UNKNOWN = "unknown"
    OPEN = "open"
    PERMITTED = "permitted"
    EXEMPT = "exempt"
    CONTESTED_LAW = "contested (law)"
    CONTESTED = "contested"
    SUGGESTED = "suggested"
    MET = "met"


#: Each outcome, from the weakest to the strongest, with what it means and no more than that.
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NOT_MET: "an element is not met, so it does not fall under it as far as is known",
    Outcome.UNKNOWN: "not every element has been shown",
    Outcome.OPEN: "all is shown but whether a condition was kept that makes it lawful",
    Outcome.PERMITTED: "it falls under a paragraph that allows something and binds nobody",
    Outcome.EXEMPT: "all that an exemption asks for is shown",
    Outcome.CONTESTED_LAW: "States or an expert body read the law otherwise",
    Outcome.CONTESTED: "evidence of the right kind speaks against it, or an exemption is invoked",
    Outcome.SUGGESTED: "each element is claimed, but at least one is no more than suggested",
    Outcome.MET: "each element is shown by evidence of the right kind",
}

#: From the weakest to the strongest; several elements together are as strong as the weakest of them.
RISING = tuple(Status(outcome) for outcome in OUTCOMES if outcome not in (Outcome.PERMITTED, Outcome.EXEMPT))
_RISING = tuple(OUTCOMES)


def weaker(*outcomes: Outcome) -> Outcome:
    """Return the weakest of some outcomes."""
    return min(outcomes, key=_RISING.index)


def stronger(*outcomes: Outcome) -> Outcome:
    """Return the strongest of some outcomes."""
    return max(outcomes, key=_RISING.index)
