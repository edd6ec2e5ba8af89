"""Speed of reading pages, without the labelling: the pages of the tests, and those beside the repository.

    python tests/bench/pages.py [FOLDER …]

Each page is read ten times; told is the best time of this process, in megabytes of the file a second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from convert.formats.html.read import read_html

ROOT = Path(__file__).parents[2]
SUFFIXES = (".html", ".htm", ".php", ".jsp")


def pages(folders: list[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob("*") if path.suffix in SUFFIXES)


def measure(data: bytes, name: str, times: int = 10) -> float:
    """Seconds for reading a page once."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        read_html(data, name)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    beside = [ROOT.parent / "shared" / name for name in ("corpus", "corpus2")]
    folders = [Path(name) for name in sys.argv[1:]] or [ROOT / "tests" / "pages", *beside]
    size = seconds = 0.0
    for path in pages(folders):
        data = path.read_bytes()
        took = measure(data, path.name)
        print(f"{path.name:<40} {len(data):>8} bytes {len(data) / took / 1e6:>6.1f} MB/s")
        size, seconds = size + len(data), seconds + took
    print(f"{'all':<40} {size:>8.0f} bytes {size / seconds / 1e6:>6.1f} MB/s")


if __name__ == "__main__":
    main()
