"""FollowTheMoney entities as JSON lines: any data set of OpenSanctions, whole (`entities.ftm.json`) or as deltas.

The id of an entity is its lasting key; `ftm:` stands before it here, and Wikidata's ids are the graph's own. A thing
becomes an entity with a Profile; what is said between things becomes a record of its own (entity.py). A large file is
read by a second process (parallel.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.errors import InputError
from ...schema.sources import Edition
from ..common.load import Found, Rows, close, edition_date, store_rows, unique
from . import parallel
from .cited import Cited, cited_in, cites
from .delta import Change, load_deltas
from .entity import Noticed
from .events import CitedReports
from .file import OPERATIONS, FtmLine, State, lines, state_of, versions_of
from .reader import FtmReader, Referred, edition_of, edition_of_whole, entities_of


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a whole file, a delta, or the index of deltas with the deltas beside it.

    `edition` is a day or a version of OpenSanctions, before it `NAME@` where the path does not say which data set it
    is. Raises InputError for a file without a date, and for a delta whose base is not in the graph.
    """
    account = LoadReport("ftm", str(path))
    versions = versions_of(path)
    if versions is not None:
        files = [path.parent / version / "entities.delta.json" for version in versions]
        there = [file for file in files if file.is_file()]
        if not there:
            raise InputError(
                str(path), "none of the deltas that it lists is beside it", "Fetch them into folders by version."
            )
        missing = {file.parent.name for file in files} - {file.parent.name for file in there}
        name = state_of(path, edition).name
        changes = (_change(file, State(name, v := file.parent.name, state_of(file, v).date), account) for file in there)
        return load_deltas(graph, changes, account, missing)
    lines_ = lines(path, account, progress)
    first = next(lines_)
    state = state_of(path, edition)
    if "op" in first.content:
        account.read = 1
        return load_deltas(graph, [_change(path, state, account, chain([first], lines_))], account)
    if cites(path):
        return _store(graph, _whole(path, state, account, chain([first], lines_), cited_in(path)), account)
    return parallel.load(graph, path, state, progress) or _store(
        graph, _whole(path, state, account, chain([first], lines_)), account
    )


def _store(graph: Graph, rows: Rows, account: LoadReport) -> LoadReport:
    """Bring in a whole file, unless the graph has a later version of the same day, made of deltas upon this one."""
    edition = rows.edition
    here = graph.read(_VERSION, dataset=edition.dataset, date=edition.date).rows
    if not (here and edition.version and (here[0]["version"] or "") > edition.version):
        return store_rows(graph, rows, account)
    account.edition, account.unchanged = edition.date, len(rows.records)
    account.notes.append(f"the graph has the later version {here[0]['version']} of that day")
    with graph.writing() as tx:
        close(tx, account)
    return account


def _whole(
    path: Path, state: State, account: LoadReport, lines_: Iterable[FtmLine], cited: Cited | None = None
) -> Rows:
    """The rows of a whole file; with `cited`, also the reports that it cites and what they claim."""
    reader = FtmReader(state.dataset, account, Noticed(cited=cited or Cited()))
    rows = unique(account, entities_of(reader, lines_), Rows(Edition(id="", name="", dataset=state.dataset, date="")))
    if not rows.records:
        first = account.rejections[0]
        raise InputError(
            first.place, f"no entity could be read; of the first: {first.reason}", "Give entities.ftm.json."
        )
    rows.edition, stubs = edition_of_whole(path, state, reader, {entity.id for entity in rows.entities})
    rows.unread = reader.unread
    rows.stubs = list(map(Referred.by, stubs))
    if cited is not None:
        reports = CitedReports(rows.edition, cited, reader.noticed.events)
        account.notes += reports.notes()
        rows.finish = reports.store
    return rows


def _change(path: Path, state: State, account: LoadReport, lines_: Iterable[FtmLine] | None = None) -> Change:
    """The operations of one delta."""
    reader = FtmReader(state.dataset, account)
    rejected = account.rejected
    gone: dict[str, str] = {}
    added: set[str] = set()

    def read() -> Iterator[Found]:
        for line in lines_ if lines_ is not None else lines(path, account):
            op, entity = line.content.get("op"), line.content.get("entity")
            if line.error is not None:
                reader.reject(line.place, line.error, line.key)
            elif op not in OPERATIONS or not isinstance(entity, dict):
                reader.reject(line.place, "not an operation ADD, MOD or DEL with an entity", line.content.get("id"))
            elif op != "DEL":
                if row := reader.entity(line.place, entity):
                    added.update([row[1].key] if op == "ADD" else ())
                    yield row
            elif not isinstance(key := entity.get("id"), str) or key in gone:
                reader.reject(line.place, "DEL without an id" if not isinstance(key, str) else "a second DEL", key)
            else:
                gone[key] = line.place

    rows = unique(account, read(), Rows(Edition(id="", name="", dataset=state.dataset, date="")))
    date = edition_date(path, None, state.date or reader.newest(), [reader.past], account)
    reader.notes()
    both = {record.key for record in rows.records} & gone.keys()
    for key in both:
        account.reject(gone.pop(key), "DEL of an entity that the same delta adds or changes", key)
    edition = edition_of(state, date, reader)
    edition.rejected, edition.unread = account.rejected - rejected or None, sorted(reader.unread.keys)
    return Change(str(path), edition, rows, list(reader.referred(rows.entities)), gone, added)


_VERSION = "MATCH (e:Source:Edition {dataset: $dataset}) WHERE e.date = $date RETURN e.version AS version"
