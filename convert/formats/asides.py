"""Sections of nothing but notes: where these stand at the feet of pages their heading would stand over nothing."""

from __future__ import annotations

from collections.abc import Callable

from convert.tree.nodes import Node


def holds_but(section: Node, moved: Callable[[Node], bool]) -> bool:
    """Whether a section holds nothing but notes that are moved elsewhere."""
    inside = [child for child in section if isinstance(child, Node) and child.tag != "heading"]
    return bool(inside) and all(child.tag == "note" and moved(child) for child in inside)
