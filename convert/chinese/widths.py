"""Widths of text in full-width characters (字)."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

_NARROW = frozenset(" .,:;!'|()[]/-")
"""Half-width marks that are about a quarter wide in Latin faces; letters and digits are about a half."""


_JOINT = re.compile("(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])")
"""Where Word sets Han and Latin a quarter apart."""


def width(text: str) -> float:
    """Full-width characters count one, Latin letters and digits a half, Latin marks and joints a quarter."""
    return sum(map(_width, text)) + len(_JOINT.findall(text)) / 4


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.25
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5


class Extents:
    """How much room the parts of a text take in any of the faces we print with, from one walk over it.

    Letters and digits count as wide as in the widest of those faces: who breaks lines by these extents breaks them
    alike for every face.
    """

    def __init__(self, text: str) -> None:
        self._ends = [0.0, *accumulate(map(_extent, text))]
        joints = {match.start() for match in _JOINT.finditer(text)}
        self._joints = [*accumulate(place in joints for place in range(len(text) + 1))]

    def between(self, start: int, stop: int) -> float:
        """Full-width characters that those from `start` to before `stop` take, joints between them included."""
        inner = self._joints[stop - 1] - self._joints[start] if stop > start else 0
        return self._ends[stop] - self._ends[start] + inner / 4


_EXTENTS = {"MWmw%@&": 0.95, "ABCDEFGHIJKLNOPQRSTUVXYZ": 0.75, " ": 0.3, "!'(),-./:;[]{|}": 0.4}
"""Measured in the faces of titles, songti, heiti, kaiti and fangsong that we ship; capitals on the average of words."""

_OTHER = 0.6
"""Digits, other letters and signs."""

_EXTENT = {character: extent for characters, extent in _EXTENTS.items() for character in characters}


def _extent(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _EXTENT.get(character, _OTHER)
