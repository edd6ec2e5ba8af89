"""Facts: keys and values in YAML, JSON or TOML, each value with its places.

YAML's events have places, and JSON is YAML; TOML's values are found by its own tokens. What is broken is read line by
line, as `key: value`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from convert.formats.markdown.galley import BREAK
from convert.formats.markdown.scene import Scene
from convert.formats.markdown.toml import find_toml

LANGUAGES = {"yaml": "yaml", "yml": "yaml", "json": "yaml", "json5": "yaml", "jsonc": "yaml", "toml": "toml"}
"""What a fence of facts is called, and how it is read."""


class Piece(NamedTuple):
    """Characters of a value."""

    start: int
    end: int
    shown: str | None = None
    """What they are printed as, where that is not what is written: a sequence behind a backslash."""


class Fact(NamedTuple):
    """One value, or one of several under one key."""

    field: str
    """Its key; keys of nested tables are joined with full stops."""
    group: int
    """Values of one group are one value."""
    lines: tuple[tuple[Piece, ...], ...]
    """The value, line by line, without quotes."""


def find_facts(text: str, language: str) -> list[Fact]:
    """The facts of a stretch of data; none where it is no table of keys and values, or broken."""
    kind = LANGUAGES.get(language.split()[0].lower() if language.strip() else "")
    if kind == "yaml":
        return find_yaml(text)
    return [_toml_fact(text, *found) for found in find_toml(text)] if kind == "toml" else []


def find_yaml(text: str) -> list[Fact]:
    """The facts of a mapping in YAML or JSON; none where it is something else, or broken."""
    try:
        return list(_Reading(text).read())
    except (yaml.YAMLError, _Odd):
        return []


def find_lines(text: str) -> list[Fact]:
    """The facts of broken data: `key: value` line by line, with the lines that go on with a value below it."""
    field, group, facts = "", 0, []
    for low, high in _split(text, 0, len(text)):
        pair = _PAIR.fullmatch(text, low, high)
        item = None if pair else _ITEM.fullmatch(text, low, high)
        if pair:
            field, group = pair["key"].strip('"'), group + 1
        if pair or item:
            low, high = (pair or item).span("value")  # type: ignore[union-attr]
        low, high = _unquoted(text, low, high)
        if low < high:
            facts.append(Fact(field, group, ((Piece(low, high),),)))
    return facts


def print_facts(scene: Scene, facts: list[Fact], origin: Callable[[int], int], rule: str) -> None:
    """Print facts as lines, one for each line of a value; keys and quotes are markup by `rule`."""
    group = -1
    for fact in facts:
        if fact.group != group:
            scene.block()
            group = fact.group
        scene.field = fact.field
        for line in fact.lines:
            for piece in line:
                if piece.shown is None:
                    scene.galley.keep(origin(piece.start), origin(piece.end), rule, raw=True)
                else:
                    scene.galley.skip(origin(piece.start), rule)
                    scene.galley.show(origin(piece.start), origin(piece.end), piece.shown, "markup/escape")
            scene.galley.end_line()
    scene.field = ""


class _Odd(Exception):  # noqa: N818 - never leaves this module
    """A document that is no table of keys and values."""


class _Reading:
    """Walks through YAML's events; containers stand on a list, so that no depth is too deep."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, str, int]] = []
        """Kind (map, list), path and group of each open container."""
        self.key: str | None = None
        self.groups = 0

    def read(self) -> Iterator[Fact]:
        """The facts in order."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(self.text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                yield from self.take(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self.begin("map" if isinstance(event, yaml.MappingStartEvent) else "list")
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.open.pop()
                self.key = None
            elif isinstance(event, yaml.AliasEvent):
                self.key = None

    def begin(self, kind: str) -> None:
        """A container begins."""
        if not self.open and kind != "map":
            raise _Odd
        self.groups += 1
        self.open.append((kind, self.path(), self.groups))
        self.key = None

    def path(self) -> str:
        """The keys that lead to the place."""
        above = self.open[-1][1] if self.open else ""
        return f"{above}.{self.key}" if above and self.key else self.key or above

    def take(self, event: yaml.ScalarEvent) -> Iterator[Fact]:
        """A key, or a value under the key before."""
        if not self.open:
            raise _Odd
        kind, path, group = self.open[-1]
        if kind == "map" and self.key is None:
            self.key = event.value
            return
        if kind == "map":
            self.groups += 1
            path, group = self.path(), self.groups
        if event.start_mark is None or event.end_mark is None:
            raise _Odd
        start, end = event.start_mark.index, event.end_mark.index
        lines = tuple(_value_lines(self.text, start, end, event.style or ""))
        if lines:
            yield Fact(path, group, lines)
        self.key = None


_SINGLE = re.compile("''")
_DOUBLE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.|\Z)", re.DOTALL)
"""A sequence behind a backslash in double quotes (YAML 1.2, 5.7)."""
_SPACES = "ntrvfN_LP"
"""Letters behind a backslash that stand for white space; the others stand for control characters."""
_WIKI = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def _value_lines(text: str, start: int, end: int, style: str) -> Iterator[tuple[Piece, ...]]:
    """The lines of a value as YAML writes it: plain, in quotes, or as a block behind | or >."""
    if style in ("|", ">"):
        found = BREAK.search(text, start, end)
        start = found.end() if found else end
    elif style in ("'", '"'):
        start, end = start + 1, end - 1
    for low, high in _split(text, start, end):
        match = _WIKI.fullmatch(text, low, high)
        if match:
            low, high = match.span(1)
        pieces = tuple(_pieces(text, low, high, style))
        if pieces:
            yield pieces


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch without the white space around them."""
    bounds = [start, *(place for match in BREAK.finditer(text, start, end) for place in match.span()), end]
    for low, high in zip(bounds[::2], bounds[1::2], strict=True):
        body = text[low:high].strip()
        if body:
            low = text.index(body, low)
            yield low, low + len(body)


def _pieces(text: str, start: int, end: int, style: str) -> Iterator[Piece]:
    """The characters of one line of a value, and what stands for others."""
    pattern = {"'": _SINGLE, '"': _DOUBLE}.get(style)
    for match in pattern.finditer(text, start, end) if pattern else ():
        if start < match.start():
            yield Piece(start, match.start())
        yield from _escaped(match)
        start = match.end()
    if start < end:
        yield Piece(start, end)


def _escaped(match: re.Match[str]) -> Iterator[Piece]:
    """What a sequence behind a backslash, or a doubled quote, stands for."""
    low, high = match.span()
    name = match[0][1:2]
    if not name:
        return
    if match[0] == "''" or name in "\"\\/ '":
        yield Piece(low + 1, high)
    elif name in "xuU" and high - low > 2:
        code = int(match[0][2:], 16)
        yield Piece(low, high, "\ufffd" if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code))
    elif name in _SPACES:
        yield Piece(low, high, " ")
    elif name not in "\r\n":
        yield Piece(low, high, "\ufffd" if name in "0abe" else None)


def _toml_fact(text: str, field: str, group: int, start: int, end: int) -> Fact:
    """A value of TOML: literal strings stand in single quotes, others in double ones, each once or three times."""
    mark = text[start]
    if mark not in "'\"":
        return Fact(field, group, ((Piece(start, end),),))
    size = 3 if text.startswith(mark * 3, start) and end - start >= 6 else 1
    style = '"' if mark == '"' else ""
    spans = _split(text, start + size, end - size)
    return Fact(field, group, tuple(tuple(_pieces(text, low, high, style)) for low, high in spans))


_PAIR = re.compile(
    r"(?P<key>[^\s:：=\-#\"'][^:：=\n]{0,38}?|\"[^\"\n]{1,38}\")[ \t]*(?:[:：]|=(?!=))[ \t]*(?P<value>[^\n]*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>[^\n]*)")


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """A value without quotes, brackets or the comma around it."""
    while end > start and text[end - 1] in " \t,\r":
        end -= 1
    if end - start >= 2 and (text[start], text[end - 1]) in (('"', '"'), ("'", "'"), ("[", "]")):
        start, end = start + 1, end - 1
    return start, end
