"""WordprocessingML: names, element makers and the orders of children that its schema prescribes."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{W_URI}}}"
R = f"{{{R_URI}}}"
NSMAP = {"w": W_URI, "r": R_URI}

Element = etree._Element
Values = Mapping[str, "str | int"]
"""Attributes of a property without prefix; `{"val": 1}` is `w:val="1"`."""

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange")
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath")

ORDERS = {tag: {name: place for place, name in enumerate(names.split())}
          for tag, names in (("pPr", _PARAGRAPH), ("rPr", _RUN))}
"""The places of the children of w:pPr and w:rPr (ISO/IEC 29500-1, CT_PPr and CT_RPr)."""


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """A `w:` element; attributes get the prefix too, children that are None are left out."""
    element = etree.Element(W + tag, nsmap=NSMAP)
    for name, value in attributes.items():
        element.set(W + name, str(value))
    element.extend(child for child in children if child is not None)
    return element


def append(parent: Element, tag: str, **attributes: str | int) -> Element:
    """A new last `w:` child."""
    return etree.SubElement(parent, W + tag, {W + name: str(value) for name, value in attributes.items()})


def properties(tag: str, values: Mapping[str, Values | Element]) -> Element:
    """`w:pPr` or `w:rPr` with its children in the order of the schema."""
    order = ORDERS[tag]
    made = w(tag)
    for name in sorted(values, key=order.__getitem__):
        value = values[name]
        if isinstance(value, Mapping):
            append(made, name, **value)
        else:
            made.append(value)
    return made


def set_property(holder: Element, name: str, **attributes: str | int) -> Element:
    """Sets one property in an existing `w:pPr` or `w:rPr`, at its place in the order of the schema."""
    order = ORDERS[etree.QName(holder).localname]
    for old in holder.findall(W + name):
        holder.remove(old)
    child = w(name, **attributes)
    before = [node for node in holder if order.get(etree.QName(node).localname, -1) < order[name]]
    holder.insert(len(before), child)
    return child


def needs_space(text: str) -> bool:
    """Whether Word would drop white space of a text without xml:space."""
    return text != text.strip() or "  " in text


def twips(points: float) -> int:
    """Twentieths of a point, rounded."""
    return round(points * 20)


def serialise(root: Element) -> bytes:
    """A part's bytes, as Word expects them."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
