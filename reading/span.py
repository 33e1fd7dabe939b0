"""Spans of a text that name something, found by their form: capitals, and the words in and beside them.

Nothing is looked up in a graph here, but whether a word names a State: a span has a kind by what it looks like and by
what stands beside it, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from .lexicon import FormWords, GivenNames, Seats, lexicon
from .state import StateWords, named_states, state_at
from .word import PhraseTable, TextWord, words_of


class MentionKind(StrEnum):
    """Of what kind a thing is that a text names."""

    PLACE = "place"
    STATE = "State"
    PERSON = "person"
    BODY = "body"
    SHIP = "ship"
    GOODS = "goods"


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last`, the last not included, that name something; `form` says what shows the kind.

    `kind` is None where nothing shows it; `code` is the ISO code of a State.
    """

    first: int
    last: int
    kind: MentionKind | None
    form: str
    code: str | None = None


class PhraseTables:
    """The tables of phrases by which spans are told, made once."""

    @cached_property
    def forms(self) -> FormWords:
        """Return the words of forms."""
        return lexicon(FormWords, "forms")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Return the given names."""
        return lexicon(GivenNames, "given_names").given_names

    @cached_property
    def titles(self) -> PhraseTable:
        """Return the titles that stand before a person's name."""
        return PhraseTable(self.forms.titles | self.forms.titles_small)

    @cached_property
    def places(self) -> PhraseTable:
        """Return the words for places."""
        return PhraseTable(self.forms.places)

    @cached_property
    def several(self) -> PhraseTable:
        """Return the words for several places."""
        return PhraseTable(self.forms.places_several)

    @cached_property
    def regions(self) -> PhraseTable:
        """Return the words for stretches of land and sea."""
        return PhraseTable(self.forms.regions)

    @cached_property
    def ships(self) -> PhraseTable:
        """Return the words for ships."""
        return PhraseTable(self.forms.ships)

    @cached_property
    def things(self) -> PhraseTable:
        """Return the capitalised words that name none of our kinds."""
        return PhraseTable(self.forms.things)


TABLES = PhraseTables()


class SpannedText:
    """A text with its words, the States that it names, and the titles in it that stand before a name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.states = named_states(self.words)
        self.titles = _titled(self.words)

    def state_at(self, index: int) -> StateWords | None:
        """Return the State that the words from a place name; none where they may be another's short or half name."""
        state = state_at(self.words, index, self.states)
        if state is None or state.count > 1:
            return state
        shown = self.words[index].text
        if sharing := self.shared.get(shown):
            meant = [code for code in sharing if code in self._whole]
            return replace(state, code=meant[0]) if len(meant) == 1 else None
        if shown in self._initials and shown in lexicon(Seats, "seats").short and state.code not in self._whole:
            return None
        return state

    @property
    def shared(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names that States share, each with their codes."""
        return lexicon(Seats, "seats").shared

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The codes of the States that the text names by more than a short form or a name that several share."""
        seats = lexicon(Seats, "seats")
        codes: set[str] = set()
        index = 0
        while index < len(self.words):
            shown = self.words[index].text
            state = state_at(self.words, index) if self.words[index].capital else None
            of_its_own = shown not in seats.shared and (shown not in seats.short or shown not in self._initials)
            if state and (state.count > 1 or of_its_own):
                codes.add(state.code)
            index += state.count if state else 1
        return frozenset(codes)

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The first letters of each row of three words in capitals or more: `Conflict Armament Research` may be CAR."""
        initials: set[str] = set()
        row = ""
        for word in self.words:
            row = (row if word.joins else "") + word.text[0] if word.capital else ""
            if len(row) > 2:
                initials.add(row)
        return frozenset(initials)


def _titled(words: Sequence[TextWord]) -> dict[int, int]:
    """Return the titles that stand before a name, by their place: how many words each has."""
    titles = {}
    for index, word in enumerate(words):
        count = TABLES.titles.at(words, index)
        after = index + count
        if not count or after >= len(words) or not words[after].capital:
            continue
        together = words[after].joins or words[after].gap in (", ", " \u2013 ")
        if together and not _goes_on(words, index, after) and (word.capital or word.text.islower()):
            titles[index] = count
    return titles


def _goes_on(words: Sequence[TextWord], index: int, after: int) -> bool:
    """Whether a title is part of the name of a body: `Justice Department`, `General Staff`."""
    if not words[index].capital:
        return False
    if words[index].low in TABLES.forms.titles_small:
        return True
    return words[after].low in TABLES.forms.bodies or words[after].low in ("staff", "general")
