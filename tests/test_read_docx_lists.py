"""What Word prints before numbered paragraphs: formats, levels, restarts, styles, bullets."""

from __future__ import annotations

import pytest
from docx_parts import p, read, texts
from hypothesis import given
from hypothesis import strategies as st

from convert.chinese.numerals import read_han
from convert.formats.docx.reading.numbers import print_number
from convert.recovery.reader import read as read_text
from convert.tree.outline import outline


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{pattern}"/>'
            "</w:lvl>")


def definition(id_: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{more}{"".join(levels)}</w:abstractNum>'


def number(id_: int, definition_: int, more: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{definition_}"/>{more}</w:num>'


def item(text: str, list_: int = 1, at: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_}"/></w:numPr>')


LAW = (level(0, "chineseCountingThousand", "第%1章 "), level(1, "chineseCounting", "（%2）"),
       level(2, "decimal", "%3."), level(3, "decimalEnclosedCircleChinese", "%4"))


@pytest.mark.parametrize(("form", "printed"), [
    ("decimal", ["1", "10", "11", "101"]), ("decimalZero", ["01", "10", "11", "101"]),
    ("chineseCounting", ["一", "十", "十一", "一○一"]), ("chineseCountingThousand", ["一", "十", "十一", "一百〇一"]),
    ("taiwaneseCountingThousand", ["一", "十", "十一", "一百零一"]), ("japaneseCounting", ["一", "十", "十一", "百一"]),
    ("ideographDigital", ["一", "一〇", "一一", "一〇一"]), ("ideographTraditional", ["甲", "癸", "11", "101"]),
    ("ideographZodiac", ["子", "酉", "戌", "101"]), ("ideographZodiacTraditional", ["甲子", "癸酉", "甲戌", "甲辰"]),
    ("chineseLegalSimplified", ["壹", "壹拾", "壹拾壹", "壹佰零壹"]), ("upperRoman", ["I", "X", "XI", "CI"]),
    ("lowerRoman", ["i", "x", "xi", "ci"]), ("upperLetter", ["A", "J", "K", "WWWW"]),
    ("lowerLetter", ["a", "j", "k", "wwww"]),
    ("decimalEnclosedCircle", ["①", "⑩", "⑪", "101"]), ("decimalEnclosedCircleChinese", ["①", "⑩", "11", "101"]),
    ("ideographEnclosedCircle", ["㈠", "㈩", "11", "101"]), ("decimalEnclosedParen", ["⑴", "⑽", "⑾", "101"]),
    ("decimalEnclosedFullstop", ["⒈", "⒑", "⒒", "101"]), ("decimalFullWidth", ["１", "１０", "１１", "１０１"]),
    ("ordinal", ["1st", "10th", "11th", "101st"]), ("cardinalText", ["One", "Ten", "Eleven", "One hundred one"]),
    ("ordinalText", ["First", "Tenth", "Eleventh", "One hundred first"]), ("hex", ["1", "A", "B", "65"]),
    ("numberInDash", ["- 1 -", "- 10 -", "- 11 -", "- 101 -"]), ("chicago", ["*", "†††", "‡‡‡", "*" * 26]),
    ("none", ["", "", "", ""]), ("notKnown", ["1", "10", "11", "101"]),
])
def test_numbers_in_every_format(form, printed):
    assert [print_number(value, form) for value in (1, 10, 11, 101)] == printed


@given(st.integers(1, 32_767), st.sampled_from([
    "chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital",
    "chineseLegalSimplified"]))
def test_han_numbers_read_back(value, form):
    assert read_han(print_number(value, form)) == value


def test_levels_count_under_each_other():
    rows = (("总则", 0), ("目的", 1), ("甲", 2), ("乙", 2), ("原则", 1), ("丙", 2), ("职责", 0), ("分工", 1),
            ("细目", 3))
    body = "".join(item(words, at=at) for words, at in rows)
    text = read(body, numbering=definition(0, *LAW) + number(1, 0))
    assert texts(text) == ["第一章总则", "（一）目的", "1.甲", "2.乙", "（二）原则", "1.丙", "第二章职责", "（一）分工",
                           "①细目"]
    assert [line.marks.item for line in text.lines] == [1, 2, 3, 3, 2, 3, 1, 2, 4]


def test_patterns_print_the_numbers_of_levels_above():
    levels = (level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"),
              level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"))
    body = item("甲") + item("乙", at=1) + item("丙", at=2) + item("丁", at=2) + item("戊")
    assert texts(read(body, numbering=definition(0, *levels) + number(1, 0))) == [
        "一、甲", "一.1乙", "1.1.1丙", "1.1.2丁", "二、戊"]


def test_a_level_that_is_skipped_counts_with_its_first_number():
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")
    body = item("甲", at=1) + item("乙")
    assert texts(read(body, numbering=definition(0, *levels) + number(1, 0))) == ["1.1甲", "2乙"]


def test_lists_of_one_definition_go_on_unless_they_begin_anew():
    numbering = definition(0, level(0, "decimal", "%1.")) + number(1, 0) + number(2, 0) + number(
        3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊")
    assert texts(read(body, numbering=numbering)) == ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊"]


def test_an_override_may_bring_a_level_of_its_own():
    numbering = definition(0, level(0, "decimal", "%1.")) + number(
        1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>')
    assert texts(read(item("甲") + item("乙"), numbering=numbering)) == ["a)甲", "b)乙"]


def test_a_level_may_never_begin_anew():
    levels = level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    body = item("甲") + item("子", at=1) + item("乙") + item("丑", at=1)
    assert texts(read(body, numbering=definition(0, *levels) + number(1, 0))) == [
        "第一章甲", "第一条子", "第二章乙", "第二条丑"]


def test_styles_number_their_paragraphs():
    styles = ('<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/>'
              '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="t2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/>'
              '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="t3"><w:name w:val="节"/><w:basedOn w:val="t1"/></w:style>')
    levels = (level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="t1"/>'),
              level(1, "chineseCountingThousand", "第%2节", '<w:pStyle w:val="t2"/>'),
              level(2, "decimal", "%3.", '<w:pStyle w:val="t3"/>'))
    body = "".join(p(text, f'<w:pStyle w:val="{id_}"/>') for text, id_ in (("总则", "t1"), ("甲", "t2"), ("细", "t3")))
    out = p("序", '<w:pStyle w:val="t1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    text = read(out + body, styles=styles, numbering=definition(0, *levels) + number(1, 0))
    assert texts(text) == ["序", "第一章总则", "第一节甲", "1.细"]
    assert [(line.marks.heading, line.marks.item) for line in text.lines] == [(1, 0), (1, 1), (2, 2), (1, 3)]


def test_a_list_style_lends_its_definition():
    styles = ('<w:style w:type="numbering" w:styleId="lx"><w:name w:val="列表"/><w:pPr><w:numPr><w:numId w:val="2"/>'
              "</w:numPr></w:pPr></w:style>")
    numbering = (definition(0, more='<w:numStyleLink w:val="lx"/>') + definition(1, level(0, "upperLetter", "%1."))
                 + number(1, 0) + number(2, 1))
    assert texts(read(item("甲"), styles=styles, numbering=numbering)) == ["A.甲"]


@pytest.mark.parametrize(("pattern", "font", "shown"), [
    ("•", "", "•"), ("\uf0b7", "Symbol", "•"), ("l", "Wingdings", "●"), ("\uf06e", "Wingdings", "■"),
    ("\uf0fc", "Wingdings", "✔"), ("\uf0ff", "Wingdings", "•"), ("\uf041", "", "•"), ("", "", ""),
    ("o", "Courier New", "o")])
def test_bullets_are_shown_in_unicode(pattern, font, shown):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    text = read(item("甲"), numbering=definition(0, level(0, "bullet", pattern, fonts)) + number(1, 0))
    assert text.lines[0].marks.bullet == shown
    assert text.lines[0].marks.item == bool(shown)


def test_a_picture_as_bullet_is_a_dot_and_noughts_fill_numbers():
    custom = ('<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
              '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>')
    filled = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{custom}<w:lvlText w:val="%1号"/></w:lvl>'
    pictured = level(0, "bullet", "x", '<w:lvlPicBulletId w:val="0"/>')
    numbering = definition(0, pictured) + definition(1, filled) + number(1, 0) + number(2, 1)
    assert texts(read(item("甲") + item("乙", 2), numbering=numbering)) == ["•甲", "007号乙"]


def test_the_label_stands_before_the_first_line_only():
    numbering = definition(0, level(0, "decimal", "%1.")) + number(1, 0)
    body = ('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            "<w:r><w:t>甲</w:t><w:br/><w:t>续</w:t></w:r></w:p>") + item("") + item("丙")
    text = read(body, numbering=numbering)
    assert texts(text) == ["1.甲", "续", "3.丙"]
    assert [line.marks.item for line in text.lines] == [1, 1, 1]


def test_a_cell_with_a_counted_number_and_nothing_else_holds_the_number():
    numbering = definition(0, level(0, "decimal", "%1")) + number(1, 0)
    table = f"<w:tbl><w:tr><w:tc>{item('')}</w:tc><w:tc>{p('预算')}</w:tc></w:tr></w:tbl>"
    text = read(table, numbering=numbering)
    assert texts(text) == ["1", "预算"]
    assert [line.marks.bullet for line in text.lines] == ["", ""]


def test_text_boxes_count_for_themselves():
    numbering = definition(0, level(0, "decimal", "%1.")) + number(1, 0)
    box = f"<w:r><w:pict><w:txbxContent>{item('框')}</w:txbxContent></w:pict></w:r>"
    body = item("甲") + f"<w:p>{box}</w:p>" + item("乙")
    assert texts(read(body, numbering=numbering)) == ["1.甲", "1.框", "2.乙"]


def test_indents_of_lists():
    indent = '<w:pPr><w:ind w:left="840" w:hanging="420"/></w:pPr>'
    numbering = definition(0, level(0, "decimal", "%1.", indent)) + number(1, 0)
    own = p("乙", '<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>')
    assert [line.indent for line in read(item("甲") + own, numbering=numbering).lines] == [4, 0]


def test_lists_that_are_not_there_number_nothing():
    assert texts(read(item("甲", 7) + item("乙", 1, 12), numbering=number(1, 5))) == ["甲", "乙"]


def test_numbered_titles_over_text_are_headings_and_numbered_sentences_items():
    numbering = (definition(0, level(0, "chineseCounting", "(%1)")) + number(1, 0)
                 + definition(1, level(0, "decimal", "%1.")) + number(2, 1))
    prose = "水务局去年修了三条渠，今年还要再修两条，群众都说这件事办得好，浇地再也不用等到半夜了。"
    titles = "".join(item(title) + p(prose) + p(prose) for title in ("取土的办法", "用水的次序", "维修的经费"))
    items = "".join(item(f"第{n}段渠道由沿线各村负责看护；", 2) for n in "甲乙丙丁")
    tree = read_text(read(p("南渠管理办法") + p(prose) + titles + p("看护的分工如下：") + items, numbering=numbering))
    assert [(row.text, row.level) for row in outline(tree) if row.kind == "heading"] == [
        ("取土的办法", "1"), ("用水的次序", "1"), ("维修的经费", "1")]
    assert sum(row.kind == "li" for row in outline(tree)) == 4
