"""What a format says inside a line, from the reader of the format to the tree, and from there to every output."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from time import perf_counter

import pymupdf
import pytest
from docx_files import W, part, render, text_of
from docx_parts import read as read_word
from lxml import etree
from pdf_files import small_tree
from texts import text_of as read_marks
from validators import verapdf

import convert
from convert.formats.epub import EpubWriter, split
from convert.formats.epub.chapter import make_chapter
from convert.formats.pdf import PdfWriter
from convert.recovery.reader import read
from convert.recovery.runs import Addition, RunIndex, leave_out, make_room
from convert.recovery.text import Run
from convert.style.sheet import load_style
from convert.tree.addresses import clean_address, is_outer
from convert.tree.audit import restore
from convert.tree.build import load, make
from convert.tree.canon import canonical
from convert.tree.inlines import Called, fill_inlines
from convert.tree.nodes import Document
from convert.tree.outline import outline
from convert.tree.record import Inline


def tell(source: str, name: str = "a.md") -> Document:
    """The tree of a text in the format of a suffix; its account closes."""
    text = read_marks(source.encode(), name)
    tree = read(text)
    assert restore(tree) == text.source.text
    assert not [remark for remark in tree.record.remarks if remark.code == "reader/piece"]
    return tree


MORE = "这一段是普通的正文，说的是别的事情，没有什么要标出来。它只是让前面的话像一篇文章里的话，读起来不会当作标题。"
"""What stands around a text in a whole document."""


def inside(tree: Document, tag: str = "p") -> list[str]:
    """The elements of a name with what is marked in them, without the attributes of the account."""
    found = []
    for leaf in tree.article.iter(tag):
        copy = load(etree.tostring(leaf, with_tail=False))
        for name in ("at", "by", "id", "cert"):
            copy.attrib.pop(name, None)
        found.append(etree.tostring(copy, encoding="unicode"))
    return found


# marks that cross

def fill(text: str, *marks: tuple[int, int, str, str], tag: str = "p") -> str:
    element = make(tag)
    fill_inlines(element, text, [Inline(*mark) for mark in marks], {"1": Called("n1", "1"), "2": Called("n2")})
    assert element.text_content == text
    return etree.tostring(element, encoding="unicode").removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")


@pytest.mark.parametrize(("marks", "made"), [
    ([(1, 3, "strong", "")], '甲<em rend="strong">乙丙</em>丁戊'),
    ([(0, 3, "strong", ""), (2, 5, "em", "")],
     '<em rend="strong">甲乙<em rend="italic">丙</em></em><em rend="italic">丁戊</em>'),
    ([(0, 4, "em", "dots"), (1, 2, "sub", ""), (2, 3, "sup", "")],
     '<em rend="dots">甲<em rend="sub">乙</em><em rend="sup">丙</em>丁</em>戊'),
    ([(0, 5, "link", "https://a.cn"), (1, 3, "link", "https://b.cn")], '<link href="https://a.cn">甲乙丙丁戊</link>'),
    ([(0, 5, "link", "https://a.cn"), (2, 3, "ref", "1")],
     '<link href="https://a.cn">甲乙</link><ref target="n1">丙</ref><link href="https://a.cn">丁戊</link>'),
    ([(2, 3, "sup", ""), (2, 3, "ref", "2")], '甲乙<ref target="n2">丙</ref>丁戊'),
    ([(2, 2, "ref", "1"), (0, 5, "strong", "")],
     '<em rend="strong">甲乙<ref target="n1" n="1"/>丙丁戊</em>'),
    ([(5, 5, "ref", "1"), (0, 5, "strong", "")], '<em rend="strong">甲乙丙丁戊</em><ref target="n1" n="1"/>'),
    ([(0, 3, "link", "https://a.cn"), (3, 5, "link", "https://b.cn")],
     '<link href="https://a.cn">甲乙丙</link><link href="https://b.cn">丁戊</link>'),
    ([(0, 2, "strong", ""), (2, 4, "strong", "")], '<em rend="strong">甲乙丙丁</em>戊'),
    ([(1, 2, "ref", "9")], "甲乙丙丁戊"),
    ([(1, 2, "link", "#top"), (2, 3, "link", "javascript:x()")], "甲乙丙丁戊"),
    ([(1, 4, "code", ""), (2, 3, "strong", "")], '甲<em rend="code">乙丙丁</em>戊'),
    ([(1, 3, "face", "楷体_GB2312"), (3, 4, "face", "Arial")], '甲<em rend="kai">乙丙</em>丁戊'),
    ([(1, 3, "math", "<math/>")], '甲<math markup="&lt;math/&gt;">乙丙</math>丁戊'),
    ([(3, 5, "del", ""), (1, 9, "em", "line")], '甲<em rend="line">乙丙<em rend="struck">丁戊</em></em>'),
])
def test_marks_nest(marks: list[tuple[int, int, str, str]], made: str) -> None:
    assert fill("甲乙丙丁戊", *marks) == made


@pytest.mark.parametrize("marks", [
    [(2 * n, 2 * n + 1, "strong", "") for n in range(30_000)],
    [(0, 60_000, "em", ""), *((2 * n, 2 * n + 1, "ref", "1") for n in range(30_000))],
    [(n, n + 3, "link", f"https://a.cn/{n}") for n in range(30_000)],
    [(n, 60_000 - n, "em", ("dots", "line", "")[n % 3]) for n in range(20_000)]])
def test_many_marks_take_time_by_their_number(marks: list[tuple[int, int, str, str]]) -> None:
    begin = perf_counter()
    fill("字" * 60_000, *marks)
    assert perf_counter() - begin < 5


def test_marks_have_no_white_space_at_their_ends() -> None:
    assert fill("甲 乙 丙", (1, 4, "strong", "")) == '甲 <em rend="strong">乙</em> 丙'
    assert fill("甲 丙", (1, 2, "strong", "")) == "甲 丙"


def test_a_mark_over_a_whole_headline_is_its_style() -> None:
    assert fill("甲乙", (0, 2, "strong", ""), tag="heading") == "甲乙"
    assert fill("甲乙", (0, 1, "strong", ""), tag="heading") == '<em rend="strong">甲</em>乙'


def test_a_label_is_in_no_mark() -> None:
    assert fill("一、甲", (0, 3, "colour", "red"), (0, 3, "em", "line"), (0, 2, "label", ""), tag="heading") == (
        '<label>一、</label><em rend="line">甲</em>')


# addresses

@pytest.mark.parametrize(("given", "kept"), [
    ("https://a.cn/b c?d=中#e[1]", "https://a.cn/b%20c?d=%E4%B8%AD#e%5B1%5D"),
    ("../甲.md#一#二", "../%E7%94%B2.md#%E4%B8%80%23%E4%BA%8C"),
    ("mailto:a@b.cn", "mailto:a@b.cn"), ("//a.cn/b", "//a.cn/b"), ("https://a.cn/100%", "https://a.cn/100%25"),
    ("#a", ""), ("", ""), ("javascript:alert(1)", ""), ("JAVASCRIPT:x", ""), ("data:text/html,x", ""),
    ("http://a b/", ""),
    ("http://[::1/", ""), ("http://a:b:c/", ""), ("1:2", ""), ("https://a.cn/" + "x" * 3000, ""),
    ("https://[::1]:80/x", ""), ("https://a.cn/\x00\ud800", "https://a.cn/%00?"),
])
def test_addresses_are_made_fit(given: str, kept: str) -> None:
    assert clean_address(given) == kept


def test_only_whole_addresses_lead_out() -> None:
    assert is_outer("https://a.cn")
    assert not is_outer("a.html")
    assert not is_outer("//a.cn")


# places of marks

def test_runs_follow_their_characters_through_spans() -> None:
    text = "甲乙\n丙丁戊"
    runs = RunIndex([Run(1, 5, "strong"), Run(4, 4, "ref", "1")], text)
    assert runs.carry([(0, 2), (3, 6)]) == (Inline(1, 4, "strong"), Inline(3, 3, "ref", "1"))
    assert runs.carry([(0, 2)]) == (Inline(1, 2, "strong"),)
    assert runs.carry([(5, 6)]) == ()


def test_an_empty_run_belongs_to_what_stands_before_it() -> None:
    runs = RunIndex([Run(3, 3, "ref", "1")], "甲乙 \n丙")
    assert runs.carry([(0, 2)]) == (Inline(2, 2, "ref", "1"),)
    assert runs.carry([(4, 5)]) == ()
    assert RunIndex([Run(4, 4, "ref", "1")], "甲乙 \n丙").carry([(4, 5)]) == (Inline(0, 0, "ref", "1"),)


def test_marks_move_with_what_is_put_in_and_left_out() -> None:
    marks = (Inline(0, 2, "strong"), Inline(2, 2, "ref"), Inline(2, 4, "em"))
    assert leave_out(marks, 1) == (Inline(0, 1, "strong"), Inline(1, 1, "ref"), Inline(1, 3, "em"))
    one = [Addition(2, "三个字")]
    assert make_room(marks, one) == (Inline(0, 2, "strong"), Inline(5, 5, "ref"), Inline(5, 7, "em"))
    assert make_room(marks, [Addition(2, "三个字", host=1)])[0] == Inline(0, 5, "strong")
    assert make_room(marks, [Addition(0, "一、"), Addition(2, "字")])[0] == Inline(2, 4, "strong")


# from the format to the tree

def test_markdown_marks_reach_the_tree() -> None:
    tree = tell("# 题\n\n全会指出，**必须坚持**改革开放，见[公报](https://a.cn/gb)，`code`与~~旧稿~~不同，要点如下。\n")
    assert inside(tree) == ['<p>全会指出，<em rend="strong">必须坚持</em>改革开放，见<link href="https://a.cn/gb">公报</link>，'
                            '<em rend="code">code</em>与<em rend="struck">旧稿</em>不同，要点如下。</p>']


def test_marks_go_over_the_end_of_a_line() -> None:
    tree = tell(f"# 题\n\n{MORE}\n\n全会指出，**必须坚持\n改革**开放，要点如下。\n\n{MORE}\n")
    assert inside(tree)[1:2] == ['<p>全会指出，<em rend="strong">必须坚持改革</em>开放，要点如下。</p>']


def test_html_marks_reach_the_tree() -> None:
    body = "<p>水是H<sub>2</sub>O，三米<sup>2</sup>，<ruby>汉<rt>hàn</rt></ruby>字&amp;<b>粗</b>体写在这里。</p>"
    tree = tell(f"<html><body><h1>题目</h1>{body}</body></html>", "a.html")
    assert inside(tree) == ['<p>水是H<em rend="sub">2</em>O，三米<em rend="sup">2</em>，<ruby>汉<rt>hàn</rt></ruby>字'
                            '&amp;<em rend="strong">粗</em>体写在这里。</p>']
    assert [(edit.was, edit.now) for edit in tree.record.edits if edit.by == "text/reading"] == [("汉", "汉hàn")]
    assert "汉字" in outline(tree)[-1].text


def test_cells_keep_their_marks() -> None:
    tree = tell("# 题\n\n| 甲 | 乙 |\n|---|---|\n| **一** | [二](https://a.cn) |\n")
    assert inside(tree, "cell")[2:] == ['<cell><em rend="strong">一</em></cell>',
                                        '<cell><link href="https://a.cn">二</link></cell>']


# notes

def test_marks_of_plain_text_lead_to_their_notes() -> None:
    tree = tell("关于工作的报告\n\n过去一年，我们大力实施“双百工程”①，推进“五河共治”②。\n\n"
                "① “双百工程”：指引进100个投资超亿元项目，培育100家企业。\n"
                "②“五河共治”：指对五条河流进行治理。\n", "a.txt")
    refs = {ref.target: ref.text for ref in tree.article.iter("ref")}
    notes = {note.id: (note.n, note.find("label").text) for note in tree.article.iter("note") if note.n}
    assert refs == {"n1": "①", "n2": "②"}
    assert notes == {"n1": ("1", "①"), "n2": ("2", "②")}


def test_notes_of_markdown_and_pages_are_linked() -> None:
    tree = tell("# 题\n\n正文说到此处[^1]为止，后面还有一句。\n\n[^1]: 见县志卷二。\n")
    assert inside(tree) == ['<p>正文说到此处<ref target="n1">1</ref>为止，后面还有一句。</p>']
    assert [note.id for note in tree.article.iter("note")] == ["n1"]
    page = ('<h1>题</h1><p>正文说到此处<sup><a href="#fn1">[1]</a></sup>为止，后面还有一句。</p>'
            '<p id="fn1">见县志卷二。</p>')
    tree = tell(f"<html><body>{page}</body></html>", "a.html")
    assert inside(tree) == ['<p>正文说到此处<ref target="n1">[1]</ref>为止，后面还有一句。</p>']


NOTES = ('<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见县志。</w:t></w:r></w:p></w:footnote>')


def test_notes_that_word_counts_are_linked_and_numbered() -> None:
    more = f"<w:p><w:r><w:t>{MORE}</w:t></w:r></w:p>"
    tree = read(read_word(f'{more}<w:p><w:r><w:t>正文说到此处</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
                          f'<w:r><w:t>为止，后面还有一句。</w:t></w:r></w:p>{more}', footnotes=NOTES))
    assert inside(tree)[1:2] == ['<p>正文说到此处<ref target="n1" n="1"/>为止，后面还有一句。</p>']
    assert inside(tree, "note") == ['<note n="1"><label counted="yes">1</label> 见县志。</note>']
    assert [row.text for row in outline(tree)] == [MORE, "正文说到此处为止，后面还有一句。", MORE, "见县志。"]
    data = render(tree)
    assert text_of(part(data, "word/footnotes.xml")[2]) == "1 见县志。"
    assert [text_of(p) for p in part(data).iter(f"{W}p")] == [MORE, "正文说到此处1为止，后面还有一句。", MORE]


# tables, quotations, numbers that a program counts

def test_tables_keep_heads_spans_and_empty_cells() -> None:
    rows = ("<tr><th>镇</th><th colspan=2>面积</th></tr><tr><th rowspan=2>东山镇</th><td>两万亩</td><td>好</td></tr>"
            "<tr><td></td><td>坏</td></tr>")
    tree = tell(f"<html><body><h1>题</h1><p>各镇面积如下表所列，请查阅核对。</p>"
                f"<table><caption>表1 面积</caption>{rows}"
                "</table></body></html>", "a.html")
    table, = inside(tree, "table")
    for attribute in (' at="[^"]*"', ' by="[^"]*"', ' id="[^"]*"', ' cert="[^"]*"'):
        table = re.sub(attribute, "", table)
    assert table == ('<table><caption>表1 面积</caption>'
                     '<row role="head"><cell>镇</cell><cell cols="2">面积</cell></row>'
                     '<row><cell rows="2" role="head">东山镇</cell><cell>两万亩</cell><cell>好</cell></row>'
                     "<row><cell/><cell>坏</cell></row></table>")


def test_tables_of_a_page_stay_apart() -> None:
    tree = tell("<html><body><h1>题</h1><p>两个表如下所列，请各镇查阅核对。</p><table border=1><tr><td>甲<td>乙</table>"
                "<table border=1><tr><td>丙<td>丁</table></body></html>", "a.html")
    assert len(list(tree.iter("table"))) == 2


def test_quotations_hold_their_paragraphs() -> None:
    tree = tell("# 题\n\n他在会上是这样说的：\n\n"
                "> 我们要坚持下去，这是第一段，话虽然不多，道理却很深。\n>\n"
                "> 这是第二段，说到这里为止，请大家回去以后再好好想一想，明天再来讨论。\n\n"
                "会议到此结束了，没有别的话。\n")
    assert [child.tag for child in tree.article if child.tag != "front"] == ["p", "quote", "p"]
    assert [len(quote) for quote in tree.iter("quote")] == [2]


NUMBERING = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
             '<w:numFmt w:val="chineseCounting"/>'
             '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def test_numbers_that_word_counts_are_labels() -> None:
    counted = '<w:p><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = "".join(f"{counted}<w:r><w:t>{head}</w:t></w:r></w:p>"
                   f"<w:p><w:r><w:t>这里是正文的一段话，说的是{head}。</w:t></w:r></w:p>"
                   for head in ("总体要求", "主要任务", "保障措施"))
    tree = read(read_word(body, numbering=NUMBERING))
    assert inside(tree, "heading")[0] == '<heading place="own"><label counted="yes">一、</label>总体要求</heading>'
    assert [section.n for section in tree.iter("section")] == ["1", "2", "3"]
    assert [row.text for row in outline(tree) if row.kind == "heading"] == ["总体要求", "主要任务", "保障措施"]
    edits = [(edit.was, edit.now) for edit in tree.record.edits]
    assert edits == [("总", "一、总"), ("主", "二、主"), ("保", "三、保")]
    assert "一、总体要求" in [text_of(p) for p in part(render(tree)).iter(f"{W}p")]


def test_items_with_signs_are_bulleted() -> None:
    tree = tell("# 题\n\n要点如下所列，请各地执行：\n\n- 坚持原则\n- 抓好落实\n- 加强督查\n")
    assert [list_.kind for list_ in tree.iter("list")] == ["bullet"]


# what is written is read again

SOURCE = ("# 题\n\n正文**说到**[此处](https://a.cn/?a=1&b=2)[^1]为止，后面还有~~一句~~。\n\n[^1]: 见*县志*卷二。\n")


@pytest.mark.parametrize("form", ["tei", "xml"])
def test_both_forms_of_xml_read_back_the_same(form: str, tmp_path: Path) -> None:
    tree = tell(SOURCE)
    path = tmp_path / ("a.tei.xml" if form == "tei" else "a.xml")
    convert.write(tree, path, to=form)
    assert canonical(convert.read(path)) == canonical(tree)


def test_links_and_notes_of_an_epub_lead_somewhere() -> None:
    out = io.BytesIO()
    EpubWriter().write(tell(SOURCE), load_style("plain"), out)
    with zipfile.ZipFile(out) as book:
        page = etree.fromstring(book.read("EPUB/text/article.xhtml"))
    links = {link.get("href"): link.get("role") for link in page.iter("{http://www.w3.org/1999/xhtml}a")}
    assert links == {"https://a.cn/?a=1&b=2": None, "#n1": "doc-noteref", "#ref-n1": "doc-backlink"}
    (note,) = page.iter("{http://www.w3.org/1999/xhtml}aside")
    assert (note.get("id"), note.get("role")) == ("n1", "doc-footnote")


def test_notes_of_a_book_of_several_pages_lead_to_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LONGEST", 600)
    lines = [*(f"正文说到此处[^{n}]为止，后面还有一句。" for n in range(9)),
             *(f"[^{n}]: 见县志卷{n}。" for n in range(9))]
    chapter = make_chapter(tell("# 题\n\n" + "\n\n".join(lines)), "text/article.xhtml")
    assert len(chapter.texts) > 1
    pages = {href.rpartition("/")[2]: etree.fromstring(data) for href, data in chapter.texts.items()}
    links = [(name, *link.get("href").split("#")) for name, page in pages.items()
             for link in page.iter("{http://www.w3.org/1999/xhtml}a")]
    assert len(links) == 18  # there and back
    assert [link for link in links if not pages[link[1] or link[0]].xpath("//*[@id=$id]", id=link[2])] == []


def test_a_link_is_a_field_of_word() -> None:
    field, = part(render(tell(SOURCE))).iter(f"{W}fldSimple")
    assert field.get(f"{W}instr") == ' HYPERLINK "https://a.cn/?a=1&b=2" '
    assert text_of(field) == "此处"


def test_a_paragraph_on_the_line_of_its_heading_keeps_its_links() -> None:
    body = ('<section><heading at="0:1" place="run-in"><link href="https://a.cn">一是</link>坚持。</heading>'
            '<p at="0:1"><link href="https://b.cn">要</link>坚持<ruby>下<rt>xià</rt></ruby>去<math>x</math>。</p></section>')
    out = io.BytesIO()
    PdfWriter().write(small_tree(body), load_style("plain"), out)
    with pymupdf.open(stream=out.getvalue()) as file:
        assert [link["uri"] for link in file[0].get_links()] == ["https://a.cn", "https://b.cn"]


UNFIT = (
    ('<cell at="0:1" rows="3">甲</cell><cell at="0:1">乙</cell><cell at="0:1" rows="2">丙</cell>',
     '<cell at="0:1" cols="3">丁</cell>', '<cell at="0:1" cols="9">戊</cell>'),
    ('<cell at="0:1">甲</cell><cell at="0:1">乙</cell><cell at="0:1">丙</cell>', '<cell at="0:1" rows="2">丁</cell>',
     '<cell at="0:1">戊</cell>'))
"""Rows of tables with spans that lead out of them."""


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_spans_that_do_not_fit_make_a_whole_table(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pdf" for number in range(len(UNFIT))]
    for path, rows in zip(paths, UNFIT, strict=True):
        body = "".join(f"<row>{row}</row>" for row in rows)
        with path.open("wb") as out:
            PdfWriter().write(small_tree(f"<table>{body}</table>"), load_style("plain"), out)
    assert [verdict.failed for verdict in verapdf.validate(paths)] == [[]] * 3 * len(paths)
