"""The script of a text: Simplified or Traditional, told from characters that belong to one of the two only."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import Literal, NamedTuple

from convert.chinese.dictionary import read_dictionary, read_readings
from convert.chinese.lexicon import Pattern

Script = Literal["zh-Hans", "zh-Hant"]
"""A language tag of BCP 47, as `xml:lang` holds it."""

_SAMPLE = 8192
"""About how many characters of a long text are looked at, evenly spread."""

_SURE = 2
"""So many characters of the other script, and none of its own, make a passage foreign."""

_PASSAGE = Pattern(r"[^\n。！？!?；;：:，,、“”‘’「」『』《》〈〉（）()]+")
"""What stands between marks and quotation marks: the smallest unit that is told apart."""


class Evidence(NamedTuple):
    """How many characters belong to one script only; most characters belong to both."""

    simplified: int
    traditional: int

    @property
    def script(self) -> Script | None:
        """The script that has more characters of its own; None where neither has."""
        if self.simplified == self.traditional:
            return None
        return "zh-Hans" if self.simplified > self.traditional else "zh-Hant"


def weigh_script(text: str) -> Evidence:
    """The evidence for each script in the whole of a text."""
    simplified, traditional = (_count(kinds, text) for kinds in _load_kinds())
    return Evidence(simplified, traditional)


def detect_script(text: str, default: Script = "zh-Hans") -> Script:
    """The script of a document or block; `default` where nothing tells.

    Official prose has one telling character in three or four; an even sample of 8,000 is enough for any length.
    """
    sample = text[:: 1 + len(text) // _SAMPLE]
    lacks_simplified, lacks_traditional = map(frozenset(sample).isdisjoint, _load_kinds())
    if lacks_simplified or lacks_traditional:  # most texts hold characters of one script only, and need no counting
        return default if lacks_simplified and lacks_traditional else "zh-Hant" if lacks_simplified else "zh-Hans"
    return weigh_script(sample).script or default


def find_foreign(text: str, script: Script) -> list[tuple[int, int]]:
    """The passages of a text in `script` that are printed in the other one, as half-open ranges.

    A passage runs from mark to mark; it is foreign with two or more characters of the other script and none of its
    own. Neighbours are joined over the marks between them.
    """
    own, other = _load_kinds() if script == "zh-Hans" else _load_kinds()[::-1]
    if _count(other, text) < _SURE:
        return []
    found: list[tuple[int, int]] = []
    unbroken = False
    for match in _PASSAGE.finditer(text):
        foreign = _count(other, match.group()) >= _SURE and own.isdisjoint(match.group())
        if foreign and unbroken:
            found[-1] = (found[-1][0], match.end())
        elif foreign:
            found.append(match.span())
        unbroken = foreign
    return found


def _count(kinds: frozenset[str], text: str) -> int:
    return sum(map(kinds.__contains__, text))


@cache
def _load_kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Simplified text holds (2,600), and only Traditional text (3,100); takes 6 ms once.

    Such a character is changed by OpenCC whenever it goes to the other script, and is no glyph of Taiwan's or Hong
    Kong's standard: 群 and 峰 are Simplified for OpenCC, and printed in both places.
    """
    simplified, traditional = (dict(read_readings(f"{name}Characters.txt")) for name in ("ST", "TS"))
    regional = {value for place in ("TW", "HK") for value in read_dictionary(f"{place}Variants.txt").values()}
    return (_choose(simplified, traditional.keys() | regional), _choose(traditional, simplified.keys()))


def _choose(readings: dict[str, list[str]], shared: Set[str]) -> frozenset[str]:
    """The characters that have only other readings; the rarest planes are left out."""
    return frozenset(key for key, values in readings.items()
                     if len(key) == 1 and key < "\U00010000" and key not in values and key not in shared)
