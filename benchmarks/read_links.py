"""Score what the names of labelled reports are linked to: right, wrong, or not linked, for each kind of thing.

Labels have `links`: under the id of each thing that a passage names the words by which it does, and under the empty
text the words of what has no id. Those, and what the graph does not hold, must be linked to nothing. Each name of a
passage counts once, however often it stands there. A name that is linked though no label has it counts as wrong, so
that no link passes unread. Goods are not scored: a lexicon names their ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sanctionsgraph.graph.store import Graph
from sanctionsgraph.reading.mention import TextMention
from sanctionsgraph.reading.span import MentionKind
from sanctionsgraph.schema.names import name_key

KINDS = tuple(kind for kind in MentionKind if kind is not MentionKind.GOODS)
#: What the graph calls things of each kind; a body is what is none of these.
_LABELS = {"Country": MentionKind.STATE, "Place": MentionKind.PLACE, "Person": MentionKind.PERSON}
_LABELS |= {"Vessel": MentionKind.SHIP}


@dataclass
class LinkTally:
    """How many names of a kind the graph holds, and how many are linked rightly, wrongly, or not."""

    names: int = 0
    right: int = 0
    wrong: int = 0
    unresolved: int = 0
    lines: list[str] = field(default_factory=list)

    def row(self) -> tuple[float, float]:
        """Return precision, of the links that were made, and recall, of the names that the graph holds."""
        made = self.right + self.wrong
        return self.right / made if made else 1.0, self.right / self.names if self.names else 1.0


def folded(words: str) -> str:
    """Return a name as labels are compared: `U.S.` and `US` are one, and an article is no part of it."""
    return name_key(words.replace(".", "")).removeprefix("the ")


def kinds_of(graph: Graph, ids: Iterable[str]) -> dict[str, MentionKind]:
    """Return the kind of each thing that labels name and the graph holds."""
    wanted = sorted(set(ids) - {""})
    rows = graph.read("MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, labels(e) AS labels", ids=wanted).rows
    return {
        row["id"]: next((kind for label, kind in _LABELS.items() if label in row["labels"]), MentionKind.BODY)
        for row in rows
    }


def tally_links(
    table: Mapping[MentionKind, LinkTally],
    article: str,
    labels: Mapping[str, Sequence[str]],
    mentions: Iterable[TextMention],
    kinds: Mapping[str, MentionKind],
) -> None:
    """Count the links of one article into a table."""
    wanted = {folded(name): id_ if id_ in kinds else "" for id_, names in labels.items() for name in names}
    read: dict[str, dict[str, TextMention]] = defaultdict(dict)
    for mention in mentions:
        if mention.kind is not MentionKind.GOODS and mention.id:
            read[folded(mention.words)].setdefault(mention.id, mention)
    for name, id_ in wanted.items():
        if id_:
            row = table[kinds[id_]]
            row.names += 1
            if not read.get(name):
                row.unresolved += 1
                row.lines.append(f"  {article} {kinds[id_]} NOT LINKED: {name} ({id_})")
    for name, links in read.items():
        for id_, mention in links.items():
            row = table[kinds.get(id_, mention.kind)]
            meant = wanted.get(name, "")
            if id_ == meant:
                row.right += len(links) == 1
                continue
            row.wrong += 1
            why = f"means {meant}" if meant else "the graph does not hold it" if name in wanted else "not labelled"
            row.lines.append(f"  {article} {mention.kind} WRONG LINK: {mention.words} -> {id_} ({why})")


def link_lines(table: Mapping[MentionKind, LinkTally], detail: bool) -> Iterable[str]:
    """Yield the table as text. Wrong links are always named, names without a link only in detail."""
    for row in table.values():
        yield from (line for line in row.lines if detail or "WRONG LINK" in line)
    yield f"{'links':14}{'names':>6}{'right':>7}{'wrong':>7}{'none':>6}{'P':>7}{'R':>7}"
    for kind, row in table.items():
        precision, recall = row.row()
        counts = f"{row.names:6}{row.right:7}{row.wrong:7}{row.unresolved:6}"
        yield f"{kind:14}{counts}{precision:7.3f}{recall:7.3f}"
