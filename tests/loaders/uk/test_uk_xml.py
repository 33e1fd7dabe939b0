"""The UK Sanctions List as XML says what its CSV says; the count is checked against xml.etree."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import load
from sanctionsgraph.schema.errors import InputError

from ...helpers.uk_file import put, text

#: Made-up entries in the published shape.
ANN = """
  <Designation>
    <LastUpdated>03/02/2024</LastUpdated><DateDesignated>02/01/2023</DateDesignated>
    <UniqueID>RUS9001</UniqueID><OFSIGroupID>99001</OFSIGroupID><UNReferenceNumber/>
    <Names>
      <Name><Name1>Ann</Name1><Name6>TESTOVA</Name6><NameType>Primary Name</NameType></Name>
      <Name><Name1>Anna</Name1><Name6>TESTOWA</Name6><NameType>Alias</NameType>
        <AliasStrength>Low quality</AliasStrength></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>Анна Тестова</NameNonLatinScript></NonLatinName></NonLatinNames>
    <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UK</DesignationSource>
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><UKStatementofReasons>Made up.</UKStatementofReasons>
    <Addresses><Address><AddressLine1>1 Street</AddressLine1><AddressLine6>Town</AddressLine6>
      <AddressPostalCode>101</AddressPostalCode><AddressCountry>Russia</AddressCountry></Address></Addresses>
    <IndividualDetails><Individual>
      <DOBs><DOB>dd/mm/1970</DOB><DOB>04/05/1971</DOB></DOBs>
      <Nationalities><Nationality>Russia</Nationality></Nationalities><Positions><Position>Director</Position></Positions>
      <PassportDetails><Passport><PassportNumber>P77</PassportNumber></Passport></PassportDetails>
      <BirthDetails><Location><TownOfBirth>Town</TownOfBirth><CountryOfBirth>USSR</CountryOfBirth></Location></BirthDetails>
      <Genders><Gender>Female</Gender></Genders>
    </Individual></IndividualDetails>
  </Designation>"""
SHIP = """
  <Designation>
    <DateDesignated>05/06/2024</DateDesignated><UniqueID>RUS9002</UniqueID>
    <Names><Name><Name6>MADE SHIP</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Ship</IndividualEntityShip><DesignationSource>UK</DesignationSource>
    <ShipDetails><Ship><IMONumbers><IMONumber>9074729</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Made Co</CurrentOwnerOperator></CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Gabon</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
      <TypeOfShipDetails><TypeOfShip>Oil Tanker</TypeOfShip></TypeOfShipDetails></Ship></ShipDetails>
  </Designation>"""
COMMON = {"Regime Name": "The Russia (Sanctions) (EU Exit) Regulations 2019", "Designation source": "UK"}
ANN_ROW = {
    **COMMON,
    "Unique ID": "RUS9001",
    "OFSI Group ID": "99001",
    "Last Updated": "03/02/2024",
    "Date Designated": "02/01/2023",
    "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "UK Statement of Reasons": "Made up.",
    "Nationality(/ies)": "Russia",
    "Position": "Director",
    "Passport number": "P77",
    "Town of birth": "Town",
    "Country of birth": "USSR",
    "Gender": "Female",
    "Name non-latin script": "Анна Тестова",
    "Address Line 1": "1 Street",
    "Address Line 6": "Town",
    "Address Postal Code": "101",
    "Address Country": "Russia",
}
ROWS = (
    {**ANN_ROW, "Name 1": "Ann", "Name 6": "TESTOVA", "Name type": "Primary Name", "D.O.B": "dd/mm/1970"},
    {**ANN_ROW, "Name 1": "Anna", "Name 6": "TESTOWA", "Name type": "Alias", "Alias strength": "Low quality"},
    {**ANN_ROW, "Name 1": "Ann", "Name 6": "TESTOVA", "Name type": "Primary Name", "D.O.B": "04/05/1971"},
    {
        **COMMON,
        "Unique ID": "RUS9002",
        "Date Designated": "05/06/2024",
        "Designation Type": "Ship",
        "Name 6": "MADE SHIP",
        "Name type": "Primary Name",
        "IMO number": "9074729",
        "Current owner/operator (s)": "Made Co",
        "Current believed flag of ship": "Gabon",
        "Type of ship": "Oil Tanker",
    },
)


def xml(*entries: str, root: str = "Designations") -> str:
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return f"{head}<{root}><DateGenerated>13/02/2026</DateGenerated>{''.join(entries)}</{root}>"


def test_the_xml_is_the_same_graph_as_the_csv(tmp_path: Path) -> None:
    graphs = []
    for path in (put(tmp_path, xml(ANN, SHIP), "uk.xml"), put(tmp_path, text(*ROWS), "uk.csv")):
        graph = open_graph(":memory:")
        report = load(graph, "uk", path)
        assert (report.edition, report.written, report.rejected) == ("2026-02-13", 2, 0)
        graphs.append(graph)
    assert graphs[0].digest() == graphs[1].digest()


def test_as_many_entries_and_names_as_the_xml_has(tmp_path: Path) -> None:
    path = put(tmp_path, xml(ANN, SHIP, ANN.replace("9001", "9003")), "uk.xml")
    tree = ElementTree.parse(path)
    graph = open_graph(":memory:")
    assert load(graph, "uk", path).written == len(tree.findall("Designation")) == 3
    births = graph.read("MATCH (b:Birth) RETURN count(b) AS n").rows[0]["n"]
    assert births == len(tree.findall(".//DOB")) == 4
    assert graph.read("MATCH (i:Identification) WHERE i.documentType = 'IMO number' RETURN i.number AS n").rows == [
        {"n": "9074729"}
    ]


def test_a_broken_entry_is_rejected_and_nothing_is_taken_for_gone(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "uk", put(tmp_path, xml(ANN, SHIP), "a.xml"))
    broken = xml(ANN, SHIP.replace("<UniqueID>RUS9002</UniqueID>", "")).replace("13/02", "14/02")
    report = load(graph, "uk", put(tmp_path, broken, "b.xml"))
    assert (report.read, report.rejected, report.ended) == (2, 1, 0)
    assert "no UniqueID" in report.rejections[0].reason


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (xml(root="Lists"), "the root is Lists"),
        (xml(ANN)[:400], "not well-formed"),
        ("<!DOCTYPE a>" + xml(ANN)[40:], "DOCTYPE|formed"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        load(open_graph(":memory:"), "uk", put(tmp_path, content, "uk.xml"))
