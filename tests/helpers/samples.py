"""Small made files in the published forms, under the names that the pages of docs give them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load

from helpers import (
    archigos_file,
    eu_file,
    ftm_file,
    ofac_file,
    timeline_file,
    trainline_file,
    uk_file,
    un_file,
    vessels_file,
)
from helpers.pages import ROOT, blocks

UNLOCODE = (
    ",KP,RJN,Rajin,Rajin,,1-------,AA,1901,,,\n",
    ",RU,KHS,Khasan,Khasan,,-2------,QQ,9207,,,\n",
    ",CN,HUC,Hunchun,Hunchun,22,--3-----,RL,9602,,,\n",
)


def readme(folder: Path) -> None:
    un_file.write(folder / "consolidated.xml", un_file.entry(""), day="2021-01-18")


def examples(folder: Path) -> None:
    """What the examples of the commands need."""
    readme(folder)
    shutil.copy(folder / "sanctions.kgl", folder / "other.kgl")
    story = "SEOUL, Oct. 6 (Reuters) - Forty rail cars stood at Tumangang Station on Thursday, Voice of America said.\n"
    (folder / "story.txt").write_text(story, encoding="utf-8")
    with open_graph(folder / "sanctions.kgl") as graph:
        load(graph, "events", timeline_file.put(folder, timeline_file.row()), edition="2026-02-28")


def un(folder: Path) -> None:
    un_file.write(folder / "consolidated-2026-02-27.xml", un_file.entry(""), day="2026-02-27")


def un_editions(folder: Path) -> None:
    """Small UN lists of two days in the graph, where the page speaks of the real ones."""
    with open_graph(folder / "sanctions.kgl") as graph:
        for day in ("2018-10-29", "2026-02-27"):
            load(graph, "un-list", un_file.write(folder / f"un-{day}.xml", un_file.entry(""), day=day))


def widgets(folder: Path) -> None:
    """The law of docs/data-files.md, and the last report there."""
    shown = {block.mark: block.text for block in blocks(ROOT / "docs" / "data-files.md") if block.kind == "example"}
    (folder / "law.yaml").write_text(shown["example: law"], encoding="utf-8")
    (folder / "widgets.yaml").write_text(shown["example: reports"], encoding="utf-8")


def questions(folder: Path) -> None:
    """The catalogue's files where a checkout has them."""
    shutil.copytree(ROOT / "queries" / "catalogue" / "cypher", folder / "queries" / "catalogue" / "cypher")


def archigos(folder: Path) -> None:
    archigos_file.put(folder, "Archigos_4.1_stata14.dta", startdate=["1990-01-01", "2002-01-01"])


def event_tables(folder: Path) -> None:
    """The shipped table where a checkout has it."""
    shutil.copytree(ROOT / "data" / "tables", folder / "data" / "tables")


def eu(folder: Path) -> None:
    eu_file.put(folder, eu_file.text(eu_file.ANGARA, eu_file.MARIA), "32014R0833.csv")
    eu_file.put(folder, eu_file.text({**eu_file.ANGARA, "celex": "32017R1509", "recordId": "7"}), "32017R1509.csv")
    eu_file.put(folder, eu_file.text(eu_file.AVAX), "32026R1941.csv")


def ftm(folder: Path) -> None:
    ann, bob = ftm_file.entity("p1", name="Ann", nationality="kp"), ftm_file.entity("p2", name="Bob")
    first, second = "20240527134702-zbn", "20240527194702-wnk"
    for place in ("eu_fsf", ".", f"sanctions/{first}"):
        ftm_file.write(folder / place / "entities.ftm.json", [ann, bob])
    ftm_file.write(folder / "sanctions" / second / "entities.delta.json", [ftm_file.op("DEL", {"id": "p2"})])
    versions = {version: f"https://example.org/{version}/entities.delta.json" for version in (first, second)}
    (folder / "sanctions" / "delta.json").write_text(json.dumps({"versions": versions}, indent=1), encoding="utf-8")


def ofac(folder: Path) -> None:
    ofac_file.xml(folder)
    ofac_file.flat(folder / "2019-01-16")
    ofac_file.xml(folder, name="consolidated.xml")


def trainline(folder: Path) -> None:
    for name in ("trainline_stations_2016-11-29.csv", "stations.csv"):
        trainline_file.put(folder, trainline_file.GOOD, name)


def uk(folder: Path) -> None:
    uk_file.put(folder, uk_file.text(*uk_file.ROWS), "UK-Sanctions-List-2026-02-13.csv")
    uk_file.put(folder, uk_file.old(uk_file.INDUSTRIES), "ConList-2026-01-27.csv")


def un_vessels(folder: Path) -> None:
    vessels_file.put(folder, vessels_file.page(vessels_file.ship()), "1718-vessels-2020-06-04.html")
    extract = "imo,names,dates_designated\n7303803,AN SAN 1,2018-03-30\n"
    vessels_file.put(folder, extract, "1718-vessels.csv")


def unlocode(folder: Path) -> None:
    parts = [f"2023-1 UNLOCODE CodeListPart{number}.csv" for number in (1, 2, 3)]
    (folder / "unlocode-2023-1").mkdir()
    for home in (folder, folder / "unlocode-2023-1"):
        for name, row in zip(parts, UNLOCODE, strict=True):
            (home / name).write_text(row, encoding="utf-8")


def editions(folder: Path) -> None:
    """The two made-up editions that docs/howto/lists.md shows."""
    for block in blocks(ROOT / "docs" / "howto" / "lists.md"):
        if block.kind == "file":
            (folder / block.mark.partition(": ")[2]).write_text(block.text, encoding="utf-8")


SAMPLES: dict[str, Callable[[Path], None]] = {
    "README.md": readme,
    "docs/assess.md": widgets,
    "docs/cli.md": examples,
    "docs/cypher.md": questions,
    "docs/howto/changes.md": editions,
    "docs/lists.md": un_editions,
    "docs/sources.md": un,
    "docs/sources/archigos.md": archigos,
    "docs/sources/eu.md": eu,
    "docs/sources/event-tables.md": event_tables,
    "docs/sources/ftm.md": ftm,
    "docs/sources/ofac.md": ofac,
    "docs/sources/trainline.md": trainline,
    "docs/sources/uk.md": uk,
    "docs/sources/un-vessels.md": un_vessels,
    "docs/sources/unlocode.md": unlocode,
}
