"""A certificate of a search: a JSON file that says what was asked, of which editions, when, and what was answered.

The form is plain JSON with sorted keys, so that the file is a function of what it says; its last line of defence is
`sha256`, the digest of all other keys in that form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...graph.output import JSON, output
from ...graph.store import Graph
from ...schema.dates import DayLike, day
from ...schema.errors import InputError
from ...schema.generated import SCHEMA_VERSION
from ..results.answer import Answer, plain
from .asking import COMMANDS, SearchQuestion, answer_to

#: What the file says it is.
FORM = "sanctionsgraph search certificate 1"
#: A certificate is text of a few kilobytes; a batch of names gives megabytes.
MOST_BYTES = 64_000_000
_REMEDY = "Ask whoever made the certificate for the file again."
_KEYS = {"form", "program", "schema", "at", "editions", "asked", "answered", "sha256"}


@dataclass(frozen=True)
class CertifiedEdition:
    """An edition that the graph held: `digest` is that of what it says, as the graph has it."""

    id: str
    dataset: str
    date: str
    digest: str | None
    name: str
    url: str | None


@dataclass(frozen=True)
class SearchCertificate:
    """What was asked and answered. `at` is the moment (UTC); `editions` are those known on the day that was asked of.

    `answer` is the answer that `answered` has as plain values; None in a certificate that was read from a file.
    """

    program: str
    schema: int
    at: str
    editions: tuple[CertifiedEdition, ...]
    asked: SearchQuestion
    answered: Mapping[str, Any]
    answer: Answer | None = None

    def to_json(self) -> str:
        """Return the certificate as its file has it."""
        content = {
            "form": FORM,
            "program": self.program,
            "schema": self.schema,
            "at": self.at,
            "editions": plain(self.editions),
            "asked": plain(self.asked),
            "answered": self.answered,
        }
        digest = hashlib.sha256(_text(content).encode()).hexdigest()
        return _text(content | {"sha256": digest}) + "\n"


def certify(graph: Graph, path: str | Path, command: str, parameters: Mapping[str, Any]) -> SearchCertificate:
    """Ask a question, write its certificate to `path`, and return it with the answer.

    `command` is `screen`, `listed` or `watch`. A question without a day of knowledge is asked as of today, so that it
    can be asked again. Raises ValueInvalid for another command or other parameters, and what the question raises.
    """
    now = datetime.now(UTC)
    question = SearchQuestion.of(command, parameters, now.date())
    answer = answer_to(graph, question)
    made = SearchCertificate(
        version("sanctionsgraph"),
        SCHEMA_VERSION,
        now.isoformat(timespec="seconds"),
        editions_known(graph, question.as_of),
        question,
        json.loads(_text(answer.to_dict())),
        answer,
    )
    with output(path, JSON) as target:
        target.write_text(made.to_json(), encoding="utf-8", newline="\n")
    return made


def editions_known(graph: Graph, as_of: DayLike) -> tuple[CertifiedEdition, ...]:
    """Return the editions that were known on a day and are not withdrawn, by data set and date."""
    return tuple(graph.read_as(CertifiedEdition, _EDITIONS, day=day(as_of)))


def read_certificate(path: str | Path) -> tuple[SearchCertificate, str]:
    """Return the certificate in a file, and the text of the file. Raises InputError for what is none."""
    path = Path(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        text = raw.decode("utf-8")
        content = json.loads(text)
        if not isinstance(content, dict) or content.keys() != _KEYS or content["form"] != FORM:
            raise ValueError("other keys")
        return _certificate(content), text
    except OSError as error:
        remedy = "Give the path of a certificate or a portable case."
        raise InputError(str(path), f"cannot be read ({error.strerror})", remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(str(path), "is no search certificate, or was cut or changed", _REMEDY) from error


def _certificate(content: Mapping[str, Any]) -> SearchCertificate:
    """Return what a file says. Raises KeyError, TypeError or ValueError where it has another form."""
    program, schema, at, editions, asked, answered = (
        content[key] for key in ("program", "schema", "at", "editions", "asked", "answered")
    )
    question = SearchQuestion(**asked)
    if not (isinstance(program, str) and isinstance(schema, int) and isinstance(at, str)):
        raise TypeError("program, schema or moment")
    if question.command not in COMMANDS or not isinstance(answered, dict) or not _editions(editions):
        raise TypeError("question, answer or editions")
    day(question.as_of)
    listed = tuple(CertifiedEdition(**edition) for edition in editions)
    return SearchCertificate(program, schema, at, listed, question, answered)


def _editions(value: object) -> bool:
    texts = ("id", "dataset", "date")
    return isinstance(value, list) and all(
        isinstance(edition, dict) and all(isinstance(edition.get(key), str) for key in texts) for edition in value
    )


def _text(content: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


_EDITIONS = (
    "MATCH (e:Source:Edition) WHERE e.date <= $day AND (e.withdrawn IS NULL OR e.withdrawn > $day) "
    "RETURN e.id AS id, e.dataset AS dataset, e.date AS date, e.digest AS digest, e.name AS name, e.url AS url "
    "ORDER BY dataset, date, id"
)
