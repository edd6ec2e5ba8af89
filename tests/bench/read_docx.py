"""Speed of the reader of DOCX: `python tests/bench/read_docx.py [FOLDER …]`.

The longest seed (20 pages) as each style writes it, the files of the folders that are given, and how time grows: a
document of the same blocks eight times as long should take eight times as long. Processor time of one core, the least
of many turns, reading without labelling.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docx_parts import field, p, package, r

import convert
from convert.formats.docx import DocxWriter
from convert.formats.docx.read import read_docx
from convert.style.sheet import list_styles, load_style

SEEDS = Path(__file__).parents[2] / "seeds"

SHAPES = {
    "paragraphs": lambda n: p("为了修桥，制定本办法。") * n,
    "runs of one paragraph": lambda n: f"<w:p>{r('修', '<w:b/>') * n}</w:p>",
    "line breaks": lambda n: f"<w:p>{'<w:r><w:t>修</w:t><w:br/></w:r>' * n}</w:p>",
    "fields": lambda n: f"<w:p>{field('REF a', r('一')) * n}</w:p>",
    "tracked changes": lambda n: "<w:p>" + f"<w:ins>{r('一')}</w:ins><w:del>{r('二')}</w:del>" * n + "</w:p>",
    "changes of one author": lambda n: "<w:p>" + f"<w:ins w:author='某'>{r('一')}</w:ins>" * n + "</w:p>",
    "rows": lambda n: "<w:tbl>" + f"<w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>" * n + "</w:tbl>",
    "cells of one row": lambda n: "<w:tbl><w:tr>" + f"<w:tc>{p('甲')}</w:tc>" * n + "</w:tr></w:tbl>",
    "text boxes": lambda n: f"<w:p><w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r></w:p>" * n,
    "fields within fields": lambda n: "<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * n
                                      + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" * n + "</w:p>",
    "joined paragraphs": lambda n: p("甲", "<w:rPr><w:del/></w:rPr>") * n,
    "formulas": lambda n: "<w:p>" + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" * n + "</w:p>",
    "comments": lambda n: "<w:p>" + "".join(f"<w:commentRangeStart w:id='{at}'/>" for at in range(n)) + "</w:p>",
    "sections": lambda n: p("甲", "<w:sectPr/>") * n,
}
"""Bodies that repeat one thing."""


def least(work: Callable[[], object], turns: int) -> float:
    """Milliseconds of processor time, the least of several turns."""
    taken = []
    for _ in range(turns):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def print_files(folder: Path) -> None:
    """Each DOCX of a folder."""
    for path in sorted(folder.glob("*.docx")):
        data = path.read_bytes()
        text = read_docx(data, path.name)
        taken = least(partial(read_docx, data, path.name), 5)
        print(f"{path.name:40} {len(text.source.text):8} characters {len(text.lines):6} lines {taken:8.2f} ms")


def main() -> None:
    """Prints everything."""
    tree = convert.read(max(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size))
    for name in list_styles():
        out = io.BytesIO()
        DocxWriter().write(tree, load_style(name), out)
        print(f"longest seed, {name:12} {least(partial(read_docx, out.getvalue(), 'seed.docx'), 40):8.2f} ms")
    for folder in sys.argv[1:]:
        print_files(Path(folder))
    for name, make in SHAPES.items():
        short, long = (least(partial(read_docx, package(make(n)), "shape.docx"), 3) for n in (2000, 16000))
        print(f"{name:24} {short:8.1f} → {long:8.1f} ms, × {long / short / 8:.2f}")


if __name__ == "__main__":
    main()
