# ruff: noqa: E501
"""Reports of our own writing with the claims that they make, and the errors that a model makes in such claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sanctionsgraph.reading.suggestion import SuggestedThing, Suggestion, TextQuote
from sanctionsgraph.schema.vocabulary import Basis, Likelihood, Property, Qualifier, Stance

#: What varies between the reports: a station, a unit, a number with its qualifier, a day, States, goods.
VARIANTS = (
    ("Tumangang Station", "freight cars", "about 73", 73, Qualifier.ABOUT, "October 5", "2023-10-05", "North Korea", "Russia"),
    ("Rajin Port", "containers", "more than 1,000", 1000, Qualifier.MORE_THAN, "October 2", "2023-10-02", "Russia", "North Korea"),
    ("Khasan Station", "trucks", "at least 31", 31, Qualifier.AT_LEAST, "September 28", "2023-09-28", "North Korea", "Russia"),
    ("Vostochny Port", "barrels", "some 2.8 million", 2_800_000, Qualifier.ABOUT, "October 3", "2023-10-03", "Russia", "North Korea"),
    ("Tumangang Station", "wagons", "up to 12", 12, Qualifier.UP_TO, "October 1", "2023-10-01", "North Korea", "Russia"),
)  # fmt: skip
#: Others, in which only right claims are tried: every sentence of theirs has a State, place or day of its own.
OTHERS = (
    ("Rajin Port", "ships", "no more than 4", 4, Qualifier.AT_MOST, "October 4", "2023-10-04", "Iran", "Yemen"),
    ("Nampo Port", "crates", "nearly 220", 220, Qualifier.ABOUT, "September 30", "2023-09-30", "Chad", "Sudan"),
    ("Khasan Station", "tank cars", "over 60", 60, Qualifier.MORE_THAN, "September 27", "2023-09-27", "Belarus", "Serbia"),
    ("Vostochny Port", "pallets", "roughly 510", 510, Qualifier.ABOUT, "September 26", "2023-09-26", "Uganda", "Rwanda"),
    ("Nampo Port", "trucks", "at least 17", 17, Qualifier.AT_LEAST, "September 25", "2023-09-25", "Myanmar", "Laos"),
    ("Tumangang Station", "locomotives", "as many as 9", 9, Qualifier.UP_TO, "September 24", "2023-09-24", "Egypt", "Libya"),
    ("Dandong Station", "wagons", "around 140", 140, Qualifier.ABOUT, "September 23", "2023-09-23", "Angola", "Zambia"),
    ("Sinuiju Station", "freight cars", "fewer than 25", 25, Qualifier.AT_MOST, "September 22", "2023-09-22", "Cuba", "Nicaragua"),
    ("Rajin Port", "barrels", "more than 90,000", 90_000, Qualifier.MORE_THAN, "September 21", "2023-09-21", "Syria", "Lebanon"),
)  # fmt: skip
PUBLISHED = "2023-10-06"
TEXT = """Subscribe to our newsletter for more
ALSO READ: Ten harbours to see before you die

SEOUL - Satellite images of {day} showed {amount} {unit} at {place}, the Harbour Institute said on Friday (Oct 6).

The activity likely indicates a supply of ammunition by {giver} to {receiver}, the institute said in its report.

It was unclear what the {unit} carried, because tarps covered all of them, the institute said.

{giver} denied that it had supplied any ammunition to {receiver}, its foreign ministry said in a statement on Thursday.

{receiver}'s foreign ministry said that co-operation with {giver} was natural and a matter between neighbours.

The United States declined to comment on the images of {place}.

Washington expressed concern that {receiver} could seek ammunition for its army, a spokesman said.

On {day} a train crossed the bridge towards {place}, the institute added.
"""
OBSERVATION, TRANSFER, INSTITUTE = "new:seen", "new:supply", "new:harbour-institute"
THINGS = (
    SuggestedThing(OBSERVATION, "Observation", "Cars seen"),
    SuggestedThing(TRANSFER, "Transfer", "Alleged supply"),
    SuggestedThing(INSTITUTE, "Organization", "Harbour Institute"),
)
STATES = {
    "North Korea": "iso:KP", "Russia": "iso:RU", "Iran": "iso:IR", "Yemen": "iso:YE", "Chad": "iso:TD", "Sudan": "iso:SD",
    "Belarus": "iso:BY", "Serbia": "iso:RS", "Uganda": "iso:UG", "Rwanda": "iso:RW", "Myanmar": "iso:MM", "Laos": "iso:LA",
    "Egypt": "iso:EG", "Libya": "iso:LY", "Angola": "iso:AO", "Zambia": "iso:ZM", "Cuba": "iso:CU", "Nicaragua": "iso:NI",
    "Syria": "iso:SY", "Lebanon": "iso:LB",
}  # fmt: skip


@dataclass(frozen=True)
class MadeReport:
    """A report with the claims that it makes, each right."""

    text: str
    claims: tuple[Suggestion, ...]


def made_reports(variants: Sequence[tuple[Any, ...]] = VARIANTS) -> Iterator[MadeReport]:
    """Yield the reports with their claims, each of its own: no two of a report say the same of one event."""
    for place, unit, amount, number, qualifier, day, date, giver, receiver in variants:
        text = TEXT.format(place=place, unit=unit, amount=amount, day=day, giver=giver, receiver=receiver)
        seen, likely, unclear, denial, justified, declined, concern, train = (
            line for line in text.split("\n") if line.endswith(".")
        )
        seen = seen.removeprefix("SEOUL - ")

        def claim(
            id_: str, words: str, about: str, property_: Property, stance: Stance, text: str = text, **more: Any
        ) -> Suggestion:
            start = text.index(words)
            quote = TextQuote.of(text, start, start + len(words))
            fields: dict[str, Any] = {"basis": Basis.NOT_STATED, "speaker": INSTITUTE, **more}
            return Suggestion(id_, about, property_, stance, locator="a paragraph", quote=quote, **fields)

        image, official = {"basis": Basis.IMAGERY}, {"basis": Basis.OFFICIAL_STATEMENT}
        supposed = {"hedge": "likely indicates", "likelihood": Likelihood.LIKELY, "basis": Basis.INFERENCE}
        p, s = Property, Stance
        yield MadeReport(
            text,
            (
                claim("count", seen, OBSERVATION, p.QUANTITY, s.ASSERTS, value=number, unit=unit, qualifier=qualifier, **image),
                claim("count-hedged", seen, OBSERVATION, p.QUANTITY, s.ASSERTS, value=number, unit=unit, qualifier=qualifier, hedge=amount, **image),
                claim("day", seen, OBSERVATION, p.DATE, s.ASSERTS, value=date, **image),
                claim("place", seen, OBSERVATION, p.PLACE, s.ASSERTS, value=place, **image),
                claim("supply", likely, TRANSFER, p.EXISTS, s.SUGGESTS, value=True, **supposed),
                claim("from", likely, TRANSFER, p.FROM, s.SUGGESTS, entity=STATES[giver], **supposed),
                claim("to", likely, TRANSFER, p.TO, s.SUGGESTS, entity=STATES[receiver], **supposed),
                claim("goods", likely, TRANSFER, p.GOODS, s.SUGGESTS, value="ammunition", rests_on=("count",), **supposed),
                claim("doubt", unclear, OBSERVATION, p.CARGO, s.DOUBTS, value="what they carried", hedge="unclear", basis=Basis.IMAGERY_COVERED),
                claim("covered", unclear, OBSERVATION, p.CARGO, s.DOUBTS, value="tarps covered all", hedge="unclear", basis=Basis.IMAGERY_COVERED),
                claim("denial", denial, TRANSFER, p.EXISTS, s.DENIES, hedge="denied", speaker=STATES[giver], **official),
                claim("denial-goods", denial, TRANSFER, p.GOODS, s.DENIES, value="ammunition", hedge="denied", speaker=STATES[giver], **official),
                claim("natural", justified, TRANSFER, p.EXISTS, s.JUSTIFIES, hedge="natural", speaker=STATES[receiver], **official),
                claim("declined", declined, OBSERVATION, p.CARGO, s.DECLINES, value="the images", hedge="declined to comment", speaker="iso:US", **official),
                claim("concern", concern, TRANSFER, p.EXISTS, s.ANTICIPATES, value=True, hedge="expressed concern", speaker="iso:US", **official),
                claim("concern-goods", concern, TRANSFER, p.GOODS, s.ANTICIPATES, value="ammunition", hedge="could seek", speaker="iso:US", **official),
                claim("train-day", train, OBSERVATION, p.DATE, s.ASSERTS, value=date),
                claim("train-place", train, OBSERVATION, p.PLACE, s.ASSERTS, value=place),
                claim("part", seen[: seen.index(", the Harbour")], OBSERVATION, p.QUANTITY, s.ASSERTS, value=number, unit=unit, qualifier=qualifier, **image),
                claim("mode", train, OBSERVATION, p.MODE, s.ASSERTS, value="rail"),
            ),
        )  # fmt: skip


@dataclass(frozen=True)
class ModelError:
    """A kind of error, with the class of rule that is for it, the claim that it is made in, and how."""

    kind: str
    rule_class: str
    claim: str
    make: Callable[[Suggestion, MadeReport], Suggestion]


def _quote(claim: Suggestion, exact: str) -> Suggestion:
    return replace(claim, quote=replace(claim.quote, exact=exact))


def _swapped(claim: Suggestion, report: MadeReport) -> Suggestion:
    words = claim.quote.exact.replace("North Korea", "@").replace("Russia", "North Korea").replace("@", "Russia")
    return _quote(claim, words)


def _elsewhere(claim: Suggestion, report: MadeReport) -> Suggestion:
    line = "ALSO READ: Ten harbours to see before you die"
    start = report.text.index(line)
    return replace(claim, quote=TextQuote.of(report.text, start, start + len(line)), hedge=None)


#: Errors as language models make them, written down before the verifier was run on them.
ERRORS = (
    ModelError("a paraphrase", "mechanical", "count", lambda c, r: _quote(c, c.quote.exact.replace("showed", "revealed"))),
    ModelError("a `not` put in", "mechanical", "supply", lambda c, r: _quote(c, c.quote.exact.replace("likely indicates", "does not likely indicate"))),
    ModelError("a hedge dropped from the quote", "mechanical", "goods", lambda c, r: _quote(c, c.quote.exact.replace("likely ", ""))),
    ModelError("States swapped in the quote", "mechanical", "supply", _swapped),
    ModelError("a number changed in the quote", "mechanical", "count", lambda c, r: _quote(c, re.sub(r"(showed \D*)(\d)", lambda m: m[1] + str((int(m[2]) + 3) % 10), c.quote.exact))),
    ModelError("a quote that is too short", "mechanical", "day", lambda c, r: replace(c, quote=TextQuote.of(r.text, c.quote.start, c.quote.start + 9))),
    ModelError("a quote of the navigation", "mechanical", "place", _elsewhere),
    ModelError("a hedge that is not there", "mechanical", "supply", lambda c, r: replace(c, hedge="almost certainly")),
    ModelError("another number", "mechanical", "count", lambda c, r: replace(c, value=int(c.value) + 10)),  # type: ignore[arg-type]
    ModelError("a number out of its scale", "mechanical", "count", lambda c, r: replace(c, value=int(c.value) / 1000)),  # type: ignore[arg-type]
    ModelError("another unit", "mechanical", "count", lambda c, r: replace(c, unit="aircraft")),
    ModelError("another qualifier", "mechanical", "count", lambda c, r: replace(c, qualifier=Qualifier.AT_MOST if c.qualifier is not Qualifier.AT_MOST else Qualifier.AT_LEAST)),
    ModelError("no qualifier", "mechanical", "count", lambda c, r: replace(c, qualifier=None)),
    ModelError("a quantity in words", "mechanical", "count", lambda c, r: replace(c, value="dozens", unit=None, qualifier=None)),
    ModelError("another day", "mechanical", "day", lambda c, r: replace(c, value="2023-08-05")),
    ModelError("the day of saying", "mechanical", "day", lambda c, r: replace(c, value="2023-10-06")),
    ModelError("a month for a day", "mechanical", "day", lambda c, r: replace(c, value="2023-10")),
    ModelError("a likelihood of no word", "mechanical", "count", lambda c, r: replace(c, likelihood=Likelihood.ALMOST_CERTAIN)),
    ModelError("another likelihood", "mechanical", "supply", lambda c, r: replace(c, likelihood=Likelihood.VERY_LIKELY)),
    ModelError("a thing that was not offered", "mechanical", "from", lambda c, r: replace(c, entity="iso:BR")),
    ModelError("a speaker that was not offered", "mechanical", "denial", lambda c, r: replace(c, speaker="sg:nobody-of-that-name")),
    ModelError("an event that was not offered", "mechanical", "count", lambda c, r: replace(c, about="new:another")),
    ModelError("a value and an entity", "mechanical", "from", lambda c, r: replace(c, value="a State")),
    ModelError("words for `exists`", "mechanical", "supply", lambda c, r: replace(c, value="a supply of ammunition")),
    ModelError("a property of another kind", "mechanical", "count", lambda c, r: replace(c, property=Property.TO, value="Russia", unit=None, qualifier=None)),
    ModelError("a claim resting on a later one", "mechanical", "goods", lambda c, r: replace(c, rests_on=("train-day",))),
    ModelError("a claim resting on itself", "mechanical", "goods", lambda c, r: replace(c, rests_on=("goods",))),
    ModelError("nothing put forward", "mechanical", "place", lambda c, r: replace(c, value=None)),
    ModelError("a denial asserted", "cue", "denial", lambda c, r: replace(c, stance=Stance.ASSERTS, value=True)),
    ModelError("a denial suggested", "cue", "denial-goods", lambda c, r: replace(c, stance=Stance.SUGGESTS)),
    ModelError("a doubt asserted", "cue", "doubt", lambda c, r: replace(c, stance=Stance.ASSERTS)),
    ModelError("a doubt suggested", "cue", "covered", lambda c, r: replace(c, stance=Stance.SUGGESTS, hedge=None, value="what")),
    ModelError("a suggestion asserted", "cue", "supply", lambda c, r: replace(c, stance=Stance.ASSERTS, likelihood=None)),
    ModelError("suggested goods asserted", "cue", "goods", lambda c, r: replace(c, stance=Stance.ASSERTS, hedge=None, likelihood=None)),
    ModelError("a justification asserted", "cue", "natural", lambda c, r: replace(c, stance=Stance.ASSERTS, value=True)),
    ModelError("a justification as a denial", "cue", "natural", lambda c, r: replace(c, stance=Stance.DENIES)),
    ModelError("a refusal to speak as a denial", "cue", "declined", lambda c, r: replace(c, stance=Stance.DENIES)),
    ModelError("a fear asserted", "cue", "concern", lambda c, r: replace(c, stance=Stance.ASSERTS)),
    ModelError("a fear suggested", "cue", "concern-goods", lambda c, r: replace(c, stance=Stance.SUGGESTS)),
)  # fmt: skip
