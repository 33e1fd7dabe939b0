"""Where statements come from: publishers, their reports, and the editions of their lists."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .node import Node, Rel
from .vocabulary import Seen


class Source(Node):
    """Anything that a statement can be found in."""

    labels: ClassVar[tuple[str, ...]] = ("Source",)
    abstract: ClassVar[bool] = True

    url: str | None = None


class Publisher(Source):
    """Who publishes: a think tank, an agency, a ministry, a Council committee."""

    labels: ClassVar[tuple[str, ...]] = ("Source", "Publisher")


class Report(Source):
    """A text; `name` is its title. Where it bears no date it counts as known from the day it was read.

    `textSha256` is of the text as read, in UTF-8, to which the positions of quotes belong; `archived` the address of a
    copy that somebody keeps.
    """

    labels: ClassVar[tuple[str, ...]] = ("Source", "Report")

    published: str | None = None
    accessed: str | None = None
    seen: Seen | None = None
    readAt: list[str] = []
    textSha256: str | None = None
    archived: str | None = None
    withdrawn: str | None = None
    publisher: Annotated[str, Rel("PUBLISHED_BY", "Source", "who published it")]


class Edition(Source):
    """One dated state of a list or data set. Statements stand from edition to edition.

    `rejected` says how many of its records could not be read, `unread` which keys they bore: nothing is
    known of them then. Of a record of which not even the key could be read, `unreadUnder` says with what its key
    begins ("" for any): keys that other editions of the data set have and this one lacks are among `unread` then.
    Such an edition may be replaced by the corrected one.
    `dated` is `guessed` where the date is the latest day in a file that bears none: it may be younger.
    `version` is the publisher's own mark of this state, where a day can have several: the edition is the day's last.
    `withdrawn` is the day from which on the edition counts for no day (see Withdrawal).
    `mapping` is a mark of the mapping by which an event table was read: the day's edition may be read by another.
    `licence`, `attribution` and `licenceUrl` say under which terms the data are, whom a copy must name, and where the
    terms stand, as data/licences.yaml has it.
    `lastSeen` says when the publisher's own sources were last looked at, where it says so: docs/sources/ftm.md.
    """

    labels: ClassVar[tuple[str, ...]] = ("Source", "Edition")

    dataset: str
    date: str
    dated: str | None = None
    version: str | None = None
    mapping: str | None = None
    licence: str | None = None
    attribution: str | None = None
    licenceUrl: str | None = None
    lastSeen: list[str] = []
    digest: str | None = None
    unread: list[str] = []
    unreadUnder: list[str] = []
    rejected: int | None = None
    withdrawn: str | None = None
    publisher: Annotated[str | None, Rel("PUBLISHED_BY", "Source", "who published it")] = None
