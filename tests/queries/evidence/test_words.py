"""The words of answers, one by one: what a key is called, and how counts, joins and citations read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sanctionsgraph.queries.evidence import words
from sanctionsgraph.queries.evidence.claims import CitedClaim
from sanctionsgraph.schema.vocabulary import Basis, Property, Stance

CLAIM = CitedClaim(id="c", property=Property.GOODS, stance=Stance.ASSERTS, basis=Basis.DOCUMENT)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (replace(CLAIM, property=Property.EXISTS), "that it took place"),
        (replace(CLAIM, property=Property.EXISTS, stance=Stance.DENIES), "that it took place"),
        (replace(CLAIM, property=Property.EXISTS, stance=Stance.DECLINES), "whether it took place"),
        (replace(CLAIM, value="coal"), "goods: coal"),
        (replace(CLAIM, value="coal", entity="goods:coal", entity_name="Coal"), "goods: Coal"),
        (replace(CLAIM, property=Property.QUANTITY, number=7.0, value="7", unit="cars"), "quantity: 7 cars"),
        (replace(CLAIM, property=Property.QUANTITY, number=0.0, value="0", unit="cars"), "quantity: 0 cars"),
        (CLAIM, "goods"),
    ],
)
def test_what_a_claim_puts_forward(claim: CitedClaim, text: str) -> None:
    assert words.statement_words(claim) == text


@pytest.mark.parametrize(
    ("number", "independence", "text"),
    [
        (1, "", "one origin"),
        (1, "independence shown", "one origin"),
        (2, "", "2 origins"),
        (2, "independence shown", "2 origins, shown to be independent"),
        (3, "independence not shown", "3 origins, not shown to be independent"),
        (2, "of one kind", "2 origins, of one kind"),
    ],
)
def test_origins(number: int, independence: str, text: str) -> None:
    assert words.origins_words(number, independence) == text


def test_joins_and_counts() -> None:
    some: list[list[str]] = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    assert [words.listed(items) for items in some] == ["", "a", "a and b", "a, b and c"]
    assert [words.either(items) for items in some] == ["", "a", "a or b", "a, b or c"]
    assert [words.counted(n, "claim") for n in (0, 1, 2, 1000)] == ["0 claims", "1 claim", "2 claims", "1,000 claims"]
    assert [words.counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]
    assert words.capital("one word") == "One word"
    assert words.capital("") == ""


@pytest.mark.parametrize(
    ("provisions", "full", "text"),
    [
        (["1718 para. 8(b)"], False, "1718 (para. 8(b))"),
        (["1718 para. 8(b)"], True, "UN Security Council resolution 1718 (para. 8(b))"),
        (["1718 para. 8(b)", "1718 para. 9"], True, "UN Security Council resolution 1718 (para. 8(b), para. 9)"),
        (
            ["1718 para. 8(b)", "1874 para. 9"],
            True,
            "UN Security Council resolutions 1718 (para. 8(b)) and 1874 (para. 9)",
        ),
        (["2270 para. 6 (number not seen)"], False, "2270 (para. 6, number not verified)"),
        (["a treaty"], True, "a treaty"),
        (["a treaty", "1718 para. 8(b)"], False, "a treaty and 1718 (para. 8(b))"),
    ],
)
def test_provisions(provisions: list[str], full: bool, text: str) -> None:
    assert words.paragraphs(provisions, full) == text


def test_what_no_source_states() -> None:
    assert words.no_source(["exists"], "The visit") == "no source says that it took place: The visit"
    assert words.no_source(["date"], "The visit") == "no source gives date: The visit"
    both = "no source says that it took place or gives date or goods: The visit"
    assert words.no_source(["exists", "date", "goods"], "The visit") == both


def test_keys_in_words() -> None:
    assert [words.property_words(key) for key in ("exists", "in-force", "goods")] == [
        *("that it took place", "whether the law was in force", "goods")
    ]
    assert [words.property_label(key) for key in ("exists", "from", "goods")] == ["Took place", "From", "Goods"]
    assert [words.element_words(key) for key in ("object", "in-force", "date")] == ["goods", "law in force", "date"]
    assert [words.basis_words(key) for key in ("trade-data", "imagery", "of-a-kind")] == [
        *("trade data", "imagery", "of a kind")
    ]
