"""The page: paper, margins, grid, columns, page numbers and running heads."""

from __future__ import annotations

from math import floor

from convert.formats.docx.markup import Element, R, Values, append, properties, twips, w
from convert.formats.docx.parts import PackagePart, make_part
from convert.formats.docx.typography import face_name, text_height
from convert.style.sheet import Style

ODD_FOOTER, EVEN_FOOTER, ODD_HEADER, EVEN_HEADER = "rFooter1", "rFooter2", "rHeader1", "rHeader2"
FIRST_HEADER, FIRST_FOOTER = "rHeader3", "rFooter3"
"""Ids of the relationships to footers and headers; `default` is odd where even pages differ."""


LETTER_TOP, LETTER_FOOT = 30 * 72 / 25.4, 20 * 72 / 25.4
"""GB/T 9704-2012, clause 10.1: from the page's top to 发文机关标志, from its bottom to the second double line."""


def has_sides(style: Style) -> bool:
    """Whether odd and even pages differ."""
    return bool(style.page["two-sided"])


def section_properties(style: Style, columns: int = 1, kind: str = "nextPage", *, furniture: bool = True,
                       centred: bool = False, numbers: str = "") -> Element:
    """A w:sectPr; `furniture` refers to footers and headers, which only the first section of a document must do.

    A `centred` section is a title page: its text stands in the middle, without number and running head; these the first
    page of one of the `kind` evenPage lacks too. `numbers` is the form of page numbers that begin with 1.
    """
    page = style.page
    section = w("sectPr")
    if furniture:
        _refer(section, style)
    append(section, "type", val=kind)
    width, height = page["paper"]
    append(section, "pgSz", w=twips(width.points()), h=twips(height.points()))
    append(section, "pgMar", **_margins(style))
    if numbers:
        append(section, "pgNumType", fmt=numbers, start=1)
    append(section, "cols", num=columns, space=twips(page["column-gap"].points()))
    if centred:
        append(section, "vAlign", val="center")
    if centred or kind == "evenPage" or (furniture and page["form"] == "letter"):
        append(section, "titlePg")
    if page["direction"] == "vertical":
        append(section, "textDirection", val="tbRl")
    append(section, "docGrid", type="lines" if page.get("lines") else "default", linePitch=line_pitch(style))
    return section


def line_pitch(style: Style) -> int:
    """Twips from line to line of the grid: the sheet's lines a page, or the leading of its text."""
    lines: int = style.page.get("lines", 0)
    if lines:
        return floor(text_height(style) * 20 / lines)
    return twips(style.type_of("p")["leading"].points())


def footers(style: Style) -> list[PackagePart]:
    """The footer parts: one, or two where even pages differ; none without page numbers."""
    if style.page["number-place"] == "none":
        return []
    odd = make_part("footer", "word/footer1.xml", ODD_FOOTER, _footer(style, odd=True))
    if not has_sides(style):
        return [odd]
    return [odd, make_part("footer", "word/footer2.xml", EVEN_FOOTER, _footer(style, odd=False))]


def headers(style: Style, title: str, level: int) -> list[PackagePart]:
    """The header parts: the title of the work, and on odd pages that of the article where `level` is its heading's."""
    if style.page["running-head"] == "none":
        return []
    running = field_runs(f" STYLEREF {level} ", title) if level else [text_run(title)]
    align = "right" if has_sides(style) else "center"
    parts = [make_part("header", "word/header1.xml", ODD_HEADER, w("hdr", _header(align, running)))]
    if has_sides(style):
        even = w("hdr", _header("left", [text_run(title)]))
        parts.append(make_part("header", "word/header2.xml", EVEN_HEADER, even))
    return parts


def _header(align: str, runs: list[Element]) -> Element:
    return w("p", w("pPr", w("pStyle", val="Header"), w("jc", val=align)), *runs)


def text_run(text: str) -> Element:
    """A w:r with a text."""
    run = w("t")
    run.text = text
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", run)


def field_runs(instruction: str, result: str) -> list[Element]:
    """The runs of a complex field with its result."""
    code = w("instrText")
    code.text = instruction
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [w("r", w("fldChar", fldCharType="begin")), w("r", code), w("r", w("fldChar", fldCharType="separate")),
            text_run(result), w("r", w("fldChar", fldCharType="end"))]


def _refer(section: Element, style: Style) -> None:
    sides = (("default", ODD_HEADER, ODD_FOOTER), ("even", EVEN_HEADER, EVEN_FOOTER))
    for kind, header, footer in sides if has_sides(style) else sides[:1]:
        if style.page["running-head"] != "none":
            append(section, "headerReference", type=kind).set(R + "id", header)
        if style.page["number-place"] != "none":
            append(section, "footerReference", type=kind).set(R + "id", footer)
    if style.page["form"] == "letter":
        append(section, "headerReference", type="first").set(R + "id", FIRST_HEADER)
        append(section, "footerReference", type="first").set(R + "id", FIRST_FOOTER)


def _margins(style: Style) -> dict[str, int]:
    page = style.page
    letter = page["form"] == "letter"
    header = LETTER_TOP if letter else page["top"].points() / 2
    return {
        "top": twips(page["top"].points()), "right": twips(page["outer"].points()),
        "bottom": floor(page["bottom"].points() * 20), "left": twips(page["inner"].points()),
        "header": twips(header), "footer": twips(LETTER_FOOT if letter else footer_height(style)), "gutter": 0}


def footer_height(style: Style) -> float:
    """Points from the page's bottom to that of the page number, whose dash stands in the middle of its line."""
    page = style.page
    half = page["number-size"].points() / 2
    return float(max(0, page["bottom"].points() - page["number-below"].points() - half))


def _footer(style: Style, *, odd: bool) -> Element:
    page = style.page
    before, _, after = page["number"].partition("{}")
    align = "center" if page["number-place"] == "centre" else "right" if odd else "left"
    indent: Values = {} if align == "center" else _one_character(style, align)
    paragraph = w("p", properties("pPr", {"pStyle": {"val": "Footer"}, "ind": indent, "jc": {"val": align}}))
    paragraph.extend([text_run(before)] if before else [])
    paragraph.extend(field_runs(" PAGE ", "1"))
    paragraph.extend([text_run(after)] if after else [])
    return w("ftr", paragraph)


def _one_character(style: Style, side: str) -> Values:
    return {f"{side}Chars": 100, side: twips(style.page["number-size"].points())}


def footer_properties(style: Style, language: str) -> tuple[Element, Element]:
    """w:pPr and w:rPr of page numbers.

    The dash of the number stands `number-below` under the type area: at half the height of a line as high as the type.
    """
    size = style.page["number-size"].points()
    face = face_name(style, style.page["number-face"], language)
    after = footer_height(style) - LETTER_FOOT if style.page["form"] == "letter" else 0
    spacing: Values = {"before": 0, "after": twips(max(0, after)), "line": twips(size), "lineRule": "exact"}
    run = {"rFonts": {"ascii": face, "hAnsi": face, "eastAsia": face, "cs": face},
           "sz": {"val": round(size * 2)}, "szCs": {"val": round(size * 2)}}
    return properties("pPr", {"spacing": spacing, "snapToGrid": {"val": 0}}), properties("rPr", run)
