"""The JSON Schema of a mapping of an event table, beside those of our own files (docs/schemas).

python -m sanctionsgraph.loaders.tables.mapping_schema           writes it
python -m sanctionsgraph.loaders.tables.mapping_schema --check   fails where it is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

from ..curated.file_schemas import FOLDER, schema_text, write_or_check
from .forms import MappingForm


def outputs() -> dict[Path, str]:
    """Return the schema file and what it should hold."""
    return {FOLDER / "event-table-mapping.json": schema_text("event table mapping", MappingForm)}


if __name__ == "__main__":
    sys.exit(write_or_check(outputs()))
