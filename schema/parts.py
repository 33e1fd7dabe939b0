"""The family of statements, and parts: searchable, citable pieces of one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from .node import Node


class Statement(Node):
    """Anything said by somebody."""

    labels: ClassVar[tuple[str, ...]] = ("Statement",)
    abstract: ClassVar[bool] = True


class Part(Statement):
    """A piece of a record. It stands as long as a record that has it."""

    abstract: ClassVar[bool] = True

    note: str | None = None

    def give_id(self, id_: str) -> None:
        """Set the id once it is known; an assignment takes pydantic ten times as long, and checks no more."""
        self.__dict__["id"] = id_


P = TypeVar("P", bound=Part)


def parts_of(parts: Iterable[Part], kind: type[P]) -> list[P]:
    """Return the parts of a class: none has subclasses, and to ask that with `isinstance` takes ten times as long."""
    return [part for part in parts if type(part) is kind]


class Alias(Part):
    """A name. `quality` in the publisher's words (UN: Good, Low, a.k.a., f.k.a.); `lang` as ISO 639."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Alias")

    quality: str | None = None
    lang: str | None = None
    birthDate: str | None = None
    birthCity: str | None = None
    birthCountry: str | None = None


class Designation(Part):
    """A post or function, in the list's words."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Designation")


class Nationality(Part):
    """A nationality as the list writes it."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Nationality")


class Birth(Part):
    """A date of birth in whichever shape the list gives it, or a range of years.

    `precision` is the list's TYPE_OF_DATE; `earliest` and `latest` the days meant; `approximately` widens nothing.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Birth")

    birthDate: str | None = None
    precision: str | None = None
    earliest: str | None = None
    latest: str | None = None


class BirthPlace(Part):
    """A place of birth."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "BirthPlace")

    street: str | None = None
    city: str | None = None
    state: str | None = None
    postalCode: str | None = None
    country: str | None = None


class Identification(Part):
    """A passport or other document; FollowTheMoney's name. `number` is stated, never trusted as an id."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Identification")

    documentType: str | None = None
    documentType2: str | None = None
    number: str | None = None
    issueDate: str | None = None
    issueCity: str | None = None
    issueCountry: str | None = None
    issuingCountry: str | None = None


class Address(Part):
    """An address; field names are FollowTheMoney's."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Address")

    street: str | None = None
    city: str | None = None
    state: str | None = None
    postalCode: str | None = None
    country: str | None = None


class Code(Part):
    """A code of a station or port in one numbering system (ESR, ASUZhT, Express-3, UN/LOCODE …)."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Code")

    system: str
    value: str


class Value(Part):
    """One value of one property, as a data set gives it: FollowTheMoney's name of the property, else the list's own.

    `name` is the value as it is shown, `original` what the source wrote, where that differs.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Value")

    property: str
    value: str
    lang: str | None = None
    original: str | None = None


class Referent(Part):
    """What its sources call the thing of one id, kept apart as long as a decision joins it to other ids.

    The name, search names and kinds of the joined thing come from the referents of its ids; undoing restores them.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Part", "Referent")

    names: list[str] = []
    kinds: list[str] = []
