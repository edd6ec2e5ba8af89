"""Sieve: which rows of a table can fit a text at all, by the signs in it.

`needs.tsv` has for each row signs of which one stands in every text that the row fits; tests/find_needs.py makes it
from the expressions. A row that has changed since, or needs no sign, is always tried, so that the file can be out of
date but never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

from convert.chinese.lexicon import Pattern
from convert.resources import PACKAGE

TABLE = PACKAGE / "recovery" / "rules" / "needs.tsv"


class Need(NamedTuple):
    """What a row of the file says."""

    seal: str
    """The checksum of the expression that it was found in."""
    signs: str
    """Signs of which each text that fits has one; digits stand for all decimal digits of Unicode."""


class Sieve(dict[str, int]):
    """Sign → the rows that need it or one of others, a bit each."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self.always = 0
        """The rows that need no sign."""
        needs = _load_needs()
        for number, (name, pattern) in enumerate(patterns.items()):
            need = needs.get(name)
            known = need is not None and need.seal == seal(pattern)
            if need is None or not known:
                self.always |= 1 << number
                continue
            for sign in need.signs:
                self[sign] = self.get(sign, 0) | 1 << number

    def __missing__(self, sign: str) -> int:
        return self.setdefault(sign, self.get("0", 0) if sign.isdecimal() else 0)

    def find(self, text: str) -> Iterator[int]:
        """The numbers of the rows that can fit a text, in their order."""
        rows = self.always
        for sign in set(text):
            rows |= self[sign]
        while rows:
            lowest = rows & -rows
            yield lowest.bit_length() - 1
            rows ^= lowest


def seal(pattern: Pattern) -> str:
    """A checksum of an expression."""
    return f"{crc32(pattern.filled.encode()):08x}"


def print_needs(needs: Mapping[str, Need]) -> str:
    """The text of the file, rows that need no sign left out."""
    rows = [f"{name}\t{need.seal}\t{need.signs}" for name, need in sorted(needs.items()) if need.signs]
    return "".join(f"{line}\n" for line in (*_HEAD, *rows))


_HEAD: Sequence[str] = (
    "# Signs of which one stands in every text that a row of blocks.toml or cues.toml fits.",
    "# Made by tests/find_needs.py; the checksum is that of the expression.",
    "row\tchecksum\tsigns")


@cache
def _load_needs() -> Mapping[str, Need]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return {name: Need(checksum, signs) for name, checksum, signs in rows[1:]}
