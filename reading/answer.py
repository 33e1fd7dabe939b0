"""A model's answer to a request: JSON that is taken as it is or refused by its place, never repaired."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..schema.errors import InputError
from ..schema.vocabulary import Basis, Likelihood, Property, Qualifier, Stance
from .report import ReportReading
from .request import NEW_KINDS
from .suggestion import SuggestedBy, SuggestedThing, Suggestion, TextQuote

#: An answer that is longer answers something else.
LONGEST = 2_000_000
_REMEDY = "Ask the model again; an answer is not repaired."
_Text = Annotated[str, Field(min_length=1, max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class AnsweredThing(_Strict):
    """A thing that the model adds."""

    id: Annotated[str, Field(pattern=r"^new:[a-z0-9-]{1,80}$")]
    kind: _Text
    name: _Text


class AnsweredClaim(_Strict):
    """A claim as the model suggests it; `sentence` is the number of the sentence that it quotes."""

    sentence: int
    about: _Text
    property: Property
    stance: Stance
    basis: Basis
    speaker: _Text
    quote: _Text
    hedge: _Text | None = None
    value: bool | int | float | str | None = None
    entity: _Text | None = None
    unit: _Text | None = None
    qualifier: Qualifier | None = None
    likelihood: Likelihood | None = None
    rests_on: list[int] = []
    note: _Text | None = None


@dataclass(frozen=True)
class RefusedItem:
    """A part of an answer that is not of its form: where it stands, and what is wrong."""

    place: str
    reason: str


@dataclass(frozen=True)
class ReadAnswer:
    """What an answer suggests, the things that it adds, and the items that are not of the form."""

    suggestions: tuple[Suggestion, ...]
    things: tuple[SuggestedThing, ...]
    refused: tuple[RefusedItem, ...]


def read_answer(reading: ReportReading, text: str, place: str = "answer", first: int = 1) -> ReadAnswer:
    """Return the suggestions of an answer; `first` is the number of its first claim.

    Each item is taken whole or refused with its place. Raises InputError for what is no JSON object with claims.
    """
    content = _parsed(text, place)
    things, refused = [], list[RefusedItem]()
    for number, item in enumerate(_items(content, "things", place, required=False)):
        try:
            thing = AnsweredThing.model_validate(item)
        except ValidationError as error:
            refused += _problems(error, f"{place} things[{number}]")
            continue
        if thing.kind in NEW_KINDS:
            things.append(SuggestedThing(thing.id, thing.kind, thing.name))
        else:
            refused.append(RefusedItem(f"{place} things[{number}]", f"no kind that can be added: {thing.kind!r}"))
    suggestions = list[Suggestion]()
    for number, item in enumerate(_items(content, "claims", place, required=True)):
        try:
            claim = AnsweredClaim.model_validate(item)
        except ValidationError as error:
            refused += _problems(error, f"{place} claims[{number}]")
            continue
        suggestions.append(_suggestion(reading, claim, first, number))
    return ReadAnswer(tuple(suggestions), tuple(things), tuple(refused))


def _parsed(text: str, place: str) -> Mapping[str, Any]:
    if len(text) > LONGEST:
        raise InputError(place, f"has {len(text):,} characters", _REMEDY)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"is not JSON ({error})", _REMEDY) from error
    if not isinstance(content, Mapping) or set(content) - {"claims", "things"}:
        raise InputError(place, "is no object with `claims` and `things` alone", _REMEDY)
    return content


def _items(content: Mapping[str, Any], key: str, place: str, *, required: bool) -> list[Any]:
    items = content.get(key, None if required else [])
    if not isinstance(items, list):
        raise InputError(place, f"has no list `{key}`", _REMEDY)
    return items


def _problems(error: ValidationError, place: str) -> Iterator[RefusedItem]:
    for problem in error.errors(include_url=False, include_input=False):
        yield RefusedItem(f"{place}.{'.'.join(map(str, problem['loc']))}", problem["msg"])


def _suggestion(reading: ReportReading, claim: AnsweredClaim, first: int, number: int) -> Suggestion:
    start = _place(reading, claim)
    text = reading.page.text
    end = start + len(claim.quote)
    exact = TextQuote.of(text, start, end)
    quote = exact if exact.exact == claim.quote else TextQuote(claim.quote, start, end, "", "")
    paragraph = _paragraph(reading, claim.sentence)
    return Suggestion(
        id=f"m{first + number}",
        **claim.model_dump(exclude={"sentence", "quote", "rests_on"}),
        locator=paragraph,
        quote=quote,
        rests_on=tuple(f"m{first + base}" for base in claim.rests_on),
        by=SuggestedBy.MODEL,
        why=f"a model read it in sentence {claim.sentence}",
    )


def _place(reading: ReportReading, claim: AnsweredClaim) -> int:
    """Return where a quote begins: in its sentence, else the first place in the text, else the sentence's start."""
    text = reading.page.text
    sentence = next((s for s in reading.sentences if s.number == claim.sentence), None)
    if sentence is not None and (start := text.find(claim.quote, sentence.start, sentence.end)) >= 0:
        return start
    return max(text.find(claim.quote), sentence.start if sentence and claim.quote not in text else 0)


def _paragraph(reading: ReportReading, number: int) -> str:
    sentence = next((s for s in reading.sentences if s.number == number), None)
    return f"paragraph {sentence.paragraph + 1}" if sentence else "place not stated"
