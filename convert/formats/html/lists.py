"""What a browser prints before the items of a list (HTML, 4.4.8; CSS Counter Styles 3)."""

from __future__ import annotations

from convert.chinese.numerals import print_numeral
from convert.formats.html.tree import Element, read_label, read_text
from convert.formats.roman import write_roman
from convert.recovery.fields import are_facts

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_LETTERS = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "": "•"}

_STOPS = ("。", "！", "？", "；")

JUDGED = 400
"""Pieces of a definition that tell whether it is a sentence."""

MOST = 9999
"""Numbers above which an item is printed without one."""


def mark_item(marker: str) -> str:
    """The bullet of an item in a list without numbers; empty where the style takes it away."""
    return _BULLETS.get(marker, "•" if marker and marker != "none" else "")


def count_items(ordered: Element, marker: str) -> dict[int, str]:
    """What stands before each item of a numbered list, by the `id()` of the item."""
    attributes = ordered.attributes
    items = [child for child in ordered.elements() if child.tag == "li"]
    kind = marker or _TYPES.get(attributes.get("type", "").strip(), "decimal")
    backwards = "reversed" in attributes
    number = _whole(attributes.get("start", ""), len(items) if backwards else 1)
    found: dict[int, str] = {}
    for item in items:
        if "value" in item.rest.lower():
            number = _whole(item.attributes.get("value", ""), number)
        found[id(item)] = print_counter(number, kind)
        number += -1 if backwards else 1
    return found


def explains(listed: Element, source: str) -> bool:
    """Whether the definitions of a list are text below its terms, sentences or lists, and no facts of the page."""
    elements = list(listed.elements())
    terms = [label for each in elements if each.tag == "dt" and (label := read_label(each, source))]
    definitions = [each for each in elements if each.tag == "dd"]
    told = sum(_is_text(each, source) for each in definitions)
    return bool(terms) and 2 * told > len(definitions) and not are_facts(terms)


def _is_text(definition: Element, source: str) -> bool:
    """Whether a definition is a sentence or a list."""
    lists = any(child.tag in ("ul", "ol") for child in definition.elements())
    return lists or read_text(definition, source, JUDGED).rstrip().endswith(_STOPS)


def print_counter(number: int, kind: str) -> str:
    """A counter as its style prints it; empty for the style none."""
    if kind == "none":
        return ""
    if kind in _BULLETS:
        return _BULLETS[kind]
    if not 0 < number <= MOST:
        return f"{number}."
    if kind in _LETTERS:
        return f"{_letters(number, _LETTERS[kind])}."
    if kind in ("lower-roman", "upper-roman"):
        roman = write_roman(number)
        return f"{roman if kind == 'lower-roman' else roman.upper()}."
    if kind.startswith(("cjk", "simp-chinese", "trad-chinese")):
        return f"{print_numeral(number)}、"
    return f"{number:02}." if kind == "decimal-leading-zero" else f"{number}."


def _letters(number: int, first: str) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord(first) + rest) + text
    return text


def _whole(value: str, otherwise: int) -> int:
    value = value.strip()
    return int(value) if len(value) < 9 and value.lstrip("-").isascii() and value.lstrip("-").isdecimal() else otherwise
