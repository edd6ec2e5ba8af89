"""Lists in items of lists: read from where formats nest them, kept in the tree, written and read back."""

from __future__ import annotations

import io

import pytest

import convert
from convert.formats.registry import FORMATS, find_writer
from convert.style.sheet import load_style
from convert.tree.lists import words_of
from convert.tree.nodes import Document, Item, List, Node

MARKDOWN = """# 说明

下面是清单：

- 水果
  - 苹果
    - 红苹果
  - 梨
- 蔬菜

采购步骤如下。

1. 列清单
   1. 问厨房
   2. 查仓库
2. 去市场
"""

HTML = """<h1>说明</h1><p>下面是清单，供采购人员参考使用。</p>
<ul><li>水果<ul><li>苹果<ul><li>红苹果</li></ul></li><li>梨</li></ul></li><li>蔬菜</li></ul>
<p>采购步骤如下，请采购人员逐项办理。</p><ol><li>列清单<ol><li>问厨房</li><li>查仓库</li></ol></li><li>去市场</li></ol>"""

WANTED = [["水果", ["苹果", ["红苹果"], "梨"], "蔬菜"], ["1. 列清单", ["1. 问厨房", "2. 查仓库"], "2. 去市场"]]
"""The lists of both: the text of each item, and behind it what stands in it."""


def shape(node: Node) -> list[object]:
    """The texts of a list, and within them those of the lists in its items."""
    found: list[object] = []
    for item in node.iterchildren("item"):
        words = words_of(item)
        assert words is not None
        found.append(words.text_content)
        found += [shape(inner) for inner in item.iterchildren("list")]
    return found


def lists_of(tree: Document) -> list[list[object]]:
    """The outermost lists of a document."""
    return [shape(list_) for list_ in tree.walk(List) if next(list_.iterancestors("list"), None) is None]


def write(tree: Document, format_: str, style: str = "plain") -> bytes:
    out = io.BytesIO()
    find_writer(format_).write(tree, load_style(style), out)
    return out.getvalue()


@pytest.mark.parametrize(("text", "name"), [(MARKDOWN, "a.md"), (HTML, "a.html")])
def test_lists_in_items_are_read(text: str, name: str) -> None:
    assert lists_of(convert.read_text(text, name)) == WANTED


def test_items_stay_items_in_the_outline() -> None:
    rows = convert.outline(convert.read_text(MARKDOWN, "a.md"))
    assert [row.kind for row in rows] == ["title", "p", *["li"] * 5, "p", *["li"] * 4]


@pytest.mark.parametrize("format_", ["html", "markdown", "epub", "pdf", "tei", "xml"])
def test_they_come_back(format_: str) -> None:
    tree = convert.read_text(MARKDOWN, "a.md")
    suffix = next(row.suffixes[0] for row in FORMATS if row.name == format_)
    again = convert.read(write(tree, format_), f"a{suffix}")
    assert lists_of(again) == WANTED


def test_bullets_come_back_from_word() -> None:
    """Printed numbers are text there, as their source has them, and nest no more."""
    again = convert.read(write(convert.read_text(MARKDOWN, "a.md"), "docx"), "a.docx")
    assert lists_of(again)[0] == WANTED[0]
    assert [words.text_content for item in again.walk(Item) if (words := words_of(item)) is not None][5:] == [
        "1. 列清单", "1. 问厨房", "2. 查仓库", "2. 去市场"]


def test_plain_text_indents_them() -> None:
    lines = write(convert.read_text(MARKDOWN, "a.md"), "text").decode("utf-8-sig").splitlines()
    at = lines.index("• 水果")
    assert lines[at : at + 5] == ["• 水果", "    • 苹果", "        • 红苹果", "    • 梨", "• 蔬菜"]

TYPED = """社区图书室管理办法

居民借书应当遵守下列规定，并服从图书室工作人员的安排：

1.每人每次可借两册：
（1）期限为三十天；
（2）可续借一次。
2.不得转借他人。
3.损坏照价赔偿。
"""


def test_numbers_tell_which_list_stands_in_which() -> None:
    tree = convert.read_text(TYPED)
    assert lists_of(tree) == [["1.每人每次可借两册：", ["（1）期限为三十天；", "（2）可续借一次。"], "2.不得转借他人。",
                               "3.损坏照价赔偿。"]]


def test_what_a_format_nests_stays_as_it_is() -> None:
    assert lists_of(convert.read_text("# 说明\n\n下面是清单：\n\n- 甲事；\n- 乙事；\n\n正文在这里。\n", "a.md")) == [
        ["甲事；", "乙事；"]]


def test_an_item_whose_text_begins_with_a_number_is_one_item() -> None:
    tree = convert.read_text("服务条款\n\n居民使用本社区的服务，应当遵守下列条款，并对自己的行为负责：\n\n"
                             "1. 1. 遵守法律，不得损害他人；\n2. 2. 保管密码，不得转借他人。\n")
    assert lists_of(convert.read(write(tree, "markdown"), "a.md")) == lists_of(tree)
    assert len(lists_of(tree)[0]) == 2
