"""Decisions on suggested claims, and the reports file that the accepted ones become."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..graph.output import JSON, output
from ..schema.errors import InputError
from .suggested_file import SUFFIX, PlainDumper, plain_claim, suggestion_of
from .suggestion import Suggestion

_REMEDY = "Save the decisions of the review page again."
#: What begins a reports file that this program wrote.
HEAD = "# Claims accepted from suggestions. Edit as any reports file; `load reports` takes it.\n"
_KIND = re.escape(HEAD.encode()[:30])
#: Keys of a suggestion that are no part of a claim.
_BESIDE = frozenset({"by", "why", "marks", "quote"})


@dataclass(frozen=True)
class ReviewDecision:
    """What somebody decided on a suggestion; `changed` is the claim as changed, in YAML."""

    id: str
    accepted: bool
    changed: str | None = None


@dataclass(frozen=True)
class AcceptedClaims:
    """The reports file that suggestions became, and how many were accepted, rejected and left open."""

    path: Path
    accepted: int
    rejected: int
    open: int


def decisions_path(suggested: Path) -> Path:
    """Return where the decisions on a file of suggestions are kept."""
    return suggested.with_name(suggested.name.removesuffix(SUFFIX) + ".decisions.json")


def accepted_path(suggested: Path) -> Path:
    """Return where the reports file goes that a file of suggestions becomes."""
    return suggested.with_name(suggested.name.removesuffix(SUFFIX) + ".yaml")


def read_decisions(path: Path) -> list[ReviewDecision]:
    """Read a file of decisions. Raises InputError for what is none."""
    try:
        items = json.loads(path.read_text(encoding="utf-8"))["decisions"]
        decisions = [ReviewDecision(item["id"], _accepted(item), item.get("changed")) for item in items]
        if not all(isinstance(text, str) for d in decisions for text in (d.id, d.changed or "")):
            raise TypeError("an id that is no text")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", _REMEDY) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(str(path), "is no file of decisions", _REMEDY) from error
    return decisions


def _accepted(item: Mapping[str, Any]) -> bool:
    if item["decision"] not in ("accept", "reject"):
        raise ValueError(item["decision"])
    return bool(item["decision"] == "accept")


def accept(suggested: Path, decisions: Sequence[ReviewDecision], out: Path | None = None) -> AcceptedClaims:
    """Write the accepted suggestions as a reports file, by default `NAME.yaml` beside them.

    Raises InputError where the file holds no suggestions, or a decision is on none of them.
    """
    content = suggested_content(suggested)
    claims = {str(claim["id"]): claim for claim in content["claims"]}
    for decision in decisions:
        if decision.id not in claims:
            raise InputError(str(suggested), f"has no suggestion {decision.id!r}", _REMEDY)
    if not content["report"].get("url"):
        raise InputError(str(suggested), "says no address of the report", "Read it again with --url.")
    taken = [_claim(suggested, claims[d.id], d) for d in decisions if d.accepted]
    path = out or accepted_path(suggested)
    order = {id_: number for number, id_ in enumerate(claims)}
    taken.sort(key=lambda claim: order.get(str(claim["id"]), len(order)))
    with output(path, _KIND) as target:
        target.write_text(HEAD + _dump(_reports_file(content, taken)), encoding="utf-8")
    accepted = len(taken)
    return AcceptedClaims(path, accepted, len(decisions) - accepted, len(claims) - len(decisions))


def suggested_content(path: Path) -> Mapping[str, Any]:
    """Return what a file of suggestions holds. Raises InputError for what is none."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))["suggested"]
        _ = [(claim["id"], claim["at"]) for claim in content["claims"]], content["report"]["id"], content["things"]
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Give a file that `read` wrote.") from error
    except (yaml.YAMLError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(str(path), "is no file of suggested claims", "Give a file that `read` wrote.") from error
    return content  # type: ignore[no-any-return]


def _claim(place: Path, claim: Mapping[str, Any], decision: ReviewDecision) -> dict[str, Any]:
    """Return the claim of a suggestion, or of what somebody made of it."""
    kept = {key: value for key, value in claim.items() if key not in _BESIDE}
    if decision.changed is None:
        return kept
    try:
        changed = yaml.safe_load(decision.changed)
        if not isinstance(changed, Mapping) or not {"about", "property", "stance"} <= changed.keys():
            raise ValueError("no claim")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(str(place), f"the changed claim {decision.id} is no claim", _REMEDY) from error
    # Where it was read stays, whatever was changed.
    return {**{key: value for key, value in changed.items() if key not in _BESIDE}, "id": claim["id"], "at": kept["at"]}


def _reports_file(content: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    report = content["report"]
    publisher = _own(str(report["publisher"]).replace("new:pub-", "new:"), "pub")
    used = {str(claim.get(key)) for claim in claims for key in ("about", "entity", "speaker")}
    things = [{**thing, "id": _own(thing["id"], "own")} for thing in content["things"] if thing["id"] in used]
    head = {
        "id": report["id"],
        "title": report["title"],
        "publisher": publisher,
        **{key: report[key] for key in ("published", "url", "seen", "text_sha256") if report.get(key)},
    }
    publishers = [{"id": publisher, "name": report["publisher_name"]}]
    accepted = {str(claim["id"]) for claim in claims}
    renamed = [_with_own_ids(claim, accepted) for claim in claims]
    return {"publishers": publishers, "things": things, "reports": [{**head, "claims": renamed}]}


def _with_own_ids(claim: Mapping[str, Any], accepted: set[str]) -> Mapping[str, Any]:
    """Return a claim under the ids of the graph; it rests on accepted claims of the report and on those of others."""
    ids = {key: _own(str(claim[key]), "own") for key in ("about", "entity", "speaker") if claim.get(key)}
    bases = [str(base) if "#" in str(base) else f"#{base}" for base in claim.get("rests_on") or ()]
    kept = [base for base in bases if not base.startswith("#") or base[1:] in accepted]
    whole = {key: value for key, value in claim.items() if key != "rests_on"}
    return {**whole, **ids, **({"rests_on": kept} if kept else {})}


def _own(id_: str, prefix: str) -> str:
    """Return the id under which a new thing enters the graph."""
    return f"{prefix}:{id_.removeprefix('new:')}" if id_.startswith("new:") else id_


def _dump(content: Mapping[str, Any]) -> str:
    return str(yaml.dump(dict(content), Dumper=PlainDumper, sort_keys=False, allow_unicode=True, width=110))


def write_decisions(path: Path, suggested: Path, decisions: Iterable[ReviewDecision]) -> None:
    """Write decisions on a file of suggestions, whole or not at all, in the form that the review page saves."""
    rows = [
        {"id": d.id, "decision": "accept" if d.accepted else "reject", **({"changed": d.changed} if d.changed else {})}
        for d in decisions
    ]
    sha = suggested_content(suggested)["report"].get("text_sha256")
    content = {"suggested": suggested.name, "text_sha256": sha, "decisions": rows}
    with output(path, JSON) as target:
        target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def suggested_claims(suggested: Path) -> tuple[Suggestion, ...]:
    """Return the suggestions of a file. Raises InputError for what is none."""
    try:
        return tuple(suggestion_of(claim) for claim in suggested_content(suggested)["claims"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(suggested), f"holds a suggestion that is none ({error})", "Read it again.") from error


def rejected_claims(suggested: Path) -> list[Mapping[str, Any]]:
    """Return what was rejected in this review and in earlier ones; nothing where there was none."""
    if not suggested.exists():
        return []
    content = suggested_content(suggested)
    decided = decisions_path(suggested)
    decisions = read_decisions(decided) if decided.exists() else []
    ids = {decision.id for decision in decisions if not decision.accepted}
    claims = [*content.get("rejected", ()), *(claim for claim in content["claims"] if claim["id"] in ids)]
    return list({claim_key(claim): claim for claim in claims}.values())


def decisions_that_stay(suggested: Path, claims: Iterable[Suggestion]) -> list[ReviewDecision]:
    """Return the decisions of an earlier review on suggestions that a new reading makes again under the same id."""
    decided = decisions_path(suggested)
    if not suggested.exists() or not decided.exists():
        return []
    before = {claim["id"]: claim_key(claim) for claim in suggested_content(suggested)["claims"]}
    after = {claim.id: claim_key(plain_claim(claim)) for claim in claims}
    return [d for d in read_decisions(decided) if d.id in before and before[d.id] == after.get(d.id)]


def claim_key(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what makes two suggestions the same: what they say, of what, by whom, from which words."""
    keys = ("about", "property", "stance", "value", "entity", "speaker", "quote")
    return tuple(str(claim.get(key)) for key in keys)
