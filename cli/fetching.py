"""The command that downloads lists from their publishers."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import Annotated

import typer

from .app import FormatOption, command, progress_of
from .output import Format, print_rows


@command
def fetch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Lists to download; without any, show which there are.", show_default=False),
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder for the files.")] = Path("."),
    form: FormatOption = Format.table,
) -> None:
    """Download lists from their publishers, and show from where, of which day, and with which SHA-256.

    A file that its publisher has not changed since is not downloaded again; a download that broke off goes on where it
    stopped. `load` also takes a URL in place of a file.

    Example:  sanctionsgraph fetch un-list --to lists
    """
    from dataclasses import asdict

    from ..loaders.publishers.registry import fetch as download_files
    from ..loaders.publishers.registry import publications

    if not sources:
        print_rows(
            ["source", "name", "publisher", "page", "checked"], [asdict(p) for p in publications().values()], form
        )
        return
    columns = ["source", "path", "published", "size", "sha256", "unchanged", "url", "fetched"]
    rows: list[dict[str, object]] = []
    for source in sources:
        with progress_of(to / source, "downloading", "bytes") as progress:
            downloads = download_files(source, to, progress)
        rows += [{"source": source, **asdict(download), "path": str(download.path)} for download in downloads]
    print_rows(columns, rows, form)
