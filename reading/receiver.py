"""Who receives goods and is no State: the armed group or other body to which a sentence says that they pass.

`Iran sent rifles to Yemen's Houthi rebels` has a group for its receiver, and not Yemen. That the arms go to a State in
which a group is, a claim says beside it where the words do: `to the rebels in Yemen`.
"""

from __future__ import annotations

import re

from .lexicon import SpeechWords, lexicon
from .mention import TextMention
from .report import ReportReading
from .span import TABLES, MentionKind
from .speaker import is_carrier

#: Words for the whole before a group: `to the`, `into the hands of Yemen's`, `for fighters of`.
_TOWARDS = re.compile(
    r"\b(?:to|for|into|reach(?:ed|es|ing)?|arming|armed|in(?:to)? the (?:hands|possession) of)(?: the)?"
    r"(?: [A-Z][\w.]*['\u2019]s?)?(?: (?!(?:in|from|by|of|that|which)\b)[a-z][\w-]*){0,2} \Z"
)
#: Right behind a word for giving: `supplying the Houthis with`, `armed Yemen's Houthi movement`.
_OBJECT = re.compile(r"(?: the)?(?: [A-Z][\w.]*['\u2019]s?)?(?: [a-z][\w-]*)? ")
#: So far before a word for receiving its subject may stand.
_NEAR = 40
#: The last word of a force that is no State's where it is none of its organs.
_FORCES = frozenset("forces army front movement brigade brigades militia militias coalition group alliance".split())  # noqa: SIM905


def receiving_body(
    reading: ReportReading, word: re.Match[str], giving: bool, clause: tuple[int, int]
) -> TextMention | None:
    """Return the body to which goods pass in a clause by a word for giving or receiving; None where none is named."""
    for body in reading.mentions_in(*clause, MentionKind.BODY):
        if _may_receive(reading, body) and _receives(reading.text, body, word, giving):
            return body
    return None


def _receives(text: str, body: TextMention, word: re.Match[str], giving: bool) -> bool:
    if not giving:
        between = text[body.end : word.start()]
        return (
            body.end <= word.start()
            and len(between) <= _NEAR
            and not re.search(r"[,;.]|\b(?:said|says|that)\b", between)
        )
    if body.start >= word.end() and _OBJECT.fullmatch(text, word.end(), body.start):
        return bool(re.match(r"[^,;.]{0,20} with\b", text[body.end : body.end + 28])) or word.group().lower() in (
            "arming",
            "armed",
        )
    return _TOWARDS.search(text, max(0, body.start - 70), body.start) is not None


def _may_receive(reading: ReportReading, body: TextMention) -> bool:
    """Whether a body can be who arms are for: a force, or one that people fight for; no organ, medium or council."""
    last = body.words.split()[-1].lower()
    if is_carrier(body.words) or body.words.lower() in lexicon(SpeechWords, "speech").organs:
        return False
    if last in _FORCES or _has_fighters(reading.text, body):
        return True
    return body.id is not None or _stands_for_a_force(reading, body)


def _has_fighters(text: str, body: TextMention) -> bool:
    """Whether people of it stand behind a name: `Houthi rebels`."""
    following = re.match(r" ([a-z]+)", text[body.end : body.end + 20])
    return following is not None and following[1] in TABLES.forms.fighters


def _stands_for_a_force(reading: ReportReading, body: TextMention) -> bool:
    """Whether a short name is of a force that the text has named: `RSF`, or `M23` where `M23 rebels` stands too."""
    if any(_has_fighters(reading.text, other) for other in reading.names_of(body.words)):
        return True
    whole = reading.short_forms.get(body.words)
    return whole is not None and whole.words.split()[-1].lower() in _FORCES
