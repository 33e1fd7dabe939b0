"""The application, its options, and what commands share."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from .commands import GRAPH_HELP, Command, TaskGroup, chosen
from .json_keys import JSON_KEYS
from .output import Format

if TYPE_CHECKING:
    from ..api import Workspace
    from ..graph.progress import Progress

app = typer.Typer(
    no_args_is_help=True,
    cls=TaskGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Which sanctions measure may an event break, on whose word, and what would settle it.\n\n"
    "Example:  sanctionsgraph init && sanctionsgraph trace Tumangang --as-of 2023-10-06",
    epilog="Exit codes: 0 done, 1 failed and nothing written, 2 wrong usage, 3 loaded but with rejected records, "
    "4 watched entities changed.",
)

_Command = TypeVar("_Command", bound=Callable[..., None])


def command(function: _Command) -> _Command:
    """Register a command under its name. In its docstring `{trace}` becomes the JSON keys of that answer."""
    function.__doc__ = (function.__doc__ or "").format_map(JSON_KEYS)
    return app.command(cls=Command)(function)


DEFAULT_GRAPH = "sanctions.kgl"
REJECTED = 3
INTERRUPTED = 130


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
Certificate = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write what was asked of which editions, and the answer, for `verify`."),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="What was known on this day (YYYY-MM-DD).")]

Whole = Annotated[
    bool, typer.Option("--whole", help="Through States and goods too, and places that a code list alone names.")
]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"sanctionsgraph {version('sanctionsgraph')}")
        raise typer.Exit


def _log_to_stderr(detailed: bool) -> None:
    """Show the package's log. It holds counts, paths and addresses without their logins."""
    import logging

    logging.basicConfig(format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("sanctionsgraph").setLevel(logging.DEBUG if detailed else logging.INFO)


@app.callback()
def common(
    graph: Annotated[
        str | None,
        typer.Option(
            "--graph",
            "-g",
            metavar="URI",
            help=GRAPH_HELP,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and exit.")
    ] = False,
    verbose: Annotated[
        int,
        typer.Option(
            "--verbose", "-v", count=True, show_default=False, help="Log to standard error; twice: in detail."
        ),
    ] = 0,
) -> None:
    """Note where the graph is."""
    gc.enable()
    if verbose:
        _log_to_stderr(detailed=verbose > 1)
    chosen["graph"] = graph or os.environ.get("SANCTIONSGRAPH_URI") or DEFAULT_GRAPH


@contextmanager
def opened(must_exist: bool = False, queries: Path | None = None) -> "Iterator[Workspace]":
    """Open the graph that the command is about, and close it at the end. Raises NotFound where there is no such file.

    `queries` is a folder of questions of the user's own.
    """
    from ..api import open as open_workspace
    from ..graph.address import refuse_login
    from ..schema.errors import NotFound

    where = chosen["graph"]
    if "://" not in where:
        refuse_login(where)
    if must_exist and "://" not in where and not Path(where).exists():
        raise NotFound(f"there is no graph at {where}. Make one with `sanctionsgraph init`, or give --graph.")
    with open_workspace(where, queries=queries) as workspace:
        yield workspace


@contextmanager
def progress_of(file: Path, doing: str = "reading", what: str = "records") -> "Iterator[Progress | None]":
    """A counter on standard error, at a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{file.name}: {doing}") as status:
        yield lambda n: status.update(f"{file.name}: {n:,} {what}")
