"""The JSON Schema of each of our own YAML files, from their forms: for editors, which then complete and check keys.

python -m sanctionsgraph.loaders.curated.file_schemas           writes docs/schemas
python -m sanctionsgraph.loaders.curated.file_schemas --check   fails where one is stale
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from ...schema.vocabulary import Basis, Stance
from .duty_forms import ActForm, BearerForm
from .form import Date, Id, Text
from .forms import (
    ClaimForm,
    DecisionForm,
    DefaultsForm,
    EventForm,
    IdentityForm,
    ListingForm,
    OccupancyForm,
    PublisherForm,
    ReportForm,
    StatementForm,
    ThingForm,
)
from .law_forms import (
    AnnexForm,
    GoodsForm,
    MeasureForm,
    ProgrammeForm,
    ProvisionForm,
    ReadingForm,
    RenewalForm,
    ResolutionForm,
    SharedExemptionForm,
)

FOLDER = Path(__file__).resolve().parents[2] / "docs/schemas"


class _OwnFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    publishers: list[PublisherForm] = []
    reports: list[ReportForm] = []
    things: list[ThingForm] = []
    decided: Date | None = None


class _ClaimOfReport(ClaimForm):
    """A claim as its report's file has it: what `defaults` can say is not needed in it."""

    about: Id | None = None  # type: ignore[assignment]
    stance: Stance | None = None  # type: ignore[assignment]
    basis: Basis | None = None  # type: ignore[assignment]
    speaker: Id | None = None  # type: ignore[assignment]
    locator: Text | None = None  # type: ignore[assignment]


class _ReportWithClaims(ReportForm):
    defaults: DefaultsForm | None = None
    claims: list[_ClaimOfReport] = []


class _EventWithStatements(EventForm):
    statements: list[StatementForm] = []


class _ReportsFile(_OwnFile):
    reports: list[_ReportWithClaims] = []  # type: ignore[assignment]
    cases: list[dict[str, Any]] = []


class _EventsFile(_OwnFile):
    events: list[_EventWithStatements] = []


class _LeadersFile(_OwnFile):
    occupancies: list[OccupancyForm] = []


class _ListingsFile(_OwnFile):
    listings: list[ListingForm] = []


class _IdentitiesFile(_OwnFile):
    identities: list[IdentityForm] = []


class _DecisionsFile(_OwnFile):
    decisions: list[DecisionForm] = []


class _LawFile(_OwnFile):
    programme: ProgrammeForm | None = None
    resolutions: list[ResolutionForm] = []
    provisions: list[ProvisionForm] = []
    measures: list[MeasureForm] = []
    goods: list[GoodsForm] = []
    exemptions: list[SharedExemptionForm] = []
    renewals: list[RenewalForm] = []
    annexes: list[AnnexForm] = []
    readings: list[ReadingForm] = []
    acts: list[ActForm] = []
    bearers: list[BearerForm] = []


_FILES: dict[str, type[_OwnFile]] = {
    "reports": _ReportsFile,
    "events": _EventsFile,
    "leaders": _LeadersFile,
    "listings": _ListingsFile,
    "identities": _IdentitiesFile,
    "decisions": _DecisionsFile,
    "law": _LawFile,
}


def outputs() -> dict[Path, str]:
    """Return every schema file and what it should hold."""
    return {FOLDER / f"{name}.json": schema_text(name, form) for name, form in _FILES.items()}


def schema_of(name: str) -> str:
    """Return the JSON Schema of the files of a source."""
    return schema_text(name, _FILES[name])


def schema_text(name: str, form: type[BaseModel]) -> str:
    """Return the JSON Schema of a file of a form, as its file has it."""
    schema = form.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        _without_titles(part)
    header = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"sanctionsgraph {name}"}
    return json.dumps(header, indent=1) + "\n"


def _without_titles(part: dict[str, Any]) -> None:
    """Drop the titles that pydantic makes of names, and let an optional key be null."""
    part.pop("title", None)
    for value in part.get("properties", {}).values():
        value.pop("title", None)


def write_or_check(files: dict[Path, str]) -> int:
    """Write files, or with --check say which are stale; return the exit code."""
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in sys.argv[1:]:
            print(f"stale: docs/schemas/{path.name} (run: make generate)", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(write_or_check(outputs()))
