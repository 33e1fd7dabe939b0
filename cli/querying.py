"""Commands that ask: the catalogue, own Cypher, traces and assessments."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsOf, FormatOption, Whole, command, opened
from .output import Format, at_terminal, echo, err, print_answer, print_json, print_rows, screenful, with_names

if TYPE_CHECKING:
    from ..queries.catalogue.question import Question


@command
def query(
    name: Annotated[str | None, typer.Argument(help="Name of a question.", show_default=False)] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="K=V", help="A parameter; entities, lists and law by id or name."),
    ] = None,
    as_of: AsOf = None,
    example: Annotated[bool, typer.Option("--example", help="Run it with the example in its file.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    cypher_: Annotated[bool, typer.Option("--cypher", help="Print the Cypher instead of running it.")] = False,
    describe_: Annotated[
        bool, typer.Option("--describe", help="Describe it instead of running it: question, parameters, columns.")
    ] = False,
    queries: Annotated[
        Path | None,
        typer.Option(metavar="DIR", envvar="SANCTIONSGRAPH_QUERIES", help="A folder of .cypher files of your own."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Ask a question of the catalogue, or one of your own; docs/cypher.md says how to write one.

    JSON keys with --describe: name, question, parameters (name, kind, meaning, example, default), columns (name,
    meaning).

    Example:  sanctionsgraph query traffic -p place=Tumangang --as-of 2023-10-06
    """
    from ..queries.catalogue.registry import catalogue, describe, named

    if name is None or list_:
        questions = catalogue(queries).to_result()
        print_rows(questions.columns, questions.rows, form)
        return
    question = named(name, queries)
    if describe_:
        _print_description(question, describe(question), form)
        return
    if cypher_:
        echo(question.text)
        return
    values: dict[str, Any] = {}
    for item in parameter or []:
        key, equals, value = item.partition("=")
        if not equals:
            raise typer.BadParameter(f"{item!r} is not of the form name=value")
        values[key] = value
    if example:
        values = {**question.example(), **values}
    as_of = as_of or values.pop("as_of", None)
    values.pop("as_of", None)
    with opened(must_exist=True, queries=queries) as g:
        result = g.query(name, as_of=as_of, **values)
        rows = with_names(g.graph, result.rows) if form is Format.table and at_terminal() else result.rows
    print_rows(result.columns, rows, form)


def _print_description(question: "Question", text: str, form: Format) -> None:
    parameters = [
        {key: getattr(p, key) for key in ("name", "kind", "meaning", "example", "default")} for p in question.parameters
    ]
    columns = [{"name": name, "meaning": meaning} for name, meaning in question.columns.items()]
    if form is Format.json:
        head = {"name": question.name, "question": question.question}
        print_json({**head, "parameters": parameters, "columns": columns})
    elif form is Format.csv:
        rows = [{"what": "parameter", **row} for row in parameters] + [{"what": "column", **row} for row in columns]
        print_rows(["what", "name", "kind", "meaning", "example", "default"], rows, form)
    else:
        echo(text)


@command
def cypher(
    statement: Annotated[
        str | None, typer.Argument(help="A statement that only reads; a prompt without it.", show_default=False)
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="K=V", help="A parameter, as text.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.001, help="How long a statement may run.")] = 60,
    rows: Annotated[int, typer.Option(min=1, help="How many rows a statement may return.")] = 100_000,
    form: FormatOption = Format.table,
) -> None:
    """Run your own Cypher, read-only: one statement, a prompt without it, or what comes through a pipe.

    The prompt keeps a history, completes labels, relationships and properties, and takes :param, :params, :help, :exit.
    A statement beyond a limit is refused, never answered in part.

    Example:  sanctionsgraph cypher "MATCH (e:Entity:RailStation) RETURN e.id, e.name ORDER BY e.id"
    """
    values = {key: text for key, _, text in (item.partition("=") for item in parameter or [])}
    from ..graph.read_limits import ReadLimits

    with opened(must_exist=True) as g:
        g.limits = ReadLimits(seconds, rows)
        if statement is None:
            from .shell import start

            start(g.graph, form, dict(values), g.limits)
            return
        result = g.cypher(statement, **values)
    print_rows(result.columns, result.rows, form)
    for note in result.notes:
        err(f"note: {note}")


@command
def trace(
    subject: Annotated[str, typer.Argument(help="Id or name of a place, event or person.", show_default=False)],
    as_of: AsOf = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="What became known between two days, and what it changed."),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="A screenful: the first lines of each part.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Show the chain behind an entity: what was seen, what is alleged, which measure forbids it, and who says so.

    JSON keys: {trace}.

    With --between: {trace_between}.

    CSV gives the claims.

    Example:  sanctionsgraph trace Tumangang --between 2023-10-06 2023-10-14
    """
    if between and as_of:
        raise typer.BadParameter("give --as-of or --between, not both")
    with opened(must_exist=True) as g:
        answer = g.trace(subject, between=between) if between else g.trace(subject, as_of=as_of)
    if brief and form is Format.table:
        echo(screenful(answer))
    else:
        print_answer(answer, form)


@command
def assess(
    subject: Annotated[
        str | None,
        typer.Argument(
            help="Id or name of an event, or of a place, ship or person in one; all without it.", show_default=False
        ),
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", "-m", metavar="M", help="Id or name of one measure; all without it.")
    ] = None,
    bearer: Annotated[
        str | None,
        typer.Option(metavar="STATE", help="The duties of one State alone, by id or name.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="Which element changed between two days, and because of which claims."),
    ] = None,
    untouched: Annotated[
        bool, typer.Option("--all", help="Also what does not touch: measures of an event, events of a measure.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Assess which measure an event may break, element by element, and who says so.

    The outcome is the weakest of: date, act, object, direction, nexus (the link to the State that has the duty), party,
    in-force, application, threshold, conditions; of the State for which it is strongest. It never says that a
    measure was broken. docs/assess.md has the table of outcomes, docs/evidence.md the rules.

    JSON keys: {assess}.

    With --between: {assess_between}.

    CSV gives a row for each element.

    Example:  sanctionsgraph assess Tumangang --measure un-dprk:arms-export --as-of 2023-10-06
    """
    if between and as_of:
        raise typer.BadParameter("give --as-of or --between, not both")
    if between and bearer:
        raise typer.BadParameter("give --bearer or --between, not both: ask with --as-of for each of the days")
    with opened(must_exist=True) as g:
        if between:
            print_answer(g.assess(subject, measure=measure, between=between), form)
            return
        answer = g.assess(subject, measure=measure, bearer=bearer, as_of=as_of, untouched=untouched)
    if subject is None and form is Format.table:
        columns = ["event", "measure", "outcome", "act", "object", "direction", "nexus", "in-force", "exemption"]
        rows = [
            {"event": each.event, "measure": each.measure, "outcome": each.outcome}
            | {str(element.element): element.status for element in each.elements}
            for each in answer.assessments
        ]
        print_rows(columns, rows, form)
    else:
        print_answer(answer, form)


@command
def paths(
    start: Annotated[str, typer.Argument(help="Id or name of one entity.", show_default=False)],
    end: Annotated[str, typer.Argument(help="Id or name of the other.", show_default=False)],
    as_of: AsOf = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was true on this day, as far as dates are stated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Number of chains.")] = 5,
    max_hops: Annotated[int, typer.Option(min=1, max=8, help="Maximum length of a chain, in steps.")] = 5,
    whole: Whole = False,
    form: FormatOption = Format.table,
) -> None:
    """Find the best explained chains of statements between two entities, each step with its citation.

    Chains do not pass through States without --whole, and rank lower through what has many connections. Each chain
    names its weakest step.

    JSON keys, of each in a list: {paths}.

    CSV gives a row for each step.

    Example:  sanctionsgraph paths "Kim Jong Un" "Tumangang Station" --as-of 2023-10-06
    """
    with opened(must_exist=True) as g:
        answer = g.paths(
            start, end, as_of=as_of, on=on, limit=limit, max_hops=max_hops, exclude_kinds=() if whole else None
        )
    if form is Format.json:
        print_json(answer.to_dict()["chains"])
    else:
        print_answer(answer, form)


@command
def traffic(
    subject: Annotated[str, typer.Argument(help="Id or name of a station, port or crossing.", show_default=False)],
    as_of: AsOf = None,
    form: FormatOption = Format.table,
) -> None:
    """Show counts at a place over time: what is comparable, the gaps, and the rank of the latest.

    JSON keys: {traffic}.

    Example:  sanctionsgraph traffic Tumangang --as-of 2024-07-01
    """
    with opened(must_exist=True) as g:
        print_answer(g.traffic(subject, as_of=as_of), form)


@command
def dossier(
    subject: Annotated[str, typer.Argument(help="Id or name of a place, event, ship or person.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write the page.")] = Path(
        "case.html"
    ),
    as_of: AsOf = None,
    form: FormatOption = Format.table,
) -> None:
    """Write the case file of an entity: one HTML page that opens offline, with summary, evidence, timeline and sources.

    The name ends in .html; in .md for its text as Markdown, in .docx for its text to edit (extra `docx`). For a PDF,
    print the page from a browser; the summary is its first page.

    JSON keys of the answer: file, bytes.

    Example:  sanctionsgraph dossier Tumangang -o case.html --as-of 2023-10-06
    """
    with opened(must_exist=True) as g:
        path = g.dossier(subject, out, as_of=as_of)
    print_rows(["file", "bytes"], [{"file": str(path), "bytes": path.stat().st_size}], form)
