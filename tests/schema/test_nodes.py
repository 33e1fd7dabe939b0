"""Nodes of the model as they are made: their empty lists, their parts by class."""

from __future__ import annotations

from itertools import chain

import pytest
from pydantic_core import PydanticUndefined
from sanctionsgraph.schema.node import Node, concrete
from sanctionsgraph.schema.statements import Alias, Listing, Nationality, Part, parts_of


@pytest.mark.parametrize("model", concrete(Node), ids=lambda model: model.__name__)
def test_no_class_has_a_list_that_is_copied_for_each_node(model: type[Node]) -> None:
    lists = {name: field for name, field in model.model_fields.items() if field.default == []}
    assert not lists
    assert all(
        field.default_factory is list
        for field in model.model_fields.values()
        if field.default is PydanticUndefined and not field.is_required()
    )


def _listing() -> Listing:
    parts: list[Part] = [Alias(id="", name="First"), Nationality(id="", name="Iran"), Alias(id="", name="Second")]
    return Listing(
        id="x:1", name="A", dataset="x", key="1", list="X", reference="1", listType="x", entryType="entity",
        about="x:1", parts_=parts,
    )  # fmt: skip


def test_two_nodes_do_not_share_their_empty_lists() -> None:
    one, other = _listing(), _listing()
    one.programs.append("P")
    assert (one.programs, other.programs, _listing().programs) == (["P"], [], [])


def test_parts_of_a_class_come_in_their_order() -> None:
    assert [part.name for part in parts_of(_listing().parts_, Alias)] == ["First", "Second"]


def test_no_class_of_parts_has_subclasses_which_parts_of_would_miss() -> None:
    models = [model for model in concrete(Part) if model is not Part]
    assert models
    assert not list(chain.from_iterable(model.__subclasses__() for model in models))
