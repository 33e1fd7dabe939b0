"""What a text names: spans by form, kinds, and links that stand only where exactly one thing bears the name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.reading import link
from sanctionsgraph.reading.mention import TextMention, mentions_of, mentions_of_each
from sanctionsgraph.reading.span import MentionKind

from helpers.engines import ENGINES, empty_neo4j

PLACE, STATE, PERSON = MentionKind.PLACE, MentionKind.STATE, MentionKind.PERSON
BODY, SHIP, GOODS = MentionKind.BODY, MentionKind.SHIP, MentionKind.GOODS


def entity(id_: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": id_, "schema": schema, "datasets": ["made-up"], "properties": properties})


#: Two of one name, names that are words, and one of each kind.
MADE = [
    entity("elder", "Person", name=["Viktor Sedov"], birthDate=["1950"]),
    entity("younger", "Person", name=["Viktor Sedov"], birthDate=["1980"]),
    entity("han", "Person", name=["Han Myong Guk"], nationality=["kp"]),
    entity("maria", "Person", name=["Maria"]),
    entity("yun", "Person", name=["\uc724\ub3c4\ub78c"]),
    entity("justice", "Vessel", name=["Justice"]),
    entity("since", "Vessel", name=["Since"]),
    entity("tide", "Vessel", name=["Amber Tide 2"]),
    entity("survey", "Organization", name=["Harbour Survey Institute"]),
    entity("depot", "Company", name=["Depot LLC"]),
    entity("depot-listed", "Sanction", entity=["depot"], authority=["Test Council"], startDate=["2020-01-01"]),
    entity("rtt", "Company", name=["River Test Trading"], alias=["RTT"]),
    entity("rtt-listed", "Sanction", entity=["rtt"], authority=["Test Council"], startDate=["2020-01-01"]),
]
LOCATIONS = (
    ",KP,HGM,Hungnam,Hungnam,,1-------,AA,1901,,,\n",
    ",US,HGM,Hungnam,Hungnam,,1-------,AA,1901,,,\n",
    ",CO,SNC,Since,Since,,1-------,AA,1901,,,\n",
    ",RU,FKN,Fokino,Fokino,BRY,--3-----,RL,1901,,,\n",
)


@pytest.fixture(scope="module", params=ENGINES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sg.Graph]:
    """Namesakes, names that are words, and a list of ports."""
    folder = tmp_path_factory.mktemp("mentions")
    if request.param == "embedded":
        opened = open_graph(folder / "graph.kgl")
    else:
        opened = empty_neo4j(request.getfixturevalue("neo4j_uri"))
    with opened:
        (folder / "made.ftm.json").write_text("\n".join(MADE) + "\n", encoding="utf-8")
        load(opened, "ftm", folder / "made.ftm.json", "2024-01-01")
        (folder / "2024-1 UNLOCODE CodeListPart1.csv").write_text("".join(LOCATIONS), encoding="utf-8")
        load(opened, "stations", folder / "2024-1 UNLOCODE CodeListPart1.csv", "2024-01-01")
        yield opened


def told(mentions: tuple[TextMention, ...], kind: MentionKind) -> list[tuple[str, str | None]]:
    return [(mention.words, mention.id) for mention in mentions if mention.kind is kind]


def test_a_wire_story(case: sg.Graph) -> None:
    text = (
        "Twelve wagons stood at Tumangang Station on Tuesday, Voice of America said. Hong Gil-tong, a researcher"
        " at the Harbour Survey Institute, told reporters that the Angara, a ship that Washington has listed, left"
        " Rajin Port for Dunay with artillery shells. Russian President Vladimir Putin met Kim Jong Un. The North"
        " denied it, and Hong said Pyongyang's coal went to Chinese buyers."
    )
    mentions = mentions_of(case, text)
    assert all(text[mention.start : mention.end] == mention.words for mention in mentions)
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    assert told(mentions, PLACE) == [
        ("Tumangang Station", "sg:tumangang-station"),
        ("Rajin Port", "sg:rajin-port"),
        ("Dunay", "sg:dunay"),
    ]
    assert told(mentions, PERSON) == [
        ("Hong Gil-tong", None),
        ("Vladimir Putin", "wd:Q7747"),
        ("Kim Jong Un", "wd:Q56226"),
        ("Hong", None),
    ]
    assert ("Voice of America", "sg:voa") in told(mentions, BODY)
    assert ("Harbour Survey Institute", None) in told(mentions, BODY)
    assert [(m.words, m.state) for m in mentions if m.kind is STATE] == [
        ("Washington", "US"), ("Russian", "RU"), ("North", "KP"), ("Pyongyang", "KP"), ("Chinese", "CN"),
    ]  # fmt: skip
    assert told(mentions, GOODS) == [("artillery shells", "goods:artillery-ammunition"), ("coal", "goods:coal")]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("It was seen in Sinpo.", PLACE, "Sinpo"),
        ("The barge sailed from Haeju on Monday.", PLACE, "Haeju"),
        ("He is back from a visit to Khartoum.", PLACE, "Khartoum"),
        ("Talks are to be held in the Yemeni capital, Sanaa.", PLACE, "Sanaa"),
        ("They say that it left Bandar Hassan.", PLACE, "Bandar Hassan"),
        ("A convoy from Um Dafuq was stopped.", PLACE, "Um Dafuq"),
        ("An ambassador, in Kilis Anton Belov, wrote.", PERSON, "Anton Belov"),
        ("The Taiwanese citizen Tsai Chin-hui was listed.", PERSON, "Tsai Chin-hui"),
        ("Envoys of Geng Bao met.", PERSON, "Geng Bao"),
        ("Hawo bin Talil denied it.", PERSON, "Hawo bin Talil"),
        ("Wolde Tesfa, also known as Rafiki, was listed.", PERSON, "Wolde Tesfa"),
        ("Ugas Mohamed Warsame denied it.", PERSON, "Ugas Mohamed Warsame"),
        ("He is the ambassador to the UN Nicole Aubert.", PERSON, "Nicole Aubert"),
        ("The leader of this gang, Ansyl Dorvil, was listed.", PERSON, "Ansyl Dorvil"),
        ("That was all, said Ansyl Roke Dorvil (Haiti).", PERSON, "Ansyl Roke Dorvil"),
        ("It lay on the shores of Ras Ulfa.", PLACE, "Ras Ulfa"),
        ("Arms went to Zubayri rebels.", BODY, "Zubayri"),
        ("The Government of National Unity fell, pursuant to Executive Orders.", PERSON, None),
        ("Fuel reached the border town of Hoeryong.", PLACE, "Hoeryong"),
        ("Workers rebuilt the Sohae rail yard.", PLACE, "Sohae rail yard"),
        ("The Port Sudan terminal was shut.", PLACE, "Port Sudan terminal"),
        ("The embassy in Moscow was shut.", PLACE, "Moscow"),
        ("They said Rep. Dana Whitlow was told.", PERSON, "Dana Whitlow"),
        ("Ilse Brandt, former head of the unit, disagreed.", PERSON, "Ilse Brandt"),
        ("Foreign Minister Osman Sayid wrote.", PERSON, "Osman Sayid"),
        ("The tanker Silver Heron 4 was empty.", SHIP, "Silver Heron 4"),
        ("It boarded Blue Lotus (IMO 9123456) at night.", SHIP, "Blue Lotus"),
        ("The Ministry of Foreign Affairs and Trade replied.", BODY, "Ministry of Foreign Affairs and Trade"),
        ("Analysts at Orbital Imaging Technologies counted.", BODY, "Orbital Imaging Technologies"),
        ("A Libyan-flagged ship left.", STATE, "Libyan"),
        ("It drifted in the Gulf of Oman.", STATE, None),
        ("It drifted in the Straits of Japan.", STATE, None),
        ("It drifted off the coast of Oman.", STATE, "Oman"),
        ("They shot at the tanker Malta Star.", SHIP, "Malta Star"),
        ("They shot at the tanker Malta Star.", STATE, None),
        ("It was the tanker Malta seized.", STATE, "Malta"),
        ("It was the tanker British Royal Marines seized.", STATE, "British"),
        ("Shots echoed across Khartoum.", PLACE, "Khartoum"),
        ("It burnt at the largest oil depot, Guaranao, in May.", PLACE, "Guaranao"),
        ("Fuel went through the border town Garoua to buyers.", PLACE, "Garoua"),
        ("Rebels took the capital city, Bangui, that month.", PLACE, "Bangui"),
        ("The siege of Khartoum went on.", PLACE, "Khartoum"),
        ("It lay 30 miles southwest of Khartoum that day.", PLACE, "Khartoum"),
        ("It fell in a Khartoum suburb at night.", PLACE, "Khartoum"),
        ("It is dug in the war zones of Eastern Sudan.", PLACE, None),
        ("Camps lie all over Lower Juba and beyond.", STATE, None),
        ("The geologist speaks French and is 50.", STATE, None),
        ("The geologist spoke to French officers.", STATE, "French"),
        ("Gold goes on to Antwerp, Belgium, and is sold.", PLACE, "Antwerp"),
        ("He asked Orbex, Russia and Iran replied.", PLACE, None),
        ("It is pumped over among vessels: Saldra (near Spain) is best.", PLACE, "Saldra"),
        ("Wagons came out of Hoeryong by rail.", PLACE, "Hoeryong"),
        ("They act outside Western law, and according to Tankerdata ship logs.", PLACE, None),
        ("A crane stood at Pier 1 of the port.", PLACE, None),
        ("It made some US$24 million.", STATE, None),
        ("The Democratic People's Republic of Korea replied.", STATE, "Democratic People's Republic of Korea"),
    ],
)
def test_kinds_by_form(embedded_case: sg.Graph, text: str, kind: MentionKind, words: str | None) -> None:
    assert [m.words for m in mentions_of(embedded_case, text) if m.kind is kind] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The ports of Zabid, Mocha Bay and Ras Kathib were shut.", PLACE, ["Zabid", "Mocha Bay", "Ras Kathib"]),
        ("Three camps, including Dagala, and Ulfe, fell.", PLACE, ["Dagala", "Ulfe"]),
        ("It was seen in Juba, Nairobi and Kitale.", PLACE, ["Juba", "Nairobi", "Kitale"]),
        ("Ali Hassan, Bakhit Sulle and Umar Deng fled.", PERSON, ["Ali Hassan", "Bakhit Sulle", "Umar Deng"]),
        ("It was seen at Zabid, Orbital and Maxgeo said.", PLACE, ["Zabid"]),
        ("Dhows left for the Hawla and Sirri free zones.", PLACE, ["Hawla", "Sirri"]),
        ("They cross at the border towns Gbaboua, Kentala and Yaka.", PLACE, ["Gbaboua", "Kentala", "Yaka"]),
        ("A report of Alliance Afrique Canada (AAC) says so.", BODY, ["Alliance Afrique Canada", "AAC"]),
        ("The ships Blue Heron 2, Marla, and Sovana were listed.", SHIP, ["Blue Heron 2", "Marla", "Sovana"]),
    ],
)
def test_names_in_a_list(embedded_case: sg.Graph, text: str, kind: MentionKind, words: list[str]) -> None:
    assert [m.words for m in mentions_of(embedded_case, text) if m.kind is kind] == words


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Gold from Congo went abroad.", []),
        ("Gold from Congo went abroad, the Democratic Republic of the Congo said.", ["CD", "CD"]),
        ("Gold from Congo went abroad, the DRC said.", ["CD", "CD"]),
        ("The Republic of the Congo and the Democratic Republic of the Congo share the Congo.", ["CG", "CD"]),
        ("Camps in CAR grew.", ["CF"]),
        ("Coastal Aid Relief works there. Camps of CAR grew.", []),
        ("Coastal Aid Relief works in the Central African Republic. Camps in CAR grew.", ["CF", "CF"]),
    ],
)
def test_a_name_that_several_bear_is_a_state_only_where_the_text_says_which(
    embedded_case: sg.Graph, text: str, codes: list[str]
) -> None:
    assert [m.state for m in mentions_of(embedded_case, text) if m.kind is STATE] == codes


def test_an_acronym_means_the_body_behind_whose_name_it_stands(embedded_case: sg.Graph) -> None:
    text = "The RSF left. The Rapid Support Forces (RSF) came back, said the AWF of the Amber Widget Fund (AWF)."
    bodies = [(m.words, m.id) for m in mentions_of(embedded_case, text) if m.kind is BODY]
    forces = "sg:rapid-support-forces"
    assert bodies[:3] == [("RSF", forces), ("Rapid Support Forces", forces), ("RSF", forces)]
    assert {id_ for _, id_ in bodies[3:]} == {None}
    assert told(mentions_of(embedded_case, "The RSF left."), BODY) == [("RSF", None)]


@pytest.mark.parametrize(
    "text",
    [
        "It may rise in March.",
        "Rules are in Article 5.",
        "In the West, few noticed.",
        "DRAMATIC RISE IN TRAFFIC",
        "He works for the Pacific and the Far East.",
        "Covid closed it.",
        "It went through Blender. Blender is a mixer. Blender took fees, and Blender paid.",
    ],
)
def test_what_names_nothing_of_ours(embedded_case: sg.Graph, text: str) -> None:
    assert [m.words for m in mentions_of(embedded_case, text)] == []


def test_one_word_is_nobody_s_whole_name_but_in_chinese_or_korean(made: sg.Graph) -> None:
    def linked(words: str) -> str | None:
        name = link.NameInText(words, PERSON)
        return link.Linker(made).link([name], frozenset())[name].id

    assert linked("Maria") is None
    assert linked("\uc724\ub3c4\ub78c") == "ftm:yun"
    assert [m.id for m in mentions_of(made, "President Maria signed.") if m.kind is PERSON] == [None]


def test_two_bearers_are_two_candidates_and_no_link(made: sg.Graph) -> None:
    (mention,) = mentions_of(made, "The broker, said analyst Viktor Sedov, was away.")
    assert mention.id is None
    assert {candidate.id for candidate in mention.candidates} == {"ftm:elder", "ftm:younger"}
    assert mention.why == "2 bear the name"


def test_the_text_is_not_scanned_for_names(made: sg.Graph) -> None:
    text = "Since then Justice has been slow, and Maria waited. Fokino was quiet."
    assert mentions_of(made, text) == ()


def test_a_port_of_a_list_counts_behind_its_word_and_with_its_state(made: sg.Graph) -> None:
    def linked(text: str) -> list[str | None]:
        return [m.id for m in mentions_of(made, text) if m.kind is PLACE]

    assert linked("North Korea opened the port of Hungnam.") == ["unlocode:KPHGM"]
    assert linked("North Korea built a hall in Hungnam.") == [None]
    assert linked("They opened the port of Hungnam.") == [None]
    both = mentions_of(made, "North Korea and the United States wrote of the port of Hungnam.")
    assert [(m.id, len(m.candidates)) for m in both if m.kind is PLACE] == [(None, 2)]
    assert linked("Russia opened a depot in Fokino.") == [None]


def test_another_state_than_the_bearer_s_is_no_link(made: sg.Graph) -> None:
    assert told(mentions_of(made, "It was North Korean diplomat Han Myong Guk."), PERSON) == [
        ("Han Myong Guk", "ftm:han")
    ]
    assert told(mentions_of(made, "It was South Korean lawmaker Han Myong-guk."), PERSON) == [("Han Myong-guk", None)]


@pytest.mark.parametrize(
    ("words", "id_"), [("Depot", None), ("Depot LLC", "ftm:depot"), ("LLC", None), ("RTT", "ftm:rtt")]
)
def test_a_word_is_a_listed_body_only_where_the_list_has_that_word(made: sg.Graph, words: str, id_: str | None) -> None:
    name = link.NameInText(words, BODY)
    assert link.Linker(made).link([name], frozenset())[name].id == id_


def test_like_names_are_candidates_only(case: sg.Graph) -> None:
    (mention,) = (m for m in mentions_of(case, "Cars from Rason were spotted in Fokino.") if m.words == "Fokino")
    assert mention.id is None
    assert mention.why in ("only like names", "no such name in the graph")


def test_part_of_a_name_is_the_whole_one(case: sg.Graph) -> None:
    mentions = mentions_of(case, "President Yoon Suk Yeol spoke. Yoon left.")
    assert [(m.words, m.id) for m in mentions] == [("Yoon Suk Yeol", "wd:Q16090635"), ("Yoon", "wd:Q16090635")]
    assert mentions[1].why.startswith("short for Yoon Suk Yeol")


def test_many_texts_screen_each_name_once(case: sg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    screened = link.screened

    def counting(graph: sg.Graph, questions: list[link.ScreenedName], **more: object) -> Iterator[object]:
        asked.extend(question.name for question in questions)
        yield from screened(graph, questions, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(link, "screened", counting)
    texts = ["Trains stood at Tumangang Station.", "Nobody was at Tumangang Station.", ""]
    answers = list(mentions_of_each(case, texts))
    assert [len(mentions) for mentions in answers] == [1, 1, 0]
    assert asked.count("Tumangang Station") == 1


def test_as_known_on_a_day(case: sg.Graph) -> None:
    text = "The ship Angara left."
    assert [m.id for m in mentions_of(case, text, as_of="2015-01-01")] == [None]
    assert [m.id for m in mentions_of(case, text, as_of="2024-10-01")] == ["sg:angara"]


def test_both_engines_say_the_same(case: sg.Graph, embedded_case: sg.Graph) -> None:
    text = (
        "The White House said Russian ships left Najin Port for Dunay; Kim Jong Un and Sergei Lavrov met in Pyongyang."
    )
    assert mentions_of(case, text) == mentions_of(embedded_case, text)


def test_oil_tankers_are_no_oil(embedded_case: sg.Graph) -> None:
    kinds: Callable[[str], list[str]] = lambda text: [m.words for m in mentions_of(embedded_case, text)]  # noqa: E731
    assert kinds("three oil tankers and a coal terminal") == []
    assert kinds("diesel and missiles of all sizes") == ["diesel", "missiles"]
    (missiles,) = (m for m in mentions_of(embedded_case, "missiles of all sizes"))
    assert (missiles.id, len(missiles.candidates)) == (None, 3)


def test_weapons_of_another_kind_and_a_drawing_are_no_arms(embedded_case: sg.Graph) -> None:
    text = "He drew a bomb. They fear nuclear weapons and an atomic bomb. Rifles, aerial bombs and weapons came."
    linked = [(words, id_) for words, id_ in told(mentions_of(embedded_case, text), GOODS) if id_]
    assert linked == [
        ("Rifles", "goods:small-arms"),
        ("aerial bombs", "goods:ammunition"),
        ("weapons", "goods:arms"),
    ]


def test_a_large_file_of_hostile_text_ends(embedded_case: sg.Graph) -> None:
    for text in ("A" * 200_000, "Aa " * 50_000, "'s-" * 50_000, "\ud800 \x00 Кириллица 김정은", "port of " * 30_000):
        mentions_of(embedded_case, text)


def test_a_file_of_words_names_what_breaks_its_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sanctionsgraph.reading import lexicon as module
    from sanctionsgraph.schema.errors import InputError

    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "goods.yaml").write_text("goods: [{ids: [a], topic: b}]", encoding="utf-8")
    (tmp_path / "seats.yaml").write_text("seats: [", encoding="utf-8")
    with pytest.raises(InputError, match=r"goods\.yaml: goods\.0\.words: Field required"):
        module.lexicon(module.GoodsLexicon, "goods")
    with pytest.raises(InputError, match=r"seats\.yaml: cannot be read"):
        module.lexicon(module.Seats, "seats")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("김정은이 북한에서 러시아에 무기를 보냈다.", ["wd:Q56226", "iso:KP", "iso:RU"]),
        ("두만강역에서 열차가 보였다.", ["sg:tumangang-station"]),
        ("Владимир Путин и Ким Чен Ын говорили о России и КНДР.", ["wd:Q7747", "wd:Q56226", "iso:RU", "iso:KP"]),
        ("Поезд стоял на станции Туманган в октябре.", []),
    ],
)
def test_names_of_the_graph_in_korean_and_russian(embedded_case: sg.Graph, text: str, ids: list[str]) -> None:
    assert [mention.id for mention in mentions_of(embedded_case, text) if mention.id] == ids
