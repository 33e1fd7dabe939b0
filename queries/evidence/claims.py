"""Claims as queries read them: one form, with what a claim rests on and the reports at its roots."""

from __future__ import annotations

import builtins
from dataclasses import dataclass

from ...graph.protocols import Row
from ...schema.vocabulary import Basis, Property, Stance


def measured(number: float | None, value: str | None, qualifier: str | None, unit: str | None) -> str:
    """Return a value with its qualifier and unit: `about 73 freight cars`."""
    shown = f"{number:,.0f}" if number is not None and float(number).is_integer() else value
    return " ".join(filter(None, (qualifier, shown, unit)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """What one report says of one property of one event or thing.

    `event` is what the claim is about, `entity` its value where that is a thing, `condition` the exemption or step of
    the law that it speaks to. `rests_on` are ids of the claims that it repeats or builds on, `origins` the reports at
    its roots. `source` is the report's number in the answer, 0 as long as the answer does not cite it.
    """

    event: str = ""
    id: str
    property: Property
    stance: Stance
    value: str | None = None
    number: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    hedge: str | None = None
    likelihood: str | None = None
    basis: Basis
    since: str = ""
    locator: str | None = None
    quote: str | None = None
    note: str | None = None
    earliest: str | None = None
    latest: str | None = None
    evidence: tuple[str, ...] = ()
    condition: str | None = None
    entity: str | None = None
    entity_name: str | None = None
    speaker_id: str = ""
    speaker: str = ""
    report: str = ""
    rests_on: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()
    source: int = 0

    @classmethod
    def of_row(cls, row: Row, rests_on: tuple[str, ...], origins: frozenset[str]) -> CitedClaim:
        """Return the claim of a row of `statements.CLAIMS`."""
        terms = {"property": Property(row["property"]), "stance": Stance(row["stance"]), "basis": Basis(row["basis"])}
        evidence = tuple(row["evidence"])
        values: Row = row | terms | {"evidence": evidence, "rests_on": rests_on, "origins": origins}
        return cls(**values)

    @builtins.property
    def affirms(self) -> bool:
        """Whether the claim puts its value forward."""
        return self.stance.affirms

    @builtins.property
    def leaves_open(self) -> bool:
        """Whether its speaker doubts the value, or declines to say."""
        return self.stance in (Stance.DOUBTS, Stance.DECLINES)

    @builtins.property
    def measured(self) -> str:
        """The value with its qualifier and unit, such as `about 73 freight cars`."""
        return measured(self.number, self.value, self.qualifier, self.unit)


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """A claim that answers another: a denial, a justification, a refusal to speak; both sources by number."""

    id: str
    stance: Stance
    value: str | None
    hedge: str | None
    since: str
    speaker: str
    report: str
    answered: str
    answered_speaker: str
    answered_since: str
    answered_report: str
    event: str
    source: int
    answered_source: int
