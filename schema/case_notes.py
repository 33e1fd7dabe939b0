"""What those who work on a case note on it, and how far they are: about the work, never about the world."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from .dates import FOREVER
from .node import Rel
from .statements import Statement


class CaseStatus(StrEnum):
    """How far the work on a case is."""

    OPEN = "open"
    TO_CHECK = "to check"
    CLOSED = "closed"


class CaseNote(Statement):
    """A note on a case, a new status of it, or both: by whom, from which day on (`since`), written when (`at`, UTC).

    It is no evidence: no answer rests on it. A note is not changed; a later one stands beside it, and the last status
    is the case's.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "CaseNote")

    text: str | None = None
    status: CaseStatus | None = None
    writtenBy: str
    at: str
    since: str
    until: str = FOREVER
    about: Annotated[str, Rel("NOTED_ON", "Entity", "the subject of the case")]
