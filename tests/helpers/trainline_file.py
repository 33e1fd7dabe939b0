"""Small files in the form of Trainline's stations."""

from __future__ import annotations

from pathlib import Path

HEADER = "id;name;slug;uic;latitude;longitude;parent_station_id;country;sncf_id;same_as;info:en;info:ru\n"


ROW = "{id};{name};s;{uic};48.1;7.5;;FR;{sncf};;;\n"


GOOD = HEADER + ROW.format(id=1, name="Nancy", uic="8714100", sncf="FRNCY")


def put(folder: Path, content: str | bytes, name: str = "s-2016-11-29.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
