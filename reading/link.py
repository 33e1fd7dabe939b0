"""Names of a text linked to what a graph holds: screened with their kind, linked where exactly one bears the name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..graph.store import Graph
from ..queries.screening.bearers import Bearers
from ..queries.screening.questions import ScreenedName
from ..queries.screening.screen import Hit, screened
from ..queries.screening.wordlists import LEGAL_FORMS
from ..schema.dates import DayLike, day
from ..schema.names import name_key
from .lexicon import Seats, lexicon
from .script import base_forms
from .span import MentionKind

#: The kind of thing that a name of each kind is screened as.
SCHEMAS: Mapping[MentionKind, str] = {
    MentionKind.PLACE: "Place",
    MentionKind.PERSON: "Person",
    MentionKind.BODY: "Organization",
    MentionKind.SHIP: "Vessel",
}
#: Hits below this score are no candidates.
MIN_SCORE = 0.5
#: So many candidates of a name at most.
MOST = 5
#: Lists of codes of places in the whole world, and the words with which a name of theirs counts at all.
CODE_LISTS: Mapping[str, frozenset[str]] = {
    "unlocode": frozenset({"port", "seaport", "harbor", "harbour"}),
    "trainline": frozenset({"station"}),
}
_FORMS = frozenset(form for forms in LEGAL_FORMS.values() for form in forms)
#: What a score is made of where two names are one name.
_AGREEING = frozenset({"base", "same", "short", "same country", "same number"})


@dataclass(frozen=True, slots=True)
class NameInText:
    """A name to link: its words, its kind, the words for places beside it, and what the text says of its bearer."""

    words: str
    kind: MentionKind
    place_words: frozenset[str] = frozenset()
    country: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may mean in the graph, how well the names fit, and why."""

    id: str
    kind: str
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class NameLink:
    """The candidates for a name, best first; `id` is the link where exactly one bears the name; `why` says which."""

    id: str | None
    candidates: tuple[Candidate, ...]
    why: str


class Linker:
    """Links names to one graph as known on a day. Every name is screened once, however many texts have it."""

    def __init__(self, graph: Graph, as_of: DayLike | None = None) -> None:
        self._graph = graph
        self._as_of = day(as_of) if as_of else None
        self._hits: dict[ScreenedName, tuple[Hit, ...]] = {}
        self._by_id: dict[tuple[str, tuple[str, ...], str], NameLink] = {}

    def link(self, names: Iterable[NameInText], states: frozenset[str]) -> dict[NameInText, NameLink]:
        """Return the link of each name of a text that names such States."""
        unique = list(dict.fromkeys(names))
        self._screen(question for name in unique for question in _questions(name))
        return {name: self._link(name, states) for name in unique}

    def state(self, code: str) -> NameLink:
        """Return the link of a State by its ISO code."""
        return self.by_id("Country", (f"iso:{code}",), "State")

    def by_id(self, schema: str, ids: Sequence[str], called: str) -> NameLink:
        """Return the link to one of several ids that a lexicon names, as far as the graph has them."""
        key = (schema, tuple(ids), called)
        if key not in self._by_id:
            self._by_id[key] = self._of_ids(schema, ids, called)
        return self._by_id[key]

    def _of_ids(self, schema: str, ids: Sequence[str], called: str) -> NameLink:
        index = Bearers.of(self._graph).index(schema, self._as_of)
        bearers = [index.bearers[places[0]] for id_ in ids if (places := index.places_of(id_))]
        candidates = tuple(Candidate(b.id, b.kind, b.name, 1.0, "lexicon") for b in bearers)
        if len(ids) == 1 and candidates:
            return NameLink(candidates[0].id, candidates, f"{called} of that name")
        return NameLink(None, candidates, "may mean several" if candidates else f"no such {called} in the graph")

    def _screen(self, questions: Iterable[ScreenedName]) -> None:
        new = [question for question in dict.fromkeys(questions) if question not in self._hits]
        for answer in screened(self._graph, new, as_of=self._as_of, limit=MOST * 2, min_score=MIN_SCORE):
            self._hits[answer.question] = answer.hits

    def _link(self, name: NameInText, states: frozenset[str]) -> NameLink:
        hits: dict[str, Hit] = {}
        for question in _questions(name):
            for hit in self._hits[question]:
                if _counts(hit, name, states) and (hit.id not in hits or hits[hit.id].score < hit.score):
                    hits[hit.id] = hit
        best = sorted(hits.values(), key=lambda hit: (-hit.score, hit.id))[:MOST]
        candidates = tuple(Candidate(hit.id, hit.kind, hit.name, hit.score, hit.why) for hit in best)
        bearers = [hit for hit in best if _bears(hit, name)]
        if len(bearers) == 1:
            return NameLink(bearers[0].id, candidates, f"the only {name.kind} of that name")
        if bearers:
            return NameLink(None, candidates, f"{len(bearers)} bear the name")
        return NameLink(None, candidates, "only like names" if candidates else "no such name in the graph")


def _questions(name: NameInText) -> list[ScreenedName]:
    """The name as it stands, and a place's also without the word for its kind."""
    schema = SCHEMAS[name.kind]
    questions = [ScreenedName(name.words, schema, name.country, None, name.number)]
    if name.kind is MentionKind.BODY and (whole := _written_out(name.words)):
        questions.append(ScreenedName(whole, schema))
    questions += [ScreenedName(form, schema) for form in base_forms(name.words)]
    bare = " ".join(word for word in name.words.split() if word.lower() not in name.place_words)
    if bare and bare != name.words:
        questions.append(ScreenedName(bare, schema))
    return questions


def _written_out(name: str) -> str | None:
    """`U.S. Central Command` as `United States Central Command`."""
    first, _, remainder = name.partition(" ")
    whole = lexicon(Seats, "seats").written_out.get(first.replace(".", ""))
    return f"{whole} {remainder}" if whole and remainder else None


def _counts(hit: Hit, name: NameInText, states: frozenset[str]) -> bool:
    """Whether a hit is a candidate: of a list of codes only beside its words, and with its State in the text."""
    dataset, _, key = hit.id.partition(":")
    if dataset not in CODE_LISTS:
        written_out = _written_out(name.words) if name.kind is MentionKind.BODY else None
        return hit.asked in (name.words, written_out, *base_forms(name.words))
    return bool(name.place_words & CODE_LISTS[dataset]) and (dataset != "unlocode" or key[:2] in states)


def _bears(hit: Hit, name: NameInText) -> bool:
    """Whether a hit bears the name itself. One word alone is no name of a person, and of a body on a list only where
    the list has that very word: `LLC Center` is not what a text calls Center. A legal form is no name.

    A family name alone is that of whoever bears it, known to the graph or not; in Chinese or Korean one word is whole.
    """
    if any(part.what not in _AGREEING for part in hit.parts) or name_key(name.words) in _FORMS:
        return False
    if " " in name.words:
        return True
    if name.kind is MentionKind.PERSON:
        return name.words == name.words.swapcase() and not hit.lists
    return not hit.lists or name.kind is not MentionKind.BODY or name_key(hit.matched) == name_key(name.words)
