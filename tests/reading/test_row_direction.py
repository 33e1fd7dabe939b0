"""Which way something passed, by the words of a headline."""

from __future__ import annotations

import pytest
from sanctionsgraph.reading.mention import TextMention
from sanctionsgraph.reading.row_direction import ways_of
from sanctionsgraph.reading.span import MentionKind
from sanctionsgraph.schema.countries import state_id


def mentions(text: str) -> list[TextMention]:
    """The States of a text that are written in capitals, such as VN, or by nationality, and its arms as goods."""
    made = []
    for word, code in (("VN", "VN"), ("CU", "CU"), ("SD", "SD"), ("Cuban", "CU"), ("Iran", "IR")):
        if (place := text.find(word)) >= 0:
            made.append(TextMention(place, place + len(word), word, MentionKind.STATE, state_id(code), (), "", ""))
    if (place := text.find("shells")) >= 0:
        made.append(TextMention(place, place + 6, "shells", MentionKind.GOODS, "goods:ammunition", (), "", ""))
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
        ("VN is buying Cuban shells", {"from": "iso:CU", "to": "iso:VN"}),
        ("Cuban 122 mm shells first seen entering VN", {"from": "iso:CU", "to": "iso:VN"}),
        ("Iran shells were seen", {}),
        ("Cuban minister spoke of shells at a fair in VN", {}),
        ("Cuban workers spotted in VN", {"from": "iso:CU", "to": "iso:VN"}),
        ("Cuban soldiers sent to VN front", {"from": "iso:CU"}),
    ],
)
def test_ways(text: str, ways: dict[str, str]) -> None:
    assert {way.role: way.mention.id for way in ways_of(text, mentions(text))} == ways
