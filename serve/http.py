"""The answers over HTTP, as JSON with an OpenAPI description. Loopback or a token; read-only without `write`."""

from __future__ import annotations

import inspect
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import Body, FastAPI, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ..api import Workspace
from ..queries.results.answer import Answer, plain
from ..queries.results.result import Result
from ..schema.errors import Ambiguous, GraphUnavailable, NotFound, NothingClaimed, SanctionsGraphError
from .explorer import explorer
from .gate import Gate
from .operations import MOST_ROWS, OPERATIONS, Bound, bound, first_rows
from .writing import MOST_TEXT, writing

#: Names under which a server on this machine is asked; another is refused, since it may be a page elsewhere.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")
#: What a statement or the parameters of a question may weigh, in bytes.
MOST_BYTES = 64_000
COOKIE = "sanctionsgraph-token"
#: Threads in which requests wait for the graph, which answers them one by one. Each takes memory of its own.
MOST_THREADS = 4
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Errors to the status of the answer, the narrower first.
_STATUS: tuple[tuple[type[SanctionsGraphError], int], ...] = (
    (Ambiguous, 409),
    (NotFound, 404),
    (NothingClaimed, 404),
    (GraphUnavailable, 503),
    (SanctionsGraphError, 422),
)


def application(
    workspace: Workspace, *, token: str | None = None, hosts: Sequence[str] = LOOPBACK, write: Path | None = None
) -> FastAPI:
    """Return the application on an open graph.

    It only reads, unless `write` names a folder for the reports that are entered: then it takes notes and reports.

    `token` is asked of every request, as `Authorization: Bearer TOKEN` or after `/?token=TOKEN` as a cookie; `hosts`
    are the names under which it may be asked.
    """
    gate = Gate(workspace)
    app = FastAPI(
        title="sanctionsgraph", version="1", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_few_threads
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    _guard(app, token, 4 * MOST_TEXT if write else MOST_BYTES)
    app.add_exception_handler(SanctionsGraphError, _refusal(gate))
    for name in OPERATIONS:
        operation = bound(name, gate.ask)
        if name == "query":
            app.get("/api/query/{name}", name=name, **_described(operation))(_catalogue_question(operation))
        elif name == "cypher":
            app.post("/api/cypher", name=name, **_described(operation))(_statement(operation))
        else:
            app.get(f"/api/{name}", name=name, **_described(operation))(_endpoint(operation, gate))
    app.include_router(explorer(gate, write))
    if write:
        app.include_router(writing(gate, write))

    @app.get("/openapi.json", include_in_schema=False)
    def description() -> JSONResponse:
        return JSONResponse(_description(app))

    return app


@asynccontextmanager
async def _few_threads(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = MOST_THREADS
    yield


def body_of(answer: Answer | Result) -> Mapping[str, Any]:
    """Return an answer as JSON has it; rows beyond the limit are counted, not shown."""
    if isinstance(answer, Answer):
        return answer.to_dict()
    rows = [{column: plain(row.get(column)) for column in answer.columns} for row in first_rows(answer)]
    cut = len(answer) > MOST_ROWS
    return {"name": answer.name, "columns": answer.columns, "rows": rows, "cut": cut}


def _endpoint(operation: Bound, gate: Gate) -> Callable[..., JSONResponse]:
    names = [parameter.name for parameter in operation.parameters]

    def endpoint(request: Request, **arguments: Any) -> JSONResponse:
        if unknown := sorted(request.query_params.keys() - set(names)):
            raise SanctionsGraphError(f"{operation.name} has no parameter {unknown[0]!r}; it has {', '.join(names)}.")
        return JSONResponse(body_of(operation.call(**arguments)))

    # FastAPI reads parameters, their limits and their texts off the signature.
    asked = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    endpoint.__signature__ = inspect.Signature([*operation.parameters, asked])  # type: ignore[attr-defined]
    endpoint.__annotations__ = {p.name: p.annotation for p in (*operation.parameters, asked)}
    endpoint.__doc__ = operation.summary
    endpoint.__name__ = operation.name
    return endpoint


def _catalogue_question(operation: Bound) -> Callable[..., JSONResponse]:
    def query(
        request: Request, name: str, as_of: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None
    ) -> JSONResponse:
        parameters = {key: value for key, value in request.query_params.items() if key != "as_of"}
        return JSONResponse(body_of(operation.call(name=name, parameters=parameters, as_of=as_of)))

    query.__doc__ = f"{operation.summary} Every other parameter of the address is one of the question."
    return query


def _statement(operation: Bound) -> Callable[..., JSONResponse]:
    def cypher(statement: Annotated[str, Body(embed=True, min_length=1, max_length=10_000)]) -> JSONResponse:
        return JSONResponse(body_of(operation.call(statement=statement)))

    cypher.__doc__ = operation.summary
    return cypher


def _described(operation: Bound) -> dict[str, Any]:
    """Return what the description says of the answers of an operation."""
    name = operation.answer_type.__name__
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    statuses = {str(code): {"description": text, "content": problem} for code, text in _PROBLEMS.items()}
    return {
        "summary": operation.summary.partition(".")[0],
        "response_model": None,
        "responses": {"200": {"description": "The answer", "content": content}, **statuses},
    }


_PROBLEMS = {
    400: "The request is none, or for another host",
    401: "The token is missing or wrong",
    404: "Nothing of that name, or nothing is claimed of it",
    409: "Several entities bear the name",
    413: "The request is too long",
    422: "A parameter that cannot be",
    503: "The graph cannot be reached",
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "detail": {},
        "candidates": {"type": "array", "items": {"type": "object"}},
    },
}
_RESULT = {
    "type": "object",
    "required": ["name", "columns", "rows", "cut"],
    "properties": {
        "name": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object"}},
        "cut": {"type": "boolean", "description": "Whether there are more rows than these."},
    },
}


def _description(app: FastAPI) -> Mapping[str, Any]:
    if app.openapi_schema is None:
        text = (inspect.getdoc(inspect.getmodule(application)) or "").partition("\n")[0]
        described = get_openapi(title=app.title, version=app.version, description=text, routes=app.routes)
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas |= {"Problem": _PROBLEM, "Result": _RESULT}
        for name in OPERATIONS:
            answer_type = inspect.signature(OPERATIONS[name], eval_str=True).return_annotation
            if issubclass(answer_type, Answer):
                schemas |= _definitions(answer_type)
        app.openapi_schema = described
    return app.openapi_schema


def _definitions(answer_type: type[Answer]) -> Mapping[str, Any]:
    """Return the schemas of an answer and its parts, under their names."""
    schema = dict(answer_type.json_schema())
    parts = schema.pop("$defs", {})
    return {name: _moved(part) for name, part in {**parts, answer_type.__name__: schema}.items()}


def _moved(value: Any) -> Any:
    """Return a schema whose references lead to the components of the description."""
    if isinstance(value, Mapping):
        return {key: _moved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item) for item in value]
    return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value


def _refusal(gate: Gate) -> Callable[[Request, Exception], JSONResponse]:
    """Return what answers a question that the graph refuses: with the kind of error, and its line."""

    def refused(request: Request, error: Exception) -> JSONResponse:
        status = next(code for kind, code in _STATUS if isinstance(error, kind))
        words = gate.words(error) if isinstance(error, SanctionsGraphError) else str(error)
        problem: dict[str, Any] = {"error": type(error).__name__, "message": words}
        if isinstance(error, Ambiguous):
            problem["candidates"] = [{"id": i, "kind": kind, "name": name} for i, kind, name in error.candidates]
        return JSONResponse(problem, status)

    return refused


def _guard(app: FastAPI, token: str | None, most: int) -> None:
    """Ask for the token where there is one, bound what is sent, and set headers that keep a page to itself."""

    @app.middleware("http")
    async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        size = 0
        with suppress(ValueError):
            size = int(request.headers.get("content-length") or 0)
        limit = most if request.url.path.startswith("/api/reports") else MOST_BYTES
        if token and secrets.compare_digest(request.query_params.get("token", "").encode(), token.encode()):
            response: Response = RedirectResponse(request.url.path)
            response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        elif token and not _knows(request, token):
            response = JSONResponse({"error": "Unauthorized", "message": "give the token of this server."}, 401)
        elif "transfer-encoding" in request.headers:
            # A body without its length could be endless.
            response = JSONResponse({"error": "NoLength", "message": "say the length of the content."}, 411)
        elif size > limit or len(str(request.url)) > MOST_BYTES:
            response = JSONResponse({"error": "TooLong", "message": f"at most {limit:,} bytes."}, 413)
        else:
            response = await go_on(request)
        for key, value in _HEADERS.items():
            # A case file carries a policy of its own, by the hashes of what is in it.
            if not (key.startswith("Content-Security") and response.headers.get("x-page") == "case"):
                response.headers[key] = value
        return response


def _knows(request: Request, token: str) -> bool:
    offered = request.headers.get("authorization", "").removeprefix("Bearer ") or request.cookies.get(COOKIE, "")
    return secrets.compare_digest(offered.encode(), token.encode())
