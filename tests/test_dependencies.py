"""What Huozi stands on: what is declared is used where it is said to be, what is used is declared, by public names."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from house import parse

ROOT = Path(__file__).parents[1]

LOADERS = frozenset({"find_spec", "import_module", "importorskip"})
"""Functions whose first argument names a module."""

OURS = ("", "woff2", "dask", "parquet", "warc", "remote")
"""The extras whose packages the program itself imports."""

FOLDERS = {**dict.fromkeys(OURS, "convert"), "bench": "tests", "fonts": "fonts", "learn": "tests",
           "test": "tests"}
"""Extra → the folder whose files import what it declares; the empty name is that of the dependencies themselves."""

PROGRAMS = {"coverage": 'bin/coverage" report', "mypy": "bin/mypy", "pytest-xdist": "-n2", "ruff": "bin/ruff"}
"""What is run and not imported → the words by which `.ci/run` runs it."""

STUBS = {"types-lxml": "lxml", "types-pyyaml": "yaml", "types-reportlab": "reportlab"}
"""Distributions of types → what they describe."""

PUBLIC = frozenset({"_replace", "_asdict", "_Element", "_ElementTree", "_Comment", "_ProcessingInstruction", "_Attrib",
                    "_Hash"})
"""Names with an underscore that are not private: of named tuples, and types that have no other name."""


@cache
def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared() -> dict[str, list[str]]:
    """Extra → its requirements as they are printed; the empty name is that of the dependencies themselves."""
    return {"": settings()["project"]["dependencies"], **settings()["project"]["optional-dependencies"]}


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower()


PAIRS = [(extra, name_of(requirement)) for extra, requirements in declared().items() for requirement in requirements]


distributions_of = cache(packages_distributions)
"""Top-level module → the distributions that install it."""


@cache
def modules_of(name: str) -> frozenset[str]:
    """The top-level modules of a distribution; its own name where it is not installed."""
    normal = re.sub(r"[-_.]+", "-", name)
    found = {module for module, names in distributions_of().items()
             if normal in {re.sub(r"[-_.]+", "-", other.lower()) for other in names}}
    return frozenset(found or {name})


def imports(path: Path) -> Iterator[str]:
    """The top-level modules that a file imports or asks for by name."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in LOADERS and isinstance(node.args[0].value, str):
                yield node.args[0].value.split(".")[0]


@cache
def imported(folder: str) -> frozenset[str]:
    return frozenset(module for path in (ROOT / folder).rglob("*.py") for module in imports(path))


@pytest.mark.parametrize(("extra", "name"), PAIRS)
def test_each_declared_package_is_used(extra: str, name: str) -> None:
    if name in PROGRAMS:
        assert PROGRAMS[name] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    elif name in STUBS:
        assert STUBS[name] in imported("convert")
    else:
        assert modules_of(name) & imported(FOLDERS[extra])


def test_each_package_that_is_used_is_declared() -> None:
    for extras, folder in ((OURS, "convert"), ((*OURS, "test", "bench"), "tests")):
        known = {module for extra in extras for line in declared()[extra] for module in modules_of(name_of(line))}
        own = {path.stem for path in (ROOT / "tests").rglob("*.py")} | {"bench", "convert", "huozi", "validators"}
        assert sorted(imported(folder) - known - own - sys.stdlib_module_names) == []


def test_each_declared_package_has_a_floor_and_is_declared_once() -> None:
    for requirements in declared().values():
        others = [line for line in requirements if not line.startswith("huozi[")]
        assert [line for line in others if not re.fullmatch(r"[\w.-]+>=[\d.]+(,<[\d.]+)?", line)] == []
        assert len({name_of(line) for line in others}) == len(others)


def test_what_builds_the_wheel_is_what_the_tests_build_it_with() -> None:
    assert set(settings()["build-system"]["requires"]) <= set(declared()["test"])


def test_no_private_name_of_another_package_is_used() -> None:
    """A private name is one that begins with an underscore; all that are used are defined in this package."""
    defined: set[str] = set(PUBLIC)
    used: list[tuple[str, str]] = []
    for path in (ROOT / "convert").rglob("*.py"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                defined.add(node.id)
            elif isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr, re.IGNORECASE):
                own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                if own and isinstance(node.ctx, ast.Store):
                    defined.add(node.attr)
                else:
                    used.append((node.attr, path.name))
            elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("convert"):
                used += [(alias.name, path.name) for alias in node.names if re.match(r"_[a-z]", alias.name)]
    assert sorted(f"{file}: {name}" for name, file in used if name not in defined) == []
