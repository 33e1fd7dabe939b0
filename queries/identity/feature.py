"""One thing on which two entities agree or contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .cited import CitedText, CitedValue


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on which two entities agree or contradict each other; `what` is its name in the table of rules."""

    what: str
    says: str
    a: tuple[CitedText, ...]
    b: tuple[CitedText, ...]

    @property
    def cited(self) -> tuple[CitedText, ...]:
        """Return the cited texts of both sides."""
        return (*self.a, *self.b)

    @property
    def statements(self) -> str:
        """Return the ids of the statements of both sides, each once."""
        return ", ".join(dict.fromkeys(text.statement for text in self.cited))


def feature(what: str, says: str, a: Iterable[CitedValue], b: Iterable[CitedValue]) -> Feature:
    """Return a feature from the values on each side."""
    return Feature(what, says, tuple(value.cited for value in a), tuple(value.cited for value in b))
