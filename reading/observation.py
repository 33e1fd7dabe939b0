"""What a sentence says was seen at a place: how many of what, and on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .count import CountPhrase
from .cue import clause_of, is_law
from .day import DayPhrase
from .lexicon import PassingWords, lexicon
from .mention import TextMention
from .report import ReportReading
from .span import MentionKind
from .text import TextSentence

#: Units of what is carried or paid, which stand at no place.
_CARRIED = frozenset({"tonnes", "barrels", "kilograms", "artillery shells", "rockets", "soldiers", "people"})
_SINGLE = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Tt]he)(?: [\w-]+){0,3}? (?P<noun>cargo ship|ship|vessel|tanker|train|freighter)\b(?!s)"
)
_AGAIN = re.compile(
    r"\b(?:at|from|in|within) (?:the|this|that) (?:[\w-]+ )?"
    r"(?P<noun>facility|port|station|yard|site|terminal|base|airport|airfield|airbase|airstrip|refinery|harbou?r|crossing)\b"
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something seen from `start` to `end` of a text; `count` None where the text gives no number for it.

    `place` is a place that the text names, `carried_place` whether in an earlier sentence; `date` a half-known date.
    """

    start: int
    end: int
    place: TextMention | None
    count: CountPhrase | None
    number: int | float
    unit: str
    date: DayPhrase | None
    carried_place: bool = False


@cache
def _looking() -> re.Pattern[str]:
    words = sorted(lexicon(PassingWords, "passing").looking, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def observations_of(
    reading: ReportReading, sentence: TextSentence, before: TextMention | None
) -> tuple[list[Sighting], TextMention | None]:
    """Return what a sentence says was seen, and the place that a next sentence may mean by `the port`."""
    places = _places(reading, sentence)
    shown = reading.text[sentence.start : sentence.end]
    counts = [c for c in reading.counts_in(sentence) if not _no_sight(reading, sentence, c)]
    looked = bool(_looking().search(shown))
    meant = _AGAIN.search(shown)
    again = before if meant and before and _may_mean(reading, before, meant["noun"]) else None
    if again is not None:
        # `It was at this facility that cars from X were spotted`.
        places = [
            place
            for place in places
            if not re.search(r"\bfrom \Z", reading.text[max(0, place.start - 6) : place.start])
        ]
    sightings = [_counted(reading, sentence, count, places, None if places else again) for count in counts]
    if looked and places:
        sightings += _each_ship(reading, sentence, places) or (
            [] if counts else _single(reading, sentence, places, shown)
        )
    return sightings, places[-1] if places else before


#: Words for places that lie at no water, and such that do: who says `the port` means no camp.
_KINDS = (
    frozenset({"airport", "airfield", "airbase", "airstrip"}),
    frozenset({"port", "harbour", "harbor"}),
    frozenset({"station", "yard"}),
    frozenset({"refinery", "terminal"}),
    frozenset({"crossing"}),
    frozenset({"camp", "mine", "island", "province", "region", "district", "bridge"}),
)


def _may_mean(reading: ReportReading, place: TextMention, noun: str) -> bool:
    """Whether `the airport` can be a place named before: not one that is called a camp."""
    called = {word.lower() for word in place.words.split()}
    called |= set(reading.text[max(0, place.start - 18) : place.start].lower().split()[-2:]) - {"of"}
    kinds = [kind for kind in _KINDS if kind & called]
    return not kinds or noun in ("facility", "site", "base") or any(noun in kind for kind in kinds)


def _each_ship(reading: ReportReading, sentence: TextSentence, places: Sequence[TextMention]) -> list[Sighting]:
    """Return a sight of each of several ships that the sentence names with a place and a day of its own."""
    ships = reading.mentions_in(sentence.start, sentence.end, MentionKind.SHIP)
    if len({ship.words for ship in ships}) < 2:
        return []
    days = reading.days_in(sentence)
    sightings: list[Sighting] = []
    for ship, until in zip(ships, [*(s.start for s in ships[1:]), sentence.end], strict=True):
        place = next((p for p in places if ship.end <= p.start < until), None)
        day = next((d for d in days if ship.end <= d.start < until), None)
        if place and day:
            sightings.append(Sighting(ship.start, ship.end, place, None, 1, "ships", day))
    return sightings


#: Before a number that is of what something can hold, or of what measures are on.
_HELD = re.compile(r"\b(?:capacity|capable|room|space) (?:of|for)(?: (?:carrying|holding|up to|about|some|over))* ?\Z")
_TARGETS = re.compile(
    r"\b(?:sanction(?:s|ed|ing)|designat(?:ed|es|ing)|blacklist(?:ed|ing)|delist(?:ed|ing))"
    r"(?: (?:on|against|about|some|over|more than|another|an additional|a further|at least|up to))* ?\Z"
)


def _no_sight(reading: ReportReading, sentence: TextSentence, count: CountPhrase) -> bool:
    """Whether a count is of a measure, a capacity, of those who are listed, or of those who speak."""
    before = reading.text[max(sentence.start, count.start - 60) : count.start]
    if _HELD.search(before) or _TARGETS.search(before):
        return True
    return _of_law(reading, sentence, count) or _speak(reading, count)


def _speak(reading: ReportReading, count: CountPhrase) -> bool:
    """Whether those counted are no sight but speak: `three officials said`, `according to two people`."""
    before, after = reading.text[max(0, count.start - 16) : count.start], reading.text[count.end : count.end + 90]
    if count.unit != "people":
        return False
    return bool(re.search(r"\b(?:according to|citing|told) \Z", before) or _SPEAKING.match(after))


#: Right behind people who speak, or behind a comma and what they are.
_SPEAKING = re.compile(
    r"(?: who [^,.;]{0,50}|, [^,.;]{0,50},)? (?:said|say|told|confirmed|identified themselves|believe)\b"
)


def _of_law(reading: ReportReading, sentence: TextSentence, count: CountPhrase) -> bool:
    """Whether a number is one that a measure sets: `a cap of 500,000 barrels`."""
    first, last = clause_of(reading.text, sentence.start, sentence.end, count.start)
    return count.unit in _CARRIED and is_law(reading.text, first, last)


def _counted(
    reading: ReportReading,
    sentence: TextSentence,
    count: CountPhrase,
    places: Sequence[TextMention],
    again: TextMention | None,
) -> Sighting:
    place = _nearest(places, count)
    if place and count.unit in _CARRIED:
        before = reading.text[max(0, place.start - 40) : place.start]
        place = place if re.search(r"\b(?:from|through|via|at|out of)\b[^.;,]*\Z", before) else None
    carried = place is None and again is not None and count.unit not in _CARRIED
    place = again if carried else place
    day = _day(reading, sentence, count.start, place)
    return Sighting(count.start, count.end, place, count, count.number, count.unit, day, carried)


def _places(reading: ReportReading, sentence: TextSentence) -> list[TextMention]:
    """The places of a sentence; of `the port X in Y` and `X in the city of Y` the narrower one alone."""
    kept: list[TextMention] = []
    for place in reading.mentions_in(sentence.start, sentence.end, MentionKind.PLACE):
        between = reading.text[kept[-1].end : place.start] if kept else ""
        if kept and re.fullmatch(r",? (?:in|on) (?:the )?(?:[\w-]+ ){0,4}?(?:city of |town of )?", between):
            continue
        kept.append(place)
    return kept


def _nearest(places: Sequence[TextMention], count: CountPhrase) -> TextMention | None:
    behind = [place for place in places if place.start >= count.end]
    return behind[0] if behind else (places[-1] if places else None)


def _day(reading: ReportReading, sentence: TextSentence, position: int, place: TextMention | None) -> DayPhrase | None:
    """The day of a sentence nearest to a count and its place."""
    days = [day for day in reading.days_in(sentence) if not _quoted_apart(reading.text, position, day)]
    anchor = place.end if place and sentence.start <= place.start < sentence.end else position
    return min(days, key=lambda day: min(abs(day.start - anchor), abs(day.start - position)), default=None)


def _quoted_apart(text: str, position: int, day: DayPhrase) -> bool:
    """Whether one of a count and a day stands in a quotation that the other is no part of."""
    first, last = sorted((position, day.start))
    between = text[first:last]
    return (between.count("\u201c") != between.count("\u201d")) or between.count('"') % 2 == 1


def _single(
    reading: ReportReading, sentence: TextSentence, places: Sequence[TextMention], shown: str
) -> list[Sighting]:
    """`The ship was spotted at X on Y`: one ship, at each place with a day."""
    match = _SINGLE.search(shown)
    ships = reading.mentions_in(sentence.start, sentence.end, MentionKind.SHIP)
    if match is None and len({ship.words for ship in ships}) != 1:
        return []
    start = sentence.start + match.start() if match else ships[0].start
    end = sentence.start + match.end() if match else ships[0].end
    unit = "trains" if match and match["noun"] == "train" else "ships"
    days = reading.days_in(sentence)
    sightings: list[Sighting] = []
    for place in places:
        if len(places) > 1 and re.search(r"\b(?:from|to) \Z", reading.text[max(0, place.start - 6) : place.start]):
            continue
        day = min(days, key=lambda d: abs(d.start - place.end), default=None)
        if day is not None and any(day is other.date for other in sightings):
            continue
        sightings.append(Sighting(start, end, place, None, 1, unit, day))
    return sightings
