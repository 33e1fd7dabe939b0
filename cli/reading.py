"""The command that reads a report's file."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import FormatOption, command, opened
from .output import Format, echo, err, print_json, print_rows

if TYPE_CHECKING:
    from ..reading.suggestion import SuggestedClaims


@command
def read(
    file: Annotated[list[Path], typer.Argument(help="Text, Markdown, HTML or PDF.", show_default=False)],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was published; default: what the page says.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published it; default: what the page says.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="The address of the report.")] = None,
    form: FormatOption = Format.table,
) -> None:
    """Suggest claims from the text of a report, for a person to accept.

    Writes NAME.suggested.yaml beside each file, with a quote and its place for every claim. Rules make the suggestions:
    they read English wire news, and are weak. Nothing is written to the graph, and `load` refuses such a file. Of
    several files, those that are the same text or near copies are named. JSON keys: {read}.

    Example:  sanctionsgraph read story.txt --published 2023-10-06 --publisher Reuters
    """
    from ..reading.page import page
    from ..reading.suggest import copies
    from ..reading.suggested_file import suggested_path, write_suggestions

    with opened(must_exist=True) as g:
        for path in file:
            answer = g.read(path, published=published, publisher=publisher, url=url)
            _shown(answer, form)
            write_suggestions(answer, suggested_path(path))
            err(f"{suggested_path(path)}: {len(answer.suggestions)} suggested claims to review")
    if len(file) > 1:
        pages = [page(path) for path in file]
        for later, earlier, shared in copies(pages):
            near = f"shares {shared:.0%} of the shorter text with"
            same = "the same text as" if later.sha256 == earlier.sha256 else near
            err(f"{later.file.name}: {same} {earlier.file.name}")


def _shown(answer: "SuggestedClaims", form: Format) -> None:
    if form is Format.json:
        print_json(answer.to_dict())
    elif form is Format.table:
        echo(str(answer))
    else:
        print_rows(answer.columns, answer.rows(), form)
