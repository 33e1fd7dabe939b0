"""Who says something in a report, and what is kept of those who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import SpeechWords, lexicon
from .link import Linker
from .mention import TextMention
from .span import MentionKind

#: Kinds of things that can speak.
SPEAKING = (MentionKind.BODY, MentionKind.PERSON, MentionKind.STATE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the name for a claim, and its id in the graph where it has one.

    `form` says how it is known, `position` where in the text it is named; `carried_by` is who carries its words.
    `described`: the text only describes it here, as `a US think tank`. `repeated`: it is carried over from before.
    `state` is the ISO code of the State whose government it is.
    """

    name: str
    id: str | None
    kind: MentionKind
    form: str
    position: int
    carried_by: str | None = None
    described: bool = False
    repeated: bool = False
    state: str | None = None


@dataclass(frozen=True)
class SpeakingText:
    """What is needed to tell who speaks: a text, its mentions, their links, and who published it."""

    text: str
    mentions: tuple[TextMention, ...]
    linker: Linker
    publisher: str | None = None

    def within(self, first: int, last: int) -> list[TextMention]:
        """Return who can speak of what a stretch of text names."""
        near = self._speaking[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
        return [m for m in near if m.end <= last]

    @cached_property
    def _speaking(self) -> list[TextMention]:
        return [m for m in self.mentions if m.kind in SPEAKING]

    @cached_property
    def _starts(self) -> list[int]:
        """Where those that can speak begin, in order: a long text is not gone through for each sentence."""
        return [m.start for m in self._speaking]

    @cached_property
    def with_word(self) -> dict[str, list[TextMention]]:
        """Return where each name first stands, by each word of it."""
        first = {(m.kind, m.words): m for m in reversed(self.mentions)}
        by_word: dict[str, list[TextMention]] = {}
        for mention in sorted(first.values(), key=lambda m: m.start):
            for word in dict.fromkeys(mention.words.split()):
                by_word.setdefault(word, []).append(mention)
        return by_word

    @cached_property
    def short_forms(self) -> dict[str, TextMention]:
        """Return the body that an acronym stands for: in brackets behind it, or its first letters."""
        forms: dict[str, TextMention] = {}
        for mention in self.mentions:
            if mention.kind is MentionKind.BODY:
                bracket = re.match(r"\s?\(\s?([A-Z][\w.&-]*)\s?\)", self.text[mention.end : mention.end + 20])
                initials = "".join(word[0] for word in mention.words.split() if word[0].isupper())
                for short in (bracket[1] if bracket else "", initials if len(initials) > 1 else ""):
                    forms.setdefault(short, mention)
        return forms

    @cached_property
    def named_monitors(self) -> TextMention | None:
        """Return the first panel or group of experts that the text names."""
        return next((m for m in self.mentions if m.kind is MentionKind.BODY and _MONITORS.search(m.words)), None)

    @cached_property
    def called_monitors(self) -> tuple[int, str] | None:
        """Return where the text first calls a body that monitors measures so in small letters, and which it is."""
        low = self.text.lower()
        monitors = lexicon(SpeechWords, "speech").monitors
        places = [(low.find(phrase), name) for name, phrases in monitors.items() for phrase in phrases]
        return min((place for place in places if place[0] >= 0), default=None)

    @property
    def home(self) -> str | None:
        """Return the ISO code of the State in which the publisher is at home, as far as the lexicon has it."""
        name = (self.publisher or "").lower()
        rows = lexicon(SpeechWords, "speech").home.items()
        return next((code for code, names in rows if any(part in name for part in names)), None)

    @property
    def has_own_voice(self) -> bool:
        """Whether the publisher speaks for itself, as think tanks do."""
        name = (self.publisher or "").lower()
        return any(re.search(rf"\b{re.escape(word)}\b", name) for word in lexicon(SpeechWords, "speech").own_voice)


_MONITORS = re.compile(r"\b(?:Panel|Group) of Experts\b|\bMonitoring (?:Group|Team)\b")


class SpeakersBefore:
    """Who spoke before: the last of each kind, for whom persons speak, and whom they carry."""

    def __init__(self) -> None:
        self.last: Speaker | None = None
        self.sentence: tuple[Speaker, ...] = ()
        self.imagery: Speaker | None = None
        self.by_kind: dict[MentionKind, Speaker] = {}
        self.of_person: dict[str, Speaker] = {}

    def keep(self, speakers: Sequence[Speaker], imagery: bool) -> None:
        """Keep the speakers of a sentence for those after it."""
        self.sentence = tuple(speakers) or self.sentence
        for speaker in reversed(speakers):
            if not speaker.repeated:
                self.last = speaker
                self.by_kind[speaker.kind] = speaker
                if imagery:
                    self.imagery = speaker

    def of(self, kind: MentionKind) -> Speaker | None:
        """Return the last speaker of a kind."""
        return self.by_kind.get(kind)


def is_carrier(name: str) -> bool:
    """Whether a body carries what others say: a news agency."""
    return name.lower() in lexicon(SpeechWords, "speech").carriers
