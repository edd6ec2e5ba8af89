"""Reading tagged PDF: our own structure comes back, and that of others is believed as far as it is sound."""

from __future__ import annotations

import io

import pytest
from pdf_pages import FULL, printed
from text_account import find_faults

from convert.formats.pdf import PdfWriter
from convert.formats.pdf.read import read_pdf
from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.measure import measure_body, set_measures
from convert.formats.pdf.reading.paragraphs import number_paragraphs
from convert.formats.pdf.reading.rows import Row
from convert.formats.pdf.reading.sheet import Sheet
from convert.formats.pdf.reading.structure import Block
from convert.formats.pdf.reading.tagged import is_sound, set_tags
from convert.recovery.text import Text
from convert.style.sheet import load_style
from convert.tree.build import load

WHOLE_OF = """<document version="1" xml:lang="zh-Hans"><meta/><article><p at="0:1">{}</p></article><record>
<source name="s.txt" sha256="0" text-sha256="0" bytes="1" length="1" encoding="utf-8" newline="lf" media="text/plain"/>
</record></document>"""

WHOLE = """<document version="1" xml:lang="zh-Hans"><meta>
<field name="publisher" label="发文单位" @>某市人民政府</field></meta><article>
<front><kicker @>引题在上</kicker><title @>标题——关于“十四五”规划（草案）的说明</title>
<subtitle @>副题</subtitle><byline @>记者　<name kind="person">王小明</name></byline>
<date @>2021年1月5日</date><addressee @>各区、县人民政府：</addressee><salutation @>同志们：</salutation>
</front><p @>开头一段,half-width marks;and <em rend="strong">着重</em>、<em rend="dots">加点</em>、
<em rend="line">加线</em>，
<ruby>汉字<rt>hànzì</rt></ruby>与<gap reason="redacted">××</gap>市<sic why="stray">and</sic>。</p>
<section n="1"><heading @><label>一、</label>第一节</heading><p @><lead>主题句。</lead>正文。</p>
<section n="1"><heading @ place="run-in"><label>（一）</label>接排的标题。</heading><p @>接在标题后面的段落。</p>
<section><heading @><label>1.</label>第三级</heading><section><heading @>第四级</heading>
<section><heading @>第五级</heading><section><heading @>第六级</heading><section><heading @>第七级</heading>
<p @>最深处。</p></section></section></section></section></section></section>
<list kind="number"><item @ n="1"><label>1.</label>第一项</item><item><p @>带段落的项</p></item></list>
<list kind="bullet"><item @>一点</item></list><quote><p @>引文一段。</p></quote>
<verse><line @>床前明月光，</line><line @>疑是地上霜。</line></verse>
<figure missing="yes"><caption @>图1 失去的图片</caption></figure><figure missing="yes"/>
<table><caption @>表1</caption><row role="head"><cell @>项目</cell><cell @>数值</cell><cell @>备注</cell></row>
<row><cell @ rows="2">甲</cell><cell @>3,456.78万元</cell><cell @>增长66.2%</cell></row>
<row><cell @ cols="2">合并的单元</cell></row><row><cell @>短行</cell></row></table>
<note @ n="1"><label>①</label>脚注的文字。</note></section>
<article><front><title @>第二篇</title></front><p @>内层文章。</p></article>
<back><attachment @>附件：1. 第一个附件</attachment><signature @>某市人民政府</signature>
<date @ when="2021-01-05">2021年1月5日</date><copyto @>抄送：市委办公室。</copyto><note @>（摘自某报）</note></back>
</article><record>
<source name="whole.txt" sha256="0" text-sha256="0" bytes="1" length="1" encoding="utf-8" newline="lf"
 media="text/plain"/></record></document>""".replace("@", 'at="0:1"').replace("\n", "")
"""A document with what tagged structure tells apart."""

OPENING = (0, "　　一段没有完的文字排满了这一", 114, 500, 1)
"""The first row of a paragraph."""


def test_our_own_structure_is_read_back():
    out = io.BytesIO()
    PdfWriter().write(load(WHOLE.encode()), load_style("book"), out)
    made = read_pdf(out.getvalue(), "whole.pdf")
    assert find_faults(made) == []
    found = {made.view.text[line.start : line.end]: line.marks for line in printed(made)
             if line.marks.role != "running"}
    assert [found[word].heading for word in ("一、第一节", "（一）接排的标题。", "第四级")] == [2, 3, 5]
    assert found["1.第一项"].item == 1
    assert found["引文一段。"].quote == 1
    assert found["①脚注的文字。"].note == "note1"
    assert (found["甲"].table, found["甲"].row, found["甲"].cell, found["甲"].rows) == (1, 2, 1, 2)
    assert found["合并的单元"].columns == 2
    assert found["项目"].head
    assert found["表1"].caption
    assert found["目录"].role == "contents"
    assert found["hànzì"].role == "hidden"
    assert len({found[word].paragraph for word in ("同志们：", "主题句。正文。", "最深处。")}) == 3


def read_back(blocks: str, style: str) -> Text:
    """What is read of the PDF of an article that has these blocks."""
    head, _, tail = WHOLE.partition("<article>")
    front = '<front><title at="0:1">石桥县志</title></front>'
    tree = f"{head}<article>{front}{blocks}</article>{tail[tail.index('<record>'):]}"
    out = io.BytesIO()
    PdfWriter().write(load(tree.encode()), load_style(style), out)
    return read_pdf(out.getvalue(), "article.pdf")


def test_paragraphs_go_on_over_columns_and_pages():
    body = "".join(f'<p at="0:1">第{number}段：{FULL * 12}。</p>' for number in range(1, 9))
    made = read_back(body, "newspaper")
    paragraphs: dict[int, str] = {}
    for line in made.lines:
        if not line.marks.role and line.marks.paragraph:
            paragraphs[line.marks.paragraph] = (paragraphs.get(line.marks.paragraph, "")
                                                + made.view.text[line.start : line.end])
    assert [f"第{number}段：{FULL * 12}。" for number in range(1, 9)] == [
        text for text in paragraphs.values() if text.startswith("第")]


def test_quotations_and_verse_of_several_lines():
    quote = f'<quote><p at="0:1">{FULL * 6}</p></quote>'
    quote += "<verse>" + "".join(f'<line at="0:1">{line}</line>' for line in (FULL[:7], FULL[7:14])) + "</verse>"
    made = read_back(quote, "plain")
    assert [made.view.text[line.start : line.end] for line in printed(made) if line.marks.quote] == [FULL * 6]
    one, two = (line for line in printed(made) if made.view.text[line.start : line.end] in (FULL[:7], FULL[7:14]))
    assert one.marks.paragraph != two.marks.paragraph


def tag(rows: list[tuple[int, str, float, float, int]], cells: dict[int, tuple[int, ...]] | None = None) -> list[Row]:
    """Rows of block, text, left and right edge and page, with what their blocks say of them."""

    made = [Row(words, x0, x1, 700 - 20 * at, 12, page, Area(90, 80, 500, 760), block=block, order=(block,))
            for at, (block, words, x0, x1, page) in enumerate(rows)]
    blocks = [Block((at,), "P", table=(9,) if at in (cells or {}) else (), row=(cells or {}).get(at, ())[:2],
                    cell=(cells or {}).get(at, ())) for at in range(rows[-1][0] + 1)]
    set_tags(made, blocks)
    return made


@pytest.mark.parametrize(("rows", "joined"), [
    ([OPENING, (0, "行，又一行", 90, 498, 1), (1, "到下一页。", 90, 150, 2)], True),
    ([OPENING, (0, "行，完了。", 90, 498, 1), (1, "下一页的。", 90, 150, 2)], False),
    ([OPENING, (0, "行，又一行", 90, 498, 1), (1, "另一段话。", 114, 150, 2)], False),
    ([(0, "1. 条目的第一行文字没有完，", 90, 495, 1), (1, "到下一页。", 111, 180, 2)], True),
    ([(0, "1. 条目的第一行文字没有完", 90, 495, 1), (1, "2. 下一条", 90, 180, 2)], False),
    ([(0, "一行短的文字", 90, 300, 1), (1, "到下一页。", 111, 180, 2)], False)])
def test_blocks_that_end_with_their_page_may_go_on(rows, joined):
    made = tag(rows)
    assert (made[-1].facts["paragraph"] == made[0].facts["paragraph"]) is joined


def test_texts_of_a_block_end_at_forced_breaks():
    lines = [("第一款排满了这一行，在这里", 500), ("完了。", 130), ("第二款也排满了这一行到完。", 500),
             ("第三款排满，", 500), ("在第二行也排满。", 500), ("在第三行才完。", 190),
             ("网页作者分的", 300), ("一句话。", 140)]
    rows = tag([(0, words, 90, end, 1) for words, end in lines])
    for row, text in zip(rows, (0, 0, 1, 2, 2, 2, 3, 4), strict=True):
        row.texts = text, text
    number_paragraphs(rows, [Block((0,), "P")])
    assert [row.facts["paragraph"] for row in rows] == [1, 1, 2, 3, 3, 3, 4, 4]
    assert [row.goes_on for row in rows] == [False, True, False, False, True, True, False, False]


@pytest.mark.parametrize(("ends", "numbers"), [
    ([300, 400, 200], [1, 2, 2]),  # the author's lines
    ([300, 290, 200], [1, 1, 1]),  # pasted text
    ([300, 302, 299, 400], [1, 1, 1, 1])])
def test_a_break_before_a_longer_row_is_the_authors_unless_pasted_lines_end_there(ends, numbers):
    steady = [(1, "前一条排满", 90, 500, 1), (1, "了这一行。", 90, 140, 1)] * 3
    rows = tag([*((0, "这里没有句号", 90, end, 1) for end in ends), *steady])
    texts = [*range(len(ends)), 10, 10, 11, 11, 12, 12]
    for row, text in zip(rows, texts, strict=True):
        row.texts = text, text
    number_paragraphs(rows, [Block((0,), "P"), Block((1,), "P")])
    assert [row.facts["paragraph"] for row in rows[: len(ends)]] == numbers


def test_rows_that_surely_go_on_are_one_line():
    rows = tag([(0, "依照⽔法第三条及 Water", 90, 500, 1), (0, "Act 修订，见第12", 90, 500, 1),
                (0, "34号文", 90, 200, 1), (1, "另一段。", 90, 200, 1)])
    sheet = Sheet(measure_body(rows))
    for before, row in zip([None, *rows], rows, strict=False):
        sheet.set_row(row, before)
    made = sheet.finish("sample.pdf", b"", [])
    assert find_faults(made) == []
    assert [made.view.text[line.start : line.end] for line in made.lines] == [
        "依照水法第三条及 Water Act 修订，见第1234号文", "另一段。"]
    assert made.source.text.count("\n") == 4
    place = made.view.text.index("34号")
    assert made.source.text[slice(*made.view.to_source([(place, place + 3)])[0])] == "34号"
    assert [finding.message[:30] for finding in made.findings] == ["The text layer holds 1 radical"]


def test_a_table_of_one_column_holds_no_data():
    frame = tag([(0, "某某大学文件", 90, 400, 1), (1, "校字1号", 90, 200, 1)], {0: (9, 0, 0), 1: (9, 1, 0)})
    table = tag([(0, "名称", 90, 120, 1), (1, "石桥", 200, 230, 1)], {0: (9, 0, 0), 1: (9, 0, 1)})
    assert ["table" in row.facts for row in (*frame, *table)] == [False, False, True, True]


def test_a_cell_that_stands_in_no_table_is_no_cell():
    row = Row("甲", 90, 120, 700, 12, 1, Area(90, 80, 500, 760), block=0, order=(0,))
    set_tags([row], [Block((0, 1), "TD", row=(0,), cell=(0, 1))])
    assert "table" not in row.facts


def test_lines_that_may_be_one_headline_are_no_paragraphs():
    def row(words: str, x0: float, x1: float, base: float, number: int, size: float = 12) -> Row:
        made = Row(words, x0, x1, base, size, 1, Area(90, 80, 506, 760))
        made.facts["paragraph"] = number
        return made

    rows = [row("清水县推荐优秀学生", 200, 396, 740, 1, 18), row("升学管理办法", 230, 366, 710, 2, 18),
            row("清水县教育局", 240, 356, 680, 3), *(row(FULL, 90, 506, 640 - 20 * at, 4) for at in range(6))]
    set_measures(rows, measure_body(rows))
    assert [row.facts["paragraph"] for row in rows] == [0, 0, 3, *[4] * 6]


def test_blocks_that_are_no_paragraphs_are_not_believed():
    def rows(length: int) -> list[Row]:
        frame = Area(40, 40, 380, 560)
        ends = [200 if at % 3 == 2 or at % length == length - 1 else 380 for at in range(60)]
        return [Row(FULL, 40, end, 540 - at, 12, 1, frame, block=at // length) for at, end in enumerate(ends)]

    blocks = [Block((at,), "P") for at in range(60)]
    assert is_sound(rows(3), blocks)
    assert not is_sound(rows(40), blocks)
    lines = rows(3)
    for at, row in enumerate(lines):
        row.block = at
    assert not is_sound(lines, blocks)


def test_a_number_that_the_text_does_not_print_is_left_out_with_its_looks() -> None:
    call = '<ref n="1" target="one"/>'
    text = WHOLE_OF.format(f'{call}修桥{call}修渠</p><p at="0:1">{call}')
    tree = load(text.replace("</article>", '<note id="one" n="1" at="0:1">注</note></article>').encode())
    out = io.BytesIO()
    PdfWriter().write(tree, load_style("plain"), out)
    made = read_pdf(out.getvalue(), "sample.pdf")
    assert find_faults(made) == []
    assert [made.view.text[line.start : line.end] for line in made.lines if not line.marks.role] == ["修桥修渠", "注"]
    assert made.runs == ()


def test_a_word_that_was_broken_at_the_end_of_a_line_comes_back_whole() -> None:
    text = "研究者Wolfgang的Laboratorio与diverging diamond interchange以及data-driven的治理administrative costs" * 3
    tree = load(WHOLE_OF.format(text).encode())
    out = io.BytesIO()
    PdfWriter().write(tree, load_style("newspaper"), out)
    made = read_pdf(out.getvalue(), "sample.pdf")
    assert find_faults(made) == []
    assert "\u00ad\n" in made.source.text
    assert text in made.view.text
