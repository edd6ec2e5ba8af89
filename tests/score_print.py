"""Prints where what a format prints is not the text of the tree, in order: gold documents in TEI, DOCX, EPUB and PDF.

    python tests/score_print.py [--style plain] [--formats docx,epub] [--all] [--show N]

The text of a file is taken from it by a few lines of this script, not by the reader: that of a PDF from its structure
(pdfinfo, of poppler). Left out is what an edition adds: contents, numbers that a program counts, words for a missing
picture. A fault is a block whose text does not come where it should, or text that no block has. `--all` takes every
outlined document instead of the gold ones.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, cast

sys.path.insert(0, str(Path(__file__).parent))

from docx_files import read_stories
from lxml import etree
from outlined import Outlined, load_all

from convert.errors import AuditError
from convert.formats.asides import holds_but
from convert.formats.dateline import find_dateline, list_rest
from convert.formats.registry import find_writer
from convert.sources import read
from convert.style.sheet import load_style
from convert.tree.identity import state_title
from convert.tree.nodes import INLINE, Article, Document, Field, Node

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEI = "{http://www.tei-c.org/ns/1.0}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
_ADDED = frozenset({"added", "mark", "missing"})
_EDITION = frozenset({"cover", "titlepage", "contents", "apparatus"})
_HEADLINE = frozenset({"kicker", "title", "subtitle", "byline", "date"})
_QUOTES = str.maketrans("「」『』﹁﹂﹃﹄’", "“”‘’‘’“”'")


LEFT_OUT = {("docx", "gongwen"): "a 公文 is typed as GB/T 9704 has it: other facts stay in the properties of the file"}
"""Formats and styles that do not print the facts which stand under no headline, and why."""

AT_FOOT = frozenset({("pdf", "book"), *(("docx", style) for style in ("plain", "book", "newspaper", "gongwen"))})
"""Formats and styles with notes at the feet of pages, where no heading stands over nothing."""


class Block(NamedTuple):
    """A block of the tree and its text."""

    kind: str
    text: str


def bare(text: str) -> str:
    """A text as it is compared: without white space and signs that have no width; forms of marks count as one."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return "".join(sign for sign in text if not sign.isspace() and sign.isprintable() and not _selects(sign))


def _selects(sign: str) -> bool:
    """Whether a sign only chooses a form of the one before it."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


# the tree

def list_blocks(tree: Document, form: str, style: str = "plain") -> list[Block]:
    """The blocks that a format prints in a style, in order."""
    blocks = [*_walk(tree.article, form, style)]
    if form in ("docx", "pdf"):  # in EPUB it is marked as added
        blocks.insert(0, Block("title", state_title(tree)))
    if form != "tei" and (form, style) not in LEFT_OUT:
        blocks += [_print_fact(field) for _, field in list_rest(tree)]
    return blocks


def _walk(article: Article, form: str, style: str) -> Iterator[Block]:
    facts = [_print_fact(field) for field in find_dateline(article)] if form != "tei" else []
    for node in article:
        if isinstance(node, Article):
            yield from _walk(node, form, style)
        elif node.tag == "front":
            yield from _walk_front(node, facts, form, style)
        elif node.tag != "meta":
            yield from _leaves(node, form, style)


def _walk_front(front: Node, facts: list[Block], form: str, style: str) -> Iterator[Block]:
    """The lines of a front; facts follow the title and the lines that go with it."""
    blocks = [node for node in front if isinstance(node, Node)]
    home = next((place for place, block in enumerate(blocks) if block.tag == "title"), -1)
    while 0 <= home < len(blocks) - 1 and blocks[home + 1].tag in _HEADLINE:
        home += 1
    for place, block in enumerate(blocks):
        yield from _leaves(block, form, style)
        yield from facts if place == home else ()


def _leaves(node: Node, form: str, style: str) -> Iterator[Block]:
    for leaf in node.iter():
        if leaf.tag == "heading" and (form, style) in AT_FOOT and _heads_notes(leaf):
            continue
        if leaf.tag not in INLINE and all(child.tag in INLINE for child in leaf):
            yield Block(str(leaf.tag), _print(leaf, form))


def _heads_notes(heading: Node) -> bool:
    """Whether all that stands under a heading are notes that the text calls."""
    called = {ref.get("target") for ref in heading.getroottree().iter("ref")}
    section = heading.getparent()
    return section is not None and holds_but(cast(Node, section), lambda note: note.get("id") in called)


def _print_fact(field: Field) -> Block:
    return Block("field", f"{field.label}：" * bool(field.label) + field.text_content)


def _print(node: Node, form: str) -> str:
    """The text of a leaf in a format, with the numbers that the source counts where the format takes them as text."""
    counted = node.get("n") or "" if node.tag == "ref" and not node.text and form in ("docx", "pdf") else ""
    inside = "".join(_print(child, form) + (child.tail or "") for child in node)
    return f"{node.text or ''}{counted}{inside}"


# the files

def print_tei(data: bytes) -> str:
    """The text of a TEI document, without what describes pictures."""
    text = etree.fromstring(data).find(f"{TEI}text")
    return "".join(text.xpath(".//text()[not(ancestor::t:figDesc)]", namespaces={"t": TEI[1:-1]}))


def print_epub(data: bytes) -> str:
    """The pages of a book in their order, without those that the edition adds."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        order = [files[each.get("idref")] for each in package.iter(f"{OPF}itemref")]
        pages = [etree.fromstring(book.read(f"EPUB/{name}")) for name in order]
    bodies = (page.find(f"{XHTML}body") for page in pages)
    return "".join(_print_xhtml(body) for body in bodies if body.get("class") not in _EDITION)


def _print_xhtml(element: etree._Element) -> str:
    if not isinstance(element.tag, str) or not _ADDED.isdisjoint((element.get("class") or "").split()):
        return ""
    if element.tag.endswith("}math"):
        return element.get("alttext") or ""
    if element.tag == f"{XHTML}dt" and "unlabelled" in (element.getparent().get("class") or "").split():
        return ""
    inside = "".join(_print_xhtml(child) + (child.tail or "") for child in element)
    colon = "：" if element.tag == f"{XHTML}dt" else ""
    return f"{element.text or ''}{inside}{colon}"


def print_docx(data: bytes) -> str:
    """The body of a Word document, each footnote behind the paragraphs where its note stood."""
    body, *footnotes = read_stories(data)
    notes = {note.get(f"{W}id"): _print_runs(note) for root in footnotes for note in root}
    parts = []
    for element in body.iter(f"{W}p", f"{W}bookmarkStart"):
        if element.tag == f"{W}p":
            style = element.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            parts.append("" if style.startswith("TOC") else _print_runs(element))
        elif (element.get(f"{W}name") or "").startswith("huozi_note_"):
            parts.append(notes.pop(element.get(f"{W}name").split("_")[2]))
    return "".join(parts) + "".join(notes.values())


def _print_runs(element: etree._Element) -> str:
    """Characters of runs, readings of ruby behind what they are of; headings over footnotes are not printed."""
    found = []
    for text in element.iter(f"{W}t") if element.find(f"{W}pPr/{W}rPr/{W}vanish") is None or _runs_on(element) else ():
        above = text.getparent().getparent()
        found.append((above, text.text or ""))
    for place, (above, text) in enumerate(found):
        if above.tag == f"{W}rt" and place + 1 < len(found):
            found[place], found[place + 1] = found[place + 1], (above.getparent(), text)
    return "".join(text for _, text in found)


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether a hidden paragraph mark is Word's style separator."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}specVanish") is not None


def print_pdf(data: bytes) -> str:
    """The structure of a PDF in its order, without its contents and the marks that are added to notes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(data)
        out = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    text, inside = [], -1
    for line in out.splitlines():
        depth = len(line) - len(line.lstrip())
        adds = line.strip() == "TOC" or line.startswith('Lbl "added"', depth)
        inside = depth if adds else inside if depth > inside else -1
        if inside < 0 and (words := re.fullmatch(r' *"(.*)"', line)):
            text.append(words[1])
    return "".join(text)


PRINTERS: dict[str, Callable[[bytes], str]] = {"tei": print_tei, "docx": print_docx, "epub": print_epub,
                                               "pdf": print_pdf}
"""Format → what takes the printed text from a file."""


def find_faults(tree: Document, form: str, style: str = "plain") -> list[str]:
    """What is not printed where it should be, or what is printed and stands in no block."""
    out = io.BytesIO()
    find_writer(form).write(tree, load_style(style), out)
    return list(compare(list_blocks(tree, form, style), bare(PRINTERS[form](out.getvalue()))))


def compare(blocks: list[Block], text: str) -> Iterator[str]:
    """The faults of a printed text, block by block."""
    at = 0
    for block in (block._replace(text=bare(block.text)) for block in blocks):
        if text.startswith(block.text, at):
            at += len(block.text)
            continue
        found = text.find(block.text, at)
        if 0 <= found < at + 400:
            yield f"more before {block.kind} {block.text[:20]}: {text[at:found][:60]}"
            at = found + len(block.text)
        else:
            yield f"missing or moved: {block.kind} {block.text[:40]} (at {text[at:at + 20]})"
    if text[at:]:
        yield f"more at the end: {text[at:][:60]}"


def make_tree(document: Outlined) -> Document | None:
    """The tree that is read from a document; None where an outline is of something that no reader of ours takes."""
    try:
        return read(document.data, document.file)
    except AuditError:
        return None


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--style", default="plain")
    parser.add_argument("--formats", default=",".join(PRINTERS))
    parser.add_argument("--all", action="store_true", help="every outlined document")
    parser.add_argument("--show", type=int, default=3, help="faults of a file to show")
    given = parser.parse_args(arguments)
    documents = [one for one in load_all() if given.all or one.kind == "gold" or one.kind.startswith("batch")]
    counts: Counter[str] = Counter()
    written = 0
    for document in documents:
        tree = make_tree(document)
        if tree is None:
            continue
        written += 1
        for form in given.formats.split(","):
            faults = find_faults(tree, form, given.style)
            counts[form] += len(faults)
            for fault in faults[: given.show]:
                print(f"{form:6}{document.name:32}{fault}")
    print(f"{written} documents, style {given.style}: " + ", ".join(
        f"{form} {counts[form]}" for form in given.formats.split(",")))
    for (form, style), why in LEFT_OUT.items():
        if style == given.style and form in given.formats.split(","):
            print(f"left out on purpose in {form}: {why}")


if __name__ == "__main__":
    main(sys.argv[1:])
