"""Change the code in one place at a time, and see whether a test notices: `make mutate`.

    python tools/mutate.py assessment evidence --sample 200

A mutant is a module with one change of its syntax tree: a comparison at its boundary or turned round, `and` for `or`, a
condition less, a `not` less, a number one more, a truth value turned, min for max, nothing returned, a statement
left out. First the tests of a room are run once, noting which lines each runs; those on the real input files are left
out. Each mutant then runs the tests that run its line, the quickest first, in a fork of a process that has collected
them, with the changed functions in place of the right ones. Equivalent mutants, which no test can notice, are listed in
`mutate_equivalents.txt` with the reason. More than 5 in 100 of the rest surviving is a failure. The clauses of the
catalogue's Cypher are mutated by a test of their own, test_clauses.py.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENTS = Path(__file__).with_name("mutate_equivalents.txt")
FOLDER = ROOT / ".mutate"
#: Seconds of the processor that the tests of one mutant may take beyond four times what they take without it, before
#: it counts as noticed: it may loop.
LIMIT = 30
#: How much longer it may take by the clock: another program may have the processor.
PATIENCE = 20
#: Surviving mutants in a hundred that are let pass.
ALLOWED = 0.05
#: The modules of each room, and the tests that are to notice a change in them.
ROOMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "assessment": ("queries/assessment", ("tests/queries/assessment", "tests/queries/test_one_owner.py")),
    "evidence": ("queries/evidence", ("tests/queries/evidence", "tests/queries/assessment", "tests/queries/trace")),
    "editions": ("graph/editions", ("tests/graph/editions", "tests/loaders/ftm", "tests/queries/timeline")),
    "catalogue": ("queries/catalogue", ("tests/queries/catalogue",)),
    "trace": ("queries/trace", ("tests/queries/trace",)),
    "timeline": ("queries/timeline", ("tests/queries/timeline",)),
    "screening": ("queries/screening", ("tests/queries/screening",)),
    "identity": ("graph/identity", ("tests/graph/identity", "tests/graph/editions")),
    "un": ("loaders/un", ("tests/loaders/un", "tests/loaders/test_births.py")),
    "ofac": ("loaders/ofac", ("tests/loaders/ofac",)),
    "uk": ("loaders/uk", ("tests/loaders/uk",)),
}
#: Rooms whose changes may be seen in what is loaded: their tests load the shipped case themselves.
LOADING = {"editions", "identity", "un", "ofac", "uk"}
BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is},
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr},
}
#: The modules that a change may reach: they are imported anew where one is changed that runs at import.
OWN = ("sanctionsgraph", "tests", "helpers", "conftest")
#: Conditions that have no operator of their own to change.
PLAIN = ast.Name | ast.Call | ast.Attribute | ast.NamedExpr
UNTOUCHED = ("lru_cache", "cast", "TypeVar", "field")
OPTIONS_OF_CLASSES = ("strict", "slots", "frozen", "stacklevel", "kw_only")
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: of which module, where, and the code before and after."""

    path: str
    line: int
    function: str
    before: str
    after: str
    #: Whether it is in a function; what is not is run at import, for every test.
    inside: bool

    @property
    def key(self) -> str:
        """What names it in the list of equivalents: stable when lines move."""
        return f"{self.path} | {self.function} | {self.before} -> {self.after}"

    @property
    def place(self) -> str:
        """Its file and line."""
        return f"{self.path}:{self.line}"


def mutants(path: Path) -> list[tuple[Mutant, ast.Module]]:
    """Every mutant of a module, with its tree."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    sites = list(_sites(tree))
    made = []
    for index, function, inside in sites:
        for option in range(len(list(_changes(_at(tree, index))))):
            changed = copy.deepcopy(tree)
            node = _at(changed, index)
            before = ast.unparse(node)
            replacement = list(_changes(node))[option]
            _replace(changed, node, replacement)
            after = ast.unparse(replacement)
            line = (node.target if isinstance(node, ast.comprehension) else node).lineno  # type: ignore[attr-defined]
            name = str(path.relative_to(ROOT))
            made.append((Mutant(name, line, function, _short(before), _short(after), inside), changed))
    return made


def _short(code: str) -> str:
    text = " ".join(code.split())
    return text if len(text) <= 100 else f"{text[:60]} … {text[-38:]}"


def _at(tree: ast.Module, index: int) -> ast.AST:
    for number, node in enumerate(ast.walk(tree)):
        if number == index:
            return node
    raise IndexError(index)


def _sites(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """The positions in `ast.walk` of the nodes that can be changed, with the function or class that they are in."""
    inside, barred = _functions(tree), _barred(tree)
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))
    running = {id(inner) for function in functions for inner in ast.walk(function)}
    for index, node in enumerate(ast.walk(tree)):
        if id(node) not in barred and inside.get(id(node)) is not None and any(True for _ in _changes(node)):
            yield index, inside[id(node)], id(node) in running


def _functions(tree: ast.Module) -> dict[int, str]:
    """By id of a node, the function or class that it is in; module level is ``."""
    found: dict[int, str] = {}

    def note(node: ast.AST, name: str) -> None:
        found[id(node)] = name
        for child in ast.iter_child_nodes(node):
            own = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            note(child, f"{name}.{child.name}".lstrip(".") if own else name)

    note(tree, "")
    return found


def _barred(tree: ast.Module) -> set[int]:
    """What is no code that runs, or of which no change says anything: annotations, decorators, messages."""
    barred: set[int] = set()

    def bar(node: ast.AST | None) -> None:
        if node is not None:
            barred.update(id(inner) for inner in ast.walk(node))

    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            bar(node.returns)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                bar(decorator)
        if isinstance(node, ast.arg | ast.AnnAssign):
            bar(node.annotation)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            bar(node)
        elif isinstance(node, ast.Raise) and node.exc is not None:
            bar(node.exc)
        elif (isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("_log.", "log.", "logger."))) or (
            isinstance(node, ast.Call) and ast.unparse(node.func) in UNTOUCHED
        ):
            bar(node)
        elif isinstance(node, ast.keyword) and node.arg in OPTIONS_OF_CLASSES:
            bar(node.value)
    return barred


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Each change of a node, as a new node."""
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[n] = BOUNDARY[type(op)]()
            yield changed
    elif isinstance(node, ast.BoolOp):
        changed = copy.deepcopy(node)
        changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield changed
        for n in range(len(node.values)):
            rest = [copy.deepcopy(value) for m, value in enumerate(node.values) if m != n]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(copy.deepcopy(node.op), rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _text(node):
        yield ast.BinOp(copy.deepcopy(node.left), ARITHMETIC[type(node.op)](), copy.deepcopy(node.right))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and isinstance(
        node.test, ast.Name | ast.Call | ast.Attribute
    ):
        changed_if = copy.deepcopy(node)
        changed_if.test = ast.UnaryOp(ast.Not(), changed_if.test)
        yield changed_if
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            changed_comprehension = copy.deepcopy(node)
            del changed_comprehension.ifs[n]
            yield changed_comprehension
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        called = copy.deepcopy(node)
        called.func = ast.Name(CALLS[node.func.id], ast.Load())
        yield called
    elif isinstance(node, ast.Return) and node.value is not None and not _nothing(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Raise | ast.AugAssign | ast.Continue | ast.Break) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()


def _text(node: ast.BinOp) -> bool:
    return any(isinstance(side, ast.Constant | ast.JoinedStr) and not _number(side) for side in (node.left, node.right))


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                for n, item in enumerate(value):
                    if item is old:
                        value[n] = new
    ast.copy_location(new, old)
    ast.fix_missing_locations(tree)


# -- the tests that run a line -----------------------------------------------------------------------


class Lines:
    """A plugin of pytest: which lines of some modules each test runs, and how long it takes."""

    def __init__(self, folder: str) -> None:
        self._folder = f"{ROOT}/{folder}/"
        self.of_test: dict[str, set[tuple[str, int]]] = {}
        self.of_module: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.seconds: Counter[str] = Counter()
        #: What is run while modules are imported: a change in it shows in every test.
        self.at_import: set[tuple[str, int]] = set()
        self._now = self.at_import
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        path = frame.f_code.co_filename
        if not path.startswith(self._folder):
            return None
        name = path[len(str(ROOT)) + 1 :]
        now = self._now
        now.add((name, frame.f_lineno))

        def lines(frame: FrameType, event: str, _: Any) -> Any:
            if event == "line":
                now.add((name, frame.f_lineno))
            return lines

        return lines

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [item for item in items if "shared" not in item.fixturenames]

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)

    def pytest_runtest_setup(self, item: Any) -> None:
        self._now = self.of_module[item.nodeid.partition("::")[0]]
        sys.settrace(self._trace)

    def pytest_runtest_call(self, item: Any) -> None:
        self._now = self.of_test.setdefault(item.nodeid, set())
        sys.settrace(self._trace)

    def pytest_runtest_teardown(self, item: Any) -> None:
        sys.settrace(None)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] = report.duration
            if not report.passed:
                self.of_test.pop(report.nodeid, None)


OPTIONS = [
    "-q",
    "-m",
    "not neo4j and not shared",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--no-header",
    "-W",
    "ignore",
]


def traced(folder: str, tests: tuple[str, ...]) -> dict[str, Any]:
    """Run the tests of a room once; by test, its lines and seconds."""
    import pytest

    plugin = Lines(folder)
    pytest.main([*OPTIONS, *tests], plugins=[plugin])
    tests_of_line: dict[str, list[str]] = defaultdict(list)
    for test, lines in plugin.of_test.items():
        for name, line in lines | plugin.of_module[test.partition("::")[0]]:
            tests_of_line[f"{name}:{line}"].append(test)
    for tests_there in tests_of_line.values():
        tests_there.sort(key=lambda test: plugin.seconds[test])
    loaded = sorted({name for name in sys.modules if not name.startswith((*OWN, "__"))})
    at_import = [f"{name}:{line}" for name, line in plugin.at_import]
    every = sorted(plugin.of_test, key=lambda test: plugin.seconds[test])
    seconds = {test: plugin.seconds[test] for test in every}
    return {"tests": tests_of_line, "all": every, "import": at_import, "modules": loaded, "seconds": seconds}


def in_a_child(work: Any, limit: float) -> Any:
    """Return what `work` gives in a fork of this process, as JSON; None where it ends otherwise or takes too long.

    `limit` is in seconds of the processor.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit)))
            os.close(reading)
            os.setpgid(0, 0)
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 1)
            os.dup2(devnull, 2)
            body = json.dumps(work()).encode()
            with os.fdopen(writing, "wb") as out:
                out.write(body)
        finally:
            os._exit(0)
    os.close(writing)
    end = time.monotonic() + limit * PATIENCE
    parts = []
    import select

    with os.fdopen(reading, "rb") as pipe:
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                break
            if not (part := os.read(pipe.fileno(), 1 << 20)):
                break
            parts.append(part)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(b"".join(parts)) if parts else None


def module_of(path: str) -> str:
    """Return the name of the module in a file of the package."""
    return "sanctionsgraph." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Changed(importlib.abc.MetaPathFinder, SourceFileLoader):
    """Finds one module of the package, as a changed tree."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self._name = module_of(path)
        self._tree = tree
        super().__init__(self._name, str(ROOT / path))

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """The changed module; nothing for another name."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self._name else None

    def get_code(self, fullname: str) -> CodeType:
        """The code of the changed tree."""
        return compile(self._tree, self.path, "exec")


def swap(path: str, tree: ast.Module) -> None:
    """Give the functions of an imported module the code of the changed tree."""
    code: dict[tuple[str, int], CodeType] = {}

    def note(part: CodeType) -> None:
        code[part.co_qualname, part.co_firstlineno] = part
        for inner in part.co_consts:
            if isinstance(inner, CodeType):
                note(inner)

    note(compile(tree, str(ROOT / path), "exec"))
    # Some are imported only when they are used.
    importlib.import_module(module_of(path))
    # The tests freeze what is there when they are collected, which hides it from `get_objects`.
    gc.unfreeze()
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(ROOT / path):
            now = code.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if now is not None and now.co_freevars == function.__code__.co_freevars:
                function.__code__ = now


def noticed(mutant: Mutant, tree: ast.Module, tests: list[str], seconds: float) -> bool:
    """Whether one of the tests fails where a module is imported with a change; without it they take `seconds`."""

    def run() -> int:
        import pytest

        for name in [name for name in sys.modules if name.startswith(OWN)]:
            del sys.modules[name]
        sys.meta_path.insert(0, Changed(mutant.path, tree))
        return int(pytest.main([*OPTIONS, "-x", *tests]))

    return in_a_child(run, LIMIT + 4 * seconds) != 0


class Trying:
    """A plugin of pytest: when the tests are collected, each mutant runs its own in a fork, until one fails."""

    def __init__(self, room: Room, chosen: list[tuple[Mutant, ast.Module]]) -> None:
        self._room, self._chosen = room, chosen

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            os._exit(1)

    def pytest_runtestloop(self, session: Any) -> bool:
        items = {item.nodeid: item for item in session.items}
        for mutant, tree in self._chosen:
            tests = [items[test] for test in self._room.tests_of(mutant) if test in items]
            self._room.note(mutant, bool(tests) and self._noticed(mutant, tree, tests, session), tests)
        return True

    def _noticed(self, mutant: Mutant, tree: ast.Module, tests: list[Any], session: Any) -> bool:
        def run() -> int:
            swap(mutant.path, tree)
            for test, following in zip(tests, [*tests[1:], None], strict=True):
                session.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
            return 0

        seconds = self._room.seconds_of([test.nodeid for test in tests])
        return in_a_child(run, LIMIT + 4 * seconds) != 0


def equivalents() -> dict[str, str]:
    """The mutants that no test can notice, with the reason."""
    if not EQUIVALENTS.exists():
        return {}
    lines = [line for line in EQUIVALENTS.read_text(encoding="utf-8").splitlines() if " | because " in line]
    return {key: reason for key, _, reason in (line.partition(" | because ") for line in lines)}


def shipped_case() -> Path:
    """The shipped case in a file, loaded once for all mutants."""
    path = FOLDER / "case.kgl"
    path.unlink(missing_ok=True)
    FOLDER.mkdir(exist_ok=True)

    def load() -> int:
        import sanctionsgraph as sg

        with sg.demo(path):
            return 0

    in_a_child(load, 600)
    return path


class Room:
    """A room whose mutants are tried: which tests run which of its lines, and what came of each mutant."""

    def __init__(self, name: str) -> None:
        self._folder, self._tests = ROOMS[name]
        if name not in LOADING:
            os.environ["SANCTIONSGRAPH_CASE"] = str(shipped_case())
        self._noted = in_a_child(lambda: traced(self._folder, self._tests), 1200)
        if not self._noted or not self._noted["tests"]:
            sys.exit(f"{name}: the tests could not be run without a change; run them first.")
        self.counts: Counter[str] = Counter()

    def at_import(self, mutant: Mutant) -> bool:
        """Whether a change shows when its module is imported."""
        return not mutant.inside or mutant.place in self._noted["import"]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that run its line, the quickest first; of a line that runs at import then all others."""
        tests: list[str] = self._noted["tests"].get(mutant.place, [])
        return [*dict.fromkeys([*tests, *self._noted["all"]])] if self.at_import(mutant) else tests

    def seconds_of(self, tests: list[str]) -> float:
        """Return how long some tests take without a change."""
        return sum(self._noted["seconds"][test] for test in tests)

    def note(self, mutant: Mutant, noticed: bool, tests: list[Any]) -> None:
        """Count a mutant; print one that survives."""
        self.counts["noticed" if noticed else "survived"] += 1
        if not noticed:
            where = f"{'' if tests else '(no test runs it) '}{mutant.place} {mutant.function}"
            print(f"{where}: {mutant.before}  ->  {mutant.after}", flush=True)

    def try_all(self, sample: int | None, seed: int, known: dict[str, str]) -> None:
        """Try all mutants, or a sample, but those that are known to be equivalent."""
        import pytest

        every = [made for path in sorted((ROOT / self._folder).rglob("*.py")) for made in mutants(path)]
        chosen = every if sample is None else random.Random(seed).sample(every, min(sample, len(every)))
        self.counts.update(mutants=len(chosen), of=len(every))
        chosen = [(mutant, tree) for mutant, tree in chosen if mutant.key not in known]
        self.counts["equivalent"] = self.counts["mutants"] - len(chosen)
        for module in self._noted["modules"]:
            try:
                importlib.import_module(module)
            except Exception:
                continue
        for mutant, tree in chosen:
            if self.at_import(mutant):
                tests = self.tests_of(mutant)
                self.note(mutant, noticed(mutant, tree, tests, self.seconds_of(tests)), tests)
        in_functions = [(mutant, tree) for mutant, tree in chosen if not self.at_import(mutant)]
        pytest.main([*OPTIONS, *self._tests], plugins=[Trying(self, in_functions)])


def main() -> None:
    """Try the rooms that are named, or all, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), help=f"of {', '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, help="so many mutants of each room, by chance")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
    known = equivalents()
    table, failed = [], False
    for name in asked.rooms:
        room = Room(name)
        room.try_all(asked.sample, asked.seed, known)
        counts = room.counts
        tried = counts["noticed"] + counts["survived"]
        share = counts["survived"] / tried if tried else 0.0
        failed |= share > ALLOWED
        table.append(
            f"{name:<12} {counts['mutants']:>5} of {counts['of']:<5} {counts['noticed']:>7} "
            f"{counts['equivalent']:>10} {counts['survived']:>8} {share:>7.1%}"
        )
    print(f"\n{'room':<12} {'mutants':>14} {'noticed':>7} {'equivalent':>10} {'survived':>8} {'share':>7}")
    print("\n".join(table))
    sys.exit(failed)


if __name__ == "__main__":
    main()
