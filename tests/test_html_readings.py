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


def test_threads_of_phpwind_are_read_alike() -> None:
    floors = (("tpc", "巧手婆婆", f"{_TEXT}<br><br><b>选菜</b><br><br>{_TEXT}"), ("1", "小厨娘", "手艺真好，学习了！"))
    thread = "".join(f"<div id=readfloor_{floor}><table><tr><td><div class=readName>{name}</div></td>"
                     f"<td>{text}</td></tr></table></div>" for floor, name, text in floors)
    assert [row for row in blocks(f"<h1>腌菜缸</h1>{thread}") if row[1] != "巧手婆婆"] == [
        ("title", "腌菜缸"), ("p", _TEXT), ("heading1", "选菜"), ("p", _TEXT)]


def test_what_readers_say_of_a_text_is_none_of_it() -> None:
    said = "<li>阿禾说道：羊粪会不会招虫？<li>方塘说道：发酵过的不会。"
    comments = f"<div id=comments><h2>有2条评论</h2><ol>{said}</ol><h3>发表评论</h3></div>"
    page = f"<h1>阳台种菜</h1><p>{_TEXT * 6}</p>{comments}"
    assert blocks(page) == [("title", "阳台种菜"), ("p", _TEXT * 6)]


def test_a_heading_over_others_is_no_furniture_whatever_it_says() -> None:
    page = (f"<h1>快速开始</h1><p>{_TEXT}</p><h2>安装</h2><p>{_TEXT}</p><h2>常见问题</h2>"
            "<h3>为什么没有颜色？</h3><p>多半是文件没有引入。</p><h3>旧版支持吗？</h3><p>不支持。</p>")
    assert ("heading1", "常见问题") in blocks(page)


def test_the_one_heading_that_the_window_is_called_by_is_the_title() -> None:
    page = ("<title>常见问题_市公积金中心</title><h1>常见问题</h1><h3>提取类</h3><p>问：租房可以提取吗？</p>"
            "<p>答：可以，连续足额缴存满三个月的都可以提取。</p><h3>贷款类</h3><p>答：单人最高四十万元。</p>")
    assert [row for row in blocks(page) if row[0] != "p"] == [
        ("title", "常见问题"), ("heading1", "提取类"), ("heading1", "贷款类")]


def test_who_stands_flush_right_over_a_date_signs() -> None:
    page = (f"<title>选课的通知</title><h1>选课的通知</h1><p>{_TEXT}</p><p><b>一、时间</b></p><p>{_TEXT}</p>"
            "<p>1.请提前核对方案，避免漏选。</p><p>2.人数不足的不予开设。</p>"
            "<p align=right>教务处</p><p align=right>2023年6月8日</p>")
    assert blocks(page)[-2:] == [("signature", "教务处"), ("date", "2023年6月8日")]


def test_a_label_of_notes_is_of_the_first_on_its_line() -> None:
    page = (f"<h1>证明书</h1><p>{_TEXT}</p><p><b>一、用法</b></p><p>{_TEXT}</p>"
            "<p><b>注：1.负责人亲自参加的适用本证明书。</b></p>")
    assert blocks(page)[-1][1] == "注：1.负责人亲自参加的适用本证明书。"


def test_a_label_over_links_before_the_text_is_of_the_menu() -> None:
    links = "".join(f"<p><a href=x>{text}</a></p>" for text in ("关于停水的通知", "人事招考公告"))
    page = (f"<title>投资环境</title><p><a href=/>首页</a></p><p>最新公告</p>{links}"
            f"<p align=center><font size=5>投资环境</font></p><p>{_TEXT}</p><p><b>区位优势</b></p><p>{_TEXT}</p>")
    assert blocks(page)[0] == ("title", "投资环境")


def test_what_stands_in_a_foot_is_none_of_a_short_text() -> None:
    page = ("<h1>部署指南</h1><p>本页介绍部署的方法。</p><h2>环境</h2><p>内存不低于二吉字节。</p>"
            "<footer><a href=x>帮助我们改善此页面</a></footer>")
    assert [text for _, text in blocks(page)] == ["部署指南", "本页介绍部署的方法。", "环境", "内存不低于二吉字节。"]


def test_prose_is_no_verse_because_the_next_line_is_even() -> None:
    page = (f"<h1>走进芦花荡</h1><p>{_TEXT}</p><p><b>水路</b></p><p>{_TEXT}</p><p><b>芦花</b></p>"
            "<p>十一月，芦花全白了。风从湖面上过来，荡子像一张慢慢翻身的床单。</p>"
            "<p>蒋老人坐在船头，一句话也没有说。</p>")
    assert "verse" not in {kind for kind, _ in blocks(page)}
