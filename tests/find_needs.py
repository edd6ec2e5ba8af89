"""Finds the signs that each row of the tables of words and of cues needs, and writes them into the package.

    python tests/find_needs.py

Of all sets of signs of which one must stand in a text that an expression fits, the rarest are taken, and those with
which it must open and end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from convert.chinese.lexicon import Pattern
from convert.recovery.cues import list_cue_patterns
from convert.recovery.rules.sieve import SETS, TABLE, Need, print_needs, seal
from convert.recovery.rules.table import list_patterns

MOST = 160
"""A set of more signs sieves nothing out."""

CONTROL = frozenset(map(chr, range(32)))
"""Signs that the file cannot hold."""

FREQUENT = set("的一是不了在人有他这中大来上国个到说们为子和你地出年月日会工作，。、:;,.()“” 0123456789")
"""Signs that many lines have."""


Signs = frozenset[str]


def find_sets(tree: Sequence[Any]) -> list[Signs]:
    """Sets of signs, of each of which every text that a tree matches has one; the rarest first."""
    sets = {signs for code, value in tree for signs in _find(code, value) if 0 < len(signs) <= MOST}
    found: list[Signs] = []
    for signs in sorted((signs for signs in sets if signs.isdisjoint(CONTROL)), key=_weigh):
        if not any(signs >= kept for kept in found):
            found.append(signs)
    return found


def _weigh(signs: Signs) -> tuple[int, list[str]]:
    return len(signs) + 12 * len(signs & FREQUENT), sorted(signs)


def _find(code: Any, value: Any) -> list[Signs]:
    if code is codes.LITERAL:
        return [frozenset(chr(value))]
    if code is codes.IN:
        return [_list_class(value)]
    if code is codes.BRANCH:
        return _join([find_sets(branch) for branch in value[1]])
    if code is codes.SUBPATTERN:
        return find_sets(value[3])
    if code is codes.ATOMIC_GROUP:
        return find_sets(value)
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
    return find_sets(value[2]) if code in repeats and value[0] > 0 else []


def _join(branches: Sequence[Sequence[Signs]]) -> list[Signs]:
    """Of branches, one of which fits: the rarest sets of all together, then the second, as far as a branch has more."""
    if not all(branches):
        return []
    return [frozenset().union(*(sets[min(place, len(sets) - 1)] for sets in branches))
            for place in range(max(map(len, branches)))]


def _list_class(items: Sequence[tuple[Any, Any]]) -> Signs:
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


class Edge(NamedTuple):
    """Where a text may begin that a part of an expression matches, or end."""

    last: bool
    """Whether it is the end."""
    free: bool
    """Whether more may stand before the match, or behind it: only an anchor says that none does."""


def find_edge(tree: Sequence[Any], edge: Edge) -> tuple[Signs | None, bool]:
    """The signs at an edge of a text that a tree matches, None where any may be, and whether a match may be empty."""
    found: Signs = frozenset()
    for code, value in reversed(tree) if edge.last else tree:
        if code in (codes.ASSERT, codes.ASSERT_NOT):
            continue
        if code is codes.AT:
            anchors = value is (codes.AT_END if edge.last else codes.AT_BEGINNING)
            edge = Edge(edge.last, edge.free and not anchors)
            continue
        signs, empty = _find_edge(code, value, edge)
        if signs is None or (empty and edge.free):
            return None, False
        found |= signs
        if not empty:
            return found, False
    return found, True


def _find_edge(code: Any, value: Any, edge: Edge) -> tuple[Signs | None, bool]:
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
    if code in repeats and (value[0] or not edge.free):
        signs, empty = find_edge(value[2], edge)
        return signs, empty or not value[0]
    if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        return find_edge(value[3] if code is codes.SUBPATTERN else value, edge)
    if code is codes.BRANCH:
        branches = [find_edge(branch, edge) for branch in value[1]]
        known = [signs for signs, _ in branches if signs is not None]
        whole = frozenset[str]().union(*known) if len(known) == len(branches) else None
        return whole, any(empty for _, empty in branches)
    if edge.free or code not in (codes.LITERAL, codes.IN):
        return None, False
    return frozenset(chr(value)) if code is codes.LITERAL else _list_class(value) or None, False


def _print_edge(tree: Sequence[Any], edge: Edge) -> str:
    signs, empty = find_edge(tree, edge)
    return "".join(sorted(signs)) if signs and not empty and signs.isdisjoint(CONTROL) else ""


def _find_need(pattern: Pattern, whole: bool) -> Need:
    """What the texts need that a pattern matches, or, as a `whole`, fits."""
    tree = parser.parse(pattern.filled)
    opens, ends = (_print_edge(tree, Edge(last, not whole)) for last in (False, True))
    return Need(seal(pattern), opens, ends, tuple("".join(sorted(signs)) for signs in find_sets(tree)[:SETS]))


def find_needs() -> Mapping[str, Need]:
    """The needs of all rows; those that look at case alike need nothing."""
    rows = [*((pair, True) for pair in list_patterns("blocks").items()),
            *((pair, False) for pair in list_cue_patterns().items())]
    return {name: _find_need(pattern, whole) for (name, pattern), whole in rows
            if "(?i" not in pattern.filled and not pattern.flags}


if __name__ == "__main__":
    TABLE.write_text(print_needs(find_needs()), encoding="utf-8")
