"""Titles in lines: between words, in a trapezoid or rhombus."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from title_lines import RIGHT, titles

from convert.chinese.opportunities import BROKEN, GLUED, PROHIBITED, ROWS, Meeting, find_opportunities
from convert.chinese.prohibition import NO_END, NO_START
from convert.chinese.segmentation import find_compounds, segment
from convert.chinese.titles import SHAPES, break_title, find_lines, find_widest
from convert.chinese.widths import Extents

OFFICIAL = 20.1
"""Characters of a line of 二号 on an official page: 156 mm."""


TRADES = ("农业工业商业教育文化卫生体育科技交通水利能源环境金融财政外贸旅游气象地震海洋测绘林业渔业"
          "邮政电信建筑审计统计民政公安司法外交国防土地矿产森林草原")
"""Words of two characters."""


@pytest.mark.parametrize("wanted", RIGHT)
def test_a_title_is_broken_as_an_editor_would(wanted: str) -> None:
    lines = wanted.split("/")
    assert break_title("".join(lines), OFFICIAL) == lines


def test_a_title_that_fits_is_left_alone() -> None:
    for title in ("", "通知", "云河市人民政府关于防汛抗旱工作的紧急通知", "上篇　下篇"):
        assert break_title(title, OFFICIAL) == [title]


def test_a_word_that_is_wider_than_a_line_is_broken_as_the_last_resort() -> None:
    for title, measure in (("全国人民代表大会常务委员会", 9), ("云河市全国人民代表大会常务委员会", 4), ("见义勇为", 1)):
        lines = break_title(title, measure)
        assert "".join(lines) == title
        assert max(map(len, lines)) <= measure
    assert break_title("云河市全国人民代表大会常务委员会", 13) == ["云河市", "全国人民代表大会常务委员会"]
    assert break_title("“", 0.5) == ["“"]


@pytest.mark.parametrize("word", [
    "省委", "全市", "见义勇为", "保税港区", "隐性债务", "安全生产", "地方政府性债务", "发展改革委"])
def test_words_stay_whole_at_every_measure_that_takes_them(word: str) -> None:
    title = f"云河市人民政府关于进一步做好{word}有关工作的通知"
    for measure in range(len(word) + 4, 27):
        assert any(word in line for line in break_title(title, measure)), (measure, break_title(title, measure))


def test_terms_that_are_given_stay_whole_where_they_fit() -> None:
    title = "云河市关于推进青山片区改造提升工程有关工作的通知"
    assert not any("青山片区改造提升工程" in line for line in break_title(title, 14))
    assert any("青山片区改造提升工程" in line for line in break_title(title, 14, terms=["青山片区改造提升工程"]))
    assert "".join(break_title(title, 8, terms=["", title])) == title


def test_no_line_ends_in_a_solid_span() -> None:
    title = "云河市关于推进青山片区改造提升有关工作的通知"
    for start in range(len(title) - 6):
        ends = [stop for _, stop in find_lines(title, 12, solid=[(start, start + 6)])[:-1]]
        assert not any(start < end < start + 6 for end in ends)


@pytest.mark.parametrize("count", range(24, 40))
def test_a_trapezoid_or_rhombus_rather_than_an_hourglass_or_a_rectangle(count: int) -> None:
    title = TRADES[: 2 * count]
    lengths = [len(line) for line in break_title(title, OFFICIAL)]
    assert not any(a > b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))
    assert len(set(lengths)) > 1 or lengths[0] == int(OFFICIAL)
    even = [len(line) for line in break_title(title, OFFICIAL, "plain")]
    assert max(even) - min(even) <= 2


@settings(derandomize=True, max_examples=300, deadline=None)
@given(titles, st.sampled_from([0.5, 1, 3, 8, 14, OFFICIAL]), st.sampled_from(sorted(SHAPES)))
def test_nothing_is_lost_and_every_line_fits(title: str, measure: float, shape: str) -> None:
    spans, extents = find_lines(title, measure, shape), Extents(title)
    assert spans == find_lines(title, measure, shape)
    places = {place.stop for place in find_opportunities(title)} | {place.start for place in find_opportunities(title)}
    last = 0
    for start, stop in spans:
        assert start < stop or not title.strip() or not title
        assert title[last:start].strip() == ""
        fits = extents.between(start, stop) <= measure + 0.001
        assert fits or not any(start < place < stop and title[start:place].strip() for place in places)
        last = stop
    assert title[last:].strip() == ""


@settings(derandomize=True, max_examples=300, deadline=None)
@given(titles)
def test_marks_and_particles_stand_where_they_may(title: str) -> None:
    lines = break_title(title, OFFICIAL)
    words = {place.stop: place.cost for place in find_opportunities(title)}
    stop = 0
    for line in lines[:-1]:
        stop = title.index(line, stop) + len(line)
        if words[stop] < GLUED:
            rest = title[stop:].lstrip()
            assert rest[0] not in NO_START["gb"] + "的"
            assert line[-1] not in NO_END["gb"]
            assert not (title[stop - 1] == rest[0] == "—")
            assert not unicodedata.combining(rest[0])


def test_a_very_long_title_is_broken_with_work_that_grows_with_its_length() -> None:
    looked = []
    for count in (25, 50, 100):
        title = "国务院办公厅转发国家发展改革委等部门关于促进农村劳动力转移就业若干政策措施意见的通知"[:40] * count
        asked = 0

        def fits(start: int, stop: int) -> bool:
            nonlocal asked
            asked += 1
            return stop > start

        lines = find_lines(title, OFFICIAL, fits=fits)
        assert len(lines) < len(title) / 15
        looked.append(asked / len(title))
    assert max(looked) < 10
    assert looked[2] <= looked[0] * 1.1


def test_a_title_as_long_as_a_paragraph_is_broken_at_once() -> None:
    title = ("云河省人民政府办公厅转发省发展改革委省财政厅省教育厅省人力资源社会保障厅等部门关于进一步做好新形势下"
             "促进农村劳动力转移就业和返乡创业工作有关财政税收金融土地和住房医疗养老子女教育等若干政策措施意见的通知")
    lines = break_title(title, OFFICIAL)
    assert len(lines) in (5, 6)
    assert "".join(lines) == title


def test_rows_of_costs_are_levels_or_under_them_and_the_last_one_always_holds() -> None:
    assert all(row.cost < GLUED or row.cost in (GLUED, BROKEN, PROHIBITED) for row in ROWS)
    assert ROWS[-1].holds(Meeting("甲乙丙丁", "戊己庚辛", "n", "n", False, False, (False, False, False)))
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert all(row.why for row in ROWS)


def test_the_widest_part_of_a_title() -> None:
    assert find_widest("") == find_widest("  ") == 0
    assert find_widest("见义勇为") == 4
    assert find_widest("云河 全国人民代表大会常务委员会 报告") == 13


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60) | titles)
def test_the_words_of_any_text_are_all_of_it(text: str) -> None:
    words = segment(text)
    assert [word.start for word in words] == [0, *(word.stop for word in words)][: len(words)]
    assert (words[-1].stop if words else 0) == len(text)
    assert find_compounds(text, words) <= {word.start for word in words[1:]}


def test_compounds_of_the_dictionary_in_both_scripts() -> None:
    for text in ("关于审理建设工程施工合同", "關於審理建設工程施工合同"):
        assert find_compounds(text, segment(text)) == {6}
