"""No module of the package spells a list of words: the lexicon has them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import modules, name_of, parse

HAN = re.compile("[\u3400-\u9fff]")
HAN_WORD = re.compile("[\u3400-\u9fff]+")

MOST = 4
"""So many Han words may stand side by side in code."""


def strings(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Every string that is no docstring, holes of f-strings left out."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in told | parts and read(node):
            yield node, read(node)


def read(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(read(value) for value in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def alternations(pattern: str) -> Iterator[list[str]]:
    """The alternatives of each group of an expression, and of the whole; classes and inner groups are left out."""
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "", pattern)
    while bare:
        shorter = re.sub(r"\(([^()]*)\)", "", bare)
        yield from (match[1].split("|") for match in re.finditer(r"\(([^()]*)\)", bare))
        if shorter == bare:
            yield bare.split("|")
            return
        bare = shorter


def lists_of(tree: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """What may be a list of words: alternatives, words between spaces, the elements of a display."""
    for node, text in strings(tree):
        yield from ((node.lineno, group) for group in alternations(text))
        yield node.lineno, [word for word in text.split() if HAN_WORD.fullmatch(word)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            yield node.lineno, [read(element) for element in node.elts]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_has_a_list_of_words(path: Path) -> None:
    """Five Han words side by side belong into the lexicon; mappings, which say what each word means, do not."""
    found = [f"line {line}: {' '.join(group)[:60]}" for line, group in lists_of(parse(path))
             if sum(1 for word in group if HAN.search(word)) > MOST]
    assert found == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_spells_the_numerals(path: Path) -> None:
    assert [node.lineno for node, text in strings(parse(path)) if "一二三" in text] == []


@pytest.mark.parametrize(("code", "caught"), [
    ('re.compile("甲子|乙丑|丙寅|丁卯|戊辰")', True), ('X = "甲子 乙丑 丙寅 丁卯 戊辰".split()', True),
    ('X = frozenset({"甲子", "乙丑", "丙寅", "丁卯", "戊辰"})', True), ('re.compile(f"(?:{A}|甲|乙|丙|丁|戊)$")', True),
    ('re.compile("甲|乙|丙|丁")', False), ('re.compile("h1|h2|h3|h4|h5|h6")', False),
    ('re.compile("[甲|乙|丙|丁|戊]")', False),
    ('X = {"甲子": 1, "乙丑": 2, "丙寅": 3, "丁卯": 4, "戊辰": 5}', False),
])
def test_the_check_sees_word_lists(code: str, caught: bool) -> None:
    groups = lists_of(ast.parse(code))
    assert any(sum(1 for word in group if HAN.search(word)) > MOST for _, group in groups) == caught
