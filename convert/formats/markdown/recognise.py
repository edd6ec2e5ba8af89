"""Whether a plain text is Markdown: several kinds of its marks, none of which a report without markup has by chance."""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.chinese.lexicon import Pattern

ENOUGH = 4
"""Weight from which a text is Markdown: two kinds of marks that it alone has, or one of them and two of others."""

EXTENT = 100_000
"""Characters that are looked at."""

FRONTS = ("---", "+++", ";;;", "{")
"""What front matter begins with."""


class _Kind(NamedTuple):
    """A kind of mark: how it looks, how often it has to stand, and what it weighs."""

    signs: tuple[str, ...]
    """One of these stands in each; looking for them is a hundred times faster than the pattern."""
    pattern: Pattern
    least: int
    weight: int


def _kind(signs: str, pattern: str, least: int, weight: int) -> _Kind:
    return _Kind(tuple(signs.split()), Pattern(pattern, re.MULTILINE), least, weight)


KINDS = {
    "heading": _kind("#", r"^ {0,3}#{1,6}[ \t]+\S", 2, 2),
    "subheading": _kind("##", r"^ {0,3}#{2,6}[ \t]*[^\s#!]", 2, 2),
    "strong": _kind("**", r"(?<![\w*\\])\*\*(?=[^*\n]*\w)[^\s*](?:[^*\n]*[^\s*])?\*\*(?!\*)", 2, 2),
    "link": _kind("](", r"(?<!\\)\[[^\[\]\n]*\]\((?:https?:|mailto:|[./#])[^)\s]*(?: \"[^\"\n]*\")?\)", 1, 2),
    "fence": _kind("```", r"^ {0,3}```[^\n`]*\n(?:(?! {0,3}```).*\n)*? {0,3}```[ \t]*$", 1, 2),
    "table": _kind("|", r"^[^\n|]*\|[^\n]*\n[ \t]*\|?"
                   r"[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", 1, 4),
    "note": _kind("[^", r"^\[\^[^\]\s]+\]:[ \t]", 1, 2),
    "escape": _kind("\\", r"\\[*_#|\[\]>~`]", 2, 1),
    "item": _kind("- * +", r"^[ \t]*[-*+][ \t]+\S", 3, 1),
    "quote": _kind(">", r"^>[ \t]?\S", 2, 1),
    "code": _kind("`", r"(?<!`)`[^`\n]+`(?!`)", 2, 1),
    "underline": _kind("--- ===", r"^[^\s\-=|>][^\n|]{0,40}[^\s。；，：]\n(?:-{3,}|={3,})[ \t]*$", 2, 1),
}
"""Marks: one that plain text may have too weighs half of one that it has not; nothing else looks like a table."""


def is_markdown(text: str) -> bool:
    """Whether a text of no declared format is Markdown."""
    text = text[:EXTENT].replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith(FRONTS) and _has_front_matter(text):
        return True
    return sum(kind.weight for kind in KINDS.values() if _stands(kind, text)) >= ENOUGH


def _has_front_matter(text: str) -> bool:
    from convert.formats.markdown.front import find_front_matter  # loads YAML: only where something looks like it

    return find_front_matter(text) is not None


def _stands(kind: _Kind, text: str) -> bool:
    if not any(sign in text for sign in kind.signs):
        return False
    found = kind.pattern.finditer(text)
    return all(next(found, None) for _ in range(kind.least))
