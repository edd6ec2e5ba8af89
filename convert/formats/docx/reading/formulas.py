"""Formulas (OMML, ISO/IEC 29500-1, 22.1) as one line of text and as MathML."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from convert.formats.archive import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_DEEPEST = 40
"""How deep a formula may be nested; what is deeper is given as its characters."""

_SINGLE = {"sSup": "^", "sSub": "_", "limLow": "_", "limUpp": "^"}
_ACCENTS = {"\u0302": "^", "\u0303": "~", "\u0305": "‾", "\u20d7": "→", "\u0307": "˙", "\u0308": "¨"}


def _name(element: Element) -> str:
    tag = str(element.tag)
    return tag[len(M) :] if tag.startswith(M) else ""


def _part(element: Element, name: str) -> Element:
    found = element.find(M + name)
    return found if found is not None else etree.Element(M + name)


def _setting(element: Element, name: str, default: str) -> str:
    """A property, as `chr` of `naryPr`; some are there without a value and then mean nothing is printed."""
    for child in element:
        if _name(child).endswith("Pr"):
            found = child.find(M + name)
            if found is not None:
                return found.get(M + "val", "")
    return default


# one line of text


def linear(element: Element, depth: int = 0) -> str:
    """A formula in one line, as people type it: (a+b)/c, x^2, √(x+1), ∑_(i=1)^n i."""
    if depth > _DEEPEST:
        return _characters(element)
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name in _LINEAR:
        return _LINEAR[name](element, depth + 1)
    return "" if name.endswith("Pr") else _inner(element, depth)


def _characters(element: Element) -> str:
    return "".join(child.text or "" for child in element.iter(M + "t"))


def _inner(element: Element, depth: int) -> str:
    return "".join(linear(child, depth + 1) for child in element)


def _group(element: Element, name: str, depth: int) -> str:
    """A part, in brackets where it is more than one character."""
    text = _inner(_part(element, name), depth)
    return text if len(text) < 2 or text.isdecimal() else f"({text})"


def _linear_fraction(element: Element, depth: int) -> str:
    return f"{_group(element, 'num', depth)}/{_group(element, 'den', depth)}"


def _linear_root(element: Element, depth: int) -> str:
    degree = _inner(_part(element, "deg"), depth)
    sign = {"": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}√")
    return f"{sign}{_group(element, 'e', depth)}"


def _linear_script(element: Element, depth: int) -> str:
    scripts = ("sub", "sup", "lim")
    mark = _SINGLE.get(_name(element), "")
    body = _inner(_part(element, "e"), depth)
    for name in scripts:
        if element.find(M + name) is not None:
            body += (mark or ("_" if name == "sub" else "^")) + _group(element, name, depth)
    return body


def _linear_nary(element: Element, depth: int) -> str:
    sign = _setting(element, "chr", "∫")
    limits = [(mark, _group(element, name, depth)) for mark, name in (("_", "sub"), ("^", "sup"))]
    return sign + "".join(mark + text for mark, text in limits if text) + " " + _inner(_part(element, "e"), depth)


def _linear_delimiter(element: Element, depth: int) -> str:
    between = _setting(element, "sepChr", "|")
    inner = between.join(_inner(each, depth) for each in element.iterchildren(M + "e"))
    return f"{_setting(element, 'begChr', '(')}{inner}{_setting(element, 'endChr', ')')}"


def _linear_function(element: Element, depth: int) -> str:
    return f"{_inner(_part(element, 'fName'), depth)} {_inner(_part(element, 'e'), depth)}"


def _linear_accent(element: Element, depth: int) -> str:
    accent = _setting(element, "chr", "\u0302")
    body = _inner(_part(element, "e"), depth)
    return f"{body}{accent}" if len(body) == 1 else f"({body}){_ACCENTS.get(accent, accent)}"


def _linear_rows(element: Element, depth: int) -> str:
    rows = [row for row in element if _name(row) in ("e", "mr")]
    cells = (", ".join(_inner(cell, depth) for cell in row.iterchildren(M + "e")) if _name(row) == "mr"
             else _inner(row, depth) for row in rows)
    return "; ".join(cells)


_Linear = Callable[[Element, int], str]
_LINEAR: Mapping[str, _Linear] = {
    "f": _linear_fraction, "rad": _linear_root, "nary": _linear_nary, "d": _linear_delimiter, "func": _linear_function,
    "acc": _linear_accent, "m": _linear_rows, "eqArr": _linear_rows,
    **dict.fromkeys(("sSup", "sSub", "sSubSup", "limLow", "limUpp"), _linear_script),
}
"""How each element is written; the rest is written as what it holds."""


# MathML


def mathml(formula: Element) -> str:
    """A formula in presentation MathML 3."""
    root = etree.Element(f"{{{_MATHML}}}math", nsmap={None: _MATHML})
    _fill(root, formula, 0)
    return etree.tostring(root, encoding="unicode")


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    made = etree.SubElement(parent, f"{{{_MATHML}}}{tag}", attributes)
    made.text = text
    return made


def _fill(parent: Element, holder: Element, depth: int) -> None:
    """The MathML of all that an element holds."""
    for child in holder:
        name = _name(child)
        if depth > _DEEPEST:
            _add(parent, "mtext", _characters(child))
        elif name == "r":
            _add_token(parent, _characters(child))
        elif name in _MAKERS:
            _MAKERS[name](parent, child, depth + 1)
        elif name and not name.endswith("Pr"):
            _fill(parent, child, depth + 1)


def _add_token(parent: Element, text: str) -> None:
    if text:
        tag = "mn" if text.replace(".", "", 1).isdecimal() else "mi" if text.isalpha() else "mo"
        _add(parent, tag, text)


def _add_row(parent: Element, holder: Element, name: str, depth: int) -> None:
    _fill(_add(parent, "mrow"), _part(holder, name), depth)


def _make_parts(tag: str, *names: str) -> Callable[[Element, Element, int], None]:
    """A maker of an element with the parts of the formula in a given order."""
    def make(parent: Element, element: Element, depth: int) -> None:
        made = _add(parent, tag)
        for name in names:
            _add_row(made, element, name, depth)
    return make


def _make_root(parent: Element, element: Element, depth: int) -> None:
    if _characters(_part(element, "deg")):
        _make_parts("mroot", "e", "deg")(parent, element, depth)
    else:
        _make_parts("msqrt", "e")(parent, element, depth)


def _make_nary(parent: Element, element: Element, depth: int) -> None:
    made = _add(parent, "munderover")
    _add(made, "mo", _setting(element, "chr", "∫"))
    _add_row(made, element, "sub", depth)
    _add_row(made, element, "sup", depth)
    _add_row(parent, element, "e", depth)


def _make_delimiter(parent: Element, element: Element, depth: int) -> None:
    row = _add(parent, "mrow")
    _add(row, "mo", _setting(element, "begChr", "("))
    for at, each in enumerate(element.iterchildren(M + "e")):
        if at:
            _add(row, "mo", _setting(element, "sepChr", "|"))
        _fill(_add(row, "mrow"), each, depth)
    _add(row, "mo", _setting(element, "endChr", ")"))


def _make_function(parent: Element, element: Element, depth: int) -> None:
    row = _add(parent, "mrow")
    _add_row(row, element, "fName", depth)
    _add(row, "mo", "\u2061")
    _add_row(row, element, "e", depth)


def _make_accent(parent: Element, element: Element, depth: int) -> None:
    made = _add(parent, "mover", accent="true")
    _add_row(made, element, "e", depth)
    _add(made, "mo", _setting(element, "chr", "\u0302"))


def _make_rows(parent: Element, element: Element, depth: int) -> None:
    table = _add(parent, "mtable")
    for row in element:
        if _name(row) in ("e", "mr"):
            made = _add(table, "mtr")
            for cell in row.iterchildren(M + "e") if _name(row) == "mr" else (row,):
                _fill(_add(made, "mtd"), cell, depth)


_MAKERS: Mapping[str, Callable[[Element, Element, int], None]] = {
    "f": _make_parts("mfrac", "num", "den"), "rad": _make_root, "nary": _make_nary, "d": _make_delimiter,
    "func": _make_function, "acc": _make_accent, "m": _make_rows, "eqArr": _make_rows,
    "sSup": _make_parts("msup", "e", "sup"), "sSub": _make_parts("msub", "e", "sub"),
    "sSubSup": _make_parts("msubsup", "e", "sub", "sup"), "limLow": _make_parts("munder", "e", "lim"),
    "limUpp": _make_parts("mover", "e", "lim"),
}
"""How each element is made in MathML; the rest as what it holds."""
