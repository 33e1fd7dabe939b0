"""Small files in the forms of the UK lists, after entries that public copies show."""

from __future__ import annotations

import csv
import io
from pathlib import Path


def columns(header: str) -> list[str]:
    return next(csv.reader([header]))


HEADER = columns(
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,"
    "Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,"
    "Regime Name,Designation Type,Designation source,Sanctions Imposed,Other Information,"
    "UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,"
    "Address Line 6,Address Postal Code,Address Country,Phone number,Website,Email address,Date Designated,"
    "D.O.B,Nationality(/ies),National Identifier number,National Identifier additional information,"
    "Passport number,Passport additional information,Position,Gender,Town of birth,Country of birth,"
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,Previous flags,"
    "Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)"
)


OLD_HEADER = columns(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,"
    "Passport Details,National Identification Number,National Identification Details,Position,Address 1,"
    "Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,"
    "Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,"
    "Group ID"
)


AFGHANISTAN = "The Afghanistan (Sanctions) (EU Exit) Regulations 2020"


RUSSIA = "The Russia (Sanctions) (EU Exit) Regulations 2019"


DPRK = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"


HASSAN = {
    "Last Updated": "26/01/2022",
    "Unique ID": "AFG0006",
    "OFSI Group ID": "7172",
    "UN Reference Number": "TAi.002",
    "Title": "Mullah",
    "Regime Name": AFGHANISTAN,
    "Designation Type": "Individual",
    "Designation source": "UN",
    "Sanctions Imposed": "Asset freeze|Arms embargo|Travel Ban",
    "Date Designated": "25/01/2001",
    "Nationality(/ies)": "Afghanistan",
    "Position": "Deputy Minister",
    "Gender": "Male",
    "Town of birth": "Kandahar",
    "Country of birth": "Afghanistan",
    "Address Line 6": "Kabul",
}


PRIMARY = {"Name 6": "AKHUND", "Name 1": "MOHAMMAD", "Name 2": "HASSAN", "Name type": "Primary Name"}


EXCHANGE = {
    "Last Updated": "16/04/2026",
    "Unique ID": "AFG0001",
    "OFSI Group ID": "12703",
    "UN Reference Number": "TAe.010",
    "Regime Name": AFGHANISTAN,
    "Designation Type": "Entity",
    "Designation source": "UN",
    "Sanctions Imposed": "Asset freeze",
    "Other Information": "Afghan Money Service Provider License Number: 044.",
    "Date Designated": "29/06/2012",
}


PETREL = {
    "Last Updated": "18/12/2021",
    "Unique ID": "DPR0075",
    "Regime Name": DPRK,
    "Designation Type": "Ship",
    "Designation source": "UN",
    "Date Designated": "03/10/2017",
    "IMO number": "IMO9562233",
    "Current believed flag of ship": "Comoros",
    "Type of ship": "Bulk Carrier",
    "Tonnage of ship": "7078",
}


KOROLEV = {
    "Last Updated": "31/07/2024",
    "Unique ID": "RUS2176",
    "Name 6": "KOROLEV PROSPECT",
    "Name type": "Primary Name",
    "Regime Name": RUSSIA,
    "Designation Type": "Ship",
    "Designation source": "UK",
    "Sanctions Imposed": "Shipping sanctions: (see 'Other information')|Shipping sanctions: (see 'Other information')",
    "UK Statement of Reasons": " KOROLEV PROSPECT (IMO 9826902) is involved in carrying oil from Russia. ",
    "Date Designated": "31/07/2024",
    "IMO number": "IMO9826902",
    "Current owner/operator (s)": "Stream Ship Management FZCO",
    "Current believed flag of ship": "Gabon",
    "Type of ship": "Oil Tanker",
    "Year Built": "2019",
}


ROWS = [
    {**HASSAN, **PRIMARY, "D.O.B": "dd/mm/1945"},
    {**HASSAN, **PRIMARY, "D.O.B": "dd/mm/1946"},
    {**HASSAN, **PRIMARY, "Passport number": "P04581926", "Passport additional information": "Afghanistan number"},
    {**HASSAN, "Name 6": "HASSAN", "Name 1": "MOHAMMAD", "Name type": "Alias", "Alias strength": "Good quality"},
    {**EXCHANGE, "Name 6": "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "Name type": "Primary Name"},
    {**EXCHANGE, "Name 6": "Haji Alim Hawala", "Name type": "Alias"},
    {**EXCHANGE, "Name 6": "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "Name type": "Primary Name"},
    {**PETREL, "Name 6": "Petrel 8", "Name type": "Primary name"},
    {**PETREL, "Name 6": "PETREL  8 ", "Name type": "Primary Name Variation"},
    KOROLEV,
]


INDUSTRIES = {
    "Name 6": "(GENERAL) ORGANIZATION FOR ENGINEERING INDUSTRIES",
    "Address 1": "PO Box 21120",
    "Address 5": "Baramkeh",
    "Address 6": "Damascus",
    "Country": "Syria",
    "Other Information": "(UK Sanctions List Ref):SYR0306 (UK Statement of Reasons):Front company for the acquisition "
    "of sensitive equipment. (Phone number):(1) +963112121816",
    "Group Type": "Entity",
    "Alias Type": "Primary name",
    "Regime": "Syria",
    "Listed On": "02/12/2011",
    "UK Sanctions List Date Designated": "31/12/2020",
    "Last Updated": "13/05/2022",
    "Group ID": "12431",
}


def text(*rows: dict[str, str], first: str = "Report Date: 13-Feb-2026", header: list[str] = HEADER) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return (first + "\r\n" if first else "") + out.getvalue()


def put(folder: Path, content: str | bytes, name: str = "uk.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def old(*rows: dict[str, str], day: str = "27/01/2026") -> str:
    return text(*rows, first=f"Last Updated,{day}", header=OLD_HEADER)
