"""Small files in the form of the UN Consolidated List."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path


def entry(body: str, reference: str = "KPi.901", name: str = "RI WON HO", tag: str = "INDIVIDUAL") -> str:
    return (
        f"<{tag}><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2016-11-30</LISTED_ON>{body}</{tag}>"
    )


def write(path: Path, *entries: str, day: str = "2020-01-01") -> Path:
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">'
        f"<INDIVIDUALS>{''.join(entries)}</INDIVIDUALS></CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    return path


def cut(whole: Path, path: Path, keeps: Callable[[str], bool]) -> Path:
    """Write a real edition with those entries alone whose references are to be kept."""
    tree = ET.parse(whole)
    for group in tree.getroot():
        for record in list(group):
            if not keeps((record.findtext("REFERENCE_NUMBER") or "").strip()):
                group.remove(record)
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    return path
