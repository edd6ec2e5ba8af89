"""From an element of the tree to runs of text: which face, which marks beside the line, which reading above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f\u31a0-\u31bf" \
      "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs, kana and zhuyin, as a range of a regular expression."""


class Run(NamedTuple):
    """Text of one kind: `role` is another face than the paragraph's, `part` its place in the structure (Lbl, RT …)."""

    text: str
    role: str = ""
    mark: str = ""
    """dots, line or name: drawn under the characters, or beside them in vertical setting."""
    ruby: str = ""
    part: str = ""


def _reading(ruby: etree._Element) -> str:
    reading = ruby.find("rt")
    return "" if reading is None else "".join(reading.itertext())


Change = Callable[[Run, etree._Element], Run]

CHANGES: dict[str, Change] = {
    "label": lambda run, _: run._replace(part="Lbl"),
    "lead": lambda run, _: run._replace(role="lead"),
    "em": lambda run, node: (run._replace(role="hei") if node.get("rend") == "strong"
                             else run._replace(mark=node.get("rend") or "")),
    "name": lambda run, _: run._replace(mark=run.mark or "name"),
    "ruby": lambda run, node: run._replace(ruby=_reading(node), part="RB"),
}
"""What an inline element changes in the run around it; those not named change nothing."""


PLAIN = Run("")


def read_runs(element: etree._Element, run: Run = PLAIN) -> list[Run]:
    """The runs of a leaf, in order; the reading of a ruby is with its base."""
    return [piece for piece in _runs(element, run) if piece.text]


def _runs(element: etree._Element, run: Run) -> Iterator[Run]:
    yield run._replace(text=element.text or "")
    for child in element:
        if child.tag != "rt" and isinstance(child.tag, str):
            change = CHANGES.get(child.tag)
            yield from _runs(child, change(run, child) if change else run)
        yield run._replace(text=child.tail or "")


WIDE = str.maketrans(",;:!?()", "，；：！？（）")

_HALF = re.compile(r"[,;:!?]+")

_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
"""Chinese faces have it one em wide, for closing a quotation."""

_PAIR = re.compile(r"\(([^()]*)\)")

_LONE = re.compile(r"[()]")


def widen(text: str) -> str:
    """The text with half-width marks that touch Han characters in their full-width form; as long as before.

    Sources mix both; only the full-width form sits right between Han characters (CLREQ 3.1.2). What is printed changes,
    what is copied and searched does not.
    """
    text = _HALF.sub(_widen, _APOSTROPHE.sub("'", text))
    if "(" in text or ")" in text:
        for _ in range(3):  # brackets in brackets
            text = _PAIR.sub(_widen_pair, text)
        text = _LONE.sub(_widen, text)
    return text


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or char in "“”‘’" if char else False


def _around(match: re.Match[str]) -> tuple[str, str]:
    return match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]


def _widen(match: re.Match[str]) -> str:
    return match[0].translate(WIDE) if any(map(_is_wide, _around(match))) else match[0]


def _widen_pair(match: re.Match[str]) -> str:
    inside = match[1]
    wide = any(map(_is_wide, (*_around(match), inside[:1], inside[-1:])))
    return f"（{inside}）" if wide else match[0]


VERTICAL_QUOTES = str.maketrans("“”‘’", "﹃﹄﹁﹂")
"""In vertical setting mainland China has 『』 outside and 「」 inside (GB/T 15834-2011, 5.2)."""

CORNER_QUOTES = str.maketrans("“”‘’", "「」『』")
"""The quotation marks of Taiwan and Hong Kong."""
