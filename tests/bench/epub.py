"""Time and memory of EPUB: one long document, and collections of many articles.

    python tests/bench/epub.py [ARTICLES [FOLDER [BOOK.epub]]]

Articles are made from the documents of FOLDER (the seeds, if none is given): each is a run of paragraphs of one
document, every sentence changed so that no two are alike. Each collection is measured in a process of its own; the
book is kept where a name is given, and its first volume beside it. Peak memory counts every worker as if all had
needed the most at once.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from itertools import count, cycle, islice
from pathlib import Path

import convert
from convert.compilation.volumes import split_volumes
from convert.formats.epub import EpubWriter
from convert.style.sheet import load_style

VOLUME = 1000
"""Articles of a volume."""

SEEDS = Path(__file__).parents[2] / "seeds"


def time_single(repeats: int = 40) -> float:
    """Milliseconds of processor time for the longest seed, the least of several runs."""
    tree = convert.read(max(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size))
    writer, style, taken = EpubWriter(), load_style("book"), []
    for _ in range(repeats):
        start = time.process_time()
        writer.write(tree, style, io.BytesIO())
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def make_articles(folder: Path, out: Path, number: int) -> int:
    """Writes so many articles and gives their characters."""
    sources = [[node.text_content for node in convert.read(path).article.iter("p", "heading")]
               for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".md")]
    total = 0
    for place, paragraphs in zip(count(), islice(cycle(filter(None, sources)), number), strict=False):
        start = place * 7 % len(paragraphs)
        chosen = [f"第{place}号文章的标题", f"2021年{place % 12 + 1}月{place % 28 + 1}日",
                  *(text.replace("。", f"{chr(0x4E00 + place)}。") for text in paragraphs[start : start + 14])]
        text = "\n\n".join(chosen)
        total += len(text)
        (out / f"{place:05}.txt").write_text(text, encoding="utf-8")
    return total


def collect(folder: str, out: str, jobs: str) -> None:
    """The measured process: compiles a folder, says what it took, and writes one volume too."""
    start = time.perf_counter()
    book = convert.collect(folder, title="万篇", order="date", parts="year", jobs=int(jobs))
    read = time.perf_counter() - start
    convert.write(book, out, style="book")
    wall = time.perf_counter() - start
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    peak = (own.ru_maxrss + (workers.ru_maxrss * int(jobs) if int(jobs) > 1 else 0)) / 1024
    print(f"{jobs:>4} {read:8.1f} {wall - read:8.1f} {cpu:8.1f} {peak:8.0f} {Path(out).stat().st_size / 1e6:8.1f} "
          f"{len(book.findings):8}")
    convert.write(split_volumes(book, articles=VOLUME)[0], Path(out).with_suffix(".volume.epub"), style="book")


def main() -> None:
    """Prints the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else SEEDS
    print(f"one document, longest seed: {time_single():.2f} ms of processor time")
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "in").mkdir()
        out = sys.argv[3] if len(sys.argv) > 3 else str(Path(work) / "out.epub")
        characters = make_articles(folder, Path(work) / "in", number)
        print(f"{number} articles, {characters:,} characters")
        print("jobs   read s  write s    cpu s  peak MB  book MB findings")
        for jobs in "1", "2":
            subprocess.run([sys.executable, __file__, "collect", str(Path(work) / "in"), out, jobs], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collect(*sys.argv[2:5])
    else:
        main()
