"""That reports and editions are withdrawn: a statement about sources, made in the graph itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .dates import FOREVER
from .node import Rel
from .statements import Statement


class Withdrawal(Statement):
    """That a report, an edition, a publisher's texts or a data set are withdrawn from a day on.

    `target` is the id of what is withdrawn, or the name of the data set. `ended` has each statement that it ended, as
    `UNTIL id`, with the day on which that statement ended before; `restored` has the ids of statements of the edition
    before that stand again. Undoing it brings back the graph that was.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Withdrawal")

    target: str
    since: str
    until: str = FOREVER
    reason: str | None = None
    ended: list[str] = []
    restored: list[str] = []
    sources: Annotated[list[str], Rel("WITHDRAWS", "Source", "the reports and editions that are withdrawn")] = []
