"""What is withdrawn is not loaded again, nor added to: first the withdrawal is taken back."""

from __future__ import annotations

from ...schema.errors import InputError, ValueInvalid
from ..node_row import NodeRow
from ..protocols import Transaction


def remedy(target: str) -> str:
    """Return what to do where something that was withdrawn is in the way."""
    return f"Take the withdrawal back first: `sanctionsgraph forget {target} --undo`."


def refuse_withdrawn_list(tx: Transaction, dataset: str, file: str) -> None:
    """Raise InputError where a data set, or an edition of it, is withdrawn: another edition would bring it back."""
    rows = tx.run(_WITHDRAWN, {"dataset": dataset})
    if rows:
        edition, day = rows[0]["id"], rows[0]["day"]
        target = str(next((row["target"] for row in tx.run(_BY, {"id": edition})), dataset))
        raise InputError(file, f"{target} was withdrawn on {day}", remedy(target))


def refuse_withdrawn_node(tx: Transaction, row: NodeRow) -> None:
    """Raise ValueInvalid for a stored report or statement that is withdrawn, and would be written again."""
    if not (day := row.text("withdrawn")):
        return
    by = tx.run(_BY if row.family == "Source" else _ENDED, {"id": row.id})
    target = str(by[0]["target"]) if by else row.id
    raise ValueInvalid(f"{row.id} was withdrawn on {day}, with {target}. {remedy(target)}")


_WITHDRAWN = (
    "MATCH (e:Source:Edition {dataset: $dataset}) WHERE e.withdrawn IS NOT NULL "
    "RETURN e.id AS id, e.withdrawn AS day ORDER BY day DESC, id LIMIT 1"
)
_BY = "MATCH (w:Statement:Withdrawal)-[:WITHDRAWS]->(:Source {id: $id}) RETURN w.target AS target"
_ENDED = (
    "MATCH (w:Statement:Withdrawal) WHERE any(text IN coalesce(w.ended, []) WHERE text ENDS WITH ' ' + $id) "
    "RETURN w.target AS target"
)
