"""Speed of the reader of PDF: `python tests/bench/read_pdf.py [FILE …]`.

The longest seed as each style writes it and the files that are given, in milliseconds for twenty pages; and how time
grows: a page of the same rows, cells or columns eight times as often should take eight times as long. Processor time of
one core, the least of many turns, reading without labelling.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pdf_pages import Draw, all_of, make_pdf, ruled, text

import convert
from convert.formats.pdf import PdfWriter
from convert.formats.pdf.read import read_pdf
from convert.style.sheet import list_styles, load_style

SEEDS = Path(__file__).parents[2] / "seeds"

SHAPES: dict[str, Callable[[int], Draw]] = {
    "lines": lambda n: text(*["清水河自北而南流经本县"] * n, leading=0.4),
    "characters alone": lambda n: all_of(*(text("河", x=40 + at % 300, y=540 - at / 9) for at in range(n))),
    "cells": lambda n: ruled(40, 540, [3.5] * 90, [500 / n * 10] * max(1, n // 10)),
    "columns": lambda n: all_of(*(text("清水", "河自", "北而", x=40 + at * 30, size=2, leading=3) for at in range(n))),
}


def measure(data: bytes, turns: int = 4) -> float:
    """Seconds of processor time."""
    best = float("inf")
    for _ in range(turns):
        start = time.process_time()
        read_pdf(data, "sample.pdf")
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Prints the tables."""
    seed = max(SEEDS.iterdir(), key=lambda path: path.stat().st_size)
    tree = convert.read(seed)
    files = {path.name: path.read_bytes() for path in map(Path, sys.argv[1:])}
    for style in list_styles():
        out = io.BytesIO()
        PdfWriter().write(tree, load_style(style), out)
        files[f"{seed.stem} {style}"] = out.getvalue()
    for name, data in files.items():
        pages = max((line.marks.page for line in read_pdf(data, name).lines), default=1)
        seconds = measure(data)
        print(f"{name:40} {pages:4} pages {seconds * 1000:8.1f} ms {seconds * 20_000 / pages:8.1f} ms for 20 pages")
    for name, shape in SHAPES.items():
        small, large = (measure(make_pdf(all_of(shape(n), text("修桥"))), 2) for n in (200, 1600))
        print(f"{name:40} 8 times as many: {large / small:5.1f} times the time ({large * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
