"""Of what kind a row of words in capitals is: body, place, person, ship or State, by its words and those beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .listed import AT, TO, with_kinds
from .person_form import (
    after_title,
    before_role,
    before_second_name,
    has_given_name,
    has_particle,
    is_chinese,
    is_korean,
    is_slavic,
    person_behind_acronym,
    person_in_place,
    said_by,
    with_role_before,
)
from .place_form import before_state, behind_at, behind_place_word, behind_to, beside_bracket
from .run import runs
from .span import TABLES, MentionKind, Span, SpannedText
from .state import is_described
from .word import TextWord

_OF = frozenset({"of", "for", "on"})
_ORGANS = frozenset({"department", "ministry", "agency", "committee", "council"})
_STOPS = (".", "?", "!", "\n")
#: The form of a stretch of land or sea: it names nothing, nor do the words in it.
_REGION = "region"
#: Waters that are called after a State or place on them: `Gulf of Oman`, `Sea of Japan`.
_WATERS = frozenset({"gulf", "sea", "strait", "straits"})


def spans_of(text: SpannedText) -> list[Span]:
    """Return the spans of a text in order, none within another; also such as nothing shows the kind of."""
    spans: list[Span] = []
    done = 0
    for first, last in runs(text):
        for span in _of_run(text, max(first, done), last):
            done = span.last
            if span.form != _REGION:
                spans.append(span)
    return with_kinds(text, spans)


def _of_run(text: SpannedText, first: int, last: int) -> Iterator[Span]:
    """Yield the spans of one row of capitals: bodies and places by their own words first, then what is left."""
    if first >= last:
        return
    if last - first > 1 and _initials(text, first, last) and not _only_states(text, first, last):
        yield Span(first, last, MentionKind.BODY, "short form behind it")
        return
    for rule in (_body, _region, _place, _ship_of_state_name, _state):
        if span := rule(text, first, last):
            yield from _of_run(text, first, span.first)
            yield span
            yield from _of_run(text, span.last, last)
            return
    state = next((i for i in range(first + 1, last) if text.state_at(i)), None)
    if state is not None:
        yield from _of_run(text, first, state)
        yield from _of_run(text, state, last)
        return
    person = person_behind_acronym(text, first, last) or person_in_place(text, first, last)
    if person is not None:
        yield from _of_run(text, first, person)
        first = person
    yield _by_context(text, first, last)


# -- by its own words ------------------------------------------------------------------------------


def _body(text: SpannedText, first: int, last: int) -> Span | None:
    words = text.words
    ends = [i for i in range(first, last) if words[i].low in TABLES.forms.bodies]
    if not ends:
        return None
    end = ends[-1] + 1
    after = _extended(text, end, last)
    if after > end:
        return Span(first, after, MentionKind.BODY, "words of a body")
    if end - first == 1 and words[first].low not in ("treasury", "navy", "army"):
        return None
    if end - first == 1 or not _only_states(text, first, end - 1) or words[end - 1].low in TABLES.forms.organs:
        return Span(first, end, MentionKind.BODY, "words of a body")
    return None


def _initials(text: SpannedText, first: int, last: int) -> bool:
    """`Partnership Africa Canada (PAC)`: whether the first letters of a row stand in brackets behind it."""
    short = "".join(word.text[0] for word in text.words[first:last])
    return text.text.startswith(f" ({short})", text.words[last - 1].end)


def _extended(text: SpannedText, end: int, last: int) -> int:
    """Where a body's name ends that goes on: `Ministry of National Defence`, `US Treasury department`."""
    words = text.words
    if end == last and end < len(words) and words[end].low in _ORGANS and words[end].joins:
        return end + 1
    if end != last or end >= len(words) or words[end].low not in _OF or not words[end].joins:
        return end
    start = end + 1
    if start < len(words) and words[start].low == "the":
        start += 1
    stop = _capitals(words, start)
    if stop == start:
        return end
    if closing := [i for i in range(start, stop) if words[i].low in TABLES.forms.body_ends]:
        stop = closing[-1] + 1
    elif (state := text.state_at(start)) is not None:
        return start + state.count if state.form == "name" else end
    if stop + 1 < len(words) and words[stop].low == "and":
        more = _capitals(words, stop + 1)
        if more > stop + 1 and words[more - 1].low in TABLES.forms.body_ends - _NOT_SECOND:
            return more
    return stop


#: `US Department of Justice and Treasury` are two bodies.
_NOT_SECOND = frozenset({"treasury", "justice", "state", "defense", "defence", "experts", "nations"})


def _capitals(words: Sequence[TextWord], start: int) -> int:
    stop = start
    while stop < len(words) and words[stop].capital and words[stop].joins:
        stop += 1
    return stop


def _only_states(text: SpannedText, first: int, last: int) -> bool:
    """Whether words name nothing but a State."""
    index = first
    while index < last:
        state = text.state_at(index)
        if state is None:
            return False
        index += state.count
    return True


def _region(text: SpannedText, first: int, last: int) -> Span | None:
    """Stretches of sea and land: at the end of a row with all before it, else the words alone."""
    for index in range(first, last):
        if count := TABLES.regions.at(text.words, index):
            end = min(index + count, last)
            start = first if end == last and not _only_states(text, first, index) else index
            if end == last and start == index and index > first and count == 1:
                start = first
            if text.words[end - 1].low in _WATERS and end < len(text.words) and text.words[end].low == "of":
                end = max(end, _capitals(text.words, end + 1))
            return Span(start, end, None, _REGION)
    return None


def _place(text: SpannedText, first: int, last: int) -> Span | None:
    words = text.words
    port = words[first].text == "Port" and last - first > 1 and not _numbered(words, last)
    end = last if port else 0
    if last + 1 < len(words) and words[last + 1].low in ("nation", "state", "country") and words[last].low == "island":
        return None
    for index in range(first + 1, last):
        if count := TABLES.places.at(words, index):
            end = max(end, min(index + count, last))
    if last < len(words) and words[last].joins and words[last].text.islower():
        end = max(end, last + count if (count := TABLES.places.at(words, last)) else 0)
    # `Pier 1 of Rajin Port`: a word for places and a number is no name.
    if not end or (port and last - first == 2 and words[first + 1].text.isdigit()):
        return None
    start = first
    while (state := text.state_at(start)) and start + state.count < min(end, last):
        if not TABLES.places.at(words, start + state.count):
            start += state.count
        else:
            break
    if _only_states(text, start, min(end, last)) or (not port and TABLES.places.at(words, start) >= end - start):
        return None
    state = text.state_at(start)
    if state and TABLES.places.at(words, start + state.count):
        return None
    return (
        Span(start, end, MentionKind.PLACE, "words of a place")
        if start == first
        else Span(first, start, None, "states")
    )


def _numbered(words: Sequence[TextWord], last: int) -> bool:
    """Whether a row of words ends in a number, or one follows it."""
    if any(c.isdigit() for c in words[last - 1].text):
        return True
    return last < len(words) and words[last].text.isdigit() and words[last].joins and len(words[last].text) < 4


def _state(text: SpannedText, first: int, last: int) -> Span | None:
    state = text.state_at(first)
    if state is None:
        shared = text.words[first].text in text.shared
        return Span(first, first + 1, MentionKind.STATE, "name that States share") if shared else None
    after = first + state.count
    if first and text.words[first].joins and text.words[first - 1].low in TABLES.forms.of_language:
        return Span(first, after, MentionKind.STATE, "a language")
    if after < len(text.words) and text.words[after].low == "based" and text.words[after].gap == "-":
        return Span(first, after, None, "seat of somebody")
    if state.form == "seat" and (form := _seat_as_place(text, first, after, state.code)):
        return Span(first, after, MentionKind.PLACE, form)
    return Span(first, first + state.count, MentionKind.STATE, state.form, state.code)


#: Words behind which the seat of a government is the town.
_BEFORE_TOWN = frozenset(
    (
        *("in", "near", "at", "outside", "inside", "across", "around", "throughout"),
        *("reached", "left", "visit", "visited", "visiting", "capital"),
    )
)


def _ship_of_state_name(text: SpannedText, first: int, last: int) -> Span | None:
    """Return a ship that is called after a State: `the tanker Malta Star`, but not `the tanker Malta seized`."""
    state = text.state_at(first)
    if state is None or not first or not text.words[first].joins or first + state.count >= last:
        return None
    if is_described(" ".join(word.text for word in text.words[first : first + state.count]), state.code):
        return None
    if text.state_at(first + state.count) or not TABLES.ships.ending(text.words, first):
        return None
    return Span(first, _with_number(text.words, last), MentionKind.SHIP, "beside a word for ships")


def _seat_as_place(text: SpannedText, first: int, after: int, code: str) -> str | None:
    """What shows that the seat of a government is meant as a place: `in Tripoli`, `a visit to Doha`, `Sanaa, Yemen`."""
    words = text.words
    before = [word.low for word in words[max(0, first - 3) : first]] if first else [""]
    if before[-1] in _BEFORE_TOWN:
        return f"behind `{before[-1]}`"
    adjacent = before[-1] in TABLES.forms.places_beside and words[first].gap in (" ", ", ")
    if adjacent or (before[-1] == "of" and before[-2:-1] and before[-2] in TABLES.forms.places_before):
        return "behind a word for places"
    if before[-1] in TABLES.forms.quarters and words[first].joins:
        return "part of a land"
    if after < len(words) and words[after].joins and words[after].low in TABLES.forms.of_a_town:
        return "before what a town has"
    if before[-1] in ("to", "from") and set(before[:-1]) & TABLES.forms.journeys:
        return "behind a word for a journey"
    state = text.state_at(after) if after < len(words) and words[after].gap == ", " else None
    return "before its State" if state and state.code == code and state.form == "name" else None


# -- by the words beside it ------------------------------------------------------------------------


def _by_context(text: SpannedText, first: int, last: int) -> Span:
    for kind, form, holds in _RULES:
        if holds(text, first, last):
            return Span(first, _with_number(text.words, last) if kind is MentionKind.SHIP else last, kind, form)
    return Span(first, last, None, "capitals")


def _with_number(words: Sequence[TextWord], last: int) -> int:
    """Where the name of a ship ends: `Port Olya 3`."""
    return last + (_numbered(words, last) and not any(c.isdigit() for c in words[last - 1].text))


def _beside_ship(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    end = words[last - 1].end
    if text.text[end : end + 12].lstrip(" ,(").startswith("IMO"):
        return True
    before = first
    while before > max(0, first - 3) and words[before - 1].low in ("the", "named", "called"):
        before -= 1
    between = text.text[words[before - 1].end : words[first].start] if before else ""
    if TABLES.ships.ending(words, before) and not any(stop in between for stop in _STOPS):
        return True
    if not _numbered(words, last):
        return False
    return any(TABLES.ships.at(words, k) for k in range(max(0, first - 6), min(len(words), last + 7)))


def _of_fighters(text: SpannedText, first: int, last: int) -> bool:
    """`Houthi rebels`, `M23 fighters`: whether those who fight for it stand behind a name."""
    words = text.words
    return last - first <= 3 and last < len(words) and words[last].joins and words[last].low in TABLES.forms.fighters


def _cited(text: SpannedText, first: int, last: int) -> bool:
    """Whether somebody is cited: `according to NK Pro`."""
    words = text.words
    before = [word.low for word in words[max(0, first - 3) : first] if word.low != "the"]
    return before[-2:] == ["according", "to"] or before[-1:] in (["citing"], ["told"])


def _of_site(text: SpannedText, first: int, last: int) -> bool:
    """`TankerTrackers.com`, `MarineTraffic`: whether a name is of a site, with a domain or two words in one."""
    word = text.words[first].text
    return last - first == 1 and bool(_DOMAIN.search(word) or _JOINED_CAPITALS.fullmatch(word))


_DOMAIN = re.compile(r"[^\W\d_]\.(?:com|org|net|info|io)\Z")
#: Two whole words written as one; not a family name such as McKenzie, FitzGerald or DeSantis.
_JOINED_CAPITALS = re.compile(r"(?!Mc|Mac|Fitz|De|Di|La|Le|Van|O)[A-Z][a-z]{3,}[A-Z][a-z]{3,}")


def _acronym(text: SpannedText, first: int, last: int) -> bool:
    word = text.words[first].text
    if word.strip("IVX") == "" or word in _OF_CLOCK:
        return False
    return (
        last - first == 1
        and word.isupper()
        and 2 <= len(word.replace(".", "")) <= 7
        and word.replace(".", "").isalpha()
    )


_OF_CLOCK = frozenset({"AM", "PM", "A.M.", "P.M."})

_RULES: tuple[tuple[MentionKind, str, Callable[[SpannedText, int, int], bool]], ...] = (
    (MentionKind.PERSON, "title before it", after_title),
    (MentionKind.PLACE, "before where it lies", beside_bracket),
    (MentionKind.SHIP, "beside a word for ships", _beside_ship),
    (MentionKind.PERSON, "role after it", before_role),
    (MentionKind.PERSON, "given name", has_given_name),
    (MentionKind.PERSON, "another name behind it", before_second_name),
    (MentionKind.PERSON, "word for whose child it is", has_particle),
    (MentionKind.PERSON, "form of a Korean name", is_korean),
    (MentionKind.PERSON, "form of a Chinese name", is_chinese),
    (MentionKind.PERSON, "ending of a family name", is_slavic),
    (MentionKind.PERSON, "role before it", with_role_before),
    (MentionKind.PERSON, "behind `said`", said_by),
    (MentionKind.BODY, "name of a site", _of_site),
    (MentionKind.BODY, "name of those who fight", _of_fighters),
    (MentionKind.PLACE, "behind a word for places", behind_place_word),
    (MentionKind.PLACE, "before its State", before_state),
    (MentionKind.PLACE, AT, behind_at),
    (MentionKind.PLACE, TO, behind_to),
    (MentionKind.BODY, "acronym", _acronym),
    (MentionKind.BODY, "behind `according to`", _cited),
)
