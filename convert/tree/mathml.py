"""MathML of formulas, as it may be put into other people's files."""

from __future__ import annotations

from lxml import etree

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                          remove_pis=True)


def read_mathml(markup: str) -> etree._Element | None:
    """The `math` element of a text in MathML; None where it is none, or holds anything of another language."""
    try:
        root = etree.fromstring(markup, _PARSER) if markup else None
    except etree.XMLSyntaxError:
        return None
    if root is None or root.tag != f"{{{NAMESPACE}}}math":
        return None
    own = all(str(element.tag).startswith(f"{{{NAMESPACE}}}") for element in root.iter("*"))
    return root if own else None
