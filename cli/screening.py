"""The command that screens names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsOf, FormatOption, app, opened
from .output import Format, err, print_json, print_rows

if TYPE_CHECKING:
    from ..queries.screening.screen import ScreenedName


@app.command()
def screen(
    name: Annotated[list[str] | None, typer.Argument(help="Names, in any script.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="CSV", help="A file with a column name, and if known schema, country, …"),
    ] = None,
    schema: Annotated[str | None, typer.Option(help="Person, Company, Vessel, Port … Default: all but places.")] = None,
    country: Annotated[str | None, typer.Option(help="A State, by name or code.")] = None,
    birth_date: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    number: Annotated[str | None, typer.Option(help="Number of a paper or ship.")] = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits for each name.")] = 10,
    alerts: Annotated[bool, typer.Option("--alerts", help="Only hits that a person should look at.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """Screen names against the graph: who may be meant, how well each fits, and why.

    A hit is no finding that two are one. JSON keys: a list of asked, schema, country, birth_date, number, hits; a hit
    has rank, score, alert, id, kind, name, matched, lists, why, parts (what, left, right, points). Columns of --file:
    name, schema, country, birth_date, number; an option stands in for what a row leaves empty.

    Example:  sanctionsgraph screen "Kim Yong Chol" 김영철 --schema Person --birth-date 1946
    """
    from ..queries.screening.compare import compare_names
    from ..queries.screening.screen import COLUMNS, ScreenedName, hit_rows, question_of, screened, with_lists
    from ..schema.dates import day

    default = ScreenedName("", schema, country, birth_date, number)
    given: list[str | dict[str, Any]] = [*(name or []), *(_read(file) if file else [])]
    if not given and number:
        given = [""]
    if not given:
        raise typer.BadParameter("give a name, --file or --number")
    questions = [question_of(one, default) for one in given]
    known = day(as_of) if as_of else None
    least = {"least": compare_names.threshold} if alerts else {}
    with opened(must_exist=True) as graph:
        with _progress(len(questions)) as progress:
            answers = list(screened(graph, questions, known, limit, progress=progress, **least))
        found = [(question, hit_rows(question, hits)) for question, hits in answers]
        rows = [row for _, hits in found for row in hits]
        with_lists(graph, rows, known)
    if form is Format.json:
        print_json([_as_dict(question, hits) for question, hits in found])
        return
    columns = [column for column in COLUMNS if column != "parts"]
    if form is Format.table:
        rows = [{**row, "score": f"{row['score']:.2f}", "alert": "alert" if row["alert"] else ""} for row in rows]
    print_rows(columns, rows, form)
    alerted = sum(any(row["alert"] for row in hits) for _, hits in found)
    err(f"{len(found)} names, {alerted} with an alert (score {compare_names.threshold:.2f} or more)")


def _as_dict(question: ScreenedName, hits: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "asked": question.name,
        "schema": question.schema,
        "country": question.country,
        "birth_date": question.birth_date,
        "number": question.number,
        "hits": [{key: value for key, value in hit.items() if key != "asked"} for hit in hits],
    }


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a csv of names. Raises InputError where it cannot be one."""
    import csv

    from ..queries.screening.screen import KNOWN
    from ..schema.errors import InputError

    columns = ("name", *KNOWN)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if "name" not in (reader.fieldnames or []):
                raise InputError(str(path), "no column `name`", f"The columns are {', '.join(columns)}.")
            for row in reader:
                if not (row["name"] or "").strip():
                    raise InputError(f"{path}:{reader.line_num}", "no name", "Fill it, or remove the line.")
                yield {key: (row.get(key) or "").strip() for key in columns}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(str(path), f"cannot be read ({problem})", "Give a CSV file in UTF-8.") from error


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error, at a terminal only."""
    if total < 2 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading the names of the graph") as status:
        yield lambda n: status.update(f"{n:,} of {total:,} names")
