"""Does a thing that no list names fall under a freeze because of who owns or controls it, by which rule, on whose word?

The rules are data (data/exposure.yaml). Shares and dates are what records state: what is not stated stays open, and
owners whom no record names may be anybody. So a rule is `met` only where stated shares alone meet it, and `not met`
only where the owners on record leave too little for the listed ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ...graph.networkx_graphml import with_plain_values
from ...graph.store import EntityRef, Graph
from ...schema.dates import LATEST, DayLike, as_known, day, is_to_come, known_by, long_form
from ..results.answer import Answer, text_of
from ..results.citations import Citations, CitedSource
from ..results.text_layout import Lines, text_with_sources
from ..timeline.listings import Listings
from ..timeline.namesakes import Namesakes
from .holdings import holdings
from .rule_answer import RuleAnswer
from .rule_check import RuleCheck
from .rules import SHIPPED, rules_asked

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, repr=False)
class Exposure(Answer):
    """Whether a thing falls under a freeze through ownership or control, rule by rule; it can be drawn."""

    name_of_result: ClassVar[str] = "exposure"
    columns: ClassVar[Sequence[str]] = (
        *("rule", "status", "from", "how", "share", "to", "start", "end", "certain", "statement", "because"),
    )

    what: EntityRef
    as_of: str
    on: str
    rules: tuple[RuleAnswer, ...]
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each hop of each rule, and for each rule without one."""
        return [
            {"rule": by.rule, "status": by.status, "because": by.because, **hop}
            for by in self.rules
            for hop in ([{**vars(hop), "from": hop.owner.id, "to": hop.owned.id} for hop in by.hops] or [{}])
        ]

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the things on its hops, and an edge for each record, once for all rules."""
        import networkx as nx

        graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_node(self.what.id, name=self.what.name, kind=self.what.kind)
        for hop in (hop for by in self.rules for hop in by.hops):
            for end in (hop.owner, hop.owned):
                graph.add_node(end.id, name=end.name, kind=end.kind)
            attributes = {key: getattr(hop, key) for key in ("share", "role", "statement", "start", "end", "certain")}
            graph.add_edge(
                hop.owner.id, hop.owned.id, key=hop.statement, how=hop.way().removesuffix(" of"), **attributes
            )
        return with_plain_values(graph)


def exposure(
    graph: Graph,
    subject: str,
    *,
    on: DayLike | None = None,
    as_of: DayLike | None = None,
    rule: str | None = None,
    file: str | Path = SHIPPED,
) -> Exposure:
    """Return whether a thing (id or name) falls under a freeze through ownership or control, by each rule or by one.

    `as_of` is the day of knowledge, `on` the day that is asked about; without it, `as_of` too, and without both the
    present. `file` holds the rules, if not the shipped ones. Raises NotFound or Ambiguous for the name, NotFound for
    the rule, InputError for the file.
    """
    as_of = known_by(as_of)
    on = day_of_question(on, as_of)
    asked = rules_asked(Path(file), rule)
    entity = graph.entity(subject)
    citations = Citations(graph)
    above = holdings(graph, entity, as_of)
    listings, namesakes = Listings(graph, above.things, as_of), Namesakes(graph, as_of)
    answers = tuple(RuleCheck(listings, namesakes, above, by, as_of, citations).answer(on) for by in asked)
    return Exposure(entity, as_of, on, answers, citations.sources())


def day_of_question(on: DayLike | None, as_of: str) -> str:
    """Return the day that is asked about: where none is given the day of knowledge, or now where that is to come."""
    if on:
        return day(on)
    return LATEST if is_to_come(as_of) else as_of


@text_of.register
def _(answer: Exposure, width: int) -> str:
    on = "now" if answer.on == LATEST else f"on {long_form(answer.on)}"
    knowledge = f", {as_known(answer.as_of)}" if answer.as_of not in (LATEST, answer.on) else ""
    lines = [("", f"{answer.what.name}: exposed through who owns or controls it, {on}{knowledge}?")]
    for by in answer.rules:
        lines += [("", ""), *_rule_lines(by)]
    return text_with_sources(lines, answer.sources, width)


def _rule_lines(by: RuleAnswer) -> Lines:
    yield by.status.upper(), f"{by.name}: {by.because}"
    for hop in by.hops:
        dates = " to ".join(long_form(end) if end else "…" for end in (hop.start, hop.end))
        when = dates if hop.start or hop.end else "undated"
        doubt = "" if hop.certain else ", not sure on that day"
        role = f", “{hop.role}”" if hop.role else ""
        yield "", f"{hop.owner.name} {hop.way()} {hop.owned.name} ({when}{role}{doubt}) [{hop.source}]"
    for listing in by.listings:
        entry = f"{listing.thing.name}, {listing.list_name} {listing.reference}: listed {listing.answer}"
        yield "", f"{entry} ({listing.because}) [{listing.source}]"
    if step := by.step:
        checked = "" if step.checked == "two-sources" else f" ({step.checked})"
        yield "", f"Rule from {long_form(step.since)}: {step.summary}{checked}"
        yield "", f"  {step.sources[0]}"
    turns = [f"{period.status} from {long_form(period.since)}" for period in by.periods]
    if len(turns) > 1:
        yield "", f"Over time: {', '.join(turns)}"
