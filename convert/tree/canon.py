"""The canonical form of a tree: what digests are taken of, and what `.xml` files hold."""

from __future__ import annotations

import hashlib

from lxml import etree

from convert.tree.nodes import Document


def canonical(tree: Document) -> bytes:
    """The tree as Canonical XML 1.0 in UTF-8: equal trees give equal bytes."""
    return etree.tostring(tree, method="c14n")


def digest(tree: Document) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(tree)).hexdigest()
