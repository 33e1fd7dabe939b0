"""A case as one file that can be checked anywhere, without the graph that it came from.

    from sanctionsgraph.dossier.portable import verify, write

    write(graph, "Tumangang", "case.zip", as_of="2023-10-06")
    print(verify("case.zip"))

The file is an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2): the case file as a page, its data as JSON, its sources as
CSL-JSON and BibTeX, and the part of the graph from which all of it can be worked out again.
"""

from __future__ import annotations

from .stix import write_stix
from .verification import Verification, verify
from .write import write, write_part

__all__ = ["Verification", "verify", "write", "write_part", "write_stix"]
