"""The EU's consolidated financial sanctions file: its XML and CSV are one graph, counted by xml.etree and csv."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

NAMESPACE = "{http://eu.europa.ec/fpi/fsd/export}"
#: Made-up entries in the published shape.
ANN = """
<sanctionEntity designationDate="2023-02-01" designationDetails="" unitedNationId="" euReferenceNumber="EU.901.1"
  logicalId="901">
  <remark>Made up.</remark>
  <regulation regulationType="regulation" publicationDate="2023-02-01" numberTitle="2023/9 (OJ L9)" programme="UKR"
    logicalId="1">
    <publicationUrl>https://example.org/</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Ann" middleName="" lastName="Testova" wholeName="Ann Testova" function="Director" gender="F"
    title="" nameLanguage="EN" strong="true" regulationLanguage="en" logicalId="11"/>
  <nameAlias firstName="" lastName="" wholeName="Anna T." nameLanguage="" strong="false" logicalId="12"/>
  <birthdate circa="false" city="Town" place="" region="" zipCode="" birthdate="1970-03-02" dayOfMonth="2"
    monthOfYear="3" year="1970" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="13"/>
  <birthdate circa="true" birthdate="" year="1971" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="14"/>
  <citizenship region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="15"/>
  <identification number="P77" identificationTypeCode="passport" identificationTypeDescription="National passport"
    knownExpired="false" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="16"/>
</sanctionEntity>"""
FIRM = """
<sanctionEntity designationDate="" euReferenceNumber="EU.902.2" unitedNationId="KPe.902" logicalId="902">
  <regulation publicationDate="2022-01-01" numberTitle="2022/1 (OJ L1)" programme="PRK" logicalId="2"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Made Trading Co" strong="true" logicalId="21"/>
  <address city="Rajin" street="1 Street" poBox="" zipCode="" countryIso2Code="KP" countryDescription="NORTH KOREA"
    logicalId="22"/>
</sanctionEntity>"""
HEADER = [
    "fileGenerationDate",
    "Entity_LogicalId",
    "Entity_EU_ReferenceNumber",
    "Entity_UnitedNationId",
    "Entity_DesignationDate",
    "Entity_DesignationDetails",
    "Entity_Remark",
    "Entity_SubjectType",
    "Entity_SubjectType_ClassificationCode",
    "Entity_Regulation_NumberTitle",
    "Entity_Regulation_Programme",
    "NameAlias_LastName",
    "NameAlias_FirstName",
    "NameAlias_WholeName",
    "NameAlias_NameLanguage",
    "NameAlias_Gender",
    "NameAlias_Function",
    "NameAlias_Strong",
    "NameAlias_LogicalId",
    "Address_City",
    "Address_Street",
    "Address_CountryIso2Code",
    "Address_CountryDescription",
    "BirthDate_BirthDate",
    "BirthDate_Day",
    "BirthDate_Month",
    "BirthDate_Year",
    "BirthDate_Circa",
    "BirthDate_City",
    "BirthDate_CountryIso2Code",
    "BirthDate_CountryDescription",
    "Identification_Number",
    "Identification_TypeCode",
    "Identification_TypeDescription",
    "Identification_CountryIso2Code",
    "Identification_CountryDescription",
    "Citizenship_CountryIso2Code",
    "Citizenship_CountryDescription",
]
RUSSIA = ("RU", "RUSSIAN FEDERATION")


def row(entity: dict[str, str], group: str = "", **texts: str) -> str:
    cells = {**entity, "fileGenerationDate": "05/08/2024", **{f"{group}_{key}": text for key, text in texts.items()}}
    return ";".join(cells.get(column, "") for column in HEADER)


def table() -> str:
    ann = {"Entity_LogicalId": "901", "Entity_EU_ReferenceNumber": "EU.901.1", "Entity_DesignationDate": "2023-02-01"}
    ann |= {"Entity_Remark": "Made up.", "Entity_SubjectType": "P", "Entity_SubjectType_ClassificationCode": "person"}
    ann |= {"Entity_Regulation_NumberTitle": "2023/9 (OJ L9)", "Entity_Regulation_Programme": "UKR"}
    firm = {"Entity_LogicalId": "902", "Entity_EU_ReferenceNumber": "EU.902.2", "Entity_UnitedNationId": "KPe.902"}
    firm |= {"Entity_SubjectType": "E", "Entity_Regulation_NumberTitle": "2022/1 (OJ L1)"}
    firm |= {"Entity_Regulation_Programme": "PRK"}
    code, name = RUSSIA
    rows = [
        row(
            ann,
            "NameAlias",
            LastName="Testova",
            FirstName="Ann",
            WholeName="Ann Testova",
            NameLanguage="EN",
            Gender="F",
            Function="Director",
            Strong="true",
        ),
        row(ann, "NameAlias", WholeName="Anna T.", Strong="false"),
        row(
            ann,
            "BirthDate",
            BirthDate="1970-03-02",
            Day="2",
            Month="3",
            Year="1970",
            Circa="false",
            City="Town",
            CountryIso2Code=code,
            CountryDescription=name,
        ),
        row(ann, "BirthDate", Year="1971", Circa="true", CountryIso2Code="00", CountryDescription="UNKNOWN"),
        row(ann, "Citizenship", CountryIso2Code=code, CountryDescription=name),
        row(
            ann,
            "Identification",
            Number="P77",
            TypeCode="passport",
            TypeDescription="National passport",
            CountryIso2Code=code,
            CountryDescription=name,
        ),
        row(firm, "NameAlias", WholeName="Made Trading Co", Strong="true"),
        row(firm, "Address", City="Rajin", Street="1 Street", CountryIso2Code="KP", CountryDescription="NORTH KOREA"),
    ]
    return "\n".join([";".join(HEADER), *rows])


def xml(*entities: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<export xmlns="http://eu.europa.ec/fpi/fsd/export" '
        f'generationDate="2024-08-05T16:47:04.449+02:00" globalFileId="1">{"".join(entities)}</export>'
    )


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_xml_and_the_csv_of_an_edition_are_one_graph(tmp_path: Path) -> None:
    digests = set()
    for path in (put(tmp_path, "fsf.xml", xml(ANN, FIRM)), put(tmp_path, "fsf.csv", table())):
        graph = open_graph(":memory:")
        report = load(graph, "eu", path)
        assert (report.edition, report.written, report.rejected) == ("2024-08-05", 2, 0)
        digests.add(graph.digest())
    assert len(digests) == 1


def test_as_much_as_the_files_have(tmp_path: Path) -> None:
    path = put(tmp_path, "fsf.xml", xml(ANN, FIRM, ANN.replace("901", "903")))
    tree = ElementTree.parse(path)
    graph = open_graph(":memory:")
    assert load(graph, "eu", path).written == len(tree.findall(f"{NAMESPACE}sanctionEntity"))
    births = [b for b in tree.findall(f".//{NAMESPACE}birthdate") if b.get("birthdate") or b.get("year")]
    assert graph.read("MATCH (b:Birth) RETURN count(b) AS n").rows == [{"n": len(births)}]
    rows = list(csv.DictReader(table().splitlines(), delimiter=";"))
    other = open_graph(":memory:")
    assert load(other, "eu", put(tmp_path, "fsf.csv", table())).written == len({r["Entity_LogicalId"] for r in rows})


def test_what_an_entry_says(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "eu", put(tmp_path, "fsf.xml", xml(ANN, FIRM)))
    (listing,) = graph.read(
        "MATCH (l:Listing {key: 'EU.901.1'}) "
        "RETURN l.name AS name, l.listedOn AS on, l.list AS list, l.programs AS programs"
    ).rows
    assert listing == {"name": "Ann Testova", "on": "2023-02-01", "list": "EU", "programs": ["UKR"]}
    births = graph.read("MATCH (b:Birth) RETURN b.birthDate AS b, b.precision AS p ORDER BY b").rows
    assert births == [{"b": "1970-03-02", "p": None}, {"b": "1971", "p": "circa"}]
    aliases = graph.read("MATCH (a:Alias) RETURN a.name AS name, a.quality AS quality").rows
    assert aliases == [{"name": "Anna T.", "quality": "weak"}]
    number = graph.read(
        "MATCH (i:Identification) WHERE i.documentType = 'UN reference number' RETURN i.number AS n"
    ).rows
    assert number == [{"n": "KPe.902"}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('euReferenceNumber="EU.902.2"', 'euReferenceNumber=""', "EU reference number '' is none"),
        ('code="enterprise"', 'code="castle"', "subject type 'castle'"),
        ('wholeName="Made Trading Co"', 'wholeName=""', "no name"),
    ],
)
def test_a_broken_entry_is_rejected_and_not_taken_for_gone(tmp_path: Path, old: str, new: str, says: str) -> None:
    graph = open_graph(":memory:")
    load(graph, "eu", put(tmp_path, "a.xml", xml(ANN, FIRM)))
    assert old in FIRM
    later = xml(ANN, FIRM.replace(old, new)).replace("2024-08-05", "2024-08-06")
    report = load(graph, "eu", put(tmp_path, "b.xml", later))
    assert (report.read, report.rejected, report.ended) == (2, 1, 0)
    assert says in report.rejections[0].reason


def test_a_cut_off_file_writes_nothing(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    with pytest.raises(InputError, match="not well-formed XML"):
        load(graph, "eu", put(tmp_path, "a.xml", xml(ANN, FIRM)[:-40]))
    assert graph.read("MATCH (l:Listing) RETURN l.id AS id").rows == []
