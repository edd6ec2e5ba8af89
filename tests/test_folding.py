"""Folding a text for the rules: same length, half-width, Simplified."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import SEEDS

from convert.chinese.dictionary import read_dictionary
from convert.chinese.folding import fold

pytestmark = pytest.mark.reader

CHARACTERS = st.characters() | st.sampled_from("，：；！？（）\u3000\u00a0ＡＺ０９～。、“”國国於于發乾著裡裏关關\n𠉂")


@pytest.mark.parametrize(("text", "folded"), [
    ("（一）積極融入；發展！", "(一)积极融入;发展!"),
    ("關於２０２６年的報告：", "关于2026年的报告:"),
    ("来源：新华社\u3000\u00a0记者", "来源:新华社  记者"),
    ("一﹑來源︰青雲﹙二﹚電話∶無", "一、来源:青云(二)电话:无"),
    ("。、“著名”〔2026〕《公报》—…", "。、“著名”〔2026〕《公报》—…"),
    ("", ""),
])
def test_a_line_folds_to_half_width_simplified(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(CHARACTERS, max_size=200))
@settings(derandomize=True)
def test_folding_keeps_every_offset_and_works_character_by_character(text: str) -> None:
    assert fold(text) == "".join(fold(character) for character in text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_both_ways_of_folding_agree() -> None:
    traditional = "".join(key for key in read_dictionary("TSCharacters.txt") if len(key) == 1 and key < "\U00010000")
    assert fold(traditional + "（") == "".join(fold(character) for character in traditional) + "("


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_seed_folds_to_its_own_length(path) -> None:
    text = path.read_text("utf-8")
    folded = fold(text)
    assert len(folded) == len(text)
    assert not set(folded) & set("，：；！？（）國發個")
