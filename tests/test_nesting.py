"""Nesting has a limit, which is told, in every reader and every writer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx_parts import package
from settled import settle_seed

import convert
from convert.formats.registry import written_suffixes
from convert.recovery.assembly import assemble
from convert.transforms.repair import find_repairs
from convert.tree.build import add, make
from convert.tree.grow import LOWEST
from convert.tree.nesting import DEEPEST, flatten
from convert.tree.nodes import XML_LANG, Document, Node
from convert.tree.schema import schema

DEPTHS = (DEEPEST - 20, 400, 3000)


def nest(kind: str, depth: int) -> Document:
    """A tree made by hand, in which elements of a kind stand within each other."""
    tree = convert.read_text("题目\n\n正文一段话。\n")
    source = make("source", name="made.txt", sha256="0", text_sha256="0", bytes="0", length="0", encoding="utf-8",
                  newline="lf", media="text/plain")
    tree.record.replace(tree.record.find("source"), source)
    for cut in list(tree.record.cuts):
        tree.record.remove(cut)
    inner: Node = tree.find("article")
    if kind == "em":
        inner = add(inner, "p", at="")
    for number in range(depth):
        if kind == "list":
            inner = add(add(inner, "list", kind="bullet"), "item") if number % 2 else inner
        else:
            inner = add(inner, kind, rend="strong" if kind == "em" else None)
        if kind == "section":
            add(inner, "heading", at="").text = f"第{number}节"
    if kind == "em":
        inner.text = "底"
    else:
        add(inner, "p", at="").text = "底"
    return tree


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("kind", ["section", "article", "quote", "list", "em"])
def test_a_deep_tree_is_valid_and_loses_no_text(kind: str, depth: int) -> None:
    tree = nest(kind, depth)
    made, count = flatten(tree)
    assert (count > 0) == (depth > DEEPEST)
    assert schema().validate(made), schema().error_log[0]
    assert "".join(made.itertext()) == "".join(tree.itertext())
    assert flatten(made) == (made, 0)


@pytest.mark.parametrize("to", list(written_suffixes().items()), ids=written_suffixes())
@pytest.mark.parametrize("kind", ["section", "article", "quote", "list", "em"])
def test_every_writer_sets_a_deep_tree_and_says_so(kind: str, to: tuple[str, str], tmp_path: Path) -> None:
    for depth in DEPTHS:
        notices = convert.write(nest(kind, depth), tmp_path / f"a{to[1]}")
        assert [notice.code for notice in notices].count("tree/depth") == (depth > DEEPEST)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("kind", ["section", "article", "quote", "list", "em"])
def test_a_deep_tree_is_set_in_another_script(kind: str, depth: int) -> None:
    tree = nest(kind, depth)
    traditional = convert.to_script(tree, "zh-Hant")
    assert traditional.text_content.startswith("題目")
    assert len(list(traditional.iter(kind))) == len(list(tree.iter(kind)))
    assert convert.to_script(traditional, "zh-Hans").article.text_content == tree.article.text_content


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_deep_tree_is_repaired(depth: int) -> None:
    tree = nest("em", depth)
    next(node for node in tree.iter("em") if node.text == "底").text = "干部"
    tree.set(XML_LANG, "zh-Hant")
    assert [(repair.at, repair.now) for repair in find_repairs(tree) if repair.was == "干"] == [((0, 0), "幹")]
    assert "幹部" in convert.repair_script(tree).text_content


def test_what_a_tree_prints_from_no_source_is_changed_without_an_edit() -> None:
    tree = convert.read_text("题目\n\n正文一段话。\n")
    add(tree.article, "p", at="").text = "后来的话，不发展头发。"
    next(tree.article.iter("p")).text += "还有发言。"
    made = convert.to_script(tree, "zh-Hant", readings=True)
    assert [leaf.text for leaf in made.article.iter("p")] == ["正文一段話。還有發言。", "後來的話，不發展頭髮。"]
    assert [(edit.was, edit.now) for edit in made.record.edits] == [("题", "題"), ("话", "話")]
    assert schema().validate(made), schema().error_log[0]


DEEPER = {
    "hi": (r"正文一段话。", '<hi rend="strong">', "</hi>"), "date": (r"正文一段话。", "<date>", "</date>"),
    "quote": (r"<p [^<]*正文一段话。</p>", "<quote>", "</quote>"),
    "list": (r"<p [^<]*正文一段话。</p>", '<list rend="bulleted"><item>', "</item></list>"),
}
"""What others nested in a file of ours: around what, and the tags."""


@pytest.mark.parametrize("what", DEEPER)
def test_tei_of_ours_may_nest_as_deep_as_its_parser_allows(what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tei.xml"
    around, start, end = DEEPER[what]
    tree = convert.read_text("题目\n\n正文一段话。\n")
    convert.write(tree, path)
    deeper, times = re.subn(around, lambda found: start * 900 + found[0] + end * 900, path.read_text("utf-8"))
    assert times == 1
    path.write_text(deeper, "utf-8")
    made = convert.read(path)
    assert convert.restore(made) == convert.restore(tree)
    assert [notice.code for notice in convert.write(made, tmp_path / "a.docx")].count("tree/depth") == (what != "date")


N = 10_000
DEEP = {
    "a.html": ("<blockquote>" * N + "引文" + "</blockquote>" * N, "<ul><li>项" * N, "<div>" * N + "文"),
    "a.md": (*(f"# 题目\n\n正文一段话。\n\n{mark * N}引文说的是这件事情。\n" for mark in (">", "> ")),
             "*" * N + "文" + "*" * N + "\n"),
    "a.xml": ("<?xml version='1.0'?>" + "<list><item>" * N + "文" + "</item></list>" * N,),
    "a.tei.xml": ("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>" + "<div>" * N + "<p>文。</p>" + "</div>" * N
                  + "</body></text></TEI>",),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in DEEP.items() for text in texts])
def test_what_nests_too_deep_is_read_and_told(name: str, text: str) -> None:
    tree = convert.read_text(text, name)
    assert convert.restore(tree) == text
    assert [remark.code for remark in tree.record.remarks if (remark.code or "").endswith("/depth")]


def test_a_document_of_word_that_nests_too_deep_is_refused_in_one_line() -> None:
    body = "<w:tbl><w:tr><w:tc>" * N + "<w:p><w:r><w:t>文</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * N
    with pytest.raises(convert.SourceError, match="nests") as told:
        convert.read(package(body), "a.docx")
    assert "\n" not in str(told.value)


def test_headings_have_a_lowest_level() -> None:
    text, blocks, cuts = settle_seed()
    made = [block._replace(kind="heading", level=number + 1, label="", place="own")
            for number, block in enumerate(block for block in blocks if block.spans)]
    tree = assemble(text, made, cuts)
    assert max(sum(1 for above in node.iterancestors("section")) for node in tree.iter("heading")) == LOWEST
    assert [remark.code for remark in tree.record.remarks].count("tree/depth") == 1


@pytest.mark.parametrize("length", ["9" * 400 + "em", "9" * 400 + "px",
                                    "-" + "9" * 400 + "px;font-size:" + "9" * 400 + "px"])
def test_an_indent_without_end_is_a_wide_one(length: str) -> None:
    tree = convert.read_text(f"<p style='text-indent:{length}'>正文一段话。</p>", "a.html")
    assert "正文一段话。" in tree.text_content
