"""The picture of the three storeys, enforced: arrows only downward, each third-party library in one place."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RECORDS = tuple(f"storage/{name}records.py" for name in ("", "assignment_", "formal_", "planning_", "post_", "watch_"))
STOREYS = {"bot": 2, "commands": 1, "storage": 0}

PLACES = {
    "nio": ("bot/matrix/", "bot/demo/"),
    "vodozemac": ("bot/matrix/",),
    "Crypto": ("bot/matrix/",),
    "peewee": ("bot/matrix/",),
    "unpaddedbase64": ("bot/matrix/",),
    "aiohttp": ("bot/",),
    "pyrage": ("bot/backup/sealed.py",),
    "apscheduler": ("bot/alarm.py",),
    "sqlalchemy": ("storage/", "commands/", "bot/"),
    "alembic": ("storage/",),
    "pydantic": ("bot/config.py", "bot/town_calendar.py", "bot/matrix/", "commands/stimuli.py"),
    "dateparser": ("commands/dates/fallback.py",),
    "dateutil": ("commands/dates/",),
    "holidays": ("commands/dates/days_off.py",),
    "docx": ("commands/documents/",),
    "icalendar": ("commands/documents/",),
    "xlsxwriter": ("commands/documents/assignment_table.py",),
    "babel": ("commands/texts/voice.py", "commands/dates/wording.py"),
}
"""Which library may be imported where."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """(path, tree) of each module of the three storeys."""
    for storey in STOREYS:
        for path in sorted((ROOT / storey).rglob("*.py")):
            if "versions" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """The full names of all modules that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


MODULES = dict(modules())


def test_no_storey_imports_one_above_it() -> None:
    """bot -> commands -> storage, never upward."""
    climbing = [
        (path, name)
        for path, tree in MODULES.items()
        for name in imported(tree)
        if STOREYS.get(name.split(".")[0], -1) > STOREYS[path.split("/")[0]]
    ]
    assert climbing == []


def test_rules_and_records_are_pure() -> None:
    """They import the standard library and each other, nothing else; no clock either."""
    pure = {path: tree for path, tree in MODULES.items() if "/rules/" in path or path in RECORDS}
    assert len(pure) > 5
    allowed = ("commands.rules", *(path.removesuffix(".py").replace("/", ".") for path in RECORDS))
    wrong = [
        (path, name)
        for path, tree in pure.items()
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(allowed) and name != "storage"
    ]
    assert wrong == []


def test_each_library_is_imported_in_its_place() -> None:
    """A library that is replaced one day is replaced in one place."""
    ours = set(STOREYS)
    wrong = []
    for path, tree in MODULES.items():
        for library in {name.split(".")[0] for name in imported(tree)} - ours - set(sys.stdlib_module_names):
            if not path.startswith(PLACES.get(library, ())):
                wrong.append((path, library))
    assert wrong == []


def _is_feature(tree: ast.Module) -> bool:
    """Whether a module declares commands or duties: it has a `part`."""
    assigned = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return any(isinstance(target, ast.Name) and target.id == "part" for target in assigned)


def test_features_do_not_import_each_other() -> None:
    """What two features share has a module of its own."""
    names = {path.removesuffix(".py").replace("/", "."): path for path, tree in MODULES.items() if _is_feature(tree)}
    assert len(names) > 20
    wrong = [
        (path, name) for own, path in names.items() for name in imported(MODULES[path]) if name in names.keys() - {own}
    ]
    assert wrong == []


@pytest.mark.parametrize("storey", ["commands", "storage"])
def test_below_bot_nobody_asks_what_time_it_is(storey: str) -> None:
    """`now` is an argument."""
    clocks = {"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter"}
    written = (ROOT / storey).rglob("versions/*.py")
    migrations = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in written}
    asking = [
        (path, node.func.attr)
        for path, tree in (MODULES | migrations).items()
        if path.startswith(storey)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in clocks and isinstance(node.func.value, ast.Name)
        if node.func.value.id in {"datetime", "date", "time"}
    ]
    assert asking == []


def test_packages_hold_a_docstring_and_nothing_else() -> None:
    """No import-time surprises in `__init__.py`."""
    for path, tree in MODULES.items():
        if path.endswith("__init__.py"):
            assert len(tree.body) == 1, path
            assert ast.get_docstring(tree), path
