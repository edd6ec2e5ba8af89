"""Whether a plain text is Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.formats.markdown.recognise import is_markdown
from convert.formats.text.decode import decode

CASES = Path(__file__).parent / "cases"
MARKED = {"faq-markdown.txt", "frontmatter-policy.txt"}
"""Cases that are Markdown under another name."""


@pytest.mark.parametrize(
    "source",
    [
        "# 题\n\n## 节\n\n正文。\n\n## 节\n\n正文。\n",
        "---\ntitle: 甲\n---\n正文。\n",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        "**一**、见[甲](https://a.example)。\n\n**二**、乙。\n",
        "```sh\nls\n```\n\n- 甲\n- 乙\n- 丙\n\n> 丁\n> 戊\n",
    ],
)
def test_several_kinds_of_marks_are_markdown(source):
    assert is_markdown(source)
    assert is_markdown(source.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "source",
    [
        "关于植树的通知\n\n# 今年的植树从三月开始。\n\n一、要求\n",
        "工作报告\n======\n\n正文。\n======\n",
        "- 甲\n- 乙\n- 丙\n\n> 丁\n> 戊\n",
        "张**、李**、王**等三人，见第3*4号。\n",
        "报告 | 2023年\n---\n正文。\n",
        "#植树 #春天\n",
        "姓名：____\n电话：____\n",
        "# 只有一个标题\n\n- 甲\n- 乙\n- 丙\n",
        "第[2]条 (一) 甲；[3](略)\n" * 5,
    ],
)
def test_plain_texts_with_a_mark_or_two_are_not(source):
    assert not is_markdown(source)


def test_of_the_cases_those_are_that_were_written_so():
    paths = sorted(CASES.glob("*.txt"))
    assert {path.name for path in paths if is_markdown(decode(path.read_bytes(), path.name).text)} == MARKED
