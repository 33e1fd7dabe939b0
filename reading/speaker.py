"""Who speaks in each sentence of a report, and on whom it rests: named bodies and persons, States and their organs.

A speaker is carried over to sentences without one within a paragraph only; `it said` and `the group said` mean the
speaker before, wherever that was. A publisher that is a think tank speaks itself where nobody else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .lexicon import FormWords, SpeechWords, lexicon
from .link import Linker, NameInText
from .mention import TextMention
from .span import MentionKind
from .text import TextSentence

#: So many characters may stand between who speaks and the verb; more where commas enclose them.
NEAR, ENCLOSED = 45, 150
#: So far behind `according to` who speaks may stand.
BEHIND = 130
_SPEAKING = (MentionKind.BODY, MentionKind.PERSON, MentionKind.STATE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the name for a claim, and its id in the graph where it has one.

    `form` says how it is known, `position` where in the text it is named; `carried_by` is who carries its words.
    `described`: the text only describes it here, as `a US think tank`. `repeated`: it is carried over from before.
    """

    name: str
    id: str | None
    kind: MentionKind
    form: str
    position: int
    carried_by: str | None = None
    described: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class SpeakingText:
    """What is needed to tell who speaks: the text, its mentions, the links, who published it and where that is at home."""

    text: str
    mentions: tuple[TextMention, ...]
    linker: Linker
    publisher: str | None = None

    def within(self, first: int, last: int) -> list[TextMention]:
        """Return who can speak of what a stretch of text names."""
        return [m for m in self.mentions if m.kind in _SPEAKING and first <= m.start and m.end <= last]

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


def speakers_of(text: SpeakingText, sentences: Sequence[TextSentence]) -> list[tuple[Speaker, ...]]:
    """Return who speaks in each sentence, the root of its words first; none where only the publisher speaks."""
    result: list[tuple[Speaker, ...]] = []
    last: Speaker | None = None
    for number, sentence in enumerate(sentences):
        new = number == 0 or sentences[number - 1].paragraph != sentence.paragraph
        speakers = tuple(_speakers(text, sentence, last))
        if not speakers and last and not new:
            speakers = (replace(last, repeated=True, form="carried over within the paragraph"),)
        if speakers and not speakers[0].repeated:
            last = speakers[0]
        result.append(speakers)
    return _resolved(result)


def _resolved(rows: list[tuple[Speaker, ...]]) -> list[tuple[Speaker, ...]]:
    """Put the named body of the next sentences where a text only describes a speaker: `a US think tank`."""
    for number, speakers in enumerate(rows):
        for place, speaker in enumerate(speakers):
            if speaker.described:
                after = [s for row in rows[number : number + 3] for s in row if not s.described]
                named = next((s for s in after if s.kind is MentionKind.BODY and s.position > speaker.position), None)
                if named:
                    known = replace(named, form="named in the next sentences", repeated=True)
                    rows[number] = (*speakers[:place], known, *speakers[place + 1 :])
    return rows


def _speakers(text: SpeakingText, sentence: TextSentence, last: Speaker | None) -> Iterator[Speaker]:
    """Yield the speakers of a sentence: whom it cites first, then who says it."""
    cited = list(_cited(text, sentence))
    saying = list(_saying(text, sentence, last))
    carrier = next((s for s in saying if _is_carrier(s.name)), None)
    if cited:
        by = saying[0].name if saying else None
        yield from (replace(speaker, carried_by=by if by != speaker.name else None) for speaker in cited)
        saying = [s for s in saying if not _is_carrier(s.name)]
    seen = {speaker.name for speaker in cited}
    for speaker in saying:
        if speaker.name not in seen and not (speaker is carrier and len(saying) > 1):
            seen.add(speaker.name)
            yield speaker


def _is_carrier(name: str) -> bool:
    return name.lower() in lexicon(SpeechWords, "speech").carriers


@cache
def _citing() -> re.Pattern[str]:
    phrases = "|".join(sorted(map(re.escape, lexicon(SpeechWords, "speech").citing), key=len, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def _cited(text: SpeakingText, sentence: TextSentence) -> Iterator[Speaker]:
    """Yield whom a sentence cites: the first that can speak behind `according to`, in the same clause."""
    for match in _citing().finditer(text.text, sentence.start, sentence.end):
        end = min(sentence.end, match.end() + BEHIND)
        stop = re.search(r"[;.](?:\s|\Z)|, (?:said|adding|which)|\bthat\b", text.text[match.end() : end])
        candidates = text.within(match.end(), match.end() + stop.start() if stop else end)
        bodies = [m for m in candidates if m.kind is not MentionKind.STATE] or candidates[:1]
        if bodies and (speaker := _speaker(text, bodies[0], sentence)):
            yield replace(speaker, form=f"behind `{match.group().lower()}`")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon(FormWords, 'forms').saying, key=len, reverse=True))})\b")


def _saying(text: SpeakingText, sentence: TextSentence, last: Speaker | None) -> Iterator[Speaker]:
    """Yield who stands beside the verbs of saying of a sentence."""
    for match in _verbs().finditer(text.text, sentence.start, sentence.end):
        if speaker := _before(text, sentence, match.start(), last) or _after(text, sentence, match.end()):
            yield speaker


def _before(text: SpeakingText, sentence: TextSentence, verb: int, last: Speaker | None) -> Speaker | None:
    before = text.text[sentence.start : verb]
    if again := _again(before, last):
        return again
    if ministry := _home_organ(text, before, sentence.start):
        return ministry
    candidates = text.within(sentence.start, verb)
    if not candidates:
        return None
    nearest = candidates[-1]
    between = text.text[nearest.end : verb]
    limit = ENCLOSED if between.count(",") >= 1 and between.rstrip().endswith(",") else NEAR
    if len(between) > limit or re.search(r"[;.!?]\s|[\"\u201d]", between):
        return None
    return _speaker(text, nearest, sentence, described_before=verb)


def _after(text: SpeakingText, sentence: TextSentence, verb_end: int) -> Speaker | None:
    """`… ," said Ines Hallberg`, `reports Yonhap News Agency`."""
    candidates = [m for m in text.within(verb_end, sentence.end) if m.kind is not MentionKind.STATE]
    if candidates and re.fullmatch(r" (?:the |Dr\. |Mr\. |[\w ]{0,30})?", text.text[verb_end : candidates[0].start]):
        if not re.search(r"\b(?:that|it|he|she|in|on|to|about)\b", text.text[verb_end : candidates[0].start]):
            return _speaker(text, candidates[0], sentence)
    return None


def _again(before: str, last: Speaker | None) -> Speaker | None:
    """The speaker before, where a pronoun or `the group` stands beside the verb."""
    if last is None:
        return None
    words = lexicon(SpeechWords, "speech")
    kinds = {"body": MentionKind.BODY, "state": MentionKind.STATE, "person": MentionKind.PERSON}
    tail = re.search(
        r"(?:\A|[\s\"\u201d,])(?:(?P<pronoun>[A-Za-z]+)|the (?P<noun>[a-z -]+?))(?: (?:also|has|have|had|later))*\s*\Z",
        before,
        re.I,
    )
    if tail is None:
        return None
    if tail["pronoun"] and tail["pronoun"].lower() in words.pronouns:
        return replace(last, repeated=True, form=f"`{tail['pronoun']}` beside the verb")
    noun = (tail["noun"] or "").strip().lower()
    kind = next((kinds[name] for name, nouns in words.again.items() if noun in nouns), None)
    if kind and (kind is last.kind or kind is MentionKind.PERSON or noun in ("report", "agency", "statement")):
        return replace(last, repeated=True, form=f"`the {noun}` beside the verb")
    return None


def _home_organ(text: SpeakingText, before: str, start: int) -> Speaker | None:
    """`The defense ministry` of the State in which the publisher is at home."""
    match = re.search(
        r"\b[Tt]he (?:\w+ )?(defen[cs]e|unification|foreign|military|army|spy agency)(?: (?:ministry|minister|agency))?(?: official| officials)?[^,]{0,20}\Z",
        before,
    )
    if match is None or text.home is None or text.within(start + match.start(), start + len(before)):
        return None
    return _government(text, text.home, start + match.start(), f"`{match.group().strip()}`, of a publisher there")


def _speaker(
    text: SpeakingText, mention: TextMention, sentence: TextSentence, described_before: int | None = None
) -> Speaker | None:
    """Return a mention as a speaker: a person for the body, or a State by an organ of it."""
    if mention.kind is MentionKind.STATE:
        return _of_state(text, mention, described_before)
    if mention.kind is MentionKind.PERSON:
        return _of_person(text, mention, sentence)
    return _of_body(text, mention)


def _of_state(text: SpeakingText, mention: TextMention, described_before: int | None) -> Speaker | None:
    if not mention.state:
        return None
    following = text.text[mention.end : described_before or mention.end + 40].strip().lower()
    organ = following.removeprefix("'s").removeprefix("\u2019s").strip()
    words = lexicon(SpeechWords, "speech")
    if described_before is not None and organ and not _is_adverb(organ):
        noun = " ".join(organ.split()[:3])
        if not any(noun == o or noun.startswith(f"{o} ") or organ.startswith(o) for o in words.organs):
            if any(word in organ for word in words.again["body"]):
                return Speaker(
                    f"{mention.words} {noun}", None, MentionKind.BODY, "described", mention.start, None, True
                )
            return None
    return _government(text, mention.state, mention.start, "State that speaks")


def _is_adverb(words: str) -> bool:
    return bool(re.fullmatch(r"(?:(?:also|has|have|had|on|in|later|\w+ly|and|\w+day|\(.*\)|,|repeatedly)\s*)+", words))


def _government(text: SpeakingText, code: str, position: int, form: str) -> Speaker:
    """Return the government of a State as a speaker: the body `Government of …` of the graph, where it has one."""
    state = text.linker.state(code)
    name = f"Government of {state.candidates[0].name}" if state.candidates else f"Government of {code}"
    link = text.linker.link([NameInText(name, MentionKind.BODY)], frozenset())[NameInText(name, MentionKind.BODY)]
    return Speaker(name, link.id, MentionKind.STATE, form, position)


def _of_body(text: SpeakingText, mention: TextMention) -> Speaker:
    """Return a body as a speaker, by the name under which the graph has it; organs of a State as its government."""
    words = lexicon(SpeechWords, "speech")
    for code, media in words.state_media.items():
        if mention.words in media:
            return _government(text, code, mention.start, f"{mention.words} carries its words")
    following = text.text[mention.end : mention.end + 20].lower().split()
    called = words.called.get(" ".join([mention.words.lower(), *following[:1]])) or words.called.get(
        mention.words.lower()
    )
    if mention.id:
        name = next(c.name for c in mention.candidates if c.id == mention.id)
        return Speaker(name, mention.id, MentionKind.BODY, mention.form, mention.start)
    if called:
        return Speaker(called, None, MentionKind.BODY, "what the text calls it", mention.start)
    if organ := _organ(text, mention):
        return organ
    return Speaker(mention.words, None, MentionKind.BODY, mention.form, mention.start)


def _organ(text: SpeakingText, mention: TextMention) -> Speaker | None:
    """`Russian Ministry of Defense` is the government of Russia, `White House National Security Council` the White House."""
    parts = mention.words.split()
    before = text.text[max(0, mention.start - 25) : mention.start]
    for count in (3, 2, 1):
        code = _state(" ".join(parts[:count])) if len(parts) > count else None
        if code and " ".join(parts[count:]).lower() in lexicon(SpeechWords, "speech").organs:
            return _government(text, code, mention.start, "organ of a State")
    if mention.words.lower() in lexicon(SpeechWords, "speech").organs:
        near = [m for m in text.mentions if m.state and mention.start - 25 <= m.start < mention.start]
        code = (
            near[-1].state if near and not re.search(r"[.;,]", before[-(mention.start - near[-1].end) :]) else text.home
        )
        return _government(text, code, mention.start, "organ of a State") if code else None
    if len(parts) > 2:
        name = NameInText(" ".join(parts[:2]), MentionKind.BODY)
        link = text.linker.link([name], frozenset())[name]
        if link.id:
            shown = next(c.name for c in link.candidates if c.id == link.id)
            return Speaker(shown, link.id, MentionKind.BODY, f"{mention.words} is part of it", mention.start)
    return None


def _state(words: str) -> str | None:
    from ..schema.countries import state_of

    return state_of(words) if len(words) > 3 or words in ("US", "UK", "UAE") else None


def _of_person(text: SpeakingText, mention: TextMention, sentence: TextSentence) -> Speaker:
    """Return the body for which a person speaks, where the text says it right beside the name; else the person."""
    first = max(sentence.start, mention.start - 90)
    before = text.text[first : mention.start]
    offices = lexicon(SpeechWords, "speech").offices
    for office, body in offices.items():
        if re.search(rf"\b{office},? \Z", before, re.I):
            name = NameInText(body, MentionKind.BODY)
            link = text.linker.link([name], frozenset())[name]
            shown = next((c.name for c in link.candidates if c.id == link.id), body)
            return Speaker(shown, link.id, MentionKind.BODY, f"{office} speaks for it", mention.start)
    titled = re.search(r"([^.,;]{0,70}?),? ?\Z", before)
    near = [m for m in text.within(first, mention.start) if m.kind is not MentionKind.PERSON]
    if (
        near
        and titled
        and not re.search(
            r"[.;,]|\b(?:former|ex-|of|to|by|with|as)\b", text.text[near[-1].end : mention.start].rstrip(", ")
        )
    ):
        return _speaker(text, near[-1], sentence) or _alone(text, mention)
    after = text.within(mention.end, min(sentence.end, mention.end + 60))
    role = text.text[mention.end : after[0].start] if after else "."
    if (
        after
        and after[0].kind is MentionKind.BODY
        and re.fullmatch(r",? (?:the |a )?(?:spokes\w+ (?:of|for) (?:the )?)?", role)
    ):
        return _of_body(text, after[0])
    return _alone(text, mention)


def _alone(text: SpeakingText, mention: TextMention) -> Speaker:
    whole = [m.words for m in text.mentions if m.kind is MentionKind.PERSON and mention.words in m.words.split()]
    return Speaker(max([mention.words, *whole], key=len), mention.id, MentionKind.PERSON, mention.form, mention.start)
