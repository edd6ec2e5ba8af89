"""The template of a style: its styles, settings and fonts, built once through python-docx and packed once.

What python-docx starts from is replaced throughout: it is US Letter, its theme fonts override the named ones, and
it carries half a megabyte of styles nobody uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from convert.chinese.prohibition import NO_END, NO_START
from convert.formats.docx.levels import Level
from convert.formats.docx.markup import Element, Values, W, append, properties, set_property, twips, w
from convert.formats.docx.page import footer_properties, footers, has_sides
from convert.formats.docx.parts import PackagePart, make_part
from convert.formats.docx.typography import (
    faces,
    line,
    paragraph_properties,
    run_properties,
    speak,
    text_width,
)
from convert.style.sheet import Style


class StyleRow(NamedTuple):
    """A paragraph style: its name, and the element and depth of the style sheet that give its type."""

    name: str
    element: str
    depth: int = 0
    next: str = "Body Text"
    shown: str = ""
    """What a style of ours is called; Word has Chinese names of its own for those that it knows."""


PARAGRAPHS = (
    StyleRow("Body Text", "p"), StyleRow("Title", "title", 1), StyleRow("Subtitle", "subtitle"),
    StyleRow("Stated Title", "title", 1, shown="文件题名"), StyleRow("Date", "date"),
    StyleRow("Dateline", "date", shown="日期来源"),
    StyleRow("Kicker", "kicker", shown="引题"), StyleRow("Byline", "byline", shown="作者"),
    StyleRow("Salutation", "salutation"), StyleRow("Addressee", "addressee", shown="主送机关"),
    StyleRow("List Paragraph", "item", next="List Paragraph"), StyleRow("Quote", "quote", next="Quote"),
    StyleRow("Verse", "line", next="Verse", shown="诗行"), StyleRow("caption", "caption"),
    StyleRow("Table Text", "cell", next="Table Text", shown="表格文字"), StyleRow("Note", "note", shown="注释"),
    StyleRow("Attachment", "attachment", shown="附件说明"), StyleRow("Signature", "signature", next="Date"),
    StyleRow("Copy To", "copyto", shown="抄送"),
    StyleRow("Source Field", "field", next="Source Field", shown="来源信息"),
    StyleRow("Figure", "caption", next="caption", shown="图片"),
    StyleRow("footnote text", "footnote", next="footnote text"),
    StyleRow("annotation text", "footnote", next="annotation text"), StyleRow("TOC Heading", "title", 2),
    StyleRow("header", "field", next="header"),
)
"""Every paragraph style but those of headings, contents and page numbers."""

OFFICIAL = (
    StyleRow("Marking", "marking", next="Marking", shown="份号密级"),
    StyleRow("Issuer", "issuer", next="Number", shown="发文机关标志"),
    StyleRow("Number", "number", next="Title", shown="发文字号"),
    StyleRow("Annex", "annex", next="Title", shown="附件标志"),
    StyleRow("Imprint", "imprint", next="Imprint", shown="版记"),
)
"""Paragraph styles that only official documents have."""

CHARACTERS: dict[str, dict[str, Values]] = {
    "Strong": {"b": {}, "bCs": {}}, "Hyperlink": {}, "footnote reference": {"vertAlign": {"val": "superscript"}},
    "annotation reference": {"sz": {"val": 16}, "szCs": {"val": 16}},
}
"""Character styles that need no face of their own; Lead has one."""


LEAD = "段首句"
"""What the character style of topic sentences is called."""


def style_id(name: str) -> str:
    """The id of a style of ours: its name without spaces, each word with a capital."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


class SameStyle:
    """A style sheet as the key of a cache: the same object, since its tables cannot be hashed."""

    __slots__ = ("style",)

    def __init__(self, style: Style) -> None:
        self.style = style

    def __hash__(self) -> int:
        return id(self.style)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameStyle) and self.style is other.style


def template_parts(style: Style, language: str, levels: tuple[Level, ...], *, noted: bool) -> tuple[PackagePart, ...]:
    """The packed parts that all documents of a style share; `noted` ones have footnotes."""
    return _template_parts(SameStyle(style), speak(style, language), levels, noted)


@lru_cache(64)
def _template_parts(key: SameStyle, language: str, levels: tuple[Level, ...], noted: bool) -> tuple[PackagePart, ...]:
    document = build_template(key.style, language, levels)
    if noted:
        _announce_footnotes(document.settings.element)
    return (make_part("styles", "word/styles.xml", "rStyles", document.styles.element),
            make_part("settings", "word/settings.xml", "rSettings", document.settings.element),
            make_part("fontTable", "word/fontTable.xml", "rFonts", _font_table(key.style)),
            *footers(key.style))


def build_template(style: Style, language: str, levels: tuple[Level, ...]) -> WordDocument:
    """An empty python-docx document with the styles and settings of a style sheet."""
    document = docx.Document()
    _clear(document.styles.element)
    _set_defaults(document.styles.element, style, language)
    _style_normal(document, style)
    for row in PARAGRAPHS if style.page["form"] == "plain" else PARAGRAPHS + OFFICIAL:
        _add_paragraph_style(document, style, language, row)
    for depth, (element, of) in enumerate(levels, 1):
        _add_heading_style(document, style, language, StyleRow(f"heading {depth}", element, of), depth)
    for depth in range(1, len(levels) + 1):
        _add_contents_style(document, style, depth)
    _add_footer_style(document, style, language)
    _add_character_styles(document, style, language)
    _set_settings(document, style, language)
    return document


def _clear(styles: Element) -> None:
    for old in styles.findall(W + "style"):
        if old.get(W + "default") != "1":
            styles.remove(old)
    latent = styles.find(W + "latentStyles")
    if latent is not None:
        latent[:] = []
        latent.set(W + "defUIPriority", "99")
        latent.set(W + "defSemiHidden", "1")
        latent.set(W + "defUnhideWhenUsed", "1")


def _set_defaults(styles: Element, style: Style, language: str) -> None:
    run = run_properties(style, "p", 0, language)
    set_property(run, "lang", val="en-US", eastAsia=language, bidi="ar-SA")
    for old in run.findall(W + "spacing"):
        run.remove(old)
    for old in styles.findall(W + "docDefaults"):
        styles.remove(old)
    styles.insert(0, w("docDefaults", w("rPrDefault", run), w("pPrDefault", w("pPr"))))


def _style_normal(document: WordDocument, style: Style) -> None:
    """What all paragraphs have.

    A false overflowPunct forbids punctuation to extend past the text (ISO/IEC 29500-1, 17.3.1.21). Word has it so;
    LibreOffice reads it the wrong way round.
    """
    settings = style.type_of("p")
    wanted = {"kinsoku": style.page["prohibition"] != "none", "overflowPunct": style.page["hanging"],
              "autoSpaceDE": True, "autoSpaceDN": True}
    switches: dict[str, Values] = {name: {} if on else {"val": 0} for name, on in wanted.items()}
    spacing: Values = {"before": 0, "after": 0, "line": line(settings), "lineRule": "exact"}
    widows: Values = {"val": 0 if style.page.get("lines") else 1}
    values: dict[str, Values | Element] = {
        "widowControl": widows, **switches, "spacing": spacing, "jc": {"val": "both"}}
    _fill(document.styles["Normal"].element, properties("pPr", values), w("rPr"))


def _add_paragraph_style(document: WordDocument, style: Style, language: str, row: StyleRow) -> Element:
    element: Element = document.styles.add_style(row.name, WD_STYLE_TYPE.PARAGRAPH, builtin=not row.shown).element
    element.set(W + "styleId", style_id(row.name))
    if row.shown:
        _call(element, row.shown)
    _fill(element, paragraph_properties(style, row.element, row.depth),
          run_properties(style, row.element, row.depth, language))
    _describe(element, style_id("Normal"), style_id(row.next))
    return element


def _add_heading_style(document: WordDocument, style: Style, language: str, row: StyleRow, depth: int) -> None:
    element = _add_paragraph_style(document, style, language, row)
    for holder in element.findall(W + "pPr"):
        set_property(holder, "outlineLvl", val=depth - 1)


def _add_contents_style(document: WordDocument, style: Style, depth: int) -> None:
    """A line of contents: two characters further in for each depth, dots up to its page number."""
    element = document.styles.add_style(f"toc {depth}", WD_STYLE_TYPE.PARAGRAPH, builtin=True).element
    element.set(W + "styleId", f"TOC{depth}")
    size = style.type_of("p")["size"].points()
    tabs = w("tabs", w("tab", val="right", leader="dot", pos=twips(text_width(style))))
    indent: Values = {"leftChars": 200 * (depth - 1), "left": twips(2 * size * (depth - 1))}
    _fill(element, properties("pPr", {"tabs": tabs, "ind": indent, "jc": {"val": "left"}}), w("rPr"))
    _describe(element, "Normal", "BodyText")


def _add_footer_style(document: WordDocument, style: Style, language: str) -> None:
    element = document.styles.add_style("footer", WD_STYLE_TYPE.PARAGRAPH, builtin=True).element
    element.set(W + "styleId", "Footer")
    _fill(element, *footer_properties(style, language))
    _describe(element, "Normal", "Footer")


def _add_character_styles(document: WordDocument, style: Style, language: str) -> None:
    lead: dict[str, Values] = {"rFonts": faces(style, style.type_of("lead"), language)}
    for name, values in {**CHARACTERS, "Lead": lead}.items():
        element = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name in CHARACTERS).element
        element.set(W + "styleId", style_id(name))
        if name == "Lead":
            _call(element, LEAD)
        _fill(element, None, properties("rPr", values))


def _call(style: Element, shown: str) -> None:
    """Gives a style the name that Word shows; its id stays."""
    for name in style.findall(W + "name"):
        name.set(W + "val", shown)


def _fill(element: Element, paragraph: Element | None, run: Element) -> None:
    """Gives a style its properties in place of those it has."""
    for old in element.findall(W + "pPr") + element.findall(W + "rPr"):
        element.remove(old)
    element.extend([part for part in (paragraph, run) if part is not None])


def _describe(element: Element, base: str, next_: str) -> None:
    """Names the style it is based on and the one that follows, and shows it in Word's gallery."""
    for name in ("basedOn", "next", "link", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat"):
        for old in element.findall(W + name):
            element.remove(old)
    made = [w("basedOn", val=base), w("next", val=next_), w("uiPriority", val=1), w("qFormat")]
    for place, child in enumerate(made, 1):
        element.insert(place, child)


_COMPATIBILITY = ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
                  "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout")
"""What Word itself sets for a new Chinese document, in the order of the schema."""


def _set_settings(document: WordDocument, style: Style, language: str) -> None:
    settings: Element = document.settings.element
    settings[:] = []
    append(settings, "zoom", percent=100)
    if style.page["mirrored"]:
        append(settings, "mirrorMargins")
    append(settings, "bordersDoNotSurroundHeader")
    append(settings, "bordersDoNotSurroundFooter")
    append(settings, "defaultTabStop", val=420)
    if has_sides(style):
        append(settings, "evenAndOddHeaders")
    append(settings, "characterSpacingControl", val="compressPunctuation")
    for tag, table in (("noLineBreaksAfter", NO_END), ("noLineBreaksBefore", NO_START)):
        if characters := table[style.page["prohibition"]]:
            append(settings, tag, lang=language, val=characters)
    compat = append(settings, "compat")
    for name in _COMPATIBILITY:
        append(compat, name)
    append(compat, "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    append(settings, "themeFontLang", val="en-US", eastAsia=language)
    append(settings, "decimalSymbol", val=".")
    append(settings, "listSeparator", val=",")


def _announce_footnotes(settings: Element) -> None:
    """Names the separators of footnotes, which stand before `compat`."""
    compat = settings.find(W + "compat")
    place = settings.index(compat) if compat is not None else len(settings)
    settings.insert(place, w("footnotePr", w("footnote", id=0), w("footnote", id=1)))


def _font_table(style: Style) -> Element:
    """The faces of the sheet with the other names they go by, so that a system without the first takes the next."""
    table = w("fonts")
    for names in _distinct(style):
        known = [name for name in names[1:] if name not in ("serif", "sans-serif", "monospace")]
        alternative = w("altName", val=",".join(known)) if known else None
        table.append(w("font", alternative, name=names[0]))
    return table


def _distinct(style: Style) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for names in style.faces.values():
        if names[0] not in seen:
            seen.add(names[0])
            yield names


