"""The shipped data: every fact has its source and date, nothing is defined twice, and the case is all there.

The files are read as they are, without the loaders; only the last test opens a graph.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.dates import HalfDate
from sanctionsgraph.schema.errors import ValueInvalid
from sanctionsgraph.schema.ids import slug
from sanctionsgraph.schema.vocabulary import (
    KINDS,
    Basis,
    Checked,
    Direction,
    Force,
    Likelihood,
    Nexus,
    Property,
    Qualifier,
    Seen,
    Stance,
)

from helpers.shipped import demo

DATA = Path(sg.__file__).parent / "data"
Item = dict[str, Any]
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npmjs.com",
    "npmjs.org",
    "crates.io",
    "rubygems.org",
    "packagist.org",
    "nuget.org",
    "maven.org",
    "anaconda.org",
    "proxy." + "golang.org",
    "pkg.go.dev",
    "jsdelivr.net",
    "unpkg.com",
    "hub.docker.com",
)
REPORT_KEYS = ("title", "publisher", "published", "accessed", "url", "seen", "read_at")


#: The forms of the files that state facts; examples of tables lie beside them.
FORMS = (".json", ".yaml")


def read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=yaml.CSafeLoader)


FILES = {path.relative_to(DATA).as_posix(): read(path) for path in sorted(DATA.rglob("*.*")) if path.suffix in FORMS}
#: Without the addresses of downloads and the words by which texts are read, which state no facts.
WORDS = ("publishers.yaml", "lexicons/", "mappings/")
YAML = {name: content for name, content in FILES.items() if name.endswith(".yaml") and not name.startswith(WORDS)}
PLACES = {name: content for name, content in FILES.items() if name.endswith(".json")}
LAW = {name: content for name, content in YAML.items() if "measures" in content}


def section(key: str) -> list[tuple[str, Item]]:
    """(file, item) of a section, over all YAML files."""
    return [(name, item) for name, content in YAML.items() for item in content.get(key) or []]


def place_sources() -> Iterator[tuple[str, Any]]:
    """Where a source is wanted in the files of places, and what stands there."""
    for name, places in PLACES.items():
        for place in places:
            yield f"{name} {place['id']}", place.get("source")
            for link in place.get("links") or []:
                yield f"{name} {place['id']} to {link['to']}", link.get("source", place.get("source"))


def all_publishers() -> list[tuple[str, Item]]:
    embedded = [(w, s["publisher"]) for w, s in place_sources() if isinstance(s, dict)]
    return section("publishers") + [(where, p) for where, p in embedded if isinstance(p, dict)]


def goods_publishers() -> list[tuple[str, Item]]:
    return [
        (name, {"id": f"pub:{slug(g['source']['publisher'])}", "name": g["source"]["publisher"]})
        for name, g in section("goods")
    ]


def all_reports() -> list[tuple[str, Item]]:
    return section("reports") + [(where, source) for where, source in place_sources() if isinstance(source, dict)]


def claims() -> Iterator[tuple[str, Item, Item]]:
    for _, report in section("reports"):
        for claim in report.get("claims") or []:
            yield f"{report['id']}#{claim['id']}", report, {**(report.get("defaults") or {}), **claim}


def known_from(report: Item) -> str:
    return HalfDate.parse(str(report.get("published") or report.get("accessed"))).latest


CLAIMS = {id_: (report, claim) for id_, report, claim in claims()}
PUBLISHERS = {publisher["id"] for _, publisher in all_publishers()}
THINGS = {thing["id"] for _, thing in section("things")} | {
    place["id"] for places in PLACES.values() for place in places
}


def web(url: Any) -> bool:
    parts = urlsplit(str(url or ""))
    return parts.scheme in ("http", "https") and "." in parts.netloc


def dated(value: Any) -> bool:
    try:
        HalfDate.parse(str(value))
    except ValueInvalid:
        return False
    return True


def report_problems(report: Any) -> list[str]:
    """What a source lacks to be one: an address, a date, a publisher, a title."""
    if not isinstance(report, dict):
        return ["no source"]
    found = []
    if not web(report.get("url")):
        found.append(f"no address: {report.get('url')!r}")
    dates = [report[key] for key in ("published", "accessed") if report.get(key)]
    if not dates or not all(map(dated, dates)):
        found.append("no date: neither published nor accessed")
    publisher = report.get("publisher")
    if (publisher.get("id") if isinstance(publisher, dict) else publisher) not in PUBLISHERS:
        found.append(f"publisher {publisher!r} is not defined")
    if not report.get("title") or not str(report.get("id", "")).startswith("report:"):
        found.append("no title or id")
    if report.get("seen") and report["seen"] not in set(Seen):
        found.append(f"seen as {report['seen']!r}")
    return found


def claim_problems(claim: Item) -> list[str]:
    """What a claim lacks: who says it, where it stands, what it rests on."""
    found = [
        f"no {key}" for key in ("about", "property", "stance", "basis", "speaker", "locator") if not claim.get(key)
    ]
    terms = (
        ("property", Property),
        ("stance", Stance),
        ("basis", Basis),
        ("likelihood", Likelihood),
        ("qualifier", Qualifier),
    )
    for key, vocabulary in terms:
        if claim.get(key) and claim[key] not in set(vocabulary):
            found.append(f"{key} {claim[key]!r} is not a term")
    if claim.get("likelihood") and not claim.get("hedge"):
        found.append("a likelihood without the words that express it")
    return found


# -- sources -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("where", "report"), all_reports(), ids=lambda v: v if isinstance(v, str) else v.get("id"))
def test_every_report_has_an_address_a_date_and_a_publisher(where: str, report: Item) -> None:
    assert report_problems(report) == [], where


@pytest.mark.parametrize("missing", ["url", "publisher", "title", "dates"])
def test_a_source_that_lacks_something_is_found(missing: str) -> None:
    report = dict(section("reports")[0][1])
    assert report_problems(report) == []
    for key in ("published", "accessed") if missing == "dates" else (missing,):
        report.pop(key, None)
    assert report_problems(report)


@pytest.mark.parametrize("missing", ["speaker", "locator", "basis", "stance"])
def test_a_claim_that_lacks_something_is_found(missing: str) -> None:
    claim = dict(next(claims())[2])
    assert claim_problems(claim) == []
    claim.pop(missing)
    assert claim_problems(claim)


def test_every_address_that_a_report_was_read_at_is_one() -> None:
    for where, report in all_reports():
        for url in report.get("read_at") or []:
            assert web(url), f"{where} {report['id']}: {url}"


def test_no_publisher_is_defined_in_two_ways() -> None:
    """Goods only name a publisher, so there is no address to agree with."""
    found = defaultdict(set)
    named = {publisher["id"]: publisher["name"] for _, publisher in goods_publishers()}
    for _, publisher in all_publishers():
        found[publisher["id"]].add((publisher["name"], publisher.get("url")))
    for id_, name in named.items():
        assert {way[0] for way in found[id_]} <= {name}, id_
    assert {id_: ways for id_, ways in found.items() if len(ways) > 1} == {}


def test_no_report_is_defined_in_two_ways() -> None:
    found = defaultdict(set)
    for _, report in all_reports():
        publisher = report["publisher"]
        said = {**report, "publisher": publisher["id"] if isinstance(publisher, dict) else publisher}
        found[report["id"]].add(json.dumps([said.get(key) for key in REPORT_KEYS], default=str))
    assert {id_: ways for id_, ways in found.items() if len(ways) > 1} == {}


def test_no_report_stands_twice_with_claims() -> None:
    ids = [report["id"] for _, report in section("reports") if report.get("claims")]
    assert len(ids) == len(set(ids))


def test_no_source_is_a_package_registry() -> None:
    for name in FILES:
        text = (DATA / name).read_text(encoding="utf-8")
        for host in REGISTRIES:
            assert f"//{host}" not in text, f"{name}: {host}"
            assert f".{host}/" not in text, f"{name}: {host}"


def test_there_are_enough_dated_reports() -> None:
    """At least fifteen, with claims, from September 2022 to May 2024."""
    within = [
        report["id"]
        for _, report in section("reports")
        if report.get("claims")
        and report.get("published")
        and HalfDate.parse(str(report["published"])).earliest >= "2022-09-01"
        and HalfDate.parse(str(report["published"])).latest <= "2024-05-31"
    ]
    assert len(within) >= 15


# -- claims --------------------------------------------------------------------------------------------


def test_every_claim_says_who_where_and_on_what() -> None:
    assert {id_: found for id_, (_, claim) in CLAIMS.items() if (found := claim_problems(claim))} == {}


def test_no_claim_id_is_used_twice() -> None:
    ids = [id_ for id_, _, _ in claims()]
    assert len(ids) == len(set(ids))


def test_claims_are_about_things_that_are_defined() -> None:
    goods = {item["id"] for _, item in section("goods")}
    known = THINGS | goods
    for id_, (_, claim) in CLAIMS.items():
        for key in ("about", "entity", "speaker"):
            assert claim.get(key) is None or claim[key] in known, f"{id_}: {key} {claim[key]}"


@pytest.mark.parametrize("key", ["rests_on", "answers"])
def test_what_a_claim_refers_to_is_there_and_not_later(key: str) -> None:
    for id_, (report, claim) in CLAIMS.items():
        for other in claim.get(key) or []:
            assert other in CLAIMS, f"{id_} {key} {other}"
            assert other != id_, f"{id_} {key} itself"
            assert known_from(CLAIMS[other][0]) <= known_from(report), f"{id_} {key} {other}, which is later"


def test_claims_rest_on_no_circle() -> None:
    done: set[str] = set()

    def follow(id_: str, path: tuple[str, ...]) -> None:
        assert id_ not in path, f"a circle: {' -> '.join((*path, id_))}"
        if id_ not in done:
            for other in CLAIMS[id_][1].get("rests_on") or []:
                follow(other, (*path, id_))
            done.add(id_)

    for id_ in CLAIMS:
        follow(id_, ())


# -- events, leaders, places, identities, listings -----------------------------------------------------


def test_things_hold_an_id_a_kind_and_a_name() -> None:
    ways = defaultdict(set)
    for name, thing in section("things"):
        assert set(thing) == {"id", "kind", "name"}, f"{name}: {thing}"
        assert thing["kind"] in KINDS, f"{name}: {thing}"
        ways[thing["id"]].add((thing["kind"], thing["name"]))
    assert {id_: found for id_, found in ways.items() if len(found) > 1} == {}
    for name, places in PLACES.items():
        for place in places:
            names = {found for _, found in ways.get(place["id"], ())} | {place["name"]}
            assert len(names) == 1, f"{name} {place['id']}: {names}"


def test_every_event_statement_has_a_source_and_a_locator() -> None:
    for name, content in YAML.items():
        reports = {report["id"] for report in content.get("reports") or []}
        for event in content.get("events") or []:
            assert event["statements"], f"{name} {event['id']}"
            for said in event["statements"]:
                assert said["source"] in reports, f"{name} {event['id']}: {said['source']}"
                assert said.get("locator"), f"{name} {event['id']}"


@pytest.mark.parametrize("key", ["occupancies", "listings"])
def test_every_term_and_listing_has_a_source_and_a_locator(key: str) -> None:
    for name, content in YAML.items():
        reports = {report["id"] for report in content.get("reports") or []}
        for item in content.get(key) or []:
            assert item["source"] in reports, f"{name}: {item}"
            assert item.get("locator"), f"{name}: {item}"


def test_every_place_and_link_has_a_source() -> None:
    for where, source in place_sources():
        assert report_problems(source) == [], where


def test_every_identity_has_a_ground_and_an_address() -> None:
    found = section("identities")
    assert found
    for name, identity in found:
        assert identity.get("reason"), f"{name}: {identity['canonical']}"
        assert web(identity["source"].get("url")), f"{name}: {identity['canonical']}"
        assert identity.get("by"), f"{name}: {identity['canonical']}"
        assert dated(identity.get("decided")), f"{name}: {identity['canonical']}"


# -- law -----------------------------------------------------------------------------------------------


def test_every_provision_has_sources_and_a_day_of_access() -> None:
    found = section("provisions")
    assert found
    for _, provision in found:
        assert provision["checked"] in set(Checked), provision["id"]
        assert provision["force"] in set(Force), provision["id"]
        assert dated(provision.get("accessed")), provision["id"]
        if provision["checked"] != Checked.UNCHECKED:
            assert provision["sources"], provision["id"]
        assert all(map(web, provision.get("sources") or [])), provision["id"]


def parts_of_measures() -> list[tuple[str, Item]]:
    """Every step and exemption with the id of its measure, and every exemption that stands by itself."""
    own = [
        (measure["id"], part)
        for _, measure in section("measures")
        for part in [*measure["steps"], *(measure.get("exemptions") or [])]
    ]
    return own + [(exemption["id"], exemption) for _, exemption in section("exemptions")]


def test_provisions_and_resolutions_are_there_where_they_are_named() -> None:
    resolutions = [item["id"] for _, item in section("resolutions")]
    provisions = [item["id"] for _, item in section("provisions")]
    assert len(set(provisions)) == len(provisions)
    assert len(set(resolutions)) == len(resolutions)
    for _, provision in section("provisions"):
        assert provision["resolution"] in resolutions, provision["id"]
        assert set(provision.get("amends") or []) <= set(provisions), provision["id"]
    for name, part in parts_of_measures():
        assert part["by"], name
        assert set(part["by"]) <= set(provisions), name


def test_the_steps_of_a_measure_are_in_order() -> None:
    goods = {item["id"] for _, item in section("goods")}
    acts = {item["id"] for _, item in section("acts")}
    bearers = {item["id"] for _, item in section("bearers")}
    for _, measure in section("measures"):
        for step, following in pairwise(measure["steps"]):
            if step.get("reading") == following.get("reading"):
                assert str(step["since"]) < str(following["since"]), measure["id"]
                assert str(step.get("until") or following["since"]) <= str(following["since"]), measure["id"]
        for step in measure["steps"]:
            assert step["direction"] in set(Direction), measure["id"]
            assert set(step.get("goods") or []) <= goods, measure["id"]
            for duty in step.get("duties") or []:
                assert duty["bearer"] in bearers, measure["id"]
                assert duty["act"] in acts, measure["id"]
                assert set(duty["nexus"]) <= set(Nexus), measure["id"]


def test_a_step_does_not_begin_before_its_provisions() -> None:
    since = {item["id"]: str(item["since"]) for _, item in section("provisions")}
    for name, part in parts_of_measures():
        assert min(since[provision] for provision in part["by"]) <= str(part["since"]), name


def test_a_step_cites_no_later_provision() -> None:
    """An exemption may: the paragraphs that carried it on stand beside the first."""
    since = {item["id"]: str(item["since"]) for _, item in section("provisions")}
    for _, measure in section("measures"):
        for step in measure["steps"]:
            assert max(since[provision] for provision in step["by"]) <= str(step["since"]), measure["id"]


def test_every_exemption_names_its_conditions_or_whom_or_what_it_is_for() -> None:
    for name, part in parts_of_measures():
        if "conditions" in part or "name" in part:
            assert any(part.get(key) for key in ("conditions", "goods", "annexes", "recipients", "senders")), name


def test_every_kind_of_goods_has_a_source() -> None:
    ids = {item["id"] for _, item in section("goods")}
    for _, item in section("goods"):
        source = item["source"]
        assert source["publisher"], item["id"]
        assert source["title"], item["id"]
        assert web(source["url"]), item["id"]
        assert dated(source["published"]), item["id"]
        assert set(item.get("within") or []) <= ids, item["id"]


# -- the case ------------------------------------------------------------------------------------------


def about(event: str, report: str, prop: str) -> list[Item]:
    return [
        claim
        for owner, claim in CLAIMS.values()
        if owner["id"] == report and claim["about"] == event and claim["property"] == prop
    ]


SEEN, CSIS = "sg:tumangang-2023-10-05", "report:csis-2023-10-06"


def test_the_count_of_5_october_2023_and_its_baseline() -> None:
    assert [str(c["value"]) for c in about(SEEN, CSIS, "date")] == ["2023-10-05"]
    (count,) = about(SEEN, CSIS, "quantity")
    assert (count["value"], count["unit"], count["qualifier"], count["basis"]) == (
        73,
        "freight cars",
        "about",
        "imagery-covered",
    )
    (baseline,) = about(SEEN, CSIS, "baseline")
    assert (baseline["value"], baseline["qualifier"]) == (20, "at most")


def test_the_cargo_was_under_tarps_and_not_identified() -> None:
    assert any("tarps" in str(c["value"]) for c in about(SEEN, CSIS, "cargo"))
    assert [c["stance"] for c in about(SEEN, CSIS, "goods")] == ["doubts"]


def test_the_direction_was_declined() -> None:
    assert [c["stance"] for c in about(SEEN, CSIS, "direction")] == ["declines"]


def test_carriers_of_the_count_rest_on_it() -> None:
    carried = [
        claim
        for owner, claim in CLAIMS.values()
        if claim["about"] == SEEN
        and claim["property"] == "quantity"
        and claim.get("value") == 73
        and owner["id"] != CSIS
    ]
    assert carried
    for claim in carried:
        assert claim.get("rests_on"), claim


def test_the_summit_came_before() -> None:
    summit = [event for _, event in section("events") if event["id"] == "sg:kim-putin-2023-09-13"]
    said = [statement for event in summit for statement in event["statements"]]
    assert len(said) > 1
    for statement in said:
        assert str(statement["date"]) == "2023-09-13"
        assert statement["place"] == "sg:vostochny-cosmodrome"


def test_the_white_house_release_of_13_october_2023() -> None:
    (release,) = [report for _, report in section("reports") if report["id"] == "report:white-house-2023-10-13"]
    assert str(release["published"]) == "2023-10-13"
    assert any(c["property"] == "exists" and c["stance"] == "asserts" for c in release["claims"])


def test_the_denial_of_22_september_2022_answers_what_was_said_before_it() -> None:
    denials = [
        (report, claim)
        for report, claim in CLAIMS.values()
        if report["id"] == "report:kcna-2022-09-22" and claim["stance"] == "denies"
    ]
    assert denials
    for report, denial in denials:
        assert str(report["published"]) == "2022-09-22"
        assert denial["about"] == "sg:kp-ru-munitions-2022"
        assert denial["answers"]
        for answered in denial["answers"]:
            assert known_from(CLAIMS[answered][0]) < "2022-09-22", answered


def measure_of(id_: str) -> Item:
    (found,) = [measure for _, measure in section("measures") if measure["id"] == id_]
    return found


def test_all_arms_are_banned_from_the_dprk_since_2009_and_not_since_2016() -> None:
    steps = measure_of("un-dprk:arms-export")["steps"]
    all_arms = [step for step in steps if "goods:arms" in step["goods"]]
    assert [str(step["since"]) for step in all_arms] == ["2009-06-12"]
    assert all_arms[0]["until"] is None
    assert all_arms[0]["direction"] == "from"
    assert "unscr:1874/9" in all_arms[0]["by"]
    assert not any("2270" in provision for step in steps for provision in step["by"])


def test_the_coal_ban_spares_what_passes_through_rajin() -> None:
    coal = measure_of("un-dprk:coal-export")
    rajin = [e for e in coal["exemptions"] if any("Rajin" in condition["text"] for condition in e["conditions"])]
    by_since = {str(exemption["since"]): exemption for exemption in rajin}
    assert set(by_since) == {"2016-03-02", "2017-08-05"}
    assert any("procuring State confirms" in condition["text"] for condition in by_since["2016-03-02"]["conditions"])
    assert any("exporting State confirms" in condition["text"] for condition in by_since["2017-08-05"]["conditions"])
    assert str(by_since["2016-03-02"]["until"]) == "2017-08-05"


def test_no_body_has_two_ids() -> None:
    """A second id of our own for a body or a person splits what is said of it."""
    by_name = defaultdict(set)
    for row in demo().read("MATCH (e:Entity) WHERE e:LegalEntity RETURN e.id AS id, e.name AS name").rows:
        by_name[row["name"]].add(row["id"])
    assert {name: ids for name, ids in by_name.items() if len(ids) > 1} == {}


def test_the_case_in_a_graph_says_the_same() -> None:
    graph = demo()
    counts = query(graph, "traffic", place="sg:tumangang-station", as_of="2023-10-06")
    rows = [row for row in counts if row["event"] == SEEN]
    assert [(row["date"], row["number"], row["unit"], row["report"]) for row in rows] == [
        ("2023-10-05", 73.0, "freight cars", CSIS)
    ]
    ends = {"from": "iso:KP", "to": "iso:RU"}
    rows = query(graph, "measures", goods="goods:ammunition", on="2023-10-05", **ends).rows
    found = {row["measure"] for row in rows}
    assert "un-dprk:arms-export" in found
    claims_in_graph = graph.read("MATCH (c:Statement:Claim) RETURN count(c) AS n").rows[0]["n"]
    assert claims_in_graph == len(CLAIMS)


# -- the formats as documented -------------------------------------------------------------------------


#: Sources of which the files are the project's own kind; what other people publish is in docs/sources.md.
OURS = {"identities", "law", "leaders", "events", "stations", "listings", "reports"}


def test_the_examples_in_the_docs_load(tmp_path: Path) -> None:
    text = (DATA.parent / "docs" / "data-files.md").read_text(encoding="utf-8")
    examples = re.findall(r"<!-- example: (\S+) -->\n```(\w+)\n(.*?)```", text, re.DOTALL)
    assert {source for source, _, _ in examples} == OURS
    graph = demo()
    for source, suffix, example in examples:
        path = tmp_path / f"{source}.{suffix}"
        path.write_text(example, encoding="utf-8")
        account = load(graph, source, path)
        assert account.rejected == 0, (source, account.rejections)
        assert account.written, source
        assert load(graph, source, path).unchanged == account.read, source
