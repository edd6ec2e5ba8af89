"""Regular expressions that name lists of the lexicon instead of spelling their words out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from convert.chinese.lexicon.lists import load_lists, words

_NAMED = re.compile(r"\{([a-z][a-z-]*)(:spaced)?\}")


@cache
def one_of(*names: str) -> str:
    """The source of a group that matches one word of the lists, the longest that is there."""
    found = {word for name in names for word in words(name)}
    return f"(?:{'|'.join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))})"


@cache
def spaced(name: str) -> str:
    """The same for words that may be printed with gaps between their letters: 目　　录."""
    found = sorted(words(name), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(' {0,9}'.join(map(re.escape, word)) for word in found)})"


def fill(source: str) -> str:
    """The source of an expression with its names replaced: `{office}` by a group of words, `[{bullet}]` by characters.

    `{contents-title:spaced}` lets gaps stand between the letters. Raises LookupError for a list that no table has.
    """
    return _NAMED.sub(_replace, source)


def list_names(source: str) -> list[str]:
    """The lists that the source of an expression names, each once."""
    return list(dict.fromkeys(match[1] for match in _NAMED.finditer(source)))


def _replace(match: re.Match[str]) -> str:
    name = match[1]
    if name in load_lists() and load_lists()[name].single:
        return re.escape("".join(words(name)))
    return spaced(name) if match[2] else one_of(name)


class Pattern:
    """A regular expression that may name lists, as `fill` reads it; compiled when it is first used."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression as the standard library knows it."""
        return re.compile(self.filled, self.flags)

    @cached_property
    def filled(self) -> str:
        """Its source with words for the names of lists."""
        return fill(self.source)

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.match`."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.fullmatch`."""
        return self.compiled.fullmatch

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.search`."""
        return self.compiled.search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """`re.Pattern.finditer`."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """`re.Pattern.sub`."""
        return self.compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[str | None]]:
        """`re.Pattern.split`."""
        return self.compiled.split
