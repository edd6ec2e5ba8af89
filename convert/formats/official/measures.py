"""公文: the measures of an official document after GB/T 9704-2012, which all writers share.

Lengths are in points, those of closings in characters (字) of the body type, as in the standard.
"""

from __future__ import annotations

from convert.chinese.lexicon import Pattern
from convert.formats.dateline import NOTHING
from convert.tree.nodes import Document, Node

MILLIMETRE = 72 / 25.4
ISSUER_TOP = 35 * MILLIMETRE
"""Clause 7.2.4: from the top of the type area to the top of 发文机关标志."""
RULE_BELOW = 4 * MILLIMETRE
"""Clauses 7.2.7 and 10.1: from 发文字号, in a letter from 发文机关标志, to the red line."""
RULE_HEIGHT = 1.5
"""Of the red line, as offices do; the standard does not say."""
TITLE_BELOW = 2
"""Clause 7.3.1: blank lines between the red line and the title."""
OUTER_RULE, INNER_RULE = 0.35 * MILLIMETRE, 0.25 * MILLIMETRE
"""Clause 7.4.1: thickness of the first and last line of 版记, and of those between."""

LETTER_RULE = 170 * MILLIMETRE
"""Clause 10.1: how long the red double lines of a letter are."""

LETTER_TOP = 30 * MILLIMETRE
"""Clause 10.1: from the top of the paper to the top of 发文机关标志 in a letter."""
LETTER_FOOT = 20 * MILLIMETRE
"""Clause 10.1: from the second double line of a letter to the bottom of the paper."""
LETTER_GAP = 7 / 8
"""Clause 10.1: from the first double line to what stands under it, in characters."""

_ANNEX = Pattern(r"附\s*件\s*[0-9０-９{counting}]*\s*[:：]?")


def find_number(tree: Document) -> str:
    """发文字号 as the fields of a document have it; empty where they say that there is none."""
    number = (tree.meta.find_value("number") or "").strip()
    return "" if number in NOTHING else number


def is_annex(heading: Node) -> bool:
    """Whether a heading is 附件 and its number, and so opens an annex (7.3.7)."""
    return bool(_ANNEX.fullmatch(heading.text_content.strip()))


def names_annex(heading: Node) -> bool:
    """Whether a section's heading is the title of an annex: it follows the annex's mark and has no number."""
    section = heading.getparent()
    if section is None:
        return False
    above, previous = section.getparent(), section.getprevious()
    marked = previous is not None and previous.tag == "heading" and previous.getparent() is above
    return marked and heading.find("label") is None and isinstance(previous, Node) and is_annex(previous)


def closing_indents(signature: float, date: float, seal: str) -> tuple[float, float]:
    """How far 署名 and 成文日期 end from the right, in characters, for their widths (7.3.5.1 to 7.3.5.3).

    With a seal the date ends four from the right and 署名 stands over its middle; without, 署名 ends two from the right
    and the date begins two right of where it begins; a date too long for that ends two from the right itself.
    """
    if seal == "seal" and date:
        return max(0.0, 4 + (date - signature) / 2), 4.0
    if seal == "signature":
        return 4.0, 4.0
    if not date or not signature:
        return 2.0, 2.0
    if signature - date >= 2:
        return 2.0, signature - date
    return 4 + date - signature, 2.0
