"""Our own books read back: the same blocks with what their kinds are told by, and the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from epub_books import facts, marks, proved, texts, zipped
from epub_files import open_book, paged, render, seeds_collection
from hypothesis import given, settings
from strategies import trees
from trees import NAMES, seed_tree, whole_tree

from convert.collection import Collection
from convert.recovery.reader import read as tell_structure
from convert.recovery.text import PLACE, Line, Text
from convert.style.sheet import list_styles
from convert.tree.audit import restore
from convert.tree.nodes import Document, Heading, Node

BESIDE = {"item": "item", "cell": "table", "quote": "quote"}
"""Kind of block, or of what holds it → the mark that tells it."""
NAMED = frozenset({"kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "line", "note",
                   "caption", "attachment", "signature", "copyto"})
"""Kinds that a class tells."""


def squeeze(text: str) -> str:
    """Without white space and signs that have no width, which no page shows."""
    return "".join(sign for sign in text if not sign.isspace() and sign.isprintable())


def blocks(tree: Document) -> Iterator[tuple[str, Node]]:
    """What each block prints: the text of its leaves without readings, and nothing for gaps."""
    for node in tree.article.iter():
        if isinstance(node, Node) and "at" in node.attrib and not any(
                above.tag == "meta" for above in node.iterancestors()):
            printed = squeeze("".join(node.xpath(".//text()[not(ancestor::rt)]")))
            if printed:
                yield printed, node


def body(text: Text) -> list[tuple[str, Line]]:
    """What the lines print that are text; those of a paragraph that a line end parts are one."""
    lines: list[tuple[str, Line]] = []
    for line in text.lines:
        printed = squeeze(text.view.text[line.start : line.end])
        if line.marks.role or line.marks.field or not printed:
            continue
        if lines and line.marks.paragraph and lines[-1][1].marks.paragraph == line.marks.paragraph:
            lines[-1] = (lines[-1][0] + printed, lines[-1][1])
        else:
            lines.append((printed, line))
    return lines


def tells(line: Line, node: Node) -> bool:
    """Whether the marks of a line say what the block is."""
    names, kind = line.marks.name.split(), str(node.tag)
    if isinstance(node, Heading):
        return line.marks.heading > 0 and names[:2] == ["heading", f"d{node.depth}"]
    if kind == "title":
        return line.marks.heading > 0 and names == ["title"]
    if kind in NAMED and kind not in names:
        return False
    holders = [kind, *(str(above.tag) for above in node.iterancestors())]
    return all(getattr(line.marks, BESIDE[each]) for each in holders if each in BESIDE)


@cache
def own(name: str, style: str) -> Text:
    return proved(render(seed_tree(name), style))


@pytest.mark.parametrize("style", list_styles())
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_reads_back_to_its_blocks(name: str, style: str) -> None:
    found, wanted = body(own(name, style)), list(blocks(seed_tree(name)))
    assert [printed for printed, _ in found] == [printed for printed, _ in wanted]
    untold = [printed for (printed, line), (_, node) in zip(found, wanted, strict=True) if not tells(line, node)]
    assert untold == []


def test_every_element_reads_back() -> None:
    text = proved(render(whole_tree(), "book"))
    wanted = list(blocks(whole_tree()))
    found = body(text)
    assert [printed for printed, _ in found] == [printed for printed, _ in wanted]
    assert [printed for (printed, line), (_, node) in zip(found, wanted, strict=True) if not tells(line, node)] == []
    assert [line.marks.heading for _, line in found if line.marks.heading] == [1, 2, 3, 4, 5, 6, 7, 8, 3, 2, 3, 2]
    kinds = [(text.view.text[run.start : run.end], run.kind, run.target) for run in text.runs
             if run.kind != PLACE]
    note = "EPUB/text/article.xhtml#b34"
    assert kinds == [("汉", "ruby", "hàn"), ("张三", "name", "person"), ("要点。", "lead", ""), ("重", "strong", ""),
                     ("点", "em", "dots"), ("线", "em", "line"), ("斜", "em", ""), ("楷", "face", "楷体"),
                     ("删", "del", ""), ("下", "sub", ""), ("上", "sup", ""), ("print", "code", ""),
                     ("链接", "link", "https://example.org/a?b=1&c=%E4%B8%AD"),
                     ("上文", "link", "#EPUB/text/article.xhtml#b12"), ("①", "ref", note), ("", "ref", note),
                     ("X", "gap", "redacted"), ("", "gap", "lost"), ("", "gap", "truncated"), ("?", "sic", "乱码"),
                     ("一、", "label", ""), ("1.", "label", "")]
    hrefs = [figure.get("href") for figure in whole_tree().iter("figure") if not figure.get("picture")]
    assert [picture.source for picture in text.pictures][:1] == [href for href in hrefs if href]
    assert [bool(picture.data) for picture in text.pictures] == [False, True]
    assert [cut.by for cut in text.view.cuts] == ["markup/edition", "markup/head", "markup/ruby", "markup/tag"]


@settings(max_examples=60, deadline=None)
@given(trees())
def test_any_tree_reads_back_to_its_text(tree: Document) -> None:
    found = [printed for printed, _ in body(proved(render(tree)))]
    assert "".join(found) == "".join(printed for printed, _ in blocks(tree))


@pytest.mark.parametrize("options", [{"cover": True}, {"vertical": True}, {}])
def test_what_the_edition_adds_is_no_text(options: dict[str, bool]) -> None:
    tree = seed_tree(NAMES[3])
    text = proved(render(tree, **options))
    assert texts(text) == texts(own(NAMES[3], "book"))
    assert text.findings == ()


def test_the_facts_of_a_document_read_back() -> None:
    tree = seed_tree(NAMES[3])
    text = own(NAMES[3], "book")
    fields = [pair for field in tree.meta.fields for pair in (
        (field.label, field.label, True), (field.text_content, field.label, False))]
    assert sorted(each for each in marks(text, "field", "head") if each[1]) == sorted(fields)
    sha256 = tree.record.source.get("sha256") if tree.record.source is not None else ""
    named = dict(facts(text))
    assert (named["huozi:sha256"], named["dc:source"], named["dc:publisher"], named["dc:date"]) == (
        sha256, f"{NAMES[3]}.txt", "咸宁市人民政府", "2021-04-08")


def test_a_collection_reads_back_to_its_members_and_parts() -> None:
    work = seeds_collection()
    assert isinstance(work, Collection)
    text = proved(render(work, cover=True))
    wanted: list[str] = []
    for part in work.parts:
        wanted.append(part.title)
        for member in part.members:
            wanted += [printed for printed, _ in blocks(member.load())]
    assert [printed for printed, _ in body(text)] == wanted
    parts = [text.view.text[line.start : line.end] for line in text.lines if "part-title" in line.marks.name.split()]
    assert parts == ["上编", "下编"]
    assert ("dc:creator.edt", "某某") in facts(text)
    titles = [value for label, value in facts(text) if label == "dcterms:title"]
    assert len(titles) == len(NAMES)
    assert (text.pictures, text.findings) == ((), ())


def test_the_pages_of_the_source_read_back() -> None:
    text = proved(render(paged("一[1]二", "三四", "五[2][3]六")))
    lines = [(text.view.text[line.start : line.end], line.marks.page) for line in text.lines if line.marks.role == ""]
    assert lines == [("一二", 2), ("三四", 2), ("五六", 4)]


@pytest.mark.parametrize("before", ['<article id="a2" class="article news" aria-labelledby="b35">',
                                    '<p id="b38">无题</p>', '<caption id="b30" class="caption">表题</caption>'])
def test_text_that_others_put_beside_our_blocks_is_read(before: str) -> None:
    files = open_book(render(whole_tree()))
    assert any(before.encode() in data for data in files.values())
    text = proved(zipped({name: data.replace(before.encode(), f"{before}又一句".encode())
                          for name, data in files.items()}))
    tree = tell_structure(text)
    assert restore(tree) == text.source.text
    assert "reader/piece" not in [remark.code for remark in tree.record.remarks]
    assert "又一句" in tree.text_content


@pytest.mark.parametrize("change", [{"name": "numb²er"}, {"name": "a b"}, {"place": "elsewhere"}])
def test_what_a_file_says_in_words_that_are_not_ours_is_not_believed(change: dict[str, str]) -> None:
    text = proved(render(whole_tree()))
    said = [line if line.marks.told is None else
            line._replace(marks=replace(line.marks, told=line.marks.told._replace(**change))) for line in text.lines]
    tree = tell_structure(replace(text, lines=tuple(said)))
    assert "reader/piece" not in [remark.code for remark in tree.record.remarks]
    assert {heading.place for heading in tree.walk(Heading)} <= {"own", "run-in", "glued"}
    assert len(list(tree.iter("field"))) == 3
