"""Commands that hand a graph on in the forms of others."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import Annotated

import typer

from .app import AsOf, FormatOption, command, opened, progress_of
from .output import Format, print_answer, print_json, print_rows


@command
def export(
    subject: Annotated[
        str | None, typer.Argument(help="Id or name of an entity: its case alone.", show_default=False)
    ] = None,
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

    With the name of an entity its case alone. `case` writes it as a ZIP that `sanctionsgraph verify` checks anywhere,
    without the graph; `stix` as a STIX 2.1 bundle, and says what STIX has no place for.

    `sanctionsgraph load rdf FILE` and `load ftm FILE` read them back.

    Example:  sanctionsgraph export --for trig -o graph.trig
    """
    from ..exporters.registry import forms

    if listed:
        rows = [{"form": name, "summary": form_.summary, "example": form_.example} for name, form_ in forms().items()]
        rows.append({"form": "case", "summary": "the case of one entity, for anybody to check", "example": "case.zip"})
        rows.append({"form": "stix", "summary": "the case of one entity as STIX 2.1, one way", "example": "case.json"})
        print_rows(["form", "summary", "example"], rows, answer)
        return
    if form is None or out is None:
        raise typer.BadParameter("give both: a form with --for and a file with -o (--list says which forms there are)")
    with opened(must_exist=True) as g, progress_of(out, "writing", "nodes") as progress:
        counted = g.export(form, out, subject=subject, as_of=as_of, progress=progress)
    if answer is Format.json:
        print_json({"form": form, "out": str(out), "as_of": as_of, **counted})
        return
    print_rows(["what", "count"], [{"what": what, "count": count} for what, count in counted.items()], answer)


@command
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A portable case, a certificate, a backup or a graph file; the graph of --graph without it.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="URI", help="An empty graph to work it out in, and to keep it."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Check a graph, a backup, a portable case or a certificate, and name what is wrong.

    Of a graph each node, property and link is held to the model; of a backup each byte first.

    Of a portable case, offline, each byte, and each outcome is worked out again from the graph inside.

    A certificate, as `screen`, `listed` and `watch run` write it with --certificate, is checked against the graph of
    --graph: its digest, the editions that it names, and the answer, asked again.

    Exit code 1 where something differs; the bytes or outcomes are named. JSON keys: {verify}.

    Of a certificate: {verify_certificate}.

    Of a graph or a backup: {verify_graph}.

    Example:  sanctionsgraph export Tumangang --for case -o case.zip && sanctionsgraph verify case.zip
    """
    from ..dossier.portable import verify as verify_case
    from ..graph.store import open_graph
    from ..graph.transfer.backup import is_backup
    from ..queries.certificates.check import CertificateCheck, is_certificate
    from ..queries.integrity.graph_check import GraphCheck, check_backup, check_graph, is_graph_file

    if file is None or is_graph_file(file) or is_backup(file) or is_certificate(file):
        if on is not None:
            raise typer.BadParameter("--on is for portable cases")
        checked: GraphCheck | CertificateCheck
        if file is not None and is_backup(file):
            checked = check_backup(file)
        elif file is not None and is_graph_file(file):
            with open_graph(file) as graph:
                checked = check_graph(graph)
        else:
            with opened(must_exist=True) as g:
                checked = g.check() if file is None else g.check_certificate(file)
        print_answer(checked, form)
        if not checked.verified:
            raise typer.Exit(1)
        return
    if on is None:
        answer = verify_case(file)
    else:
        with open_graph(on) as target:
            answer = verify_case(file, target)
    print_answer(answer, form)
    if not answer.verified:
        raise typer.Exit(1)
