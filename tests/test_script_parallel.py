"""Both scripts in one file: paired chapters, and choices of characters."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from trees import NAMES, seed_tree, tree_from_rows

import convert
from convert.collection import Collection, Member, Part
from convert.errors import UsageError
from convert.formats.registry import find_writer
from convert.style.sheet import load_style
from convert.transforms.parallel import make_parallel, pair_collection, pair_editions, pair_leaves
from convert.transforms.script import to_script

BOTH = ("zh-Hans", "zh-Hant")
TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_of_two_editions_align_by_id(name: str) -> None:
    first, second = (member.load() for member in pair_editions(seed_tree(name), BOTH).members())
    pairs = list(pair_leaves(first, second))
    assert len(pairs) > 10
    assert all(left.id == right.id and left.tag == right.tag for left, right in pairs)
    assert [tree.lang for tree in (first, second)] == list(BOTH)


def test_an_epub_has_a_chapter_for_each_script(tmp_path: Path) -> None:
    book, options = make_parallel(seed_tree(NAMES[4]), BOTH, "epub")
    convert.write(book, tmp_path / "both.epub", **options)
    with ZipFile(tmp_path / "both.epub") as file:
        texts = [file.read(name).decode() for name in sorted(file.namelist()) if name.endswith(".xhtml")]
    simplified, traditional = seed_tree(NAMES[4]), to_script(seed_tree(NAMES[4]), "zh-Hant")
    for tree in (simplified, traditional):
        assert sum(tree.article.title.text_content in text for text in texts) >= 1


def test_a_tei_file_has_a_choice_for_each_change() -> None:
    tree = tree_from_rows([{"kind": "p", "level": "0", "key": "", "text": "国务院发展规划"}])
    work, options = make_parallel(tree, BOTH, "tei")
    out = BytesIO()
    find_writer("tei", **options).write(work, load_style("plain"), out)
    body = etree.fromstring(out.getvalue()).find(f".//{TEI}text")
    choices = [(choice.findtext(f"{TEI}orig"), choice.findtext(f"{TEI}reg")) for choice in body.iter(f"{TEI}choice")]
    assert choices == [("国", "國"), ("务", "務"), ("发", "發"), ("规", "規"), ("划", "劃")]


def test_each_document_of_a_collection_is_followed_by_its_twin() -> None:
    members = tuple(Member(f"d{n}", lambda name=name: seed_tree(name)) for n, name in enumerate(NAMES[:2], 1))
    book = pair_collection(Collection("两篇", (Part("", members),)), BOTH)
    assert [member.id for member in book.members()] == ["d1-zh-hans", "d1-zh-hant", "d2-zh-hans", "d2-zh-hant"]
    assert [member.load().lang for member in book.members()] == [*BOTH, *BOTH]


@pytest.mark.parametrize(("languages", "to", "message"), [
    (("zh-Hans",), "epub", "needs two scripts"), (("zh-Hans", "en"), "epub", "needs two scripts"),
    (("zh-Hant", "zh-Hant-TW"), "tei", "is in zh-Hans"), (BOTH, "docx", "cannot hold two scripts"),
])
def test_what_cannot_stand_side_by_side_is_said(languages: tuple[str, ...], to: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        make_parallel(seed_tree(NAMES[4]), languages, to)


def test_editions_of_different_documents_do_not_pair() -> None:
    with pytest.raises(UsageError, match="not editions of one document"):
        list(pair_leaves(seed_tree(NAMES[0]), seed_tree(NAMES[1])))
