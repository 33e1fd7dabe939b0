"""Small files in the form of Archigos 4.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pandas = pytest.importorskip("pandas")


GOOD = {
    "obsid": ["A-1", "A-2"],
    "leadid": ["p1", "p2"],
    "ccode": [731, 2],
    "idacr": ["PRK", "USA"],
    "leader": ["Ann", "Bo"],
    "startdate": ["2001-01-01", "2002-01-01"],
    "enddate": ["2001-12-31", "2002-12-31"],
    "entry": ["Regular", "Irregular"],
    "exit": ["Regular", "Foreign"],
    "exitcode": ["Regular", "Regular"],
    "yrborn": [1950, -999],
}


def put(folder: Path, name: str = "a.dta", drop: str = "", **changed: list[Any]) -> Path:
    frame = pandas.DataFrame({column: values for column, values in {**GOOD, **changed}.items() if column != drop})
    frame.to_stata(
        folder / name, version=118, write_index=False, time_stamp=pandas.Timestamp("2016-02-29").to_pydatetime()
    )
    return folder / name
