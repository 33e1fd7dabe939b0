"""The command of watch lists."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .app import Certificate, FormatOption, command, opened
from .certifying import write_certificate
from .output import Format, echo, err, print_answer, print_rows

#: Exit code of a run in which something changed, so that a script can act on it.
CHANGED = 4


class Action(StrEnum):
    """What to do with a watch list."""

    add = "add"
    remove = "remove"
    list = "list"
    run = "run"


@command
def watch(
    action: Annotated[Action, typer.Argument(help="add, remove, list or run.")],
    subjects: Annotated[
        list[str] | None, typer.Argument(help="Names or ids of entities, or ids of measures.", show_default=False)
    ] = None,
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help="The watch list.")] = Path("watch.json"),
    certificate: Certificate = None,
    form: FormatOption = Format.table,
) -> None:
    """Watch entities and measures: what changed for them since the last run.

    The first `run` takes note of what is there. Each later one shows list entries added, amended and removed between
    the editions loaded since, new and ended statements, and events whose outcome under a watched measure moved. It ends
    with exit code 4 where something changed, 0 where nothing did. `--format md` is ready to be mailed.

    JSON keys of `run`: {watch}.

    Example:  sanctionsgraph watch add Angara un-dprk:arms-export && sanctionsgraph watch run
    """
    from dataclasses import asdict

    given = subjects or []
    if bool(given) == (action in (Action.list, Action.run)):
        needs = "takes no names" if given else "needs at least one name or id"
        raise typer.BadParameter(f"{action} {needs}")
    if certificate and action is not Action.run:
        raise typer.BadParameter(f"{action} asks nothing; --certificate is for run")
    with opened(must_exist=True) as g:
        desk = g.watch(file)
        if action is Action.run:
            if not desk.watchlist.watched:
                err(f"{file}: nothing is watched; `sanctionsgraph watch add NAME` adds an entity or measure")
            write_certificate(g, certificate, "watch", {"list": asdict(desk.watchlist)})
            report = desk.run()
            if form is Format.md:
                echo(report.to_markdown().rstrip())
            else:
                print_answer(report, form)
            if report.changed:
                raise typer.Exit(CHANGED)
            return
        if action is Action.add:
            desk.add(*given)
        for subject in given if action is Action.remove else ():
            desk.remove(subject)
        watched = desk.watchlist.watched
    if action is not Action.list:
        err(f"{file}: {len(watched)} watched")
    print_rows(["id", "name", "kind", "added"], [vars(one) for one in watched], form)
