"""Dates of birth as lists write them, through each loader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load


@dataclass(frozen=True)
class BirthRow:
    """A birth as a graph has it."""

    name: str
    shown: str | None
    earliest: str | None
    latest: str | None
    precision: str | None
    note: str | None


_BIRTHS = (
    "MATCH (b:Birth) RETURN b.name AS name, b.birthDate AS shown, b.earliest AS earliest, b.latest AS latest, "
    "b.precision AS precision, b.note AS note ORDER BY name"
)


def births(source: str, path: Path, edition: str | None = None) -> list[BirthRow]:
    with open_graph(":memory:") as graph:
        report = load(graph, source, path, edition)
        assert report.rejected == 0, report.rejections
        return graph.read_as(BirthRow, _BIRTHS)


EU = "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,birthDate\n"


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("circa 1950", ("1950-01-01", "1950-12-31"), "circa"),
        ("between 1949 and 1951", ("1949-01-01", "1951-12-31"), None),
        ("2.3.1971 or 1972", ("1971-03-02", "1972-12-31"), None),
        ("(a) 1 Nov. 1961 (b) 1963", ("1961-11-01", "1963-12-31"), None),
        ("05/06/1971", ("1971-06-05", "1971-06-05"), None),
        ("2-Feb-55", ("1955-02-02", "1955-02-02"), None),
        ("2 Feb 55", ("1955-02-02", "1955-02-02"), None),
        ("2 Feb. '55", (None, None), None),
        ("2055", (None, None), None),
        ("2.2.2055", (None, None), None),
        ("2.2.55", ("1955-02-02", "1955-02-02"), None),
        ("31.2.1970", (None, None), None),
        ("unknown", (None, None), None),
    ],
)
def test_births_of_the_eu_in_words(
    tmp_path: Path, text: str, days: tuple[str | None, str | None], precision: str | None
) -> None:
    path = tmp_path / "eu.csv"
    path.write_text(f'{EU}32014R0269,1,EU-RUS,I,Asset freeze,17.3.2014,x,Person,Ann Example,"{text}"\n', "utf-8")
    (birth,) = births("eu", path)
    assert (birth.name, birth.earliest, birth.latest, birth.precision) == (text, *days, precision)


def un(path: Path, birth: str) -> Path:
    path.write_text(
        '<CONSOLIDATED_LIST dateGenerated="2025-03-04T10:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>'
        "<FIRST_NAME>ANN</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.901</REFERENCE_NUMBER>"
        f"<LISTED_ON>2017-06-02</LISTED_ON><INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
        "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1965</FROM_YEAR><TO_YEAR>1961</TO_YEAR>",
            BirthRow("1965/1961", None, None, None, "BETWEEN", "the list gives the later year first"),
        ),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1961</FROM_YEAR><TO_YEAR>1965</TO_YEAR>",
            BirthRow("1961/1965", "1961/1965", "1961-01-01", "1965-12-31", "BETWEEN", None),
        ),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1965-02-31</DATE>",
            BirthRow("1965-02-31", None, None, None, "EXACT", "not a date that can be read"),
        ),
        (
            "<NOTE>March 1958</NOTE>",
            BirthRow("March 1958", "1958-03", "1958-03-01", "1958-03-31", None, "March 1958"),
        ),
        ("<NOTE>In Mosul</NOTE>", BirthRow("In Mosul", None, None, None, None, "In Mosul")),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1958-03-04</DATE>",
            BirthRow("1958-03-04", "1958-03-04", "1958-03-04", "1958-03-04", "EXACT", None),
        ),
        (
            "<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR>",
            BirthRow("1958", "1958", "1958-01-01", "1958-12-31", "APPROXIMATELY", None),
        ),
    ],
)
def test_births_of_the_un(tmp_path: Path, fields: str, expected: BirthRow) -> None:
    assert births("un-list", un(tmp_path / "un.xml", fields)) == [expected]
