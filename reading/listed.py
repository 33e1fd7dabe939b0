"""Names of a text that have a kind by another place of it: named before, in one list with others, or mostly otherwise.

`the ports of Hodeidah, Salif and Ras Isa` has three places; a name whose kind the text shows once has it everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .span import TABLES, MentionKind, Span, SpannedText
from .word import TextWord

#: What shows a place that has no word for places in its name.
AT, TO = "behind `in` or `at`", "behind `from` or `to`, of something that moves"
_LISTED = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.SHIP)
#: Words of one name of a person in a list.
_FEWEST, _MOST = 2, 5


def with_kinds(text: SpannedText, spans: list[Span]) -> list[Span]:
    """Return the spans with a kind also where only another place of the text shows it."""
    return _repeated(text.words, _listed(text, _often_no_place(text.words, spans)))


def _repeated(words: Sequence[TextWord], spans: list[Span]) -> list[Span]:
    """Return the spans with a kind also where a name stands again without what shows it."""
    kinds: dict[str, tuple[MentionKind, str]] = {}
    for span in spans:
        if span.kind in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.SHIP):
            shown = [word.text for word in words[span.first : span.last]]
            kinds.setdefault(" ".join(shown), (span.kind, "named before"))
            if span.kind is MentionKind.PERSON and len(shown) > 1:
                kinds.setdefault(shown[-1], (span.kind, "part of a name"))
                if shown[0].lower() not in TABLES.given_names:
                    kinds.setdefault(shown[0], (span.kind, "part of a name"))
    result: list[Span] = []
    for span in spans:
        shown_again = kinds.get(_shown(words, span))
        weak = span.form in (AT, TO) and shown_again is not None and shown_again[0] is MentionKind.PERSON
        if shown_again and (span.kind is None or weak):
            span = replace(span, kind=shown_again[0], form=shown_again[1])
        result.append(span)
    return result


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


# -- lists -------------------------------------------------------------------------------------------


def _listed(text: SpannedText, spans: list[Span]) -> list[Span]:
    """Return the spans with a kind also where a name stands in one list with names of that kind."""
    result = list(spans)
    for index, span in enumerate(result):
        if span.kind is None and _opens_list_of_places(text, span):
            result[index] = replace(span, kind=MentionKind.PLACE, form="behind a word for several places")
    first = 0
    while first < len(result):
        last = first + 1
        while last < len(result) and _SEPARATOR.fullmatch(_between(text, result[last - 1], result[last])):
            last += 1
        end = next((i + 1 for i in range(last - 1, first, -1) if _closes(text, result[i - 1], result[i])), first)
        if end > first:
            kind = next((s.kind for s in result[first:end] if s.kind in _LISTED), None)
            # `the Kish and Qeshm free zones`
            if kind is None and TABLES.several.at(text.words, result[end - 1].last):
                kind = MentionKind.PLACE
            for index in range(first, end):
                member = result[index]
                # `in Juba, Nairobi and Kampala`: the city, and not the government.
                seat = kind is MentionKind.PLACE and member.form == "seat"
                if kind is not None and (seat or (member.kind is None and _may_be(text, member, kind))):
                    result[index] = replace(member, kind=kind, form="in a list with others", code=None)
        first = last
    return result


#: Between two names of a list; a second name may stand behind the first.
_SEPARATOR = re.compile(r",? (?:and|or|as well as|including) |, |,? (?:also known as|a\.k\.a\.|aka|alias) ")
_LAST = re.compile(r",? (?:and|or|as well as|including) ")
_SECOND_NAME = re.compile(r"\b(?:known as|a\.k\.a\.|aka|alias|nicknamed|called)(?: the)? [\"\u201c'\u2018]?\Z")


def _between(text: SpannedText, before: Span, span: Span) -> str:
    return text.text[text.words[before.last - 1].end : text.words[span.first].start]


def _closes(text: SpannedText, before: Span, last: Span) -> bool:
    """Whether a list ends with its last two names, and nobody speaks there: `Nampo, CSIS and Maxar said`."""
    if not _LAST.fullmatch(_between(text, before, last)):
        return False
    following = text.words[last.last].low if last.last < len(text.words) else ""
    return following not in TABLES.forms.saying


def _may_be(text: SpannedText, span: Span, kind: MentionKind) -> bool:
    """Whether words in capitals may be a name of a kind; a second name of somebody is none of its own."""
    words = text.words[span.first : span.last]
    if _SECOND_NAME.search(text.text, max(0, words[0].start - 24), words[0].start):
        return False
    if len(words) == 1 and words[0].text.isupper():
        return False
    if kind is MentionKind.SHIP:
        return len(words) <= _MOST
    if kind is MentionKind.PERSON:
        return _FEWEST <= len(words) <= _MOST and not any(word.text.isupper() for word in words)
    return True


@cache
def _several_places() -> re.Pattern[str]:
    several = "|".join(sorted(map(re.escape, TABLES.forms.places_several), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{several})(?: (?:in|on|along|of|across) (?:the )?(?:[A-Z][\w'\u2019-]* ?){{1,3}})?"
        r"(?:,? (?:including|such as|like|namely|of|at|are)(?: the)? | |: | ?[-\u2013\u2014] ?| \()\Z"
    )


def _opens_list_of_places(text: SpannedText, span: Span) -> bool:
    """Whether a name stands behind a word for several places: `the ports of`, `three towns, including`."""
    start = text.words[span.first].start
    if len(text.words[span.first].text) < 7 and text.words[span.first].text.isupper():
        return False
    if text.words[span.last - 1].low in TABLES.forms.quarters:
        # `mines in the conflict zones of Eastern Congo`
        return False
    return _several_places().search(text.text[max(0, start - 90) : start]) is not None
