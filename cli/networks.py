"""Commands on entities joined directly: projections, brokers, communities, exposure."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import Annotated

import typer

from .app import AsOf, FormatOption, Whole, command, opened
from .output import Format, err, print_answer, print_rows

On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Only what was true on this day, as far as dates are stated.")
]


@command
def project(
    as_of: AsOf = None,
    on: On = None,
    graphml: Annotated[
        Path | None, typer.Option("--graphml", metavar="FILE", help="Write it to a GraphML file.", dir_okay=False)
    ] = None,
    draw: Annotated[
        Path | None, typer.Option("--draw", metavar="FILE", help="Write a drawing that opens offline.", dir_okay=False)
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Make direct edges between entities, as of a day: one for each relation, with the ids of its statements.

    Without --graphml and --draw it prints the edges. JSON keys: {project}.

    Example:  sanctionsgraph project --as-of 2023-10-06 --graphml case.graphml
    """
    with opened(must_exist=True) as g:
        projection = g.project(as_of=as_of, on=on)
        if graphml:
            err(f"{projection.to_graphml(graphml)}: {len(projection.things):,} entities, {len(projection):,} relations")
        if draw:
            from ..dossier.picture import draw as picture

            shown = picture(projection)
            err(f"{shown.write(draw)}: {shown.title}")
        if not (graphml or draw):
            rows = [
                {**vars(edge), "statements": list(edge.statements), "stances": list(edge.stances)}
                for edge in projection.relations
            ]
            columns = ["start", "relation", "end", "leaves", "arrives", "since", "stances", "statements"]
            print_rows(columns, rows, form)


@command
def neighbours(
    subject: Annotated[str, typer.Argument(help="Id or name of an entity.", show_default=False)],
    as_of: AsOf = None,
    on: On = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Number of entities at most.")] = 100,
    form: FormatOption = Format.table,
) -> None:
    """Show what statements link directly with an entity, the firmest first, each with its source.

    What is denied, doubted or declined links nothing.

    JSON keys: {neighbours}.

    Example:  sanctionsgraph neighbours Angara --as-of 2024-06-01
    """
    with opened(must_exist=True) as g:
        print_answer(g.neighbours(subject, as_of=as_of, on=on, limit=limit), form)


@command
def direct(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lay them anew, and keep them up from now on.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Remove them, and lay none until --rebuild.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Count the direct relationships between entities, such as FLAG and OWNS: a layer over the statements, for Cypher.

    Each bears the id of its statement, and each load keeps them up. docs/direct.md has their types.
    JSON keys: {direct}.

    Example:  sanctionsgraph direct
    """
    with opened(must_exist=True) as g:
        layer = g.direct(rebuild=rebuild, off=off)
    if not layer.current:
        err("they are switched off" if not layer.on else "they are not up to date: --rebuild lays them anew")
    rows = [{"type": type_, "relationships": n} for type_, n in layer.relationships.items()]
    print_rows(["type", "relationships"], rows, form)


@command
def route(
    start: Annotated[str, typer.Argument(help="Id or name of a station.", show_default=False)],
    end: Annotated[str, typer.Argument(help="Id or name of another.", show_default=False)],
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, max=20, help="Number of ways at most.")] = 3,
    out_of_use: Annotated[
        bool, typer.Option("--out-of-use", help="Also over links that are disused, abandoned or being built.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Find ways by rail between two places: the stations, lengths, breaks of gauge and borders on each.

    Links are what sources state, and what `load stations` works out along the tracks of a map.

    JSON keys: {route}.

    Example:  sanctionsgraph route "Tumangang Station" "Khasan Station" --as-of 2024-03-01
    """
    with opened(must_exist=True) as g:
        print_answer(g.route(start, end, as_of=as_of, limit=limit, out_of_use=out_of_use), form)


@command
def brokers(
    first: Annotated[str, typer.Argument(help="Id or name of an entity, such as a State.", show_default=False)],
    second: Annotated[str, typer.Argument(help="Id or name of the other.", show_default=False)],
    as_of: AsOf = None,
    on: On = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Number of rows at most.")] = 20,
    whole: Whole = False,
    form: FormatOption = Format.table,
) -> None:
    """Find what connects the networks of two entities: what most of the shortest ways between them run through.

    The network of an entity is what is joined to it directly. Without --whole, States and goods are not passed
    through. It measures what was reported, and proves nothing. JSON keys: {brokers}.

    Example:  sanctionsgraph brokers "North Korea" Russia --as-of 2024-03-01
    """
    with opened(must_exist=True) as g:
        excluded = () if whole else None
        answer = g.brokers(first, second, as_of=as_of, on=on, limit=limit, exclude_kinds=excluded, bare_places=whole)
    columns = answer.columns if form is not Format.table else ["share", "id", "name", "kind", "networks", "way"]
    print_rows(columns, answer.to_result().rows, form)


@command
def communities(
    as_of: AsOf = None,
    on: On = None,
    resolution: Annotated[float, typer.Option(min=0.01, max=100, help="Higher gives smaller communities.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Where the search starts; the same seed gives the same answer.")] = 0,
    whole: Whole = False,
    form: FormatOption = Format.table,
) -> None:
    """Find groups of entities that have more connections among themselves than with others.

    JSON keys: {communities}.

    Example:  sanctionsgraph communities --as-of 2024-03-01 --format csv
    """
    with opened(must_exist=True) as g:
        excluded = () if whole else None
        answer = g.communities(
            as_of=as_of, on=on, resolution=resolution, seed=seed, exclude_kinds=excluded, bare_places=whole
        )
    print_rows(answer.columns, answer.to_result().rows, form)


@command
def exposure(
    subject: Annotated[str, typer.Argument(help="Id or name of an entity.", show_default=False)],
    as_of: AsOf = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day asked about; else --as-of.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="ID", help="One rule; all without it.")] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="Your own rules, like data/exposure.yaml.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Ask whether an entity falls under a freeze through who owns or controls it, by the rule of each regime.

    JSON keys: {exposure}.

    Status: listed, met, suggested, unknown, not met. CSV gives a row for each step.

    Example:  sanctionsgraph exposure "M Leasing LLC" --on 2023-10-16
    """
    with opened(must_exist=True) as g:
        print_answer(g.exposure(subject, as_of=as_of, on=on, rule=rule, rules=rules), form)


@command
def exposed(
    dataset: Annotated[
        str | None, typer.Argument(help="A data set, as `info` names it. Default: the whole graph.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day asked about; else --as-of.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="ID", help="One rule; all without it.")] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="Your own rules, like data/exposure.yaml.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Find the unlisted entities of a data set that a freeze reaches through who owns or controls them, with the chain.

    Shown is what a rule is met for, or suggested, then what it is unknown for, with what is missing. JSON keys:
    {exposed}.

    Example:  sanctionsgraph exposed --on 2024-07-20
    """
    with opened(must_exist=True) as g:
        print_answer(g.exposed(dataset, as_of=as_of, on=on, rule=rule, rules=rules), form)
