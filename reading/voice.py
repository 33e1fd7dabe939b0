"""For whom a mention speaks: a State by its government, an organ for its State, a person for a body beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..schema.countries import state_name, state_of
from .lexicon import Seats, SpeechWords, lexicon
from .link import NameInText, NameLink
from .mention import TextMention
from .span import MentionKind
from .speaker import Speaker, SpeakersBefore, SpeakingText
from .text import TextSentence

#: Between a person's name and the body for which the person speaks.
_ROLE = re.compile(
    r", (?:the |a |an )?(?:(?:[\w-]+ ){0,3}spokes\w+ (?:of|for|at) (?:the )?)?"
    r"|, (?:head|director|chief) of (?:the )?"
)


def voice_of(
    text: SpeakingText,
    mention: TextMention,
    sentence: TextSentence,
    before: SpeakersBefore | None = None,
    verb: int | None = None,
) -> Speaker | None:
    """Return a mention as a speaker: a person for the body that it speaks for, a State by its government."""
    if mention.kind is MentionKind.STATE:
        return _of_state(text, mention, verb)
    if mention.kind is MentionKind.PERSON:
        speaker = _of_person(text, mention, sentence)
        if before is not None and speaker.kind is not MentionKind.PERSON:
            for part in (mention.words, *mention.words.split()):
                before.of_person.setdefault(part, speaker)
        return before.of_person.get(mention.words, speaker) if before is not None else speaker
    return _of_body(text, mention, sentence, before)


def _of_state(text: SpeakingText, mention: TextMention, verb: int | None) -> Speaker | None:
    if not mention.state:
        return None
    following = text.text[mention.end : verb or mention.end + 40].strip().lower()
    organ = following.removeprefix("'s").removeprefix("\u2019s").strip()
    words = lexicon(SpeechWords, "speech")
    if verb is not None and organ and not _is_adverb(organ):
        noun = " ".join(organ.split()[:3])
        if not any(noun == o or noun.startswith(f"{o} ") or organ.startswith(o) for o in words.organs):
            if any(word in organ for word in words.again["body"]):
                return Speaker(
                    f"{mention.words} {noun}", None, MentionKind.BODY, "described", mention.start, None, True
                )
            return None
    return government(text, mention.state, mention.start, "State that speaks")


def _is_adverb(words: str) -> bool:
    return bool(re.fullmatch(r"(?:(?:also|has|have|had|on|in|later|\w+ly|and|\w+day|\(.*\)|,|repeatedly)\s*)+", words))


def government(text: SpeakingText, code: str, position: int, form: str) -> Speaker:
    """Return the government of a State as a speaker: the body `Government of …` of the graph, where it has one."""
    state = text.linker.state(code)
    shown = state.candidates[0].name if state.candidates else state_name(code)
    asked = NameInText(f"Government of {shown}", MentionKind.BODY)
    link = text.linker.link([asked], frozenset())[asked]
    return Speaker(_name_of(link, asked.words), link.id, MentionKind.STATE, form, position, state=code)


def _name_of(link: NameLink, otherwise: str) -> str:
    """Return the name under which the graph has what is linked."""
    return next((candidate.name for candidate in link.candidates if candidate.id == link.id), otherwise)


def _of_body(
    text: SpeakingText, mention: TextMention, sentence: TextSentence | None, before: SpeakersBefore | None
) -> Speaker:
    """Return a body as a speaker, by the name under which the graph has it; organs of a State as its government."""
    words = lexicon(SpeechWords, "speech")
    for code, media in words.state_media.items():
        if mention.words in media:
            return government(text, code, mention.start, f"{mention.words} carries its words")
    called = _called(text, mention)
    if mention.id:
        name = next(c.name for c in mention.candidates if c.id == mention.id)
        return Speaker(name, mention.id, MentionKind.BODY, mention.form, mention.start)
    if called:
        return Speaker(called, None, MentionKind.BODY, "what the text calls it", mention.start)
    if whole := _part_of(text, mention):
        return whole
    if full := _written_before(text, mention):
        return _of_body(text, full, sentence, before)
    if speaker := _organ(text, mention, sentence, before) or _longer(text, mention):
        return speaker
    return Speaker(mention.words, None, MentionKind.BODY, mention.form, mention.start)


def monitors_of(text: SpeakingText, noun: str) -> Speaker | None:
    """Return the panel or group of experts that a text speaks of, where `the monitors` or `the report` means it."""
    words = lexicon(SpeechWords, "speech")
    if noun.lower().split()[-1] not in words.monitors_again:
        return None
    if text.named_monitors:
        return replace(_of_body(text, text.named_monitors, None, None), repeated=True, form=f"`the {noun}`")
    first = text.called_monitors
    if first is None:
        return None
    body = NameInText(first[1], MentionKind.BODY)
    link = text.linker.link([body], frozenset())[body]
    return Speaker(first[1], link.id, MentionKind.BODY, f"`the {noun}`", first[0], repeated=True)


def _called(text: SpeakingText, mention: TextMention) -> str | None:
    """Return the body that a text means by a name and up to three words behind it: `UN sanctions monitors`."""
    called = lexicon(SpeechWords, "speech").called
    following = [word.strip(".,;") for word in text.text[mention.end : mention.end + 40].lower().split()]
    phrases = (" ".join([mention.words.lower(), *following[:count]]) for count in (3, 2, 1, 0))
    return next((called[phrase] for phrase in phrases if phrase in called), None)


def _written_before(text: SpeakingText, mention: TextMention) -> TextMention | None:
    """Return the body before that an acronym stands for: in brackets behind it, or its first letters."""
    if not mention.words.isupper():
        return None
    other = text.short_forms.get(mention.words)
    return other if other and other.start < mention.start and other.words != mention.words else None


def _part_of(text: SpeakingText, mention: TextMention) -> Speaker | None:
    """The body whose office it is: `the Treasury's Office of Foreign Assets Control`."""
    for body in text.within(mention.start - 150, mention.start):
        if body.kind is MentionKind.BODY and re.fullmatch(r"['\u2019]s? ", text.text[body.end : mention.start]):
            whole = _of_body(text, body, None, None)
            return replace(whole, position=mention.start, form=f"{mention.words} is part of it")
    return None


def _longer(text: SpeakingText, mention: TextMention) -> Speaker | None:
    """`Treasury`, where the text has named the `US Treasury Department` that the graph has."""
    for other in text.with_word.get(mention.words, ()):
        if other.start < mention.start and other.id and other.kind is mention.kind:
            name = next(c.name for c in other.candidates if c.id == other.id)
            return Speaker(name, other.id, MentionKind.BODY, f"short for {other.words}", mention.start)
    return None


def _organ(
    text: SpeakingText, mention: TextMention, sentence: TextSentence | None, before: SpeakersBefore | None
) -> Speaker | None:
    """The government whose organ a body is, or the body that it is part of: `White House National Security Council`."""
    parts = mention.words.split()
    for count in (3, 2, 1):
        code = _state(" ".join(parts[:count])) if len(parts) > count else None
        if code and " ".join(parts[count:]).lower() in lexicon(SpeechWords, "speech").organs:
            return government(text, code, mention.start, "organ of a State")
    if mention.words.lower() in lexicon(SpeechWords, "speech").organs:
        return _unnamed_organ(text, mention, sentence, before)
    if len(parts) > 2:
        name = NameInText(" ".join(parts[:2]), MentionKind.BODY)
        link = text.linker.link([name], frozenset())[name]
        if link.id:
            form = f"{mention.words} is part of it"
            return Speaker(_name_of(link, name.words), link.id, MentionKind.BODY, form, mention.start)
    return None


def _unnamed_organ(
    text: SpeakingText, mention: TextMention, sentence: TextSentence | None, before: SpeakersBefore | None
) -> Speaker | None:
    """`Defence Ministry` without its State: of the State before it, of the media that carry it, or the last one."""
    near = [m for m in text.within(mention.start - 25, mention.start) if m.state]
    if near and near[-1].state and not re.search(r"[.;,]", text.text[near[-1].end : mention.start]):
        return government(text, near[-1].state, mention.start, "organ of a State")
    shown = text.text[sentence.start : sentence.end] if sentence else ""
    for code, media in lexicon(SpeechWords, "speech").state_media.items():
        if any(name in shown for name in media):
            return government(text, code, mention.start, "organ whose words state media carry")
    last = before.of(MentionKind.STATE) if before else None
    if last:
        return replace(last, position=mention.start, form="organ of the State that spoke before")
    return government(text, text.home, mention.start, "organ where the publisher is at home") if text.home else None


def _state(words: str) -> str | None:
    """Return the code of the State that words name; short forms only in capitals."""
    return state_of(words) if len(words) > 3 or words in lexicon(Seats, "seats").short else None


def _of_person(text: SpeakingText, mention: TextMention, sentence: TextSentence) -> Speaker:
    """Return the body for which a person speaks, where the text says it right beside the name; else the person."""
    first = max(sentence.start, mention.start - 90)
    return (
        _by_office(text, mention, text.text[first : mention.start])
        or _by_title(text, mention, sentence, first)
        or _by_role(text, mention, sentence)
        or _of_whole(text, mention)
        or _alone(text, mention)
    )


def _of_whole(text: SpeakingText, mention: TextMention) -> Speaker | None:
    """The body for which `Mahmoud` speaks, where the text has named `Sudan's ambassador, Ammar Mahmoud`, before."""
    for whole in text.with_word.get(mention.words, ()):
        if whole.kind is MentionKind.PERSON and whole.words != mention.words and whole.start < mention.start:
            first = max(0, whole.start - 90)
            around = TextSentence(first, whole.end + 90, text.text[first : whole.end + 90], 0, 0)
            speaker = _of_person(text, whole, around)
            return replace(speaker, position=mention.start) if speaker.kind is not MentionKind.PERSON else None
    return None


def _by_office(text: SpeakingText, mention: TextMention, lead: str) -> Speaker | None:
    """`Secretary of State Antony Blinken` speaks for the State Department."""
    for office, body in lexicon(SpeechWords, "speech").offices.items():
        if re.search(rf"\b{office},? \Z", lead, re.IGNORECASE):
            name = NameInText(body, MentionKind.BODY)
            link = text.linker.link([name], frozenset())[name]
            form = f"{office} speaks for it"
            return Speaker(_name_of(link, body), link.id, MentionKind.BODY, form, mention.start)
    return None


def _by_title(text: SpeakingText, mention: TextMention, sentence: TextSentence, first: int) -> Speaker | None:
    """`Iran's Foreign Minister, Abbas Araghchi`, `NIS chief Kim Kyou-hyun`: a body or State before a title."""
    near = [m for m in text.within(first, mention.start) if m.kind is not MentionKind.PERSON]
    if not near:
        return None
    if state := _of_ambassador(text, mention, near):
        return government(text, state, mention.start, "ambassador of a State")
    between = text.text[near[-1].end : mention.start].rstrip(", ")
    if re.search(r"[.;,]|\b(?:former|ex-|of|to|by|with|as|and|lawmaker|leader)\b", between) or not between.strip(
        "' \u2019s"
    ):
        return None
    return voice_of(text, near[-1], sentence)


def _of_ambassador(text: SpeakingText, mention: TextMention, near: Sequence[TextMention]) -> str | None:
    """The State of `French U.N. Ambassador Jean Dupont`, or of `the Russian ambassador in Bangui, Ivan Petrov`."""
    states = (m for m in reversed(near) if m.state and _AMBASSADOR.fullmatch(text.text[m.end : mention.start]))
    return next((m.state for m in states), None)


_AMBASSADOR = re.compile(
    r"(?:['\u2019]s)?,? (?:[\w.-]+ ){0,3}(?:[Aa]mbassador|[Rr]epresentative|[Ee]nvoy|charg\u00e9 d['\u2019]affaires)"
    r"(?: (?:to|in|at) (?:the )?[\w. \u2019'-]{2,40}?)?,? (?:Ambassador )?"
)


def _by_role(text: SpeakingText, mention: TextMention, sentence: TextSentence) -> Speaker | None:
    """`Matthew Miller, U.S. Department of State spokesperson`: a body between the name and the role."""
    near = text.within(mention.end, min(sentence.end, mention.end + 70))
    if (
        near
        and near[0].kind is MentionKind.STATE
        and re.fullmatch(
            r", (?:the |an? )?(?:(?:acting|former|interim|deputy|new) )?", text.text[mention.end : near[0].start]
        )
    ):
        return _of_state(text, near[0], near[0].end) if _is_office(text.text[near[0].end :]) else None
    bodies = [m for m in near if m.kind is MentionKind.BODY]
    if not bodies or not re.fullmatch(_ROLE, text.text[mention.end : bodies[0].start]):
        return None
    return _of_body(text, bodies[0], sentence, None)


def _is_office(following: str) -> bool:
    """Whether words begin with an office of a State: `defense minister`."""
    organs = lexicon(SpeechWords, "speech").organs
    low = " ".join(following[:40].lower().split())
    return any(low.startswith(organ) for organ in organs)


def _alone(text: SpeakingText, mention: TextMention) -> Speaker:
    whole = [m.words for m in text.with_word.get(mention.words, ()) if m.kind is MentionKind.PERSON]
    return Speaker(max([mention.words, *whole], key=len), mention.id, MentionKind.PERSON, mention.form, mention.start)
