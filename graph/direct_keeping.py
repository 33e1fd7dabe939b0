"""Direct relationships that follow the statements of a write: those that change are laid anew at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from ..schema.direct import TABLE_DIGEST, TYPES_BY_KIND, DirectLine, lines_of
from .direct_lines import AFFIRMING, KINDS, laying, removing
from .protocols import RowReader, Transaction, typed
from .watched import WatchedTransaction
from .writing import batches, flush_staged


@dataclass(frozen=True)
class LayerMark:
    """What a graph says of its layer: whether it is switched on, and by which table it was laid (None: by none)."""

    on: bool
    table: str | None

    @property
    def stale(self) -> bool:
        """Whether it is on, and was laid by no table or by another one."""
        return self.on and self.table != TABLE_DIGEST


def layer_mark(reader: RowReader) -> LayerMark:
    """Return the mark of a graph. One without statements counts as laid: there is nothing to lay."""
    marks = typed(LayerMark, reader.run(_MARK))
    if marks:
        return marks[0]
    empty = not reader.run("MATCH (s:Statement) RETURN s.id AS id LIMIT 1")
    return LayerMark(True, TABLE_DIGEST if empty else None)


def set_mark(tx: Transaction, mark: LayerMark) -> None:
    """Write the mark of the layer."""
    tx.run(
        "MERGE (m:Meta {id: 'direct'}) SET m.name = 'direct', m.on = $on, m.table = $table",
        {"on": mark.on, "table": mark.table},
    )


@contextmanager
def kept_up(tx: Transaction, mark: LayerMark) -> Iterator[Transaction]:
    """Yield a transaction whose statements the layer follows; the one given, where the layer is off or stale."""
    if mark.stale or not mark.on:
        yield tx
        return
    following = Following(tx)
    # Its stage is a property that leads to the stage of the transaction.
    watched = cast(Transaction, WatchedTransaction(tx, following))
    yield watched
    flush_staged(watched)
    following.lay()
    set_mark(tx, mark)


class Following:
    """The statements that one write changes."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._removed: set[str] = set()
        #: Ids in the order in which they came, once each.
        self._written: dict[str, None] = {}
        self._events: set[str] = set()

    def before(self, ids: Iterable[str]) -> None:
        """Remove the direct relationships of stored statements, once, while these still have their links."""
        first = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._removed and id_ not in self._written]
        self._removed.update(first)
        run_lines(self._tx, first, removing)

    def after(self, ids: Iterable[str]) -> None:
        """Take note of what is to be laid at the end."""
        self._written.update(dict.fromkeys(ids))

    def events(self, ids: Iterable[str]) -> None:
        """Take note of events: whether who took part met depends on their kind."""
        self._events.update(ids)

    def lay(self) -> None:
        """Lay the relationships of what was written, and of what was removed and is still there."""
        run_lines(self._tx, list(self._written | dict.fromkeys(sorted(self._removed))), laying)
        for batch in batches(sorted(self._events)):
            for type_ in TYPES_BY_KIND:
                self._tx.run(_LEADING_TO.format(type_), {"ids": batch})
            about = [row["id"] for row in self._tx.run(_ABOUT, {"ids": batch})]
            run_lines(self._tx, about, laying, lambda line: line.meeting is not None)


def run_lines(
    tx: Transaction,
    ids: list[str],
    statement: Callable[[DirectLine], str],
    chosen: Callable[[DirectLine], bool] = lambda line: True,
) -> None:
    """Run a statement for each line of the table, or each chosen one, that statements have, given by id."""
    for batch in batches(ids):
        by_line: dict[DirectLine, list[str]] = defaultdict(list)
        for kind in typed(_Kind, tx.run(KINDS, {"ids": batch, "affirming": AFFIRMING})):
            for line in kind.lines():
                by_line[line].append(kind.id)
        for line, laid in filter(lambda item: chosen(item[0]), by_line.items()):
            tx.run(statement(line), {"ids": laid})


@dataclass(slots=True)
class _Kind:
    id: str
    labels: list[str]
    property: str | None
    schema: str | None

    def lines(self) -> tuple[DirectLine, ...]:
        return lines_of(self.labels, self.property or self.schema)


_ABOUT = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (s:Statement)-[:ABOUT]->(e) "
    "RETURN DISTINCT s.id AS id ORDER BY id"
)
_LEADING_TO = "UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WITH DISTINCT e MATCH (:Entity)-[r:{}]->(e) DELETE r"
_MARK = "MATCH (m:Meta {id: 'direct'}) RETURN m.on AS on, m.table AS table"
