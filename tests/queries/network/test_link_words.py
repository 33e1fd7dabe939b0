"""How a statement links two entities, in words."""

from __future__ import annotations

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.network.link_words import claim_link_words, record_link_words
from sanctionsgraph.queries.network.paths import neighbours


@pytest.mark.parametrize(
    ("kind", "leaves", "arrives", "words"),
    [
        ("Occurrence", "PARTICIPANT", "ABOUT", "took part in"),
        ("Occurrence", "ABOUT", "PARTICIPANT", "← took part in"),
        ("Occurrence", "ABOUT", "PLACE", "took place at"),
        ("Occurrence", "PARTICIPANT", "PLACE", "participant and place of one occurrence"),
        ("Occurrence", "PLACE", "ABOUT", "← took place at"),
        ("RailLink", "ENDS_AT", "ENDS_AT", "rail link"),
        ("Occupancy", "POST", "HOLDER", "← holds post"),
        ("Location", "ABOUT", "COUNTRY", "located in"),
        ("Relation", "OBJECT", "SUBJECT", "← linked to"),
    ],
)
def test_a_record_is_read_in_the_direction_of_the_hop(kind: str, leaves: str, arrives: str, words: str) -> None:
    assert record_link_words(kind, leaves, arrives) == words


def test_a_claim_gives_its_property_and_what_the_speaker_did() -> None:
    assert claim_link_words("in-force", "denies") == "whether the law was in force (denied)"


def test_no_hop_of_the_case_shows_a_name_of_the_model(embedded_case: sg.Graph) -> None:
    answer = neighbours(embedded_case, "Kim Jong Un", as_of="2023-10-06")
    assert answer.hops
    assert not [hop.how for hop in answer.hops if hop.how != hop.how.lower()]
