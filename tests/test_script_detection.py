"""Telling Simplified from Traditional, in documents and in passages."""

from __future__ import annotations

import pytest
from trees import SEEDS

from convert.chinese.script import detect_script, find_foreign, weigh_script


@pytest.mark.parametrize(("text", "script"), [
    ("政府工作报告", "zh-Hans"),
    ("政府工作報告", "zh-Hant"),
    ("各位代表，现在我代表人民政府向大会作报告。", "zh-Hans"),
    ("各位議員，群眾關心的問題", "zh-Hant"),
])
def test_a_line_tells_its_script(text: str, script: str) -> None:
    assert detect_script(text) == script


@pytest.mark.parametrize("text", ["", "2026", "人民", "人民群峰"])
def test_a_text_without_evidence_takes_the_default(text: str) -> None:
    assert weigh_script(text).script is None
    assert detect_script(text) == "zh-Hans"
    assert detect_script(text, default="zh-Hant") == "zh-Hant"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_seed_tells_its_script(path) -> None:
    assert detect_script(path.read_text("utf-8")) == ("zh-Hant" if path.stem.startswith("002") else "zh-Hans")


def test_a_long_text_is_told_from_an_even_sample() -> None:
    assert detect_script("发展报告" * 10 + "發展報告" * 50_000) == "zh-Hant"


def test_a_quotation_in_the_other_script_is_found() -> None:
    text = "石碑上刻着“鎮國寶塔，萬歲千秋”八个字，至今可见。"
    assert [text[start:end] for start, end in find_foreign(text, "zh-Hans")] == ["鎮國寶塔，萬歲千秋"]
    text = "题写“發揚傳統、爭取勝利”的匾额"
    assert [text[start:end] for start, end in find_foreign(text, "zh-Hans")] == ["發揚傳統、爭取勝利"]


def test_a_simplified_quotation_in_traditional_text_is_found() -> None:
    text = "文件題為《关于发展的报告》，已經印發。"
    assert [text[start:end] for start, end in find_foreign(text, "zh-Hant")] == ["关于发展的报告"]


@pytest.mark.parametrize("text", ["发展的后面没有別的字", "群眾和同志們", "作家陳某來访", "", "國"])
def test_single_characters_of_the_other_script_make_no_passage(text: str) -> None:
    assert find_foreign(text, detect_script(text)) == []
