"""Our own TEI and XML after others have had them in hand: read as what they are, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tei_files import encode
from trees import NAMES, seed_tree, whole_tree

from convert.check.tei import check_tei
from convert.errors import SourceError
from convert.formats.recognition import recognise
from convert.formats.tei.read import read_tei
from convert.formats.xml.entities import LONGEST
from convert.formats.xml.read import read_tree
from convert.tree.canon import canonical

TREE = seed_tree(NAMES[2])
TEI = encode(TREE).decode()
XML = canonical(TREE).decode()
DECLARED = '<!DOCTYPE TEI [<!ENTITY first "{}"><!-- > ] \' -->]>\n<TEI '
ROOT = "<TEI "


def in_text(tei: str, mark: str) -> str:
    """A file with something put into the first paragraph."""
    start = tei.index(">", tei.index("<p xml:id=\"b3\"")) + 2
    return tei[:start] + mark + tei[start:]


def name_first(tei: str) -> tuple[str, str]:
    """A file whose first paragraph begins with an entity, and what that stands for."""
    start = tei.index(">", tei.index("<p xml:id=\"b3\"")) + 1
    return f"{tei[:start]}&first;{tei[start + 1 :]}", tei[start]


ENTITY, FIRST = name_first(TEI)
CHANGES = {
    "comment": in_text(TEI, "<!-- seen -->"), "instruction": in_text(TEI, "<?mark here?>"),
    "comment before the root": TEI.replace(ROOT, f"<!-- edited -->{ROOT}", 1),
    "model": TEI.replace(ROOT, f'<?xml-model href="x.rng"?>{ROOT}', 1),
    "document type": TEI.replace(ROOT, f'<!DOCTYPE TEI SYSTEM "nowhere.dtd">{ROOT}', 1),
    "entity": ENTITY.replace(ROOT, DECLARED.format(FIRST), 1),
    "quotes": TEI.replace('ident="huozi-tree"', "ident='huozi-tree'", 1),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_tei_that_says_the_same_is_the_same_tree(change: str, codec: str) -> None:
    data = CHANGES[change].encode(codec)
    assert recognise(data) == "tei"
    assert canonical(read_tei(data, "a.tei.xml")) == canonical(TREE)
    assert check_tei(data, "a.tei.xml") == []


@pytest.mark.parametrize("text", ["字" * (LONGEST + 1), "&#60;b/>"])
def test_an_entity_that_is_no_word_is_refused(text: str) -> None:
    data = ENTITY.replace(ROOT, DECLARED.format(text), 1).encode()
    with pytest.raises(SourceError, match="entity first stands for"):
        read_tei(data, "a.tei.xml")


def test_an_entity_that_is_declared_nowhere_is_refused() -> None:
    with pytest.raises(SourceError, match="first"):
        read_tei(ENTITY.encode(), "a.tei.xml")


def test_no_document_type_is_opened(tmp_path: Path) -> None:
    declared = tmp_path / "first.dtd"
    declared.write_text(f'<!ENTITY first "{FIRST}">', encoding="utf-8")
    data = ENTITY.replace(ROOT, f'<!DOCTYPE TEI SYSTEM "{declared.as_uri()}">{ROOT}', 1).encode()
    for read in (read_tei, check_tei):
        with pytest.raises(SourceError, match="entity first"):
            read(data, "a.tei.xml")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_tree_that_says_the_same_is_the_same_tree(codec: str) -> None:
    data = XML.replace("<document ", "<!-- edited --><!DOCTYPE document><document ", 1).encode(codec)
    assert recognise(data) == "xml"
    assert canonical(read_tree(data, "a.xml")).decode() == XML


def test_a_changed_text_no_longer_tells_its_source() -> None:
    start = XML.index(">", XML.index("<p ")) + 1
    for changed in (XML[:start] + "改" + XML[start + 1 :], XML[:start] + XML[start + 1 :]):
        with pytest.raises(SourceError, match="no longer tells its source"):
            read_tree(changed.encode(), "a.xml")
    changed = TEI.replace(TREE.article.title.text_content, "另一个题目")
    with pytest.raises(SourceError, match="no longer tells its source"):
        read_tei(changed.encode(), "a.tei.xml")


@pytest.mark.parametrize(("was", "now"), [(' at="', ' at="x:'), (' at="', ' at="9=3 '),
                                          ("<cut ", '<cut code="110000" ')])
def test_an_account_that_is_none_is_refused(was: str, now: str) -> None:
    with pytest.raises(SourceError, match="no longer tells its source"):
        read_tree(XML.replace(was, now, 1).encode(), "a.xml")


def test_a_tree_of_another_version_is_refused() -> None:
    with pytest.raises(SourceError, match="version 99"):
        read_tree(XML.replace('version="1"', 'version="99"', 1).encode(), "a.xml")


def test_a_tree_made_by_hand_names_no_source_and_is_read() -> None:
    tree = whole_tree()
    assert canonical(read_tree(canonical(tree), "a.xml")) == canonical(tree)
