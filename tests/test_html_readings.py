"""What pages of kinds that are common come to, their structure recovered."""

from __future__ import annotations

import convert
from convert.tree.agreement import BLOCKS
from convert.tree.outline import outline

_TEXT = "车是五年的小排量两驱，出发前换了机油和前刹车片，备胎打足气，药品带了葡萄糖和晕车药。"


def blocks(page: str) -> list[tuple[str, str]]:
    """The blocks of a page: kind with its level, and text."""
    rows = outline(convert.read_text(page, "page.html"))
    return [(f"{row.kind}{row.level}", row.text) for row in rows if row.kind in BLOCKS]


def post(number: int, author: str, text: str) -> str:
    return (f"<div id=post_{number}><table><tr><td class=pls><div class=authi>{author}</div><p>高级会员</p></td>"
            f"<td class=plc><div class=authi>发表于 2019-8-12 22:10:31</div><div>{text}</div></td></tr></table></div>")


def test_a_thread_is_what_its_author_wrote_in_it() -> None:
    head = "<title>自驾流水账 - 游记 - 某某论坛</title><h1><a href=x>[游记]</a> <span>自驾流水账</span></h1>"
    thread = (post(1, "慢车手", f"{_TEXT}<br><br><b>一、行前准备</b><br><br>{_TEXT}")
              + post(2, "老康巴", "写得真实，收藏了，九月也去。")
              + post(3, "慢车手", f"<b>二、路上见闻</b><br><br>{_TEXT}"))
    assert blocks(head + thread) == [
        ("title", "自驾流水账"), ("p", _TEXT), ("heading1", "一、行前准备"), ("p", _TEXT),
        ("heading1", "二、路上见闻"), ("p", _TEXT)]


def test_what_readers_say_of_a_text_is_none_of_it() -> None:
    said = "<li>阿禾说道：羊粪会不会招虫？<li>方塘说道：发酵过的不会。"
    comments = f"<div id=comments><h2>有2条评论</h2><ol>{said}</ol><h3>发表评论</h3></div>"
    page = f"<h1>阳台种菜</h1><p>{_TEXT * 6}</p>{comments}"
    assert blocks(page) == [("title", "阳台种菜"), ("p", _TEXT * 6)]


def test_a_heading_over_others_is_no_furniture_whatever_it_says() -> None:
    page = (f"<h1>快速开始</h1><p>{_TEXT}</p><h2>安装</h2><p>{_TEXT}</p><h2>常见问题</h2>"
            "<h3>为什么没有颜色？</h3><p>多半是文件没有引入。</p><h3>旧版支持吗？</h3><p>不支持。</p>")
    assert ("heading1", "常见问题") in blocks(page)


def test_prose_is_no_verse_because_the_next_line_is_even() -> None:
    page = (f"<h1>走进芦花荡</h1><p>{_TEXT}</p><p><b>水路</b></p><p>{_TEXT}</p><p><b>芦花</b></p>"
            "<p>十一月，芦花全白了。风从湖面上过来，荡子像一张慢慢翻身的床单。</p>"
            "<p>蒋老人坐在船头，一句话也没有说。</p>")
    assert "verse" not in {kind for kind, _ in blocks(page)}
