"""Kinds that words of a row suggest, on rows of our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.loaders.tables.event_words import propose_kinds

from helpers.timeline_file import put, row

#: Events as their sources tell them, in words of our own, labelled before the rules were run on them.
HEADLINES = Path(__file__).parent / "data" / "event_headlines.csv"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Governor of Osaka met the mayor of Busan", ["Meeting"]),
        ("Envoy arrived in Hanoi for three days", ["Trip"]),
        ("President sends condolences to the widow", ["Letter"]),
        ("Army fires two ballistic missiles into the sea", ["Launch"]),
        ("Country Q delivered 40 howitzers to country R", ["Transfer"]),
        ("Tanker Blue Heron docked at the port of Wonsan", ["PortCall"]),
        ("The navies of A and B hold joint naval drills", ["Exercise"]),
        ("Minister says the harvest is good", ["Announcement"]),
        ("Ministry says country Q delivered 40 howitzers to country R", ["Announcement", "Transfer"]),
        ("Country Q denied that it delivered 40 howitzers", ["Announcement"]),
        ("Country Q bans the sale of howitzers to country R", []),
        ("The terms of the lease were not met by the spring", []),
        ("Negotiators of both camps go home", []),
        ("Frigates of A and B jointly patrol the strait", ["Exercise"]),
        ("Country Q conducts its yearly coastal exercise", ["Exercise"]),
        ("Senators release a letter to the shipowners", ["Letter"]),
        ("A and B reach an interim accord on fishing", ["Meeting"]),
        ("Country Q imposes financial sanctions on two banks", ["Announcement"]),
        ("Country Q may deliver 40 howitzers", []),
        ("Country Q plans to send troops to country R", ["Announcement"]),
        ("Country Q rejects charges that it delivered 40 howitzers", ["Announcement"]),
        ("Navy seized a shipment of arms that country Q had sold", []),
        ("Minister condemns the missile launch of country Q", ["Announcement"]),
        ("Country Q to hold naval drills next month", []),
        ("Envoys of country Q and the United States held talks", ["Meeting"]),
        ("In a letter to the mayor, the governor wished him well", ["Letter"]),
        ("The envoy travels by night train to Hanoi", ["Trip"]),
        ("The envoy travelled again to Hanoi", ["Trip"]),
        ("Two rockets launched over the strait fell into the sea", ["Launch"]),
        ("The tanker was last seen sailing south", ["Observation"]),
        ("Crowds march over a plan to raise fares", []),
        ("Country Q plans to raise fares", ["Announcement"]),
        ("A cutter warned away two trawlers", []),
        ("The cutter warned two trawlers", ["Announcement"]),
        ("Two days after the ministry said so, guards closed the bridge", []),
        ("The ministry said that guards closed the bridge", ["Announcement"]),
        ("A quiet day", []),
    ],
)
def test_words_suggest_kinds(text: str, kinds: list[str]) -> None:
    proposals = propose_kinds({"headline": text})
    assert [proposal.kind for proposal in proposals] == kinds
    for proposal in proposals:
        assert text[proposal.start :].startswith(proposal.words)


def test_kinds_of_labelled_headlines() -> None:
    with HEADLINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    suggested = [[proposal.kind for proposal in propose_kinds({"headline": row["words"]})] for row in rows]
    right = [[kind in row["kinds"].split() for kind in kinds] for row, kinds in zip(rows, suggested, strict=True)]
    first, every = [marks[0] for marks in right if marks], [mark for marks in right for mark in marks]
    assert len(rows) >= 100
    assert len(first) >= 0.8 * len(rows)
    assert sum(first) >= 0.9 * len(first)
    assert sum(every) >= 0.9 * len(every)


def test_the_body_types_a_row_only_where_its_headline_does_not() -> None:
    texts = {"headline": "A bridge", "text": "The envoys met on it. Arms were sold under it."}
    assert [(p.kind, p.field) for p in propose_kinds(texts)] == [("Meeting", "text")]
    assert [p.kind for p in propose_kinds({**texts, "headline": "Envoys visited a bridge"})] == ["Trip"]


def test_a_proposal_is_a_suggestion_of_the_program_and_the_event_stays_untyped(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, "events", put(tmp_path, row(headline="Envoys met in Hanoi", figures=["Ann"], src_type="us-govt")))
    assert graph.entity("csis-timeline:1").kind == "Event"
    query = (
        "MATCH (c:Claim {property: 'kind'})-[:SAID_BY]->(s) "
        "RETURN c.stance AS stance, c.basis AS basis, c.value AS value, c.hedge AS words, s.id AS speaker"
    )
    assert graph.read(query).rows == [
        {"stance": "suggests", "basis": "inference", "value": "Meeting", "words": "met", "speaker": "sg:event-words"}
    ]
    assert not graph.read("MATCH (:Occurrence)-[:PARTICIPANT]->(p) RETURN p.id AS id").rows
