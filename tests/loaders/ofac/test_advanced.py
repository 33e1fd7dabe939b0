# ruff: noqa: E501 - lines of XML
"""OFAC's advanced XML gives the records that SDN.XML gives; counted by xml.etree."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

#: Words by kind and id, as the published file has them; the parties below are made up.
WORDS = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1403": "Name"},
    "NamePartType": {"1520": "Last Name", "1521": "First Name", "1525": "Entity Name", "1526": "Vessel Name"},
    "PartyType": {"1": "Individual", "2": "Entity", "4": "Transport"},
    "FeatureType": {
        "8": "Birthdate",
        "9": "Place of Birth",
        "10": "Nationality Country",
        "11": "Citizenship Country",
        "25": "Location",
        "26": "Title",
        "224": "Gender",
        "13": "SWIFT/BIC",
        "14": "Website",
        "1": "VESSEL TYPE",
        "2": "Vessel Call Sign",
        "3": "VESSEL FLAG",
    },
    "DetailReference": {"91526": "Male", "500": "General Cargo"},
    "IDRegDocType": {"1571": "Passport", "1626": "Vessel Registration Identification"},
    "IDRegDocDateType": {"1480": "Issue Date", "1481": "Expiration Date"},
    "Country": {"11082": "Russia", "11083": "Malta"},
    "LocPartType": {"1451": "ADDRESS1", "1454": "CITY", "1456": "POSTAL CODE"},
    "SanctionsType": {"1": "Program", "1706": "Block"},
    "Script": {"215": "Latin", "220": "Cyrillic"},
}
SUBTYPES = '<PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>'


def period(first: str, last: str | None = None, approximate: str = "false") -> str:
    def day(tag: str, text: str) -> str:
        year, month, number = text.split("-")
        return f"<{tag}><Year>{year}</Year><Month>{month}</Month><Day>{number}</Day></{tag}>"

    start = f'<Start Approximate="{approximate}">{day("From", first)}{day("To", first)}</Start>'
    return f'<DatePeriod>{start}<End Approximate="{approximate}">{day("From", last or first)}{day("To", last or first)}</End></DatePeriod>'


def feature(type_: str, content: str) -> str:
    return f'<Feature FeatureTypeID="{type_}"><FeatureVersion>{content}</FeatureVersion></Feature>'


def name(alias: str, *parts: tuple[str, str], primary: str = "false", low: str = "false", script: str = "215") -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}</NamePartValue></DocumentedNamePart>'
        for group, text in parts
    )
    return f'<Alias AliasTypeID="{alias}" Primary="{primary}" LowQuality="{low}"><DocumentedName>{values}</DocumentedName></Alias>'


def party(number: str, subtype: str, names: str, features: str = "", comment: str = "") -> str:
    groups = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{group}" NamePartTypeID="{type_}"/></MasterNamePartGroup>'
        for group, type_ in (("1", "1520"), ("2", "1521"), ("3", "1525"), ("4", "1526"))
    )
    identity = f'<Identity ID="9{number}" Primary="true">{names}<NamePartGroups>{groups}</NamePartGroups></Identity>'
    profile = f'<Profile ID="{number}" PartySubTypeID="{subtype}">{identity}{features}</Profile>'
    return f'<DistinctParty FixedRef="{number}">{f"<Comment>{comment}</Comment>" if comment else ""}{profile}</DistinctParty>'


ANN = party(
    "101",
    "4",
    name("1403", ("1", "TESTOV"), ("2", "Ivan"), primary="true")
    + name("1400", ("1", "TESTOW"), ("2", "Iwan"))
    + name("1400", ("1", "TESTIK"), low="true"),
    feature("26", "<VersionDetail>Director, Test Bank</VersionDetail>")
    + feature("8", period("1965-5-13"))
    + feature("8", period("1966-1-1", "1966-12-31", approximate="true"))
    + feature("9", "<VersionDetail>Perm, Russia</VersionDetail>")
    + feature("10", '<VersionLocation LocationID="71"/>')
    + feature("11", '<VersionLocation LocationID="72"/>')
    + feature("25", '<VersionLocation LocationID="70"/>')
    + feature("224", '<VersionDetail DetailReferenceID="91526"/>')
    + feature("14", "<VersionDetail>www.test.ru</VersionDetail>"),
    "Made up.",
)
BANK = party(
    "102",
    "3",
    name("1403", ("3", "TEST BANK"), primary="true") + name("1401", ("3", "OLD TEST BANK")),
    feature("13", "<VersionDetail>TESTRUMM</VersionDetail>"),
)
SHIP = party(
    "103",
    "1",
    name("1403", ("4", "TEST SHIP"), primary="true"),
    feature("1", '<VersionDetail DetailReferenceID="500"/>')
    + feature("2", "<VersionDetail>P3QG3</VersionDetail>")
    + feature("3", "<VersionDetail>Mongolia</VersionDetail>"),
)
PAPERS = f"""<IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="9101" IssuedBy-CountryID="11082">
  <IDRegistrationNo>123</IDRegistrationNo>
  <DocumentDate IDRegDocDateTypeID="1480">{period("2007-2-2")}</DocumentDate>
  <DocumentDate IDRegDocDateTypeID="1481">{period("2012-2-1")}</DocumentDate></IDRegDocument>
<IDRegDocument ID="2" IDRegDocTypeID="1626" IdentityID="9103"><IDRegistrationNo>IMO 9187629</IDRegistrationNo></IDRegDocument>"""
LOCATIONS = """<Location ID="70"><LocationCountry CountryID="11082"/>
  <LocationPart LocPartTypeID="1451"><LocationPartValue><Value>1 Test Street</Value></LocationPartValue></LocationPart>
  <LocationPart LocPartTypeID="1454"><LocationPartValue><Value>Perm</Value></LocationPartValue></LocationPart>
  <LocationPart LocPartTypeID="1456"><LocationPartValue><Value>614000</Value></LocationPartValue></LocationPart></Location>
<Location ID="71"><LocationCountry CountryID="11082"/></Location><Location ID="72"><LocationCountry CountryID="11083"/></Location>"""
PROGRAMS = {"101": ("SDGT", "DPRK2"), "102": ("DPRK2",), "103": ("DPRK2",)}

STANDARD = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>05/06/2024</Publish_Date><Record_Count>3</Record_Count></publshInformation>
  <sdnEntry><uid>101</uid><firstName>Ivan</firstName><lastName>TESTOV</lastName><title>Director, Test Bank</title>
    <sdnType>Individual</sdnType><remarks>Made up.</remarks>
    <programList><program>DPRK2</program><program>SDGT</program></programList>
    <idList><id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>2</uid><idType>Passport</idType><idNumber>123</idNumber><idCountry>Russia</idCountry>
        <issueDate>2 Feb 2007</issueDate><expirationDate>1 Feb 2012</expirationDate></id>
      <id><uid>4</uid><idType>Website</idType><idNumber>www.test.ru</idNumber></id></idList>
    <akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>TESTOW</lastName>
      <firstName>Iwan</firstName></aka>
      <aka><uid>9</uid><type>a.k.a.</type><category>weak</category><lastName>TESTIK</lastName></aka></akaList>
    <addressList><address><uid>1</uid><address1>1 Test Street</address1><city>Perm</city><postalCode>614000</postalCode>
      <country>Russia</country></address></addressList>
    <nationalityList><nationality><uid>6</uid><country>Russia</country><mainEntry>true</mainEntry></nationality>
    </nationalityList>
    <citizenshipList><citizenship><uid>7</uid><country>Malta</country><mainEntry>true</mainEntry></citizenship>
    </citizenshipList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>8</uid><dateOfBirth>13 May 1965</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1966</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
    </dateOfBirthList>
    <placeOfBirthList><placeOfBirthItem><uid>9</uid><placeOfBirth>Perm, Russia</placeOfBirth>
      <mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList></sdnEntry>
  <sdnEntry><uid>102</uid><lastName>TEST BANK</lastName><sdnType>Entity</sdnType>
    <programList><program>DPRK2</program></programList>
    <idList><id><uid>1</uid><idType>SWIFT/BIC</idType><idNumber>TESTRUMM</idNumber></id></idList>
    <akaList><aka><uid>2</uid><type>f.k.a.</type><category>strong</category><lastName>OLD TEST BANK</lastName></aka>
    </akaList></sdnEntry>
  <sdnEntry><uid>103</uid><lastName>TEST SHIP</lastName><sdnType>Vessel</sdnType>
    <programList><program>DPRK2</program></programList>
    <idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id></idList>
    <vesselInfo><callSign>P3QG3</callSign><vesselType>General Cargo</vesselType><vesselFlag>Mongolia</vesselFlag>
    </vesselInfo></sdnEntry>
</sdnList>"""


def advanced(*parties: str) -> str:
    words = ""
    for kind, values in WORDS.items():
        content = "".join(f'<{kind} ID="{id_}">{word}</{kind}>' for id_, word in values.items())
        words += f"<{kind}Values>{content}</{kind}Values>"
    entries = "".join(
        f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1550"><SanctionsMeasure SanctionsTypeID="1706"/>'
        + "".join(f'<SanctionsMeasure SanctionsTypeID="1"><Comment>{p}</Comment></SanctionsMeasure>' for p in programs)
        + "</SanctionsEntry>"
        for number, programs in PROGRAMS.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><Sanctions xmlns="https://www.un.org/sanctions/1.0" Version="3">'
        "<DateOfIssue CalendarTypeID='1'><Year>2024</Year><Month>5</Month><Day>6</Day></DateOfIssue>"
        f"<ReferenceValueSets>{words}<PartySubTypeValues>{SUBTYPES}</PartySubTypeValues></ReferenceValueSets>"
        f"<Locations>{LOCATIONS}</Locations><IDRegDocuments>{PAPERS}</IDRegDocuments>"
        f"<DistinctParties>{''.join(parties)}</DistinctParties><SanctionsEntries>{entries}</SanctionsEntries></Sanctions>"
    )


def put(folder: Path, text: str, file: str = "SDN_ADVANCED.XML") -> Path:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return path


def facts(graph: Graph) -> list[str]:
    return [line for line in graph.dump() if '"Edition"' not in line]


def test_an_entry_is_the_record_that_the_standard_form_gives(tmp_path: Path) -> None:
    graphs = []
    for path in (put(tmp_path, advanced(ANN, BANK, SHIP)), put(tmp_path, STANDARD, "sdn.xml")):
        graph = open_graph(":memory:")
        report = load(graph, "ofac", path)
        assert (report.edition, report.written, report.rejected) == ("2024-05-06", 3, 0)
        graphs.append(graph)
    first, second = map(facts, graphs)
    assert first == second


def test_as_many_parties_and_names_as_the_file_has(tmp_path: Path) -> None:
    path = put(tmp_path, advanced(ANN, BANK, SHIP))
    tree = ElementTree.parse(path)
    space = "{https://www.un.org/sanctions/1.0}"
    graph = open_graph(":memory:")
    assert load(graph, "ofac", path).written == len(tree.findall(f".//{space}DistinctParty"))
    aliases = graph.read("MATCH (a:Alias) RETURN count(a) AS n").rows[0]["n"]
    assert aliases + 3 == len(tree.findall(f".//{space}Alias"))


def test_a_name_in_another_script_is_an_alias(tmp_path: Path) -> None:
    script = name("1400", ("1", "ТЕСТОВ"), ("2", "Иван"), script="220")
    graph = open_graph(":memory:")
    load(graph, "ofac", put(tmp_path, advanced(ANN.replace("<NamePartGroups>", script + "<NamePartGroups>"))))
    rows = graph.read("MATCH (a:Alias) WHERE a.quality = 'original script' RETURN a.name AS name").rows
    assert rows == [{"name": "ТЕСТОВ, Иван"}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('PartySubTypeID="3"', 'PartySubTypeID="99"', "no PartySubType of the id '99' in the file"),
        ('AliasTypeID="1403"', 'AliasTypeID="7"', "no AliasType of the id '7'"),
        ("TEST BANK</NamePartValue>", "</NamePartValue>", "a name without parts"),
        ('<Profile ID="102"', '<Profile ID="x"', "'x' is not the number of an entry"),
        ('ID="102"', 'ID="999"', "no programme"),
    ],
)
def test_a_broken_party_is_rejected_and_not_taken_for_gone(tmp_path: Path, old: str, new: str, says: str) -> None:
    graph = open_graph(":memory:")
    load(graph, "ofac", put(tmp_path, advanced(ANN, BANK, SHIP)))
    assert old in BANK
    later = put(
        tmp_path, advanced(ANN, BANK.replace(old, new), SHIP).replace("<Day>6<", "<Day>7<"), "sdn_advanced2.xml"
    )
    report = load(graph, "ofac", later)
    assert (report.read, report.rejected) == (3, 1)
    assert says in report.rejections[0].reason
    assert report.ended == (1 if new == 'ID="999"' else 0)


def test_relations_of_the_advanced_form_are_links_in_their_own_words(tmp_path: Path) -> None:
    relation = '<ProfileRelationship ID="{0}" From-ProfileID="{1}" To-ProfileID="{2}" RelationTypeID="{3}"{4}/>'
    relations = relation.format(1, 101, 102, 15003, "") + relation.format(2, 103, 101, 15001, ' Former="true"')
    relations += relation.format(3, 103, 999, 15001, "")
    words = '<RelationType ID="15003">Acting for or on behalf of</RelationType><RelationType ID="15001">Owned or '
    text = advanced(ANN, BANK, SHIP).replace(
        "</ReferenceValueSets>", f"<RelationTypeValues>{words}Controlled By</RelationType></RelationTypeValues>"
        "</ReferenceValueSets>"
    )  # fmt: skip
    text = text.replace(
        "</DistinctParties>", f"</DistinctParties><ProfileRelationships>{relations}</ProfileRelationships>"
    )
    graph = open_graph(":memory:")
    report = load(graph, "ofac", put(tmp_path, text))
    assert (report.read, report.links_stated, report.links_resolved) == (3, 3, 3)
    found = graph.read(
        "MATCH (a:Entity)<-[:SUBJECT]-(s:Relation)-[:OBJECT]->(b:Entity) "
        "RETURN a.id AS a, s.role AS role, b.id AS b ORDER BY a, role"
    )
    assert [tuple(row.values()) for row in found.rows] == [
        ("ofac:101", "Acting for or on behalf of", "ofac:102"),
        # Of the post in the entry, in words of its own.
        ("ofac:101", "director", "ofac:102"),
        ("ofac:103", "former Owned or Controlled By", "ofac:101"),
    ]


def test_a_cut_off_file_writes_nothing(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    with pytest.raises(InputError, match="not well-formed XML"):
        load(graph, "ofac", put(tmp_path, advanced(ANN)[:-60]))
    assert graph.read("MATCH (l:Listing) RETURN l.id AS id").rows == []
