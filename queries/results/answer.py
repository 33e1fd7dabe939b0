"""What every answer can do: show itself, become JSON, rows, a DataFrame."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any, ClassVar, get_args, get_origin, get_type_hints

from .result import Result

if TYPE_CHECKING:
    import pandas
    import polars

#: Columns of text that an answer is wrapped to where nothing else is asked for.
WIDTH = 100


@dataclass(frozen=True)
class Answer:
    """An answer with typed fields.

    `str()` gives the text that the command line prints; a notebook shows the same with the addresses of sources as
    links, or a table where the answer has no text of its own. A subclass is a frozen dataclass with `repr=False`, sets
    `columns`, and overrides `rows`; it registers its text with `text_of`.
    """

    #: Name of the answer as a result, and the columns of its rows.
    name_of_result: ClassVar[str]
    columns: ClassVar[Sequence[str]]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return the answer as flat rows with the keys of `columns`, as `--format csv` prints them."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values for JSON: fields become keys, tuples lists, terms text."""
        model: type = type(self)
        return {key: plain(getattr(self, name)) for key, name in _members(model)}

    @classmethod
    def json_schema(cls) -> Mapping[str, Any]:
        """Return the JSON Schema of what `to_dict` gives."""
        from pydantic import TypeAdapter

        schema = TypeAdapter(cls).json_schema(mode="serialization")
        objects = {cls.__name__: schema, **schema.get("$defs", {})}
        for model in _models_in(cls, set()):
            keys = {f.name: field_key(f.metadata, f.name) for f in fields(model)}
            described = objects[model.__name__]
            described["properties"] = {keys[name]: value for name, value in described["properties"].items()}
            described["required"] = [keys[name] for name in described.get("required", ())]
            for name in getattr(model, "json_properties", ()):
                hint = get_type_hints(getattr(model, name).fget)["return"]
                described["properties"][name] = TypeAdapter(hint).json_schema(mode="serialization")
                described["required"].append(name)
        return schema

    def to_result(self) -> Result:
        """Return the rows as a Result, without Cypher of their own."""
        rows = [{column: plain(row.get(column)) for column in self.columns} for row in self.rows()]
        return Result(self.name_of_result, list(self.columns), rows, "")

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame. Needs the extra `pandas`."""
        return self.to_result().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a polars DataFrame. Needs the extra `polars`."""
        return self.to_result().to_polars()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the rows to whatever reads Arrow (pandas, polars, DuckDB) without a copy. Needs the extra `polars`."""
        return self.to_result().__arrow_c_stream__(requested_schema)

    def to_text(self, width: int = WIDTH) -> str:
        """Return the text that the command line prints, wrapped to `width` columns."""
        return text_of(self, width)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        """Return the first line of the text; the fields of an answer can be thousands."""
        return f"<{type(self).__name__}: {self.to_text().partition(chr(10))[0]}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        if text_of.dispatch(type(self)) is text_of.dispatch(object):
            return self.to_result()._repr_html_()
        return as_html(str(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print the text in a notebook or shell without HTML."""
        printer.text(str(self))


#: Types whose values are plain as they are.
_ATOMS = frozenset({str, int, float, bool, type(None)})


@singledispatch
def text_of(answer: object, width: int) -> str:
    """Return an answer as text. Each answer type registers its own; the default is a table of its rows."""
    return str(answer.to_result()) if isinstance(answer, Answer) else repr(answer)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: dataclasses as objects, tuples and sets as lists, enum members as their values."""
    if type(value) in _ATOMS:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, str | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(getattr(value, name)) for key, name in _members(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return [plain(item) for item in value]


def field_key(metadata: Mapping[str, Any], name: str) -> str:
    """Return the JSON key of a dataclass field: its metadata `key` where Python reserves the word, else its name."""
    return str(metadata.get("key", name))


@cache
def _members(model: type) -> tuple[tuple[str, str], ...]:
    """Return the JSON keys of a dataclass with the attributes behind them.

    These are its fields, and the properties that its class variable `json_properties` names: worked out when asked for.
    """
    members = [(field_key(f.metadata, f.name), f.name) for f in fields(model)]
    return (*members, *((name, name) for name in getattr(model, "json_properties", ())))


@cache
def json_keys(model: type, depth: int = 9) -> str:
    """Return the JSON keys of a dataclass in order, the keys of nested objects in brackets, to so many levels."""
    return ", ".join(_keys_of(model, (), depth))


def _keys_of(model: type, above: tuple[type, ...], depth: int) -> list[str]:
    hints = get_type_hints(model)
    keys = []
    for key, name in _members(model):
        inner = next((t for t in _types_in(hints.get(name)) if is_dataclass(t) and t not in (*above, model)), None)
        below = _keys_of(inner, (*above, model), depth - 1) if isinstance(inner, type) and depth > 1 else ()
        nested = f" ({', '.join(below)})" if below else ""
        keys.append(key + nested)
    return keys


def _models_in(model: type, above: set[type]) -> set[type]:
    """Return a dataclass and those that its fields hold, directly or not."""
    above |= {model}
    for hint in get_type_hints(model).values():
        for inner in _types_in(hint):
            if is_dataclass(inner) and isinstance(inner, type) and inner not in above:
                _models_in(inner, above)
    return above


def _types_in(hint: Any) -> list[Any]:
    """Return the types that an annotation is made of, inside containers and unions too."""
    return [hint] if get_origin(hint) is None else [t for arg in get_args(hint) for t in _types_in(arg)]


def as_html(text: str) -> str:
    """Return a text as HTML: everything escaped, web addresses as links."""
    from html import escape

    parts = re.split(r"(https?://[^\s<>\"]+)", text)
    shown = (
        f'<a href="{escape(part)}" rel="noreferrer">{escape(part)}</a>' if n % 2 else escape(part)
        for n, part in enumerate(parts)
    )
    return f'<pre style="white-space: pre-wrap">{"".join(shown)}</pre>'
