"""Lines of a page: where they begin and end, and what the page says of them."""

from __future__ import annotations

import pytest
from page_lines import faults_of_account, marks, read, runs, said, texts

import convert


def test_block_elements_and_br_part_lines() -> None:
    text = read("<div>植树<p>第一段</p>间隔<p>第二段<br>换行</div>末尾")
    assert texts(text) == ["植树", "第一段", "间隔", "第二段", "换行", "末尾"]


def test_inline_elements_part_nothing() -> None:
    text = read("<p>全县<b>植树</b><span>三万</span><font color=red>亩</font>，<a href=x>详情</a>。</p>")
    assert texts(text) == ["全县植树三万亩，详情。"]


def test_each_block_is_a_paragraph() -> None:
    assert marks(read("<p>甲<p>乙<div>丙</div>"), "paragraph") == [("甲", 1), ("乙", 2), ("丙", 3)]


def test_lines_that_br_parts_have_no_paragraph_and_stand_apart_from_their_neighbours() -> None:
    text = read("<p>甲</p><p>乙一<br>乙二</p><p>丙</p>")
    assert [line.marks.paragraph for line in text.lines] == [1, 0, 0, 3]
    assert [line.gap for line in text.lines] == [0, 1, 0, 1]


def test_lines_of_one_heading_are_one_paragraph() -> None:
    assert marks(read("<h2>一<br>开学</h2><p>甲<br>乙"), "paragraph", "heading") == [
        ("一", 1, 2), ("开学", 1, 2), ("甲", 0, 0), ("乙", 0, 0)]


def test_a_br_at_the_end_of_a_block_parts_nothing() -> None:
    assert marks(read("<p>甲<br></p><p>乙</p>"), "paragraph") == [("甲", 1), ("乙", 2)]


@pytest.mark.parametrize("blank", ["<p>&nbsp;</p>", "<p>\u3000</p>", "<br>", "<p><br></p>", "<hr>"])
def test_blank_lines_are_a_gap(blank: str) -> None:
    text = read(f"<p>甲</p>{blank}<p>乙</p>")
    assert (texts(text), text.lines[1].gap) == (["甲", "乙"], 1)


def test_two_br_are_a_gap() -> None:
    assert [line.gap for line in read("<div>甲<br><br>乙<br>丙</div>").lines] == [0, 1, 0]


def test_a_section_begins_with_a_gap() -> None:
    assert [line.gap for line in read("<p>甲</p><article><p>乙</p></article><p>丙</p>").lines] == [0, 1, 1]


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("<p>a  b\n\tc</p>", "a b c"),
        ("<p> 甲 </p>", "甲"),
        ("<p>甲 <b> 乙</b></p>", "甲 乙"),
        ("<p>甲<b>\n</b>x</p>", "甲 x"),
        ("<p>全县的\n    收成</p>", "全县的收成"),
        ("<p>全县\n<b>收成</b></p>", "全县收成"),
        ("<p>第1\n章</p>", "第1 章"),
        ("<p>甲&nbsp;&nbsp;乙</p>", "甲\u00a0\u00a0乙"),
        ("<p>总\u3000\u3000则</p>", "总\u3000\u3000则"),
    ],
)
def test_white_space_collapses_as_css_has_it(page: str, printed: str) -> None:
    assert texts(read(page)) == [printed]


@pytest.mark.parametrize(
    ("page", "indent"),
    [
        ("<p>甲", 0),
        ("<p>\u3000\u3000甲", 4),
        ("<p>&nbsp;&nbsp;甲", 2),
        ("<p>&emsp;甲", 2),
        ("<p>\n   甲", 0),
        ("<p> &nbsp; 甲", 1),
        ("<p style='text-indent:2em'>甲", 4),
        ("<p style='text-indent: 32px'>甲", 4),
        ("<p style='text-indent:2em'>\u3000甲", 2),
        ("<p style='text-indent:-2em'>甲", 0),
        ("<p style='font-size:20px;text-indent:40px'>甲", 4),
    ],
)
def test_white_space_before_a_line_is_its_indent(page: str, indent: int) -> None:
    text = read(page)
    assert [(printed, line.indent) for printed, line in zip(texts(text), text.lines, strict=True)] == [("甲", indent)]


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("<p>&#20840;&#x53BF;", "全县"),
        ("<p>a &lt;b&gt; c &amp; d", "a <b> c & d"),
        ("<p>&copy2020 &nosuch; &", "©2020 &nosuch; &"),
        ("<p>&#0;甲", "\ufffd甲"),
        ("<p>x &NotEqualTilde; y", "x ≂̸ y"),
        ("<p>甲&zwnj;乙&#8203;丙", "甲乙丙"),
        ("<p>3<5 且 a<，", "3<5 且 a<，"),
    ],
)
def test_character_references_print_what_they_name(page: str, printed: str) -> None:
    assert texts(read(page)) == [printed]


def test_the_way_back_from_a_reference_is_the_whole_of_it() -> None:
    text = read("<p>甲&lt;乙&#x4E19;</p>")
    (line,) = text.lines
    assert text.view.to_source([(line.start, line.end)]) == ((3, 17),)
    assert [(change.was, change.now) for change in text.view.entities.values()] == [("&lt;", "<"), ("&#x4E19;", "丙")]


def test_headings_have_their_level() -> None:
    page = (
        "<h1>水利</h1><h3>灌溉</h3><div role=heading aria-level=2>渠道</div>"
        "<p style='mso-outline-level:4'>堤防</p><p>文</p>"
    )
    assert marks(read(page), "heading") == [("水利", 1), ("灌溉", 3), ("渠道", 2), ("堤防", 4), ("文", 0)]


def test_lists_nest_and_number_as_a_browser_prints_them() -> None:
    page = (
        "<ol start=3><li>甲<li>乙<ul><li>内</ul><li value=9>丙<p>续</p></ol><ol type=a><li>丁</ol>"
        "<ol reversed><li>戊<li>己</ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>庚</ol><ul style='list-style:none'><li>辛</ul>"
    )
    assert marks(read(page), "item", "bullet") == [
        ("甲", 1, "3."),
        ("乙", 1, "4."),
        ("内", 2, "•"),
        ("丙", 1, "9."),
        ("续", 1, ""),
        ("丁", 1, "a."),
        ("戊", 1, "2."),
        ("己", 1, "1."),
        ("庚", 1, "一、"),
        ("辛", 1, ""),
    ]


def test_lists_of_google_say_their_depth_in_their_class() -> None:
    page = ("<style>ol.lst-kix_a-0{list-style-type:none}ul.lst-kix_a-1{list-style-type:none}</style>"
            "<ol class='c1 lst-kix_a-0 start'><li>甲</ol><ul class='c1 lst-kix_a-1 start'><li>乙</ul>"
            "<ol class='c1 lst-kix_a-0' start=2><li>丙</ol>")
    assert marks(read(page), "item", "bullet") == [("甲", 1, "1."), ("乙", 2, "•"), ("丙", 1, "2.")]


def test_a_link_that_edits_a_section_is_no_part_of_its_heading() -> None:
    page = "<h2>历史<span class=mw-editsection>[<a href=x>编辑</a>]</span></h2><p>据族谱记载，族人始迁于此。"
    assert marks(read(page), "heading") == [("历史", 2), ("据族谱记载，族人始迁于此。", 0)]


def test_quotes_captions_and_code_are_told() -> None:
    page = (
        "<blockquote>外<blockquote>内</blockquote></blockquote>"
        "<figure><img src=a.png><figcaption>图一</figcaption></figure>"
        "<pre>a\n  b</pre>"
    )
    assert [(printed, said(line.marks)) for printed, line in zip(texts(read(page)), read(page).lines, strict=True)] == [
        ("外", {"quote": 1}),
        ("内", {"quote": 2}),
        ("图一", {"caption": True}),
        ("a", {"code": True}),
        ("b", {"code": True}),
    ]


def test_prose_that_keeps_its_lines_is_no_code() -> None:
    text = read("<pre>第一章 总则\n  第一条 为了修桥，制定本办法（2001年）。</pre>"
                "<pre>长 = f(&quot;桥&quot;)\nif 长 &lt; 3: g(长)</pre>")
    assert [line.marks.code for line in text.lines] == [False, False, True, True]
    assert [line.marks.paragraph for line in text.lines[:2]] == [0, 0]


def test_spaces_before_a_line_of_code_are_its_indent() -> None:
    assert [line.indent for line in read("<pre>a\n  b\n\n\tc  d</pre>").lines] == [0, 2, 4]


@pytest.mark.parametrize(
    "page",
    [
        "<p><b>一、综合</b></p>",
        "<p><strong>一、</strong><b>综合</b></p>",
        "<p style='font-weight:bold'>一、综合</p>",
        "<p><span style='font-weight: 700'>一、综合</span></p>",
        "<style>.t{font-weight:bold}</style><p class=t>一、综合</p>",
        "<p><b> 一、综合</b>\n</p>",
        "<p style='font:bold 16px SimSun'>一、综合</p>",
    ],
)
def test_a_line_is_bold_where_all_its_letters_are(page: str) -> None:
    assert marks(read(page), "bold") == [("一、综合", True)]


@pytest.mark.parametrize(
    "page", ["<p><b>一、</b>综合</p>", "<p style='font-weight:400'>一、综合", "<p>一、<b></b>综合"]
)
def test_a_line_is_not_bold_where_a_letter_is_not(page: str) -> None:
    assert marks(read(page), "bold") == [("一、综合", False)]


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<p align=center>甲", "centred"),
        ("<center>甲</center>", "centred"),
        ("<div style='text-align: center'><p>甲</p></div>", "centred"),
        ("<style>p.t, h2 {text-align:center}</style><p class='x t'>甲", "centred"),
        ("<p align=right>甲", "right"),
        ("<p style='text-align:right'>甲", "right"),
    ],
)
def test_a_line_is_centred_or_right_where_a_style_says_it(page: str, where: str) -> None:
    assert marks(read(page), where) == [("甲", True)]


def test_what_a_sheet_says_inside_a_media_rule_is_left() -> None:
    page = "<style>@media print { .t {text-align:center} .u {display:none} } .v {font-weight:bold}</style>"
    assert [said(line.marks) for line in read(page + "<p class=t>甲<p class=u>乙<p class=v>丙").lines] == [
        {},
        {},
        {"bold": True},
    ]


def test_size_is_told_against_that_of_the_body() -> None:
    page = (
        "<p style='font-size:18pt'>大标题</p><p style='font-size:12pt'>正文很长很长很长很长</p>"
        "<p style='font-size:12pt'><span style='font-size:200%'>倍</span></p><p style='font-size:9pt'>注</p>"
    )
    assert [line.marks.size for line in read(page).lines] == [150, 100, 200, 75]


def test_a_size_that_nobody_says_is_that_of_the_body() -> None:
    page = "<h1>题</h1><p style='font-size:20px'>正文很长很长很长很长</p><p>末<font size=7>大</font></p>"
    assert [line.marks.size for line in read(page).lines][:2] == [100, 100]


def test_link_density_is_in_per_cent_of_the_letters() -> None:
    page = "<p><a href=a>首页</a>|<a href='javascript:go()'>新</a><p>文字<p><a name=top>锚</a>"
    assert marks(read(page), "link") == [("首页|新", 75), ("文字", 0), ("锚", 0)]


@pytest.mark.parametrize(("page", "links"), [
    ("<p><a href=x>会议召开</a>(2020-03-03)", [100]), ("<p><a href=x>会议召开</a> [03/03 10:15]", [100]),
    ("<p><a href=x>会议召开</a>共三天", [57]), ("<p>2020-03-03", [0]),
    ("<ul><li><a href=x>会议召开</a><div>2012年12月6日</div></ul>", [100, 100]),
    ("<ul><li>甲<div>2012年12月6日</div></ul>", [0, 0])])
def test_the_date_beside_a_link_takes_nothing_from_it(page: str, links: list[int]) -> None:
    assert [line.marks.link for line in read(page).lines] == links


def test_runs_tell_emphasis_links_and_the_rest() -> None:
    page = (
        "<p><em>甲</em><strong>乙</strong>丙<a href='/x?a=1&amp;b=2'>丁</a><a href='javascript:void(0)'>戊</a>"
        "H<sub>2</sub>O"
        "<del>旧</del><code>x</code><i><b>两</b></i></p>"
    )
    assert runs(read(page)) == [
        ("甲", "em", ""),
        ("乙", "strong", ""),
        ("丁", "link", "/x?a=1&b=2"),
        ("2", "sub", ""),
        ("旧", "del", ""),
        ("x", "code", ""),
        ("两", "em", ""),
        ("两", "strong", ""),
    ]


def test_a_name_in_an_address_is_no_reference() -> None:
    page = "<p><a href='?a=1&currentPage=2&amp;copy=3&lt;&not'>甲</a></p><meta name=url content='?a&reg=1'>"
    text = read(page)
    assert (runs(text), texts(text)) == ([("甲", "link", "?a=1&currentPage=2&copy=3<¬")], ["?a&reg=1", "甲"])


def test_a_run_goes_on_through_its_elements_and_ends_with_the_line() -> None:
    assert runs(read("<p><b>甲<span>乙</span> 丙<br>丁</b></p>")) == [("甲乙 丙", "strong", ""), ("丁", "strong", "")]


def test_references_and_notes_find_each_other() -> None:
    page = (
        "<p>据说<sup><a href='#n1'>1</a></sup>如此<a href='#_ftn2'>[2]</a>。</p><ol><li id=n1>注文</ol>"
        "<p><a name=_ftn2 href='#_ftnref2'>[2]</a> 又一注</p><p><a href='#top'>目录</a></p><h2 id=top>题</h2>"
    )
    text = read(page)
    assert [run for run in runs(text) if run[1] == "ref"] == [("1", "ref", "n1"), ("[2]", "ref", "_ftn2")]
    assert marks(text, "note") == [
        ("据说1如此[2]。", ""),
        ("注文", "n1"),
        ("[2] 又一注", "_ftn2"),
        ("目录", ""),
        ("题", ""),
    ]


def test_a_ruby_text_is_the_target_of_its_run() -> None:
    text = read("<p><ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp></ruby>字</p>")
    assert (texts(text), runs(text)) == (["漢字"], [("漢", "ruby", "ㄏㄢˋ")])


def test_formulas_are_text_and_drawings_are_not() -> None:
    page = (
        "<p>设<math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>x=1</annotation></math></p>"
        "<svg><title>图标</title><text>无</text></svg>"
    )
    assert texts(read(page)) == ["设x=1"]


def test_pictures_stand_before_the_line_behind_them() -> None:
    page = (
        "<p>甲</p><img src='a.jpg' alt=' 河 堤 '><p>乙</p><img src=blank.gif data-src='b.jpg'>"
        "<img src='data:image/gif;base64,R0lGODlh'><img>"
    )
    text = read(page)
    assert [(each.source, each.alternative, each.media, each.data) for each in text.pictures] == [
        ("a.jpg", "河 堤", "", b""),
        ("b.jpg", "", "", b""),
        ("data:image/gif;base64,R0lGODlh", "", "image/gif", b"GIF89a"),
    ]
    assert text.lines[0].end <= text.pictures[0].place <= text.lines[1].start


def test_page_breaks_number_the_pages() -> None:
    page = "<p>甲</p><br style='page-break-before:always'><p>乙</p><p style='break-before:page'>丙</p>"
    assert marks(read(page), "page") == [("甲", 1), ("乙", 2), ("丙", 3)]
    assert marks(read("<p>甲</p>"), "page") == [("甲", 0)]


def test_display_decides_what_begins_a_line() -> None:
    page = "<div>左<span style='display:block'>中</span>右<p style='display:inline'>同</p>行</div>"
    assert texts(read(page)) == ["左", "中", "右同行"]


def test_the_name_is_that_of_the_nearest_class() -> None:
    page = "<div class='article  body'><p>甲</p><p class=lead>乙</p><p id=last>丙</p></div>"
    assert marks(read(page), "name") == [("甲", "article body"), ("乙", "lead"), ("丙", "last")]


def test_word_made_html_is_read() -> None:
    page = (
        "<style><!-- p.MsoTitle {text-align:center; font-weight:bold; mso-pagination:widow-orphan} --></style>"
        "<!--[if gte mso 9]><xml><w:WordDocument>否</w:WordDocument></xml><![endif]-->"
        "<p class=MsoTitle>题<o:p></o:p></p>"
        "<p class=MsoListParagraph><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1、<span>&nbsp;&nbsp;</span></span>"
        "<![endif]>条目<o:p>&nbsp;</o:p></p>"
    )
    text = read(page)
    assert texts(text) == ["题", "1、\u00a0\u00a0条目"]
    assert said(text.lines[0].marks) == {"bold": True, "centred": True}


def test_a_picture_in_a_reference_to_a_note_is_the_reference() -> None:
    text = read('<p>甲<sup><a href="#fn1"><img src="mark.png"></a></sup>乙</p><p id="fn1">注</p>')
    assert (runs(text), text.runs[0].start, text.pictures) == ([("", "ref", "fn1")], 1, ())


def test_a_picture_in_a_drawing_is_a_picture() -> None:
    text = read('<p>甲</p><svg><title>图</title><image width="9" xlink:href="a.jpg"/></svg><p>乙</p>')
    assert (texts(text), [each.source for each in text.pictures]) == (["甲", "乙"], ["a.jpg"])


@pytest.mark.parametrize(("stated", "level"), [("1", 1), ("7", 7), ("9", 9), ("10", 2), ("", 2)])
def test_aria_knows_levels_below_those_of_html(stated: str, level: int) -> None:
    assert marks(read(f'<p role="heading" aria-level="{stated}">甲</p>'), "heading") == [("甲", level)]


@pytest.mark.parametrize("sign", ["\x01", "\x1f", "\ufffe", "&#1;"])
def test_a_ruby_text_with_what_xml_cannot_hold_stays_a_ruby_text(sign: str) -> None:
    page = f"<p>题目<ruby>漢<rt>h{sign}an</rt></ruby>字</p>"
    tree = convert.read_text(page, "a.html")
    assert convert.restore(tree) == page
    assert [reading.text for reading in tree.iter("rt")] == ["han"]
    assert "reader/piece" not in [remark.code for remark in tree.record.remarks]


def test_facts_that_only_their_elements_part_stand_in_lines_of_their_own() -> None:
    page = ("<p><span>发布时间：2023-06-02 10:15</span><span>来源：县局</span> <span>作者：某</span>"
            "<p><b>来源：</b>甲<i>乙：</i>")
    assert texts(read(page)) == ["发布时间：2023-06-02 10:15", "来源：县局 作者：某", "来源：甲乙："]


@pytest.mark.parametrize("tag", ["em", "span"])
def test_what_its_class_calls_meta_data_stands_apart_in_its_line(tag: str) -> None:
    page = f"<div>前<{tag} class='rich_media_meta x'>2018-04-06</{tag}><{tag} class=post-meta>某人</{tag}>后</div>"
    assert texts(read(page)) == ["前", "2018-04-06", "某人", "后"]
    assert texts(read("<p>物<i class=metaphor>理</i>学")) == ["物理学"]


def test_what_its_class_calls_a_fact_stands_apart_where_nothing_else_keeps_it_from_its_neighbours() -> None:
    info = "<span class=src>山水观察</span><span class=author>某人</span><span class=time>2020-07-21</span>"
    assert texts(read(f"<div>\n{info}\n</div>")) == ["山水观察", "某人", "2020-07-21"]
    assert texts(read(f"<div>来源{info}</div>")) == ["来源山水观察某人2020-07-21"]
    assert texts(read("<div><span class=time>五月</span> <span>来源：某</span></div>")) == ["五月 来源：某"]
    assert texts(read("<p><span class=timer>甲</span><span>乙</span>")) == ["甲乙"]
    assert texts(read("<p><a href=u>某人</a><span class=time>五月发布</span>")) == ["某人", "五月发布"]
    assert texts(read("<p><span>某人</span><span>2022-05-20 07:15</span>")) == ["某人", "2022-05-20 07:15"]
    assert texts(read("<h1><span class=author>某人</span><span>文集</span></h1>")) == ["某人文集"]
    assert texts(read("<ul><li><a href=u>新闻</a><span class=time>2022-05-20</span></ul>")) == ["新闻2022-05-20"]


def test_a_block_that_its_class_and_the_window_call_the_title_is_the_headline() -> None:
    page = "<title>社会责任-某某集团</title><div class=nav-title>集团</div><div class=big-title>社会责任</div><p>文"
    assert marks(read(page), "heading")[1:] == [("集团", 0), ("社会责任", 1), ("文", 0)]
    assert marks(read(page.replace("<p>", "<h1>题</h1>")), "heading")[2] == ("社会责任", 0)
    assert marks(read(page.replace("社会责任-", "社会责任书-")), "heading")[2] == ("社会责任", 0)


def test_a_heading_that_leads_home_is_the_name_of_the_site() -> None:
    page = "<title>三口井 | 记忆 | 江湾晚报网</title><h1><a href=/>江湾晚报网</a></h1><h2>三口井</h2><p>文"
    assert marks(read(page), "heading", "role")[1:3] == [("江湾晚报网", 0, "header"), ("三口井", 2, "")]
    for other in (page.replace("<a href=/>", ""), page.replace("三口井 | 记忆 | ", "")):
        assert marks(read(other), "heading", "role")[1] == ("江湾晚报网", 1, "")


def test_classes_of_titles_over_text_are_headings_one_below_the_other() -> None:
    page = ("<div class=sub-title>供水</div><p class=t>文</p><div class=item-title>水厂</div><p class=t>文</p>"
            "<div class=item-title>管网</div><p class=t>文</p><div class=sub-title>环保</div><p class=t>文</p>")
    assert [level for _, level in marks(read(page), "heading") if level] == [2, 3, 3, 2]
    for other in (page.replace("供水", "供水第一。"), page.replace("供水", "<a href=x>供水</a>"), page + "<h2>题</h2>"):
        assert ("环保", 2) not in marks(read(other), "heading")


def test_items_that_head_a_text_of_their_own_number_sections() -> None:
    page = "<ol><li><b>借书</b><p>每人每次不超过三本。<ul><li>爱护图书</ul><li><b>还书</b><p>逾期的记录在册。</ol>"
    assert marks(read(page), "item", "bullet") == [
        ("借书", 1, "1."), ("每人每次不超过三本。", 0, ""), ("爱护图书", 2, "•"),
        ("还书", 1, "2."), ("逾期的记录在册。", 0, "")]
    assert marks(read("<ul><li>甲<p>续续续</ul>"), "item") == [("甲", 1), ("续续续", 1)]


def test_word_made_bullets_are_bullets_and_items_know_their_depth() -> None:
    filler = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    page = (f"<p><span style='font-family:Wingdings'>l{filler}</span><span>甲</span>"
            f"<p style='mso-list:l0 level2 lfo1'><span style='font-family:Symbol'>·{filler}</span>乙"
            "<p>丙<span style='font-family:Wingdings'>à</span>丁")
    text = read(page)
    assert marks(text, "item", "bullet") == [("甲", 1, "●"), ("乙", 2, "•"), ("丙→丁", 0, "")]
    assert faults_of_account(text) == []


def test_the_arrow_back_from_a_note_is_markup() -> None:
    page = ('<p>甲<sup><a href="#fn1" id=r1>1</a></sup><p id=fn1>注<a href="#r1">↩︎</a>'
            '<p>见<a href="#r1">↑</a>')
    assert texts(read(page)) == ["甲1", "注", "见↑"]


def test_what_a_page_of_frames_says_without_them_is_hidden() -> None:
    page = "<frameset><frame src=a.htm><noframes><p>请换浏览器</noframes></frameset>"
    assert marks(read(page), "role") == [("请换浏览器", "hidden")]


def test_a_sign_takes_no_white_space_with_it() -> None:
    text = read("<p>丙<span style='font-family:Wingdings'>\n   à\n   </span>丁 "
                "<span style='font-family:Symbol'>®</span> 戊")
    assert texts(text) == ["丙→丁 → 戊"]
    assert faults_of_account(text) == []


LONG = "<p>水务局去年修了三条渠，今年还要再修两条，群众都说这件事办得好，浇地再也不用等到半夜了，大家放心。</p>"
"""A paragraph that is text wherever it stands."""


def test_a_label_over_links_in_furniture_is_furniture() -> None:
    links = "<ul><li><a href=a>修渠的人</a></li><li><a href=b>水从哪里来</a></li></ul>"
    lists = f"<h2>更多内容</h2><h3>相关</h3>{links}<div>要闻</div>{links}"
    page = read(f"<h1>修渠</h1>{LONG}<div class=share>分享</div>{lists}")
    assert marks(page, "heading", "role")[3:5] == [("更多内容", 2, "aside"), ("相关", 3, "aside")]
    assert ("要闻", "aside") in marks(page, "role")


def test_a_label_over_links_behind_the_text_is_left_to_the_labelling() -> None:
    links = "<p><a href=a>水渠图</a></p>"
    signed = read(f"<h1>修渠</h1>{LONG}<p>水务局</p>{links}")
    attached = read(f"<h1>修渠</h1>{LONG}<div class=share>分享</div><p>附件：</p>{links}")
    above = read(f"<nav>首页</nav><h2>渠道名录</h2>{links}{LONG}")
    for page, label in ((signed, "水务局"), (attached, "附件："), (above, "渠道名录")):
        assert (label, "") in marks(page, "role")


def test_what_stands_behind_the_foot_is_of_it() -> None:
    page = read(f"<h1>修渠</h1>{LONG}{LONG}<footer>水务局主办</footer><div>智能问答</div>")
    assert marks(page, "role")[3:] == [("水务局主办", "footer"), ("智能问答", "footer")]
    verse = "<p>渠水清清</p><p>日夜不停</p><p>流过田头</p><p>流过村口</p>"
    poems = read(f"<article>{LONG}<footer>林远</footer></article><article>{verse}<footer>江南</footer></article>")
    assert [role for _, role in marks(poems, "role")] == ["", "footer", "", "", "", "", "footer"]
    assert ("智能问答", "") in marks(read(f"<footer>水务局主办</footer><div>智能问答</div>{LONG}"), "role")
