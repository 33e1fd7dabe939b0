"""The base of all input forms: what a record of our own files may say, checked as a whole.

A form is a pydantic model, so that editors can use its JSON Schema. Every error of a record is reported at once, in
words that say which key is meant, with its line: an error in one key hides no error in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from ...schema.dates import HalfDate
from ...schema.dates import day as whole_day
from ...schema.errors import ValueInvalid
from ...schema.ids import check_id
from .yaml_text import YamlMapping

#: Numbers as JSON and YAML 1.2 write them; other spellings mean different things to different readers.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_DIGITS = 300
_COUNTED = re.compile(r"[-+]?(?:[.\d][\d.,_' :]*(?:[eE][-+]?\d+)?|0[xXoObB][0-9a-fA-F]+|\.(?:nan|inf|NaN|Inf))\Z")

F = TypeVar("F", bound="Form")
_Rule = Callable[[F], str | None]


def rule(*needs: str) -> Callable[[_Rule[F]], _Rule[F]]:
    """Mark a method as a rule over several keys; it runs where all that it `needs` could be read."""

    def mark(method: _Rule[F]) -> _Rule[F]:
        method.needs = needs  # type: ignore[attr-defined]
        return method

    return mark


def _text(value: object) -> object:
    if isinstance(value, str):
        if not value.strip():
            raise ValueInvalid("is empty")
        return str(value)
    if isinstance(value, bool | int | float):
        raise ValueInvalid(f"{value!r} is not a text: write it in quotes")
    raise ValueInvalid(f"not a text but a {'mapping' if isinstance(value, Mapping) else 'list'}")


def number_of(value: object) -> int | float | None:
    """Return the number that a value without quotes is, as JSON writes numbers; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, str):
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if not getattr(value, "plain", False) or len(value) > _DIGITS or not _NUMBER.match(value):
        return None
    return int(value) if value.removeprefix("-").isdecimal() else float(value)


def _number(value: object) -> object:
    number = number_of(value)
    if number is None:
        raise ValueInvalid(f"{str(value)[:40]!r} is no number: write it as 1000 or 0.5, without quotes or commas")
    return number


def _whole(value: object) -> object:
    number = number_of(value)
    if not isinstance(number, int):
        raise ValueInvalid(f"{str(value)[:40]!r} is no whole number: write it as 12, without quotes or commas")
    return number


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("true", "false") and getattr(value, "plain", True):
        return value == "true"
    raise ValueInvalid(f"{str(value)[:40]!r} is neither true nor false")


def _list(value: object) -> object:
    if not isinstance(value, list):
        raise ValueInvalid("not a list: write it in brackets, [a, b]")
    return value


def _claim_id(value: str) -> str:
    return value if re.fullmatch(r"#[^\s\x00-\x1f]{1,200}", value) else check_id(value)


def _half(value: str) -> str:
    return HalfDate.parse(value).text


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[Text, AfterValidator(check_id)]
#: A whole ISO day; a date as far as its source knows it.
Day = Annotated[Text, AfterValidator(whole_day), WithJsonSchema({"type": "string", "format": "date"})]
Date = Annotated[Text, AfterValidator(_half), WithJsonSchema({"type": ["string", "integer"]})]
Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Texts = Annotated[list[Text], BeforeValidator(_list)]
Ids = Annotated[list[Id], BeforeValidator(_list)]
#: A claim by its full id, or `#id` for one of the same report.
ClaimIds = Annotated[list[Annotated[Text, AfterValidator(_claim_id)]], BeforeValidator(_list)]


@dataclass(frozen=True)
class ClaimValue:
    """A value of a claim: its text as written, and its number where it is one."""

    text: str
    number: float | None

    @property
    def looks_counted(self) -> bool:
        """Whether a text that is no number looks like one: `1,000`, `"73"`, `010`, `0x10`."""
        return self.number is None and _COUNTED.match(self.text) is not None

    @classmethod
    def of(cls, value: object) -> ClaimValue:
        """Read a value. Raises ValueInvalid for a mapping or list."""
        number = number_of(value)
        return cls(str(_text(value)), None if number is None else float(number))


Value = Annotated[ClaimValue, PlainValidator(ClaimValue.of), WithJsonSchema({"type": ["string", "number", "boolean"]})]


class Form(BaseModel):
    """A record of our own files. `called` names it in messages."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    called: ClassVar[str] = "record"

    @model_validator(mode="wrap")
    @classmethod
    def _with_all_errors(cls, data: Any, handler: ModelWrapValidatorHandler[F]) -> F:
        if isinstance(data, Mapping):
            data = {key: value for key, value in data.items() if value is not None or key not in _keys(cls)}
        try:
            form = handler(data)
        except ValidationError as error:
            if not isinstance(data, Mapping):
                raise ValidationError.from_exception_data(cls.__name__, [_custom((), "not a mapping")]) from None
            details = [_detail(cls, detail) for detail in error.errors()]
            broken = {_field(cls, str(detail["loc"][0])) for detail in error.errors() if detail["loc"]}
            details += [_custom((), problem) for problem in _broken_rules(_partial(cls, data), broken)]
        else:
            details = [_custom((), problem) for problem in _broken_rules(form, set())]
            if not details:
                return form
        raise ValidationError.from_exception_data(cls.__name__, details) from None


def _keys(form: type[Form]) -> set[str]:
    return {info.alias or name for name, info in form.model_fields.items()}


def _field(form: type[Form], key: str) -> str:
    return next((name for name, info in form.model_fields.items() if (info.alias or name) == key), key)


def _broken_rules(form: Form, broken: set[str]) -> Iterator[str]:
    for method in _rules(type(form)):
        if not broken.intersection(method.needs):
            try:
                problem = method(form)
            except ValueInvalid as error:
                problem = str(error)
            if problem:
                yield problem


@cache
def _rules(form: type[Form]) -> list[Any]:
    return [getattr(form, name) for name in dir(form) if name.startswith("_rule")]


def _partial(form: type[F], data: Mapping[str, object]) -> F:
    """Return a form with those keys that can be read, so that rules over them are checked too."""
    partial = form.model_construct()
    for name, info in form.model_fields.items():
        value = data.get(info.alias or name)
        partial.__dict__.setdefault(name, None)
        try:
            if value is not None:
                partial.__dict__[name] = _readers(form)[name].validate_python(value)
        except ValidationError:
            partial.__dict__[name] = None
    return partial


@cache
def _readers(form: type[Form]) -> dict[str, TypeAdapter[object]]:
    return {
        name: TypeAdapter[object](Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)  # type: ignore[arg-type]
        for name, info in form.model_fields.items()
    }


def _custom(loc: tuple[int | str, ...], problem: str) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError("form", "{problem}", {"problem": problem}), loc=loc, input=None)


def _detail(form: type[Form], error: Any) -> InitErrorDetails:
    """Return an error of pydantic in our words."""
    loc, kind, value = tuple(error["loc"]), error["type"], error["input"]
    if kind == "form":
        return _custom(loc, error["msg"])
    key = str(loc[-1]) if loc else ""
    if kind == "missing":
        return _custom(loc[:-1], f"`{key}` is missing")
    if kind == "extra_forbidden":
        return _custom(loc, f"unknown key `{key}`{_near(key, _keys(form))}")
    if kind in ("enum", "literal_error"):
        terms = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
        return _custom(loc, f"{str(value)[:40]!r} is none of {', '.join(terms)}{_near(str(value), terms, '')}")
    if kind == "too_short":
        return _custom(loc, "is empty")
    if kind == "list_type":
        return _custom(loc, "not a list")
    if kind in ("model_type", "model_attributes_type", "dict_type", "dataclass_type"):
        return _custom(loc, "not a mapping")
    return _custom(loc, str(error["msg"]).removeprefix("Value error, "))


def _near(word: str, words: Any, fallback: str = " (there are {})") -> str:
    close = get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f": did you mean `{close[0]}`?" if close else fallback.format(", ".join(sorted(words)))


def problems(item: object, error: ValidationError) -> list[str]:
    """Return the errors of a record, one text each: line (where it is not the record's own), key, problem."""
    return list(dict.fromkeys(_problem(item, detail["loc"], detail["msg"]) for detail in error.errors()))


def _problem(item: object, loc: tuple[int | str, ...], message: str) -> str:
    start = line = item.line if isinstance(item, YamlMapping) else None
    steps: list[str] = []
    for step in loc:
        if isinstance(step, int):
            steps.append(f"{steps.pop()} {step + 1}" if steps else str(step + 1))
            item = item[step] if isinstance(item, list) and step < len(item) else None
        else:
            steps.append(step)
            line = item.lines.get(step, line) if isinstance(item, YamlMapping) else line
            item = item.get(step) if isinstance(item, Mapping) else None
        line = item.line if isinstance(item, YamlMapping) else line
    place = f"line {line}: " if line not in (None, start) else ""
    keys = ", ".join(f"`{step}`" for step in steps)
    return f"{place}{keys}: {message}" if keys and not message.startswith("unknown key") else f"{place}{message}"
