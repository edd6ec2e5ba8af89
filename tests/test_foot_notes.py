"""Notes called from headings, cells and items: linked in every format, and no heading stands over moved ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx_files import W, part
from lxml import etree
from pdf_files import poppler
from score_print import bare, find_faults, print_pdf
from validators.office import lines, read_pages

from convert.formats.registry import find_writer
from convert.sources import read
from convert.style.sheet import load_style
from convert.tree.nodes import Document

STYLES = ("plain", "book", "newspaper", "gongwen")
XHTML = "{http://www.w3.org/1999/xhtml}"
MARKED = """# 题目

正文[^1]如此。

## 一、标题带注[^2]

乙文。

| 名[^3] | 数 |
|---|---|
| 甲[^4] | 1 |

- 一项[^5]
- 二项

## HEAD

[^1]: 第一条注文。
[^2]: 第二条注文。
[^3]: 第三条注文。
[^4]: 第四条注文。
[^5]: 第五条注文。
"""
LONG = "，并且继续说明其他事项，使段落足够长以便成为正文段落，不会被误认为标题。\n\n"
PRINTED = f"论某事\n\n这是第一段正文，引用了某书①{LONG}这是第二段正文，引用了另一书②{LONG}HEAD\n\n" \
          "① 某某：《某书》，某出版社，2001年，第12页。\n\n② 某某：《另一书》，某出版社，2003年，第34页。\n"


def make(head: str, text: str = MARKED) -> Document:
    return read(text.replace("HEAD", head).encode(), "a.md" if text is MARKED else "a.txt")


def written(tree: Document, form: str, style: str) -> bytes:
    out = io.BytesIO()
    find_writer(form).write(tree, load_style(style), out)
    return out.getvalue()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("head", ["注释", "注：", "Notes"])
def test_word_prints_no_heading_over_footnotes_and_keeps_it(head: str, style: str) -> None:
    tree = make(head)
    data = written(tree, "docx", style)
    body = part(data)
    hidden = [paragraph for paragraph in body.iter(f"{W}p") if head in "".join(paragraph.itertext(f"{W}t"))]
    assert [paragraph.find(f"{W}pPr/{W}rPr/{W}vanish") is not None for paragraph in hidden] == [True]
    assert all(run.find(f"{W}rPr/{W}vanish") is not None for run in hidden[0].iter(f"{W}r"))
    assert len(list(body.iter(f"{W}footnoteReference"))) == 5
    again = read(data, "a.docx")
    assert [one.text_content for one in again.article.iter("heading")] == [
        one.text_content for one in tree.article.iter("heading")]


@pytest.mark.parametrize("text", [MARKED, "# 题目\n\n正文[^1]如此。\n\n## HEAD\n\n[^1]: 第一条注文。\n"])
def test_the_contents_do_not_list_it(text: str) -> None:
    tree = read(text.replace("HEAD", "注释").encode(), "a.md")
    listed = ["".join(paragraph.itertext(f"{W}t")) for paragraph in part(written(tree, "docx", "book")).iter(f"{W}p")
              if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("TOC")]
    assert not any("注释" in line for line in listed)
    assert ("目录" in listed) == (text is MARKED), "contents with nothing to list are left out"


@poppler
@pytest.mark.parametrize("text", [MARKED, PRINTED])
def test_a_book_has_all_notes_at_the_foot(text: str) -> None:
    printed = bare(print_pdf(written(make("注释", text), "pdf", "book")))
    assert "注释" not in printed
    assert printed.count("条注文" if text is MARKED else "出版社") == (5 if text is MARKED else 2)


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_a_note_without_number_is_printed_with_its_mark_and_read_back_without(style: str, tmp_path: Path) -> None:
    tree, path = make("注释"), tmp_path / "a.pdf"
    path.write_bytes(data := written(tree, "pdf", style))
    shown = bare("".join(word.text for page in read_pages(path) for line in lines(page) for word in line))
    assert all(f"{number}第{count}条注文" in shown for number, count in enumerate("一二三四五", 1))
    assert find_faults(tree, "pdf", style) == []
    assert [note.text_content for note in read(data, "a.pdf").article.iter("note")] == [
        note.text_content for note in tree.article.iter("note")]


@poppler
@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("style", STYLES)
def test_nothing_else_is_left_out(form: str, style: str) -> None:
    assert find_faults(make("注释", PRINTED), form, style) == []


@pytest.mark.parametrize("form", ["epub", "html"])
def test_every_note_leads_back_by_its_mark(form: str) -> None:
    data = written(make("注释"), form, "plain")
    if form == "epub":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            page, contents = (etree.fromstring(book.read("EPUB/text/article.xhtml")),
                              book.read("EPUB/nav.xhtml").decode())
    else:
        page, contents = etree.HTML(data.decode()), data.decode()
    marks = {link.get("id"): link for link in page.iter("{*}a") if link.get("role") == "doc-noteref"}
    backs = [link for link in page.iter("{*}a") if link.get("role") == "doc-backlink"]
    assert [(link.get("href")[1:], link.text) for link in backs] == [
        (name, mark.text) for name, mark in marks.items()]
    assert len(backs) == 5
    assert {mark.getparent().tag.rpartition("}")[2] for mark in marks.values()} >= {"p", "h2", "th", "td"}
    assert "标题带注</a>" in contents, "contents do not print the mark of a note"


def test_tei_and_markdown_link_them_too() -> None:
    tree = etree.fromstring(written(make("注释"), "tei", "plain"))
    calls = {ref.get("{http://www.w3.org/XML/1998/namespace}id"): ref.get("target") for ref in tree.iter("{*}ref")}
    notes = [(note.get("target")[1:], "#" + note.get("{http://www.w3.org/XML/1998/namespace}id"))
             for note in tree.iter("{*}note") if note.get("target")]
    assert notes == list(calls.items())
    assert len(notes) == 5
    markdown = written(make("注释"), "markdown", "plain").decode()
    assert all(f"[^{number}]" in markdown and f"[^{number}]: " in markdown for number in range(1, 6))
