"""An assessment as text that a person reads, each sentence built from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...graph.store import EntityRef
from ...schema.dates import as_known, long_form
from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status
from ..evidence.words import CHECKED, DID, basis_words, counted, element_words, origins_words, paragraphs
from ..results.answer import text_of
from ..results.text_layout import Lines, labelled, text_with_sources
from .answer import (
    OUTCOMES,
    Assessment,
    AssessmentComparison,
    AssessmentSet,
    Element,
    ElementKind,
    ExemptionAnswer,
    PartyAnswer,
)

#: So many claims are shown of an element, of what moved one, and so many steps that would settle something.
_CLAIMS, _THROUGH, _STEPS = 3, 4, 8


@text_of.register
def assessments_text(answer: AssessmentSet, width: int) -> str:
    """Return assessments, each with its elements, on whose word, and what would settle it.

    Of many measures those that an event touches, or may touch by a condition that is open; all where there is none.
    """
    lines = [("", f"{_title(answer.what)}, {as_known(answer.as_of)}")]
    for n, assessment in enumerate(answer.touched().assessments or answer.assessments):
        lines += _assessment(assessment, answer.claims, full=n == 0)
    if not answer.assessments:
        lines += [("", ""), *_none(answer)]
    for label, listed_only in labelled("LISTED ONLY", answer.listed_only):
        lists = f"{listed_only.name} is on a list of {listed_only.list_name}"
        lines.append(
            (label, f"{lists}; no law of {listed_only.list_name} is loaded, so what it forbids is not assessed")
        )
    for label, step in labelled("WHAT WOULD SETTLE IT", answer.settle[:_STEPS]):
        elements = dict.fromkeys(key.rpartition(" ")[2] for key in step.closes)
        lines.append((label, f"{step.what} ({', '.join(map(element_words, elements))})"))
    return text_with_sources(lines, answer.sources, width)


def _none(answer: AssessmentSet) -> Lines:
    """Yield why no measure is shown."""
    if answer.bearer:
        yield "OUTCOME", f"no duty of {answer.bearer} is known to be touched; without `--bearer` all duties are shown"
        return
    for label, each in labelled("OUTCOME", answer.untouched):
        yield label, f"{each.sentence} `--all` shows how each came out, `--measure` one of them."
    if not answer.untouched:
        yield "OUTCOME", "no measure in this graph stood on the days on which it may have been"


@text_of.register
def comparison_text(answer: AssessmentComparison, width: int) -> str:
    """Return what moved between two days, and through which claims."""
    lines = [*_comparison(answer)]
    return text_with_sources(lines, answer.sources, width)


def _comparison(answer: AssessmentComparison) -> Lines:
    yield "", f"{_title(answer.what)}, what moved from {long_form(answer.since)} to {long_form(answer.until)}"
    for label, change in labelled("OUTCOME", answer.outcomes):
        before = change.before or "not assessed"
        after = change.after or "outside of the measure's time"
        yield label, f"{change.name}, {change.measure_name}: {before} -> {after}"
    # Of what was not assessed on the first day every element is new; its outcome says enough.
    moved = [move for move in answer.moved if move.before.status]
    for label, move in labelled("MOVED", moved):
        before, after = (counted(state.roots, "origin") for state in (move.before, move.after))
        states = f"{move.before.status} ({before}) -> {move.after.status} ({after})"
        yield (
            label,
            f"{element_words(move.element)} of {move.name}, {move.measure_name}: {states}: {move.after.because}",
        )
        for claim in move.through[:_THROUGH]:
            yield "", f"  because {_claim(answer.claims[claim])}"
    if not moved:
        yield "MOVED", "nothing"


def _title(subject: EntityRef | None) -> str:
    return subject.name if subject else "All events"


def _assessment(assessment: Assessment, claims: Mapping[str, CitedClaim], full: bool) -> Lines:
    yield "", ""
    on = assessment.on
    yield "EVENT", f"{assessment.name} ({'-'.join(map(long_form, on.split('/'))) if on else 'undated'})"
    mark = CHECKED.get(assessment.checked, assessment.checked)
    law = f"{assessment.measure_name}: {paragraphs(assessment.provisions, full)}{f' [{mark}]' if mark else ''}"
    yield "MEASURE", f"{law}. {assessment.summary}"
    yield "OUTCOME", f"{assessment.outcome}: {OUTCOMES[assessment.outcome]}"
    for label, bearer in labelled("BEARERS", _by_state(assessment)):
        yield label, bearer
    for label, warning in labelled("WARNING", assessment.warnings):
        yield label, warning
    for label, element in labelled("ELEMENTS", assessment.elements):
        yield from _element(label, element, claims)
    for exemption in assessment.exemption.exemptions:
        yield from _exemption(exemption)
    for label, answers in labelled("ANSWERS", _by_speaker(assessment.answers)):
        yield label, _answers(answers)


def _by_state(assessment: Assessment) -> list[str]:
    """Return the outcome for each State, with its duties; those that came out alike together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for bearer in assessment.bearers:
        alike.setdefault((bearer.name, bearer.outcome), []).append(bearer.act)
    return [f"{name} ({', '.join(dict.fromkeys(acts))}): {outcome}" for (name, outcome), acts in alike.items()]


def _element(label: str, element: Element, claims: Mapping[str, CitedClaim]) -> Lines:
    roots = len(element.roots)
    rests = f"; {origins_words(roots, element.independence)}" if roots else ""
    unclaimed = element.element is ElementKind.EXEMPTION and element.status is Status.NOT_MET
    state = "none claimed" if unclaimed else f"{element.status:<9} {element.because}{rests}"
    yield label, f"{element_words(element.element):<16} {state}"
    decisive = {claim: claims[claim] for claim in element.claims if claim in claims}
    original = [claim for claim in decisive.values() if decisive.keys().isdisjoint(claim.rests_on)]
    for claim in original[:_CLAIMS]:
        yield "", f"  {_claim(claim)}"
    carried = {claim.source for claim in decisive.values()} - {claim.source for claim in original}
    more = [f"{len(original) - _CLAIMS} more claims"] if len(original) > _CLAIMS else []
    more += [f"repeated by {''.join(f'[{n}]' for n in sorted(carried))}"] if carried else []
    if more:
        yield "", f"  {', '.join(more)}"


_EXEMPTION = {Status.MET: "applies", Status.OPEN: "made for such cases"}


def _exemption(exemption: ExemptionAnswer) -> Lines:
    if exemption.status is not Status.NOT_MET:
        yield "EXEMPTION", f"{exemption.name}: {_EXEMPTION.get(exemption.status, 'invoked')}"
        for condition in exemption.conditions:
            yield "", f"  {condition.status}: {condition.text}"


def _by_speaker(answers: Sequence[PartyAnswer]) -> list[list[PartyAnswer]]:
    """Group denials, justifications and refusals by speaker, first to last."""
    groups: dict[tuple[str, str], list[PartyAnswer]] = {}
    for answer in answers:
        groups.setdefault((answer.speaker, answer.stance), []).append(answer)
    return list(groups.values())


def _answers(answers: Sequence[PartyAnswer]) -> str:
    """Return the first of a speaker's answers of one stance, and how many came later."""
    first = answers[0]
    words = _quoted(first.hedge) if first.hedge else first.value or first.property
    more = f" (and {len(answers) - 1} more, to {long_form(answers[-1].since)})" if len(answers) > 1 else ""
    return f"{first.speaker}, {long_form(first.since)}: {DID[first.stance]} {words} [{first.source}]{more}"


def _claim(claim: CitedClaim) -> str:
    words = f" {_quoted(claim.hedge)}" if claim.hedge else ""
    value = claim.measured if claim.number is not None else claim.entity_name or claim.value or "it"
    if claim.property == Property.EXISTS:
        value = "that it took place"
    by = f"{claim.speaker}, {long_form(claim.since)} ({basis_words(claim.basis)})"
    return f"{by}: {DID[claim.stance]} {value}{words} [{claim.source}]"


def _quoted(words: str) -> str:
    return f"“{words.replace(chr(34), '')}”"
