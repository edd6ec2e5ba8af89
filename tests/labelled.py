"""Outlines kept as labels: which lines of a document are what, without its text.

A file of labels numbers the lines of a rendition of its document: of the text itself, or of what `render_html.py` and
`render_docx.py` beside the scorer make of a page or a word processor file. Each line is `SPANS KIND [LEVEL]
[key=LABEL]`: `12` a line, `12-15` lines joined, `12..15` a row for each, `12:0-9` columns of one, several parted by
commas, `-` nothing. The documents are not ours to give away, so the outlines stand only where the folder of documents
lies beside the checkout.
"""

from __future__ import annotations

import email
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

from convert.formats.text.decode import decode

LABELS = Path(__file__).parent / "labels"
SCORE = Path(__file__).parents[2] / "shared" / "score"
PAGES = (".html", ".htm", ".php", ".jsp")
CHUNK = "word/afchunk.mht"


def build_rows(labels: Path, document: Path) -> list[dict[str, str]]:
    """The outline of a document, row by row; empty where it has no rendition."""
    lines = ["", *render(document).split("\n")]
    return list(_build(labels, lines)) if len(lines) > 2 else []


def render(document: Path) -> str:
    """The lines that labels number; empty for a file that its renderer refuses."""
    data = document.read_bytes()
    if document.suffix in PAGES:
        return str(_load("render_html").render(data))
    if document.suffix == ".docx":
        return _render_package(document, data)
    return decode(data, document.name).text.replace("\r\n", "\n").replace("\r", "\n")


def _render_package(document: Path, data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        if CHUNK in package.namelist():
            parts = email.message_from_bytes(package.read(CHUNK)).walk()
            page = next(part for part in parts if part.get_content_type() == "text/html")
            return str(_load("render_html").render(page.get_payload(decode=True)))
    renderer = _load("render_docx")
    try:
        return "\n".join(filter(None, renderer.lines_of(renderer.docx.Document(str(document)).element.body)))
    except KeyError:  # python-docx refuses a package with a part missing
        return ""


def _load(name: str) -> ModuleType:
    if str(SCORE) not in sys.path:
        sys.path.append(str(SCORE))
    return import_module(name)


def _build(labels: Path, lines: list[str]) -> Iterator[dict[str, str]]:
    for raw in labels.read_text(encoding="utf-8").splitlines():
        fields = raw.split("#")[0].split()
        if not fields:
            continue
        each = re.fullmatch(r"(\d+)\.\.(\d+)", fields[0])
        pieces = [lines[number][start:end] for number, start, end in _read_spans(
            f"{each[1]}-{each[2]}" if each else fields[0], lines)]
        level = next((field for field in fields[2:] if not field.startswith("key=")), "")
        key = next((field[4:] for field in fields[2:] if field.startswith("key=")), "")
        texts = pieces if each or "noise" in fields[1].split("|") else ["".join(pieces)]
        for text in texts:
            if re.search(r"\w", text) or fields[1] == "article":
                yield {"kind": fields[1], "level": level, "key": key, "text": " ".join(text.split())}


def _read_spans(given: str, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    for part in given.split(","):
        columns = re.fullmatch(r"(\d+):(\d*)-(\d*)", part)
        whole = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if columns:
            number = int(columns[1])
            yield number, int(columns[2] or 0), int(columns[3]) if columns[3] else len(lines[number])
        elif whole:
            first, last = int(whole[1]), int(whole[2] or whole[1])
            yield from ((number, 0, len(lines[number])) for number in range(first, last + 1))
        elif part != "-":
            raise ValueError(f"{part!r} names no lines of a document.")
