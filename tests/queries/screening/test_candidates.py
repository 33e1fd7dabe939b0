"""Which names of an index may be a name that is asked for."""

from __future__ import annotations

from itertools import product

from sanctionsgraph.queries.screening.candidates import MANY, Candidates

SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu")
#: Different words of three syllables, more than one word may bring.
WORDS = ["".join(parts) for parts in product(SYLLABLES, repeat=3)][: MANY + 50]


def index(*names: str) -> tuple[Candidates, list[str]]:
    everything = [*(f"Karimov {word}" for word in WORDS), *(f"Petrosyan {word}" for word in WORDS), *names]
    return Candidates.of(everything), everything


def test_two_frequent_words_together_find_a_name_beside_what_a_rare_word_finds() -> None:
    candidates, names = index("Karimov Petrosyan", "Xylophone Quartermaster Wainwright")
    found = [names[place] for place in candidates.find("Karimov Petrosyan Xylophone", 5)]
    assert {"Karimov Petrosyan", "Xylophone Quartermaster Wainwright"} <= set(found)


def test_a_rare_word_that_names_most_of_it_is_enough() -> None:
    candidates, names = index("Karimov Xylophone")
    assert names[candidates.find("Karimov Xylophone", 1)[0]] == "Karimov Xylophone"


def test_a_frequent_word_alone_finds_some_of_its_names() -> None:
    candidates, names = index()
    found = candidates.find("Karimov", 3)
    assert len(found) == 3
    assert all(names[place].startswith("Karimov") for place in found)
    assert candidates.find("Zzyzx", 3) == []


def test_the_best_come_first_and_ties_in_their_order() -> None:
    names = ["Ann Example", "Anna Example", "Ann Example", "Example"]
    assert Candidates.of(names).find("Ann Example", 4)[:2] == [0, 2]


def test_an_abbreviated_word_a_turned_name_and_a_written_together_article_are_found() -> None:
    names = ["Alfa International", "Chun Ho Jong", "Alkhalidi Omar", "Mykola Sample"]
    candidates = Candidates.of(names)
    for asked, name in (
        ("Beta Intl", "Alfa International"),
        ("Ho Jong Chun", "Chun Ho Jong"),
        ("Khalidi", "Alkhalidi Omar"),
        ("Nikolai", "Mykola Sample"),
    ):
        assert names[candidates.find(asked, 1)[0]] == name
