"""Small files in the form of the EU regulations' tables."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

COLUMNS = re.split(
    r", *",
    "recordId, programKey, annex, measure, startDate, reason, schema, name, alias, weakAlias, previousName, "
    "country, nationality, jurisdiction, birthDate, birthPlace, position, passportNumber, gender, appearance, "
    "ethnicity, fatherName, motherName, incorporationDate, legalForm, sector, registrationNumber, taxNumber, "
    "idNumber, innCode, ogrnCode, kppCode, okpoCode, leiCode, swiftBic, ticker, imoNumber, mmsi, flag, address, "
    "phone, email, website, notes",
)


ANGARA = {
    "celex": "32014R0833",
    "recordId": "1",
    "programKey": "EU-RUS",
    "annex": "XLII",
    "measure": "Transportation restrictions",
    "startDate": "25.6.2024",
    "schema": "Vessel",
    "name": "Angara",
    "imoNumber": "9179842",
}


MARIA = {**ANGARA, "recordId": "2", "name": "Maria", "imoNumber": "8517839"}


AVAX = {
    "amendedCelex": "32016R0044",
    "amendmentCelex": "32026R1941",
    "recordId": "1",
    "programKey": "EU-LBY",
    "annex": "V",
    "measure": "Transportation restrictions",
    "startDate": "2026-08-07",
    "schema": "Vessel",
    "name": "AVAX",
    "imoNumber": "9058713",
    "flag": "Cameroon",
}


def text(*rows: dict[str, str]) -> str:
    first = ["amendedCelex", "amendmentCelex"] if rows and "amendmentCelex" in rows[0] else ["celex"]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*first, *COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def put(folder: Path, content: str | bytes, name: str = "eu.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
