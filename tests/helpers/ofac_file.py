"""Small files in both forms of OFAC's lists."""

from __future__ import annotations

from pathlib import Path

MAIN = [
    '101,"TESTOV, Ivan","individual","SDGT] [DPRK2","Director, Test Bank; Colonel",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 13 May 1965; alt. DOB circa 1966; POB Perm, Russia; nationality Russia; citizen Malta; Gender Male; '
    "Passport 123 (Russia) issued 02 Feb 2007 expires 01 Feb 2012; alt. Passport 124 (Malta); Website www.test.ru; "
    "Secondary sanctions risk: See Section 11 of Executive Order 14024.; Minister of Tests; a.k.a. 'TESTIK'; "
    'Linked To: TEST BANK; Linked To: TEST SHIPPING CO."',
    '102,"TEST BANK",-0- ,"DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"SWIFT/BIC TESTRUMM; Company Number IMO 5055293."',
    '103,"TEST SHIP","vessel","DPRK2",-0- ,"P3QG3","General Cargo","99,144","56,068","Mongolia","Test Owner",'
    '"Vessel Registration Identification IMO 9187629; MMSI 572469210; Former Vessel Flag Malta."',
    '104,"EP-TST","aircraft","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Model IL76-TD; Aircraft '
    "Manufacturer's Serial Number (MSN) 1023409321.\"",
]


ALT = ['101,1,"aka","TESTOW, Iwan",-0- ', '102,2,"fka","OLD TEST BANK",-0- ']


ADD = ['101,1,"1 Test Street, Floor 2","Perm, Perm Krai 614000","Russia",-0- ', "104,2,-0- ,-0- ,-0- ,-0- "]


XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{namespace}">
  <publshInformation><Publish_Date>05/06/2024</Publish_Date><Record_Count>4</Record_Count></publshInformation>
  <sdnEntry><uid>101</uid><firstName>Ivan</firstName><lastName>TESTOV</lastName>
    <title>Director, Test Bank; Colonel</title><sdnType>Individual</sdnType>
    <remarks>Minister of Tests; (Linked To: TEST BANK; Linked To: TEST SHIPPING CO.)</remarks>
    <programList><program>DPRK2</program><program>SDGT</program></programList>
    <idList>
      <id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>2</uid><idType>Passport</idType><idNumber>123</idNumber><idCountry>Russia</idCountry>
        <issueDate>02 Feb 2007</issueDate><expirationDate>01 Feb 2012</expirationDate></id>
      <id><uid>3</uid><idType>Passport</idType><idNumber>124 (Malta)</idNumber></id>
      <id><uid>4</uid><idType>Website</idType><idNumber>www.test.ru</idNumber></id>
      <id><uid>5</uid><idType>Secondary sanctions risk:</idType>
        <idNumber>See Section 11 of Executive Order 14024.</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>TESTOW</lastName>
        <firstName>Iwan</firstName></aka>
      <aka><uid>9</uid><type>a.k.a.</type><category>weak</category><lastName>TESTIK</lastName></aka>
    </akaList>
    <addressList><address><uid>1</uid><address1>1 Test Street</address1><address2>Floor 2</address2><city>Perm</city>
      <stateOrProvince>Perm Krai</stateOrProvince><postalCode>614000</postalCode><country>Russia</country></address>
    </addressList>
    <nationalityList><nationality><uid>6</uid><country>Russia</country><mainEntry>true</mainEntry></nationality>
    </nationalityList>
    <citizenshipList><citizenship><uid>7</uid><country>Malta</country><mainEntry>true</mainEntry></citizenship>
    </citizenshipList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>8</uid><dateOfBirth>13 May 1965</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1966</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
    </dateOfBirthList>
    <placeOfBirthList><placeOfBirthItem><uid>9</uid><placeOfBirth>Perm, Russia</placeOfBirth>
      <mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
  </sdnEntry>
  <sdnEntry><uid>102</uid><lastName>TEST BANK</lastName><sdnType>Entity</sdnType>
    <programList><program>DPRK2</program></programList>
    <idList><id><uid>1</uid><idType>SWIFT/BIC</idType><idNumber>TESTRUMM</idNumber></id>
      <id><uid>2</uid><idType>Company Number</idType><idNumber>IMO 5055293</idNumber></id></idList>
    <akaList><aka><uid>2</uid><type>f.k.a.</type><category>strong</category><lastName>OLD TEST BANK</lastName></aka>
    </akaList>
  </sdnEntry>
  <sdnEntry><uid>103</uid><lastName>TEST SHIP</lastName><sdnType>Vessel</sdnType>
    <programList><program>DPRK2</program></programList>
    <idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id>
      <id><uid>2</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id>
      <id><uid>3</uid><idType>Former Vessel Flag</idType><idNumber>Malta</idNumber></id></idList>
    <vesselInfo><callSign>P3QG3</callSign><vesselType>General Cargo</vesselType><vesselFlag>Mongolia</vesselFlag>
      <vesselOwner>Test Owner</vesselOwner><tonnage>99144</tonnage>
      <grossRegisteredTonnage>56068</grossRegisteredTonnage></vesselInfo>
  </sdnEntry>
  <sdnEntry><uid>104</uid><lastName>EP-TST</lastName><sdnType>Aircraft</sdnType>
    <programList><program>SDGT</program></programList>
    <idList><id><uid>1</uid><idType>Aircraft Model</idType><idNumber>IL76-TD</idNumber></id>
      <id><uid>2</uid><idType>Aircraft Manufacturer's Serial Number (MSN)</idType><idNumber>1023409321</idNumber></id>
    </idList>
  </sdnEntry>
</sdnList>
"""


NAMESPACES = (
    "http://tempuri.org/sdnList.xsd",
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
)


def flat(
    folder: Path, main: list[str] = MAIN, alt: list[str] = ALT, add: list[str] = ADD, end: bytes = b"\r\n\x1a"
) -> Path:
    """The three files of an edition, as OFAC ends them; the path of the main one."""
    folder.mkdir(exist_ok=True)
    for name, lines in (("sdn", main), ("alt", alt), ("add", add)):
        (folder / f"{name}.csv").write_bytes("\r\n".join(lines).encode() + end)
    return folder / "sdn.csv"


def xml(folder: Path, text: str = XML, name: str = "sdn.xml", namespace: str = NAMESPACES[1]) -> Path:
    path = folder / name
    path.write_text(text.replace("{namespace}", namespace), encoding="utf-8")
    return path


def entries_400(path: Path, folder: Path) -> Path:
    """The first 400 entries of OFAC's list, with their aliases and addresses."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[:400]
    kept = {line.partition(",")[0] for line in lines}
    (folder / path.name).write_text("".join(lines), encoding="utf-8")
    for name in ("alt.csv", "add.csv"):
        rows = (path.parent / name).read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(row for row in rows if row.partition(",")[0] in kept)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / path.name
