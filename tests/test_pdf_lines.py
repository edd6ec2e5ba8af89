"""Lines: the rules of Chinese typesetting, judged on the finished pages, and the breaker by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import HAN, changed, judge, rows_of, small_tree, unadorned, widened_seed
from trees import NAMES, tree_from_rows

from convert.chinese.prohibition import NO_END, NO_START
from convert.formats.pdf.breaks import break_lines
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import Run
from convert.formats.pdf.setting import set_type
from convert.formats.pdf.sheet import read_geometry
from convert.style.sheet import load_style

HAZARDS = ("——", "……", "，", "。”", "）。", "《论语》", "“是", "（一）", "2021年", "3,456.78万元", "66.2%", "37℃",
           "GDP", "、", "！？", "”“", "》，《", "①", "·", "—", "…", "：“‘", "’”。", "（2021）", "第3,000", "km/h",
           "$20", "—《")


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
