"""Speed of the reader: `python tests/bench/read.py` prints bytes a second, stages of a text, and how time grows.

Times are processor time, the best of several turns. Growth compares a file with the same text eight times as long, once
line by line and once as a single line: microseconds a character, and the longer over the shorter (1.0 is linear).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from texts import text_of

from convert.formats.text.decode import decode
from convert.recovery.features import observe
from convert.recovery.reader import finish, label_stages, survey_text
from convert.recovery.weights import load_model
from convert.sources import read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SUFFIXES = {".txt", ".md"}
TURNS = 7
LONG = 1_700_000
"""Characters of a long text."""


def measure(task: Callable[[], object], turns: int = TURNS) -> float:
    """Seconds of a task, the best of several turns."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def find_files(folder: Path) -> list[tuple[bytes, str]]:
    return [(path.read_bytes(), path.name) for path in sorted(folder.glob("*")) if path.suffix in SUFFIXES]


def print_speed(folder: Path) -> None:
    """Bytes of UTF-8 a second over every document of a folder."""
    files = find_files(folder)
    if not files:
        return
    size = sum(len(decode(data, name).text.encode()) for data, name in files)
    seconds = measure(lambda: [read(data, name) for data, name in files], 3)
    print(f"{folder.name:12} {len(files):4} files {size / 1e6:6.2f} MB {size / 1e6 / seconds:6.2f} MB/s")


def print_stages(folder: Path) -> None:
    """How long each stage takes over a folder."""
    spent: Counter[str] = Counter()

    def clock(stage: str, task: Callable[[], object]) -> object:
        start = time.process_time()
        made = task()
        spent[stage] += time.process_time() - start
        return made

    for data, name in find_files(folder):
        text = text_of(data, name)
        clock("format", partial(text_of, data, name))
        context = survey_text(text)
        clock("survey", partial(survey_text, text))
        features = list(observe(context))
        clock("observe", lambda context=context: list(observe(context)))
        reading = label_stages(text, context, features, load_model())
        clock("label", partial(label_stages, text, context, features, load_model()))
        clock("finish", partial(finish, reading))
    for stage, seconds in spent.items():
        print(f"{stage:12} {seconds * 1000:8.1f} ms {seconds / spent.total():6.0%}")


def print_growth(text: str) -> None:
    """How time grows with length, in lines and in one line."""
    for name, part in (("lines", text), ("one line", text.replace("\n", "　　"))):
        whole = part + "\n" if name == "lines" else part
        costs = [measure(partial(read, whole.encode() * times, "growth.txt"), 3) / len(whole) / times * 1e6
                 for times in (1, 8)]
        print(f"{name:12} {costs[0]:6.3f} → {costs[1]:6.3f} µs a character, × {costs[1] / costs[0]:.2f}")


def print_repeated(path: Path) -> None:
    """What a character of a seed costs once, and in a text that repeats it to LONG characters."""
    text = decode(path.read_bytes(), path.name).text
    times = LONG // len(text)
    costs = [measure(partial(read, text.encode() * many, path.name), 1 if many > 1 else TURNS) / len(text) / many * 1e6
             for many in (1, times)]
    print(f"{path.name} × {times}  {costs[0]:6.3f} → {costs[1]:6.3f} µs a character, × {costs[1] / costs[0]:.2f}")


def main() -> None:
    """Prints everything."""
    for folder in (ROOT / "seeds", ROOT / "tests" / "cases", SHARED / "corpus", SHARED / "corpus2"):
        print_speed(folder)
    print_stages(ROOT / "tests" / "cases")
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        data = path.read_bytes()
        seconds = measure(partial(read, data, path.name))
        print(f"{path.name:28} {len(data):7} bytes {seconds * 1000:7.2f} ms")
    longest = max((ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    print_growth(decode(longest.read_bytes(), longest.name).text)
    print_repeated(min((ROOT / "seeds").glob("*.txt")))


if __name__ == "__main__":
    main()
