"""Marks of the source's pages, put into text that elements divide."""

from __future__ import annotations

import pytest
from lxml import etree

from convert.formats.epub.page_marks import mark_break
from convert.formats.epub.xhtml import TYPE, make


def marked(offset: int) -> tuple[str, str, str]:
    """Of `甲乙<em>丙丁</em>戊<em/>己`: what stands before the mark, the element it is in, and what follows in that."""
    element = make("p")
    element.text = "甲乙"
    for text, tail in (("丙丁", "戊"), ("", "己")):
        child = etree.SubElement(element, "em")
        child.text, child.tail = text, tail
    mark_break(element, offset, "page7", "7")
    (mark,) = (node for node in element.iter() if node.get(TYPE) == "pagebreak")
    assert (mark.get("id"), mark.get("role"), mark.get("aria-label")) == ("page7", "doc-pagebreak", "7")
    holder = mark.getparent()
    assert holder is not None
    assert "".join(element.itertext()) == "甲乙丙丁戊己"
    before = "".join(element.xpath("//text()[following::*[@role]]"))
    return before, str(etree.QName(holder).localname), mark.tail or ""



@pytest.mark.parametrize(("offset", "before", "holder", "after"), [
    (0, "", "p", "甲乙"), (1, "甲", "p", "乙"), (2, "甲乙", "em", "丙丁"), (3, "甲乙丙", "em", "丁"),
    (4, "甲乙丙丁", "p", "戊"), (5, "甲乙丙丁戊", "p", "己"), (6, "甲乙丙丁戊己", "p", ""),
    (9, "甲乙丙丁戊己", "p", "")])
def test_a_mark_stands_before_its_character(offset: int, before: str, holder: str, after: str) -> None:
    assert marked(offset) == (before, holder, after)
