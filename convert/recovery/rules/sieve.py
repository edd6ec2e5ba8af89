"""Sieve: which rows of a table can fit a text at all, by the signs in it.

`needs.tsv` has for each row up to three sets of signs; of each set one sign stands in every text that the row fits.
tests/find_needs.py makes it from the expressions. A row that has changed since, or needs no sign, is always tried, so
that the file can be out of date but never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from operator import and_, or_
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
    sets: tuple[str, ...]
    """Sets of signs, of each of which each text that fits has one; 0 stands for all decimal digits of Unicode."""


class Sieve(dict[str, int]):
    """Sign → the needs that it meets, a bit each: first those of the first sets of all rows, then of the second."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self.size = len(patterns)
        self.always = 0
        """The needs that are none."""
        for number, (name, pattern) in enumerate(patterns.items()):
            need = _load_needs().get(name)
            sets = need.sets if need is not None and need.seal == seal(pattern) else ()
            for place in range(SETS):
                bit = 1 << place * self.size + number
                for sign in sets[place] if place < len(sets) else ():
                    self[sign] = self.get(sign, 0) | bit
                if place >= len(sets):
                    self.always |= bit

    def __missing__(self, sign: str) -> int:
        return self.setdefault(sign, self.get("0", 0) if sign.isdecimal() else 0)

    def find(self, text: str) -> list[int]:
        """The numbers of the rows that can fit a text, in their order."""
        met = reduce(or_, map(self.__getitem__, text), self.always)
        rows = reduce(and_, (met >> place * self.size for place in range(SETS))) & (1 << self.size) - 1
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
    """The text of the file, rows that need no sign left out."""
    rows = ["\t".join((name, need.seal, *need.sets)) for name, need in sorted(needs.items()) if need.sets]
    return "".join(f"{line}\n" for line in (*_HEAD, *rows))


_HEAD: Sequence[str] = (
    "# Sets of signs, of each of which one stands in every text that a row of blocks.toml or cues.toml fits.",
    "# Made by tests/find_needs.py; the checksum is that of the expression.",
    "row\tchecksum\tsigns")


@cache
def _load_needs() -> Mapping[str, Need]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return {name: Need(checksum, tuple(sets)) for name, checksum, *sets in rows[1:]}
