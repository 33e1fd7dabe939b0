"""The whole layer: laid anew, and switched off."""

from __future__ import annotations

import logging
from functools import partial

from ..schema.direct import DIRECT_TYPES, OLD_TYPE, TABLE_DIGEST
from .direct_keeping import LayerMark, run_lines, set_mark
from .direct_lines import AFFIRMING, laying
from .protocols import Engine, Transaction
from .steps import Step, steps
from .writing import batches

#: Relationships that one transaction of a server removes at most.
MOST = 20_000

_log = logging.getLogger(__name__)


def lay_anew(engine: Engine) -> None:
    """Lay the whole layer anew from the statements, and switch it on. It changes nothing that a dump has."""
    _log.info("%s: laying direct relationships", engine.uri)
    with steps(engine) as step:
        step(partial(set_mark, mark=LayerMark(True, None)))
        _remove(step)
        lay_all(step)


def lay_all(step: Step) -> None:
    """Lay the relationships of every statement of a graph that has none."""
    ids = [row["id"] for row in step(lambda tx: tx.run(_IDS, {"affirming": AFFIRMING}))]
    for batch in batches(ids):
        step(partial(run_lines, ids=batch, statement=laying))
    step(partial(set_mark, mark=LayerMark(True, TABLE_DIGEST)))


def switch_off(engine: Engine) -> None:
    """Remove the layer, and keep loads from laying it, until it is laid anew."""
    with steps(engine) as step:
        step(partial(set_mark, mark=LayerMark(False, None)))
        _remove(step)


def _remove(step: Step) -> None:
    there = {row["type"] for row in step(lambda tx: tx.run(_TYPES))}
    for type_ in sorted(there.intersection((*DIRECT_TYPES, OLD_TYPE))):
        while step(partial(_remove_some, type_=type_)):
            pass


def _remove_some(tx: Transaction, type_: str) -> bool:
    tx.run(f"MATCH (:Entity)-[r:{type_}]->() WITH r LIMIT {MOST} DELETE r")
    return bool(tx.run(f"MATCH (a:Entity)-[r:{type_}]->() RETURN a.id AS id LIMIT 1"))


_TYPES = "MATCH (:Entity)-[r]->() RETURN DISTINCT type(r) AS type"
_IDS = "MATCH (s:Statement) WHERE s:Record OR s.stance IN $affirming RETURN s.id AS id ORDER BY id"
