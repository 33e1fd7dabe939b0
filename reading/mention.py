"""What a text names: places, States, persons, bodies, ships and goods, linked to the graph where one thing bears it.

    for mention in mentions_of(graph, text):
        print(mention.start, mention.words, mention.kind, mention.id, mention.why)

Names are found by their form and then screened with their kind. The text is not scanned for names of the graph: that
finds ships called Justice and ports called Since. Two bearers of one name are two candidates, and no link.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..graph.store import Graph
from ..schema.dates import DayLike
from .form import spans_of
from .goods import goods_of
from .link import Candidate, Linker, NameInText, NameLink
from .span import TABLES, MentionKind, Span, SpannedText


@dataclass(frozen=True, slots=True)
class TextMention:
    """Words of a text that name something.

    `start` and `end` are code points of the text as it is, `end` not included. `id` is what it means in the graph,
    where exactly one thing bears the name; `candidates` are all that may be meant, best first. `form` says what shows
    the kind, `why` why it is linked or not. `state` is the ISO code of a State, named by a nationality or seat too.
    """

    start: int
    end: int
    words: str
    kind: MentionKind
    id: str | None
    candidates: tuple[Candidate, ...]
    form: str
    why: str
    state: str | None = None


def mentions_of(graph: Graph, text: str, as_of: DayLike | None = None) -> tuple[TextMention, ...]:
    """Return what a text names, in order, linked to a graph as known on a day."""
    return next(mentions_of_each(graph, [text], as_of))


def mentions_of_each(
    graph: Graph, texts: Iterable[str], as_of: DayLike | None = None
) -> Iterator[tuple[TextMention, ...]]:
    """Yield what each text names, in order. The names of the graph are read once, and each name is screened once."""
    linker = Linker(graph, as_of)
    for text in texts:
        yield mentions_with(linker, text)


def mentions_with(linker: Linker, text: str) -> tuple[TextMention, ...]:
    """Return what a text names, in order, by a linker that may have linked other texts before."""
    return _with_short_forms(text, sorted(_mentions(linker, text), key=lambda mention: (mention.start, mention.end)))


def _with_short_forms(text: str, mentions: Sequence[TextMention]) -> tuple[TextMention, ...]:
    """Link an acronym to the body behind whose name it stands in brackets: `Rapid Support Forces (RSF)`."""
    meant: dict[str, TextMention] = {}
    for mention in mentions:
        bracket = _BRACKET.match(text, mention.end) if mention.kind is MentionKind.BODY and mention.id else None
        if bracket:
            meant.setdefault(bracket[1], mention)
    return tuple(
        replace(mention, id=whole.id, candidates=whole.candidates, why=f"short for {whole.words}")
        if mention.id is None and mention.kind is MentionKind.BODY and (whole := meant.get(mention.words))
        else mention
        for mention in mentions
    )


_BRACKET = re.compile(r" \(\s?[\"\u201c]?([A-Z][\w.&-]{1,8})[\"\u201d]?\s?\)")


def _mentions(linker: Linker, text: str) -> Iterator[TextMention]:
    spanned = SpannedText(text)
    spans = spans_of(spanned)
    names = {span: readings for span in spans if (readings := _readings(spanned, span))}
    links = linker.link((name for readings in names.values() for name in readings), spanned.states)
    whole = {
        name.words: links[name] for readings in names.values() for name in readings if name.kind is MentionKind.PERSON
    }
    taken = []
    for span in spans:
        if mention := _mention(spanned, span, names.get(span, ()), links, whole, linker):
            taken.append((mention.start, mention.end))
            yield mention
    starts = [start for start, _ in taken]
    for phrase in goods_of(text):
        # Spans are in order and do not overlap: the last that begins before the end of the goods reaches farthest.
        before = bisect_left(starts, phrase.end) - 1
        if before < 0 or taken[before][1] <= phrase.start:
            link = linker.by_id("Goods", phrase.entry.ids, "goods")
            words = text[phrase.start : phrase.end]
            place = (phrase.start, phrase.end, words, MentionKind.GOODS)
            yield TextMention(*place, link.id, link.candidates, "lexicon", link.why)


def _readings(text: SpannedText, span: Span) -> list[NameInText]:
    """Return the names as which a span can be linked: of its kind, or where nothing shows one, of those it may be."""
    words = text.words[span.first : span.last]
    shown = _shown(text, span)
    if span.kind is MentionKind.STATE or span.form == "seat of somebody":
        return []
    if span.kind is not None:
        country = _country(text, span) if span.kind is MentionKind.PERSON else None
        return [NameInText(shown, span.kind, _beside(text, span), country)]
    if len(words) == 1 and words[0].is_uncased:
        return [NameInText(shown, kind) for kind in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.BODY)]
    if len(words) == 1 and (words[0].initial or words[0].low in TABLES.given_names):
        return []
    return [NameInText(shown, MentionKind.BODY), NameInText(shown, MentionKind.PERSON)]


def _mention(
    text: SpannedText,
    span: Span,
    readings: Sequence[NameInText],
    links: dict[NameInText, NameLink],
    whole: dict[str, NameLink],
    linker: Linker,
) -> TextMention | None:
    place = (text.words[span.first].start, text.words[span.last - 1].end, _shown(text, span))
    if span.code:
        link = linker.state(span.code)
        return TextMention(*place, MentionKind.STATE, link.id, link.candidates, span.form, link.why, span.code)
    linked = next((name for name in readings if links[name].id), None)
    if span.kind is None:
        if linked is None:
            return None
        link = links[linked]
        return TextMention(*place, linked.kind, link.id, link.candidates, span.form, link.why)
    if not readings:
        return None
    link = links[readings[0]]
    if span.form == "part of a name":
        link = _whole(place[2], whole) or link
    return TextMention(*place, span.kind, link.id, link.candidates, span.form, link.why)


def _whole(part: str, whole: dict[str, NameLink]) -> NameLink | None:
    """Return the link of the one whole name in the text that a name is part of."""
    links = {words: link for words, link in whole.items() if part in words.split() and words != part}
    if len(links) != 1:
        return None
    words, link = next(iter(links.items()))
    return replace(link, why=f"short for {words}: {link.why}")


def _shown(text: SpannedText, span: Span) -> str:
    start, end = text.words[span.first].start, text.words[span.last - 1].end
    return " ".join(text.text[start:end].split())


def _beside(text: SpannedText, span: Span) -> frozenset[str]:
    """Return the words for places in a name, or right before it: `port of Nampo`."""
    words = [word.low for word in text.words[span.first : span.last]]
    if span.first > 1 and text.words[span.first - 1].low == "of":
        words.append(text.words[span.first - 2].low)
    return frozenset(words) & TABLES.forms.places if span.kind is MentionKind.PLACE else frozenset()


def _country(text: SpannedText, span: Span) -> str | None:
    """Return the State that is named right before a person's title: `South Korean lawmaker`."""
    title = next((start for start, count in text.titles.items() if start + count == span.first), None)
    for first in range(max(0, (title or 0) - 4), title or 0):
        state = text.state_at(first)
        if title is not None and state and first + state.count == title and not text.words[title].gap.strip():
            return state.code
    return None
