"""Depth of headings: parts of reports, diaries, heads that recur, marks of one level; what furniture and litter are."""

from __future__ import annotations

import pytest
from recovery_texts import atoms_of
from texts import text_of

from convert.chinese.folding import fold
from convert.recovery.blocks import Draft
from convert.recovery.depth import AGAIN, DAY, PLAIN, YEAR, Head, find_depths
from convert.recovery.facts import find_facts
from convert.recovery.furniture import find_contents, find_furniture
from convert.recovery.heads import set_depths
from convert.recovery.openers import find_opener
from convert.recovery.reader import survey_text

PROSE = "这一段说的是青云县去年做了些什么事，今年还要做什么事，大家都要认真去做。"


def depths_of(text: str, name: str = "a.txt", title: str = "") -> list[int]:
    """The depth of every line that is neither PROSE nor the title, taken as a heading."""
    context = survey_text(text_of(text.encode(), name))
    known = {fold(PROSE): "p", title: "title"}
    drafts = [Draft(known.get(atom.plain, "heading"), [i]) for i, atom in enumerate(context.atoms)]
    set_depths(context, drafts)
    return [draft.depth for draft in drafts if draft.label == "heading"]


def print_lines(*heads: str) -> str:
    return "".join(f"{head}\n{PROSE}\n" for head in heads)


@pytest.mark.parametrize(("heads", "depths"), [
    (("2023年工作回顾", "工业止跌回稳", "农业夺得丰收", "2024年工作安排", "着力抓项目"), [1, 2, 2, 1, 2]),
    (("一九五六年", "十月二十三日 星期二 晴", "十一月一日 星期四", "一九五七年", "二月三日 星期日"), [1, 2, 2, 1, 2]),
    (("摘　要", "Abstract", "第一章 绪论", "1.1 背景", "第二章 方法", "参 考 文 献"), [1, 1, 1, 2, 1, 1]),
    (("卷一 近体", "泊芦花渡", "〔注释〕", "夜坐", "〔注释〕"), [1, 2, 3, 2, 3]),
    (("第一讲 土", "第一节 取土", "思考题", "第二讲 水", "第一节 井", "思考题"), [1, 2, 2, 1, 2, 2]),
    (("2.1 框架", "2.2 假设", "1．信息假设", "2．情感假设"), [1, 1, 2, 2]),
    (("第一编 总则", "第 1 条", "第二编 计划", "第一章 公告", "第 2 条", "第二章 核定", "第一节 拟订", "第 3 条",
      "第三编 附则", "第 4 条"), [1, 2, 1, 2, 3, 2, 3, 4, 1, 2]),
    (("1 范围", "2 标志", "2.1 时间", "3 分类", "附录 A 试验", "A.1 仪器", "附录 B 数据"), [1, 1, 2, 1, 1, 2, 1]),
])
def test_depth_follows_what_headings_are(heads: tuple[str, ...], depths: list[int]) -> None:
    assert depths_of(print_lines(*heads)) == depths


def test_a_lone_heading_that_is_the_title_once_more_holds_nothing() -> None:
    heads = ("供 水 合 同 书", "一、水量", "二、水价", "三、水质", "填表说明")
    assert depths_of(f"供水合同（二）\n{print_lines(*heads)}", title="供水合同(二)")[:4] == [1, 1, 1, 1]
    assert depths_of(f"南渠记事\n{print_lines(*heads)}", title="南渠记事")[:4] == [1, 2, 2, 2]


def test_the_title_once_more_above_other_headings_holds_nothing() -> None:
    marked = f"青云县志\n\n# 青云县志选\n\n## 修渠\n\n{PROSE}\n\n## 种树\n\n{PROSE}\n"
    assert depths_of(marked, "a.md", title="青云县志") == [1, 1, 1]
    assert depths_of(marked, "a.md") == [1, 1, 2, 2]
    standard = f"育苗技术规程\n前言\n{PROSE}\n育苗技术规程书\n1 范围\n{PROSE}\n2 术语\n{PROSE}\n"
    assert depths_of(standard, title="育苗技术规程") == [1, 1, 1, 1]


def test_what_stands_below_each_member_of_a_series_stands_under_it() -> None:
    heads = f"招标文件\n{PROSE}\n2.1 邀请书（样式）\n邀请书\n{PROSE}\n2.2 投标书（样式）\n投标书\n{PROSE}\n"
    assert depths_of(heads) == [1, 2, 3, 2, 3]


def test_an_eyebrow_is_as_deep_as_the_heading_below() -> None:
    page = (f"<h2>去年</h2><p>{PROSE}<div>三件大事</div><h3>修渠</h3><p>{PROSE}"
            f"<div>明年打算</div><h2>从头做起</h2><p>{PROSE}")
    assert depths_of(page, "a.html") == [1, 2, 2, 1, 1]


def test_smaller_type_stands_under_larger() -> None:
    def line(text: str, size: int) -> str:
        return f'<p style="font-size:{size}px"><b>{text}</b></p><p style="font-size:16px">{PROSE}</p>'

    page = line("本县要闻", 20) + line("今日议程", 16) + line("天气", 20) + line("乡镇来信", 20)
    assert depths_of(page, "a.html") == [1, 2, 1, 1]


def test_numbers_that_a_format_prints_tell_depth_as_typed_ones_do() -> None:
    page = f"<ol><li>修渠</li></ol><p>{PROSE}<p>(1)取土<p>{PROSE}<p>2.种树<p>{PROSE}<p>(1)选苗<p>{PROSE}"
    assert depths_of(page, "a.html") == [1, 2, 1, 2]


def test_numbers_tell_depth_where_a_format_marks_one_level() -> None:
    heads = ("## 一、要求", "## （一）思路", "## （二）目标", "## 二、任务", "## （一）摸底", "## （二）建设")
    assert depths_of("\n\n".join(f"{head}\n\n{PROSE}" for head in heads), "a.md") == [1, 2, 2, 1, 2, 2]


def test_a_heading_with_a_parent_stands_right_below_it() -> None:
    heads = [Head("chapter", 1, 0), Head("division", 1, 1), Head("han", 1, 2), Head(AGAIN, 0, -1, under="chapter")]
    assert find_depths(heads) == [1, 2, 3, 2]
    assert find_depths([Head(PLAIN, 0, -1), Head(YEAR, 0, -1), Head(DAY, 0, -1), Head(YEAR, 0, -1)]) == [1, 2, 3, 2]


def test_heads_of_pages_are_known_by_their_dressed_and_rising_numbers() -> None:
    lines = ["·312· 青云县志", PROSE, "第五编 水利 ·313·", PROSE, "·314· 青云县志", PROSE]
    assert find_furniture(atoms_of("\n".join(lines) + "\n"))[1] == {0, 2, 4}
    gazetteer = ["·312·  青云县志", PROSE, "第五编 水利 ·313·", PROSE, "·314·  青云县志", PROSE]
    atoms = atoms_of("\n".join(gazetteer) + "\n")
    pages, heads = find_furniture(atoms)
    assert {atoms[i].plain for i in pages | heads} >= {"·312·", "·314·", "第五编 水利 ·313·"}
    exam = ["地理试题 第2页(共6页)", PROSE, "地理试题 第3页(共6页)", PROSE]
    assert find_furniture(atoms_of("\n".join(exam) + "\n"))[1] == {0, 2}


def test_bare_numbers_beside_recurring_heads_are_pages_and_those_of_rows_are_not() -> None:
    head = "DB 8X/T 1187—2020"
    lines = [head, "前言", PROSE, "II", head, PROSE, "1", head, PROSE, "2", head, "序号", "1", "屋面", "2",
             "桥面板", "3", "拱架", "3", head, PROSE, "4"]
    atoms = atoms_of("\n".join(lines) + "\n")
    assert {atoms[i].line for i in find_furniture(atoms)[0]} == {3, 6, 9, 18, 21}


def test_the_title_that_a_head_repeats_is_no_head() -> None:
    lines = ["第三篇 经济", PROSE, "第三篇 经济 189", PROSE, "第三篇 经济 191", PROSE]
    assert find_furniture(atoms_of("\n".join(lines) + "\n"))[1] == {2, 4}


def test_bare_numbers_over_the_first_prose_number_sections() -> None:
    long = PROSE.replace("。", "，") + PROSE
    sections = ["母亲的算盘", "1", long, "2", long, "3", long]
    assert find_furniture(atoms_of("\n".join(sections) + "\n"))[0] == frozenset()
    pages = ["母亲的算盘", long, "1", long, "2", long, "3", long]
    assert find_furniture(atoms_of("\n".join(pages) + "\n"))[0] == {2, 4, 6}


def test_contents_may_number_their_pages_in_brackets() -> None:
    lines = ["目 录", "青云市人民政府令第62号…………(1)", "人事任免………………(7)", "青云市人民政府令", PROSE]
    assert find_contents(atoms_of("\n".join(lines) + "\n")) == {1, 2}


def test_numbers_before_rows_are_no_litter() -> None:
    rows = "\n".join(f"{n}    蒸柜    {n}    台    不锈钢" for n in range(1, 6)) + "\n"
    assert {atom.why for atom in atoms_of(rows)} == {""}
    lines = "\n".join(f"{n}    今年的收成比去年好一些" for n in range(1, 6)) + "\n"
    assert "litter" in {atom.why for atom in atoms_of(lines)}


@pytest.mark.parametrize(("text", "style"), [
    ("1.1  学校少了", "decimal 2"), ("5.4的要求处理后排放", ""), ("1 个案与资料", "arabic-space"), ("1 个", ""),
    ("4 分类和标记", "arabic-space"), ("4 分钟", ""),
    ("Day 1|出关口", "keyword day"), ("PART 04", "keyword part"), ("Part of 3", ""), ("第二展厅 上田", "part"),
    ("参 考 文 献", ""), ("参 考文", "formal"), ("F = N × W", ""), ("佛说明镜经卷上", "volume"),
    ("〔一〕枫岭驿", "bracketed"), ("周一至周五 9:00", ""), ("建议一:规划", "keyword 建议"),
])
def test_what_opens_is_told_from_what_looks_like_it(text: str, style: str) -> None:
    opener = find_opener(text)
    assert (opener.style if opener is not None else "") == style


@pytest.mark.parametrize(("line", "names"), [
    ("索引号  HS014/2024-00316", ["identifier"]), ("来源 青云发布", ["source"]), ("时间 2024年9月12日", ["date"]),
    ("记者 高蕾", []), ("标题 党的故事", []), ("发信人: yunshan", ["creator"]),
])
def test_documentary_labels_need_no_colon_before_a_gap(line: str, names: list[str]) -> None:
    assert [fact.rule.name for fact in find_facts(line, 0, len(line))] == names


def test_numbers_that_run_on_over_headings_stand_under_them() -> None:
    lines = ["常见问题", "借用手续", "1. 什么人可以借用？", PROSE, "2. 何时开放？", PROSE, "预订及取消",
             "3. 提前多久预订？", PROSE]
    context = survey_text(text_of("\n".join(lines).encode(), "a.txt"))
    drafts = [Draft(label, [i], False) for i, label in enumerate(
        ["title", "heading", "heading", "p", "heading", "p", "heading", "heading", "p"])]
    set_depths(context, drafts)
    assert [draft.depth for draft in drafts if draft.label == "heading"] == [1, 2, 2, 1, 2]


def test_numbered_items_whose_lines_hang_have_no_text_below_them() -> None:
    """The second line of an item stands under its first word, deeper than its number."""
    items = [" 1. 請同學帶成績單正本到組裡填寫折抵役期申請書", "    及其他表格。",
             " 2. 值班人員審核並在成績單正本的右下角簽證合格", "    期數。",
             " 3. 組裡將簽證過的成績單影印存檔之後當場發還給", "    本人。"]
    text = "\n".join(["一、親自辦理", *items, "二、委託辦理", *items, "三、郵寄辦理", *items]) + "\n"
    context = survey_text(text_of(text.encode(), "a.txt"))
    looks = {series.style: look for series, look in zip(context.series, context.looks, strict=True)}
    assert looks["arabic"].bodies == 0
    assert looks["arabic"].stopped == 1


def test_numbers_on_one_line_without_text_between_stand_close() -> None:
    names = " ".join(f"{number}．损坏第{number}种公用设备罪（第{number + 100}条）" for number in range(1, 13))
    context = survey_text(text_of(f"第一章 公共安全\n{names}\n".encode(), "a.txt"))
    assert [look.close for series, look in zip(context.series, context.looks, strict=True)
            if series.style == "arabic"] == [1.0]


def test_titles_with_text_behind_them_on_one_line_do_not_stand_close() -> None:
    parts = "".join(f"{number}、修好水渠。{PROSE}" for number in "一二三四")
    context = survey_text(text_of(f"工作报告\n{parts}\n".encode(), "a.txt"))
    assert [look.close for look in context.looks] == [0.0]
