"""Time and memory of EPUB: one long document, and collections of many articles.

    python tests/bench/epub.py [ARTICLES] [FOLDER]

Articles are made from the documents of FOLDER (the seeds, if none is given): each is a run of paragraphs of one document under a
heading of its own, so that no two are alike. Prints a table; each collection is measured in a process of its own.
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
from convert.style.sheet import load_style
from convert.writers.epub import EpubWriter

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


def collect(folder: str, out: str) -> None:
    """The measured process: compiles a folder and says what it took."""
    start = time.perf_counter()
    book = convert.collect(folder, title="万篇", order="date", parts="year")
    read = time.perf_counter() - start
    convert.write(book, out, style="book")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{read:8.1f} {time.perf_counter() - start - read:8.1f} {time.process_time():8.1f} {peak:8.0f} "
          f"{Path(out).stat().st_size / 1e6:8.1f} {len(book.findings):8}")


def main() -> None:
    """Prints the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else SEEDS
    print(f"one document, longest seed: {time_single():.2f} ms of processor time")
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "in").mkdir()
        characters = make_articles(folder, Path(work) / "in", number)
        print(f"{number} articles, {characters:,} characters")
        print("  read s  write s    cpu s  peak MB  book MB findings")
        out = sys.argv[3] if len(sys.argv) > 3 else str(Path(work) / "out.epub")
        subprocess.run([sys.executable, __file__, "collect", str(Path(work) / "in"), out], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collect(*sys.argv[2:4])
    else:
        main()
