"""What is said: records of structured sources, the parts of them, and claims of reports.

`since` and `until` (half-open, ISO days) say when a publisher's statement stood, by the date of its edition or
publication, not when the thing said was so: that is `startDate`, `endDate`, `date`, as far as the source says it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .dates import FOREVER
from .node import Rel
from .parts import Address as Address
from .parts import Alias as Alias
from .parts import Birth as Birth
from .parts import BirthPlace as BirthPlace
from .parts import Code as Code
from .parts import Designation as Designation
from .parts import Identification as Identification
from .parts import Nationality as Nationality
from .parts import Part as Part
from .parts import Referent as Referent
from .parts import Statement as Statement
from .parts import Value as Value
from .parts import parts_of as parts_of
from .vocabulary import Basis, Likelihood, Property, Qualifier, Stance

# -- records ---------------------------------------------------------------------------------------


class Record(Statement):
    """One version of one row of a structured source.

    `key` is the id that the source itself gives; it stays when records are pointed at one entity.
    `digest` covers everything said, so that two versions can be told apart. `values` is what a data set says beyond
    the fields and parts of a record, each as `property=value` with the data set's own name of the property.
    `originalIds` keeps, as `TYPE id`, the ids that the source gave where a decision leads their links to another thing.
    `withdrawn` is the day on which it was withdrawn: from then on it counts for no day, not even an earlier one.
    `knownFrom` is the day of the row's own source, where it has one: the statement stands from then, though the edition
    that first has it so is younger.
    """

    abstract: ClassVar[bool] = True

    dataset: str
    key: str
    digest: str = ""
    since: str = ""
    until: str = FOREVER
    locator: str | None = None
    values: list[str] = []
    originalIds: list[str] = []
    withdrawn: str | None = None
    knownFrom: str | None = None
    source: Annotated[str, Rel("IN", "Source", "the edition or report that first says it so")] = ""


class Listing(Record):
    """An entry of a sanctions list, as it stood from one edition to the next.

    `programs` and `measures` in the list's own words; a number of a ship or paper is an Identification among the
    parts, stated and never trusted. `onlyMeasures`: those for which a single entry stands, where not for all of the
    programme; `delistedOn`: the day from which it did not stand; `scope`: what of the party only.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Listing")

    reference: str
    listType: str
    entryType: str
    listedOn: str | None = None
    amendedOn: list[str] = []
    dataId: str | None = None
    versionNum: str | None = None
    gender: str | None = None
    honorifics: list[str] = []
    submittedBy: list[str] = []
    submittedOn: str | None = None
    comments: str | None = None
    originalScript: str | None = None
    programs: list[str] = []
    measures: list[str] = []
    annex: str | None = None
    reason: str | None = None
    onlyMeasures: list[str] = []
    delistedOn: str | None = None
    scope: str | None = None
    about: Annotated[str, Rel("ABOUT", "Entity", "who is listed")]
    under: Annotated[str | None, Rel("UNDER", "Law", "the programme it is listed under")] = None
    nationality: Annotated[list[str], Rel("NATIONAL_OF", "Entity", "States of which its nationalities speak")] = []
    country: Annotated[list[str], Rel("COUNTRY", "Entity", "States of its addresses, and where it is registered")] = []
    flag: Annotated[list[str], Rel("FLAG_STATE", "Entity", "States whose flag the ship flies")] = []
    parts_: Annotated[list[Part], Rel("PART", "Statement", "aliases, births, documents …")] = []
    # Last, because inside the class it hides the built-in type of the same name.
    list: str


class Occupancy(Record):
    """That somebody held a post; FollowTheMoney's name. `startDate` and `endDate` as half-known dates,
    `earliest` and `latest` the days that they may mean at the widest (no `latest`: no end is stated).
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Occupancy")

    startDate: str | None = None
    endDate: str | None = None
    earliest: str | None = None
    latest: str | None = None
    entry: str | None = None
    exit: str | None = None
    exitCode: str | None = None
    holder: Annotated[str, Rel("HOLDER", "Entity", "who held it")]
    post: Annotated[str, Rel("POST", "Entity", "which post")]
    country: Annotated[str | None, Rel("COUNTRY", "Entity", "of which State")] = None


class Profile(Record):
    """What a data set says of a thing; `ftmSchema` is FollowTheMoney's name of its kind, its properties are parts."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Profile")

    ftmSchema: str
    about: Annotated[str, Rel("ABOUT", "Entity", "which thing")]
    nationality: Annotated[list[str], Rel("NATIONAL_OF", "Entity", "States of its nationalities")] = []
    country: Annotated[list[str], Rel("COUNTRY", "Entity", "States of its countries and jurisdictions")] = []
    flag: Annotated[list[str], Rel("FLAG_STATE", "Entity", "States whose flag the ship flies")] = []
    refers: Annotated[list[str], Rel("REFERS_TO", "Entity", "things that its values name")] = []
    parts_: Annotated[list[Part], Rel("PART", "Statement", "its numbers and papers; values, where they are parts")] = []


class Relation(Record):
    """That two things stand in a relation; `ftmSchema` is FollowTheMoney's name of it, such as Family or Membership.

    Dates are half-known; `earliest` and `latest` the days that they may mean at the widest.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Relation")

    ftmSchema: str
    role: str | None = None
    percentage: str | None = None
    startDate: str | None = None
    endDate: str | None = None
    earliest: str | None = None
    latest: str | None = None
    subject: Annotated[list[str], Rel("SUBJECT", "Entity", "who owns, directs, belongs …")] = []
    object: Annotated[list[str], Rel("OBJECT", "Entity", "what is owned, directed, belonged to …")] = []
    refers: Annotated[list[str], Rel("REFERS_TO", "Entity", "further things that its values name")] = []
    parts_: Annotated[list[Part], Rel("PART", "Statement", "its further properties")] = []


class Ownership(Relation):
    """That somebody owns something; FollowTheMoney's name. `percentage` as stated."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Relation", "Ownership")


class Directorship(Relation):
    """That somebody directs an organization; FollowTheMoney's name."""

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Relation", "Directorship")


class Occurrence(Record):
    """That an event took place: when, where, with whom, as one source tells it.

    `ftmSchema` is FollowTheMoney's name of the event's kind, where the source is one of its data sets.
    `eventKind` is the kind that a row of a table gives the event.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Occurrence")

    startDate: str | None = None
    endDate: str | None = None
    earliest: str | None = None
    latest: str | None = None
    summary: str | None = None
    topics: list[str] = []
    url: str | None = None
    sourceType: str | None = None
    ftmSchema: str | None = None
    eventKind: str | None = None
    about: Annotated[str, Rel("ABOUT", "Entity", "the event")]
    place: Annotated[list[str], Rel("PLACE", "Entity", "where")] = []
    participants: Annotated[list[str], Rel("PARTICIPANT", "Entity", "who took part")] = []
    country: Annotated[str | None, Rel("COUNTRY", "Entity", "in which State")] = None


class Location(Record):
    """Where a place lies and what it is called there; coordinates in degrees, WGS 84.

    `subdivision` as ISO 3166-2, `located` in words; `status` and `changed` (half-known) as a code list gives them.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Location")

    latitude: float | None = None
    longitude: float | None = None
    located: str | None = None
    opened: str | None = None
    lines: list[str] = []
    gauges: list[int] = []
    functions: list[str] = []
    subdivision: str | None = None
    status: str | None = None
    changed: str | None = None
    note: str | None = None
    about: Annotated[str, Rel("ABOUT", "Entity", "which place")]
    country: Annotated[str | None, Rel("COUNTRY", "Entity", "in which State")] = None
    within: Annotated[list[str], Rel("WITHIN", "Entity", "wider places of which it is a part")] = []
    parts_: Annotated[list[Part], Rel("PART", "Statement", "names and codes")] = []


class Identity(Record):
    """A decision of ours: what a thing is called here, which ids of sources mean it, and which do not.

    Undoing it restores the links of the statements, because each keeps the id that its source gave (`originalIds`).
    `rule` is the name of the rule by which it was decided, where no person decided it.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Record", "Identity")

    sameAs: list[str] = []
    differentFrom: list[str] = []
    undecided: list[str] = []
    reason: str | None = None
    decidedBy: str | None = None
    rule: str | None = None
    about: Annotated[str, Rel("ABOUT", "Entity", "the one thing")]
    parts_: Annotated[list[Part], Rel("PART", "Statement", "its names")] = []


# -- claims ----------------------------------------------------------------------------------------


class Claim(Statement):
    """What a report says of one property of one thing; docs/model.md has the rules of evidence.

    `hedge` holds the verbatim words of doubt or strength, `likelihood` what they express on the ICD 203
    scale; neither is anyone's confidence. `value` is text or number as text; an entity is at VALUE.
    `quote` holds the words of the report that the claim is read from, verbatim, with up to 32 characters before and
    after it (`quotePrefix`, `quoteSuffix`), as a TextQuoteSelector of the W3C Web Annotation Data Model; `quoteStart`
    and `quoteEnd` are its place in the text whose SHA-256 the report has, in code points, the end not included.
    A claim of a row of a table has its `dataset`, `key` and `knownFrom`, as records have them.
    `evidence` names what the claim's own root stands on (`scene:`, `sample:`, `document:`, `pool:` …), as far as
    the source says: two roots that share one are not independent of each other.
    """

    labels: ClassVar[tuple[str, ...]] = ("Statement", "Claim")

    property: Property
    value: str | None = None
    number: float | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    earliest: str | None = None
    latest: str | None = None
    stance: Stance
    hedge: str | None = None
    likelihood: Likelihood | None = None
    basis: Basis
    evidence: list[str] = []
    locator: str
    quote: str | None = None
    quotePrefix: str | None = None
    quoteSuffix: str | None = None
    quoteStart: int | None = None
    quoteEnd: int | None = None
    note: str | None = None
    digest: str = ""
    since: str
    until: str = FOREVER
    originalIds: list[str] = []
    withdrawn: str | None = None
    dataset: str | None = None
    key: str | None = None
    knownFrom: str | None = None
    about: Annotated[str, Rel("ABOUT", "Entity", "which thing or event")]
    entity: Annotated[str | None, Rel("VALUE", "Entity", "the value, where it is a thing")] = None
    speaker: Annotated[str, Rel("SAID_BY", "Entity", "who says it; not the publisher")]
    report: Annotated[str, Rel("IN", "Source", "the report it stands in")]
    rests_on: Annotated[list[str], Rel("RESTS_ON", "Statement", "claims it repeats or builds on")] = []
    answers: Annotated[list[str], Rel("ANSWERS", "Statement", "claims it answers")] = []
    condition: Annotated[str | None, Rel("SPEAKS_TO", "Law", "the exemption, condition, step or provision")] = None
