"""Mechanical checks of a suggested claim: against the text letter by letter, and against the words of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..schema.dates import HalfDate
from ..schema.errors import ValueInvalid
from ..schema.vocabulary import EVENT_PROPERTIES, TERMS, Property
from .count import CountPhrase, counts_of
from .cue import cues_of
from .day import days_of
from .report import ReportReading
from .suggestion import Suggestion

#: Lengths of a quote: a clause at least, a sentence at most.
SHORTEST, LONGEST = 12, 600
#: The name of a rule and why a claim is refused by it.
Reason = tuple[str, str]


def mechanical(
    reading: ReportReading,
    claim: Suggestion,
    offered: frozenset[str],
    kinds: Mapping[str, str],
    before: Sequence[Suggestion],
) -> Iterator[Reason]:
    """Yield why a claim cannot be read from its quote, or not be said in the model.

    `offered` are the ids that the request offered, `kinds` the kinds of things that are new, `before` the suggestions
    that precede it.
    """
    yield from _quote(reading, claim)
    yield from _vocabulary(claim, kinds)
    yield from _ids(reading, claim, offered)
    yield from _number(reading, claim)
    yield from _day(reading, claim)
    yield from _likelihood(claim)
    yield from _rests_on(reading, claim, before)


def _quote(reading: ReportReading, claim: Suggestion) -> Iterator[Reason]:
    quote, text = claim.quote, reading.page.text
    if not SHORTEST <= len(quote.exact) <= LONGEST:
        yield "quote-length", f"a quote has {SHORTEST} to {LONGEST} characters, this one {len(quote.exact)}"
    if text[quote.start : quote.end] != quote.exact:
        place = "elsewhere" if quote.exact in text else "nowhere"
        yield "quote-verbatim", f"the quote stands {place} in the text, word for word"
        return
    if not any(line.start <= quote.start and quote.end <= line.end for line in reading.page.kept):
        yield "quote-of-report", "the quote is not of the report, or runs over its paragraphs"
    if claim.hedge and claim.hedge not in quote.exact:
        yield "hedge-verbatim", f"the hedge {claim.hedge!r} is not in the quote, word for word"


def _vocabulary(claim: Suggestion, kinds: Mapping[str, str]) -> Iterator[Reason]:
    if claim.value is not None and claim.entity is not None:
        yield "one-value", "a claim has a value or an entity, not both"
    if claim.value is None and claim.entity is None and claim.stance.affirms and claim.property != Property.EXISTS:
        yield "some-value", f"a claim that puts {claim.property} forward has a value or an entity"
    if claim.property == Property.EXISTS and claim.value not in (None, True):
        yield "exists", "`exists` takes true; words go into the hedge or the note"
    terms = TERMS.get(claim.property)
    if terms and claim.stance.affirms and claim.value is not None and str(claim.value) not in terms:
        yield "terms", f"{claim.property} is one of {', '.join(sorted(terms))}"
    kind = kinds.get(claim.about)
    had = EVENT_PROPERTIES.get(kind or "")
    if had and claim.property not in had:
        yield "kind", f"an event of kind {kind} has no {claim.property}"


def _ids(reading: ReportReading, claim: Suggestion, offered: frozenset[str]) -> Iterator[Reason]:
    offered_ids = offered | {candidate.id for mention in reading.mentions for candidate in mention.candidates}
    offered_ids |= {mention.id for mention in reading.mentions if mention.id}
    offered_ids |= {f"iso:{mention.state}" for mention in reading.mentions if mention.state}
    offered_ids |= {speaker.id for row in reading.speakers for speaker in row if speaker.id}
    for role, id_ in (("about", claim.about), ("entity", claim.entity), ("speaker", claim.speaker)):
        if id_ is not None and offered and id_ not in offered_ids:
            yield "candidate", f"{role} {id_!r} was not offered, and nothing in the text means it"
    yield from _other_thing(reading, claim)


def _other_thing(reading: ReportReading, claim: Suggestion) -> Iterator[Reason]:
    """Yield where the quote names something else by a word that the text also uses for the claim's thing."""
    inside = [m for m in reading.mentions if claim.quote.start <= m.start and m.end <= claim.quote.end]
    meant = {m.id for m in inside} | {candidate.id for m in inside for candidate in m.candidates}
    if claim.entity is None or claim.entity in meant:
        return
    firsts = {_first(m.words) for m in reading.mentions if m.id == claim.entity}
    other = next((m for m in inside if m.id and _first(m.words) in firsts), None)
    if other:
        yield "other-thing", f"{other.words!r} in the quote means {other.id}, not {claim.entity}"


def _first(words: str) -> str:
    return words.split()[0].casefold() if words.split() else ""


def _number(reading: ReportReading, claim: Suggestion) -> Iterator[Reason]:
    if isinstance(claim.value, bool) or not isinstance(claim.value, int | float):
        if claim.property in (Property.QUANTITY, Property.BASELINE) and claim.stance.affirms:
            yield "number", "a quantity that is put forward is a number"
        return
    counts = counts_in(reading, claim)
    same = [count for count in counts if count.number == claim.value]
    if not same:
        # `25 more in the yard` counts what was counted before: the number stands there without a unit.
        if (not counts or claim.unit is None) and _bare_number(claim.value) in _digits(_without_days(reading, claim)):
            return
        read = ", ".join(f"{count.number:,} {count.unit}" for count in counts) or "none with a unit"
        yield "number", f"{claim.value:,} is not counted in the quote ({read})"
        return
    if claim.unit and not any(_same_unit(claim.unit, count.unit, count.unit_words) for count in same):
        yield "unit", f"the quote counts {same[0].unit_words}, not {claim.unit}"
    if all(count.qualifier != claim.qualifier for count in same):
        yield "qualifier", f"the quote has {same[0].qualifier or 'no qualifier'}, the claim {claim.qualifier or 'none'}"


def _without_days(reading: ReportReading, claim: Suggestion) -> str:
    words = claim.quote.exact
    for day in days_of(words, reading.published):
        words = words[: day.start] + " " * (day.end - day.start) + words[day.end :]
    return words


def counts_in(reading: ReportReading, claim: Suggestion) -> tuple[CountPhrase, ...]:
    """Return the counts of a quote, by places in it; numbers of its days are none."""
    days = days_of(claim.quote.exact, reading.published)
    return counts_of(claim.quote.exact, [(day.start, day.end) for day in days])


def _same_unit(unit: str, name: str, words: str) -> bool:
    singular = unit.casefold().removesuffix("s")
    return singular in (name.casefold().removesuffix("s"), words.casefold().removesuffix("s"))


def _digits(text: str) -> set[str]:
    return {number.replace(",", "") for number in re.findall(r"\d[\d,.]*\d|\d", text)}


def _bare_number(value: int | float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else str(value)


def _day(reading: ReportReading, claim: Suggestion) -> Iterator[Reason]:
    if claim.property not in (Property.DATE, Property.PERIOD) or not claim.stance.affirms or claim.value is None:
        return
    try:
        date = HalfDate.parse(str(claim.value))
    except ValueInvalid as error:
        yield "day", str(error)
        return
    read = days_of(claim.quote.exact, reading.published)
    if not any(_within(date, HalfDate.parse(day.date)) for day in read if not day.of_saying):
        saying = [day for day in read if day.of_saying and _within(date, HalfDate.parse(day.date))]
        words = ", ".join(f"{day.words!r} is {day.date}" for day in read) or "it names none"
        yield "day-of-saying" if saying else "day", f"{date.text} is not the day of the quote ({words})"


def _within(date: HalfDate, read: HalfDate) -> bool:
    return (date.earliest, date.latest) == (read.earliest, read.latest)


def _likelihood(claim: Suggestion) -> Iterator[Reason]:
    if claim.likelihood is None:
        return
    if not any(cue.likelihood == claim.likelihood for cue in cues_of(claim.quote.exact)):
        yield "likelihood", f"no word of the quote says {claim.likelihood} on the scale of ICD 203"


def _rests_on(reading: ReportReading, claim: Suggestion, before: Sequence[Suggestion]) -> Iterator[Reason]:
    earlier = {suggestion.id for suggestion in before}
    for base in claim.rests_on:
        if base == claim.id:
            yield "rests-on", "a claim does not rest on itself"
        elif "#" not in base and base not in earlier:
            yield "rests-on", f"{base!r} is no claim before it, and none of the graph"
