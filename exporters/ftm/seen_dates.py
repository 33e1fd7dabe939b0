"""When a statement was first and last seen, by the editions that the graph has of its data set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...graph.node_row import NodeRow
from ..snapshot import Contents


class SeenDates:
    """The versions of records by a day, and the editions up to it."""

    def __init__(self, held: Contents, day: str) -> None:
        self._day = day
        self._versions: dict[tuple[str, str], list[NodeRow]] = defaultdict(list)
        for row in held["Statement"].values():
            if "Record" in row.labels and str(row.properties["since"]) <= day:
                self._versions[str(row.properties["dataset"]), str(row.properties["key"])].append(row)
        editions: dict[str, list[NodeRow]] = defaultdict(list)
        for row in held["Source"].values():
            if "Edition" in row.labels and str(row.properties["date"]) <= day:
                editions[str(row.properties["dataset"])].append(row)
        self._dates: dict[str, str] = {}
        self._looked: dict[str, dict[str, str]] = defaultdict(dict)
        for dataset, rows in editions.items():
            for row in sorted(rows, key=lambda row: str(row.properties["date"])):
                self._dates[dataset] = str(row.properties["date"])
                self._look(dataset, row)

    def standing(self) -> Iterator[list[NodeRow]]:
        """For each record that stands on the day: that version, and those that it follows without a gap."""
        for _, rows in sorted(self._versions.items()):
            rows.sort(key=lambda row: str(row.properties["since"]), reverse=True)
            if str(rows[0].properties["until"]) <= self._day:
                continue
            chain = rows[:1]
            for row in rows[1:]:
                if row.properties["until"] != chain[-1].properties["since"]:
                    break
                chain.append(row)
            yield chain

    def last(self, row: NodeRow, datasets: list[str]) -> str:
        """When what stands was last seen: as the publisher says, else the newest edition, else when it was said."""
        dataset = str(row.properties["dataset"])
        looked = self._looked.get(dataset, {})
        by_key = looked.get(f"#{row.properties['key']}")
        return (
            by_key
            or looked.get(",".join(sorted(datasets)) or "-")
            or self._dates.get(dataset)
            or str(row.properties["since"])
        )

    def _look(self, dataset: str, edition: NodeRow) -> None:
        """What an edition says of when its sources were last looked at; a later edition speaks for the earlier."""
        texts = edition.properties.get("lastSeen", [])
        told: dict[str, str] = {}
        for text in texts if isinstance(texts, list) else []:
            name, _, time = str(text).rpartition(" ")
            told[name] = max(time, told.get(name, ""))
        self._looked[dataset] |= told
