"""Pages of the source in an EPUB: found from page numbers, marked in the text, listed for readers who cite them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from epub_files import paged
from lxml import etree

import convert
from convert.formats.epub import EpubWriter
from convert.formats.source_pages import find_breaks
from convert.style.sheet import load_style
from convert.tree.nodes import Document


def places(tree: Document) -> list[tuple[str, int, str]]:
    return [(found.leaf, found.offset, found.label) for found in find_breaks(tree)]


def test_numbers_at_the_head_begin_their_pages() -> None:
    assert places(paged("[7]", "甲甲", "乙[8]乙", "[9]", "丙")) == [("b1", 0, "7"), ("b2", 1, "8"), ("b3", 0, "9")]


def test_numbers_at_the_foot_end_their_pages() -> None:
    assert places(paged("甲甲", "[1]", "乙[2]乙", "[3]")) == [("b1", 0, "1"), ("b2", 0, "2"), ("b2", 1, "3")]


@pytest.mark.parametrize("paragraphs", [("甲", "[5]"), ("甲", "[5]", "乙", "[5]"), ("甲", "[9]", "乙", "[2]"), ()])
def test_numbers_that_do_not_rise_mark_no_page(paragraphs: tuple[str, ...]) -> None:
    assert places(paged(*paragraphs)) == []


def render(tree: Document) -> dict[str, bytes]:
    out = io.BytesIO()
    EpubWriter().write(tree, load_style("plain"), out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_breaks_stand_in_the_text_and_in_the_list() -> None:
    tree = paged("[7]", "甲甲", "乙[8]乙[9]", "丙")
    files = render(tree)
    page = files["EPUB/text/article.xhtml"].decode()
    marks = re.findall(r'(.)<span id="page-(\d+)" role="doc-pagebreak"[^>]*/>(.)', page)
    assert marks == [(">", "7", "甲"), ("乙", "8", "乙"), (">", "9", "丙")]
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    (pages,) = (each for each in nav.iter("{*}nav") if each.get("role") == "doc-pagelist")
    assert [(link.text, link.get("href")) for link in pages.iter("{*}a")] == [
        (number, f"text/article.xhtml#page-{number}") for number in "789"]
    assert b"pageNavigation" in files["EPUB/content.opf"]
    assert b"pageNavigation" not in render(paged("甲"))["EPUB/content.opf"]


def test_breaks_keep_their_places_in_the_other_script() -> None:
    tree = paged("[7]", "发展[8]计划")
    assert places(convert.to_script(tree, "zh-Hant")) == places(tree)
