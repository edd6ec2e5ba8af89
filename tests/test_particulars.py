"""Tables that set out the facts of a document: label beside value, as portals print them, whatever the format."""

from __future__ import annotations

import pytest
from texts import text_of

from convert.recovery.particulars import set_particulars
from convert.recovery.text import Text

PAGE = (
    "<table><tr><td>索 引 号：</td><td>000014/2020</td><td>主题词：</td><td></td></tr>"
    "<tr><td>发布机构：</td><td>云岭县水利局</td><td>发布日期：</td><td>2020-05-02</td></tr></table>"
)
BARE = PAGE.replace("：", "").replace(" ", "")
MARKED = """
| 索引号： | 000014/2020 | 主题词： | |
|---|---|---|---|
| 发布机构： | 云岭县水利局 | 发布日期： | 2020-05-02 |
"""


def told(text: Text) -> list[tuple[str, str]]:
    """The values of a text and the labels that they stand beside."""
    return [(line.marks.field, text.view.text[line.start : line.end]) for line in text.lines
            if line.marks.field and not line.marks.head and not line.marks.table]


@pytest.mark.parametrize(("page", "name"), [(PAGE, "a.html"), (BARE, "a.html"), (MARKED, "a.md")])
def test_labels_and_values_of_any_format_state_facts_and_make_no_table(page: str, name: str) -> None:
    text = set_particulars(text_of(page.encode(), name))
    assert told(text) == [("索引号", "000014/2020"), ("发布机构", "云岭县水利局"), ("发布日期", "2020-05-02")]
    assert not any(line.marks.table for line in text.lines)


@pytest.mark.parametrize("page", [
    "| 标题 | 作者 |\n|---|---|\n| 山行 | 林远 |\n| 夜泊 | 陈川 |\n",
    "| 版本号 | 修改者 | 时间 |\n|---|---|---|\n| V1.0 | 林远 | |\n",
    "| 镇 | 面积 |\n|---|---|\n| 东山 | 两万亩 |\n",
    "| 项目名称： | 渠道 | 预算： | 三万 |\n|---|---|---|---|\n| 地点： | 东山 | 工期： | 两月 |\n",
])
def test_tables_of_data_stay_tables(page: str) -> None:
    text = text_of(page.encode(), "a.md")
    assert set_particulars(text) is text
