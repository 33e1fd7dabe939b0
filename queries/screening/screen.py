"""Screen names against a graph: who or what may be meant, how well each fits, and what speaks for and against it.

    for hit in screen(g, "Kim Yong Chol", schema="Person", birth_date="1946"):
        print(hit["score"], hit["name"], hit["why"])

A hit is no finding that two are one: it says that a person should look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import LATEST, HalfDate, day
from ...schema.errors import ValueInvalid
from ...schema.numbers import number_key
from ..results.result import Result
from .bearers import NAMES, Bearers, Index, NameBearer
from .compare import NamePart, compare_names, compare_ready, score_names, score_of
from .names import made_ready
from .particulars import Countries, judged, particulars

#: Of the names that the index ranks first so many are compared for one that is asked for.
COMPARED = 30
#: Hits below this score are not told of.
LEAST = 0.3
COLUMNS = ["asked", "rank", "score", "alert", "id", "kind", "name", "matched", "lists", "why", "parts"]
#: What a question may say beside the name.
KNOWN = ("schema", "country", "birth_date", "number")


@dataclass(frozen=True)
class ScreenedName:
    """A name to screen, and what is known of its bearer."""

    name: str
    schema: str | None = None
    country: str | None = None
    birth_date: str | None = None
    number: str | None = None

    @property
    def particular(self) -> bool:
        """Whether more than the name and the schema is known."""
        return bool(self.country or self.birth_date or self.number)


@dataclass(frozen=True)
class Hit:
    """A thing that may be meant: the name that fits best, the score, and the parts that it is the sum of."""

    bearer: NameBearer
    matched: str
    score: float
    parts: tuple[NamePart, ...] = ()

    @property
    def why(self) -> str:
        """What adds to the score or takes from it, in words."""
        return "; ".join(part.told for part in self.parts if part.what not in _SILENT) or "same name"


_SILENT = frozenset({"base", "same", "short"})


def screen(
    graph: Graph,
    names: str | Mapping[str, Any] | Iterable[str | Mapping[str, Any]],
    schema: str | None = None,
    country: str | None = None,
    birth_date: str | None = None,
    number: str | None = None,
    as_of: str | None = None,
    limit: int = 10,
    least: float = LEAST,
) -> Result:
    """Who or what in a graph may be meant by a name, or by each of several; best first.

    A name may be a mapping with `name` and its own `schema`, `country`, `birth_date`, `number`. Without a schema
    persons, bodies, ships and other assets are looked at, but no places. `birth_date` as a half-known date, `country`
    as a name or code, `number` as a document or ship has it: each adds or takes points where the graph knows of it
    too, and a thing with the number is a candidate under any name. `as_of`: as was known on that day. At most `limit`
    hits a name, none with a score below `least`.

    A row has asked (the name), rank (from 1), score (0 to 1), alert (whether it reaches `compare_names.threshold`),
    id, kind, name, matched (the name that fits best), lists (the entries that stand, as `list reference, since day`),
    why, parts (each with what, left, right, points). Raises ValueInvalid for an unknown schema or a date that is none.
    """
    given = [names] if isinstance(names, str | Mapping) else names
    default = ScreenedName("", schema, country, birth_date, number)
    questions = [question_of(one, default) for one in given]
    answers = list(screened(graph, questions, as_of, limit, least))
    rows = [row for question, hits in answers for row in hit_rows(question, hits)]
    with_lists(graph, rows, as_of)
    return Result("screen", COLUMNS, rows, NAMES, {"as_of": as_of} if as_of else {})


def question_of(given: str | Mapping[str, Any], default: ScreenedName) -> ScreenedName:
    """A question from a name or a mapping; the default says what it does not. Raises ValueInvalid without a name."""
    if isinstance(given, str):
        return replace(default, name=given)
    if given.keys() - {"name", *KNOWN} or not given.get("name"):
        raise ValueInvalid(f"not a name to screen: {str(dict(given))[:80]} (it takes name, {', '.join(KNOWN)})")
    return replace(default, **{key: value for key, value in given.items() if value})


def screened(
    graph: Graph,
    questions: Sequence[ScreenedName],
    as_of: str | None = None,
    limit: int = 10,
    least: float = LEAST,
    progress: Callable[[int], None] | None = None,
) -> Iterator[tuple[ScreenedName, list[Hit]]]:
    """Each question with its hits, best first. Raises ValueInvalid as `screen` does, before any answer."""
    known = day(as_of) if as_of else None
    for question in questions:
        if question.birth_date:
            HalfDate.parse(question.birth_date)
    bearers = Bearers.of(graph)
    numbered = _by_number(graph, known) if any(question.number for question in questions) else {}

    def bearing(question: ScreenedName) -> set[str]:
        return numbered.get(number_key(question.number), set()) if question.number else set()

    for first in range(0, len(questions), BATCH):
        batch = []
        for question in questions[first : first + BATCH]:
            index = bearers.index(question.schema, known)
            batch.append((question, _hits(index, question.name, max(COMPARED, 3 * limit), bearing(question))))
            if progress:
                progress(first + len(batch))
        weighed = _weighed(graph, batch, known) if any(question.particular for question, _ in batch) else batch
        for question, hits in weighed:
            # What bears the number is shown under any name.
            best = [hit for hit in hits if hit.score >= least or hit.bearer.id in bearing(question)][:limit]
            yield question, [hit if hit.parts else _explained(question, hit) for hit in best]


#: So many questions are answered together, with one look-up of the particulars of all their candidates.
BATCH = 1000


def _hits(index: Index, name: str, most: int, ids: set[str]) -> list[Hit]:
    """Each candidate under its best name, by the score of the names alone."""
    best: dict[str, tuple[float, str, NameBearer]] = {}
    places = index.candidates.find(name, most)
    for place in [*places, *(place for id_ in ids for place in index.places_of(id_))]:
        bearer, other = index.bearers[place], index.names[place]
        found = (score_names(made_ready(name, bearer.by), made_ready(other, bearer.by)), other, bearer)
        if bearer.id not in best or found[:2] > best[bearer.id][:2]:
            best[bearer.id] = found
    return _sorted(Hit(bearer, other, score) for score, other, bearer in best.values())


def _sorted(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.bearer.id))


def _weighed(
    graph: Graph, batch: list[tuple[ScreenedName, list[Hit]]], as_of: str | None
) -> list[tuple[ScreenedName, list[Hit]]]:
    """The hits of questions that know more than a name, scored by that too."""
    countries = Countries(graph)
    ids = {hit.bearer.id for question, hits in batch if question.particular for hit in hits}
    own = particulars(graph, ids, countries, as_of)
    weighed = []
    for question, hits in batch:
        if question.particular:
            birth = HalfDate.parse(question.birth_date) if question.birth_date else None
            said = (birth, question.country, question.number, countries)
            hits = _sorted(
                _explained(question, hit, judged(own[hit.bearer.id], *said)) if hit.bearer.id in own else hit
                for hit in hits
            )
        weighed.append((question, hits))
    return weighed


def _explained(question: ScreenedName, hit: Hit, more: Sequence[NamePart] = ()) -> Hit:
    """The hit with the parts of its score, and with further ones."""
    by = hit.bearer.by
    parts = (*compare_ready(made_ready(question.name, by), made_ready(hit.matched, by)).parts, *more)
    return replace(hit, parts=parts, score=score_of(parts))


def _by_number(graph: Graph, as_of: str | None) -> dict[str, set[str]]:
    """Ids of things by the numbers that records state of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in graph.read(_NUMBERED, known=as_of or LATEST, stood=as_of or "").rows:
        found[number_key(row["number"])].add(row["id"])
    return found


def hit_rows(question: ScreenedName, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits as rows, without the lists."""
    return [
        {
            "asked": question.name,
            "rank": rank,
            "score": round(hit.score, 4),
            "alert": hit.score >= compare_names.threshold,
            "id": hit.bearer.id,
            "kind": hit.bearer.kind,
            "name": hit.bearer.name,
            "matched": hit.matched,
            "lists": [],
            "why": hit.why,
            "parts": [part.to_dict() for part in hit.parts],
        }
        for rank, hit in enumerate(hits, 1)
    ]


def with_lists(graph: Graph, rows: Sequence[dict[str, Any]], as_of: str | None) -> None:
    """Add to rows of hits the list entries that stand on a day, or still."""
    when = {"known": as_of or LATEST}
    entries: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted({row["id"] for row in rows})):
        for row in graph.read(_LISTED, ids=batch, **when).rows:
            entries[row["id"]].append(f"{row['list']} {row['reference']}, since {row['since']}")
    for row in rows:
        row["lists"] = entries.get(row["id"], [])


_NUMBERED = (
    "MATCH (r:Statement:Record)-[:ABOUT]->(e:Entity) WHERE r.since <= $known AND r.until > $stood "
    "MATCH (r)-[:PART]->(n:Identification) WHERE n.number IS NOT NULL "
    "RETURN DISTINCT e.id AS id, n.number AS number ORDER BY id, number"
)
_LISTED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Listing) "
    "WHERE r.since <= $known AND r.until > $known "
    "RETURN e.id AS id, r.list AS list, r.reference AS reference, r.since AS since ORDER BY id, list, reference, since"
)
