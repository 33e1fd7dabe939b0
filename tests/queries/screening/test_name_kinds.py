"""Kinds of differences between names that people met in practice, each on made-up examples."""

from __future__ import annotations

import pytest
from sanctionsgraph.queries.screening.compare import compare_names
from sanctionsgraph.queries.screening.given_names import form_of
from sanctionsgraph.queries.screening.names import normalize_name
from sanctionsgraph.queries.screening.variants import name_variants
from sanctionsgraph.queries.screening.words import without_disguise

ONE = {
    "Korean names turned round": (
        "Person",
        [
            ("Ho Jong Chun", "Chun Ho Jong"),
            ("Chang Jun Ri", "Ri Chang Jun"),
            ("Yong-Min Kim", "Kim Yong Min"),
            ("Sung Hye Jo", "Jo Sung Hye"),
        ],
    ),
    "Ukrainian, Belarusian and Russian forms": (
        "Person",
        [
            ("Oleksandr Primerenko", "Alexander Primerenko"),
            ("Dmytro Primerov", "Dmitry Primerov"),
            ("Aliaksandr Primerau", "Aleksandr Primerov"),
            ("Volodymyr Mykhailovych Primer", "Vladimir Mikhailovich Primer"),
            ("Uladzimir Primerenka", "Vladimir Primerenko"),
            ("Yevhen Primerskyi", "Evgeny Primersky"),
            ("Kateryna Serhiivna Primer", "Ekaterina Sergeevna Primer"),
            ("Ігор Приклад", "Igor Priklad"),
        ],
    ),
    "abbreviated words": (
        "Company",
        [
            ("Primer Trdg Co", "Primer Trading Company"),
            ("Primer Shpg Ltd", "Primer Shipping Limited"),
            ("Primer Constr. and Dev. Corp", "Primer Construction and Development Corporation"),
            ("Natl Inst of Primer", "National Institute of Primer"),
            ("Primer Techs Grp", "Primer Techs Group"),
            ("Primer Pharm. Inds", "Primer Pharmaceutical Industries"),
            ("Primer Comm. Works", "Primer Communication Works"),
            ("Primer Petrochem Works", "Primer Petrochemical Works"),
            ("Primer Distrib Co", "Primer Distribution Company"),
            ("Primer Incorp", "Primer Incorporated"),
            ("North Primer Lines", "Northern Primer Lines"),
            ("Primer Comm. Works", "Primer Commercial Works"),
            ("Primer Elec Plant", "Primer Electronic Plant"),
            ("Primer Elec Plant", "Primer Electrical Plant"),
            ("Primer Tech. College", "Primer Technical College"),
        ],
    ),
    "words of legal forms": (
        "Company",
        [
            ("Primer Steel Companies", "Primer Steel Company"),
            ("OOOPRIMER", "OOO Primer"),
            ("PrimerGmbH", "Primer GmbH"),
            ("PRIMERJSC", "JSC Primer"),
            ("PJSCPRIMER", "Primer PJSC"),
            ("Primer Sendirian Berhad", "Primer Sdn Bhd"),
            ("Primer Free Zone Company", "Primer FZC"),
        ],
    ),
    "legal forms of many States, in their own scripts": (
        "Company",
        [
            ("Товариство з обмеженою відповідальністю Приклад", "Priklad TOV"),
            ("Приватне акціонерне товариство Приклад", "PrJSC Priklad"),
            ("Товарищество с ограниченной ответственностью Пример", "Primer LLP"),
            ("ФГУП Примермаш", "Primermash"),
            ("株式会社見本製作所", "見本製作所"),
            ("㈱見本製作所", "見本製作所(株)"),
            ("주식회사견본상사", "(주)견본상사"),
            ("范例贸易有限责任公司", "范例贸易"),
            ("شركة نموذج المحدودة", "نموذج"),
            ("Primer Spółka Akcyjna", "Primer S.A."),
            ("Công ty Cổ phần Vi Du", "Vi Du JSC"),
            ("S.C. Exemplu S.R.L.", "Exemplu"),
            ("Shembull Sh.p.k.", "Shembull"),
            ("Primer Limited Liability Comp", "Primer LLC"),
        ],
    ),
    "everyday forms of given names": (
        "Person",
        [
            ("Bob Sampleton", "Robert Sampleton"),
            ("Volodya Primerov", "Vladimir Primerov"),
            ("Jim Sample", "James Sample"),
        ],
    ),
    "trading names and what is left over": (
        "Company",
        [
            ("Primer Foods LLC t/a Second Kitchen", "Second Kitchen"),
            ("Primer Foods d/b/a Second Kitchen", "Primer Foods"),
            ("Primer Tools Co., Ltd. alias:", "Primer Tools Co., Ltd."),
        ],
    ),
    "ships": (
        "Vessel",
        [
            ("PRIMERA IMO 9179842", "PRIMERA"),
            ("PRIMERA IMO9179842", "PRIMERA"),
            ("PRIMERA7", "PRIMERA 7"),
            ("PRIMERA NUMBER SEVEN", "PRIMERA 7"),
            ("PRIMERA No. VII", "PRIMERA 7"),
            ("ex PRIMERA SEA", "PRIMERA SEA"),
            ("Formerly: Primera Sea", "PRIMERA SEA"),
            ("IMO NO. 9179842 PRIMERA", "PRIMERA"),
            ("PRIMERA No. 12", "PRIMERA 12"),
            ("PRIMERA NO.12", "PRIMERA 12"),
            ("PRIMERA (ex SEGUNDA)", "PRIMERA"),
            ("PRIMERA ex SEGUNDA", "SEGUNDA"),
            ("PRIMERA (formerly SEGUNDA STAR)", "SEGUNDA STAR"),
            ("M/T PRIMERA", "PRIMERA"),
        ],
    ),
    "former and other names": (
        "Company",
        [
            ("Primer Bank (ex Segunda Bank)", "Segunda Bank"),
            ("Primer Bank, formerly Segunda Bank", "Primer Bank"),
            ("Primer Bank (previously known as Segunda Bank)", "Segunda Bank"),
            ("Primer Bank f.k.a. Segunda Bank", "Primer Bank"),
            ("ex-Primer Bank", "Primer Bank"),
        ],
    ),
    "former names of ships": (
        "Vessel",
        [
            ("PRIMER PEARL (f/k/a SEGUNDA)", "SEGUNDA"),
            ("PRIMER PEARL fka SEGUNDA", "PRIMER PEARL"),
            ("PRIMER PEARL (ex SEGUNDA)", "SEGUNDA"),
        ],
    ),
    "former names of persons": (
        "Person",
        [("Ana Primer (formerly Ana Segunda)", "Ana Segunda"), ("Ana Primer a/k/a Rosa Tercera", "Rosa Tercera")],
    ),
    "digits for letters": (
        "Vessel",
        [("PR1MERA STAR", "PRIMERA STAR"), ("GOLDEN PR1MEROVA", "GOLDEN PRIMEROVA"), ("SEA C0RAL", "SEA CORAL")],
    ),
    "so-called": (
        "Organization",
        [
            ("Court of the so-called Primer Republic", "Court of the Primer Republic"),
            ("Army of the self-proclaimed Primer Republic", "Army of Primer Republic"),
            ("the so-called Primer People's Republic", "Primer People's Republic"),
            ("Self-styled Army of Primer", "Army of Primer"),
            ("Self-proclaimed Primer Council", "Primer Council"),
        ],
    ),
    "letters that look alike": (
        "Person",
        [
            ("Аndrеs Рrіmеr", "Andres Primer"),
            ("Мiguеl Sаnсhеz Сосо", "Miguel Sanchez Coco"),
            ("Pri\u200bmer An\u2060dres", "Primer Andres"),
        ],
    ),
    "dropped vowels": (
        "Person",
        [
            ("Mhmmd Prmr", "Muhammad Primer"),
            ("Ndrs Gnzlz Prmr", "Andres Gonzalez Primer"),
            ("SNCHZ, Gstvo Ptrco", "SANCHEZ, Gustavo Patricio"),
        ],
    ),
    "cut off": (
        "Person",
        [
            ("PRIMEROVSKY, Aleksan", "PRIMEROVSKY, Aleksandr Ivanovich"),
            ("Andres Gonzalez Prim", "Andres Gonzalez Primer Segundo"),
        ],
    ),
    "written together": (
        "Person",
        [("ALPRIMERI, Hassan", "AL-PRIMERI, Hassan"), ("Maria delPrimer", "Maria del Primer")],
    ),
}
TWO = {
    "bodies with one legal form": (
        "Company",
        [
            ("株式会社見本製作所", "株式会社山川商店"),
            ("شركة نموذج المحدودة", "شركة القمر المحدودة"),
            ("S.C. Exemplu S.R.L.", "S.C. Model S.R.L."),
            ("Товариство з обмеженою відповідальністю Приклад", "Товариство з обмеженою відповідальністю Зразок"),
        ],
    ),
    "everyday forms of two given names": ("Person", [("Bob Sampleton", "William Sampleton")]),
    "opposites": (
        "Company",
        [
            ("South Primer Bank", "North Primer Bank"),
            ("Vostok Primer Neft", "Zapad Primer Neft"),
            ("Primer Import Company", "Primer Export Company"),
            ("Upper Primer Mining", "Lower Primer Mining"),
            ("New Primer Trading", "Old Primer Trading"),
        ],
    ),
    "ships": (
        "Vessel",
        [
            ("PRIMERA A", "PRIMERA ALTA"),
            ("PRIMERA T", "PRIMERA TERESA"),
            ("PRIMERA 12", "PRIMERA 21"),
            ("PRIMERA No 1", "PRIMERA No 2"),
            ("EASTERN PRIMERA", "WESTERN PRIMERA"),
        ],
    ),
    "persons": (
        "Person",
        [
            ("Viktor Nikolaevich Primer", "Viktor Konstantinovich Primer"),
            ("Ri Chol Min", "Ri Chol Su"),
            ("Andrei Primerov", "Anton Primerov"),
            ("Oleg Primerenko", "Olga Primerenko"),
            ("Mahmoud Primer", "Mohammed Primer"),
            ("Khalid Primer", "Khalil Primer"),
            ("Igor Primerov", "Egor Primerov"),
        ],
    ),
}


def _cases(table: dict[str, tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, str, str, str]]:
    return [(kind, schema, a, b) for kind, (schema, pairs) in table.items() for a, b in pairs]


@pytest.mark.parametrize(("kind", "schema", "a", "b"), _cases(ONE))
def test_one_name_in_two_forms_is_an_alert(kind: str, schema: str, a: str, b: str) -> None:
    for x, y in ((a, b), (b, a)):
        found = compare_names(x, y, schema)
        assert found.score >= compare_names.threshold, found.explanation


@pytest.mark.parametrize(("kind", "schema", "a", "b"), _cases(TWO))
def test_two_names_are_no_alert(kind: str, schema: str, a: str, b: str) -> None:
    for x, y in ((a, b), (b, a)):
        found = compare_names(x, y, schema)
        assert found.score < compare_names.threshold, found.explanation


def test_a_name_that_was_cut_off_says_so() -> None:
    parts = compare_names("PRIMEROVSKY, Aleksan", "PRIMEROVSKY, Aleksandr").parts
    assert [(part.left, part.right) for part in parts if part.what == "cut off"] == [("aleksan", "Aleksandr")]
    assert not [p for p in compare_names("Primer, Al", "Primer, Aleksandr").parts if p.what == "cut off"], "too short"


@pytest.mark.parametrize(
    ("spellings", "form"),
    [
        (["Mykola", "Mikalai", "Nikolay"], "nikolai"),
        (["Mykolaivna", "Nikolaevna"], "nikolaiovna"),
        (["Dmytrovych", "Dmitrievich"], "dmitriovich"),
        (["Primerenko", "Primerenka"], "primerenko"),
        (["Primerskyi", "Primersky", "Primerskii", "Primerski"], "primerskii"),
        (["Smith"], ""),
    ],
)
def test_forms_of_three_languages_share_one(spellings: list[str], form: str) -> None:
    assert {form_of(spelling.lower()) for spelling in spellings} == {form}


def test_letters_of_another_alphabet_are_read_only_where_all_of_them_look_alike() -> None:
    assert without_disguise("Мiguеl Sаnсhеz") == "Miguel Sanchez"
    assert without_disguise("Анна") == "Анна", "no Latin letter beside"
    assert without_disguise("Primer Ltd (ООО Пример)") == "Primer Ltd (ООО Пример)"
    assert without_disguise("Ѕergei Иванов") == "Sergei Иванов"
    assert without_disguise("co\u00adop\u200b") == "coop"


@pytest.mark.parametrize(
    ("field", "kind", "names"),
    [
        ("Primer", "", []),
        ("Primer Front; Frente Primer", "", ["Primer Front", "Frente Primer"]),
        ("Primer a.k.a. Frente Primer", "", ["Primer", "Frente Primer"]),
        ("Primer (Second Front; Third Front)", "", ["Primer", "Second Front", "Third Front"]),
        ("(1) Primer Front (2) Second Front", "", ["Primer Front", "Second Front"]),
        ("Primer A/S", "", []),
        ("Primer Ltd trading as Second Foods", "", ["Primer Ltd", "Second Foods"]),
        ("Primer / Segunda", "", ["Primer", "Segunda"]),
        ("Primer Bank (Iran)", "", ["Primer Bank"]),
        ("Primer Bank (formerly Old Bank)", "", ["Primer Bank"]),
        ("Primer Mining Trading Corporation (PMTC)", "", ["Primer Mining Trading Corporation", "PMTC"]),
        ("PRIMERA (ex SEGUNDA)", "ship", ["PRIMERA", "SEGUNDA"]),
        ("PRIMERA (TERCERA)", "ship", ["PRIMERA", "TERCERA"]),
        ("جبهة (Primer Front)", "", ["جبهة", "Primer Front"]),
        ("Пример завод Primer Zavod", "", ["Пример завод", "Primer Zavod"]),
        ("ООО Primer", "", []),
        ("Primer Navy, formerly: Primer Guard", "", ["Primer Navy", "Primer Guard"]),
        ("Primer Anas, formerly of Kabul", "", []),
    ],
)
def test_a_field_with_several_names_is_parted(field: str, kind: str, names: list[str]) -> None:
    assert name_variants(field, kind, loose=True) == [field, *names]


def test_without_loose_an_abbreviation_in_brackets_is_no_name() -> None:
    assert name_variants("Primer Corporation (PMTC)", "") == ["Primer Corporation (PMTC)", "Primer Corporation"]


def test_a_comma_says_which_end_is_the_family_name() -> None:
    assert normalize_name("Chun Ho Jong").turned
    assert not normalize_name("Chun, Ho Jong").turned
    assert compare_names("Chun, Ho Jong", "Jong, Chun Ho").score < compare_names.threshold
