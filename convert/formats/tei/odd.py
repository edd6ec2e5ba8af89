"""From `huozi.odd` to the RELAX NG schema and the documentation that are kept beside it.

    python -m convert.formats.tei.odd        makes both again

It reads the part of ODD that `huozi.odd` uses: pure ODD content models, attribute definitions with datatypes and closed
lists of values, macros, one attribute class (TEI P5, chapter 22).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from convert.formats.tei.vocabulary import TEI, Element, tag
from convert.resources import PACKAGE

FOLDER = PACKAGE / "formats" / "tei"
RNG = "http://relaxng.org/ns/structure/1.0"
DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_NSMAP: dict[str | None, str] = {None: RNG, "a": "http://relaxng.org/ns/compatibility/annotations/1.0"}
_XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

DATATYPES: dict[str, tuple[tuple[str, str], ...]] = {
    "teidata.text": (("string", ""),),
    "teidata.word": (("token", r"[^\p{C}\p{Z}]+"),),
    "teidata.enumerated": (("token", r"[^\p{C}\p{Z}]+"),),
    "teidata.pointer": (("anyURI", r"\S+"),),
    "teidata.count": (("nonNegativeInteger", ""),),
    "teidata.language": (("language", ""),),
    "teidata.xmlName": (("NCName", ""),),
    "teidata.versionNumber": (("token", r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}"),),
    "teidata.probability": (("double", ""),),
    "teidata.temporal.w3c": (("date", ""), ("gYearMonth", ""), ("gYear", "")),
    "ID": (("ID", ""),),
}
"""Datatype of an ODD → datatypes of W3C XML Schema, each with a pattern, of which one must fit."""


def load_odd() -> Element:
    """The ODD of the profile."""
    return etree.parse(FOLDER / "huozi.odd").getroot()


def make_schema(odd: Element) -> bytes:
    """The RELAX NG schema of an ODD, in the XML syntax."""
    grammar = etree.Element(_rng("grammar"), {"ns": TEI, "datatypeLibrary": _XSD}, nsmap=_NSMAP)
    schema = next(odd.iter(tag("schemaSpec")))
    start = etree.SubElement(etree.SubElement(grammar, _rng("start")), _rng("choice"))
    for name in (schema.get("start") or "").split():
        etree.SubElement(start, _rng("ref"), name=name)
    for macro in odd.iter(tag("macroSpec")):
        define = etree.SubElement(grammar, _rng("define"), name=macro.get("ident") or "")
        _convert_content(define, macro)
    for spec in odd.iter(tag("classSpec")):
        define = etree.SubElement(grammar, _rng("define"), name=spec.get("ident") or "")
        _convert_attributes(define, spec)
    for spec in odd.iter(tag("elementSpec")):
        _convert_element(grammar, spec)
    etree.indent(grammar)
    return etree.tostring(grammar, encoding="utf-8", xml_declaration=True) + b"\n"


def _rng(name: str) -> str:
    return f"{{{RNG}}}{name}"


def _convert_element(grammar: Element, spec: Element) -> None:
    name = spec.get("ident") or ""
    element = etree.SubElement(etree.SubElement(grammar, _rng("define"), name=name), _rng("element"), name=name)
    etree.SubElement(element, DOCUMENTATION).text = spec.findtext(tag("desc"))
    for member in spec.iter(tag("memberOf")):
        etree.SubElement(element, _rng("ref"), name=member.get("key") or "")
    _convert_attributes(element, spec)
    _convert_content(element, spec)


def _convert_content(parent: Element, spec: Element) -> None:
    for model in spec.iterfind(f"{tag('content')}/*"):
        _convert_model(parent, model)


def _convert_model(parent: Element, model: Element) -> None:
    holder = _repeat(parent, model.get("minOccurs", "1"), model.get("maxOccurs", "1"))
    _MODELS[etree.QName(model).localname](holder, model)


def _repeat(parent: Element, least: str, most: str) -> Element:
    name = _TIMES.get((least, most))
    return parent if name is None else etree.SubElement(parent, _rng(name))


_TIMES = {("0", "1"): "optional", ("0", "unbounded"): "zeroOrMore", ("1", "unbounded"): "oneOrMore"}


def _convert_group(name: str) -> Callable[[Element, Element], None]:
    def convert(parent: Element, model: Element) -> None:
        group = etree.SubElement(parent, _rng(name))
        for part in model:
            _convert_model(group, part)

    return convert


def _refer(parent: Element, model: Element) -> None:
    etree.SubElement(parent, _rng("ref"), name=model.get("key") or "")


_MODELS: dict[str, Callable[[Element, Element], None]] = {
    "sequence": _convert_group("group"),
    "alternate": _convert_group("choice"),
    "elementRef": _refer,
    "macroRef": _refer,
    "textNode": lambda parent, _: parent.append(parent.makeelement(_rng("text"), {}, None)),
    "empty": lambda parent, _: parent.append(parent.makeelement(_rng("empty"), {}, None)),
}


def _convert_attributes(parent: Element, spec: Element) -> None:
    for definition in spec.iterfind(f"{tag('attList')}/{tag('attDef')}"):
        holder = parent if definition.get("usage") == "req" else etree.SubElement(parent, _rng("optional"))
        attribute = etree.SubElement(holder, _rng("attribute"), name=definition.get("ident") or "", ns="")
        values = [item.get("ident") or "" for item in definition.iter(tag("valItem"))]
        if values:
            choice = etree.SubElement(attribute, _rng("choice"))
            for value in values:
                etree.SubElement(choice, _rng("value")).text = value
        else:
            _convert_datatype(attribute, definition)


def _convert_datatype(attribute: Element, definition: Element) -> None:
    reference = next(definition.iter(tag("dataRef")))
    if next(definition.iter(tag("datatype"))).get("maxOccurs") == "unbounded":
        attribute = etree.SubElement(etree.SubElement(attribute, _rng("list")), _rng("oneOrMore"))
    choice = etree.SubElement(attribute, _rng("choice"))
    for name, pattern in DATATYPES[reference.get("key") or reference.get("name") or ""]:
        data = etree.SubElement(choice, _rng("data"), type=name)
        if pattern:
            etree.SubElement(data, _rng("param"), name="pattern").text = pattern


# documentation

def make_profile(odd: Element) -> str:
    """The documentation of an ODD as Markdown: each part with a table of its elements."""
    lines = [*_open_profile(odd), *(line for part in odd.iter(tag("div")) for line in _print_part(part))]
    return "\n".join(lines) + "\n"


def _open_profile(odd: Element) -> Iterator[str]:
    yield f"# {odd.findtext('.//' + tag('title'))}"
    yield ""
    yield odd.findtext(f".//{tag('encodingDesc')}/{tag('p')}") or ""


def _print_part(part: Element) -> Iterator[str]:
    yield from ("", f"## {part.findtext(tag('head'))}", "", part.findtext(tag("p")) or "")
    specs = list(part.iter(tag("elementSpec")))
    if specs:
        yield from ("", "| element | what it is | holds | attributes |", "|---|---|---|---|")
        for spec in specs:
            model = spec.find(f"{tag('content')}/*")
            cells = (f"`{spec.get('ident')}`", spec.findtext(tag("desc")) or "", _print_model(model),
                     ", ".join(_print_attributes(spec)))
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    for macro in part.iter(tag("macroSpec")):
        model = macro.find(f"{tag('content')}/*")
        yield from ("", f"{macro.findtext(tag('desc'))} *{_brief(macro)}*: {_print_model(model)}")


def _brief(model: Element) -> str:
    return (model.get("key") or model.get("ident") or "").removeprefix("huozi.")


_SIGNS = {("0", "1"): "?", ("0", "unbounded"): "*", ("1", "unbounded"): "+"}
_JOINTS = {"sequence": ", ", "alternate": " | "}


def _print_model(model: Element | None) -> str:
    if model is None:
        return ""
    name = etree.QName(model).localname
    sign = _SIGNS.get((model.get("minOccurs", "1"), model.get("maxOccurs", "1")), "")
    if name in _JOINTS:
        text = _JOINTS[name].join(map(_print_model, model))
        return f"({text}){sign}" if sign or len(model) > 1 else text
    word = {"textNode": "characters", "empty": "nothing", "macroRef": f"*{_brief(model)}*"}.get(name, _brief(model))
    return word + sign


def _print_attributes(spec: Element) -> Iterator[str]:
    for definition in spec.iterfind(f"{tag('attList')}/{tag('attDef')}"):
        values = " ".join(item.get("ident") or "" for item in definition.iter(tag("valItem")))
        star = "" if definition.get("usage") == "req" else "?"
        yield f"{definition.get('ident')}{star}" + (f" ({values})" if values else "")
    if next(spec.iter(tag("memberOf")), None) is not None:
        yield "xml:id?, xml:lang?"


def main() -> None:
    """Makes `huozi.rng` and `profile.md` from `huozi.odd`."""
    odd = load_odd()
    (FOLDER / "huozi.rng").write_bytes(make_schema(odd))
    (FOLDER / "profile.md").write_text(make_profile(odd), encoding="utf-8")


if __name__ == "__main__":
    main()
