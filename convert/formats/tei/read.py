"""Reads Huozi's own TEI (the `full` flavour) back to the identical tree.

The tables of `convert.formats.tei.vocabulary` are read from right to left; what the writer adds for people and for
other software (dates and names in bylines, line and page breaks, gaps where something was cut) has no xml:id of the
tree and is looked through or passed over. Other people's TEI has no account of a source: it is not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, cast

from lxml import etree

from convert.errors import SourceError
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.read_account import AccountReader
from convert.formats.tei.read_leaves import LeafReader
from convert.formats.tei.read_text import TextReader
from convert.formats.tei.vocabulary import Element, tag
from convert.formats.xml.entities import print_entities
from convert.formats.xml.read import print_error, prove_read
from convert.resources import PACKAGE
from convert.tree.build import add, make
from convert.tree.nodes import XML_LANG, Document, Node


@cache
def load_schema() -> etree.RelaxNG:
    """The RELAX NG schema of the profile."""
    return etree.RelaxNG(etree.parse(PACKAGE / "formats" / "tei" / "huozi.rng"))


def read_tei(data: bytes, name: str) -> Document:
    """The tree of a TEI file.

    Comments and processing instructions say nothing of the tree. Raises SourceError where it is not one that Huozi
    wrote in the full flavour, or where it was changed to what the profile does not have.
    """
    try:
        root = print_entities(etree.fromstring(data, _parser()), name)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {print_error(error)}.",
                          "Write it again, or repair it.") from error
    if root.tag == tag("teiCorpus"):
        raise SourceError(f"{name} holds a collection of documents.", "Give the documents that it was made of.")
    return prove_read(read_root(root, name), name)


def read_corpus(source: str | BinaryIO) -> Iterator[Document]:
    """The trees of a teiCorpus, one after another: the memory of one document is enough."""
    name = source if isinstance(source, str) else "corpus"
    for _, root in etree.iterparse(source, tag=tag("TEI"), huge_tree=True, no_network=True, resolve_entities=False,
                                   remove_comments=True, remove_pis=True):
        yield read_root(root, name)
        root.clear()
        while root.getprevious() is not None:
            del root.getparent()[0]  # type: ignore[union-attr]


def _parser() -> etree.XMLParser[Element]:
    """Comments and instructions that somebody put in are no part of the text."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True,
                           remove_pis=True)


def read_root(root: Element, name: str) -> Document:
    """The tree of a `TEI` element; raises SourceError where it has no account of its source."""
    account = root.find(tag("standOff"))
    outermost = root.find(f"{tag('text')}/{tag('body')}/{tag('div')}")
    if account is None or outermost is None or account.find(tag("spanGrp")) is None:
        raise SourceError(f"{name} is TEI without an account of its source.",
                          "Only Huozi's own TEI of the full flavour reads back.")
    if not load_schema().validate(root):
        fault = load_schema().error_log[0]
        raise SourceError(f"{name}, line {fault.line}: {fault.message}.", f"See `huozi check {name}`.")
    try:
        return _read_document(root, account, outermost, name)
    except (ValueError, LookupError) as error:
        raise SourceError(f"{name} was changed to what the profile does not have: {error}.",
                          "Write it again from its source.") from error


def _read_document(root: Element, account: Element, outermost: Element, name: str) -> Document:
    member = root.get(tei.XML_ID)
    heard = AccountReader(account, f"{member}-" if member is not None else "")
    bibls = list(root.iterfind(f".//{tag('sourceDesc')}/{tag('bibl')}"))
    reader = TextReader(LeafReader(heard, name), {bibl.get(tei.XML_ID, ""): bibl for bibl in bibls})
    version = root.find(f".//{tag('application')}[@ident='huozi-tree']")
    tree = make("document", version=version.get("version") if version is not None else "")
    tree.set(XML_LANG, root.get(XML_LANG, ""))
    reader.read_fields(add(tree, "meta"), bibls[0] if bibls else None)
    reader.read(tree, outermost)
    record = add(tree, "record")
    _read_source(add(record, "source"), root.find(f".//{tag('bibl')}[@type='digitalSource']"))
    heard.read_events(record)
    return cast(Document, tree)


def _read_source(source: Node, bibl: Element | None) -> None:
    """The facts of the digital source."""
    units = {unit: name for name, unit in tei.FILE_SIZES.items()}
    for element in bibl.iter(tag("idno"), tag("note")) if bibl is not None else ():
        source.set(element.get("type", ""), element.text or "")
    for element in bibl.iter(tag("measure")) if bibl is not None else ():
        source.set(units[element.get("unit", "")], element.get("quantity", ""))
