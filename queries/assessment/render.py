"""An assessment in sentences, each built from the data."""

from __future__ import annotations

from typing import Any

from ...schema.dates import LATEST, as_known, long_form
from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status
from ..results.text_layout import Lines, cited, labelled, laid_out, source_lines

#: What an outcome means, and no more than that.
OUTCOMES = {
    "met": "each element is met on evidence that can reach it",
    "suggested": "each element is put forward, but no further than suggested",
    "contested": "evidence that can reach it speaks against it, or an exemption is invoked",
    "unknown": "it is open, because nobody shows each element",
    "not met": "an element is not met, so it does not fall under it as far as is known",
    "exempt": "each condition of an exemption is shown",
}
#: Columns of elements, and of elements that moved, as rows.
ELEMENT = ("event", "measure", "on", "outcome", "element", "status", "because", "claims", "roots", "independence")
MOVED = ("event", "measure", "element", "before", "after", "through")
#: Elements of the law, in the order of a sentence.
_LAW = ("date", "act", "object", "direction", "nexus", "in-force", "threshold", "exemption")


def sentence(made: dict[str, Any]) -> str:
    """Whether the event falls under the measure, as known, and what decides that."""
    known = "As known now" if made["as_of"] == LATEST else f"As known on {long_form(made['as_of'])}"
    mark = "" if made["checked"] == "two-sources" else f"; law text: {made['checked']}"
    law = ", ".join(made["provisions"]) + mark
    lead = f"{known}, {made['name']}, under the {made['measure_name']} ({law}): {OUTCOMES[made['outcome']]}."
    elements = {element["element"]: element for element in made["elements"]}
    told = [
        f"{name} {elements[name]['status']} ({elements[name]['because']})"
        for name in _LAW
        if name in elements and elements[name]["status"] == _decisive(made["outcome"])
    ]
    return f"{lead} {_capital('; '.join(told))}." if told else lead


def tell_assessment(answer: dict[str, Any], width: int = 100) -> str:
    """Assessments as a person reads them: each with its elements, on whose word, and what would settle it."""
    lines = [*_head(answer)]
    for made in answer["assessments"]:
        lines += _one(made, answer)
    lines += [
        (label and "SETTLE IT", f"{step['what']} (closes {len(step['closes'])})")
        for label, step in labelled("WOULD", answer["settle"][:8])
    ]
    return laid_out([*lines, *source_lines(answer, cited(lines))], width)


def tell_moved(answer: dict[str, Any], width: int = 100) -> str:
    """What moved between two days, and through which claims."""
    span = f"{long_form(answer['since'])} to {long_form(answer['until'])}"
    lines: list[tuple[str, str]] = [("", f"{_title(answer)}, what moved from {span}")]
    for label, move in labelled("OUTCOME", answer["outcomes"]):
        was = move["before"] or "not assessed"
        now = move["after"] or "outside of the measure's time"
        lines.append((label, f"{move['name']}, {move['measure_name']}: {was}, now {now}"))
    # Of what was not assessed on the first day every element is new; its outcome says enough.
    moved = [move for move in answer["moved"] if move["before"]["status"]]
    for label, move in labelled("MOVED", moved):
        was, now = move["before"], move["after"]
        lines.append(
            (
                label,
                f"{move['element']} of {move['name']}, {move['measure_name']}: {was['status']} "
                f"({was['roots']} roots), now {now['status']} ({now['roots']} roots): {now['because']}",
            )
        )
        lines += [("", f"  through {_claim(answer['claims'][claim])}") for claim in move["through"][:4]]
    if not moved:
        lines.append(("MOVED", "nothing"))
    return laid_out([*lines, *source_lines(answer, cited(lines))], width)


def element_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each element of each assessment."""
    return [
        {**element, "event": made["event"], "measure": made["measure"], "on": made["on"], "outcome": made["outcome"]}
        for made in answer["assessments"]
        for element in made["elements"]
    ]


def moved_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each element that moved."""
    return [{**move, "before": move["before"]["status"], "after": move["after"]["status"]} for move in answer["moved"]]


def _title(answer: dict[str, Any]) -> str:
    return str(answer["what"]["name"]) if answer["what"] else "All events"


def _head(answer: dict[str, Any]) -> Lines:
    known = as_known(answer["as_of"])
    yield "", f"{_title(answer)}, {known}"


def _one(made: dict[str, Any], answer: dict[str, Any]) -> Lines:
    yield "", ""
    when = "-".join(long_form(day) for day in made["on"].split("/")) if made["on"] else "undated"
    yield "EVENT", f"{made['name']} ({when})"
    mark = "" if made["checked"] == "two-sources" else f" [law text: {made['checked']}]"
    yield "MEASURE", f"{made['measure_name']}: {', '.join(made['provisions'])}{mark}. {made['summary']}"
    yield "OUTCOME", f"{made['outcome']}: {OUTCOMES[made['outcome']]}"
    for label, element in labelled("ELEMENTS", made["elements"]):
        roots = len(element["roots"])
        rests = {0: "", 1: "; 1 root"}.get(roots, f"; {roots} roots, {element['independence']}")
        yield label, f"{element['element']:<10} {element['status']:<9} {element['because']}{rests}"
        claims = {claim: answer["claims"][claim] for claim in element["claims"] if claim in answer["claims"]}
        own = [claim for claim in claims.values() if not claims.keys() & set(claim["rests_on"])]
        for claim in own[:3]:
            yield "", f"  {_claim(claim)}"
        carried = {claim["source"] for claim in claims.values()} - {claim["source"] for claim in own}
        rest = [f"{len(own) - 3} more claims"] if len(own) > 3 else []
        rest += [f"carried by {''.join(f'[{n}]' for n in sorted(carried))}"] if carried else []
        if rest:
            yield "", f"  {', '.join(rest)}"
    for exemption in made["exemption"]["exemptions"]:
        if exemption["status"] == Status.NOT_MET:
            continue
        yield "EXEMPTION", f"{exemption['name']}: {'applies' if exemption['status'] == Status.MET else 'invoked'}"
        for asked in exemption["conditions"]:
            yield "", f"  {asked['status']}: {asked['text']}"
    for label, of in labelled("ANSWERS", _by_speaker(made["answers"])):
        said = of[0]
        words = f"“{said['hedge'].replace(chr(34), '')}”" if said["hedge"] else said["value"] or said["property"]
        more = f" (and {len(of) - 1} more, to {long_form(of[-1]['since'])})" if len(of) > 1 else ""
        yield label, f"{said['stance']} {words}: {said['speaker']}, {long_form(said['since'])} [{said['source']}]{more}"


def _by_speaker(answers: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Denials, justifications and refusals of each speaker, first to last."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for said in answers:
        found.setdefault((said["speaker"], said["stance"]), []).append(said)
    return list(found.values())


def _claim(claim: dict[str, Any]) -> str:
    words = f" “{claim['hedge'].replace(chr(34), '')}”" if claim["hedge"] else ""
    value = claim["entity_name"] or claim["value"] or "it"
    if claim["number"] is not None:
        value = CitedClaim(**claim).measured
    if claim["property"] == Property.EXISTS:
        value = "that it took place"
    by = f"{claim['speaker']}, {long_form(claim['since'])}, {claim['basis']}"
    return f"{claim['stance']} {value}{words}: {by} [{claim['source']}]"


def _decisive(outcome: str) -> str:
    """The status that an element bears which made the outcome what it is."""
    return Status.MET if outcome == "exempt" else outcome


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
