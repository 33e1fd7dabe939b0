"""The direct relationships as programs that read a graph know them: the lines of the table in direct_table.py.

They are generated, because the table is made from the model, whose library takes time to import.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .generated import DIRECT_LINES, DIRECT_RELATIONS

#: The relationship type of the projection that earlier versions wrote; it is removed where the layer is laid anew.
OLD_TYPE = "PROJECTED"
#: Kinds of event at which who took part met.
MEETINGS = ("Summit", "Meeting")


@dataclass(frozen=True)
class DirectLine:
    """One line of the table: statements of a label, and what joins the ends of two of their roles.

    `said` is the property of a claim, or FollowTheMoney's name of a relation; None where all of the label count.
    `family` is that of the node at the end. `meeting` asks that the event be one at which people met, or (False) that
    it be not; `both_ways` that two things in the same role be joined, the lower id first.
    """

    type: str
    label: str
    start: str
    end: str
    said: str | None = None
    family: str = "Entity"
    meeting: bool | None = None
    both_ways: bool = False


#: A relation that has no name of its own here.
OTHER_RELATION = "LINKED_TO"
#: The whole table.
LINES: tuple[DirectLine, ...] = tuple(DirectLine(*line) for line in DIRECT_LINES)
#: Every type of the layer, sorted.
DIRECT_TYPES: tuple[str, ...] = tuple(sorted({line.type for line in LINES} | {OTHER_RELATION}))
#: What each relationship bears of its statement, beside its id, and of the source of that; what they lack is left out.
COPIED = ("since", "until", "stance", "startDate", "endDate", "earliest", "latest")
OF_SOURCE = ("licence",)
#: Types of which an event has one or another by its kind.
TYPES_BY_KIND = tuple(sorted({line.type for line in LINES if line.meeting is not None}))
#: Changes with the table, so that a graph that was laid by another one is laid anew.
TABLE_DIGEST = hashlib.blake2b(repr((LINES, COPIED, OF_SOURCE)).encode(), digest_size=6).hexdigest()


def relation_type(ftm_schema: str) -> str:
    """Return the type of a relation by FollowTheMoney's name of it."""
    return DIRECT_RELATIONS.get(ftm_schema, OTHER_RELATION)


def not_laid(family: str) -> str:
    """Return the condition that a link `r` out of a node of a family is not of the layer; empty where none can be."""
    if family != "Entity":
        return ""
    laid_over = ", ".join(f"'{type_}'" for type_ in (*DIRECT_TYPES, OLD_TYPE))
    return f" WHERE NOT type(r) IN [{laid_over}]"


def lines_of(labels: list[str], said: str | None) -> tuple[DirectLine, ...]:
    """Return the lines for a statement by its labels, and by the property or relation that it states."""
    if "Relation" in labels:
        return (DirectLine(relation_type(said or ""), "Relation", "SUBJECT", "OBJECT", said=said),)
    return tuple(line for line in LINES if line.label in labels and line.said in (None, said))
