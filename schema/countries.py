"""Which State a text names: the one owner of names and codes of States.

A State is known by its ISO 3166-1 code. Codes and official names come from the library iso3166; what lists, newspapers
and people call States beside that, and their nationals, stands in the table below. A name is looked up, never guessed:
its words must be those of a name, in any order, whatever their case and accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .errors import ValueInvalid
from .names import name_key

#: Codes of States that are no more. They contradict no other State, because their nationals became another's.
FORMER = {"SU": "Soviet Union", "YU": "Yugoslavia", "CS": "Czechoslovakia", "DD": "East Germany"}
#: Begins the id of a State.
PREFIX = "iso:"

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SMALL = frozenset({"the", "of", "and"})
#: Forms of government that may stand before a name.
_FORM = re.compile(
    r"(?:the )?(?:(?:islamic|arab|federal|democratic|socialist|people'?s|oriental|hellenic|bolivarian|plurinational) )*"
    r"(?:federative |co operative |united )?(?:republic|kingdom|sultanate|principality|commonwealth|union|emirate"
    r"|grand duchy) of (?:the )?"
)
#: Names beside the official ones, by code: what the State is called; what its nationals are.
_TABLE = """
AE UAE; Emirates; Emirati
AF Islamic Emirate of Afghanistan; Afghan; Afghani
AL Albanian
AM Armenian
AO Angolan
AR Argentine; Argentinian; Argentine Republic
AT Austrian
AU Australian
AZ Azerbaijani; Azeri
BA Bosnia; Bosnia-Hercegovina; Bosnian
BD Bangladeshi
BE Belgian
BF Burkinabe; Upper Volta
BG Bulgarian
BH Bahraini
BI Burundian
BJ Beninese
BN Brunei
BO Bolivia; Bolivian
BR Brazilian
BS Bahamas; Bahamian
BY Byelorussia; Belorussia; Belarusian; Belorussian
CA Canadian
CD DR Congo; D.R. Congo; DRC; Congo-Kinshasa; Congo (Kinshasa); Democratic Congo; Zaire; Zairean
CD Congo (Democratic Republic); Congo (Dem. Rep.)
CF CAR; Central African
CG Congo-Brazzaville; Congo (Brazzaville); Republic of the Congo; Congo Republic
CH Swiss; Swiss Confederation
CI Ivory Coast; Ivorian; Cote d Ivoire
CL Chilean
CM Cameroonian; Cameroun
CN PRC; PR China; P.R. China; P.R.C.; People's Republic of China; Mainland China; Chinese; 中国; 中國; Китай; КНР
CO Colombian
CR Costa Rican
CU Cuban
CV Cape Verde; Cape Verdean
CY Cypriot
CZ Czech Republic; Czech
DD East Germany; German Democratic Republic; GDR
DE German; Deutschland; West Germany
DJ Djiboutian
DK Danish
DO Dominican Republic
DZ Algerian
EC Ecuadorian
EE Estonian
EG Arab Republic of Egypt; United Arab Republic; Egyptian
EH Western Sahara; Sahrawi Arab Democratic Republic
ER State of Eritrea; Eritrean
ES Spanish; España
ET Ethiopian
FI Finnish
FK Falkland Islands; Malvinas
FM Micronesia
FR French
GA Gabonese
GB United Kingdom; UK; U.K.; Great Britain; Britain; British; England; Scotland; Wales; Northern Ireland
GE Georgian
GH Ghanaian
GM The Gambia; Gambian
GN Guinean; Republic of Guinea
GQ Equatorial Guinean
GR Hellenic Republic; Greek
GW Guinea Bissau; Bissau-Guinean
HK Hong Kong SAR; Hong Kong Special Administrative Region; China (Hong Kong); Hong Kong, China
HK China, Hong Kong Special Administrative Region; China, Hong Kong SAR
HN Honduran
HR Croatian
HT Haitian
HU Hungarian
ID Indonesian
IE Republic of Ireland; Eire; Irish
IL State of Israel; Israeli
IN Indian; Bharat
IQ Iraqi
IR Iran; Persia; Iranian; I.R. Iran; Islamic Rep. of Iran; Иран
IS Icelandic
IT Italian
JM Jamaican
JO Hashemite Kingdom of Jordan; Jordanian
JP State of Japan; Japanese; 日本; Япония
KE Kenyan
KG Kirghizia; Kyrgyz Republic; Kyrgyz
KH Kampuchea; Cambodian; Khmer
KI Kiribati
KM Comoros; Comoran; Comorian
KN St Kitts and Nevis; Saint Christopher and Nevis
KP North Korea; Korea North; Korea (North); DPRK; D.P.R.K.; DPR Korea; DPR of Korea; North Korean; RPDC; RPDK; NKorea
KP Korea DPR; Democratic Peoples Republic of Korea; Dem. People's Rep. of Korea; Korea, Dem. People's Rep.
KP 조선민주주의인민공화국; 조선; 북한; КНДР; Северная Корея; 朝鲜; 朝鮮
KR South Korea; Korea South; Korea (South); ROK; R.O.K.; Republic of Korea; South Korean; Rep. of Korea; Korea, Rep.
KR 대한민국; 한국; Южная Корея; 韩国
KW State of Kuwait; Kuwaiti
KZ Kazakh; Kazakhstani; Kazakstan
LA Laos; Lao PDR; Laotian; Lao
LB Lebanese
LC St Lucia
LI Liechtenstein
LK Sri Lankan; Ceylon
LR Liberian
LT Lithuanian
LV Latvian
LY Libyan Arab Jamahiriya; State of Libya; Libyan; Socialist People's Libyan Arab Jamahiriya
MA Moroccan
MD Moldova; Moldovan; Moldavia
ME Montenegrin
MG Malagasy
MH Marshall Islands
MK Macedonia; FYROM; Former Yugoslav Republic of Macedonia; The former Yugoslav Republic of Macedonia; Macedonian
ML Malian
MM Burma; Burmese; Republic of the Union of Myanmar
MN Mongolian
MO Macau; Macao SAR; Macau SAR; China (Macao); Macao Special Administrative Region
MR Mauritanian
MT Maltese
MU Mauritian
MV Maldivian
MX Mexican; United Mexican States
MY Malaysian
MZ Mozambican
NA Namibian
NE Nigerien
NG Nigerian
NI Nicaraguan
NL Holland; Dutch; Kingdom of the Netherlands
NO Norwegian
NP Nepali; Nepalese
NR Nauru
NZ New Zealander
OM Omani
PA Panamanian
PE Peruvian
PG Papua New Guinean
PH Filipino; Philippine
PK Pakistani
PL Polish
PS Palestine; State of Palestine; Palestinian; Palestinian Territories; Occupied Palestinian Territory
PS Palestinian Territory; Palestinian Territory, Occupied; Palestinian Authority
PT Portuguese
PY Paraguayan
QA State of Qatar; Qatari
RO Romanian
RS Serbian
RU Russia; Russian; Russian Fed.; Россия; Российская Федерация; РФ; 俄罗斯; 로씨야; 러시아
RW Rwandan; Rwandese
SA KSA; Saudi; Saudi Arabian
SD Sudanese; Republic of the Sudan
SE Swedish
SG Singaporean
SH Saint Helena; St Helena
SI Slovenian; Slovene
SK Slovak Republic; Slovak
SL Sierra Leonean
SM San Marino
SN Senegalese
SO Somali; Federal Republic of Somalia
SR Surinam
SS South Sudanese
ST São Tomé and Príncipe
SU Soviet Union; former Soviet Union; USSR; U.S.S.R.; former USSR; Union of Soviet Socialist Republics; СССР
SV Salvadoran
SY Syria; Syrian; Сирия
SZ Swaziland
TD Chadian; Tchad
TG Togolese
TH Thai
TJ Tajik; Tajikistani; Tadjikistan
TL East Timor; Timor Leste
TM Turkmen
TN Tunisian
TR Turkey; Turkish
TT Trinidad; Trinidadian; Trinidad & Tobago
TW Taiwan; Republic of China; Chinese Taipei; Taiwanese; China (Taiwan); Taiwan, China; 台湾; 臺灣
TZ Tanzania; Tanzanian; Tanganyika
UA Ukrainian; Украина; Україна
UG Ugandan
US USA; U.S.A.; U.S.; United States; America; American; США
UY Uruguayan
UZ Uzbek; Uzbekistani
VA Vatican; Vatican City; Vatican City State
VC St Vincent and the Grenadines
VE Venezuela; Venezuelan
VG British Virgin Islands; BVI
VI US Virgin Islands; United States Virgin Islands
VN Vietnam; Vietnamese; Socialist Republic of Viet Nam; Socialist Republic of Vietnam
CS Czechoslovakia; Czechoslovak
YE Yemeni
YU Yugoslavia; Yugoslav; former Yugoslavia; SFRY; Federal Republic of Yugoslavia
ZA South African; RSA
ZM Zambian
ZW Zimbabwean; Rhodesia
"""


def state_of(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the State that a name, code, id or nationality names, else None.

    `Iran`, `Iran (Islamic Republic of)`, `Iranian`, `IRN`, `ir` and `iso:IR` are all `IR`; `Ruritania` is None, and so
    is `Korea`, which names two States.
    """
    return _state_of(text[:200])


@lru_cache(maxsize=1 << 14)
def _state_of(text: str) -> str | None:
    text = text.strip()
    if text.lower().startswith(PREFIX):
        text = text[len(PREFIX) :]
    codes, names = _tables()
    if text.isascii() and text.isalpha() and len(text) in (2, 3) and (code := codes.get(text.upper())):
        return code
    for reading in _readings(text):
        if code := names.get(_words(reading)):
            return code
    return None


def _readings(text: str) -> Iterator[str]:
    """The text, the same without what stands in brackets, and without a form of government before the name."""
    yield text
    bare = _BRACKETS.sub(" ", text)
    yield bare
    folded = name_key(bare)
    yield _FORM.sub("", folded, count=1) if _FORM.match(folded) else folded


def _words(text: str) -> str:
    return " ".join(sorted(word for word in name_key(text.replace("&", " and ")).split() if word not in _SMALL))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Alpha-2 codes by code of two or three letters, and by the sorted words of each name."""
    from iso3166 import countries

    codes = {code: code for code in FORMER}
    names = {_words(name): code for code, name in FORMER.items()}
    for country in countries:
        codes |= {country.alpha2: country.alpha2, country.alpha3: country.alpha2}
        names |= {_words(name): country.alpha2 for name in (country.name, country.apolitical_name)}
    for line in _TABLE.strip().splitlines():
        code, _, spellings = line.partition(" ")
        names |= {_words(name): code for name in spellings.split(";")}
    return codes, names


def state_id(text: str) -> str | None:
    """Return the id under which graphs keep the State that a text names, `iso:IR`, else None."""
    code = state_of(text)
    return f"{PREFIX}{code}" if code else None


def state_key(text: str) -> str:
    """Return what two texts that name one State have in common: the State's id, or the folded words of the text."""
    return state_id(text) or _words(text)


def are_other_states(first: str, second: str) -> bool:
    """Whether two keys of `state_key` are ids of two States that are both States today."""
    both = (first, second)
    return first != second and all(key.startswith(PREFIX) and key.removeprefix(PREFIX) not in FORMER for key in both)


def state_name(code: str) -> str:
    """Return the official name of the State of a code, with its form of government before it; else the code."""
    from iso3166 import countries_by_alpha2

    if code in FORMER or code not in countries_by_alpha2:
        return FORMER.get(code, code)
    name, _, form = str(countries_by_alpha2[code].apolitical_name).partition(", ")
    return f"{form} {name}" if form.endswith((" of", " of the")) else f"{name}, {form}" if form else name


def is_code(code: str) -> bool:
    """Whether a text is an assigned ISO 3166-1 alpha-2 code, in capital letters."""
    return len(code) == 2 and _tables()[0].get(code) == code


def require_state(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a State. Raises ValueInvalid with near names for a text that names none."""
    if code := state_of(text):
        return code
    from difflib import get_close_matches

    codes, names = _tables()
    near = get_close_matches(_words(text), names, n=5, cutoff=0.6) + get_close_matches(text.upper(), codes, n=2)
    codes_near = dict.fromkeys(names.get(key) or codes[key] for key in near)
    nearest = ", ".join(f"{state_name(code)} ({code})" for code in list(codes_near)[:3])
    remedy = f"did you mean {nearest}?" if nearest else "give a name, an ISO 3166 code of two or three letters"
    raise ValueInvalid(f"no State is called {text[:60]!r}: {remedy}")
