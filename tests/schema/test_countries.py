"""Which State a text names."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from sanctionsgraph.schema.countries import are_other_states, is_code, require_state, state_id, state_key, state_of
from sanctionsgraph.schema.errors import ValueInvalid


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        (
            "IR",
            ["Iran", "IR", "ir", "IRN", "iso:IR", "Iran (Islamic Republic of)", "Iranian"],
        ),
        ("KP", ["DPRK", "D.P.R.K.", "Korea, North", "Democratic People's Republic of Korea", "PRK", "조선", "КНДР"]),
        ("KR", ["Republic of Korea", "Korea, Republic of", "South Korea", "ROK", "KOR"]),
        ("CD", ["Democratic Republic of the Congo", "DRC", "Congo (Kinshasa)", "Zaire"]),
        ("CG", ["Congo", "Republic of the Congo", "Congo, Republic of the"]),
        ("CI", ["Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"]),
        ("TZ", ["Tanzania", "United Republic of Tanzania", "Tanzania (United Republic of)"]),
        ("TR", ["Turkey", "Türkiye", "Turkiye", "Republic of Turkey"]),
        ("TW", ["Taiwan", "Republic of China", "Taiwan, Province of China", "China (Taiwan)"]),
        ("DO", ["Dominican Republic"]),
        ("DM", ["Dominica"]),
        ("SU", ["Soviet Union", "former Soviet Union", "USSR (until 1991)"]),
        ("GB", ["United Kingdom of Great Britain and Northern Ireland", "UK", "U.K.", "Great Britain"]),
        ("OM", ["Sultanate of Oman"]),
        ("XK", ["Kosovo"]),
    ],
)
def test_names_codes_and_nationalities_of_one_state(code: str, texts: list[str]) -> None:
    assert {text: state_of(text) for text in texts} == dict.fromkeys(texts, code)
    assert state_id(texts[0]) == f"iso:{code}"


@pytest.mark.parametrize(
    "text",
    ["Ruritania", "Korea", "Turkish Republic of Northern Cyprus", "Irann", "XQ", "", " ", "()", "Republic", "the",
     "Sudan/South Sudan", "Iran / unknown", "Republic of Artsakh", "iso:", "iso:QQ", "x" * 10_000],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    assert state_of(text) is None
    assert not state_key(text).startswith("iso:")


def test_an_unknown_state_is_an_error_with_near_names() -> None:
    with pytest.raises(ValueInvalid, match=r"Mauritania \(MR\)"):
        require_state("Mauretania")
    with pytest.raises(ValueInvalid, match="an ISO 3166 code"):
        require_state("Zzzzzz")
    assert require_state("Chad") == "TD"


def test_what_people_call_either_of_two_states_is_asked_back_and_a_list_is_read_as_it_is_written() -> None:
    for text in ("Congo", " congo ", "Congolese"):
        with pytest.raises(
            ValueInvalid, match=r"may be Democratic Republic of the Congo \(CD\) or Republic of the Congo"
        ):
            require_state(text)
    assert [require_state(text) for text in ("DR Congo", "Congo-Brazzaville", "CG", "COD")] == ["CD", "CG", "CG", "CD"]
    # The United Nations call Congo what is not the Democratic Republic.
    assert state_of("Congo") == "CG"


def test_other_states_are_states_of_today() -> None:
    assert are_other_states("iso:KP", "iso:KR")
    assert not are_other_states("iso:KP", "iso:KP")
    assert not are_other_states("iso:SU", "iso:UA"), "a national of one may have become one of the other"
    assert not are_other_states("iso:KP", state_key("Ruritania"))


def test_codes_are_assigned_ones_in_capitals() -> None:
    assert is_code("MN")
    assert not any(map(is_code, ("mn", "MNG", "QQ", "", "1A")))


@pytest.mark.shared
def test_every_nationality_of_the_un_list_is_known(shared: Path) -> None:
    tree = etree.parse(shared / "un_list" / "un_2026-02-27.xml")
    texts = [v.text.strip() for v in tree.iterfind(".//NATIONALITY/VALUE") if v.text and v.text.strip()]
    assert len(texts) == 652
    assert [text for text in texts if state_of(text) is None] == []
