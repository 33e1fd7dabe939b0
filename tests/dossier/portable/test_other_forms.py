"""A case as a document, as STIX, as FollowTheMoney: the same facts, nothing of a source read as markup, losses said."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
import sanctionsgraph as sg
import stix2
from markdown_it import MarkdownIt
from sanctionsgraph.dossier.case import Case, gather
from sanctionsgraph.dossier.document import ListOf, Paragraph, document
from sanctionsgraph.dossier.page import render, write
from sanctionsgraph.dossier.portable import write_part, write_stix
from sanctionsgraph.dossier.writers import markdown
from sanctionsgraph.loaders.registry import load

SUBJECT, DAY = "sg:tumangang-station", "2023-10-06"


@pytest.fixture(scope="module")
def gathered(embedded_case: sg.Graph) -> Case:
    return gather(embedded_case, SUBJECT, as_of=DAY)


def test_the_documents_say_what_the_page_says(embedded_case: sg.Graph, gathered: Case, tmp_path: Path) -> None:
    text = write(embedded_case, SUBJECT, tmp_path / "case.md", as_of=DAY).read_text(encoding="utf-8")
    assert text == markdown(document(gathered))
    shown = re.sub(r"<[^>]+>", "", MarkdownIt("commonmark").enable("table").render(text))
    for words in ("about 73 freight cars", "2 suggested and 14 unknown", "What would settle it", "not a finding"):
        assert words in shown
    assert all(f"{source.n}. " in text and (source.url or "") in text for source in gathered.sources)
    docx = write(embedded_case, SUBJECT, tmp_path / "case.docx", as_of=DAY)
    with zipfile.ZipFile(docx) as archive:
        inside = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "about 73 freight cars" in inside
    assert gathered.sources[-1].title.replace("&", "&amp;") in inside
    with pytest.raises(sg.SanctionsGraphError, match="another kind"):
        write(embedded_case, SUBJECT, docx.rename(tmp_path / "other.md"), as_of=DAY)


def test_what_a_source_wrote_is_text_in_markdown() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(2)) | `c` **b** # h\n1. x https://example.org/a_b"
    html = MarkdownIt("commonmark").enable("table").render(markdown([Paragraph(hostile), ListOf((hostile,))]))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "ul", "li"}
    assert "https://example.org/a_b" in html


def test_the_page_states_reviews_of_claims_in_the_fixed_words(gathered: Case) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', render(gathered), re.DOTALL)
    assert block
    review = json.loads(block.group(1))[0]
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"]["alternateName"] == "suggested"
    assert "ratingValue" not in review["reviewRating"]
    assert {"@type": "CreativeWork", "url": gathered.sources[0].url} in review["itemReviewed"]["appearance"]


def test_stix_is_of_its_version_and_says_what_it_lost(embedded_case: sg.Graph, gathered: Case, tmp_path: Path) -> None:
    counts = write_stix(embedded_case, SUBJECT, tmp_path / "case.json", as_of=DAY)
    content = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))
    # The library checks types, required properties, ids, timestamps and vocabularies.
    bundle = stix2.parse(content, allow_custom=False, version="2.1")
    ids = [item["id"] for item in content["objects"]]
    assert len(ids) == len(set(ids)) == counts["objects"]
    pointed = {ref for item in content["objects"] for key in ("object_refs",) for ref in item.get(key, ())}
    assert pointed <= set(ids)
    notes = [item for item in bundle.objects if item["type"] == "note"]
    left = counts.get("left out: claims on what has no type", 0)
    assert len(notes) == len(gathered.claims) - left + len(gathered.assess.assessments)
    assert counts["left out: Goods"] > 0
    assert write_stix(embedded_case, SUBJECT, tmp_path / "again.json", as_of=DAY) == counts
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "case.json").read_bytes()


def test_a_case_alone_is_followthemoney_that_loads(case: sg.Graph, tmp_path: Path) -> None:
    counts = write_part(case, "Angara", "ftm", tmp_path / "entities.ftm.json")
    lines = (tmp_path / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    entities = {entity["id"]: entity for entity in map(json.loads, lines)}
    assert counts["entities"] == len(entities) < 60
    assert entities["sg-angara"]["schema"] == "Vessel"
    with sg.open() as g:
        assert load(g.graph, "ftm", tmp_path / "entities.ftm.json", edition="2026-01-01").rejected == 0
        assert [hit.name for hit in g.find("Angara").hits] == ["Angara"]
