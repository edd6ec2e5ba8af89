"""reStructuredText to lines with marks, as far as it is near to Markdown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from text_account import find_faults, marks_of

from convert.formats.markdown.read import read_restructured
from convert.recovery.text import Text


def read(source: str) -> Text:
    text = read_restructured(source.encode(), "甲.rst")
    assert find_faults(text) == []
    return text


def lines(source: str) -> list[tuple[str, dict[str, object]]]:
    text = read(source)
    marked = [(text.view.text[line.start : line.end], marks_of(line)) for line in text.lines]
    return [(body, {key: value for key, value in marks.items() if key != "paragraph"}) for body, marks in marked]


def test_sections_have_levels_in_the_order_of_their_signs():
    source = (
        "======\n水利条例\n======\n\n第一章\n======\n\n第一节\n------\n\n正文。\n\n----\n\n"
        "第二章\n======\n\n~~~~~~\n\n完。\n"
    )
    assert lines(source) == [
        ("水利条例", {"heading": 1}),
        ("第一章", {"heading": 2}),
        ("第一节", {"heading": 3}),
        ("正文。", {}),
        ("第二章", {"heading": 2}),
        ("完。", {}),
    ]


def test_inline_marks():
    text = read("见 `通知 <http://a.example>`_、:ref:`别处 <x>`、`甲`_、``码`` 和 **乙** [1]_。\n\n.. [1] 注文。\n")
    assert text.view.text == "见 通知、别处、甲、码 和 乙 1。\n注文。\n"
    assert [(run.kind, text.view.text[run.start : run.end], run.target) for run in text.runs] == [
        ("link", "通知", "http://a.example"),
        ("code", "码", ""),
        ("strong", "乙", ""),
        ("ref", "1", "1"),
    ]
    assert marks_of(text.lines[1])["note"] == "1"


def test_lists_verse_and_fields():
    source = ":作者: 林立\n\n#. 甲\n#. 乙\n\n* 丙\n\n| 诗一\n| 诗二\n"
    assert lines(source) == [
        ("作者: 林立", {}),
        ("甲", {"item": 1, "bullet": "1."}),
        ("乙", {"item": 1, "bullet": "2."}),
        ("丙", {"item": 1, "bullet": "•"}),
        ("诗一", {}),
        ("诗二", {}),
    ]
    assert len({line.marks.paragraph for line in read(source).lines}) == 6


def test_directives_and_comments():
    source = (
        ".. note:: 注意\n   :class: a\n\n   内容。\n\n.. toctree::\n   :maxdepth: 2\n\n   a\n\n"
        ".. image:: a.png\n   :alt: 图\n\n"
        ".. code-block:: python\n\n   x = 1\n\n.. _label:\n.. 评论\n   评论\n\n正文::\n\n   y\n"
    )
    assert lines(source) == [
        ("注意", {}),
        ("内容。", {}),
        ("x = 1", {"code": True, "name": "python"}),
        ("正文:", {}),
        ("y", {}),
    ]
    assert [one.source for one in read(source).pictures] == ["a.png"]


def test_tables():
    ruled = "+--+--+\n|一|二|\n+==+==+\n|三|四|\n+--+--+\n"
    cells = [(line.marks.row, line.marks.cell) for line in read(ruled).lines]
    assert cells == [(1, 1), (1, 2), (2, 1), (2, 2)]
    simple = "=====  =====\n名称   长度\n=====  =====\n柳河   18\n=====  =====\n"
    assert [(body, marks["row"], marks["cell"], "head" in marks) for body, marks in lines(simple)] == [
        ("名称", 1, 1, True),
        ("长度", 1, 2, True),
        ("柳河", 2, 1, False),
        ("18", 2, 2, False),
    ]


TOKENS = [
    "===\n", "---\n", "~~~~\n", "甲\n", "乙丙 ", "\n", ".. note:: ", ".. image:: a\n", ".. code::\n",
    ".. [1] ", ".. x\n", "   ", ":a: ", ":ref:`", "`", "``", "`_", "<b>", "[1]_", "::\n", "| ", "#. ", "* ",
    "+--+\n", "==  ==\n", "  ", "**", "\\",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_the_account_closes_on_any_marks(tokens):
    assert find_faults(read_restructured("".join(tokens).encode(), "a.rst")) == []
