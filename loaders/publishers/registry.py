"""Which files the publishers of lists offer, from `data/publishers.yaml`, and how they are fetched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ...schema.errors import NotFound
from ...schema.near_names import near_names
from .client import Download, download

if TYPE_CHECKING:
    from ...graph.progress import Progress

_FILE = Path(__file__).resolve().parents[2] / "data" / "publishers.yaml"


@dataclass(frozen=True)
class PublishedFile:
    """One file: its address, the name under which it is kept, and its form (xml, csv, json, html)."""

    url: str
    keep_as: str
    form: str


@dataclass(frozen=True)
class Publication:
    """A list as its publisher offers it. `checked` is the day on which its addresses were last looked up."""

    source: str
    name: str
    publisher: str
    page: str
    files: tuple[PublishedFile, ...]
    seen_in: str
    checked: str


@cache
def publications() -> dict[str, Publication]:
    """Return the lists that can be fetched, by the source that loads them."""
    import yaml

    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["publishers"]
    return {entry["source"]: _publication(entry) for entry in entries}


def _publication(entry: dict[str, Any]) -> Publication:
    files = tuple(PublishedFile(**file) for file in entry["files"])
    values: dict[str, Any] = {**entry, "checked": str(entry["checked"]), "files": files}
    return Publication(**values)


def fetch_url(url: str, folder: Path, progress: Progress | None = None) -> Download:
    """Download any address into a folder, under the last part of its path. Raises FetchError for a failure."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    form = PurePosixPath(name).suffix.lower().removeprefix(".")
    return download(url, folder / (name or "download"), form if form in ("xml", "html", "json") else "csv", progress)


def fetch(source: str, folder: Path, progress: Progress | None = None) -> list[Download]:
    """Download the files of a source into a folder. Raises NotFound for an unknown source, FetchError for a failure."""
    publication = publications().get(source)
    if publication is None:
        near = near_names(source, publications())
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise NotFound(
            f"no address is known for {source!r}.{hint} There are: {', '.join(publications())}. Give its URL to load."
        )
    return [download(file.url, folder / file.keep_as, file.form, progress) for file in publication.files]
