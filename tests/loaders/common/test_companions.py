"""Files of one edition that are given together are read once, whatever their order."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from sanctionsgraph.loaders.registry import companions

from helpers.commands import run
from helpers.ofac_file import flat

OFAC = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
CONSOLIDATED = ("cons_prim.csv", "cons_alt.csv", "cons_add.csv")
PARTS = tuple(f"2024-1 UNLOCODE CodeListPart{n}.csv" for n in (1, 2, 3))


def put(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_text("", encoding="utf-8")
    return [str(folder / name) for name in names]


def together(source: str, paths: list[str]) -> dict[str, str]:
    return {Path(path).name: Path(main).name for path, main in companions(source, paths).items()}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_aliases_addresses_and_remarks_are_read_with_the_main_file(tmp_path: Path, order: tuple[int, ...]) -> None:
    paths = put(tmp_path, *OFAC)
    assert together("ofac", [paths[n] for n in order]) == dict.fromkeys(OFAC[1:], "sdn.csv")


def test_each_list_has_its_own_files(tmp_path: Path) -> None:
    expected = dict.fromkeys(OFAC[1:], "sdn.csv") | dict.fromkeys(CONSOLIDATED[1:], "cons_prim.csv")
    assert together("ofac", put(tmp_path, *OFAC, *CONSOLIDATED)) == expected


def test_a_file_of_another_edition_is_left_to_be_refused(tmp_path: Path) -> None:
    assert together("ofac", put(tmp_path, *OFAC[:3], "alt-2020.csv")) == dict.fromkeys(OFAC[1:3], "sdn.csv")
    assert together("ofac", put(tmp_path, "alt.csv", "add.csv")) == {}
    assert together("ofac", [str(tmp_path / "nowhere" / "sdn.csv"), str(tmp_path / "alt.csv")]) == {}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_a_release_of_places_is_read_once(tmp_path: Path, order: tuple[int, ...]) -> None:
    paths = put(tmp_path, *PARTS, "2024-1 SubdivisionCodes.csv")
    expected = dict.fromkeys((*PARTS[1:], "2024-1 SubdivisionCodes.csv"), PARTS[0])
    assert together("stations", [paths[n] for n in order]) == expected


def test_two_releases_are_two_readings(tmp_path: Path) -> None:
    paths = put(tmp_path, *PARTS[:2], "2024-2 UNLOCODE CodeListPart1.csv", "stations.csv")
    assert together("stations", paths) == {PARTS[1]: PARTS[0]}


def test_addresses_of_the_web_and_other_sources_are_left_alone(tmp_path: Path) -> None:
    assert companions("ofac", ["https://example.org/sdn.csv", "https://example.org/alt.csv"]) == {}
    assert companions("un-list", put(tmp_path, "a.xml", "b.xml")) == {}
    assert companions("unheard", ["a", "b"]) == {}


def test_the_command_loads_a_glob_once_and_ends_well(tmp_path: Path) -> None:
    paths = put(tmp_path, *OFAC[:3])
    flat(tmp_path)
    done = run("load", "ofac", *sorted(paths), "--edition", "2024-01-01", graph=tmp_path / "g.kgl")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("sdn.csv") == 1
    assert f"{tmp_path / 'alt.csv'}: read with sdn.csv" in done.stderr
