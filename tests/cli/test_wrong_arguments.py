"""What callers from Python mistake: an error of ours shows what is meant, and what was given."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph import cli

from helpers.shipped import demo, shipped_file

WRONG: dict[str, tuple[Callable[[Any], object], str]] = {
    "subject": (lambda g: g.history(7), r"the name or id of an entity is a text, such as .*, not '7' \(int\)"),
    "no subject": (lambda g: g.neighbours(None), r"not 'None' \(NoneType\)"),
    "subjects": (lambda g: g.listed(["Angara"], on="2024-01-01"), r"\(list\)"),
    "year": (
        lambda g: g.traffic("Tumangang", as_of=2023),
        r"a day is a text, such as '2023-10-06', not '2023'",
    ),
    "month": (lambda g: g.assess(as_of="2023-13-01"), "there is no month 13"),
    "one day": (lambda g: g.trace("Tumangang", between="2023-10-06"), "between is two days, such as"),
    "three days": (lambda g: g.assess(between=("2023-10-06", "2023-10-07", "2023-10-08")), "between is two days"),
    "no name": (lambda g: g.screen(None), "a name to screen is a text, such as 'Ri Won Ho', not 'None'"),
    "names": (lambda g: g.screen(["Kim", 5]), r"not '5' \(int\)"),
    "words": (lambda g: g.find(9179842), "what to find is a text"),
    "statement": (lambda g: g.cypher(None), "a statement is a text, such as 'MATCH"),
    "compared": (lambda g: sg.compare_names("Kim", 5), "a name to compare is a text"),
    "edition": (lambda g: g.load("ofac", "none.csv", edition="x"), "not a date: 'x'"),
}


@pytest.fixture(scope="module")
def g() -> Iterator[sg.Workspace]:
    with sg.Workspace(demo()) as workspace:
        yield workspace


@pytest.mark.parametrize("mistake", WRONG)
def test_an_error_shows_what_is_meant(g: sg.Workspace, mistake: str) -> None:
    call, error = WRONG[mistake]
    with pytest.raises(sg.SanctionsGraphError, match=error):
        call(g)


def test_a_path_that_was_mistyped_opens_an_empty_graph_and_says_so(tmp_path: Path) -> None:
    with (
        sg.open(tmp_path / "sanction.kgl") as g,
        pytest.raises(sg.NotFound, match=r"sanction\.kgl holds none: fill it"),
    ):
        g.trace("Tumangang")


def test_a_closed_standard_input_is_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "argv", ["sanctionsgraph", "--graph", str(shipped_file()), "cypher"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0


def test_an_output_without_space_is_an_error_of_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "argv", ["sanctionsgraph", "--graph", str(shipped_file()), "trace", "Angara"])
    monkeypatch.setattr("sanctionsgraph.cli.output.echo", full)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, "no space is left" in capsys.readouterr().err) == (1, True)
