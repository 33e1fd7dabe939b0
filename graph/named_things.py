"""What bears a name: by its id, by the whole name, by an acronym after a name, by words of a name, by a part of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..schema.countries import state_id
from ..schema.ids import slug
from ..schema.names import name_key
from .near_things import NamedEntity, bearers_of_number, named_in_title
from .protocols import RowReader, typed

#: A text that is an acronym; a name in lower case is none, so that most names need no search for brackets.
_ACRONYM = re.compile(r"[A-Z0-9-]{2,10}")
#: Letters of a name that is looked for without its spaces and hyphens, at least: shorter ones are words.
_JOINED = 5


@dataclass(frozen=True)
class NamedThings:
    """Things that bear what was asked for, and how: by an id of theirs, or else by the whole name or a part of one."""

    rows: list[NamedEntity]
    by_id: bool = False
    whole: bool = True


def named_things(reader: RowReader, name: str, kind: str | None = None) -> NamedThings:
    """Return the things that a name or id means, of a kind where one is given, in no order of rank."""
    rows = [row for row in things_of_id(reader, name) if kind is None or kind in row.labels]
    if rows:
        return NamedThings(rows, by_id=True)
    # No statement says UK, or Burma.
    state = state_id(name)
    ways: tuple[Callable[[], list[NamedEntity]], ...] = (
        lambda: bearers_of_whole(reader, name),
        lambda: bearers_of_number(reader, name),
        lambda: _look_up(reader, _BY_ID, id=state) if state else [],
        # The law names goods in its own words, and gives them a plain one in their id: goods:workers, goods:arms.
        lambda: _look_up(reader, _BY_ID, id=f"goods:{slug(name)}") if kind == "Goods" else [],
    )
    for way in ways:
        if rows := [row for row in way() if kind is None or kind in row.labels]:
            return NamedThings(rows)
    parts = next(filter(None, _parts(reader, name, kind)), []) if name_key(name) else []
    return NamedThings(parts, whole=False)


def things_of_id(reader: RowReader, id_: str) -> list[NamedEntity]:
    """Return the thing of an id, or the one that an id of a source was decided to mean; no id has a blank in it."""
    if len(id_.split()) > 1:
        return []
    return _look_up(reader, _BY_ID, id=id_) or _look_up(reader, _SAME, id=id_, redirected=f"ABOUT {id_}")


def bearers_of_whole(reader: RowReader, name: str) -> list[NamedEntity]:
    """Return what bears a whole name, or a name that ends with it in brackets: `Test Trading Bank (TTB)`."""
    key = name_key(name)
    whole = _look_up(reader, _WHOLE, key=key) if key else []
    if _ACRONYM.fullmatch(name) and not state_id(name):
        known = {row.id for row in whole}
        whole += [row for row in _look_up(reader, _IN_BRACKETS, brackets=f"({name})") if row.id not in known]
    return whole


def _parts(reader: RowReader, name: str, kind: str | None) -> Iterator[list[NamedEntity]]:
    """Yield what bears part of a name: other spaces and hyphens; whole words; the words apart, of no event; letters."""
    key = name_key(name)
    joined = key.replace(" ", "")
    if len(joined) >= _JOINED:
        yield _look_up(reader, _SPACED, joined=joined, kind=kind)
    in_words = _look_up(reader, _WORDS, words=f" {key} ", kind=kind)
    named = named_in_title(in_words, name)
    if named and "Event" not in named[0].labels:
        yield named
    if " " in key:
        apart = _look_up(reader, _WORDS_APART, words=[f" {word} " for word in key.split()], kind=kind)
        yield [row for row in apart if "Event" not in row.labels]
    yield named
    if not in_words:
        yield named_in_title(_look_up(reader, _PART, key=key, kind=kind), name)


def _look_up(reader: RowReader, cypher: str, **parameters: Any) -> list[NamedEntity]:
    return typed(NamedEntity, reader.run(cypher, parameters))


_RETURN = "RETURN e.id AS id, labels(e) AS labels, e.name AS name"
_BY_ID = f"MATCH (e:Entity {{id: $id}}) {_RETURN}"
_SAME = (
    "MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) "
    "WHERE $id IN coalesce(i.sameAs, []) OR $redirected IN coalesce(i.originalIds, []) "
    "RETURN DISTINCT e.id AS id, labels(e) AS labels, e.name AS name ORDER BY id"
)
_WHOLE = f"MATCH (e:Entity) WHERE $key IN e.nameKeys {_RETURN} ORDER BY id"
_IN_BRACKETS = (
    f"MATCH (e:Entity) WHERE NOT e:Event AND any(n IN [e.name] + coalesce(e.names, []) WHERE n ENDS WITH $brackets) "
    f"{_RETURN} ORDER BY id"
)
_OF_KIND = f"AND ($kind IS NULL OR $kind IN labels(e)) {_RETURN} ORDER BY size(e.name), id LIMIT 50"
_SPACED = f"MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE replace(k, ' ', '') = $joined) {_OF_KIND}"
#: A part that is whole words of a name comes before one within a word: OMM is no part of Commerce.
_WORDS = f"MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE ' ' + k + ' ' CONTAINS $words) {_OF_KIND}"
_WORDS_APART = (
    "MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE all(w IN $words WHERE ' ' + k + ' ' CONTAINS w)) " + _OF_KIND
)
_PART = f"MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE k CONTAINS $key) {_OF_KIND}"
