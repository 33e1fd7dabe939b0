"""The JSON Schemas of our own files are fresh, and say what the loaders accept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sanctionsgraph.loaders.curated.file_schemas import outputs
from sanctionsgraph.schema.vocabulary import Stance


def test_the_schemas_in_the_documentation_are_fresh() -> None:
    assert [path.name for path, text in outputs().items() if path.read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize("path", sorted(outputs(), key=str), ids=lambda path: path.stem)
def test_every_schema_refuses_unknown_keys_everywhere(path: Path) -> None:
    schema = json.loads(outputs()[path])
    parts = [schema, *(part for part in schema["$defs"].values() if part["type"] == "object")]
    assert all(part["additionalProperties"] is False for part in parts)


def test_the_schema_of_reports_has_the_terms_of_the_vocabularies() -> None:
    schema = json.loads(next(text for path, text in outputs().items() if path.stem == "reports"))
    assert schema["$defs"]["Stance"]["enum"] == list(Stance)
    claim, claims = schema["$defs"]["_ClaimOfReport"], schema["$defs"]["DefaultsForm"]["properties"]
    # What `defaults` may say for all claims is needed in none of them.
    assert set(claim["required"]) == {"property", "id"}
    assert {"about", "stance", "basis", "speaker", "locator"} <= set(claims)
