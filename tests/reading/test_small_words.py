"""Words of a headline in capitals that are part of no name."""

from __future__ import annotations

from sanctionsgraph.reading.small_words import SmallWords

TEXT = "The mayor sent coal to the port. They met Blue Heron in the blue of dawn; Heron spoke. “Envoys came.”"


def test_words_that_texts_write_small_lose_their_capital() -> None:
    words = SmallWords([TEXT])
    assert words.small("The Mayor Sent Coal To Blue Heron") == "The mayor sent coal to Blue Heron"
    assert words.small("Sent By MAYOR Heron: Port Coal") == "Sent By MAYOR Heron: port coal"
    # A headline that has small letters needs no help, and without texts nothing is known.
    assert words.small("Mayor sent coal and sand, Port says") == "Mayor sent coal and sand, Port says"
    assert SmallWords([]).small("The Mayor Sent Coal") == "The Mayor Sent Coal"
