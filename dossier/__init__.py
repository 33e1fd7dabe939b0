"""The case file: one HTML page that opens offline and holds the whole case with its sources.

    from sanctionsgraph import demo, dossier
    dossier.write(demo(), "Tumangang", "case.html", as_of="2023-10-06")

It needs nothing from the network: style, script, outlines and data are inside, and its content security policy
forbids the browser to fetch anything.
"""

from __future__ import annotations

from .page import page, write

__all__ = ["page", "write"]
