"""Folding: radicals, compatibility ideographs and ligatures that stand for ordinary characters (Unicode 15, UAX 38)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from convert.span import Span
from convert.tree.record import Change

RADICAL, LIGATURE = "pdf/radical", "pdf/ligature"
"""Rules of the changes."""
_SUPPLEMENT = dict(zip(
    "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻲⻳",
    "母民王虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙亀龟", strict=True))
"""Radicals of the supplement (U+2E80) that are whole characters (EquivalentUnifiedIdeograph.txt)."""
_FOLDED = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\ufb00-\ufb06\U0002f800-\U0002fa1d]")


def find_folded(text: str) -> Iterator[Change]:
    """What is printed otherwise in a text, in its order."""
    for match in _FOLDED.finditer(text):
        was = match[0]
        now = _SUPPLEMENT.get(was) or normalize("NFKC", was)
        if now != was:
            span: Span = match.span()
            yield Change(span, was, now, LIGATURE if "\ufb00" <= was <= "\ufb06" else RADICAL)
