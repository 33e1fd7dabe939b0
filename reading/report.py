"""A report as read: its page, sentences, mentions, days, counts and speakers, all by place in the untouched text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..graph.store import Graph
from ..schema.dates import DayLike
from .count import CountPhrase, counts_of
from .day import DayPhrase, days_of
from .link import Linker
from .mention import TextMention, mentions_with
from .page import Page
from .span import MentionKind
from .speaker import Speaker, SpeakingText, is_carrier
from .speech import speakers_of
from .text import TextSentence, sentences_of


@dataclass(frozen=True)
class ReportReading:
    """What the rules read in a report. `published` is a half-known date, `publisher` a name; None where unknown."""

    page: Page
    published: str | None
    publisher: str | None
    linker: Linker
    sentences: tuple[TextSentence, ...]
    mentions: tuple[TextMention, ...]
    days: tuple[DayPhrase, ...]
    counts: tuple[CountPhrase, ...]
    speakers: tuple[tuple[Speaker, ...], ...]

    @property
    def text(self) -> str:
        """Return the text with blanks for all that is not the report's."""
        return self.page.report

    @cached_property
    def has_own_voice(self) -> bool:
        """Whether the publisher speaks for itself, as think tanks do."""
        return SpeakingText(self.text, (), self.linker, self.publisher).has_own_voice

    def mentions_in(self, first: int, last: int, *kinds: MentionKind) -> list[TextMention]:
        """Return the mentions in a stretch of the text, of some kinds or all."""
        near = self.mentions[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
        return [m for m in near if m.end <= last and (not kinds or m.kind in kinds)]

    @cached_property
    def _starts(self) -> list[int]:
        """Where the mentions begin, in order: a long text is not gone through for each sentence."""
        return [mention.start for mention in self.mentions]

    def days_in(self, sentence: TextSentence) -> list[DayPhrase]:
        """Return the days of a sentence on which something was, and not on which somebody said it."""
        first, last = (bisect_left(self._day_starts, place) for place in (sentence.start, sentence.end))
        return [day for day in self.days[first:last] if not day.of_saying]

    def counts_in(self, sentence: TextSentence) -> list[CountPhrase]:
        """Return the counts of a sentence."""
        first, last = (bisect_left(self._count_starts, place) for place in (sentence.start, sentence.end))
        return list(self.counts[first:last])

    def locator(self, sentence: TextSentence) -> str:
        """Return where a sentence stands, in words: `second paragraph, first sentence`."""
        number = sentence.number - bisect_left(self._paragraphs, sentence.paragraph)
        return f"{_nth(sentence.paragraph)} paragraph, {_nth(number)} sentence"

    def names_of(self, words: str) -> Sequence[TextMention]:
        """Return where the text names something by such words."""
        return self._by_words.get(words, ())

    @cached_property
    def short_forms(self) -> dict[str, TextMention]:
        """Return the body that each acronym of the text stands for."""
        return SpeakingText(self.text, self.mentions, self.linker, self.publisher).short_forms

    @cached_property
    def _by_words(self) -> dict[str, list[TextMention]]:
        by_words: dict[str, list[TextMention]] = {}
        for mention in self.mentions:
            by_words.setdefault(mention.words, []).append(mention)
        return by_words

    @cached_property
    def _day_starts(self) -> list[int]:
        return [day.start for day in self.days]

    @cached_property
    def _count_starts(self) -> list[int]:
        return [count.start for count in self.counts]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [sentence.paragraph for sentence in self.sentences]


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905


def _nth(index: int) -> str:
    return _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}th"


def read_report(
    graph: Graph,
    page: Page,
    *,
    published: str | None = None,
    publisher: str | None = None,
    as_of: DayLike | None = None,
) -> ReportReading:
    """Read a page against a graph as known on a day. What the page says of itself stands where nothing is given.

    Raises ValueInvalid where `published` is no half-known date.
    """
    published = published or page.head.published
    publisher = publisher or page.head.publisher
    linker = Linker(graph, as_of)
    mentions = mentions_with(linker, page.report)
    sentences = sentences_of(page)
    days = days_of(page.report, published)
    names = [(m.start, m.end) for m in mentions if m.kind in (MentionKind.SHIP, MentionKind.BODY)]
    names += [(day.start, day.end) for day in days]
    speaking = SpeakingText(page.report, mentions, linker, publisher)
    return ReportReading(
        page=page,
        published=published,
        publisher=publisher,
        linker=linker,
        sentences=sentences,
        mentions=mentions,
        days=days,
        counts=counts_of(page.report, names),
        speakers=tuple(speakers_of(speaking, sentences)),
    )


def root_speakers(speakers: Sequence[Sequence[Speaker]]) -> tuple[Speaker, ...]:
    """Return on whom a report rests: bodies and States that speak, each once; persons only where nobody else does."""
    roots = {speaker.name: speaker for row in reversed(speakers) for speaker in reversed(row) if not speaker.described}
    bodies = tuple(speaker for speaker in roots.values() if speaker.kind is not MentionKind.PERSON)
    bodies = tuple(speaker for speaker in bodies if not is_carrier(speaker.name)) or bodies
    return tuple(sorted(bodies or tuple(roots.values()), key=lambda speaker: speaker.position))
