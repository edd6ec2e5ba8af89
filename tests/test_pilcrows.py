"""Pilcrows: signs at the ends of lines fall away, and the account closes."""

from __future__ import annotations

import pytest
from texts import text_of

from convert.recovery.pilcrows import RULE, drop_pilcrows
from convert.recovery.reader import read
from convert.tree.audit import restore
from convert.tree.outline import outline

PRINTED = ("種樹記¶\n¶\n今年春天來得早河邊的柳樹都綠¶\n了大家一早就扛着鋤頭出門到山¶\n上去種樹一直種到太陽落山才肯¶\n"
           "回家吃飯第二天又去如此者月餘¶\n而山已青矣¶\n")


def test_signs_of_line_ends_fall_away() -> None:
    tree = read(text_of(PRINTED.encode(), "made.txt"))
    assert restore(tree) == PRINTED
    assert "".join(cut.text or "" for cut in tree.record.cuts if cut.by == RULE) == "¶" * PRINTED.count("¶")
    assert "¶" not in "".join(row.text for row in outline(tree))


def test_a_line_of_a_sign_alone_is_blank() -> None:
    lines = drop_pilcrows(text_of(PRINTED.encode(), "made.txt")).lines
    assert [line.gap for line in lines] == [0, 1, 0, 0, 0, 0]


def test_the_mark_of_a_page_is_no_blank_line() -> None:
    paged = PRINTED.replace("回家", "<pb:KR2a0012_WYG_000-19a>¶\n回家")
    assert [line.gap for line in drop_pilcrows(text_of(paged.encode(), "made.txt")).lines] == [0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("plain", ["按下回车键↵\n即可。\n" * 9, "第一段。¶\n" * 5, ""])
def test_other_texts_are_the_same(plain: str) -> None:
    text = text_of(plain.encode(), "made.txt")
    assert drop_pilcrows(text) is text
