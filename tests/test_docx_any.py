"""Any tree of the vocabulary, however odd, becomes a sound DOCX that holds its whole text."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from docx_files import W, read_stories, render, style_of, text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from office_facts import FACTS
from strategies import make_tree, trees
from trees import printed
from validators.ooxml import find_faults

from convert.check.official import check_official
from convert.check.structure import check_structure
from convert.formats.docx.leaves import DATELINE, FACT, STATED
from convert.style.sheet import list_styles
from convert.tree.nodes import Document, Node


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(data: bytes) -> Counter[str]:
    """The characters of text and footnotes, without contents, facts, and a title that facts alone tell."""
    paragraphs = [p for story in read_stories(data) for p in story.iter(f"{W}p")
                  if p.find(f"{W}pPr/{W}pStyle") is not None]
    added = ("TOC", DATELINE, FACT, STATED)
    return Counter("".join(squeezed(text_of(p)) for p in paragraphs if not style_of(p).startswith(added)))


def leaves_of(tree: Document) -> Counter[str]:
    leaves = [node for node in tree.article.iter() if isinstance(node, Node) and "at" in node.attrib]
    return Counter("".join(squeezed(printed(node)) for node in leaves if node.tag != "field"))


@settings(derandomize=True, max_examples=40, deadline=None)
@given(trees(), st.sampled_from(list_styles()))
def test_any_tree_is_sound_and_whole_in_any_style(tree: Document, style: str) -> None:
    data = render(tree, style, remarks=True)
    assert check_structure(data, "any.docx") == []
    assert words_of(data) == leaves_of(tree)


@settings(derandomize=True, max_examples=15, deadline=None)
@given(trees(), st.sampled_from(["document", "letter"]), st.sampled_from(["none", "seal", "signature"]))
def test_any_tree_is_sound_as_an_official_document(tree: Document, form: str, seal: str) -> None:
    data = render(tree, "gongwen", dispatch=FACTS | {"form": form, "seal": seal})
    assert check_structure(data, "any.docx") == []
    assert not leaves_of(tree) - words_of(data)
    assert all(row.clause.startswith("GB/T 9704-2012 ") for row in check_official(data, "any.docx"))


@pytest.mark.parametrize("number", range(4))
def test_microsofts_validator_finds_nothing_in_random_trees(number: int, tmp_path: Path) -> None:
    style = list_styles()[number]
    (tmp_path / "any.docx").write_bytes(render(make_tree(random.Random(number), 6), style, remarks=True))
    assert find_faults(tmp_path / "any.docx", "Microsoft365") == []
