"""One thing through time: every version of every record, and the claims about it, on both engines."""

from __future__ import annotations

import json

import sanctionsgraph as sg
from sanctionsgraph.queries.timeline.history import history_rows, tell_history, through_time


def test_history_tells_records_and_claims_in_the_order_in_which_they_became_known(case: sg.Graph) -> None:
    answer = through_time(case, "Angara")
    assert list(answer) == ["what", "as_of", "records", "claims", "sources"]
    assert [record["dataset"] for record in answer["records"]] == ["listings", "listings"]
    days = [claim["since"] for claim in answer["claims"]]
    assert days == sorted(days)
    assert {claim["role"] for claim in answer["claims"]} == {"ABOUT", "VALUE"}
    numbers = {source["n"] for source in answer["sources"]}
    assert {claim["source"] for claim in answer["claims"]} <= numbers
    assert len(history_rows(answer)) == len(answer["claims"]) + 2
    assert json.loads(json.dumps(answer)) == answer


def test_history_keeps_the_future_out(case: sg.Graph) -> None:
    answer = through_time(case, "sg:angara", as_of="2023-10-15")
    assert answer["records"] == []
    assert {claim["since"] for claim in answer["claims"]} == {"2023-10-13"}
    told = tell_history(answer)
    assert "as known on 15 Oct 2023" in told
    assert "CSIS" not in told


def test_history_is_alike_on_both_engines(case: sg.Graph, embedded_case: sg.Graph) -> None:
    for what in ("Tumangang Station", "Kim Jong Un", "sg:tumangang-2023-10-05", "goods:ammunition", "iso:KP"):
        assert through_time(case, what, "2024-01-01") == through_time(embedded_case, what, "2024-01-01")
