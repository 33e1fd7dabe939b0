"""A text as a statement has it, with where it stands, and the value that is compared."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class CitedText:
    """A text in the words of its source: the ids of the statement and of the source."""

    text: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class CitedValue:
    """A cited text, and its value as it is compared: a folded name, the id of a State, a number without signs."""

    value: str
    cited: CitedText

    @property
    def text(self) -> str:
        """Return the words of the source."""
        return self.cited.text

    def valued(self, value: str) -> CitedValue:
        """Return the same text with another value."""
        return replace(self, value=value)
