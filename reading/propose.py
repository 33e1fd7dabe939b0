"""Claims that a model proposes for a report: asked or read from a file, checked by the verifier, ready for review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..graph.store import Graph
from ..schema.errors import InputError
from .answer import read_answer
from .ask import Asker
from .decisions import claim_key
from .page import page
from .report import ReportReading, read_report
from .request import ReadingRequest, request_of
from .suggest import claims_of_page
from .suggested_file import plain_claim
from .suggestion import SuggestedClaims, SuggestedThing, Suggestion
from .verdict import passed_claims, refused_rows, verdicts


@dataclass(frozen=True)
class ReportRequest:
    """A report that was read, and the request for it; `drafts` has its head and what rules suggest."""

    reading: ReportReading
    request: ReadingRequest
    drafts: SuggestedClaims


def report_request(
    graph: Graph, path: Path, *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> ReportRequest:
    """Read a report's file and return the request for it. Raises InputError where the file holds no report."""
    read = page(path)
    drafts = claims_of_page(graph, read, published=published, publisher=publisher, url=url)
    reading = read_report(graph, read, published=published, publisher=publisher)
    return ReportRequest(reading, request_of(reading, drafts.report.text_sha256), drafts)


def ask_all(asked: ReportRequest, ask: Asker) -> list[str]:
    """Return the answers of a model to each chunk, in order."""
    return [ask(asked.request, chunk) for chunk in asked.request.chunks]


def proposed(asked: ReportRequest, answers: Iterable[str], place: str = "answer") -> SuggestedClaims:
    """Return what answers propose and the verifier lets pass; what is refused is counted and named in the notes.

    Raises InputError for an answer that is no JSON of the form.
    """
    suggestions, things = list[Suggestion](), list[SuggestedThing]()
    notes = list(asked.drafts.notes)
    for number, text in enumerate(answers, 1):
        answer = read_answer(asked.reading, text, f"{place} {number}", first=len(suggestions) + 1)
        suggestions += answer.suggestions
        things += answer.things
        notes += [f"{item.place}: {item.reason}" for item in answer.refused]
    ids = {thing.id for chunk in asked.request.chunks for thing in chunk.offered}
    judged = verdicts(asked.reading, suggestions, things=things, ids=ids)
    notes += [f"{id_} ({property_}) refused: {reasons}" for id_, property_, reasons in refused_rows(judged)]
    whole = replace(asked.drafts, suggestions=tuple(suggestions), things=tuple(things), notes=tuple(notes))
    return passed_claims(whole, judged)


def without_rejected(claims: SuggestedClaims, rejected: Iterable[Mapping[str, Any]]) -> SuggestedClaims:
    """Return suggestions without those that a person rejected in an earlier review."""
    keys = {claim_key(claim) for claim in rejected}
    kept = tuple(s for s in claims.suggestions if claim_key(plain_claim(s)) not in keys)
    left = len(claims.suggestions) - len(kept)
    notes = (*claims.notes, *([f"{left} rejected before are not offered again"] if left else []))
    return replace(claims, suggestions=kept, notes=notes)


def answers_of(path: Path) -> list[str]:
    """Return the answers in a file: JSON objects, one after another or each behind a line `=== chunk N ===`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "Give the file of a model's answer.") from error
    parts = [part for part in _split(text) if part.strip()]
    if not parts:
        raise InputError(str(path), "is empty", "Give the file of a model's answer.")
    return parts


def _split(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("=== chunk "):
            parts.append([])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts]
