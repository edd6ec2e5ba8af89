"""TOML's values with their places, which the parser of the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)"
    r"|(?P<string>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
    r"|(?P<mark>\[\[|\]\]|[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,#\"'.]+(?:[.:][^\s\[\]{}=,#\"'.]+)*(?:[ T]\d\d:\d\d[\d:.]*Z?)?)"
    r"|(?P<end>\n)",
    re.DOTALL)


class Found(NamedTuple):
    """A value of TOML."""

    field: str
    group: int
    """Values of one array have one number."""
    start: int
    end: int


def find_toml(text: str) -> list[Found]:
    """The values of a TOML document in order; none where it is broken."""
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return []
    return list(_Reading().read(text))


class _Reading:
    """Reads tokens; the document is known to be sound."""

    def __init__(self) -> None:
        self.table = ""
        self.keys: list[str] = []
        self.header = self.valued = False
        self.open: list[str] = []
        """Brackets that are open in a value."""
        self.outer: list[list[str]] = []
        """Keys around each inline table."""
        self.group = 0

    def read(self, text: str) -> Iterator[Found]:
        """The values in order."""
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            if kind == "mark":
                self.mark(match[0])
            elif kind == "end" and not self.open:
                self.end_line()
            elif kind in ("string", "bare"):
                if self.valued:
                    yield Found(".".join(filter(None, (self.table, *self.keys))), self.group, *match.span())
                else:
                    self.keys += [match[0].strip("\"'")] if kind == "string" else match[0].split(".")

    def mark(self, mark: str) -> None:
        """A bracket, an equals sign or a comma."""
        if mark == "=":
            self.valued, self.group = True, self.group + 1
        elif not self.valued and not self.open:
            if mark in ("]", "]]"):
                self.table = ".".join(self.keys)
        elif mark in ("[", "[[", "{"):
            self.open += list(mark)
            if mark == "{":
                self.outer.append(self.keys)
                self.keys, self.valued = list(self.keys), False
        elif mark in ("]", "]]", "}"):
            del self.open[-len(mark) :]
            if mark == "}":
                self.keys, self.valued = self.outer.pop(), True
        elif mark == "," and self.open and self.open[-1] == "{":
            self.keys, self.valued = list(self.outer[-1]), False

    def end_line(self) -> None:
        """The end of a pair or of a header."""
        self.keys, self.valued = [], False
