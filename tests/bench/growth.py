"""How time grows with length, over shapes of long files: `python tests/bench/growth.py` prints exponents.

    python tests/bench/growth.py [GROUP …] [--all] [--worst E] [--only NAME]

An exponent is that between a file and one four times as long (n, 4 n): 1.0 is linear, 2.0 quadratic. Times are of the
processor, the better of two turns where they are short. Shapes over the worst (1.3 unless given) are printed, `--all`
prints every one. `lines` are files of many lines to 20,000, `line` and `markdown` single lines to 200,000 characters,
as plain text and as Markdown, `writers` trees of many blocks, `html`, `docx` and `pdf` files of up to 20,000 things of
one kind, nested or side by side.
"""

from __future__ import annotations

import argparse
import io
import math
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import long_files
from long_trees import SHAPES, make_long

import convert
from convert.chinese.numerals import print_numeral
from convert.errors import SourceError
from convert.formats.registry import find_writer
from convert.sources import read
from convert.style.sheet import load_style

SHORT = 0.05
"""Seconds below which the better of two turns counts."""

LEAST = 0.02
"""Seconds below which nothing grows: what starting costs."""

LATE = 60
"""Seconds that a turn may take."""

WORDS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"

SIZES = {"lines": (5_000, 20_000), "line": (50_000, 200_000), "markdown": (50_000, 200_000), "writers": (1_000, 4_000),
         "html": (5_000, 20_000), "docx": (5_000, 20_000), "pdf": (1_000, 4_000)}
"""Group → the sizes that are compared: lines, characters, blocks, things."""


class Task(NamedTuple):
    """What is measured at two sizes."""

    name: str
    make: Callable[[int], Callable[[], object]]
    """Size → what to run; making it is not measured."""


def repeat(shape: str, least: Callable[[int, int], bool]) -> str:
    """A shape again and again, its numbers counting up, until there is enough by times and characters."""
    made: list[str] = []
    length = 0
    for number in count(1):
        if least(number - 1, length):
            return "".join(made)
        word = WORDS[number % 41] + WORDS[number // 41 % 37] + WORDS[number // 1517 % 43]
        piece = (shape.replace("{n}", str(number)).replace("{m}", "一二三四五六七八九"[number % 9])
                 .replace("{h}", print_numeral((number - 1) % 9999 + 1)).replace("{w}", word))
        made.append(piece)
        length += len(piece)
    return ""


def of_lines(shape: str, name: str, lines: int) -> Callable[[], object]:
    whole = f"{shape}\n"
    times = -(-lines // whole.count("\n"))
    return partial(read, repeat(whole, lambda number, _: number >= times).encode(), name)


def of_line(shape: str, name: str, length: int) -> Callable[[], object]:
    return partial(read, repeat(shape, lambda _, so_far: so_far >= length).encode(), name)


def of_tree(shape: str, target: str, blocks: int) -> Callable[[], object]:
    tree = make_long(shape, blocks)
    if target == "script":
        return partial(convert.to_script, tree, "zh-Hant")
    name, _, style = target.partition(" ")
    return lambda: find_writer(name).write(tree, load_style(style or "plain"), io.BytesIO())


def of_file(shape: long_files.Shape, suffix: str, things: int) -> Callable[[], object]:
    data = shape(things)

    def run() -> None:
        with suppress(SourceError):  # a limit is an answer too
            read(data, f"a.{suffix}")

    return run


TARGETS = ("docx", "docx gongwen", "pdf", "epub", "tei", "xml", "script")
"""What is done with a tree."""


def find_tasks(group: str) -> Iterator[Task]:
    shapes: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8"))
    if group == "writers":
        for shape in SHAPES:
            yield from (Task(f"{shape} → {target}", partial(of_tree, shape, target)) for target in TARGETS)
    if group == "lines":
        yield from (Task(repr(shape), partial(of_lines, shape, "a.txt")) for shape in shapes["lines"])
    if group in long_files.SHAPES:
        yield from (Task(name, partial(of_file, shape, group)) for name, shape in long_files.SHAPES[group].items())
    if group in ("line", "markdown"):
        name = "a.txt" if group == "line" else "a.md"
        yield from (Task(repr(shape), partial(of_line, shape, name)) for shape in shapes["pieces"])


def clock(run: Callable[[], object]) -> float:
    """Seconds of the processor, or infinite where it takes too long."""
    best = math.inf
    for _ in range(2):
        signal.setitimer(signal.ITIMER_VIRTUAL, LATE)
        start = time.process_time()
        try:
            run()
        except TimeoutError:
            return best
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        best = min(best, time.process_time() - start)
        if best > SHORT:
            break
    return best


def grow(task: Task, sizes: tuple[int, int]) -> tuple[float, float]:
    """The exponent, and the seconds of the longer."""
    times = [clock(task.make(size)) for size in sizes]
    return math.log(max(times[1], LEAST) / max(times[0], LEAST)) / math.log(sizes[1] / sizes[0]), times[1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("groups", nargs="*", default=list(SIZES))
    options.add_argument("--all", action="store_true")
    options.add_argument("--worst", type=float, default=1.3)
    options.add_argument("--only", default="", help="only shapes in whose name this is")
    asked = options.parse_args()

    def ring(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, ring)
    for group in asked.groups or SIZES:
        found = []
        for task in (task for task in find_tasks(group) if asked.only in task.name):
            exponent, seconds = grow(task, SIZES[group])
            found.append(exponent)
            if asked.all or exponent > asked.worst:
                print(f"{group:9} n^{exponent:4.2f} {seconds:7.2f} s  {task.name}", flush=True)
        worse = sum(each > asked.worst for each in found)
        print(f"{group:9} {worse} of {len(found)} over n^{asked.worst}, the worst n^{max(found):.2f}", flush=True)


if __name__ == "__main__":
    main()
