"""The article that the project starts from, as scraped between the lines of a site's navigation."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.reading.page import page
from sanctionsgraph.reading.suggest import suggest_claims
from sanctionsgraph.reading.suggestion import SuggestedClaims, Suggestion
from sanctionsgraph.reading.text import sentences_of

FILE = "reports/seed_article_2023-10-06.txt"


@pytest.fixture(scope="module")
def claims(shared: Path, embedded_case: sg.Graph) -> SuggestedClaims:
    return suggest_claims(embedded_case, shared / FILE, published="2023-10-06")


def of(claims: SuggestedClaims, **fields: object) -> list[Suggestion]:
    return [s for s in claims.suggestions if all(getattr(s, name) == value for name, value in fields.items())]


@pytest.mark.shared
def test_nothing_of_the_navigation_is_read(shared: Path) -> None:
    read = page(shared / FILE)
    assert len(read.kept) == 7
    assert len(sentences_of(read)) == 8
    assert "Jetstar" in read.text
    assert "Jetstar" not in read.report


@pytest.mark.shared
def test_who_published_it_and_on_whom_it_rests(claims: SuggestedClaims) -> None:
    assert (claims.report.publisher, claims.report.publisher_name) == ("pub:reuters", "Reuters")
    assert claims.report.title.startswith("North Korea-Russia rail traffic surges")
    assert "the graph has a report of this address or title and day: report:reuters-2023-10-06" in claims.notes
    (count,) = of(claims, property="quantity")
    assert (count.about, count.value, count.unit, count.qualifier) == (
        "sg:tumangang-2023-10-05",
        73,
        "freight cars",
        "about",
    )
    assert (count.speaker, count.rests_on) == ("sg:csis", ("report:csis-2023-10-06#count",))
    (place,) = of(claims, property="place")
    assert place.entity == "sg:tumangang-station"


@pytest.mark.shared
def test_supply_with_its_hedge_and_the_doubt(claims: SuggestedClaims) -> None:
    supply = of(claims, about="sg:kp-ru-munitions-2023", hedge="likely indicates")
    assert {s.property.value: s.entity or s.value for s in supply} == {
        "exists": True, "from": "iso:KP", "to": "iso:RU", "goods": "goods:arms",
    }  # fmt: skip
    assert {(s.stance, s.likelihood, s.speaker) for s in supply} == {("suggests", "likely", "sg:csis")}
    (doubt,) = of(claims, stance="doubts")
    assert (doubt.about, doubt.property, doubt.hedge) == ("sg:tumangang-2023-10-05", "goods", "could not be sure")
    assert {s.entity for s in of(claims, about="sg:kim-putin-2023-09-13")} == {"wd:Q56226", "wd:Q7747"}


@pytest.mark.shared
def test_the_words_of_washington_seoul_and_pyongyang(claims: SuggestedClaims) -> None:
    breach = of(claims, property="legality", stance="asserts")
    assert [s.speaker for s in breach] == ["sg:us-government", "sg:rok-government"]
    (natural,) = of(claims, property="legality", stance="justifies")
    assert (natural.speaker, natural.hedge) == ("sg:dprk-government", "natural")
    feared = of(claims, stance="anticipates", property="exists")
    assert {s.about for s in feared} == {"sg:kp-ru-munitions-2023", "sg:ru-kp-technology-2023"}
    assert claims.things == ()
