"""The acts and bearers that a file of law may name: the shipped ones, those of the graph, and those of the file."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeVar

from ...graph.store import Graph
from ...schema.errors import ValueInvalid
from ...schema.law import Act, Bearer, Duty
from ...schema.node import Node
from ...schema.vocabulary import BearerKind
from .duty_forms import ActForm, BearerForm, DutyForm
from .yaml_text import parse_yaml

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "law" / "duties.yaml"
_Named = TypeVar("_Named", bound=Node)


class DutyTable:
    """Acts and bearers by their words."""

    def __init__(self, graph: Graph) -> None:
        acts, bearers = _shipped()
        self._acts = acts | _by_word(graph.read_as(Act, _ACTS))
        self._bearers = bearers | _by_word(graph.read_as(Bearer, _BEARERS))

    def add(self, acts: Iterable[Act], bearers: Iterable[Bearer]) -> None:
        """Take acts and bearers of a file."""
        self._acts |= _by_word(acts)
        self._bearers |= _by_word(bearers)

    def duty(self, id_: str, form: DutyForm) -> Duty:
        """Return a duty with what its act and bearer are. Raises ValueInvalid for a word that is neither."""
        act, bearer = _named("act", form.act, self._acts), _named("bearer", form.bearer, self._bearers)
        if bearer.who == BearerKind.NAMED and not form.states:
            raise ValueInvalid(f"`states` is missing: a duty of {form.bearer} names them")
        return Duty(
            id=id_,
            name=f"{form.bearer}: {form.act}",
            bearer=form.bearer,
            act=form.act,
            nexus=form.nexus,
            states=form.states,
            **{key: getattr(bearer, key) for key in ("who", "through")},
            **{key: getattr(act, key) for key in ("events", "shownBy", "acting", "answeredBy", "bans", "role")},
        )

    def check_answer(self, word: str) -> None:
        """Raise ValueInvalid for a word by which no act is answered."""
        known = sorted({answer for act in self._acts.values() for answer in act.answeredBy})
        if word not in known:
            raise ValueInvalid(f"`value` of compliance is one of {', '.join(known)}, not {word[:60]!r}")

    def check_acts(self, words: Iterable[str]) -> None:
        """Raise ValueInvalid for a word that is no act."""
        for word in words:
            _named("act", word, self._acts)


def act_of(form: ActForm) -> Act:
    """Return the act of a form."""
    return Act(
        id=f"act:{form.id}",
        name=form.name,
        events=form.events,
        shownBy=form.shown_by,
        acting=form.acting,
        answeredBy=form.answered_by,
        bans=form.bans,
        role=form.role,
    )


def bearer_of(form: BearerForm) -> Bearer:
    """Return the bearer of a form."""
    return Bearer(id=f"bearer:{form.id}", name=form.name, who=form.who, through=form.through)


def _named(called: str, word: str, table: dict[str, _Named]) -> _Named:
    if word in table:
        return table[word]
    close = get_close_matches(word, sorted(table), n=1, cutoff=0.6)
    hint = f": did you mean `{close[0]}`?" if close else ""
    raise ValueInvalid(
        f"`{called}`: {word[:40]!r} is none of {', '.join(sorted(table))}{hint} (`{called}s` defines new ones)"
    )


@cache
def _shipped() -> tuple[dict[str, Act], dict[str, Bearer]]:
    content = parse_yaml(SHIPPED)
    acts = [act_of(ActForm.model_validate(item)) for item in content.get("acts") or ()]
    bearers = [bearer_of(BearerForm.model_validate(item)) for item in content.get("bearers") or ()]
    return _by_word(acts), _by_word(bearers)


def _by_word(nodes: Iterable[_Named]) -> dict[str, _Named]:
    return {node.id.partition(":")[2]: node for node in nodes}


_ACTS = (
    "MATCH (a:Law:Act) RETURN a.id AS id, a.name AS name, a.events AS events, a.shownBy AS shownBy, "
    "coalesce(a.acting, []) AS acting, coalesce(a.answeredBy, []) AS answeredBy, a.bans AS bans, a.role AS role "
    "ORDER BY id"
)
_BEARERS = (
    "MATCH (b:Law:Bearer) RETURN b.id AS id, b.name AS name, b.who AS who, coalesce(b.through, []) AS through "
    "ORDER BY id"
)
