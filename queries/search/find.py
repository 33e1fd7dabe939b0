"""Find things by words, parts of names, numbers, ids and paragraphs; each says what it is, and why it matched.

`find` is for looking around, and shows all that may be meant. Which thing a command takes by a name is decided in
graph/meant.py, by the same ranking.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from ...graph.meant import Described
from ...graph.name_index import LAW, name_index
from ...graph.near_things import NEAR, is_number
from ...graph.store import Graph
from ...schema.argument import text_argument
from ...schema.errors import NotFound, SanctionsGraphError
from ...schema.names import name_key
from ...schema.near_names import no_such
from ...schema.numbers import number_key
from ...schema.vocabulary import KINDS
from ..results.answer import Answer, text_of

#: Ways in which a thing matches, the surest first.
BY_ID, NAME, NUMBER, WORDS, PART, SPELLING = "id", "name", "number", "words", "part of a name", "spelling"
#: Words of the graph that a misspelt word may mean, and those that may hold a part, at most.
MOST_WORDS, MOST = 12, 900
_DESCRIBED = {
    Described.BY_REPORT: "reports",
    Described.BY_LIST: "lists and data sets",
    Described.BARE_PLACE: "a code list",
}


@dataclass(frozen=True)
class SearchHit:
    """A thing that matches: how (`why`), by which name or number of it (`matched`), and what describes it."""

    id: str
    kind: str
    name: str
    why: str
    matched: str
    described: str


@dataclass(frozen=True, repr=False)
class SearchAnswer(Answer):
    """What a search finds, the best first; an iterable of hits."""

    name_of_result: ClassVar[str] = "find"
    columns: ClassVar[Sequence[str]] = tuple(column.name for column in fields(SearchHit))

    words: str
    hits: tuple[SearchHit, ...]

    def __iter__(self) -> Iterator[SearchHit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each hit."""
        return [vars(hit) for hit in self.hits]


def find(graph: Graph, words: str, *, kind: str | None = None, limit: int = 20) -> SearchAnswer:
    """Return at most `limit` things that match words, the best first: entities, and paragraphs and measures of law.

    A match is an id, a whole name or alias, a number of a ship, paper or station, all words in any order, parts of
    words; only where none of these is, words that are spelt nearly so. In any script; case and accents do not count.
    Of equals, what reports describe comes first, and bare places of code lists last. `kind` is a label such as Vessel,
    Place or Provision. Raises NotFound for an unknown kind, SanctionsGraphError where nothing is asked for.
    """
    if not text_argument(words, "what to find", "rajin port").strip() or limit < 1:
        raise SanctionsGraphError("give a word to look for, and a limit of at least 1.")
    known = {*KINDS, *LAW, "Event", "Law", "Entity"}
    if kind is not None and kind not in known:
        raise no_such("kind", kind, known)
    with closing(name_index(graph)) as index:
        try:
            return SearchAnswer(words, tuple(_hits(_Search(index, kind, limit), words, limit)))
        except sqlite3.Error as error:
            raise NotFound(f"the index of names beside {graph.uri} cannot be read ({error}). Delete it.") from error


def _hits(search: _Search, words: str, limit: int) -> list[SearchHit]:
    key = name_key(words)
    ways = [
        search.by_id(words),
        search.by_name(key),
        search.by_number(number_key(words)),
        search.with_words([[word] for word in key.split()], WORDS),
    ]
    hits = [hit for way in ways for hit in way]
    if len(hits) < limit:
        hits += search.with_words([search.containing(word) for word in key.split()], PART)
    if not hits:
        hits = search.with_words([search.near(word) for word in key.split()], SPELLING)
    # A thing that matches in several ways is named once, by the surest.
    surest: dict[str, SearchHit] = {}
    for hit in hits:
        surest.setdefault(hit.id, hit)
    return list(surest.values())[:limit]


class _Search:
    """One search in an index; `kind` leaves out what is not of it."""

    def __init__(self, index: sqlite3.Connection, kind: str | None, limit: int) -> None:
        self._index = index
        self._of_kind = ("% % %" if kind is None else f"% {kind} %", limit)

    def by_id(self, id_: str) -> list[SearchHit]:
        """Return the thing of an id, or the one that an id of a source was decided to mean."""
        own = self._hits(BY_ID, "thing t", "t.id = ?", (id_,), "t.id")
        same = "number.key = ? AND number.shown = number.key"
        return own or self._hits(BY_ID, _NUMBERED, same, (id_,), "number.shown")

    def by_name(self, key: str) -> list[SearchHit]:
        """Return things that bear a whole name, by its key."""
        return self._hits(NAME, "name JOIN thing t ON t.n = name.n", "name.key = ?", (key,), "name.shown")

    def by_number(self, key: str) -> list[SearchHit]:
        """Return things of which a record states a number, by its key."""
        return self._hits(NUMBER, _NUMBERED, "number.key = ?", (key,), "number.shown")

    def with_words(self, choices: list[list[str]], why: str) -> list[SearchHit]:
        """Return things that have, for each word asked for, one of the words that it may mean."""
        if not choices or not all(choices):
            return []
        each = [f"SELECT n FROM word WHERE word IN ({', '.join('?' * len(words))})" for words in choices]
        every = tuple(word for words in choices for word in words)
        hits = self._hits(why, "thing t", f"t.n IN ({' INTERSECT '.join(each)})", every, "t.name")
        return [replace(hit, matched=self._matched(hit, set(every))) for hit in hits]

    def containing(self, part: str) -> list[str]:
        """Return words of the graph that begin with a part, and for one of three letters or more those that hold it.

        A number, or a single letter, is no part of a word.
        """
        if part.isdigit() or len(part) < 2:
            return [part]
        pattern = f"%{part}%" if len(part) > 2 else f"{part}%"
        rows = self._index.execute("SELECT word FROM spelling WHERE word LIKE ? LIMIT ?", (pattern, MOST))
        return [str(row[0]) for row in rows]

    def near(self, word: str) -> list[str]:
        """Return the words of the graph that are spelt most like a word."""
        from rapidfuzz import fuzz, process

        words = [str(row[0]) for row in self._index.execute("SELECT word FROM spelling")]
        near = process.extract(word, words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_WORDS)
        return [alike for alike, _, _ in near]

    def _hits(self, why: str, source: str, where: str, values: tuple[str, ...], shown: str) -> list[SearchHit]:
        rows = self._index.execute(
            f"SELECT DISTINCT t.id, t.kind, t.name, {shown}, t.described FROM {source} "
            f"WHERE {where} AND ' ' || t.labels || ' ' LIKE ? "
            f"ORDER BY t.labels LIKE '%Event%', t.described, t.name <> {shown}, length(t.name), t.id LIMIT ?",
            (*values, *self._of_kind),
        )
        return [
            SearchHit(
                id=str(id_),
                kind=str(kind),
                name=str(name),
                why="alias" if why == NAME and matched != name else why,
                matched=str(matched),
                described=_DESCRIBED[Described(rank)],
            )
            for id_, kind, name, matched, rank in rows
        ]

    def _matched(self, hit: SearchHit, asked: set[str]) -> str:
        """Return the name of a thing that has most of some words; of equals the one that it bears."""
        rows = self._index.execute(_NAMES_OF, (hit.id,))
        names = [(len(asked.intersection(str(key).split())), shown == hit.name, str(shown)) for key, shown in rows]
        return max(names, default=(0, True, hit.name))[2]


_NAMES_OF = "SELECT key, shown FROM name JOIN thing t ON t.n = name.n WHERE t.id = ?"
_NUMBERED = "number JOIN thing t ON t.n = number.n"


@text_of.register
def _(answer: SearchAnswer, width: int) -> str:
    lines = [f"{hit.name} ({hit.kind} {hit.id}): {hit.why} “{hit.matched}”, in {hit.described}" for hit in answer]
    if is_number(answer.words):
        lines = lines or [f"no record states the number {answer.words!r}; load a list that does"]
    return "\n".join(lines) or f"nothing matches {answer.words!r}: `sanctionsgraph screen` finds names in other scripts"
