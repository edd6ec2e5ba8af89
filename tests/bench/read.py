"""Speed of the reader: `python tests/bench/read.py` prints bytes a second, stages of one file, and how time grows.

Times are processor time, the best of several turns. Growth compares a file with the same text eight times as long, once
line by line and once as a single line: microseconds a character, and the longer over the shorter (1.0 is linear).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from convert.formats.text import read_text
from convert.formats.text.decode import decode

ROOT = Path(__file__).parents[2]
SUFFIXES = {".txt", ".md"}
TURNS = 7


def measure(task: Callable[[], object], turns: int = TURNS) -> float:
    """Seconds of a task, the best of several turns."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def print_speed(folder: Path) -> None:
    """Bytes of UTF-8 a second over every document of a folder."""
    files = [(path.read_bytes(), path.name) for path in sorted(folder.glob("*")) if path.suffix in SUFFIXES]
    if not files:
        return
    size = sum(len(decode(data, name).text.encode()) for data, name in files)
    seconds = measure(lambda: [read_text(data, name) for data, name in files], 3)
    print(f"{folder.name:12} {len(files):4} files {size / 1e6:6.2f} MB {size / 1e6 / seconds:6.2f} MB/s")


def print_growth(text: str) -> None:
    """How time grows with length, in lines and in one line."""
    for name, part in (("lines", text), ("one line", text.replace("\n", "　　"))):
        whole = part + "\n" if name == "lines" else part
        costs = [measure(partial(read_text, whole.encode() * times, "growth.txt"), 3) / len(whole) / times * 1e6
                 for times in (1, 8)]
        print(f"{name:12} {costs[0]:6.3f} → {costs[1]:6.3f} µs a character, × {costs[1] / costs[0]:.2f}")


def main() -> None:
    """Prints everything."""
    for folder in (ROOT / "seeds", ROOT / "tests" / "cases", ROOT.parent / "shared" / "corpus"):
        print_speed(folder)
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        data = path.read_bytes()
        seconds = measure(partial(read_text, data, path.name))
        print(f"{path.name:28} {len(data):7} bytes {seconds * 1000:7.2f} ms")
    sizes = sorted((ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    print_growth(decode(sizes[-1].read_bytes(), sizes[-1].name).text)


if __name__ == "__main__":
    main()
