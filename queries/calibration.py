"""What a score means: the same probes in several scripts and lengths, as docs/calibration.md shows them."""

from __future__ import annotations

import sys

from .compare import Part, compare_ready, score_of
from .names import prepare
from .particulars import POINTS
from .weights import THRESHOLD

#: What is probed, the schema, a name, and with it: another spelling or script, a slip, one word other, another name.
PROBES = (
    ("Latin, one word", "Person", "Hannibal", "HANNIBAL", "Hanibal", None, "Hasdrubal"),
    ("Latin, two words", "Person", "Sergei Lavrov", "Сергей Лавров", "Sergie Lavrov", "Sergei Naryshkin",
     "Olaf Scholz"),
    ("Latin, three", "Person", "Sergei Viktorovich Lavrov", "Sergej Viktorovic Lavrov", "Sergei Viktorvich Lavrov",
     "Sergei Petrovich Lavrov", "Maria Isabel Torres"),
    ("Latin, five", "Person", "Hani Abd al-Latif Tilfah al-Tikriti", "Hani Abdul Latif Telfah Tikriti",
     "Hani Abd al-Latif Tilfha al-Tikriti", "Hani Abd al-Latif Tilfah al-Rawi", "Rebecca Grethe Anna Maria Schou"),
    ("Cyrillic", "Person", "Владимир Путин", "Wladimir Putin", "Владимир Пуитн", "Владимир Потанин", "Олаф Шольц"),
    ("Hangul", "Person", "김경일", "Kim Kyong Il", "김겅일", "김경민", "박근혜"),
    ("Korean, romanised", "Person", "Kim Kyong Il", "Gim Gyeong-il", "Kim Kyung Il", "Kim Kyong Min", "Pak Kun Hye"),
    ("Han", "Person", "习近平", "Xi Jinping", None, "习近朋", "李克强"),
    ("Arabic", "Person", "محمد بن سلمان", "Muhammad bin Salman", "محمد بن سلمن", "محمد بن نايف", "حسين موسوي"),
    ("Company", "Company", "Siemens AG", "Siemens Aktiengesellschaft", "Simens AG", "Siemens Energy AG", "Gazprom PAO"),
    ("Ship", "Vessel", "Zu Zag Bong 6", "MV Zu Zag Bong 6", "Zu Zga Bong 6", "Zu Zag Bong 5", "Angara"),
)  # fmt: skip
HEAD = (
    "",
    "same name",
    "and birth date",
    "and other birth date",
    "other spelling",
    "a slip",
    "one word other",
    "another",
)


def table() -> str:
    """The probes as a page in Markdown."""
    lines = [
        "# What a score means",
        "",
        "Made by `make generate` from the weights and the probes in `queries/calibration.py`. A score is an order, not",
        f"a probability; from {THRESHOLD:.2f} a person should look. A name has about the same score with itself in any",
        "script and of any length, and less only where it is very short. It is never 1, because two people may bear",
        "one name: a birth date that agrees adds to it, one that does not takes from it.",
        "",
        f"| {' | '.join(HEAD)} |",
        f"|{'---|' * len(HEAD)}",
    ]
    for what, schema, name, *others in PROBES:
        spelling, *differing = others
        cells = [_score(name, name, schema), *(_dated(name, schema, said) for said in _BIRTHS)]
        cells += [_score(name, other, schema) if other else "" for other in (spelling, *differing)]
        lines.append(f"| {what}: {name} | {' | '.join(cells)} |")
    lines += ["", "The other names of each row, in the order of the columns:", ""]
    lines += [f"- {what}: {'; '.join(other or 'none' for other in others)}" for what, _, _, *others in PROBES]
    return "\n".join([*lines, ""])


_BIRTHS = ("same birth date", "other birth date")


def _score(a: str, b: str, schema: str) -> str:
    return f"{compare_ready(prepare(a, schema), prepare(b, schema)).score:.2f}"


def _dated(name: str, schema: str, said: str) -> str:
    """Only persons are born."""
    if schema != "Person":
        return ""
    ready = prepare(name, schema)
    return f"{score_of([*compare_ready(ready, ready).parts, Part(said, '', '', POINTS[said])]):.2f}"


if __name__ == "__main__":
    sys.stdout.write(table())
