"""Titles in written files: broken alike in DOCX, PDF and on covers, nothing of them lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from title_lines import (
    RIGHT,
    STYLES,
    W,
    break_everywhere,
    docx_lines,
    find_style,
    make_tree,
    pdf_lines,
    title_runs,
    titles,
)

from convert.collection import Collection, Member, Part
from convert.formats.docx import DocxWriter
from convert.formats.pdf.breaks import find_places
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import Run
from convert.formats.pdf.setter import set_type
from convert.style.sheet import load_style


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=40) | titles)
def test_every_character_of_a_paragraph_in_type_has_its_place(text: str) -> None:
    setting = set_type([(Run(text), text, TypeCase().face("title", "cn"))], "cn", "strict")
    places = find_places(setting)
    assert len(places) == len(text) + 1
    assert places == sorted(places)
    assert places[-1] == len(setting)


@pytest.mark.parametrize("wanted", RIGHT[:6] + RIGHT[-4:])
def test_all_formats_break_a_title_alike(wanted: str) -> None:
    title = wanted.replace("/", "")
    tree = make_tree(title, "zh-Hant" if title[0] == "雲" else "zh-Hans")
    for name in STYLES:
        style = find_style(name)
        in_word = docx_lines(tree, style)
        assert ["".join(line.split()) for line in in_word] == pdf_lines(tree, style), name
    assert docx_lines(tree, find_style("gongwen")) == wanted.split("/")


def test_a_blank_at_a_break_is_kept_in_docx_but_not_printed() -> None:
    title = "弘扬科学精神　勇攀科技高峰　奋力谱写云河高质量发展新篇章"
    runs = title_runs(make_tree(title), find_style("gongwen"))
    assert runs == [("弘扬科学精神　勇攀科技高峰", False), ("　", True), ("\n", False),
                    ("奋力谱写云河高质量发展新篇章", False)]


def test_titles_of_parts_and_collections_are_broken_too() -> None:
    title = "云河市人民政府关于进一步加强地方政府性债务风险管理的文件汇编"
    member = Member("m", lambda: make_tree("通知"))
    out = io.BytesIO()
    DocxWriter().write(Collection(title, (Part(title, (member,)),)), load_style("book"), out)
    body = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    broken = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in body.iter(f"{W}p") if p.find(f".//{W}br") is not None]
    assert {"Title", "Heading1"} <= set(broken)


def test_a_reading_above_a_title_is_not_parted() -> None:
    tree = make_tree("云河市人民政府关于做好龟兹文化遗址保护利用有关工作的紧急通知")
    title = tree.article.title
    assert title is not None
    before, after = (title.text or "").split("龟兹")
    title.text = before
    ruby = title.makeelement("ruby")
    ruby.text, ruby.tail = "龟兹", after
    reading = ruby.makeelement("rt")
    reading.text = "qiū cí"
    ruby.append(reading)
    title.append(ruby)
    lines = pdf_lines(tree, find_style("gongwen"))
    assert any("龟兹" in line for line in lines)
    assert len(docx_lines(tree, find_style("gongwen"))) == 1


def test_every_way_to_print_is_asked() -> None:
    ways = break_everywhere(RIGHT[0].replace("/", ""))
    covers = {"cover", "cover, vertical"}
    assert set(ways) == {f"{kind} {style}" for kind in ("docx", "pdf") for style in STYLES} | covers
    assert all(len(lines) > 1 for lines in ways.values())
