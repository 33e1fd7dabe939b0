"""Chinese names in pinyin, and given names that change places with those of fathers."""

from __future__ import annotations

import pytest
from sanctionsgraph.queries.screening.chinese import is_short_chinese, two_names
from sanctionsgraph.queries.screening.compare import compare_names

#: Names of two persons: one letter tells them apart.
TWO = [
    ("Zhang Wei", "Zhang Wen"),
    ("Wang Jun", "Wang Jin"),
    ("Chen Hao", "Chen Bao"),
    ("Tang Xin", "Tang Xing"),
    ("Huang Min", "Huang Ming"),
    ("Zhang Wei", "Zheng Wei"),
    ("Ouyang Wei", "Ouyang Wen"),
    ("Lin Bo", "Lin Mo"),
    ("Wei Zhang", "Wen Zhang"),
]
#: One name, however it is written.
ONE = [
    ("Zhang Wei", "Wei Zhang"),
    ("Zhang Weiwei", "Zhang Wei Wei"),
    ("Chen Xiao-Ming", "CHEN XIAOMING"),
    ("Xi Jinping", "Xi Jingping"),
    ("Li Keqiang", "Li Kegiang"),
    ("Zhang Wei", "Zhnag Wei"),
    ("Zhang Wei", "Zhang Wie"),
    ("Zhang Wei", "Chang Wei"),
    ("Wang Gang", "Wang Kang"),
    ("Zhao Qiang", "Zhao Qaing"),
    ("张伟", "Zhang Wei"),
]


@pytest.mark.parametrize(("a", "b"), TWO)
def test_given_names_of_one_syllable_are_two_names(a: str, b: str) -> None:
    assert compare_names(a, b).score < compare_names.threshold
    assert compare_names(b, a).score < compare_names.threshold


@pytest.mark.parametrize(("a", "b"), ONE)
def test_slips_other_romanisations_and_orders_are_one_name(a: str, b: str) -> None:
    assert compare_names(a, b).score >= compare_names.threshold
    assert compare_names(b, a).score >= compare_names.threshold


def test_a_character_may_have_another_reading_and_is_looked_at() -> None:
    assert compare_names("曾伟", "Zeng Wei").score >= compare_names.threshold
    assert compare_names("张伟", "Zhang Wen").score >= compare_names.threshold


def test_a_short_chinese_name_has_a_family_name_and_one_syllable_of_pinyin() -> None:
    assert is_short_chinese(["zhang", "wei"])
    assert is_short_chinese(["wen", "zhang"])
    assert is_short_chinese(["ouyang", "lve"])
    assert not is_short_chinese(["qiong", "e"])
    assert not is_short_chinese(["zhang"])
    assert not is_short_chinese(["zhang", "xin", "ming"])
    assert not is_short_chinese(["zhang", "xinming"])
    assert not is_short_chinese(["zhang", "chung"])


def test_letters_that_wade_and_giles_write_as_one() -> None:
    assert not two_names("zhang", "chang")
    assert not two_names("gang", "kang")
    assert two_names("zhang", "shang")
    assert two_names("min", "ming")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Salih Ali Hasan", "Ali Salih Hasan"),
        ("Muhammad Ahmad Husayn", "Ahmad Muhammad Husayn"),
        ("Salih Abd al-Karim Mahmud", "Abd al-Karim Salih Mahmud"),
        ("Khalid Yusuf al-Primeri", "Yusuf Khalid al-Primeri"),
        ("Khalid Youssef Nasser Karim", "Yusuf Khalid Nasser Karim"),
    ],
)
def test_a_given_name_that_changes_places_with_the_fathers_says_so_and_comes_after_other_orders(a: str, b: str) -> None:
    found = compare_names(a, b)
    turned = compare_names(a, " ".join([a.split()[-1], *a.split()[:-1]]))
    assert compare_names.threshold <= found.score < turned.score
    assert "father and son" in found.explanation
    assert compare_names(b, a).score == pytest.approx(found.score)


def test_where_words_say_whose_son_he_is_it_is_no_alert() -> None:
    assert compare_names("Salih bin Ali al-Primeri", "Ali bin Salih al-Primeri").score < compare_names.threshold


def test_one_name_in_two_spellings_has_not_changed_places() -> None:
    assert "father and son" not in compare_names("Ahmed Ahmad Testado", "Ahmad Ahmed Testado").explanation


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Salih Ali", "Ali Salih"),
        ("Husayn Muhammad Ahmad", "Muhammad Ahmad Husayn"),
        ("al-Primeri Khalid Yusuf", "Khalid Yusuf al-Primeri"),
        ("Al-Primeri, Khalid Yusuf", "Khalid Yusuf al-Primeri"),
        ("Abd al-Rahman Salih", "Salih Abd al-Rahman"),
        ("Salih Ali Hasan Mahmud", "Salih Ali Hasan"),
        ("Jose Miguel Testado", "Miguel Jose Testado"),
        ("Primer Khalid Yusuf", "Khalid Primer Yusuf"),
    ],
)
def test_a_family_name_at_the_other_end_is_another_order_only(a: str, b: str) -> None:
    for found in (compare_names(a, b), compare_names(b, a)):
        assert found.score >= compare_names.threshold
        assert "father and son" not in found.explanation
