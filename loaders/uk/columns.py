"""What the two lists of the United Kingdom are, and what they call the columns that a listing rests on."""

from __future__ import annotations

from dataclasses import dataclass

from ...schema.sources import Publisher

#: The parts of a name in the order in which it is said; `Name 6` is the family name, or the name of a body or ship.
NAMES = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6")


@dataclass(frozen=True)
class ColumnLayout:
    """One of the two lists, and what it calls the columns that its listings rest on (without regard to capitals)."""

    dataset: str
    namespace: str
    list: str
    name: str
    url: str
    publisher: Publisher
    key: str
    kind: str
    regime: str
    listed: str
    #: Whether bytes that are not UTF-8 are Windows-1252, as in the files of 2014.
    latin: bool
    #: Columns that belong together in a row: a name with its type, an address line by line …
    groups: dict[str, tuple[str, ...]]

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns without which a file is not of this list. How good an alias is, older files do not say."""
        *name, _quality = self.groups["name"]
        return (self.key, self.kind, self.regime, self.listed, *name)


SANCTIONS_LIST = ColumnLayout(
    dataset="uk",
    namespace="uk",
    list="UK",
    name="UK Sanctions List",
    url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    publisher=Publisher(
        id="pub:uk-fcdo",
        name="Foreign, Commonwealth and Development Office",
        url="https://www.gov.uk/government/organisations/foreign-commonwealth-development-office",
    ),
    key="unique id",
    kind="designation type",
    regime="regime name",
    listed="date designated",
    latin=False,
    groups={
        "name": (*NAMES, "name type", "alias strength"),
        "script": ("name non-latin script", "non-latin script type", "non-latin script language"),
        "address": (*(f"address line {n}" for n in range(1, 7)), "address postal code", "address country"),
        "passport": ("passport number", "passport additional information"),
        "national identifier": ("national identifier number", "national identifier additional information"),
        "birth place": ("town of birth", "country of birth"),
    },
)
CONSOLIDATED = ColumnLayout(
    dataset="uk-ofsi",
    namespace="ofsi",
    list="UK OFSI",
    name="OFSI Consolidated List",
    url="https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
    publisher=Publisher(
        id="pub:uk-ofsi",
        name="Office of Financial Sanctions Implementation",
        url="https://www.gov.uk/government/organisations/office-of-financial-sanctions-implementation",
    ),
    key="group id",
    kind="group type",
    regime="regime",
    listed="listed on",
    latin=True,
    groups={
        "name": (*NAMES, "alias type", "alias quality"),
        "script": ("name non-latin script", "non-latin script type", "non-latin script language"),
        "address": (*(f"address {n}" for n in range(1, 7)), "post/zip code", "country"),
        "passport": ("passport number", "passport details"),
        "national identifier": ("national identification number", "national identification details"),
        "birth place": ("town of birth", "country of birth"),
    },
)
#: The columns of the UK Sanctions List as its CSV writes them: the XML has elements in their place.
COLUMN_NAMES = (
    *("Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Title", "Regime Name", "Designation Type"),
    *("Designation source", "Sanctions Imposed", "Other Information", "UK Statement of Reasons", "Phone number"),
    *("Website", "Email address", "Date Designated", "D.O.B", "Nationality(/ies)", "Position", "Gender"),
    *("Type of entity", "Subsidiaries", "Parent company", "Business registration number (s)", "IMO number"),
    *("Current owner/operator (s)", "Previous owner/operator (s)", "Current believed flag of ship", "Previous flags"),
    *("Type of ship", "Tonnage of ship", "Length of ship", "Year Built", "Hull identification number (HIN)"),
)
