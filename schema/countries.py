"""Which State a text names: the one owner of names and codes of States.

A State is known by its ISO 3166-1 code. Codes and official names come from the library iso3166; what lists, newspapers
and people call States beside that, and their nationals, stands in the table below. A name is looked up, never guessed:
its words must be those of a name, in any order, whatever their case and accents.
"""

from __future__ import annotations

import re
from collections import Counter
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

#: Numbers of Wikidata's items on States, by code: https://www.wikidata.org, as the leaders' file of 2022 gives them.
_WIKIDATA = """
AD:228 AE:878 AG:781 AL:222 AM:399 AO:916 AR:414 AT:40 AU:408 AZ:227 BA:225 BB:244 BD:902 BE:31 BF:965 BG:219 BH:398
BI:967 BJ:962 BN:921 BO:750 BR:155 BS:778 BT:917 BW:963 BY:184 BZ:242 CA:16 CD:974 CF:929 CG:971 CH:39 CI:1008
CL:298 CM:1009 CN:148 CO:739 CR:800 CU:241 CV:1011 CY:229 CZ:213 DE:183 DJ:977 DK:756617 DM:784 DO:786 DZ:262 EC:736
EE:191 EG:79 EH:40362 ER:986 ES:29 ET:115 FI:33 FJ:712 FM:702 FR:142 GA:1000 GB:145 GD:769 GE:230 GH:117 GM:1005
GN:1006 GQ:983 GR:41 GT:774 GW:1007 GY:734 HN:783 HR:224 HT:790 HU:28 ID:252 IE:27 IL:801 IN:668 IQ:796 IR:794
IS:189 IT:38 JM:766 JO:810 JP:17 KE:114 KG:813 KH:424 KI:710 KM:970 KN:763 KP:423 KR:884 KW:817 KZ:232 LA:819 LB:822
LC:760 LI:347 LK:854 LR:1014 LS:1013 LT:37 LU:32 LV:211 LY:1016 MA:1028 MC:235 MD:217 ME:236 MG:1019 MH:709 MK:221
ML:912 MM:836 MN:711 MR:1025 MT:233 MU:1027 MV:826 MW:1020 MX:96 MY:833 MZ:1029 NA:1030 NE:1032 NG:1033 NI:811
NL:29999 NO:20 NP:837 NR:697 NZ:664 OM:842 PA:804 PE:419 PG:691 PH:928 PK:843 PL:36 PS:219060 PT:45 PW:695 PY:733
QA:846 RO:218 RS:403 RU:159 RW:1037 SA:851 SB:685 SC:1042 SD:1049 SE:34 SG:334 SI:215 SK:214 SL:1044 SM:238 SN:1041
SO:1045 SR:730 SS:958 ST:1039 SV:792 SY:858 SZ:1050 TD:657 TG:945 TH:869 TJ:863 TL:574 TM:874 TN:948 TO:678 TR:43
TT:754 TV:672 TW:865 TZ:924 UA:212 UG:1036 US:30 UY:77 UZ:265 VA:237 VC:757 VE:717 VN:881 VU:686 WS:683 XK:1246
YE:805 ZA:258 ZM:953 ZW:954
"""
_ITEM = re.compile(r"(?:wd:|https?://www\.wikidata\.org/(?:entity|wiki)/)?Q([1-9]\d*)\Z")


def state_of(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the State that a name, code, id or nationality names, else None.

    `Iran`, `Iran (Islamic Republic of)`, `Iranian`, `IRN`, `ir`, `iso:IR` and Wikidata's `Q794` are all `IR`;
    `Ruritania` is None, and so is `Korea`, which names two States.
    """
    return _state_of(text[:200])


@lru_cache(maxsize=1 << 14)
def _state_of(text: str) -> str | None:
    text = text.strip()
    if text.lower().startswith(PREFIX):
        text = text[len(PREFIX) :]
    codes, names = _tables()
    if item := _ITEM.match(text):
        return _wikidata().get(item[1])
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


@lru_cache(maxsize=1)
def _wikidata() -> dict[str, str]:
    """Codes by the numbers of Wikidata's items."""
    return {number: code for code, _, number in (pair.partition(":") for pair in _WIKIDATA.split())}


def state_id(text: str) -> str | None:
    """Return the id under which graphs keep the State that a text names, `iso:IR`, else None."""
    code = state_of(text)
    return f"{PREFIX}{code}" if code else None


def wikidata_item(state: str) -> str | None:
    """Return Wikidata's item on a State by its id or code, `Q794` for `iso:IR`; None where none is entered."""
    code = state.removeprefix(PREFIX)
    return next((f"Q{number}" for number, of_code in _wikidata().items() if of_code == code), None)


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


#: What States are called whose official name without its form of government is not what people say.
_COMMON = {
    pair[:2]: pair[3:]
    for pair in (
        *("BN Brunei", "CD DR Congo", "GB United Kingdom", "KP North Korea", "KR South Korea", "LA Laos", "NR Nauru"),
        *("RU Russia", "SY Syria", "TR Turkey", "US United States", "VG British Virgin Islands", "VN Vietnam"),
        *("VI US Virgin Islands", "FK Falkland Islands"),
    )
}


@lru_cache(maxsize=512)
def short_name(code: str) -> str:
    """Return what a State is commonly called, such as `Iran`; the official name where two States share that."""
    from iso3166 import countries

    if code in _COMMON:
        return _COMMON[code]
    name = state_name(code)
    heads = Counter(country.apolitical_name.partition(", ")[0] for country in countries)
    head = next((c.apolitical_name.partition(", ")[0] for c in countries if c.alpha2 == code), name)
    return head if heads[head] == 1 else name


def is_code(code: str) -> bool:
    """Whether a text is an assigned ISO 3166-1 alpha-2 code, in capital letters."""
    return len(code) == 2 and _tables()[0].get(code) == code


#: A code of ISO 3166 has two or three.
_LETTERS_OF_A_CODE = 3


#: Names that people use for either of two States, whatever the one of them is called officially.
_EITHER = dict.fromkeys(("congo", "congolese"), "Democratic Republic of the Congo (CD) or Republic of the Congo (CG)")


def require_state(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the State that somebody asks for.

    Raises ValueInvalid with near names for a text that names none, or that people use for either of two.
    """
    if either := _EITHER.get(name_key(text)):
        raise ValueInvalid(f"{text.strip()!r} may be {either}: give the code")
    if code := state_of(text):
        return code
    from difflib import get_close_matches

    codes, names = _tables()
    word = text.strip().casefold()
    near = sorted(key for key in names if len(word) > 1 and sorted(word) == sorted(part[0] for part in key.split()))
    near += get_close_matches(_words(text), [key for key in names if len(key) > _LETTERS_OF_A_CODE], n=5, cutoff=0.7)
    if len(word) <= _LETTERS_OF_A_CODE:
        near += get_close_matches(text.upper(), codes, n=2)
    codes_near = dict.fromkeys(names.get(key) or codes[key] for key in near)
    nearest = ", ".join(f"{state_name(code)} ({code})" for code in list(codes_near)[:3])
    remedy = f"did you mean {nearest}?" if nearest else "give a name, an ISO 3166 code of two or three letters"
    raise ValueInvalid(f"no State is called {text[:60]!r}: {remedy}")
