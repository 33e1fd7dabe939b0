"""Score the reader by rules on labelled reports: precision, recall and F1 for each kind of thing that it reads.

    python benchmarks/read_score.py FILE [--texts FOLDER] [--half seen|apart] [--detail] [--graph GRAPH]

FILE has one labelled article a line (JSON lines: `id`, `publisher`, `published`, `text`, `labels`). A text that is not
ours is not in it: `reading/news.jsonl` has `url`, the words with which a passage `begins` and `ends`, and its `sha256`;
FOLDER holds it as `ID.txt`, cut from its page. Articles without their text are left out. Or FILE is a reports
file of the project's own form (YAML), beside a text `REPORT-ID.txt` for each report to score.

Part credit, article by article, pairs chosen dearest first:
  root_sources, places, people: 1 where the folded names are equal, are aliases, or one's telling words are the other's.
  observations: 1/4 each for place, date (one within the other 1/2), count (within a tenth 1/2) and unit; at least 1/2.
  claims: the topic must agree; then 1/3 topic, 1/3 by whom, 1/3 hedge (a neighbour among the levels 1/6).
  instruments: 1 where the numbers agree; `UN resolutions` without a number are one thing.
A label with `optional: true` neither adds to recall nor costs precision. Where labels say what each name means in the
graph (`links`), links are scored too: see read_links.py. Those of `reading/fresh.jsonl` are for the shipped case.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from read_links import KINDS as LINKED
from read_links import LinkTally, kinds_of, link_lines, tally_links
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders.curated.shipped import demo
from sanctionsgraph.reading.draft import Drafter
from sanctionsgraph.reading.event import GraphEvents
from sanctionsgraph.reading.instrument import instruments_of
from sanctionsgraph.reading.page import page_of
from sanctionsgraph.reading.report import ReportReading, read_report, root_speakers
from sanctionsgraph.reading.source_file import source_bytes
from sanctionsgraph.reading.span import MentionKind
from sanctionsgraph.reading.suggestion import Suggestion
from sanctionsgraph.schema.names import name_key
from sanctionsgraph.schema.vocabulary import Likelihood, Property, Stance

KINDS = ("root_sources", "places", "people", "observations", "claims", "instruments")
LEVELS = ("unconfirmed", "possible", "likely", "asserted")
HEDGES = {
    **dict.fromkeys(("confirmed", "stated", "alleged"), "asserted"),
    **dict.fromkeys(("probable", "suggested"), "likely"),
    **dict.fromkeys(("suspected", "may", "could"), "possible"),
    **dict.fromkeys(("unknown", "unverified"), "unconfirmed"),
    **dict.fromkeys(("denial", "denies", "rejected"), "denied"),
}
UNITS = {
    "freight car": "railcar wagon carriage boxcar car",
    "ship": "vessel boat tanker",
    "artillery shell": "shell round",
    "soldier": "troop personnel",
    "tonne": "ton",
}
ALIASES = (
    ("csis beyond parallel", "csis", "beyond parallel", "center for strategic and international studies"),
    ("white house", "us government", "government of the united states", "united states", "us", "washington"),
    ("us department of state", "us state department", "state department", "united states department of state"),
    (
        "us department of the treasury",
        "us treasury",
        "treasury",
        "united states department of the treasury",
        "office of foreign assets control",
        "ofac",
    ),
    ("un", "united nations"),
    ("eu", "european union", "council of the eu", "council of the european union"),
    ("us department of defense", "pentagon", "united states department of defense"),
    ("voice of america", "voa"),
    ("rusi", "royal united services institute"),
    ("tumangang station", "tumangang rail facility", "tumangang rail station", "tumangang", "tumangan"),
    ("khasan station", "khasan", "hassan"),
    ("najin port", "rajin port", "rajin", "najin", "rason port"),
    ("dunay", "dunai"),
    ("chinese government", "china", "beijing", "government of china"),
    ("south korean government", "government of south korea", "south korea", "seoul"),
    ("russian government", "government of russia", "kremlin", "russia", "moscow"),
    ("north korean government", "government of north korea", "north korea", "pyongyang", "dprk"),
    ("iranian government", "government of iran", "iran", "tehran"),
    ("japanese government", "government of japan", "japan", "tokyo"),
    ("ukrainian government", "government of ukraine", "ukraine", "kyiv"),
    ("national intelligence service", "nis", "national intelligence service of south korea"),
    ("un panel of experts", "panel of experts", "un panel of experts on north korea", "un experts"),
)
GENERIC = frozenset(
    [
        "station",
        "port",
        "city",
        "rail",
        "facility",
        "railway",
        "the",
        "of",
        "harbor",
        "harbour",
        "depot",
        "terminal",
        "oil",
        "ammunition",
        "county",
        "town",
    ]
)
TOPICS = {
    "arms": "arm munition weapon ammunition shell missile rocket",
    "materiel": "materiel technology assistance",
    "coal": "coal",
    "oil": "oil petroleum",
    "troops": "troop soldier personnel",
    "workers": "worker",
    "cargo": "cargo content identity",
}
#: The number of an instrument: of an act of the EU with its year, of a resolution without.
NUMBER = re.compile(r"\b\d{2,4}/\d{1,4}\b|(?<![\d/(])\b\d{3,5}\b(?![\d/)])")
Credit = Callable[[Any, Any], float]


def folded(name: str) -> str:
    return name_key(name.replace("U.S.", "US").replace("U.N.", "UN")).removeprefix("the ")


def group(name: str) -> object:
    return next((n for n, names in enumerate(ALIASES) if folded(name) in names), folded(name))


def same_name(gold: str, read: str, people: bool = False) -> float:
    if group(gold) == group(read):
        return 1.0
    left, right = set(folded(gold).split()), set(folded(read).split())
    if not left or not right:
        return 0.0
    if people:
        small, large = sorted((left, right), key=len)
        return 0.5 if len(small) == 1 and small < large else float(small <= large)
    left, right = left - GENERIC or left, right - GENERIC or right
    return float(left <= right or right <= left)


def span(date: str | None) -> tuple[str, str] | None:
    if not date:
        return None
    first, last = date.split("/")[0], date.split("/")[-1]
    return first + "-01-01"[len(first) - 4 :], last + "-12-31"[len(last) - 4 :]


def same_date(gold: str | None, read: str | None) -> float:
    if gold == read:
        return 1.0
    a, b = span(gold), span(read)
    return 0.5 if a and b and ((a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])) else 0.0


def unit(text: str | None) -> str:
    words = folded(text or "").split()
    last = re.sub(r"s$", "", words[-1]) if words else ""
    return next((name for name, others in UNITS.items() if last in (name.split()[-1], *others.split())), last)


def same_observation(gold: dict[str, Any], read: dict[str, Any]) -> float:
    g, r = gold.get("place"), read.get("place")
    place = same_name(g, r) if g and r else float(g == r)
    date = max(same_date(d, read.get("date")) for d in gold.get("date_any", [gold.get("date")]))
    a, b = gold.get("count"), read.get("count")
    count = 1.0 if a == b else 0.5 if a and b and abs(a - b) <= 0.1 * abs(a) else 0.0
    credit = (place + date + count + (unit(gold.get("unit")) == unit(read.get("unit")))) / 4
    return credit if credit >= 0.5 else 0.0


def topic(about: str) -> tuple[tuple[str, ...] | None, set[str], set[str]]:
    low = about.casefold()
    direction = re.search(r"(\w\w)\s*->\s*(\w\w)", low)
    words = {re.sub(r"s$", "", word) for word in re.findall(r"[a-z]+", low)}
    classes = {name for name, members in TOPICS.items() if words & set(members.split())}
    known = {member for members in TOPICS.values() for member in members.split()}
    return direction.groups() if direction else None, classes, {w for w in words - known if len(w) > 3}


def same_topic(gold: str, read: str) -> bool:
    (d1, c1, r1), (d2, c2, r2) = topic(gold), topic(read)
    if d1 and d2 and d1 != d2:
        return False
    if c1 and c2:
        loose = {"arms", "materiel"}
        return bool(c1 & c2) or (bool(d1) and d1 == d2 and c1 <= loose and c2 <= loose)
    return bool(r1 & r2)


def level(word: str | None) -> str:
    low = (word or "").casefold()
    return HEDGES.get(low, low)


def same_hedge(gold: dict[str, Any], read: dict[str, Any]) -> float:
    wanted = [level(hedge) for hedge in gold.get("hedge_any", gold["hedge"].split("|"))]
    got = level(read["hedge"])
    if got in wanted:
        return 1.0
    near = (abs(LEVELS.index(w) - LEVELS.index(got)) == 1 for w in wanted if w in LEVELS and got in LEVELS)
    return 0.5 if any(near) else 0.0


def same_claim(gold: dict[str, Any], read: dict[str, Any]) -> float:
    if not same_topic(gold["about"], read["about"]):
        return 0.0
    return (1 + same_name(gold["by"], read["by"]) + same_hedge(gold, read)) / 3


def same_instrument(gold: str, read: str) -> float:
    numbers = [set(NUMBER.findall(text)) for text in (gold, read)]
    if numbers[0] or numbers[1]:
        return float(bool(numbers[0] & numbers[1]))
    if folded(gold) == folded(read):
        return 1.0
    return float(all(re.search(r"\bun\b|united nations|security council|unsc", folded(text)) for text in (gold, read)))


CREDITS: dict[str, Credit] = {
    "root_sources": same_name,
    "places": same_name,
    "people": lambda gold, read: same_name(gold, read, people=True),
    "observations": same_observation,
    "claims": same_claim,
    "instruments": same_instrument,
}


# -- what the rules read -----------------------------------------------------------------------------


def hedge_of(suggestion: Suggestion) -> str | None:
    if suggestion.stance is Stance.SUGGESTS:
        strong = (Likelihood.LIKELY, Likelihood.VERY_LIKELY, Likelihood.ALMOST_CERTAIN)
        words = re.search(r"suggest|indicat|appear|seem|believ|assess|estimat", suggestion.hedge or "", re.I)
        return "likely" if suggestion.likelihood in strong or words else "possible"
    names = {Stance.ASSERTS: "asserted", Stance.DENIES: "denied", Stance.DOUBTS: "unconfirmed"}
    return names.get(suggestion.stance)


def read_claims(drafter: Drafter, speakers: dict[str, str]) -> list[dict[str, Any]]:
    """One claim for each transfer, doubt or denial of a speaker: with its direction, and its strongest hedge."""
    claims: dict[tuple[str, str], dict[str, Any]] = {}
    sides: dict[tuple[str, str, str], dict[str, str]] = {}
    for s in drafter.suggestions:
        if s.entity and s.entity.startswith("iso:") and s.property in (Property.FROM, Property.TO):
            sides.setdefault((s.about, s.speaker, s.quote.exact), {})[s.property.value] = s.entity.removeprefix("iso:")
    for s in drafter.suggestions:
        hedge = hedge_of(s)
        if hedge is None or (s.property is Property.EXISTS and s.value is not True):
            continue
        by = speakers.get(s.speaker, s.speaker)
        if s.property is Property.EXISTS:
            goods = [
                g
                for g in drafter.suggestions
                if g.about == s.about and g.quote == s.quote and g.property is Property.GOODS
            ]
            words = " ".join((g.entity or str(g.value)).removeprefix("goods:").replace("-", " ") for g in goods)
            side = sides.get((s.about, s.speaker, s.quote.exact), {})
            arrow = f"{side['from']}->{side['to']}" if len(side) == 2 else ""
            add(claims, (f"{words} {arrow}", by), {"about": f"{words} transfer {arrow}", "by": by, "hedge": hedge})
        elif s.property is Property.GOODS and hedge == "unconfirmed":
            add(claims, ("cargo", by), {"about": "cargo identity", "by": by, "hedge": hedge})
        elif s.property is Property.LEGALITY and hedge == "denied":
            add(claims, ("violation", by), {"about": "violation of sanctions", "by": by, "hedge": hedge})
        elif s.property is Property.GOODS and s.about.startswith("new:observation") and s.entity:
            about = f"{s.entity.removeprefix('goods:')} seen"
            add(claims, (about, by), {"about": about, "by": by, "hedge": hedge})
    return list(claims.values())


def add(claims: dict[tuple[str, str], dict[str, Any]], key: tuple[str, str], claim: dict[str, Any]) -> None:
    """Keep one claim of a topic and a speaker: the firmest."""
    topic_, by = key
    for (other, speaker), known in claims.items():
        if (
            speaker == by
            and same_topic(known["about"], claim["about"])
            and (known["hedge"] == "denied") == (claim["hedge"] == "denied")
        ):
            order = claim["hedge"] != "denied" and LEVELS.index(claim["hedge"]) > LEVELS.index(known["hedge"])
            claims[other, speaker] = claim if order else known
            return
    claims[topic_, by] = claim


def read_observations(drafter: Drafter) -> list[dict[str, Any]]:
    return [
        {
            "place": seen.place.words if seen.place else None,
            "date": seen.date.date if seen.date else None,
            "count": seen.number,
            "unit": seen.unit,
        }
        for seen in drafter.sightings
    ]


def read(graph: Graph, events: GraphEvents, article: dict[str, Any]) -> tuple[dict[str, list[Any]], ReportReading]:
    page = page_of(source_bytes(article["text"].encode(), f"{article['id']}.txt"))
    reading = read_report(graph, page, published=article.get("published"), publisher=article.get("publisher"))
    drafter = Drafter(reading, events)
    drafter.draft()
    names = {s.id: s.name for row in reading.speakers for s in row if s.id}
    names |= {thing.id: thing.name for thing in drafter.things}
    places = whole_places(m.words for m in reading.mentions if m.kind is MentionKind.PLACE)
    instruments = list(dict.fromkeys(phrase.name for phrase in instruments_of(reading.text)))
    return {
        "root_sources": unique(speaker.name for speaker in root_speakers(reading.speakers)),
        "places": places,
        "people": whole_names(m.words for m in reading.mentions if m.kind is MentionKind.PERSON),
        "observations": read_observations(drafter),
        "claims": read_claims(drafter, names),
        "instruments": instruments,
    }, reading


def unique(names: Iterable[str]) -> list[str]:
    return list({group(name): name for name in names}.values())


def whole_places(names: Iterable[str]) -> list[str]:
    """The names of places, each once, with a word for its kind or without."""
    kept: dict[object, str] = {}
    for name in names:
        words = set(folded(name).split())
        kept.setdefault(group(name) if group(name) != folded(name) else frozenset(words - GENERIC or words), name)
    return list(kept.values())


def whole_names(names: Iterable[str]) -> list[str]:
    """The names of people, without those that are part of a longer one."""
    known = list(dict.fromkeys(names))
    return unique(n for n in known if not any(n != other and set(n.split()) < set(other.split()) for other in known))


# -- the score ---------------------------------------------------------------------------------------


@dataclass
class Tally:
    gold: int = 0
    read: int = 0
    credit: float = 0.0
    whole: int = 0
    lines: list[str] = field(default_factory=list)

    def row(self) -> tuple[float, float, float]:
        precision = self.credit / self.read if self.read else float(not self.gold)
        recall = self.credit / self.gold if self.gold else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairs(gold: list[Any], read: list[Any], credit: Credit) -> list[tuple[float, int, int]]:
    every = sorted(
        ((credit(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)), key=lambda t: (-t[0], t[1:])
    )
    chosen: list[tuple[float, int, int]] = []
    for value, i, j in every:
        if value > 0 and all(i != a and j != b for _, a, b in chosen):
            chosen.append((value, i, j))
    return chosen


def tally(table: dict[str, Tally], kind: str, article: str, gold: list[Any], read: list[Any]) -> None:
    shown = [g["name"] if isinstance(g, dict) and "name" in g else g for g in gold]
    optional = {i for i, g in enumerate(gold) if isinstance(g, dict) and g.get("optional")}
    chosen = pairs(shown, read, CREDITS[kind])
    own = [(value, i, j) for value, i, j in chosen if i not in optional]
    row = table[kind]
    row.gold += len(gold) - len(optional)
    row.read += len(read) - sum(i in optional for _, i, _ in chosen)
    row.credit += sum(value for value, _, _ in own)
    row.whole += sum(value > 0.999 for value, _, _ in own)
    row.lines += [f"  {article} {kind} PART {v:.2f}: {gold[i]} ~ {read[j]}" for v, i, j in own if v < 0.999]
    paired = {i for _, i, _ in chosen}, {j for _, _, j in chosen}
    row.lines += [f"  {article} {kind} MISSED: {g}" for i, g in enumerate(gold) if i not in paired[0] | optional]
    row.lines += [f"  {article} {kind} EXTRA: {r}" for j, r in enumerate(read) if j not in paired[1]]


def labelled(path: Path, texts: Path | None = None) -> list[dict[str, Any]]:
    """The articles of a file: JSON lines, or a reports file with a text beside it for each report."""
    if path.suffix in (".yaml", ".yml"):
        return from_reports(path)
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [article for article in articles if "text" in article or (texts and with_text(article, texts))]


def with_text(article: dict[str, Any], texts: Path) -> bool:
    """Put the passage of an article into it from a folder; whether it is there, with the digest that was labelled."""
    path = texts / f"{article['id']}.txt"
    content = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    article["text"] = content
    return hashlib.sha256(content.encode()).hexdigest() == article["sha256"]


def from_reports(path: Path) -> list[dict[str, Any]]:
    """The labels of a reports file, as far as they are of these kinds: what was seen, and who claims which transfer."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = {item["id"]: item["name"] for key in ("things", "publishers") for item in content.get(key, ())}
    articles = []
    for report in content["reports"]:
        text = path.parent / f"{report['id'].replace(':', '-')}.txt"
        if text.exists():
            labels = from_claims(report["claims"], names)
            articles.append(
                {
                    "id": report["id"],
                    "publisher": names.get(report["publisher"], report["publisher"]),
                    "published": str(report.get("published") or report["accessed"]),
                    "text": text.read_text(encoding="utf-8"),
                    "labels": labels,
                }
            )
    return articles


def from_claims(claims: list[dict[str, Any]], names: dict[str, str]) -> dict[str, list[Any]]:
    events: dict[str, dict[str, Any]] = {}
    for claim in claims:
        events.setdefault(claim["about"], {}).setdefault(claim["property"], claim.get("entity") or claim.get("value"))
        if claim["property"] == "quantity":
            events[claim["about"]]["unit"] = claim.get("unit")
    called = lambda id_: names.get(id_, str(id_).partition(":")[2].replace("-", " ") or str(id_))  # noqa: E731
    seen = [
        {"place": called(e["place"]) if e.get("place") else None, "date": str(e["date"]) if e.get("date") else None,
         "count": e["quantity"], "unit": e["unit"]}
        for e in events.values() if "quantity" in e
    ]  # fmt: skip
    words = {"suggests": "likely|possible", "denies": "denied", "doubts": "unconfirmed", "asserts": "asserted"}
    transfers = [
        {
            "about": f"{called(e.get('goods', ''))} {_arrow(str(e['from']), str(e['to']))}",
            "by": called(c["speaker"]),
            "hedge": c.get("likelihood") or words.get(c["stance"], c["stance"]),
        }
        for c in claims
        if c["property"] == "exists" and {"from", "to"} <= (e := events[c["about"]]).keys()
    ]
    speakers = {called(claim["speaker"]) for claim in claims}
    places = {called(e["place"]) for e in events.values() if e.get("place")}
    return {"root_sources": sorted(speakers), "places": sorted(places), "people": [], "observations": seen,
            "claims": transfers, "instruments": []}  # fmt: skip


def _arrow(giver: str, receiver: str) -> str:
    """The direction of a transfer between States; none where a side is something else."""
    states = giver.startswith("iso:") and receiver.startswith("iso:")
    return f"{giver.removeprefix('iso:')}->{receiver.removeprefix('iso:')}" if states else ""


def score(graph: Graph, articles: list[dict[str, Any]]) -> tuple[dict[str, Tally], dict[MentionKind, LinkTally]]:
    """Return what was read of each kind, and what the names were linked to, of the articles whose labels say that."""
    events = GraphEvents(graph)
    table = {kind: Tally() for kind in KINDS}
    links = {kind: LinkTally() for kind in LINKED}
    things = kinds_of(graph, (id_ for article in articles for id_ in article["labels"].get("links", ())))
    for article in articles:
        answer, reading = read(graph, events, article)
        for kind in KINDS:
            tally(table, kind, article["id"], article["labels"].get(kind, []), answer[kind])
        if "links" in article["labels"]:
            tally_links(links, article["id"], article["labels"]["links"], reading.mentions, things)
    return table, links


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled articles (JSON lines) or reports (YAML)")
    parser.add_argument("--texts", type=Path, help="a folder with the passages of articles that are not ours")
    parser.add_argument(
        "--half", choices=("seen", "apart"), help="only the passages that rules were, or were not, written on"
    )
    parser.add_argument("--graph", help="a graph to read against; the shipped case if not given")
    parser.add_argument("--detail", action="store_true", help="show what was missed, extra or in part")
    given = parser.parse_args()
    articles = [a for a in labelled(given.file, given.texts) if given.half in (None, a.get("half"))]
    table, links = score(open_graph(given.graph) if given.graph else demo(), articles)
    if given.detail:
        sys.stdout.writelines(line + "\n" for row in table.values() for line in row.lines)
    print(f"{'kind':14}{'gold':>6}{'read':>6}{'credit':>8}{'P':>7}{'R':>7}{'F1':>7}{'whole':>7}")
    total = Tally()
    for kind, row in table.items():
        total.gold, total.read, total.credit = total.gold + row.gold, total.read + row.read, total.credit + row.credit
        print(
            f"{kind:14}{row.gold:6}{row.read:6}{row.credit:8.2f}"
            + "".join(f"{v:7.3f}" for v in row.row())
            + f"{row.whole:7}"
        )
    print(f"{'all':14}{total.gold:6}{total.read:6}{total.credit:8.2f}" + "".join(f"{v:7.3f}" for v in total.row()))
    if any("links" in article["labels"] for article in articles):
        print("\n".join(link_lines(links, given.detail)))


if __name__ == "__main__":
    main()
