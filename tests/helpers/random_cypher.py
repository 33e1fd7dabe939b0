"""Read-only Cypher at random, of the subset that docs/cypher.md teaches: what both engines must answer alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import sanctionsgraph as sg
from sanctionsgraph.schema.family import FAMILIES


@dataclass(frozen=True)
class Vocabulary:
    """What a graph has: labels by family, links as (family, type, family), properties by family, some values."""

    labels: dict[str, list[str]]
    links: list[tuple[str, str, str]]
    properties: dict[str, list[str]]
    values: list[str]

    @classmethod
    def of(cls, graph: sg.Graph) -> Vocabulary:
        """Read it off a graph."""
        labels, properties, values, links = {}, {}, set[str](), set[tuple[str, str, str]]()
        for family in FAMILIES:
            nodes = [row["n"] for row in graph.run(f"MATCH (n:{family}) RETURN n")]
            labels[family] = sorted({label for node in nodes for label in node["labels"]} - {family})
            texts = {key for node in nodes for key, value in node["properties"].items() if isinstance(value, str)}
            properties[family] = sorted(texts)
            values |= {v for node in nodes for v in node["properties"].values() if isinstance(v, str) and len(v) < 40}
            for row in graph.run(f"MATCH (a:{family})-[r]->(b) RETURN DISTINCT type(r) AS type, labels(b) AS labels"):
                links |= {(family, row["type"], end) for end in FAMILIES if end in row["labels"]}
        return cls(labels, sorted(links), properties, sorted(values))


def statement(words: Vocabulary, chance: random.Random) -> str:
    """Return a statement whose rows are ordered totally, or compared as a set."""
    start, type_, end = chance.choice(words.links)
    named = {"a": start, "r": "", "b": end}
    pattern = f"(a:{_labels(words, start, chance)})-[:{type_}]->(b:{_labels(words, end, chance)})"
    clauses = [f"MATCH {pattern}"]
    if chance.random() < 0.6:
        clauses.append("WHERE " + _condition(words, named, chance))
    following = [link for link in words.links if link[0] == end]
    if following and chance.random() < 0.5:
        _, more, third = chance.choice(following)
        optional = "OPTIONAL " if chance.random() < 0.5 else ""
        clauses.append(f"{optional}MATCH (b)-[:{more}]->(c:{third})")
        named["c"] = third
    ends = [name for name in named if name != "r"]
    return " ".join([*clauses, _returned(words, named, ends, chance)])


def _labels(words: Vocabulary, family: str, chance: random.Random) -> str:
    if words.labels[family] and chance.random() < 0.3:
        return f"{family}:{chance.choice(words.labels[family])}"
    return family


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _property(words: Vocabulary, named: dict[str, str], chance: random.Random) -> str:
    name = chance.choice([name for name, family in named.items() if family])
    return f"{name}.{chance.choice(words.properties[named[name]] or ['id'])}"


def _condition(words: Vocabulary, named: dict[str, str], chance: random.Random, depth: int = 2) -> str:
    value = _text(chance.choice(words.values))
    part = _property(words, named, chance)
    name = part.partition(".")[0]
    simple: Sequence[str] = (
        f"{part} = {value}",
        f"{part} <> {value}",
        f"{part} {chance.choice(('<', '<=', '>', '>='))} {value}",
        f"{part} IN [{value}, {_text(chance.choice(words.values))}]",
        f"{part} {chance.choice(('CONTAINS', 'STARTS WITH', 'ENDS WITH'))} {_text(chance.choice(words.values)[:2])}",
        f"{part} IS {chance.choice(('NULL', 'NOT NULL'))}",
        f"coalesce({part}, '') {chance.choice(('=', '<', '>'))} {value}",
        f"size({part}) > {chance.randrange(12)}",
        f"toLower({part}) = toLower({value})",
        f"({name})-[:{chance.choice(words.links)[1]}]->()",
        f"{value} IN coalesce({name}.names, [])",
        f"any(x IN coalesce({name}.names, []) WHERE x CONTAINS {_text(chance.choice(words.values)[:1])})",
        f"{name}:{chance.choice(words.labels[named[name]] or [named[name]])}",
    )
    if depth and chance.random() < 0.4:
        both = [_condition(words, named, chance, depth - 1) for _ in range(2)]
        joined = f"({both[0]} {chance.choice(('AND', 'OR', 'XOR'))} {both[1]})"
        return f"NOT {joined}" if chance.random() < 0.3 else joined
    return chance.choice(simple)


def _returned(words: Vocabulary, named: dict[str, str], ends: list[str], chance: random.Random) -> str:
    part, other = _property(words, named, chance), _property(words, named, chance)
    last = ends[-1]
    if chance.random() < 0.4:
        counted = chance.choice(
            (
                f"count(DISTINCT {last}) AS n, min({part}) AS low, max({part}) AS high",
                f"count({part}) AS n, size(collect(DISTINCT {part})) AS several",
                f"count(*) AS n, sum(size(coalesce({part}, ''))) AS length",
            )
        )
        return f"WITH a, {counted} RETURN a.id AS a, {', '.join(_names(counted))} ORDER BY a LIMIT 50"
    ids = ", ".join(f"{name}.id AS {name}" for name in ends)
    shown = chance.choice(
        (
            f"{part} AS x",
            f"CASE WHEN {_condition(words, named, chance, 1)} THEN 'yes' ELSE 'no' END AS x",
            f"coalesce({part}, {other}, '-') AS x",
            f"substring(coalesce({part}, ''), 1, 3) AS x",
            f"[x IN coalesce(a.names, []) WHERE size(x) > {chance.randrange(9)} | toUpper(x)] AS x",
            f"split(coalesce({part}, ''), ':')[0] AS x",
            f"toUpper(left(coalesce({part}, ''), {chance.randrange(5)})) AS x",
            f"replace(coalesce({part}, ''), 'a', 'b') + '!' AS x",
        )
    )
    distinct = chance.choice(("", "DISTINCT "))
    limit = f" SKIP {chance.randrange(3)} LIMIT {chance.choice((1, 5, 50))}" if chance.random() < 0.4 else ""
    return f"RETURN {distinct}{ids}, {shown} ORDER BY {', '.join((*ends, 'x'))}{limit}"


def _names(counted: str) -> list[str]:
    return [word.split()[0].rstrip(",") for word in counted.split(" AS ")[1:]]
