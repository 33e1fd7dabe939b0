"""The dump in parts: however many lines are sorted at once, the lines and their digest are the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from hypothesis import given
from hypothesis import strategies as st
from sanctionsgraph.graph import sorted_lines, writing
from sanctionsgraph.graph.dump import as_json
from sanctionsgraph.graph.sorted_lines import in_order
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.schema.errors import GraphError

from helpers.engines import ENGINES, empty_on
from helpers.hostile import fill


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest) -> Iterator[sg.Graph]:
    with empty_on(request) as opened:
        fill(opened, ["Ри", "a", "A b", "김"])
        yield opened


@pytest.mark.parametrize("size", [1, 3])
def test_parts_and_batches_change_nothing(graph: sg.Graph, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, digest = list(graph.dump()), graph.digest()
    assert lines == sorted(lines)
    assert digest == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    monkeypatch.setattr(sorted_lines, "PART", size)
    monkeypatch.setattr(writing, "BATCH", size)
    assert list(graph.dump()) == lines
    assert graph.digest() == digest


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=6), max_size=12), st.integers(1, 5))
def test_any_texts_come_in_the_order_of_their_characters(texts: list[str], size: int) -> None:
    lines = [as_json([text]) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_lines, "PART", size)
        ordered = [line[:-1].decode() for line in in_order(f"{line}\n".encode() for line in lines)]
    assert ordered == sorted(lines)


def test_no_room_for_the_parts_is_an_error_of_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        return open("/dev/full", "wb", buffering=0)

    if not Path("/dev/full").exists():
        pytest.skip("a device that is always full is on Linux only")
    monkeypatch.setattr(sorted_lines, "PART", 2)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with open_graph(":memory:") as graph:
        fill(graph, ["a", "b"])
        with pytest.raises(GraphError, match=r"No space left on device.*or set TMPDIR"):
            graph.digest()
