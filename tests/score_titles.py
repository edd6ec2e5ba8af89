"""How the titles of a file, one a line, are broken in each format and style, and how many breaks lie inside words.

    python tests/score_titles.py PATH [--quiet]

Whether a place lies inside a word is asked of another segmenter than ours: `fenci` (the extra `bench`) finds its words
by another method in another dictionary. Some are longer than ours, 工作会议 and 个体工商户, so that a break which it
blames is one to be looked at, not always a fault.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from title_lines import break_everywhere


def find_words(title: str) -> set[int]:
    """Where words end, by `fenci`."""
    from fenci.segment import Segment

    return set(accumulate(len(word) for word in Segment().cut(title)))


def find_broken(title: str, lines: Sequence[str], ends: set[int]) -> list[str]:
    """The words around each break that lies inside one."""
    broken, place = [], 0
    for line in lines[:-1]:
        place = title.index(line, place) + len(line)
        if place not in ends and not title[place].isspace():
            broken.append(f"{title[max(0, place - 3) : place]}|{title[place : place + 3]}")
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--quiet", action="store_true", help="print the figures alone")
    args = parser.parse_args()
    titles = [line.strip() for line in args.path.read_text(encoding="utf-8").split("\n") if line.strip()]
    several, broken = Counter[str](), Counter[str]()
    for title in titles:
        ends, ways = find_words(title), dict[tuple[str, ...], list[str]]()
        for name, lines in break_everywhere(title).items():
            ways.setdefault(tuple(lines), []).append(name)
            several[name] += len(lines) > 1
            broken[name] += bool(find_broken(title, lines, ends))
        if not args.quiet:
            print(title)
            for lines, names in ways.items():
                inside = "".join(f"    inside {word}" for word in find_broken(title, lines, ends))
                print(f"    {' / '.join(lines)}    [{'; '.join(names)}]{inside}")
    for name, count in several.items():
        print(f"{name:20} {broken[name]:3} of {count} titles of several lines broken inside a word")


if __name__ == "__main__":
    main()
