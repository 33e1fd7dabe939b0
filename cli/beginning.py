"""The command that begins a file of one's own."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import command
from .output import err

if TYPE_CHECKING:
    from ..loaders.curated.new_file import BegunReport

#: How an editor finds the schema of a file beside it.
_SCHEMA = "reports.schema.json"


class NewFile(StrEnum):
    """What can be begun."""

    report = "report"
    schema = "schema"


@command
def new(
    what: Annotated[NewFile, typer.Argument(help="A reports file, or its JSON Schema for editors.")],
    file: Annotated[
        Path | None,
        typer.Argument(help="Where: .yaml, or .csv or .xlsx for a spreadsheet.", show_default="report.yaml"),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take the claims of this file: YAML, CSV or Excel.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The report's title.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
) -> None:
    """Begin a reports file: a skeleton with comments, to fill in by hand; never over a file that is there.

    A name that ends with .csv or .xlsx gives a table for a spreadsheet, one claim a row; --from turns a reports file
    from one form into another. `load reports FILE --check` then shows what a load would do. `new schema` writes the
    JSON Schema by which an editor completes and checks the keys.

    Example:  sanctionsgraph new report report.yaml --publisher "Example Institute" --published 2024-02-03
    """
    from ..loaders.common.file_kinds import EXCEL
    from ..schema.errors import SanctionsGraphError

    path = file or Path(_SCHEMA if what is NewFile.schema else "report.yaml")
    endings = (".json",) if what is NewFile.schema else (".yaml", ".yml", ".csv", *EXCEL)
    if path.suffix.casefold() not in endings:
        raise SanctionsGraphError(f"{path}: end the name of a {what.value} with {' or '.join(endings)}.")
    if path.exists():
        raise SanctionsGraphError(f"{path} is there already, and is not replaced. Give another name.")
    if what is NewFile.schema:
        from ..loaders.curated.file_schemas import schema_of

        _write(path, schema_of("reports"))
        return
    from ..loaders.curated.new_file import BegunReport

    _begin(path, source, BegunReport(title, publisher, published, url))


def _begin(path: Path, source: Path | None, report: "BegunReport") -> None:
    from ..loaders.curated.claim_sheet import COLUMNS, is_sheet, sheet_rows
    from ..loaders.curated.new_file import as_yaml, content_of, skeleton, skeleton_rows
    from .files import write

    if is_sheet(path):
        rows = sheet_rows(source, content_of(source)) if source else skeleton_rows(report)
        write(path, "", [(COLUMNS, rows)])
        err(f"{path}: {len(rows)} rows; load it with `sanctionsgraph load reports {path}`")
        return
    schema = _SCHEMA if path.with_name(_SCHEMA).exists() else None
    _write(path, as_yaml(content_of(source)) if source else skeleton(report, schema))


def _write(path: Path, text: str) -> None:
    from ..graph.output import NEW, output

    with output(path, NEW) as target:
        target.write_text(text, encoding="utf-8")
    err(f"{path}: written")
