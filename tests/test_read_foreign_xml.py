"""Other people's XML: lines of what holds text, marks from the names of elements, an account that closes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_account import find_faults, marks_of

from convert.formats.xml.foreign import read_foreign
from convert.recovery.text import Text

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>書名</title><author>某人</author></titleStmt>
<publicationStmt><p>出版說明</p></publicationStmt></fileDesc></teiHeader>
<text><body><div><head>卷一</head><p><seg>第一句。</seg>
   <seg>第二<hi>句</hi>。</seg></p><div><head>章一</head><lg><l>詩一</l><l>詩二</l></lg>
   <p>前<lb/>後<note>注文</note>完</p></div></div></body></text></TEI>"""

LAW = """<法規>
<法規名稱>印信條例</法規名稱><最新異動日期>20070321</最新異動日期>
<法規內容><條文><條號>第 1 條</條號>
<條文內容><![CDATA[印信如左：
一、國璽。
二、印。]]></條文內容></條文>
<條文><條號>第 2 條</條號><條文內容>甲&lt;乙</條文內容></條文></法規內容></法規>"""

DEBATE = """<akomaNtoso><debate><meta><references><TLCPerson showAs="甲"/></references></meta><debateBody>
<debateSection>
<heading>會議紀錄</heading><speech by="#甲"><p>大家好，<a href="http://x/y">連結</a>。</p>
<p><i>（<b>笑</b>）</i></p></speech>
<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>
<table><tr><th>甲</th><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>
</debateSection></debateBody></debate></akomaNtoso>"""


def lines(text: Text) -> list[tuple[str, dict[str, object]]]:
    return [(text.view.text[line.start : line.end],
             {name: value for name, value in marks_of(line).items() if name != "paragraph"}) for line in text.lines]


def read(source: str) -> Text:
    return read_foreign(source.encode(), "a.xml")


def test_tei_of_others():
    assert lines(read(TEI)) == [
        ("書名", {"field": "title"}), ("某人", {"field": "author"}),
        ("出版說明", {"field": "publicationStmt"}), ("卷一", {"heading": 1}), ("第一句。第二句。", {}),
        ("章一", {"heading": 2}), ("詩一", {}), ("詩二", {}), ("前", {}), ("後", {}),
        ("注文", {"note": "1"}), ("完", {})]


def test_records_of_an_office():
    assert lines(read(LAW)) == [
        ("印信條例", {"field": "法規名稱"}), ("20070321", {"field": "最新異動日期"}), ("第 1 條", {}),
        ("印信如左：", {}),
        ("一、國璽。", {}), ("二、印。", {}), ("第 2 條", {}), ("甲<乙", {})]


def test_debates_lists_and_tables():
    found = lines(read(DEBATE))
    assert found[:3] == [("會議紀錄", {"heading": 1}), ("大家好，連結。", {"link": 28}), ("（笑）", {})]
    assert [(text, marks["item"]) for text, marks in found[3:6]] == [("一", 1), ("二", 1), ("三", 2)]
    assert [(text, marks["row"], marks["cell"], marks.get("head", False)) for text, marks in found[6:]] == [
        ("甲", 1, 1, True), ("乙", 1, 2, False), ("丙", 2, 1, False), ("丁", 2, 2, False)]
    assert [(run.kind, run.target) for run in read(DEBATE).runs] == [("link", "http://x/y"), ("em", ""), ("strong", "")]


@pytest.mark.parametrize("source", [
    TEI, LAW, DEBATE, "", "正文。", "<a>", "<a>正<b>文</a></b>。", "</a>正文", "<a 正文", "<!DOCTYPE",
    "<a><![CDATA[正文", "<a>&amp;&x;&#20013;</a>", "<a><!-- 注 -->文</a>", "a<b"])
def test_the_account_closes_whatever_the_file_is(source):
    assert find_faults(read(source)) == []


PARTS = st.sampled_from(["<p>", "</p>", "<a href='b>c'>", "</a>", "<法規>", "</法規>", "<b/>", "文", " ", "\n", "&amp;",
                         "&x;", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "<!DOCTYPE a [", "]>", "<", ">", '"',
                         "'",
                         "<li>", "<td>", "<lb/>", "　甲"])


@given(st.lists(PARTS, max_size=40).map("".join))
def test_the_account_closes_on_any_markup(source):
    assert find_faults(read(source)) == []


def test_elements_that_nothing_ends_cost_nothing():
    assert lines(read("<a>" * 3000 + "正文。"))[0][0] == "正文。"
    assert read("<a><b/></a>").findings[0].code == "xml/empty"


def test_links_within_a_file_lead_to_what_has_the_id():
    text = read('<TEI><text><p xml:id="a">甲</p><p>見<ref target="#a">甲</ref>及<ref target="http://x/y">乙</ref>'
                '<anchor id="b"/></p></text></TEI>')
    assert [(run.kind, text.view.text[run.start : run.end], run.target) for run in text.runs] == [
        ("place", "", "a"), ("link", "甲", "#a"), ("link", "乙", "http://x/y")]


def test_an_electronic_book_in_fiction_book():
    text = read('<FictionBook xmlns:l="x"><description><title-info><book-title>渡口</book-title></title-info>'
                '</description><body><title><p>渡口</p></title><epigraph><p>水流心不竞。</p></epigraph><section><p>河。</p>'
                '<image l:href="#c.png"/><poem><stanza><v>山一程，</v><v>水一程。</v></stanza></poem></section></body>'
                '<binary id="c.png" content-type="image/png">iVBORw==</binary></FictionBook>')
    assert lines(text) == [("渡口", {"field": "book-title"}), ("渡口", {"heading": 1}), ("水流心不竞。", {"quote": 1}),
                           ("河。", {}), ("山一程，", {}), ("水一程。", {})]
    assert [(each.source, each.media, each.data) for each in text.pictures] == [("c.png", "image/png", b"\x89PNG")]
    assert find_faults(text) == []


def test_pictures_beside_a_file_keep_their_address():
    text = read('<doc><p>甲</p><graphic url="images/a.png"/><graphic/></doc>')
    assert [(each.source, each.data) for each in text.pictures] == [("images/a.png", b"")]


def test_data_with_elements_in_it_is_accounted_for():
    text = read('<doc><p>甲</p><p>乙</p><binary id="a">iV<b>BO</b>rw==</binary></doc>')
    assert [body for body, _ in lines(text)] == ["甲", "乙"]
    assert find_faults(text) == []
