"""Which way something passed, by the words of a sentence: the States that it names as sender and as receiver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .mention import TextMention
from .span import MentionKind
from .state import is_described

#: What a sender does, and what a receiver does.
_GIVES = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|ship(?:s|ped|ping)|deliver(?:s|ed|ing)|transferr(?:ed|ing)|export(?:s|ed|ing)"
    r"|sell(?:s|ing)|sold|gift(?:s|ed)|donat(?:es|ed|ing)|provid(?:es|ed|ing)|gave|gives|sen[dt]s?|sending"
    r"|dispatch(?:es|ed|ing)|deploy(?:s|ed|ing)|train(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:buy(?:s|ing)?|bought|purchas(?:es|ed|ing)|import(?:s|ed|ing)|receiv(?:es|ed|ing)|recruit(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_BEFORE_TO = re.compile(
    r"(?<!\bties )(?<!\blinks )(?<!\brelated )(?<!\bdue )(?<!\bthanks )(?<!\baccording )"
    r"\b(?:to|into|entering|arriv(?:es|ed|ing) in)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_JOINING = ("-", "\u2013", "\u2010")
#: Few words between a State and what is of it: `North Korean 170 mm howitzers`.
_OF_IT = re.compile(
    r"[ -](?:(?!(?:of|to|in|on|at|for|with|by|from|and|is|are|was|were|has|have|had|as)\b)[\w.-]+ ){0,2}\Z"
)
_WORKERS = re.compile(r"\b(?:workers?|labou?rers?|builders?|workforce)\b", re.IGNORECASE)
_BEFORE_IN = re.compile(r"\b(?:in|across|at)\s+(?:the\s+)?\Z", re.IGNORECASE)
#: Where troops go to fight is no receiver.
_FRONT = re.compile(r"(?:['\u2019]s)? (?:front|war|battlefield|conflict)", re.IGNORECASE)
_BEFORE_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WayWords:
    """A State that is named as sender (`from`) or receiver (`to`), and the rule by which it is."""

    role: str
    mention: TextMention
    rule: str


def ways_of(text: str, mentions: Sequence[TextMention]) -> list[WayWords]:
    """Return the sender and the receiver that a sentence names, each once; none where it names two for one role."""
    states = [mention for mention in mentions if mention.kind is MentionKind.STATE and mention.id]
    goods = [mention.start for mention in mentions if mention.kind is MentionKind.GOODS]
    workers = [match.start() for match in _WORKERS.finditer(text)]
    ways: dict[str, WayWords] = {}
    for way in (*_ways(text, states), *_origins(text, states, goods, workers)):
        ways.setdefault(way.role, way)
    ends = [way.mention.id for way in ways.values()]
    # A sender that is the receiver too was misread.
    return [] if len(ends) > len(set(ends)) else list(ways.values())


def _ways(text: str, states: Sequence[TextMention]) -> Iterator[WayWords]:
    for state in states:
        if _BEFORE_FROM.search(text[: state.start]):
            yield WayWords("from", state, "named after `from`")
    verb = _GIVES.search(text)
    if verb and (subject := _before(text, states, verb.start())):
        yield WayWords("from", subject, f"named before `{verb[0]}`")
    if verb and (receiver := _right_after(text, states, verb.end())):
        yield WayWords("to", receiver, f"named right after `{verb[0]}`")
    for state in states:
        if _BEFORE_TO.search(text[: state.start]) and not _FRONT.match(text[state.end :]):
            yield WayWords("to", state, "named after `to`")
    taken = _TAKES.search(text)
    if taken and (subject := _before(text, states, taken.start())):
        yield WayWords("to", subject, f"named before `{taken[0]}`")


def _origins(
    text: str, states: Sequence[TextMention], goods: Sequence[int], workers: Sequence[int]
) -> Iterator[WayWords]:
    """Yield States that a word describes as the origin of goods or workers, and those in which workers are."""
    for state in states:
        starts = [start for start in [*goods, *workers] if state.end <= start]
        if is_described(state.words, (state.id or "").partition(":")[2]) and any(
            _OF_IT.match(text[state.end : start]) for start in starts
        ):
            yield WayWords("from", state, f"`{state.words}` right before what passed")
    for state in states:
        if workers and _BEFORE_IN.search(text[: state.start]):
            yield WayWords("to", state, "where the workers are said to be")


def _before(text: str, states: Sequence[TextMention], place: int) -> TextMention | None:
    """Return the State that is named last before a place of the text."""
    before = next((state for state in reversed(states) if state.end <= place), None)
    # What stands before a colon speaks; of two States that a hyphen joins neither is the subject.
    if before is None or ":" in text[before.end : place] or text[: before.start].rstrip()[-1:] in _JOINING:
        return None
    return before


def _right_after(text: str, states: Sequence[TextMention], place: int) -> TextMention | None:
    return next((state for state in states if state.start >= place and not text[place : state.start].strip()), None)
