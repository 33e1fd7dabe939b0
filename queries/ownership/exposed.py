"""Which unlisted companies, ships and other things of a data set a freeze reaches through who owns or controls them.

The rules and the answers are those of `exposure`; here they are asked of everything that stands below a listed owner or
director, by what was known then. What has no listed one above it falls under no rule, and is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ...graph.store import EntityRef, Graph
from ...schema.dates import LATEST, DayLike, known_by, long_form
from ...schema.errors import NotFound
from ...schema.vocabulary import kind_of
from ..evidence.rules import Status
from ..results.answer import Answer, text_of
from ..results.citations import Citations, CitedSource
from ..results.text_layout import Lines, text_with_sources
from ..timeline.listings import Listings
from ..timeline.namesakes import Namesakes
from .exposure import day_of_question
from .holdings import UNOWNED, Holdings, holdings, owned_below
from .rule_answer import RuleAnswer
from .rule_check import LISTED, RuleCheck
from .rules import SHIPPED, OwnershipRule, rules_asked

#: Statuses by which a rule reaches a thing.
REACHED = (str(Status.MET), str(Status.SUGGESTED))
UNKNOWN = str(Status.UNKNOWN)
#: So many things of which it is unknown are in the text.
SHOWN = 20


@dataclass(frozen=True)
class ExposedThing:
    """A thing below a listed owner, and the rules that reach it or for which that is unknown, each with its chain."""

    what: EntityRef
    rules: tuple[RuleAnswer, ...]


@dataclass(frozen=True, repr=False)
class ExposedThings(Answer):
    """The unlisted entities that a freeze reaches, and those of which that is unknown.

    `looked_at` is how many stand below something that a list ever named; `listed` of them are listed themselves by each
    rule that says anything.
    """

    name_of_result: ClassVar[str] = "exposed"
    columns: ClassVar[Sequence[str]] = (
        *("id", "kind", "name", "rule", "status", "least", "most", "chain", "statements", "because"),
    )

    dataset: str | None
    as_of: str
    on: str
    looked_at: int
    listed: int
    things: tuple[ExposedThing, ...]
    unknown: tuple[ExposedThing, ...]
    sources: tuple[CitedSource, ...]

    def __iter__(self) -> Iterator[ExposedThing]:
        return iter(self.things)

    def __len__(self) -> int:
        return len(self.things)

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each thing and rule, what is reached first."""
        return [
            {
                **{"id": thing.what.id, "kind": thing.what.kind, "name": thing.what.name},
                **{"rule": by.rule, "status": by.status, "because": by.because},
                **{"least": by.share.least, "most": by.share.most},
                **{"chain": "; ".join(_steps(by)), "statements": [hop.statement for hop in by.hops]},
            }
            for thing in (*self.things, *self.unknown)
            for by in thing.rules
        ]


def exposed(
    graph: Graph,
    dataset: str | None = None,
    *,
    on: DayLike | None = None,
    as_of: DayLike | None = None,
    rule: str | None = None,
    file: str | Path = SHIPPED,
) -> ExposedThings:
    """Return the unlisted entities of a data set (None: of the whole graph) that a rule reaches: met, or suggested.

    Those that no rule reaches and for which one is unknown are in `unknown`, with what is missing. `as_of`, `on`,
    `rule` and `file` as for `exposure`. Raises NotFound for an unknown data set or rule.
    """
    as_of = known_by(as_of)
    on = day_of_question(on, as_of)
    asked = rules_asked(Path(file), rule)
    things = _below_listed(graph, as_of)
    if dataset is not None:
        of_dataset = _things_of(graph, dataset)
        things = {id_: thing for id_, thing in things.items() if id_ in of_dataset}
    citations, namesakes = Citations(graph), Namesakes(graph, as_of)
    asking = _Asked(graph, asked, namesakes, citations, as_of, on)
    reached: list[ExposedThing] = []
    unknown: list[ExposedThing] = []
    listed = 0
    for thing in sorted(things.values(), key=lambda thing: thing.id):
        answers = asking.about(holdings(graph, thing, as_of))
        if by := tuple(answer for answer in answers if answer.status in REACHED):
            reached.append(ExposedThing(thing, by))
        elif any(answer.status == LISTED for answer in answers):
            listed += 1
        elif by := tuple(answer for answer in answers if answer.status == UNKNOWN):
            unknown.append(ExposedThing(thing, by))
    return ExposedThings(dataset, as_of, on, len(things), listed, tuple(reached), tuple(unknown), citations.sources())


@dataclass(frozen=True)
class _Asked:
    """What is asked of each thing."""

    graph: Graph
    rules: Sequence[OwnershipRule]
    namesakes: Namesakes
    citations: Citations
    as_of: str
    on: str

    def about(self, above: Holdings) -> list[RuleAnswer]:
        """Return what each rule answers of a thing whose list names something above it."""
        listings = Listings(self.graph, above.things, self.as_of)
        checks = (RuleCheck(listings, self.namesakes, above, by, self.as_of, self.citations) for by in self.rules)
        return [check.answer(self.on) for check in checks if check.names_owner()]


def _below_listed(graph: Graph, as_of: str) -> dict[str, EntityRef]:
    """Return what can be owned and stands below something that a list named, at any time up to a day."""
    below: dict[str, set[str]] = defaultdict(set)
    owned: dict[str, EntityRef] = {}
    for row in owned_below(graph, as_of):
        below[row.owner].add(row.id)
        owned[row.id] = EntityRef(row.id, kind_of(row.labels), row.name)
    ring = {row["id"] for row in graph.read(_LISTED, as_of=as_of).rows} & below.keys()
    reached: set[str] = set()
    while ring:
        ring = {id_ for owner in ring for id_ in below.get(owner, ())} - reached
        reached |= ring
    return {id_: owned[id_] for id_ in reached if owned[id_].kind not in UNOWNED}


def _things_of(graph: Graph, dataset: str) -> set[str]:
    ids = {row["id"] for row in graph.read(_OF_DATASET, dataset=dataset).rows}
    if not ids:
        raise NotFound(f"no data set {dataset!r}. `sanctionsgraph info` lists those that were loaded.")
    return ids


def _steps(by: RuleAnswer) -> Iterator[str]:
    for hop in by.hops:
        yield f"{hop.owner.name} {hop.way()} {hop.owned.name}"


@text_of.register
def _(answer: ExposedThings, width: int) -> str:
    on = "now" if answer.on == LATEST else f"on {long_form(answer.on)}"
    of = f"of {answer.dataset} " if answer.dataset else ""
    head = f"{len(answer)} unlisted entities {of}under a freeze {on}, of {answer.looked_at} below something listed"
    if not answer.looked_at:
        return f"{head}. Load who owns what: no record or claim says that a listed one owns or directs anything."
    lines = [("", f"{head}: {answer.listed} are listed themselves, of {len(answer.unknown)} it is unknown")]
    for thing in (*answer, *answer.unknown[:SHOWN]):
        lines += _thing_lines(thing)
    if (left := len(answer.unknown) - SHOWN) > 0:
        lines += [("", ""), ("", f"… and {left} more of which it is unknown: --format csv shows all")]
    return text_with_sources(lines, answer.sources, width)


def _thing_lines(thing: ExposedThing) -> Lines:
    yield "", ""
    yield "", f"{thing.what.name} ({thing.what.kind} {thing.what.id})"
    for by in thing.rules:
        yield by.status.upper(), f"{by.name}: {by.because}"
        for hop in by.hops:
            yield "", f"{hop.owner.name} {hop.way()} {hop.owned.name} [{hop.source}]"


_LISTED = "MATCH (s:Statement:Listing)-[:ABOUT]->(e:Entity) WHERE s.since <= $as_of RETURN DISTINCT e.id AS id"
_OF_DATASET = "MATCH (s:Statement {dataset: $dataset})-->(e:Entity) RETURN DISTINCT e.id AS id ORDER BY id"
