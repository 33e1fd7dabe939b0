"""What a trace leaves open, and what would close it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...schema.vocabulary import Property, Stance
from ..evidence.rules import Status, settled_by


def unknown(focus: dict[str, Any] | None, may_be: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What sources say that they do not know, and elements that nobody puts forward."""
    found = []
    if focus:
        for told in focus["said"]:
            if told["stance"] in (Stance.DOUBTS, Stance.DECLINES):
                found.append(
                    {
                        "event": focus["event"],
                        "element": told["property"],
                        "what": told["value"],
                        "hedge": told["hedge"],
                        "source": told["source"],
                        "claim": told["id"],
                    }
                )
    for event in may_be:
        for element in event["elements"]:
            if element["status"] == Status.UNKNOWN:
                found.append(
                    {
                        "event": event["event"],
                        "element": element["element"],
                        "what": None,
                        "hedge": None,
                        "source": None,
                        "claim": None,
                    }
                )
    return found


def would_settle(focus: dict[str, Any] | None, may_be: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What would close open elements, the one that closes most of them first."""
    closes: dict[str, list[str]] = defaultdict(list)
    if focus:
        for told in focus["said"]:
            if told["stance"] in (Stance.DOUBTS, Stance.DECLINES):
                for what in settled_by(Property(told["property"])):
                    closes[what].append(f"{focus['event']} {told['property']}")
    for event in may_be[:1]:
        for element in event["elements"]:
            for what in element["settle_by"]:
                closes[what].append(f"{event['event']} {element['element']}")
    told = [{"what": what, "closes": list(dict.fromkeys(elements))} for what, elements in sorted(closes.items())]
    return sorted(told, key=lambda step: -len(step["closes"]))
