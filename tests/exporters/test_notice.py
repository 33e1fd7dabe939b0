"""Licences of data sets: on each edition, in the NOTICE beside an export, and in the case file."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.dossier.terms import SourceTerms, terms_of
from sanctionsgraph.graph.editions.licences import LICENCES, data_licences, licence_of, licensed
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.results.citations import Citations
from sanctionsgraph.schema.errors import SanctionsGraphError
from sanctionsgraph.schema.sources import Edition

from helpers import ftm_file, un_file
from helpers.ofac_file import flat


def made(graph: sg.Graph, folder: Path) -> None:
    load(graph, "un-list", un_file.write(folder / "consolidated.xml", un_file.entry(""), day="2024-01-02"))
    load(graph, "ofac", flat(folder / "ofac"), "2024-02-03")
    people = [ftm_file.entity("ann", name="Ann Ardent")]
    load(graph, "ftm", ftm_file.write(folder / "some" / "entities.ftm.json", people), "some@2024-03-04")


def notice(graph: sg.Graph, out: Path, as_of: str | None = None) -> str:
    sg.Workspace(graph).export("notice", out, as_of=as_of)
    return out.read_text(encoding="utf-8")


def test_every_edition_bears_the_licence_of_its_row(graph: sg.Graph, tmp_path: Path) -> None:
    made(graph, tmp_path)
    rows = graph.read(
        "MATCH (e:Source:Edition) RETURN e.dataset AS dataset, e.licence AS licence, e.attribution AS who, "
        "e.licenceUrl AS url ORDER BY dataset"
    ).rows
    assert len(rows) == 3
    for row in rows:
        expected = licence_of(row["dataset"])
        assert expected is not None
        assert (row["licence"], row["who"], row["url"]) == (expected.licence, expected.attribution, expected.url)


def test_a_notice_names_each_data_set_of_the_day(graph: sg.Graph, tmp_path: Path) -> None:
    made(graph, tmp_path)
    text = notice(graph, tmp_path / "NOTICE.txt")
    assert text.startswith("NOTICE\n")
    assert "un: United Nations Security Council\n  licence: terms of use of the United Nations\n" in text
    assert "ofac-sdn: US Treasury" in text
    assert "CC BY-NC 4.0" in text
    earlier = notice(graph, tmp_path / "NOTICE.txt", "2024-02-01")
    assert "un: " in earlier
    assert "ofac-sdn" not in earlier


@pytest.mark.parametrize("form", ["trig", "ftm", "graphml", "ftm-statements"])
def test_the_notice_goes_with_an_export(graph: sg.Graph, tmp_path: Path, form: str) -> None:
    made(graph, tmp_path)
    out = tmp_path / "out"
    with sg.Workspace(graph) as g:
        g.export(form, out)
        first = (tmp_path / "out.NOTICE.txt").read_text(encoding="utf-8")
        g.export(form, out)
    assert "ofac-sdn: US Treasury" in first
    assert (tmp_path / "out.NOTICE.txt").read_text(encoding="utf-8") == first
    if form == "trig":
        assert "work of the US Government" in out.read_text(encoding="utf-8")


def test_it_replaces_no_file_that_is_not_one(graph: sg.Graph, tmp_path: Path) -> None:
    made(graph, tmp_path)
    (tmp_path / "out.NOTICE.txt").write_text("mine", encoding="utf-8")
    with sg.Workspace(graph) as g, pytest.raises(SanctionsGraphError, match="another kind"):
        g.export("graphml", tmp_path / "out")
    assert (tmp_path / "out.NOTICE.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out").exists()


def test_a_case_file_states_the_terms_of_what_it_cites(graph: sg.Graph, tmp_path: Path) -> None:
    made(graph, tmp_path)
    citations = Citations(graph)
    numbers = [citations.number(id_) for id_ in ("edition:un@2024-01-02", "edition:nowhere@2024-01-01")]
    expected = licence_of("un")
    assert expected is not None
    assert terms_of(graph, citations.sources()) == (
        SourceTerms(numbers[0], expected.licence, expected.attribution, expected.url),
    )


def test_a_licence_that_is_stated_is_kept() -> None:
    edition = Edition(id="edition:un@2024-01-01", name="-", dataset="un", date="2024-01-01", licence="mine")
    assert licensed(edition) == edition
    unknown = edition.model_copy(update={"dataset": "nobodys", "licence": None})
    assert licensed(unknown) == unknown


def test_each_row_of_the_table_has_its_terms_and_where_they_were_read() -> None:
    for row in yaml.load(LICENCES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["licences"]:
        assert set(row) == {"datasets", "licence", "attribution", "url", "page", "checked"}
        assert row["url"].startswith("https://")
        assert row["page"].startswith("https://")
    patterns = [pattern for row in data_licences() for pattern in row.datasets]
    for number, pattern in enumerate(patterns):
        name = pattern.replace("*", "x")
        assert not any(fnmatchcase(name, other) for other in patterns[:number]), f"{pattern} is never reached"
