"""Values of attributes whose form the schema leaves open: there it would cost ten times all the rest of a proof."""

from __future__ import annotations

import re

from lxml import etree

from convert.tree.nodes import Node

_RULE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
"""How rules and remarks are named."""

_RULES = etree.XPath("descendant-or-self::*/@by | descendant-or-self::remark/@code", smart_strings=False)
_CERTAINTIES = etree.XPath("descendant-or-self::*/@cert", smart_strings=False)


def find_odd_value(tree: Node) -> str:
    """The name of a rule that is none, or a certainty beyond 0 and 1; empty where a valid tree has neither."""
    rules = (rule for rule in sorted(set(_RULES(tree))) if _RULE.fullmatch(rule) is None)
    shares = (share for share in sorted(set(_CERTAINTIES(tree))) if not 0 <= float(share) <= 1)
    return next((f"{value[:80]!r}" for value in (*rules, *shares)), "")
