"""The case file in a real browser: whole, safe, offline, and readable with a keyboard and on a phone."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph import dossier
from sanctionsgraph.dossier import answer, atlas, chronicle, drawing, origins, outline
from sanctionsgraph.dossier import labels as words
from sanctionsgraph.dossier.case import Case, gather
from sanctionsgraph.dossier.page import render
from sanctionsgraph.dossier.sentences import story
from sanctionsgraph.queries.assessment.answer import shown
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.network.paths import paths

from helpers.browser import DESK, PHONE, axe_core

ROOT = Path(sg.__file__).parent
SUBJECTS = {"tumangang": ("Tumangang", "2023-10-06"), "angara": ("sg:angara", "2024-06-01")}
SECTIONS = ("answer", "details", "elements", "drawing", "places", "time", "roots", "settle", "sources", "data")
HOSTILE = (
    "<script>alert(1)</script>",
    "'}) DETACH DELETE n //",
    '"><img src=x onerror=alert(1)>',
    "</script><b>",
    "{{ 7*7 }}",
)


@pytest.fixture(scope="module", params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def cases(embedded_case: sg.Graph) -> dict[str, Case]:
    return {name: gather(embedded_case, what, as_of=as_of) for name, (what, as_of) in SUBJECTS.items()}


@pytest.fixture(scope="module")
def files(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("dossier")
    for name, made in cases.items():
        (folder / f"{name}.html").write_text(render(made), encoding="utf-8")
    (folder / "hostile.html").write_text(render(hostile(cases["tumangang"])), encoding="utf-8")
    return {path.stem: path for path in folder.iterdir()}


def hostile(made: Case) -> Case:
    """The same case with every text that a source wrote replaced by something that wants to break out."""
    names = iter(HOSTILE * 100_000)
    keys = {"name", "speaker", "entity_name", "value", "hedge", "note", "locator", "title", "publisher", "because"}
    keys |= {"text", "sentence", "measure_name", "what", "summary", "topic", "unit", "qualifier", "why"}

    def spoil(value: Any, key: str = "") -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: spoil(getattr(value, f.name), f.name) for f in fields(value)})
        if isinstance(value, dict):
            return {k: spoil(v, k) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(spoil(v, key) for v in value)
        return next(names) if isinstance(value, str) and key in keys | {"participants", "places", "over"} else value

    return Case(
        trace=spoil(made.trace),
        assess=spoil(made.assess),
        series=spoil(made.series),
        claims=spoil(made.claims),
        sources=tuple(replace(spoil(source), url="javascript:alert(1)") for source in made.sources),
        places=spoil(made.places),
        profile=spoil(made.profile),
    )


# -- without a browser -----------------------------------------------------------------------------


class Parsed(HTMLParser):
    """Tags with attributes, and the text outside of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in ("script", "style") else self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        self.text += "" if self._inside else data


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_page_is_the_same_each_time_and_not_too_large(embedded_case: sg.Graph, tmp_path: Path, name: str) -> None:
    what, as_of = SUBJECTS[name]
    written = dossier.write(embedded_case, what, tmp_path / "case.html", as_of=as_of)
    assert written.read_text(encoding="utf-8") == dossier.page(embedded_case, what, as_of=as_of)
    assert written.stat().st_size < 2_000_000


def test_both_engines_make_the_same_page(case: sg.Graph, embedded_case: sg.Graph) -> None:
    asked = {"subject": "Tumangang", "as_of": "2023-10-06"}
    assert dossier.page(case, **asked) == dossier.page(embedded_case, **asked)


def test_names_from_sources_are_text(files: dict[str, Path]) -> None:
    html = files["hostile"].read_text(encoding="utf-8")
    parsed, honest = Parsed(html), Parsed(files["tumangang"].read_text(encoding="utf-8"))
    for name in HOSTILE:
        assert words.quoted(name) in parsed.text or name in parsed.text, name
    for page in (parsed, honest):
        kinds = [attrs.get("type") for tag, attrs in page.tags if tag == "script"]
        # Two scripts of ours, the drawing's data, and the reviews of claims where somebody claims a transfer.
        assert sorted(filter(None, kinds)) in (["application/json"], ["application/json", "application/ld+json"])
        assert kinds.count(None) == 2
    assert not any(tag == "img" for tag, _ in parsed.tags)
    assert not any(key.startswith("on") or key == "style" for _, attrs in parsed.tags for key in attrs)
    assert not any((attrs.get("href") or "").startswith("javascript:") for _, attrs in parsed.tags)


def test_the_policy_names_what_is_inside_and_forbids_the_rest(files: dict[str, Path]) -> None:
    html = files["tumangang"].read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    told = policy[1].replace("&#39;", "'")
    assert told.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in told
    assert "http" not in told
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert (len(scripts), len(styles)) == (2, 1)
    for text in (*scripts, *styles):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in told


def test_nothing_is_said_to_be_proven(files: dict[str, Path], subject: str) -> None:
    text = Parsed(files[subject].read_text(encoding="utf-8")).text
    assert re.findall(r"\w+ \w+ proven\b", text) == ["finds nothing proven"]


def test_every_citation_leads_to_a_source(files: dict[str, Path], subject: str) -> None:
    tags = Parsed(files[subject].read_text(encoding="utf-8")).tags
    ids = {attrs["id"] for _, attrs in tags if "id" in attrs}
    links = {(attrs.get("href") or "")[1:] for _, attrs in tags if (attrs.get("href") or "").startswith("#")}
    assert links <= ids
    assert len(ids) == len([attrs for _, attrs in tags if "id" in attrs])


def test_no_statement_is_from_the_future(cases: dict[str, Case], subject: str) -> None:
    """Coordinates may be: they place a mark, and the page says when they were stated."""
    made = cases[subject]
    assert all(claim.since <= made.trace.as_of for claim in made.claims.values())
    assert all(place.later for place in made.places if place.stated and place.stated > made.trace.as_of)


def test_the_answer_names_measure_paragraph_and_status(cases: dict[str, Case], subject: str) -> None:
    rows = answer.checked(cases[subject])
    law = "UN Security Council resolutions 1718 (para. 8(b)) and 1874 (para. 9)"
    assert any((row.measure, row.law) == ("DPRK arms export ban", law) for row in rows)
    assert {row.outcome for row in rows} <= set(words.STATUSES)


def test_the_count_has_one_root_however_many_carry_it(cases: dict[str, Case]) -> None:
    tree = origins.trees(cases["tumangang"])[0]
    assert [(root.publisher, root.again) for root in (*tree.carried, *tree.alone)] == [("CSIS Beyond Parallel", False)]
    assert {child.publisher for child in tree.carried[0].carried} == {"Reuters", "RFE/RL"}


def test_every_hop_is_cited_by_source_or_paragraph(cases: dict[str, Case], subject: str) -> None:
    rows = drawing.draw_case(cases[subject]).table()
    assert len(rows) > 10
    assert [row for row in rows if not row.cites and not row.law] == []


def test_labels_of_a_map_do_not_overlap(cases: dict[str, Case], subject: str) -> None:
    drawn = atlas.maps(cases[subject])
    assert drawn
    for one in drawn:
        boxes = []
        for label in [mark.label for mark in one.marks if mark.label] + one.states:
            boxes.append(atlas._box(label.x, label.y, label.anchor, len(label.text) * atlas._LETTER))
        for n, a in enumerate(boxes):
            assert 0 <= a[0] < a[2] <= atlas.WIDTH
            assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[n + 1 :])


def test_outlines_are_cut_to_the_window_and_hold_the_land() -> None:
    window = outline.Window(129, 41, 134, 45)
    states = dict(outline.lands(window))
    assert {"North Korea", "Russia", "China"} <= set(states)
    for rings in states.values():
        for x, y in (point for ring in rings for point in ring):
            assert window.west <= x <= window.east
            assert window.south <= y <= window.north
    assert any(atlas._inside((129.5, 41.9), ring) for ring in states["North Korea"])
    assert not any(atlas._inside((132.5, 41.5), ring) for rings in states.values() for ring in rings)


def test_what_is_vendored_is_what_it_says() -> None:
    """Each file of others is unchanged: its hash stands beside it, with package, version and licence."""
    static = ROOT / "dossier" / "static"
    told = re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", (static / "VENDORED.md").read_text(), re.MULTILINE)
    assert {name for name, _ in told} == {"cytoscape.min.js", "countries-50m.json"}
    for name, digest in told:
        assert hashlib.sha256((static / name).read_bytes()).hexdigest() == digest
        assert (static / f"{name.split('.')[0]}.LICENSE").is_file()
    assert "</script" not in (static / "cytoscape.min.js").read_text(encoding="utf-8").lower()


def test_a_thing_of_which_nothing_is_claimed_has_a_page_too(embedded_case: sg.Graph) -> None:
    text = Parsed(dossier.page(embedded_case, "sg:hongui-station", as_of="2023-10-06")).text
    assert "No source in this graph links an event with Hongui Station by 6 Oct 2023." in text


def test_an_empty_section_is_left_out(embedded_case: sg.Graph) -> None:
    for subject in ("sg:hongui-station", "M Leasing LLC", "sg:unsc-vote-2024-03-28"):
        tags = Parsed(dossier.page(embedded_case, subject)).tags
        ids = [attrs["id"] for tag, attrs in tags if tag == "section"]
        links = [(attrs.get("href") or "")[1:] for tag, attrs in tags if tag == "a" and attrs.get("href")]
        assert {"answer", "sources", "data"} <= set(ids)
        assert {"elements", "traffic", "settle"}.isdisjoint(ids)
        assert [link for link in links if link in (*SECTIONS, "traffic")] == ids


def sentences(graph: sg.Graph, subject: str, as_of: str | None = None) -> str:
    return " ".join(sentence.text for sentence in story(gather(graph, subject, as_of=as_of)))


def test_the_answer_is_sentences_that_a_person_would_say(embedded_case: sg.Graph) -> None:
    ship = sentences(embedded_case, "sg:angara", "2024-06-01")
    assert (
        "Angara is said to have carried containers from Rajin Port to Dunay at least eleven times from Aug 2023."
        in ship
    )
    assert "No outside observer saw what was inside." in ship
    assert "Angara has an entry on the US list (listed May 2022)." in ship
    assert "1718 (para. 8(b)) and 1874 (para. 9) (DPRK arms export ban) forbade it." in ship
    assert "Firmness: suggested." in ship
    for text in (ship, sentences(embedded_case, "Tumangang"), sentences(embedded_case, "Malligyong-1")):
        assert not re.search(r"\b(root|nexus|nobody|hop|carries)\b", text)
        assert "Firmness" in text


def test_what_is_shown_has_no_if(embedded_case: sg.Graph) -> None:
    rifle = sentences(embedded_case, "Kim Jong Un")
    assert "(DPRK arms import ban) forbade that. Firmness: each element is shown." in rifle
    assert "If it was small arms" not in rifle


def test_a_transfer_that_no_measure_covers_says_so(embedded_case: sg.Graph) -> None:
    assert "No measure in this graph is known to cover it." in sentences(embedded_case, "sg:heroes-acre-2002")
    assert "is known to cover it" not in sentences(embedded_case, "sg:kp-ru-soldiers-2024")


def test_what_is_shown_is_told_on_whose_word(embedded_case: sg.Graph) -> None:
    text = sentences(embedded_case, "Kim Jong Un")
    assert text.startswith("Kim Jong Un is recorded as")
    assert "According to the Government of Russia (admission), small arms" in text
    assert "broken" not in text


def test_a_profile_has_each_fact_once_with_its_sources(embedded_case: sg.Graph) -> None:
    facts = gather(embedded_case, "Kim Jong Un").profile
    assert len({(fact.head, fact.text) for fact in facts}) == len(facts)
    posts = [fact for fact in facts if fact.head == "Posts"]
    assert ["President of the State Affairs" in fact.text for fact in posts].count(True) == 1
    assert all(fact.cites for fact in posts)
    ship = {fact.head: fact.text for fact in gather(embedded_case, "sg:angara").profile}
    assert ship["Flag"].startswith("Russia")
    assert gather(embedded_case, "Malligyong-1").profile == ()
    early = gather(embedded_case, "sg:angara", as_of="2022-01-01").profile
    assert early == ()


def test_the_page_names_a_measure_wherever_trace_or_assessment_does(embedded_case: sg.Graph) -> None:
    cypher = "MATCH (e:Entity:Event)<-[:ABOUT]-(:Claim) RETURN DISTINCT e.id AS id ORDER BY id"
    for event in [row["id"] for row in embedded_case.read(cypher).rows][::5]:
        made = gather(embedded_case, event)
        on_page = {(each.event, each.measure) for each in made.assess.assessments}
        assessed = {each.measure for each in shown(assess(embedded_case, event).assessments)}
        assert {(event, measure) for measure in assessed} <= on_page, event
        named = {m.measure for m in made.trace.forbidden_by if m.event == event}
        in_force = {each.measure for each in assess(embedded_case, event).assessments}
        assert {(event, measure) for measure in named & in_force} <= on_page, event


@pytest.mark.parametrize("name", ["case.pdf", "case.odt", "case", "case.html.txt", "case.PDF"])
def test_a_page_is_not_written_under_another_kind_of_name(embedded_case: sg.Graph, tmp_path: Path, name: str) -> None:
    with pytest.raises(sg.SanctionsGraphError, match=r"ends in \.html, or in"):
        dossier.write(embedded_case, "sg:hongui-station", tmp_path / name)
    assert not (tmp_path / name).exists()
    assert dossier.write(embedded_case, "sg:hongui-station", tmp_path / "case.HTM").is_file()


def test_an_allegation_with_several_datings_is_one_entry(embedded_case: sg.Graph) -> None:
    for subject in ("Tumangang", "sg:kp-ru-soldiers-2024", "sg:angara"):
        made = gather(embedded_case, subject)
        happened = [entry.text for entry in chronicle.chronicle(made) if entry.lane == "happened"]
        for transfer in made.trace.may_be:
            assert sum(text.startswith(transfer.name) for text in happened) <= 1
    assert any("; sources date it " in text for text in happened)


def test_each_statement_has_a_lasting_address(embedded_case: sg.Graph) -> None:
    pages = [Parsed(dossier.page(embedded_case, "sg:angara", as_of=day)) for day in ("2024-06-01", "2024-06-02")]
    anchors = [
        {attrs["id"] for tag, attrs in page.tags if tag == "li" and "claim-" in (attrs.get("id") or "")}
        for page in pages
    ]
    assert len(anchors[0]) > 10
    assert anchors[0] == anchors[1]


def test_green_is_not_the_colour_of_what_is_shown() -> None:
    style = (ROOT / "dossier" / "static" / "page.css").read_text(encoding="utf-8")
    for colour in re.findall(r"--met: light-dark\(#(\w{6}), #(\w{6})\)", style)[0]:
        red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
        assert max(red, green, blue) - min(red, green, blue) < 32


def test_a_title_fits_its_box() -> None:
    assert drawing.short("A short one") == "A short one"
    long = drawing.short("Alleged " + "very " * 30 + "long transfer")
    assert len(long) <= 62
    assert long.endswith(" …")


# -- in a browser ----------------------------------------------------------------------------------


class Opened:
    """A page, with what it complained of and what it asked the network for."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.url = path.as_uri()
        self.page.goto(self.url)
        self.page.wait_for_function("document.getElementById('canvas').cy")

    def quiet(self) -> None:
        assert self.complaints == []
        assert [url for url in self.requests if url != self.url and not url.startswith("data:")] == []


@pytest.fixture
def opened(browser: Any, files: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Any]:
    pages: list[Opened] = []

    def open_(name: str, **context: Any) -> Opened:
        pages.append(Opened(browser, files[name], **context))
        return pages[-1]

    yield open_
    for each in pages:
        each.context.close()


@pytest.mark.parametrize("name", [*SUBJECTS, "hostile"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_it_opens_quietly_and_asks_nobody(opened: Any, name: str, size: dict[str, int]) -> None:
    it = opened(name, viewport=size)
    it.page.wait_for_timeout(200)
    it.quiet()
    assert it.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    if name == "hostile":
        shown = it.page.inner_text("body")
        assert "<script>alert(1)</script>" in shown
        assert "'}) DETACH DELETE n //" in shown


def test_every_section_has_its_heading(opened: Any, subject: str) -> None:
    it = opened(subject, viewport=DESK)
    linked = it.page.eval_on_selector_all(".contents a", "all => all.map(a => a.getAttribute('href').slice(1))")
    assert set(linked) - {"traffic"} == set(SECTIONS)
    for section in linked:
        heading = it.page.locator(f"#{section} > h2")
        assert heading.count() == 1
        assert heading.is_visible()
        assert it.page.locator(f"#{section}").get_attribute("aria-labelledby") == heading.get_attribute("id")
    levels = it.page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert it.page.locator("main, header, footer, nav").count() == 4


def test_a_drawing_in_a_notebook_is_drawn_offline(browser: Any, embedded_case: sg.Graph, tmp_path: Path) -> None:
    """As Jupyter shows it: the page in a frame, in which hostile names are text and nothing asks the network."""
    graph = paths(embedded_case, "Kim Jong Un", "Tumangang Station", as_of="2023-10-06", limit=3).to_networkx()
    for node, name in zip(sorted(graph), HOSTILE, strict=False):
        graph.nodes[node]["name"] = name
    page = tmp_path / "notebook.html"
    page.write_text(f"<!DOCTYPE html><html><body>{sg.draw(graph)._repr_html_()}</body></html>", encoding="utf-8")
    complaints: list[str] = []
    requests: list[str] = []
    context = browser.new_context(viewport=DESK, offline=True)
    try:
        opened = context.new_page()
        opened.on("console", lambda m: complaints.append(m.text))
        opened.on("pageerror", lambda e: complaints.append(str(e)))
        opened.on("dialog", lambda d: (complaints.append(d.message), d.dismiss()))
        opened.on("request", lambda r: requests.append(r.url))
        opened.goto(page.as_uri())
        frame = opened.frames[1]
        frame.wait_for_function("document.getElementById('canvas').cy")
        drawn = frame.evaluate(
            "() => { const cy = document.getElementById('canvas').cy; return [cy.nodes().length, cy.edges().length,"
            " cy.nodes().map(n => n.data('name')).sort(), cy.nodes().first().renderedBoundingBox().w] }"
        )
        assert drawn[0] == graph.number_of_nodes()
        assert drawn[1] == len(set(graph.edges()))
        assert set(HOSTILE) <= set(drawn[2])
        assert drawn[3] > 10
        ink = "() => document.querySelector('#canvas canvas:last-of-type').toDataURL().length"
        assert frame.evaluate(ink) > 5000
        frame.evaluate("() => { document.getElementById('canvas').cy.edges().first().emit('tap') }")
        assert "Statements: " in frame.inner_text("#picked")
        frame.locator("summary").click()
        assert frame.locator("tbody tr").count() == drawn[1]
        assert frame.locator("img, b").count() == 0
    finally:
        context.close()
    assert complaints == []
    assert [url for url in requests if url != page.as_uri() and url != "about:srcdoc"] == []


def test_it_can_be_read_with_the_keyboard(opened: Any, subject: str) -> None:
    it = opened(subject, viewport=DESK)
    it.page.keyboard.press("Tab")
    assert it.page.evaluate("document.activeElement.className") == "skip"
    it.page.keyboard.press("Enter")
    assert it.page.evaluate("document.activeElement.id") == "main"
    fold = it.page.locator("#elements .element").first
    assert fold.get_attribute("open") is None
    fold.locator("summary").focus()
    it.page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
    assert fold.locator(".inside").is_visible()
    it.page.locator("#unfold").focus()
    it.page.keyboard.press("Space")
    assert it.page.evaluate("[...document.querySelectorAll('details')].every(d => d.open)")
    order = it.page.eval_on_selector_all("[tabindex]", "all => all.map(e => e.tabIndex)")
    assert max(order) == 0


def test_the_drawing_has_its_nodes_and_the_table_follows_the_choice(opened: Any, subject: str) -> None:
    it = opened(subject, viewport=DESK)
    made = it.page.evaluate(
        "() => { const cy = document.getElementById('canvas').cy;"
        " return [cy.nodes().not('.heading').length, cy.edges().length, cy.nodes().first().renderedBoundingBox().w] }"
    )
    rows = it.page.locator("#hops tbody tr")
    assert made[0] > 8
    assert made[1] == rows.count()
    assert made[2] > 20
    ink = it.page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('#canvas canvas')].map(c => { const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0;"
        " return n }))"
    )
    assert ink > 10_000
    it.page.locator("#hops > summary").click()
    it.page.select_option("#pick", label="DPRK arms export ban")
    shown = it.page.locator("#hops tbody tr:visible")
    assert 0 < shown.count() < made[1]
    assert all("DPRK arms export ban" in text for text in shown.all_inner_texts())
    assert "DPRK arms export ban" in it.page.inner_text("#picked")
    it.quiet()


def test_the_data_can_be_taken_along(opened: Any, cases: dict[str, Case], subject: str, tmp_path: Path) -> None:
    it = opened(subject, viewport=DESK, accept_downloads=True)
    with it.page.expect_download() as download:
        it.page.locator("#download").click()
    download.value.save_as(tmp_path / "case.json")
    data = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(cases[subject].data()))
    assert download.value.suggested_filename.endswith(".json")


def test_print_unfolds_everything_on_white(opened: Any, subject: str, tmp_path: Path) -> None:
    it = opened(subject, viewport=DESK, color_scheme="dark")
    it.page.emulate_media(media="print")
    it.page.wait_for_function(
        "[...document.querySelectorAll('details:not([open]) > .inside')].every(e => e.checkVisibility())"
    )
    white = it.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert white == "rgb(255, 254, 251)"
    assert it.page.evaluate("document.querySelector('.printed').naturalWidth") > 800
    assert it.page.locator(".printed").is_visible()
    it.page.pdf(path=tmp_path / "case.pdf", format="A4")
    assert (tmp_path / "case.pdf").stat().st_size > 50_000
    it.quiet()


def test_status_is_never_by_colour_alone(opened: Any, subject: str) -> None:
    it = opened(subject, viewport=DESK)
    told = it.page.eval_on_selector_all(
        ".status:not(:empty)",
        "all => all.map(e => [e.textContent.trim(), e.querySelector('use').getAttribute('href')])",
    )
    assert told
    assert {(text, f"#s-{re.sub('[()]', '', text).replace(' ', '-')}") for text, _ in told} == {
        (text, href) for text, href in told
    }


@pytest.mark.parametrize(
    ("name", "scheme", "size"),
    [("tumangang", "light", DESK), ("tumangang", "dark", PHONE), ("angara", "dark", DESK), ("angara", "light", PHONE)],
)
def test_axe_finds_nothing(opened: Any, name: str, scheme: str, size: dict[str, int]) -> None:
    axe = axe_core()
    it = opened(name, viewport=size, color_scheme=scheme, bypass_csp=True)
    it.page.locator("#unfold").click()
    it.page.evaluate(axe.read_text(encoding="utf-8"))
    told = it.page.evaluate("axe.run({resultTypes: ['violations']})")
    assert len(told["passes"]) > 20
    found = told["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []


@pytest.mark.parametrize(("size", "width"), [(DESK, 1280), (PHONE, 390)])
def test_pictures_for_the_docs(opened: Any, size: dict[str, int], width: int, tmp_path: Path) -> None:
    """Written beside the docs where SANCTIONSGRAPH_PICTURES names the folder; else only made."""
    folder = Path(os.environ.get("SANCTIONSGRAPH_PICTURES") or tmp_path)
    it = opened("tumangang", viewport=size)
    it.page.wait_for_timeout(300)
    path = folder / f"dossier-{width}.png"
    it.page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": 1700}, full_page=True)
    assert 20_000 < path.stat().st_size < 400_000


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Ministry of Defence of Japan", "the Ministry of Defence of Japan"),
        ("UN Secretariat", "the UN Secretariat"),
        ("38 North", "38 North"),
        ("Unocal", "Unocal"),
    ],
)
def test_an_office_has_its_article_in_a_sentence(name: str, within: str) -> None:
    assert words.with_article(name) == within
