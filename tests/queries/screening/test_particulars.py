"""What beside the name adds to a score or takes from it: births, States, numbers, weak aliases."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.screening.compare import compare_names, score_of
from sanctionsgraph.queries.screening.names_file import read_names
from sanctionsgraph.queries.screening.particulars import POINTS, AskedParticulars, Particulars, weigh_particulars
from sanctionsgraph.queries.screening.questions import ScreenedName, question_of
from sanctionsgraph.queries.screening.screen import screen
from sanctionsgraph.schema.births import BirthDate, read_birth
from sanctionsgraph.schema.errors import InputError, ValueInvalid


def born(text: str) -> BirthDate:
    birth = read_birth(text)
    assert birth is not None
    return birth


@pytest.mark.parametrize(
    ("asked", "stated", "what"),
    [
        ("1970-05-04", "1970-05-04", "same birth date"),
        ("1970-05-04", "1970", "birth date fits"),
        ("1970", "1970", "birth date fits"),
        ("1970-05-04", "1971-05-04", "near birth date"),
        ("1970-05-04", "1969-05-04", "near birth date"),
        ("1970-05-04", "1972-05-04", "other birth date"),
        ("1970-05-04", "1968-05-04", "other birth date"),
        ("1970-05-04", "1970-04-05", "near birth date"),
        ("1970-05-04", "1970-12-24", "near birth date"),
        ("1970-05-04", "1971-12-24", "other birth date"),
        ("1970", "1971", "near birth date"),
        ("1970", "1972", "other birth date"),
        ("1970-05-04", "circa 1972", "birth date fits"),
        ("1970-05-04", "circa 1973", "other birth date"),
    ],
)
def test_births_near_and_far(asked: str, stated: str, what: str) -> None:
    (part,) = weigh_particulars(Particulars(births=[born(stated)]), AskedParticulars(birth=born(asked)))
    assert (part.what, part.points) == (what, POINTS[what])


def test_of_several_births_the_one_that_fits_best_counts() -> None:
    stated = Particulars(births=[born("1960"), born("1970-05-04"), born("1980")])
    (part,) = weigh_particulars(stated, AskedParticulars(birth=born("1970-05-04")))
    assert (part.what, part.right) == ("same birth date", "1970-05-04")


@pytest.mark.parametrize(
    ("asked", "stated", "what"),
    [
        ("9179842", {"9179842", "123456"}, "same number"),
        ("9179842", {"8517839"}, "other number"),
        ("9179842", {"AB123456"}, None),
        ("AB123456", {"9179842"}, None),
        ("1234568", {"9179842"}, None),
    ],
)
def test_only_numbers_of_ships_contradict_each_other(asked: str, stated: set[str], what: str | None) -> None:
    parts = weigh_particulars(Particulars(numbers=stated), AskedParticulars(number=asked))
    assert [part.what for part in parts] == ([what] if what else [])


def test_what_is_unknown_on_either_side_gives_nothing() -> None:
    asked = AskedParticulars(born("1970"), "iso:KP", "9179842")
    assert weigh_particulars(Particulars(), asked) == []
    assert weigh_particulars(Particulars([born("1970")], {"iso:KP"}, {"9179842"}), AskedParticulars()) == []


def test_one_common_state_is_enough_and_a_text_that_names_none_is_held_against_nothing() -> None:
    asked = AskedParticulars(state="iso:RU")
    assert [p.what for p in weigh_particulars(Particulars(states={"iso:KP", "iso:RU"}), asked)] == ["same country"]
    assert [p.what for p in weigh_particulars(Particulars(states={"iso:KP", "iso:CN"}), asked)] == ["other country"]
    assert weigh_particulars(Particulars(states={"iso:KP", "ruritania"}), asked) == []
    assert weigh_particulars(Particulars(states={"iso:SU"}), asked) == []


ALIASES = "".join(
    f"<INDIVIDUAL_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    for quality, name in (("Good", "Vera Sample"), ("Low", "Falcon"), ("Low", "The Grey Falcon"), ("Low", "ANN"))
)
LISTS = (
    '<CONSOLIDATED_LIST dateGenerated="2025-03-04T10:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>'
    "<FIRST_NAME>ANN</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>CDi.901</REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON>"
    "<NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>"
    f"{ALIASES}<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR>"
    "</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID>"
    "<FIRST_NAME>SAMPLE BRIGADE OF THE NORTH</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>CDe.902</REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON><ENTITY_ALIAS><QUALITY>a.k.a."
    "</QUALITY><ALIAS_NAME>Liwa al-Mithal (the Example Banner; Ketiba Mithal)</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"
    "</ENTITIES></CONSOLIDATED_LIST>"
)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("particulars") / "un.xml"
    path.write_text(LISTS, encoding="utf-8")
    graph = open_graph(":memory:")
    assert load(graph, "un-list", path).rejected == 0
    return graph


def test_a_weak_alias_of_one_word_is_no_alert_alone_and_any_weak_alias_says_so(listed: Graph) -> None:
    (falcon,) = screen(listed, "Falcon")
    assert not falcon.alert
    assert falcon.why == "weak alias: Falcon"
    (grey,) = screen(listed, "The Grey Falcon")
    assert grey.alert
    assert "weak alias" in grey.why
    (vera,) = screen(listed, "Vera Sample")
    assert vera.alert
    assert vera.why == "same name"
    assert screen(listed, "Falcon", birth_date="1958", country="IR")[0].alert, "what else fits makes up for it"


def test_a_name_that_nearly_fits_outweighs_a_weak_alias_that_fits(tmp_path: Path) -> None:
    properties = {"name": ["Falkon"], "weakAlias": ["Falcon"]}
    line = {"id": "f", "schema": "Person", "datasets": ["x"], "properties": properties}
    with open_graph(":memory:") as graph:
        load(graph, "ftm", _written(tmp_path / "made.ftm.json", json.dumps(line)), "2024-01-01")
        assert [hit.matched for hit in screen(graph, "Falcon")] == ["Falkon"]


def test_several_names_in_one_field_are_each_found(listed: Graph) -> None:
    for name in ("Liwa al-Mithal", "the Example Banner", "Ketiba Mithal"):
        hits = screen(listed, name)
        assert [(hit.id, hit.alert) for hit in hits][:1] == [("un:CDe.902", True)], name
    asked = "Nobody Brigade; Ketiba Mithal"
    assert screen(listed, asked)[0].matched == "Ketiba Mithal", "nor need one field be one name where it is asked for"


def test_the_states_of_a_list_are_known_by_any_name(listed: Graph) -> None:
    scores = {screen(listed, "Ann Example", country=text)[0].score for text in ("Iran", "IR", "IRN", "Iranian")}
    assert len(scores) == 1
    assert scores.pop() > screen(listed, "Ann Example")[0].score > screen(listed, "Ann Example", country="IQ")[0].score


def test_an_approximate_birth_does_not_contradict_the_years_around_it(listed: Graph) -> None:
    assert screen(listed, "Ann Example", birth_date="1960-02-03")[0].alert
    assert not screen(listed, "Ann Example", birth_date="1963-02-03")[0].alert
    assert screen(listed, "Ann Example", birth_date=datetime.date(1960, 2, 3))[0].alert


def test_a_day_is_text_or_a_date_and_entries_that_ended_are_not_shown(listed: Graph, tmp_path: Path) -> None:
    before = screen(listed, "Ann Example", as_of=datetime.date(2025, 6, 1))
    assert before == screen(listed, "Ann Example", as_of="2025-06-01")
    assert before[0].lists == ("UN CDi.901, since 2025-03-04",)
    path = tmp_path / "later.xml"
    path.write_text(
        LISTS.replace("2025-03-04", "2025-09-01").replace("CDi.901", "CDi.905").replace("ANN<", "ANNA<"),
        encoding="utf-8",
    )
    graph = open_graph(":memory:")
    first = tmp_path / "first.xml"
    first.write_text(LISTS, encoding="utf-8")
    load(graph, "un-list", first)
    load(graph, "un-list", path)
    by_id = {hit.id: hit.lists for hit in screen(graph, "Ann Example")}
    assert by_id["un:CDi.901"] == ()
    assert by_id["un:CDi.905"] == ("UN CDi.905, since 2025-09-01",)
    assert {hit.id: hit.lists for hit in screen(graph, "Ann Example", as_of="2025-08-31")} == {
        "un:CDi.901": ("UN CDi.901, since 2025-03-04",)
    }
    ended, stood = (screen(graph, "Ann Example", country="IR", as_of=day) for day in ("2025-09-01", "2025-08-31"))
    assert ["same country" in hit.why for hit in ended if hit.id == "un:CDi.901"] in ([], [False])
    assert ["same country" in hit.why for hit in stood] == [True]


def test_what_an_edition_states_no_longer_does_not_count_from_its_day_on(tmp_path: Path) -> None:
    paper = "<INDIVIDUAL_DOCUMENT><NUMBER>AB123456</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>"
    first = LISTS.replace("</INDIVIDUAL>", paper)
    second = LISTS.replace("2025-03-04", "2025-09-01").replace("Iran (Islamic Republic of)", "Iraq")
    with open_graph(":memory:") as graph:
        for n, content in enumerate((first, second)):
            assert load(graph, "un-list", _written(tmp_path / f"{n}.xml", content)).rejected == 0
        for day, stated in (("2025-08-31", True), ("2025-09-01", False)):
            (hit,) = screen(graph, "Ann Example", country="IR", as_of=day)
            assert ("same country" in hit.why) is stated
            assert bool(screen(graph, number="AB123456", as_of=day)) is stated


def test_each_property_that_names_a_state_counts(tmp_path: Path) -> None:
    kinds = {"Person": ("nationality", "citizenship", "country"), "Company": ("jurisdiction", "mainCountry")}
    lines = [
        json.dumps({"id": prop, "schema": kind, "datasets": ["x"], "properties": {"name": ["Ann Doe"], prop: ["ir"]}})
        for kind, props in {**kinds, "Vessel": ("flag",)}.items()
        for prop in props
    ]
    with open_graph(":memory:") as graph:
        load(graph, "ftm", _written(tmp_path / "made.ftm.json", "\n".join(lines)), "2024-01-01")
        hits = screen(graph, "Ann Doe", country="Iran")
        assert [hit.id for hit in hits if "same country" not in hit.why] == []
        assert len(hits) == len(lines)


def test_of_many_namesakes_as_many_as_are_asked_for_come_in_the_order_of_their_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"ftm:namesake-{n:02}" for n in range(40)]
    lines = [
        {"id": id_[4:], "schema": "Person", "datasets": ["made-up"], "properties": {"name": ["DOE, Jon", "Doe, Jon"]}}
        for id_ in reversed(ids)
    ]
    path = tmp_path / "made.ftm.json"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with open_graph(":memory:") as graph:
        load(graph, "ftm", path, "2024-01-01")
        first = screen(graph, "Jon Doe")
        assert [hit.id for hit in first] == ids[:10]
        assert first[0].matched == "Doe, Jon", "of names that fit alike the last by letters"
        assert [hit.id for hit in screen(graph, "Jon Doe", limit=40)] == ids
        score = score_of(first[0].parts)
        monkeypatch.setattr(compare_names, "threshold", score)
        assert [hit.alert for hit in screen(graph, "Jon Doe", limit=1, min_score=score)] == [True], "both are reached"


def test_a_file_of_names_goes_on_past_a_bad_row_and_names_it(tmp_path: Path) -> None:
    rows = ["name,birth_date,country,schema", "Ann,circa 1958,,", "Bob,01/02/1960,,", ",1970,,", ""]
    rows += ["Cid,,Rurtania,", "Dan,,,Spaceship", "Eve,,iran,Person", ""]
    path = _written(tmp_path / "names.csv", "\n".join(rows))
    names = read_names(path, ScreenedName("", number="7"))
    assert [(question.name, question.number) for question in names.questions] == [("Ann", "7"), ("Eve", "7")]
    assert [row.place.rpartition(":")[2] for row in names.rejected] == ["3", "4", "6", "7"]
    problems = [row.problem for row in names.rejected]
    for problem, words in zip(problems, ("not a date", "no name", "no State", "Spaceship"), strict=True):
        assert words in problem
    with pytest.raises(InputError, match="no column `name`"):
        read_names(_written(tmp_path / "other.csv", "Customer\nAnn\n"), ScreenedName(""))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name,birth_date,country\nAnn,1958,IR\n", "utf-8-sig"),
        ("Name;Date of Birth;Nationality\nAnn;1958;IR\n", "utf-8"),
        ("NAME\tDOB\tCountry\r\nAnn\t1958\tIR\r\n", "utf-16"),
        ("full_name|birthdate|country\n\nAnn|1958|IR\n", "utf-16-be"),
    ],
)
def test_a_file_of_names_as_people_have_it(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes((b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding))
    names = read_names(path, ScreenedName(""))
    assert [(q.name, q.birth_date, q.country) for q in names.questions] == [("Ann", "1958", "IR")]
    assert (names.rejected, names.unused) == ((), ())


def test_columns_that_are_not_used_and_rows_that_are_too_long_are_named(tmp_path: Path) -> None:
    names = read_names(_written(tmp_path / "n.csv", "name,customer id\nAnn,7\nBob, Ltd,8\n"), ScreenedName(""))
    assert names.unused == ("customer id",)
    assert [(row.place[-2:], row.problem.partition(":")[0]) for row in names.rejected] == [
        (":3", "3 cells in the row, 2 columns in the header")
    ]
    for data in (b"name\nM\xfcller\n", b'name\n"Ann\n'):
        (tmp_path / "bad.csv").write_bytes(data)
        with pytest.raises(InputError, match=r"cannot be read \((it is not UTF-8|not CSV)"):
            read_names(tmp_path / "bad.csv", ScreenedName(""))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_wrong_question_of_several_is_named(listed: Graph) -> None:
    with pytest.raises(ValueInvalid, match="Bob: not a date: 'soon'"):
        screen(listed, [{"name": "Ann"}, {"name": "Bob", "birth_date": "soon"}])


def test_answers_show_themselves(listed: Graph) -> None:
    hits = screen(listed, "Vera Sample")
    assert "Vera Sample" in hits._repr_html_()
    assert list(hits.to_result().columns) == list(hits.columns)
    assert hits.to_dict()["names"][0]["hits"][0]["parts"][0]["what"] == "base"
    comparison = compare_names("Ann Example", "Anne Example")
    assert str(comparison).splitlines()[0].startswith(f"{comparison.score:.3f}")
    assert comparison.to_dict()["parts"]


def test_what_a_question_leaves_empty_the_default_fills() -> None:
    default = ScreenedName("", "Person", "KP", "1970", "7")
    assert question_of({"name": "Ann"}, default) == ScreenedName("Ann", "Person", "KP", "1970", "7")
    own = ScreenedName("Bob", "Vessel", "IR", "1980", "9")
    assert question_of(own, default) == own
    assert question_of("Cid", default).name == "Cid"
    with pytest.raises(ValueInvalid, match="no name to screen"):
        question_of({"name": ""}, default)
