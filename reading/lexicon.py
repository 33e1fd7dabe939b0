"""Words by which a text is read, from data/lexicons: each file is a form of its own and is checked when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from ..schema.errors import InputError
from ..schema.own_yaml import read_own_yaml
from ..schema.vocabulary import Basis, Likelihood, Qualifier, Stance

FOLDER = Path(__file__).resolve().parents[1] / "data" / "lexicons"

_Text = Annotated[str, Field(strict=True, min_length=1)]
_Lexicon = TypeVar("_Lexicon")


def _phrases(value: object) -> frozenset[str]:
    """Return the phrases of lines that part them by commas."""
    lines = value if isinstance(value, list) else [value]
    return frozenset(phrase.strip() for line in lines for phrase in str(line).split(",")) - {""}


def _single(value: object) -> frozenset[str]:
    """Return the words of lines that part them by white space."""
    lines = value if isinstance(value, list) else [value]
    return frozenset(word for line in lines for word in str(line).split())


Phrases = Annotated[frozenset[str], BeforeValidator(_phrases)]
Words = Annotated[frozenset[str], BeforeValidator(_single)]


@dataclass(frozen=True)
class FormWords:
    """Words that show of what kind a name is; data/lexicons/forms.yaml says what each list is for."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    titles: Phrases
    titles_small: Phrases
    roles: Phrases
    bodies: Phrases
    body_ends: Phrases
    places: Phrases
    places_before: Phrases
    places_beside: Phrases
    quarters: Phrases
    of_a_town: Phrases
    of_language: Phrases
    regions: Phrases
    ships: Phrases
    saying: Phrases
    at: Phrases
    moving_to: Phrases
    moves: Phrases
    calendar: Phrases
    things: Phrases
    openers: Phrases
    organs: Phrases
    together: Phrases
    peoples: Phrases
    fighters: Phrases
    endings: Phrases
    particles: Phrases
    places_several: Phrases
    journeys: Phrases
    chinese_family_names: Words


@dataclass(frozen=True)
class GivenNames:
    """Given names that show that a name is a person's."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    given_names: Words


@dataclass(frozen=True)
class LexiconSource:
    """Where the facts of a lexicon can be looked up."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    publisher: _Text
    title: _Text
    url: _Text
    accessed: object


@dataclass(frozen=True)
class Seats:
    """By which names of cities and houses, and by which short forms, texts mean a State: ISO codes by name."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    source: LexiconSource
    seats: dict[_Text, tuple[_Text, ...]]
    short: dict[_Text, _Text]
    halves: dict[_Text, _Text]
    written_out: dict[_Text, _Text]
    shared: dict[_Text, tuple[_Text, ...]]

    def states(self) -> dict[str, str]:
        """Return the ISO code of the State whose government each city or house stands for."""
        return {name: code for code, names in self.seats.items() for name in names}


@dataclass(frozen=True)
class PageWords:
    """By what a line is not the report's text, and where a report says whose it is (data/lexicons/page.yaml)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    markers: Phrases
    picture_markers: Phrases
    source_markers: Phrases
    bylines: Phrases
    small_words: Phrases


@dataclass(frozen=True)
class UnitWords:
    """How the press counts (data/lexicons/units.yaml): words by unit, by qualifier, and for numbers."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    units: dict[_Text, tuple[_Text, ...]]
    qualifiers: dict[Qualifier, tuple[_Text, ...]]
    numbers: dict[_Text, int]
    vague: tuple[_Text, ...]
    not_between: frozenset[_Text]
    heads: frozenset[_Text]


@dataclass(frozen=True)
class CueWords:
    """Words of one stance, and of one degree of likelihood where they are terms of ICD 203."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    stance: Stance
    words: tuple[_Text, ...]
    likelihood: Likelihood | None = None


@dataclass(frozen=True)
class CueLexicon:
    """Words of stance, likelihood, law and basis (data/lexicons/cues.yaml)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    source: LexiconSource
    cues: tuple[CueWords, ...]
    law: tuple[_Text, ...]
    bases: dict[Basis, tuple[_Text, ...]]


@dataclass(frozen=True)
class SpeechWords:
    """Who speaks in a text (data/lexicons/speech.yaml says what each list is for)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    organs: Phrases
    offices: dict[_Text, _Text]
    again: dict[_Text, frozenset[_Text]]
    pronouns: frozenset[_Text]
    carriers: Phrases
    citing: tuple[_Text, ...]
    read_by: tuple[_Text, ...]
    state_media: dict[_Text, tuple[_Text, ...]]
    called: dict[_Text, _Text]
    monitors: dict[_Text, tuple[_Text, ...]]
    monitors_again: frozenset[_Text]
    home: dict[_Text, tuple[_Text, ...]]
    own_voice: tuple[_Text, ...]


@dataclass(frozen=True)
class PassingWords:
    """Words for goods that pass, and for what somebody looked at (data/lexicons/passing.yaml)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    giving: Phrases
    receiving: Phrases
    looking: Phrases
    carried: Phrases
    meetings: tuple[_Text, ...]


@dataclass(frozen=True)
class GoodsWords:
    """Phrases of the press for goods: which goods they may mean, and what a claim on them is about in a word."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    ids: tuple[_Text, ...]
    topic: _Text
    words: tuple[_Text, ...]
    not_before: tuple[_Text, ...] = ()


@dataclass(frozen=True)
class GoodsLexicon:
    """What the press calls goods."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    goods: tuple[GoodsWords, ...]


def lexicon(form: type[_Lexicon], name: str) -> _Lexicon:
    """Return the lexicon of a name in its form. Raises InputError with the file and what breaks the form."""
    key = (FOLDER, name)
    if key not in _READ:
        _READ[key] = _parsed(form, FOLDER / f"{name}.yaml")
    content = _READ[key]
    assert isinstance(content, form)  # noqa: S101
    return content


#: Lexicons that were read, by folder and name.
_READ: dict[tuple[Path, str], object] = {}


def _parsed(form: type[_Lexicon], path: Path) -> _Lexicon:
    try:
        return TypeAdapter(form).validate_python(read_own_yaml(path))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(str(path), f"cannot be read: {' '.join(str(error).split())[:200]}", "Correct it.") from error
    except ValidationError as invalid:
        first = invalid.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path}: {place}", first["msg"], "See the head of the file for its form.") from invalid


def longest(phrases: Iterable[str]) -> int:
    """Return the number of words of the longest phrase."""
    return max(len(phrase.split()) for phrase in phrases)
