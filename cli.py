"""The command line; thin. What takes time to import is imported where it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from .output import Format, err, print_accounts, print_json, print_rows

if TYPE_CHECKING:
    from .graph.account import Account
    from .graph.store import Graph
    from .loaders.base import Progress

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Which sanctions measure may an event break, on whose word, and what would settle it.\n\n"
    "Example:  sanctionsgraph init && sanctionsgraph trace Tumangang --as-of 2023-10-06",
    epilog="Exit codes: 0 done, 1 failed and nothing written, 2 wrong usage, 3 loaded but with rejected records.",
)
DEFAULT_GRAPH = "sanctions.kgl"
REJECTED = 3
INTERRUPTED = 130


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to answer.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="What was known on this day (YYYY-MM-DD).")]


class _State:
    graph: str = ""


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"sanctionsgraph {version('sanctionsgraph')}")
        raise typer.Exit


@app.callback()
def common(
    graph: Annotated[
        str | None,
        typer.Option(
            "--graph",
            "-g",
            metavar="URI",
            help="Graph file, or bolt:// or neo4j:// URI. Default: $SANCTIONSGRAPH_URI, then ./sanctions.kgl.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Say the version and stop.")
    ] = False,
) -> None:
    """Keep where the graph is."""
    _State.graph = graph or os.environ.get("SANCTIONSGRAPH_URI") or DEFAULT_GRAPH


@app.command()
def init(form: FormatOption = Format.table) -> None:
    """Make a graph with the shipped case: Tumangang, its sources, and the law.

    Example:  sanctionsgraph init
    """
    from .loaders.shipped import load_shipped

    with _graph() as graph, _uncollected():
        accounts = list(load_shipped(graph))
    print_accounts(accounts, form)


@app.command()
def load(
    source: Annotated[
        str, typer.Argument(help="Which source; `sanctionsgraph load --help` lists them.", show_default=False)
    ],
    files: Annotated[list[Path], typer.Argument(help="Files of that source, in any order.", show_default=False)],
    edition: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of the file's publication, where the file does not say it."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Load files of a source; each whole or not at all, then its account.

    Sources: un-list (Consolidated List, XML), leaders (CSV, YAML), events (JSON, YAML), stations (JSON),
    reports, law, listings, identities (YAML).

    The account: read = written + unchanged + rejected. Rejected records go to a file beside the graph.

    Example:  sanctionsgraph load un-list consolidated.xml
    """
    from .loaders import load as load_file
    from .schema.errors import SanctionsGraphError

    accounts: list[Account] = []
    with _graph() as graph, _uncollected():
        try:
            for file in files:
                with _progress(file) as progress:
                    accounts.append(load_file(graph, source, file, edition, progress))
        except SanctionsGraphError:
            if accounts:
                print_accounts(accounts, form)
            raise
    print_accounts(accounts, form)
    rejected = [account for account in accounts if account.rejected]
    for account in rejected:
        for rejection in account.rejections[:5]:
            err(f"rejected: {rejection.place}: {rejection.reason}")
        if account.rejected > 5:
            err(f"and {account.rejected - 5} more")
        err(f"all {account.rejected} rejected records, with place and reason: {account.rejections_file}")
    if rejected:
        raise typer.Exit(REJECTED)


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Name of a question.", show_default=False)] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="K=V", help="A parameter; things by id or name."),
    ] = None,
    as_of: AsOf = None,
    example: Annotated[bool, typer.Option("--example", help="Run it with the example in its file.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    cypher_: Annotated[bool, typer.Option("--cypher", help="Print the Cypher instead of running it.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Ask a question of the catalogue.

    Example:  sanctionsgraph query traffic -p place=Tumangang --as-of 2023-10-06
    """
    from .queries.catalogue import catalogue
    from .queries.catalogue import query as ask

    if list_ or name is None:
        rows = [
            {"name": q.name, "question": q.question, "parameters": ", ".join(p.name for p in q.parameters)}
            for q in catalogue().values()
        ]
        print_rows(["name", "question", "parameters"], rows, form)
        return
    values: dict[str, Any] = {}
    for item in parameter or []:
        key, equals, value = item.partition("=")
        if not equals:
            raise typer.BadParameter(f"{item!r} is not of the form name=value")
        values[key] = value
    if cypher_ and name in catalogue():
        typer.echo(catalogue()[name].cypher)
        return
    if example and name in catalogue():
        values = {**catalogue()[name].example(), **values}
    as_of = as_of or values.pop("as_of", None)
    values.pop("as_of", None)
    with _graph(must_exist=True) as graph:
        result = ask(graph, name, as_of, **values)
    print_rows(result.columns, result.rows, form)


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(help="A statement that only reads.", show_default=False)],
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="K=V", help="A parameter, as text.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Run your own Cypher, read-only.

    Example:  sanctionsgraph cypher "MATCH (e:Entity:RailStation) RETURN e.id, e.name ORDER BY e.id"
    """
    values = dict(item.partition("=")[::2] for item in parameter or [])
    with _graph(must_exist=True) as graph:
        table = graph.read(statement, **values)
    print_rows(table.columns, table.rows, form)


@app.command()
def trace(
    what: Annotated[str, typer.Argument(help="Id or name of a place, event or person.", show_default=False)],
    as_of: AsOf = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="What became known between two days, and what it moved."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Show the chain behind a thing: what was seen, what it may be, which measure, on whose word.

    JSON keys: what, as_of, records, seen, after, leads_to, before, may_be, forbidden_by, unknown,
    would_settle, sources;
    with --between: what, since, until, arrived, events, moved, sources. CSV gives the claims.

    Example:  sanctionsgraph trace Tumangang --between 2023-10-06 2023-10-14
    """
    from .queries.between import between as compare
    from .queries.between import claims_of
    from .queries.story import tell, tell_between
    from .queries.trace import trace as assemble

    if between and as_of:
        raise typer.BadParameter("give --as-of or --between, not both")
    with _graph(must_exist=True) as graph:
        answer = compare(graph, what, *between) if between else assemble(graph, what, as_of)
    if form is Format.json:
        print_json(answer)
    elif form is Format.csv:
        rows = answer["arrived"] if between else list(claims_of(answer))
        columns = [
            "since",
            "id",
            "event",
            "property",
            "stance",
            "value",
            "entity",
            "unit",
            "hedge",
            "basis",
            "speaker",
            "report",
            "locator",
        ]
        print_rows(columns, rows, form)
    else:
        width = min(_width(), 110)
        typer.echo(tell_between(answer, width) if between else tell(answer, width))


@app.command()
def info(form: FormatOption = Format.table) -> None:
    """Say what the graph holds: counts, editions, and the log of loads.

    Example:  sanctionsgraph info --format json
    """
    with _graph(must_exist=True) as graph:
        found = graph.info()
    if form is Format.json:
        print_json(found)
        return
    rows = [{"what": k, "name": name, "count": n} for k in ("nodes", "relationships") for name, n in found[k].items()]
    rows += [{"what": "edition", "name": e["dataset"], "count": e["date"]} for e in found["editions"]]
    rows += [
        {
            "what": f"loaded {r['at'][:19]}",
            "name": f"{r['source']} {Path(r['file']).name}",
            "count": r["read"],
        }
        for r in found["loads"]
    ]
    print_rows(["what", "name", "count"], rows, form)


@app.command()
def dump(
    digest: Annotated[bool, typer.Option("--digest", help="Only the SHA-256 of the dump.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Write the whole graph as sorted JSON lines; equal graphs have equal dumps on any engine.

    Example:  sanctionsgraph dump --digest
    """
    with _graph(must_exist=True) as graph:
        if digest:
            print_rows(["graph", "digest"], [{"graph": graph.uri, "digest": graph.digest()}], form)
            return
        for line in graph.dump():
            typer.echo(line)


def main() -> NoReturn:
    """The entry point: errors of ours are one line, an interrupt leaves nothing half-written."""
    from .schema.errors import SanctionsGraphError

    try:
        app()
    except SanctionsGraphError as error:
        err(f"error: {error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(0)


@contextmanager
def _graph(must_exist: bool = False) -> Iterator[Graph]:
    from .graph.store import open_graph
    from .schema.errors import NotFound

    where = _State.graph
    if must_exist and "://" not in where and not Path(where).exists():
        raise NotFound(f"there is no graph at {where}. Make one with `sanctionsgraph init`, or give --graph.")
    with open_graph(where) as graph:
        try:
            yield graph
        except KeyboardInterrupt:
            err("interrupted; nothing of the unfinished file was written. Run the same command again to go on.")
            raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """A load makes many objects and hardly a cycle: looking for cycles would take a fifth of its time.

    pydantic looks through every installed package for plugins of its own; a load needs none.
    """
    import gc

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _progress(file: Path) -> Iterator[Progress | None]:
    """A counter on standard error, at a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{file.name}: reading") as status:
        yield lambda n: status.update(f"{file.name}: {n:,} records")


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


if __name__ == "__main__":
    main()
