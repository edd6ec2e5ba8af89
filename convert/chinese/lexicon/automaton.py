"""One pass over a text that finds the words of all lists: an Aho-Corasick automaton (Aho and Corasick 1975)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from convert.chinese.lexicon.lists import load_lists, words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Hit(NamedTuple):
    """A word that stands in a text."""

    start: int
    end: int
    """Half-open, in characters."""
    lists: int
    """The lists that have it there, a bit each: `hit.lists & flag("office")`."""


@cache
def flag(*names: str) -> int:
    """The bits of lists of words; raises LookupError for a class of characters, which is not searched for."""
    order = _build().bits
    for name in names:
        if words(name) and name not in order:
            raise LookupError(f"The list {name!r} is a class of characters; compare with characters({name!r}).")
    return sum(1 << order[name] for name in set(names))


def find_words(text: str, lists: int = -1) -> list[Hit]:
    """The words in a folded text, by their start, longer ones first; of all lists or of those whose bits are set.

    Of each list only the leftmost and longest words are told, which do not overlap, as one regular expression of its
    words would find them: in 副总理 the list `office` has 总理 once, in 总书记 it has not 书记 too. About 0.1 ms for
    1,000 characters.
    """
    made = _build()
    reach = [0] * len(made.bits)
    found = []
    for word, start, end in sorted(made.machine.find_matches_as_indexes(text, overlapping=True), key=_place):
        kept = 0
        for bit in made.bits_of[word]:
            if start >= reach[bit]:
                reach[bit] = end
                kept |= 1 << bit
        kept &= lists
        if kept:
            found.append(Hit(start, end, kept))
    return found


def _place(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


class _Machine(NamedTuple):
    machine: AhoCorasick
    bits: dict[str, int]
    """Name of a list → number of its bit."""
    bits_of: tuple[tuple[int, ...], ...]
    """Number of a word → the bits of the lists that have it."""


@cache
def _build() -> _Machine:
    """The automaton of all lists of words."""
    from ahocorasick_rs import AhoCorasick

    lists = [entry for entry in load_lists().values() if not entry.single]
    bits = {entry.name: number for number, entry in enumerate(lists)}
    bits_of: dict[str, list[int]] = {}
    for entry in lists:
        for word in entry.words:
            bits_of.setdefault(word, []).append(bits[entry.name])
    return _Machine(AhoCorasick(bits_of, store_patterns=False), bits, tuple(map(tuple, bits_of.values())))

