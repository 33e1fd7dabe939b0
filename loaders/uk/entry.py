"""What a file of a UK list says of one entry, column by column, whichever form the file has."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...schema.errors import ValueInvalid

#: The cells of a group of columns, in the order of the group; of a column of its own, one cell.
CellValues = tuple[str, ...]


@dataclass
class UkEntry:
    """The values of each group of columns, and of each column of its own; what is repeated stands once."""

    key: str
    place: str
    values: dict[str, dict[CellValues, None]] = field(default_factory=dict)

    def add(self, name: str, cells: CellValues) -> None:
        """Add the cells of a group or column, unless all are empty."""
        if any(cells):
            self.values.setdefault(name, {})[cells] = None

    def groups(self, name: str) -> list[CellValues]:
        """Return the values of a group of columns, sorted: the order of rows says nothing."""
        return sorted(self.values.get(name, ()))

    def column(self, column: str) -> list[str]:
        """Return the values of one column."""
        return [cells[0] for cells in self.groups(column)]


def checked_key(text: str | None, column: str) -> str:
    """Return the key of an entry. Raises ValueInvalid where it is none."""
    if not text:
        raise ValueInvalid(f"no {column}, so nothing to know it by in the next edition")
    if len(text) > 40 or not all(c.isascii() and (c.isalnum() or c in "._/-") for c in text):
        raise ValueInvalid(f"{text[:60]!r} is not an id of the list")
    return text
