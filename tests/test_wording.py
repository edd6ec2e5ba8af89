"""What words show of the source: gaps, odd characters, topic sentences, and what a work is."""

from __future__ import annotations

import pytest

import convert
from convert.chinese.folding import fold
from convert.recovery.genres import find_genre
from convert.recovery.rules.table import Rule, load_rules

REST = "我市坚持稳中求进工作总基调，统筹推进各项工作，全年生产总值增长百分之六，居民收入稳步提高，社会大局保持稳定。"
REPORT = f"""关于全市工作情况的报告
一、去年工作
持续扩大有效投资。{REST}
加快释放消费潜力。{REST}
深化对外开放合作。{REST}
二、今年安排
{REST}X市20xx年要继续努力。
"""


@pytest.mark.parametrize("rule", load_rules("wording"), ids=lambda rule: rule.id)
def test_rows_of_wording_find_what_they_say(rule: Rule) -> None:
    assert all(rule.pattern.search(text) for text in rule.yes)
    assert not any(rule.pattern.search(text) for text in rule.no)
    assert all(any(sign in text for sign in rule.signs) for text in rule.yes)


@pytest.mark.parametrize("rule", load_rules("genres"), ids=lambda rule: rule.id)
def test_rows_of_genres_find_what_they_say(rule: Rule) -> None:
    zone = "any" if rule.zone == "any" else "body"
    assert {find_genre("".join(fold(text).split()), zone) for text in rule.yes} == {rule.kind}
    assert rule.kind not in {find_genre("".join(fold(text).split()), zone) for text in rule.no}


def test_parallel_topic_sentences_are_leads() -> None:
    tree = convert.read_text(REPORT)
    assert [lead.text for lead in tree.iter("lead")] == [
        "持续扩大有效投资。", "加快释放消费潜力。", "深化对外开放合作。"]


def test_two_short_sentences_are_no_leads() -> None:
    tree = convert.read_text(REPORT.replace("深化对外开放合作。", "深化对外开放，合作不断。"))
    assert not list(tree.iter("lead"))


def test_crossed_out_names_are_gaps_that_keep_their_signs() -> None:
    tree = convert.read_text(REPORT)
    assert [(gap.text, gap.get("reason")) for gap in tree.iter("gap")] == [("X", "redacted"), ("xx", "redacted")]
    assert "X市20xx年" in "".join(tree.itertext())


def test_what_looks_wrong_is_printed_and_marked() -> None:
    tree = convert.read_text(REPORT.replace("百分之六", "20%30%"))
    why = "a sign between two figures is missing"
    assert {(odd.text, odd.get("why")) for odd in tree.iter("sic")} == {("20%30%", why)}


def test_an_article_says_what_it_is() -> None:
    tree = convert.read_text(REPORT)
    assert [article.get("kind") for article in tree.iter("article")] == ["report"]
