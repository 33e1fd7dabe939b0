"""Every source by name, and the one way to load a file of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from ..graph.extensions import extensions, load_extension
from ..graph.gc_pause import gc_paused
from ..graph.load_report import LoadReport
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.dates import DayLike, day
from ..schema.errors import InputError, ValueInvalid
from ..schema.near_names import no_such
from .common.companions import Companions
from .common.file_kinds import explained, refuse_containers
from .common.load import SHIPPED_MAPPINGS, chosen_mapping, keep_rejections, read_text
from .common.load import allow_shrink as shrink_allowed
from .common.load_cache import fingerprint, reading, repeated

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

log = logging.getLogger(__name__)


#: What people call a source, and its name here.
_WORDS_OF_SOURCES = {
    "archigos": "leaders",
    "wikidata": "leaders",
    "timeline": "events",
    "trips": "events",
    "acled": "event-table",
    "gdelt": "event-table",
    "ucdp": "event-table",
    "trainline": "stations",
    "unlocode": "stations",
    "osm": "stations",
    "openstreetmap": "stations",
    "ports": "stations",
    "opensanctions": "ftm",
    "followthemoney": "ftm",
    "sdn": "ofac",
    "ofsi": "uk",
    "vessels": "un-vessels",
}


class _LoaderModule(Protocol):
    def load(self, graph: Graph, path: Path, edition: str | None, progress: Progress | None) -> LoadReport: ...


@dataclass(frozen=True)
class Loader:
    """A source: the module that reads it, a summary, and an example of a file. `point`: of another package's loader."""

    module: str
    summary: str
    example: str
    point: EntryPoint | None = None

    def imported(self) -> _LoaderModule:
        """Return the module that reads it."""
        module = load_extension(self.point) if self.point else import_module(f".{self.module}", __package__)
        return cast(_LoaderModule, module)


LOADERS: dict[str, Loader] = {
    "identities": Loader("curated.identities", "our decisions on names and sameness, YAML", "identities/people.yaml"),
    "law": Loader("curated.law", "resolutions, provisions, measures, goods, YAML", "law/un-dprk.yaml"),
    "leaders": Loader(
        "people.leaders", "leaders and their terms: Wikidata CSV, Archigos, or YAML", "leaders/leaders.yaml"
    ),
    "events": Loader("events.events", "summits and trips: trips or timeline JSON, or YAML", "events/summits.yaml"),
    "event-table": Loader("tables.load", "event tables by a --mapping: CSV, TSV, JSON, Excel", "missile-tests.csv"),
    "stations": Loader(
        "places.stations", "stations, crossings, ports: JSON, Trainline, UN/LOCODE, OpenStreetMap", "places/border.json"
    ),
    "listings": Loader("curated.listings", "single listings with their sources, YAML", "listings/us-russia.yaml"),
    "reports": Loader("curated.reports", "reports and their claims, YAML", "reports/tumangang.yaml"),
    "ftm": Loader(
        "ftm.load", "FollowTheMoney entities of OpenSanctions, JSON lines, whole or deltas", "entities.ftm.json"
    ),
    "un-list": Loader("un.consolidated", "UN Security Council Consolidated List, XML", "consolidated.xml"),
    "un-vessels": Loader("un.vessels", "1718 Designated Vessels List, HTML; or an extract, CSV", "1718-vessels.html"),
    "eu": Loader("eu", "EU sanctions: acts (CSV), financial sanctions file (XML, CSV)", "32014R0833.csv"),
    "ofac": Loader(
        "ofac.load", "OFAC's lists: SDN, and the consolidated one; legacy CSV, XML, advanced XML", "sdn.csv"
    ),
    "rdf": Loader("rdf", "RDF that `sanctionsgraph export` wrote: Turtle, TriG, N-Quads, JSON-LD", "graph.trig"),
    "uk": Loader(
        "uk.load", "UK Sanctions List, XML or CSV, or the Consolidated List of OFSI, CSV", "UK-Sanctions-List.csv"
    ),
}


def loaders() -> dict[str, Loader]:
    """Return every source by name, those of other packages last."""
    added = {}
    for name, point in extensions("loaders").items():
        if name not in LOADERS:
            module = load_extension(point)
            added[name] = Loader(point.value, str(module.SUMMARY), str(module.EXAMPLE), point)
    return LOADERS | added


def companions(source: str, paths: Sequence[str]) -> dict[str, str]:
    """Return for each path that is read together with another of them that other path: it needs no load of its own."""
    loader = loaders().get(source)
    reads_with: Companions | None = getattr(loader.imported(), "companions", None) if loader else None
    local = {Path(path): path for path in paths if not _is_address(path)}
    if reads_with is None or len(local) < 2:
        return {}
    return {local[path]: local[main] for path, main in reads_with(list(local)).items()}


def _is_address(path: str | Path) -> bool:
    return str(path).lower().startswith(("http://", "https://"))


def _local(path: str | Path, progress: Progress | None) -> Path:
    """Return a file as it is, or a web address as the file that is downloaded from it into the working folder."""
    if not _is_address(path):
        return Path(path)
    from .publishers.registry import fetch_url

    return fetch_url(str(path), Path.cwd(), progress).path


def _mapping_text(mapping: str | Path | None) -> str:
    """Return what is in a mapping: a table that is read by another one says other things."""
    files = [Path(mapping), SHIPPED_MAPPINGS / f"{mapping}.yaml"] if mapping is not None else []
    return next((read_text(file) for file in files if file.is_file()), str(mapping or ""))


@gc_paused()
def load(
    graph: Graph,
    source: str,
    path: str | Path,
    edition: DayLike | None = None,
    progress: Progress | None = None,
    allow_shrink: bool = False,
    mapping: str | Path | None = None,
) -> LoadReport:
    """Load one file of a source into a graph, whole or not at all, and give its account.

    `edition` is the day of the file's publication, for files that do not say it. An edition that lacks more than a
    tenth of the list that stood until then is refused, unless `allow_shrink`. `mapping` says which column of an event
    table holds what: the name of a shipped mapping, or a file. Raises NotFound for an unknown source, InputError for a
    broken file; broken records are in the account's rejections.
    """
    loader = LOADERS.get(source) or loaders().get(source)
    if loader is None:
        raise no_such("source", source, loaders(), _WORDS_OF_SOURCES)
    path = _local(path, progress)
    if edition is not None:
        # Of a file of statements one data set and its day: `name@2024-01-01`.
        dataset, at, on = edition.rpartition("@") if isinstance(edition, str) else ("", "", edition)
        edition = f"{dataset}{at}{day(on)}"
    if mapping is not None and source != "event-table":
        raise ValueInvalid(f"a mapping is for event tables: load {path} as event-table")
    content = fingerprint(source, path, edition, _mapping_text(mapping))
    log.debug("%s %s: fingerprint %s", source, path, content)
    account = repeated(graph, content)
    if account is not None:
        account.check()
        keep_rejections(graph, path, account)
        log.info("%s %s: loaded before, unchanged", source, path)
        return account
    began = time.perf_counter()
    shrinking, mapped = shrink_allowed.set(allow_shrink), chosen_mapping.set(mapping)
    try:
        refuse_containers(path, source)
        with reading(content):
            account = loader.imported().load(graph, path, edition, progress)
    except InputError as error:
        raise explained(error, path, source) from error
    except ValueInvalid as error:
        raise InputError(str(path), str(error), "Correct the file; nothing of it was loaded.") from error
    finally:
        shrink_allowed.reset(shrinking)
        chosen_mapping.reset(mapped)
    keep_rejections(graph, path, account)
    log.info(
        "loaded %s %s: read %d, written %d, unchanged %d, ended %d, rejected %d, in %.1f s",
        *(source, path, account.read, account.written, account.unchanged, account.ended, account.rejected),
        time.perf_counter() - began,
    )
    return account
