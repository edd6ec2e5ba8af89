"""What other programs recover from the same documents, and how long they take, as tables for the README.

    python tests/bench/peers.py [--path FOLDER:…] [--only txt,html]

Programs are looked for on the path and in the folders named: pandoc, trafilatura and calibre's ebook-convert. Documents
are the seeds and, where they lie beside the checkout, those of `../shared` with an outline of blocks. Huozi learned
from outlines of these documents: its figures here are not those of unseen ones, which are in `tests/first_looks.tsv`.

All is in favour of the others: they are given UTF-8 whatever the source was in, pandoc its East Asian line breaks; a
single heading of the first level counts as the title, and the highest of the others as the first level; a row of a
table is one block or each paragraph in it is, whichever is more often right in a document.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))

from outlined import Outlined, load_all
from scoring import Line, lines_of, make_line, score, total

from convert.formats.text.decode import decode
from convert.sources import read

SUFFIXES = {"txt": (".txt",), "html": (".html", ".htm", ".php", ".shtml", ".jsp"), "docx": (".docx",),
            "md": (".md", ".markdown")}
"""Kind of document → how its files end."""

PANDOC = {"txt": "markdown+east_asian_line_breaks", "md": "markdown+east_asian_line_breaks", "html": "html",
          "docx": "docx"}
"""Kind of document → the format by which pandoc reads it; plain text has none of its own."""

SHOWN = ("blocks", "headings", "segments")
PATIENCE = 120
"""Seconds after which a program has failed at a document."""

Recover = Callable[[bytes, str, str], list[list[Line]]]
"""What a program makes of a document, as outlines it may be taken for: by its bytes, its kind and its name."""


def run(command: list[str | Path], given: bytes = b"") -> bytes:
    """What a program prints; nothing where it fails or takes too long."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def recover_by_huozi(data: bytes, kind: str, name: str) -> list[list[Line]]:
    return [lines_of(read(data, name))]


def recover_by_pandoc(data: bytes, kind: str, name: str) -> list[list[Line]]:
    return list_outlines(run(["pandoc", "-f", PANDOC[kind], "-t", "html", "--wrap=none"], as_utf8(data, kind)))


def recover_by_trafilatura(data: bytes, kind: str, name: str) -> list[list[Line]]:
    return list_outlines(run(["trafilatura", "--html", "--formatting"], as_utf8(data, kind)))


def recover_by_calibre(data: bytes, kind: str, name: str) -> list[list[Line]]:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / f"a.{kind}", Path(folder) / "a.epub"
        source.write_bytes(as_utf8(data, kind))
        run(["ebook-convert", source, made, "--enable-heuristics"])
        if not made.exists():
            return [[]]
        with zipfile.ZipFile(made) as book:
            pages = sorted(name for name in book.namelist() if name.endswith("html") and "titlepage" not in name)
            return list_outlines(b"".join(book.read(page) for page in pages))


def as_utf8(data: bytes, kind: str) -> bytes:
    return data if kind == "docx" else decode(data, "a.txt").text.encode()


def list_outlines(page: bytes) -> list[list[Line]]:
    """The blocks of a page of HTML as rows of an outline, those of tables in both ways."""
    if not page.strip():
        return [[]]
    root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    heads = [int(str(each.tag)[1]) for each in root.iter(*_HEADS)]
    single = heads.count(1) == 1
    above = min((level for level in heads if level > single), default=1) - 1
    return [list(_walk(root, single=single, above=above, rows=rows)) for rows in (True, False)]


_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAVES = ("p", "li", "dt", "dd", "pre", "figcaption", *_HEADS)


def _walk(root: etree._Element, *, single: bool, above: int, rows: bool) -> Iterator[Line]:
    """`single` says that the only heading of the first level is the title, `above` how many levels nothing is of.

    `rows` says that a row of a table is one block, whatever is in it.
    """
    for element in root.iter("tr", *_LEAVES):
        inside = {str(each.tag) for each in element.iterancestors()}
        whole = rows and element.tag == "tr"
        if (rows and "tr" in inside) or (not whole and next(element.iterdescendants(*_LEAVES), None) is not None):
            continue
        text = " ".join(element.text_content().split())
        if text and element.tag in _HEADS:
            level = int(str(element.tag)[1])
            title = single and level == 1
            yield make_line("title" if title else "heading", "" if title else str(level - above), "", text)
        elif text:
            kind = "row" if element.tag == "tr" else "li" if inside & {"li"} or element.tag == "li" else "p"
            yield make_line(kind, "", "", text)


PROGRAMS: tuple[tuple[str, str, Recover, tuple[str, ...]], ...] = (
    ("Huozi", "", recover_by_huozi, ("txt", "html", "docx", "md")),
    ("pandoc", "pandoc", recover_by_pandoc, ("txt", "html", "docx", "md")),
    ("trafilatura", "trafilatura", recover_by_trafilatura, ("html",)),
    ("calibre", "ebook-convert", recover_by_calibre, ("txt", "html", "docx")),
)
"""Name, program, how it recovers blocks, and the kinds of document that it reads."""


def find_documents(only: tuple[str, ...]) -> dict[str, list[Outlined]]:
    """Kind → the documents with an outline."""
    found: dict[str, list[Outlined]] = {}
    for document in load_all():
        if document.kind == "gold" or document.kind.startswith("batch"):
            kind = next((kind for kind, ends in SUFFIXES.items() if document.file.lower().endswith(ends)), "")
            if kind in only:
                found.setdefault(kind, []).append(document)
    return found


def tabulate_recovery(documents: dict[str, list[Outlined]]) -> Iterator[str]:
    """For each program and kind the F1 of blocks, headings and segments."""
    yield f"| blocks / headings / segments | {' | '.join(f'{len(held)} {kind}' for kind, held in documents.items())} |"
    yield f"|---|{'--:|' * len(documents)}"
    for name, program, recover, kinds in PROGRAMS:
        cells = []
        for kind, held in documents.items():
            if kind not in kinds or (program and not shutil.which(program)):
                cells.append("–" if kind not in kinds else "not installed")
                continue
            figures = total(max((score(each.lines(), made) for made in recover(each.data, kind, each.file)),
                                key=lambda figures: figures["blocks"].f1) for each in held)
            cells.append(" / ".join(f"{figures[measure].f1:.3f}".lstrip("0") for measure in SHOWN))
        yield f"| {name} | {' | '.join(cells)} |"


COMMANDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Huozi", sys.executable, ("-m", "convert", "convert", "{}", "-o")),
    ("pandoc", "pandoc", ("-f", PANDOC["txt"], "{}", "-o")),
    ("calibre", "ebook-convert", ("{}",)),
)
"""Name, program, and its arguments up to the output."""


def tabulate_time(turns: int = 3) -> Iterator[str]:
    """Processor seconds of a whole process, the median seed of the best of some turns."""
    seeds = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    suffixes = ("docx", "epub", "pdf")
    yield f"| processor s, cold | {' | '.join(suffixes)} |"
    yield "|---|--:|--:|--:|"
    for name, program, arguments in COMMANDS:
        if not shutil.which(program):
            yield f"| {name} | not installed |  |  |"
            continue
        cells = []
        for suffix in suffixes:
            times = sorted(min(_time(program, arguments, seed, suffix) for _ in range(turns)) for seed in seeds)
            cells.append(f"{times[len(times) // 2]:.2f}" if times[-1] < float("inf") else "–")
        yield f"| {name} | {' | '.join(cells)} |"


def _time(program: str, arguments: tuple[str, ...], seed: Path, suffix: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"a.{suffix}"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run([program, *(each.replace("{}", str(seed)) for each in arguments), made])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return used if made.exists() else float("inf")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--path", default="", help="folders with programs")
    parser.add_argument("--only", default=",".join(SUFFIXES), help="kinds of document, comma-separated")
    given = parser.parse_args(arguments)
    os.environ["PATH"] = os.pathsep.join(filter(None, [given.path, os.environ["PATH"]]))
    for line in [*tabulate_recovery(find_documents(tuple(given.only.split(",")))), "", *tabulate_time()]:
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
