"""A book as a folder: a page for each document, one with the contents and a search, and what they share.

Everything works from a disk too, without a server: the texts that are searched are a script, which pages may load.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from convert.collection import Collection, Member, join_names
from convert.formats.epub.imprint import imprint_of_collection
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import XHTML, Element, add, make
from convert.formats.html.writing.page import ADDED, add_imprint, add_titlepage, make_sheet, open_page, print_page
from convert.formats.writer import GENERATOR, Notice
from convert.style.sheet import Style
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document

INDEX, SHEET, SEARCH, TEXTS = "index.html", "style.css", "search.js", "texts.js"
"""The files of every site beside the pages of its documents."""

_PAGE = re.compile(r"[\w-]+\.html")
_BLOCKS = frozenset(f"{{{XHTML}}}{tag}" for tag in (
    "article", "section", "header", "aside", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt",
    "dd", "figcaption", "blockquote", "caption"))
_TEXTS = f".//text()[not(ancestor::*[local-name() = 'rt' or contains(concat(' ', @class, ' '), ' {ADDED} ')])]"


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site of ours and nothing else: one that a new site may take the place of."""
    names = {path.name for path in folder.iterdir()}
    return {INDEX, SHEET, SEARCH, TEXTS} <= names and all(
        name in (SHEET, SEARCH, TEXTS) or _PAGE.fullmatch(name) for name in names)


Render = Callable[[Document, list[Notice], str], Element]
"""Gives the page of a document, by its tree, where notices go, and the way to its style sheet."""


class SiteWriter:
    """Writes the files of a site; `render` makes the pages of documents."""

    def __init__(self, render: Render, work: Collection, style: Style, vertical: bool) -> None:
        self.render, self.work, self.style, self.vertical = render, work, style, vertical
        self.said = words(work.language)
        self.notices: list[Notice] = []

    def write(self, folder: Path) -> list[Notice]:
        """Fills an empty folder, one document in memory at a time; gives what could not be rendered."""
        (folder / SHEET).write_text(make_sheet(self.style, self.vertical), encoding="utf-8")
        (folder / SEARCH).write_bytes(Path(__file__).with_name(SEARCH).read_bytes())
        members = [*self.work.members()]
        facts: dict[str, Identity] = {}
        with (folder / TEXTS).open("wb") as texts:
            texts.write(b"var TEXTS = [\n")
            for number, member in enumerate(members):
                tree = member.load()
                facts[member.id] = identify(tree)
                around = [members[place] if 0 <= place < len(members) else None for place in (number - 1, number + 1)]
                page = self._make_page(tree, *around)
                _add_texts(texts, _name(member), facts[member.id].title, page)
                (folder / _name(member)).write_bytes(print_page(page))
            texts.write(b"];\n")
        (folder / INDEX).write_bytes(print_page(self._make_index(facts)))
        return self.notices

    def _make_page(self, tree: Document, before: Member | None, after: Member | None) -> Element:
        html = self.render(tree, self.notices, SHEET)
        trail = make("nav", class_=f"trail {ADDED}", aria_label=self.work.title)
        add(trail, "a", self.work.title, href=INDEX, rel="contents")
        for member, said, rel in ((before, "previous", "prev"), (after, "next", "next")):
            if member is not None:
                add(trail, "a", self.said[said], href=_name(member), rel=rel)
        html[-1].insert(0, trail)
        return html

    def _make_index(self, facts: dict[str, Identity]) -> Element:
        work = self.work
        told = (("author", join_names(work.creators)), ("publisher", work.publisher), ("date", work.date))
        html, main = open_page(work.title, work.language, self.style, told, vertical=self.vertical, sheet=SHEET)
        add_titlepage(main, work.title, imprint_of_collection(work))
        self._add_search(main)
        nav = add(main, "nav", class_="contents", aria_label=self.said["contents"])
        for part in work.parts:
            if part.title:
                add(nav, "h2", part.title, class_="part-title")
            listed = add(nav, "ol")
            for member in part.members:
                item, about = add(listed, "li"), facts[member.id]
                link = add(item, "a", about.title, href=_name(member))
                if about.language != work.language:
                    link.set("lang", about.language)
                if byline := "　".join(filter(None, (join_names(about.creator_names), about.date))):
                    add(item, "small", f"　{byline}")
        add_imprint(main, work.language, (("identifier", work.identifier), ("made", GENERATOR)))
        add(html[0], "script", src=SEARCH, defer="defer")
        return html

    def _add_search(self, main: Element) -> None:
        said = self.said
        form = add(main, "form", role="search", hidden="hidden", class_=ADDED, data_found=said["found"],
                   data_nothing=said["nothing"])
        add(form, "input", id="words", name="words", type="search", autocomplete="off", aria_keyshortcuts="/",
            aria_label=said["search"])
        add(form, "button", said["search"], type="submit")
        add(main, "p", id="told", role="status", class_=ADDED)
        add(main, "ol", id="found", class_=ADDED)


def _name(member: Member) -> str:
    return f"{member.id}.html"


def _add_texts(out: BinaryIO, href: str, title: str, page: Element) -> None:
    """Adds what can be found on a page: the text of each block, with the place that leads to it."""
    row = json.dumps([href, title, [*_list_blocks(page)]], ensure_ascii=False, separators=(",", ":"))
    out.write(f"{row},\n".encode())


def _list_blocks(page: Element) -> Iterator[tuple[str, str]]:
    blocks: dict[Element, list[str]] = {}
    for main in page.iter(f"{{{XHTML}}}main"):
        for text in main.xpath(_TEXTS):
            block = text.getparent().getparent() if text.is_tail else text.getparent()
            while block.tag not in _BLOCKS and block is not main:
                block = block.getparent()
            blocks.setdefault(block, []).append(text)
    for block, texts in blocks.items():
        if text := " ".join("".join(texts).split()):
            yield next((name for each in (block, *block.iterancestors()) if (name := each.get("id"))), ""), text
