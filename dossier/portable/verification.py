"""Checks a portable case: each byte against its digest, and each outcome worked out again from the graph inside."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, ClassVar

from ...graph.store import Graph
from ...queries.results.answer import Answer, text_of
from ...queries.results.unequal import unequal
from ...schema.errors import InputError, SanctionsGraphError
from ...schema.generated import SCHEMA_VERSION
from ..case import Case, gather
from .archive import packed, unpacked
from .crate import CASE_FORM, METADATA
from .subset import graph_of
from .write import as_json, members

_FILES = ("case.html", "case.json", "graph.jsonl", "sources.csl.json", "sources.bib")
#: Differences that are shown.
MOST = 20
#: Bytes that are compared at once.
_BLOCK = 4096


@dataclass(frozen=True)
class CaseDifference:
    """A place in the archive that is not as it was made, and what is wrong there. `byte` counts from 0 in the file."""

    place: str
    byte: int | None
    problem: str


@dataclass(frozen=True, repr=False)
class Verification(Answer):
    """What a check of a portable case came to. `recomputed` says whether its outcomes were worked out again."""

    name_of_result: ClassVar[str] = "verify"
    columns: ClassVar[Sequence[str]] = ("place", "byte", "problem")

    file: str
    subject: str | None
    as_of: str | None
    sha256: str
    recomputed: bool
    differences: tuple[CaseDifference, ...]

    @property
    def verified(self) -> bool:
        """Whether every byte is as it was made, and every outcome comes out the same."""
        return self.recomputed and not self.differences

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each difference."""
        return [vars(difference) for difference in self.differences]


def verify(path: str | Path, target: Graph | None = None) -> Verification:
    """Check a portable case, and work its outcomes out again from the graph inside.

    They are worked out in memory, or in `target`, an empty graph such as one on a server, whose content is the case's
    afterwards. Raises InputError for what is no portable case.
    """
    files, raw = unpacked(path)
    missing = [name for name in (METADATA, *_FILES) if name not in files]
    if missing:
        remedy = "Ask whoever made the case for the file again."
        raise InputError(str(path), f"is not a portable case: it lacks {', '.join(missing)}", remedy)
    changed = [*_changed_files(files, raw)]
    subject, as_of, version, form = _described(files[METADATA])
    remade: _Remade | None = None
    if "graph.jsonl" in {difference.place for difference in changed} or not subject:
        differences = changed
    elif version != SCHEMA_VERSION:
        problem = f"of schema version {version}; this program reads {SCHEMA_VERSION}"
        differences = [*changed, CaseDifference(METADATA, None, problem)]
    else:
        try:
            remade = _remade(files["graph.jsonl"], subject, as_of, target)
            differences = _other_outcomes(files["case.json"], remade, raw, form or CASE_FORM)
            differences = differences or (_changed_bytes(raw, remade.archive) or changed if changed else [])
        except SanctionsGraphError as error:
            differences = [CaseDifference("graph.jsonl", None, f"the case cannot be worked out from it: {error}")]
    digest = hashlib.sha256(raw).hexdigest()
    return Verification(str(path), subject, as_of, digest, remade is not None, tuple(differences[:MOST]))


@dataclass(frozen=True)
class _Remade:
    """A case worked out again from the graph in an archive."""

    case: Case
    lines: bytes

    @cached_property
    def data(self) -> bytes:
        """The data of the case."""
        return as_json(self.case.data())

    @cached_property
    def archive(self) -> bytes:
        """The archive that this program makes of the case."""
        return packed(members(self.case, self.lines))


def _remade(lines: bytes, subject: str, as_of: str | None, target: Graph | None) -> _Remade:
    """Work a case out again from the lines of its graph, in memory or in `target`."""
    graph = graph_of("graph.jsonl", lines, target)
    case = gather(graph, subject, as_of=as_of)
    if target is None:
        graph.close()
    return _Remade(case, lines)


def _other_outcomes(stated: bytes, remade: _Remade, raw: bytes, form: int) -> list[CaseDifference]:
    """Return what comes out otherwise than the archive's data say."""
    if remade.data == stated:
        return []
    try:
        before, now = json.loads(stated), json.loads(remade.data)
    except (ValueError, RecursionError):
        return _changed_bytes(raw, remade.archive)
    if form < CASE_FORM:
        # An earlier program did not state all that this one states.
        now = _stated_by(before, now)
        if now == before:
            return []
    places = [
        CaseDifference(f"case.json {where}", None, f"is {first!r:.80}; worked out again {other!r:.80}")
        for where, first, other in unequal(before, now)
    ]
    return places or _changed_bytes(raw, remade.archive)


def _changed_bytes(raw: bytes, expected: bytes) -> list[CaseDifference]:
    """Return the bytes of an archive that are not as this program makes it from the graph."""
    if len(expected) != len(raw):
        return []
    return [
        CaseDifference(_member_at(expected, n), n, f"is {raw[n]:#04x} and was {expected[n]:#04x}")
        for n in islice(_places(raw, expected), MOST)
    ]


def _places(first: bytes, other: bytes) -> Iterator[int]:
    """Yield the places where two archives differ, those past the end of the shorter included."""
    for start in range(0, max(len(first), len(other)), _BLOCK):
        here, there = first[start : start + _BLOCK], other[start : start + _BLOCK]
        if here != there:
            yield from (start + n for n, (a, b) in enumerate(zip_longest(here, there)) if a != b)


def _stated_by(before: Any, now: Any) -> Any:
    """Return what is worked out now, without the keys that are not in what was stated before."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return {key: _stated_by(before[key], now[key]) for key in before if key in now}
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [_stated_by(first, other) for first, other in zip(before, now, strict=True)]
    return now


def _member_at(archive: bytes, place: int) -> str:
    """Return the member of an archive in which a byte lies."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        before = [entry for entry in opened.infolist() if entry.header_offset <= place]
    last = before[-1]
    return last.filename if place < last.header_offset + 30 + len(last.filename) + last.file_size else "the directory"


def _changed_files(files: Mapping[str, bytes], raw: bytes) -> Iterator[CaseDifference]:
    """Yield files whose digest is another than the metadata states, and an archive that is not as it is made."""
    digests = _stated_digests(files[METADATA])
    for name in _FILES:
        if hashlib.sha256(files[name]).hexdigest() != digests.get(name):
            yield CaseDifference(name, None, "its SHA-256 is not the one that the metadata states")
    for name in sorted(files.keys() - {METADATA, *_FILES}):
        yield CaseDifference(name, None, "is no file of a portable case")
    again = packed(files)
    if raw != again:
        yield CaseDifference("the archive", next(_places(raw, again)), "is not as it was made")


def _stated_digests(content: bytes) -> dict[str, str]:
    try:
        nodes = json.loads(content)["@graph"]
        return {str(node["@id"]): str(node["sha256"]) for node in nodes if "sha256" in node}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _described(content: bytes) -> tuple[str | None, str | None, int | None, int | None]:
    """Return the subject, the day of knowledge, the version of the model and the form that the metadata states."""
    try:
        root = next(node for node in json.loads(content)["@graph"] if node["@id"] == "./")
        described = (root["sanctionsgraph:subject"], root["sanctionsgraph:asOf"], root["sanctionsgraph:schemaVersion"])
        form = root.get("sanctionsgraph:caseForm")
        return *described, form if isinstance(form, int) else None
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        return None, None, None, None


@text_of.register
def _(answer: Verification, width: int) -> str:
    known = f", as known on {answer.as_of}" if answer.as_of else ""
    head = f"{answer.file}: {answer.subject or 'no subject'}{known}, SHA-256 {answer.sha256}"
    if answer.verified:
        return f"{head}\nverified: every byte is as it was made, and every outcome comes out the same"
    lines = [
        f"  {difference.place}{'' if difference.byte is None else f', byte {difference.byte:,}'}: {difference.problem}"
        for difference in answer.differences
    ]
    return "\n".join([head, "NOT verified:", *lines])
