"""Repair of Traditional text that was made from Simplified character by character."""

from __future__ import annotations

from collections import Counter

import pytest
from trees import NAMES, seed_tree, tree_from_rows

from convert.transforms.leaves import find_leaves
from convert.transforms.repair import find_repairs, repair_script
from convert.tree.audit import audit, restore
from convert.tree.build import add
from convert.tree.canon import canonical
from convert.tree.nodes import Document

MECHANICAL = next(name for name in NAMES if name.startswith("002"))

JUDGED = Counter((
    "游遊 " * 24 + "于於 " * 19 + "干幹 " * 18 + "盡儘 " * 13 + "范範 " * 13 + "扎紮 " * 7 + "余餘 " * 5
    + "斗鬥 征徵 " * 5 + "并並 后後 沈瀋 筑築 采採 " * 3 + "松鬆 了瞭 " * 2
    + "干乾 里裡 制製 托託 鲌鮊 杠槓 周週 么麼 系係").split())
"""The wrong characters of the seed, judged by hand; 煙 for 菸, twice, is a matter of taste: both are printed."""


def made_tree(*texts: str, kind: str = "p", language: str = "zh-Hant") -> Document:
    return tree_from_rows([{"kind": kind, "level": "0", "key": "", "text": text} for text in texts], language=language)


def repaired(*texts: str, **options: str) -> list[str]:
    return [leaf.text_content for leaf in find_leaves(repair_script(made_tree(*texts, **options)))]


def test_the_mechanical_seed_is_repaired_as_a_reader_judged_it() -> None:
    found = Counter(repair.was + repair.now for repair in find_repairs(seed_tree(MECHANICAL)))
    assert found == JUDGED
    assert sum(JUDGED.values()) == 137


def test_the_repaired_seed_still_gives_its_source() -> None:
    tree = seed_tree(MECHANICAL)
    made = repair_script(tree)
    audit(made, restore(tree))
    assert sum(len(edit.at) for edit in made.record.edits) == 137
    assert find_repairs(made) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != MECHANICAL])
def test_simplified_text_is_only_copied(name: str) -> None:
    tree = seed_tree(name)
    assert canonical(repair_script(tree)) == canonical(tree)
    assert find_repairs(tree) == []


def test_a_repair_tells_its_place_reason_and_context() -> None:
    tree = made_tree("第一段", "全區干部群眾斗爭到底")
    first, second = find_repairs(tree)
    assert (first.at, first.was, first.now, first.by) == ((6, 7), "干", "幹", "repair/character")
    assert (first.reason, first.context) == ("干部 is written 幹部.", "全區干部群眾斗爭到")
    assert (second.was, second.reason) == ("斗", "斗爭 is written 鬥爭.")
    made = repair_script(tree)
    assert next((remark.code, remark.text, remark.at) for remark in made.record.remarks) == (
        "repair/reason", "干部 is written 幹部.", ((6, 7),))


@pytest.mark.parametrize("text", [
    "各位議員，我們鬥爭到底，幹部群眾關於後來的發展", "皇后和太后", "干涉內政", "上游的里程", "占領污水恒久",
    "余秋雨和于省吾", "布局與台灣", "盡快落實", "周六的周刊", "朱俊認為",
])
def test_good_traditional_text_stays_as_it_is(text: str) -> None:
    assert repaired(text) == [text]


def test_words_are_repaired_only_where_a_machine_was_at_work() -> None:
    assert repaired("盡快落實") == ["盡快落實"]
    assert repaired("干部盡快落實全周期") == ["幹部儘快落實全週期"]


def test_names_are_never_touched() -> None:
    assert repaired("干部于某", "干部余秋雨") == ["幹部于某", "幹部余秋雨"]
    assert repaired("記者 余干", kind="byline") == ["記者 余干"]
    tree = made_tree("由于干事長")
    name = add(next(find_leaves(tree)), "name")
    name.text, name.tail = "于干", "，由于"
    name.getparent().text = "由于"
    name.getparent().set("at", "0:7")
    assert [(repair.was, repair.at) for repair in find_repairs(tree)] == [("于", (1, 2)), ("于", (6, 7))]


def test_names_of_the_user_are_never_touched() -> None:
    tree = made_tree("干部制造，由于王干于")
    assert [(repair.was, repair.at) for repair in find_repairs(tree, names=["王干于"])] == [
        ("干", (0, 1)), ("制", (2, 3)), ("于", (6, 7))]


def test_a_simplified_passage_stays() -> None:
    assert repaired("文件題為《关于发展的报告》，由于") == ["文件題為《关于发展的报告》，由於"]
