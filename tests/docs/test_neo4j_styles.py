"""The style of Neo4j Browser and the perspective of Bloom: fresh, and of words that the graph has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import sanctionsgraph as sg
from sanctionsgraph.schema.direct import DIRECT_TYPES
from sanctionsgraph.schema.generated import LABELS, PROPERTIES, RELATIONSHIPS

import neo4j_styles
from helpers.shipped import demo

KNOWN = {key for keys in PROPERTIES.values() for key in keys} | {"name", "id"}
NAMES = {"Entity": "Tumangang Station", "Measure": "DPRK arms export ban"}


@pytest.fixture(scope="module")
def g() -> Iterator[sg.Workspace]:
    with sg.Workspace(demo()) as workspace:
        yield workspace


def test_the_files_are_fresh() -> None:
    assert [
        path.name for path, text in neo4j_styles.outputs().items() if path.read_text(encoding="utf-8") != text
    ] == []


def test_captions_are_of_properties_that_the_model_has() -> None:
    for label, (color, border, caption) in neo4j_styles.STYLES.items():
        assert label in LABELS
        assert set(re.findall(r"{(\w+)}", caption)) <= KNOWN, label
        assert all(re.fullmatch("#[0-9A-F]{6}", each) for each in (color, border))
    style = neo4j_styles.style()
    assert style.count("{") - style.count("'{") > 0
    assert re.search(r"node\.Claim \{.*caption: '\{name\}'", style), "the name of a claim says what is claimed"


def test_the_perspective_names_every_relationship_once() -> None:
    whole = json.loads(neo4j_styles.perspective())
    assert [each["name"] for each in whole["relationshipTypes"]] == sorted({*RELATIONSHIPS, *DIRECT_TYPES})
    assert len({category["id"] for category in whole["categories"]}) == len(neo4j_styles.STYLES)


@pytest.mark.parametrize(("text", "cypher", "label"), neo4j_styles.PHRASES, ids=lambda value: str(value)[:30])
def test_each_phrase_finds_something(g: sg.Workspace, text: str, cypher: str, label: str) -> None:
    if text.startswith("List entries"):
        name = "Angara"
    elif text.startswith("Claims about"):
        name = "Freight cars at Tumangang Station on 5 October 2023"
    elif text.startswith("Meetings"):
        name = "Kim Jong Un"
    else:
        name = NAMES[label]
    assert g.cypher(cypher, name=name).rows
