"""The command that decides which things are one: it proposes, explains, records, lists, and takes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import FormatOption, app, opened
from .output import Format, err, print_json, print_rows, width

if TYPE_CHECKING:
    from ..graph.identity.links import Decision
    from ..graph.store import Graph
    from ..queries.identity.proposals import Proposals

_DECIDED = ["decision", "a", "b", "verdict", "reason", "by", "decided", "rule"]
_ANSWERS = {"y": "same", "n": "different", "?": "undecided"}


@app.command()
def resolve(
    what: Annotated[str | None, typer.Argument(help="Id or name of a thing; all things without it.")] = None,
    explain: Annotated[
        tuple[str, str] | None, typer.Option("--explain", metavar="A B", help="Two things side by side.")
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask about each proposal: y, n, ?, s to skip, q to stop.")] = False,
    auto: Annotated[bool, typer.Option("--auto", help="Join what the rules of --rules join.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --auto: show it, and record nothing.")] = False,
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Record the decisions of a file, YAML or CSV.")
    ] = None,
    decide: Annotated[
        tuple[str, str, str] | None,
        typer.Option("--decide", metavar="A B VERDICT", help="Record one: same, different, undecided. Needs --reason."),
    ] = None,
    undo: Annotated[
        list[str] | None, typer.Option("--undo", metavar="DECISION", help="Take a decision back, by its id.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the decisions of this graph.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules by which --auto joins.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; else the user of this machine.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the decision; else today.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many proposals at most.")] = 50,
    form: FormatOption = Format.table,
) -> None:
    """Find records of one person, body or ship under several ids, and decide on them.

    Without an option it proposes: pairs with what agrees and what contradicts, the best supported first. Two things
    become one by a decision only, which is recorded with who, when and for what reason, and can be undone: the graph is
    then what it was. What was decided to be different is not proposed again.

    JSON keys of a proposal: a, b (id, kind, name), score, name, agrees, contradicts (what, says, a, b with text,
    statement, source), rule, held, decision. Of a decision: decision, verdict, a, b, reason, by, decided, rule,
    recorded.

    Example:  sanctionsgraph resolve "Kim Yong Chol"
    """
    chosen = [explain, ask, auto, file, decide, undo, list_, rules]
    if sum(map(bool, chosen)) > 1:
        raise typer.BadParameter("give one of --explain, --ask, --auto, --from, --decide, --undo, --list, --rules")
    if rules:
        _rules(form)
        return
    with opened(must_exist=True) as graph:
        if list_:
            from ..graph.identity.decisions import decisions

            _print_decisions(decisions(graph), form)
        elif undo:
            from ..graph.identity.decisions import undo as take_back

            _print_decisions(take_back(graph, *undo), form, "undone")
        elif explain:
            _explain(graph, *explain, form)
        elif file or decide:
            _record(graph, file, decide, by or _user(), on or _today(), reason, form)
        elif auto:
            _auto(graph, on or _today(), dry_run, form)
        else:
            _propose(graph, what, ask, by or _user(), on or _today(), limit, form)


def _explain(graph: Graph, a: str, b: str, form: Format) -> None:
    from ..queries.identity.proposals import Proposals
    from ..queries.identity.resolve import side_by_side

    proposal = side_by_side(graph, a, b)
    if form is Format.json:
        print_json(proposal.to_dict())
    elif form is Format.csv:
        _print_proposals(Proposals((proposal,)), form)
    else:
        typer.echo(proposal.to_text(width()))


def _record(
    graph: Graph,
    file: Path | None,
    one: tuple[str, str, str] | None,
    by: str,
    on: str,
    reason: str | None,
    form: Format,
) -> None:
    from ..graph.identity.decisions import decide, decide_all

    if one and not reason:
        raise typer.BadParameter("a decision needs a --reason")
    if one:
        a, b, verdict = one
        _show_against(graph, [(a, b)] if verdict == "same" else [])
        made = [decide(graph, a, b, verdict, by, on, reason or "")]
    elif file:
        from ..loaders.curated.decisions import read_decisions

        wanted = read_decisions(file)
        _show_against(graph, [(each.a, each.b) for each in wanted if each.verdict == "same"])
        made = decide_all(graph, wanted)
    _print_decisions(made, form, "recorded")


def _show_against(graph: Graph, pairs: list[tuple[str, str]]) -> None:
    """Show what contradicts before entities are joined, also where somebody has decided."""
    from ..queries.identity.resolve import contradictions

    for (a, b), features in contradictions(graph, pairs).items():
        for feature in features:
            err(f"note: {a} and {b}: against it, {feature.what}: {feature.says}")


def _auto(graph: Graph, on: str, dry_run: bool, form: Format) -> None:
    from ..queries.identity.proposals import Proposals
    from ..queries.identity.resolve import merge, merge_plan, proposals

    proposed = proposals(graph)
    if proposed.note:
        err(proposed.note)
    if dry_run:
        plan = merge_plan(graph, proposed)
        _print_proposals(Proposals((*plan.joined, *plan.held)), form)
        return
    merged = merge(graph, on, proposed.proposals)
    _print_decisions(list(merged.decisions), form, "recorded")
    for proposal in merged.held:
        err(f"held back: {proposal.a.id} and {proposal.b.id}, because of {proposal.held}")


def _propose(graph: Graph, what: str | None, ask: bool, by: str, on: str, limit: int, form: Format) -> None:
    from ..queries.identity.resolve import proposals

    proposed = proposals(graph, what)
    if proposed.note:
        err(proposed.note)
    if ask:
        _print_decisions(_asked(graph, proposed.first(limit), by, on), form, "recorded")
        return
    _print_proposals(proposed.first(limit), form)
    if len(proposed) > limit:
        err(f"{limit} of {len(proposed)} proposals; --limit shows more")


def _asked(graph: Graph, proposed: Proposals, by: str, on: str) -> list[Decision]:
    """Return what a person decides on each proposal; each decision is recorded at once."""
    from ..graph.identity.decisions import decide
    from ..schema.errors import SanctionsGraphError

    decisions: list[Decision] = []
    for n, proposal in enumerate(proposed, 1):
        err("")
        err(proposal.to_text(width()))
        answer = _answer(f"{n} of {len(proposed)}: the same? [y]es, [n]o, [?] undecided, [s]kip, [q]uit")
        if answer == "q":
            break
        if answer == "s":
            continue
        reason = typer.prompt("reason", default=proposal.reason, err=True)
        try:
            decisions.append(decide(graph, *proposal.ids, _ANSWERS[answer], by, on, reason))
        except SanctionsGraphError as error:
            # An answer before this one may have joined one of the two already.
            err(f"not recorded: {error}")
    return decisions


def _answer(question: str) -> str:
    while True:
        try:
            given = str(typer.prompt(question, default="s", show_default=False, err=True)).strip().casefold()[:1]
        except (typer.Abort, EOFError):
            return "q"
        if given in {*_ANSWERS, "s", "q"}:
            return given
        err("answer y, n, ?, s or q")


def _print_proposals(proposed: Proposals, form: Format) -> None:
    if form is Format.json:
        print_json([proposal.to_dict() for proposal in proposed])
    else:
        rows = [dict(proposal.row(whole=form is Format.csv)) for proposal in proposed]
        print_rows(list(proposed.columns), rows, form)


def _print_decisions(made: list[Decision], form: Format, done: str = "") -> None:
    if form is Format.json:
        print_json([one.to_dict() for one in made])
        return
    rows: list[dict[str, Any]] = [{**one.to_dict(), "b": ", ".join(one.others)} for one in made]
    # The reason is long; a table at a terminal is for finding the decision.
    print_rows([name for name in _DECIDED if name != "reason" or form is Format.csv], rows, form)
    if done and made:
        err(f"{done}: {len(made)}")


def _rules(form: Format) -> None:
    from ..queries.identity.merging import RULES

    rows = [
        {
            "rule": rule.name,
            "needs": sorted(rule.needs),
            "kinds": sorted(rule.kinds) or ["any"],
            "because": rule.because,
        }
        for rule in RULES
    ]
    print_rows(["rule", "needs", "kinds", "because"], rows, form)


def _today() -> str:
    return date.today().isoformat()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"
