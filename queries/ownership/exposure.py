"""Does a thing that no list names fall under a freeze because of who owns or controls it, by which rule, on whose word?

The rules are data (data/exposure.yaml). Shares and dates are what records state: what is not stated stays open, and
owners whom no record names may be anybody. So a rule is `met` only where stated shares alone meet it, and `not met`
only where the owners on record leave too little for the listed ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.dates import LATEST, day, long_form
from ...schema.errors import NotFound
from ..results.dict_answer import Answer
from ..results.text_layout import Lines, cited, laid_out, source_lines
from ..timeline.history import Cited
from .holdings import holdings
from .rule_check import RuleCheck, part
from .rules import SHIPPED, rules

if TYPE_CHECKING:
    import networkx


#: Columns of hops as rows.
HOP = ("rule", "status", "from", "how", "share", "to", "start", "end", "certain", "statement", "because")


def exposure(
    graph: Graph,
    what: str,
    as_of: str | None = None,
    on: str | None = None,
    rule: str | None = None,
    file: str | Path = SHIPPED,
) -> Exposure:
    """Whether a thing (id or name) falls under a freeze through ownership or control, by each rule or by one.

    `as_of` (ISO day) is what was known, `on` the day that is asked about; without it, `as_of` too, and without both
    the present. `file` holds the rules, if not the shipped ones.

    Keys: what, as_of, on, rules, sources. A rule has rule, name, note, status, because, share (least and most, in
    percent, of what listed owners hold directly and through others), step (the rule as it read on that day), hops,
    listings and periods. The status is `listed` (it is itself), `met`, `suggested` (control, or a share where the
    rule names none), `unknown` or `not met`. A hop has from, to, how (owns or directs), share and role as stated,
    statement, start, end, certain (whether it was so on that day by what is stated), source. A listing has thing,
    record, list, reference, answer, because, source. Periods (since, until, status) say the same of each day from the
    first of the rule, as known on `as_of`. Raises NotFound or Ambiguous for the name.
    """
    known = day(as_of) if as_of else LATEST
    day_ = day(on) if on else known
    wanted = [one for one in rules(Path(file)) if rule in (None, one.id)]
    if not wanted:
        raise NotFound(f"no rule {rule!r}. There are: {', '.join(one.id for one in rules(Path(file)))}.")
    thing = graph.one(what)
    cites = Cited(graph)
    above = holdings(graph, thing, known)
    told = [RuleCheck(graph, above, one, known, cites).answer(day_) for one in wanted]
    answer = {"what": thing, "as_of": known, "on": day_, "rules": told, "sources": cites.sources()}
    return Exposure(answer, "exposure", HOP, exposure_rows, tell_exposure)


class Exposure(Answer):
    """What `exposure` answers; it can be drawn."""

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The things on its hops, and an edge for each record, once for all rules."""
        import networkx as nx

        made: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
        made.add_node(self["what"]["id"], name=self["what"]["name"], kind=self["what"]["kind"])
        for hop in (hop for told in self["rules"] for hop in told["hops"]):
            for end in (hop["from"], hop["to"]):
                made.add_node(end["id"], name=end["name"], kind=end["kind"])
            how = f"{hop['how']} {part(hop['share'])}".removesuffix(" of ").strip()
            stated = {key: hop[key] for key in ("share", "role", "statement", "start", "end", "certain")}
            made.add_edge(hop["from"]["id"], hop["to"]["id"], key=hop["statement"], how=how, **stated)
        return made


def exposure_rows(answer: dict[str, Any]) -> list[Row]:
    """A row for each hop of each rule, and for each rule without one."""
    return [
        {
            **hop,
            "from": hop.get("from", {}).get("id"),
            "to": hop.get("to", {}).get("id"),
            **{key: told[key] for key in ("rule", "status", "because")},
        }
        for told in answer["rules"]
        for hop in told["hops"] or [{}]
    ]


def tell_exposure(answer: dict[str, Any], width: int = 100) -> str:
    """The answer for a person at a terminal."""
    on = "now" if answer["on"] == LATEST else f"on {long_form(answer['on'])}"
    known = f", as known on {long_form(answer['as_of'])}" if answer["as_of"] not in (LATEST, answer["on"]) else ""
    lines = [("", f"{answer['what']['name']}: exposed through who owns or controls it, {on}{known}?")]
    for told in answer["rules"]:
        lines += [("", ""), *_rule_lines(told)]
    lines += source_lines(answer, cited(lines))
    return laid_out(lines, width)


def _rule_lines(told: dict[str, Any]) -> Lines:
    yield told["status"].upper(), f"{told['name']}: {told['because']}"
    for hop in told["hops"]:
        how = f"{hop['how']} {part(hop['share'])}".rstrip()
        dates = " to ".join(long_form(hop[key]) if hop[key] else "…" for key in ("start", "end"))
        when = dates if hop["start"] or hop["end"] else "undated"
        doubt = "" if hop["certain"] else ", not sure on that day"
        role = f", “{hop['role']}”" if hop["role"] else ""
        yield "", f"{hop['from']['name']} {how} {hop['to']['name']} ({when}{role}{doubt}) [{hop['source']}]"
    for one in told["listings"]:
        listed = f"{one['thing']['name']}, {one['list']} {one['reference']}: listed {one['answer']}"
        yield "", f"{listed} ({one['because']}) [{one['source']}]"
    if told["step"]:
        checked = "" if told["step"]["checked"] == "two-sources" else f" ({told['step']['checked']})"
        yield "", f"Rule from {long_form(told['step']['since'])}: {told['step']['summary']}{checked}"
        yield "", f"  {told['step']['sources'][0]}"
    turns = [f"{one['status']} from {long_form(one['since'])}" for one in told["periods"]]
    if len(turns) > 1:
        yield "", f"Over time: {', '.join(turns)}"
