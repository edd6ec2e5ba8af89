"""The style sheets in a page, as far as plain selectors go: p, .title, p.title, #top (CSS 2.1, chapter 5)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"(?:([a-z][a-z0-9]*)|\*)?(?:([.#])([\w-]+))?", re.ASCII)
_TELLING = re.compile(r"font|align|indent|display|visib|white-space|break|list-style|decoration", re.IGNORECASE)

MOST = 4000
"""Rules above which a sheet is no longer read."""

Sheet = Mapping[str, tuple[tuple[str, str], ...]]
"""`.class`, `#id` or element name → pairs of the element that it must be (empty: any) and the declarations."""


def read_sheets(texts: Iterator[str]) -> Sheet:
    """The rules of all sheets of a page that say how text looks; what stands inside @media and the like is left."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    number = 0
    for text in texts:
        for selectors, declarations in _rules(text):
            number += 1
            if number > MOST:
                break
            for tag, key in _selectors(selectors):
                found[key].append((tag, declarations))
    return {key: tuple(rules) for key, rules in found.items()}


def fitting(sheet: Sheet, tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """The declarations that fit an element, the weaker selectors first (CSS 2.1, 6.4.3)."""
    classes = attributes.get("class", "").lower().split()
    for key in (tag, *("." + name for name in classes), "#" + attributes.get("id", "").strip().lower()):
        for needed, declarations in sheet.get(key, ()):
            if needed in ("", tag):
                yield declarations


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations at the top of a sheet."""
    text = _COMMENT.sub(" ", text)
    depth, head, position = 0, "", 0
    for brace in _BRACE.finditer(text):
        before, position = text[position : brace.start()], brace.end()
        if brace[0] == "{":
            head = before.strip() if depth == 0 else head
            depth += 1
            continue
        if depth == 1 and not head.startswith("@") and _TELLING.search(before):
            yield head, before
        depth = max(0, depth - 1)


def _selectors(text: str) -> Iterator[tuple[str, str]]:
    for selector in text.lower().split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        if match and (match[1] or match[3]):
            yield (match[1] or "", match[2] + match[3]) if match[3] else ("", match[1])
