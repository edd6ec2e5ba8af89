"""Plain text as it is written: what is printed, in its order, with nothing between but white."""

from __future__ import annotations

import io
import random
import re

import pytest
from pdf_files import small_tree
from score_round_trips import compare, find_trees, send, squeeze
from strategies import make_tree
from trees import NAMES, seed_tree, tree_from_rows, whole_tree

from convert.collection import Collection, Member, Part
from convert.formats.registry import find_writer
from convert.formats.text.blocks import PARAGRAPH
from convert.style.sheet import load_style
from convert.tree.nodes import Document


def written(work: Document | Collection) -> str:
    out = io.BytesIO()
    find_writer("text").write(work, load_style("plain"), out)
    return out.getvalue().decode()


def test_every_block_stands_apart_and_lines_of_verse_together() -> None:
    text = written(whole_tree())
    for block in ("一、首节", "诗一\n诗二", "    \u3000\u3000引文", "表题\n头\n甲\t3,456.78万元\n短行", "• 点", "图注"):
        assert re.search(rf"\n\n(?:\u3000\u3000)?{block}\n\n", text), block
    assert text.endswith("\n\n[1] 注\n")
    assert text.startswith("文号：国发1号\n有效性：有效\n\n")


def test_printed_numbers_are_kept_and_others_are_not_made() -> None:
    rows = [{"kind": "li", "level": "", "key": "", "text": text} for text in ("（一）甲", "（三）乙")]
    assert written(tree_from_rows(rows)) == "（一）甲\n（三）乙\n"


@pytest.mark.parametrize(("field", "shown"), [
    ('<field name="number">3号</field>', "文号：3号"), ('<field name="issued">今年</field>', "成文日期：今年"),
    ('<field name="other">3号</field>', "3号"), ('<field name="other" label="密级">秘密</field>', "密级：秘密"),
    ('<field name="other"/>', "")])
def test_facts_stand_behind_labels_in_chinese_or_alone(field: str, shown: str) -> None:
    inner = small_tree(f"<p>甲</p><article><meta>{field}</meta><p>乙</p></article>")
    assert written(inner).split("乙")[0].removesuffix(f"{PARAGRAPH}").strip() == f"甲\n\n\n{shown}".strip()
    outer = small_tree("<p>甲</p>")
    outer.meta.append(inner.find(".//field"))
    assert written(outer).strip().split("\n")[0].strip() == (shown or "甲")


def test_a_picture_that_plain_text_lacks_is_told() -> None:
    notices = find_writer("text").write(whole_tree(), load_style("plain"), io.BytesIO())
    assert [notice.message for notice in notices] == ["whole.txt: plain text shows no pictures; 3 are left out."]


def test_a_collection_is_one_text() -> None:
    members = tuple(Member(name, whole_tree) for name in ("a", "b"))
    text = written(Collection("全集", (Part("上编", members),), creators=("编者",)))
    assert text.startswith("全集\n编者\n\n\n\n上编\n\n\n\n文号：")
    assert text.count("引题\n") == 2


def test_trees_of_any_shape_are_written() -> None:
    for seed in range(100):
        tree = make_tree(random.Random(seed))
        text = squeeze(written(tree))
        shown = (block for block in tree.article.iter("p", "heading") if not len(block))
        assert all(squeeze(block.text or "") in text for block in shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_comes_back_whole(name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, send(tree, "text"), "text").differences == ()


@pytest.mark.unmeasured
def test_most_of_gold_comes_back_as_far_as_plain_text_can_say_it() -> None:
    trips = [compare(tree, send(tree, "text"), "text") for kind, _, tree in find_trees(0, False) if kind == "gold"]
    assert sum(trip.same for trip in trips) >= 0.85 * sum(trip.rows for trip in trips)
