"""RDF out and back: the same graph, the same files from both engines, read alike by rdflib, valid by the shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
import rdflib
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import OWL, RDF, RDFS
from sanctionsgraph.exporters.rdf import Turtle
from sanctionsgraph.exporters.registry import FORMS, export
from sanctionsgraph.exporters.snapshot import snapshot, sources_of
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema import rdf
from sanctionsgraph.schema.dates import ALWAYS
from sanctionsgraph.schema.errors import InputError, NotFound, SanctionsGraphError, ValueInvalid

from helpers.engines import ENGINES, empty_on
from helpers.shipped import demo

ROOT = Path(sg.__file__).parent
GENERATED = ROOT / "schema" / "generated"
SUFFIX = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}
SG = rdflib.Namespace(rdf.PREFIXES["sg"])
SCHEMA = rdflib.Namespace(rdf.PREFIXES["schema"])
PROV = rdflib.Namespace(rdf.PREFIXES["prov"])


def entity(id: str, schema: str = "Person", **properties: object) -> str:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    said = {"id": id, "schema": schema, "properties": listed, "datasets": ["made"], "last_seen": "2024-01-01T00:00:00"}
    return json.dumps(said, ensure_ascii=False) + "\n"


def load_made(graph: sg.Graph, folder: Path) -> sg.Graph:
    """Two editions of a made data set with what is hard to write, and a part that both have."""
    first, later = folder / "made-2024-01-01.json", folder / "made-2024-02-01.json"
    hostile = ['A "quoted" \\ name', "Zoë Ångström", "한국", "tab\there", "<b> & 'x' {y} [z] ^^@en # %41 \U0001f6a2"]
    owned = entity("o1", "Ownership", owner="p1", asset="not told", percentage="50")
    person = entity("p1", name=hostile, birthDate="1970", passportNumber="X1")
    first.write_text(person + owned, encoding="utf-8")
    later.write_text(person.replace("1970", "1971") + entity("o/2?x#y%z", "Company", name="A"), encoding="utf-8")
    assert [load(graph, "ftm", path).rejected for path in (first, later)] == [0, 0]
    return graph


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> sg.Graph:
    """The shipped case and the made data set."""
    return load_made(demo(), tmp_path_factory.mktemp("made"))


@pytest.fixture
def small(tmp_path: Path) -> sg.Graph:
    """The made data set alone."""
    return load_made(open_graph(":memory:"), tmp_path)


@pytest.fixture(scope="module")
def files(original: sg.Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The original in each form, written from the embedded engine."""
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for form, known in FORMS.items():
        if not known.folder:
            found[form] = folder / f"graph.{SUFFIX.get(form, form)}"
            export(original, form, found[form])
    return found


@pytest.fixture(scope="module", params=ENGINES)
def returned(request: pytest.FixtureRequest, files: dict[str, Path]) -> Iterator[sg.Graph]:
    """What comes back from TriG, on each engine."""
    graph = empty_on(request)
    with graph:
        account = load(graph, "rdf", files["trig"])
        assert account.rejections == []
        assert account.notes == []
        yield graph


def test_the_graph_comes_back(original: sg.Graph, returned: sg.Graph, files: dict[str, Path]) -> None:
    assert list(returned.dump()) == list(original.dump())
    account = load(returned, "rdf", files["trig"])
    assert (account.written, account.unchanged) == (0, account.read)
    assert returned.digest() == original.digest()


def test_every_form_is_the_same_from_both_engines(returned: sg.Graph, files: dict[str, Path], tmp_path: Path) -> None:
    for form, path in files.items():
        again = tmp_path / path.name
        export(returned, form, again)
        assert again.read_bytes() == path.read_bytes(), form
        rest = path.with_name(f"{path.name}.rest.jsonl")
        assert rest.exists() == form.startswith("ftm")
        if rest.exists():
            assert again.with_name(rest.name).read_bytes() == rest.read_bytes()


@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld"])
def test_the_graph_comes_back_from_each_form(original: sg.Graph, files: dict[str, Path], form: str) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "rdf", files[form])
        assert graph.digest() == original.digest()


# -- what rdflib reads -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quads(files: dict[str, Path]) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(files["nquads"], format="nquads")
    return dataset


@pytest.fixture(scope="module")
def triples(files: dict[str, Path]) -> rdflib.Graph:
    return rdflib.Graph().parse(files["turtle"], format="turtle")


def test_all_forms_say_the_same(triples: rdflib.Graph, quads: rdflib.Dataset, files: dict[str, Path]) -> None:
    assert len(triples) > 20_000
    assert set(quads.triples((None, None, None))) == set(triples)
    assert set(rdflib.Graph().parse(files["jsonld"], format="json-ld")) == set(triples)
    trig = rdflib.Dataset(default_union=True)
    trig.parse(files["trig"], format="trig")

    def named(dataset: rdflib.Dataset) -> set[object]:
        return {(*quad[:3], "" if "default" in str(quad[3]) else str(quad[3])) for quad in dataset.quads()}

    assert named(trig) == named(quads)


def test_what_rdflib_itself_writes_comes_back_too(small: sg.Graph, tmp_path: Path) -> None:
    path, again = tmp_path / "first.ttl", tmp_path / "again.nt"
    export(small, "turtle", path)
    rdflib.Graph().parse(path).serialize(again, format="nt", encoding="utf-8")
    with open_graph(":memory:") as graph:
        load(graph, "rdf", again)
        assert graph.digest() == small.digest()


def test_each_source_has_a_graph_with_what_it_says(original: sg.Graph, quads: rdflib.Dataset) -> None:
    held = snapshot(original).statements
    where = sources_of(held)
    graphs: dict[str, set[str]] = {}
    for subject, _, _, context in quads.quads((None, RDF.type, SG.Statement, None)):
        graphs.setdefault(str(subject), set()).add(str(context))
    for id_, sources in where.items():
        # What the sources of joined ids call each is our own note: it is in no source.
        own = {str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)} if "Referent" in held[id_].labels else set()
        assert graphs[rdf.node_iri("Statement", id_)] == {rdf.node_iri("Source", source) for source in sources} | own
    two = next(id_ for id_, sources in where.items() if len(sources) == 2)
    assert "Part" in held[two].labels
    assert all(
        not str(graph).startswith("urn:sanctionsgraph:source")
        for *_, graph in quads.quads((None, RDF.type, SG.Entity, None))
    )


def test_shapes_hold_of_the_export_and_find_what_is_broken(triples: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(GENERATED / "shapes.ttl")
    conforms, _, text = pyshacl.validate(triples, shacl_graph=shapes)
    assert conforms, text
    claim = next(triples.subjects(RDF.type, SG.Claim))
    broken = rdflib.Graph()
    for triple in triples.triples((claim, None, None)):
        broken.add(triple)
    for _, _, end in triples.triples((claim, None, None)):
        for triple in triples.triples((end, None, None)) if isinstance(end, rdflib.URIRef) else ():
            broken.add(triple)
    broken.set((claim, SG.stance, rdflib.Literal("insinuates")))
    broken.remove((claim, SCHEMA.name, None))
    broken.set((claim, SG.since, rdflib.Literal("some day")))
    broken.set((claim, PROV.wasDerivedFrom, rdflib.URIRef("urn:sanctionsgraph:source:nowhere")))
    _, report, _ = pyshacl.validate(broken, shacl_graph=shapes)
    path = rdflib.URIRef("http://www.w3.org/ns/shacl#resultPath")
    focus = rdflib.URIRef("http://www.w3.org/ns/shacl#focusNode")
    found = {report.value(result, path) for result in report.subjects(focus, claim)}  # type: ignore[union-attr]
    assert found >= {SG.stance, SCHEMA.name, SG.since, PROV.wasDerivedFrom}


def test_the_ontology_has_every_term_that_is_used(triples: rdflib.Graph) -> None:
    ontology = rdflib.Graph().parse(GENERATED / "ontology.ttl")
    used = {*triples.predicates(), *triples.objects(None, RDF.type)}
    ours = {term for term in used if str(term).startswith(rdf.PREFIXES["sg"])}
    declared = {
        s for kind in (OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty) for s in ontology.subjects(RDF.type, kind)
    }
    assert len(ours) > 80
    assert ours <= declared
    for label in {term for term in triples.objects(None, RDF.type) if term in ours}:
        assert str(label).endswith(("#Entity", "#Statement", "#Source", "#Law")) or ontology.value(
            label, RDFS.subClassOf
        )


def test_no_two_properties_or_relationships_share_a_term() -> None:
    from sanctionsgraph.loaders.rdf import _LINKS, _TERMS
    from sanctionsgraph.schema.generated import PROPERTIES

    for family, terms in _TERMS.items():
        assert set(terms.values()) == set(PROPERTIES[family]) - {"id"}
        assert not set(terms) & set(_LINKS[family])
    types = {type_ for links in _LINKS.values() for type_ in links.values()}
    assert len({rdf.link_term(type_) for type_ in types}) == len(types)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_id_makes_an_iri_that_leads_back(key: str) -> None:
    iri = rdf.node_iri("Statement", f"ftm:{key}")
    assert rdf.node_of(iri) == ("Statement", f"ftm:{key}")
    (subject,) = set(rdflib.Graph().parse(data=f"<{iri}> a <urn:x> .", format="turtle").subjects())
    assert str(subject) == iri


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_makes_a_literal_that_reads_the_same(text: str) -> None:
    written = Turtle().text(text)
    for form in ("turtle", "nt"):
        graph = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {written} .\n", format=form)
        assert [str(value) for value in graph.objects()] == [text]


def test_the_queries_of_the_docs_answer(files: dict[str, Path]) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(files["trig"], format="trig")
    text = (ROOT / "docs" / "rdf.md").read_text(encoding="utf-8")
    queries = re.findall(r"^```sparql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(queries) >= 4
    seen, roots, source, in_force = ([row.asdict() for row in dataset.query(query)] for query in queries[:4])  # type: ignore[union-attr]
    assert 73.0 in {row["number"].toPython() for row in seen if "number" in row}
    assert sum(int(row["claims"]) for row in roots) > 50
    assert all(str(row["source"]).startswith("urn:sanctionsgraph:source:report:") for row in source)
    assert any("arms" in str(row["measure"]) for row in in_force)


# -- as of a day -----------------------------------------------------------------------------------


def test_as_of_a_day_nothing_is_told_that_came_later(original: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "known.ttl"
    export(original, "turtle", path, as_of="2023-10-06")
    known = rdflib.Graph().parse(path)
    claims = set(known.subjects(RDF.type, SG.Claim))
    ids = original.read(
        "MATCH (c:Claim) WHERE c.since <= '2023-10-06' AND '2023-10-06' < c.until RETURN c.id AS id"
    ).rows
    assert {str(claim) for claim in claims} == {rdf.node_iri("Statement", row["id"]) for row in ids}
    for statement in known.subjects(RDF.type, SG.Statement):
        assert str(known.value(statement, SG.since) or "") <= "2023-10-06"
        assert str(known.value(statement, SG.until) or "9999-12-31") == "9999-12-31"
    # What words mean is known on any day, whatever the day of the text that is cited for it.
    meanings = (c for c in known.subjects(RDF.type, SG.Classification) if str(known.value(c, SG.since)) == ALWAYS)
    of_words = {source for meaning in meanings for source in known.objects(meaning, PROV.wasDerivedFrom)}
    published = [str(day) for source, day in known.subject_objects(SCHEMA.datePublished) if source not in of_words]
    assert published
    assert max(published) <= "2023-10-06"
    with open_graph(":memory:") as graph:
        assert load(graph, "rdf", path).rejections == []


# -- what can go wrong -----------------------------------------------------------------------------

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in rdf.PREFIXES.items())
NODE = "<urn:sanctionsgraph:entity:sg:a>"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.rdf", "x", "says no form"),
        ("a.ttl", "# nothing\n", "no node of a sanctions graph"),
        ("a.ttl", "not RDF at all", "not Turtle"),
        ("a.jsonld", "{", "not JSON"),
        ("a.jsonld", '{"@context": "http://192.0.2.1/x", "@id": "urn:a", "b": 1}', "from elsewhere"),
        ("a.jsonld", '[{"x": {"@context": [{"@import": "http://192.0.2.1/x"}]}}]', "from elsewhere"),
        ("a.nq", f"{NODE} <urn:b>", "a.nq:1: not N-Quads"),
        ("a.nq", f'{NODE} <urn:b> <urn:c> .\n{NODE} <urn:b> "\\uD9AB" .\n', "a.nq:2: not N-Quads"),
        ("a.trig", f"<urn:g> {{ {NODE} <urn:b> <urn:c d> }}", "not TriG"),
        ("a.jsonld", '{"@id": 7}', "not JSON-LD"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, content: str, why: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with open_graph(":memory:") as graph, pytest.raises(InputError, match=why):
        load(graph, "rdf", path)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("a sg:Entity, sg:Zeppelin", "no label Zeppelin"),
        ("a sg:Entity", "no name"),
        ('a sg:Person ; schema:name "A"', "no label Entity"),
        ('a sg:Entity ; schema:name "A", "B"', "2 values"),
        ('a sg:Entity ; schema:name "seven"^^xsd:integer', "'seven' cannot be stored as xsd:integer"),
        ('a sg:Entity ; schema:name "-9300000000000000000"^^xsd:integer', "cannot be stored as xsd:integer"),
        ('a sg:Entity ; schema:name "-INF"^^xsd:double', "'-INF' cannot be stored as xsd:double"),
        ('a sg:Entity ; schema:name "perhaps"^^xsd:boolean', "'perhaps' cannot be stored as xsd:boolean"),
        ("a sg:Entity ; schema:name 12.5e0", "its name is no text"),
        ('a sg:Entity ; schema:name "A" ; sg:names "B", 3', "values of several types"),
        ('a sg:Entity ; schema:name "A" ; sg:ordered "{"', "not JSON"),
        ('a sg:Entity ; schema:name "A" ; sg:ordered "{\\"name\\": 7}"', "not lists"),
    ],
)
def test_a_broken_node_is_rejected_and_the_rest_is_loaded(tmp_path: Path, said: str, why: str) -> None:
    path = tmp_path / "a.ttl"
    good = '<urn:sanctionsgraph:entity:sg:b> a sg:Entity, sg:Person ; schema:name "B" ; sg:names "B" ; <urn:other> 1 .'
    path.write_text(f"{HEAD}{NODE} {said} .\n{good}\n", encoding="utf-8")
    with open_graph(":memory:") as graph:
        account = load(graph, "rdf", path)
        assert (account.read, account.written, account.rejected) == (2, 1, 1)
        assert why in account.rejections[0].reason
        assert "urn:other (1)" in account.notes[0]
        assert graph.entity("B").kind == "Person"


def test_a_literal_is_text_whatever_its_language_and_an_empty_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        f'{HEAD}{NODE} a sg:Entity, sg:Person ; schema:name ""@ko ; sg:names "한국"@ko, "x" .\n', encoding="utf-8"
    )
    with open_graph(":memory:") as graph:
        assert load(graph, "rdf", path).rejections == []
        assert graph.read("MATCH (e:Entity) RETURN e.name AS name, e.names AS names").rows == [
            {"name": "", "names": ["x", "한국"]}
        ]


def test_a_statement_that_leads_to_nothing_is_rejected_with_what_leads_to_it(small: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    export(small, "nquads", path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = f"<{rdf.node_iri('Entity', 'ftm:p1')}>"
    path.write_text("".join(line for line in lines if not line.startswith(gone)), encoding="utf-8")
    with open_graph(":memory:") as graph:
        account = load(graph, "rdf", path)
        # Both versions of the profile, and the ownership; the passport and the other thing lead nowhere.
        assert sorted(str(r.record).partition("@")[0] for r in account.rejections) == [
            "ftm:made:o1",
            *["ftm:made:p1"] * 2,
        ]
        assert all("Entity ftm:p1" in rejection.reason for rejection in account.rejections)
        assert set(graph.dump()) < set(small.dump())


def test_what_reads_otherwise_in_the_graph_is_refused_whole(small: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    export(small, "nquads", path)
    text = path.read_text(encoding="utf-8")
    assert text.count('"50"') == 1
    path.write_text(text.replace('"50"', '"51"'), encoding="utf-8")
    before = small.digest()
    with pytest.raises(InputError, match="reads otherwise"):
        load(small, "rdf", path)
    assert small.digest() == before


def test_names_grow_and_decisions_of_the_graph_hold(small: sg.Graph, tmp_path: Path) -> None:
    path, decided = tmp_path / "a.nq", tmp_path / "same.yaml"
    export(small, "nquads", path)
    decided.write_text(SAME, encoding="utf-8")
    digests = set()
    for order in ((("rdf", path), ("identities", decided)), (("identities", decided), ("rdf", path))):
        with open_graph(":memory:") as graph:
            for source, file in order:
                assert load(graph, source, file).rejections == []
            assert graph.entity("Ann").id == graph.entity("한국").id == "sg:ann"
            digests.add(graph.digest())
    assert len(digests) == 1


def test_a_joined_graph_is_the_same_after_a_second_load(small: sg.Graph, tmp_path: Path) -> None:
    """The names of all joined ids stay apart from what the sources of each call it."""
    path, decided = tmp_path / "joined.trig", tmp_path / "same.yaml"
    decided.write_text(SAME, encoding="utf-8")
    assert load(small, "identities", decided).rejections == []
    [named] = small.read("MATCH (e:Entity {id: 'sg:ann'}) RETURN e.names AS names").rows
    assert set(named["names"]) > {"Ann"}
    export(small, "trig", path)
    with open_graph(":memory:") as graph:
        load(graph, "rdf", path)
        again = load(graph, "rdf", path)
        assert (again.written, again.unchanged) == (0, again.read)
        assert graph.digest() == small.digest()


SAME = """
identities:
  - canonical: "sg:ann"
    kind: Person
    name: Ann
    names: ["Ann"]
    same_as: ["ftm:p1"]
    reason: Made for the test.
    source: {publisher: Nobody, title: None, url: "https://example.org/", accessed: 2026-11-23}
    decided: 2026-11-23
    by: nobody
"""


# -- export as such --------------------------------------------------------------------------------


def test_an_export_is_there_whole_or_not_at_all(
    original: sg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("@prefix a: <urn:a> .", encoding="utf-8")

    def fail(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Turtle, "foot", fail)
    with pytest.raises(KeyboardInterrupt):
        export(original, "turtle", path)
    assert path.read_text(encoding="utf-8") == "@prefix a: <urn:a> ."
    assert list(tmp_path.iterdir()) == [path]


def test_errors_say_what_to_do(original: sg.Graph, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="trig, turtle"):
        export(original, "excel", tmp_path / "x")
    with pytest.raises(SanctionsGraphError, match="cannot be written"):
        export(original, "turtle", tmp_path / "nowhere" / "x.ttl")
    with pytest.raises(SanctionsGraphError, match="is a folder, which is not replaced"):
        export(original, "turtle", tmp_path)
    with pytest.raises(ValueInvalid, match="not a date"):
        export(original, "turtle", tmp_path / "x.ttl", as_of="yesterday")


def test_graphml_is_read_by_networkx(original: sg.Graph, files: dict[str, Path]) -> None:
    import networkx as nx

    drawn = nx.read_graphml(files["graphml"], force_multigraph=True)
    nodes = snapshot(original).nodes
    assert drawn.number_of_nodes() == sum(map(len, nodes.values()))
    assert drawn.number_of_edges() == sum(len(row.links) for rows in nodes.values() for row in rows.values())
    assert drawn.nodes["Entity sg:tumangang-station"]["labels"] == ":Entity:Place:RailStation"
