"""Lines of suggestions at a terminal: names with hyphens and long words stay whole."""

from __future__ import annotations

import pytest
from sanctionsgraph.reading.suggestion import wrap


@pytest.mark.parametrize("width", range(12, 40))
def test_a_name_with_a_hyphen_is_not_broken(width: int) -> None:
    text = "Launch of the satellite Examplestar-1 on the rocket Primera-17 from Tong-chang"
    words = [word for line in wrap(text, width) for word in line.split()]
    assert words == text.split()
