"""The questions of docs/direct.md: each finds something in the shipped case, and the same on both engines."""

from __future__ import annotations

import re

import pytest
import sanctionsgraph as sg
from sanctionsgraph.schema.direct import DIRECT_TYPES

from helpers.engines import ROOT

PAGE = (ROOT / "docs" / "direct.md").read_text(encoding="utf-8")
QUESTIONS = [re.sub(r"^ {4}", "", block, flags=re.M) for block in re.findall(r"```cypher\n(.*?)```", PAGE, re.S)]


def test_there_are_twenty_after_the_first() -> None:
    assert len(QUESTIONS) == 21


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_a_question_finds_the_same_on_both_engines(case: sg.Graph, embedded_case: sg.Graph, number: int) -> None:
    rows = case.read(QUESTIONS[number]).rows
    assert rows
    assert rows == embedded_case.read(QUESTIONS[number]).rows


def test_every_type_that_the_page_names_is_of_the_layer() -> None:
    table = PAGE.partition("## Types")[2].partition("## Twenty")[0]
    named = {word for row in re.findall(r"^\| (`.*?) \|", table, re.M) for word in re.findall(r"`([A-Z_]+)`", row)}
    assert len(named) > 20
    assert named <= {*DIRECT_TYPES, "MENTIONS"}
