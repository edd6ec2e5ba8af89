"""Reads a tree from its own XML, as the `xml` format writes it."""

from __future__ import annotations

from lxml import etree

from convert.errors import SourceError
from convert.tree.build import load
from convert.tree.nodes import Document
from convert.tree.schema import schema


def print_error(error: etree.XMLSyntaxError) -> str:
    """What is wrong with an XML file, on one line and not longer than people read."""
    return " ".join(error.msg.split())[:200]


def read_tree(data: bytes, name: str) -> Document:
    """The tree of an `.xml` file; raises SourceError where it is not XML or not valid against the tree's schema."""
    try:
        tree = load(data)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {print_error(error)}.",
                          "Write it again, or repair it.") from error
    if not schema().validate(tree):
        fault = schema().error_log[0]
        raise SourceError(f"{name}, line {fault.line}, is not a valid tree: {fault.message}.",
                          "The vocabulary is convert/tree/schema.rng.")
    return tree
