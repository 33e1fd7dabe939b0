"""Counts in a text: a number, its unit, how it is meant: `more than 13,000 shipping containers`, `73 or so cars`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..schema.vocabulary import Qualifier
from .lexicon import UnitWords, lexicon
from .script import base_forms

#: So many words may stand between a number and its unit.
BETWEEN = 4
_ONES = "one two three four five six seven eight nine ten eleven twelve"
_ONES += " thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_ONES.split(), 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
#: Letters of newspapers for a scale, right behind digits: `3.7m tons`, `$1.2bn`.
_LETTERS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000}
_ANY = "|".join(_WORDS)
_NUMBER = (
    # Blanks, of which a text without what repeats is full, are passed over at once.
    r"(?=\w)(?<![\w.,/$\u20ac\u00a3-])(?:"
    r"(?P<fixed>{fixed})"
    # Thousands apart by a comma or, in five digits or more, by a blank; `161kg` is written in one.
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{2,3}(?:[ \u00a0]000)+(?!\d)|\d+(?:\.\d+)?)"
    r"(?:(?P<letter>mln|mn|bn|m|k)(?= [a-z])(?! (?:long|wide|deep|high|tall|away|off|from|apart|in|by)\b)"
    r"| ?-?(?P<scale>thousand|million|billion|hundred)|(?=kgs?\b))?"
    rf"|(?P<word>(?:{_ANY})(?:-(?:{_ANY}))?)(?:[ -](?P<wordscale>hundred|thousand|million))?"
    # In Korean the word for what is counted stands at the number: `73\ub7c9`.
    r")(?!(?![\uac00-\ud7a3]|kgs?\b)[\w%]|-[a-z]|,\d|[.:]\d)"
)
_UNIT_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_NOT_COUNTED = re.compile(
    r"(?:Resolutions?|resolutions?|paragraphs?|Article|No\.?|OP|Chapter|Figure|Table|page|pages|Annex|Day|Group|Part|"
    r"Covid-?|G|Unit|Bureau|Office|Room)\s?\Z"
)


def _lexicon() -> UnitWords:
    return lexicon(UnitWords, "units")


_ONE_OF = re.compile(r"one of (?:the|these|those|its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountPhrase:
    """A number with its unit, from `start` to `end` of a text with the words of its qualifier.

    `unit` is the unit's name in the lexicon, `unit_words` as the text has it; `qualifier` is None for a plain number.
    """

    start: int
    end: int
    number: int | float
    unit: str
    unit_words: str
    qualifier: Qualifier | None


def counts_of(text: str, without: Iterable[tuple[int, int]] = ()) -> tuple[CountPhrase, ...]:
    """Return the counts of a text in order. Numbers in the stretches `without` are part of names: `Hao Fan 6`."""
    names = sorted(without)
    starts = [start for start, _ in names]
    counts: list[CountPhrase] = []
    for match in _numbers().finditer(text):
        # Names do not lie within each other: of those that begin before a number the last one can have it.
        name = bisect_right(starts, match.start()) - 1
        inside = (name >= 0 and match.start() < names[name][1]) or (bool(counts) and match.start() < counts[-1].end)
        one_of = _ONE_OF.match(text, match.start())
        if not inside and not one_of and not _NOT_COUNTED.search(text[max(0, match.start() - 14) : match.start()]):
            counts += list(_counts_at(text, match)) or _compared(text, match, counts)
    return tuple(counts)


#: Before a number that is set beside one in the same sentence, and counts the same.
_BESIDE = re.compile(
    r"\b(?:up|down|increase|rise|drop|decline|fall|decrease|compared|risen|fallen|jumped|dropped)\b[\w -]{0,20}"
    r"\b(?:from|to|with)(?: (?:about|some|around|over|only|just|no more than|at least|more than|fewer than))? \Z"
)


def _compared(text: str, match: re.Match[str], counts: list[CountPhrase]) -> list[CountPhrase]:
    """The count of a number without a unit that is compared with the count before: `a rise from 2,000 in 2024`."""
    last = counts[-1] if counts else None
    between = text[last.end : match.start()] if last else ". "
    if last is None or len(between) > 80 or re.search(r"[.;!?]\s", between) or not _BESIDE.search(between):
        return []
    qualifier, start = _qualifier(text, match.start())
    return [CountPhrase(start, match.end(), _number(match), last.unit, last.unit_words, qualifier)]


def _counts_at(text: str, match: re.Match[str]) -> Iterator[CountPhrase]:
    second = _RANGE.match(text, match.end())
    end = second.end() if second else match.end()
    maybe = _MAYBE.match(text, end)
    unit = _unit(text, _after_qualifier(text, maybe.end() if maybe else end))
    if unit is None:
        return
    name, first, last = unit
    words = text[first:last]
    before = _BETWEEN.search(text[max(0, match.start() - 9) : match.start()])
    if second and (before or text[match.end() : second.start(1)].strip() in ("to", "-", "\u2013")):
        start = match.start() - len(before.group()) if before else match.start()
        yield CountPhrase(start, last, _number(match), name, words, Qualifier.AT_LEAST)
        yield CountPhrase(start, last, _value(second[1]), name, words, Qualifier.AT_MOST)
        return
    if second:
        return
    qualifier, start = _qualifier(text, match.start())
    if qualifier is None:
        qualifier = _behind(text, match.end())
    yield CountPhrase(start, last, _number(match), name, words, qualifier)


_RANGE = re.compile(r"(?: to | and | or | ?[-\u2013] ?)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w%])")
#: A second number set beside the first as one that may be: `at least two, and likely three, shipments`.
_MAYBE = re.compile(
    rf",? ?(?:and|or|[-\u2013\u2014]|\(?)? ?(?:likely|possibly|probably|perhaps|maybe|up to) (?:{_ANY}|\d+)[,)]?(?= )"
)
_BETWEEN = re.compile(r"(?:between|from) \Z", re.IGNORECASE)


def _number(match: re.Match[str]) -> int | float:
    if fixed := match["fixed"]:
        return _lexicon().numbers[" ".join(fixed.lower().split())]
    if digits := match["digits"]:
        scale = _LETTERS.get((match["letter"] or "").lower()) or _SCALES.get((match["scale"] or "").lower(), 1)
        return _value(digits, scale)
    value = sum(_WORDS[part] for part in match["word"].lower().split("-"))
    return value * _SCALES.get((match["wordscale"] or "").lower(), 1)


def _value(digits: str, scale: int = 1) -> int | float:
    """Return a number of digits: a whole one as such, so that 2.8 million is 2,800,000."""
    exact = Decimal(re.sub(r"[,\s]", "", digits)) * scale
    return int(exact) if exact == int(exact) else float(exact)


@cache
def _numbers() -> re.Pattern[str]:
    fixed = sorted(_lexicon().numbers, key=len, reverse=True)
    return re.compile(_NUMBER.replace("{fixed}", "|".join(map(re.escape, fixed))), re.IGNORECASE)


@cache
def _units() -> dict[str, str]:
    """The name of the unit of each word or phrase for it, singular and plural."""
    names: dict[str, str] = {}
    for name, words in _lexicon().units.items():
        for word in words:
            first, _, after = word.partition(" of ")
            plural = f"{_plural(first)} of {_plural(after)}" if after else _plural(word)
            half = f"{_plural(first)} of {after}" if after else word
            names |= dict.fromkeys((word.lower(), plural.lower(), half.lower()), name)
    return names


_IRREGULAR = {"serviceman": "servicemen", "person": "persons", "people": "people", "aircraft": "aircraft"}


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("x", "sh", "ch")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def _after_qualifier(text: str, position: int) -> int:
    """Where a unit can begin: behind `or so`, `or more`."""
    match = re.compile(r" (?:or so|or more|more or less|of (?:these|those|the|its|them))\b").match(text, position)
    return match.end() if match else position


def _unit(text: str, position: int) -> tuple[str, int, int] | None:
    """Return the unit that a number counts, with the place of its words: the longest within a few words."""
    words: list[re.Match[str]] = []
    for match in _UNIT_WORD.finditer(text, position, position + 90):
        gap = text[words[-1].end() if words else position : match.start()]
        calibre = not words and gap == " ." and match.group()[0].isdigit()
        if len(words) > BETWEEN + 2 or (gap.strip(' \n\u00a0-/"\u201c\u2018') and not calibre):
            break
        words.append(match)
    for first in range(min(len(words), BETWEEN)):
        for count in (4, 3, 2, 1):
            window = words[first : first + count]
            phrase = " ".join(word.group().lower() for word in window)
            unit = next((form for form in (phrase, *base_forms(phrase, 1)) if form in _units()), None)
            if len(window) == count and unit and not _goes_on(words, first + count):
                return _units()[unit], window[0].start(), window[-1].end()
        if words[first].group().lower() in _lexicon().not_between:
            return None
    return None


def _goes_on(words: list[re.Match[str]], index: int) -> bool:
    """Whether a word for a unit is the first half of another: `container ships`, `missile launchers`."""
    following = words[index].group().lower() if index < len(words) else ""
    return following in _lexicon().heads


@cache
def _qualifiers() -> list[tuple[str, Qualifier]]:
    phrases = [(word, kind) for kind, words in _lexicon().qualifiers.items() for word in words]
    return sorted(phrases, key=lambda pair: -len(pair[0]))


def _qualifier(text: str, start: int) -> tuple[Qualifier | None, int]:
    """Return how a number is meant by the words before it, and where these begin."""
    before = text[max(0, start - 24) : start].lower()
    for phrase, kind in _qualifiers():
        match = re.search(rf"(?<![\w-]){re.escape(phrase)}(?: (?:a total of|another|the|some))?[ -]+\Z", before)
        if match:
            return kind, start - (len(before) - match.start())
    return None, start


def _behind(text: str, end: int) -> Qualifier | None:
    after = text[end : end + 14].lower()
    for phrase, kind in _qualifiers():
        if phrase.startswith(("or ", "more or")) and after.startswith(f" {phrase}"):
            return kind
    return None
