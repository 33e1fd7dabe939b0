"""Commands that serve a graph: the explorer with its HTTP answers, and tools for a language model."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .app import command, opened
from .output import err

LOOPBACK = ("127.0.0.1", "localhost", "::1")


#: Others wait meanwhile: questions go through one by one.
Seconds = Annotated[float, typer.Option(min=0.001, help="How long a statement of Cypher may run.")]


class Transport(StrEnum):
    """How a client of MCP talks to the server."""

    stdio = "stdio"
    http = "http"


@command
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; one that others reach needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    token: Annotated[
        str | None, typer.Option(envvar="SANCTIONSGRAPH_TOKEN", help="What each request must bear.", show_default=False)
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Take notes on cases, and reports whose claims are reviewed in the browser.")
    ] = False,
    reports: Annotated[
        Path, typer.Option(metavar="FOLDER", help="With --write: where entered reports are kept.")
    ] = Path("reports"),
    seconds: Seconds = 20,
) -> None:
    """Serve an explorer for the browser and the answers as JSON. Read-only without --write. Needs the extra `web`.

    The page is at /, the answers at /api/..., their description at /openapi.json. Ctrl-C stops it. With --write whoever
    can open the page can note something on a case, and enter a report, review what is suggested of it, and load it.

    Example:  sanctionsgraph serve --port 8765
    """
    try:
        import uvicorn

        from ..graph.read_limits import ReadLimits
        from ..serve.http import LOOPBACK as NAMES
        from ..serve.http import application
    except ImportError as error:
        from ..schema.extras import missing_package

        raise missing_package("fastapi", "web") from error
    if host not in LOOPBACK and not token:
        raise typer.BadParameter(f"{host} can be reached by others: give --token, or set SANCTIONSGRAPH_TOKEN")
    names = NAMES if host in LOOPBACK else ("*",)
    with opened(must_exist=True) as g:
        g.limits = ReadLimits(seconds)
        shown = f"[{host}]" if ":" in host else host
        err(f"{g.graph.uri} at http://{shown}:{port}/ ({'writes' if write else 'read-only'}; Ctrl-C stops it)")
        uvicorn.run(
            application(g, token=token, hosts=names, write=reports if write else None),
            host=host,
            port=port,
            log_level="warning",
        )


@command
def mcp(
    transport: Annotated[Transport, typer.Option(help="How the client talks to it.")] = Transport.stdio,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on, for http.")] = 8766,
    write: Annotated[bool, typer.Option("--write", help="Offer a tool that notes something on a case, too.")] = False,
    seconds: Seconds = 20,
) -> None:
    """Offer the answers as tools for a language model (MCP). Read-only without --write. Needs the extra `mcp`.

    Over stdio a client starts this command itself; over http it listens on this machine alone.

    Example:  sanctionsgraph mcp
    """
    from ..graph.read_limits import ReadLimits

    try:
        from ..serve.mcp import server
    except ImportError as error:
        from ..schema.extras import missing_package

        raise missing_package("mcp", "mcp") from error
    os.environ.setdefault("NO_COLOR", "1")
    with opened(must_exist=True) as g:
        g.limits = ReadLimits(seconds)
        tools = server(g, write=write)
        if transport is Transport.stdio:
            tools.run("stdio")
        else:
            does = "writes notes" if write else "read-only"
            err(f"{g.graph.uri} at http://127.0.0.1:{port}/mcp ({does}; Ctrl-C stops it)")
            tools.run("streamable-http", host="127.0.0.1", port=port)
