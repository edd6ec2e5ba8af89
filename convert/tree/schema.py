"""The RELAX NG schema of the tree, loaded once."""

from __future__ import annotations

from functools import cache

from lxml import etree

from convert.resources import PACKAGE


@cache
def schema() -> etree.RelaxNG:
    """The schema of `schema.rng`."""
    return etree.RelaxNG(etree.parse(PACKAGE / "tree" / "schema.rng"))
