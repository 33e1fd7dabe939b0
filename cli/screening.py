"""Commands that look names up: find and screen."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from .app import AsOf, Certificate, FormatOption, command, opened
from .certifying import write_certificate
from .output import Format, counted, err, print_answer, print_json, print_rows


@command
def find(
    words: Annotated[str, typer.Argument(help="Words, a part of a name, a number, an id.", show_default=False)],
    kind: Annotated[str | None, typer.Option(help="Vessel, Person, Place, Provision … Default: any.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Number of entities at most.")] = 20,
    form: FormatOption = Format.table,
) -> None:
    """Find entities by what you remember: words, parts of names, numbers, codes, paragraphs; slips of spelling too.

    Each says what it is and why it matched. The first search makes an index beside the graph file, which the next one
    reads. For names in other scripts, with scores, use `screen`. JSON keys: {find}.

    Example:  sanctionsgraph find "rajin port"
    """
    with opened(must_exist=True) as g:
        answer = g.find(words, kind=kind, limit=limit)
    if form is Format.table:
        print_answer(answer, form)
    else:
        print_rows(answer.columns, answer.to_result().rows, form)


@command
def screen(
    name: Annotated[list[str] | None, typer.Argument(help="Names, in any script.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="CSV", help="A file with a column name, and if known schema, country, …"),
    ] = None,
    schema: Annotated[str | None, typer.Option(help="Person, Company, Vessel, Port … Default: all but places.")] = None,
    country: Annotated[str | None, typer.Option(help="A State, by name or code.")] = None,
    birth_date: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    number: Annotated[str | None, typer.Option(help="Passport, ID or IMO number.")] = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits for each name.")] = 10,
    alerts: Annotated[bool, typer.Option("--alerts", help="Only hits that a person should look at.")] = False,
    certificate: Certificate = None,
    form: FormatOption = Format.table,
) -> None:
    """Look names up in the graph: who may be meant, how well each fits, and why.

    A hit does not mean that both are the same: a person has to check. JSON keys, of each name in a list: {screen}.

    Columns of --file:
    name, schema, country, birth_date, number; an option stands in for what a row leaves empty. A row that cannot be
    read is left out and named by its line, and so is a column that is not used.

    Example:  sanctionsgraph screen "Kim Yong Chol" 김영철 --schema Person --birth-date 1946
    """
    from ..graph.near_things import is_number
    from ..queries.screening.compare import compare_names
    from ..queries.screening.names_file import NameFile, read_names
    from ..queries.screening.questions import ScreenedName, question_of
    from ..queries.screening.screen import MIN_SCORE, SHOWN

    default = ScreenedName("", schema, country, birth_date, number)
    rows = read_names(file, default) if file else NameFile((), ())
    questions = [*(question_of(text, default) for text in name or []), *rows.questions]
    for row in rows.rejected:
        err(f"left out: {row}")
    if rows.unused:
        err(f"columns not used: {', '.join(rows.unused)}")
    if not questions and not number and not rows.rejected:
        raise typer.BadParameter("give a name, --file or --number")
    min_score = compare_names.threshold if alerts else MIN_SCORE
    asked = {"names": questions, "number": number, "as_of": as_of, "limit": limit, "min_score": min_score}
    with opened(must_exist=True) as g, _progress(len(questions)) as progress:
        write_certificate(g, certificate, "screen", asked)
        answer = g.screen(questions, number=number, as_of=as_of, limit=limit, min_score=min_score, progress=progress)
    if form is Format.json:
        print_json([name.to_dict() for name in answer.names])
        return
    print_rows(SHOWN, answer.shown() if form is Format.table else [dict(row) for row in answer.rows()], form)
    alerted = sum(any(hit.alert for hit in name.hits) for name in answer.names)
    if number and not questions and not rows.rejected:
        # Nothing was asked for but who bears the number.
        if not answer.hits:
            err(f"no record states the number {number!r}; load a list that does")
        return
    for text in (of_name.question.name for of_name in answer.names if not of_name.hits):
        if text.strip() and not any(character.isalnum() for character in text):
            err(f"{text!r} has no letter or digit: nothing was compared")
        elif is_number(text):
            err(f"{text!r} looks like a number: `screen --number {text!r}` shows what bears it")
    left_out = f"; {counted(len(rows.rejected), 'row')} left out" if rows.rejected else ""
    names = counted(len(answer.names), "name")
    err(f"{names}, {alerted} with an alert (score {compare_names.threshold:.2f} or more){left_out}")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error, at a terminal only."""
    if total < 2 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading the names of the graph") as status:
        yield lambda n: status.update(f"{n:,} of {total:,} names")
