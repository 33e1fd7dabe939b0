"""Sets a case as one HTML page: templates with escaping, everything inline, a policy that forbids the rest.

The content security policy names each script and the style by its hash.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..graph.output import HTML_PAGE, output
from ..graph.store import Graph
from ..queries.assessment.answer import OUTCOMES, Outcome
from ..queries.evidence.words import counted, independence_words
from ..queries.results.answer import plain
from ..queries.results.html_policy import policy
from ..queries.results.passage import passage_url
from ..schema.dates import LATEST, DayLike
from ..schema.errors import SanctionsGraphError
from . import answer, atlas, chronicle, counts, drawing, origins
from . import labels as words
from .assessments import deciding_first
from .case import Case, gather, grouped
from .claim_review import claim_reviews
from .sentences import Sentence, story
from .writers import write_docx, write_markdown

#: Endings of a page's name: a page under another would be taken for what it is not.
SUFFIXES = (".html", ".htm")
#: Documents by the endings of their names.
DOCUMENTS = {".md": write_markdown, ".docx": write_docx}


def write(graph: Graph, subject: str, path: str | Path, *, as_of: DayLike | None = None) -> Path:
    """Write the case file of a thing (id or name) to `path`, as known on a day; it opens offline. Return the path.

    A name that ends in .md or .docx gets its text without the drawings.

    Raises NotFound or Ambiguous for the name, SanctionsGraphError where the name is not that of a page, or the page
    cannot be written, or would replace a file of another kind.
    """
    suffix = Path(path).suffix.lower()
    if suffix in DOCUMENTS:
        DOCUMENTS[suffix](gather(graph, subject, as_of=as_of), Path(path))
        return Path(path)
    if suffix not in SUFFIXES:
        raise SanctionsGraphError(
            f"{path}: a case file is HTML. Give a name that ends in .html, or in .md or .docx for its text; for a PDF, "
            "print the page from a browser."
        )
    html = page(graph, subject, as_of=as_of)
    with output(path, HTML_PAGE) as target:
        target.write_text(html, encoding="utf-8")
    return Path(path)


def page(graph: Graph, subject: str, *, as_of: DayLike | None = None) -> str:
    """Return the case file of a thing as HTML, as known on a day. Raises NotFound or Ambiguous for the name."""
    return render(gather(graph, subject, as_of=as_of))


def render(case: Case) -> str:
    """Return a case as HTML. The same case always makes the same page."""
    style = static("page.css")
    scripts = [static("cytoscape.min.js"), static("page.js")]
    drawn = drawing.draw_case(case)
    elements = drawn.elements()
    entries = chronicle.chronicle(case)
    first = answer.first_events(case)
    groups = grouped(case.assess.assessments, lambda assessment: assessment.event)
    data = json.dumps(case.data(), ensure_ascii=False, separators=(",", ":"))
    return (
        environment()
        .get_template("page.html")
        .render(
            case=case,
            known="all that is known" if case.trace.as_of == LATEST else f"as known on {words.when(case.trace.as_of)}",
            policy=policy(style, scripts),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            question=answer.question(case),
            verdict=answer.verdict(case),
            story=list(paragraphs_of(story(case))),
            profile=list(grouped(case.profile, lambda fact: fact.head).items()),
            checked=answer.checked(case),
            measure_anchor=case.measure_anchor,
            anchor=Anchors(),
            passage=lambda claim: passage_url(case.url(claim.report), claim.quote),
            key=[(kind, text) for kind, text in drawing.KEY.items() if kind in {node.kind for node in elements.nodes}],
            lines=answer.lines(case),
            groups=[groups[event] for event in first if event in groups],
            more_groups=[group for event, group in groups.items() if event not in first],
            cited=lambda text: _cited(case, text),
            drawn=elements,
            drawn_json=plain({"elements": elements, "headings": drawn.headings(), "words": drawn.words_on_lines}),
            hops=drawn.table(),
            maps=atlas.maps(case),
            places=atlas.table(case),
            sections=sections_of(case, elements.edges, entries, bool(groups)),
            days=list(grouped(entries, lambda entry: entry.when).items()),
            strip=chronicle.strip(entries),
            shown=chronicle.SHOWN,
            scales=counts.scales(case),
            differences=counts.differences(case),
            trees=origins.trees(case),
            shown_apart=words.APART,
            settle=[(step.what, _closed(step.closes)) for step in case.assess.settle],
            reviews=claim_reviews(case),
            data="data:application/json;base64," + base64.b64encode(data.encode()).decode(),
            data_kb=round(len(data) / 1000),
            file=f"{re.sub(r'[^a-z0-9]+', '-', case.name.lower()).strip('-') or 'case'}.json",
        )
    )


@dataclass(frozen=True)
class Anchor:
    """The id of a statement in the page, and whether this is the first place where it stands."""

    name: str
    first: bool


class Anchors:
    """Gives each statement a lasting id in the page, once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def __call__(self, claim: str) -> Anchor:
        """Return the anchor of a claim."""
        name = "claim-" + re.sub(r"[^A-Za-z0-9]+", "-", claim).strip("-")
        anchor = Anchor(name, name not in self._used)
        self._used.add(name)
        return anchor


def paragraphs_of(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Yield the sentences on one event together."""
    paragraph: list[Sentence] = []
    for sentence in sentences:
        if sentence.lead and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def sections_of(
    case: Case, edges: Sequence[object], entries: Sequence[object], assessed: bool
) -> list[tuple[str, str]]:
    """Return the sections that the page has, with their titles: an empty one is left out."""
    titles: dict[str, tuple[str, object]] = {
        "answer": ("Summary", True),
        "details": ("What the sources say", answer.lines(case)),
        "elements": ("Element by element", assessed),
        "drawing": ("The case as a graph", edges),
        "places": ("Where", case.places),
        "time": ("When", entries),
        "traffic": ("Counts at the place", counts.scales(case)),
        "roots": ("Who repeats whom", origins.trees(case)),
        "settle": ("What would settle it", case.assess.settle),
        "notes": ("Notes on this case", case.notes),
        "sources": ("Sources", True),
        "data": ("The data", True),
    }
    return [(id_, title) for id_, (title, filled) in titles.items() if filled]


def _closed(elements: Sequence[str]) -> str:
    """Return the elements that a step would close, each once; a key ends with its element."""
    return words.listed(list(dict.fromkeys(words.element(key.rpartition(" ")[2]).lower() for key in elements)))


@cache
def environment() -> Environment:
    """Return the templates of the package; every value is escaped, an unknown one is an error."""
    templates = Environment(
        loader=PackageLoader(__name__.rpartition(".")[0], "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "when": words.when,
        "prop": words.prop,
        "element": words.element,
        "basis": words.basis,
        "reading": words.reading,
        "kind": words.kind,
        "value": words.value,
        "quoted": words.quoted,
        "capital": words.capital,
        "did": words.did,
        "law": words.law,
        "counted": counted,
        "independence": independence_words,
        "outcome": lambda outcome: OUTCOMES[Outcome(outcome)],
        "checked": words.checked,
        "link": _link,
        "deciding_first": deciding_first,
    }
    return templates


def _link(url: str | None) -> str | None:
    """Return an address if it may be a link: a web address, since a source might be given as `javascript:`."""
    return url if url and re.match(r"https?://", url) else None


def _cited(case: Case, text: str | None) -> Markup:
    """Return a sentence in which the id of a report reads as its publisher and leads to the source."""
    parts = re.split(r"(report:[\w.-]*\w)(?:#[\w-]+)?", text or "")
    linked = Markup("")
    for n, part in enumerate(parts):
        number = case.number(part) if n % 2 else None
        if number is None:
            linked += part
        else:
            link = Markup('{0} <a class="cite" href="#source-{1}">[<span class="unseen">source </span>{1}]</a>')
            linked += link.format(case.publisher(part), number)
    return linked


@cache
def static(name: str) -> str:
    """Return a file that is set into the page as it is."""
    # A carriage return would be read as a line feed by the browser, and the hash would not match.
    return files(__name__.rpartition(".")[0]).joinpath("static", name).read_text(encoding="utf-8").replace("\r\n", "\n")
