"""The things that the columns of a row name: States by their ISO code, all else as things of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...schema.countries import state_id, state_name
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.ids import check_id, slug
from .cell_values import split_list
from .columns import TableRow
from .forms import MappingForm, Role, ThingColumnForm

#: What the things of a section are, and what they are to the event, where their column does not say.
_KINDS = {
    "places": "Place",
    "people": "Person",
    "organisations": "Organization",
    "ships": "Vessel",
    "goods": "Goods",
}
_ROLES: dict[str, Role] = {"places": "place", "states": "place", "goods": "goods"}


@dataclass(frozen=True)
class RowThing:
    """A thing that a column names. `entity` is None where the words lead to nothing that the graph could know."""

    entity: Entity | None
    role: Role
    column: str
    words: str


def row_things(row: TableRow, mapping: MappingForm) -> Iterator[RowThing]:
    """Yield the things that a row names in its columns. Raises ValueInvalid for a State that is none."""
    for section, column in mapping.things():
        role = column.role or _ROLES.get(section, "mentioned")
        for words in cell_names(row, column):
            entity = _state(words, column) if section == "states" else _thing(words, column, section, mapping.dataset)
            yield RowThing(entity, role, column.column, words)


def cell_names(row: TableRow, column: ThingColumnForm) -> Iterator[str]:
    """Yield each name of a cell once, without those that the mapping skips."""
    names = (name for text in row.cells.get(column.column, ()) for name in split_list(text, column.separator))
    yield from (name for name in dict.fromkeys(names) if name not in column.skip)


def _state(words: str, column: ThingColumnForm) -> Entity:
    id_ = state_id(column.ids.get(words, words))
    if id_ is None:
        raise ValueInvalid(
            f"`{column.column}`: {words[:60]!r} is no State: give its ISO code under `ids` of the mapping, or `skip` it"
        )
    return Entity(id=id_, kind="Country", name=state_name(id_.partition(":")[2]))


def _thing(words: str, column: ThingColumnForm, section: str, dataset: str) -> Entity | None:
    kind = column.kind or _KINDS[section]
    if words in column.ids:
        return Entity(id=check_id(column.ids[words]), kind=kind, name=words)
    if section == "goods":
        # Kinds of goods are those of the law: words that name none of them stay words.
        return None
    key = slug(words)
    return Entity.named(f"{dataset}:{key}", kind, words) if key else None
