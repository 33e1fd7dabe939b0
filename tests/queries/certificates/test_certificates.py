"""Certificates of a search: they hold where the editions and the answer are the same, and name what differs."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.certificates.certificate import certify, read_certificate

from helpers import ftm_file
from helpers.commands import run

SHIP = ftm_file.entity("s1", "Vessel", name="Blue Star", imoNumber="9179842")


def load(graph: sg.Graph, folder: Path, *entities: object, edition: str = "2026-01-01") -> None:
    sg.Workspace(graph).load(
        "ftm", ftm_file.write(folder / edition / "entities.ftm.json", [*entities]), edition=edition
    )


def test_the_same_editions_give_the_same_answer_on_another_graph(graph: sg.Graph, tmp_path: Path) -> None:
    """Made on one graph, checked on another with the same files, on either engine."""
    load(graph, tmp_path, SHIP)
    made = {
        "screen": {"names": [{"name": "Blue Star", "schema": "Vessel"}], "limit": 3},
        "listed": {"subject": "Blue Star", "on": date(2026, 1, 5), "as_of": "2026-02-01"},
        "watch": {"list": {"watched": [], "shown": {}}},
    }
    with sg.open() as other:
        load(other.graph, tmp_path, SHIP)
        for command, parameters in made.items():
            file = tmp_path / f"{command}.json"
            certificate = certify(graph, file, command, parameters)
            assert certificate.answer is not None
            assert [edition.date for edition in certificate.editions] == ["2026-01-01"]
            checked = other.check_certificate(file)
            assert checked.verified, str(checked)
            assert "verified" in str(checked)


def test_what_differs_is_named(tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    with sg.open() as g:
        load(g.graph, tmp_path, SHIP)
        g.certify(file, "screen", {"names": ["Blue Star"], "as_of": "2026-03-01"})
        load(g.graph, tmp_path, SHIP, ftm_file.entity("s2", "Vessel", name="Blue Star II"), edition="2026-02-01")
        known = g.check_certificate(file)
        assert [one.place for one in known.differences if one.place.startswith("edition")]
        assert any(one.place.startswith("answered.names[0].hits") for one in known.differences)
        later = tmp_path / "later.json"
        g.certify(later, "screen", {"names": ["Blue Star"], "as_of": "2026-01-15"})
        assert g.check_certificate(later).verified, "an edition of a later day changes nothing that was known"
    with sg.open() as empty:
        checked = empty.check_certificate(file)
        assert not checked.verified
        assert "load it" in str(checked)


def test_a_watch_list_is_certified_with_what_it_had_shown(tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    with sg.open() as g:
        load(g.graph, tmp_path, SHIP)
        desk = g.watch(tmp_path / "watch.json")
        desk.add("Blue Star")
        desk.run()
        load(g.graph, tmp_path, {**SHIP, "properties": {"name": ["Blue Moon"]}}, edition="2026-02-01")
        certificate = g.certify(file, "watch", {"list": asdict(desk.watchlist)})
        assert json.loads(file.read_text())["answered"]["changed"]
        assert certificate.answer is not None
        report = desk.run()
        assert [one.what.id for one in report.changed] == [one["what"]["id"] for one in certificate.answered["changed"]]
        assert g.check_certificate(file).verified


def test_each_changed_byte_is_noticed(tmp_path: Path) -> None:
    file, changed = tmp_path / "certificate.json", tmp_path / "changed.json"
    with sg.open() as g:
        load(g.graph, tmp_path, SHIP)
        g.certify(file, "listed", {"subject": "Blue Star", "on": "2026-01-05"})
        raw, chance = file.read_bytes(), random.Random(5)
        for place in sorted(chance.sample(range(len(raw)), 120)):
            other = bytearray(raw)
            other[place] ^= 1 << chance.randrange(7)
            changed.write_bytes(other)
            try:
                assert not g.check_certificate(changed).verified, place
            except sg.SanctionsGraphError:
                continue


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"form": "sanctionsgraph search certificate 1"}', b"\xff\xfe{", b'{"a":' * 3000],
)
def test_what_is_no_certificate_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    file.write_bytes(content)
    with pytest.raises(sg.InputError, match="no search certificate"):
        read_certificate(file)


@pytest.mark.parametrize(
    ("command", "parameters", "words"),
    [
        ("trace", {"subject": "Angara"}, "no question with a certificate 'trace'"),
        ("listed", {"subject": "Angara", "day": "2024-01-01"}, "takes no 'day'"),
        ("listed", {"subject": "Angara"}, "cannot be asked so"),
        ("listed", {"subject": "Nobody", "on": "2024-01-01"}, "no entity of that name"),
        ("screen", {"names": ["x"], "as_of": "2024-02-30"}, "not a day"),
    ],
)
def test_a_question_that_cannot_be_is_refused_and_nothing_is_written(
    embedded_case: sg.Graph, command: str, parameters: dict[str, object], words: str, tmp_path: Path
) -> None:
    with pytest.raises(sg.SanctionsGraphError, match=words):
        certify(embedded_case, tmp_path / "certificate.json", command, parameters)
    assert not list(tmp_path.iterdir())


def test_the_commands_write_and_verify_one(tmp_path: Path) -> None:
    graph, file = tmp_path / "case.kgl", tmp_path / "certificate.json"
    with sg.open(graph) as g:
        load(g.graph, tmp_path, SHIP)
    assert run("screen", "Blue Star", "--certificate", str(file), graph=graph).returncode == 0
    done = run("verify", str(file), graph=graph)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "of the same 1 edition" in done.stdout
    file.write_text(file.read_text().replace("Blue", "Blew"))
    assert run("verify", str(file), graph=graph).returncode == 1
