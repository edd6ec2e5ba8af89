"""Sieve: which rows of a table can fit a text at all, by the signs in it and at its ends.

`needs.tsv` has for each row the signs that a text which it fits may open and end with, and up to three sets of signs;
of each set one stands in every such text. tests/find_needs.py makes it from the expressions. A row that has
changed since, or needs no sign, is always tried, so that the file can be out of date but never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from typing import NamedTuple
from zlib import crc32

from convert.chinese.lexicon import Pattern, list_names, words
from convert.resources import PACKAGE

TABLE = PACKAGE / "recovery" / "rules" / "needs.tsv"

SETS = 3
"""So many sets of signs are kept of a row; more sieve hardly anything out."""


class Need(NamedTuple):
    """What a row of the file says."""

    seal: str
    """The checksum of the expression that it was found in."""
    opens: str
    """Signs with which a text that fits may open, 0 for all decimal digits of Unicode; empty where any may."""
    ends: str
    """The same for its end."""
    sets: tuple[str, ...]
    """Sets of signs, of each of which each text that fits has one."""


_NONE = Need("", "", "", ())
"""That of a row which is always tried."""


class _Edge(dict[str, int]):
    """Sign → the rows, a bit each, that a text may fit which opens, or ends, with it."""

    def __init__(self, rows: Iterable[str]) -> None:
        rows = list(rows)
        self.others = sum(1 << number for number, signs in enumerate(rows) if not signs)
        for number, signs in enumerate(rows):
            for sign in signs:
                self[sign] = self.get(sign, self.others) | 1 << number

    def __missing__(self, sign: str) -> int:
        return self.setdefault(sign, self.get("0", self.others) if sign.isdecimal() else self.others)


class Sieve(dict[str, int]):
    """Sign → the needs that it meets, a bit each: first those of the first sets of all rows, then of the second."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self.size = len(patterns)
        self.always = 0
        """The needs that are none."""
        needs = [_find_need(name, pattern) for name, pattern in patterns.items()]
        self.opens, self.ends = _Edge(need.opens for need in needs), _Edge(need.ends for need in needs)
        for number, need in enumerate(needs):
            for place in range(SETS):
                bit = 1 << place * self.size + number
                for sign in need.sets[place] if place < len(need.sets) else ():
                    self[sign] = self.get(sign, 0) | bit
                if place >= len(need.sets):
                    self.always |= bit

    def __missing__(self, sign: str) -> int:
        return self.setdefault(sign, self.get("0", 0) if sign.isdecimal() else 0)

    def find(self, text: str) -> list[int]:
        """The numbers of the rows that can fit a text, in their order."""
        met, rows = reduce(or_, map(self.__getitem__, text), self.always), self.opens[text[:1]] & self.ends[text[-1:]]
        for _ in range(SETS):
            rows &= met
            met >>= self.size
        found = []
        while rows:
            lowest = rows & -rows
            found.append(lowest.bit_length() - 1)
            rows ^= lowest
        return found


def seal(pattern: Pattern) -> str:
    """A checksum of an expression and of the lists that it names."""
    named = (sign for name in list_names(pattern.source) for sign in (name, *words(name)))
    return f"{crc32(chr(10).join((pattern.source, *named)).encode()):08x}"


def print_needs(needs: Mapping[str, Need]) -> str:
    """The text of the file, rows that need nothing left out."""
    rows = ["\t".join((name, need.seal, need.opens, need.ends, *need.sets)) for name, need in sorted(needs.items())
            if any(need[1:])]
    return "".join(f"{line}\n" for line in (*_HEAD, *rows))


_HEAD: Sequence[str] = (
    "# What a text needs that a row of blocks.toml or cues.toml fits: one of some signs to open with, one to end with,",
    "# and one of each of some sets. Made by tests/find_needs.py; the checksum is that of the expression.",
    "row\tchecksum\topens\tends\tsigns")


@cache
def _load_needs() -> Mapping[str, Need]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return {name: Need(checksum, opens, ends, tuple(sets)) for name, checksum, opens, ends, *sets in rows[1:]}


def _find_need(name: str, pattern: Pattern) -> Need:
    """The need of a row; none where its expression has changed."""
    need = _load_needs().get(name)
    return need if need is not None and need.seal == seal(pattern) else _NONE
