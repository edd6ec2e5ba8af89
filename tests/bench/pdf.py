"""Speed, memory and size of PDF, ours and Typst's in turn on the same pages.

    python tests/bench/pdf.py [--no-typst]        needs the `bench` extra (typst)

The text is the second seed's, as an official document (28 × 22 characters, about 24 pages) and ten times over. Every
warm run changes a character in each paragraph, so that nothing can be remembered from the run before. Cold runs and
memory are measured in processes of their own. CPU seconds count, not the wall clock's: other jobs do not disturb them.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

SEED = "002_1d14376f1af869e4"
RUNS = 7
PAGES = 2000

Rows = list[dict[str, str]]


def rows(times: int = 1, turn: int = 0) -> Rows:
    """The seed's blocks, some times over, with one character of each long block changed by the number of the turn."""
    from trees import GOLD, read_rows

    blocks = [dict(row) for _ in range(times) for row in read_rows(GOLD / f"{SEED}.tsv")]
    for number, row in enumerate(blocks):
        if len(row["text"]) > 20:
            other = chr(0x4E00 + (turn * 37 + number) % 2000)
            row["text"] = row["text"][:5] + other + row["text"][6:]
    return blocks


def write_ours(blocks: Rows, style: str = "gongwen") -> tuple[float, bytes]:
    """CPU seconds and bytes of our file; the tree is made before."""
    from trees import tree_from_rows

    from convert.formats.pdf import PdfWriter
    from convert.style.sheet import load_style

    tree, sheet, out = tree_from_rows(blocks, f"{SEED}.txt", "zh-Hant"), load_style(style), io.BytesIO()
    start = time.process_time()
    PdfWriter().write(tree, sheet, out)
    return time.process_time() - start, out.getvalue()


HEAD = """#set document(title: "題名", author: "huozi")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context align(right)[— #counter(page).display() —])
#set text(font: ("Huozi Song TC", "Huozi Song"), size: 15.8pt, lang: "zh", region: "TW", top-edge: 0.8em,
  bottom-edge: -0.2em)
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 13.2pt, spacing: 13.2pt)
#show heading: set text(font: ("Huozi Hei TC", "Huozi Hei"), weight: 400, size: 15.8pt)
"""


def print_typst(blocks: Rows) -> bytes:
    """The same text as Typst source."""
    lines = [HEAD]
    for row in blocks:
        text = re.sub(r'([\\#$*_`<>@\[\]~=/"\'.+-])', r"\\\1", row["text"])
        depth = {"title": 1, "heading": int(row["level"] or 0) + 1}.get(row["kind"], 0)
        lines.append("=" * depth + " " * bool(depth) + text + "\n")
    return "\n".join(lines).encode()


def write_typst(blocks: Rows) -> tuple[float, bytes]:
    """CPU seconds and bytes of Typst's file."""
    import typst

    source = print_typst(blocks)
    start = time.process_time()
    data = typst.compile(source, font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True,
                         pdf_standards=["ua-1", "a-2a"])
    return time.process_time() - start, data


WRITERS = {"ours": write_ours, "typst": write_typst}


def pages(data: bytes) -> int:
    """How many pages a file has."""
    import pymupdf

    return len(pymupdf.open(stream=data))


def time_warm(names: list[str], times: int) -> dict[str, tuple[float, int, int]]:
    """Best milliseconds a page, pages and bytes of each writer, taken in turn."""
    best: dict[str, tuple[float, bytes]] = {}
    for turn in range(RUNS):
        for name in names:
            seconds, data = WRITERS[name](rows(times, turn))
            if turn and (name not in best or seconds < best[name][0]):
                best[name] = seconds, data
    return {name: (1000 * seconds / pages(data), pages(data), len(data)) for name, (seconds, data) in best.items()}


COLD = {
    "ours": "import io; from convert.style.sheet import load_style; from convert.formats.pdf import PdfWriter;"
            "from convert.tree.build import load; tree = load(open(sys.argv[1], 'rb').read());"
            "PdfWriter().write(tree, load_style('gongwen'), io.BytesIO())",
    "typst": "import typst; typst.compile(open(sys.argv[1], 'rb').read(), font_paths=[sys.argv[2]],"
             "ignore_system_fonts=True, pdf_standards=['ua-1', 'a-2a'])",
    "empty": "",
}


PEAK = "peak = next(int(l.split()[1]) / 1024 for l in open('/proc/self/status') if l.startswith('VmHWM'))"
"""The high-water mark of this process alone; what getrusage gives is inherited from the process that started it."""


def time_cold(name: str, source: Path) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a fresh process that writes one document; the best of five."""
    code = f"import sys, time\n{COLD[name]}\n{PEAK}\nprint(time.process_time(), peak)"
    command = [sys.executable, "-c", code, str(source), str(ROOT / "fonts")]
    done = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    return min(float(cpu) for cpu, _ in done), min(float(peak) for _, peak in done)


LONG = """
import sys, time; sys.path.insert(0, {tests!r}); sys.path.insert(0, {here!r})
import io, pdf
from trees import tree_from_rows
from convert.collection import Collection, Member, Part
from convert.style.sheet import load_style
from convert.formats.pdf import PdfWriter
def member(number):
    return Member(f"m{{number}}", lambda: tree_from_rows(pdf.rows(1, number), f"{{number}}.txt", "zh-Hant"))
book = Collection("文集", (Part("", tuple(member(number) for number in range({count}))),), language="zh-Hant")
start = time.process_time()
with open(sys.argv[1], "wb") as out:
    PdfWriter().write(book, load_style("gongwen"), out)
{peak}
print(time.process_time() - start, peak)
"""


def time_long(path: Path) -> tuple[float, float, int]:
    """CPU seconds, peak megabytes and pages of a collection of about two thousand pages; trees are loaded meanwhile."""
    code = LONG.format(tests=str(ROOT / "tests"), here=str(Path(__file__).parent), count=PAGES // 25, peak=PEAK)
    seconds, peak = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True,
                                   check=True).stdout.split()
    return float(seconds), float(peak), pages(path.read_bytes())


def main() -> None:
    """Prints the table."""
    import tempfile

    from trees import tree_from_rows

    from convert.tree.canon import canonical

    names = ["ours"] if "--no-typst" in sys.argv else ["ours", "typst"]
    with tempfile.TemporaryDirectory() as folder:
        sources = {"ours": Path(folder) / "tree.xml", "typst": Path(folder) / "text.typ", "empty": Path(os.devnull)}
        sources["ours"].write_bytes(canonical(tree_from_rows(rows(), f"{SEED}.txt", "zh-Hant")))
        sources["typst"].write_bytes(print_typst(rows()))
        for times in (1, 10):
            warm = time_warm(names, times)
            for name, (cost, count, size) in warm.items():
                print(f"warm  {name:6} {count:4} pages {cost:6.2f} ms/page {size / 1000:8.0f} KB")
            if len(names) == 2:
                print(f"      ours/typst {warm['ours'][0] / warm['typst'][0]:.2f}")
        cold = {name: time_cold(name, sources[name]) for name in ["empty", *names]}
        for name, (seconds, peak) in cold.items():
            print(f"cold  {name:6} {seconds:6.3f} s CPU {peak:6.0f} MB peak")
        seconds, peak, count = time_long(Path(folder) / "long.pdf")
        print(f"long  ours   {count:4} pages {1000 * seconds / count:6.2f} ms/page {peak:6.0f} MB peak")


if __name__ == "__main__":
    main()
