"""Commands that ask of time: what changed, one entity through time, what was listed on a day, two graphs."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from typing import Annotated

import typer

from .app import AsOf, Certificate, FormatOption, command, opened
from .certifying import write_certificate
from .output import Format, echo, print_answer, print_json, print_rows


@command
def changes(
    since: Annotated[str, typer.Argument(metavar="SINCE", help="The earlier day (YYYY-MM-DD).", show_default=False)],
    until: Annotated[str, typer.Argument(metavar="UNTIL", help="The later day.", show_default=False)],
    list_: Annotated[
        str | None, typer.Option("--list", "-l", metavar="L", help="One list or data set; all without it.")
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", "-s", help="Only counts.")] = False,
    as_of: AsOf = None,
    form: FormatOption = Format.table,
) -> None:
    """Show what changed in lists between the editions that stood on two days: added, amended, removed.

    An entry is amended property by property; parts such as aliases are compared as sets. A removal lies between the
    last edition that has the entry and the first without it. `bookkeeping` counts entries of which only the list's own
    numbers and days changed.

    JSON keys: {changes}.

    With --summary the datasets have no entries.

    Example:  sanctionsgraph changes 2018-10-29 2026-02-27 --list UN --summary
    """
    from ..queries.timeline.list_changes import COUNTS
    from .output import err

    with opened(must_exist=True) as g:
        answer = g.changes(since, until, list_name=list_, as_of=as_of)
    if form is Format.json:
        print_json(answer.summary() if summary else answer.to_dict())
        return
    if summary:
        print_rows(["dataset", "from", "to", *COUNTS], answer.count_rows(), form)
    else:
        rows = answer.to_result()
        print_rows(rows.columns, rows.rows, form)
    for dataset in answer.datasets:
        for note in dataset.notes:
            err(f"note: {dataset.dataset}: {note}")


@command
def history(
    subject: Annotated[str, typer.Argument(help="Id or name of an entity.", show_default=False)],
    as_of: AsOf = None,
    form: FormatOption = Format.table,
) -> None:
    """Show one entity through time: each version of each record with what it changed, and the claims about it.

    JSON keys: {history}.

    CSV gives a row for each version and claim.

    Example:  sanctionsgraph history Angara --as-of 2024-01-01
    """
    with opened(must_exist=True) as g:
        print_answer(g.history(subject, as_of=as_of), form)


@command
def listed(
    subject: Annotated[str, typer.Argument(help="Id or name of a person, body, ship …", show_default=False)],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day that is asked for (YYYY-MM-DD).")],
    as_of: AsOf = None,
    certificate: Certificate = None,
    form: FormatOption = Format.table,
) -> None:
    """Say whether an entity was listed on a day, by whom and under what: yes, no or unknown for each list.

    What editions show and what the list itself states are kept apart. Where several entities have the name, there is an
    answer for each.

    JSON keys: {listed}.

    CSV gives a row for each entry.

    Example:  sanctionsgraph listed Angara --on 2024-09-01
    """
    with opened(must_exist=True) as g:
        write_certificate(g, certificate, "listed", {"subject": subject, "on": on, "as_of": as_of})
        print_answer(g.listed(subject, on=on, as_of=as_of), form)


@command
def diff(
    other: Annotated[
        str,
        typer.Argument(help="Another graph: a file, a URI, or a .jsonl made by dump.", show_default=False),
    ],
    summary: Annotated[bool, typer.Option("--summary", "-s", help="Only counts.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Compare this graph with another: nodes that only the other has, only this one has, or that differ.

    JSON keys: {diff}. `before` is this graph, `after` the other.

    Example:  sanctionsgraph diff other.kgl --summary
    """
    with opened(must_exist=True) as g:
        answer = g.diff(other)
    if form is Format.json:
        content = answer.to_dict()
        print_json({key: content[key] for key in ("before", "after", "equal", "counts")} if summary else content)
    elif answer.equal and form is Format.table:
        echo("equal")
    elif summary:
        print_rows(["family", "kind", "added", "removed", "changed"], answer.kind_rows(), form)
    else:
        rows = answer.to_result()
        print_rows(rows.columns, rows.rows, form)
