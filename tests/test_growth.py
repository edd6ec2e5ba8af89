"""Work grows with the length of a text: instructions of Python are counted, never time, at three sizes of a shape.

`tests/bench/growth.py` measures the same, and all other shapes, in time and at the length of real files. What a library
does inside one call is not counted here.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from growth import of_file, of_line, of_lines, of_tree
from long_files import SHAPES

SIZES = (12, 48, 192)
"""Lines or blocks, each size four times the one before."""

STEEPEST = 6.0
"""Four times the length takes four times the instructions of linear work, and sixteen times those of quadratic work."""

LINES = ("&ldquo;引文&rdquo;", "{h}、标题\n正文一段话。", "{m}、标题\n正文一段话。", "问题：", "甲乙{h}：",
         "第{h}条　为了规范管理，制定本法。",
         "这是一行以省略号结尾的话……", "the quick brown fox jumps over the lazy dog and runs away from",
         "附件：1.名单", "甲\t乙\t丙",
         "同志们：\n现在我讲三点意见。", "正文有注[{n}]。\n[{n}]注的内容。")
PIECES = ("第一条　内容。", "（一）", "{n}.", "广告更多精彩内容 ", "](", "甲　　乙")
FILES = ("open b.html", "crossing b, i.html", "tables.html", "details.html", "end tags.html", "styles.docx",
         "lists.docx", "boxes.docx", "footnotes.docx", "inserted.docx", "pages of nothing.pdf", "lines on one page.pdf")
TREES = ("short lines → tei", "notes → tei", "rows → pdf", "articles → docx gongwen", "two depths → script")


def count(run: Callable[[], object]) -> int:
    """Instructions of Python that something takes, the second time."""
    run()
    counted = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal counted
        counted += event == "opcode"
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return counted


def steepness(make: Callable[[int], Callable[[], object]]) -> float:
    """By how much more a fourfold text adds than the text added; what starting takes falls out.

    A text may take a pass more than a smaller one, as where a second work is found in it: that falls out further on.
    """
    counts = [count(make(size)) for size in SIZES]
    found = _steepness(*counts)
    return found if found < STEEPEST else _steepness(*counts[1:], count(make(4 * SIZES[-1])))


def _steepness(small: int, middle: int, large: int) -> float:
    return (large - middle) / max(1, middle - small)


@pytest.mark.parametrize("shape", LINES)
def test_lines_add_as_much_as_those_before_them(shape: str) -> None:
    assert steepness(lambda size: of_lines(shape, "a.txt", size)) < STEEPEST


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("shape", PIECES)
def test_a_line_takes_work_in_step_with_its_length(shape: str, name: str) -> None:
    assert steepness(lambda size: of_line(shape, name, size * 20)) < STEEPEST


@pytest.mark.parametrize("task", TREES)
def test_writers_take_work_in_step_with_the_tree(task: str) -> None:
    shape, _, target = task.partition(" → ")
    assert steepness(lambda size: of_tree(shape, target, size)) < STEEPEST


@pytest.mark.parametrize("name", FILES)
def test_files_take_work_in_step_with_what_they_hold(name: str) -> None:
    shape, _, suffix = name.rpartition(".")
    assert steepness(lambda size: of_file(SHAPES[suffix][shape], suffix, size)) < STEEPEST


def test_quadratic_work_is_found() -> None:
    def make(size: int) -> Callable[[], object]:
        return lambda: [inner for outer in range(size) for inner in range(outer)]

    assert steepness(make) > 2 * STEEPEST


def test_shapes_of_the_bench_are_as_many_as_it_says() -> None:
    shapes = tomllib.loads((Path(__file__).parent / "bench/shapes.toml").read_text(encoding="utf-8"))
    assert {name: len(set(rows)) for name, rows in shapes.items()} == {"lines": 90, "pieces": 110}
