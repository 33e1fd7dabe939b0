"""How a statement links two entities, in words: `took part in`, `← took place at`, `place (asserted)`."""

from __future__ import annotations

from functools import cache

from ...schema.claim_words import DID, property_words
from ...schema.direct import LINES, OTHER_RELATION
from ...schema.vocabulary import Stance

#: Before words that hold from the second entity to the first.
BACKWARDS = "← "


def claim_link_words(property_: str, stance: str) -> str:
    """Return how a claim links what it is about with its value: `carrier (suggested)`."""
    return f"{property_words(property_)} ({DID[Stance(stance)]})"


@cache
def record_link_words(kind: str, leaves: str, arrives: str) -> str:
    """Return how a record links the entities at two of its relationships, by the table of direct relationships.

    Of roles that no line of the table joins both are given: `participant and place of one occurrence`.
    """
    # Whether people met depends on the event; that they took part in it holds of both.
    lines = [line for line in LINES if line.label == kind and not line.said and not line.meeting]
    for line in lines:
        if (line.start, line.end) == (leaves, arrives):
            return _words(line.type)
    for line in lines:
        if (line.start, line.end) == (arrives, leaves):
            return BACKWARDS + _words(line.type)
    if (leaves, arrives) == ("SUBJECT", "OBJECT"):
        return _words(OTHER_RELATION)
    if (leaves, arrives) == ("OBJECT", "SUBJECT"):
        return BACKWARDS + _words(OTHER_RELATION)
    return f"{_role(leaves)} and {_role(arrives)} of one {kind.lower()}"


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def _role(name: str) -> str:
    return "subject" if name == "ABOUT" else _words(name)
