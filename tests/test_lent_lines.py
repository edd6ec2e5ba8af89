"""Lines lent to other documents stand between their blocks, in the text as in the outline."""

from __future__ import annotations

from lent_lines import READ_AS, find_lenders, lend
from outline_labels import own_rows
from outlined import Outlined

BLOCKS = ("青云县工作报告", "去年全县粮食获得丰收，群众收入有了增加。", "一、主要做法",
          "各级抓水利，抓种子，抓农时，一天也不放松。", "二、下步打算", "今年还要把水渠修到每一个村子里去。")
KINDS = ("title", "p", "heading", "p", "heading", "p")


def make_document(name: str, *more: tuple[str, str]) -> Outlined:
    blocks = (*zip(KINDS, BLOCKS, strict=True), *more)
    rows = [{"kind": kind, "level": "", "key": "", "text": text} for kind, text in blocks]
    text = "".join(f"{row['text']}\n" for row in rows)
    return Outlined("made", name, name, text.encode(), f"{name}.txt", rows)


def test_a_lent_line_is_a_row_where_it_stands() -> None:
    lines = find_lenders([make_document("b", ("noise", "打印本页 关闭窗口"), ("note", "（转载请注明出处）"))])
    assert lines == [("b", "打印本页 关闭窗口"), ("b", "（转载请注明出处）")]
    copy = lend(make_document("a"), lines)
    assert copy is not None
    assert copy.lenders == {"b"}
    assert [row["text"] for row in copy.rows] == copy.data.decode().splitlines()
    added = [row for row in copy.rows if row["kind"] == READ_AS]
    assert added
    assert {row["text"] for row in added} <= {text for _, text in lines}
    assert [row["text"] for row in copy.rows if row["kind"] != READ_AS] == list(BLOCKS)


def test_the_same_document_gets_the_same_lines() -> None:
    lines = [("b", "打印本页"), ("c", "上一篇：青云"), ("d", "责任编辑 王建国")]
    assert lend(make_document("a"), lines) == lend(make_document("a"), lines)


def test_a_document_with_few_blocks_is_left_alone() -> None:
    document = make_document("a")._replace(rows=[], data=b"\xe9\x9d\x92\n")
    assert lend(document, [("b", "打印本页")]) is None


def test_each_line_is_owned_by_the_row_it_stands_in() -> None:
    rows = [{"kind": "article", "text": ""}, {"kind": "p", "text": "青云县在山里"}, {"kind": "p", "text": "水在山外"}]
    assert own_rows(["青云县", "在山里", "", "水在山外"], rows) == [(1, True), (1, False), (-1, True), (2, True)]
