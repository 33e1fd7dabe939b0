"""The command that withdraws or removes what was loaded."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from .app import FormatOption, command, opened
from .output import Format, echo, err, print_json, print_rows

_COLUMNS = ["action", "kind", "target", "on", "statements", "entities", "sources", "restored"]
_LISTED = ["target", "since", "ended", "reason"]


@command
def forget(
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="A report, edition or publisher by id, or the name of a data set.", show_default=False
        ),
    ] = None,
    purge: Annotated[bool, typer.Option("--purge", help="Remove it for good. This cannot be undone.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take a withdrawal back.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it is withdrawn.")] = None,
    withdrawn_on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day from which on it does not count; else today.")
    ] = None,
    ids: Annotated[
        Path | None,
        typer.Option("--ids", metavar="FILE", help="Write the id of all that ended or went to a JSON file."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List what is withdrawn.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Withdraw a report, an edition, a publisher's texts or a data set; or remove it for good.

    A withdrawal ends its statements on a day. Questions as of an earlier day are answered as before, and --undo brings
    everything back. Loading it again is refused until then. --purge removes it, for a file loaded by mistake or a
    request for privacy: the graph is then as if it had never been loaded.

    JSON keys: {forget}.

    Example:  sanctionsgraph forget report:reuters-2023-10-06 --reason "retracted by the publisher"
    """
    if list_ or target is None:
        if target or purge or undo:
            raise typer.BadParameter("give an ID, or --list alone" if target else "give the ID of what is meant")
        _list(form)
        return
    from ..graph.output import JSON, output

    # The file is opened first: after a purge it would be too late to refuse it.
    with opened(must_exist=True) as g, output(ids, JSON) if ids else nullcontext() as file:
        report = g.forget(target, purge=purge, undo=undo, reason=reason, withdrawn_on=withdrawn_on)
        if file:
            report.write_ids(file)
    if form is Format.json:
        print_json(report.to_dict())
    elif form is Format.table:
        echo(str(report))
    else:
        print_rows(_COLUMNS, [report.to_dict()], form)
    if ids:
        err(f"ids: {ids}")


def _list(form: Format) -> None:
    with opened(must_exist=True) as g:
        rows = [{name: getattr(withdrawal, name) for name in _LISTED} for withdrawal in g.withdrawals()]
    print_rows(_LISTED, rows, form)
