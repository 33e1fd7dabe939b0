"""Entities that may be meant where no name or id fits: by a number of theirs, or by a near name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..schema.names import name_key
from ..schema.near_names import near_names
from ..schema.numbers import number_key
from ..schema.vocabulary import kind_of
from .protocols import RowReader, typed

#: Below this likeness (of 100) two names are not near.
NEAR = 80


@dataclass(frozen=True)
class NamedEntity:
    """An entity as a look-up returns it."""

    id: str
    labels: list[str]
    name: str


@dataclass(frozen=True)
class _Keys(NamedEntity):
    keys: list[str] | None


def is_id(text: str) -> bool:
    """Whether a text has the form of an id, such as `sg:angara`."""
    return re.fullmatch(r"[a-z][a-z0-9-]*:\S+", text) is not None


def is_number(text: str) -> bool:
    """Whether a text has the form of a number of a ship, paper or body, such as `IMO 9179842`."""
    return sum(map(str.isdigit, text)) > 4 and not is_id(text)


def bearers_of_number(reader: RowReader, text: str) -> list[NamedEntity]:
    """Return entities whose records state a number, such as `IMO 9179842` or that of a passport."""
    key = number_key(text)
    if not re.fullmatch(r"[0-9a-z]{5,}", key) or not re.search(r"\d{4}", key):
        return []
    forms = sorted({text, key, key.upper(), f"IMO {key}", f"IMO{key}"})
    return typed(NamedEntity, reader.run(_NUMBERED, {"forms": forms}))


def named_in_title(rows: list[NamedEntity], name: str) -> list[NamedEntity]:
    """Return what may be meant by part of a name: what bears names first, else events.

    A single word of an event's title counts where it is written as a name there: `Sohae`, but not `nobody`.
    """
    if bearers := [row for row in rows if "Event" not in row.labels]:
        return bearers
    key = name_key(name)
    return [row for row in rows if " " in key or _is_name_in(row.name, key)]


def _is_name_in(title: str, key: str) -> bool:
    words = title.split()
    return any(key in name_key(word) and (word[:1].isupper() or word.isdigit()) for word in words[1:])


def near_things(reader: RowReader, name: str, kind: str | None = None, limit: int = 3) -> Sequence[NamedEntity]:
    """Return entities with a name near to the one asked for, nearest first; what bears names before events."""
    from rapidfuzz import fuzz, process

    key = name_key(name)
    if len(key) < 3:
        return []
    rows = typed(_Keys, reader.run(_NAMES, {}))
    rows = [row for row in rows if kind is None or kind in row.labels]
    if is_id(name):
        by_id = {row.id: row for row in rows}
        return [by_id[id_] for id_ in near_names(name, by_id, limit)]
    keyed = [(row_key, row) for row in rows for row_key in row.keys or ()]
    scored = process.extract(key, [row_key for row_key, _ in keyed], scorer=fuzz.ratio, score_cutoff=NEAR, limit=50)
    near = [(score, keyed[place][1]) for _, score, place in scored]
    if " " not in key:
        words = [(word, row) for row_key, row in keyed for word in row_key.split() if len(word) > 3]
        scored = process.extract(key, [word for word, _ in words], scorer=fuzz.ratio, score_cutoff=NEAR, limit=50)
        # A word of a longer name is a little less near than a whole name.
        near += [(score - 5, words[place][1]) for _, score, place in scored]
    near.sort(key=lambda pair: ("Event" in pair[1].labels, -pair[0], len(pair[1].name), pair[1].id))
    return list({row.id: row for _, row in near}.values())[:limit]


def did_you_mean(near: Sequence[NamedEntity]) -> str:
    """Return the question of an error with near entities: name, kind and id of each."""
    return f" Did you mean {either_of(near)}?" if near else ""


def either_of(entities: Sequence[NamedEntity]) -> str:
    """Return name, kind and id of one entity or another."""
    return " or ".join(f"{row.name} ({kind_of(row.labels)} {row.id})" for row in entities)


def how_to_look(reader: RowReader, name: str, uri: str) -> str:
    """Return what to do where nothing near is known of what was asked for in the graph of an address."""
    if not name.strip():
        return " Give one."
    if not reader.run("MATCH (e:Entity) RETURN e.id AS id LIMIT 1", {}):
        return f" {uri} holds none: fill it with `sanctionsgraph init` or `load`, or open another graph."
    if is_number(name):
        return f" No record in {uri} states such a number; load a list that does."
    return f" Use `sanctionsgraph screen` for names less near; `sanctionsgraph info` shows what {uri} holds."


_NAMES = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.nameKeys AS keys ORDER BY id"
_NUMBERED = (
    "MATCH (r:Statement:Record)-[:PART]->(n:Identification) WHERE n.number IN $forms "
    "MATCH (r)-[:ABOUT]->(e:Entity) RETURN DISTINCT e.id AS id, labels(e) AS labels, e.name AS name ORDER BY id"
)
