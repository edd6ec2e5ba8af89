"""Speed of the Markdown reader without the labelling: `python tests/bench/markdown.py` prints bytes a second, growth.

Times are processor time, the best of several turns. Growth compares a shape that a slow reader would fall over with one
twice as large: × 2 is linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from convert.formats.markdown.read import read_markdown

ROOT = Path(__file__).parents[2]
FOLDERS = ("corpus", "corpus2", "laws")
SIZE = 20_000

SHAPES: dict[str, Callable[[int], str]] = {
    "quotations in each other": lambda n: ">" * n,
    "lists in each other": lambda n: "- " * n,
    "links without an end": lambda n: "[甲](" * n,
    "pictures in each other": lambda n: "![" * n + "](a)" * n,
    "stars": lambda n: "*甲 " * n + "甲* " * n,
    "stars next to quotation marks": lambda n: "**“甲”**乙" * n,
    "tags without an end": lambda n: "<div>甲\n" * n,
    "cells without an end": lambda n: "<table>" + "<tr><td>甲" * n,
    "comments without an end": lambda n: "<!-- " * n,
    "rows": lambda n: "|甲|乙|\n" * n,
    "notes": lambda n: "".join(f"甲[^{i}]\n\n" for i in range(n)),
    "lines": lambda n: "甲乙丙丁，\n" * n,
    "blanks": lambda n: "甲" + " " * n + "乙\n",
    "front matter": lambda n: "---\n" + "甲: 乙\n" * n + "---\n",
    "data in each other": lambda n: "```json\n" + '{"a":' * n + "\n```\n",
}
"""Name → a source of so many parts."""


def measure(task: Callable[[], object], turns: int = 5) -> float:
    """Seconds of a task, the best of several turns."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def read_all(files: list[tuple[bytes, str]]) -> None:
    """Read all files."""
    for data, name in files:
        read_markdown(data, name)


def print_speed(folder: Path) -> None:
    """Bytes a second over the Markdown of a folder."""
    paths = [path for path in sorted(folder.glob("*")) if path.suffix in (".md", ".mdx")]
    files = [(path.read_bytes(), path.name) for path in paths]
    if files:
        size = sum(len(data) for data, _ in files)
        print(f"{folder.name:10} {len(files):4} files {size / 1e6:6.2f} MB "
              f"{size / 1e6 / measure(partial(read_all, files)):6.2f} MB/s")


def print_growth() -> None:
    """How time grows with size, shape by shape."""
    for name, make in SHAPES.items():
        once, twice = (measure(partial(read_markdown, make(size).encode(), "a.md"), 3) for size in (SIZE, 2 * SIZE))
        print(f"{name:30} {once * 1000:8.1f} ms → {twice * 1000:8.1f} ms, × {twice / once:.1f}")


if __name__ == "__main__":
    for folder in (ROOT / "tests" / "cases", *(ROOT.parent / "shared" / name for name in FOLDERS)):
        print_speed(folder)
    print_growth()
