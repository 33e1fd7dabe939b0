"""The forms of a file of law: what each may say, how it is stored, and what is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load

LAW = """\
things:
  - {id: "iso:XA", kind: Country, name: Atlantis}
  - {id: "iso:XB", kind: Country, name: Borduria}
  - {id: "sg:army", kind: PublicBody, name: Army of Atlantis}
  - {id: "sg:delta", kind: Place, name: Delta}
  - {id: "sg:vote", kind: Announcement, name: Vote}
goods:
  - {id: "goods:made", name: Made goods, within: [], source: &source}
  - {id: "goods:heavy", name: Heavy goods, within: ["goods:made"], source: &source}
programme: {id: made-regime, name: Made regime, targets: ["iso:XA", "iso:XB"], list_types: [{list: UN, type: Made}]}
resolutions:
  - {id: "made:1", name: One, symbol: 1, adopted: 2010-01-01, url: "https://example.org/", accessed: 2020-01-01}
provisions:
  - {id: "made:1/1", resolution: "made:1", paragraph: "1", force: decides, summary: No goods., since: 2010-01-01,
     until: 2012-01-01, lives: [{since: 2014-01-01, until: 2015-01-01, by: ["made:1/2"]}], checked: unchecked,
     number_seen: false, accessed: 2020-01-01}
  - {id: "made:1/2", resolution: "made:1", paragraph: "2", force: authorises, summary: States may look.,
     since: 2010-01-01, amends: ["made:1/1"], checked: unchecked, number_seen: false, accessed: 2020-01-01}
acts:
  - {id: stamp, name: stamp, events: [Transfer], shown_by: omission, acting: [place], answered_by: [stamped]}
bearers:
  - {id: islands, name: the islands, who: named, through: [place]}
annexes:
  - id: "made:annex"
    name: Annex
    versions:
      - {since: 2010-01-01, by: ["made:1/1"], goods: ["goods:made"]}
      - {since: 2011-01-01, until: 2012-01-01, goods: ["goods:heavy"]}
readings:
  - {id: "made:back", name: It came back, event: "sg:vote", holds: true}
  - {id: "made:ended", name: It had ended, event: "sg:vote", holds: false}
measures:
  - id: "made-regime:ban"
    name: Ban
    expires: 2011-01-01
    steps:
      - since: 2010-01-01
        by: ["made:1/1"]
        direction: to
        targets: ["iso:XA"]
        area: ["sg:delta"]
        annexes: ["made:annex"]
        except: ["goods:heavy"]
        recipients: {kinds: [non-state], programmes: [made-regime], except: {bodies: ["sg:army"], kinds: [government]}}
        attempts: true
        unless:
          - {id: asked, kind: approval, by: committee, text: The Committee approved.}
          - id: way
            any:
              - {id: quiet, kind: no-objection, by: committee, working_days: 5, text: No objection.}
              - {id: papers, kind: end-user-papers, by: receiving-state, text: There were papers of the end user.}
        summary: No goods.
        duties: [{bearer: islands, act: stamp, nexus: [], states: ["iso:XB"]}]
      - {since: 2012-01-01, by: ["made:1/1"], direction: from, goods: ["goods:made"], origin: true,
         reading: "made:back", summary: No goods., duties: []}
      - {since: 2012-01-01, by: ["made:1/1"], direction: any, goods: ["goods:made"], designated: [Person],
         role: recipient, reaches: [acts-for, owned], reading: "made:ended", summary: None for listed., duties: []}
renewals:
  - {by: ["made:1/2"], since: 2010-12-20, until: 2013-01-01, measures: ["made-regime:ban"]}
exemptions:
  - {id: "made:shared", name: Relief, since: 2010-01-01, by: ["made:1/2"], measures: ["made-regime:ban"],
     programmes: [made-regime], acts: [stamp], senders: {kinds: [un-mission]}}
""".replace("&source", "{publisher: Made Council, title: Annex, url: 'https://example.org/', published: 2000-01-01}")


def loaded(graph: sg.Graph, folder: Path, text: str) -> sg.LoadReport:
    path = folder / "made.yaml"
    path.write_text(text, encoding="utf-8")
    return load(graph, "law", path)


def test_all_that_the_form_can_say_is_stored(graph: sg.Graph, tmp_path: Path) -> None:
    report = loaded(graph, tmp_path, LAW)
    assert report.rejections == []
    again = loaded(graph, tmp_path, LAW)
    assert (again.written, again.unchanged) == (0, again.read)
    links = graph.read("MATCH (a:Law)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b ORDER BY a, type, b").rows
    shown = {(row["a"], row["type"], row["b"]) for row in links}
    step = "made-regime:ban@2010-01-01"
    assert {
        ("made-regime", "TARGET", "iso:XB"),
        ("made:1/1", "LIFE", "made:1/1@2014-01-01"),
        ("made:annex", "VERSION", "made:annex@2011-01-01"),
        (step, "AREA", "sg:delta"),
        (step, "ANNEX", "made:annex"),
        (step, "RECIPIENTS", f"{step}#recipients"),
        (f"{step}#recipients", "EXCEPT", "sg:army"),
        (f"{step}#recipients", "LISTED_BY", "made-regime"),
        (step, "UNLESS", f"{step}#papers"),
        (f"{step}#1", "LIES_ON", "iso:XB"),
        ("made-regime:ban@2012-01-01/made-back", "READING", "made:back"),
        ("renewal:made:1/2/2013-01-01", "RENEWS", "made-regime:ban"),
        ("made:shared", "EXEMPTS_FROM", "made-regime"),
        ("made:shared", "SENDERS", "made:shared#senders"),
    } <= shown
    (row,) = graph.read(
        "MATCH (d:Law:Duty {id: $id}) RETURN d.who AS who, d.shownBy AS shown, d.answeredBy AS answered", id=f"{step}#1"
    ).rows
    assert row == {"who": "named", "shown": "omission", "answered": ["stamped"]}
    (row,) = graph.read(
        "MATCH (c:Law:Condition {id: $id}) RETURN c.kind AS kind, c.giver AS giver, c.workingDays AS days, "
        "c.group AS kin",
        id=f"{step}#quiet",
    ).rows
    assert row == {"kind": "no-objection", "giver": "committee", "days": 5, "kin": "way"}


#: What is wrong: (old text, new text, where the record starts, what the reason says).
REFUSED = {
    "goods of a listed party without its role": ("role: recipient, ", "", '- id: "made-regime:ban"', "say by `role`"),
    "a role of nobody": ("direction: to\n", "direction: to\n        role: sender\n", "- id: ", "`role` of nobody"),
    "a reach of nobody": ("origin: true", "origin: true, reaches: [owned]", "- id: ", "`reaches` of nobody"),
    "origin towards the State": ("direction: to\n", "direction: to\n        origin: true\n", "- id: ", "`origin` with"),
    "steps that overlap on one reading": ('"made:ended", summary', '"made:back", summary', "- id: ", "rising order"),
    "parties that are nobody": (
        "{kinds: [un-mission]}",
        "{}",
        '- {id: "made:shared"',
        "`senders`: nobody is named",
    ),
    "a renewal after the end": (
        "since: 2010-12-20",
        "since: 2011-06-01",
        '- {by: ["made:1/2"], since',
        "it had ended on 2011-01-01",
    ),
    "a renewal of what does not expire": (
        "    expires: 2011-01-01\n",
        "",
        '- {by: ["made:1/2"], since',
        "no `expires`",
    ),
    "a renewal to an earlier day": ("until: 2013-01-01", "until: 2010-12-31", "- {by: ", "is not after 2011-01-01"),
    "an annex that is nowhere": (
        '["made:annex"]',
        '["made:lost"]',
        '- id: "made-regime:ban"',
        "points to Law made:lost",
    ),
    "versions that overlap": (
        "{since: 2011-01-01, until",
        "{since: 2009-01-01, until",
        '- id: "made:annex"',
        "overlap",
    ),
    "a life before the end": ("[{since: 2014-01-01", "[{since: 2011-01-01", '- {id: "made:1/1"', "before it ended"),
    "a condition without a text": (
        ", text: The Committee approved.",
        "",
        '- id: "made-regime:ban"',
        "`text` is missing",
    ),
    "a named bearer without States": (', states: ["iso:XB"]', "", "- id: ", "`states` is missing"),
    "an act that no event shows": (
        "events: [Transfer]",
        "events: [Person]",
        "- {id: stamp",
        "no kind of event: Person",
    ),
    "a kind of party that is none": ("kinds: [non-state]", "kinds: [pirates]", "- id: ", "'pirates' is none of"),
    "an exemption from nothing": (
        'measures: ["made-regime:ban"],\n     programmes: [made-regime], acts',
        "acts",
        '- {id: "made:shared"',
        "says from nothing",
    ),
    "an act that is none": (
        "acts: [stamp], senders",
        "acts: [stomp], senders",
        '- {id: "made:shared"',
        "`act`: 'stomp'",
    ),
    "a duty about a listed party where none is asked for": (
        "{bearer: islands, act: stamp,",
        "{bearer: islands, act: withhold-assets,",
        '- id: "made-regime:ban"',
        "say by `designated`",
    ),
    "both target and targets": (
        'targets: ["iso:XA", ',
        'target: "iso:XA", targets: [',
        "programme: {",
        "both `target`",
    ),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_the_law_cannot_mean_is_refused_by_file_and_line(graph: sg.Graph, tmp_path: Path, wrong: str) -> None:
    old, new, start, says = REFUSED[wrong]
    assert LAW.count(old) == 1, old
    report = loaded(graph, tmp_path, LAW.replace(old, new))
    rejected = next((each for each in report.rejections if says in each.reason), None)
    assert rejected is not None, report.rejections
    line = int(rejected.place.rpartition(":")[2])
    assert LAW.replace(old, new).splitlines()[line - 1].lstrip().startswith(start)


#: A later file, without a programme: a paragraph that amends one of the graph, and a renewal of a measure of the graph.
LATER = """\
resolutions:
  - {id: "made:2", name: Two, symbol: 2, adopted: 2012-01-01, url: "https://example.org/", accessed: 2020-01-01}
provisions:
  - {id: "made:2/1", resolution: "made:2", paragraph: "1", force: decides, summary: More., since: 2012-01-01,
     amends: ["made:1/2"], checked: unchecked, number_seen: false, accessed: 2020-01-01}
renewals:
  - {by: ["made:2/1"], since: 2012-12-20, until: 2014-01-01, measures: ["made-regime:ban"]}
"""


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("2012-12-20", "2014-01-01", ""),
        ("2013-01-01", "2014-01-01", ""),
        ("2013-01-02", "2014-01-01", "it had ended on 2013-01-01"),
        ("2012-12-20", "2013-01-01", "is not after 2013-01-01"),
    ],
)
def test_a_renewal_in_a_later_file_begins_before_the_measure_ended(
    graph: sg.Graph, tmp_path: Path, since: str, until: str, says: str
) -> None:
    loaded(graph, tmp_path, LAW)
    later = LATER.replace("since: 2012-12-20, until: 2014-01-01", f"since: {since}, until: {until}")
    for _ in range(2):
        report = loaded(graph, tmp_path, later)
        assert [says in each.reason and each.place.endswith(":7") for each in report.rejections] == [True] * bool(says)


def test_a_renewal_in_a_later_file_is_of_what_expires(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, LAW[: LAW.index("renewals:")].replace("    expires: 2011-01-01\n", ""))
    (rejected,) = loaded(graph, tmp_path, LATER).rejections
    assert "which has no `expires`" in rejected.reason


def test_paragraphs_of_two_files_do_not_amend_each_other(graph: sg.Graph, tmp_path: Path) -> None:
    assert loaded(graph, tmp_path, LAW).rejected == loaded(graph, tmp_path, LATER).rejected == 0
    back = LAW.replace("until: 2012-01-01, lives", 'until: 2012-01-01, amends: ["made:2/1"], lives', 1)
    circle = [each.reason for each in loaded(graph, tmp_path, back).rejections if "leads back" in each.reason]
    through = "leads back to itself, through made:1/1, made:1/2, made:2/1"
    assert circle == [f"made:1/1 {through}", f"made:1/2 {through}"]
    assert loaded(graph, tmp_path, LAW).rejected == 0, "the file itself, loaded again, leads nowhere back"


def test_a_file_without_a_programme_holds_law_of_several(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, tmp_path, LAW)
    shared = """\
resolutions:
  - {id: "made:2", name: Two, symbol: 2, adopted: 2011-01-01, url: "https://example.org/", accessed: 2020-01-01}
provisions:
  - {id: "made:2/1", resolution: "made:2", paragraph: "1", force: exemption, summary: Relief., since: 2011-01-01,
     checked: unchecked, number_seen: false, accessed: 2020-01-01}
exemptions:
  - {id: "made:relief", name: Relief, since: 2011-01-01, by: ["made:2/1"], programmes: [made-regime],
     conditions: [{id: need, kind: purpose, text: It is for people in need.}]}
"""
    report = loaded(graph, tmp_path, shared)
    assert (report.rejected, report.written) == (0, 3)


def test_a_graph_of_the_law_alone_holds_no_event_of_the_case(tmp_path: Path) -> None:
    with sg.open(tmp_path / "law.kgl") as g:
        reports = g.init(law=True)
        assert all(report.rejected == 0 for report in reports)
        claims = g.graph.read("MATCH (c:Statement:Claim) RETURN count(c) AS n").rows
        measures = g.graph.read("MATCH (m:Law:Measure) RETURN count(m) AS n").rows
    assert (claims[0]["n"], measures[0]["n"] > 50) == (0, True)
