"""The whole vocabulary through every format: nothing is dropped, nothing unknown passes, overriding counts."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from typing import Any

import lxml.html
import pymupdf
import pytest
from lxml import etree
from strategies import make_tree
from trees import whole_tree

from convert.errors import SourceError, VocabularyError
from convert.formats.docx import DocxWriter
from convert.formats.docx.body import Body
from convert.formats.docx.official import OfficialBody
from convert.formats.epub import EpubWriter
from convert.formats.pdf import PdfWriter
from convert.formats.pdf.compose import Composer
from convert.formats.pdf.official import OfficialComposer
from convert.formats.registry import find_writer, written
from convert.formats.tei import TeiWriter
from convert.formats.tei.read_account import AccountReader
from convert.formats.tei.read_leaves import LeafReader
from convert.formats.tei.read_text import TextReader
from convert.formats.tei.vocabulary import XML_ID, tag
from convert.formats.walk import Walker, find_method
from convert.formats.writer import Writer
from convert.style.sheet import load_style
from convert.tree.agreement import compare, parse_outline
from convert.tree.nodes import CLASSES, Document, Node
from convert.tree.outline import KINDS, OutlineRow, outline
from convert.tree.schema import schema

ACCOUNT = frozenset({"record", "source", "cut", "edit", "remark", "picture"})
"""What became of the source's characters: told whole by TEI and XML alone."""

FACTS = {"issuer": "某某市人民政府文件", "seal": "seal"}
"""What makes a document an official one with all its parts."""


class Formula(Node):
    """An element that somebody adds to the vocabulary, and to nothing else."""

    TAG = "formula"


# the vocabulary itself

def test_the_whole_tree_has_every_element_and_is_valid() -> None:
    assert {element.tag for element in whole_tree().iter()} == set(CLASSES)
    schema().assertValid(whole_tree())


def test_random_trees_have_every_element() -> None:
    made = (make_tree(random.Random(seed)) for seed in range(40))
    assert {element.tag for tree in made for element in tree.iter()} == set(CLASSES)


# what every format prints

def write(tree: Document, writer: Writer, style: str = "plain") -> bytes:
    out = io.BytesIO()
    writer.write(tree, load_style(style), out)
    return out.getvalue()


def bare(text: str) -> str:
    """A text without white space, full-width marks as half-width ones: a format may widen what the source prints."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def read_words(data: bytes) -> str:
    """All the text of an output."""
    if data.startswith(b"%PDF"):
        with pymupdf.open(stream=data) as file:
            return "".join(page.get_text() for page in file)
    if data.startswith(b"<!DOCTYPE html>"):
        return "".join(_texts(lxml.html.document_fromstring(data.decode())))
    if not data.startswith((b"<", b"PK")):
        return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", data.decode())
    if not data.startswith(b"PK"):
        return "".join(_texts(etree.fromstring(data)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(("xml", "xhtml"))]
        return "".join(text for name in names for text in _texts(etree.fromstring(archive.read(name))))


def _texts(root: etree._Element) -> list[str]:
    return [*root.itertext(), *(value for element in root.iter("*") for value in element.attrib.values())]


@pytest.mark.parametrize("form", written())
def test_the_text_of_every_element_reaches_the_output(form: str) -> None:
    words = bare(read_words(write(whole_tree(), find_writer(form))))
    for element in whole_tree().iter():
        if element.tag not in ACCOUNT or form in ("tei", "xml"):
            for text in (element.text, element.tail):
                assert bare(text or "") in words, f"{element.tag}: {text}"


def test_what_the_reader_noticed_may_stand_beside_the_text() -> None:
    words = read_words(write(whole_tree(), DocxWriter(remarks=True)))
    assert all(remark.text in words for remark in whole_tree().record.remarks)


# elements nobody knows

def spoil(parent: str, name: str = "formula") -> Document:
    """The whole tree with a formula at the end of an element of the article, or of the whole tree."""
    tree = whole_tree()
    holder = next(iter(tree.article.iter(parent)), None)
    etree.SubElement(next(tree.iter(parent)) if holder is None else holder, name).text = "E=mc²"
    return tree


PARENTS = sorted(set(CLASSES) - {"document"})
INSIDE = sorted({str(element.tag) for element in whole_tree().article.iter()} - {"meta", "field"})
"""Elements that may hold a formula where writers walk."""


@pytest.mark.parametrize("form", written())
@pytest.mark.parametrize("parent", PARENTS)
def test_a_foreign_element_is_an_error(form: str, parent: str) -> None:
    with pytest.raises(VocabularyError, match=f"(?i)The {form} writer .*'formula'.*{parent!r}"):
        write(spoil(parent), find_writer(form))


@pytest.mark.parametrize("form", [form for form in written() if form != "xml"])
@pytest.mark.parametrize("parent", INSIDE)
def test_an_element_that_a_writer_has_no_method_for_is_an_error(form: str, parent: str,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CLASSES, "formula", Formula)
    with pytest.raises(VocabularyError, match=f"(?i)The {form} writer .*'formula'.*{parent!r}"):
        write(spoil(parent), find_writer(form))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_official_documents_are_as_strict(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CLASSES, "formula", Formula)
    for parent in ("article", "front", "back", "section", "signature", "copyto"):
        with pytest.raises(VocabularyError, match="formula"):
            write(spoil(parent), find_writer(kind, dispatch=FACTS), "gongwen")


@pytest.mark.parametrize("event", ["edit", "cut", "remark"])
def test_tei_knows_every_event_of_the_record(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CLASSES, "formula", Formula)
    tree = whole_tree()
    next(tree.record.iter(event)).addprevious(etree.Element("formula"))
    with pytest.raises(VocabularyError, match=r"'formula'.*'record'"):
        write(tree, TeiWriter())


@pytest.mark.parametrize("parent", [parent for parent in PARENTS if parent not in ACCOUNT])
def test_the_outline_knows_every_element(parent: str) -> None:
    with pytest.raises(VocabularyError, match=f"outline .*'formula'.*{parent!r}"):
        outline(spoil(parent))


def test_every_element_has_its_place_in_the_outline() -> None:
    assert {row.kind for row in outline(whole_tree())} == {*KINDS.values(), "article", "row", "noise"}


def test_outlines_are_not_compared_where_a_kind_is_unknown() -> None:
    with pytest.raises(SourceError, match=r"a\.tsv, line 3: .*'formula'"):
        parse_outline(b"kind\tlevel\tkey\ttext\np\t\t\ta\np|formula\t\t\tb\n", "a.tsv")
    with pytest.raises(VocabularyError, match="'formula'"):
        compare([OutlineRow("formula", "", "", "b", -1)], [])


# overriding

def is_known(walker: type[Walker[..., Any]], name: str) -> bool:
    return name in CLASSES or f"visit_{name}" in walker.alike.values()


@cache
def walkers() -> list[type[Walker[..., Any]]]:
    found: list[type[Walker[..., Any]]] = [*Walker.__subclasses__()]
    for walker in found:
        found += walker.__subclasses__()
    return [walker for walker in found if walker.__module__.startswith("convert.")]


def test_every_method_of_a_walker_is_that_of_an_element() -> None:
    assert len(walkers()) >= 12
    for walker in walkers():
        methods = [name.removeprefix("visit_") for name in dir(walker) if name.startswith("visit_")]
        assert [name for name in methods if not is_known(walker, name)] == [], walker
        assert set(walker.alike) <= set(CLASSES), walker
        assert [name for name in walker.alike.values() if not hasattr(walker, name)] == [], walker


def override(walker: type[Walker[..., Any]], element: str, seen: list[str]) -> type[Walker[..., Any]]:
    """A subclass of a walker that notes the elements of a name, be it itself or who renders blocks or texts for it."""
    for part in ("", "blocks", "inline"):
        home = getattr(walker, part, None) if part else walker
        method = home and find_method(home, element)
        if method and method != "visit_block":
            break
    else:
        raise AssertionError(f"{walker} does not know {element}")

    def visit(self: Any, node: Node, *args: Any) -> Any:
        seen.append(str(node.tag))
        return getattr(super(made, self), method)(node, *args)

    made = type("Changed", (home,), {f"visit_{element}": visit})
    return type("Changed", (walker,), {part: made}) if part else made


def change_writer(form: str, element: str, seen: list[str]) -> Writer:
    """A writer of a subclass that uses a changed walker."""
    if form == "epub":
        return type("Changed", (EpubWriter,), {"walker": override(EpubWriter.walker, element, seen)})()
    if form == "tei":
        return type("Changed", (TeiWriter,), {"walker": override(TeiWriter.walker, element, seen)})()
    if form.startswith("pdf"):
        composer = override(OfficialComposer if "official" in form else Composer, element, seen)
        return type("Changed", (PdfWriter,), {"find_walker": lambda *_: composer})(
            dispatch=FACTS if "official" in form else None)
    if "official" in form:
        body = override(OfficialBody, element, seen)
        return type("Changed", (DocxWriter,), {"make_body": lambda self, work, style, dispatch: body(
            style, work.lang, dispatch)})(dispatch=FACTS)
    body = override(Body, element, seen)
    return type("Changed", (DocxWriter,), {"make_body": lambda self, work, style, dispatch: body(style, work.lang)})()


WITH_OTHERS = {"docx": {"rt", "row"}, "pdf": {"rt", "row", "cell"}, "tei": {"rt"}, "epub": set()}
"""Elements that the method of what holds them renders: rows with their table, a reading with its characters."""

CASES = [pytest.param(form, element, id=f"{form}-{element}")
         for form in ("docx", "docx official", "pdf", "pdf official", "epub", "tei")
         for element in INSIDE if element not in WITH_OTHERS[form.split()[0]]]


@pytest.mark.parametrize(("form", "element"), CASES)
def test_a_method_that_a_subclass_overrides_is_called(form: str, element: str) -> None:
    seen: list[str] = []
    data = write(whole_tree(), change_writer(form, element, seen), "gongwen" if "official" in form else "plain")
    there = Counter(str(node.tag) for node in whole_tree().article.iter())
    if form.startswith("pdf") and element == "p":
        there["p"] -= 1  # the paragraph that its heading runs into
    assert seen == [element] * there[element]
    assert data == write_unchanged(form)


@cache
def write_unchanged(form: str) -> bytes:
    name, _, official = form.partition(" ")
    writer = find_writer(name, **({"dispatch": FACTS} if official else {}))
    return write(whole_tree(), writer, "gongwen" if official else "plain")


def test_a_method_of_the_reader_of_tei_can_be_overridden() -> None:
    seen = []

    class Changed(TextReader):
        def read_list(self, parent: Node, element: etree._Element) -> None:
            seen.append(element.get("rend"))

    root = etree.fromstring(write(whole_tree(), TeiWriter()))
    account = AccountReader(root.find(tag("standOff")), "")
    sources = {bibl.get(XML_ID): bibl for bibl in root.iter(tag("bibl"))}
    outermost = root.find(f"{tag('text')}/{tag('body')}/{tag('div')}")
    Changed(LeafReader(account, "a.tei.xml"), sources).read(whole_tree(), outermost)
    assert seen == ["bulleted", "numbered", "simple"]
