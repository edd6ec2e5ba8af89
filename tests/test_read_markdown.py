"""Markdown to lines with marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_account import find_faults, marks_of

from convert.formats.markdown.read import read_markdown
from convert.recovery.catalogue import load_catalogue
from convert.recovery.text import Text

SHARED = Path(__file__).parents[2] / "shared"


def read(source: str, name: str = "甲.md") -> Text:
    text = read_markdown(source.encode(), name)
    assert find_faults(text) == []
    return text


def lines(source: str, name: str = "甲.md") -> list[tuple[str, dict[str, object]]]:
    """Each line with the marks that say something, `paragraph` apart."""
    text = read(source, name)
    marked = [(text.view.text[line.start : line.end], marks_of(line)) for line in text.lines]
    return [(body, {key: value for key, value in marks.items() if key != "paragraph"}) for body, marks in marked]


def paragraphs(source: str, name: str = "甲.md") -> list[tuple[str, int]]:
    text = read(source, name)
    return [(text.view.text[line.start : line.end], line.marks.paragraph) for line in text.lines]


def bodies(source: str, name: str = "甲.md") -> list[str]:
    return [body for body, _ in lines(source, name)]


def runs(source: str) -> list[tuple[str, str, str]]:
    text = read(source)
    return [(run.kind, text.view.text[run.start : run.end], run.target) for run in text.runs]


def cuts(source: str, name: str = "甲.md") -> list[tuple[str, str]]:
    text = read(source, name)
    return [(cut.by, text.source.text[start:end]) for cut in text.view.cuts for start, end in cut.spans]


# headings


@pytest.mark.parametrize(
    "source",
    [
        "## 总则\n",
        "##总则\n",
        "## 总则 ##\n",
        "##总则##\n",
        "　## 总则\n",
        "##　总则\n",
        "## 总则 {#zongze}\n",
        "- 甲\n\n## 总则\n",
        "正文。\n##总则\n",
        "## **总则**\n",
        "总则\n---\n",
    ],
)
def test_a_heading_however_it_is_written(source):
    found = lines(source)
    assert found[-1][0] == "总则"
    assert found[-1][1]["heading"] == 2


def test_headings_without_a_blank_are_those_of_their_level():
    assert lines("#青石桥读书会章程\n\n####一、总则\n1. 甲\n") == [
        ("青石桥读书会章程", {"heading": 1}),
        ("一、总则", {"heading": 4}),
        ("1. 甲", {"item": 1}),
    ]


def test_keywords_are_no_headings():
    assert lines("# 日记\n\n#植树 #春天\n\n#植树\n\n#!shebang\n") == [
        ("日记", {"heading": 1}),
        ("#植树 #春天", {}),
        ("#植树", {}),
        ("#!shebang", {}),
    ]


def test_a_line_of_dashes_under_prose_is_a_line_across_the_page():
    assert lines("各镇要抓紧落实。\n---\n第二段。\n") == [("各镇要抓紧落实。", {}), ("第二段。", {})]
    assert cuts("各镇要抓紧落实。\n---\n第二段。\n") == [("markup/rule", "---")]
    assert cuts("甲\n\n_____\n\n乙\n") == [("markup/rule", "_____")]
    assert lines("第一条\n-----\n正文。\n") == [("第一条", {"heading": 2}), ("正文。", {})]


def test_one_dash_under_a_line_is_an_item_without_text():
    assert lines("总则\n- \n- 甲\n") == [("总则", {}), ("甲", {"item": 1, "bullet": "•"})]
    assert lines("总则\n=\n") == [("总则", {}), ("=", {})]


def test_a_double_line_makes_its_last_line_a_heading():
    assert lines("第一段。\n全县水利工作\n======\n") == [("第一段。", {}), ("全县水利工作", {"heading": 1})]
    assert lines("======\n全县水利工作\n======\n正文。\n") == [("全县水利工作", {"heading": 1}), ("正文。", {})]


# paragraphs


def test_lines_without_a_blank_line_between_share_a_paragraph():
    source = "第一行写\n满了。\n\n第二段，\n续。\n"
    assert paragraphs(source) == [("第一行写", 1), ("满了。", 1), ("第二段，", 2), ("续。", 2)]


@pytest.mark.parametrize("ending", ["  \n", "\\\n", "<br>\n", "<br/>", "\n　　", "\n&emsp;&emsp;"])
def test_a_line_end_that_is_asked_for_parts_paragraphs(ending):
    assert paragraphs(f"甲乙{ending}丙丁") == [("甲乙", 1), ("丙丁", 2)]


@pytest.mark.parametrize(("source", "numbers"), [
    ("（一）甲；\n（二）乙。\n丙。", [1, 1, 2]), ("（一）甲；\n(2) 乙。\n丙，\n丁。", [1, 1, 2, 2]),
    ("甲。\n（一）乙。\n丙。", [1, 1, 1]), ("（一）甲；\n（二）乙，\n丙。", [1, 1, 1]),
    ("（一）甲；\n\n（二）乙。\n丙。", [1, 2, 2])])
def test_the_last_of_items_that_are_a_line_each_ends_its_paragraph(source, numbers):
    assert [number for _, number in paragraphs(source)] == numbers


def test_four_blanks_before_prose_are_an_indent_and_no_code():
    source = "标题：\n    各镇抓住农闲时节。\n    各村也要这样做。\n\n    第三段。\n"
    text = read(source)
    assert [(line.indent, line.gap, line.marks.paragraph, line.marks.code) for line in text.lines] == [
        (0, 0, 1, False),
        (4, 0, 2, False),
        (4, 0, 3, False),
        (4, 1, 4, False),
    ]
    assert lines("甲\n\n    1944.4.11\n")[1] == ("1944.4.11", {})
    assert lines('甲\n\n    print("中文")\n')[1] == ('print("中文")', {"code": True})
    assert lines("甲\n\n    int main() { return 0; }\n")[1] == ("int main() { return 0; }", {"code": True})


def test_lines_end_where_they_do_in_plain_text():
    assert bodies("甲\r乙\r\n丙\u2028丁\x0c戊") == ["甲", "乙", "丙", "丁", "戊"]


def test_indents_and_blank_lines_are_counted():
    text = read("甲\n\n\n　　乙\n> 丙\n>\n> 丁\n")
    assert [(line.indent, line.gap) for line in text.lines] == [(0, 0), (4, 2), (0, 0), (0, 1)]


def test_a_plain_text_reads_line_by_line():
    source = "关于植树的通知\n各乡镇：\n　　今年植树从三月开始。\n　　各单位都要参加。\n二〇二三年二月一日\n"
    assert paragraphs(source) == [
        ("关于植树的通知", 1),
        ("各乡镇：", 1),
        ("今年植树从三月开始。", 2),
        ("各单位都要参加。", 3),
        ("二〇二三年二月一日", 3),
    ]
    assert cuts(source) == []


# quotations and lists


def test_headings_lists_and_tables_in_quotations_are_read():
    source = "> ## 会议纪要\n>\n> 出席九人。\n> - 甲\n>\n> > 深\n>\n> | 丙 |\n> |---|\n> | 丁 |\n"
    assert lines(source) == [
        ("会议纪要", {"heading": 2, "quote": 1}),
        ("出席九人。", {"quote": 1}),
        ("甲", {"quote": 1, "item": 1, "bullet": "•"}),
        ("深", {"quote": 2}),
        ("丙", {"quote": 1, "table": 1, "row": 1, "cell": 1, "head": True}),
        ("丁", {"quote": 1, "table": 1, "row": 2, "cell": 1}),
    ]


def test_numbers_stay_and_bullets_are_cut():
    assert lines("1. 甲\n2. 乙\n   - 丙\n     续\n10) 丁\n") == [
        ("1. 甲", {"item": 1}),
        ("2. 乙", {"item": 1}),
        ("丙", {"item": 2, "bullet": "•"}),
        ("续", {"item": 2}),
        ("10) 丁", {"item": 1}),
    ]
    assert cuts("* 甲\n+ 乙\n- 丙\n") == [("markup/bullet", mark) for mark in "*+-"]


def test_indented_items_keep_their_numbers():
    source = "  1. 甲\n  2. 乙\n\n> - 丙\n>   1. 丁\n>   2) 戊\n"
    assert bodies(source) == ["1. 甲", "2. 乙", "丙", "1. 丁", "2) 戊"]


def test_one_number_before_all_is_printed_as_the_format_counts():
    assert lines("3. 甲\n3. 乙\n3. 丙\n") == [
        ("3. 甲", {"item": 1}),
        ("乙", {"item": 1, "bullet": "4."}),
        ("丙", {"item": 1, "bullet": "5."}),
    ]
    assert bodies("1. 甲\n3. 乙\n3. 丙\n4. 丁\n") == ["1. 甲", "3. 乙", "3. 丙", "4. 丁"]


def test_items_of_several_paragraphs_and_tasks():
    source = "1. 甲\n\n   续段\n\n2. 乙\n"
    assert lines(source) == [("1. 甲", {"item": 1}), ("续段", {"item": 1}), ("2. 乙", {"item": 1})]
    assert [number for _, number in paragraphs(source)] == [1, 2, 3]
    assert lines("- [ ] 甲\n- [x] 乙\n") == [("甲", {"item": 1, "bullet": "☐"}), ("乙", {"item": 1, "bullet": "☑"})]


def test_a_line_without_the_marks_shows_none():
    """CommonMark takes it into the item or quotation; the number of the paragraph says so, the marks do not."""
    assert lines("- 甲\n乙\n\n> 丙\n丁\n\n[^1]: 注\n戊[^1]\n") == [
        ("甲", {"item": 1, "bullet": "•"}),
        ("乙", {}),
        ("丙", {"quote": 1}),
        ("丁", {}),
        ("注", {"note": "1"}),
        ("戊1", {}),
    ]
    assert [number for _, number in paragraphs("- 甲\n乙\n")] == [1, 1]


def test_items_that_are_links_into_the_document_are_its_contents():
    assert lines("- [总则](#总则)\n- [别处](a.md)\n") == [
        ("总则", {"item": 1, "bullet": "•", "link": 100, "role": "contents"}),
        ("别处", {"item": 1, "bullet": "•", "link": 100}),
    ]


def test_terms_are_the_fields_of_their_definitions():
    assert lines("渠长\n: 管水渠的人。\n\n水费\n: 每年一交。\n") == [
        ("渠长", {}),
        ("管水渠的人。", {"field": "渠长"}),
        ("水费", {}),
        ("每年一交。", {"field": "水费"}),
    ]


# tables


def table(source: str) -> list[tuple[int, int, int, str, bool]]:
    return [
        (line.marks.table, line.marks.row, line.marks.cell, body, line.marks.head)
        for line, body in zip(read(source).lines, bodies(source), strict=True)
    ]


@pytest.mark.parametrize(
    "source",
    [
        "| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |\n",
        "甲 | 乙\n--|--\n1 | 2\n",
        "| 甲 | 乙 |\n|---|---|---|\n| 1 | 2 |\n",
        "| 甲 | 乙 |\n|---|\n| 1 | 2 |\n",
        "| 甲 | 乙 |\r\n| - | - |\r\n| 1 | 2 |\r\n",
    ],
)
def test_a_table_however_it_is_ruled(source):
    assert table(source) == [(1, 1, 1, "甲", True), (1, 1, 2, "乙", True), (1, 2, 1, "1", False), (1, 2, 2, "2", False)]


@pytest.mark.parametrize(
    "source",
    [
        "| 1 | 2 |\n| 3 | 4 |\n",
        "|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
        "+---+---+\n| 1 | 2 |\n+---+---+\n| 3 | 4 |\n+---+---+\n",
    ],
)
def test_a_table_without_a_head(source):
    assert table(source) == [(1, row, cell, str(2 * row + cell - 2), False) for row in (1, 2) for cell in (1, 2)]


def test_text_close_to_a_table_is_no_part_of_it():
    source = "前\n甲 | 乙\n--- | ---\n1 | 2\n后\n"
    assert [(row[0], row[3]) for row in table(source)] == [
        (0, "前"),
        (1, "甲"),
        (1, "乙"),
        (1, "1"),
        (1, "2"),
        (0, "后"),
    ]


def test_empty_cells_and_rows_count():
    assert table("| | 乙 |\n|---|---|\n| | |\n| 3 | |\n") == [(1, 1, 2, "乙", True), (1, 3, 1, "3", False)]
    assert table("# 标题\n\n| | |\n|---|---|\n| 甲 | 乙 |\n")[1:] == [(1, 2, 1, "甲", False), (1, 2, 2, "乙", False)]


def test_pipes_behind_backslashes_are_text():
    assert [row[3] for row in table("| a\\|b | `c\\|d` |\n|---|---|\n")] == ["a|b", "c|d"]
    assert lines("作者 \\| 林立\n") == [("作者 | 林立", {})]
    assert lines("作者 | 林立\n") == [("作者 | 林立", {})]


def test_lines_of_a_cell():
    source = "| 甲<br>乙 | 丙 |\n|---|---|\n"
    assert [(row[2], row[3]) for row in table(source)] == [(1, "甲"), (1, "乙"), (2, "丙")]


# within a line


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("这是**重点**。", "重点"),
        ("这是**“引号”**后面", "“引号”"),
        ("**注意。**后面", "注意。"),
        ("前**（括号）**后", "（括号）"),
        ("前** 空格 **后", "空格"),
        ("前__重点__后", "重点"),
        ("推出了\\*\\*「礼物」\\*\\*，", "「礼物」"),
        ("前**[通知](a.html)**后", "通知"),
        ("这是<b>重点</b>。", "重点"),
    ],
)
def test_strong_text_next_to_chinese_punctuation(source, strong):
    assert ("strong", strong, "") in runs(source)
    assert "*" not in bodies(source)[0]
    assert "_" not in bodies(source)[0]


@pytest.mark.parametrize(
    "source",
    ["张**、李**、王**三人", "姓名：____ 电话：______ 。",
        "（1）______，长河落日圆。（2）晴川历历汉阳树，______。", "3~5天，6~7天", "长3*4*5米", "2 * 3 * 4", "甲乙丙`"],
)
def test_what_looks_like_emphasis_and_is_none(source):
    assert bodies(source) == [source]


def test_all_kinds_of_runs():
    source = (
        "*斜*、**粗**、~~删~~、`码`、[链](http://a.example/b)、<http://c.example>、脚注[^1]、"
        "H<sub>2</sub>O<sup>+</sup>\n\n[^1]: 注\n"
    )
    assert runs(source) == [
        ("em", "斜", ""),
        ("strong", "粗", ""),
        ("del", "删", ""),
        ("code", "码", ""),
        ("link", "链", "http://a.example/b"),
        ("link", "http://c.example", "http://c.example"),
        ("ref", "1", "1"),
        ("sub", "2", ""),
        ("sup", "+", ""),
    ]


def test_addresses_in_the_text_are_links():
    assert runs("见https://a.example/b_c_d。") == [("link", "https://a.example/b_c_d", "https://a.example/b_c_d")]
    assert lines("https://a.example/\n") == [("https://a.example/", {"link": 100})]


def test_a_line_of_which_all_letters_are_bold():
    assert lines("**第一章**、**总则**\n\n**第一条** 正文\n\n1. **甲**\n") == [
        ("第一章、总则", {"bold": True}),
        ("第一条 正文", {}),
        ("1. 甲", {"item": 1}),
    ]


def test_emphasis_over_a_line_end_is_a_run_in_each_line():
    assert runs("**甲\n乙**\n") == [("strong", "甲", ""), ("strong", "乙", "")]


def test_entities_and_escapes_are_printed():
    text = read("甲&amp;乙&#20013;\\*丙&nbsp;丁 &nope; &lt;b&gt;\n")
    assert text.view.text == "甲&乙中*丙\xa0丁 &nope; <b>\n"
    assert [(change.was, change.now) for change in text.view.entities.values()] == [
        ("&amp;", "&"),
        ("&#20013;", "中"),
        ("&nbsp;", "\xa0"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ]


def test_pictures_stand_before_a_line_and_in_none():
    text = read("甲\n\n![图 *一*](a b.png \"题\")\n\n乙[![徽](c.svg)](d)<img src='e.jpg' alt=丙>\n")
    assert [(one.place, one.source, one.alternative) for one in text.pictures] == [
        (2, "a b.png", "图 一"),
        (3, "c.svg", "徽"),
        (3, "e.jpg", "丙"),
    ]
    assert text.view.text == "甲\n乙\n"


def test_notes_with_lost_texts_and_wide_colons():
    assert lines("甲[^1]乙[^注]\n\n[^注]：注文\n") == [("甲1乙注", {}), ("注文", {"note": "注"})]
    assert lines("[注]: 数字是初步的。\n\n[1]: http://a.example\n") == [("[注]: 数字是初步的。", {})]


def test_formulas_stay_as_they_are_written():
    assert bodies("设$a_1 * b_2 * c$，$$x\\_y$$。") == ["设$a_1 * b_2 * c$，$$x\\_y$$。"]


# code and marks of other programs


def test_code_keeps_its_lines_and_marks():
    source = "```sh\n# 甲 **乙**\n\n  {{< x >}} ::: | a |\n:::\n```\n"
    assert lines(source) == [
        (body, {"code": True, "name": "sh"}) for body in ("# 甲 **乙**", "{{< x >}} ::: | a |", ":::")
    ]
    assert [line.indent for line in read(source).lines] == [0, 2, 0]


def test_directives_shortcodes_and_attributes_are_markup():
    source = (
        '::: tip 注意\n内容{{< ref "a" >}}为证\n:::\n\n[TOC]\n\n{% include a %}\n==高亮==与[字]{.u}\n\n{{name}}\\\n'
    )
    assert bodies(source) == ["注意", "内容为证", "高亮与字", "{{name}}"]


def test_a_document_in_a_fence_of_markdown_is_read():
    """Programs that read pictures of pages give it so; a few lines in such a fence show how Markdown is written."""
    minutes = "# 会议记录\n\n## 出席\n\n" + "- 沈大年\n" * 20
    assert lines(f"# 存档\n\n```markdown\n{minutes}```\n")[:3] == [
        ("存档", {"heading": 1}), ("会议记录", {"heading": 1}), ("出席", {"heading": 2})]
    sample = lines("写法如下：\n\n```markdown\n# 会议记录\n```\n")
    assert sample[1:] == [("# 会议记录", {"code": True, "name": "markdown"})]


def test_components_of_mdx_are_markup():
    source = (
        "import A from 'a'\nexport const b = {\n  c: 1\n}\n\n# 题\n\n"
        "<Tabs of={[1, 2]}>\n## 节\n正文。{/* 注 */}\n</Tabs>\n"
    )
    assert lines(source, "甲.mdx") == [("题", {"heading": 1}), ("节", {"heading": 2}), ("正文。", {})]
    assert bodies("import 是进口。\n") == ["import 是进口。"]


def test_comments_are_cut_even_without_an_end():
    assert bodies("甲<!-- 乙 -->丙\n\n<!-- 丁\n\n戊 -->\n\n己\n") == ["甲丙", "己"]
    assert bodies("甲\n\n<!-- 乙\n\n丙\n")[-1] == "丙"


# HTML


def test_tables_of_html():
    source = (
        "<table><tr><th colspan=2>甲\n</th></tr>\n<tr><td>乙<td rowspan='2'><b>丙</b><br>丁</tr></table>\n\n<表 1>\n"
    )
    assert lines(source) == [
        ("甲", {"table": 1, "row": 1, "cell": 1, "head": True, "columns": 2}),
        ("乙", {"table": 1, "row": 2, "cell": 1}),
        ("丙", {"table": 1, "row": 2, "cell": 2, "rows": 2, "bold": True}),
        ("丁", {"table": 1, "row": 2, "cell": 2, "rows": 2}),
        ("<表 1>", {}),
    ]


def test_blocks_of_html():
    source = (
        "<h2 align=center>题</h2>\n<p style='text-align: right'>右</p>\n<ol start=3><li>甲<ul><li>乙</ul><li>丙</ol>\n"
        "<blockquote>引</blockquote><figure><img src=a><figcaption>图</figcaption></figure><nav>导航</nav>\n"
    )
    assert lines(source) == [
        ("题", {"heading": 2, "centred": True}),
        ("右", {"right": True}),
        ("甲", {"item": 1, "bullet": "3."}),
        ("乙", {"item": 2, "bullet": "•"}),
        ("丙", {"item": 1, "bullet": "4."}),
        ("引", {"quote": 1}),
        ("图", {"caption": True}),
        ("导航", {"role": "nav"}),
    ]


def test_html_around_markdown():
    source = (
        "<div align=center>\n\n**甲**\n\n</div>\n\n<details><summary>题</summary>\n\n- 乙\n\n</details>\n\n"
        '### <p align="center">丙</p>\n丁\n'
    )
    assert lines(source) == [
        ("甲", {"bold": True, "centred": True}),
        ("题", {}),
        ("乙", {"item": 1, "bullet": "•"}),
        ("丙", {"heading": 3, "centred": True}),
        ("丁", {}),
    ]


def test_markdown_in_html_and_what_is_no_text():
    source = "<p>**甲**见[乙](b)</p><script>if (a < b) {}</script>\n<style>\n\nb { }\n</style>\n<iframe>丙</iframe>\n"
    assert lines(source) == [("甲见乙", {"link": 33})]


def test_tags_without_an_end_say_nothing_of_the_rest():
    assert lines("<center>甲\n\n乙\n\n<table>\n\n丙<b>\n\n丁\n") == [(body, {}) for body in "甲乙丙丁"]


def test_every_cut_has_a_reason():
    source = (
        "---\na: 1\n---\n# 甲\n\n> - **乙**\\*[丙](d)![](e)`f`[^1]\n\n---\n| a |\n|---|\n\n"
        "```\ng\n```\n<b>h</b><!-- i -->\n\n[^1]: j\n"
    )
    found = read(source)
    known = {entry.id for entry in load_catalogue() if entry.where == "markdown"}
    assert {cut.by for cut in found.view.cuts} <= known
    assert {change.by for change in found.view.entities.values()} <= known


SAMPLE = """---
title: "题"
tags: [甲, 乙]
---

# 题 #

　　第一段，
续。
　　第二段。\x20\x20
第三段

节
---
正文
| 甲 | 乙 |
|---|---|
| 1 | 2 |
后
甲 | 乙
--- | ---
1 | `a\\|b`
> 引
> - 项
惰

1. 一
   续

```json
{"a": ["b",
  "c"]}
```

<table>
<tr><td>丙</td></tr>
</table>

::: tip
注[^1]与**“重”**点。
:::

[^1]: 文
"""


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"])
def test_line_ends_change_nothing(line_end):
    def tell(source: str) -> list[object]:
        text = read(source)
        return [(text.view.text[line.start : line.end], line.indent, line.gap, line.marks) for line in text.lines]

    assert tell(SAMPLE.replace("\n", line_end)) == tell(SAMPLE)
    assert len(tell(SAMPLE)) == 29


# the account

TOKENS = [
    "#", "##", "> ", ">", "- ", "1. ", "**", "*", "_", "~~", "~", "`", "```\n", "|", "|---|", "\n", "\n\n",
    "  \n", "\\", "[", "]", "](", ")", "![", "[^1]", "[^1]: ", "[a]: b", "<b>", "</b>", "<div>", "</div>",
    "<table>", "<td>", "<br>", "<!--", "-->", "&amp;", "&#20013;", "---\n", "+++\n", "===\n", "    ", "\t",
    "　　", "“", "”", "。", "甲", "乙丙", "a: b\n", "$", "{{<", ">}}", ":::", "==", "{#a}", "\r", "\r\n",
    "\x00", "\x0c", "\u2028", "\ufeff", "😀", "[[a|b]]", "<A b={c}>", "<script>", "<pre>", "<li>", '"', "{",
    "}", '{"a": 1}', "```json\n", ": ", "+---+\n", " ",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.sampled_from(["a.md", "a.mdx"]))
def test_the_account_closes_on_any_marks(tokens, name):
    assert find_faults(read_markdown("".join(tokens).encode(), name)) == []


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_the_account_closes_on_any_bytes(data):
    assert find_faults(read_markdown(data, "a.md")) == []


@pytest.mark.parametrize("folder", ["corpus", "corpus2", "laws"])
def test_the_account_closes_on_real_files(folder):
    if not (SHARED / folder).is_dir():
        pytest.skip("the corpus is not beside this checkout")
    paths = [path for path in sorted((SHARED / folder).iterdir()) if path.suffix in (".md", ".mdx", ".txt")]
    assert [path.name for path in paths if find_faults(read_markdown(path.read_bytes(), path.name))] == []


@pytest.mark.parametrize(
    "source", ["[a](" * 20000, "**“甲”**乙" * 5000, ">" * 50000, "<div>" * 20000, "- " * 20000, "*a " * 20000]
)
def test_nothing_is_too_deep(source):
    assert find_faults(read_markdown(source.encode(), "a.md")) == []


# boxes and tables of other programs


@pytest.mark.parametrize("source", ["::: tip 提示\n正文。\n:::\n", ":::note[提示]\n正文。\n:::\n",
                                    ":::: {.a}\n::: x 提示\n正文。\n:::\n::::\n"])
def test_the_heading_of_a_container_is_its_caption(source: str):
    assert lines("# 题\n\n" + source)[1:] == [("提示", {"caption": True}), ("正文。", {})]


def test_the_heading_of_a_callout_is_its_caption():
    assert lines("> [!info]- 背景\n> 元丰二年。\n\n> [!NOTE]\n> 注意。\n") == [
        ("背景", {"quote": 1, "caption": True}), ("元丰二年。", {"quote": 1}), ("注意。", {"quote": 1, "name": "Note"})]


def test_what_sites_put_into_markdown_is_no_text():
    source = "* 目录\n{:toc}\n\n甲{{ site.author }}乙。 ^anchor\n\n<<< @/docs/a.js\n\n5^2 与 {{c1::题}}\n"
    assert bodies(source) == ["甲乙。", "5^2 与 {{c1::题}}"]


def test_a_link_around_blocks_leaves_no_brackets():
    source = "[![](a.png)\n\n**数字力场**.\n\n](https://x.example/#)\n\n[\n\n标题\n\n](/b)\n\n正文[^1]。\n"
    assert bodies(source) == ["数字力场.", "标题", "正文1。"]


def test_pictures_as_other_programs_call_them():
    source = ('{% asset_img pi.jpg 我的树莓派 %}\n\n正文。\n\n{{< figure src="/a/b.png" title="图一" >}}\n\n'
              "![[赤壁图.jpg|300]]\n\n![[年谱#元丰五年]]\n\n![[c.png|赤壁]]\n")
    text = read(source)
    assert [(each.source, each.alternative) for each in text.pictures] == [
        ("pi.jpg", "我的树莓派"), ("/a/b.png", "图一"), ("赤壁图.jpg", ""), ("c.png", "赤壁")]
    assert bodies(source) == ["正文。"]


def test_code_between_tags_is_code():
    assert lines("{% highlight sh %}\n# a *b*\n{% endhighlight %}\n") == [("# a *b*", {"code": True})]


def test_a_formula_between_lines_is_set_apart():
    assert lines("- 甲\n\n$$\nE = mc^2\n$$\n\n乙 $x$\n") == [
        ("甲", {"item": 1, "bullet": "•"}), ("E = mc^2", {"code": True, "name": "math"}), ("乙 $x$", {})]


def test_captions_of_tables_as_pandoc_writes_them():
    table = "| 甲 | 乙 |\n|----|----|\n| 1 | 2 |\n"
    assert lines(f"Table: 面积\n\n{table}\n: 产量\n")[:1] == [("面积", {"caption": True})]
    assert lines(f"{table}\n: 产量\n")[-1] == ("产量", {"caption": True})


def test_a_table_of_columns_is_a_table():
    source = "正文。\n\n  年份     人数\n  ------ ------\n  一三年    120\n  2014\n\n正文。\n"
    assert [(body, marks.get("row"), marks.get("cell"), marks.get("head")) for body, marks in lines(source)] == [
        ("正文。", None, None, None), ("年份", 1, 1, True), ("人数", 1, 2, True), ("一三年", 2, 1, None),
        ("120", 2, 2, None), ("2014", 3, 1, None), ("正文。", None, None, None)]


def test_words_over_the_border_of_a_column_make_no_table():
    assert all("table" not in marks for _, marks in lines("很长的一行文字\n---- ----\n又一行很长的文字\n"))
