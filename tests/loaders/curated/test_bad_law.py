"""Law is data: a broken law file is refused by file, line and name, and no code names a country, law or case.

A record that breaks a rule is rejected with its place and reason, and nothing of it is in the graph; a file that
cannot be read as law is refused whole.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.shipped import DATA
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.generated import RELATIONSHIPS
from sanctionsgraph.schema.vocabulary import EVENT_PROPERTIES, KINDS, TERMS, Likelihood, Property, Stance

ROOT = Path(sg.__file__).parent

LAW = """\
things:
  - {id: "iso:XA", kind: Country, name: Atlantis}
goods:
  - {id: "goods:made", name: Made goods, within: [], source: &source}
programme: {id: made-regime, name: Made regime, target: "iso:XA", since: 2010-01-01}
resolutions:
  - {id: "made:1", name: Resolution 1, symbol: M/1, adopted: 2010-01-01, url: "https://example.org/",
     accessed: 2024-01-01}
provisions:
  - {id: "made:1/1", resolution: "made:1", paragraph: "1", force: decides, summary: S., since: 2010-01-01,
     checked: one-source, number_seen: true, sources: ["https://example.org/"], accessed: 2024-01-01}
  - {id: "made:1/2", resolution: "made:1", paragraph: "2", force: decides, summary: S., since: 2010-01-01,
     checked: one-source, number_seen: true, sources: ["https://example.org/"], accessed: 2024-01-01}
measures:
  - id: "made-regime:ban"
    name: Made ban
    steps:
      - since: 2010-01-01
        by: ["made:1/1"]
        direction: from
        goods: ["goods:made"]
        summary: S.
        cap: {number: 10, unit: tonnes, months: 12, from: 2010-01-01}
        duties:
          - {bearer: target, act: cease-export, nexus: [flag]}
    exemptions:
      - id: "made-regime:relief"
        name: Relief
        since: 2010-01-01
        by: ["made:1/1"]
        goods: ["goods:made"]
        conditions: [{id: asked, text: It was asked for.}]
""".replace("&source", "{publisher: Made Council, title: Annex, url: 'https://example.org/', published: 2000-01-01}")
REPORTS = """\
publishers:
  - {id: "pub:made", name: Made Press}
things:
  - {id: "sg:scribe", kind: Person, name: Scribe}
  - {id: "sg:deal", kind: Transfer, name: Deal}
  - {id: "sg:talks", kind: Summit, name: Talks}
reports:
  - id: "report:made"
    title: T
    publisher: "pub:made"
    published: 2020-06-01
    url: "https://example.org/"
    seen: primary
    claims:
      - {id: first, about: "sg:deal", property: exists, stance: asserts, basis: document,
         speaker: "sg:scribe", locator: p. 1}
      - {id: second, about: "sg:deal", property: goods, entity: "goods:made", stance: asserts, basis: document,
         speaker: "sg:scribe", locator: p. 1}
"""
BAN_STARTS, PROVISION_STARTS = 'id: "made-regime:ban"', '{id: "made:1/1"'
PROVISION, MEASURE, SECOND = "made:1/1", "made-regime:ban", "report:made#second"


def line_of(text: str, start: str) -> int:
    """The line on which a record of a file starts."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.lstrip("- ").startswith(start))


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.fixture
def empty(tmp_path: Path) -> sg.Graph:
    return open_graph(":memory:")


def loaded(graph: sg.Graph, folder: Path, source: str, text: str, name: str = "made.yaml") -> sg.LoadReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(graph, source, path)


def ids(graph: sg.Graph, family: str) -> set[str]:
    return {row["id"] for row in graph.read(f"MATCH (n:{family}) RETURN n.id AS id").rows}


def test_the_file_that_the_tests_break_is_whole(empty: sg.Graph, tmp_path: Path) -> None:
    for source, text in (("law", LAW), ("reports", REPORTS)):
        account = loaded(empty, tmp_path, source, text)
        assert (account.rejected, account.written) == (0, account.read)
    assert {PROVISION, MEASURE, f"{MEASURE}@2010-01-01", "made-regime:relief"} <= ids(empty, "Law")
    assert SECOND in ids(empty, "Statement")


# -- records of law that are refused ---------------------------------------------------------------

#: What is wrong: (old text, new text, where the record starts, what the reason says, what is not in the graph).
BROKEN_LAW = {
    "a provision without source": (
        'sources: ["https://example.org/"], ',
        "",
        PROVISION_STARTS,
        "made:1/1 is marked checked but has no source",
        PROVISION,
    ),
    "a provision with an empty source list": (
        'sources: ["https://example.org/"]',
        "sources: []",
        PROVISION_STARTS,
        "has no source",
        PROVISION,
    ),
    "a provision that ends before it begins": (
        'paragraph: "1", ',
        'paragraph: "1", until: 2009-12-31, ',
        PROVISION_STARTS,
        "made:1/1 ends on 2009-12-31, before it begins on 2010-01-01",
        PROVISION,
    ),
    "a provision that ends on the day it begins": (
        'paragraph: "1", ',
        'paragraph: "1", until: 2010-01-01, ',
        PROVISION_STARTS,
        "before it begins",
        PROVISION,
    ),
    "a provision of half a day": (
        "summary: S., since: 2010-01-01",
        "summary: S., since: 2010-01",
        PROVISION_STARTS,
        "a whole day",
        PROVISION,
    ),
    "a provision with a force of its own": ("force: decides", "force: wishes", PROVISION_STARTS, "force", PROVISION),
    "a provision checked in some other way": (
        "checked: one-source",
        "checked: surely",
        PROVISION_STARTS,
        "checked",
        PROVISION,
    ),
    "a provision with a misspelt key": (
        "summary: S.",
        "summary: S., ammends: []",
        PROVISION_STARTS,
        "ammends",
        PROVISION,
    ),
    "a provision that amends itself": (
        'paragraph: "1", ',
        'paragraph: "1", amends: ["made:1/1"], ',
        PROVISION_STARTS,
        "made:1/1 leads back to itself",
        PROVISION,
    ),
    "a provision that amends nothing": (
        'paragraph: "1", ',
        'paragraph: "1", amends: ["made:9"], ',
        PROVISION_STARTS,
        "points to Law made:9, which is neither in the graph nor in this file",
        PROVISION,
    ),
    "a step that ends before it begins": (
        "direction: from",
        "direction: from\n        until: 2009-01-01",
        BAN_STARTS,
        "a step of made-regime:ban from 2010-01-01 ends on 2009-01-01, before it begins",
        MEASURE,
    ),
    "a step that ends after the next begins": (
        "    exemptions:",
        "      - {since: 2012-01-01, until: 2011-01-01, by: ['made:1/1'], direction: to, summary: S}\n    exemptions:",
        BAN_STARTS,
        "ends on 2011-01-01, before it begins",
        MEASURE,
    ),
    "steps that are out of order": (
        "    exemptions:",
        '      - {since: 2009-01-01, by: ["made:1/1"], direction: from, summary: S.}\n    exemptions:',
        BAN_STARTS,
        "the steps of made-regime:ban are not in rising order",
        MEASURE,
    ),
    "a step with a misspelt key": (
        "direction: from",
        "direction: from\n        excpet: []",
        BAN_STARTS,
        "unknown key `excpet`: did you mean `except`?",
        MEASURE,
    ),
    "a measure with a misspelt key": (
        "name: Made ban",
        "name: Made ban\n    exemption: []",
        BAN_STARTS,
        "unknown key `exemption`: did you mean `exemptions`?",
        MEASURE,
    ),
    "a step in no direction": ("direction: from", "direction: sideways", BAN_STARTS, "direction", MEASURE),
    "a step on one kind of goods without a list": (
        'goods: ["goods:made"]\n        summary',
        "goods: goods:made\n        summary",
        BAN_STARTS,
        "`goods`: not a list",
        MEASURE,
    ),
    "an unknown designated kind": (
        "direction: from",
        "direction: from\n        designated: [Ghost]",
        BAN_STARTS,
        "`designated` of no known kind: Ghost",
        MEASURE,
    ),
    "an unknown act": (
        "act: cease-export",
        "act: cease-thinking",
        BAN_STARTS,
        "`act`: 'cease-thinking' is none of",
        MEASURE,
    ),
    "an unknown bearer": (
        "bearer: target",
        "bearer: everybody",
        BAN_STARTS,
        "`bearer`: 'everybody' is none of",
        MEASURE,
    ),
    "an unknown nexus": ("nexus: [flag]", "nexus: [rumour]", BAN_STARTS, "`nexus 1`: 'rumour' is none of", MEASURE),
    "a duty with a misspelt key": ("nexus: [flag]", "nexus: [], nexsus: []", BAN_STARTS, "nexsus", MEASURE),
    "a duty without an act": ("act: cease-export, ", "", BAN_STARTS, "`act` is missing", MEASURE),
    "a cap below nothing": ("number: 10", "number: -1", BAN_STARTS, "a cap of -1 in 12 months is none", MEASURE),
    "a cap that is no number": ("number: 10", "number: .nan", BAN_STARTS, "`number`: '.nan' is no number", MEASURE),
    "a cap without end": ("number: 10", "number: .inf", BAN_STARTS, "`number`: '.inf' is no number", MEASURE),
    "a cap in words": ("number: 10", "number: ten", BAN_STARTS, "ten", MEASURE),
    "a cap in no unit": ("unit: tonnes, ", "", BAN_STARTS, "`unit` is missing", MEASURE),
    "a cap in no months": ("months: 12", "months: 0", BAN_STARTS, "in 0 months is none", MEASURE),
    "a cap from no day": ("from: 2010-01-01}", "from: 2010}", BAN_STARTS, "a whole day is needed", MEASURE),
    "a cap with a misspelt key": (
        "months: 12",
        "months: 12, unti: t",
        BAN_STARTS,
        "unknown key `unti`: did you mean `unit`?",
        MEASURE,
    ),
    "an exemption that ends before it begins": (
        "name: Relief",
        "name: Relief\n        until: 2009-01-01",
        BAN_STARTS,
        "made-regime:relief ends on 2009-01-01, before it begins on 2010-01-01",
        MEASURE,
    ),
    "an exemption from everything": (
        'goods: ["goods:made"]\n        conditions: [{id: asked, text: It was asked for.}]',
        "conditions: []",
        BAN_STARTS,
        "made-regime:relief exempts everything: give `conditions`",
        MEASURE,
    ),
    "an exemption with conditions in words": (
        "[{id: asked, text: It was asked for.}]",
        "[It was asked for.]",
        BAN_STARTS,
        "`conditions 1`: not a mapping",
        MEASURE,
    ),
    "an exemption with a misspelt key": (
        "name: Relief",
        "name: Relief\n        untill: 2020-01-01",
        BAN_STARTS,
        "unknown key `untill`: did you mean `until`?",
        MEASURE,
    ),
    "a condition with a misspelt key": (
        "{id: asked, text: It was asked for.}",
        "{id: asked, txt: It was asked for.}",
        BAN_STARTS,
        "unknown key `txt`: did you mean `text`?",
        MEASURE,
    ),
    "two conditions with one id": (
        "[{id: asked, text: It was asked for.}]",
        "[{id: asked, text: One.}, {id: asked, text: Two.}]",
        BAN_STARTS,
        "two conditions of made-regime:relief have one id",
        MEASURE,
    ),
    "two conditions with ids that read the same": (
        "[{id: asked, text: It was asked for.}]",
        "[{id: asked for, text: One.}, {id: Asked-For, text: Two.}]",
        BAN_STARTS,
        "have one id",
        MEASURE,
    ),
}


@pytest.mark.parametrize("broken", BROKEN_LAW)
def test_a_broken_record_of_law_is_refused_with_file_line_and_reason(
    empty: sg.Graph, tmp_path: Path, broken: str
) -> None:
    old, new, start, says, absent = BROKEN_LAW[broken]
    text = changed(LAW, old, new)
    account = loaded(empty, tmp_path, "law", text)
    first = account.rejections[0]
    assert first.place == f"{tmp_path / 'made.yaml'}:{line_of(text, start)}"
    assert says in first.reason
    assert "\n" not in first.reason
    assert account.read == account.written + account.unchanged + account.rejected
    law = ids(empty, "Law")
    assert not [id_ for id_ in law if id_ == absent or id_.startswith(f"{absent}@")]
    assert "made-regime:relief" not in law
    assert "made:1/2" in law


@pytest.mark.parametrize("broken", BROKEN_LAW)
def test_what_stood_before_a_broken_record_stands_after_it(empty: sg.Graph, tmp_path: Path, broken: str) -> None:
    old, new, *_ = BROKEN_LAW[broken]
    loaded(empty, tmp_path, "law", LAW)
    before = empty.digest()
    assert loaded(empty, tmp_path, "law", changed(LAW, old, new)).rejected
    assert empty.digest() == before


def test_an_exemption_for_goods_that_do_not_exist_is_refused(empty: sg.Graph, tmp_path: Path) -> None:
    text = changed(LAW, 'goods: ["goods:made"]\n        conditions', 'goods: ["goods:ghost"]\n        conditions')
    account = loaded(empty, tmp_path, "law", text)
    rejected = account.rejections[0]
    assert rejected.place == f"{tmp_path / 'made.yaml'}:{line_of(text, BAN_STARTS)}"
    assert "made-regime:relief points to Entity goods:ghost, which is neither in the graph" in rejected.reason
    assert "made-regime:relief" not in ids(empty, "Law")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('goods: ["goods:made"]\n        summary', 'goods: ["goods:ghost"]\n        summary', "Entity goods:ghost"),
        ("        summary", '        except: ["goods:ghost"]\n        summary', "Entity goods:ghost"),
        ('by: ["made:1/1"]\n        direction', 'by: ["made:1/9"]\n        direction', "Law made:1/9"),
        ("        summary", '        effect_of: "sg:ghost"\n        summary', "Entity sg:ghost"),
    ],
)
def test_a_step_that_points_to_nothing_is_refused(
    empty: sg.Graph, tmp_path: Path, old: str, new: str, says: str
) -> None:
    account = loaded(empty, tmp_path, "law", changed(LAW, old, new))
    assert f"{MEASURE}@2010-01-01 points to {says}" in account.rejections[0].reason
    assert f"{MEASURE}@2010-01-01" not in ids(empty, "Law")


def test_a_circle_of_provisions_is_refused_whole_with_its_members(empty: sg.Graph, tmp_path: Path) -> None:
    text = changed(LAW, 'paragraph: "1", ', 'paragraph: "1", amends: ["made:1/2"], ')
    text = changed(text, 'paragraph: "2", ', 'paragraph: "2", amends: ["made:1/1"], ')
    account = loaded(empty, tmp_path, "law", text)
    circle = [r for r in account.rejections if "leads back to itself, through made:1/1, made:1/2" in r.reason]
    assert [r.place.rpartition(":")[2] for r in circle] == [
        str(line_of(text, start)) for start in (PROVISION_STARTS, PROVISION_STARTS.replace("1/1", "1/2"))
    ]
    assert not {PROVISION, "made:1/2", f"{MEASURE}@2010-01-01"} & ids(empty, "Law")


def test_a_provision_that_nobody_checked_needs_no_source(empty: sg.Graph, tmp_path: Path) -> None:
    text = changed(changed(LAW, "checked: one-source", "checked: unchecked"), 'sources: ["https://example.org/"], ', "")
    assert loaded(empty, tmp_path, "law", text).rejected == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("programme: []\nmeasures: []\n", r"made\.yaml:1: `programme` is not a mapping"),
        (LAW.partition("measures:")[0] + "measures: {a: 1}\n", r"made\.yaml:1: `measures` is not a list of mappings"),
        (LAW + "mesures: []\n", r"made\.yaml:33: a law file has the sections .*; found mesures"),
        (LAW + "measures: []\n", r"made\.yaml:\d+: not YAML: key used twice: measures"),
        (LAW.replace("name: Made ban", "name: [Made ban"), r"made\.yaml:\d+: not YAML"),
        (LAW.replace("{publisher", "&x {publisher") + "x: *x\n", r"made\.yaml:\d+: not YAML: aliases"),
    ],
)
def test_a_file_that_is_no_law_is_refused_whole(empty: sg.Graph, tmp_path: Path, text: str, says: str) -> None:
    before = empty.digest()
    with pytest.raises(InputError, match=says):
        loaded(empty, tmp_path, "law", text)
    assert empty.digest() == before


def test_law_without_a_programme_is_refused(empty: sg.Graph, tmp_path: Path) -> None:
    text = "\n".join(line for line in LAW.splitlines() if not line.startswith("programme"))
    account = loaded(empty, tmp_path, "law", text)
    assert [r.reason for r in account.rejections] == [
        "`programme` is missing: say to which one the law of this file belongs"
    ]
    assert ids(empty, "Law") == set()


# -- claims that are refused -----------------------------------------------------------------------

BROKEN_CLAIMS = {
    "a property that a summit lacks": (
        'about: "sg:deal", property: goods',
        'about: "sg:talks", property: goods',
        "an event of kind Summit",
    ),
    "a property of ships on a sale": ("property: goods", "property: flag", "an event of kind Transfer"),
    "a property that nothing has": ("property: goods", "property: smell", "`property`: 'smell' is none of"),
    "a stance of its own": (
        "stance: asserts, basis: document",
        "stance: shouts, basis: document",
        "`stance`: 'shouts' is none of",
    ),
    "a basis of its own": ("basis: document", "basis: gossip", "`basis`: 'gossip' is none of"),
    "a likelihood of its own": (
        "stance: asserts",
        "stance: asserts, likelihood: surely",
        "`likelihood`: 'surely' is none of",
    ),
    "a likelihood in numbers": (
        "stance: asserts",
        "stance: asserts, likelihood: 0.8",
        "`likelihood`: '0.8' is none of",
    ),
    "a qualifier of its own": ("stance: asserts", "stance: asserts, qualifier: lots", "`qualifier`: 'lots' is none of"),
    "a misspelt key": (
        "stance: asserts",
        "stance: asserts, condtion: x",
        "unknown key `condtion`: did you mean `condition`?",
    ),
    "a condition that leads nowhere": (
        'property: goods, entity: "goods:made"',
        'property: exemption, value: true, condition: "made-regime:relief#ghost"',
        "report:made#second points to Law made-regime:relief#ghost, which is neither in the graph",
    ),
    "a base that leads nowhere": (
        "stance: asserts",
        'stance: asserts, rests_on: ["report:made#ghost"]',
        "points to Statement report:made#ghost",
    ),
    "a base that is itself": (
        "stance: asserts",
        'stance: asserts, rests_on: ["report:made#second"]',
        "report:made#second leads back to itself",
    ),
    "goods that do not exist": ('"goods:made"', '"goods:ghost"', "points to Entity goods:ghost"),
    "a publisher as speaker": ('speaker: "sg:scribe"', 'speaker: "pub:made"', "a publisher is no speaker"),
    "no speaker": ('speaker: "sg:scribe", ', "", "claim second: `speaker` is missing"),
    "no locator": (", locator: p. 1", "", "claim second: `locator` is missing"),
    "nothing that it asserts": ('entity: "goods:made", ', "", "claim second: goods: asserts nothing: give a `value`"),
    "a duty kept in a word that answers none": (
        'property: goods, entity: "goods:made"',
        "property: compliance, value: impounded",
        "`value` of compliance is one of ",
    ),
    "both a value and a thing": (
        'entity: "goods:made"',
        'entity: "goods:made", value: arms',
        "both a value and an entity",
    ),
    "a number that is none": (
        'property: goods, entity: "goods:made"',
        "property: quantity, value: .nan",
        "`value` '.nan' would not be counted",
    ),
    "a date that ends before it begins": (
        'property: goods, entity: "goods:made"',
        'property: date, value: "2020-03/2020-01"',
        "'2020-03/2020-01' ends before it begins",
    ),
}


@pytest.mark.parametrize("broken", BROKEN_CLAIMS)
def test_a_broken_claim_is_refused_with_file_line_and_reason(empty: sg.Graph, tmp_path: Path, broken: str) -> None:
    old, new, says = BROKEN_CLAIMS[broken]
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    head, mark, second = REPORTS.partition("      - {id: second")
    text = head + mark + changed(second, old, new)
    account = loaded(empty, tmp_path, "reports", text)
    (rejected,) = account.rejections
    assert rejected.place == f"{tmp_path / 'made.yaml'}:{line_of(text, '{id: second')}"
    assert says in rejected.reason
    assert "\n" not in rejected.reason
    there = ids(empty, "Statement")
    assert (SECOND in there, "report:made#first" in there) == (False, True)


def test_a_circle_of_claims_is_refused_whole_with_its_members(empty: sg.Graph, tmp_path: Path) -> None:
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    text = changed(REPORTS, "property: exists", 'rests_on: ["report:made#second"], property: exists')
    text = changed(text, "property: goods", 'rests_on: ["report:made#first"], property: goods')
    account = loaded(empty, tmp_path, "reports", text)
    assert len(account.rejections) == 2
    for rejected, claim in zip(account.rejections, ("first", "second"), strict=True):
        assert rejected.place == f"{tmp_path / 'made.yaml'}:{line_of(text, '{id: ' + claim)}"
        assert "leads back to itself, through report:made#first, report:made#second" in rejected.reason
    assert not {"report:made#first", SECOND} & ids(empty, "Statement")


def test_a_claim_that_rests_on_a_circle_is_refused_too(empty: sg.Graph, tmp_path: Path) -> None:
    """It is not in the circle, but what it rests on is not there any more."""
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    text = changed(REPORTS, "property: exists", 'rests_on: ["report:made#first"], property: exists')
    text = changed(text, "property: goods", 'rests_on: ["report:made#first"], property: goods')
    account = loaded(empty, tmp_path, "reports", text)
    reasons = [rejected.reason for rejected in account.rejections]
    assert len(reasons) == 2
    assert "report:made#first leads back to itself" in reasons[0]
    assert "report:made#second points to Statement report:made#first" in reasons[1]


def test_every_kind_of_event_says_which_properties_it_has() -> None:
    kinds = {kind for kind, above in KINDS.items() if "Event" in above} | {"Event"}
    assert set(EVENT_PROPERTIES) == kinds
    assert all(Property.EXISTS in had and Property.DATE in had for had in EVENT_PROPERTIES.values())


@pytest.mark.parametrize("prop", sorted(set(Property) - EVENT_PROPERTIES["Summit"]))
def test_a_summit_has_none_of_the_properties_of_a_sale(empty: sg.Graph, tmp_path: Path, prop: str) -> None:
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    value = min(TERMS.get(Property(prop), ["2020"]))
    claim = f'about: "sg:talks", property: {prop}, value: {value}'
    text = changed(REPORTS, 'about: "sg:deal", property: goods, entity: "goods:made"', claim)
    (rejected,) = loaded(empty, tmp_path, "reports", text).rejections
    assert rejected.place == f"{tmp_path / 'made.yaml'}:{line_of(text, '{id: second')}"
    for told in (SECOND, f"is on {prop}, which an event of kind Summit does not have (it has application,"):
        assert told in rejected.reason
    assert SECOND not in ids(empty, "Statement")


def test_the_words_of_doubt_are_free_and_what_they_express_is_not() -> None:
    assert len(Likelihood) == 7
    assert len(Stance) == 9


# -- hostile names ---------------------------------------------------------------------------------

HOSTILE = "'}) DETACH DELETE n //<script>alert(1)</script>\\u0060 $id {x} \\\" \\\\ \\u202e `MATCH (n)`"


def test_names_full_of_cypher_and_html_are_kept_as_they_are(empty: sg.Graph, tmp_path: Path) -> None:
    loaded(empty, tmp_path, "law", LAW)
    before = len(ids(empty, "Law"))
    text = changed(LAW, "text: It was asked for.", f'text: "{HOSTILE}"')
    text = changed(changed(text, "name: Relief", f'name: "{HOSTILE}"'), "name: Made ban", f'name: "{HOSTILE}"')
    assert loaded(empty, tmp_path, "law", text).rejected == 0
    assert len(ids(empty, "Law")) == before
    wanted = yaml.safe_load(f'"{HOSTILE}"')
    loaded(empty, tmp_path, "reports", REPORTS, "reports.yaml")
    dated = REPORTS.replace("report:made", "report:dated").replace(
        'property: goods, entity: "goods:made"', "property: date, value: 2020-01-01"
    )
    loaded(empty, tmp_path, "reports", dated, "dated.yaml")
    made = assess(empty, "sg:deal", measure=wanted).assessments[0]
    (relief,) = made.exemption.exemptions
    assert made.measure_name == relief.name == relief.conditions[0].text == wanted


@pytest.mark.parametrize("id_", ["asked'}) DELETE n //", "<b>asked</b>", "a\\tb", "a b"])
def test_the_id_of_a_condition_is_made_harmless(empty: sg.Graph, tmp_path: Path, id_: str) -> None:
    text = changed(LAW, "id: asked", f'id: "{id_}"')
    assert loaded(empty, tmp_path, "law", text).rejected == 0
    (condition,) = (i for i in ids(empty, "Condition") if i.startswith("made-regime:relief#"))
    assert re.fullmatch(r"made-regime:relief#[a-z-]+", condition)


# -- law is data: no code names it -----------------------------------------------------------------

PACKAGES = ("schema", "graph", "loaders", "queries", "dossier", "cli")
#: Calls whose texts are help for a person.
HELP = {"Typer", "Option", "Argument"}
#: The names that may stand in a module's code, and why.
ALLOWED = {
    (
        "loaders/events/events.py",
        "kim jong un",
    ): "the trips file of that source is about one traveller and does not name him",
    ("loaders/events/events.py", "vladimir putin"): "who made the visit that the same file tells of by a key only",
    ("loaders/events/events.py", "kp"): "the State of that visit, which the file does not give",
    ("loaders/events/events.py", "dprk"): "the key of that visit in the file",
    ("loaders/events/forms.py", "dprk"): "the key of that visit in the file",
    ("loaders/ofac/advanced_format.py", "id"): "the name of an attribute, not a State",
    ("loaders/registry.py", "un-dprk"): "an example of a file's name",
    ("loaders/registry.py", "russia"): "an example of a file's name",
    ("loaders/registry.py", "1718"): "the name of a list, and an example of its file's name",
    ("loaders/people/archigos.py", "na"): "that source's mark of a missing value, not a State",
    ("loaders/ofac/entry.py", "us"): "the name under which the one publisher's lists of that module are asked for",
    ("loaders/events/events.py", "russia"): "the name of the mapping of a timeline",
    ("loaders/un/vessels.py", "1718"): "the name and address of the one list that the module reads",
    ("loaders/un/vessels.py", "dprk"): "the name of that list's programme, as that Committee gives it",
    ("loaders/un/vessels.py", "un-dprk"): "the programme of that list, which its rows do not give",
    (
        "queries/evidence/rules.py",
        "united states",
    ): "the name of the judgment that a rule of evidence is taken from",
}


@cache
def shipped() -> dict[str, dict[str, Any]]:
    paths = [path for path in sorted(DATA.rglob("*.yaml")) if path.parent.name not in ("mappings", "lexicons")]
    return {path.name: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in paths}


def listed(section: str) -> Iterator[dict[str, Any]]:
    for content in shipped().values():
        yield from content.get(section) or []


@cache
def named() -> re.Pattern[str]:
    """What code must not say: States and people by name, law by id and number, events and cases by id."""
    entries = [*listed("things"), *({**i, "id": i["canonical"]} for i in listed("identities"))]
    kinds = {"Country", "Person", *(kind for kind, above in KINDS.items() if "Event" in above)}
    words = set()
    for entry in entries:
        if entry["kind"] in kinds:
            words |= {entry["id"], entry["name"], *(entry.get("names") or [])}
    programmes = [content["programme"]["id"] for content in shipped().values() if content.get("programme")]
    laws = [law["id"] for section in ("resolutions", "provisions", "measures", "goods") for law in listed(section)]
    words |= {
        *programmes,
        *(p.rpartition("-")[2] for p in programmes),
        *laws,
        *(case["id"] for case in listed("cases")),
    }
    numbers = {law.partition(":")[2].partition("/")[0] for law in laws if law.startswith("unscr:")}
    # A number that is a year as well is a resolution only beside the word or in its symbol.
    words |= {n for n in numbers if n > "2100" or n < "1900"}
    words |= {f"{before}{n}" for n in numbers if "1900" <= n <= "2100" for before in ("S/RES/", "resolution ", "res. ")}
    whole = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 2)
    return re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])|\biso:[A-Z]{{2}}\b|\bunscr:", re.IGNORECASE)


@cache
def codes() -> frozenset[str]:
    """The codes of the States of the shipped data, which are names only where they stand alone.

    A code that is a type of relationship too (`IN`), or a plain word (`NO`), names no State.
    """
    codes = frozenset(t["id"][4:] for t in listed("things") if t["id"].startswith("iso:"))
    return codes - {*RELATIONSHIPS, "NO"}


def code(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each constant and identifier of a module that is neither a docstring nor help."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in HELP:
                left_out |= {id(k.value) for k in call.keywords if k.arg in ("help", "epilog", "metavar")}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int) and not isinstance(node.value, bool):
            yield node.lineno, str(node.value)
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.lineno, node.arg


@cache
def names_in(text: str) -> frozenset[str]:
    """The names that a text holds, in lower case."""
    alone = {text.lower()} if text in codes() else set()
    return frozenset(alone.union(found[0].lower() for found in named().finditer(text)))


#: The one table of the names of States, which every question of names asks.
COUNTRY_NAMES = "schema/countries.py"


def test_no_code_names_a_country_a_resolution_or_a_case() -> None:
    found: dict[tuple[str, str], str] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            if where == COUNTRY_NAMES:
                continue
            for line, text in code(path):
                found.update({(where, name): f"{where}:{line}: {name} in {text!r}" for name in names_in(text)})
    assert [told for key, told in found.items() if key not in ALLOWED] == []
    there = {key for key in ALLOWED if (ROOT / key[0]).exists()}
    assert there - set(found) == set(), "an exception that is not needed any more"


def test_no_question_of_the_catalogue_names_one() -> None:
    """What stands in comments and in `:param` lines is the example of a question."""
    for path in sorted((ROOT / "queries" / "catalogue" / "cypher").glob("*.cypher")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.startswith(("//", ":param")) or not named().search(line), f"{path.name}: {line}"


@pytest.mark.parametrize(
    "text",
    ["KP", "iso:KP", "Russian Federation", "un-dprk:arms-export", "S/RES/1718", "2397", "unscr:1718/8(b)", "in_dprk"],
)
def test_the_rule_finds_what_it_is_for(text: str) -> None:
    assert names_in(text)


@pytest.mark.parametrize("text", ["iso:", "country", "Transfer", "2006", "17180", "at", "measure", "grussia"])
def test_the_rule_leaves_the_rest_alone(text: str) -> None:
    assert names_in(text) == set()


def test_a_measure_with_a_bad_exemption_is_refused_whole(empty, tmp_path):
    loaded(
        empty,
        tmp_path,
        "law",
        changed(LAW, 'goods: ["goods:made"]\n        conditions', 'goods: ["goods:ghost"]\n        conditions'),
    )
    assert MEASURE not in ids(empty, "Law")


def test_a_measure_with_a_bad_step_is_refused_whole(empty, tmp_path):
    bad = '      - {since: 2012-01-01, by: ["made:1/1"], direction: from, summary: S., goods: ["goods:ghost"]}\n'
    t = changed(LAW, "    exemptions:", f"{bad}    exemptions:")
    a = loaded(empty, tmp_path, "law", t)
    assert a.rejected
    assert not {i for i in ids(empty, "Law") if i.startswith(MEASURE)}


def test_a_cap_without_unit_is_refused(empty, tmp_path):
    assert loaded(empty, tmp_path, "law", changed(LAW, "unit: tonnes", "unit: null")).rejected


def test_a_cap_with_an_empty_unit_is_refused(empty, tmp_path):
    assert loaded(empty, tmp_path, "law", changed(LAW, "unit: tonnes", 'unit: ""')).rejected


def test_goods_within_themselves_are_refused(empty, tmp_path):
    assert loaded(empty, tmp_path, "law", changed(LAW, "within: []", 'within: ["goods:made"]')).rejected


def test_a_circle_through_another_file_is_refused(empty, tmp_path):
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    loaded(empty, tmp_path, "reports", REPORTS)
    rests = 'rests_on: ["report:made#first"], property: exists'
    r2 = REPORTS.replace("report:made", "report:two").replace("property: exists", rests)
    assert loaded(empty, tmp_path, "reports", r2, "two.yaml").rejected == 0
    r1 = changed(REPORTS, "property: exists", 'rests_on: ["report:two#first"], property: exists')
    assert loaded(empty, tmp_path, "reports", r1).rejected


def test_a_condition_on_another_property_is_refused(empty, tmp_path):
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    assert loaded(
        empty,
        tmp_path,
        "reports",
        changed(REPORTS, "property: goods", 'condition: "made-regime:relief#asked", property: goods'),
    ).rejected


def test_a_claim_that_fulfils_a_provision_is_refused(empty, tmp_path):
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    assert loaded(
        empty,
        tmp_path,
        "reports",
        changed(
            REPORTS, 'property: goods, entity: "goods:made"', 'condition: "made:1/1", property: exemption, value: true'
        ),
    ).rejected


def test_an_exemption_without_a_condition_is_refused(empty, tmp_path):
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    assert loaded(
        empty,
        tmp_path,
        "reports",
        changed(REPORTS, 'property: goods, entity: "goods:made"', "property: exemption, value: true"),
    ).rejected


def test_a_way_from_no_state_is_refused(empty, tmp_path):
    (rejected,) = loaded(empty, tmp_path, "law", changed(LAW, 'target: "iso:XA", ', "")).rejections
    assert "direction from of no State" in rejected.reason


def test_less_than_nothing_is_refused(empty, tmp_path):
    loaded(empty, tmp_path, "law", LAW, "law.yaml")
    assert loaded(
        empty,
        tmp_path,
        "reports",
        changed(REPORTS, 'property: goods, entity: "goods:made"', "property: quantity, unit: t, value: -5"),
    ).rejected


def test_a_condition_without_letters_in_its_id_is_refused(empty, tmp_path):
    assert loaded(empty, tmp_path, "law", changed(LAW, "id: asked", 'id: "!!"')).rejected


def test_a_step_by_nothing_is_refused(empty, tmp_path):
    assert loaded(
        empty, tmp_path, "law", changed(LAW, 'by: ["made:1/1"]\n        direction', "by: []\n        direction")
    ).rejected


def test_a_cap_that_is_no_number_is_refused(empty, tmp_path):
    assert loaded(empty, tmp_path, "law", changed(LAW, "number: 10", "number: true")).rejected
