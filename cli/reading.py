"""The command that reads a report's file."""

# Without postponed annotations: typer would evaluate each of them from its text, at every start.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .app import FormatOption, command, opened
from .output import Format, echo, err, print_json, print_rows, visible, width

if TYPE_CHECKING:
    from ..api import Workspace
    from ..reading.review_session import ReviewSession
    from ..reading.suggestion import SuggestedClaims


#: What `read` does beside suggesting claims, by the word before the file.
STEPS = ("request", "answer", "review", "accept")


@command
def read(
    file: Annotated[
        list[Path], typer.Argument(help="Text, Markdown, HTML or PDF; or a step and its files.", show_default=False)
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was published; default: what the page says.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published it; default: what the page says.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="The address of the report.")] = None,
    ask: Annotated[
        str | None, typer.Option(metavar="COMMAND|URL", help="A model to ask: a command, or an OpenAI chat address.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="The model's name at that address.")] = None,
    form: FormatOption = Format.table,
) -> None:
    """Suggest claims from the text of a report, for a person to accept.

    Writes NAME.suggested.yaml beside each file, with a quote and its place for every claim, and NAME.review.html, a
    page to accept and reject them by keys. Rules make the suggestions: they read English wire news, and are weak. With
    --ask a model makes them, and each is checked against its quote first. Nothing is written to the graph, and `load`
    refuses such a file. Of several files, those that are the same text or near copies are named. JSON keys: {read}.

    `read request FILE` prints what a model would be asked, and `read answer FILE ANSWER` takes its answer from a file.
    `read review NAME.suggested.yaml` asks about each suggestion here, one key each, instead of on the page. `read
    accept NAME.suggested.yaml NAME.decisions.json` writes the accepted claims as NAME.yaml, for `load reports`.

    Example:  sanctionsgraph read story.txt --published 2023-10-06 --publisher Reuters
    """
    head = ReportHead(published, publisher, url)
    step = str(file[0]) if str(file[0]) in STEPS and not file[0].exists() else ""
    if step in ("accept", "review"):
        _accept(file[1:]) if step == "accept" else _review(file[1:])
        return
    with opened(must_exist=True) as g:
        if step == "request":
            _request(g, file[1:], head, form)
        elif step == "answer":
            _answer(g, file[1:], head, form)
        elif ask:
            for path in file:
                _ask(g, path, head, (ask, model), form)
        else:
            for path in file:
                _written(g.read(path, **head._asdict()), path, form)
    if not step and len(file) > 1:
        _copies(file)


class ReportHead(NamedTuple):
    """What the caller says of a report."""

    published: str | None
    publisher: str | None
    url: str | None


def _accept(files: list[Path]) -> None:
    from ..reading.decisions import accept, read_decisions

    if len(files) != 2:
        raise typer.BadParameter("give NAME.suggested.yaml and NAME.decisions.json")
    done = accept(files[0], read_decisions(files[1]))
    err(f"{done.path}: {done.accepted} accepted, {done.rejected} rejected, {done.open} not decided")


def _review(files: list[Path]) -> None:
    """Ask about each suggestion, and save after each decision: a review can be broken off and gone on with."""
    from ..reading.decisions import decisions_path, read_decisions, suggested_claims, write_decisions
    from ..reading.review import review_groups
    from ..reading.review_session import KEYS, ReviewSession

    if len(files) != 1:
        raise typer.BadParameter("give NAME.suggested.yaml")
    (suggested,) = files
    claims, path = suggested_claims(suggested), decisions_path(suggested)
    session = ReviewSession(list(review_groups(claims)), read_decisions(path) if path.exists() else ())
    keys = ", ".join(f"{key} {what}" for key, what in KEYS)
    err(keys)
    while session.card is not None:
        err(f"\n{visible(session.text(width()))}")
        key = _key()
        if key == "q":
            break
        if not _press(session, key):
            err(keys)
            continue
        write_decisions(path, suggested, session.decisions.values())
    accepted = sum(decision.accepted for decision in session.decisions.values())
    err(f"{path}: {accepted} accepted, {len(session.decisions) - accepted} rejected, {session.open} not decided")
    if not session.open:
        err(f"next: sanctionsgraph read accept {suggested} {path}")


def _press(session: "ReviewSession", key: str) -> bool:
    """Do what a key says; return whether it is one."""
    if key == "e":
        _change(session)
        return True
    actions = {
        "a": session.accept, "A": session.accept_sentence, "x": session.reject, "j": session.next, "k": session.back,
    }  # fmt: skip
    if key not in actions:
        return False
    actions[key]()
    return True


def _change(session: "ReviewSession") -> None:
    from ..schema.errors import ValueInvalid

    line = str(
        typer.prompt("what changes, as in `value: 70, qualifier: about`", default="", show_default=False, err=True)
    )
    try:
        session.change(line)
    except ValueInvalid as error:
        err(f"not changed: {error}")


def _key() -> str:
    """Return the key that was pressed at a terminal; of other input the first sign of a line, `q` at its end."""
    import sys

    try:
        return typer.getchar() if sys.stdin.isatty() else sys.stdin.readline()[:1].strip() or "q"
    except (typer.Abort, EOFError, KeyboardInterrupt):
        return "q"


def _request(g: "Workspace", files: list[Path], head: ReportHead, form: Format) -> None:
    from ..reading.propose import report_request
    from ..reading.request import as_text

    if len(files) != 1:
        raise typer.BadParameter("give the file of one report")
    request = report_request(g.graph, files[0], **head._asdict()).request
    if form is Format.json:
        print_json(request.to_dict())
    else:
        echo(as_text(request).rstrip())


def _answer(g: "Workspace", files: list[Path], head: ReportHead, form: Format) -> None:
    from ..reading.propose import answers_of, proposed, report_request

    if len(files) != 2:
        raise typer.BadParameter("give the file of a report, and the file of the answer")
    asked = report_request(g.graph, files[0], **head._asdict())
    _written(proposed(asked, answers_of(files[1]), str(files[1])), files[0], form)


def _ask(g: "Workspace", path: Path, head: ReportHead, target: tuple[str, str | None], form: Format) -> None:
    from ..reading.ask import asker
    from ..reading.propose import ask_all, proposed, report_request

    asked = report_request(g.graph, path, **head._asdict())
    sent = sum(len(prompt) for prompt in asked.request.prompts())
    err(f"sending {len(asked.request.chunks)} requests, {sent:,} characters of {path} among them, to {target[0]}")
    _written(proposed(asked, ask_all(asked, asker(*target))), path, form)


def _written(answer: "SuggestedClaims", path: Path, form: Format) -> None:
    """Show suggestions, and write their file and the page to review them."""
    from ..reading.offer import offer

    written = offer(answer, path)
    _shown(written.claims, form)
    err(f"{written.suggested}: {len(written.claims.suggestions)} suggested claims; review them in {written.review}")


def _copies(files: list[Path]) -> None:
    from ..reading.page import page
    from ..reading.suggest import copies

    for later, earlier, shared in copies([page(path) for path in files]):
        near = f"shares {shared:.0%} of the shorter text with"
        same = "the same text as" if later.sha256 == earlier.sha256 else near
        err(f"{later.file.name}: {same} {earlier.file.name}")


def _shown(answer: "SuggestedClaims", form: Format) -> None:
    if form is Format.json:
        print_json(answer.to_dict())
    elif form is Format.table:
        echo(str(answer))
    else:
        print_rows(answer.columns, answer.rows(), form)
