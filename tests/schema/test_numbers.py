"""What systems of codes are called where they are shown."""

from __future__ import annotations

import pytest
from sanctionsgraph.schema.numbers import system_name


@pytest.mark.parametrize(
    ("column", "called"),
    [
        ("sncf_id", "SNCF id"),
        ("uic8_sncf", "UIC8 SNCF"),
        ("trenitalia_rtvt_id", "Trenitalia RTVT id"),
        ("harbour_code", "Harbour code"),
        ("un_locode", "UN/LOCODE"),
        ("UIC", "UIC"),
        ("UN/LOCODE", "UN/LOCODE"),
        ("Passport", "Passport"),
        ("", ""),
    ],
)
def test_a_column_of_a_file_is_shown_in_words(column: str, called: str) -> None:
    assert system_name(column) == called
