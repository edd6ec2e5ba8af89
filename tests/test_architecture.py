"""The plan of the house: imports run downwards, without circles, and nothing grows too big to be read at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from house import PACKAGE, modules, name_of, parse

FLOORS = (
    ("errors", "resources", "span", "version"),
    ("files",),
    ("chinese",),
    ("tree",),
    ("collection", "style"),
    ("transforms",),
    ("recovery",),
    ("corrections",),
    ("formats",),
    ("containers",),
    ("sources",),
    ("check", "review"),
    ("production",),
    ("compilation",),
    ("api",),
    ("",),
    ("cli",),
    ("__main__", "_huozi"),
)
"""Packages and modules from the ground up; each imports from its own floor only itself, else what lies below.

The empty name is `convert/__init__.py`, which re-exports the face.
"""

LINES, FUNCTION, METHODS, ALL_METHODS = 400, 40, 15, 25
"""The most lines of a file, lines of a function without its docstring, and methods of a class: public ones, and all."""

TESTS = Path(__file__).parent


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, at its top or inside a function."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "convert":
            for alias in node.names:
                deeper = PACKAGE.parent / node.module.replace(".", "/") / alias.name
                whole = deeper.with_suffix(".py").is_file() or (deeper / "__init__.py").is_file()
                yield f"{node.module}.{alias.name}" if whole else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "convert")


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room(module) in rooms)


def test_every_room_has_its_floor():
    assert {room(name_of(path)) for path in modules()} == {room for rooms in FLOORS for room in rooms}


def test_no_import_runs_up():
    up = [f"{name_of(path)} -> {target}" for path in modules() for target in imports(path)
          if room(target) != room(name_of(path)) and floor(target) >= floor(name_of(path))]
    assert up == []


def test_no_imports_go_in_a_circle():
    graph = {name_of(path): set(imports(path)) - {name_of(path)} for path in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_only_the_face_and_the_command_line_import_the_face():
    inside = [name_of(path) for path in modules() if "convert.api" in imports(path)]
    assert set(inside) <= {"convert"}


def test_no_file_is_too_long():
    lines = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {name: count for name, count in lines.items() if count > LINES} == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without decorators and docstring."""
    doc = function.body[0] if ast.get_docstring(function) is not None else None
    spared = (doc.end_lineno or 0) - doc.lineno + 1 if doc is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - spared


def test_no_function_is_too_long():
    long = [f"{name_of(path)}.{each.name}: {length(each)}" for path in modules() for each in functions(path)
            if length(each) > FUNCTION]
    assert long == []


def methods(node: ast.ClassDef) -> list[str]:
    return [each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_class_has_too_many_public_methods():
    large = []
    for path in modules():
        for node in (node for node in ast.walk(parse(path)) if isinstance(node, ast.ClassDef)):
            public = [name for name in methods(node) if not name.startswith("_")]
            if len(public) > METHODS or len(methods(node)) > ALL_METHODS:
                large.append(f"{name_of(path)}.{node.name}: {len(public)} of {len(methods(node))}")
    assert large == []


def named(docstring: str) -> set[str]:
    """The modules that a docstring lists: a line begins with one or several, then two spaces and what they are."""
    rows = re.findall(r"^ *(\w+(?: \w+)*)  +\S", docstring, re.MULTILINE)
    return {name for row in rows for name in row.split()}


@pytest.mark.parametrize("package", sorted({path.parent for path in modules()}), ids=lambda path: path.name)
def test_the_docstring_of_a_package_lists_its_modules(package: Path) -> None:
    inside = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/*.py")}
    listed = named(ast.get_docstring(parse(package / "__init__.py")) or "")
    assert listed == {name for name in inside if not name.startswith("_")}


def test_no_test_needs_another_test() -> None:
    """What tests share lies in modules of their own: trees, docx_files, pdf_files …"""
    found = [f"{path.name}: {match[0]}" for path in TESTS.rglob("*.py")
             for match in re.finditer(r"\b(?:import|from) test_\w+", path.read_text(encoding="utf-8"))]
    assert found == []
