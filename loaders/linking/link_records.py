"""Links that a list states, as records of its edition: resolved by the names of that edition alone.

So what an edition says of links does not depend on which other editions were loaded, nor in which order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ...graph.editions.record_version import LINK_KEY, RecordVersion
from ...graph.load_report import LoadReport
from ...schema.statements import Listing, Record, Relation
from ..common.load import Found, Rows, unique
from .entry_index import EntryIndex
from .phrases import links_in
from .stated_link import StatedLink, links_of
from .states import link_states, states_of


def linked(account: LoadReport, records: list[Found], rows: Rows) -> Rows:
    """Put the entries of a list into `rows` as `unique` does, with their States and the links that they state."""
    listings = [record for _, record, _ in records if isinstance(record, Listing)]
    for listing in listings:
        link_states(listing)
    rows.entities += states_of(listings)
    relations = _link_records(listings, rows.edition.dataset, account)
    rows.links = [RecordVersion.of(link, counted=False) for link in relations]
    return unique(account, records, rows)


def _link_records(listings: list[Listing], dataset: str, account: LoadReport) -> Iterator[Record]:
    index = EntryIndex(listings)
    numbers = {listing.reference: listing.about for listing in listings}
    seen: set[str] = set()
    for link in sorted(set(_stated(listings, index)), key=lambda link: (link.about, link.role, link.name, link.words)):
        there = {numbers[link.name]} if link.name in numbers else index.named(link.name)
        entries = there - {link.about}
        if len(entries) != 1:
            account.links_stated += 1
            continue
        record = _record(link, entries.pop(), dataset)
        # A list may state one link by name and by number.
        if record.key not in seen:
            seen.add(record.key)
            account.links_stated += 1
            account.links_resolved += 1
            yield record


def _stated(listings: Iterable[Listing], index: EntryIndex) -> Iterator[StatedLink]:
    for listing in listings:
        yield from links_of(listing)
        yield from links_in(listing, index)


def _record(link: StatedLink, other: str, dataset: str) -> Relation:
    ends = (link.about, other) if link.kind.forward else (other, link.about)
    mark = hashlib.blake2b(repr((link.kind.schema, link.role, ends)).encode(), digest_size=6).hexdigest()
    return link.kind.model(
        id="",
        name=link.words,
        dataset=dataset,
        key=f"{LINK_KEY}{link.about.partition(':')[2]}/{mark}",
        ftmSchema=link.kind.schema,
        role=link.role,
        subject=[ends[0]],
        object=[ends[1]],
    )
