"""Of what kind a row of words in capitals is: body, place, person, ship or State, by its words and those beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..queries.screening.names import normalize_name
from .run import runs
from .span import TABLES, MentionKind, Span, SpannedText
from .word import TextWord

#: What shows a place that has no word for places in its name.
AT, TO = "behind `in` or `at`", "behind `from` or `to`, of something that moves"
#: So many words after a name a role may stand.
ROLE_WITHIN = 9
_ENDINGS = ("ov", "ova", "ev", "eva", "sky", "skyy", "skiy", "ski", "enko", "vich", "shvili", "zadeh", "oglu", "adze")
_OF = frozenset({"of", "for", "on"})
_ORGANS = frozenset({"department", "ministry", "agency", "committee", "council"})
_STOPS = (".", "?", "!", "\n")


def spans_of(text: SpannedText) -> list[Span]:
    """Return the spans of a text in order, none within another; also such as nothing shows the kind of."""
    spans: list[Span] = []
    done = 0
    for first, last in runs(text):
        for span in _of_run(text, max(first, done), last):
            spans.append(span)
            done = span.last
    return _repeated(text.words, spans)


def _of_run(text: SpannedText, first: int, last: int) -> Iterator[Span]:
    """Yield the spans of one row of capitals: bodies and places by their own words first, then what is left."""
    if first >= last:
        return
    for rule in (_body, _region, _place, _state):
        if span := rule(text, first, last):
            yield from _of_run(text, first, span.first)
            if span.form != "region":
                yield span
            yield from _of_run(text, span.last, last)
            return
    state = next((i for i in range(first + 1, last) if text.state_at(i)), None)
    if state is not None:
        yield from _of_run(text, first, state)
        yield from _of_run(text, state, last)
        return
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
            if text.words[end - 1].low == "gulf" and end < len(text.words) and text.words[end].low == "of":
                end = max(end, _capitals(text.words, end + 1))
            return Span(start, end, None, "region")
    return None


def _place(text: SpannedText, first: int, last: int) -> Span | None:
    words = text.words
    port = words[first].text == "Port" and last - first > 1 and not _numbered(words, last)
    end = last if port else 0
    for index in range(first + 1, last):
        if count := TABLES.places.at(words, index):
            end = max(end, min(index + count, last))
    if last < len(words) and words[last].joins and words[last].text.islower():
        end = max(end, last + count if (count := TABLES.places.at(words, last)) else 0)
    if not end:
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
        return None
    after = first + state.count
    if after < len(text.words) and text.words[after].low == "based" and text.words[after].gap == "-":
        return Span(first, after, None, "seat of somebody")
    if state.form == "seat" and first and text.words[first - 1].low in ("in", "near", "at", "outside"):
        return Span(first, first + state.count, MentionKind.PLACE, "behind `in`")
    return Span(first, first + state.count, MentionKind.STATE, state.form, state.code)


# -- by the words beside it ------------------------------------------------------------------------


def _by_context(text: SpannedText, first: int, last: int) -> Span:
    for kind, form, holds in _RULES:
        if holds(text, first, last):
            return Span(first, _with_number(text.words, last) if kind is MentionKind.SHIP else last, kind, form)
    return Span(first, last, None, "capitals")


def _with_number(words: Sequence[TextWord], last: int) -> int:
    """Where the name of a ship ends: `Port Olya 3`."""
    return last + (_numbered(words, last) and not any(c.isdigit() for c in words[last - 1].text))


def _after_title(text: SpannedText, first: int, last: int) -> bool:
    titled = any(start + count == first for start, count in text.titles.items())
    return titled and last - first <= 4 and not text.words[first].text.isupper()


def _beside_ship(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    if text.text[words[last - 1].end :].lstrip(" ,(").startswith("IMO"):
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


def _before_role(text: SpannedText, first: int, last: int) -> bool:
    """`Matthew Miller, U.S. Department of State spokesperson`: a role after the comma, before any verb of saying."""
    words = text.words
    if not 2 <= last - first <= 4 or last >= len(words) or words[last].gap.strip() not in (",", ", a", "("):
        return False
    for index in range(last, min(last + ROLE_WITHIN, len(words))):
        word = words[index]
        if index > last and any(stop in word.gap for stop in (*_STOPS, ";")):
            return False
        if word.low in TABLES.forms.roles:
            return True
        if word.low in TABLES.forms.saying or (index > last and "," in word.gap):
            return False
    return False


def _given(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    if last - first == 2 and words[last - 1].low in TABLES.given_names and not words[first].text.isupper():
        return True
    return 2 <= last - first <= 4 and words[first].low in TABLES.given_names


def _korean(text: SpannedText, first: int, last: int) -> bool:
    words = text.words[first:last]
    name = " ".join(word.text for word in words)
    if not 2 <= len(words) <= 3 or name.isupper() or not normalize_name(name, "Person").korean:
        return False
    return len(words) == 3 or any("-" in word.text for word in words) or _says(text, first, last)


def _slavic(text: SpannedText, first: int, last: int) -> bool:
    return 2 <= last - first <= 3 and text.words[last - 1].low.endswith(_ENDINGS)


def _says(text: SpannedText, first: int, last: int) -> bool:
    """Whether a verb of saying stands right before or after."""
    words = text.words
    after = last < len(words) and words[last].low in TABLES.forms.saying and words[last].gap.strip() in ("", ",")
    before = first > 0 and words[first - 1].low in TABLES.forms.saying and words[first].joins
    return after or before


def _behind_place_word(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    return first > 1 and words[first - 1].low == "of" and words[first - 2].low in TABLES.forms.places_before


def _behind_at(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    if last - first > 3 or not first or not words[first].joins or _short(words[first:last]):
        return False
    if _people(words, last):
        return False
    return words[first - 1].low in TABLES.forms.at


def _behind_to(text: SpannedText, first: int, last: int) -> bool:
    words = text.words
    if last - first > 2 or not first or words[first - 1].low not in TABLES.forms.moving_to or _short(words[first:last]):
        return False
    if (first > 1 and words[first - 2].low in _GIVEN_OUT) or _people(words, last):
        return False
    near = range(max(0, first - 9), min(len(words), last + 6))
    return any(words[index].low in TABLES.forms.moves for index in near) and words[first].joins


def _people(words: Sequence[TextWord], last: int) -> bool:
    """Whether a name is one of people: `Houthi rebels`."""
    return last < len(words) and words[last].joins and words[last].low in TABLES.forms.peoples


#: What comes from those who made it, and not from a place.
_GIVEN_OUT = frozenset(
    ("images", "image", "imagery", "photos", "photo", "pictures", "data", "figures", "report", "reports", "analysis")
)


def _cited(text: SpannedText, first: int, last: int) -> bool:
    """Whether somebody is cited: `according to NK Pro`."""
    words = text.words
    before = [word.low for word in words[max(0, first - 3) : first] if word.low != "the"]
    return before[-2:] == ["according", "to"] or before[-1:] in (["citing"], ["told"])


def _short(words: Sequence[TextWord]) -> bool:
    return len(words) == 1 and words[0].text.isupper() and len(words[0].text) < 7


def _of_site(text: SpannedText, first: int, last: int) -> bool:
    """`TankerTrackers.com`, `MarineTraffic`: whether a name is of a site, with a domain or two words in one."""
    word = text.words[first].text
    return last - first == 1 and bool(_DOMAIN.search(word) or _JOINED_CAPITALS.fullmatch(word))


_DOMAIN = re.compile(r"[^\W\d_]\.(?:com|org|net|info|io)\Z")
#: Two whole words written as one; not a family name such as McKenzie, FitzGerald or DeSantis.
_JOINED_CAPITALS = re.compile(r"(?!Mc|Mac|Fitz|De|Di|La|Le|Van|O)[A-Z][a-z]{3,}[A-Z][a-z]{3,}")


def _acronym(text: SpannedText, first: int, last: int) -> bool:
    word = text.words[first].text
    if word.strip("IVX") == "":
        return False
    return (
        last - first == 1
        and word.isupper()
        and 2 <= len(word.replace(".", "")) <= 7
        and word.replace(".", "").isalpha()
    )


_RULES: tuple[tuple[MentionKind, str, Callable[[SpannedText, int, int], bool]], ...] = (
    (MentionKind.PERSON, "title before it", _after_title),
    (MentionKind.SHIP, "beside a word for ships", _beside_ship),
    (MentionKind.PERSON, "role after it", _before_role),
    (MentionKind.PERSON, "given name", _given),
    (MentionKind.PERSON, "form of a Korean name", _korean),
    (MentionKind.PERSON, "ending of a family name", _slavic),
    (MentionKind.BODY, "name of a site", _of_site),
    (MentionKind.PLACE, "behind a word for places", _behind_place_word),
    (MentionKind.PLACE, AT, _behind_at),
    (MentionKind.PLACE, TO, _behind_to),
    (MentionKind.BODY, "acronym", _acronym),
    (MentionKind.BODY, "behind `according to`", _cited),
)


def _repeated(words: Sequence[TextWord], spans: list[Span]) -> list[Span]:
    """Return the spans with a kind also where a name stands again without what shows it."""
    spans = _often_no_place(words, spans)
    kinds: dict[str, tuple[MentionKind, str]] = {}
    for span in spans:
        if span.kind in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.SHIP):
            shown = [word.text for word in words[span.first : span.last]]
            kinds.setdefault(" ".join(shown), (span.kind, "named before"))
            if span.kind is MentionKind.PERSON and len(shown) > 1:
                for part in (shown[-1], shown[0]):
                    if part.lower() not in TABLES.given_names:
                        kinds.setdefault(part, (span.kind, "part of a name"))
    result: list[Span] = []
    for span in spans:
        if span.kind is None and result and _beside_place(words, result[-1], span):
            span = replace(span, kind=MentionKind.PLACE, form="beside another place")
        shown_again = kinds.get(_shown(words, span))
        weak = span.form in (AT, TO) and shown_again is not None and shown_again[0] is MentionKind.PERSON
        if shown_again and (span.kind is None or weak):
            span = replace(span, kind=shown_again[0], form=shown_again[1])
        result.append(span)
    return result


def _beside_place(words: Sequence[TextWord], before: Span, span: Span) -> bool:
    """`at Longkou or Ningbo`: whether a name is joined to the place right before it."""
    between = [word.low for word in words[before.last : span.first]]
    return before.kind is MentionKind.PLACE and between in (["or"], ["and"]) and words[span.first].joins


def _shown(words: Sequence[TextWord], span: Span) -> str:
    return " ".join(word.text for word in words[span.first : span.last])


def _often_no_place(words: Sequence[TextWord], spans: list[Span]) -> list[Span]:
    """Return the spans without places that a word such as `in` shows, where the name mostly stands without one."""
    counts: dict[str, list[int]] = {}
    for span in spans:
        shown = _shown(words, span)
        behind = span.form in (AT, TO)
        if behind or span.kind is None:
            count = counts.setdefault(shown, [0, 0])
            count[behind] += 1
    rare = {shown for shown, (without, behind) in counts.items() if without + behind > 2 and without > behind}
    return [
        replace(span, kind=None, form="capitals") if span.form in (AT, TO) and _shown(words, span) in rare else span
        for span in spans
    ]
