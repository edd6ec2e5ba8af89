"""DOCX files for tests: works to write, and what is in the files."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from trees import NAMES, seed_tree, tree_from_rows

from convert.collection import Collection, Member, Part
from convert.formats.docx import DocxWriter
from convert.formats.docx.series import NumberShape, print_number
from convert.style.sheet import load_style
from convert.tree.build import add
from convert.tree.nodes import Document, Heading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run_in(tree: Document) -> Document:
    """The same tree with its sentence-like headings run into their paragraphs, as its source prints them."""
    for heading in tree.walk(Heading):
        if heading.text_content.endswith("。"):
            heading.place = "run-in"
    return tree


def seeds_collection() -> Collection:
    members = [Member(f"m{name[:3]}", lambda name=name: seed_tree(name)) for name in NAMES]
    parts = (Part("上编", tuple(members[:2])), Part("下编", tuple(members[2:])))
    return Collection("经济工作文集", parts, creators=("某某",), publisher="某社")


def render(work: Document | Collection, style: str = "plain", **options: object) -> bytes:
    out = io.BytesIO()
    DocxWriter(**options).write(work, load_style(style), out)
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names_of(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def style_of(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def text_of(paragraph: etree._Element) -> str:
    """The characters as they are read: those of a ruby before their reading, which Word keeps before them."""
    runs = (run for run in paragraph.iter(f"{W}r", f"{W}ruby") if next(run.iterancestors(f"{W}ruby"), None) is None)
    return "".join(text for run in runs for text in _texts(run))


def _texts(run: etree._Element) -> list[str]:
    if run.tag == f"{W}ruby":
        return [*run[2].itertext(f"{W}t"), *run[1].itertext(f"{W}t")]
    return [t.text or "" for t in run.iterchildren(f"{W}t")]


def read_stories(data: bytes) -> list[etree._Element]:
    """Body and footnotes with the numbers that Word prints as text, without marks that the tree has not."""
    body = part(data)
    if "word/footnotes.xml" not in names_of(data):
        return [body]
    notes, told = part(data, "word/footnotes.xml"), part(data, "customXml/item1.xml").get("notes")
    form = next((made.get(f"{W}val") for made in body.iterfind(f".//{W}sectPr/{W}footnotePr/{W}numFmt")), "decimal")
    marks: dict[str, str] = {}
    for reference in body.iter(f"{W}footnoteReference"):
        if reference.get(f"{W}customMarkFollows") is None and told:
            mark = marks.setdefault(reference.get(f"{W}id"), print_number(NumberShape(form, "", ""), len(marks) + 1))
            etree.SubElement(reference.getparent(), f"{W}t").text = mark
    for note in notes:
        for style in [*note.iterfind(f".//{W}rStyle[@{W}val='FootnoteReference']")]:
            run = style.getparent().getparent()
            for text in run.findall(f"{W}t"):
                run.remove(text)
            if told == "labelled":
                etree.SubElement(run, f"{W}t").text = marks[note.get(f"{W}id")]
    return [body, notes]


def notice(*, annex: bool = False) -> Document:
    """A notice of a made-up government: everything a 公文 has in its text."""
    wide = "为建立健全地方政府性债务风险应急处置工作机制，坚持快速响应、分类施策、各司其职、协同联动、稳妥处置。"
    rows = [("title", "关于进一步加强地方政府性债务风险应急处置工作有关事项的通知"),
            ("addressee", "各县、市、区人民政府，市政府各部门："),
            ("p", wide * 2), ("heading 1", "一、总体要求"), ("heading 2", "（一）工作原则"), ("p", wide * 3),
            ("heading 3", "1.快速响应。"), ("p", wide * 2), ("heading 1", "二、组织保障"), *[("p", wide * 4)] * 4]
    closing = [("attachment", "附件：1.地方政府性债务风险分类处置指南和地方政府性债务风险应急处置情况报告表格式样"),
               ("attachment", "2.风险事件报告表"), ("signature", "某某市人民政府"), ("date", "2021年4月8日")]
    annexed = [("article", ""), ("kicker", "附件1"), ("title", "处置指南"), ("p", wide)] if annex else []
    parted = [(*kind.partition(" "), text) for kind, text in (*rows, *closing, *annexed)]
    return tree_from_rows([{"kind": kind, "level": level, "key": "", "text": text} for kind, _, level, text in parted])


def remarked() -> Document:
    """Every element, footnotes, and a remark."""
    rows = [("title", "题"), ("p", "前文①后文。又一处。②"), ("note", "① 注一。"), ("note", "②注二。"), ("li", "一项")]
    tree = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text} for kind, text in rows])
    add(tree.record, "remark", code="text/made", severity="note").text = "编出来的"
    return tree
