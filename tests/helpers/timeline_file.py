"""Small files in the form of the DPRK-Russia timeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def row(**changed: Any) -> dict[str, Any]:
    made = {
        "id": 1,
        "year": 2023,
        "month": 9,
        "day": 12,
        "headline": "They met",
        "text": "",
        "source": "https://x.test/1",
    }
    return {key: value for key, value in {**made, "tag": "diplomatic", **changed}.items() if value is not ...}


def put(folder: Path, *rows: Any, name: str = "t.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path
