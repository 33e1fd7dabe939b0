"""Commands that move a whole graph between a file and a Neo4j server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import INTERRUPTED, FormatOption, command, opened, progress_of
from .output import Format, err, print_json, print_rows

if TYPE_CHECKING:
    from ..graph.progress import Progress
    from ..graph.transfer.copy import TransferReport

_COLUMNS = ["source", "target", "nodes", "relationships", "loads", "digest", "seconds"]
Replace = Annotated[bool, typer.Option("--replace", help="Delete the graph that the target holds first.")]


@command
def push(
    uri: Annotated[str, typer.Argument(help="Where to: bolt:// or neo4j:// URI, or a file.", show_default=False)],
    replace: Replace = False,
    form: FormatOption = Format.table,
) -> None:
    """Move the whole graph to a Neo4j server (or a file), and compare digests at the end.

    The target must hold no graph. A move that is interrupted leaves a mark on the server: run it again before
    the graph is read there. The log of loads goes along. The login comes from the URI or NEO4J_USER and NEO4J_PASSWORD.

    JSON keys: {push}.

    Example:  sanctionsgraph push bolt://localhost:7687
    """
    with opened(must_exist=True) as g, _progress(uri) as progress:
        report = g.push(uri, replace=replace, progress=progress)
    _print(report, form)


@command
def pull(
    uri: Annotated[str, typer.Argument(help="Where from: bolt:// or neo4j:// URI, or a file.", show_default=False)],
    replace: Replace = False,
    form: FormatOption = Format.table,
) -> None:
    """Move the whole graph from a Neo4j server (or a file) to the one of --graph, and compare digests at the end.

    A file is written whole or not at all. JSON keys: as for push.

    Example:  sanctionsgraph --graph copy.kgl pull bolt://localhost:7687
    """
    with opened() as g, _progress(g.graph.uri) as progress:
        report = g.pull(uri, replace=replace, progress=progress)
    _print(report, form)


@command
def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write: NAME.zip.", show_default=False)],
    form: FormatOption = Format.table,
) -> None:
    """Write the whole graph, in a file or on a server, to a backup with checksums; whole, or not at all.

    `restore` brings it back on either engine, `verify` checks it. JSON keys: {backup}.

    Example:  sanctionsgraph backup case-2026-11-29.zip
    """
    with opened(must_exist=True) as g, progress_of(file, "backing up", "nodes and relationships") as progress:
        report = g.backup(file, progress=progress).to_dict()
    if form is Format.json:
        print_json(report)
    else:
        print_rows(list(report), [report], form)


@command
def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `backup` wrote.", show_default=False)],
    replace: Replace = False,
    form: FormatOption = Format.table,
) -> None:
    """Write the graph of a backup to the one of --graph, and compare digests at the end.

    A backup of which a byte is not as it was written is refused before anything is touched. The target must hold no
    graph, or be given with --replace. JSON keys: as for push.

    Example:  sanctionsgraph --graph again.kgl restore case-2026-11-29.zip
    """
    with opened() as g, _progress(g.graph.uri) as progress:
        report = g.restore(file, replace=replace, progress=progress)
    _print(report, form)


@command
def upgrade(form: FormatOption = Format.table) -> None:
    """Bring a graph that an earlier version of this program wrote to the model of this one, in place.

    A file is changed whole or not at all. On a server an upgrade that breaks off can be run again. JSON keys:
    {upgrade}.

    Example:  sanctionsgraph upgrade
    """
    with opened(must_exist=True) as g:
        report = g.upgrade().to_dict()
    if form is Format.json:
        print_json(report)
    else:
        print_rows(list(report), [report], form)


@contextmanager
def _progress(target: str) -> "Iterator[Progress | None]":
    """Count on standard error, at a terminal only; say after an interrupt what has become of the target."""
    try:
        if not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console

        with Console(stderr=True).status("moving") as status:
            yield lambda n: status.update(f"{n:,} nodes and relationships; then both ends are compared")
    except KeyboardInterrupt:
        err(f"interrupted; {target} does not hold the graph. Run the same command again, which starts over.")
        raise typer.Exit(INTERRUPTED) from None


def _print(report: "TransferReport", form: Format) -> None:
    if form is Format.json:
        print_json(report.to_dict())
        return
    print_rows(_COLUMNS, [report.to_dict()], form)
    for note in report.notes:
        err(f"note: {note}")
