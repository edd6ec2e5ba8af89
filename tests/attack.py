"""Strings that attack a regular expression, made from the expression itself.

A string that it matches, one of its repetitions drawn out, is repeated to the length wanted, with and without a sign
behind it that nothing matches. The parser of the standard library tells how an expression is built.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SPOILER = "\x07"
"""What stands in no word and no class."""

LETTER = "青"
"""What stands where an expression leaves the letter open."""

_CATEGORIES = {"DIGIT": "1", "SPACE": " ", "WORD": LETTER, "NOT_DIGIT": LETTER, "NOT_SPACE": LETTER, "NOT_WORD": ","}
_SAMPLES = f"{LETTER}a1 ,。\t"
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def attacks(pattern: re.Pattern[str], size: int, number: int) -> Iterator[str]:
    """Strings of about a size, the same each time."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    repeats = _count(tree)
    for seed in range(number):
        chance = random.Random(seed)
        word = _Writer(chance, chance.choice((2, 5)), chance.randrange(repeats + 1)).write(tree) or LETTER
        drawn = _Writer(chance, size, chance.randrange(repeats + 1)).write(tree)[:size]
        cut = word[:-1]
        for text in (word[:1] * size, word * size, cut * size, word[-3:] * size, drawn + word * size, cut + drawn):
            yield text[: size - 1]
            yield text[: size - 1] + SPOILER


def _count(tree: Sequence[Any]) -> int:
    """How many repetitions an expression has."""
    return sum(sum(map(_count, _parts(code, value))) + (code in _REPEATS) for code, value in tree)


def _parts(code: Any, value: Any) -> list[Sequence[Any]]:
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.ATOMIC_GROUP:
        return [value]
    return [value[2]] if code in _REPEATS else []


class _Writer:
    """Writes what an expression matches; the repetition of a number is drawn out to a size."""

    def __init__(self, chance: random.Random, size: int, drawn: int) -> None:
        self.chance, self.size, self.drawn = chance, size, drawn

    def write(self, tree: Sequence[Any]) -> str:
        return "".join(self.write_one(code, value) for code, value in tree)

    def write_one(self, code: Any, value: Any) -> str:
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.IN:
            return self.choose(value)
        if code in _REPEATS:
            return self.repeat(*value)
        if code in (codes.ANY, codes.NOT_LITERAL):
            return LETTER
        parts = _parts(code, value)
        return self.write(self.chance.choice(parts)) if parts else ""

    def repeat(self, low: int, high: int, tree: Sequence[Any]) -> str:
        self.drawn -= 1
        times = self.size if self.drawn == 0 else max(low, min(high, self.chance.choice((1, 1, 3))))
        if self.chance.random() < 0.5:
            return self.write(tree) * times
        return "".join(self.write(tree) for _ in range(times))

    def choose(self, items: Sequence[tuple[Any, Any]]) -> str:
        if items[0][0] is codes.NEGATE:
            return next((sign for sign in _SAMPLES if not any(_has(item, sign) for item in items[1:])), LETTER)
        code, value = self.chance.choice(items)
        if code is codes.CATEGORY:
            return _CATEGORIES[str(value).removeprefix("CATEGORY_")]
        return chr(value if code is codes.LITERAL else self.chance.choice(value))


def _has(item: tuple[Any, Any], sign: str) -> bool:
    code, value = item
    if code is codes.LITERAL:
        return ord(sign) == int(value)
    if code is codes.RANGE:
        return int(value[0]) <= ord(sign) <= int(value[1])
    kinds = {"DIGIT": sign.isdecimal(), "SPACE": sign.isspace(), "WORD": sign.isalnum()}
    name = str(value).removeprefix("CATEGORY_")
    return not kinds[name[4:]] if name.startswith("NOT_") else kinds[name]
