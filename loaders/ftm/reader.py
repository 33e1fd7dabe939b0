"""Reads the entities of one FollowTheMoney file and collects what its edition needs: dates, last-seen times, stubs.

`last_seen` is the time at which the publisher last looked at a source that has the entity: it changes with every
export, so it is no part of a record, or each export would be a new version of everything. The edition keeps it: once
for all entities of the same data sets (`eu_fsf 2024-06-01T10:57:03`), and by id for each that differs from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...graph.editions.record_version import RecordVersion, edition_id
from ...graph.identity.naming import Named
from ...graph.load_report import LoadReport
from ...schema.countries import PREFIX
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.sources import Edition
from ..common.load import UnreadKeys, edition_date, reason
from ..common.state_entity import state_entity
from .entity import Noticed, read_entity
from .file import FtmLine, State

#: Properties that tell of what has been, so that a file cannot be older; ends of terms may lie ahead.
_PAST = ("modifiedAt", "retrievedAt", "publishedAt", "createdAt", "listingDate", "date")


class Referred(Entity):
    """A thing that a file refers to and does not tell of. It bears its id as name, and no label but Entity.

    Names and labels of an entity only grow: with any, the graph would depend on what was loaded first.
    """

    def all_labels(self) -> tuple[str, ...]:
        """Entity alone."""
        return ("Entity",)

    @classmethod
    def by(cls, id: str) -> Entity:
        """The thing of an id; States have names that no source needs to tell."""
        return state_entity(id) if id.startswith(PREFIX) else cls(id=id, kind="Thing", name=id.partition(":")[2])


@dataclass
class FtmReader:
    """Reads the entities of one file, and keeps what is to be said of the file as a whole."""

    dataset: str
    account: LoadReport
    noticed: Noticed = field(default_factory=Noticed)
    unread: UnreadKeys = field(default_factory=UnreadKeys)
    #: Entities by their data sets and `last_seen`.
    ids_by_last_seen: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    #: The latest day that entities without `last_seen` mention.
    past: str = ""

    def entity(self, place: str, entity: dict[str, Any]) -> tuple[str, RecordVersion, list[Entity | Named]] | None:
        """The record of an entity; None where it is rejected."""
        try:
            record, things = read_entity(self.dataset, entity, self.noticed)
        except ValueInvalid as error:
            self.reject(place, reason(error), entity.get("id"))
            return None
        last, datasets = entity.get("last_seen"), entity.get("datasets")
        if isinstance(last, str):
            named = ",".join(map(str, datasets)) if isinstance(datasets, list) else ""
            self.ids_by_last_seen[named, last].append(record.key)
        else:
            values = record.rows()[0].properties.get("values")
            self.past = max(self.past, _past(values if isinstance(values, list) else []))
        return place, record, things

    def reject(self, place: str, why: str, key: object) -> None:
        """Reject a record; where its key is known, it is not taken for gone."""
        self.account.reject(place, why, key or "")
        self.unread.add(key if isinstance(key, str) else None)

    def last_seen(self) -> list[str]:
        """For each combination of data sets the time that most of its entities bear; the others by id."""
        times: dict[str, Counter[str]] = defaultdict(Counter)
        for (datasets, last), keys in self.ids_by_last_seen.items():
            times[_sorted(datasets)][last] += len(keys)
        usual = {datasets: min(n.items(), key=lambda item: (-item[1], item[0]))[0] for datasets, n in times.items()}
        exceptions = [
            f"#{key} {last}"
            for (datasets, last), keys in self.ids_by_last_seen.items()
            if last != usual[_sorted(datasets)]
            for key in keys
        ]
        return sorted([*(f"{datasets or '-'} {last}" for datasets, last in usual.items()), *exceptions])

    def newest(self) -> str | None:
        """The newest `last_seen`, as a day."""
        return max((last[:10] for _, last in self.ids_by_last_seen), default=None)

    def referred(self, entities: Iterable[Entity | Named]) -> Iterator[Entity]:
        """The things that are referred to and not told of, and the States."""
        ids = self.noticed.referred - {entity.id for entity in entities}
        yield from map(Referred.by, sorted(ids | self.noticed.states))

    def notes(self) -> None:
        """Say what the table does not know."""
        for subject, counted in (
            ("schemata", self.noticed.schemata),
            ("keys beside properties", self.noticed.extra_keys),
        ):
            if counted:
                names = ", ".join(f"{name} ({n})" for name, n in sorted(counted.items()))
                self.account.notes.append(f"unknown {subject}, kept as they are: {names}")


def edition_of_whole(path: Path, state: State, reader: FtmReader, entity_ids: set[str]) -> tuple[Edition, list[str]]:
    """The edition of a whole file that was read, and the ids of things that it refers to; `told` are those it holds."""
    account = reader.account
    date = edition_date(path, None, state.date or reader.newest(), [reader.past], account)
    stubs = sorted(reader.noticed.referred - entity_ids)
    if stubs:
        account.notes.append(f"entities that are referred to and that the file does not hold: {len(stubs):,}")
    reader.notes()
    return edition_of(state, date, reader), sorted({*stubs, *reader.noticed.states})


def entities_of(
    reader: FtmReader, lines_: Iterable[FtmLine]
) -> Iterator[tuple[str, RecordVersion, list[Entity | Named]]]:
    """The records of the lines of a whole file; those that are none are rejected."""
    for line in lines_:
        if line.error is not None:
            reader.reject(line.place, line.error, line.key)
        elif "op" in line.content:
            reader.account.reject(line.place, "an operation among entities")
        elif row := reader.entity(line.place, line.content):
            yield row


def edition_of(state: State, date: str, reader: FtmReader) -> Edition:
    """The edition of a state."""
    return Edition(
        id=edition_id(state.dataset, date),
        name=f"{state.name} in FollowTheMoney, {state.version or date}",
        dataset=state.dataset,
        date=date,
        version=state.version,
        lastSeen=reader.last_seen(),
    )


def _sorted(datasets: str) -> str:
    return ",".join(sorted(datasets.split(",")))


def _past(values: list[Any]) -> str:
    """The latest day among values that cannot lie ahead."""
    return max((v.partition("=")[2][:10] for v in values if v.partition("=")[0] in _PAST), default="")
