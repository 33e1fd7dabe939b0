"""What a run of a watch list reports, for each thing and measure on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ..results.answer import Answer, text_of
from .watchlist import Watched


@dataclass(frozen=True)
class ListEntryChange:
    """A change of a list entry between two editions, as `changes` has it; `dates` are those of the editions."""

    dataset: str
    dates: tuple[str, str]
    change: str
    key: str
    says: str


@dataclass(frozen=True)
class StatementChange:
    """A statement that is new (`new`), has ended (`ended`) or is no longer in the graph (`gone`), with its source."""

    statement: str
    change: str
    says: str
    since: str
    until: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True)
class WatchedOutcome:
    """The outcome of an event under the watched measure, before (None: not assessed then) and now."""

    event: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class WatchedChanges:
    """What changed for one thing or measure."""

    what: Watched
    entries: tuple[ListEntryChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    outcomes: tuple[WatchedOutcome, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.entries or self.statements or self.outcomes)


@dataclass(frozen=True, repr=False)
class WatchReport(Answer):
    """What changed since the last run (`since`; None for the first, which only takes note)."""

    name_of_result: ClassVar[str] = "watch"
    columns: ClassVar[Sequence[str]] = ("id", "name", "change", "says", "since", "source")

    since: str | None
    at: str
    changed: tuple[WatchedChanges, ...]
    unchanged: tuple[Watched, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each change."""
        return [{"id": item.what.id, "name": item.what.name, **row} for item in self.changed for row in _rows_of(item)]

    def to_markdown(self) -> str:
        """Return the report as Markdown, ready to be mailed."""
        lines = [f"# {_head(self)}", ""]
        for item in self.changed:
            lines += [f"## {item.what.name} ({item.what.kind}, `{item.what.id}`)", ""]
            lines += [f"- **{row['change']}** {row['says']}{_source(row)}" for row in _rows_of(item)]
            lines.append("")
        if self.unchanged:
            lines.append("Nothing new: " + ", ".join(item.name for item in self.unchanged) + ".")
        return "\n".join(lines).rstrip() + "\n"


def _rows_of(item: WatchedChanges) -> Iterator[Mapping[str, str | None]]:
    for entry in item.entries:
        words = f"{entry.dataset} {entry.key}, editions of {entry.dates[0]} and {entry.dates[1]}: {entry.says}"
        yield {"change": f"list entry {entry.change}", "says": words, "since": entry.dates[1], "source": None}
    for statement in item.statements:
        source = " ".join(filter(None, (statement.publisher, statement.url))) or None
        day = statement.until if statement.change == "ended" else statement.since
        yield {"change": f"{statement.change} statement", "says": statement.says, "since": day, "source": source}
    for outcome in item.outcomes:
        words = (
            f"{outcome.name} ({outcome.event}): {outcome.before or 'not assessed'}, now {outcome.after or 'no longer'}"
        )
        yield {"change": "outcome", "says": words, "since": None, "source": None}


def _source(row: Mapping[str, str | None]) -> str:
    details = ", ".join(filter(None, (row["since"], row["source"])))
    return f" ({details})" if details else ""


def _head(answer: WatchReport) -> str:
    number = len(answer.changed)
    what = f"{number} of {number + len(answer.unchanged)} watched changed"
    return f"{what} since {answer.since}" if answer.since else f"first run: {len(answer.unchanged)} noted"


@text_of.register
def _(answer: WatchReport, width: int) -> str:
    lines = [_head(answer)]
    for item in answer.changed:
        lines.append(f"{item.what.name} ({item.what.id})")
        lines += [f"  {row['change']}: {row['says']}{_source(row)}" for row in _rows_of(item)]
    return "\n".join(lines)
