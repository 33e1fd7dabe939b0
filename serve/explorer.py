"""The explorer: pages without a build step and without anything from the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, Response
from jinja2 import ChoiceLoader, Environment, PackageLoader

from ..api import Workspace
from ..dossier import page as case_file
from ..dossier.page import environment, static
from ..queries.notes.answer import case_notes
from ..queries.results.answer import as_html, plain
from ..schema.case_notes import CaseStatus
from ..schema.dates import day
from ..schema.errors import NotFound, SanctionsGraphError
from .gate import Gate
from .pages import regime_page, regimes, search, thing_page
from .writing import reports_in, review

Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$")]
#: As long as a name may be that is asked for over HTTP: longer ones are kept nowhere.
Id = Annotated[str, InPath(max_length=300)]
Page = Callable[..., Response]
_SCRIPTS = {"explorer.js": "text/javascript", "explorer.css": "text/css"}
_SHARED = {"cytoscape.min.js": "text/javascript", "page.css": "text/css"}


def explorer(gate: Gate, write: Path | None = None) -> APIRouter:
    """Return the routes of the pages; with `write`, a folder, those that enter notes and reports too."""
    router = APIRouter(include_in_schema=False)
    router.get("/")(_home(gate, write))
    router.get("/search")(_search(gate))
    router.get("/static/{name}")(_static)
    router.get("/thing/{id_:path}")(_thing(gate, write))
    router.get("/case/{id_:path}")(_case(gate))
    router.get("/compare/{id_:path}")(_compare(gate))
    router.get("/history/{id_:path}")(_history(gate))
    router.get("/regime/{id_:path}")(_regime(gate))
    if write:
        router.get("/reports")(_reports(write))
        router.get("/review/{name}")(_review(gate, write))
    return router


def _home(gate: Gate, write: Path | None) -> Page:
    def first_page(g: Workspace) -> str:
        # Where the graph is kept is for who runs the server.
        info, cases = replace(g.info(), graph="this graph"), case_notes(g.graph).cases
        programmes = regimes(g)
        return _written("home.html", title="sanctionsgraph", programmes=programmes, info=info, cases=cases, write=write)

    def home() -> Response:
        return HTMLResponse(gate.page("home", first_page))

    return home


def _search(gate: Gate) -> Page:
    def hits(
        q: Annotated[str, Query(max_length=200)] = "", kind: Annotated[str | None, Query(max_length=40)] = None
    ) -> Response:
        words = q.strip()

        def matching(g: Workspace) -> str:
            return json.dumps({"q": words, "hits": plain(search(g, words, kind) if words else [])}, ensure_ascii=False)

        return Response(gate.page(("search", words, kind), matching), media_type="application/json")

    return hits


def _reports(folder: Path) -> Page:
    def reports() -> Response:
        return HTMLResponse(_written("reports.html", title="Reports", reports=reports_in(folder)))

    return reports


def _review(gate: Gate, folder: Path) -> Page:
    shown = review(folder)
    return lambda name: _shown(gate, lambda: shown(name))


def _thing(gate: Gate, write: Path | None) -> Page:
    def thing(id_: Id, as_of: Day = None) -> Response:
        today = date.today().isoformat()

        def about(g: Workspace) -> str:
            shown = thing_page(g, id_, _day(as_of))
            given = {"today": today, "write": write, "statuses": list(CaseStatus)}
            return _written("thing.html", thing=shown, title=shown.what.name, as_of=as_of, **given)

        return _kept(gate, ("thing", id_, as_of, today), about)

    return thing


def _case(gate: Gate) -> Page:
    def case(id_: Id, as_of: Day = None) -> Response:
        page = _kept(gate, ("case", id_, as_of), lambda g: case_file(g.graph, id_, as_of=_day(as_of)))
        if page.status_code == 200:
            # The file is the same as from the command line, with a policy of its own.
            page.headers["x-page"] = "case"
        return page

    return case


def _compare(gate: Gate) -> Page:
    def compare(id_: Id, since: Day = None, until: Day = None) -> Response:
        def changed(g: Workspace) -> str:
            if not since or not until:
                raise SanctionsGraphError("give two days, since and until.")
            text = str(g.trace(id_, between=(day(since), day(until))))
            title = f"{id_}: what became known from {since} to {until}"
            return _written("text.html", title=title, heading=title, html=as_html(text), id=id_, as_of=until)

        return _kept(gate, ("compare", id_, since, until), changed)

    return compare


def _history(gate: Gate) -> Page:
    def history(id_: Id, as_of: Day = None) -> Response:
        def versions(g: Workspace) -> str:
            html = as_html(str(g.history(id_, as_of=_day(as_of))))
            return _written("text.html", title=f"History of {id_}", heading="History", html=html, id=id_, as_of=as_of)

        return _kept(gate, ("history", id_, as_of), versions)

    return history


def _regime(gate: Gate) -> Page:
    def regime(id_: Id, on: Day = None, as_of: Day = None) -> Response:
        shown_day = on or date.today().isoformat()

        def measures(g: Workspace) -> str:
            shown = regime_page(g, id_, day(shown_day), _day(as_of))
            return _written("regime.html", regime=shown, title=shown.name, as_of=as_of)

        return _kept(gate, ("regime", id_, shown_day, as_of), measures)

    return regime


def _kept(gate: Gate, key: Hashable, write: Callable[[Workspace], str]) -> Response:
    return _shown(gate, lambda: HTMLResponse(gate.page(key, write)))


def _shown(gate: Gate, page: Callable[[], Response]) -> Response:
    """Return a page; where the graph refuses the question, a page that says why."""
    try:
        return page()
    except SanctionsGraphError as error:
        status = 404 if isinstance(error, NotFound) else 422
        return HTMLResponse(_written("problem.html", title="Not shown", message=gate.words(error)), status_code=status)


def _day(text: str | None) -> str | None:
    return day(text) if text else None


async def _static(name: str) -> Response:
    if name in _SHARED:
        return Response(static(name), media_type=_SHARED[name], headers=_KEEP)
    if name in _SCRIPTS:
        return Response(_own(name), media_type=_SCRIPTS[name], headers=_KEEP)
    return Response("Not found", status_code=404)


_KEEP = {"Cache-Control": "max-age=3600"}


@cache
def _own(name: str) -> str:
    return files(__package__ or "").joinpath("static", name).read_text(encoding="utf-8")


def _written(template: str, *, as_of: str | None = None, **values: Any) -> str:
    return _templates().get_template(template).render(as_of=as_of, **values)


@cache
def _templates() -> Environment:
    """Return the explorer's templates, with the case file's words; every value is escaped."""
    shared = environment()
    templates = Environment(
        loader=ChoiceLoader([PackageLoader(__package__ or "", "templates")]),
        autoescape=True,
        undefined=shared.undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= shared.filters | {"path": lambda text: quote(str(text), safe=":")}
    return templates
