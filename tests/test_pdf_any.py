"""Any tree of the vocabulary, however odd, becomes a sound file that holds its whole text in reading order."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import bare, changed, small_tree, structure_text

from convert.formats.pdf import PdfWriter
from convert.style.sheet import Style
from convert.tree.nodes import Node

CHARACTERS = "天地玄黄宇宙洪荒国發體，。、；：！？“”‘’（）《》——……·,.:;()%℃ 　abcXYZ0123456789é①"
TEXT = st.text(st.sampled_from(CHARACTERS), max_size=120)
LEAVES = ("p", "salutation", "subtitle", "byline", "date", "signature", "attachment", "copyto", "addressee", "note",
          "caption")
INLINES = ("lead", 'em rend="strong"', 'em rend="dots"', 'em rend="line"', 'name kind="place"', "label",
           'gap reason="lost"')


def element(tag: str, content: str, leaf: bool = True) -> str:
    name = tag.split()[0]
    return f"<{tag}{' at=' + chr(34) + '0:1' + chr(34) if leaf else ''}>{content}</{name}>"


def inline(texts: list[str], tags: list[str]) -> str:
    pieces = []
    for number, text in enumerate(texts):
        tag = tags[number % len(tags)] if tags and number % 2 else ""
        pieces.append(element(tag, escape(text), leaf=False) if tag else escape(text))
    return "".join(pieces)


WORDS = st.builds(inline, st.lists(TEXT, max_size=4), st.lists(st.sampled_from(INLINES), max_size=2))
LEAF = st.builds(element, st.sampled_from(LEAVES), WORDS)
CELL = st.builds(element, st.sampled_from(("cell", 'cell cols="2"', 'cell rows="2"')), WORDS)
ROW = st.builds(lambda cells, head: element('row role="head"' if head else "row", "".join(cells), leaf=False),
                st.lists(CELL, min_size=1, max_size=5), st.booleans())
TABLE = st.builds(lambda rows: element("table", "".join(rows), leaf=False), st.lists(ROW, min_size=1, max_size=5))
VERSE = st.builds(lambda lines: element("verse", "".join(element("line", line) for line in lines), leaf=False),
                  st.lists(WORDS, min_size=1, max_size=3))
FIGURE = st.builds(lambda words: element('figure missing="yes"', element("caption", words), leaf=False), WORDS)
BLOCK = st.recursive(st.one_of(LEAF, TABLE, VERSE, FIGURE), lambda inner: st.one_of(
    st.builds(lambda blocks: element("quote", "".join(blocks), leaf=False), st.lists(inner, min_size=1, max_size=3)),
    st.builds(lambda items: element('list kind="number"', "".join(element("item", item, leaf=False) for item in items),
                                    leaf=False), st.lists(inner, min_size=1, max_size=3))), max_leaves=5)
SECTION = st.recursive(st.lists(BLOCK, max_size=3).map("".join), lambda inner: st.builds(
    lambda head, place, body: element("section", element(f'heading place="{place}"', head) + body, leaf=False),
    WORDS, st.sampled_from(("own", "run-in")), inner), max_leaves=4)
FRONT = st.builds(lambda title, others: element("front", element("title", title) + "".join(others), leaf=False),
                  WORDS, st.lists(st.builds(element, st.sampled_from(("kicker", "byline", "note")), WORDS), max_size=2))
BODY = st.builds(lambda front, sections: front + "".join(sections), st.one_of(st.just(""), FRONT),
                 st.lists(SECTION, max_size=3))
STYLES = st.builds(changed, st.sampled_from(("plain", "gongwen", "book", "newspaper")), contents=st.just(False),
                   direction=st.sampled_from(("horizontal", "horizontal", "vertical")),
                   breaking=st.sampled_from(("optimum", "greedy")), hanging=st.booleans(), region=st.sampled_from(
                       ("auto", "cn", "tw", "hk")))


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="no poppler: apt-get install poppler-utils")
@settings(derandomize=True, deadline=None, max_examples=30,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(body=BODY, style=STYLES)
def test_any_tree_is_printed_whole(body: str, style: Style, tmp_path: Path) -> None:
    tree = small_tree(body)
    out = io.BytesIO()
    PdfWriter().write(tree, style, out)
    assert len(pymupdf.open(stream=out.getvalue())) >= 1
    read = bare(structure_text(out.getvalue(), tmp_path))
    assert sorted(read) == sorted(bare(tree.article.text_content))
    for leaf in tree.article.iter():
        if isinstance(leaf, Node) and leaf.get("at") is not None:
            assert bare(leaf.text_content) in read
