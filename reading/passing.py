"""Goods that a sentence says pass from one State to another: what goods, who gives, who receives, by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .cue import clause_of, is_law
from .lexicon import FormWords, GoodsLexicon, PassingWords, lexicon
from .mention import TextMention
from .receiver import receiving_body
from .report import ReportReading
from .span import MentionKind
from .state import is_described
from .text import TextSentence

#: So far from its goods a word for passing may stand.
REACH = 75
#: Goods this near to each other are one load.
TOGETHER = 40


@dataclass(frozen=True, slots=True)
class Passing:
    """Goods that pass, from `start` to `end` of the text; `giver` and `receiver` are ISO codes of States, where known.

    Neither is known where goods are only carried. `body` receives them where it is no State. `topic` calls them in a
    word; `inferred` says what was not read from words of direction, `meant` for what such words as `the country` stand.
    """

    start: int
    end: int
    goods: tuple[TextMention, ...]
    topic: str
    giver: str | None
    receiver: str | None
    word: str
    inferred: str = ""
    body: TextMention | None = None
    meant: str = ""


def passings_of(reading: ReportReading, sentence: TextSentence) -> list[Passing]:
    """Return what a sentence says of goods that pass; nothing of what it says that measures forbid."""
    result: list[Passing] = []
    for load in _loads(reading, sentence):
        first, last = clause_of(reading.text, sentence.start, sentence.end, load[0].start)
        if is_law(reading.text, first, load[0].start) and not _breaks(reading.text[first : load[0].start]):
            continue
        word = _word(reading, load, first, last)
        if word is None:
            continue
        result += _directed(reading, sentence, load, word, (first, last))
    return result


def _breaks(text: str) -> bool:
    """Whether words of law stand in a sentence that says that something was done in spite of it."""
    return bool(re.search(r"\bin violation of\b|\bviolat(?:ed|ing)\b|\bflouting\b", text))


def _loads(reading: ReportReading, sentence: TextSentence) -> Iterator[tuple[TextMention, ...]]:
    """Yield the goods of a sentence, those near to each other together."""
    load: list[TextMention] = []
    for goods in reading.mentions_in(sentence.start, sentence.end, MentionKind.GOODS):
        if load and goods.start - load[-1].end > TOGETHER:
            yield tuple(load)
            load = []
        load.append(goods)
    if load:
        yield tuple(load)


@cache
def _passing_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon(PassingWords, "passing")
    patterns = [
        rf"\b(?:{'|'.join(sorted(map(re.escape, w), key=len, reverse=True))})\b"
        for w in (words.giving, words.receiving)
    ]
    return re.compile(patterns[0], re.IGNORECASE), re.compile(patterns[1], re.IGNORECASE)


def _word(
    reading: ReportReading, load: Sequence[TextMention], first: int, last: int
) -> tuple[re.Match[str], bool] | None:
    """Return the nearest word for passing in a clause, and whether it is one of giving; not of ships that are sent."""
    text = reading.text
    names = reading.mentions_in(first, last, MentionKind.BODY, MentionKind.PLACE, MentionKind.SHIP)
    best: tuple[int, re.Match[str], bool] | None = None
    for giving, pattern in zip((True, False), _passing_words(), strict=True):
        for match in pattern.finditer(text, first, last):
            if match.end() <= load[0].start:
                between, distance = text[match.end() : load[0].start], load[0].start - match.end()
            else:
                between, distance = text[load[-1].end : match.start()], max(0, match.start() - load[-1].end)
            in_name = any(name.start <= match.start() < name.end for name in names)
            if distance > REACH or in_name or _other_object(match.group().lower(), between):
                continue
            if (
                best is None
                or distance < best[0]
                or (match.group().lower().startswith("receiv") and 0 < best[1].start() - match.end() < TOGETHER)
            ):
                best = (distance, match, giving)
    return (best[1], best[2]) if best else None


def _other_object(word: str, between: str) -> bool:
    """Whether something else is passed: `sent oil tankers to …`."""
    return word.startswith(("sen", "dispatch")) and bool(re.search(r"\b(?:tankers?|ships?|vessels?)\b", between))


def _directed(
    reading: ReportReading,
    sentence: TextSentence,
    load: tuple[TextMention, ...],
    word: tuple[re.Match[str], bool],
    clause: tuple[int, int],
) -> list[Passing]:
    match, giving = word
    states = reading.mentions_in(*clause, MentionKind.STATE)
    sides: dict[str, TextMention] = {}
    # Words of direction first; a subject only where they leave a side open, and of several the nearest.
    for rule, order in ((_by_words, states), (_by_subject, states[::-1])):
        for state in order:
            side = rule(reading, state, load, match, giving)
            if side and side not in sides and state.state not in [other.state for other in sides.values()]:
                sides[side] = state
    start = min([load[0].start, match.start(), *(state.start for state in sides.values())])
    end = max([load[-1].end, match.end(), *(state.end for state in sides.values())])
    giver, receiver = (sides[side].state if side in sides else None for side in ("giver", "receiver"))
    givers = _joined(reading.text, states, sides["giver"]) if "giver" in sides else []
    passing = Passing(start, end, load, _topic(load), giver, receiver, match.group())
    if body := receiving_body(reading, match, giving, clause):
        passing = replace(passing, body=body, end=max(end, body.end))
    elif receiver is None and giving and (code := _the_country(reading, sentence, match.end(), [giver, *givers])):
        passing = replace(passing, receiver=code, meant=f"`the country` is taken for {code}")
    passing = _completed(reading, sentence, passing)
    return [passing, *(replace(passing, giver=code) for code in givers if code not in (giver, passing.receiver))]


def _joined(text: str, states: Sequence[TextMention], first: TextMention) -> list[str]:
    """The States that are joined to one that gives: `from Russia, China and others`, `Iran and Syria sent`."""
    index = states.index(first)
    codes: list[str] = []
    for before, state in zip(states[index:], states[index + 1 :], strict=False):
        if not _JOINS.fullmatch(text[before.end : state.start]):
            break
        codes += [state.state] if state.state else []
    for state, after in zip(states[index - 1 :: -1] if index else [], states[index:0:-1], strict=False):
        if not _JOINS.fullmatch(text[state.end : after.start]):
            break
        codes += [state.state] if state.state else []
    return codes


_JOINS = re.compile(r", (?:and (?:the )?)?| and (?:the )?")


def _by_words(
    reading: ReportReading, state: TextMention, load: Sequence[TextMention], word: re.Match[str], giving: bool
) -> str | None:
    """What part a State has by the words beside it: behind `by` and `from` it gives, behind `to` it receives."""
    text = reading.text
    before = text[max(0, state.start - 32) : state.start].lower()
    after = text[state.end : state.end + 12]
    possessive = re.match(r"['\u2019]s? ", after)
    # `supplying Russia with`, `sent Russia 300`, and not `sent Russian coal`.
    to_whom = giving and re.fullmatch(r" (?:the )?", text[word.end() : state.start])
    if to_whom and re.match(r" (?:with\b|\d|more |over |about )", after):
        return "receiver"
    if re.search(r"\b(?:by|from)(?: the)?(?: [a-z]+(?:-[a-z]+)?)? \Z", before):
        return "giver"
    if possessive and state.end <= word.start() and word.start() - state.end < 45:
        return "giver" if giving else "receiver"
    if re.search(r"\b(?:to|into)(?: the)?(?: [a-z]+(?:-[a-z]+)?)? \Z", before) and not possessive:
        return "receiver"
    if state.start > word.start() and _PEOPLE_IN.search(text[max(0, state.start - 60) : state.start]):
        return "receiver"
    if re.search(r"\bfor(?: the)? \Z", before) and not possessive and state.start > load[0].start:
        return "receiver"
    if state.end <= load[0].start and re.fullmatch(
        r"\s?(?:-made |-supplied |[A-Z][\w-]+ )?", text[state.end : load[0].start]
    ):
        return "giver"
    return None


def _by_subject(
    reading: ReportReading, state: TextMention, load: Sequence[TextMention], word: re.Match[str], giving: bool
) -> str | None:
    """What part a State has as the subject of a word for passing."""
    text = reading.text
    before = text[max(0, state.start - 14) : state.start].lower()
    if state.end > word.start():
        return None
    if text[state.end : word.start()].strip() in ("", "of") and word.group().endswith("ing"):
        # `details of Chad supplying drones`, `accused Chad of supplying drones`.
        return "giver" if giving else "receiver"
    if _NO_SUBJECT.search(before):
        return None
    between = text[state.end : word.start()]
    if _is_adjective(text, state) or (_speaks(between) and not _OF_ITS_OWN.fullmatch(between)):
        return None
    return "giver" if giving else "receiver"


#: `Chad has admitted to supplying drones`: who says it is who does it.
_OF_ITS_OWN = re.compile(
    r" (?:(?:has|have|had|also|later|publicly|repeatedly) )*(?:admit\w*|acknowledg\w*|den(?:y|ies|ied)|confirm\w*)"
    r"(?: to)?(?: (?:having|ever|directly))* "
)
#: `to Houthi rebels in`, `to the militia in`: people of a State to whom something goes.
_PEOPLE_IN = re.compile(
    r"\b(?:to|for) (?:the )?(?:[\w-]+ ){0,3}?"
    r"(?:[A-Z][\w-]+|rebels|fighters|militants|militias?|forces|groups?|insurgents) in(?: the)? \Z"
)
_NO_SUBJECT = re.compile(r"\b(?:with|against|of|on|in|between|near|at|to|for|and other)(?: the)? \Z")


def _is_adjective(text: str, state: TextMention) -> bool:
    """Whether a State's name describes a noun: `Russian ship`, and not `North Korea has`."""
    following = text[state.end : state.end + 20]
    describes = re.match(r"[ -][a-z]", following) and not _VERBS.match(following)
    return bool(describes) and state.form == "name" and is_described(state.words, state.state)


_VERBS = re.compile(
    r" (?:has|have|had|is|was|were|will|would|could|may|might|also|likely|allegedly|reportedly|began|continues?|and)\b"
)


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon(FormWords, 'forms').saying, key=len, reverse=True))})\b")


def _speaks(between: str) -> bool:
    """Whether a verb of saying stands between a State and the word for passing: it speaks of another."""
    return bool(_saying().search(between))


def _completed(reading: ReportReading, sentence: TextSentence, passing: Passing) -> Passing:
    """Put the other State of the sentence where one side is not said, if there is just one that does not speak."""
    if bool(passing.giver) == bool(passing.receiver or passing.body):
        return passing
    side = passing.giver or passing.receiver
    speaking = {speaker.state for speaker in reading.speakers[sentence.number]}
    clause = clause_of(reading.text, sentence.start, sentence.end, passing.goods[0].start)
    opposite = {
        state.state
        for state in reading.mentions_in(*clause, MentionKind.STATE)
        if state.state
        and state.state != side
        and state.state not in speaking
        and not _OF_STATE.match(reading.text[state.end : state.end + 14])
        and not _speaks(reading.text[state.end : state.end + 30])
        and not _in_law(reading.text, state)
    }
    if len(opposite) != 1:
        return passing
    other = opposite.pop()
    why = f"the other State of the sentence, {other}, is taken for the other side"
    if passing.giver:
        return replace(passing, receiver=other, inferred=why)
    return replace(passing, giver=other, inferred=why)


def _the_country(
    reading: ReportReading, sentence: TextSentence, position: int, givers: Sequence[str | None]
) -> str | None:
    """The State for which `to the country` stands: the last one named before, in the sentence or the one before it."""
    match = _COUNTRY.search(reading.text, position, sentence.end)
    if match is None:
        return None
    first = reading.sentences[max(0, sentence.number - 1)].start
    states = [m.state for m in reading.mentions_in(first, match.start(), MentionKind.STATE) if m.state not in givers]
    return states[-1] if states else None


_COUNTRY = re.compile(r"\b(?:to|into) (?:the|that|this) (?:[a-z-]+ ){0,2}(?:country|nation|republic|kingdom)\b")
#: What is a State's, and takes no part: `across the Tajik border`.
_OF_STATE = re.compile(
    r"(?:['\u2019]s)? (?:border|waters|coast|sanctions|law|embassy|flag|soil|forces|war)\b|-(?:flag|regist|own)"
)


def _in_law(text: str, state: TextMention) -> bool:
    """Whether a State is named for its war, for measures, or as a place: `sanctions on Pyongyang`, `off Somalia`."""
    before = text[max(0, state.start - 40) : state.start].lower()
    if re.search(r"\b(?:off|near|around|outside|coast of|waters of)(?: the)? \Z", before):
        return True
    return bool(
        re.search(
            r"\b(?:war (?:in|against|on)|invasion of|sanctions (?:on|against)|use in|against)(?: the)? \Z", before
        )
    )


@cache
def _topics() -> dict[str, str]:
    """What a claim on goods is about in a word, by the phrase of the lexicon."""
    return {word.lower(): entry.topic for entry in lexicon(GoodsLexicon, "goods").goods for word in entry.words}


def _topic(load: Sequence[TextMention]) -> str:
    for goods in load:
        words = " ".join(goods.words.lower().split())
        for form in (words, words.removesuffix("s"), words.removesuffix("es")):
            if form in _topics():
                return _topics()[form]
    return "goods"
