"""Screen names against a graph: who or what may be meant, how well each fits, and what speaks for and against it.

    for hit in screen(g, "Kim Yong Chol", schema="Person", birth_date="1946"):
        print(hit.score, hit.name, hit.why)

A hit is no finding that two are one: it says that a person should look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from logging import getLogger
from math import exp
from typing import Any, ClassVar

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import LATEST, DayLike, day, known_by, not_withdrawn_in_cypher, stood_in_cypher
from ...schema.errors import ValueInvalid
from ...schema.numbers import number_key
from ..results.answer import Answer, plain, text_of
from ..results.tables import html_table, text_table
from .bearers import Bearers
from .compare import NamePart, compare_names, compare_normalized, score_names, score_of
from .name_index import NameBearer, NameIndex
from .names import normalized
from .particulars import POINTS, AskedParticulars, particulars, weigh_particulars
from .questions import Asked, ScreenedName, date_text, question_of
from .variants import asked_names

#: Of the names that the index ranks first so many are compared for one that is asked for.
COMPARED = 30
#: Hits below this score are left out.
MIN_SCORE = 0.3
COLUMNS = ("asked", "rank", "score", "alert", "id", "kind", "name", "matched", "lists", "why", "parts")
#: Of these a table shows all but the parts of a score, which stand in `why`.
SHOWN = COLUMNS[:-1]
#: For so many names the index that is kept beside the graph is enough; for more it is made in memory.
FEW = 20
#: So many questions are answered together, with one look-up of the particulars of all their candidates.
BATCH = 1000

_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that may be meant by the name that was asked for.

    `rank` counts from 1, `score` is from 0 to 1, `alert` says whether it reaches `compare_names.threshold`; `matched`
    is the name that fits best, `lists` are the entries that stand, as `list reference, since day`; `parts` add up to
    the score, and `why` has them in words.
    """

    asked: str
    rank: int
    score: float
    alert: bool
    id: str
    kind: str
    name: str
    matched: str
    lists: tuple[str, ...]
    why: str
    parts: tuple[NamePart, ...]


@dataclass(frozen=True)
class NameHits:
    """A question, and the hits for it, best first."""

    question: ScreenedName
    hits: tuple[Hit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the question and its hits for JSON."""
        return {"question": plain(self.question), "hits": list(map(_hit_row, self.hits))}


@dataclass(frozen=True, repr=False)
class Screening(Answer):
    """The hits for one name or several."""

    name_of_result: ClassVar[str] = "screen"
    columns: ClassVar[Sequence[str]] = COLUMNS

    names: tuple[NameHits, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the hits of all names."""
        return tuple(hit for name in self.names for hit in name.hits)

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each hit."""
        return [_hit_row(hit) for hit in self.hits]

    def shown(self) -> Sequence[Mapping[str, Any]]:
        """Return the rows as a table shows them: the score short, an alert as a word."""
        hits = zip(self.rows(), self.hits, strict=True)
        return [{**row, "score": f"{hit.score:.2f}", "alert": "alert" if hit.alert else ""} for row, hit in hits]

    def _repr_html_(self) -> str:
        return html_table(SHOWN, self.shown())

    def to_dict(self) -> dict[str, Any]:
        """Return the names with their hits for JSON."""
        return {"names": [name.to_dict() for name in self.names]}

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __getitem__(self, index: int) -> Hit:
        return self.hits[index]


@text_of.register
def _(answer: Screening, width: int) -> str:
    return text_table(SHOWN, answer.shown())


def _hit_row(hit: Hit) -> dict[str, object]:
    values = {column: getattr(hit, column) for column in COLUMNS}
    return {**values, "lists": list(hit.lists), "parts": [part.to_dict() for part in hit.parts]}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An entity under its best name, with the score and the parts that it is the sum of, if they are worked out.

    `asked` is the name that was asked for, or one of several in it; `weak`: its publisher calls `matched` a weak alias.
    """

    bearer: NameBearer
    asked: str
    matched: str
    score: float
    weak: bool
    parts: tuple[NamePart, ...] = ()


#: Parts that `why` leaves out.
_SILENT = frozenset({"base", "same", "short"})


def screen(
    graph: Graph,
    names: Asked | Iterable[Asked] = (),
    *,
    schema: str | None = None,
    country: str | None = None,
    birth_date: DayLike | None = None,
    number: str | None = None,
    as_of: DayLike | None = None,
    limit: int = 10,
    min_score: float = MIN_SCORE,
    progress: Callable[[int], None] | None = None,
) -> Screening:
    """Return who or what in a graph may be meant by a name, or by each of several; best first.

    A name may be a mapping with `name` and its own `schema`, `country`, `birth_date`, `number`. Without a schema
    persons, bodies, ships and other assets are looked at, but no places. `birth_date` as a half-known date or in
    words, `country` as a name or code, `number` as a document or ship has it: each adds or takes points where the graph
    knows of it too, and an entity with the number is a candidate under any name. `as_of`: as was known on that day. At
    most `limit` hits a name, none with a score below `min_score`. Without names, `number` alone is asked for.

    Raises ValueInvalid for an unknown schema, a country that is no State, or a date that is none.
    """
    asked: Iterable[Any] = [names]
    if isinstance(names, Iterable) and not isinstance(names, str | Mapping):
        asked = names
    default = ScreenedName("", schema, country, date_text(birth_date), number)
    questions = [question_of(text, default) for text in asked] or ([default] if number else [])
    kept = len(questions) <= FEW
    hits = screened(graph, questions, as_of=as_of, limit=limit, min_score=min_score, progress=progress, kept=kept)
    return Screening(tuple(hits))


def screened(
    graph: Graph,
    questions: Sequence[ScreenedName],
    *,
    as_of: DayLike | None = None,
    limit: int = 10,
    min_score: float = MIN_SCORE,
    progress: Callable[[int], None] | None = None,
    kept: bool = False,
) -> Iterator[NameHits]:
    """Yield each question with its hits, from the index kept beside the graph with `kept`.

    Raises ValueInvalid as `screen` does, before any answer.
    """
    known = day(as_of) if as_of else None
    asked = [_particulars(question) for question in questions]
    bearers = Bearers.of(graph)
    bearers_of_number = _by_number(graph, known) if any(question.number for question in questions) else {}
    _log.info("screening %d names", len(questions))
    for first in range(0, len(questions), BATCH):
        batch: list[tuple[ScreenedName, AskedParticulars | None, list[_Candidate]]] = []
        for question, particular in zip(questions[first : first + BATCH], asked[first : first + BATCH], strict=True):
            index = bearers.index(question.schema, known, kept)
            numbered = _numbered(question, bearers_of_number)
            candidates = _candidates(index, question.name, max(COMPARED, 3 * limit), numbered)
            batch.append((question, particular, candidates))
            if progress:
                progress(first + len(batch))
        answers = []
        for question, candidates in _weighed(graph, batch, known):
            # What bears the number is shown under any name.
            numbered = _numbered(question, bearers_of_number)
            best = [c for c in candidates if c.score >= min_score or c.bearer.id in numbered][:limit]
            answers.append((question, [c if c.parts else _explained(c) for c in best]))
        yield from _with_lists(graph, answers, known)


def _particulars(question: ScreenedName) -> AskedParticulars | None:
    try:
        return question.particulars()
    except ValueInvalid as error:
        raise ValueInvalid(f"{question.name[:40]}: {error}" if question.name else str(error)) from None


def _numbered(question: ScreenedName, bearers_of_number: Mapping[str, set[str]]) -> set[str]:
    return bearers_of_number.get(number_key(question.number), set()) if question.number else set()


def _candidates(index: NameIndex, name: str, limit: int, ids: set[str]) -> list[_Candidate]:
    """Return each candidate under its best name, by the score of the names alone."""
    best: dict[str, tuple[float, str, str, NameBearer]] = {}
    weak = index.weak
    for asked in asked_names(name):
        places = index.candidates.find(asked, limit)
        for place in [*places, *(place for id_ in ids for place in index.places_of(id_))]:
            bearer, matched = index.bearers[place], index.names[place]
            score = score_names(normalized(asked, bearer.by), normalized(matched, bearer.by))
            if weak and (bearer.id, matched) in weak:
                score = _shifted(score, _weak_part(matched).points)
            if bearer.id not in best or (score, matched) > best[bearer.id][:2]:
                best[bearer.id] = (score, matched, asked, bearer)
    return _sorted(
        _Candidate(bearer, asked, matched, score, (bearer.id, matched) in weak)
        for score, matched, asked, bearer in best.values()
    )


def _weak_part(alias: str) -> NamePart:
    """Return the part for a weak alias; one of a single word loses points, because many bear it."""
    points = POINTS["weak alias"] if len(alias.split()) == 1 else 0.0
    return NamePart("weak alias", alias, alias, points)


def _shifted(score: float, points: float) -> float:
    return 1 / (1 + exp(-points) * (1 - score) / score) if score else 0.0


def _sorted(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.bearer.id))


def _weighed(
    graph: Graph,
    batch: list[tuple[ScreenedName, AskedParticulars | None, list[_Candidate]]],
    as_of: str | None,
) -> Iterator[tuple[ScreenedName, list[_Candidate]]]:
    """Yield each question with its candidates, scored also by what the question knows beside the name."""
    ids = {candidate.bearer.id for _, particular, candidates in batch if particular for candidate in candidates}
    particulars_by_id = particulars(graph, ids, as_of) if ids else {}
    for question, particular, candidates in batch:
        if particular:
            candidates = _sorted(
                _explained(candidate, weigh_particulars(particulars_by_id[candidate.bearer.id], particular))
                if candidate.bearer.id in particulars_by_id
                else candidate
                for candidate in candidates
            )
        yield question, candidates


def _explained(candidate: _Candidate, more: Sequence[NamePart] = ()) -> _Candidate:
    """Return the candidate with the parts of its score, and with further ones."""
    by = candidate.bearer.by
    compared = compare_normalized(normalized(candidate.asked, by), normalized(candidate.matched, by))
    weak = (_weak_part(candidate.matched),) if candidate.weak else ()
    parts = (*compared.parts, *weak, *more)
    return replace(candidate, parts=parts, score=score_of(parts))


@dataclass(frozen=True)
class _NumberRow:
    id: str
    number: str


def _by_number(graph: Graph, as_of: str | None) -> dict[str, set[str]]:
    """Return the ids of entities by the numbers that records state of them."""
    ids: dict[str, set[str]] = defaultdict(set)
    for row in graph.read_as(_NumberRow, _NUMBERED, known=as_of or LATEST, stood=as_of or ""):
        if key := number_key(row.number):
            ids[key].add(row.id)
    return ids


@dataclass(frozen=True)
class _ListedRow:
    id: str
    list: str
    reference: str
    since: str


def _with_lists(
    graph: Graph, answers: Sequence[tuple[ScreenedName, list[_Candidate]]], as_of: str | None
) -> Iterator[NameHits]:
    """Yield the hits of each question, with the list entries that stand on a day, or still."""
    entries: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted({c.bearer.id for _, candidates in answers for c in candidates})):
        for row in graph.read_as(_ListedRow, _LISTED, ids=batch, known=known_by(as_of)):
            entries[row.id].append(f"{row.list} {row.reference}, since {row.since}")
    for question, candidates in answers:
        hits = (_hit(question, rank, c, tuple(entries.get(c.bearer.id, ()))) for rank, c in enumerate(candidates, 1))
        yield NameHits(question, tuple(hits))


def _hit(question: ScreenedName, rank: int, candidate: _Candidate, lists: tuple[str, ...]) -> Hit:
    bearer, score = candidate.bearer, candidate.score
    why = "; ".join(part.text for part in candidate.parts if part.what not in _SILENT) or "same name"
    alert = score >= compare_names.threshold
    place = (question.name, rank, round(score, 4), alert, bearer.id, bearer.kind, bearer.name, candidate.matched)
    return Hit(*place, lists, why, candidate.parts)


_NUMBERED = (
    "MATCH (r:Statement:Record)-[:ABOUT]->(e:Entity) "
    f"WHERE r.since <= $known AND r.until > $stood AND {not_withdrawn_in_cypher('r', day='known')} "
    "MATCH (r)-[:PART]->(n:Identification) WHERE n.number IS NOT NULL "
    "RETURN DISTINCT e.id AS id, n.number AS number ORDER BY id, number"
)
_LISTED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Listing) "
    f"WHERE {stood_in_cypher('r', day='known')} "
    "RETURN e.id AS id, r.list AS list, r.reference AS reference, r.since AS since ORDER BY id, list, reference, since"
)
