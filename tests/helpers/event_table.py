"""Small event tables of our own, and mappings for them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

MAPPING = """
dataset: harbour-log
name: Log of a harbour
publisher: {id: "pub:harbour-office", name: Harbour Office, url: "https://harbour.test/"}
key: [no]
title: headline
text: remarks
date: {column: day, patterns: ["%d.%m.%Y"]}
kind:
  column: what
  values: {call: PortCall, cargo: Transfer, talks: Meeting, note: Event}
basis: {column: seen_by, values: {inspector: inspection}}
places: [{column: pier, separator: ";"}]
states: [{column: sender, role: from}, {column: receiver, role: to}]
people: [{column: guests, role: mentioned, separator: ";"}, {column: speakers, role: participant, separator: ";"}]
ships: [{column: ship, role: carrier}]
goods: [{column: load, ids: {coal: "goods:coal"}}]
amounts: [{column: tons, unit: tons}]
source: {url: link, publisher: paper, date: printed}
"""
COLUMNS = (
    *("no", "day", "what", "headline", "remarks", "seen_by", "pier", "sender", "receiver"),
    *("guests", "speakers", "ship", "load", "tons", "link", "paper", "printed"),
)


def row(**changed: str) -> dict[str, str]:
    made = {"no": "1", "day": "2021-03-04", "what": "cargo", "headline": "Coal was loaded", "pier": "Pier 3"}
    made |= {"sender": "North Korea", "receiver": "RU", "ship": "Blue Heron", "load": "coal", "tons": "1,200"}
    return dict.fromkeys(COLUMNS, "") | made | changed


def write_csv(folder: Path, *rows: dict[str, str], name: str = "log.csv") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json(folder: Path, rows: list[Any], name: str = "log.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def write_mapping(folder: Path, text: str = MAPPING, name: str = "mapping.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
