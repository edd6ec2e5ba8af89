"""Reads a tree from its own XML, as the `xml` format writes it."""

from __future__ import annotations

from lxml import etree

from convert.errors import AuditError, SourceError
from convert.formats.xml.entities import print_entities
from convert.tree.audit import prove
from convert.tree.build import load
from convert.tree.nodes import Document
from convert.tree.schema import schema
from convert.version import TREE_VERSION


def print_error(error: etree.XMLSyntaxError) -> str:
    """What is wrong with an XML file, on one line and not longer than people read."""
    return " ".join(error.msg.split())[:200]


def read_tree(data: bytes, name: str) -> Document:
    """The tree of an `.xml` file.

    Raises SourceError where it is not XML, not valid against the tree's schema, of another version, or where it no
    longer tells the source that its record names; one made by hand names none.
    """
    try:
        tree = print_entities(load(data), name)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {print_error(error)}.",
                          "Write it again, or repair it.") from error
    if not schema().validate(tree):
        fault = schema().error_log[0]
        raise SourceError(f"{name}, line {fault.line}, is not a valid tree: {fault.message}.",
                          "The vocabulary is convert/tree/schema.rng.")
    return prove_read(tree, name)


def prove_read(tree: Document, name: str) -> Document:
    """The same tree, proven as it was when it was made; raises SourceError where it was changed since."""
    if tree.get("version") != TREE_VERSION:
        raise SourceError(f"{name} is a tree of version {tree.get('version')}; this Huozi reads {TREE_VERSION}.",
                          "Read its source again.")
    source = tree.record.source
    if source is None or source.text_sha256 is None:
        return tree
    try:
        return prove(tree)
    except AuditError as error:
        raise SourceError(f"{name} was changed and no longer tells its source: {error.message}",
                          "Change the source, and read that again.") from error
