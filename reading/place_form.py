"""Whether a name without a word for places in it is one of a place, by the words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .span import TABLES, SpannedText
from .state import is_described
from .word import TextWord

#: What comes from those who made it, and not from a place.
_GIVEN_OUT = frozenset("image images imagery photo photos picture pictures data figures report reports".split())  # noqa: SIM905
_GIVEN_OUT |= {"analysis", "according", "attributed"}


def behind_place_word(text: SpannedText, first: int, last: int) -> bool:
    """Whether a word for places stands before a name, or one that it is put beside: `the port of X`, `the town X`."""
    words = text.words
    if first and words[first].joins and words[first - 1].low in TABLES.forms.places_beside:
        return True
    if first > 1 and words[first - 1].low == "of" and words[first].joins:
        return words[first - 2].low in TABLES.forms.places_before
    # `the country's largest oil terminal, Matanzas, has burnt`; nobody who speaks there.
    if first > 1 and words[first].gap == ", " and words[first - 1].text.islower():
        counted = TABLES.places.ending(words, first) or words[first - 1].low in TABLES.forms.places_beside
        return bool(counted) and _enclosed(text, last)
    return False


def _enclosed(text: SpannedText, last: int) -> bool:
    """Whether a name ends at a comma, bracket or stop: nobody who speaks or acts stands there."""
    return bool(_CLOSED.match(text.text, text.words[last - 1].end))


_CLOSED = re.compile(r"[,.;)]|\s\(|\s(?:and|or|in|on|near)\s|\s*\Z")


def before_state(text: SpannedText, first: int, last: int) -> bool:
    """Whether the State in which it lies stands behind a name: `Mumbai, India, and Antwerp, Belgium.`"""
    words = text.words
    if last - first > 3 or last >= len(words) or words[last].gap != ", " or _short(words[first:last]):
        return False
    state = text.state_at(last)
    if state is None or state.form != "name" or is_described(words[last].text, state.code):
        return False
    if first and (words[first - 1].low in TABLES.forms.saying or words[first].initial):
        return False
    end = words[last + state.count - 1].end
    ends = text.text[end : end + 1] in (",", ".", ";", ")", "")
    return ends and not _in_list_of_states(text, first)


def _in_list_of_states(text: SpannedText, first: int) -> bool:
    """Whether another State stands right before, as in `Russia, Belarus, Iran`."""
    words = text.words
    return bool(first) and words[first].gap == ", " and text.state_at(first - 1) is not None


def beside_bracket(text: SpannedText, first: int, last: int) -> bool:
    """Whether a bracket behind a name says where it lies: `Ceuta (near Spain)`."""
    end = text.words[last - 1]
    return end.low not in TABLES.forms.bodies and bool(_LIES.match(text.text, end.end))


_LIES = re.compile(r"\s?\((?:near|in|off|north|south|east|west|northern|southern|eastern|western|between|outside)\b")


def behind_at(text: SpannedText, first: int, last: int) -> bool:
    """Whether a name stands behind a word such as `in` or `at`."""
    words = text.words
    if last - first > 3 or not first or not words[first].joins or _short(words[first:last]):
        return False
    if _people(words, last) or words[last - 1].low in TABLES.forms.quarters:
        return False
    return words[first - 1].low in TABLES.forms.at and TABLES.places.at(words, first) < last - first


def behind_to(text: SpannedText, first: int, last: int) -> bool:
    """Whether a name stands behind `from` or `to`, of something that moves."""
    words = text.words
    out = first > 1 and words[first - 1].low == "of" and words[first - 2].low == "out"
    if last - first > 3 or not first or _short(words[first:last]):
        return False
    if not out and words[first - 1].low not in TABLES.forms.moving_to:
        return False
    if (first > 1 and words[first - 2].low in _GIVEN_OUT) or _people(words, last):
        return False
    near = range(max(0, first - 9), min(len(words), last + 6))
    return any(words[index].low in TABLES.forms.moves for index in near) and words[first].joins


def _people(words: Sequence[TextWord], last: int) -> bool:
    """Whether a name is one of people: `Houthi rebels`, `Houthi-controlled`."""
    if last >= len(words) or not words[last].joins:
        return False
    return words[last].low in (TABLES.forms.endings if words[last].gap == "-" else TABLES.forms.peoples)


def _short(words: Sequence[TextWord]) -> bool:
    return len(words) == 1 and words[0].text.isupper() and len(words[0].text) < 7
