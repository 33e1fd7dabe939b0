"""What every command has: `--graph` and `--out` at its end, and its place in a help that is grouped by task."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer import BadParameter
from typer._click.exceptions import ClickException
from typer.core import TyperCommand, TyperGroup, TyperOption

from . import output

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

#: Commands by task, each with what its line in the help says.
TASKS = {
    "Ask about a case": {
        "trace": "The chain behind a place, event or person, with sources",
        "assess": "Which measure an event may break, element by element",
        "listed": "Whether a person, body or ship was listed on a day",
        "history": "One entity through time: every version, every claim",
        "paths": "Chains of statements that connect two entities",
        "neighbours": "What is linked directly with an entity, and on whose word",
        "route": "Ways by rail: stations, lengths, gauges, borders",
        "traffic": "Counts at a station or port over time",
        "exposure": "Whether a freeze reaches an entity through its owners",
        "exposed": "Unlisted entities that a freeze reaches so",
        "dossier": "Write the case file: one page that opens offline",
        "note": "Note something on a case, or how far the work on it is",
        "notes": "The notes on a case, or on all",
    },
    "Names and lists": {
        "find": "Entities by words, parts of names, numbers, paragraphs",
        "screen": "Look names up, in any script, each score explained",
        "resolve": "Decide which records are one person, body or ship",
        "watch": "What changed for what you follow, since the last run",
        "changes": "What was added, amended and removed between two days",
    },
    "Make and load": {
        "init": "Make a graph with the shipped case",
        "fetch": "Download lists from their publishers",
        "load": "Load lists, reports, stations and other files",
        "new": "Begin a reports file of your own, in YAML or as a table",
        "link": "Link rows of event tables with what they name",
        "read": "Suggest claims from a report's text, to review",
        "forget": "Withdraw a report or list, or remove it for good",
        "info": "What the graph holds, and what was loaded",
    },
    "Your own questions": {
        "query": "Ask a question of the catalogue, or of your own folder",
        "cypher": "Run Cypher that only reads, or open a prompt",
        "project": "Direct edges between entities, for networks",
        "direct": "Relationships from entity to entity, for Cypher",
        "brokers": "What connects the networks of two entities",
        "communities": "Groups of entities with many connections",
    },
    "Move and compare graphs": {
        "export": "Write RDF, FollowTheMoney, GraphML or CSV files, or a portable case",
        "verify": "Check a graph, a backup or a portable case, and name what is wrong",
        "backup": "Write the whole graph to a file with checksums",
        "restore": "Bring a graph back from a backup, on either engine",
        "push": "Copy the graph to a Neo4j server or a file",
        "pull": "Copy a graph from a Neo4j server or a file",
        "diff": "Compare two graphs",
        "dump": "Write the graph as sorted JSON lines",
        "upgrade": "Bring an older graph to this version",
    },
    "Serve": {
        "serve": "An explorer in the browser, and the answers over HTTP",
        "mcp": "The answers as tools for a language model (MCP)",
    },
}
#: What other programs, and the methods of Python, call these commands.
_ELSEWHERE = {
    other: name
    for name, words in {
        "forget": "withdraw retract delete remove purge drop",
        "find": "search lookup get",
        "screen": "match check compare name names",
        "listed": "status sanctioned",
        "load": "import add ingest crawl",
        "fetch": "download update refresh",
        "query": "ask question questions catalogue catalog",
        "cypher": "shell sql run",
        "resolve": "merge dedupe decide xref",
        "new": "create template report",
        "dossier": "case page profile",
        "serve": "server web http explore explorer",
        "neighbours": "neighbors links",
        "info": "stats show",
        "exposure": "ownership owners",
        "init": "demo setup",
    }.items()
    for other in words.split()
}
_OVERWRITE = "Replace the file of --out, if it is of the same form."
GRAPH_HELP = "Graph file, or bolt:// or neo4j:// URI. Default: $SANCTIONSGRAPH_URI, then ./sanctions.kgl."
#: What the command line was told of the graph, before the command or after it.
chosen = {"graph": ""}


class Command(TyperCommand):
    """A command; its name of a graph wins over one before it. With `--out` its answer goes to a file."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        params = settings["params"]
        names = {param.name for param in params}
        options = [TyperOption(param_decls=["graph_file", "-g", "--graph"], metavar="URI", help=GRAPH_HELP)]
        if "form" in names and "out" not in names:
            help_ = f"Write the answer to a file, in the form of its suffix: {', '.join(output.SUFFIXES)}."
            options.append(TyperOption(param_decls=["out_file", "-o", "--out"], metavar="FILE", help=help_))
            options.append(TyperOption(param_decls=["overwrite", "--overwrite"], is_flag=True, help=_OVERWRITE))
        settings["params"] = [*params, *options]
        super().__init__(*arguments, **settings)

    def invoke(self, ctx: Context) -> Any:
        """Run the command on the graph, and write its answer where it was asked for."""
        _refuse_options_as_files(ctx)
        chosen["graph"] = ctx.params.pop("graph_file", None) or chosen["graph"]
        out, overwrite = ctx.params.pop("out_file", None), ctx.params.pop("overwrite", False)
        if out is None:
            return super().invoke(ctx)
        path = Path(out)
        ctx.params["form"] = output.form_of(path)
        with output.writing_to(path, overwrite):
            return super().invoke(ctx)


@contextmanager
def _hidden_logins() -> Iterator[None]:
    try:
        yield
    except ClickException as error:
        from ..graph.address import without_logins

        error.message = without_logins(error.message)
        raise


def _refuse_options_as_files(ctx: Context) -> None:
    """Raise BadParameter where a file or graph begins with `-`: the next option was taken for its name."""
    paths = [param.name or "" for param in ctx.command.params if param.type.name == "path"]
    files = {name: ctx.params.get(name) for name in paths}
    files |= {name: ctx.params.get(f"{name}_file") for name in ("graph", "out")}
    for name, value in ({"graph": chosen["graph"]} | {n: v for n, v in files.items() if v}).items():
        if str(value).startswith("-") and str(value) != "-":
            option = name.replace("_", "-").strip("-")
            raise BadParameter(f"--{option} needs a name before {value}; for a file of that name give ./{value}", ctx)


class TaskGroup(TyperGroup):
    """The commands, listed by task."""

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """Find the command; one that is called otherwise elsewhere is offered by its name here."""
        if args and args[0] not in self.commands and (name := _ELSEWHERE.get(args[0].casefold())):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {name!r}?")
        return super().resolve_command(ctx, args)

    def make_context(self, *arguments: Any, **extra: Any) -> Context:
        """Read the options before the command; an error does not repeat a login that was typed."""
        with _hidden_logins():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: Context) -> Any:
        """Run the command; an error of its options does not repeat a login that was typed."""
        with _hidden_logins():
            return super().invoke(ctx)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write a section of the help for each task."""
        others = dict.fromkeys(self.list_commands(ctx))
        for task, lines in {**TASKS, "Others": {}}.items():
            names = [name for name in lines or others if name in others]
            rows = [(name, lines.get(name) or self.commands[name].get_short_help_str(60)) for name in names]
            for name in names:
                del others[name]
            if rows:
                with formatter.section(task):
                    formatter.write_dl(rows)
