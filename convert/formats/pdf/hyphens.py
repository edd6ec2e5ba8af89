"""Where words of Latin letters may be broken: behind a sign that joins their parts, and between syllables.

Syllables are those of English, after the patterns that TeX uses, by pyphen; a word with other than English letters has
none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from convert.formats.pdf.setting import Setting, Word

if TYPE_CHECKING:
    from pyphen import Pyphen

LEAST = 3
"""Letters that stay before a hyphen, and that go to the next line."""

_SYLLABIC = re.compile(rf"[A-Za-z]{{{2 * LEAST},}}")
_JOINT = re.compile(r"(?<=[A-Za-z]{2}[-/+])(?=[A-Za-z]{2})")
_ADDRESS = re.compile(r"@|://|www\.")
_PART = re.compile(r"(?<=[-/+@._?&=])(?=[A-Za-z0-9])")
"""Where an address of a page or a mailbox may be broken."""


def break_words(setting: Setting) -> list[int]:
    """The positions inside words where a line may end; notes in the setting at which of them it ends with a hyphen."""
    found: list[int] = []
    for word in setting.words:
        joints, syllables = _find_places(word.text)
        found += [word.start + at for at in sorted(joints | syllables)]
        if syllables:
            _hyphenate(setting, word, syllables)
    return found


def _find_places(text: str) -> tuple[set[int], set[int]]:
    """Where a word may be broken as it is, and where with a hyphen; an address takes none."""
    if _ADDRESS.search(text):
        return {match.start() for match in _PART.finditer(text)}, set()
    joints = {match.start() for match in _JOINT.finditer(text)}
    return joints, {match.start() + at for match in _SYLLABIC.finditer(text) if not match[0].isupper()
                    for at in _load_patterns().positions(match[0])} - joints


def _hyphenate(setting: Setting, word: Word, places: set[int]) -> None:
    """Lets a line that ends at these places of a word reach as far as its hyphen; it prints a soft one (U+00AD)."""
    cell = word.face.cell("-", "\u00ad")
    for place in places:
        position = word.start + place
        if position not in setting.hyphens:
            setting.hyphens[position] = cell
            setting.ends[position] += cell.visible


@cache
def _load_patterns() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="en_US", left=LEAST, right=LEAST)
