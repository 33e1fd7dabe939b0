"""Small files in the form of the 1718 Designated Vessels List."""

from __future__ import annotations

from pathlib import Path

HEAD = (
    "<tr><td colspan='10'>1718 Designated Vessels List</td></tr>"
    "<tr><td rowspan='2'>#</td><td colspan='2' rowspan='2'>Vessel Name</td><td rowspan='2'>IMO number</td>"
    "<td rowspan='2'>Date of designation</td><td colspan='5'>Relevant sanctions measures</td></tr>"
    "<tr><td>M1</td><td>M2</td><td>M3</td><td>M4</td><td>M5</td></tr>"
)


def ship(
    name: str = "1: AN SAN 1", imo: str = "7303803", day: str = "30-Mar-18", marks: str = "na na Yes Yes na"
) -> str:
    cells = "".join(f"<td rowspan='2'>{mark}</td>" for mark in marks.split())
    return (
        f"<tr><td rowspan='2'>1</td><td colspan='2'>{name}</td><td rowspan='2'>{imo}</td>"
        f"<td rowspan='2'>{day}</td>{cells}</tr><tr><td>Other information</td><td>na</td></tr>"
    )


def page(*ships: str, day: str = "4 June 2020", head: str = HEAD) -> str:
    return f"<html><head><title>1718 List {day}</title></head><body><table>{head}{''.join(ships)}</table></body></html>"


def put(folder: Path, content: str | bytes, name: str = "list.html") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
