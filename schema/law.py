"""Law as data: measures with their scope over time, each step by a provision of a resolution.

A measure is what the UN's users name (the DPRK arms export ban); a provision is what is cited for it.
A new regime adds files to `data/law`; nothing here or in the queries names a country.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .dates import FOREVER
from .node import Node, Rel
from .vocabulary import Act, Bearer, Checked, Direction, Force, Nexus


class Law(Node):
    """Anything that forbids, demands, allows or holds such things together.

    `originalIds` keeps, as `TYPE id`, the ids of its file where a decision leads their links to another thing.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law",)
    abstract: ClassVar[bool] = True

    originalIds: list[str] = []


class Programme(Law):
    """A sanctions regime and the State it is aimed at."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Programme")

    authority: str | None = None
    since: str | None = None
    sources: list[str] = []
    accessed: str | None = None
    target: Annotated[str | None, Rel("TARGET", "Entity", "the State it is aimed at")] = None


class Resolution(Law):
    """A resolution as adopted."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Resolution")

    symbol: str
    adopted: str
    vote: str | None = None
    url: str
    sources: list[str] = []
    accessed: str
    programme: Annotated[str, Rel("OF", "Law", "its programme")]


class Provision(Law):
    """A paragraph. `checked` says in how many copies its substance was seen, `numberSeen` its number."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Provision")

    paragraph: str
    force: Force
    summary: str
    since: str
    until: str = FOREVER
    checked: Checked
    numberSeen: bool
    sources: list[str]
    accessed: str
    note: str | None = None
    resolution: Annotated[str, Rel("OF", "Law", "its resolution")]
    amends: Annotated[list[str], Rel("AMENDS", "Law", "provisions it extends, replaces or ends")] = []


class Measure(Law):
    """What is forbidden or demanded, under one name through all its changes."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Measure")

    programme: Annotated[str, Rel("OF", "Law", "its programme")]


class Duty(Law):
    """Who must do what, and through what it reaches somebody."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Duty")

    bearer: Bearer
    act: Act
    nexus: list[Nexus]


class Scope(Law):
    """What a measure covers from one step to the next; half-open like every interval here.

    `cap` is what all States together may pass in each accounting period of `capMonths` months, counted from
    `capFrom`; `capUnit` is its unit. `designated` names kinds: then the object is whatever of these kinds the
    programme lists. Where `effect_of` is given, that it stands at all is disputed, by claims on that event.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Scope")

    since: str
    until: str = FOREVER
    direction: Direction
    summary: str
    threshold: str | None = None
    cap: float | None = None
    capUnit: str | None = None
    capMonths: int | None = None
    capFrom: str | None = None
    designated: list[str] = []
    measure: Annotated[str, Rel("OF", "Law", "its measure")]
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that make it so")]
    goods: Annotated[list[str], Rel("GOODS", "Entity", "what it covers")] = []
    excepted: Annotated[list[str], Rel("EXCEPT", "Entity", "what of that it leaves out")] = []
    effect_of: Annotated[
        str | None, Rel("EFFECT_OF", "Entity", "the event that brought it about, if that is disputed")
    ] = None
    duties: Annotated[list[Duty], Rel("DUTY", "Law", "who must do what")] = []


class Condition(Law):
    """One condition of an exemption; it holds where claims show it. `name` is what it asks."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Condition")


class Exemption(Law):
    """What a measure does not reach, and under which conditions; each condition needs its claims."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Exemption")

    since: str
    until: str = FOREVER
    measure: Annotated[list[str], Rel("EXEMPTS_FROM", "Law", "from which measures")]
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that make it so")]
    goods: Annotated[list[str], Rel("GOODS", "Entity", "for which goods only")] = []
    conditions: Annotated[list[Condition], Rel("CONDITION", "Law", "what must be shown, all of it")] = Field(
        min_length=1
    )
