"""Files of FollowTheMoney entities: their lines, and which state of which data set each is.

OpenSanctions publishes a data set as `entities.ftm.json` (one entity a line), and what changed since the version
before as `VERSION/entities.delta.json` (one `{"op": "ADD|MOD|DEL", "entity": {…}}` a line; DEL bears the id alone).
A `delta.json` lists the versions that have such a file. A version is `20240527194702-wnk`: a time and a mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...schema.dates import day
from ...schema.errors import InputError, ValueInvalid
from ..common.load import read_json
from ..common.open_file import opened_text
from .corpus import corpus_items, is_corpus
from .tables import is_table, table_entities

OPERATIONS = ("ADD", "MOD", "DEL")
#: Characters of one line at most; the largest entities of OpenSanctions have about one million.
LONGEST = 20_000_000
_VERSION = re.compile(r"(\d{4})(\d\d)(\d\d)\d{6}-[a-z0-9]{3}\Z")
_GIVEN = re.compile(r"(?:(?P<name>[^@]*)@)?(?P<when>[^@]*)\Z")
#: A date at the end of a file's name, and what stands before it.
_DATED = re.compile(r"(?P<name>.*?)[-_]?(?P<day>\d{4}-\d\d-\d\d|\d{8})\Z")
_KEY = re.compile(rb'"id":\s*"([^"\\]{1,190})"')
#: Names of files that say nothing of the data set; the folder does.
_PLAIN = ("entities", "targets", "delta", "index")
_decode = json.JSONDecoder().decode
_NOT_FTM = "Give FollowTheMoney entities as JSON lines: entities.ftm.json, or a delta of it."


@dataclass(frozen=True)
class State:
    """Which state of which data set: its name, and the version or the day where they are known."""

    name: str
    version: str | None = None
    date: str | None = None

    @property
    def dataset(self) -> str:
        """The id of the data set in the graph."""
        return f"ftm:{self.name}"


class FtmLine(NamedTuple):
    """One line: where it stands and what it holds; or why it holds nothing, with its key where one can be seen."""

    place: str
    content: dict[str, Any]
    error: str | None = None
    key: str | None = None


def state_of(path: Path, edition: str | None) -> State:
    """What a file is, by what is said of it, else by its folder or name, else by the index beside it.

    `edition` is `DATE`, `VERSION`, `NAME@DATE` or `NAME@VERSION`. Raises InputError where it is none of these.
    """
    parts = _GIVEN.match(edition or "")
    name, when = (parts["name"], parts["when"]) if parts else (None, edition)
    state = _by_index(path) or _by_path(path)
    if when:
        version = when if _VERSION.match(when) else None
        try:
            state = State(state.name, version, day_of(version) if version else day(when))
        except ValueInvalid as error:
            hint = "Give the day, NAME@DAY, or a version such as 20240527194702-wnk."
            raise InputError(str(path), f"--edition: {error}", hint) from error
    return State(_named(name), state.version, state.date) if name else state


def day_of(version: str) -> str:
    """The day of a version."""
    match = _VERSION.match(version)
    if match is None:
        raise ValueInvalid(f"not a version: {version[:40]!r}")
    return day("-".join(match.groups()))


def versions_of(path: Path) -> dict[str, str] | None:
    """The versions that an index of deltas lists, each with its address; None where the file is no such index."""
    with opened_text(path) as file:
        start = file.read(4000)
    if not re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"versions"', start):
        return None
    content = read_json(path)
    versions = content.get("versions") if isinstance(content, dict) else None
    if not isinstance(versions, dict) or not all(_VERSION.match(version) for version in versions):
        raise InputError(str(path), "an index of deltas without versions such as 20240527194702-wnk", "Fetch it again.")
    return {version: str(address) for version, address in sorted(versions.items())}


def lines(path: Path, account: LoadReport, progress: Progress | None = None) -> Iterator[FtmLine]:
    """The lines of a file, one after the other, each counted as read; blank ones are left out.

    A line that is no JSON object comes with its error. Of one object with entities and edges, each of these is a line.
    Raises InputError for a file that cannot be opened, is empty, or is one JSON array.
    """
    with opened_text(path) as file:
        start = file.readline(4000)
        corpus = is_corpus(start + file.read(4000))
    if corpus:
        yield from (FtmLine(*item) for item in corpus_items(path, account))
        return
    if is_table(start):
        yield from (FtmLine(place, content) for place, content in table_entities(path, account))
        return
    with opened_text(path) as file:
        number = full = 0
        prefix = f"{path}:"
        while line := file.readline(LONGEST):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.isspace():
                continue
            if not full and line.lstrip()[:1] == b"[":
                raise InputError(f"{path}:{number}", "a JSON array, not one entity a line", _NOT_FTM)
            full += 1
            account.read += 1
            if progress and account.read % 1000 == 0:
                progress(account.read)
            yield _line(f"{prefix}{number}", line)
    if not full:
        raise InputError(str(path), "the file is empty", "Fetch it again.")


def _line(place: str, line: bytes) -> FtmLine:
    try:
        content = _decode(line.decode())
    except UnicodeDecodeError as error:
        return FtmLine(place, {}, f"not UTF-8 (byte 0x{line[error.start]:02x})", _key(line))
    except RecursionError:
        return FtmLine(place, {}, "nested too deeply", _key(line))
    except ValueError as error:
        return FtmLine(place, {}, f"not JSON: {error}", _key(line))
    if not isinstance(content, dict):
        return FtmLine(place, {}, "not an object with id, schema and properties")
    return FtmLine(place, content)


def _key(line: bytes) -> str | None:
    """The id in a line that cannot be read: so it is known whose record is missing."""
    match = _KEY.search(line)
    return match[1].decode(errors="ignore") if match else None


def _by_index(path: Path) -> State | None:
    """What `delta.json` beside the file, or beside its version's folder, says of it."""
    by_folder = _VERSION.match(path.parent.name)
    for folder in (path.parent, path.parent.parent) if by_folder else (path.parent,):
        index = folder / "delta.json"
        if versions := versions_of(index) if index.is_file() else None:
            version = path.parent.name if by_folder else max(versions)
            address = versions[max(versions)].split("/")
            name = _named(address[-3]) if len(address) > 3 else _by_path(path).name
            return State(name, version, day_of(version))
    return None


def _by_path(path: Path) -> State:
    """By the name of the file and its folders: `sanctions/20240527194702-wnk/entities.delta.json`."""
    stem = path.name.partition(".")[0]
    folders = [folder.name for folder in path.absolute().parents]
    version = next((name for name in (stem, *folders[:1]) if _VERSION.match(name)), None)
    if version:
        named = [stem, *folders[:2]]
        name = next((n for n in named if n and n not in _PLAIN and not _VERSION.match(n)), "unnamed")
        return State(_named(name), version, day_of(version))
    name = stem if stem not in _PLAIN else (folders[0] if folders else "")
    dated = _DATED.match(name)
    if dated is None:
        return State(_named(name))
    try:
        named_day = day(dated["day"] if "-" in dated["day"] else re.sub(r"(....)(..)(..)", r"\1-\2-\3", dated["day"]))
    except ValueInvalid:
        return State(_named(name))
    return State(_named(dated["name"] or (folders[0] if folders else "")), None, named_day)


def _named(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-")[:80] or "unnamed"
