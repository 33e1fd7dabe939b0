"""Write the class that has a typed method for each shipped question, so that editors and type checkers complete them.

python -m sanctionsgraph.queries.catalogue.generate           writes shipped_questions.py
python -m sanctionsgraph.queries.catalogue.generate --check   fails where it is stale
"""

from __future__ import annotations

import keyword
import sys
from pathlib import Path

from .question import KINDS, Parameter, Question
from .registry import shipped

TARGET = Path(__file__).resolve().parent / "shipped_questions.py"
_TYPES = dict.fromkeys(KINDS, "str") | {"integer": "int", "date": "DayLike"}
_MODULE_HEAD = '''"""The shipped questions as typed methods. Generated from cypher/*.cypher by `make generate`."""

from __future__ import annotations

from ...schema.dates import DayLike
from ..results.result import Result
from .question_methods import QuestionMethods


class ShippedQuestions(QuestionMethods):
    """Every question of the catalogue; `dir()` lists them."""
'''


def module() -> str:
    """Return the text of the generated module."""
    return _MODULE_HEAD + "".join(_method(question) for question in shipped().values())


def _method(question: Question) -> str:
    passed = "".join(f", {_argument(p)}={_argument(p)}" for p in question.parameters)
    lines = [f'"""{question.question}', ""]
    lines += [f"{_argument(p)}: {p.meaning}. Example: {p.example}" for p in question.parameters]
    lines += ["", f"Columns: {', '.join(question.columns)}.", '"""']
    body = "\n".join(f"        {line}".rstrip() for line in lines)
    return f'\n{_head(question)}\n{body}\n        return self._ask("{question.name}"{passed})\n'


def _head(question: Question) -> str:
    """Return the signature, broken over lines as the formatter does it."""
    arguments = ["self", "*", *(f"{_argument(p)}: {_TYPES[p.kind]}{_default(p)}" for p in question.parameters)]
    name, listed = question.name.replace("-", "_"), ", ".join(arguments)
    whole = f"    def {name}({listed}) -> Result:"
    if len(whole) <= 120:
        return whole
    inner = f"        {listed}" if len(listed) <= 112 else "\n".join(f"        {argument}," for argument in arguments)
    return f"    def {name}(\n{inner}\n    ) -> Result:"


def _argument(parameter: Parameter) -> str:
    return parameter.name + "_" * keyword.iskeyword(parameter.name)


def _default(parameter: Parameter) -> str:
    if parameter.name == "as_of":
        return " | None = None"
    return "" if parameter.default is None else f" = {parameter.default!r}"


def main() -> int:
    """Write the module, or compare it with the questions."""
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(module(), encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != module():
        print(f"{TARGET.name} is stale: run make generate", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
