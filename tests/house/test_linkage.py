"""The benchmark of linkage on files made up here: what it counts as an edge, a way and a link."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import open_graph

from helpers import un_file
from helpers.engines import ROOT
from helpers.ofac_file import flat

sys.path.insert(0, str(ROOT / "benchmarks"))
import linkage

NULLS = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- "


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Five entries of one list, of which two are linked and one has a name that nobody bears; two of another."""
    flat(
        tmp_path / "ofac",
        [
            f'1,"ALFA HOLDING",-0- ,"TESTS",-0- ,{NULLS},-0- ',
            f'2,"BETA TRADING",-0- ,"TESTS",-0- ,{NULLS},"Linked To: ALFA HOLDING."',
            f'3,"GAMMA LINES",-0- ,"TESTS",-0- ,{NULLS},"Linked To: NOBODY AT ALL."',
            f'4,"PRIMEROV, Aleh",individual,"TESTS","President of the Republic of Belarus",{NULLS},"DOB 1950."',
            f'5,"DELTA",-0- ,"TESTS",-0- ,{NULLS},"Tax ID No. 12 (Belarus)."',
        ],
        [],
        ['5,1,"1 Street","Minsk","Belarus",-0- '],
    )
    (tmp_path / "un_list").mkdir()
    member = un_file.entry("<COMMENTS1>Member of the Test Front (XXe.001).</COMMENTS1>", "XXi.002", "ANN MEMBER")
    front = un_file.entry("", "XXe.001", "TEST FRONT", "ENTITY")
    un_file.write(tmp_path / "un_list" / "un.xml", member, front)
    (tmp_path / "leaders").mkdir()
    header = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year"
    row = "Q184,Belarus,Q1,President of Belarus,Q2,Aleh Primerov,1994,"
    (tmp_path / "leaders" / "leaders.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    return tmp_path


def test_the_figures_of_made_up_files(data: Path) -> None:
    graph = open_graph(":memory:")
    reports = linkage.load_all(graph, data, shipped=False)
    linkage.merge(graph, "2026-11-29", linkage.proposals(graph).proposals)
    now = linkage.linkage(graph, reports)
    assert (now.listed, now.listed_joined) == (7, 5)
    assert (now.stating, now.stating_joined) == (5, 4)
    assert (now.links_stated, now.links_resolved) == (3, 2)
    assert (now.leaders, now.leaders_listed) == (1, 1)
    assert (now.listed_to_event, now.listed_to_leader) == (0, 1)
    assert linkage.missed(now) == [
        "500 listed things have a way to an event",
        "95 % of the stated links lead to one entry",
    ]
    assert "| listed entities | 14,590 | 7 |" in linkage.page(now)
