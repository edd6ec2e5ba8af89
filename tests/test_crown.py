"""The one heading of the first level, and what stands above it."""

from __future__ import annotations

import pytest
from recovery_texts import SENTENCE, labels_of
from texts import text_of

from convert.recovery.features import describe
from convert.recovery.reader import set_text, survey_text

BODY = f"# 青云渠道修好记\n\n{SENTENCE}\n\n## 渠首\n\n{SENTENCE}\n\n## 渠尾\n\n{SENTENCE}\n"


def features_of(text: str) -> list[list[str]]:
    return describe(survey_text(set_text(text_of(text.encode(), "made.md"))))


@pytest.mark.parametrize("above", ["", "青云传媒集团\n\n", "首页 > 要闻\n\n今天天气很好。\n\n"])
def test_the_one_heading_of_the_first_level_crowns_a_text(above: str) -> None:
    found = features_of(above + BODY)
    crown = next(i for i, own in enumerate(found) if "m=crown" in own)
    assert "m=h1" in found[crown]
    assert ["m=above" in own for own in found] == [i < crown for i in range(len(found))]


@pytest.mark.parametrize("text", [f"{SENTENCE}\n\n{SENTENCE}\n\n{BODY}", f"{BODY}\n# 后记\n\n{SENTENCE}\n", SENTENCE])
def test_no_heading_below_text_or_beside_another_is_one(text: str) -> None:
    assert not any({"m=crown", "m=above"} & set(own) for own in features_of(text))


@pytest.mark.parametrize(("text", "first"), [
    (f"## 后记\n\n{SENTENCE}\n", True),
    (f"---\nlayout: post\n---\n\n### 译者序\n\n{SENTENCE}\n\n#### 一\n\n{SENTENCE}\n", True),
    (f"## 第三章 渠尾\n\n{SENTENCE}\n", False), (f"青云传媒集团\n\n## 后记\n\n{SENTENCE}\n", False)])
def test_what_a_text_begins_with_and_is_above_all_is_no_heading(text: str, first: bool) -> None:
    context = survey_text(set_text(text_of(text.encode(), "made.md")))
    labels = labels_of(context)[context.crown]
    assert ("heading" not in labels) == first
    assert "title" in labels


def test_bold_words_that_a_line_begins_with_stand_out() -> None:
    lines = [f"**主席**：{SENTENCE}", "**决议：**通过。", "渠道**修好了**，大家高兴。", "**全行都是粗体**",
             "1. **长度**三里。"]
    text = "\n".join(["# 会议记录", "", *lines, ""])
    context = survey_text(set_text(text_of(text.encode(), "made.md")))
    assert [atom.plain[:end] for atom, end in zip(context.atoms, context.stressed, strict=True) if end] == [
        "主席", "决议:", "1. 长度"]
    found = {name for own in describe(context) for name in own if "stress" in name}
    assert {"m=stress/:", "j:stress=False/True/False", "j:stress=True/True/True"} <= found
