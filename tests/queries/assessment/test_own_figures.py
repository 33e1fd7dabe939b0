"""A graph of the law alone: figures of one's own are summed under its ceilings, and none of the shipped case."""

from __future__ import annotations

import json
from pathlib import Path

import sanctionsgraph as sg

CEILING = "un-dprk:refined-petroleum"


def delivery(event: str, date: str, barrels: int) -> list[dict[str, object]]:
    said = {"exists": {"value": True}, "date": {"value": date}, "quantity": {"value": barrels, "unit": "barrels"}}
    ends = {"goods": "goods:refined-petroleum", "from": "iso:CN", "to": "iso:KP"}
    parts = said | {prop: {"entity": thing} for prop, thing in ends.items()}
    return [{"id": f"{event[3:]}-{prop}", "about": event, "property": prop, **end} for prop, end in parts.items()]


def test_figures_of_ones_own_are_assessed_without_the_shipped_ones(tmp_path: Path) -> None:
    claims = [
        *delivery("sg:own-first", "2019-03", 300_000),
        *delivery("sg:own-second", "2019-09", 250_000),
        *delivery("sg:own-later", "2020-01", 250_000),
    ]
    content = {
        "publishers": [{"id": "pub:own", "name": "Own Office"}],
        "things": [{"id": "sg:own-office", "kind": "Organization", "name": "Own Office"}]
        + [{"id": id_, "kind": "Transfer", "name": id_} for id_ in dict.fromkeys(str(c["about"]) for c in claims)],
        "reports": [
            {
                **{"id": "report:own", "title": "Figures", "publisher": "pub:own", "published": "2020-06-01"},
                **{"url": "https://example.org/", "seen": "primary", "claims": claims},
                "defaults": {"speaker": "sg:own-office", "stance": "asserts", "basis": "document", "locator": "p. 1"},
            }
        ],
    }
    file = tmp_path / "own.yaml"
    file.write_text(json.dumps(content), encoding="utf-8")
    with sg.open(tmp_path / "law.kgl") as g:
        g.init(law=True)
        assert g.load("reports", file).rejected == 0
        answers = {event: g.assess(event, measure=CEILING) for event in ("sg:own-first", "sg:own-later")}
        every = g.assess(measure=CEILING)
    (first,), (later,) = (answer.assessments for answer in answers.values())
    sums = [next(e for e in made.elements if e.element == "threshold") for made in (first, later)]
    assert [str(each.status) for each in sums] == ["met", "not met"]
    assert "550,000 of at most 500,000 barrels" in sums[0].because
    assert {claim.partition("#")[0] for claim in sums[0].claims} == {"report:own"}
    assert {made.event for made in every.assessments} == {"sg:own-first", "sg:own-second"}
