"""Checks a search certificate: its own digest, the editions in a graph, and the answer, asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from ...graph.store import Graph
from ...schema.errors import SanctionsGraphError
from ..results.answer import Answer, text_of
from ..results.unequal import unequal
from .asking import answer_to
from .certificate import CertifiedEdition, SearchCertificate, editions_known, read_certificate

#: Differences that are shown.
MOST = 20
#: What an answer says of the moment at which it was asked.
_MOMENTS = {"watch": {"at"}}


@dataclass(frozen=True)
class CertificateDifference:
    """A part of a certificate that does not hold, and why."""

    place: str
    problem: str


@dataclass(frozen=True, repr=False)
class CertificateCheck(Answer):
    """What a check came to. `intact`: the file is as it was written; `asked_again`: the answer was compared."""

    name_of_result: ClassVar[str] = "verify"
    columns: ClassVar[Sequence[str]] = ("place", "problem")

    file: str
    command: str
    as_of: str
    at: str
    editions: int
    intact: bool
    asked_again: bool
    differences: tuple[CertificateDifference, ...]

    @property
    def verified(self) -> bool:
        """Whether the file is as it was written, the graph has the same editions, and gives the same answer."""
        return self.intact and self.asked_again and not self.differences

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each difference."""
        return [vars(difference) for difference in self.differences]


def is_certificate(path: str | Path) -> bool:
    """Whether a file begins as JSON does: a certificate, and no portable case."""
    try:
        with Path(path).open("rb") as file:
            return file.read(64).lstrip().startswith(b"{")
    except OSError:
        return False


def check_certificate(path: str | Path, graph: Graph) -> CertificateCheck:
    """Check a certificate against a graph that holds the editions that it names, on any engine.

    Raises InputError for what is no certificate.
    """
    certificate, text = read_certificate(path)
    intact = certificate.to_json() == text
    differences = [] if intact else [CertificateDifference("the file", "is not as it was written: the digest differs")]
    of_editions = [*_editions(certificate.editions, editions_known(graph, certificate.asked.as_of))]
    of_answer = [*islice(_answers(certificate, graph), MOST)]
    asked_again = not any(difference.place == "asked" for difference in of_answer)
    return CertificateCheck(
        str(path),
        certificate.asked.command,
        certificate.asked.as_of,
        certificate.at,
        len(certificate.editions),
        intact,
        asked_again,
        (*differences, *of_editions[:MOST], *of_answer),
    )


def _editions(
    certified: Sequence[CertifiedEdition], there: Sequence[CertifiedEdition]
) -> Iterator[CertificateDifference]:
    in_graph = {edition.id: edition for edition in there}
    for edition in certified:
        now = in_graph.pop(edition.id, None)
        if now is None:
            yield CertificateDifference(edition.id, "the graph does not hold this edition: load it")
        elif now.digest != edition.digest:
            yield CertificateDifference(edition.id, "the graph holds this edition with other contents")
    for id_ in in_graph:
        yield CertificateDifference(id_, "the graph holds this edition too, which the certificate does not name")


def _answers(certificate: SearchCertificate, graph: Graph) -> Iterator[CertificateDifference]:
    """Yield where the answer that the graph gives now differs from the one in the certificate."""
    try:
        again = json.loads(json.dumps(answer_to(graph, certificate.asked).to_dict()))
    except (SanctionsGraphError, AttributeError) as error:
        yield CertificateDifference("asked", f"the graph does not answer it: {error}")
        return
    for place, before, now in unequal(certificate.answered, again):
        if place not in _MOMENTS.get(certificate.asked.command, ()):
            yield CertificateDifference(f"answered.{place}", f"is {before!r:.80}; the graph answers {now!r:.80}")


@text_of.register
def _(answer: CertificateCheck, width: int) -> str:
    head = f"{answer.file}: {answer.command}, asked at {answer.at}, as known on {answer.as_of}"
    if answer.verified:
        editions = f"{answer.editions} edition{'' if answer.editions == 1 else 's'}"
        return f"{head}\nverified: the file is as it was written, and of the same {editions} the answer is the same"
    return "\n".join([head, "NOT verified:", *(f"  {one.place}: {one.problem}" for one in answer.differences)])
