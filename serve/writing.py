"""What a server takes in where it was started with `--write`: notes on cases, and reports whose claims are reviewed.

A report becomes files in one folder, as `sanctionsgraph read` writes them; what is accepted of it is loaded from there.
A request of another page is refused: it names where it comes from, and its content is JSON.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from ..api import Workspace
from ..graph.case_notes import MOST_TEXT as MOST_NOTE
from ..graph.output import output
from ..queries.results.answer import plain
from ..reading.decisions import ReviewDecision, accept, accepted_path, decisions_path
from ..reading.offer import offer
from ..reading.review import review_path
from ..reading.suggested_file import SUFFIX
from ..schema.errors import NotFound, SanctionsGraphError
from .gate import Gate

#: Bytes of a report's text.
MOST_TEXT = 2_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,120}\Z")


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewNote(_Form):
    """A note on a case, a new status of it, or both."""

    subject: str = Field(min_length=1, max_length=300)
    by: str = Field(min_length=1, max_length=200)
    text: str | None = Field(None, max_length=MOST_NOTE)
    status: str | None = Field(None, max_length=20)


class NewReport(_Form):
    """The text of a report, and what is known of it."""

    text: str = Field(min_length=1, max_length=MOST_TEXT)
    url: str = Field(min_length=8, max_length=2_000, pattern=r"^https?://")
    publisher: str = Field(min_length=1, max_length=200)
    published: str = Field(max_length=10, pattern=r"^\d{4}(-\d{2}){0,2}$")


class Decided(_Form):
    """What was decided on a suggestion; `changed` is the claim as changed, in YAML."""

    id: str = Field(max_length=200)
    decision: str = Field(pattern="^(accept|reject)$")
    changed: str | None = Field(None, max_length=20_000)


class NewDecisions(_Form):
    """Decisions as the review page sends them."""

    suggested: str = Field(max_length=300)
    text_sha256: str = Field(max_length=64)
    decisions: list[Decided] = Field(max_length=5_000)


def own_page(request: Request) -> None:
    """Refuse what a page of another origin sends, or no page of ours would send."""
    origin = request.headers.get("origin")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise SanctionsGraphError(f"a page of {origin} may not write here.")
    if kind != "application/json":
        raise SanctionsGraphError("what is written comes as application/json.")


def writing(gate: Gate, folder: Path) -> APIRouter:
    """Return the routes that write; reports are kept in `folder`."""
    router = APIRouter(tags=["write"], dependencies=[Depends(own_page)])
    router.post("/api/notes", name="note", summary="Note something on a case")(_note(gate))
    router.post("/api/reports", name="report", summary="Suggest claims from a report's text")(_report(gate, folder))
    decisions = "Load what was accepted of a report"
    router.post("/api/reports/{name}/decisions", name="decisions", summary=decisions)(_decisions(gate, folder))
    return router


def reports_in(folder: Path) -> Sequence[str]:
    """Return the names of the reports in a folder that have suggestions, by name."""
    return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}"))


def review(folder: Path) -> Callable[[str], Response]:
    """Return the route of the review page."""

    def review_page(name: str) -> Response:
        path = review_path(_suggested(folder, name))
        # It has a policy of its own, as a case file has.
        return HTMLResponse(path.read_text(encoding="utf-8"), headers={"x-page": "case"})

    return review_page


def _note(gate: Gate) -> Callable[..., Response]:
    def note(note: Annotated[NewNote, Body()]) -> Response:
        entry = gate.ask(lambda g: g.note(note.subject, note.text, by=note.by, status=note.status))
        return JSONResponse(plain(entry), 201)

    return note


def _report(gate: Gate, folder: Path) -> Callable[..., Response]:
    def report(report: Annotated[NewReport, Body()]) -> Response:
        path = folder / f"{_name(report)}.txt"

        def suggested(g: Workspace) -> int:
            folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                with output(path, b"$^") as target:
                    target.write_text(report.text, encoding="utf-8")
            read = g.read(path, published=report.published, publisher=report.publisher, url=report.url)
            written = offer(read, path, send=f"/api/reports/{path.stem}/decisions")
            return len(written.claims.suggestions)

        number = gate.ask(suggested)
        return JSONResponse({"name": path.stem, "suggested": number, "review": f"/review/{path.stem}"}, 201)

    return report


def _decisions(gate: Gate, folder: Path) -> Callable[..., Response]:
    def decisions(name: str, sent: Annotated[NewDecisions, Body()]) -> Response:
        suggested = _suggested(folder, name)
        digest = yaml.safe_load(suggested.read_text(encoding="utf-8"))["suggested"]["report"]["text_sha256"]
        if digest != sent.text_sha256:
            raise SanctionsGraphError(f"{name} was read again since: load the review page anew.")
        decided = [ReviewDecision(one.id, one.decision == "accept", one.changed) for one in sent.decisions]

        def loaded(g: Workspace) -> dict[str, Any]:
            before = accepted_path(suggested).exists()
            accepted = accept(suggested, decided)
            with output(decisions_path(suggested), rb"\{") as target:
                target.write_text(sent.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
            report = g.load("reports", accepted.path) if accepted.accepted or before else None
            refused = [f"{one.place}: {one.reason}" for one in report.rejections] if report else []
            counts = {"accepted": accepted.accepted, "rejected": accepted.rejected, "open": accepted.open}
            return {**counts, "refused": refused}

        return JSONResponse(gate.ask(loaded), 201)

    return decisions


def _suggested(folder: Path, name: str) -> Path:
    path = folder / f"{name}{SUFFIX}"
    if not _NAME.match(name) or not path.is_file():
        raise NotFound(f"no report {name[:80]!r} was entered here.")
    return path


def _name(report: NewReport) -> str:
    """Return a name that the same text always gets."""
    publisher = re.sub(r"[^a-z0-9]+", "-", report.publisher.lower()).strip("-")[:40] or "report"
    return f"{report.published}-{publisher}-{hashlib.sha256(report.text.encode()).hexdigest()[:8]}"
