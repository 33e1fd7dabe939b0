"""The answers about identity: two entities side by side, a list of such pairs, a list of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ...graph.identity.links import Decision
from ..results.answer import Answer, text_of
from ..results.citations import CitedSource
from ..results.text_layout import laid_out
from .blocks import CrowdedBlock, Pair
from .feature import Feature
from .merging import RULES_BY_NAME

#: Columns of a proposal as a row.
COLUMNS = ("a", "name_a", "b", "name_b", "score", "rule", "agrees", "contradicts", "decision", "held")


@dataclass(frozen=True, slots=True)
class ComparedEntity:
    """One of two entities that are compared."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, repr=False)
class Proposal(Answer):
    """Two entities that may be one: side by side, the rule that would join them, why one that a rule would join is
    held back, and what was decided before.
    """

    name_of_result: ClassVar[str] = "proposal"
    columns: ClassVar[Sequence[str]] = COLUMNS

    a: ComparedEntity
    b: ComparedEntity
    score: float
    name: Feature
    agrees: tuple[Feature, ...]
    contradicts: tuple[Feature, ...]
    rule: str | None = None
    held: str | None = None
    decision: Decision | None = None
    sources: tuple[CitedSource, ...] = ()

    @property
    def ids(self) -> Pair:
        """Return the ids of the two."""
        return self.a.id, self.b.id

    @property
    def agreed(self) -> set[str]:
        """Return the names of what agrees."""
        return {feature.what for feature in self.agrees}

    @property
    def features(self) -> tuple[Feature, ...]:
        """Return all that is compared: the names, what agrees, what contradicts."""
        return (self.name, *self.agrees, *self.contradicts)

    @property
    def source_ids(self) -> list[str]:
        """Return the ids of the sources cited, in their order."""
        return list(dict.fromkeys(text.source for feature in self.features for text in feature.cited))

    @property
    def reason(self) -> str:
        """Return what agrees, with the statements that say so, as the reason of a decision."""
        return "; ".join(f"{f.what}: {f.says} ({f.statements})" for f in (self.name, *self.agrees))

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return one row, with what agrees and contradicts in words."""
        return [self.row(whole=True)]

    def row(self, whole: bool) -> Mapping[str, Any]:
        """Return the pair as one row; without `whole`, of features only what they are about."""
        verdict = self.decision.verdict.value if self.decision else None
        points = [_in_words(features, whole) for features in (self.agrees, self.contradicts)]
        values = (*_pair(self.a), *_pair(self.b), round(self.score, 2), self.rule, *points, verdict, self.held)
        return dict(zip(COLUMNS, values, strict=True))


def _pair(entity: ComparedEntity) -> tuple[str, str]:
    return entity.id, entity.name


def _in_words(features: Iterable[Feature], whole: bool) -> str:
    if whole:
        return "; ".join(f"{feature.what}: {feature.says}" for feature in features)
    return ", ".join(dict.fromkeys(feature.what for feature in features))


@dataclass(frozen=True, repr=False)
class Proposals(Answer):
    """Pairs that may be one, the best supported first, and what too many entities share to be compared for it."""

    name_of_result: ClassVar[str] = "proposals"
    columns: ClassVar[Sequence[str]] = COLUMNS

    proposals: tuple[Proposal, ...]
    crowded: tuple[CrowdedBlock, ...] = field(default=())

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each pair."""
        return [proposal.row(whole=True) for proposal in self.proposals]

    def first(self, limit: int) -> Proposals:
        """Return the first proposals only."""
        return Proposals(self.proposals[:limit], self.crowded)

    @property
    def note(self) -> str | None:
        """Return in one line what was not compared, if anything was not."""
        if not self.crowded:
            return None
        shown = ", ".join(f"{block.what} ({block.bearers})" for block in self.crowded[:3])
        more = f" and {len(self.crowded) - 3} more" if len(self.crowded) > 3 else ""
        return (
            f"not compared, because too many entities share it: {shown}{more}. "
            "Ask for one of them by its id: it is compared with all."
        )

    def __len__(self) -> int:
        return len(self.proposals)

    def __iter__(self) -> Iterator[Proposal]:
        return iter(self.proposals)

    def __getitem__(self, index: int) -> Proposal:
        return self.proposals[index]


@dataclass(frozen=True, repr=False)
class Decisions(Answer):
    """Decisions on identity, by id."""

    name_of_result: ClassVar[str] = "decisions"
    columns: ClassVar[Sequence[str]] = ("decision", "a", "b", "verdict", "reason", "by", "decided", "rule")

    decisions: tuple[Decision, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each decision, the other ids in one text."""
        return [{**decision.to_dict(), "b": ", ".join(decision.others)} for decision in self.decisions]

    def __len__(self) -> int:
        return len(self.decisions)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.decisions)


@text_of.register
def _proposal_text(proposal: Proposal, width: int) -> str:
    """Return two entities side by side: what agrees, what contradicts, each with its statements and sources."""
    numbers = {source: n for n, source in enumerate(proposal.source_ids, 1)}
    a, b = (f"{entity.name} ({entity.kind} {entity.id})" for entity in (proposal.a, proposal.b))
    lines = [("", f"{a}  =?  {b}"), ("NAMES", f"{proposal.score:.2f}  {_feature_text(proposal.name, numbers)}")]
    for label, features in (("AGREES", proposal.agrees), ("AGAINST", proposal.contradicts)):
        lines += [(label if n == 0 else "", f"{f.what}: {_feature_text(f, numbers)}") for n, f in enumerate(features)]
    if not proposal.contradicts:
        lines.append(("AGAINST", "nothing that is stated contradicts"))
    if proposal.rule:
        lines.append(("RULE", f"{proposal.rule}: {RULES_BY_NAME[proposal.rule].because}"))
    if proposal.held:
        lines.append(("HELD BACK", proposal.held))
    if decision := proposal.decision:
        lines.append(("DECIDED", f"{decision.verdict}, by {decision.by} on {decision.on}: {decision.reason}"))
    titles = {source.id: f"{source.title}. {source.url or ''}" for source in proposal.sources}
    lines += [("", ""), ("", "SOURCES")]
    lines += [("", f"[{n}] {titles.get(source, source)}") for source, n in numbers.items()]
    return laid_out(lines, width)


def _feature_text(feature: Feature, numbers: Mapping[str, int]) -> str:
    cited = dict.fromkeys((text.statement, numbers[text.source]) for text in feature.cited)
    places = ", ".join(f"{statement} [{n}]" for statement, n in cited)
    return f"{feature.says}  ({places})" if places else feature.says
