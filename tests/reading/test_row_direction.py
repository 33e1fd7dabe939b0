"""Which way something passed, by the words of a headline."""

from __future__ import annotations

import pytest
from sanctionsgraph.reading.mention import TextMention
from sanctionsgraph.reading.row_direction import ways_of
from sanctionsgraph.reading.span import MentionKind
from sanctionsgraph.schema.countries import state_id


def mentions(text: str) -> list[TextMention]:
    """The States of a text that are written in capitals, such as VN."""
    made = []
    for place, word in ((text.index(w), w) for w in ("VN", "CU", "SD") if w in text):
        made.append(TextMention(place, place + 2, word, MentionKind.STATE, state_id(word), (), "", ""))
    return sorted(made, key=lambda mention: mention.start)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("VN supplied arms to CU", {"from": "iso:VN", "to": "iso:CU"}),
        ("VN supplied CU with arms", {"from": "iso:VN", "to": "iso:CU"}),
        ("VN is buying shells from CU", {"from": "iso:CU", "to": "iso:VN"}),
        ("Shipments from VN to CU went on", {"from": "iso:VN", "to": "iso:CU"}),
        ("SD said VN sent arms to CU", {"from": "iso:VN", "to": "iso:CU"}),
        ("SD: a firm sent arms to CU", {"to": "iso:CU"}),
        ("SD-VN ships sold", {}),
        ("Arms were seen in VN", {}),
        ("A law on ties to VN supplied", {"from": "iso:VN"}),
    ],
)
def test_ways(text: str, ways: dict[str, str]) -> None:
    assert {way.role: way.mention.id for way in ways_of(text, mentions(text))} == ways
