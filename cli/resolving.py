"""The command that decides which entities are one: it proposes, explains, records, lists, and takes back."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .app import FormatOption, command, opened
from .output import Format, counted, err, print_answer, print_json, print_rows, width

if TYPE_CHECKING:
    from ..graph.identity.links import Decision
    from ..queries.identity.desk import IdentityDesk
    from ..queries.identity.proposals import Proposal, Proposals

_ANSWERS = {"y": "same", "n": "different", "?": "undecided"}


@command
def resolve(
    subject: Annotated[str | None, typer.Argument(help="Id or name of an entity; all entities without it.")] = None,
    explain: Annotated[
        tuple[str, str] | None, typer.Option("--explain", metavar="A B", help="Two entities side by side.")
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask about each proposal: one key each, y, n, ?, s to skip, q to quit.")
    ] = False,
    auto: Annotated[bool, typer.Option("--auto", help="Join the pairs that meet the rules of --rules.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --auto: show what it would join, and record nothing.")
    ] = False,
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
    decided_on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the decision; else today.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Number of proposals at most.")] = 50,
    form: FormatOption = Format.table,
) -> None:
    """Find records of one person, body or ship under several ids, and decide on them.

    Without an option it proposes pairs, with what agrees and what contradicts, the best supported first. Only a
    decision joins two entities; it is recorded with who, when and why, and can be undone, which restores the graph.
    Pairs that were decided to be different are not proposed again.

    JSON keys of a proposal: {proposal}.

    Of a decision: {decision}.

    Example:  sanctionsgraph resolve "Kim Yong Chol"
    """
    chosen = [explain, ask, auto, file, decide, undo, list_, rules]
    if sum(map(bool, chosen)) > 1:
        raise typer.BadParameter("give one of --explain, --ask, --auto, --from, --decide, --undo, --list, --rules")
    if rules:
        _rules(form)
        return
    with opened(must_exist=True) as g:
        desk, decider = g.identity, _Decider(by or user(), decided_on, reason)
        if list_:
            _print_decisions(desk.decisions(), form)
        elif undo:
            _print_decisions(desk.undo(*undo), form, "undone")
        elif explain:
            print_answer(desk.compare(*explain), form)
        elif decide:
            _decide(desk, decide, decider, form)
        elif file:
            _decide_all(desk, file, form)
        elif auto:
            _auto(desk, decided_on, dry_run, form)
        else:
            _propose(desk, subject, limit, decider if ask else None, form)


class _Decider(NamedTuple):
    """Who decides, on which day (None: today), and for what reason."""

    by: str
    on: str | None
    reason: str | None = None


def _decide(desk: "IdentityDesk", decision: tuple[str, str, str], decider: _Decider, form: Format) -> None:
    if not decider.reason:
        raise typer.BadParameter("a decision needs a --reason")
    a, b, judgement = decision
    _show_against(desk, [(a, b)] if judgement == "same" else [])
    made = desk.decide(a, b, judgement, reason=decider.reason, by=decider.by, decided_on=decider.on)
    _print_decisions([made], form, "recorded")


def _decide_all(desk: "IdentityDesk", file: Path, form: Format) -> None:
    from ..loaders.curated.decisions import read_decisions

    requests = read_decisions(file)
    _show_against(desk, [(request.a, request.b) for request in requests if request.verdict == "same"])
    _print_decisions(desk.record(requests), form, "recorded")


def _show_against(desk: "IdentityDesk", pairs: list[tuple[str, str]]) -> None:
    """Show what contradicts before entities are joined, also where somebody has decided."""
    for (a, b), features in desk.contradictions(pairs).items():
        for feature in features:
            err(f"note: {a} and {b}: against it, {feature.what}: {feature.says}")


def _auto(desk: "IdentityDesk", decided_on: str | None, dry_run: bool, form: Format) -> None:
    proposed = desk.proposals()
    if proposed.note:
        err(proposed.note)
    if dry_run:
        plan = desk.merge_plan(proposed)
        _print_proposals([*plan.joined, *plan.held], form)
        return
    merged = desk.merge(proposed, decided_on=decided_on)
    _print_decisions(merged.decisions, form, "recorded")
    for proposal in merged.held:
        err(f"held back: {proposal.a.id} and {proposal.b.id}, because of {proposal.held}")


def _propose(desk: "IdentityDesk", subject: str | None, limit: int, decider: _Decider | None, form: Format) -> None:
    proposed = desk.proposals(subject)
    if proposed.note:
        err(proposed.note)
    if decider:
        _print_decisions(_asked(desk, proposed.first(limit), decider), form, "recorded")
        return
    _print_proposals(proposed.first(limit), form)
    if len(proposed) > limit:
        err(f"{limit:,} of {counted(len(proposed), 'proposal')}; --limit shows more")


def _asked(desk: "IdentityDesk", proposed: "Proposals", decider: _Decider) -> "list[Decision]":
    """Return what a person decides on each proposal; each decision is recorded at once."""
    from ..schema.errors import SanctionsGraphError

    decisions: list[Decision] = []
    for n, proposal in enumerate(proposed, 1):
        err("")
        err(proposal.to_text(width()))
        answer, words = _answer(f"{n} of {len(proposed)}: the same? [y]es, [n]o, [?] undecided, [s]kip, [q]uit")
        if answer == "q":
            break
        if answer == "s":
            continue
        reason = words or decider.reason or proposal.reason
        try:
            judgement = _ANSWERS[answer]
            decision = desk.decide(*proposal.ids, judgement, reason=reason, by=decider.by, decided_on=decider.on)
            decisions.append(decision)
        except SanctionsGraphError as error:
            # An answer before this one may have joined one of the two already.
            err(f"not recorded: {error}")
    return decisions


def _answer(question: str) -> tuple[str, str]:
    """Return the key that was pressed, and the words of a reason: behind the key on a line, or asked for by `r`."""
    words = ""
    while True:
        try:
            key, more = _key(question)
            if key == "r":
                words = str(typer.prompt("reason", err=True)).strip()
                continue
        except (typer.Abort, EOFError, KeyboardInterrupt):
            return "q", ""
        if key in {*_ANSWERS, "s", "q"}:
            return key, more or words
        err("answer y, n, ?, s or q; r gives a reason first")


def _key(question: str) -> tuple[str, str]:
    """Return one key of a terminal; of other input the first sign of a line, and the words behind it."""
    if sys.stdin.isatty():
        err(question)
        return typer.getchar().casefold(), ""
    line = str(typer.prompt(question, default="s", show_default=False, err=True)).strip()
    return line[:1].casefold(), line[1:].strip()


def _print_proposals(proposed: "Iterable[Proposal]", form: Format) -> None:
    from ..queries.identity.proposals import COLUMNS

    if form is Format.json:
        print_json([proposal.to_dict() for proposal in proposed])
    else:
        rows = [dict(proposal.row(whole=form is Format.csv)) for proposal in proposed]
        print_rows(COLUMNS, rows, form)


def _print_decisions(decisions: "Iterable[Decision]", form: Format, done: str = "") -> None:
    from ..queries.identity.proposals import Decisions

    decisions = tuple(decisions)
    if form is Format.json:
        print_json([decision.to_dict() for decision in decisions])
        return
    # The reason is long; a table at a terminal is for finding the decision.
    columns = [name for name in Decisions.columns if name != "reason" or form is Format.csv]
    print_rows(columns, Decisions(decisions).rows(), form)
    if done and decisions:
        err(f"{done}: {len(decisions)}")


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


def user() -> str:
    """Return the name of the user of this machine."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"
