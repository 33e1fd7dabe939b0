"""What one rule of ownership answers: the parts of an answer of `exposure`."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...graph.store import EntityRef
from ..timeline.listing_status import ListingStatus
from .rules import RuleStep


@dataclass(frozen=True)
class ShareRange:
    """What listed owners hold of a thing, directly and through others, in percent, at least and at most."""

    least: float
    most: float


@dataclass(frozen=True)
class OwnershipHop:
    """That one thing owns or directs another, by one record; share, role and dates as stated.

    `certain`: whether it was so on the day by what is stated. `source` is a number of the answer's sources.
    """

    owner: EntityRef = field(metadata={"key": "from"})
    owned: EntityRef = field(metadata={"key": "to"})
    how: str
    share: str | None
    role: str | None
    statement: str
    start: str | None
    end: str | None
    certain: bool
    source: int

    def way(self) -> str:
        """Return how the one stands over the other, such as `owns 50 % of`."""
        return f"{self.how} {share_of(self.share)}".rstrip()


@dataclass(frozen=True)
class OwnerListing:
    """An entry of one of the rule's lists about a thing on the way, and whether it stood on the day."""

    thing: EntityRef
    record: str
    list_name: str = field(metadata={"key": "list"})
    reference: str
    answer: ListingStatus
    because: str
    source: int


@dataclass(frozen=True)
class StatusPeriod:
    """The status from `since` to before `until`; None for an open end."""

    since: str
    until: str | None
    status: str


@dataclass(frozen=True)
class RuleAnswer:
    """What one rule says of the thing on the day.

    `status` is `listed` (it is itself), `met`, `suggested` (control, or a share where the rule names none), `unknown`
    or `not met`. `step` is the rule as it read on that day. `periods` say the same of each day from the first of the
    rule.
    """

    rule: str
    name: str
    note: str
    status: str
    because: str
    share: ShareRange
    step: RuleStep | None
    hops: tuple[OwnershipHop, ...]
    listings: tuple[OwnerListing, ...]
    periods: tuple[StatusPeriod, ...]


def share_of(share: str | None) -> str:
    """Return a share as stated, before the name of what it is a share of."""
    if not share:
        return ""
    return f"{share} % of " if share[-1].isdigit() else f"{share} of "
