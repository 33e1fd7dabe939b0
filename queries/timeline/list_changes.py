"""What changed between two days in data sets with editions: the parts of the answer of `changes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from ..results.answer import Answer
from .versions import Difference


@dataclass(frozen=True)
class ChangeCounts:
    """How many records of a data set there are, and what became of them.

    `bookkeeping` counts those amended in the list's own numbers and days alone; `unknown` those that could not be read.
    """

    before: int = 0
    after: int = 0
    added: int = 0
    amended: int = 0
    removed: int = 0
    unchanged: int = 0
    bookkeeping: int = 0
    unknown: int = 0


#: The counts of a data set, in the order in which they are shown.
COUNTS = tuple(count.name for count in fields(ChangeCounts))


@dataclass(frozen=True)
class EditionRef:
    """An edition of a data set; `rejected` counts its records that could not be read."""

    id: str
    date: str
    name: str
    rejected: int


@dataclass(frozen=True)
class AddedEntry:
    """An entry that is new: the last edition without it, and the first with it.

    `came_back`: an earlier edition had it. `dated_back`: the list dates it before an edition that lacks it. `id` is the
    entity that it is about.
    """

    key: str
    name: str
    record: str
    added_after: str | None
    added_before: str
    came_back: bool
    id: str | None
    listed_on: str | None
    dated_back: bool

    def says(self) -> str:
        """Return the change in words."""
        dated = f", and the list dates it {self.listed_on}" if self.listed_on else ""
        again = " again" if self.came_back else ""
        return f"not in {self.added_after}, in {self.added_before}{again}{dated}"


@dataclass(frozen=True)
class PassingEntry(AddedEntry):
    """An entry that was there between the days alone."""

    removed_after: str
    removed_before: str

    def says(self) -> str:
        """Return the change in words."""
        return f"{super().says()}, removed after {self.removed_after}, before {self.removed_before}"


@dataclass(frozen=True)
class RemovedEntry:
    """An entry that is gone: the last edition with it, and the first without it."""

    key: str
    name: str
    record: str
    removed_after: str
    removed_before: str
    id: str | None
    listed_on: str | None

    def says(self) -> str:
        """Return the change in words."""
        return f"removed after {self.removed_after}, before {self.removed_before}"


@dataclass(frozen=True)
class InterruptedEntry(RemovedEntry):
    """An entry that was there on both days and gone between them; `back` is the first edition that has it again."""

    back: str

    def says(self) -> str:
        """Return the change in words."""
        return f"{super().says()}; back in {self.back}"


@dataclass(frozen=True)
class AmendedEntry:
    """An entry that reads otherwise: the records of both days, and what differs."""

    key: str
    name: str
    before: str
    after: str
    bookkeeping: bool
    changes: tuple[Difference, ...]
    id: str | None
    listed_on: str | None


@dataclass(frozen=True)
class UnreadEntry:
    """A record that could not be read in one of the editions."""

    key: str
    why: str


@dataclass(frozen=True)
class DatasetChanges:
    """What changed in one data set; `before` and `after` are None where no edition stood on that day.

    `editions` are the dates from the one to the other. `passing` were there between the days alone, `interrupted` on
    both days and gone between.
    """

    dataset: str
    lists: Sequence[str]
    before: EditionRef | None
    after: EditionRef | None
    editions: Sequence[str]
    counts: ChangeCounts = ChangeCounts()
    added: tuple[AddedEntry, ...] = ()
    amended: tuple[AmendedEntry, ...] = ()
    removed: tuple[RemovedEntry, ...] = ()
    passing: tuple[PassingEntry, ...] = ()
    interrupted: tuple[InterruptedEntry, ...] = ()
    unknown: tuple[UnreadEntry, ...] = ()
    notes: tuple[str, ...] = ()

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each entry added, removed, passing or interrupted, and for each property amended."""
        changed: list[tuple[str, str, str, str]] = [("added", e.key, e.name, e.says()) for e in self.added]
        changed += [("amended", e.key, e.name, str(change)) for e in self.amended for change in e.changes]
        changed += [("removed", e.key, e.name, e.says()) for e in self.removed]
        changed += [("passing", e.key, e.name, e.says()) for e in self.passing]
        changed += [("interrupted", e.key, e.name, e.says()) for e in self.interrupted]
        return [
            {"dataset": self.dataset, "change": change, "key": key, "name": name, "says": says}
            for change, key, name, says in changed
        ]


@dataclass(frozen=True, repr=False)
class ListChanges(Answer):
    """What changed between the editions that stood on two days, data set by data set."""

    name_of_result: ClassVar[str] = "changes"
    columns: ClassVar[Sequence[str]] = ("dataset", "change", "key", "name", "says")

    since: str
    until: str
    list_name: str | None = field(metadata={"key": "list"})
    datasets: tuple[DatasetChanges, ...]
    totals: ChangeCounts

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each entry added and removed, and for each property amended."""
        return [row for dataset in self.datasets for row in dataset.rows()]

    def count_rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row of counts for each data set, with the dates of its editions in `from` and `to`."""
        return [
            {
                "dataset": changed.dataset,
                "from": changed.before and changed.before.date,
                "to": changed.after and changed.after.date,
                **vars(changed.counts),
            }
            for changed in self.datasets
        ]

    def summary(self) -> Mapping[str, Any]:
        """Return what `to_dict` does, with the data sets' counts and notes alone."""
        content, kept = self.to_dict(), ("dataset", "lists", "before", "after", "editions", "counts", "notes")
        datasets = [{key: item for key, item in dataset.items() if key in kept} for dataset in content["datasets"]]
        return {**content, "datasets": datasets}
