"""What a withdrawal or a removal did, and the withdrawals of a graph."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ...schema.dates import long_form
from ..output import JSON, output
from ..protocols import RowReader, typed
from ..text_report import TextReport


@dataclass(frozen=True)
class ForgetReport(TextReport):
    """What was done to a report, an edition, a publisher or a data set, and to how much.

    `action` is `withdrawn`, `undone` or `purged`; `on` the ISO day of a withdrawal. `statements`, `entities` and
    `sources` count what ended, stands again or was removed; `restored` the entries of the edition before that stand
    again. `resting` are claims of other reports that rest on what went. `ids` has every id of a statement, entity or
    source among them.
    """

    action: str
    kind: str
    target: str
    on: str | None
    statements: int
    entities: int
    sources: int
    restored: int
    resting: tuple[str, ...]
    ids: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields as plain values for JSON, without `ids`."""
        return {name: value for name, value in asdict(self).items() if name != "ids"}

    def __str__(self) -> str:
        done = {"undone": "the withdrawal is taken back", "purged": "removed for good"}.get(self.action)
        done = done or f"withdrawn from {long_form(self.on or '')} on"
        counts = (("statement", self.statements), ("entity", self.entities), ("source", self.sources))
        called = f"data set {self.target}" if self.kind == "data set" else self.target
        lines = [f"{called}: {done}; {', '.join(_counted(n, word) for word, n in counts if n) or 'nothing in it'}"]
        if self.restored:
            lines.append(f"note: {_counted(self.restored, 'entry')} of the edition before it count again")
        if self.resting:
            rests = "1 claim of another report rests" if len(self.resting) == 1 else f"{len(self.resting)} claims rest"
            lines.append(f"note: {rests} on it: {', '.join(self.resting[:5])}")
        return "\n".join(lines)

    def write_ids(self, path: Path) -> None:
        """Write the ids to a file as a JSON list. Raises SanctionsGraphError where the file is of another kind."""
        with output(path, JSON) as file:
            file.write_text(json.dumps(self.ids, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class WithdrawnTarget:
    """A withdrawal in force: of what, from which ISO day on, for what reason; and how many statements it ended."""

    id: str
    target: str
    since: str
    reason: str | None
    ended: int


def _counted(number: int, word: str) -> str:
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"


def withdrawn_targets(reader: RowReader) -> list[WithdrawnTarget]:
    """Return the withdrawals in a graph, the latest last."""
    return typed(WithdrawnTarget, reader.run(_WITHDRAWALS))


_WITHDRAWALS = (
    "MATCH (w:Statement:Withdrawal) RETURN w.id AS id, w.target AS target, w.since AS since, w.reason AS reason, "
    "size(coalesce(w.ended, [])) AS ended ORDER BY since, id"
)
