"""When a statement was first and last seen, by the editions that the graph has of its data set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...graph.node_row import NodeRow
from ..snapshot import Snapshot


class SeenDates:
    """The versions of records up to a day, and the editions up to it."""

    def __init__(self, snapshot: Snapshot, day: str) -> None:
        self._day = day
        self._versions: dict[tuple[str, str], list[NodeRow]] = defaultdict(list)
        for row in snapshot.statements.values():
            if "Record" in row.labels and row.text("since") <= day:
                self._versions[row.text("dataset"), row.text("key")].append(row)
        editions: dict[str, list[NodeRow]] = defaultdict(list)
        for row in snapshot.sources.values():
            if "Edition" in row.labels and row.text("date") <= day:
                editions[row.text("dataset")].append(row)
        self._dates: dict[str, str] = {}
        self._looked: dict[str, dict[str, str]] = defaultdict(dict)
        for dataset, rows in editions.items():
            for row in sorted(rows, key=lambda row: row.text("date")):
                self._dates[dataset] = row.text("date")
                self._look(dataset, row)

    def current(self) -> Iterator[list[NodeRow]]:
        """Yield for each record that stands on the day that version, and those that it follows without a gap."""
        for _, rows in sorted(self._versions.items()):
            rows.sort(key=lambda row: row.text("since"), reverse=True)
            if rows[0].text("until") <= self._day:
                continue
            chain = rows[:1]
            for row in rows[1:]:
                if row.text("until") != chain[-1].text("since"):
                    break
                chain.append(row)
            yield chain

    def last(self, row: NodeRow, datasets: list[str]) -> str:
        """Return the last-seen date: the publisher's, else the newest edition's, else the record's own."""
        dataset = row.text("dataset")
        looked = self._looked.get(dataset, {})
        by_key = looked.get(f"#{row.text('key')}")
        return by_key or looked.get(",".join(sorted(datasets)) or "-") or self._dates.get(dataset) or row.text("since")

    def _look(self, dataset: str, edition: NodeRow) -> None:
        """Note the days on which an edition last saw its sources; a later edition overrides an earlier one."""
        last_seen: dict[str, str] = {}
        for text in edition.texts("lastSeen"):
            name, _, time = text.rpartition(" ")
            last_seen[name] = max(time, last_seen.get(name, ""))
        self._looked[dataset] |= last_seen
