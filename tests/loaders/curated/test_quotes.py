"""Quotes of claims: verbatim, of the hedge's words, with their place; on both engines, in the case file and in RDF."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.results.passage import passage_url

TEXT = "Two trucks crossed the bridge at night, an official said, and were “probably” loaded with coal."
FILE = """
publishers:
- {{id: "pub:p", name: P. Press}}
things:
- {{id: "x:seen", kind: Observation, name: Trucks on a bridge}}
- {{id: "x:official", kind: Person, name: An official}}
reports:
- id: "report:p-2024-05-01"
  title: Trucks on a bridge
  publisher: "pub:p"
  published: 2024-05-01
  url: https://example.org/a-b,c
  text_sha256: {digest}
  archived: https://web.archive.org/web/2024/https://example.org/a
  claims:
  - id: cargo
    about: "x:seen"
    property: cargo
    value: coal
    stance: suggests
    hedge: '{hedge}'
    basis: official-statement
    speaker: "x:official"
    locator: first sentence
    {quote}
"""
HEDGE = 'were "probably" loaded'
GOOD = f"""at:
    - {{type: TextQuoteSelector, exact: "{TEXT}", prefix: 'before ', suffix: ' after'}}
    - {{type: TextPositionSelector, start: 40, end: {40 + len(TEXT)}}}"""


def written(folder: Path, quote: str, hedge: str = HEDGE, digest: str = "a" * 64) -> Path:
    path = folder / "told.yaml"
    path.write_text(FILE.format(quote=quote, hedge=hedge, digest=digest), encoding="utf-8")
    return path


def test_a_quote_is_kept_with_its_place(graph: sg.Graph, tmp_path: Path) -> None:
    assert load(graph, "reports", written(tmp_path, GOOD)).rejected == 0
    row = graph.read(
        "MATCH (c:Statement:Claim)-[:IN]->(r:Source) RETURN c.quote AS quote, c.quotePrefix AS prefix, "
        "c.quoteSuffix AS suffix, c.quoteStart AS start, c.quoteEnd AS end, r.textSha256 AS sha, r.archived AS archived"
    ).rows[0]
    assert row == {
        **{"quote": TEXT, "prefix": "before ", "suffix": " after", "start": 40, "end": 40 + len(TEXT)},
        **{"sha": "a" * 64, "archived": "https://web.archive.org/web/2024/https://example.org/a"},
    }
    claim = sg.Workspace(graph).trace("x:seen").claims()
    assert [one.quote for one in claim] == [TEXT]


def test_a_quote_alone_is_enough(graph: sg.Graph, tmp_path: Path) -> None:
    assert load(graph, "reports", written(tmp_path, f'quote: "{TEXT}"')).rejected == 0
    assert graph.read("MATCH (c:Statement:Claim) RETURN c.quote AS quote").rows == [{"quote": TEXT}]


@pytest.mark.parametrize(
    ("quote", "hedge", "reason"),
    [
        (f'quote: "{TEXT}"', "certainly", "is not in the quote"),
        (f'quote: "{"x" * 601}"', "x", "quote the sentence alone"),
        ('quote: "other words"\n    at: [{type: TextQuoteSelector, exact: "words"}]', "words", "other words"),
        ("at: [{type: TextPositionSelector, start: 1, end: 4}]", "x", "goes with a `quote`"),
        ('quote: "words"\n    at: [{type: TextPositionSelector, start: 1, end: 4}]', "words", "3 characters long"),
        ('quote: "words"\n    at: [{type: TextPositionSelector, start: 4, end: 1}]', "words", "lies behind it"),
        ('quote: "words"\n    at: [{type: TextPositionSelector, start: one, end: 4}]', "words", "no whole number"),
        ("at: [{type: TextQuoteSelector}]", "x", "has `exact`"),
        ("at: [{type: FragmentSelector, exact: x}]", "x", "TextQuoteSelector"),
        ('at: [{type: TextQuoteSelector, exact: "x", prefix: "' + "y" * 65 + '"}]', "x", "at most 64"),
    ],
)
def test_a_quote_that_cannot_be_is_rejected_with_its_line(tmp_path: Path, quote: str, hedge: str, reason: str) -> None:
    with sg.open() as g:
        rejected = g.load("reports", written(tmp_path, quote, hedge)).rejections
    assert len(rejected) == 1
    assert reason in str(rejected[0])
    assert "told.yaml:" in str(rejected[0])


def test_a_digest_is_one(tmp_path: Path) -> None:
    with sg.open() as g:
        rejected = g.load("reports", written(tmp_path, "", digest="abc")).rejections
    assert any("64 digits" in str(rejection) for rejection in rejected)


def test_every_shipped_hedge_is_in_its_quote_and_every_quote_is_short(embedded_case: sg.Graph) -> None:
    rows = embedded_case.read(
        "MATCH (c:Statement:Claim) WHERE c.quote IS NOT NULL "
        "RETURN c.id AS id, c.quote AS quote, c.quoteStart AS start, c.quoteEnd AS end"
    ).rows
    assert len(rows) > 30
    assert all(len(row["quote"]) <= 400 for row in rows)
    assert all(row["end"] - row["start"] == len(row["quote"]) for row in rows if row["start"] is not None)


def test_the_address_of_a_passage() -> None:
    url = "https://example.org/a"
    assert passage_url(url, "near-total, they said") == f"{url}#:~:text=near%2Dtotal%2C%20they%20said"
    long = " ".join(f"w{n}" for n in range(20))
    assert passage_url(url, long) == f"{url}#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    assert passage_url(url, None) == url
    assert passage_url("https://example.org/a#b", "x") == "https://example.org/a#b"
    assert passage_url("javascript:alert(1)", "x") is None
    assert passage_url(None, "x") is None
