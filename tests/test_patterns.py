"""Regular expressions take time in step with the length of the text, whatever stands in it."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pytest
from attack import attacks
from find_needs import Edge, find_edge, find_needs, parser
from house import modules, name_of, parse

from convert.chinese.lexicon import Pattern, fill
from convert.recovery.cues import load_cues, load_furniture_words
from convert.recovery.openers import STYLES, Style
from convert.recovery.rules.noise import LONGEST, _load_injected, _load_table
from convert.recovery.rules.sieve import TABLE, Sieve, print_needs
from convert.recovery.rules.table import list_patterns, load_rules

PLACES = ("convert.recovery", "convert.chinese", "convert.formats.text", "convert.formats.markdown",
          "convert.formats.html", "convert.formats.xml", "convert.formats.recognition")
"""Packages whose expressions are attacked."""

FREE = 3000
"""Characters of the longest string for an expression that the reader gives lines of any length."""

SHORTEST, GROWTH = 24, 1.35
"""Length of the first string, and by how much each is longer than the one before until none can hang any more."""

CHEAP = 0.008
"""Seconds that any string may take; a line of a few thousand characters is gone through some hundred times in them."""

STEEPEST = 3.2
"""Twice the length takes twice the time of a linear expression, and four times that of a quadratic one."""

WALKS = frozenset({"search", "finditer", "findall", "sub", "split"})
"""Methods that try an expression at every place."""


class Attacked(NamedTuple):
    """An expression as the package uses it."""

    name: str
    pattern: re.Pattern[str]
    method: str
    most: int
    """Characters of the longest text that it is ever given."""


def uses(names: Iterable[str]) -> dict[str, set[str]]:
    """Name of a constant, a private one with its module → the methods that are called of it to walk through a text."""
    said = re.compile(rf"\b(?:{'|'.join(names)})\s*\.\s*(?:{'|'.join(WALKS)})\b")
    found: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        if said.search(path.read_text(encoding="utf-8")) is None:
            continue  # to parse all takes longer than to attack
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in WALKS:
                found[_call(name_of(path), node.value.id)].add(node.attr)
    return found


def _call(module: str, name: str) -> str:
    return f"{module}.{name}" if name.startswith("_") else name


def find_constants() -> Iterator[Attacked]:
    constants = [(module, name, pattern) for module in map(name_of, modules()) if module.startswith(PLACES)
                 for name, pattern in list_patterns_of(module)]
    called = uses({name for _, name, _ in constants})
    for module, name, pattern in constants:
        for method in ("search",) if called[_call(module, name)] else ("match", "fullmatch"):
            yield Attacked(f"{module}.{name}", pattern, method, FREE)


def list_patterns_of(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The expressions for text that a module names."""
    for name, value in vars(importlib.import_module(module)).items():
        pattern = value.compiled if isinstance(value, Pattern) else value
        if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
            yield name, pattern


def find_rows() -> Iterator[Attacked]:
    for rule in load_rules("blocks"):
        yield Attacked(rule.id, rule.pattern.compiled, "fullmatch", rule.most)
    for cue in load_cues():
        yield Attacked(f"cue/{cue.id}", cue.pattern.compiled, "search", FREE)
    table = _load_table()
    for row, pattern in zip(table.rules, table.patterns, strict=True):
        if pattern is not None:
            yield Attacked(row.id, pattern.compiled, "fullmatch", row.most or LONGEST)
    yield Attacked("cue/furniture", load_furniture_words(), "search", FREE)
    yield Attacked("noise/inside", _load_injected(), "search", FREE)


EXPRESSIONS = {f"{each.name} {each.method}": each for each in (*find_constants(), *find_rows())}


def measure(task: Callable[[str], object], text: str, turns: int) -> float:
    times = []
    for _ in range(turns):
        start = time.process_time()
        task(text)
        times.append(time.process_time() - start)
    return min(times)


def sizes(most: int) -> Iterator[int]:
    size = float(SHORTEST)
    while size < most:
        yield int(size)
        size *= GROWTH if size < 100 else 6
    yield most


def is_steep(attacked: Attacked, seed: int) -> str:
    """The string with which the time grows faster than the length; empty where none of a seed does."""
    task = getattr(attacked.pattern, attacked.method)
    for strings in zip(*(list(attacks(attacked.pattern, size, seed)) for size in sizes(attacked.most)), strict=True):
        for text in strings:
            if measure(task, text, 1) > CHEAP and measure(task, text, 3) > CHEAP:
                half = measure(task, text[len(text) // 2 :], 3)
                if len(text) < FREE // 2 or measure(task, text, 3) > STEEPEST * half:
                    return text
                break
    return ""


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_time_grows_with_length_alone(name: str) -> None:
    text = is_steep(EXPRESSIONS[name], 4)
    assert not text, f"{len(text)} characters: {text[:80]!r}"


def test_the_signs_that_rows_need_are_up_to_date() -> None:
    assert print_needs(find_needs()) == TABLE.read_text(encoding="utf-8"), "run tests/find_needs.py"


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_number_begins_with_a_sign_of_its_style(style: Style) -> None:
    signs, empty = find_edge(parser.parse(fill(style.pattern)), Edge(last=False, free=False))
    assert signs is not None
    assert not empty
    assert set(fill(style.first)) == signs - set("⒃⒄⒅⒆⒇")


def test_a_row_is_tried_where_its_expression_has_changed() -> None:
    known = next(iter(list_patterns("blocks")))
    assert list(Sieve({known: Pattern("青"), "unknown": Pattern("云")}).find("县")) == [0, 1]
    assert list(Sieve(list_patterns("blocks")).find("")) != list(Sieve(list_patterns("blocks")).find("同志们:"))


def test_rows_are_tried_where_a_text_opens_and_ends_as_they_need() -> None:
    sieve = Sieve(list_patterns("blocks"))
    names = list(list_patterns("blocks"))

    def tried(text: str) -> set[str]:
        return {names[row] for row in sieve.find(text)}

    assert all(rule.id in tried(text) for rule in load_rules("blocks") for text in rule.yes)
    assert "salutation/comma" in tried("尊敬的领导,")
    assert "salutation/comma" not in tried("尊敬的领导。")
    assert "copyto/label" not in tried("关于抄送:各县")


def test_attacks_find_what_is_not_linear() -> None:
    for source in ("(?:青{1,9} ?){1,40}!", "[ -]+青*[ -]+!", " +$"):
        pattern = re.compile(source)
        assert is_steep(Attacked(source, pattern, "search", FREE), 6), source
