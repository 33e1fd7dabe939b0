"""Under which licence a data set is: one table, data/licences.yaml, whose rows stand on the editions.

A licence that an edition states already, such as that of an event table's mapping, is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from ...schema.own_yaml import read_own_yaml
from ...schema.sources import Edition
from ..protocols import typed

LICENCES = Path(__file__).resolve().parents[2] / "data" / "licences.yaml"


@dataclass(frozen=True)
class DataLicence:
    """A row of the table: patterns of names of data sets, the licence, whom a copy must name, where the text is."""

    datasets: list[str]
    licence: str
    attribution: str
    url: str
    page: str
    checked: object


@cache
def data_licences() -> tuple[DataLicence, ...]:
    """Return the rows of the table, in order."""
    return tuple(typed(DataLicence, read_own_yaml(LICENCES)["licences"]))


def licence_of(dataset: str) -> DataLicence | None:
    """Return the licence of a data set; None where the table has none."""
    rows = (row for row in data_licences() if any(fnmatchcase(dataset, name) for name in row.datasets))
    return next(rows, None)


def licensed(edition: Edition) -> Edition:
    """Return an edition with the licence of its data set."""
    row = licence_of(edition.dataset)
    if edition.licence or row is None:
        return edition
    return edition.model_copy(update={"licence": row.licence, "attribution": row.attribution, "licenceUrl": row.url})
