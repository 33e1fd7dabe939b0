"""The commands of notes on cases."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from enum import StrEnum
from typing import Annotated

import typer

from .app import AsOf, FormatOption, command, opened
from .output import Format, err, print_answer
from .resolving import user


class WorkStatus(StrEnum):
    """How far the work on a case is."""

    open = "open"
    to_check = "to check"
    closed = "closed"


@command
def note(
    subject: Annotated[str, typer.Argument(help="Id or name of the entity that the case is about.")],
    text: Annotated[str | None, typer.Argument(help="The note.", show_default=False)] = None,
    status: Annotated[WorkStatus | None, typer.Option(help="How far the work on the case is from now on.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who notes it; else the user of this machine.")] = None,
    noted_on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the note; else today.")] = None,
) -> None:
    """Note something on a case, or how far the work on it is. No answer rests on a note.

    A note is not changed; a later one stands beside it, and the last status is that of the case. Notes go along in the
    case file and in a portable case.

    Example:  sanctionsgraph note Tumangang "Ask for the image of 3 October" --status "to check"
    """
    with opened(must_exist=True) as g:
        entry = g.note(subject, text, by=by or user(), status=status.value if status else None, noted_on=noted_on)
    err(f"noted on {entry.name} ({entry.subject}), {entry.since}, by {entry.by}")


@command
def notes(
    subject: Annotated[str | None, typer.Argument(help="Id or name of an entity; all cases without it.")] = None,
    as_of: AsOf = None,
    form: FormatOption = Format.table,
) -> None:
    """Show the notes on a case, or on all, and the status that each has.

    JSON keys: {notes}.

    Example:  sanctionsgraph notes Tumangang
    """
    with opened(must_exist=True) as g:
        print_answer(g.notes(subject, as_of=as_of), form)
