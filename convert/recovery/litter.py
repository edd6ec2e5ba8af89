"""Litter: numbers or marks that an edition or a conversion put before every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from convert.recovery.text import Line

LEAST = 4
"""Fewer numbers in step with the lines may be chance."""

FIFTH, LEAST_FIFTH = 5, 2
"""Editions number every fifth line: so few such numbers, no others among them, are none by chance."""

LEAST_LOST = 3
"""Fewer lines that open with lost characters may be questions."""

_LOST = re.compile(r"\?{2,}(?=[^?\s])|\?+$")
"""???? that a wrong conversion left of ideographic spaces."""

_LINE_NUMBER = re.compile(r"(\d{1,4})(?:[ \t]{2,}|\t)(?=\S)")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t)(?=\S)")

COLUMNS = 2
"""So many wide gaps behind the number make the line a row of a table."""


def find_litter(lines: Sequence[Line], plain: str) -> dict[int, int]:
    """Index of a line → where its text begins behind the litter before it."""
    matches = ((i, line, _LINE_NUMBER.match(plain, line.start, line.end)) for i, line in enumerate(lines))
    numbered = {i: match for i, line, match in matches if match and not _is_row(plain, match.end(), line.end)}
    steps = Counter(int(found[1]) - i for i, found in numbered.items())
    offset, times = steps.most_common(1)[0] if steps else (0, 0)
    stepped = {i: found for i, found in numbered.items() if int(found[1]) - i == offset}
    fifths = times == len(numbered) >= LEAST_FIFTH and all(int(found[1]) % FIFTH == 0 for found in stepped.values())
    if fifths or (times >= LEAST and times * 10 >= len(numbered) * 8):
        return {i: found.end() for i, found in stepped.items()}
    lost = {i: match for i, line in enumerate(lines) if (match := _LOST.match(plain, line.start, line.end))}
    return {i: match.end() for i, match in lost.items()} if len(lost) >= LEAST_LOST else {}


def _is_row(plain: str, start: int, end: int) -> bool:
    return sum(1 for _ in islice(_GAP.finditer(plain, start, end), COLUMNS)) == COLUMNS
