"""Lines: the rules of Chinese typesetting, judged on the finished pages, and the breaker by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import HAN, changed, judge, rows_of, small_tree, unadorned, widened_seed
from trees import NAMES, tree_from_rows

from convert.chinese.prohibition import NO_END, NO_START
from convert.formats.pdf.breaks import OPENED, break_lines, share_opening
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import Run
from convert.formats.pdf.setter import set_type
from convert.formats.pdf.setting import Setting
from convert.formats.pdf.sheet import read_geometry
from convert.style.sheet import load_style

HAZARDS = ("——", "……", "，", "。”", "）。", "《论语》", "“是", "（一）", "2021年", "3,456.78万元", "66.2%", "37℃",
           "GDP", "、", "！？", "”“", "》，《", "①", "·", "—", "…", "：“‘", "’”。", "（2021）", "第3,000", "km/h",
           "$20", "—《", "1∶2", "5～10")


def specimen(measure: int) -> list[str]:
    """Every hazard, slid over the end of the first line of so many characters."""
    source = HAN * 3
    places = range(measure - 5, measure + 1)
    return [source[:at] + hazard + source[at - 3 : at + 7] for hazard in HAZARDS for at in places]


@pytest.mark.parametrize("style", ["plain", "gongwen", "book"])
@pytest.mark.parametrize("name", NAMES)
def test_no_seed_breaks_a_rule(name: str, style: str) -> None:
    report = judge(widened_seed(name), unadorned(style))
    assert report.found == {}
    assert report.lines > 50
    assert sorted(report.gaps)[len(report.gaps) // 2 :][:1] <= [0.26]


@pytest.mark.parametrize("style", ["plain", "gongwen", "book"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_hazard_at_a_line_end_breaks_a_rule(language: str, style: str) -> None:
    sheet = unadorned(style)
    size = 442.2 / 28 if style == "gongwen" else sheet.type_of("p")["size"].points()
    tree = tree_from_rows(rows_of(specimen(int(read_geometry(sheet).measure / size))), "specimen.txt", language)
    report = judge(tree, sheet)
    assert report.found == {}
    assert report.lines > 2 * len(HAZARDS) * 5
    assert report.pairs > 30


def test_the_audit_finds_what_it_is_there_to_find() -> None:
    tree = tree_from_rows(rows_of(specimen(28)), "specimen.txt")
    found = judge(tree, changed("gongwen", prohibition="none")).found
    assert {"start", "end", "strict"} <= found.keys()
    greedy = judge(tree, changed("gongwen", breaking="greedy")).found
    assert set(greedy) <= {"lone"}


def setting_of(text: str, level: str = "strict", region: str = "cn"):
    face = TypeCase().face("song", region)
    return set_type([(Run(text), text, face)], region, level)


TEXTS = st.text(st.sampled_from(HAN + "，。、；：！？“”‘’（）《》—…·,.%℃ 　ab12\u0301é"), min_size=1, max_size=200)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(TEXTS, st.integers(3, 40), st.sampled_from(["optimum", "greedy"]), st.sampled_from(["cn", "tw"]))
def test_lines_hold_all_characters_once_and_fit(text: str, ems: int, mode: str, region: str) -> None:
    setting = setting_of(text, region=region)
    measure = ems * 1000
    lines = break_lines(setting, measure, measure - 2000, mode)
    assert [line.start for line in lines[1:]] == [line.stop for line in lines[:-1]]
    if len(setting):
        assert (lines[0].start, lines[-1].stop) == (0, len(setting))
    for line in lines:
        room = measure - 2000 * (line.start == 0)
        gaps = setting.gaps[line.stop - 1] - setting.gaps[line.start]
        gives = setting.gives[line.stop - 1] - setting.gives[line.start]
        width = setting.ends[line.stop] - setting.begins[line.start] + gaps * line.stretch - gives * line.tight
        assert width <= room + 1 or line.stop - line.start == 1
        assert 0 <= line.tight <= 1


@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
@settings(derandomize=True, deadline=None, max_examples=60)
@given(TEXTS)
def test_no_level_lets_its_characters_begin_or_end_a_line(level: str, text: str) -> None:
    text = re.sub(r"[ \u3000\u0301]", "", text)
    setting = setting_of(text, level)
    for position in setting.breaks:
        assert text[position] not in NO_START[level]
        assert text[position - 1] not in NO_END[level]


def test_every_dash_and_ellipsis_is_two_ems_and_joined() -> None:
    for region in ("cn", "tw"):
        setting = setting_of("中——国……人", region=region)
        assert [setting.begins[n] for n in range(len(setting))] == [0, 1000, 2000, 3000, 4000, 5000, 6000]
        assert 2 not in setting.breaks
        assert 5 not in setting.breaks


def test_a_word_wider_than_the_measure_is_broken() -> None:
    for text in ("x" * 300, "中" + "1" * 20 + "国"):
        setting = setting_of(text)
        assert max(line.stop - line.start for line in break_lines(setting, 5000, 5000)) <= 12


def test_a_tree_of_one_character_is_one_line() -> None:
    report = judge(small_tree('<p at="0:1">好</p>'), load_style("plain"))
    assert (report.lines, report.found) == (1, {})


def set_words(text: str) -> Setting:
    case = TypeCase()
    return set_type([(Run(text), text, case.face("song", "cn"))], "cn", "strict")


@pytest.mark.parametrize("number", ["1.68∶1", "5～10", "20:00:35", "2020—2021", "5%～10%"])
def test_a_ratio_a_range_or_a_time_is_one_number_without_gaps(number: str) -> None:
    setting = set_words(f"为{number}的")
    assert setting.breaks == [1, len(number) + 1]
    inside = range(1, len(number))
    assert all(setting.ends[at + 1] == setting.begins[at + 1] for at in inside)
    assert setting.gaps[len(number)] == setting.gaps[1] == setting.open_words().gaps[len(number)]


def test_latin_words_are_broken_where_lines_would_be_opened_too_far() -> None:
    text = "现在流行钻石立交桥（diverging diamond interchange）的设计，data-driven和www.example.com/pages/one都有。"
    places, texts = set_words(text), []
    for measure in range(9000, 20000, 250):
        setting = set_words(text)
        lines = break_lines(setting, measure, measure)
        texts += [text[line.start : line.stop] + "-" * (line.stop in setting.hyphens) for line in lines]
    ends = {line.rstrip() for line in texts}
    assert any(line.endswith("diverg-") for line in ends)
    assert any(line.endswith("data-") for line in ends)
    assert any(line.endswith("example.") for line in ends)
    assert not any(line.endswith(("examp-", "div-", "di-")) for line in ends)
    assert len(text) == len(places)


def test_no_gap_is_opened_by_more_than_an_eighth_of_an_em() -> None:
    setting = set_words("全年社会消费品零售总额808539.8万元，增长5.2%。"
                        "НРК可能代表「наземний роботизований комплекс」。")
    lines = [share_opening(setting, line) for line in break_lines(setting, 17000, 17000)]
    assert max(line.stretch for _, line in lines) == OPENED
    words = next((opened, line) for opened, line in lines if opened is not setting)
    assert words[0].gaps[-1] > setting.gaps[-1]
