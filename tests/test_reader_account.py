"""The reader's own account closes on texts made of everything it has rules for, without its last resort."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import convert

pytestmark = pytest.mark.reader

FRAGMENTS = (
    "一、总体要求", "（二）加快发展。坚持稳中求进，", "第三条 本办法", "1.优化环境。", "第一，", "二是", "①",
    "——", "• ", "- ", "同志们：", "来源：", "时间：2021-04-08", "【标题】", "作者：张三", "目录", "第1页",
    "— 2 —", "12", "浏览次数：3", "打印本页", "首页>正文", "（2021年4月8日）", "本报记者 李四",
    "附件：1.名单", "2.表格", "表1　情况", "甲　3.5", "乙　4.2", "a\tb", "c\td", "...........3",
    "坚持稳中求进工作总基调，全面贯彻落实各项决策部署，确保完成全年目标任务。", "更好地服务群众，", "发展",
    "。", "，", "；", "“", "”", "&amp;", "&nbsp;", "&ldquo;", "<p>", "</p>", "<br/>", "<!-- 注 -->", "# 标题",
    "## 小节", "> 引文", "**粗**", "[文](u)", "|a|b|", "---", "```", "word and", "56.", "6%", "3月", "18 日",
    "x", "　　", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\x0b", "\x1f", "\u2028", "\ufeff", "\u200b", "…",
    "???", "关注公众号“老张”整理", "01", "县人民政府", "2021年5月1日", "（摘自某报）", "理由：",
)
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.just("\n"), st.just("\n")), max_size=60).map("".join)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(TEXTS)
def test_the_account_closes_by_itself(text: str) -> None:
    tree = convert.read(text.encode(), "t.txt")
    assert convert.restore(tree) == text.removeprefix("\ufeff")
    assert [remark.text for remark in tree.record.remarks if remark.code == "reader/piece"] == []
    assert [cut.text for cut in tree.record.cuts if cut.by == "text/unclaimed"] == []


@pytest.mark.parametrize(("text", "name"), [
    ("甲 | 乙&#124;| 丙\n甲 |&#124;&nbsp;| 丙 | &amp;\n", "a.txt"),
    ("<p>甲 | 乙&#124;&amp;| 丙</p><p>一 | &gt 二</p>", "a.html"),
    ("a&#124;|&#124;b\n\n甲 | 乙 | &#124;|\n", "a.md"),
    ('{\n"title": "题",\n"body": "一\\n二|\\n三\\n"\n}\n文\n', "a.txt")])
def test_an_entity_beside_a_sign_is_in_a_cut_that_is_named(text: str, name: str) -> None:
    assert "text/unclaimed" not in [cut.get("by") for cut in convert.read_text(text, name).record.cuts]


def test_what_stands_for_a_picture_may_hold_what_xml_cannot() -> None:
    tree = convert.read_text("<h1>题目</h1><p>正文一段话。</p><img src='a\x08.jpg' alt='通水的渠\x18道'>", "a.html")
    assert [figure.get("alt") for figure in tree.iter("figure")] == ["通水的渠道"]
