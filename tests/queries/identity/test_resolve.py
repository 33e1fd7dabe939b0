"""Which things are one: what is proposed, what is joined without asking, and what a person decides."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.graph.editions.editions import load_edition
from sanctionsgraph.graph.identity.decisions import decide, decide_all, decisions
from sanctionsgraph.graph.identity.decisions import undo as take_back
from sanctionsgraph.graph.identity.links import targets
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.decisions import read_decisions
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.identity.desk import IdentityDesk
from sanctionsgraph.queries.identity.merging import RULES, list_knowledge
from sanctionsgraph.queries.identity.resolve import (
    Proposal,
    merge,
    merge_plan,
    proposals,
    side_by_side,
)
from sanctionsgraph.queries.network.paths import paths
from sanctionsgraph.queries.timeline.history import history
from sanctionsgraph.queries.timeline.listed import listed
from sanctionsgraph.queries.trace.trace import trace
from sanctionsgraph.schema.dates import HalfDate
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import InputError, NotFound
from sanctionsgraph.schema.sources import Edition, Publisher
from sanctionsgraph.schema.statements import Alias, Birth, Identification, Listing, Nationality, Part

from helpers.shipped import demo

DATA = Path(sg.__file__).parent / "data"
TRUTH = yaml.load((DATA / "truth" / "pairs.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
DAY = "2026-11-28"
PUBLISHER = Publisher(id="pub:test", name="Test")


# -- the truth set ---------------------------------------------------------------------------------


def test_every_pair_of_the_truth_set_has_its_ground() -> None:
    pairs = TRUTH["pairs"]
    assert len(pairs) >= 150
    assert sum(pair["same"] for pair in pairs) >= 100 <= sum(not pair["same"] for pair in pairs)
    assert len({frozenset((pair["a"], pair["b"])) for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair["a"] != pair["b"]
        assert pair["why"].endswith("."), pair
        assert len(pair["why"]) > 15, pair
        assert set() < set(pair["sources"]) <= TRUTH["sources"].keys(), pair
    for source in TRUTH["sources"].values():
        assert source["url"].startswith("https://")
        assert source["publisher"]
        assert source["title"]
        HalfDate.parse(source["published"])


def test_what_is_known_of_lists_has_its_source() -> None:
    told = yaml.load((DATA / "crossings.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for item in [*told["crossings"], *told["regimes"]]:
        assert item["why"]
        assert item["source"]["url"].startswith("https://")
        HalfDate.parse(str(item["source"].get("published") or item["source"]["accessed"]))
    assert list_knowledge().crossings
    assert list_knowledge().regimes


def test_the_truth_set_is_no_decision(embedded_case: sg.Graph) -> None:
    assert decisions(embedded_case) == []
    shipped = {one.about for one in decisions(embedded_case, all=True)}
    assert not shipped & {pair["a"] for pair in TRUTH["pairs"] if pair["a"].startswith("un:")}


@pytest.fixture(scope="module")
def real(shared: Path) -> Iterator[sg.Graph]:
    """The shipped case with the real lists that the truth set is about, in memory."""
    with demo() as graph:
        for source, file, edition in (
            ("un-list", "un_list/un_2026-02-27.xml", None),
            ("un-vessels", "vessels/un_1718_vessels.html", None),
            ("ofac", "ofac/sdn.csv", "2019-06-01"),
            ("eu", "eu/32017R1509.csv", None),
            ("eu", "eu/32014R0833.csv", None),
            ("leaders", "leaders/world_leaders_2022_wikidata.csv", "2022-06-01"),
            ("leaders", "leaders/Archigos_4.1_stata14.dta", None),
        ):
            load(graph, source, shared / file, edition)
        yield graph


@pytest.fixture(scope="module")
def found(real: sg.Graph) -> list[Proposal]:
    return list(proposals(real))


def test_automatic_merges_are_precise_and_find_most(real: sg.Graph, found: list[Proposal]) -> None:
    """Precision at least 0.99 at recall at least 0.85, on the truth set; the figures are printed."""
    plan = merge_plan(real, found)
    joined, held = plan.joined, plan.held
    thing = united(joined)
    pairs = TRUTH["pairs"]
    merged = [pair for pair in pairs if thing.get(pair["a"], pair["a"]) == thing.get(pair["b"], pair["b"])]
    right = [pair for pair in merged if pair["same"]]
    positives = [pair for pair in pairs if pair["same"]]
    proposed = {frozenset(one.ids) for one in found}
    told = [pair for pair in positives if pair in right or frozenset((pair["a"], pair["b"])) in proposed]
    print(f"\n{len(pairs)} pairs, {len(positives)} of them one thing; {len(joined)} merges, {len(held)} held back")
    print(f"precision {len(right) / len(merged):.3f}, recall {len(right) / len(positives):.3f}")
    for name, kind in (("the whole overlap on one regime", True), ("samples of others", False)):
        part = [pair for pair in positives if ("KP" in pair["a"]) is kind]
        print(f"  recall, {name}: {sum(pair in right for pair in part) / len(part):.3f} of {len(part)}")
    print(f"proposed to a person, or merged: {len(told) / len(positives):.3f}")
    assert [pair for pair in merged if not pair["same"]] == []
    assert len(right) / len(positives) >= 0.85
    assert len(told) / len(positives) >= 0.95


def united(joined: Iterable[Proposal]) -> dict[str, str]:
    """Where each id leads, after merges."""
    graph = [sg_decision(*one.ids) for one in joined]
    return targets(graph)


def sg_decision(a: str, b: str) -> Any:
    from sanctionsgraph.graph.identity.links import Decision, Judgement

    return Decision(f"{a}={b}", Judgement.SAME, a, (b,), "g", "t", DAY)


def test_one_number_is_not_one_thing(found: list[Proposal]) -> None:
    """Real entries for which one number is stated: two men, two institutes, a renamed or another ship."""
    by_pair = {frozenset(one.ids): one for one in found}
    for a, b, against in (
        ("un:IRi.003", "un:IRi.041", "name"),
        ("un:IRi.003", "ofac:13106", "name"),
        ("eu:32014R0833/IV/entity/61", "eu:32014R0833/IV/entity/99", "entries"),
        ("unvessel:fan-ke-2018-03-30", "ofac:19570", "name"),
        ("eu:32017R1509/XVI.A/person/32", "sg:oleg-kozhemyako", "birth"),
    ):
        one = by_pair[frozenset((a, b))]
        assert "number" in one.agreed
        assert against in {point.what for point in one.contradicts}
        assert one.rule is None


def test_contradictions_are_shown_and_never_averaged(found: list[Proposal]) -> None:
    """The same passport, and days of birth that differ by one: a person decides."""
    one = next(one for one in found if set(one.ids) == {"un:KPi.065", "ofac:23014"})
    assert {"number", "names"} <= one.agreed
    assert one.rule is None
    born = next(point for point in one.contradicts if point.what == "birth")
    assert "23 Nov 1986" in born.says
    assert "1986-11-22" in born.says
    assert all(said.statement and said.source for said in (*born.a, *born.b))


def test_things_that_are_joined_are_one_for_every_question(real: sg.Graph, found: list[Proposal]) -> None:
    before = real.digest()
    merged = merge(real, DAY, found)
    made, held = merged.decisions, merged.held
    assert len(made) > 800
    assert all(one.rule in {rule.name for rule in RULES} and "@" in one.reason for one in made)
    assert any("two entries of one list (un)" in str(one.held) for one in held)

    answer = listed(real, "Angara", on="2024-09-01")
    assert [thing.id for thing in answer.things] == ["sg:angara"]
    sets = {entry.dataset for by in answer.things[0].lists for entry in by.entries}
    assert sets == {"listings", "eu-32014R0833"}
    of_ship = history(real, "eu:32014R0833/XLII/vessel/1")
    assert of_ship.what.id == "sg:angara"
    assert {record.dataset for record in of_ship.records} >= {"listings", "eu-32014R0833"}
    ships = query(real, "listed-ships", event="sg:kp-ru-munitions-2023-sea-dunay").rows
    assert {row["ship"] for row in ships} >= {"sg:angara"}
    chains = paths(real, "eu:32014R0833/XLII/vessel/1", "Rajin Port")
    assert chains
    assert chains[0].things[0].id == "sg:angara"
    assert trace(real, "ofac:23014").what.id == "ofac:23014"
    assert history(real, "ofac:17615").what.id == "un:KPi.017"
    again = proposals(real, "Angara")
    assert all("eu:32014R0833/XLII/vessel/1" not in one.ids for one in again)

    take_back(real, *(one.id for one in made))
    assert real.digest() == before


# -- traps, made ------------------------------------------------------------------------------------


def entry(dataset: str, key: str, name: str, kind: str = "Person", **said: Any) -> tuple[Listing, Entity]:
    """An entry of a list: `born`, `number`, `nationality`, `aliases`; `listed_on`, `list_type` of the listing."""
    about = f"{dataset}:{key}"
    parts: list[Part] = [Alias(id=f"{about}#a{n}", name=alias) for n, alias in enumerate(said.get("aliases", ()))]
    if born := said.get("born"):
        days = HalfDate.parse(born)
        part = Birth(id=f"{about}#b", name=born, birthDate=born, earliest=days.earliest, latest=days.latest)
        parts.append(part)
    if number := said.get("number"):
        type_ = "IMO number" if kind == "Vessel" else "Passport"
        parts.append(Identification(id=f"{about}#n", name=f"{type_} {number}", documentType=type_, number=number))
    if nationality := said.get("nationality"):
        parts.append(Nationality(id=f"{about}#c", name=nationality))
    record = Listing(
        id="",
        name=name,
        dataset=dataset,
        key=key,
        list=dataset.upper(),
        reference=key,
        listType=said.get("list_type", "T"),
        listedOn=said.get("listed_on"),
        entryType="entry",
        about=about,
        parts_=parts,
    )
    return record, Entity.named(about, kind, name, list(said.get("aliases", ())))


def put(graph: sg.Graph, *entries: tuple[Listing, Entity]) -> sg.Graph:
    """Load entries, each into the edition of its list."""
    for dataset in sorted({record.dataset for record, _ in entries}):
        rows = [(record, thing) for record, thing in entries if record.dataset == dataset]
        state = Edition(
            id=f"edition:{dataset}@2024-01-01", name=dataset, dataset=dataset, date="2024-01-01", publisher=PUBLISHER.id
        )
        with graph.writing() as tx:
            things = [thing for _, thing in rows]
            load_edition(tx, state, [record for record, _ in rows], things, [PUBLISHER], LoadReport("test", "test"))
    return graph


PASSPORT = "472310168"
#: Pairs that look like one thing, and what must stop a rule.
TRAPS = {
    "two given names": (
        entry("un", "1", "Kim Kyong Min", born="1979-08-01"),
        entry("us", "1", "Kim Kyong Il", born="1979-08-01"),
    ),
    "one letter and one birthday": (
        entry("un", "1", "Kamal Mustafa Abdallah Sultan al-Tikriti", born="1955-05-04"),
        entry("us", "1", "Jamal Mustafa Abdallah Sultan al-Tikriti", born="1955-05-04"),
    ),
    "father and son": (
        entry("un", "1", "Ri Yong Ho", born="1942-10-02", number=PASSPORT),
        entry("us", "1", "Ri Yong Ho", born="1970-10-02", number=PASSPORT),
    ),
    "one passport, two men": (
        entry("un", "1", "Azim Aghajani", number=PASSPORT),
        entry("us", "1", "Ali Akbar Tabatabaei", number=PASSPORT),
    ),
    "one number, two ships in time": (
        entry("un", "1", "Tong San 2", "Vessel", number="8937675"),
        entry("us", "1", "Ocean Explorer", "Vessel", number="8937675"),
    ),
    "one name, two ships": (
        entry("un", "1", "Maria", "Vessel", number="8517839"),
        entry("us", "1", "Maria", "Vessel", number="9198783"),
    ),
    "two entries of one list": (
        entry("un", "1", "Korea Ryonha Corporation", "Company", number="A1234567"),
        entry("un", "2", "Korea Ryonha Corporation", "Company", number="A1234567"),
    ),
    "a person and a ship": (entry("un", "1", "Al Rashid", number=PASSPORT), entry("us", "1", "Al Rashid", "Vessel")),
    "equal names alone": (entry("un", "1", "Kim Yong Chol"), entry("us", "1", "Kim Yong Chol")),
    "first of January": (
        entry("un", "1", "Abdul Samad", born="1970-01-01"),
        entry("us", "1", "Abdul Samad", born="1970-01-01"),
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_rule_joins_what_only_looks_like_one(trap: str) -> None:
    graph = put(open_graph(":memory:"), *TRAPS[trap])
    joined = merge_plan(graph, proposals(graph)).joined
    assert not joined
    a, b = (thing.id for _, thing in TRAPS[trap])
    assert side_by_side(graph, a, b).rule is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Ivanovich Belov", "Sergej Ivanovich Below"),
        ("Muhammad al-Tikriti", "Mohammed Tikriti"),
        ("Сергей Белов", "Sergei Belov"),
        ("Pak To Chun", "PAK, To-chun"),
    ],
)
def test_a_day_of_birth_joins_names_that_are_spelt_differently(one: str, other: str) -> None:
    graph = put(
        open_graph(":memory:"), entry("un", "1", one, born="1955-05-04"), entry("us", "1", other, born="1955-05-04")
    )
    joined = merge_plan(graph, proposals(graph)).joined
    assert [(p.ids, p.rule) for p in joined] == [(("un:1", "us:1"), "birth")]


def test_a_port_and_a_cosmodrome_a_station_and_a_settlement(embedded_case: sg.Graph) -> None:
    for a, b, kinds in (
        ("sg:vostochny-port", "sg:vostochny-cosmodrome", {"Port", "Spaceport"}),
        ("sg:tumangang-station", "sg:tumangang-dong", {"RailStation", "Settlement"}),
        ("sg:khasan-station", "sg:khasan", {"RailStation", "Settlement"}),
    ):
        one = side_by_side(embedded_case, a, b)
        assert {one.a.kind, one.b.kind} == kinds
        assert [point.what for point in one.contradicts] == ["kind"]
        assert one.rule is None


def test_groups_are_not_joined_through_one_in_the_middle() -> None:
    """One entry that two others could be, which one list tells apart: one merge, the other is held back."""
    graph = put(
        open_graph(":memory:"),
        entry("us", "1", "Kim Tong Chol", born="1966-01-28", aliases=["Kim Hyok Chol"]),
        entry("un", "1", "Kim Tong Chol", born="1966-01-28"),
        entry("un", "2", "Kim Hyok Chol", born="1966-01-28"),
    )
    plan = merge_plan(graph, proposals(graph))
    joined, held = plan.joined, plan.held
    assert [one.ids for one in joined] == [("un:1", "us:1")]
    assert [one.ids for one in held] == [("un:2", "us:1")]
    assert "two entries of one list" in str(held[0].held)


SMALL = (
    entry("un", "A", "Choe Song Il", born="1973-06-08", number="472320665", nationality="DPRK"),
    entry("us", "1", "CHOE, Song Il", born="1973-06-08", number="PS 472320665"),
    entry("un", "B", "Ri Won Ho", born="1964-07-17", aliases=["Lee Won Ho"]),
    entry("us", "2", "RI, Won Ho", born="1964-07-17"),
    entry("us", "3", "RI, Won Ho", born="1980"),
    entry("un", "S", "Hao Fan 6", "Vessel", number="8628597"),
    entry("us", "4", "HAO FAN 6", "Vessel", number="8628597"),
)


def test_proposals_and_merges_are_the_same_on_both_engines(graph: sg.Graph) -> None:
    put(graph, *SMALL)
    memory = put(open_graph(":memory:"), *SMALL)
    ours, theirs = (proposals(one).rows() for one in (graph, memory))
    assert ours == theirs
    assert {(row["a"], row["b"]): row["rule"] for row in ours} == {
        ("un:A", "us:1"): "number",
        ("un:S", "us:4"): "number",
        ("un:B", "us:2"): "birth",
        ("un:B", "us:3"): None,
    }
    before = list(graph.dump())
    made = merge(graph, DAY).decisions
    merge(memory, DAY)
    assert list(graph.dump()) == list(memory.dump()) != before
    assert list(proposals(graph)) == [], "what is one now has an entry in the list that us:3 is in too"
    told = str(side_by_side(graph, "un:B", "us:3"))
    assert "AGAINST" in told
    assert "birth: born" in told
    assert "us:3#b [" in told
    with pytest.raises(NotFound, match="one entity already: un:A"):
        side_by_side(graph, "us:1", "un:A")
    take_back(graph, *(one.id for one in made))
    assert list(graph.dump()) == before


def test_what_was_decided_to_be_different_is_not_proposed_again() -> None:
    graph = put(open_graph(":memory:"), *SMALL)
    decide(graph, "us:3", "un:B", "different", "Tester", DAY, "born 16 years apart")
    decide(graph, "us:1", "un:A", "undecided", "Tester", DAY, "to be asked")
    assert {one.ids for one in proposals(graph)} == {("un:A", "us:1"), ("un:S", "us:4"), ("un:B", "us:2")}
    undecided = side_by_side(graph, "un:A", "us:1")
    assert undecided.decision is not None
    assert undecided.decision.verdict == "undecided"
    assert undecided.rule is None, "what a person left undecided, no rule decides"
    made = merge(graph, DAY).decisions
    assert {one.rule for one in made} == {"number", "birth"}
    assert all(set(one.ids) != {"un:B", "us:3"} for one in proposals(graph)), "nor through another id of it"


# -- files and the command line ----------------------------------------------------------------------


def run(*arguments: str, graph: Path, told: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sanctionsgraph.cli", "--graph", str(graph), "resolve", *arguments]
    return subprocess.run(command, input=told, capture_output=True, text=True, check=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.kgl"
    with open_graph(path) as graph:
        put(graph, *SMALL)
    return path


def test_a_person_decides_at_the_terminal(small: Path) -> None:
    before = open_graph(small).digest()
    told = "y read both papers\nn\nr\nnot sure\n?\nq\n"
    done = run("--ask", "--by", "Ann Analyst", "--decided-on", DAY, "--format", "json", graph=small, told=told)
    assert done.returncode == 0, done.stderr
    first, second, third = json.loads(done.stdout)
    assert (first["verdict"], first["by"], first["decided"]) == ("same", "Ann Analyst", DAY)
    assert first["reason"] == "read both papers"
    assert second["verdict"] == "different"
    assert "8628597" in second["reason"]
    assert (third["verdict"], third["reason"]) == ("undecided", "not sure")
    assert "AGREES" in done.stderr
    assert "SOURCES" in done.stderr
    listed = json.loads(run("--list", "--format", "json", graph=small).stdout)
    assert [one["decision"] for one in listed] == sorted(one["decision"] for one in (first, second, third))
    undo = [word for one in listed for word in ("--undo", one["decision"])]
    assert run(*undo, graph=small).returncode == 0
    assert open_graph(small).digest() == before


def test_decisions_are_carried_by_a_file(small: Path, tmp_path: Path) -> None:
    before = open_graph(small).digest()
    made = run("--auto", "--decided-on", DAY, "--format", "csv", graph=small)
    after = open_graph(small).digest()
    rows = list(csv.DictReader(io.StringIO(made.stdout)))
    assert [row["rule"] for row in rows] == ["number", "number", "birth"]
    file = tmp_path / "decisions.csv"
    file.write_text(run("--list", "--format", "csv", graph=small).stdout, encoding="utf-8")
    assert run(*[w for row in rows for w in ("--undo", row["decision"])], graph=small).returncode == 0
    assert open_graph(small).digest() == before
    assert run("--from", str(file), graph=small).returncode == 0
    assert open_graph(small).digest() == after
    wanted = {"a": "un:B", "b": "us:3", "verdict": "different", "reason": "born 1980", "by": "Ann", "decided": DAY}
    yaml_file = tmp_path / "more.yaml"
    yaml_file.write_text(yaml.safe_dump({"decisions": [wanted]}), encoding="utf-8")
    with open_graph(small) as graph:
        assert [one.verdict for one in decide_all(graph, read_decisions(yaml_file))] == ["different"]
    assert "un:B" not in run(graph=small).stdout


def test_what_contradicts_is_told_before_a_merge(small: Path) -> None:
    done = run("--decide", "us:3", "un:B", "same", "--reason", "a slip in the year", "--by", "Ann", graph=small)
    assert done.returncode == 0, done.stderr
    assert "note: us:3 and un:B: against it, birth: born 1980 and 1964-07-17" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "decisions:\n- {a: 'un:A', b: 'us:1', verdict: maybe, reason: g, by: b, decided: 2026-11-28}\n",
            "2: verdict 'maybe'",
        ),
        ("decisions:\n- {a: 'un:A', b: 'us:1', verdict: same, by: b, decided: 2026-11-28}\n", "2: `reason` is missing"),
        ("decisions:\n- {a: 'un:A', b: 'us:1', verdict: same, reason: g, by: b, decided: 2026-11}\n", "a whole day"),
        ("decisions:\n- {a: 'un:A', c: 'us:1'}\n", "unknown key `c`"),
        ("decisions: []\n", "no decision in it"),
        ("nothing: 1\n", "a decisions file has the sections decisions"),
    ],
)
def test_a_file_that_breaks_a_rule_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_decisions(file)


def test_wrong_usage_is_one_line(small: Path) -> None:
    for arguments, code, message in (
        (("--undo", "identity:none"), 1, "error: no decision 'identity:none'"),
        (("--decide", "un:A", "us:9", "same", "--reason", "g"), 1, "error: no entity of the id 'us:9'"),
        (("--decide", "un:A", "us:1", "same"), 2, "a decision needs a --reason"),
        (("--list", "--rules"), 2, "give one of"),
        (("--from", "nowhere.csv"), 1, "error: nowhere.csv"),
    ):
        done = run(*arguments, graph=small)
        assert done.returncode == code, done.stderr
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def test_rules_are_listed_and_documented(small: Path) -> None:
    rows = json.loads(run("--rules", "--format", "json", graph=small).stdout)
    assert [row["rule"] for row in rows] == [rule.name for rule in RULES]
    page = (Path(sg.__file__).parent / "docs" / "identity.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` | {', '.join(sorted(rule.needs))} |" in page


# -- what is shared too widely ------------------------------------------------------------------------


def test_a_name_that_too_many_bear_is_named_and_compared_where_one_is_asked_for() -> None:
    crowd = [entry("un", str(n), "Ann Common Example", born=f"{1900 + n}") for n in range(61)]
    other = [entry("us", "1", "Ann Common Example", born="1950"), entry("us", "2", "Rare Sample", born="1951")]
    graph = put(open_graph(":memory:"), *crowd, *other, entry("un", "r", "Rare Sample", born="1951"))
    answer = proposals(graph)
    assert [proposal.ids for proposal in answer] == [("un:r", "us:2")]
    assert {block.bearers for block in answer.crowded} == {62}
    assert "the name Ann Common Example (62)" in str(answer.note)
    asked = proposals(graph, "us:1")
    assert ("un:50", "us:1") in {proposal.ids for proposal in asked}
    assert asked.crowded == ()
    assert asked.note is None
    assert proposals(put(open_graph(":memory:"), *crowd[:60])).crowded == ()


def test_no_rule_takes_one_of_a_crowd_for_alone() -> None:
    """Two share a number, and their name with a crowd: that nothing else bears it cannot be said."""
    crowd = [entry("un", f"c{n}", "Ann Common Example") for n in range(61)]
    pair = tuple(entry(dataset, "1", "Ann Common Example", number=PASSPORT) for dataset in ("un", "us"))
    for entries, alone in (((*crowd, *pair), False), (pair, True)):
        graph = put(open_graph(":memory:"), *entries)
        (proposal,) = proposals(graph)
        assert ("alone" in proposal.agreed) is alone


def body(dataset: str, key: str, *numbers: tuple[str, str]) -> tuple[Listing, Entity]:
    """Return an entry of a body named Example Bank, with numbers as (type, number)."""
    listing, entity = entry(dataset, key, "Example Bank", "Company")
    for n, (kind, number) in enumerate(numbers):
        part_id = f"{listing.about}#m{n}"
        listing.parts_.append(Identification(id=part_id, name=f"{kind} {number}", documentType=kind, number=number))
    return listing, entity


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (("INN", "7701234567"), ("Tax ID No.", "5401999999"), "tax number"),
        (("OGRN", "1027700123456"), ("Registration Number", "1025400999999"), "OGRN"),
        (("LEI", "253400V1H6ART1UQ0N98"), ("Legal Entity Identifier", "253400QXA7D4M2PP9B54"), "LEI"),
        (("SWIFT/BIC", "EXAMKPPYXXX"), ("SWIFT", "SAMPKPPY"), "SWIFT/BIC"),
        (("registration number", "123456"), ("Company Number", "654321"), "registration number"),
        (("D-U-N-S Number", "33-843-5672"), ("D-U-N-S", "338435673"), "D-U-N-S number"),
        (("INN", "7701234567"), ("tax number", "7701234567"), None),
        (("INN", "7701234567"), ("Registration Number", "123456"), None),
        (("registration number", "123456"), ("registration number", "HRB-1234"), None),
        (("SWIFT/BIC", "EXAMKPPYXXX"), ("SWIFT/BIC", "EXAMKPPY"), None),
        (("Trade License No.", "123456"), ("Trade License No.", "654321"), None),
        (("leiCode", "EXAMPLE0000000000111"), ("Legal Entity Number", "EXAMPLE0000000000222"), "LEI"),
        (("leiCode", "EXAMPLE0000000000111"), ("Legal Entity Number", "856458879"), None),
    ],
)
def test_different_numbers_of_one_register_contradict_a_join(
    ours: tuple[str, str], theirs: tuple[str, str], kind: str | None
) -> None:
    graph = put(open_graph(":memory:"), body("un", "1", ours), body("us", "1", theirs))
    proposal = side_by_side(graph, "un:1", "us:1")
    against = [feature.says for feature in proposal.contradicts if feature.what == "number"]
    assert [says.startswith(kind or "") for says in against] == ([True] if kind else [])


@pytest.mark.parametrize("nothing", ["0000000000", "000-000"])
def test_a_number_of_zeros_is_none_on_both_sides(nothing: str) -> None:
    graph = put(open_graph(":memory:"), body("un", "1", ("INN", nothing)), body("us", "1", ("Tax ID No.", nothing)))
    assert "number" not in side_by_side(graph, "un:1", "us:1").agreed


def test_of_several_numbers_of_a_kind_one_in_common_is_enough() -> None:
    graph = put(
        open_graph(":memory:"),
        body("un", "1", ("INN", "7701234567"), ("INN", "7709999999")),
        body("us", "1", ("Tax ID No.", "7709999999")),
    )
    proposal = side_by_side(graph, "un:1", "us:1")
    assert "number" in proposal.agreed
    assert not proposal.contradicts


def test_an_approximate_birth_contradicts_no_year_near_it() -> None:
    for year, against in (("1969-07-16", False), ("1985-07-16", True)):
        listing, entity = entry("un", "1", "Ann Example", born="1968")
        birth = next(part for part in listing.parts_ if isinstance(part, Birth))
        birth.precision = "APPROXIMATELY"
        graph = put(open_graph(":memory:"), (listing, entity), entry("us", "1", "Ann Example", born=year))
        proposal = side_by_side(graph, "un:1", "us:1")
        assert ("birth" in {feature.what for feature in proposal.contradicts}) is against
        assert ("birth" in proposal.agreed) is not against


def test_answers_on_identity_show_themselves() -> None:
    graph = put(open_graph(":memory:"), *SMALL)
    answer = proposals(graph)
    assert len(answer) == len(answer.rows()) == len(answer.to_dict()["proposals"])
    assert "un:A" in answer._repr_html_()
    first = answer[0]
    assert set(first.to_dict()) >= {"a", "b", "score", "name", "agrees", "contradicts", "rule", "held", "decision"}
    assert set(first.to_dict()["agrees"][0]["a"][0]) == {"text", "statement", "source"}
    assert "AGREES" in str(first)
    assert [source.n for source in first.sources] == list(range(1, len(first.sources) + 1))
    decisions_made = IdentityDesk(graph).merge(decided_on=date.fromisoformat(DAY))
    assert {decision.on for decision in decisions_made.decisions} == {DAY}
    assert len(IdentityDesk(graph).decisions().rows()) == len(decisions_made.decisions)


def test_of_several_births_one_that_may_be_the_others_is_enough() -> None:
    listing, entity = entry("un", "1", "Ann Example", born="1950")
    listing.parts_.append(
        Birth(id="un:1#b2", name="1970", birthDate="1970", earliest="1970-01-01", latest="1970-12-31")
    )
    graph = put(open_graph(":memory:"), (listing, entity), entry("us", "1", "Ann Example", born="1970-05-04"))
    proposal = side_by_side(graph, "un:1", "us:1")
    assert "birth" in proposal.agreed
    assert not proposal.contradicts
