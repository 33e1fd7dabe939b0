"""Kinds of names about which people wrote to the trackers of other screening programs; every name is made up."""

from __future__ import annotations

import pytest
from sanctionsgraph.queries.screening.compare import compare_names

#: What should be looked at: written otherwise, or with something beside the name.
ONE = [
    ("Company", "CANTON MUSTER COMM GRP", "Canton Muster Communication Group Co., Ltd."),
    ("Company", "MUSTROIL ENERGY TECH & SRVCES LTD", "Mustroil Energy Technology & Services Ltd"),
    ("Company", "MUSTER CANTON", "Canton Muster Co Ltd"),
    ("Person", "Hon. Honorata Musterova", "Honorata Musterova"),
    ("Person", "Mr. Karim Mustani", "MUSTANI, Karim"),
    ("Company", 'Товариство з обмеженою відповідальністю "АБ Зразокпроект"', "AB Zrazokproekt TOV"),
    ("Person", "Ilya Musterov (born 1970)", "Ilya Musterov"),
    ("Person", "Ilya Musterov (Russian: Илья Мустеров)", "Илья Мустеров"),
    ("Person", "Ilya Musterov (also known as Boris Zweitov)", "Boris Zweitov"),
    ("Person", "Ilya - Musterov", "Ilya Musterov"),
    ("Person", "Ilya Musterov, Director", "Ilya Musterov"),
    ("Vessel", "M/V MUSTERIA", "MUSTERIA"),
    ("Company", "Musterbank (formerly Zweite Bank)", "Zweite Bank"),
    ("Company", "Musterbank AG (in Liquidation)", "Musterbank AG"),
    ("Company", "Musterbank AG i.L.", "Musterbank AG"),
    ("Company", "Mustera SRL in liquidazione", "Mustera SRL"),
    ("Company", "ООО Пример в ликвидации", "ООО Пример"),
    ("Company", "Musterhandel GmbH, under receivership", "Musterhandel GmbH"),
]
#: What shares words that many names have.
TWO = [
    ("Company", "MUSTERTECH CORP", "22640 CORP."),
    ("Company", "NORMA LLC", "Norma Williams"),
    ("Person", "George Forest", "HABMUST, George"),
    ("Company", "MUSTROIL ENERGY TECH & SRVCES LTD", "Mustroil Energy Development Co Ltd"),
    ("Person", "Honorata Musterova", "Orata Musterova"),
    ("Company", "Central Garden Media", "Central Meadow Media"),
    ("Company", "Union Oceanic", "Union Carbonate"),
    ("Company", "SIA Mustri Latvia", "SIA Zweima Latvija"),
    ("Company", "LLC", "MUS LLC"),
    ("Vessel", "OCEAN MUSTER", "OCEAN MUSTER II"),
    ("Company", "Liquidation Partners", "Muster Partners in Liquidation"),
]


@pytest.mark.parametrize(("schema", "a", "b"), ONE)
def test_one_name_is_looked_at(schema: str, a: str, b: str) -> None:
    assert compare_names(a, b, schema).score >= compare_names.threshold
    assert compare_names(b, a, schema).score >= compare_names.threshold


@pytest.mark.parametrize(("schema", "a", "b"), TWO)
def test_two_names_are_no_alert(schema: str, a: str, b: str) -> None:
    assert compare_names(a, b, schema).score < compare_names.threshold
    assert compare_names(b, a, schema).score < compare_names.threshold
