"""Claims drafted by rules from a report: weak suggestions, each with its quote and what a person should look at.

Rules read wire news: who says it, what was seen where, what goods are said to pass between States, and with what words
of doubt. Of a paper in a publisher's own voice they draft few claims; there they rather mark sentences worth reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..schema.dates import HalfDate
from ..schema.ids import slug
from ..schema.vocabulary import Basis, Property, Stance
from .cue import StanceCue, basis_of, clause_of, cues_of, strongest
from .denial import denial_by, is_background, not_passing, only_denies
from .event import GraphEvents
from .lexicon import PassingWords, lexicon
from .link import NameInText
from .mention import TextMention
from .observation import Sighting, observations_of
from .passing import Passing, passings_of
from .report import ReportReading
from .span import MentionKind
from .speaker import Speaker
from .suggestion import ReviewMark, SuggestedThing, Suggestion, SuggestionMark, TextQuote, marked
from .text import TextSentence

#: A longer sentence is no quote: a claim keeps its sentence, and not the report.
LONGEST_QUOTE = 600
#: What a claim on goods that nobody could see has for its value.
CARRIED = "what was carried"
_PRONOUN = re.compile(r"\b(?:[Ii]t|[Ww]e|[Tt]hey|the (?:country|nation|government|kingdom))\b[^.;]{0,40}\Z")
_NEGATED = re.compile(r"\b(?:no|not|never|any|without|nor)\b[^.;]{0,25}\Z", re.IGNORECASE)
_BREACH = re.compile(r"\b(?:violat\w+|breach\w*|contraven\w+|illegal|flout\w*)\b", re.IGNORECASE)


class Drafter:
    """Drafts the claims of one report. `suggestions` are in the order of the text, `things` what the graph lacks.

    `sightings` are all that sentences say was seen, whoever says it.
    """

    def __init__(self, reading: ReportReading, events: GraphEvents) -> None:
        self.reading = reading
        self.suggestions: list[Suggestion] = []
        self.sightings: list[Sighting] = []
        self._events = events
        self._things: dict[str, SuggestedThing] = {}
        self._observation: str | None = None
        self._transfer: str | None = None
        self._taking_part: dict[str, str] = {}
        self._of_topic: dict[tuple[str, str], str] = {}
        self._place: TextMention | None = None
        self._marks: dict[tuple[tuple[ReviewMark, str], ...], tuple[SuggestionMark, ...]] = {}
        text = reading.text
        self._covered = basis_of(text, 0, len(text)) is Basis.IMAGERY_COVERED

    @property
    def things(self) -> tuple[SuggestedThing, ...]:
        """Return the things that the suggestions speak of and the graph lacks."""
        named = {s.about for s in self.suggestions} | {s.speaker for s in self.suggestions}
        named |= {s.entity for s in self.suggestions if s.entity}
        return tuple(thing for id_, thing in self._things.items() if id_ in named)

    def draft(self) -> None:
        """Draft the claims of every sentence that asserts something; questions assert nothing, nor does a repeat."""
        before: set[str] = set()
        for sentence in self.reading.sentences:
            if sentence.text in before:
                continue
            before.add(sentence.text)
            sightings, self._place = observations_of(self.reading, sentence, self._place)
            self.sightings += sightings
            if sentence.text.rstrip("\"\u201d')").endswith("?") or len(sentence.text) > LONGEST_QUOTE:
                continue
            for speaker in self._speakers(sentence):
                drafting = _Drafting(self, sentence, speaker)
                drafting.observations(sightings)
                drafting.passings()
                drafting.doubts()
                drafting.legality()
                drafting.meeting()
            for speaker in self.reading.speakers[sentence.number]:
                if speaker.state:
                    _Drafting(self, sentence, speaker).denial()

    def _speakers(self, sentence: TextSentence) -> list[Speaker]:
        speakers = [s for s in self.reading.speakers[sentence.number] if not s.described]
        if any(s.kind is not MentionKind.PERSON for s in speakers):
            speakers = [s for s in speakers if s.kind is not MentionKind.PERSON or not s.carried_by]
        speakers = [s for s in speakers if not only_denies(self.reading.text, sentence, s)] or speakers
        both = [s for s in speakers if s.kind is MentionKind.STATE]
        if self.reading.has_own_voice and (not speakers or speakers[0].repeated):
            # A paper in its publisher's own voice: rules are no reader of it.
            return []
        # Two governments of one sentence say the same; else the first named is the root.
        return both if len(both) > 1 and len(both) == len(speakers) else speakers[:1] or [self._publisher()]

    def _publisher(self) -> Speaker:
        name = self.reading.publisher or "the publisher"
        asked = NameInText(name, MentionKind.BODY)
        link = self.reading.linker.link([asked], frozenset())[asked]
        return Speaker(name, link.id, MentionKind.BODY, "publisher", 0)

    def speaker_id(self, speaker: Speaker) -> str:
        """Return the id of a speaker; a new thing where the graph has none."""
        if speaker.id:
            return speaker.id
        kinds = {MentionKind.PERSON: "Person", MentionKind.STATE: "PublicBody"}
        return self.new_thing(kinds.get(speaker.kind, "Organization"), speaker.name, speaker.name)

    def new_thing(self, kind: str, name: str, key: str) -> str:
        """Return the id of a thing that the graph lacks, the same for the same key."""
        id_ = f"new:{slug(key)}"
        self._things.setdefault(id_, SuggestedThing(id_, kind, name))
        return id_

    def marks(self, reasons: list[tuple[ReviewMark, str]]) -> tuple[SuggestionMark, ...]:
        """Return the marks for such reasons, the same object for the same reasons."""
        return self._marks.setdefault(tuple(reasons), marked(reasons))

    def transfer(self, passing: Passing, date: str | None) -> tuple[str, list[str]]:
        """Return the id of the event that goods passed in, on a day if one is named, and of others that it may be."""
        giver = f"iso:{passing.giver}" if passing.giver else None
        receiver = f"iso:{passing.receiver}" if passing.receiver else passing.body.id if passing.body else None
        goods = [c.id for mention in passing.goods for c in mention.candidates]
        events = self._events.transfers(giver, receiver, goods, date, self.reading.published)
        about = self._spoken_of(passing) or (events[0].id if events else self._new_transfer(passing))
        self._transfer = self._transfer or about
        for code in filter(None, (passing.giver, passing.receiver)):
            self._taking_part.setdefault(code, about)
            self._of_topic.setdefault((code, passing.topic), about)
        return about, [event.id for event in events if event.id != about]

    def _spoken_of(self, passing: Passing) -> str | None:
        """Return the transfer that the report spoke of before, where goods of that kind have one side of it."""
        sides = [code for code in (passing.giver, passing.receiver) if code]
        return self._of_topic.get((sides[0], passing.topic)) if len(sides) == 1 and not passing.body else None

    def _new_transfer(self, passing: Passing) -> str:
        receiver = passing.receiver or (passing.body.words if passing.body else None)
        between = " to ".join(side or "unknown" for side in (passing.giver, receiver))
        name = f"Alleged transfer of {passing.topic}, {between}"
        return self.new_thing("Transfer", name, f"transfer {passing.topic} {between}")

    def transfer_with(self, state: str | None) -> str | None:
        """Return the first transfer of the report in which a State, by its ISO code, is said to take part."""
        return self._taking_part.get(state) if state else None

    def observation(self, sighting: Sighting) -> str:
        """Return the id of the event that something was seen in."""
        place = sighting.place.id if sighting.place else None
        day = sighting.date.date if sighting.date else None
        event = self._events.observed(place, day, sighting.number, self.reading.published) if place else None
        if event:
            self._observation = event.id
            return event.id
        place_name = sighting.place.words if sighting.place else "an unnamed place"
        name = f"{sighting.unit.capitalize()} at {place_name}" + (f", {day}" if day else "")
        self._observation = self.new_thing("Observation", name, f"observation {place_name} {day or sighting.unit}")
        return self._observation

    def last_event(self, kind: str) -> str | None:
        """Return the last observation, or the transfer that the report spoke of first."""
        return self._observation if kind == "Observation" else self._transfer

    def meeting_of(self, persons: list[str]) -> tuple[str, str] | None:
        """Return id and name of the meeting of two persons that a report may speak of."""
        return self._events.meeting(persons, self.reading.published)

    def rests_on(self, about: str, property_: Property, speaker: str, stance: Stance) -> tuple[str, ...]:
        """Return the first claim by which the speaker said the same before the report, if the graph has one."""
        event = self._events.get(about)
        by = HalfDate.parse(self.reading.published).latest if self.reading.published else "9999-12-30"
        claims = sorted(event.claims.get((property_.value, speaker, stance.value), [])) if event else []
        publisher = (self.reading.publisher or "").casefold()
        return tuple(claim for since, claim, by_whom in claims if since <= by and by_whom.casefold() != publisher)[:1]


class _Drafting:
    """The claims of one sentence by one speaker."""

    def __init__(self, drafter: Drafter, sentence: TextSentence, speaker: Speaker) -> None:
        self.drafter = drafter
        self.sentence = sentence
        self.speaker = speaker
        self.text = drafter.reading.text
        # One of each for all claims of the sentence: a long report has thousands.
        self.quote = TextQuote.of(drafter.reading.page.text, sentence.start, sentence.end)
        self.locator = drafter.reading.locator(sentence)

    def observations(self, sightings: list[Sighting]) -> None:
        """Draft what was seen: how many, where, and on which day."""
        for thing in sightings:
            if thing.place is None and thing.count is None:
                continue
            about = self.drafter.observation(thing)
            cue = strongest(self._cues(thing.start, thing.end))
            marks = [(ReviewMark.EVENT, "the place is of an earlier sentence")] if thing.carried_place else []
            if thing.count:
                words = self.text[thing.start : thing.end]
                self._add(
                    about, Property.QUANTITY, cue, words, marks, value=thing.number, unit=thing.unit,
                    qualifier=thing.count.qualifier,
                )  # fmt: skip
            if thing.place and thing.place.id:
                self._add(about, Property.PLACE, cue, thing.place.words, marks, entity=thing.place.id)
            elif thing.place:
                candidates = ", ".join(c.id for c in thing.place.candidates) or "none"
                place = self.drafter.new_thing("Place", thing.place.words, f"place {thing.place.words}")
                reason = (ReviewMark.CANDIDATES, f"{thing.place.why}; candidates: {candidates}")
                self._add(about, Property.PLACE, cue, thing.place.words, [*marks, reason], entity=place)
            if thing.date:
                self._add(about, Property.DATE, cue, thing.date.words, marks, value=thing.date.date)

    def passings(self) -> None:
        """Draft what goods are said to pass from whom to whom."""
        for passing in passings_of(self.drafter.reading, self.sentence):
            cue = strongest(self._cues(passing.start, passing.end))
            cue = cue if cue and cue.stance is Stance.DENIES else not_passing(self.text, self.sentence, passing) or cue
            passing = self._by_pronoun(passing) if cue and cue.stance is Stance.DENIES else passing
            if not (passing.giver or passing.receiver or passing.body):
                self._undirected(passing, cue)
                continue
            if is_background(self.text, self.sentence, passing, self.speaker, cue):
                continue
            about, alternatives = self.drafter.transfer(passing, self._date())
            marks = [(ReviewMark.EVENT, f"may also be {', '.join(alternatives)}")] if alternatives else []
            marks += [(ReviewMark.DIRECTION, why) for why in (passing.inferred, passing.meant) if why]
            words = passing.word
            self._add(about, Property.EXISTS, cue, words, marks, value=True)
            for code, side in ((passing.giver, Property.FROM), (passing.receiver, Property.TO)):
                if code:
                    self._add(about, side, cue, words, marks, entity=f"iso:{code}")
            if body := passing.body:
                reason = [] if body.id else [(ReviewMark.CANDIDATES, body.why)]
                receiver = body.id or self.drafter.new_thing("Organization", body.words, body.words)
                self._add(about, Property.TO, cue, words, [*marks, *reason], entity=receiver)
            self._goods(about, passing, cue, marks)

    def denial(self) -> None:
        """Draft that a State denies the transfer of the report in which it takes part: `…, which Chad denies`."""
        about = self.drafter.transfer_with(self.speaker.state)
        cue = denial_by(self.drafter.reading, self.sentence, self.speaker) if about else None
        if about and cue:
            marks = [(ReviewMark.EVENT, "the sentence does not say what is denied")]
            self._add(about, Property.EXISTS, cue, cue.words, marks, value=True)

    def _date(self) -> str | None:
        """Return the first day of the sentence on which something was."""
        days = self.drafter.reading.days_in(self.sentence)
        return days[0].date if days else None

    def _undirected(self, passing: Passing, cue: StanceCue | None) -> None:
        """Goods that are carried, or transferred nobody says by whom: only where the text has words of doubt for it."""
        if cue is None or self.speaker.form == "publisher":
            return
        observed = self.drafter.last_event("Observation")
        if observed and passing.word.lower().startswith(("carr", "load")):
            self._goods(observed, passing, cue, [])
        elif passing.word.lower().startswith(("transfer", "ship", "export", "suppl", "deliver")):
            about, _ = self.drafter.transfer(passing, self._date())
            marks = [(ReviewMark.DIRECTION, "the text does not say between whom")]
            self._add(about, Property.EXISTS, cue, passing.word, marks, value=True)
            self._goods(about, passing, cue, marks)

    def _by_pronoun(self, passing: Passing) -> Passing:
        """`It has never exported`: the State that speaks gives."""
        before = self.text[self.sentence.start : passing.start + len(passing.word)]
        state = self.speaker.state
        if passing.giver is None and state and state != passing.receiver and _PRONOUN.search(before):
            return replace(passing, giver=state, inferred="the State that speaks is taken for the giver")
        return passing

    def _goods(self, about: str, passing: Passing, cue: StanceCue | None, marks: list[tuple[ReviewMark, str]]) -> None:
        for goods in passing.goods:
            if goods.id:
                self._add(about, Property.GOODS, cue, goods.words, marks, entity=goods.id)
            else:
                several = ", ".join(candidate.id for candidate in goods.candidates)
                reason = (ReviewMark.CANDIDATES, f"{goods.words!r} may mean {several}")
                self._add(about, Property.GOODS, cue, goods.words, [*marks, reason], value=goods.words)

    def doubts(self) -> None:
        """Draft that what was carried could not be seen."""
        about = self.drafter.last_event("Observation")
        cues = [c for c in self._cues(self.sentence.start, self.sentence.end, True) if c.stance is Stance.DOUBTS]
        carried = "|".join(sorted(map(re.escape, lexicon(PassingWords, "passing").carried), key=len, reverse=True))
        if about and cues and re.search(rf"\b(?:{carried})\b", self.sentence.text):
            self._add(about, Property.GOODS, cues[0], cues[0].words, [], value=CARRIED)

    def legality(self) -> None:
        """Draft that somebody calls a transfer a breach, denies it, or justifies it."""
        cues = self._cues(self.sentence.start, self.sentence.end, True)
        justified = [c for c in cues if c.stance is Stance.JUSTIFIES]
        breach = _BREACH.search(self.text, self.sentence.start, self.sentence.end)
        about = self.drafter.last_event("Transfer")
        if about is None or self.speaker.form == "publisher" or not (justified or breach):
            return
        reason = [(ReviewMark.OWN_WORDS, "the value is worded by the rules")]
        if justified:
            self._add(
                about, Property.LEGALITY, justified[0], justified[0].words, reason, value="called lawful or natural"
            )
        elif breach:
            denied = [c for c in cues if c.stance is Stance.DENIES]
            supposed = [c for c in cues if c.stance is Stance.SUPPOSES]
            cue = next(iter(denied or supposed), None)
            if not denied and _NEGATED.search(self.text[max(0, breach.start() - 40) : breach.start()]):
                return
            self._add(about, Property.LEGALITY, cue, breach.group(), reason, value="called a breach of measures")

    def meeting(self) -> None:
        """Draft that two persons met, where the graph has the meeting."""
        words = "|".join(lexicon(PassingWords, "passing").meetings)
        match = re.search(rf"\b(?:{words})\b", self.sentence.text)
        persons = self.drafter.reading.mentions_in(self.sentence.start, self.sentence.end, MentionKind.PERSON)
        ids = list(dict.fromkeys(person.id for person in persons if person.id))
        if match is None or len(ids) != 2:
            return
        if met := self.drafter.meeting_of(ids):
            for person in ids:
                self._add(met[0], Property.PARTICIPANT, None, match.group(), [], entity=person)

    def _cues(self, start: int, end: int, whole: bool = False) -> list[StanceCue]:
        """The cues of the clause of a proposition, and words of concern before it in the sentence."""
        sentence = self.sentence
        first, last = clause_of(self.text, sentence.start, sentence.end, start)
        if whole:
            first, last = sentence.start, sentence.end
        near = [c for c in cues_of(self.text, first, last) if whole or c.start <= end]
        before = [c for c in cues_of(self.text, sentence.start, first) if c.stance is Stance.ANTICIPATES]
        if before and not any(c.stance is Stance.DENIES for c in near):
            return before
        return near

    def _add(
        self,
        about: str,
        property_: Property,
        cue: StanceCue | None,
        words: str,
        marks: list[tuple[ReviewMark, str]],
        **value: object,
    ) -> None:
        speaker = self.drafter.speaker_id(self.speaker)
        stance = cue.stance if cue else Stance.ASSERTS
        basis, is_stated = self._basis(property_, stance)
        reasons = [(ReviewMark.WEAK, "drafted by rules"), *marks, *self._speaker_marks()]
        if not is_stated:
            reasons.append((ReviewMark.BASIS, "the text does not say on what it stands"))
        self.drafter.suggestions.append(
            Suggestion(
                id=f"s{self.sentence.number + 1}-{len(self.drafter.suggestions) + 1}-{property_.value}",
                about=about,
                property=property_,
                stance=stance,
                basis=basis,
                speaker=speaker,
                locator=self.locator,
                quote=self.quote,
                hedge=self.text[cue.start : cue.end] if cue else None,
                likelihood=cue.likelihood if stance is Stance.SUGGESTS and cue else None,
                rests_on=self._rests_on(about, property_, speaker, stance),
                marks=self.drafter.marks(reasons),
                why=f"read from `{words}`",
                **value,  # type: ignore[arg-type]
            )
        )

    def _rests_on(self, about: str, property_: Property, speaker: str, stance: Stance) -> tuple[str, ...]:
        if self.speaker.form == "publisher":
            return ()
        return self.drafter.rests_on(about, property_, speaker, stance)

    def _speaker_marks(self) -> Iterator[tuple[ReviewMark, str]]:
        if self.speaker.form == "publisher" and not self.drafter.reading.has_own_voice:
            yield ReviewMark.SPEAKER, "the text names no speaker: the publisher is taken"
        elif self.speaker.repeated:
            yield ReviewMark.SPEAKER, f"speaker {self.speaker.form}"

    def _basis(self, property_: Property, stance: Stance) -> tuple[Basis, bool]:
        """Return what a claim stands on, and whether the text says so."""
        named = basis_of(self.text, self.sentence.start, self.sentence.end)
        by_sight = property_ in (Property.QUANTITY, Property.PLACE, Property.DATE, Property.GOODS) and named
        if self.speaker.kind is MentionKind.STATE:
            return Basis.OFFICIAL_STATEMENT, True
        if by_sight and named in (Basis.IMAGERY, Basis.IMAGERY_COVERED):
            covered = self._covered_count(property_)
            return (Basis.IMAGERY_COVERED if covered else Basis.IMAGERY), True
        if named and by_sight:
            return named, True
        if stance is Stance.SUGGESTS:
            return Basis.INFERENCE, named is not None
        return Basis.EXPERT_BODY if named is Basis.EXPERT_BODY else Basis.INFERENCE, False

    def _covered_count(self, property_: Property) -> bool:
        return property_ in (Property.QUANTITY, Property.GOODS) and self.drafter._covered
