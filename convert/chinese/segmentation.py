"""Words of Chinese text: jieba's dictionary of 350,000 words with their frequencies, by way of `rjieba`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convert.chinese.folding import fold


class Word(NamedTuple):
    """A word of a text, or a mark, a number or a blank."""

    start: int
    stop: int
    tag: str
    """Its part of speech by the dictionary, in the tags of the People's Daily corpus (北大《人民日报》标注语料): p for
    a preposition, c for a conjunction, u for a particle; x for what is in no dictionary."""


REACH = 4
"""Characters of a compound on each side of a place, at most."""

_TAGS = {"暨": "c"}
"""Words whose part of speech the dictionary has wrong: this conjunction is said to be a body."""


def segment(text: str) -> list[Word]:
    """The words of a text, one after the other without gaps; those of Traditional text too.

    Characters of words that the dictionary has not stand alone: no model guesses at them, so that a boundary which is
    reported is one that the dictionary knows. The dictionary takes 100 ms and 30 MB at the first call.
    """
    from rjieba import tag  # reads its dictionary when it is imported

    words, stop = [], 0
    for word, name in tag(fold(text), False):
        start, stop = stop, stop + len(word)
        words.append(Word(start, stop, _TAGS.get(word, name)))
    return words


def find_compounds(text: str, words: Sequence[Word]) -> set[int]:
    """Where words begin inside a word that the dictionary has too: one of at least two characters on each side."""
    from rjieba import has_word

    folded = fold(text)
    return {word.start for word in words if any(
        has_word(folded[start:stop]) for start in range(max(0, word.start - REACH), word.start - 1)
        for stop in range(word.start + 2, min(word.start + REACH, len(text)) + 1))}
