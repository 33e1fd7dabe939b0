"""A portable case: made on one engine, checked on another, each changed byte named, with no more than it needs."""

from __future__ import annotations

import functools
import json
import random
import zipfile
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.portable import verification, verify, write
from sanctionsgraph.dossier.portable.archive import packed, unpacked
from sanctionsgraph.dossier.portable.citations import bibtex, csl_json
from sanctionsgraph.dossier.portable.crate import METADATA
from sanctionsgraph.queries.results.citations import CitedSource

from helpers import ftm_file
from helpers.commands import run
from helpers.shipped import demo, demo_file

SUBJECTS = (("Tumangang", "2023-10-06"), ("Angara", None), ("Kim Jong Un", "2024-06-01"))


@pytest.fixture(scope="module")
def path(embedded_case: sg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(embedded_case, "Angara", tmp_path_factory.mktemp("portable") / "case.zip", as_of="2024-06-01")


@pytest.mark.parametrize(("subject", "as_of"), SUBJECTS)
def test_a_case_is_the_same_from_either_engine_and_verifies(
    case: sg.Graph, embedded_case: sg.Graph, subject: str, as_of: str | None, tmp_path: Path
) -> None:
    made = write(case, subject, tmp_path / "case.zip", as_of=as_of)
    assert made.read_bytes() == write(embedded_case, subject, tmp_path / "other.zip", as_of=as_of).read_bytes()
    checked = verify(made)
    assert checked.verified, str(checked)
    assert checked.as_of == as_of


def test_it_is_worked_out_again_on_either_engine(graph: sg.Graph, path: Path) -> None:
    with graph as target:
        checked = verify(path, target)
        assert checked.verified, str(checked)
        assert target.entity("sg:angara").name == "Angara"


def test_it_is_a_crate_that_names_its_files_and_sources(path: Path) -> None:
    files, _ = unpacked(path)
    graph = {node["@id"]: node for node in json.loads(files[METADATA])["@graph"]}
    assert graph[METADATA]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    parts = [part["@id"] for part in graph["./"]["hasPart"]]
    assert parts == [name for name in files if name != METADATA]
    assert all(len(graph[name]["sha256"]) == 64 for name in parts)
    assert all(graph[cited["@id"]]["name"] for cited in graph["./"]["citation"])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def test_each_changed_byte_is_noticed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What comes out of the same graph is the same each time: it is worked out once.
    monkeypatch.setattr(verification, "_remade", functools.cache(verification._remade))
    raw, chance, changed = path.read_bytes(), random.Random(11), tmp_path / "changed.zip"
    small = [*range(200), *range(len(raw) - 400, len(raw))]
    for place in (*chance.sample(small, 400), *(chance.randrange(len(raw)) for _ in range(600))):
        other = bytearray(raw)
        other[place] ^= 1 << chance.randrange(8)
        changed.write_bytes(other)
        try:
            checked = verify(changed)
        except sg.InputError:
            continue
        assert not checked.verified, place
        named = [difference.byte for difference in checked.differences]
        whole = [difference.place.partition(" ")[0] for difference in checked.differences]
        assert place in named or {"graph.jsonl", "case.json", METADATA, "the"}.intersection(whole), (
            place,
            str(checked),
        )


def test_a_byte_of_the_page_is_named(path: Path, tmp_path: Path) -> None:
    raw = path.read_bytes()
    place = raw.index(b"<h1") + 2000
    changed = tmp_path / "changed.zip"
    changed.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
    assert [(one.place, one.byte) for one in verify(changed).differences] == [("case.html", place)]


def test_an_outcome_that_was_changed_with_its_digests_is_named(path: Path, tmp_path: Path) -> None:
    """Whoever changes the data and all digests cannot change what comes out of the graph."""
    files, _ = unpacked(path)
    data = json.loads(files["case.json"])
    data["what"]["name"] = "Another ship"
    files["case.json"] = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
    changed = tmp_path / "changed.zip"
    changed.write_bytes(packed(files))
    checked = verify(changed)
    assert not checked.verified
    assert [one.place for one in checked.differences] == ["case.json what.name"]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"<html>", "not a zip".encode("utf-16")])
def test_what_is_no_portable_case_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    file.write_bytes(content)
    with pytest.raises(sg.InputError, match="not a portable case"):
        verify(file)
    assert run("verify", str(file)).returncode == 1


def test_other_archives_are_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 100)
    with pytest.raises(sg.InputError, match="compressed"):
        verify(other)
    files, _ = unpacked(path)
    other.write_bytes(packed({name: files[name] for name in files if name != "graph.jsonl"}))
    with pytest.raises(sg.InputError, match=r"lacks graph\.jsonl"):
        verify(other)
    with pytest.raises(sg.InputError, match="No such file"):
        verify(tmp_path / "none.zip")


def test_only_what_the_case_needs_goes_along(path: Path, embedded_case: sg.Graph, tmp_path: Path) -> None:
    with sg.Workspace(demo()) as g:
        many = [ftm_file.entity(f"c{n}", "Company", name=f"Unrelated Trading {n}") for n in range(300)]
        g.load("ftm", ftm_file.write(tmp_path / "many" / "entities.ftm.json", many))
        made = write(g.graph, "Angara", tmp_path / "case.zip", as_of="2024-06-01")
    assert b"Unrelated Trading" not in made.read_bytes()
    assert verify(made).verified


def test_the_command_writes_and_verifies(tmp_path: Path) -> None:
    graph, case = tmp_path / "case.kgl", tmp_path / "case.zip"
    demo_file(graph)
    assert run("export", "Rajin Port", "--for", "case", "-o", str(case), graph=graph).returncode == 0
    done = run("verify", str(case))
    assert done.returncode == 0
    assert "verified: every byte" in done.stdout
    assert "both" in run("export", "--for", "case", "-o", str(case), graph=graph).stderr
    assert (
        "ends in .zip"
        in run("export", "Rajin Port", "--for", "case", "-o", str(tmp_path / "x.txt"), graph=graph).stderr
    )


def test_sources_for_reference_managers() -> None:
    sources = [
        CitedSource(
            1, "report:a", "50 % of {it} & more_\\", "A. Publisher", "2023-10-06", "https://example.org/a_b", None
        ),
        CitedSource(2, "edition:un@2024", "A list", None, None, None, None),
    ]
    first, second = csl_json(sources)
    assert first["issued"] == {"date-parts": [[2023, 10, 6]]}
    assert first["URL"] == "https://example.org/a_b"
    assert "issued" not in second
    assert "publisher" not in second
    text = bibtex(sources)
    assert "title = {50 \\% of \\{it\\} \\& more\\_\\textbackslash{}}" in text
    assert "month = {10}" in text
    assert text.count("@misc{") == 2
