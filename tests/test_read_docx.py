"""What the reader of DOCX gives of paragraphs, tables, notes, fields, drawings: lines, marks, spans."""

from __future__ import annotations

import hashlib

import pytest
from docx_parts import DECLARED, PNG, field, p, package, r, read, relation, text_of, texts

from convert.formats.docx.read import read_docx
from convert.span import cut_text

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="gongwen"><w:name w:val="公文一级"/><w:basedOn w:val="1"/>
  <w:pPr><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="biaoti"><w:name w:val="2级标题"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="zhengwen"><w:name w:val="正文缩进"/><w:basedOn w:val="a"/>
  <w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="mulu"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="tizhu"><w:name w:val="caption"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="circle"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="circle 2"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="character" w:styleId="zhong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def style(id_: str) -> str:
    return f'<w:pStyle w:val="{id_}"/>'


def run_texts(text, kind):
    return [(text.view.text[run.start : run.end], run.target) for run in text.runs if run.kind == kind]


# paragraphs, lines, styles


def test_a_paragraph_is_a_line_and_a_break_parts_it():
    text = read(p("某县人民政府") + "<w:p><w:r><w:t>关于修桥的</w:t><w:br/><w:t>通知</w:t></w:r></w:p>")
    assert [(text_of(text, line), line.marks.paragraph) for line in text.lines] == [
        ("某县人民政府", 1), ("关于修桥的", 2), ("通知", 2)]
    assert text.source.text == "某县人民政府\n关于修桥的\n通知\n"
    assert text.view.plain
    assert text.source.parts == (("word/document.xml", (0, len(text.source.text))),)


def test_the_source_is_named_after_the_file():
    data = package(p("一"))
    source = read_docx(data, "通知.docx").source
    assert (source.name, source.sha256, source.size) == ("通知.docx", hashlib.sha256(data).hexdigest(), len(data))
    assert source.media.endswith("wordprocessingml.document")


def test_headings_are_known_by_the_outline_level_of_their_style_and_by_names():
    body = (p("一", style("1")) + p("二", style("gongwen")) + p("三", style("biaoti"))
            + p("四", "<w:outlineLvl w:val='2'/>") + p("五", style("1") + "<w:outlineLvl w:val='9'/>")
            + p("六", style("Heading4")))
    text = read(body, styles=STYLES)
    assert [line.marks.heading for line in text.lines] == [1, 1, 2, 3, 0, 4]
    assert [line.marks.name for line in text.lines] == ["heading 1", "公文一级", "2级标题", "", "heading 1", "Heading4"]


def test_looks_are_those_of_styles_and_of_what_is_set_directly():
    body = (p("标题", style("1")) + p("左", style("gongwen")) + p("正文正文正文正文") + p("右", "<w:jc w:val='end'/>")
            + p("粗", run="<w:b/>") + p("不粗", style("1"), "<w:b w:val='0'/>"))
    marks = [line.marks for line in read(body, styles=STYLES).lines]
    assert [mark.bold for mark in marks] == [True, True, False, False, True, False]
    assert [mark.centred for mark in marks] == [True, False, False, False, False, True]
    assert [mark.right for mark in marks] == [False, False, False, True, False, False]
    assert [mark.size for mark in marks] == [138, 138, 100, 100, 100, 138]


def test_bold_within_bold_is_a_toggle_and_signs_do_not_count():
    strong = '<w:rStyle w:val="zhong"/>'
    body = (f"<w:p><w:pPr>{style('1')}</w:pPr>{r('标题', strong)}</w:p>"
            f"<w:p>{r('要求', '<w:b/>')}{r('：')}</w:p><w:p>{r('要求', '<w:b/>')}{r('：好')}</w:p>")
    text = read(body, styles=STYLES)
    assert [line.marks.bold for line in text.lines] == [False, True, False]
    assert run_texts(text, "strong") == [("要求", ""), ("要求", "")]


FACES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsiaTheme="minorEastAsia"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="hei"><w:name w:val="一级"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>
</w:style>"""


def test_faces_are_told_where_they_are_not_that_of_the_body():
    theme = (f'<a:theme {DECLARED}><a:themeElements><a:fontScheme><a:minorFont><a:ea typeface=""/>'
             '<a:font script="Hans" typeface="仿宋"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>')
    kai, same = '<w:rFonts w:eastAsia="楷体"/>', '<w:rFonts w:eastAsia="仿宋"/>'
    body = (p("一、总体要求", style("hei")) + p("正文正文正文正文，", run=same) + p("正文正文")
            + f"<w:p>{r('（一）原则。', kai)}{r('坚持统筹规划、分步实施。')}{r('abc', kai)}</w:p>" + p("ABC", run=kai))
    text = read(body, styles=FACES, related=relation("rId9", "theme", "theme/theme1.xml"),
                files={"word/theme/theme1.xml": theme.encode()})
    assert [line.marks.face for line in text.lines] == ["黑体", "", "", "", ""]
    assert run_texts(text, "face") == [("（一）原则。", "楷体")]


def test_a_circle_of_styles_ends():
    assert texts(read(p("正文", style("x")), styles=STYLES)) == ["正文"]


def test_indents_are_columns():
    body = (p("两字", style("zhengwen")) + p("　　手打") + p("缇", "<w:ind w:firstLine='640'/>")
            + p("无", style("zhengwen") + "<w:ind w:firstLineChars='0' w:firstLine='0'/>")
            + "<w:p><w:pPr><w:ind w:left='640' w:hanging='640'/></w:pPr><w:r><w:t>悬挂</w:t><w:br/><w:t>次行</w:t>"
            "</w:r></w:p>")
    assert [line.indent for line in read(body, styles=STYLES).lines] == [4, 4, 4, 0, 0, 4]


def test_empty_paragraphs_are_gaps():
    assert [line.gap for line in read(p("一") + p() + p(" ") + p("二") + p("三")).lines] == [0, 2, 0]


def test_white_space_counts_where_the_element_says_so():
    body = f"<w:p><w:r><w:t> 一 </w:t></w:r>{r('二 ')}<w:r><w:tab/><w:t>三</w:t></w:r></w:p>"
    assert texts(read(body)) == ["一二 \t三"]


def test_captions_contents_and_quotes_are_known_by_the_styles_of_word():
    text = read(p("图1 大桥", style("tizhu")) + p("第一章\t1", style("mulu")), styles=STYLES)
    assert [(line.marks.caption, line.marks.role) for line in text.lines] == [(True, ""), (False, "contents")]


def test_hidden_text_follows_its_paragraph_with_the_role_of_it():
    body = f"<w:p>{r('看得见')}{r('看不见', '<w:vanish/>')}{r('的')}</w:p>" + p("后")
    text = read(body)
    assert [(text_of(text, line), line.marks.role) for line in text.lines] == [
        ("看得见的", ""), ("看不见", "hidden"), ("后", "")]


def test_pages_are_counted_by_breaks_once():
    body = (p("一") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
            "<w:p><w:r><w:lastRenderedPageBreak/><w:t>二</w:t></w:r></w:p>" + p("三", "<w:pageBreakBefore/>")
            + p("四", "<w:sectPr/>") + p("五", "<w:sectPr><w:type w:val='continuous'/></w:sectPr>") + p("六")
            + "<w:sectPr><w:type w:val='continuous'/></w:sectPr>")
    assert [line.marks.page for line in read(body).lines] == [1, 2, 3, 3, 3, 3]
    assert [line.marks.page for line in read(p("一")).lines] == [0]


def test_a_section_begins_a_page_unless_it_goes_on():
    body = p("一", "<w:sectPr/>") + p("二") + "<w:sectPr><w:type w:val='nextPage'/></w:sectPr>"
    assert [line.marks.page for line in read(body).lines] == [1, 2]


def test_a_big_initial_belongs_to_its_paragraph():
    assert texts(read(p("春", "<w:framePr w:dropCap='drop' w:lines='2'/>") + p("天来了。"))) == ["春天来了。"]


def test_wrappers_are_seen_through():
    body = (f"<w:sdt><w:sdtContent>{p('一')}</w:sdtContent></w:sdt><w:customXml>{p('二')}</w:customXml>"
            f"<w:p><w:smartTag>{r('三')}<w:smartTag>{r('四')}</w:smartTag></w:smartTag>"
            f"<w:sdt><w:sdtContent>{r('五')}</w:sdtContent></w:sdt><w:bdo>{r('六')}</w:bdo></w:p>")
    assert texts(read(body)) == ["一", "二", "三四五六"]


def test_hyphens_and_symbols():
    body = ("<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
            "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t><w:sym w:font='Wingdings' w:char='6C'/>"
            "</w:r></w:p><w:p><w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>\uf06e甲</w:t></w:r></w:p>"
            "<w:p><w:r><w:sym w:font='不知名' w:char='F041'/><w:t>乙</w:t></w:r></w:p>")
    text = read(body)
    assert texts(text) == ["coop\u2011x", "☑是●", "■甲", "\uf041乙"]
    assert "co\u00adop" in text.source.text
    change = text.view.entities[text.view.text.index("☑")]
    assert (cut_text(text.source.text, [change.at]), change.was, change.now) == ("\uf0fe", "\uf0fe", "☑")


# tables


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def places(text):
    marks = ((text_of(text, line), line.marks) for line in text.lines)
    return [(words, mark.table, mark.row, mark.cell, mark.columns, mark.rows) for words, mark in marks]


def test_cells_know_their_places_and_what_they_span():
    merge, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = (row(cell(p("表头"), "<w:gridSpan w:val='2'/>"), cell(p("备注")), properties="<w:tblHeader/>"),
            row(cell(p("部门"), merge), cell(p("甲") + p("乙")), cell(p("丙"))),
            row(cell(p(), goes_on), cell(p("丁")), cell(p())), row(cell(p(), goes_on), cell(p("戊")), cell(p("己"))))
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    text = read(p("前") + table + p("后"))
    assert places(text) == [
        ("前", 0, 0, 0, 1, 1), ("表头", 1, 1, 1, 2, 1), ("备注", 1, 1, 2, 1, 1), ("部门", 1, 2, 1, 1, 3),
        ("甲", 1, 2, 2, 1, 1), ("乙", 1, 2, 2, 1, 1), ("丙", 1, 2, 3, 1, 1), ("丁", 1, 3, 1, 1, 1),
        ("戊", 1, 4, 1, 1, 1), ("己", 1, 4, 2, 1, 1), ("后", 0, 0, 0, 1, 1)]
    assert [text_of(text, line) for line in text.lines if line.marks.head] == ["表头", "备注"]


def test_a_table_of_one_cell_is_a_box_and_tables_in_cells_are_lines_of_the_cell():
    inner = "<w:tbl>" + row(cell(p("甲")), cell(p("乙"))) + "</w:tbl>"
    boxed = "<w:tbl>" + row(cell(p("框") + inner)) + "</w:tbl>"
    nested = "<w:tbl>" + row(cell(p("左")), cell(inner + p("右"))) + "</w:tbl>"
    assert places(read(boxed + nested)) == [
        ("框", 0, 0, 0, 1, 1), ("甲", 1, 1, 1, 1, 1), ("乙", 1, 1, 2, 1, 1),
        ("左", 2, 1, 1, 1, 1), ("甲", 2, 1, 2, 1, 1), ("乙", 2, 1, 2, 1, 1), ("右", 2, 1, 2, 1, 1)]


def test_a_row_of_cells_with_several_paragraphs_each_is_columns_of_text():
    columns = "<w:tbl>" + row(cell(p("左题") + p("左文")), cell(p("右题") + p("右文"))) + "</w:tbl>"
    assert [place[:2] for place in places(read(columns))] == [("左题", 0), ("左文", 0), ("右题", 0), ("右文", 0)]
    data = "<w:tbl>" + row(cell(p("左题") + p("左文")), cell(p("右题"))) + "</w:tbl>"
    assert [place[1] for place in places(read(data))] == [1, 1, 1]


def test_the_head_and_the_foot_of_an_official_paper_are_no_tables():
    wide = "<w:gridSpan w:val='2'/>"
    head = "<w:tbl>" + row(cell(p("某县人民政府文件"), wide)) + row(cell(p("某政发〔2021〕12号")), cell(p("某某签发")))
    foot = "<w:tbl>" + row(cell(p("抄送：县委办公室。"))) + row(cell(p("县政府办公室印发")))
    assert [place[1:4] for place in places(read(f"{head}</w:tbl>{p('文')}{foot}</w:tbl>"))] == [(0, 0, 0)] * 6


def test_rows_that_one_cell_fills_stand_over_a_table():
    wide = "<w:gridSpan w:val='2'/>"
    rows = row(cell(p("附件1")), cell(p("甲"))) + row(cell(p("乙")), cell(p("丙")))
    text = read("<w:tbl>" + row(cell(p("职位表"), wide)) + rows + row(cell(p("合计"), wide)) + "</w:tbl>")
    assert [place[:4] for place in places(text)] == [
        ("职位表", 0, 0, 0), ("附件1", 1, 1, 1), ("甲", 1, 1, 2), ("乙", 1, 2, 1), ("丙", 1, 2, 2), ("合计", 1, 3, 1)]


def test_what_a_merged_cell_covers_is_hidden():
    table = "<w:tbl>" + row(cell(p("上"), "<w:vMerge w:val='restart'/>"), cell(p("甲"))) + row(
        cell(p("遮"), "<w:vMerge/>"), cell(p("乙"))) + "</w:tbl>"
    text = read(table)
    assert texts(text) == ["上", "甲", "乙"]
    assert texts(text, "hidden") == ["遮"]


def test_old_merges_across_and_columns_that_begin_late():
    rows = (row(cell(p("宽"), "<w:hMerge w:val='restart'/>"), cell(p(), "<w:hMerge/>"), cell(p("窄"))),
            row(cell(p("下"), "<w:vMerge w:val='restart'/>"), properties="<w:gridBefore w:val='2'/>"),
            row(cell(p("一")), cell(p("二")), cell(p(), "<w:vMerge/>")))
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    assert places(read(table)) == [("宽", 1, 1, 1, 2, 1), ("窄", 1, 1, 2, 1, 1), ("下", 1, 2, 1, 1, 2),
                                   ("一", 1, 3, 1, 1, 1), ("二", 1, 3, 2, 1, 1)]


# notes, comments, changes


NOTES = ('<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
         '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见县志。</w:t></w:r></w:p></w:footnote>'
         '<w:footnote w:id="3"><w:p><w:r><w:t>同上。</w:t></w:r></w:p></w:footnote>'
         '<w:footnote w:id="4"><w:p><w:r><w:t>无人提及。</w:t></w:r></w:p></w:footnote>')


def test_notes_follow_the_text_in_the_order_of_their_references():
    body = ('<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:t>乙</w:t></w:r>'
            '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r></w:p>')
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    text = read(body, footnotes=NOTES, settings=settings)
    assert [(text_of(text, line), line.marks.note, line.marks.bullet, line.marks.role) for line in text.lines] == [
        ("甲乙*", "", "", ""), ("同上。", "fn3", "①", ""), ("见县志。", "fn2", "", ""),
        ("无人提及。", "fn4", "", "hidden")]
    references = [run for run in text.runs if run.kind == "ref"]
    assert [(run.start, run.end, run.target) for run in references] == [(1, 1, "fn3"), (2, 3, "fn2")]
    assert [name for name, _ in text.source.parts] == ["word/document.xml", "word/footnotes.xml", "word/footnotes.xml",
                                                       "word/footnotes.xml"]


def test_endnotes_have_numbers_of_their_own():
    body = '<w:p><w:r><w:t>文</w:t><w:endnoteReference w:id="1"/><w:endnoteReference w:id="9"/></w:r></w:p>'
    text = read(body, endnotes='<w:endnote w:id="1"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>')
    assert [(line.marks.note, line.marks.bullet) for line in text.lines] == [("", ""), ("en1", "i")]


def test_numbers_of_notes_begin_anew_where_the_section_says_so():
    restart = "<w:sectPr><w:footnotePr><w:numRestart w:val='eachSect'/></w:footnotePr></w:sectPr>"
    def refer(id_):
        return f'<w:r><w:t>文</w:t><w:footnoteReference w:id="{id_}"/></w:r>'
    body = f"<w:p><w:pPr>{restart}</w:pPr>{refer(2)}</w:p><w:p>{refer(3)}{refer(4)}</w:p>{restart}"
    assert [line.marks.bullet for line in read(body, footnotes=NOTES).lines if line.marks.note] == ["1", "1", "2"]


def test_comments_are_findings_at_their_places():
    body = ('<w:p><w:r><w:t>请</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>核对</w:t></w:r>'
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>')
    comments = '<w:comment w:id="0" w:author="张某"><w:p><w:r><w:t>日期？</w:t></w:r></w:p></w:comment>'
    text = read(body, comments=comments)
    assert texts(text, None) == ["请核对"]
    assert [(each.code, each.message, each.at) for each in text.findings] == [
        ("docx/comment", "Comment: 张某: 日期？", ((1, 3),))]


def test_tracked_changes_are_accepted_and_told():
    body = (f"<w:p>{r('本县')}<w:del w:id='1' w:author='李某'><w:r><w:delText>拟</w:delText></w:r></w:del>"
            f"<w:del w:id='2' w:author='李某'><w:r><w:delText>将</w:delText></w:r></w:del>"
            f"<w:ins w:id='3' w:author='李某'>{r('已经')}</w:ins>{r('修桥。')}</w:p>")
    text = read(body)
    assert texts(text, None) == ["本县已经修桥。"]
    assert text.source.text == "本县拟将已经修桥。\n"
    assert [(cut.by, cut.spans) for cut in text.view.cuts] == [("markup/deleted", ((2, 4),))]
    assert [(each.message, each.at) for each in text.findings] == [
        ("A deletion by 李某 is accepted: 拟将", ((2, 4),)), ("An insertion by 李某 is accepted: 已经", ((4, 6),))]


def test_moved_text_stands_where_it_went():
    body = f"<w:p><w:moveFrom>{r('乙')}</w:moveFrom>{r('甲')}<w:moveTo>{r('乙')}</w:moveTo></w:p>"
    text = read(body)
    assert texts(text, None) == ["甲乙"]
    assert [each.message for each in text.findings] == [
        "A removal to elsewhere is accepted: 乙", "A removal to here is accepted: 乙"]


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_goes():
    joined = p("前半，", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("后半。")
    table = "<w:tbl>" + row(cell(p("留")), cell(p("下"))) + row(
        cell(p("删")), cell(p("去")), properties="<w:del w:id='2'/>") + "</w:tbl>"
    assert texts(read(joined + table), None) == ["前半，后半。", "留", "下"]


# fields and links


def test_page_numbers_are_cut_and_other_results_kept():
    text = read(f"<w:p>{r('第')}{field('PAGE', r('3'))}{r('页见')}{field('REF b', r('第二章'))}</w:p>")
    assert texts(text) == ["第页见第二章"]
    assert [(cut.by, cut_text(text.source.text, cut.spans)) for cut in text.view.cuts] == [("markup/page-number", "3")]


def test_a_list_of_contents_is_one_whatever_its_styles_are():
    open_ = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = f"<w:p>{open_}{r('第一章 1')}</w:p><w:p>{r('第二章 5')}{close}</w:p>" + p("正文")
    assert [line.marks.role for line in read(body).lines] == ["contents", "contents", ""]
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    controlled = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}{p('第一章')}</w:sdtContent></w:sdt>" + p("正文")
    assert [line.marks.role for line in read(controlled).lines] == ["contents", "contents", ""]


def test_links_keep_their_targets():
    code = 'HYPERLINK "http://a.example/" \\l "c"'
    body = (f"<w:p>{r('见')}<w:hyperlink r:id='rId9'>{r('县府网')}</w:hyperlink>、"
            f"<w:hyperlink w:anchor='b1'>{r('上文')}</w:hyperlink>"
            f"{field(code, r('那里'))}</w:p>")
    text = read(body, related=relation("rId9", "hyperlink", "http://x.example/?a=1", external=True))
    assert run_texts(text, "link") == [("县府网", "http://x.example/?a=1"), ("上文", "#b1"), ("那里", "http://a.example/#c")]
    assert text.lines[0].marks.link == 87


def test_fields_within_fields_and_simple_ones():
    nested = field("IF " + "</w:instrText></w:r>" + field("PAGE", r("1")) + "<w:r><w:instrText> = 1 ", r("是"))
    text = read(f"<w:p>{nested}<w:fldSimple w:instr=' NUMPAGES '>{r('9')}</w:fldSimple>"
                f"<w:fldSimple w:instr=' SEQ 图 '>{r('4')}</w:fldSimple></w:p>")
    assert texts(text) == ["是4"]


@pytest.mark.parametrize("kind", ["begin", "separate", "end"])
def test_a_broken_field_loses_no_text(kind):
    body = f"<w:p><w:r><w:fldChar w:fldCharType='{kind}'/></w:r>{r('正文')}</w:p>"
    assert texts(read(body + p("后"))) == ["正文", "后"]


def test_codes_that_print_without_a_result():
    codes = {"eq \\o\\ac(○,7)": "⑦", "EQ \\o\\ac(○,密)": "密", "eq \\o\\ac(□,√)": "☑", "SYMBOL 183 \\f Symbol": "•",
             "SYMBOL 0xFE \\f Wingdings": "☑", "MACROBUTTON  Nothing 点此输入": "点此输入", "EQ \\f(1,2)": "1/2",
             "XE \"索引\"": ""}
    text = read("".join(f"<w:p>{r('甲')}{field(code)}{r('乙')}</w:p>" for code in codes))
    assert texts(text) == [f"甲{shown}乙" for shown in codes.values()]


def test_old_form_fields_show_what_is_chosen():
    box = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    choice = ("<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='男'/><w:listEntry w:val='女'/></w:ddList>"
              "</w:ffData>")
    marks = [f"<w:r><w:fldChar w:fldCharType='begin'>{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText>"
             "</w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
             for data, code in ((box, " FORMCHECKBOX "), (choice, " FORMDROPDOWN "))]
    assert texts(read(f"<w:p>{marks[0]}{r('性别')}{marks[1]}</w:p>")) == ["☑性别女"]


def test_readings_stand_in_runs_and_out_of_the_line():
    ruby = ("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>chǎng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>厂</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>")
    old = field("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(pīn),拼)")
    text = read(f"<w:p>{r('一')}{ruby}{old}</w:p>")
    assert texts(text) == ["一厂拼"]
    assert run_texts(text, "ruby") == [("厂", "chǎng"), ("拼", "pīn")]
    assert [(cut.by, cut_text(text.source.text, cut.spans)) for cut in text.view.cuts] == [("markup/ruby", "chǎngpīn")]


def test_emphasis_is_what_differs_from_the_style():
    parts = {"<w:i/>": "斜", "<w:em w:val='dot'/>": "点", "<w:u w:val='single'/>": "线", "<w:strike/>": "删",
             "<w:vertAlign w:val='superscript'/>": "上", "<w:vertAlign w:val='subscript'/>": "下", "<w:b/>": "粗"}
    text = read("<w:p>" + r("平") + "".join(r(word, look) for look, word in parts.items()) + "</w:p>")
    assert [(run.kind, run.target, text.view.text[run.start : run.end]) for run in text.runs] == [
        ("em", "", "斜"), ("em", "dots", "点"), ("em", "line", "线"), ("del", "", "删"), ("sup", "", "上"),
        ("sub", "", "下"), ("strong", "", "粗")]


def test_formulas_are_lines_of_text_with_mathml():
    formula = ("<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
               "<m:r><m:t>+</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den>"
               "</m:f></m:oMath>")
    text = read(f"<w:p>{r('设')}{formula}{r('。')}</w:p>")
    assert texts(text) == ["设x^2+(a+b)/c。"]
    assert run_texts(text, "math") == [("x^2+(a+b)/c", (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup>'
        "<mo>+</mo><mfrac><mrow><mo>a+b</mo></mrow><mrow><mi>c</mi></mrow></mfrac></math>"))]


# drawings


def drawing(content: str, descr: str = "") -> str:
    return (f"<w:r><w:drawing><wp:inline><wp:docPr id='1' name='图片 1' descr='{descr}'/><a:graphic><a:graphicData>"
            f"{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")


def box(content: str) -> str:
    return (f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
            f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent>"
            f"</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>")


def test_a_text_box_follows_its_paragraph_once():
    text = read(f"<w:p>{r('前')}<w:r>{box(p('某县文件') + p('号'))}</w:r>{r('后')}</w:p>" + p("末"))
    assert texts(text, None) == ["前后", "某县文件", "号", "末"]


def test_the_fallback_is_read_where_the_choice_shows_nothing():
    body = ("<w:p><w:r><mc:AlternateContent><mc:Choice Requires='cx'><w:drawing/></mc:Choice><mc:Fallback><w:pict>"
            "<v:shape><v:textbox><w:txbxContent>" + p("旧版") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>")
    assert texts(read(body)) == ["旧版"]


def test_choices_are_made_between_blocks_and_within_drawings():
    def choice(first: str, second: str) -> str:
        return (f"<mc:AlternateContent><mc:Choice Requires='x'>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>"
                "</mc:AlternateContent>")
    inner = f"<wps:txbx><w:txbxContent>{p('框')}</w:txbxContent></wps:txbx>"
    body = choice(p("新"), p("旧")) + choice("", p("旧")) + f"<w:p>{drawing(choice(inner, inner))}</w:p>"
    assert texts(read(body)) == ["新", "旧", "框"]


def test_a_field_whose_end_is_out_of_sight_is_told():
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    text = read(f"<w:p>{mark.format('begin')}{r('不见')}<w:unknown>{mark.format('end')}</w:unknown></w:p>")
    assert [(each.code, each.severity) for each in text.findings] == [("docx/field", "warning")]


def test_lettering_and_diagrams_are_lines():
    art = "<w:r><w:pict><v:shape><v:textpath string='某县人民政府文件'/></v:shape></w:pict></w:r>"
    diagram = drawing("<dgm:relIds r:dm='rId7'/>")
    data = f"<dgm:dataModel {DECLARED}><a:p><a:r><a:t>局</a:t></a:r></a:p></dgm:dataModel>".encode()
    text = read(f"<w:p>{art}{diagram}</w:p>", related=relation("rId7", "diagramData", "diagrams/data1.xml"),
                files={"word/diagrams/data1.xml": data})
    assert texts(text) == ["某县人民政府文件", "局"]


def picture(id_: str, attribute: str = "r:embed", descr: str = "大桥全景") -> str:
    return drawing("<pic:pic><pic:nvPicPr><pic:cNvPr id='0' name='x'/></pic:nvPicPr><pic:blipFill>"
                   f"<a:blip {attribute}='{id_}'/></pic:blipFill></pic:pic>", descr)


def test_pictures_stand_at_their_places_with_bytes_and_words():
    related = relation("rId5", "image", "media/bridge.png") + relation(
        "rId6", "image", "http://x.example/a.jpg", external=True)
    linked = f"<w:p>{picture('rId6', 'r:link')}{picture('rId0')}</w:p>"
    body = p("前") + f"<w:p>{picture('rId5')}</w:p>" + p("图1") + linked
    text = read(body, related=related, files={"word/media/bridge.png": PNG})
    first, second = text.pictures
    assert (first.source, first.alternative, first.media, first.data) == (
        "word/media/bridge.png", "大桥全景", "image/png", PNG)
    assert text.view.text[first.place :].strip().startswith("图1")
    assert (second.source, second.media, second.data) == ("http://x.example/a.jpg", "", b"")
    assert [(each.code, each.severity) for each in text.findings] == [("docx/picture", "warning")]
    assert [line.gap for line in text.lines] == [0, 0]


def test_a_damaged_or_missing_picture_is_told():
    text = read(f"<w:p>{picture('rId5')}</w:p>", related=relation("rId5", "image", "media/none.png"))
    assert [each.message for each in text.findings] == ["The picture word/media/none.png cannot be read."]
    assert text.pictures[0].data == b""


def test_a_chart_is_told():
    chart = drawing("<c:chart r:id='rId3'/>")
    text = read(f"<w:p>{chart}</w:p>", related=relation("rId3", "chart", "charts/chart1.xml"))
    assert [(each.code, each.message) for each in text.findings] == [
        ("docx/chart", "A chart is left out: word/charts/chart1.xml.")]


# heads, feet, properties


def test_heads_and_feet_are_read_once_around_the_body():
    section = ("<w:sectPr><w:headerReference w:type='default' r:id='rIdheader1'/><w:headerReference w:type='first' "
               "r:id='rIdheader2'/><w:footerReference w:type='default' r:id='rIdfooter1'/></w:sectPr>")
    body = f"<w:p><w:pPr>{section}</w:pPr>{r('正文')}</w:p>" + p("又") + section
    foot = f"<w:p>{r('— ')}{field('PAGE', r('1'))}{r(' —')}</w:p>"
    text = read(body, header1=p("某县志"), header2=p("首页眉"), footer1=foot)
    assert [(text_of(text, line), line.marks.role, line.marks.page) for line in text.lines] == [
        ("某县志", "running", 0), ("正文", "", 1), ("又", "", 2), ("—  —", "running", 0)]


def test_heads_of_first_and_even_pages_need_their_switches():
    section = ("<w:sectPr><w:headerReference w:type='first' r:id='rIdheader1'/><w:headerReference w:type='even' "
               "r:id='rIdheader2'/><w:titlePg/></w:sectPr>")
    assert texts(read(p("文") + section, header1=p("首"), header2=p("偶")), None) == ["首", "文"]
    text = read(p("文") + section, header1=p("首"), header2=p("偶"), settings="<w:evenAndOddHeaders/>")
    assert texts(text, None) == ["首", "偶", "文"]


def test_properties_are_hidden_facts_at_the_end():
    core = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>修桥通知</dc:title><dc:creator>某县</dc:creator>'
            "<cp:revision>3</cp:revision></cp:coreProperties>")
    text = read(p("文"), root_relations=relation("rId2", "metadata/core-properties", "docProps/core.xml"),
                files={"docProps/core.xml": core.encode()})
    assert [(text_of(text, line), line.marks.field, line.marks.role) for line in text.lines] == [
        ("文", "", ""), ("修桥通知", "dc:title", "hidden"), ("某县", "dc:creator", "hidden")]
    assert text.source.parts[-1][0] == "docProps/core.xml"


def test_custom_and_application_properties_are_facts_too():
    space = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    app = f"<Properties {space}extended-properties\"><Company>某县办</Company><Words>3</Words></Properties>"
    custom = (f"<Properties {space}custom-properties\"><property name=\"文号\"><v>某发〔2020〕1号</v></property>"
              "<property name=\"空\"/></Properties>")
    related = relation("a", "extended-properties", "docProps/app.xml") + relation(
        "c", "custom-properties", "docProps/custom.xml")
    text = read(p("文"), root_relations=related,
                files={"docProps/app.xml": app.encode(), "docProps/custom.xml": custom.encode()})
    assert [(text_of(text, line), line.marks.field) for line in text.lines[1:]] == [
        ("某县办", "Company"), ("某发〔2020〕1号", "文号")]


def test_old_drawings_name_their_pictures_too():
    body = "<w:p><w:r><w:object><v:shape alt='印章'><v:imagedata r:id='rId5'/></v:shape></w:object></w:r></w:p>"
    text = read(body, related=relation("rId5", "image", "media/seal.png"), files={"word/media/seal.png": PNG})
    assert [(each.alternative, each.data) for each in text.pictures] == [("印章", PNG)]
