"""How written files break a title: read back from the files themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pymupdf
from hypothesis import strategies as st
from lxml import etree
from trees import tree_from_rows

from convert.formats.docx import DocxWriter
from convert.formats.epub.cover import break_title, size_columns, size_lines
from convert.formats.pdf import PdfWriter
from convert.style.sheet import Style, list_styles, load_style
from convert.tree.nodes import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TURNED = "book, vertical"
"""A style that lays its lines from top to bottom."""

STYLES = (*list_styles(), TURNED)


def find_style(name: str) -> Style:
    """A style without title page and contents, so that a title stands once."""
    style = load_style(name.partition(",")[0])
    page = {**style.page, "title-page": False, "contents": False}
    return replace(style, page=page | {"direction": "vertical"} if name == TURNED else page)


def make_tree(title: str, language: str = "zh-Hans") -> Document:
    """A document with this title."""
    rows = [{"kind": kind, "level": "", "key": "", "text": text} for kind, text in (("title", title), ("p", "文。"))]
    return tree_from_rows(rows, "title.txt", language)


def title_runs(tree: Document, style: Style) -> list[tuple[str, bool]]:
    """The runs of the title in a DOCX file, a break as an end of line, and whether each is hidden."""
    out = io.BytesIO()
    DocxWriter().write(tree, style, out)
    body = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    title = next(p for p in body.iter(W + "p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Title']") is not None)
    return [("\n" if run.find(W + "br") is not None else run.findtext(W + "t") or "",
             run.find(f"{W}rPr/{W}vanish") is not None) for run in title.iter(W + "r")]


def docx_lines(tree: Document, style: Style) -> list[str]:
    """The lines of the title in a DOCX file, the breaks in it taken for all there are."""
    return "".join(text for text, hidden in title_runs(tree, style) if not hidden).split("\n")


def pdf_lines(tree: Document, style: Style) -> list[str]:
    """The lines of the title in a PDF file, from the places of its characters; without blanks."""
    out = io.BytesIO()
    PdfWriter().write(tree, style, out)
    size = style.type_of("title")["size"].points()
    lines, across = [""], style.page["direction"] != "vertical"
    along = 0.0
    for character, place in _characters(out.getvalue(), size, across):
        if lines[-1] and place < along:
            lines.append("")
        lines[-1] += character
        along = place
    return lines


def _characters(data: bytes, size: float, across: bool) -> Iterator[tuple[str, float]]:
    """The characters of a size on the first page, and where each stands in its line."""
    for span in pymupdf.open(stream=data)[0].get_texttrace():
        if abs(span["size"] - size) < 0.1:
            for code, _, (x, y), _ in span["chars"]:
                if not chr(code).isspace():
                    yield chr(code), x if across else y


def break_everywhere(title: str, language: str = "zh-Hans") -> dict[str, list[str]]:
    """The lines of a title by format and style, and on both kinds of cover."""
    tree, found = make_tree(title, language), {}
    for name in STYLES:
        style = find_style(name)
        found[f"docx {name}"] = docx_lines(tree, style)
        found[f"pdf {name}"] = pdf_lines(tree, style)
    return found | {"cover": break_title(title, size_lines), "cover, vertical": break_title(title, size_columns)}


RIGHT = [
    "国务院办公厅关于印发全国深化/“放管服”改革着力培育和激发/市场主体活力重点任务分工方案的通知",
    "国务院办公厅关于加快推进政务服务/标准化规范化便利化的指导意见",
    "中共中央办公厅国务院办公厅印发/《关于进一步减轻义务教育阶段学生/作业负担和校外培训负担的意见》的通知",
    "某市人民政府关于进一步加强地方政府性债务/风险管理和隐性债务化解工作的通知",
    "某省人民政府办公厅转发省发展改革委/关于推动基本公共服务均等化实施方案的通知",
    "某市人民政府办公室关于调整/市安全生产委员会组成人员的通知",
    "某市第十五届人民代表大会第六次会议/关于政府工作报告的决议",
    "最高人民法院关于适用《中华人民共和国/民法典》时间效力的若干规定",
    "关于某市2020年国民经济和社会发展/计划执行情况与2021年计划草案的报告",
    "某市人民政府关于授予张某某等同志/见义勇为先进个人荣誉称号的决定",
    "在云南省第十四届人民代表大会/第四次会议上的政府工作报告",
    "关于李某某等同志职务任免/和张某某同志退休的通知",
    "云河市青山区发展改革委关于核定/2024年度城市集中供热价格的复函",
    "云河市水务局关于表彰防汛抗旱/先进集体和先进个人的决定",
    "弘扬科学精神　勇攀科技高峰/——在全市科学技术奖励大会上的讲话",
    "深入学习贯彻全会精神，/奋力谱写云河高质量发展新篇章",
    "雲河縣政府關於加強地方債務管理/及風險控管作業要點修正草案總說明",
    "关于开展OpenChina Summit/开放技术大会志愿服务的通知",
]
"""Titles as an editor would break them; a slash where a line ends."""

PARTS = ["人民政府", "关于", "的", "和", "《", "》", "“", "”", "（", "）", "、", "，", "——", "2021年", "第十六届",
         "通知", "见义勇为", "隐性", "债务", "云", " ", "　", "Open", "5G", "·", "等", "上", "e\u0301", "𠮷",
         "👨\u200d👩", "\u200b"]
"""What titles for the tests are put together from."""

titles = st.lists(st.sampled_from(PARTS), min_size=1, max_size=40).map("".join)
