"""Finds the signs that each row of the tables of words and of cues needs, and writes them into the package.

    python tests/find_needs.py

Of all sets of signs of which one must stand in a text that an expression fits, the rarest is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from convert.chinese.lexicon import Pattern
from convert.recovery.cues import list_cue_patterns
from convert.recovery.rules.sieve import TABLE, Need, print_needs, seal
from convert.recovery.rules.table import list_patterns

MOST = 160
"""A set of more signs sieves nothing out."""

CONTROL = frozenset(map(chr, range(32)))
"""Signs that the file cannot hold."""

FREQUENT = set("的一是不了在人有他这中大来上国个到说们为子和你地出年月日会工作，。、:;,.()“” 0123456789")
"""Signs that many lines have."""


def find_signs(tree: Sequence[Any]) -> frozenset[str]:
    """The rarest set of signs of which every text that a tree matches has one; empty where there is none."""
    sets = [signs for code, value in tree if (signs := _find(code, value)) and len(signs) <= MOST
            and not any(sign in CONTROL for sign in signs)]
    return min(sets, key=_weigh, default=frozenset())


def _weigh(signs: frozenset[str]) -> tuple[int, list[str]]:
    return len(signs) + 12 * len(signs & FREQUENT), sorted(signs)


def _find(code: Any, value: Any) -> frozenset[str]:
    if code is codes.LITERAL:
        return frozenset(chr(value))
    if code is codes.IN:
        return _list_class(value)
    if code is codes.BRANCH:
        parts = [find_signs(branch) for branch in value[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if code is codes.SUBPATTERN:
        return find_signs(value[3])
    if code is codes.ATOMIC_GROUP:
        return find_signs(value)
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
    return find_signs(value[2]) if code in repeats and value[0] > 0 else frozenset()


def _list_class(items: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    signs: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            signs.add(chr(value))
        elif code is codes.RANGE and value[1] - value[0] < MOST:
            signs.update(map(chr, range(value[0], value[1] + 1)))
        elif code is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            signs.update("0123456789")
        else:
            return frozenset()
    return frozenset(signs)


def find_needs() -> Mapping[str, Need]:
    """The needs of all rows; those that look at case alike need nothing."""
    patterns: Mapping[str, Pattern] = {**list_patterns("blocks"), **list_cue_patterns()}
    return {name: Need(seal(pattern), "".join(sorted(find_signs(parser.parse(pattern.filled)))))
            for name, pattern in patterns.items() if "(?i" not in pattern.filled and not pattern.flags}


if __name__ == "__main__":
    TABLE.write_text(print_needs(find_needs()), encoding="utf-8")
