"""What a score means: the same probes in several scripts and lengths, as docs/calibration.md shows them."""

from __future__ import annotations

import sys

from .compare import NamePart, compare_normalized, score_of
from .names import normalize_name
from .particulars import POINTS
from .weights import THRESHOLD

#: What is probed, the schema, a name, and with it: another spelling or script, a slip, one word other, another name.
PROBES = (
    ("Latin, one word", "Person", "Hannibal", "HANNIBAL", "Hanibal", None, "Hasdrubal"),
    ("Latin, two words", "Person", "Sergei Belov", "Сергей Белов", "Sergie Belov", "Sergei Volkov",
     "Karl Brandt"),
    ("Latin, three", "Person", "Sergei Pavlovich Belov", "Sergej Pavlovic Belov", "Sergei Pavlvich Belov",
     "Sergei Igorevich Belov", "Maria Isabel Torres"),
    ("Latin, five", "Person", "Hani Abd al-Latif Tilfah al-Tikriti", "Hani Abdul Latif Telfah Tikriti",
     "Hani Abd al-Latif Tilfha al-Tikriti", "Hani Abd al-Latif Tilfah al-Rawi", "Rebecca Grethe Anna Maria Schou"),
    ("Cyrillic", "Person", "Владимир Белов", "Wladimir Below", "Владимир Беолв", "Владимир Волков", "Карл Брандт"),
    ("Hangul", "Person", "김경일", "Kim Kyong Il", "김겅일", "김경민", "박미영"),
    ("Korean, romanised", "Person", "Kim Kyong Il", "Gim Gyeong-il", "Kim Kyung Il", "Kim Kyong Min", "Pak Mi Yong"),
    ("Han", "Person", "王小明", "Wang Xiaoming", None, "王小朋", "李建国"),
    ("Arabic", "Person", "محمد بن سعيد", "Muhammad bin Said", "محمد بن سعد", "محمد بن نايف", "حسين موسوي"),
    ("Company", "Company", "Brandt AG", "Brandt Aktiengesellschaft", "Brandd AG", "Brandt Energy AG", "Volkov PAO"),
    ("Ship", "Vessel", "Zu Zag Bong 6", "MV Zu Zag Bong 6", "Zu Zga Bong 6", "Zu Zag Bong 5", "Polar Star"),
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
        "Made by `make generate` from the weights and the probes in `queries/screening/calibration.py`. A score is an",
        f"order, not a probability; from {THRESHOLD:.2f} a person should look. A name has about the same score with",
        "itself in any script and of any length, and less only where it is very short. It is never 1, because two",
        "people may bear one name: a birth date that agrees adds to it, one that does not takes from it.",
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
    return f"{compare_normalized(normalize_name(a, schema), normalize_name(b, schema)).score:.2f}"


def _dated(name: str, schema: str, said: str) -> str:
    """Only persons are born."""
    if schema != "Person":
        return ""
    ready = normalize_name(name, schema)
    return f"{score_of([*compare_normalized(ready, ready).parts, NamePart(said, '', '', POINTS[said])]):.2f}"


if __name__ == "__main__":
    sys.stdout.write(table())
