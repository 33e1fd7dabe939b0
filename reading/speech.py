"""Who speaks in each sentence of a report, and on whom it rests: named bodies and persons, States and their organs.

A speaker is carried over to sentences without one within a paragraph only; `it said` and `the group said` mean the
speaker before, wherever that was. A publisher that is a think tank speaks itself where nobody else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..schema.vocabulary import Basis
from .cue import basis_of
from .lexicon import FormWords, SpeechWords, lexicon
from .mention import TextMention
from .span import MentionKind
from .speaker import Speaker, SpeakersBefore, SpeakingText, is_carrier
from .text import TextSentence
from .voice import government, monitors_of, voice_of

#: So many characters may stand between who speaks and the verb; more where commas enclose them.
NEAR, ENCLOSED = 45, 150
#: So far behind `according to` who speaks may stand.
BEHIND = 130
_JOINED = re.compile(r"\s*(?:and|but|or)\s*(?:also )?")
_NOT_SUBJECT = re.compile(r"\b(?:that|it|he|she|they|in|on|to|about|by|from|of|with|a|an)\b")
_AGAIN = re.compile(
    r"(?:\A|[\s\"\u201d,])(?:(?P<pronoun>[Ii]t|[Tt]hey|[Hh]e|[Ss]he)"
    r"|[Tt]he (?P<noun>[a-z0-9 -]{2,40}?|Panel|Group|Team))"
    r",?(?: (?:also|has|have|had|later|further|furthermore))*\s*\Z"
)
#: `the report`, `its statement`: words for what a body before has given out, or for that body.
_SAME = re.compile(r"\s*(?:the|their|its|this|that) (?:[a-z0-9-]+ ){0,2}?(?P<noun>[a-z]+)\b")
#: `a statement from the …`: what somebody gave out, before who that is.
_GIVEN_OUT = re.compile(
    r"\s*(?:an? |the )?(?:[a-z-]+ ){0,3}(?:statement|report|data|figures|letter|analysis|assessment|estimates?|"
    r"findings|records|comments|paper|study|sources) "
    r"(?:from|by|of|released by|issued by|sent by|compiled by|in) (?:the )?"
)
#: A word that is a verb of saying and a noun is the noun behind these.
_BOTH = frozenset("claims claim reports states notes estimates estimate cited quoted".split())  # noqa: SIM905
_NOUN = re.compile(
    r"\b(?:the|an?|such|these|those|of|over|by|about|its|their|his|her|to|media|news|press|any|this|that|new|recent|false|"
    r"many|several|other|member|two|both|all|unconfirmed|from|in|similar|earlier|previous|according to [a-z]+) \Z"
)
#: `a member of parliament accused of it`: who is accused, and does not speak.
_PARTICIPLE = re.compile(r"(?:accused|suspected) of\b")
#: Who stands behind these is spoken to.
_SAID_TO = frozenset(
    {
        "told",
        "tells",
        "tell",
        "urged",
        "accused",
        "warned",
        "warns",
        "condemned",
        "slammed",
        "blasted",
        "criticised",
        "criticized",
        "called on",
        "calls on",
    }
)
#: `was asked to assess it`: nobody says anything yet.
_INFINITIVE = re.compile(r"\bto (?:say|tell|claim|deny|believe|warn|allege|estimate|assess|argue|insist)\Z")
#: Who speaks behind a comma is not named: `granted by the UN, diplomatic sources said`.
_UNNAMED = re.compile(
    r", (?:(?:the|an?|two|three|several|some) )?(?:[a-z-]+ ){0,3}"
    r"(?:sources?|officials?|diplomats?|witness(?:es)?|residents?|people|insiders)(?: [a-z]+)?\s*"
)
#: `…, the Pentagon said`: somebody else stands beside the verb, whom nothing shows to be a body or person.
_ANOTHER = re.compile(r", (?:the )?[A-Z][\w'\u2019-]*(?: [A-Z][\w'\u2019-]*)* \Z")
#: Words of a body, and not the body: `the UN Security Council resolution`.
_ITS_WORDS = re.compile(r" (?:resolutions?|embargo|mandate)\b")
#: What measures are on, and where something is, does not speak.
_AFFECTED = re.compile(r"\b(?:on|against|off|across|over|near|into|from)(?: the)? \Z")
#: A short form behind a name: `Office of Foreign Assets Control ("OFAC")`.
_SHORT = re.compile(r"\s?\([\"\u201c\u2018]?[A-Z][\w.&-]*[\"\u201d\u2019]?\)")
#: A State behind these is a place, and does not speak where somebody else stands before it.
_PLACE = re.compile(r"\b(?:in|at|on|from|against|into|near|off|across|over|inside|outside|through)(?: the)? \Z")
_KINDS = {"body": MentionKind.BODY, "state": MentionKind.STATE, "person": MentionKind.PERSON}
_HOME = re.compile(
    r"\b[Tt]he (?:\w+ )?(?:defen[cs]e|unification|foreign|military|army|spy agency)(?: (?:ministry|minister|agency))?"
    r"(?: officials?)?[^,]{0,20}\Z"
)


def speakers_of(text: SpeakingText, sentences: Sequence[TextSentence]) -> list[tuple[Speaker, ...]]:
    """Return who speaks in each sentence, the root of its words first; none where only the publisher speaks."""
    before = SpeakersBefore()
    rows: list[tuple[Speaker, ...]] = []
    for number, sentence in enumerate(sentences):
        new = number == 0 or sentences[number - 1].paragraph != sentence.paragraph
        speakers = tuple(_speakers(text, sentence, before))
        imagery = basis_of(text.text, sentence.start, sentence.end) in (Basis.IMAGERY, Basis.IMAGERY_COVERED)
        carried = (before.imagery if imagery else None) or before.last
        if not speakers and carried and not new:
            speakers = (replace(carried, repeated=True, form="carried over within the paragraph"),)
        before.keep(speakers, imagery)
        rows.append(speakers)
    return _resolved(text, sentences, rows)


def _resolved(
    text: SpeakingText, sentences: Sequence[TextSentence], rows: list[tuple[Speaker, ...]]
) -> list[tuple[Speaker, ...]]:
    """Put the named body of the next sentences where a text only describes a speaker: `a US think tank`."""
    meant: dict[str, Speaker] = {}
    for number, speakers in enumerate(rows):
        for speaker in speakers:
            if speaker.described and speaker.name not in meant:
                after = [s for row in rows[number : number + 3] for s in row if not s.described]
                named = next((s for s in after if s.kind is MentionKind.BODY and s.position > speaker.position), None)
                named = named or _next_body(text, sentences, number, speaker)
                if named:
                    meant[speaker.name] = replace(named, form="named in the next sentences", repeated=True)
        rows[number] = tuple(meant.get(each.name, each) if each.described else each for each in speakers)
    return rows


def _next_body(text: SpeakingText, sentences: Sequence[TextSentence], number: int, speaker: Speaker) -> Speaker | None:
    """The body that the two sentences after a description name first."""
    last = sentences[min(number + 2, len(sentences) - 1)]
    for mention in text.within(speaker.position, last.end):
        if mention.kind is MentionKind.BODY and not is_carrier(mention.words):
            return voice_of(text, mention, last)
    return None


def _speakers(text: SpeakingText, sentence: TextSentence, before: SpeakersBefore) -> Iterator[Speaker]:
    """Yield the speakers of a sentence, each once: whom it cites first, then who says it."""
    cited = list(_cited(text, sentence, before))
    saying = list(_saying(text, sentence, before))
    persons = all(speaker.kind is MentionKind.PERSON for speaker in cited)
    if cited and persons and any(speaker.kind is not MentionKind.PERSON for speaker in saying):
        cited, saying = saying, []
    for carrier in saying:
        if cited and carrier.kind is MentionKind.PERSON:
            before.of_person[carrier.name.split()[0]] = before.of_person[carrier.name] = cited[0]
    by = saying[0].name if saying and cited else None
    names: set[str] = set()
    alone = len({speaker.name for speaker in (*cited, *saying)}) == 1
    for speaker in [*cited, *saying]:
        root = before.of_person.get(speaker.name, speaker)
        carries = bool(cited) and speaker in saying and (is_carrier(speaker.name) or speaker.kind is MentionKind.PERSON)
        if root.name not in names and not carries and (alone or not is_carrier(root.name)):
            names.add(root.name)
            carried_by = by if by != root.name else None
            yield replace(
                root, position=speaker.position, carried_by=carried_by or root.carried_by, repeated=speaker.repeated
            )


@cache
def _citing() -> re.Pattern[str]:
    words = lexicon(SpeechWords, "speech")
    phrases = "|".join(sorted(map(re.escape, (*words.citing, *words.read_by)), key=len, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def _cited(text: SpeakingText, sentence: TextSentence, before: SpeakersBefore) -> Iterator[Speaker]:
    """Yield whom a sentence cites: a body or person behind `according to`, a State only right behind it."""
    for match in _citing().finditer(text.text, sentence.start, sentence.end):
        if (same := _SAME.match(text.text, match.end(), sentence.end)) and (
            speakers := _same(text, same, before) if same["noun"] else ()
        ):
            yield from speakers
            continue
        if body := _monitors_behind(text, match.end(), sentence.end):
            yield replace(body, form=f"behind `{match.group().lower()}`", repeated=False)
            continue
        end = min(sentence.end, match.end() + BEHIND)
        stop = re.search(
            r"(?:;|(?<![A-Z])\.)(?:\s|\Z)|, (?:said|adding|which|where|after)\b|\bthat\b", text.text[match.end() : end]
        )
        for mention in text.within(match.end(), match.end() + stop.start() if stop else end):
            between = text.text[match.end() : mention.start]
            adjacent = re.fullmatch(r"\s*(?:by )?(?:the )?", between) or _GIVEN_OUT.fullmatch(between)
            is_cited = bool(adjacent) or _its_statement(text.text[mention.end : sentence.end], between)
            direct = is_cited and _is_whole(text.text[mention.end : sentence.end])
            if mention.kind is MentionKind.STATE and not direct:
                continue
            if match.group().lower() in lexicon(SpeechWords, "speech").read_by and not is_cited:
                break
            if speaker := voice_of(text, mention, sentence):
                yield replace(speaker, form=f"behind `{match.group().lower()}`")
                break


def _monitors_behind(text: SpeakingText, start: int, end: int) -> Speaker | None:
    """`a report by independent sanctions monitors`, `according to a UN report`, where the text names the monitors."""
    match = _MONITORS.match(text.text, start, end)
    return monitors_of(text, match["noun"]) if match else None


_MONITORS = re.compile(
    r"\s*(?:(?:the|an?) )?"
    r"(?:(?:UN|U\.N\.|United Nations|new|confidential|leaked|independent|sanctions|expert|annual) ){1,4}"
    r"(?P<noun>monitors|experts|investigators|panel|report)\b"
)


def _its_statement(after: str, between: str) -> bool:
    """`according to a U.N. statement`: whether somebody's words are cited by their kind."""
    given_out = r" (?:[a-z]+ )?(?:statement|report|letter|document|notice|press release)\b"
    return bool(re.fullmatch(r"\s*(?:an?|this|that) (?:[a-z]+ )?", between) and re.match(given_out, after))


def _same(text: SpeakingText, same: re.Match[str], before: SpeakersBefore) -> tuple[Speaker, ...]:
    """`According to the report`: the body whose report it is; not where the text goes on to say whose."""
    if re.match(r" (?:by|from|of|released|published|issued|compiled)\b", text.text[same.end() : same.end() + 12]):
        return ()
    body = monitors_of(text, same["noun"])
    return (body,) if body else _of_noun(same["noun"], before, "is cited")


def _is_whole(after: str) -> bool:
    """Whether the name of a State is no adjective: it ends there, or an organ of the State follows."""
    organs = "|".join(sorted(map(re.escape, lexicon(SpeechWords, "speech").organs), key=len, reverse=True))
    return bool(re.match(rf"(?:['\u2019]s)?(?: (?:{organs})\b|\s*[,.;)]|\s+(?:as|and|said|that|in|on)\b|\s*\Z)", after))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon(FormWords, 'forms').saying, key=len, reverse=True))})\b")


def _saying(text: SpeakingText, sentence: TextSentence, before: SpeakersBefore) -> Iterator[Speaker]:
    """Yield who stands beside the verbs of saying of a sentence."""
    for match in _verbs().finditer(text.text, sentence.start, sentence.end):
        if match.group() in _BOTH and _NOUN.search(text.text[sentence.start : match.start()]):
            continue
        if _PARTICIPLE.match(text.text, match.start()) or _INFINITIVE.search(text.text, sentence.start, match.end()):
            continue
        lead = text.text[sentence.start : match.start()].rstrip()
        rules = [_subject, _after] if lead[-1:] not in ',"\u201d' else [_after, _subject]
        for rule in rules:
            if speakers := rule(text, sentence, match, before):
                yield from speakers
                break


def _subject(
    text: SpeakingText, sentence: TextSentence, verb: re.Match[str], before: SpeakersBefore
) -> tuple[Speaker, ...]:
    """Return who stands before a verb of saying: the nearest that can speak, or both of two joined by `and`."""
    lead = text.text[sentence.start : verb.start()]
    if again := _again(text, lead, before):
        return again
    if ministry := _home_organ(text, lead, sentence.start):
        return (ministry,)
    candidates = text.within(sentence.start, verb.start())
    while len(candidates) > 1 and _is_place(text, sentence, candidates[-1]):
        candidates.pop()
    while len(candidates) > 1 and _is_addressed(text, sentence, candidates[-1]):
        candidates.pop()
    while candidates and _no_speaker(text, sentence, candidates[-1]):
        candidates.pop()
    if not candidates:
        return ()
    nearest = _head(text, candidates, verb.start())
    between = _SHORT.sub("", text.text[nearest.end : verb.start()])
    if _UNNAMED.fullmatch(between) or _ANOTHER.search(between):
        return ()
    limit = ENCLOSED if between.rstrip().endswith(",") and between.strip() != "," else NEAR
    if len(between) > limit or re.search(r"[;!?]|[\"\u201d]", between) or _JOINED.fullmatch(between):
        return ()
    if between.lstrip().startswith(",") and nearest.kind is MentionKind.STATE:
        return ()
    if re.search(r"\b(?:than|what|as)(?: the)? \Z", text.text[sentence.start : nearest.start]):
        return ()
    speaker = voice_of(text, nearest, sentence, before, verb.start())
    earlier = [m for m in candidates if m.end < nearest.start]
    pair = earlier and text.text[earlier[-1].end : nearest.start] in (" and ", " and the ")
    other = voice_of(text, earlier[-1], sentence, before) if pair and nearest.kind is MentionKind.STATE else None
    return tuple(each for each in (other, speaker) if each)


def _is_place(text: SpeakingText, sentence: TextSentence, mention: TextMention) -> bool:
    """Whether a State only says where: `the head of US forces in Afghanistan`."""
    return mention.kind is MentionKind.STATE and bool(_PLACE.search(text.text[sentence.start : mention.start]))


def _is_addressed(text: SpeakingText, sentence: TextSentence, mention: TextMention) -> bool:
    """Whether a body is spoken to: `Sudan's statement to the Security Council said`."""
    lead = text.text[sentence.start : mention.start]
    return mention.kind is MentionKind.BODY and bool(re.search(r"\b(?:to|before|submitted to)(?: the)? \Z", lead))


def _no_speaker(text: SpeakingText, sentence: TextSentence, mention: TextMention) -> bool:
    """Whether a body is named for its words alone, a State for what measures are on, or a name stands in brackets."""
    if mention.kind is MentionKind.STATE:
        return bool(_AFFECTED.search(text.text[sentence.start : mention.start]))
    if _SHORT.search(text.text[max(0, mention.start - 3) : mention.end + 3]):
        return True
    return mention.kind is MentionKind.BODY and _ITS_WORDS.match(text.text, mention.end) is not None


def _head(text: SpeakingText, candidates: Sequence[TextMention], verb: int) -> TextMention:
    """Return the nearest candidate, or the person in whose apposition it is: `Ines Hallberg, of the group, said`."""
    nearest = candidates[-1]
    if text.text[:verb].rstrip().endswith(","):
        for person in reversed(candidates):
            if (
                person.kind is MentionKind.PERSON
                and text.text[person.end : person.end + 2] == ", "
                and verb - person.end < ENCLOSED
            ):
                return person
    return nearest


def _after(
    text: SpeakingText, sentence: TextSentence, verb: re.Match[str], before: SpeakersBefore
) -> tuple[Speaker, ...]:
    """`... ," said Ines Hallberg`, `reports Yonhap News Agency`."""
    if verb.group().lower() in _SAID_TO:
        return ()
    candidates = [m for m in text.within(verb.end(), sentence.end) if m.kind is not MentionKind.STATE]
    between = text.text[verb.end() : candidates[0].start] if candidates else "."
    if not re.fullmatch(r" (?:[\w. ]{0,30} )?", between) or _NOT_SUBJECT.search(between):
        return ()
    speaker = voice_of(text, candidates[0], sentence, before)
    return (speaker,) if speaker else ()


def _again(text: SpeakingText, lead: str, before: SpeakersBefore) -> tuple[Speaker, ...]:
    """The speakers before, where a pronoun or `the group` stands beside the verb; all of a sentence for `they`."""
    tail = _AGAIN.search(lead)
    if tail is None:
        return ()
    if tail["noun"] and (body := monitors_of(text, tail["noun"])):
        return (body,)
    if before.last is None:
        return ()
    if pronoun := tail["pronoun"]:
        last = before.of(MentionKind.PERSON) if pronoun.lower() in ("he", "she") else None
        speakers = before.sentence if pronoun.lower() == "they" and not last else (last or before.last,)
        return tuple(replace(each, repeated=True, form=f"`{pronoun}` beside the verb") for each in speakers)
    return _of_noun(tail["noun"].strip().lower(), before, "beside the verb")


def _of_noun(noun: str, before: SpeakersBefore, where: str) -> tuple[Speaker, ...]:
    """The speaker before that `the group` or `the report` stands for."""
    for name, nouns in lexicon(SpeechWords, "speech").again.items():
        if noun.split()[-1] in nouns or noun in nouns:
            speaker = before.of(_KINDS[name]) or (before.last if name == "body" else None)
            return (replace(speaker, repeated=True, form=f"`the {noun}` {where}"),) if speaker else ()
    return ()


def _home_organ(text: SpeakingText, before: str, start: int) -> Speaker | None:
    """`The defense ministry` of the State in which the publisher is at home."""
    match = _HOME.search(before)
    if match is None or text.home is None or text.within(start + match.start(), start + len(before)):
        return None
    return government(text, text.home, start + match.start(), f"`{match.group().strip()}`, of a publisher there")
