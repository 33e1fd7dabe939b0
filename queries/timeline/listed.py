"""Was a thing listed on a day, by whom and under what: yes, no or unknown for each list, with reasons and citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from ...graph.store import EntityRef, Graph
from ...schema.dates import LATEST, DayLike, as_known, day, is_to_come, known_by, long_form
from ...schema.names import name_key
from ..results.answer import Answer, text_of
from ..results.citations import Citations, CitedSource
from ..results.text_layout import Lines, text_with_sources
from .listing_status import EntryStatus, ListingStatus, any_of, of_list, status_on, why_unknown, without_entry
from .listings import EntryVersion, ListEntry, Listings
from .namesakes import Namesakes
from .versions import around

#: What is shown first.
_ORDER = (ListingStatus.YES, ListingStatus.UNKNOWN, ListingStatus.NO)
#: So many things that bear one name are answered for; beyond, the name is too common to ask by.
MOST_BEARERS = 12


@dataclass(frozen=True)
class ListingReason:
    """Why an answer is as it is, with the numbers of the sources that show it."""

    says: str
    sources: tuple[int, ...]

    def __str__(self) -> str:
        return " ".join([self.says, *(f"[{n}]" for n in self.sources)])


@dataclass(frozen=True)
class ProgrammeMeasure:
    """A measure in force, with the names of the provisions that lay it down."""

    measure: str
    name: str
    provisions: Sequence[str]


@dataclass(frozen=True)
class EntryAnswer:
    """What one entry of a list says, and whether it stood on the day.

    `by_editions` is None where the list is not loaded whole. `in_force` are the measures of the entry's programme that
    reached such a thing on that day. `source` is a number of the answer's sources.
    """

    record: str
    dataset: str
    reference: str
    name: str
    programme: str | None
    programme_name: str | None
    list_type: str
    entry_type: str
    measures: Sequence[str]
    annex: str | None
    reason: str | None
    comments: str | None
    listed_on: str | None
    locator: str | None
    acts: Sequence[str]
    since: str
    until: str
    source: int
    answer: ListingStatus
    by_editions: ListingStatus | None
    by_statement: ListingStatus
    removed_after: str | None
    removed_before: str | None
    in_force: tuple[ProgrammeMeasure, ...]
    reasons: tuple[ListingReason, ...]


@dataclass(frozen=True)
class ListAnswer:
    """The answer by one list; `reasons` where it has no entry of the thing."""

    list_name: str = field(metadata={"key": "list"})
    answer: ListingStatus
    entries: tuple[EntryAnswer, ...]
    reasons: tuple[ListingReason, ...]


@dataclass(frozen=True)
class ListedThing:
    """The answer for one thing: that of the lists that have or had it, else of all."""

    id: str
    kind: str
    name: str
    answer: ListingStatus
    lists: tuple[ListAnswer, ...]


@dataclass(frozen=True, repr=False)
class ListingAnswer(Answer):
    """Whether the things that bear a name were listed on a day, as known on `as_of`."""

    name_of_result: ClassVar[str] = "listed"
    columns: ClassVar[Sequence[str]] = (
        *("thing", "name", "list", "answer", "reference", "list_type", "listed_on", "by_editions", "by_statement"),
        *("removed_after", "removed_before", "entry_answer", "because"),
    )

    what: str
    on: str
    as_of: str
    things: tuple[ListedThing, ...]
    sources: tuple[CitedSource, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each entry, and for each list without one."""
        return [
            {"thing": thing.id, "name": thing.name, "list": by.list_name, "answer": by.answer, **row}
            for thing in self.things
            for by in thing.lists
            for row in (map(_entry_row, by.entries) if by.entries else [{"because": _joined(by.reasons)}])
        ]


def _entry_row(entry: EntryAnswer) -> Mapping[str, Any]:
    columns = ("reference", "list_type", "listed_on", "by_editions", "by_statement", "removed_after", "removed_before")
    row = {column: getattr(entry, column) for column in columns}
    return {**row, "entry_answer": entry.answer, "because": _joined(entry.reasons)}


def _joined(reasons: Iterable[ListingReason]) -> str:
    return "; ".join(reason.says for reason in reasons)


def listed(graph: Graph, subject: str, *, on: DayLike, as_of: DayLike | None = None) -> ListingAnswer:
    """Return whether a thing (id or name) was listed on a day, as far as was known on another.

    Where several things bear the whole name, each is answered for: equal names do not make them one. Raises NotFound,
    or Ambiguous where the name is a part of several.
    """
    on, as_of = day(on), known_by(as_of)
    things = _things(graph, subject)
    lists = _ListsThen(graph, [thing.id for thing in things], on, as_of)
    answers = [lists.thing(thing) for thing in things]
    answers.sort(key=lambda thing: (_ORDER.index(thing.answer), not any(by.entries for by in thing.lists)))
    return ListingAnswer(subject, on, as_of, tuple(answers), lists.citations.sources())


def _things(graph: Graph, name: str) -> list[EntityRef]:
    """Return the one thing of an id or name, or all that bear the whole name."""
    matches = graph.find(name)
    if 1 < len(matches) <= MOST_BEARERS and name_key(name):
        bearers = graph.read(_BEARERS, ids=[match.id for match in matches], key=name_key(name)).rows
        if len(bearers) == len(matches):
            return matches
    return [graph.entity(name)]


class _ListsThen:
    """The lists on the day that is asked for, as they were known."""

    def __init__(self, graph: Graph, things: Iterable[str], on: str, as_of: str) -> None:
        self._graph, self._on = graph, on
        self._listings = Listings(graph, things, as_of)
        self._namesakes = Namesakes(graph, as_of)
        self.citations = Citations(graph)

    def thing(self, thing: EntityRef) -> ListedThing:
        """Return the answers for one thing: lists that have or had it first."""
        by_list: dict[str, list[ListEntry]] = {}
        for entry in self._listings.entries[thing.id]:
            by_list.setdefault(entry.list_name, []).append(entry)
        having = [self._list(list_name, entries) for list_name, entries in sorted(by_list.items())]
        lacking = [self._without(list_name) for list_name in sorted(self._listings.datasets.keys() - by_list.keys())]
        having, lacking = ([self._checked(by, thing.id) for by in answers] for answers in (having, lacking))
        answer = any_of(by.answer for by in having or lacking)
        return ListedThing(thing.id, thing.kind, thing.name, answer, (*having, *lacking))

    def _checked(self, by: ListAnswer, thing: str) -> ListAnswer:
        """Return an answer; unknown instead of no, where an entry that is not joined may be the thing."""
        if by.answer is not ListingStatus.NO:
            return by
        unknown = self._namesakes.why_unknown(thing, [by.list_name], self._on)
        if unknown is None:
            return by
        reasons = (*by.reasons, self._reason(unknown.says, *unknown.sources))
        return replace(by, answer=ListingStatus.UNKNOWN, reasons=reasons)

    def _list(self, list_name: str, entries: Iterable[ListEntry]) -> ListAnswer:
        statuses = [(entry, status_on(entry, self._on)) for entry in entries]
        answers = tuple(self._entry(entry, status) for entry, status in statuses)
        return ListAnswer(list_name, of_list(status for _, status in statuses), answers, ())

    def _entry(self, entry: ListEntry, status: EntryStatus) -> EntryAnswer:
        version = status.entry
        as_stated = {column: getattr(version, column) for column in _AS_STATED}
        return EntryAnswer(
            record=version.id,
            **as_stated,
            since=entry.versions[0].since,
            until=entry.versions[-1].until,
            source=self.citations.number(version.source),
            answer=status.answer,
            by_editions=status.by_editions,
            by_statement=status.by_statement,
            removed_after=status.removed_after,
            removed_before=status.removed_before,
            in_force=tuple(self._in_force(version)),
            reasons=tuple(self._reason(reason.says, *reason.sources) for reason in status.reasons),
        )

    def _reason(self, says: str, *sources: str) -> ListingReason:
        return ListingReason(says, tuple(self.citations.number(source) for source in dict.fromkeys(sources)))

    def _in_force(self, version: EntryVersion) -> Iterator[ProgrammeMeasure]:
        if version.programme and not is_to_come(self._on):
            rows = self._graph.read_as(_Designation, _IN_FORCE, programme=version.programme, on=self._on)
            for row in rows:
                if set(version.kinds) & set(row.designated):
                    yield ProgrammeMeasure(row.measure, row.name, row.provisions)

    def _without(self, list_name: str) -> ListAnswer:
        """Return the answer of a list that has no entry of the thing."""
        editions_by_dataset = self._listings.editions_of(list_name)
        reasons = []
        for editions in editions_by_dataset:
            before, dataset = around(editions, self._on)[0], editions[0].dataset
            if before is not None:
                says = f"not matched to an entry of {dataset}, neither of the edition of {before.date} nor of another"
                reasons.append(self._reason(says, before.id))
            if unknown := why_unknown(editions, self._on):
                reasons.append(self._reason(unknown.says, *unknown.sources))
        if not reasons:
            reasons.append(ListingReason("no edition of this list is in this graph, only single entries", ()))
        return ListAnswer(list_name, without_entry(editions_by_dataset, self._on), (), tuple(reasons))


@text_of.register
def _(answer: ListingAnswer, width: int) -> str:
    knowledge = f", {as_known(answer.as_of)}" if answer.as_of != LATEST else ""
    question = f"{answer.what}: listed on {long_form(answer.on)}{knowledge}?"
    bearers = f" {len(answer.things)} entities bear that name" if len(answer.things) > 1 else ""
    lines = [("", question + bearers)]
    for thing in answer.things:
        lines += [("", ""), (thing.answer.upper(), f"{thing.name} ({thing.kind} {thing.id})")]
        unknown = [by.list_name for by in thing.lists if by.answer is ListingStatus.UNKNOWN]
        if thing.answer is ListingStatus.NO and unknown:
            lines.append(("", f"no by the lists that have or had it; of {', '.join(unknown)} it is not known"))
        for by in thing.lists:
            lines += _list_lines(by)
        if not thing.lists:
            lines.append(("", "no list was in this graph, as far as was known then"))
    return text_with_sources(lines, answer.sources, width)


def _list_lines(by: ListAnswer) -> Lines:
    yield by.list_name[:10], f"{by.answer}{'' if by.entries else ': no entry of it'}"
    for reason in by.reasons:
        yield "", f"  {reason}"
    for entry in by.entries:
        yield "", f"  {', '.join(_heading(entry))} [{entry.source}]"
        if entry.by_editions:
            grounds = f"by editions {entry.by_editions}, by the listing date in the entry {entry.by_statement}"
            yield "", f"    {entry.answer}: {grounds}"
        for reason in entry.reasons:
            yield "", f"    {reason}"
        if entry.in_force and entry.answer is not ListingStatus.NO:
            measures = "; ".join(f"{m.name} ({', '.join(m.provisions)})" for m in entry.in_force)
            yield "", f"    in force under that programme on that day: {measures}"


def _heading(entry: EntryAnswer) -> Iterator[str]:
    """Yield the reference of an entry, and under what it is listed."""
    yield f"entry {entry.reference}"
    yield entry.programme_name or entry.list_type
    if entry.annex:
        yield entry.annex
    if entry.acts:
        yield f"by {' and '.join(entry.acts)}"
    yield from entry.measures


@dataclass(frozen=True)
class _Designation:
    measure: str
    name: str
    designated: Sequence[str]
    provisions: Sequence[str]


_AS_STATED = (
    *("dataset", "reference", "name", "programme", "programme_name", "list_type", "entry_type", "measures"),
    *("annex", "reason", "comments", "listed_on", "locator", "acts"),
)
_BEARERS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE $key IN e.nameKeys RETURN e.id AS id"
_IN_FORCE = (
    "MATCH (:Law {id: $programme})<-[:OF]-(m:Law:Measure)<-[:OF]-(s:Law:Scope) "
    "WHERE s.since <= $on AND $on < s.until MATCH (s)-[:BY]->(p:Law:Provision) "
    "WITH m, s, p ORDER BY p.id RETURN m.id AS measure, m.name AS name, coalesce(s.designated, []) AS designated, "
    "collect(p.name) AS provisions ORDER BY measure"
)
