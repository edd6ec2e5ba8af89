"""The account: whatever comes in, reading does not fail and the tree gives the source back."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trees import NAMES, SEEDS

import convert
from convert.errors import SourceError
from convert.formats.recognition import recognise
from convert.formats.text.decode import decode, is_binary
from convert.tree.build import load
from convert.tree.canon import canonical

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
MARKS = st.sampled_from([
    "\n", "\r\n", "\r", "\n\n", "\u3000\u3000", " ", "\t", "。", "，", "、", "：", "；", "？", "！", "“", "”",
    "（", "）", "一、", "二、", "(一)", "（二）", "1.", "2．", "①", "第一章", "第二条 ", "一是", "——", "…", "■", "●",
    "·", "【正文】", "来源：", "作者：", "发布日期：", "2021年3月5日", "同志们：", "记者 ", "999+", "22 页", "[图]",
    "上一篇：", "<p>", "&amp;", "]]>", "\x0c", "\x00", "\x1f", "\u2028", "\x85", "\ufeff", "\ufffd", "\U00020000",
    "\U0010ffff", "\ud7ff", "\ufffe",
])
PROSE = st.lists(st.one_of(st.text(HAN, min_size=1, max_size=40), MARKS), max_size=60).map("".join)
"""Texts that look like documents: Chinese, the marks that rules look for, and odd characters among them."""

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
"""Any text that can be encoded."""

stable = settings(derandomize=True, deadline=None, max_examples=250)


def check(data: bytes, text: str) -> None:
    """Reads bytes and demands this text back, from the tree and from its serialisation."""
    tree = convert.read(data, "any.txt")
    assert convert.restore(tree) == text
    assert convert.restore(load(canonical(tree))) == text
    assert tree.record.source.text_sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    assert tree.record.source.sha256 == hashlib.sha256(data).hexdigest()
    assert tree.record.source.length == len(text)


@stable
@given(st.one_of(PROSE, ANYTHING))
@example("")
@example("\n")
@example("\ufeff\ufeff一")
@example("\r\r\n\n\r")
@example("\x1f\x0c\x00")
@example("<document version=")
@example("<document version='1'/>甲")
@example("%PDF-1.7\n甲")
def test_any_text_is_given_back(text: str) -> None:
    data = b"\xef\xbb\xbf" + text.encode()
    check(data, text)


@stable
@given(PROSE, st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]))
def test_any_text_is_given_back_from_any_encoding(text: str, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + text.encode(encoding)
    check(data, decode(data, "any.txt").text)


@stable
@given(st.one_of(st.binary(max_size=400), PROSE.map(lambda text: text.encode("gb18030")[1:]),
                 st.tuples(PROSE, PROSE).map(lambda two: two[0].encode("big5", "ignore") + two[1].encode())))
@example(b"\xff")
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x00")
@example(b"\x00" * 50)
@example(b"%PDF-1.7")
def test_any_bytes_are_read_and_their_text_is_given_back(data: bytes) -> None:
    if is_binary(data) and recognise(data):
        with suppress(SourceError):
            convert.read(data, "any.txt")
    elif is_binary(data):
        with pytest.raises(SourceError, match="no text"):
            convert.read(data, "any.txt")
    else:
        check(data, decode(data, "any.txt").text)


@pytest.mark.parametrize("name", NAMES)
def test_every_seed_is_given_back_whole_and_in_any_part(name: str) -> None:
    data = (SEEDS / f"{name}.txt").read_bytes()
    check(data, data.decode())
    for part in range(1, len(data), len(data) // 7):
        check(data[:part], decode(data[:part], "any.txt").text)
        check(data[part:], decode(data[part:], "any.txt").text)


@pytest.mark.parametrize(("name", "printed"), [
    ("甲\x0b乙.txt", r"甲\x0b乙.txt"), ("甲\udcff.txt", r"甲\udcff.txt"), ("甲\u2028\n乙.txt", "甲\u2028\n乙.txt")])
def test_a_name_that_xml_cannot_hold_is_printed_as_it_is_escaped(name: str, printed: str) -> None:
    tree = convert.read("正文。".encode(), name)
    assert load(canonical(tree)).record.source.name == printed


BEGINNINGS = ("<document version=", "<document version='1'/>", "<TEI><application ident='huozi-tree'>", "%PDF-1.7\n",
              "{\\rtf1 ", "PK\x03\x04", "\x1f\x8b", "BMabcd\0\0\0\0", "x" * 257 + "ustar ", "Rar!\x1a\x07", "OTTO\0",
              "<?xml version='1.0'?><w xmlns='http://schemas.microsoft.com/office/word/2003/wordml'>")
"""How texts may begin that are nothing but texts."""


@pytest.mark.parametrize("name", ["document.txt", "a.TEXT", "a", "a.章"])
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_text_is_read_whatever_it_begins_like(beginning: str, name: str) -> None:
    text = f"{beginning}正文一段话。\n"
    tree = convert.read_text(text, name)
    assert convert.restore(tree) == text
    assert "正文一段话。" in tree.text_content


def test_what_begins_like_a_tree_and_is_named_as_one_is_refused() -> None:
    for read in (convert.read_text, lambda text, name: convert.read(text.encode(), name)):
        with pytest.raises(SourceError, match="not well-formed"):
            read("<document version=", "a.xml")
    remarks = convert.read_text("<document version=").record.remarks
    assert [(remark.code, remark.severity) for remark in remarks][:1] == [("text/kind", "warning")]


def test_a_tree_that_is_given_as_text_is_that_tree() -> None:
    tree = convert.read_text("题目\n\n正文一段话。\n")
    assert canonical(convert.read_text(canonical(tree).decode())) == canonical(tree)
