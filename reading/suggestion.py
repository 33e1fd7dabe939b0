"""Claims that a report's text suggests, for a person to accept or not: the fields of a claim, its quote, and marks.

A suggestion is no claim. It stands in a file `NAME.suggested.yaml` under `suggested`, which no loader reads; what a
person accepts becomes a claim of a reports file.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from ..queries.results.answer import Answer, text_of
from ..schema.vocabulary import Basis, Likelihood, Property, Qualifier, Seen, Stance

#: So many characters of text before and after a quote tell it from the same words elsewhere (W3C Web Annotation).
AROUND = 32


class SuggestedBy(StrEnum):
    """Who suggests a claim: rules, which are weak, or a model that somebody asked."""

    RULES = "rules"
    MODEL = "model"


class ReviewMark(StrEnum):
    """What a person should look at before taking a suggestion."""

    WEAK = "weak"
    SPEAKER = "speaker"
    DIRECTION = "direction"
    BASIS = "basis"
    OWN_WORDS = "own-words"
    EVENT = "event"
    CANDIDATES = "candidates"


@dataclass(frozen=True)
class SuggestionMark:
    """A mark, and why it is there, in a sentence for the person who reviews."""

    mark: ReviewMark
    reason: str


@dataclass(frozen=True)
class TextQuote:
    """Words of the text as read, code points `start` to `end` (not included), with what stands before and after."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> TextQuote:
        """Return the quote of a text between two places."""
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return cls(text[start:end], start, end, before, after)


@dataclass(frozen=True)
class SuggestedThing:
    """A thing that a suggestion speaks of and the graph lacks; its id begins with `new:`."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True)
class Suggestion:
    """A suggested claim. The fields up to `note` are those of a claim in a reports file, by the same rules.

    `about`, `entity` and `speaker` are ids of the graph, or `new:…` of the things that come with the suggestions.
    `quote` is the sentence, or the part of it, that the claim is read from; `hedge` stands in it word for word. `why`
    says by which words the reader came to it.
    """

    id: str
    about: str
    property: Property
    stance: Stance
    basis: Basis
    speaker: str
    locator: str
    quote: TextQuote
    value: str | int | float | bool | None = None
    entity: str | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    hedge: str | None = None
    likelihood: Likelihood | None = None
    rests_on: tuple[str, ...] = ()
    note: str | None = None
    by: SuggestedBy = SuggestedBy.RULES
    marks: tuple[SuggestionMark, ...] = ()
    why: str = ""

    def is_weak(self) -> bool:
        """Whether rules alone made it."""
        return any(mark.mark is ReviewMark.WEAK for mark in self.marks)


@dataclass(frozen=True)
class SuggestedReport:
    """The report that the suggestions are of, as its text and the reader's options have it.

    `publisher` is the id of a publisher of the graph, or `new:…`; `published` a half-known date. `text_sha256` is of
    the text as read in UTF-8, to which the positions of quotes belong; `file_sha256` of the file's bytes.
    """

    id: str
    title: str
    publisher: str
    publisher_name: str
    published: str | None
    url: str | None
    seen: Seen
    authors: tuple[str, ...]
    file_sha256: str
    text_sha256: str


@dataclass(frozen=True, repr=False)
class SuggestedClaims(Answer):
    """All that was suggested from one report, in the order of its text, with the things that are new.

    `worth_reading` are the sentences in which a claim may stand, whether one was drafted or not.
    """

    name_of_result: ClassVar[str] = "read"
    columns: ClassVar[Sequence[str]] = (
        "id", "about", "property", "value", "unit", "qualifier", "stance", "hedge", "likelihood", "basis", "speaker",
        "rests_on", "marks", "quote",
    )  # fmt: skip

    report: SuggestedReport
    suggestions: tuple[Suggestion, ...]
    things: tuple[SuggestedThing, ...] = ()
    notes: tuple[str, ...] = ()
    worth_reading: tuple[TextQuote, ...] = ()

    def of_sentence(self, start: int, end: int) -> tuple[Suggestion, ...]:
        """Return the suggestions whose quotes lie in a stretch of the text."""
        return tuple(s for s in self.suggestions if start <= s.quote.start and s.quote.end <= end)

    def rows(self) -> Sequence[Mapping[str, object]]:
        """Return a row for each suggestion."""
        return [
            {
                **{column: getattr(s, column) for column in self.columns if column not in ("value", "marks", "quote")},
                "value": s.entity or s.value,
                "marks": "; ".join(f"{mark.mark}: {mark.reason}" for mark in s.marks),
                "quote": s.quote.exact,
            }
            for s in self.suggestions
        ]


@text_of.register
def _suggested_text(answer: SuggestedClaims, width: int) -> str:
    """The report, its notes, and each sentence with what was suggested from it."""
    report = answer.report
    head = [f"{report.title}", f"{report.publisher_name}, {report.published or 'day of publication not known'}"]
    lines = [*head, *(f"note: {note}" for note in answer.notes)]
    quoted: TextQuote | None = None
    for s in answer.suggestions:
        if s.quote != quoted:
            quoted = s.quote
            lines += ["", *wrap(f"{s.quote.start}-{s.quote.end}  {' '.join(s.quote.exact.split())}", width)]
        value = " ".join(str(part) for part in (s.qualifier, s.entity or s.value, s.unit) if part is not None)
        hedge = f" ({s.hedge})" if s.hedge else ""
        lines += wrap(f"{s.speaker} {s.stance}{hedge}: {s.about} {s.property} {value}", width, 4)
        marks = "; ".join(f"{mark.mark}: {mark.reason}" for mark in s.marks if mark.mark is not ReviewMark.WEAK)
        lines += wrap(f"look at {marks}", width, 8) if marks else []
    rules = all(s.by is SuggestedBy.RULES for s in answer.suggestions)
    by = "rules, all weak" if rules else "a model, each checked against its quote"
    count = f"{len(answer.suggestions)} claims suggested by {by}: none counts before a person accepts it"
    return "\n".join([*lines, "", count])


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Return a text in lines of at most a width, each indented; names such as Malligyong-1 are not broken."""
    blanks = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=blanks,
        subsequent_indent=blanks + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def marked(marks: Iterable[tuple[ReviewMark, str]]) -> tuple[SuggestionMark, ...]:
    """Return marks with their reasons, each once."""
    return tuple(dict.fromkeys(SuggestionMark(mark, reason) for mark, reason in marks))
