"""DOCX files for tests: works to write, and what is in the files."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from trees import HERE, NAMES, seed_tree

from convert.collection import Collection, Member, Part
from convert.style.sheet import load_style
from convert.tree.build import load
from convert.tree.nodes import Document, Heading
from convert.writers.docx import DocxWriter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def full_tree() -> Document:
    """A tree with every element of the vocabulary."""
    return load((HERE / "full_tree.xml").read_bytes().replace(b"\n", b""))


def run_in(tree: Document) -> Document:
    """The same tree with its sentence-like headings run into their paragraphs, as its source prints them."""
    for heading in tree.walk(Heading):
        if heading.text_content.endswith("。"):
            heading.place = "run-in"
    return tree


def seeds_collection() -> Collection:
    members = [Member(f"m{name[:3]}", lambda name=name: seed_tree(name)) for name in NAMES]
    parts = (Part("上编", tuple(members[:2])), Part("下编", tuple(members[2:])))
    return Collection("经济工作文集", parts, creators=("某某",), publisher="某社")


def render(work: Document | Collection, style: str = "plain", **options: object) -> bytes:
    out = io.BytesIO()
    DocxWriter(**options).write(work, load_style(style), out)
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))
