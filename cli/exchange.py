"""Commands that hand a graph on in the forms of others."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import Annotated

import typer

from .app import AsOf, FormatOption, command, opened, progress_of
from .output import Format, print_json, print_rows


@command
def export(
    form: Annotated[str | None, typer.Option("--for", metavar="FORM", help="The form; --list shows them.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="File or folder to write.")] = None,
    as_of: AsOf = None,
    listed: Annotated[bool, typer.Option("--list", help="List the forms.")] = False,
    answer: FormatOption = Format.table,
) -> None:
    """Write the graph in a format that other tools read; whole, or not at all.

    RDF: turtle, trig and nquads (a named graph for each source), jsonld. FollowTheMoney: ftm (entities),
    ftm-statements (CSV), what FollowTheMoney has no place for goes to OUT.rest.jsonl. Others: graphml.

    With --as-of only the statements that were current and known on that day.

    `sanctionsgraph load rdf FILE` and `load ftm FILE` read them back.

    Example:  sanctionsgraph export --for trig -o graph.trig
    """
    from ..exporters.registry import forms

    if listed:
        rows = [{"form": name, "summary": form_.summary, "example": form_.example} for name, form_ in forms().items()]
        print_rows(["form", "summary", "example"], rows, answer)
        return
    if form is None or out is None:
        raise typer.BadParameter("give both: a form with --for and a file with -o (--list says which forms there are)")
    with opened(must_exist=True) as g, progress_of(out, "writing", "nodes") as progress:
        counted = g.export(form, out, as_of=as_of, progress=progress)
    if answer is Format.json:
        print_json({"form": form, "out": str(out), "as_of": as_of, **counted})
        return
    print_rows(["what", "count"], [{"what": what, "count": count} for what, count in counted.items()], answer)
