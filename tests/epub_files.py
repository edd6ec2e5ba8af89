"""EPUB files for tests: works to write, and what is in the files."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

from lxml import etree
from trees import NAMES, seed_tree

from convert.collection import Collection, Member, Part
from convert.formats.epub import EpubWriter
from convert.style.sheet import load_style
from convert.tree.audit import audit
from convert.tree.grow import grow
from convert.tree.nodes import Document
from convert.tree.record import Excision, Settled, Source

NUMBER = re.compile(r"\[(\d+)\]")


def paged(*paragraphs: str) -> Document:
    """A document whose paragraphs hold page numbers, as `[12]`, that were cut as such."""
    text, blocks, cuts = "", [], []
    for paragraph in paragraphs:
        start, spans = len(text), []
        place = start
        for number in NUMBER.finditer(paragraph):
            spans.append((place, start + number.start()))
            cuts.append(Excision(((start + number.start(), start + number.end()),), "noise/page-number"))
            place = start + number.end()
        text += paragraph + "\n"
        spans.append((place, len(text) - 1))
        cuts.append(Excision(((len(text) - 1, len(text)),), "line/end"))
        spans = [span for span in spans if span[0] < span[1]]
        if spans:
            blocks.append(Settled("p", "".join(text[a:b] for a, b in spans), tuple(spans)))
    source = Source("paged.txt", text, hashlib.sha256(text.encode()).hexdigest(), len(text), "utf-8")
    return audit(grow(source, blocks, cuts), text)


NS = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf", "epub": "http://www.idpf.org/2007/ops",
      "dc": "http://purl.org/dc/elements/1.1/", "ncx": "http://www.daisy.org/z3986/2005/ncx/"}

XHTML = "{http://www.w3.org/1999/xhtml}"


def seeds_collection() -> Collection:
    members = [Member(f"m{name[:3]}", lambda name=name: seed_tree(name)) for name in NAMES]
    parts = (Part("上编", tuple(members[:2])), Part("下编", tuple(members[2:])))
    return Collection("经济工作文集", parts, creators=("某某",), publisher="某社")


def render(work: Document | Collection, style: str = "book", **options: bool | str) -> bytes:
    out = io.BytesIO()
    EpubWriter(**options).write(work, load_style(style), out)
    return out.getvalue()


def open_book(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(files: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(files[f"EPUB/{name}"])


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext())
