"""From the settings of a style sheet to properties of paragraphs and characters."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

from convert.formats.docx.markup import Element, Values, append, properties, twips, w
from convert.style.sheet import Style
from convert.style.values import Length

ALIGN = {"left": "left", "centre": "center", "right": "right", "justify": "both"}
_RULES = {"top": "rule-above", "bottom": "rule-below"}
LANGUAGE = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""Word names the script by a region."""
REGION = {"cn": "zh-CN", "tw": "zh-TW", "hk": "zh-TW"}
"""`region` of a sheet → Word's language, whatever the text is in."""


def word_language(language: str) -> str:
    """Word's language tag of a document's: zh-Hant and its regions are zh-TW, all other Chinese zh-CN."""
    hant = language in ("zh-TW", "zh-HK", "zh-MO") or language.startswith("zh-Hant")
    return LANGUAGE["zh-Hant" if hant else "zh-Hans"]


def speak(style: Style, language: str) -> str:
    """Word's language tag for text of a language: that of the sheet's region, where it names one."""
    return REGION.get(style.page["region"]) or word_language(language)


def face_name(style: Style, role: str, language: str) -> str:
    """The first name of the face of a role, in the script of a language; a role the sheet lacks is itself a name."""
    hant = style.faces.get(f"{role}-hant") if word_language(language) == "zh-TW" else None
    return (hant or style.faces.get(role) or (role,))[0]


def faces(style: Style, settings: Mapping[str, Any], language: str) -> Values:
    """The w:rFonts of a type: the East Asian face apart from the Latin one."""
    latin = face_name(style, settings.get("latin", "latin"), language)
    return {"ascii": latin, "hAnsi": latin, "eastAsia": face_name(style, settings["face"], language), "cs": latin}


def run_properties(style: Style, element: str, depth: int, language: str) -> Element:
    """The w:rPr of an element."""
    settings = style.type_of(element, depth)
    size = round(settings["size"].points() * 2)
    values: dict[str, Values | Element] = {
        "rFonts": faces(style, settings, language), "sz": {"val": size}, "szCs": {"val": size}}
    if _lacks_weight(style, settings["face"], language):
        values |= {"b": {}, "bCs": {}}
    if any(settings["colour"]):
        values["color"] = {"val": "".join(f"{round(part * 255):02X}" for part in settings["colour"])}
    fitting = tracking(style)
    if fitting and settings["size"] == style.type_of("p")["size"]:
        values["spacing"] = {"val": fitting}
    return properties("rPr", values)


def _lacks_weight(style: Style, role: str, language: str) -> bool:
    """Whether the face of titles is made bold: few systems have it, and Traditional text takes one of its own faces.

    GB/T 9704-2012 wants 小标宋 as it is, and offices have it.
    """
    own = face_name(style, role, language)
    return role == "title" and (style.page["form"] != "document" or own == face_name(style, "song", language))


def tracking(style: Style) -> int:
    """Twips to add to each character so that the sheet's characters fill its line; 0 without a grid.

    A character grid is not used: LibreOffice gives two cells to a character that is wider than its cell.
    """
    chars: int = style.page.get("chars", 0)
    if not chars:
        return 0
    size: float = style.type_of("p")["size"].points()
    return floor((text_width(style) / chars - size) * 20)


def text_width(style: Style) -> float:
    """Points between the margins."""
    page = style.page
    return float(page["paper"][0].points() - page["inner"].points() - page["outer"].points())


def text_height(style: Style) -> float:
    """Points between the margins."""
    page = style.page
    return float(page["paper"][1].points() - page["top"].points() - page["bottom"].points())


def line_length(style: Style) -> float:
    """Points that a line across all columns may take."""
    return text_height(style) if style.page["direction"] == "vertical" else text_width(style)


def paragraph_properties(style: Style, element: str, depth: int = 0) -> Element:
    """The w:pPr of an element, without style name and outline level."""
    settings = style.type_of(element, depth)
    values: dict[str, Values | Element] = {
        "spacing": spacing(settings), "ind": indents(settings, tracking(style)),
        "jc": {"val": ALIGN[settings["align"]]}}
    if style.page.get("lines") and line(settings) != line(style.type_of("p")):
        values["snapToGrid"] = {"val": 0}
    for key, name in (("keep-next", "keepNext"), ("new-page", "pageBreakBefore")):
        if settings.get(key):
            values[name] = {}
    rules = [(side, settings[key]) for side, key in _RULES.items() if key in settings and settings[key].points()]
    if rules:
        values["pBdr"] = _borders(rules)
    return properties("pPr", values)


def spacing(settings: Mapping[str, Any]) -> Values:
    """The w:spacing of a type: exact leading, and space before and after in lines where the sheet says lines."""
    leading = settings["leading"].points()
    values: dict[str, str | int] = {}
    for key in ("before", "after"):
        length: Length = settings[key]
        if length.lines:
            values[f"{key}Lines"] = round(length.lines * 100)
        values[key] = twips(length.points(settings["size"].points(), leading))
    return values | {"line": line(settings), "lineRule": "exact"}


def line(settings: Mapping[str, Any]) -> int:
    """Twips from line to line, rounded down so that the lines of a grid fit its page."""
    leading: Length = settings["leading"]
    return floor(leading.points() * 20 + 1e-6)


def indents(settings: Mapping[str, Any], fitting: int = 0) -> Values:
    """The w:ind of a type, in characters for Word and in twips for whoever does not know characters."""
    size = settings["size"].points() + fitting / 20
    values: dict[str, str | int] = {}
    for key, name in (("left", "left"), ("right", "right"), ("indent", "firstLine")):
        length: Length = settings[key]
        if key == "indent" and length.points(size) < 0:
            name, length = "hanging", Length(-length.fixed, -length.chars)
        if length.chars and not length.fixed:
            values[f"{name}Chars"] = round(length.chars * 100)
        values[name] = twips(length.points(size))
    return values


def _borders(rules: list[tuple[str, Length]]) -> Element:
    borders = w("pBdr")
    for side, width in rules:
        append(borders, side, val="single", sz=max(2, round(width.points() * 8)), space=1, color="auto")
    return borders
