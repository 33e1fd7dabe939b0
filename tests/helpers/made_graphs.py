"""The made graphs of questions: small graphs, with changes of which each keeps out a row, or changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sanctionsgraph.graph.node_row import NodeRow

from helpers.small_graph import small_graph, stood, value_of

#: The day of knowledge: the day on which the statements of the made graphs begin to stand.
AS_OF = "2024-01-01"
FOLDER = Path(__file__).parents[1] / "queries" / "catalogue" / "made"


@dataclass(frozen=True)
class Made:
    """A made graph of one question, with the changes that matter to it."""

    asked: Mapping[str, Any]
    text: str
    out: tuple[str, ...]
    other: tuple[str, ...]
    same: tuple[str, ...]
    #: Clauses that change nothing, by a part of the mutant's description, with the reason.
    redundant: Mapping[str, str]

    @classmethod
    @cache
    def of(cls, name: str) -> Made:
        """The made graph of a question, from its file.

        `stood` names the statements without which there is no row: not yet known, or standing until that day.
        """
        file = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        assert file.keys() <= {"asked", "graph", "stood", "stood-other", "out", "other", "same", "redundant"}, name

        def changes(key: str, stood_key: str = "") -> tuple[str, ...]:
            return (*stood(*file.get(stood_key, ()), as_of=AS_OF), *file.get(key, "").splitlines())

        asked = {key: value_of(text) for key, text in file["asked"].items()}
        out, other = changes("out", "stood"), changes("other", "stood-other")
        return cls(asked, file["graph"], out, other, changes("same"), file.get("redundant", {}))


def variant(made: Made, edits: str = "") -> tuple[list[NodeRow], dict[str, Any]]:
    """The rows of the made graph with some changes, and what is asked; `$name=value` changes a parameter."""
    asked = {"as_of": AS_OF} | dict(made.asked)
    parts = [part.strip() for part in edits.split(";")]
    asked |= {key[1:]: value_of(text) for key, _, text in (p.partition("=") for p in parts if p.startswith("$"))}
    return small_graph(made.text, without_parameters(edits)), asked


def without_parameters(edits: str) -> str:
    return "; ".join(part for part in edits.split(";") if not part.strip().startswith("$"))
