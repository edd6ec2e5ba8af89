"""Tables drawn with characters become tables: their rows and cells, and what is left as it is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import text_of

from convert.chinese.script import detect_script
from convert.recovery.drawn import set_drawn_tables
from convert.recovery.reader import read
from convert.recovery.text import Line, Picture, Run, Text
from convert.span import cut_text
from convert.tree.audit import restore
from convert.tree.outline import outline

Rows = list[list[str]]


def drawn(text: str, name: str = "made.txt") -> Text:
    return set_drawn_tables(text_of(text.encode(), name))


def words(text: Text, line: Line) -> str:
    return text.view.text[line.start : line.end]


def rows_of(text: Text) -> Rows:
    """The cells of all rows; the parts of a broken one joined, an empty one left out."""
    rows: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for line in text.lines:
        if line.marks.table:
            cells = rows[line.marks.table, line.marks.row]
            cells[line.marks.cell] = cells.get(line.marks.cell, "") + words(text, line)
    return [list(cells.values()) for cells in rows.values()]


def rows(text: str, name: str = "made.txt") -> Rows:
    return rows_of(drawn(text, name))


def plain_lines(text: Text) -> list[str]:
    return [words(text, line) for line in text.lines if not line.marks.table]


NESTED = """\
本馆藏品清点如下：
┌───┬───┬────┐
│品　名│数　量│备　　注│
├───┼───┴────┤
│书　桌│十张（其中旧│
│　　　│的四张）　　│
├─┬─┼───┬────┤
│灯│大│三盏　│　　　　│
│　├─┼───┤全　　新│
│具│小│五盏　│　　　　│
├─┴─┼───┼────┤
│　　　│　　　│　　　　│
└───┴───┴────┘
以上各件均已当面点清。
"""


def test_a_frame_of_full_width_characters_gives_its_rows():
    assert rows(NESTED) == [["品　名", "数　量", "备　　注"], ["书　桌", "十张（其中旧的四张）"],
                            ["灯具", "大", "三盏", "全　　新"], ["小", "五盏"]]
    assert plain_lines(drawn(NESTED)) == ["本馆藏品清点如下：", "以上各件均已当面点清。"]


def test_a_cell_says_how_many_columns_and_rows_it_spans():
    text = drawn(NESTED)
    spans = {words(text, line): (line.marks.columns, line.marks.rows) for line in text.lines if line.marks.table}
    assert spans["品　名"] == (2, 1)
    assert spans["的四张）"] == (2, 1)
    assert spans["灯"] == spans["具"] == (1, 2)
    assert spans["全　　新"] == (1, 2)
    assert spans["小"] == (1, 1)


def test_an_empty_cell_keeps_its_number():
    text = drawn("┌──┬──┬──┐\n│春季│　　│雨水│\n├──┼──┼──┤\n│　　│　　│霜降│\n└──┴──┴──┘\n")
    assert [(line.marks.row, line.marks.cell) for line in text.lines] == [(1, 1), (1, 3), (2, 3)]
    text = drawn("│春季│　　│雨水│\n│　　│　　│霜降│\n")
    assert [(line.marks.row, line.marks.cell) for line in text.lines] == [(1, 1), (1, 3), (2, 3)]


def test_frame_and_white_space_are_cut_and_the_account_closes():
    tree = read(text_of(NESTED.encode(), "made.txt"))
    assert restore(tree) == NESTED
    cut = "".join(cut.text or "" for cut in tree.record.cuts if cut.by == "markup/frame")
    assert not any(character.isalnum() for character in cut)
    assert set("│├┼┴") <= set(cut)
    assert [row.text for row in outline(tree) if row.kind == "row"] == [
        "品 名 数 量 备 注", "书 桌 十张（其中旧的四张）", "灯具 大 三盏 全 新", "小 五盏"]


def test_each_piece_leads_back_to_its_place():
    text = drawn(NESTED)
    for line in text.lines:
        spans = text.view.to_source([(line.start, line.end)])
        assert cut_text(NESTED, spans) == words(text, line)


HALF = """\
附表：分館借閱冊數
┌────────┬──────┬────────────┐
│ 類別   │ 冊數 │ 說明       │
├────────┼──────┼────────────┤
│ 小說   │    3 │ 含“新書”   │
│ 詩集   │   12 │            │
│ 地方志 │    7 │ 只限館內看 │
└────────┴──────┴────────────┘
"""


def test_where_no_rules_part_them_each_printed_line_is_a_row():
    assert rows(HALF) == [["類別", "冊數", "說明"], ["小說", "3", "含“新書”"], ["詩集", "12"],
                          ["地方志", "7", "只限館內看"]]
    assert detect_script(drawn(HALF).view.text) == detect_script(HALF)


def test_a_cell_broken_over_lines_is_one_text_though_its_neighbours_are_broken_too():
    text = ("┌──────┬─────┐\n│成藥及外用膏│共十二瓶但│\n│布、繃帶等　│不逾六種　│\n├──────┼─────┤\n"
            "│茶葉　　　　│一公斤　　│\n└──────┴─────┘\n")
    assert rows(text) == [["成藥及外用膏布、繃帶等", "共十二瓶但不逾六種"], ["茶葉", "一公斤"]]


@pytest.mark.parametrize("text", [
    "╔════╦════╗\n║ 春 ║ 夏 ║\n╠════╬════╣\n║ 秋 ║ 冬 ║\n╚════╩════╝\n",
    "┏━━━━┳━━━━┓\n┃ 春 ┃ 夏 ┃\n┣━━━━╋━━━━┫\n┃ 秋 ┃ 冬 ┃\n┗━━━━┻━━━━┛\n",
    "╭────┬────╮\n│ 春 │ 夏 │\n├────┼────┤\n│ 秋 │ 冬 │\n╰────┴────╯\n",
    "+----+----+\n| 春 | 夏 |\n+====+====+\n| 秋 | 冬 |\n+----+----+\n",
    "┌────┬────\n│ 春 │ 夏\n├────┼────\n│ 秋 │ 冬\n└────┴────\n",
    "────┬────┐\n春  │ 夏 │\n────┼────┤\n秋  │ 冬 │\n────┴────┘\n",
    "│ 春 │ 夏 │\n├────┼────┤\n│ 秋 │ 冬 │\n",
    "┌────┬────┐\n│ 春 │ 夏 │\n└────┴────┘\n┌────┬────┐\n│ 秋 │ 冬 │\n└────┴────┘\n",
    "+----+----+\n| 春 | 夏 |\n+----+----+\n+----+----+\n| 秋 | 冬 |\n+----+----+\n",
    "│ 春 │ 夏 │\n│ 秋 │ 冬 │\n",
])
def test_frames_of_many_characters_and_without_some_edges(text: str):
    assert rows(text) == [["春", "夏"], ["秋", "冬"]]


def test_ascii_corners_lead_where_the_lines_go_on():
    assert rows("+------+------+------+\n| 姓名 | 科目 | 分数 |\n+------+------+------+\n| 林朗 | 缺考，补测  |\n"
                "+------+------+------+\n| 何清 | 算术 | 92   |\n+------+------+------+\n"
                ) == [["姓名", "科目", "分数"], ["林朗", "缺考，补测"], ["何清", "算术", "92"]]


def test_a_query_without_edges_is_a_table_of_printed_lines():
    assert rows(" 姓名 | 科目 | 分数\n------+------+-----\n 林朗 | 语文 |  92\n 何清 | 算术 |  88\n"
                ) == [["姓名", "科目", "分数"], ["林朗", "语文", "92"], ["何清", "算术", "88"]]


def test_columns_that_are_out_by_one_or_two_are_the_same():
    assert rows("┌────┬────┬────┐\n│ 春  │ 夏 │雨 │\n├────┼───┼─────┤\n│ 秋 │  冬 │ 雪 │\n└───┴────┴────┘\n"
                ) == [["春", "夏", "雨"], ["秋", "冬", "雪"]]


def test_white_space_that_a_page_has_collapsed_does_no_harm():
    page = ("<p>┌──────┬────┐<br>│ 春 │ 夏 │<br>├──────┼────┤<br>│ 立 秋 │ 冬 │<br>└──────┴────┘</p>")
    assert rows(page, "made.html") == [["春", "夏"], ["立 秋", "冬"]]


def test_lost_borders_are_mended_where_white_space_stands_in_their_place():
    assert rows("┌────┬────┬────┐\n│ 春 │ 夏 │ 雨 │\n├────┼────┼────┤\n│ 秋 │ 冬    雪 │\n├────┼──── ────┤\n"
                "  风 │ 花 │ 月\n└────┴────┴────┘\n") == [["春", "夏", "雨"], ["秋", "冬", "雪"], ["风", "花", "月"]]


def test_characters_set_downwards_are_one_word():
    assert rows("┌─┬──────┐\n│经│主营　　　　│\n│营├──────┤\n│范│兼营　　　　│\n│围│　　　　　　│\n└─┴──────┘\n"
                ) == [["经营范围", "主营"], ["兼营"]]


def test_two_columns_of_characters_set_downwards_are_read_one_after_the_other():
    assert rows("┌────┬────┐\n│镇　　　│　　　　│\n│级　　审│地址：　│\n│机　　批│　　　　│\n│关　　　│电话：　│\n"
                "│章　　　│　　　　│\n│处　　　│　　　　│\n└────┴────┘\n") == [["镇级机关章处", "审批", "地址：电话："]]
    assert rows("┌────┬────┐\n│主　　营│　　　　│\n│兼　　营│　　　　│\n│合　　计│　　　　│\n│年　　度│木器　　│\n"
                "└────┴────┘\n") == [["主　　营兼　　营合　　计年　　度", "木器"]]


def test_a_frame_of_one_column_is_drawn_around_text():
    text = drawn("┌─────────┐\n│　　　借阅须知　　│\n│　　　　　　　　　│\n│请勿在馆内吸烟。　│\n└─────────┘\n")
    assert [(words(text, line), line.indent, line.gap, line.marks.table) for line in text.lines] == [
        ("借阅须知", 6, 1, 0), ("请勿在馆内吸烟。", 0, 1, 0)]


def test_empty_boxes_are_left_out():
    text = drawn("登记编号：\n┌─┬─┬─┐\n│　│　│　│\n└─┴─┴─┘\n经办人：\n")
    assert plain_lines(text) == ["登记编号：", "经办人："]
    assert rows_of(text) == []


def test_a_cell_without_letters_stays_in_its_row():
    tree = read(text_of("┌──┬──┐\n│√　│有　│\n├──┼──┤\n│—　│无　│\n└──┴──┘\n".encode(), "made.txt"))
    assert [row.text for row in outline(tree)] == ["√ 有", "— 无"]


def test_text_behind_a_table_is_no_part_of_its_last_row():
    tree = read(text_of("┌──┬──┐\n│春　│夏　│\n├──┼──┤\n│秋　│冬　│\n└──┴──┘\n可加附页\n".encode(), "made.txt"))
    assert [row.text for row in outline(tree)] == ["春 夏", "秋 冬", "可加附页"]


@pytest.mark.parametrize("text", [
    "没有框的正文。\n",
    "首页 | 新闻 | 体育\n财经 | 科技 | 汽车\n",
    "目录\n├── 甲\n│   ├── 乙\n│   └── 丙\n└── 丁\n",
    "────────\n正文在两条线之间。\n────────\n",
    "甲\u3000\u3000乙\u3000\u3000丙\n一\u3000\u3000二\u3000\u3000三\n",
    "首页│新闻│体育\n财经│科技│汽车\n",
    "a|b|c\n+-1+-2\n",
    "┌────┬────┐\n│ 春天来了花开│ 夏\n│ 秋 │ 冬 │ 霜 │ 露 │\n└────┴────┘\n",
    "┌──┬──┐\n│春夏│秋冬冬冬冬冬│雪│\n└──┴──┘\n",
    "┌──┬──┐\n│春夏│秋冬│雪└──┴──┘\n",
])
def test_what_draws_no_frame_stays_the_same_object(text: str):
    given_ = text_of(text.encode(), "made.txt")
    assert set_drawn_tables(given_) is given_


def test_marks_runs_and_pictures_move_with_their_characters():
    page = "甲<br>┌──┬──┐<br>│<b>春天│夏日</b>│<br>│到了│<i>炎</i>炎│<br>└──┴──┘<br><b>尾</b>"
    text = drawn(f"<p>{page}</p>", "made.html")
    assert rows_of(text) == [["春天到了", "夏日炎炎"]]
    assert [(text.view.text[run.start : run.end], run.kind) for run in text.runs] == [
        ("春天", "strong"), ("夏日", "strong"), ("炎", "em"), ("尾", "strong")]


def test_a_picture_in_a_frame_stands_at_what_is_next_to_it():
    given_ = text_of("甲\n┌──┬──┐\n│春　│夏　│\n└──┴──┘\n乙\n".encode(), "made.txt")
    pictures = (Picture(0, "a"), Picture(given_.view.text.index("┬"), "b"), Picture(given_.view.text.index("乙"), "c"))
    ref = Run(given_.view.text.index("夏"), given_.view.text.index("夏"), "ref", "n1")
    text = set_drawn_tables(Text(given_.source, given_.view, given_.lines, (ref,), pictures))
    places = [picture.place for picture in text.pictures]
    assert [text.view.text[place] for place in places] == ["甲", "春", "乙"]
    assert text.view.text[text.runs[0].start] == "夏"


def test_entities_in_frames_keep_their_places_in_the_source():
    page = "<p>┌──┬──┐<br>&#9474;春&amp;秋│夏&nbsp;│<br>└──┴──┘</p>"
    tree = read(text_of(page.encode(), "made.html"))
    assert restore(tree) == page
    assert [row.text for row in outline(tree) if row.kind == "row"] == ["春&秋 夏"]
    assert not [remark for remark in tree.record.remarks if remark.code == "reader/piece"]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def fill(text: str, room: int) -> str:
    return text + " " * (room - width(text))


def draw(table: Rows, sizes: list[int], edges: str) -> str:
    """A frame of half-width characters around cells of one line each; a rule below each row."""
    corner = [edges[0:3], edges[3:6], edges[6:9]]
    level, bar = edges[9], edges[10]
    rule = [left + middle.join(level * size for size in sizes) + right for left, middle, right in corner]
    lines = [bar + bar.join(fill(cell, size) for cell, size in zip(row, sizes, strict=True)) + bar for row in table]
    return "\n".join([rule[0], f"\n{rule[1]}\n".join(lines), rule[2]])


CELL = st.text("春夏秋冬一二AB12", min_size=1, max_size=4)
EDGES = st.sampled_from(["┌┬┐├┼┤└┴┘─│", "╔╦╗╠╬╣╚╩╝═║", "+++++++++-|", "┏┳┓┣╋┫┗┻┛━┃"])


@st.composite
def frames(make: st.DrawFn) -> tuple[Rows, str]:
    columns, height = make(st.integers(2, 5)), make(st.integers(1, 5))
    table = [[make(CELL) for _ in range(columns)] for _ in range(height)]
    sizes = [make(st.integers(max(2, *(width(row[at]) for row in table)), 10)) for at in range(columns)]
    return table, draw(table, sizes, make(EDGES))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(frames())
def test_any_frame_gives_its_cells(made: tuple[Rows, str]):
    table, text = made
    assert rows(f"上文是这样的。\n{text}\n下文也在这里。\n") == table


def check_account(text: str, name: str = "made.txt") -> None:
    tree = read(text_of(text.encode(), name))
    assert restore(tree) == text.removeprefix("\ufeff")
    assert [remark.text for remark in tree.record.remarks if remark.code == "reader/piece"] == []
    assert [cut.text for cut in tree.record.cuts if cut.by == "text/unclaimed"] == []


def check_lines(given_: Text) -> None:
    """Each letter stands in one line, none is new, and each line leads back to its own characters."""
    text = set_drawn_tables(given_)
    assert sorted(letters(text)) == sorted(letters(given_))
    for line in text.lines:
        spans = text.view.to_source([(line.start, line.end)])
        assert cut_text(given_.source.text, spans) == words(text, line)
        assert words(text, line).strip() == words(text, line) != ""
    for before, after in zip(text.lines, text.lines[1:], strict=False):
        assert before.end <= after.start
        assert "\n" in text.view.text[before.end : after.start]


def letters(text: Text) -> list[str]:
    return [character for line in text.lines for character in words(text, line) if character.isalnum()]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(frames(), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["", " ", "│", "─", "|", "\n", "甲", "　"])),
                          max_size=6))
def test_broken_frames_lose_and_scramble_nothing(made: tuple[Rows, str], faults: list[tuple[int, str]]):
    text = made[1]
    for place, other in faults:
        at = place % len(text)
        text = text[:at] + other + text[at + 1 :]
    given_ = text_of(text.encode(), "made.txt")
    check_lines(given_)
    check_account(text)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(frames(), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(" 　|│┼─")), min_size=1, max_size=4))
def test_damaged_borders_bring_no_words_into_another_order(made: tuple[Rows, str], faults: list[tuple[int, str]]):
    text = made[1]
    borders = [at for at, character in enumerate(text) if not character.isalnum() and character not in " \n"]
    for place, other in faults:
        at = borders[place % len(borders)]
        text = text[:at] + other + text[at + 1 :]
    given_ = text_of(text.encode(), "made.txt")
    assert letters(set_drawn_tables(given_)) == letters(given_)


TAGS = ("┌─┬─┐", "├─┼─┤", "├─┤", "│", "│春│夏│", "│秋&amp;", "&nbsp;", "└─┴─┘", "<b>", "</b>", "<br>", "<br>", "<p>",
        "</p>", "<!-- -->", "冬", "+--+--+", "\n", "&#9474;")
SOUP = st.text("│├┼┤┬┴┌┐└┘─═║|+-=｜＋—春夏秋1a。 　\n\n", max_size=120)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(SOUP)
def test_any_soup_of_frame_characters_keeps_its_account(text: str):
    check_lines(text_of(text.encode(), "made.txt"))
    check_account(text)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_frames_in_pages_keep_their_account(page: str):
    check_account(page, "made.html")


@settings(max_examples=100, derandomize=True, deadline=None)
@given(SOUP)
def test_what_was_set_is_not_set_again_otherwise(text: str):
    once = drawn(text)
    assert sorted(letters(set_drawn_tables(once))) == sorted(letters(once))


@pytest.mark.unmeasured
@pytest.mark.parametrize("text", [
    "├──┼──┤\n│春　│夏　│\n" * 6000,
    "├──┼──┤\n│春　│夏　\n│春　　夏　│\n" * 4000,
    "│" * 200_000,
    ("│" * 40_000 + "\n") * 3,
    "┌" + "─┬" * 30_000 + "─┐\n│" + " │" * 29_998 + "\n│" + " │" * 29_990 + "\n",
    "│春│夏│\n───\n" * 8000,
    "│春│夏│\n" * 8000 + "├─┼─┼─┤\n│春│夏│\n" * 8000,
])
def test_huge_drawings_lose_nothing(text: str):
    """How long they take is measured in tests/bench."""
    given_ = text_of(text.encode(), "made.txt")
    assert sorted(letters(set_drawn_tables(given_))) == sorted(letters(given_))
