"""Names compared in pairs: any script, word order, forms and numbers, and pairs that must not be taken for one."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.screening.compare import LABELS, compare_normalized
from sanctionsgraph.queries.screening.names import normalize_name
from sanctionsgraph.queries.screening.weights import BASE, WEIGHTS
from sanctionsgraph.schema.errors import ValueInvalid

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"

ONE_PERSON = [
    ("Kim Jong Un", "김정은"),
    ("Kim Jong Un", "Kim Cho'ng-u'n"),
    ("Kim Jong-un", "Gim Jeong-eun"),
    ("KIM JONGUN", "Jong Un Kim"),
    ("Ri Yong Ho", "Lee Yong-ho"),
    ("리용호", "이용호"),
    ("RI JAE IL", "RI Chae-Il"),
    ("CHO IL U", "Cho Il Woo"),
    ("Choe Son Hui", "최선희"),
    ("Pak Jong Chon", "Park Jeong-cheon"),
    ("Ким Чен Ын", "Kim Jong Un"),
    ("Ким Чен Ын", "김정은"),
    ("Чхве Рён Хэ", "Choe Ryong Hae"),
    ("Цой Сон Хи", "최선희"),
    ("Ли Ён Хо", "Ri Yong Ho"),
    ("Хрущёв Никита", "Nikita Khrushchev"),
    ("Владимир Путин", "Vladimir Putin"),
    ("Сергей Викторович Лавров", "Sergei Lavrov"),
    ("Sergej Lavrov", "Serguei LAVROV"),
    ("Dmitriy Medvedev", "Dmitry Medvedev"),
    ("Iurii Andropov", "Jurij Andropov"),
    ("عبدالغفار شینواری", "Abdul Ghafar Shinwari"),
    ("حبیب الله رشاد", "Habibullah Reshad"),
    ("Yevgeny Prigozhin", "Евгений Пригожин"),
    ("习近平", "Xi Jinping"),
    ("習近平", "习近平"),
    ("محمد بن سلمان", "Mohammed bin Salman"),
    ("Usama bin Ladin", "Osama bin Laden"),
    ("Muhammad Ali", "Mehmed Ali"),
    ("أسامة بن لادن", "Usama bin Ladin"),
    ("بشار الأسد", "Bashar al-Assad"),
    ("محمد بن سعيد", "Muhammad bin Said"),
    ("فلاديمير بوتين", "Vladimir Putin"),
    ("حسن نصر الله", "Hassan Nasrallah"),
    ("Шойгу Сергей Кужугетович", "Sergei Shoigu"),
    ("ʻAbd al-ʻAzīz", "Abdul Aziz"),
    ("Σταύρος Λαμπρινίδης", "Stavros Lambrinidis"),
    ("Barack Obama", "ბარაკ ობამა"),
    ("Smith, John", "John Smith"),
    ("V. Putin", "Vladimir Putin"),
    ("Dr. Rami Makhlouf", "Rami Makhlouf"),
    ("VladimirPutin", "Vladimir Putin"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ("Ig0r Sech1n", "Igor Sechin"),
]
TWO_PERSONS = [
    ("Kim Kyong Min", "Kim Kyong Il"),
    ("김경민", "김경일"),
    ("Kim Kyong Min", "김경일"),
    ("Kim Jong Il", "Kim Jong Un"),
    ("Ким Чен Ир", "Kim Jong Un"),
    ("Kim Kyu", "Kim Kyong Il"),
    ("习近平", "习近朋"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Hassan Nasrallah", "Hosseini Nasrallah"),
    ("Akhund Mohammad Hassan", "Mohammad Hosseini"),
    ("Ahmad bin Hasan al-Ubaidi", "Hasan bin Ahmad al-Ubaidi"),
    ("John Smith Jr.", "John Smith Sr."),
    ("John", "John Richardson"),
    ("Hans O Friedrich", "Hans Joachim Friedrich"),
]
ONE_BODY = [
    ("Siemens AG", "Siemens Aktiengesellschaft", "Company"),
    ("SiemensAG", "Siemens AG", "Company"),
    ("OOO Oboronnye Initsiativy", "Оборонные Инициативы о.о.о.", "Company"),
    ("Gazprom Neft JSC", "ПАО Газпром нефть", "Company"),
    ("Procter & Gamble Co.", "Procter and Gamble Company", "Company"),
    ("HSBC Holdings p.l.c.", "HSBC Holdings plc", "Company"),
    ("Brigade Forty-Four", "Brigade 44", "Organization"),
    ("1st International Bank", "First International Bank", "Company"),
    ("M/V Angara", "Angara", "Vessel"),
    ("Fund IV", "Fund 4", "LegalEntity"),
    ("IRGC", "Islamic Revolutionary Guard Corps", "Organization"),
]
TWO_THINGS = [
    ("Unit 1", "Unit 2", "Organization"),
    ("Deutsche Bank", "Dresdner Bank", "Company"),
    ("Government of Estonia", "Government of Ethiopia", "Organization"),
    ("Vostochny Port", "Vostochny Cosmodrome", "Place"),
    ("Порт Восточный", "Космодром Восточный", "Place"),
    ("Tumangang station", "Tumangang-dong", "Place"),
    ("C.B.A. Company", "A.B.C. Company", "Company"),
]


@pytest.mark.parametrize(("a", "b"), ONE_PERSON)
def test_spellings_of_one_name_reach_the_threshold(a: str, b: str) -> None:
    assert sg.compare_names(a, b).score >= sg.compare_names.threshold, sg.compare_names(a, b).explanation


@pytest.mark.parametrize(("a", "b"), TWO_PERSONS)
def test_names_of_two_persons_do_not(a: str, b: str) -> None:
    assert sg.compare_names(a, b).score < sg.compare_names.threshold, sg.compare_names(a, b).explanation


@pytest.mark.parametrize(("a", "b", "schema"), ONE_BODY)
def test_names_of_one_body_or_ship_reach_the_threshold(a: str, b: str, schema: str) -> None:
    assert sg.compare_names(a, b, schema).score >= sg.compare_names.threshold, sg.compare_names(a, b, schema)


@pytest.mark.parametrize(("a", "b", "schema"), TWO_THINGS)
def test_names_of_two_things_do_not(a: str, b: str, schema: str) -> None:
    assert sg.compare_names(a, b, schema).score < sg.compare_names.threshold, sg.compare_names(a, b, schema)


@pytest.mark.parametrize(("a", "b"), [*ONE_PERSON, *TWO_PERSONS])
def test_the_order_of_the_two_does_not_matter(a: str, b: str) -> None:
    assert sg.compare_names(a, b).score == pytest.approx(sg.compare_names(b, a).score)


@pytest.mark.parametrize("name", ["Kim Jong Un", "김정은", "习近平", "Владимир Путин", "محمد بن سلمان", "Olaf Scholz"])
def test_a_name_scores_the_same_with_itself_in_any_script_and_never_one(name: str) -> None:
    assert 0.9 < sg.compare_names(name, name).score < 0.94


def test_what_differs_lowers_the_score_step_by_step() -> None:
    asked = "Sergey Viktorovich Lavrov"
    others = [asked, "Sergei Viktorovich Lavrov", "Sergei Viktorovich Lavrof", "Sergei Petrovich Lavrov"]
    scores = [sg.compare_names(asked, other).score for other in others]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize("empty", ["", " ", "\u0301\u0301", "😀", "...", "\u200b"])
def test_a_name_without_letters_is_like_no_other_nor_itself(empty: str) -> None:
    assert sg.compare_names(empty, empty).score == 0.0
    assert sg.compare_names(empty, "Kim Jong Un").score == 0.0
    assert sg.compare_names(empty, empty).parts[0].what == "empty"


def test_one_letter_is_a_name_that_tells_little() -> None:
    assert sg.compare_names("A", "A").score < sg.compare_names("Ahmad", "Ahmad").score
    assert sg.compare_names("A", "B").score < sg.compare_names.threshold


def test_a_hundred_thousand_letters_are_cut_and_end() -> None:
    assert sg.compare_names("x" * 100_000, "x" * 100_000).score > 0.9
    assert sg.compare_names("ab " * 33_000, "cd " * 33_000).score < sg.compare_names.threshold
    assert sg.compare_names("김" * 100_000, "김정은").score < sg.compare_names.threshold


def test_a_schema_that_is_none_is_refused() -> None:
    with pytest.raises(ValueInvalid, match="Spaceship"):
        sg.compare_names("a", "b", "Spaceship")


def test_the_explanation_adds_up_and_names_what_differs() -> None:
    found = sg.compare_names("Kim Kyong Min", "Kim Kyong Il")
    assert any(part.what == "other" and (part.left, part.right) == ("min", "il") for part in found.parts)
    assert "different words: min / il" in found.explanation
    assert found.parts[0].points == BASE
    from math import exp

    assert found.score == pytest.approx(1 / (1 + exp(-sum(part.points for part in found.parts))))


def test_every_weight_takes_and_is_told_in_words() -> None:
    assert all(weight < 0 for weight in WEIGHTS.values())
    assert WEIGHTS.keys() <= LABELS.keys()
    assert len(WEIGHTS) <= 16


@pytest.mark.shared
def test_the_weights_are_those_of_the_procedure_and_hold_on_unseen_pairs(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import name_weights

    pairs = name_weights.read(shared / "names" / "name_pairs_dev.csv")
    fitted = name_weights.fit(pairs.amounts, pairs.match)
    assert list(WEIGHTS.values()) == pytest.approx(fitted[1:], abs=0.006)
    crossed = name_weights.cross_validate(pairs)
    assert min(crossed.f1) > 0.85
    assert sg.compare_names.threshold == pytest.approx(name_weights.threshold(crossed.said, pairs.match), abs=0.006)
    sys.modules.pop("name_weights")


@pytest.mark.shared
def test_strong_pairs_are_all_told_apart(shared: Path) -> None:
    with (shared / "names" / "name_pairs_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["quality"] == "STRONG"]
    assert rows
    for row in rows:
        both = (normalize_name(row[key], row["schema"]) for key in ("name1", "name2"))
        alert = compare_normalized(*both).score >= sg.compare_names.threshold
        assert alert == (row["is_match"] == "true"), (row["name1"], row["name2"])


@pytest.mark.parametrize(("latin", "han"), [("ZHANG San", "张三"), ("Zhang San", "張三"), ("LI Si", "李四")])
def test_what_joins_words_elsewhere_may_end_a_name(latin: str, han: str) -> None:
    assert sg.compare_names(latin, han).score >= sg.compare_names.threshold


@pytest.mark.parametrize(
    ("listed", "plain"),
    [("RI, Chun Hwan", "RI CHUN HWAN"), ("KIM, Chung Il", "Kim Chung Il"), ("Ким, Чен Ын", "Kim Jong Un")],
)
def test_a_comma_tells_the_family_name(listed: str, plain: str) -> None:
    """Chun and Chung may be family names themselves, and then stand for another sound."""
    assert sg.compare_names(listed, plain).score >= sg.compare_names.threshold
