"""Who says something in a report, and what is kept of those who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
        return [m for m in self.mentions if m.kind in SPEAKING and first <= m.start and m.end <= last]

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
