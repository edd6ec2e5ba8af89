"""Letterspacing: spaces between all characters fall away, line by line, and the account closes."""

from __future__ import annotations

import pytest
from texts import text_of

from convert.recovery.letterspacing import RULE, close_letters
from convert.recovery.reader import read
from convert.tree.audit import restore
from convert.tree.outline import outline

SPACED = "今 年 的 植 树 工 作 从 三 月 开 始 ， 各 单 位 都 要 参 加 , 明 年 也 一 样 。"
CLOSE = "今年的植树工作从三月开始，各单位都要参加,明年也一样。"


def test_spaces_between_all_characters_fall_away():
    source = f"植 树\n{SPACED}\n{CLOSE}\n"
    tree = read(text_of(source.encode(), "made.txt"))
    assert [row.text for row in outline(tree)] == ["植树", CLOSE, CLOSE]
    assert restore(tree) == source
    cut = "".join(cut.text or "" for cut in tree.record.cuts if cut.by == RULE)
    assert cut == " " * (SPACED.count(" ") + 1)


def test_what_stands_close_keeps_its_spaces():
    text = text_of(f"{SPACED}\n张 三 出席了二月一日上午的会议，另有 李 四 请假没有到。\n".encode(), "made.txt")
    assert close_letters(text).view.text.splitlines()[1] == "张 三 出席了二月一日上午的会议，另有 李 四 请假没有到。"


@pytest.mark.parametrize("plain", [CLOSE, "一 月 植树 二 月 育苗\n" * 9, "Plant trees in March .\n" * 9, ""])
def test_other_texts_are_the_same(plain: str):
    text = text_of(plain.encode(), "made.txt")
    assert close_letters(text) is text
