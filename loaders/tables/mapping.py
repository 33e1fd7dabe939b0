"""Mappings of event tables: shipped ones by name, or a file of the user's own."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from ...schema.errors import InputError, NotFound
from ...schema.near_names import no_such
from ..common.load import SHIPPED_MAPPINGS
from ..curated.form import problems
from ..curated.yaml_text import parse_yaml
from .forms import MappingForm


def shipped_mappings() -> dict[str, Path]:
    """Return the mappings that come with the package, by name."""
    return {path.stem: path for path in sorted(SHIPPED_MAPPINGS.glob("*.yaml"))}


def mapping_file(name: str | Path) -> Path:
    """Return the file of a mapping, by its path or as one of the shipped ones. Raises NotFound."""
    path = Path(name)
    if path.suffix.lower() in (".yaml", ".yml"):
        if not path.exists():
            raise NotFound(f"there is no mapping at {path}.")
        return path
    shipped = shipped_mappings()
    if str(name) not in shipped:
        raise no_such("mapping", str(name), shipped)
    return shipped[str(name)]


def read_mapping(name: str | Path) -> MappingForm:
    """Read a mapping. Raises NotFound where there is none, InputError with the line of what is wrong in it."""
    path = mapping_file(name)
    content = parse_yaml(path)
    try:
        return MappingForm.model_validate(content)
    except ValidationError as error:
        text = "; ".join(problems(content, error))
        line = text.partition(":")[0].removeprefix("line ") if text.startswith("line ") else str(content.line)
        raise InputError(f"{path}:{line}", text, "See docs/sources/event-tables.md for what a mapping says.") from error
