"""What is to be withdrawn or removed: a report, an edition, all of a publisher, or a data set."""

from __future__ import annotations

from dataclasses import dataclass

from ...schema.errors import ValueInvalid
from ...schema.near_names import no_such
from ..protocols import RowReader, typed
from ..writing import batches

#: Data sets of decisions on identity: a statement of theirs leads others, and is taken back by its chosen means.
_DECISIONS = {"decisions": "`sanctionsgraph resolve --undo`", "identities": "an edit of the file that has it"}


@dataclass(frozen=True)
class LoadedEdition:
    """An edition in a graph: its data set and day, and the day from which on it is withdrawn, if it is."""

    id: str
    dataset: str
    date: str
    withdrawn: str | None


@dataclass(frozen=True)
class Target:
    """What a user named: reports, whole data sets, and single editions of data sets that have others.

    `sources` are the ids of all reports and editions among them, and `publishers` of those that are named themselves.
    """

    kind: str
    id: str
    reports: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    editions: tuple[LoadedEdition, ...] = ()
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()

    def overlaps(self, other: Target) -> bool:
        """Whether the two have a report or a data set in common."""
        mine, theirs = ({*t.reports, *t.datasets, *(e.dataset for e in t.editions)} for t in (self, other))
        return bool(mine & theirs)


@dataclass(frozen=True)
class _Source:
    id: str
    labels: list[str]


def target_of(reader: RowReader, name: str) -> Target:
    """Return what a name means: the id of a report, an edition or a publisher, or the name of a data set.

    Raises NotFound, with near names, where the graph has none of it; ValueInvalid for decisions on identity.
    """
    if name in _DECISIONS or name in ("pub:decisions", "pub:curators"):
        means = _DECISIONS.get(name.replace("pub:curators", "identities").replace("pub:", ""), "")
        raise ValueInvalid(f"{name} holds decisions on identity, which are taken back by {means}.")
    sources = typed(_Source, reader.run(_SOURCE, {"id": name}))
    if not sources:
        return _dataset(reader, name)
    if "Report" in sources[0].labels:
        return Target("report", name, reports=(name,), sources=(name,))
    if "Edition" in sources[0].labels:
        return _of_editions(reader, "edition", name, (), [name])
    published = typed(_Source, reader.run(_PUBLISHED, {"id": name}))
    reports = tuple(source.id for source in published if "Report" in source.labels)
    editions = [source.id for source in published if "Edition" in source.labels]
    return _of_editions(reader, "publisher", name, reports, editions, (name,))


def statements_of(tx: RowReader, target: Target) -> list[str]:
    """Return the ids of the records and claims of reports, publishers and whole data sets, without decisions."""
    ids: dict[str, None] = {}
    for sources in batches([*target.reports, *target.publishers]):
        ids |= dict.fromkeys(row["id"] for row in tx.run(_IN, {"ids": sources}))
    for dataset in target.datasets:
        ids |= dict.fromkeys(row["id"] for row in tx.run(_OF_DATASET, {"dataset": dataset}))
    return list(ids)


def editions_of(reader: RowReader, dataset: str) -> list[LoadedEdition]:
    """Return the editions of a data set, oldest first."""
    return typed(LoadedEdition, reader.run(_EDITIONS, {"dataset": dataset}))


def _of_editions(
    reader: RowReader,
    kind: str,
    name: str,
    reports: tuple[str, ...],
    editions: list[str],
    publishers: tuple[str, ...] = (),
) -> Target:
    """Return the target of some editions: whole data sets where all of their editions are among them."""
    rows = typed(LoadedEdition, reader.run(_BY_ID, {"ids": editions}))
    whole, single = [], []
    for dataset in sorted({row.dataset for row in rows}):
        chosen = [row for row in rows if row.dataset == dataset]
        if len(chosen) == len(editions_of(reader, dataset)):
            whole.append(dataset)
        else:
            single += chosen
    return Target(kind, name, reports, tuple(whole), tuple(single), (*reports, *sorted(editions)), publishers)


def _dataset(reader: RowReader, name: str) -> Target:
    editions = editions_of(reader, name)
    if not editions and not reader.run(f"{_OF_DATASET} LIMIT 1", {"dataset": name}):
        names = [row["name"] for row in reader.run(_NAMES)]
        raise no_such("report, edition, publisher or data set", name, [n for n in names if n not in _DECISIONS])
    return Target("data set", name, datasets=(name,), sources=tuple(edition.id for edition in editions))


_SOURCE = "MATCH (s:Source {id: $id}) RETURN s.id AS id, labels(s) AS labels"
_PUBLISHED = "MATCH (s:Source)-[:PUBLISHED_BY]->(:Source {id: $id}) RETURN s.id AS id, labels(s) AS labels ORDER BY id"
_IN = (
    "UNWIND $ids AS id MATCH (r:Source {id: id}) WITH DISTINCT r MATCH (r)<-[:IN]-(s:Statement) WHERE NOT s:Identity "
    "RETURN s.id AS id ORDER BY id"
)
_OF_DATASET = "MATCH (s:Statement {dataset: $dataset}) RETURN s.id AS id ORDER BY id"
_ROW = "RETURN e.id AS id, e.dataset AS dataset, e.date AS date, e.withdrawn AS withdrawn ORDER BY dataset, date"
_EDITIONS = f"MATCH (e:Source:Edition {{dataset: $dataset}}) {_ROW}"
_BY_ID = f"UNWIND $ids AS id MATCH (e:Source:Edition {{id: id}}) {_ROW}"
_NAMES = (
    "MATCH (s:Source) RETURN s.id AS name UNION MATCH (s:Source:Edition) RETURN s.dataset AS name "
    "UNION MATCH (s:Statement:Record) RETURN s.dataset AS name"
)
