"""Who led a State and an entry of a list with a title of high office there; one code of two places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.identity.resolve import merge_plan, proposals

from helpers import unlocode_file
from helpers.ofac_file import flat

HEADER = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year"


def listed(number: int, name: str, title: str, remarks: str = "-0- ") -> str:
    remarks = remarks if remarks == "-0- " else f'"{remarks}"'
    return f'{number},"{name}","individual","TESTS","{title}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{remarks}'


def joined(tmp_path: Path, leader: str, *entries: str) -> list[tuple[tuple[str, str], str | None]]:
    graph = open_graph(":memory:")
    csv = tmp_path / "leaders.csv"
    csv.write_text(f"{HEADER}\nQ184,Belarus,Q1,President of Belarus,Q2,{leader},1994,\n", encoding="utf-8")
    load(graph, "leaders", csv)
    load(graph, "ofac", flat(tmp_path, list(entries), [], []), "2020-01-01")
    return [(proposal.ids, proposal.rule) for proposal in merge_plan(graph, proposals(graph).proposals).joined]


PAIR = ("ofac:1", "wd:Q2")


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (listed(1, "PRIMEROV, Aleh", "President of the Republic of Belarus"), "government"),
        (listed(1, "PRIMEROV, Aleh", "Minister of Public Works", "DOB 1960; nationality Belarus."), "government"),
        (listed(1, "PRIMEROV, Aleh", "Former First Deputy Prime Minister", "POB Brest, Belarus."), "government"),
        (listed(1, "PRIMEROV, Aleh", "President of the Republic of Serbia", "nationality Belarus."), None),
        (listed(1, "PRIMEROV, Aleh", "Minister of Public Works"), None),
        (listed(1, "PRIMEROV, Aleh", "Director of a bank", "nationality Belarus."), None),
        (listed(1, "PRIMEROV, Alena", "Minister of Public Works", "nationality Belarus."), None),
        (listed(1, "PRIMEROV", "Minister of Public Works", "nationality Belarus."), None),
    ],
)
def test_a_leader_is_an_entry_only_by_name_title_and_state(tmp_path: Path, entry: str, rule: str | None) -> None:
    assert joined(tmp_path, "Aleh Primerov", entry) == ([(PAIR, rule)] if rule else [])


def test_a_namesake_on_the_list_leaves_it_to_a_person(tmp_path: Path) -> None:
    entries = (
        listed(1, "PRIMEROV, Aleh", "Minister of Works", "DOB 1950; nationality Belarus."),
        listed(2, "PRIMEROV, Aleh", "-0- ", "DOB 1980; nationality Belarus."),
    )
    assert joined(tmp_path, "Aleh Primerov", *entries) == []


@pytest.mark.parametrize(
    ("name", "code", "kind", "rule"),
    [
        ("Port of Najin", "RUAAA", "port", "code"),
        ("Port of Najin", "RUXXX", "port", None),
        ("Wonsan Terminal", "RUAAA", "port", None),
        ("Najin", "RUAAA", "settlement", None),
    ],
)
def test_one_code_joins_places_of_one_kind_whose_names_agree(
    tmp_path: Path, name: str, code: str, kind: str, rule: str | None
) -> None:
    graph = open_graph(":memory:")
    path = tmp_path / "places.json"
    place = {"id": "a", "name": name, "kind": kind, "country": "RU", "codes": {"UN/LOCODE": code}}
    path.write_text(json.dumps([place]), encoding="utf-8")
    load(graph, "stations", path, "2020-01-01")
    codes = tmp_path / "2020-1 UNLOCODE CodeListPart2.csv"
    codes.write_text(unlocode_file.ROW.format(code="AAA", name="Najin Port", date="0101"), encoding="utf-8")
    load(graph, "stations", codes)
    plan = merge_plan(graph, proposals(graph).proposals)
    assert [proposal.rule for proposal in plan.joined] == ([rule] if rule else [])
