"""Trees and books in an interpreter and a notebook: what they say of themselves; copies and pickles are the same."""

from __future__ import annotations

import copy
import pickle
import random
from collections.abc import Callable
from typing import TypeVar

import lxml.html
import pytest
from strategies import make_tree
from trees import NAMES, SEEDS, seed_tree, whole_tree

import convert
from convert.tree.canon import canonical
from convert.tree.glance import SHOWN
from convert.tree.nodes import Document, Paragraph

T = TypeVar("T")


def pickled(thing: T) -> T:
    return pickle.loads(pickle.dumps(thing))  # type: ignore[no-any-return]


WAYS = [pytest.param(way, id=way.__name__) for way in (copy.copy, copy.deepcopy, pickled)]


def test_a_document_says_title_blocks_and_remarks() -> None:
    tree = convert.read(next(SEEDS.glob("003*")))
    blocks = tree.xpath("count((meta | article)//*[@at][not(ancestor::*[@at])])")
    assert repr(tree) == (f"<Document '2021年政府工作思路和主要任务': {blocks:.0f} blocks, "
                          f"{len(list(tree.record.cuts))} cuts, {len(list(tree.record.remarks))} remarks>")
    assert repr(convert.read_text("")) == "<Document '': 0 blocks, 0 cuts, 1 remark>"
    assert repr(convert.read_text("今年的收成比去年好，农民都很高兴。\n")).startswith("<Document '': 1 block, ")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_headings_in_bold_and_how_many_blocks_there_are_more(name: str) -> None:
    tree = seed_tree(name)
    page = lxml.html.fragment_fromstring(tree._repr_html_())
    rows = page.xpath("./ul[1]/li")
    blocks = tree.xpath("(meta | article)//*[@at][not(ancestor::*[@at])]")
    assert len(rows) == min(len(blocks), SHOWN + 1)
    bold = [element for element in blocks[:SHOWN] if element.tag in ("title", "heading")]
    assert len(page.findall(".//b")) == len(bold)


def test_markup_in_a_text_is_text_in_a_notebook() -> None:
    tree = convert.read_text("今年产量 a<b，是去年的两倍，农民都很高兴。\n")
    assert "a&lt;b，" in tree._repr_html_()


@pytest.mark.parametrize("way", WAYS)
def test_copies_and_pickles_are_the_same_tree(way: Callable[[Document], Document]) -> None:
    for tree in (whole_tree(), seed_tree(NAMES[2]), *(make_tree(random.Random(seed)) for seed in range(20))):
        other = way(tree)
        assert type(other) is Document
        assert other is not tree
        assert canonical(other) == canonical(tree)
        assert repr(other) == repr(tree)
        assert convert.restore(other) == convert.restore(tree)


@pytest.mark.parametrize("way", WAYS)
def test_a_piece_of_a_tree_comes_alone(way: Callable[[Paragraph], Paragraph]) -> None:
    first = next(seed_tree(NAMES[0]).walk(Paragraph))
    other = way(first)
    assert type(other) is Paragraph
    assert (other.text_content, other.at, other.getparent()) == (first.text_content, first.at, None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("on_disk", [False, True])
def test_books_are_copied_and_pickled_with_their_trees(monkeypatch: pytest.MonkeyPatch, on_disk: bool,
                                                       way: Callable[[convert.Collection], convert.Collection]) -> None:
    monkeypatch.setattr("convert.compilation.shelf.IN_MEMORY", 1 if on_disk else 1 << 20)
    from convert.compilation.script import put_collection_in_script

    book = put_collection_in_script(convert.collect([SEEDS], title="文集", parts="year"), "zh-Hant")
    other = way(book)
    assert repr(other) == repr(book)
    assert [canonical(member.load()) for member in other.members()] == [
        canonical(member.load()) for member in book.members()]


def test_a_book_says_its_title_its_parts_and_what_was_found() -> None:
    book = convert.collect([SEEDS], title="文集")
    assert repr(book) == "<Collection '文集': 5 documents, 0 findings>"
    parted = convert.collect([SEEDS], title="文集", parts="year")
    assert f"in {len(parted.parts)} parts" in repr(parted)
    listed = lxml.html.fragment_fromstring(parted._repr_html_())
    assert [item.text for item in listed.xpath("./ul[1]/li")] == [part.title for part in parted.parts]
