"""XML files of lists, read as a stream of elements: large ones in little memory, hostile ones refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ...schema.errors import InputError
from .open_file import opened


@dataclass(frozen=True)
class XmlForm:
    """A form of XML: its root, the elements that are streamed, and what to fetch where a file is another one."""

    root: str
    #: Local names of the streamed elements; each is given once it is complete.
    tags: tuple[str, ...]
    remedy: str
    publisher: str
    #: Local names of other roots of the trade, with what they are.
    other_roots: tuple[tuple[str, str], ...] = ()


def xml_elements(path: Path, form: XmlForm) -> Iterator[etree._Element]:
    """Yield the elements of `form.tags`, in file order; each is emptied and let go once the next is asked for.

    Names are taken without their namespace. Entities are not resolved, nothing is fetched, and huge trees are
    refused. Raises InputError for a file that is missing, empty, not well-formed, has another root or declares a
    document type (which is where entity expansion and external files would come in).
    """
    try:
        with opened(path) as file:
            # Only these tags make events: a call for each of the other elements would take as long as the parse.
            events = etree.iterparse(
                file,
                events=("start", "end"),
                tag=[f"{{*}}{tag}" for tag in (form.root, *form.tags)],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            checked = False
            for event, element in events:
                if not checked:
                    checked = True
                    _check_root(path, form, element.getroottree())
                if event == "end" and local_name(element) in form.tags:
                    yield element
                    _let_go(element)
            if not checked:
                _check_root(path, form, events.root.getroottree())
    except etree.XMLSyntaxError as error:
        place = f"{path}:{error.lineno or 1}"
        raise InputError(place, f"not well-formed XML ({' '.join(error.msg.split())})", "Fetch it again.") from error


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def _let_go(element: etree._Element) -> None:
    """Empty an element and drop those before it, else the tree grows with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and len(parent) > 1 and parent[0] is not element:
        del parent[0]


def _check_root(path: Path, form: XmlForm, tree: etree._ElementTree) -> None:
    if tree.docinfo.internalDTD is not None:
        problem = f"a DOCTYPE declaration, which {form.publisher} never writes"
        raise InputError(f"{path}:1", problem, f"Fetch it from {form.publisher}.")
    root = tree.getroot()
    name = local_name(root)
    if name != form.root:
        other = dict(form.other_roots).get(name)
        problem = f"the root is {name}, not {form.root}" + (f": {other}" if other else "")
        raise InputError(f"{path}:{root.sourceline}", problem, form.remedy)
