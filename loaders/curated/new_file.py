"""A reports file to begin with: a skeleton with comments, or the claims of another file in another form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ...schema.dates import HalfDate
from ...schema.ids import slug
from ...schema.vocabulary import EVENT_PROPERTIES, Basis, Likelihood, Property, Qualifier, Stance
from .claim_sheet import is_sheet, sheet_content
from .form import number_of
from .yaml_text import YamlMapping, YamlValue, parse_yaml

#: How every reports file that this program writes begins.
HEAD = "# A report and its claims, for `sanctionsgraph load reports`."


@dataclass(frozen=True)
class BegunReport:
    """What is known of a report before its claims are entered."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    def publisher_id(self) -> str:
        """Return the id that its publisher gets."""
        return f"pub:{slug(self.publisher or '') or 'my-publisher'}"

    def report_id(self) -> str:
        """Return its own id: publisher and day, by custom."""
        day = HalfDate.parse(self.published).text.replace("/", "-to-") if self.published else "2024-01-31"
        return f"report:{slug(self.publisher or '') or 'my-publisher'}-{day}"


def content_of(path: Path) -> YamlMapping:
    """Return what a reports file holds, in whichever form it is."""
    return sheet_content(path) if is_sheet(path) else parse_yaml(path)


def as_yaml(content: YamlMapping) -> str:
    """Return what a reports file holds as YAML. Comments of the file that it comes from are not kept."""
    plain = _plain(content)
    kept = {name: section for name, section in plain.items() if section}
    return f"{HEAD}\n" + str(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=110))


def skeleton(report: BegunReport, schema: str | None = None) -> str:
    """Return the skeleton of a reports file; `schema` is where an editor finds its JSON Schema."""
    text = _SKELETON
    kinds = ", ".join(kind for kind in EVENT_PROPERTIES if kind != "Event")
    words: Mapping[str, str] = {
        "HEAD": HEAD,
        "SCHEMA": f"# yaml-language-server: $schema={schema}\n" if schema else "",
        "PUBLISHER_ID": report.publisher_id(),
        "PUBLISHER": _quoted(report.publisher),
        "REPORT_ID": report.report_id(),
        "TITLE": _quoted(report.title),
        "PUBLISHED": HalfDate.parse(report.published).text if report.published else "",
        "URL": _quoted(report.url),
        "KINDS": kinds,
        "BASES": _listed(Basis),
        "STANCES": _listed(Stance),
        "LIKELIHOODS": _listed(Likelihood),
        "QUALIFIERS": _listed(Qualifier),
        "PROPERTIES": _listed(name for name in Property if name in EVENT_PROPERTIES["Observation"]),
    }
    for word, value in words.items():
        text = text.replace(f"<{word}>", value)
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def skeleton_rows(report: BegunReport) -> list[dict[str, object]]:
    """Return the rows of a table to begin with."""
    event = "own:my-event"
    head: dict[str, object] = {
        "record": "report", "id": report.report_id(), "title": report.title or "", "publisher": report.publisher_id(),
        "published": report.published or "", "url": report.url or "", "about": event, "stance": str(Stance.ASSERTS),
    }  # fmt: skip
    names = ("date", "place", "quantity", "goods")
    claims: list[dict[str, object]] = [{"record": "claim", "id": name, "property": name} for name in names]
    return [
        {"record": "publisher", "id": report.publisher_id(), "name": report.publisher or ""},
        {"record": "thing", "id": event, "kind": "Observation", "name": ""},
        head,
        *claims,
    ]


def _plain(value: YamlValue) -> Any:
    if isinstance(value, YamlMapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None or (number := number_of(value)) is None:
        plain_flag = getattr(value, "plain", False) and value in ("true", "false")
        return value == "true" if plain_flag else None if value is None else str(value)
    return number


def _quoted(text: str | None) -> str:
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10_000).strip() if text else ""


def _listed(terms: Any) -> str:
    """Return terms in comments of a width that an editor shows."""
    lines, line = list[str](), ""
    for term in terms:
        if len(line) + len(term) > 96:
            lines.append(line)
            line = ""
        line += f"{term}, "
    return "\n#   ".join([*lines, line.rstrip(", ")])


_SKELETON = """\
<HEAD>
<SCHEMA># Fill in what is empty, take out what the report does not say, and see what a load would do:
#
#   sanctionsgraph load reports FILE --check
#
# An id is namespace:key. `sanctionsgraph find NAME` shows the ids that the graph has; use these wherever there is one.

publishers:                       # who published it; leave out what the graph has
  - id: "<PUBLISHER_ID>"
    name: <PUBLISHER>

things:                           # what the claims speak of and the graph lacks: an id, a kind and a name, no facts
  - id: "own:my-event"            # what was seen or is said to have happened
    kind: Observation             # one of <KINDS>
    name:                         # such as: Freight cars at Tumangang on 5 October 2023

reports:
  - id: "<REPORT_ID>"
    title: <TITLE>
    publisher: "<PUBLISHER_ID>"
    published: <PUBLISHED>                    # 2024-01-31, or as far as it is known: 2024-01
    url: <URL>
    seen: primary                 # its own page; or copy, or secondary where others tell of it
    accessed:                     # the day on which you read it

    defaults:                     # holds for each claim below that does not say otherwise
      about: "own:my-event"
      speaker:                    # the id of who says so, which is seldom who publishes it
      basis:                      # on what evidence; see below
      stance: asserts
      locator:                    # where in the report: first paragraph, page 3

    claims:                       # one property of one entity each
      - id: date
        property: date
        value:
      - id: place
        property: place
        entity:                   # an id; `value` is for what is no entity
      - id: quantity
        property: quantity
        value:
        unit:
        qualifier:
        hedge:                    # the words of doubt or strength, verbatim
        quote:                    # the sentence, verbatim
      - id: goods
        property: goods
        value:
        stance: doubts
        hedge:

# What another said first is a claim of its own, and `rests_on: ["#date"]` (or a full id) leads to it: a paper that
# repeats a think tank adds no origin. A denial has `answers`. docs/data-files.md has every key.
#
# property:
#   <PROPERTIES>
# basis, what a claim stands on, as far as the report says:
#   <BASES>
# stance, what the speaker does with it:
#   <STANCES>
# likelihood, what the words express:
#   <LIKELIHOODS>
# qualifier, how a number is meant:
#   <QUALIFIERS>
"""
