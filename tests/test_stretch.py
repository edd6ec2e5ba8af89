"""Where the text of a page begins and ends, and what stands before and behind it among furniture."""

from __future__ import annotations

import pytest
from texts import text_of

from convert.recovery.furniture import find_stretch, find_surrounded
from convert.recovery.reader import survey_text

pytestmark = pytest.mark.reader

BODY = "春天来了，河边的柳树抽出了新芽，孩子们脱下棉衣，在草地上奔跑，老人们坐在桥头晒太阳。"
COMMENT = "写得真好，让我想起了小时候在乡下过的日子，那时候的河水也是这样清的。"


def test_comments_between_furniture_are_outside_the_text() -> None:
    """Paragraphs count three, furniture takes one away: what falls below nothing opens no further text."""
    assert find_stretch([0, 1, 2, 9, 16], set(), set(range(3, 9)) | set(range(10, 16))) == (0, 2)


def test_a_menu_between_paragraphs_does_not_end_the_text() -> None:
    assert find_stretch([0, 1, 2, 5, 6], set(), {3, 4}) == (0, 6)


def test_the_longer_text_behind_a_preview_counts() -> None:
    assert find_stretch([0, 8, 9, 10], set(), set(range(1, 8))) == (8, 10)


def test_verse_and_numbers_hold_a_text_together() -> None:
    assert find_stretch([0, 9], {2, 4, 6, 8}, {1, 3, 5, 7}) == (0, 9)


def test_nothing_is_a_stretch_where_nothing_is_text() -> None:
    assert find_stretch([], set(), {0, 1}) is None


def test_lines_among_furniture_are_surrounded() -> None:
    """Three known ones and a tenth of all are asked for, before the text and behind it apart."""
    assert find_surrounded("NSNSSSNPP", 7, 8) == set(range(7))
    assert find_surrounded("NSNSSSSPP", 7, 8) == frozenset()
    assert find_surrounded("PP" + "N" * 4 + "S" * 37, 0, 1) == frozenset()
    assert find_surrounded("PP" + "N" * 4 + "S" * 36, 0, 1) == set(range(2, 42))
    assert find_surrounded("NSNSNSNP", 7, 7) == frozenset()


def test_two_known_ones_surround_the_text_of_a_printed_page() -> None:
    menu = ["[Logo]", *(f"* 栏目{name}" for name in "甲乙丙丁戊己庚辛"), "[q          ] [Go]"]
    page = "\n".join([*menu, "春到河边", *[BODY] * 4, ""])
    context = survey_text(text_of(page.encode(), "page.txt"))
    assert context.surrounded >= set(range(len(menu)))
    assert not survey_text(text_of(page.replace("[", "(").encode(), "page.txt")).surrounded


def test_a_page_with_comments_ends_before_them() -> None:
    comments = [f"网友{name}\n{COMMENT}\n回复\n点赞\n举报" for name in "甲乙丙丁戊"]
    below = ["分享到：", "上一篇：无", "下一篇：无", "相关阅读", "热门评论", *comments]
    page = "\n".join(["春到河边", *[BODY] * 4, *below])
    context = survey_text(text_of(page.encode(), "page.txt"))
    assert (context.first, context.last) == (1, 4)
    assert {context.atoms[i].plain for i in context.surrounded} >= {"分享到:", "回复"}
