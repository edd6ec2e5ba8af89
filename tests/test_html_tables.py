"""Tables of a page: of data or for layout, labels and values."""

from __future__ import annotations

import pytest
from page_lines import marks, read, texts


def cells(page: str) -> list[tuple[object, ...]]:
    return marks(read(page), "table", "row", "cell")


def test_cells_of_data_know_table_row_and_cell() -> None:
    page = "<table><tr><td>东山<td>两万亩<tr><td>合计<td><td>一万亩</table>文<table border=1><tr><td>甲<td>乙</table>"
    assert cells(page) == [
        ("东山", 1, 1, 1),
        ("两万亩", 1, 1, 2),
        ("合计", 1, 2, 1),
        ("一万亩", 1, 2, 3),
        ("文", 0, 0, 0),
        ("甲", 2, 1, 1),
        ("乙", 2, 1, 2),
    ]


def test_header_cells_and_spans_are_told() -> None:
    page = (
        "<table><thead><tr><td>镇<td colspan=2>面积</thead><tr><th rowspan='2'>东山<td>两万亩<td>好"
        "<tr><td colspan=x>一万亩<td colspan=99999>坏</table>"
    )
    assert marks(read(page), "head", "columns", "rows") == [
        ("镇", True, 1, 1),
        ("面积", True, 2, 1),
        ("东山", True, 1, 2),
        ("两万亩", False, 1, 1),
        ("好", False, 1, 1),
        ("一万亩", False, 1, 1),
        ("坏", False, 1000, 1),
    ]


def test_a_caption_names_its_table() -> None:
    page = "<table><caption>表1 面积</caption><tr><td>东山<td>两万亩</table>"
    assert marks(read(page), "table", "row", "caption")[0] == ("表1 面积", 1, 0, True)


def test_lines_of_one_cell_stand_in_one_cell() -> None:
    assert cells("<table border=1><tr><td>盖<br>章<p>处<td>乙</table>") == [
        ("盖", 1, 1, 1),
        ("章", 1, 1, 1),
        ("处", 1, 1, 1),
        ("乙", 1, 1, 2),
    ]


def test_rows_that_one_cell_fills_stand_over_a_table() -> None:
    page = "<table border=1><tr><td colspan=2>职位表<tr><td>甲<td>乙<tr><td>丙<td>丁<tr><td colspan=2>合计</table>"
    assert cells(page) == [("职位表", 0, 0, 0), ("甲", 1, 1, 1), ("乙", 1, 1, 2), ("丙", 1, 2, 1), ("丁", 1, 2, 2),
                           ("合计", 1, 3, 1)]


def test_an_empty_cell_leaves_no_gap() -> None:
    page = "<table border=1><tr><td>甲<td><p>&nbsp;</p><p>&nbsp;</p><td>乙</table>"
    assert [line.gap for line in read(page).lines] == [0, 0]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><table><tr><td>内<td>内<tr><td>内<td>内</table><td>外</table>",
        "<table><tr><td>外<td><object>\n <param></object><tr><td>&nbsp;<td>&nbsp;</table>",
        "<table role=presentation><tr><td>甲<td>外<tr><td>丙<td>丁</table>",
        "<table><tr><td>外</table>",
        "<table><tr><td>甲<tr><td>外</table>",
        "<table><tr><td><h2>题</h2>文<td>外<tr><td>甲<td>乙</table>",
        f"<table><tr><td>{'长文' * 200}<td>外<tr><td>甲<td>乙</table>",
        "<table><tr><td>甲<td><p>外</p></table>",
    ],
)
def test_a_table_for_layout_is_unfolded(page: str) -> None:
    assert [row for row in cells(page) if row[0] == "外"] == [("外", 0, 0, 0)]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>内<td>二<tr><td>三<td>四</table>",
        "<table><tr><th>内<td>二</table>",
        "<table><tr><td>内<td>二</table>",
        "<table border=1><tr><td>内<td>二</table>",
        "<table style='border-collapse:collapse'><tr><td>内<td>二</table>",
        "<table summary=x><tr><td>内<td>二</table>",
        "<table><tr><td><table><tr><td>内<td>二<tr><td>三<td>四</table><td>外</table>",
    ],
)
def test_a_table_of_data_is_kept(page: str) -> None:
    assert ("内", 1, 1, 1) in cells(page)


def test_labels_and_values_of_a_table_of_facts() -> None:
    page = (
        "<table><tr><td>索引号：</td><td>000014/2020</td><td>主题词：</td><td></td></tr>"
        "<tr><td>发布机构：</td><td>云岭县水利局</td><td>发布日期:</td><td>2020-05-02</td></tr></table>"
    )
    assert marks(read(page), "field", "head", "cell") == [
        ("索引号：", "索引号", True, 1),
        ("000014/2020", "索引号", False, 2),
        ("主题词：", "主题词", True, 3),
        ("发布机构：", "发布机构", True, 1),
        ("云岭县水利局", "发布机构", False, 2),
        ("发布日期:", "发布日期", True, 3),
        ("2020-05-02", "发布日期", False, 4),
    ]


def test_an_empty_label_takes_no_value_of_another_row() -> None:
    page = "<table><tr><th>文号</th><td></td></tr><tr><th>标题</th><td>通知</td></tr></table>"
    assert marks(read(page), "field") == [("文号", "文号"), ("标题", "标题"), ("通知", "标题")]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><th>镇</th><th>面积</th></tr><tr><td>东山</td><td>两万亩</td></tr></table>",
        "<table><tr><td>东山</td><td>两万亩</td></tr><tr><td>西坪</td><td>一万亩</td></tr></table>",
        "<table><tr><th>东山</th><td>两万亩</td><td>好</td></tr></table>",
    ],
)
def test_cells_of_data_are_no_labels(page: str) -> None:
    assert {field for _, field in marks(read(page), "field")} == {""}


def test_terms_are_the_labels_of_their_definitions() -> None:
    page = "<dl><dt>文号：</dt><dd>云水发〔2020〕3号</dd><dt>日期<dd>五月<dd>二日</dl><p>文"
    assert marks(read(page), "field", "head") == [
        ("文号：", "文号", True),
        ("云水发〔2020〕3号", "文号", False),
        ("日期", "日期", True),
        ("五月", "日期", False),
        ("二日", "日期", False),
        ("文", "", False),
    ]


def test_terms_that_sentences_explain_are_text_with_them() -> None:
    page = "<dl><dt>阵风<dd>短时间内风速剧烈变化的风。<dt>山谷风<dd>白天由谷地吹向山坡。<dd>夜间相反。</dl>"
    assert marks(read(page), "field", "bold") == [
        ("阵风", "", True),
        ("短时间内风速剧烈变化的风。", "", False),
        ("山谷风", "", True),
        ("白天由谷地吹向山坡。", "", False),
        ("夜间相反。", "", False),
    ]
    listed = "<dl><dt>参考资料<dd><ul><li>《县志》，1988年版</ul></dl>"
    assert {field for _, field in marks(read(listed), "field")} == {""}
    facts = "<dl><dt>文号<dd>云发〔2020〕3号。<dt>发布日期<dd>五月二日。</dl>"
    assert {field for _, field in marks(read(facts), "field")} == {"文号", "发布日期"}


def test_a_table_that_the_page_leaves_open_is_read() -> None:
    assert texts(read("<table><tr><td>甲<td>乙<tr><td>丙")) == ["甲", "乙", "丙"]


def test_cells_beside_the_text_are_no_data() -> None:
    assert cells("<form><table border=1><tr><td>用户名<td>密码</table></form><p>文文文文文文文文文文") == [
        ("用户名", 0, 0, 0),
        ("密码", 0, 0, 0),
        ("文文文文文文文文文文", 0, 0, 0),
    ]


def test_a_label_element_before_a_block_is_the_label_of_a_definition() -> None:
    page = "<dl><dd><label><font>公开方式：</font></label><div>主动公开</div><dd><label>甲</label>乙</dl>"
    assert marks(read(page), "field", "head") == [
        ("公开方式：", "公开方式", True),
        ("主动公开", "公开方式", False),
        ("甲乙", "", False),
    ]
