"""Names: keys that fold spellings together for finding, and texts without what cannot be seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sanctionsgraph.schema.errors import ValueInvalid
from sanctionsgraph.schema.ids import check_id, slug
from sanctionsgraph.schema.names import MAX_KEY, clean, name_key, name_keys

TEXTS = st.text(max_size=60)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Tuman'gang-yŏk", "tumangang yok"),
        ("Tuman\u2019gang-y\u014fk", "tumangang yok"),
        ("Tuman\u02bcgang yo\u0306k", "tumangang yok"),
        ("KIM JONG UN", "kim jong un"),
        ("Kim Jong-un", "kim jong un"),
        ("  Kim\tJong\n\nUn ", "kim jong un"),
        ("Kim_Jong_Un", "kim jong un"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Ælfrēd", "ælfred"),
        ("ＴＵＭＡＮＧＡＮＧ", "tumangang"),
        ("ﬁ", "fi"),
        ("Туманная", "туманная"),
        ("ТУМАННАЯ", "туманная"),
        ("Йошкар-Ола", "иошкар ола"),
        ("두만강역", "두만강역"),
        ("豆滿江驛", "豆滿江驛"),
        ("محمد‎ علي", "محمد علي"),
        ("Σίσυφος", "σισυφοσ"),
        ("İstanbul", "istanbul"),
        ("№ 39", "no 39"),
        ("Bureau 39 (a.k.a. Office #39)", "bureau 39 a k a office 39"),
        ("O'Brien", "obrien"),
        ("O`Brien", "obrien"),
        ("...", ""),
        ("", ""),
        ("'", ""),
        ("\u0301", ""),
    ],
)
def test_a_key_folds_case_accents_punctuation_and_space(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hongŭi", "Hongu\u0306i"),
        ("김정은", unicodedata.normalize("NFD", "김정은")),
        ("プーチン", unicodedata.normalize("NFD", "プーチン")),
        ("Tuman'gang", "Tumangang"),
        ("CHŎNG", "chong"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tumangang", "Tumangan"),
        ("Vostochny Port", "Vostochny Cosmodrome"),
        ("김정은", "김정일"),
        ("Office 39", "Office 38"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(alphabet=[chr(code) for code in range(128)]))
def test_names_in_ascii_have_the_key_that_they_have_among_other_letters(name: str) -> None:
    with_another = name_key(f"{name} 김")
    assert with_another == f"{name_key(name)} 김".strip()


@given(TEXTS)
def test_a_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(TEXTS)
def test_a_key_has_no_case_no_outer_space_and_no_signs(name: str) -> None:
    key = name_key(name)
    assert key == key.strip() == key.casefold()
    assert "  " not in key
    assert all(c.isalnum() or c == " " or unicodedata.category(c)[0] in "MN" for c in key)


@given(TEXTS)
def test_case_does_not_count(name: str) -> None:
    assert name_key(name.casefold()) == name_key(name)


def test_a_very_long_name_is_cut_for_its_key_alone() -> None:
    assert name_key("N" * 100_000) == "n" * MAX_KEY
    assert len(name_key("ß" * 100_000)) <= MAX_KEY
    assert clean("N" * 100_000) == "N" * 100_000


def test_keys_of_names_are_distinct_sorted_and_not_empty() -> None:
    assert name_keys(["Kim Jong-un", "KIM JONG UN", "...", "김정은", ""]) == ["kim jong un", "김정은"]
    assert name_keys([]) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (None, None),
        ("", None),
        (" \n\t", None),
        ("\u200b\ufeff", None),
        ("  RI  WON\n HO ", "RI WON HO"),
        ("RI\u00a0WON", "RI WON"),
        ("RI\r\nWON", "RI WON"),
        ("RI\x00WON", "RIWON"),
        ("RI\u202eWON\u202c", "RIWON"),
        ("\u200fعلي\u200e", "علي"),
        ("a\u2066b\u2069", "ab"),
        ("soft\u00adhyphen", "softhyphen"),
        ("RI\u2028WON", "RI WON"),
        ("RI\x85WON", "RI WON"),
        ("RI\x1cWON", "RI WON"),
        ("half\ud800", "half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("김정은", "김정은"),
        ("'}) DETACH DELETE n //", "'}) DETACH DELETE n //"),
        ("\U0001f682", "\U0001f682"),
    ],
)
def test_clean_keeps_what_can_be_read_and_nothing_else(text: str | None, kept: str | None) -> None:
    assert clean(text) == kept


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once is None or (once == once.strip() and "\n" not in once and "\x00" not in once)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_what_is_clean_can_be_written_as_utf_8(text: str) -> None:
    assert (clean(text) or "").encode("utf-8").decode("utf-8") == (clean(text) or "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kim Jong Un", "kim-jong-un"),
        ("Joint Security Area", "joint-security-area"),
        ("Hongŭi", "hongui"),
        ("Туманган", "туманган"),
        ("...", ""),
    ],
)
def test_a_slug_is_the_key_with_hyphens(text: str, key: str) -> None:
    assert slug(text) == key


def test_a_slug_of_a_long_name_fits_an_id() -> None:
    assert check_id(f"trips:{slug('N' * 100_000)}")


@pytest.mark.parametrize("good", ["un:KPe.068", "wd:Q56226", "unscr:1718/8(b)", "sg:a-b", "trips:туманган", "a1-b:x"])
def test_an_id_of_the_form_is_taken_as_it_is(good: str) -> None:
    assert check_id(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "KPe.068",
        "un:",
        ":x",
        "UN:KPe.068",
        "1a:x",
        "un:KPe 068",
        "un:KPe\n068",
        "un:x\n",
        "un:\x00",
        "un: x",
        " un:x",
        "un:" + "x" * 201,
        "un:'}) DETACH DELETE n //",
    ],
)
def test_an_id_of_another_form_is_refused(bad: str) -> None:
    with pytest.raises(ValueInvalid, match="not an id") as caught:
        check_id(bad)
    assert len(str(caught.value)) < 200
