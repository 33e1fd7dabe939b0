"""The report of a load: read = written + unchanged + rejected, each rejection with place and reason."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .text_report import TextReport


@dataclass(frozen=True)
class Rejection:
    """A record that was not loaded: its place, the reason, and its text."""

    place: str
    reason: str
    record: str


@dataclass
class LoadReport(TextReport):
    """What a load did with each record of its input.

    `ended` counts statements that this edition ends; they are not records of this input, so they are not in the sum.
    Nor are links between entries of a list: `links_stated` are those that its entries state, `links_resolved` those
    of them whose other end is one entry of the list.
    `dated` is `guessed` where the date of the edition is the latest day in a file that bears none. `events` is the
    data set of an event table, whose rows can be linked with what they name.
    """

    source: str
    file: str
    edition: str | None = None
    events: str | None = None
    dated: str | None = None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    ended: int = 0
    links_stated: int = 0
    links_resolved: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rejections_file: str | None = None

    @property
    def rejected(self) -> int:
        """The number of records that were not loaded."""
        return len(self.rejections)

    def reject(self, place: str, reason: str, record: object = "") -> None:
        """Note a record that breaks a rule; the load goes on."""
        self.rejections.append(Rejection(place, reason, str(record)[:500]))

    def check(self) -> None:
        """Raise AssertionError where a record is unaccounted for, which is a defect of ours."""
        total = self.written + self.unchanged + self.rejected
        if total != self.read:
            raise AssertionError(f"{self.file}: read {self.read}, accounted for {total}")

    def to_dict(self) -> dict[str, object]:
        """Return it under the documented JSON keys, of which `rejections` is the path of their file."""
        return {
            "source": self.source,
            "file": self.file,
            "edition": self.edition,
            "read": self.read,
            "written": self.written,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "ended": self.ended,
            "links_stated": self.links_stated,
            "links_resolved": self.links_resolved,
            "notes": self.notes,
            "rejections": self.rejections_file,
        }

    def __str__(self) -> str:
        day = f" of {self.edition}" if self.edition else ""
        head = f"{self.source} {Path(self.file).name}{day}: read {self.read} = written {self.written}"
        counts = f"{head} + unchanged {self.unchanged} + rejected {self.rejected}; ended {self.ended}"
        if self.links_stated:
            counts += f"; links {self.links_resolved} of {self.links_stated}"
        return "\n".join([counts, *(f"note: {note}" for note in self.notes)])

    def write_rejections(self, path: Path) -> None:
        """Write one JSON line for each rejection: place, reason, record."""
        with path.open("w", encoding="utf-8") as out:
            for rejection in self.rejections:
                out.write(json.dumps(asdict(rejection), ensure_ascii=False) + "\n")
        self.rejections_file = str(path)


class LoadReports(tuple[LoadReport, ...], TextReport):
    """The reports of several loads, in their order."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(map(str, self))
