"""Files for `neo4j-admin database import full`: the fastest first load of a large graph into Neo4j.

Data and headers are in separate files, as the importer prefers. Lists are joined by a control character that occurs in
none of them. The importer drops an empty list, and a list of one empty text; they are written as a mark that the
statements to run after the import replace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from ..graph.node_row import NodeRow
from ..graph.store import Graph
from ..graph.transfer.streams import link_batches, load_log, node_batches
from ..schema.errors import GraphError
from ..schema.family import Value
from ..schema.generated import PROPERTIES, SCHEMA_STATEMENTS, SCHEMA_VERSION
from ..schema.node import FAMILIES

#: Candidates for the delimiter of lists; the importer takes each as U+00xx.
_DELIMITERS = [chr(n) for n in (31, 30, 29, 28, *range(1, 9), *range(14, 28))]
_EMPTY, _BLANK = "\ue000 empty list", "\ue000 list of one empty text"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_README = """\
{nodes} nodes and {links} relationships for Neo4j 5.26 or later.

1. Stop the database, or the server (Community). Then, in this folder (every line of it; the database must not be there
   yet, or add --overwrite-destination=true, which deletes what it holds):

{command}

2. Start the server, and make the constraints and indexes:

cypher-shell -d neo4j -f {after}

Without the second step nothing of sanctionsgraph should read it: ids are not indexed, and empty lists are marked.
"""
_AFTER = "after-import.cypher"


class _Clash(Exception):
    """A list contains the delimiter."""


def write(graph: Graph, folder: Path) -> dict[str, int]:
    """Write the whole graph into a folder, made if missing; return the number of rows of each data file, by name.

    README.txt is written last and has the command. Raises GraphError for labels and properties that the model lacks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = list(_meta(graph))
    (folder / "README.txt").unlink(missing_ok=True)
    for delimiter in _DELIMITERS:
        try:
            files = _Files(folder, delimiter, log)
            with files:
                _write_all(graph, files)
        except _Clash:
            continue
        files.write_headers()
        (folder / _AFTER).write_text(files.after(), encoding="utf-8")
        (folder / "README.txt").write_text(files.readme(), encoding="utf-8")
        return files.counts
    raise GraphError("a list holds every control character that could join it. Look for it with `sanctionsgraph dump`.")


def _write_all(graph: Graph, files: _Files) -> None:
    for rows in node_batches(graph):
        for row in rows:
            files.node(row)
    for row in files.log:
        files.node(row)
    for rows in link_batches(graph):
        for row in rows:
            files.links(row)


def _meta(graph: Graph) -> Iterator[NodeRow]:
    """Yield the mark of the schema version, and the log of loads."""
    mark: dict[str, Value] = {"id": "schema", "name": "schema", "version": SCHEMA_VERSION}
    state = graph.state()
    yield NodeRow(("Meta",), mark | {"state": state} if state else mark)
    for row in load_log(graph):
        yield NodeRow(("Meta", "Load"), row)


class _Files(ExitStack):
    """The open data files, and the columns and types for their headers.

    Nodes with the same labels are in one file, where a property has one type: the `number` of a claim is a number, that
    of a passport a text.
    """

    def __init__(self, folder: Path, delimiter: str, log: list[NodeRow]) -> None:
        super().__init__()
        self.log = log
        names_of = {family: set(PROPERTIES[family]) for family in FAMILIES}
        names_of |= {"Meta": {name for row in log for name in row.properties}}
        #: The properties of each family, its id first.
        self._columns = {family: ["id", *sorted(names - {"id"})] for family, names in names_of.items()}
        self.counts: dict[str, int] = {}
        self._folder, self._delimiter = folder, delimiter
        self._open: dict[str, IO[str]] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        self._types: dict[tuple[str, str], str] = {}
        self._marked: set[tuple[str, str]] = set()

    def node(self, row: NodeRow) -> None:
        """Write a line of the file of its labels: id, every property of the family, labels."""
        file = f"nodes-{'-'.join(row.labels)}.csv"
        self._labels[file] = row.labels
        cells = [self._cell(file, row, name) for name in self._columns[row.family]]
        self._line(file, [*cells, _quoted(self._delimiter.join(row.labels))])

    def links(self, row: NodeRow) -> None:
        """Write a line for each link, in the file of the two families."""
        for type_, family, end in row.links:
            self._line(f"links-{row.family}-{family}.csv", [_quoted(row.id), _quoted(end), type_])

    def _cell(self, file: str, row: NodeRow, name: str) -> str:
        value: Any = row.properties.get(name)
        if value is None:
            return ""
        if value in ([], [""]):
            self._types.setdefault((file, name), "string[]")
            self._marked.add((row.family, name))
            return _quoted(_BLANK if value else _EMPTY)
        items = value if isinstance(value, list) else [value]
        for kind in {type(item) for item in items}:
            type_ = _TYPES[kind] + ("[]" if items is value else "")
            if (other := self._types.setdefault((file, name), type_)) != type_:
                raise GraphError(f"{row.id}: {name} is {type_} here and {other} elsewhere. Make them the same.")
        texts = [item if isinstance(item, str) else repr(item).lower() for item in items]
        if items is value and any(self._delimiter in text for text in texts):
            raise _Clash
        text = self._delimiter.join(texts)
        return _quoted(text) if items is value or isinstance(value, str) else text

    def _line(self, name: str, cells: Iterable[str]) -> None:
        if name not in self._open:
            self._open[name] = self.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
            self.counts[name] = 0
        self._open[name].write(",".join(cells) + "\n")
        self.counts[name] += 1

    def write_headers(self) -> None:
        """Write the header of each data file, in a file of its own."""
        for name in self.counts:
            if name in self._labels:
                family = self._labels[name][0]
                columns_after_id = (f"{p}:{self._types.get((name, p), 'string')}" for p in self._columns[family][1:])
                columns = [f"id:ID({family})", *columns_after_id, ":LABEL"]
            else:
                _, start, end = name.removesuffix(".csv").split("-")
                columns = [f":START_ID({start})", f":END_ID({end})", ":TYPE"]
            (self._folder / _header(name)).write_text(",".join(columns) + "\n", encoding="utf-8")

    def after(self) -> str:
        """Return the statements to run after the import: constraints, indexes, lists that the importer cannot hold."""
        lines = [f"{statement};" for statement in SCHEMA_STATEMENTS] + ["CALL db.awaitIndexes(300);"]
        for family, name in sorted(self._marked):
            for mark, value in ((_EMPTY, "[]"), (_BLANK, "['']")):
                lines.append(f"MATCH (n:{family}) WHERE n.{name} = ['{mark}'] SET n.{name} = {value};")
        return "\n".join([*lines, ""])

    def readme(self) -> str:
        """Return the exact command, and the steps after it."""
        command = ["neo4j-admin database import full neo4j"]
        for name in self.counts:
            option = "--nodes" if name in self._labels else "--relationships"
            command.append(f"  {option}={_header(name)},{name}")
        command += [f"  --array-delimiter=U+{ord(self._delimiter):04X}", "  --multiline-fields=true"]
        nodes = sum(n for name, n in self.counts.items() if name in self._labels)
        links = sum(self.counts.values()) - nodes
        return _README.format(nodes=nodes, links=links, command=" \\\n".join(command), after=_AFTER)


def _header(name: str) -> str:
    return name.removesuffix(".csv") + ".header.csv"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
