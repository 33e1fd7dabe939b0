"""The sources of a case for reference managers: CSL-JSON (citationstyles.org) and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...queries.results.citations import CitedSource

#: Signs that BibTeX reads, and how it writes them.
_TEX = {"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "{}$&%#_"}, "~": r"\~{}", "^": r"\^{}"}


def csl_json(sources: Iterable[CitedSource]) -> list[Mapping[str, Any]]:
    """Return sources as items of CSL-JSON, in the order of their numbers."""
    return [
        {
            "id": source.id,
            "type": "report" if source.id.startswith("report:") else "dataset",
            "title": source.title,
            **({"publisher": source.publisher} if source.publisher else {}),
            **({"issued": {"date-parts": [parts]}} if (parts := _date_parts(source.published)) else {}),
            **({"URL": source.url} if source.url else {}),
            "citation-number": str(source.n),
        }
        for source in sources
    ]


def bibtex(sources: Iterable[CitedSource]) -> str:
    """Return sources as BibTeX entries; the key is made of the source's id."""
    entries = []
    for source in sources:
        year, month, *_ = [*_date_parts(source.published), None, None]
        fields = {
            "title": source.title,
            "author": f"{{{_tex(source.publisher)}}}" if source.publisher else None,
            "year": str(year) if year else None,
            "month": str(month) if month else None,
            "url": source.url,
            "note": f"published {source.published}" if source.published else None,
        }
        lines = [
            f"  {name} = {{{value if name in ('author', 'url') else _tex(value)}}}"
            for name, value in fields.items()
            if value
        ]
        entries.append("@misc{" + re.sub(r"[^A-Za-z0-9:-]+", "-", source.id) + ",\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def _date_parts(day: str | None) -> list[int]:
    """Return year, month and day as far as a date states them."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", day or "")
    return [int(part) for part in match.groups() if part] if match else []


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
