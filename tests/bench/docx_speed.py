"""Time and size of DOCX: the longest seed (20 pages) in each style, beside python-docx doing the same.

    python tests/bench/docx_speed.py

Processor time of one core, the least of many runs; deflating a fixed text is measured too, to compare machines.
"""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import docx

import convert
from convert.formats.docx import DocxWriter
from convert.style.sheet import list_styles, load_style
from convert.tree.nodes import Document, Heading

SEEDS = Path(__file__).parents[2] / "seeds"


def least(work: Callable[[], object], repeats: int) -> float:
    """Milliseconds of processor time, the least of several runs."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def write_plainly(tree: Document) -> bytes:
    """The same words through python-docx as its documentation has it."""
    out, document = io.BytesIO(), docx.Document()
    for leaf in tree.article.iter("heading", "p", "title", "salutation"):
        if isinstance(leaf, Heading):
            document.add_heading(leaf.text_content, min(leaf.depth, 9))
        else:
            document.add_paragraph(leaf.text_content)
    document.save(out)
    return out.getvalue()


def main() -> None:
    """Prints the table."""
    tree = convert.read(max(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size))
    writer, text = DocxWriter(), tree.article.text_content.encode()
    print("| writer | ms | documents a second | bytes |\n|---|---|---|---|")
    for name in list_styles():
        style, out = load_style(name), io.BytesIO()
        writer.write(tree, style, out)
        taken = least(lambda style=style: writer.write(tree, style, io.BytesIO()), 60)
        print(f"| Huozi, {name} | {taken:.2f} | {1000 / taken:.0f} | {len(out.getvalue())} |")
    taken = least(lambda: write_plainly(tree), 5)
    print(f"| python-docx | {taken:.1f} | {1000 / taken:.0f} | {len(write_plainly(tree))} |")
    print(f"deflating {len(text)} bytes at level 6: {least(lambda: zlib.compress(text, 6), 20):.2f} ms")


if __name__ == "__main__":
    main()
