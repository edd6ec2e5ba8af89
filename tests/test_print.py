"""What is printed is the text of the tree, in order, in every format: `score_print.py` counts it over all gold."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import pytest
from docx_files import W, part
from lxml import etree
from score_print import PRINTERS, Block, bare, compare, find_faults
from trees import NAMES, seed_tree, tree_from_rows, whole_tree

from convert.formats.registry import find_writer
from convert.sources import read
from convert.style.sheet import load_style
from convert.tree.build import add, make
from convert.tree.identity import identify, state_title
from convert.tree.nodes import Document

FORMS = [form for form in PRINTERS if form != "pdf" or shutil.which("pdfinfo")]
"""The text of a PDF is taken by poppler."""
DECREE = ("某某共和国政务院令\n\n第315号\n\n《城镇道路照明管理条例》已经政务院常务会议通过，现予公布。\n\n"
          "总理　林文清\n\n2011年3月20日\n")
NEWS = ("海湾国家商定共同开发渔场\n作者：陈知行  时间：2013-05-06\n\n"
        "　　本报滨城5月5日电 （记者陈知行）来自六个海湾国家的代表今天在滨城商定共同开发远海渔场。\n\n"
        "山地铁路全线铺轨完成\n作者：陈知行  时间：2013-05-04\n\n"
        "　　本报滨城5月3日电 （记者陈知行）历时五年建设的山地铁路今天全线铺轨完成，预计明年春天通车。\n")
LINKED = "# 链接\n\n前[甲](https://a.example/)中[乙](https://b.example/)后，注[^1]在此。\n\n[^1]: 注文。\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_is_printed_as_its_tree_has_it(form: str, name: str) -> None:
    assert find_faults(seed_tree(name), form) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form in ("docx", "pdf")])
@pytest.mark.parametrize("style", ["book", "newspaper", "gongwen"])
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_is_printed_in_every_style(form: str, style: str, name: str) -> None:
    assert find_faults(seed_tree(name), form, style) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form in ("docx", "pdf")])
def test_what_stands_above_a_title_stays_above_it_on_its_page(form: str) -> None:
    tree = tree_from_rows([{"kind": "title", "level": "", "key": "", "text": "某事"},
                           {"kind": "p", "level": "", "key": "", "text": "正文一段。"}])
    front = tree.article.front
    assert front is not None
    add(figure := make("figure"), "caption").text = "题上的图"
    front.insert(0, figure)
    assert find_faults(tree, form, "book") == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [DECREE, NEWS, LINKED])
def test_facts_and_links_are_printed_where_they_belong(form: str, text: str) -> None:
    assert find_faults(read(text.encode(), "a.md"), form) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_element_is_printed(form: str) -> None:
    assert find_faults(whole_tree(), form) == []


@pytest.mark.parametrize("form", [form for form in FORMS if form != "tei"])
def test_number_and_date_stand_under_their_headlines(form: str) -> None:
    assert "令第315号《城" in print_text(read(DECREE.encode(), "a.txt"), form)
    text = print_text(read(NEWS.encode(), "a.txt"), form)
    assert text.index("2013-05-06") < text.index("来自六个") < text.index("2013-05-04") < text.index("历时五年")


def print_text(tree: Document, form: str) -> str:
    """The text of a file of a format, with nothing between."""
    out = io.BytesIO()
    find_writer(form).write(tree, load_style("plain"), out)
    return bare(PRINTERS[form](out.getvalue()))


def test_what_is_lost_moved_or_added_is_a_fault() -> None:
    blocks = [Block("p", "甲乙"), Block("p", "丙丁")]
    assert list(compare(blocks, "甲乙丙丁")) == []
    assert len(list(compare(blocks, "甲乙"))) == 1
    assert len(list(compare(blocks, "丙丁甲乙"))) == 2
    assert len(list(compare(blocks, "甲乙戊丙丁己"))) == 2


@pytest.mark.parametrize("form", FORMS)
def test_the_name_of_a_file_is_no_title(form: str) -> None:
    tree = tree_from_rows([{"kind": "p", "level": "", "key": "", "text": "只有一段正文。"}], "a-name.txt")
    assert identify(tree).title == "无题"
    assert print_text(tree, form) == "只有一段正文。"


@pytest.mark.parametrize("form", FORMS)
def test_a_title_that_only_facts_tell_is_printed(form: str) -> None:
    rows = [{"kind": "meta", "level": "", "key": "名称", "text": "某某办法"},
            {"kind": "p", "level": "", "key": "", "text": "只有一段正文。"}]
    tree = tree_from_rows(rows, "a-name.txt")
    out = io.BytesIO()
    find_writer(form).write(tree, load_style("plain"), out)
    assert state_title(tree) == "某某办法"
    if form == "epub":  # what its own text is not the edition marks
        with zipfile.ZipFile(out) as book:
            assert '<h1 id="title" class="title added">某某办法</h1>' in book.read("EPUB/text/article.xhtml").decode()
    elif form != "tei":  # a header has it
        assert bare(PRINTERS[form](out.getvalue())).startswith("某某办法只有一段正文。")
    assert not list(read(out.getvalue(), f"a.{form}" if form != "tei" else "a.tei.xml").article.iter("title"))


def test_numbers_of_a_table_stand_at_the_right_and_short_rows_are_filled() -> None:
    tree = read("# 题\n\n| 名 | 数 | 注 |\n|---|---:|---|\n| 甲 | 1,234.5 | 有 |\n| 乙 | -3.2% | |\n".encode(), "a.md")
    out = io.BytesIO()
    find_writer("epub").write(tree, load_style("plain"), out)
    with zipfile.ZipFile(out) as book:
        rows = etree.fromstring(book.read("EPUB/text/article.xhtml")).findall(".//{*}tr")
    assert [[(cell.tag.rpartition("}")[2], cell.get("class")) for cell in row] for row in rows] == [
        [("th", None)] * 3, *[[("td", None), ("td", "number"), ("td", None)]] * 2]
    out = io.BytesIO()
    find_writer("docx").write(tree, load_style("plain"), out)
    cells = [["".join(cell.itertext()) for cell in row.iterfind(f"{W}tc")
              if cell.find(f".//{W}jc[@{W}val='right']") is not None] for row in part(out.getvalue()).iter(f"{W}tr")]
    assert cells == [[], ["1,234.5"], ["-3.2%"]]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler: apt-get install poppler-utils")
def test_a_book_prints_each_note_at_the_foot_of_the_page_that_refers_to_it() -> None:
    filler = "这里是一段很长的正文，用来把页面填满，说些别的话，好让注文落在不同的页面上。" * 20
    text = (f"# 题\n\n甲[^1]文。\n\n{filler}\n\n{filler}\n\n{filler}\n\n乙[^2]文。\n\n"
            "## 注释\n\n[^1]: 第一条注文。\n[^2]: 第二条注文。\n")
    out = io.BytesIO()
    find_writer("pdf").write(read(text.encode(), "a.md"), load_style("book"), out)
    pages = [bare(page) for page in pdf_text(out.getvalue()).split("\f")]
    first, second = (next(page for page in pages if word in page) for word in ("第一条注文", "第二条注文"))
    assert first != second
    assert "甲1文" in first
    assert "乙2文" in second
    assert not any(page.endswith("注释") or "注释第" in page for page in pages)


def pdf_text(data: bytes) -> str:
    """The text of a PDF as poppler reads it, page by page."""
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
