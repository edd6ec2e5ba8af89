"""Time and memory of TEI: the longest seed (some twenty pages), and collections.

    python tests/bench/tei.py [MEMBERS]

Milliseconds are processor time, the least of several runs. The floor is what lxml needs for the same blocks without
header, marks or account: an element with its text and xml:id for each, then the bytes.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

import convert
from convert.collection import Collection, Member, Part
from convert.formats.tei import TeiWriter
from convert.formats.tei.read import read_tei
from convert.formats.tei.vocabulary import TEI, XML_ID, tag
from convert.style.sheet import load_style
from convert.tree.nodes import Document

SEED = max((Path(__file__).parents[2] / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
STYLE = load_style("plain")


def least(run: Callable[[], object], repeats: int = 200) -> float:
    """Milliseconds of processor time of the fastest run."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def encode(tree: Document, **options: object) -> bytes:
    out = io.BytesIO()
    TeiWriter(**options).write(tree, STYLE, out)
    return out.getvalue()


def build_floor(leaves: list[tuple[str, str]]) -> bytes:
    root = etree.Element(tag("body"), nsmap={None: TEI})
    for name, text in leaves:
        leaf = etree.SubElement(root, tag("p"))
        leaf.text = text
        leaf.set(XML_ID, name)
    return etree.tostring(root, encoding="utf-8")


def time_document() -> None:
    tree = convert.read(SEED)
    data = encode(tree)
    leaves = [(str(leaf.get("id")), "".join(leaf.itertext())) for leaf in tree.article.iter() if leaf.get("at")]
    rows = {
        "lxml floor": lambda: build_floor(leaves),
        "write, full": lambda: encode(tree),
        "write, reading": lambda: encode(tree, flavour="reading"),
        "write, full with lines": lambda: encode(tree, lines=True),
        "read back": lambda: read_tei(data, "a.tei.xml"),
    }
    print(f"{SEED.name}: {len(leaves)} blocks, {len(''.join(text for _, text in leaves))} characters, "
          f"{len(data)} bytes of TEI for {SEED.stat().st_size} of source")
    for name, run in rows.items():
        taken = least(run)
        print(f"{name:24} {taken:7.2f} ms {1000 / taken:8.0f} a second")


def write_corpus(members: int) -> None:
    """The measured process: one corpus, its time and its peak of memory."""
    shelf = tuple(Member(f"m{number:05}", lambda: convert.read(SEED)) for number in range(members))
    book = Collection("文集", (Part("", shelf),))
    start = time.process_time()
    with Path(os.devnull).open("wb") as out:
        TeiWriter().write(book, STYLE, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"corpus of {members:6} members {time.process_time() - start:7.1f} s, read and written; peak {peak:6.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--corpus"]:
        write_corpus(int(sys.argv[2]))
    else:
        time_document()
        most = int(sys.argv[1]) if sys.argv[1:] else 400
        for size in (most // 20, most):
            subprocess.run([sys.executable, __file__, "--corpus", str(size)], check=True)
