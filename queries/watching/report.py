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
        return [{"id": one.what.id, "name": one.what.name, **row} for one in self.changed for row in _rows_of(one)]

    def to_markdown(self) -> str:
        """Return the report as Markdown, ready to be mailed."""
        lines = [f"# {_head(self)}", ""]
        for one in self.changed:
            lines += [f"## {one.what.name} ({one.what.kind}, `{one.what.id}`)", ""]
            lines += [f"- **{row['change']}** {row['says']}{_source(row)}" for row in _rows_of(one)]
            lines.append("")
        if self.unchanged:
            lines.append("Nothing new: " + ", ".join(one.name for one in self.unchanged) + ".")
        return "\n".join(lines).rstrip() + "\n"


def _rows_of(one: WatchedChanges) -> Iterator[Mapping[str, str | None]]:
    for entry in one.entries:
        said = f"{entry.dataset} {entry.key}, editions of {entry.dates[0]} and {entry.dates[1]}: {entry.says}"
        yield {"change": f"list entry {entry.change}", "says": said, "since": entry.dates[1], "source": None}
    for statement in one.statements:
        source = " ".join(filter(None, (statement.publisher, statement.url))) or None
        day = statement.until if statement.change == "ended" else statement.since
        yield {"change": f"{statement.change} statement", "says": statement.says, "since": day, "source": source}
    for outcome in one.outcomes:
        said = (
            f"{outcome.name} ({outcome.event}): {outcome.before or 'not assessed'}, now {outcome.after or 'no longer'}"
        )
        yield {"change": "outcome", "says": said, "since": None, "source": None}


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
    for one in answer.changed:
        lines.append(f"{one.what.name} ({one.what.id})")
        lines += [f"  {row['change']}: {row['says']}{_source(row)}" for row in _rows_of(one)]
    return "\n".join(lines)
