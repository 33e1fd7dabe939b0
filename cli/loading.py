"""Commands that make a graph, load into it, and say what it holds."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import REJECTED, FormatOption, command, opened, progress_of
from .output import Format, counted, echo, err, print_accounts, print_json, print_rows

if TYPE_CHECKING:
    from ..graph.load_report import LoadReport


@command
def init(
    law: Annotated[
        bool, typer.Option("--law", help="Law, goods, places and States alone, for events of your own.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Make a graph with the shipped case: Tumangang, its sources, and the law.

    Example:  sanctionsgraph init
    """
    with opened() as g:
        accounts, graph = g.init(law=law), g.graph.uri
    if form is not Format.table:
        print_accounts(accounts, form)
        return
    counts = [
        counted(len(accounts), "file"),
        counted(sum(account.read for account in accounts), "record"),
        f"{sum(account.rejected for account in accounts):,} rejected",
    ]
    echo(f"{graph}: {', '.join(counts)}")


@command
def load(
    source: Annotated[
        str,
        typer.Argument(
            help="One of: un-list, un-vessels, ofac, eu, uk, ftm, reports …; all below.", show_default=False
        ),
    ],
    files: Annotated[
        list[str], typer.Argument(help="Files of that source, in any order, or web addresses.", show_default=False)
    ],
    edition: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of the file's publication, where the file does not say it."),
    ] = None,
    allow_shrink: Annotated[
        bool, typer.Option("--allow-shrink", help="Take a list that lacks more than a tenth of its last edition.")
    ] = False,
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", help="What the columns of an event table hold: a YAML file, or a shipped mapping."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only show what a load would do: its account, and what it would reject.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Load files of a source; each whole or not at all, then its account.

    Lists: un-list (XML), un-vessels (HTML, CSV), ofac (CSV, XML), eu (CSV, XML), uk (CSV, XML), ftm (JSON lines, CSV).

    Others: leaders (Wikidata CSV, Archigos .dta, YAML), events (trips and timeline JSON, YAML), event-table (any
    table of events, by a --mapping), stations (JSON, Trainline's CSV, a release of UN/LOCODE, an extract of
    OpenStreetMap); reports, law, listings, identities (YAML); rdf (what `export` wrote).

    docs/sources.md says where each is published.

    JSON keys: {load}.

    The account: read = written + unchanged + rejected. Rejected records go to a file beside the graph. With --check the
    files are loaded for trial, one after another, and nothing is kept.

    Example:  sanctionsgraph load un-list consolidated.xml
    """
    from ..loaders.curated.load_order import in_loading_order
    from ..loaders.registry import companions
    from ..schema.errors import SanctionsGraphError

    if check and mapping is not None:
        _print_loads(_checked(source, files, mapping, edition), form)
        return
    accounts: list[LoadReport] = []
    with opened(must_exist=check) as workspace, workspace.trial() if check else workspace as g:
        try:
            together = companions(source, files)
            for file in in_loading_order(source, files):
                if file in together:
                    err(f"{file}: read with {Path(together[file]).name}")
                    continue
                with progress_of(Path(file)) as progress:
                    report = g.load(
                        source, file, edition=edition, progress=progress, allow_shrink=allow_shrink, mapping=mapping
                    )
                    accounts.append(report)
        except SanctionsGraphError:
            if accounts:
                print_accounts(accounts, form)
            raise
    if check:
        accounts[-1].notes.append("checked only: nothing was written; this is the account that a load would give")
    _print_loads(accounts, form, shown=50 if check else 5)


def _checked(source: str, files: list[str], mapping: str, edition: str | None) -> "list[LoadReport]":
    """Read event tables without a graph."""
    from ..loaders.tables.load import check_table

    if source != "event-table":
        raise typer.BadParameter("a --mapping is for event tables")
    return [check_table(Path(file), mapping, edition) for file in files]


def _print_loads(accounts: "list[LoadReport]", form: Format, shown: int = 5) -> None:
    """Print reports of loads, and the first rejections of each. Raises typer.Exit where something was rejected."""
    print_accounts(accounts, form)
    rejected = [account for account in accounts if account.rejected]
    for account in rejected:
        for rejection in account.rejections[:shown]:
            err(f"rejected: {rejection.place}: {rejection.reason}")
        if account.rejected > shown:
            err(f"and {account.rejected - shown} more")
        if account.rejections_file:
            err(f"{counted(account.rejected, 'rejected record')}, with place and reason: {account.rejections_file}")
    if rejected:
        raise typer.Exit(REJECTED)


@command
def link(
    dataset: Annotated[
        str | None, typer.Argument(help="Data set of an event table. Default: all.", show_default=False)
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Link the rows of event tables with the places, States, people, ships and goods that their words name.

    `load event-table` does it by itself; do it again after loading what the rows may name. What was linked before is
    replaced. A name that several entities bear is not linked, but counted.

    JSON keys: {link}.

    Example:  sanctionsgraph link csis-timeline
    """
    with opened(must_exist=True) as g:
        report = g.link(dataset)
    if form is Format.json:
        print_json(report.to_dict())
    elif form is Format.table:
        echo(str(report))
    else:
        print_rows(list(report.to_dict()), [report.to_dict()], form)


@command
def info(form: FormatOption = Format.table) -> None:
    """Summarise the graph: counts, editions, and the log of loads.

    JSON keys: {info}.

    Example:  sanctionsgraph info --format json
    """
    with opened(must_exist=True) as g:
        summary = g.info()
    if form is Format.json:
        print_json(summary.to_dict())
        return
    rows: list[dict[str, object]] = [
        {"what": part, "name": name, "count": count}
        for part, counts in (("nodes", summary.nodes), ("relationships", summary.relationships))
        for name, count in counts.items()
    ]
    derived = "direct" if summary.direct.current else "direct (not up to date: run `direct --rebuild`)"
    rows += [{"what": derived, "name": name, "count": count} for name, count in summary.direct.relationships.items()]
    rows += [{"what": "edition", "name": edition.dataset, "count": edition.date} for edition in summary.editions]
    rows += [
        {"what": f"loaded {load.at[:19]}", "name": f"{load.source} {Path(load.file).name}", "count": load.read}
        for load in summary.loads
    ]
    print_rows(["what", "name", "count"], rows, form)


@command
def dump(
    digest: Annotated[bool, typer.Option("--digest", help="Only the SHA-256 of the dump.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Write the whole graph as sorted JSON lines; equal graphs have equal dumps on any engine.

    Example:  sanctionsgraph dump --digest
    """
    with opened(must_exist=True) as g:
        if digest:
            print_rows(["graph", "digest"], [{"graph": g.graph.uri, "digest": g.digest()}], form)
            return
        for line in g.dump():
            echo(line)
