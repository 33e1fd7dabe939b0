"""The caption of a claim says in words what is claimed, and what its speaker did."""

from __future__ import annotations

import pytest
from sanctionsgraph.schema.claim_words import claim_caption
from sanctionsgraph.schema.vocabulary import Property, Stance


@pytest.mark.parametrize(
    ("claim", "caption"),
    [
        (("exists", "asserts", "true", None, None), "Took place (asserted)"),
        (("exists", "denies", None, None, None), "Took place (denied)"),
        (("quantity", "asserts", "12", None, "wagons"), "Quantity: 12 wagons (asserted)"),
        (("from", "suggests", None, "sg:hidden-port", None), "From: hidden port (suggested)"),
        (("to", "doubts", None, "iso:IR", None), "To: Islamic Republic of Iran (doubted)"),
        (("goods", "declines", None, "goods:coal", None), "Goods: coal (declined to say)"),
        (("participant", "asserts", None, "wd:Q7747", None), "Participant: wd:Q7747 (asserted)"),
        (("carrier", "asserts", "a ship without a name", None, None), "Carrier: a ship without a name (asserted)"),
        (("in-force", "denies", "the new step", None, None), "Whether the law was in force: the new step (denied)"),
    ],
)
def test_captions(claim: tuple[str, str, str | None, str | None, str | None], caption: str) -> None:
    assert claim_caption(*claim) == caption


def test_every_property_and_stance_has_words() -> None:
    for property_ in Property:
        for stance in Stance:
            assert "-" not in claim_caption(property_, stance, None, None, None)
