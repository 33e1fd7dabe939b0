"""How long a statement that a user wrote may run, and how many rows it may return."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema.errors import QueryError, SanctionsGraphError


@dataclass(frozen=True)
class ReadLimits:
    """Limits of one read. A statement that goes beyond them is refused, never answered in part."""

    seconds: float = 60
    rows: int = 100_000

    def __post_init__(self) -> None:
        if self.seconds <= 0 or self.rows < 1:
            raise SanctionsGraphError("limits of a read: seconds above 0, and rows from 1. Correct them.")

    @property
    def milliseconds(self) -> int:
        """The time in thousandths of a second, never none at all."""
        return max(1, round(self.seconds * 1000))

    def too_long(self) -> QueryError:
        """Return the error of a statement that was ended."""
        return QueryError(
            f"the statement was ended after {self.seconds:g} seconds. Begin with an id or a name, or raise the limit "
            "(--seconds, or limits in Python)."
        )

    def too_many(self) -> QueryError:
        """Return the error of a statement that has more rows."""
        return QueryError(
            f"the statement returns more than {self.rows:,} rows. Add LIMIT, or raise the limit (--rows, or limits in "
            "Python)."
        )


#: Statements of a user's own, as long as nothing else is asked for.
OWN = ReadLimits()
#: Statements of the program itself, whose rows are bounded by what they ask.
OURS = ReadLimits(seconds=180, rows=2**40)
