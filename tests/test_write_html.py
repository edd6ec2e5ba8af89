"""Pages as they are written: whole in themselves, sound in structure, and read back to the same blocks."""

from __future__ import annotations

import io
import random
import re
from itertools import pairwise

import lxml.html
import pytest
from lxml import etree
from score_round_trips import compare, find_trees, name_sections, send
from strategies import make_tree
from trees import NAMES, seed_tree, whole_tree

from convert.collection import Collection, Member, Part
from convert.formats.registry import find_writer
from convert.style.sheet import load_style
from convert.tree.nodes import Document

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def written(work: Document | Collection, style: str = "plain", **options: bool) -> str:
    out = io.BytesIO()
    find_writer("html", **options).write(work, load_style(style), out)
    return out.getvalue().decode()


def book() -> Collection:
    members = tuple(Member(name, whole_tree) for name in ("a", "b"))
    return Collection("全集", (Part("上编", members[:1]), Part("下编", members[1:])), creators=("编者",))


def page(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text)


WORKS = [pytest.param(whole_tree, id="whole"), pytest.param(book, id="book"),
         *(pytest.param(lambda name=name: seed_tree(name), id=name) for name in NAMES)]


@pytest.mark.parametrize("make", WORKS)
@pytest.mark.parametrize("vertical", [False, True])
def test_the_structure_of_a_page_is_sound(make, vertical: bool) -> None:
    text = written(make(), vertical=vertical)
    root = page(text)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert set(root.xpath("//@aria-labelledby")) <= set(ids)
    assert [len(root.findall(f".//{tag}")) for tag in ("main", "title", "script", "link")] == [1, 1, 0, 0]
    assert root.get("lang") in ("zh-Hans", "zh-Hant")
    assert all(img.get("alt") and img.get("src").startswith("data:") for img in root.iter("img"))
    assert all(cell.get("scope") in ("col", "row") for cell in root.iter("th"))
    assert not re.search(r"url\(|@import|xmlns|epub:", text.split("</style>")[1])


@pytest.mark.parametrize("make", WORKS)
def test_levels_of_headings_never_skip_one(make) -> None:
    levels = [int(element.tag[1]) for element in page(written(make())).iter(*HEADINGS)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_head_and_the_foot_say_what_it_is() -> None:
    root = page(written(whole_tree()))
    facts = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    assert (facts["author"], facts["dcterms.date"], facts["dcterms.source"]) == ("张三", "2021-04-08", "whole.txt")
    assert root.findtext(".//title") == "正题汉hàn"
    assert "whole.txt" in root.find(".//footer").text_content()


def test_notes_and_their_marks_lead_to_each_other() -> None:
    root = page(written(whole_tree()))
    note = root.xpath("//aside[@role='doc-footnote']")[0]
    mark = root.get_element_by_id(note.xpath(".//a[@role='doc-backlink']/@href")[0][1:])
    assert mark.get("href") == f"#{note.get('id')}"


def test_columns_and_paper_are_asked_of_the_style_sheet() -> None:
    assert "writing-mode: vertical-rl" in written(whole_tree(), vertical=True)
    assert "writing-mode: vertical-rl" not in written(whole_tree())
    assert "@media print {" in written(whole_tree())


def test_a_book_has_contents_that_lead_to_parts_and_members() -> None:
    root = page(written(book()))
    listed = root.xpath("//nav//a")
    assert [link.text for link in listed if link.text in ("上编", "下编", "正题汉hàn")] == [
        "上编", "正题汉hàn", "下编", "正题汉hàn"]


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_comes_back_whole(name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, send(tree, "html"), "html").differences == ()


def test_gold_and_trees_of_any_shape_come_back() -> None:
    trees = [tree for kind, _, tree in find_trees(0, False) if kind == "gold"][::4]
    trees += [name_sections(make_tree(random.Random(seed))) for seed in range(40)]
    trips = [compare(tree, send(tree, "html"), "html") for tree in trees]
    assert sum(trip.same for trip in trips) >= 0.999 * sum(trip.rows for trip in trips)


def test_what_the_page_adds_is_no_text_when_it_is_read() -> None:
    back = send(whole_tree(), "html")
    assert not [cut.by for cut in back.record.cuts if cut.by.startswith("noise/")]
    assert etree.tostring(back.article, encoding="unicode").count("↩") == 0
