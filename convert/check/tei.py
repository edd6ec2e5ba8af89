"""Whether a TEI file keeps to the profile of Huozi: its schema, its pointers, and its account of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from convert.check.departure import Departure
from convert.errors import AuditError, SourceError
from convert.formats.tei.read import load_schema, read_root
from convert.formats.tei.vocabulary import XML_ID, Element, tag
from convert.formats.xml.entities import print_entities
from convert.tree.audit import prove

_POINTERS = ("ana", "corresp", "decls", "resp", "target", "who")
_FILLED = frozenset(tag(name) for name in ("p", "head", "item"))


def check_tei(data: bytes, name: str) -> list[Departure]:
    """Everything in which a file departs from `huozi.odd`; raises SourceError where it is no TEI that can be read."""
    root = _parse(data, name)
    found = [*_check_schema(root), *_check_pointers(root), *_check_content(root)]
    return found or [row for document in root.iter(tag("TEI")) for row in _check_account(document, name)]


class _Deaf(etree.Resolver):
    """Opens nothing that a file names: where ids are not collected, lxml asks for its document type."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002 - the signature of lxml
        return self.resolve_empty(context)


def _parse(data: bytes, name: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, collect_ids=False,
                             remove_comments=True, remove_pis=True)
    parser.resolvers.add(_Deaf())
    try:
        root = print_entities(etree.fromstring(data, parser), name)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {error.msg}.", "Write it again, or repair it.") from error
    if root.tag not in (tag("TEI"), tag("teiCorpus")):
        raise SourceError(f"{name} is no TEI.", "Its root is neither TEI nor teiCorpus.")
    return root


def _check_schema(root: Element) -> Iterator[Departure]:
    schema = load_schema()
    if not schema.validate(root):
        for fault in schema.error_log:
            yield Departure("huozi.rng", f"line {fault.line}", fault.message, "what huozi.odd defines")


def _check_pointers(root: Element) -> Iterator[Departure]:
    names = Counter(str(name) for name in root.xpath("//@xml:id"))
    for name, times in names.items():
        if times > 1:
            yield Departure("xml:id", name, f"{times} elements", "one element of a name")
    for element in root.iter(etree.Element):
        for attribute in _POINTERS:
            for pointer in (element.get(attribute) or "").split():
                if pointer.startswith("#") and pointer[1:] not in names:
                    item = f"line {element.sourceline}, @{attribute}"
                    yield Departure("pointer", item, pointer, "an xml:id of the file")


def _check_content(root: Element) -> Iterator[Departure]:
    for element in root.iter(*_FILLED):
        if not len(element) and not (element.text or "").strip():
            name = element.get(XML_ID) or f"line {element.sourceline}"
            yield Departure("content", f"{etree.QName(element).localname} {name}", "empty", "a character, or a gap")


def _check_account(document: Element, name: str) -> Iterator[Departure]:
    """That the source, rebuilt from the file alone, is the one that was read; the reading flavour has no account."""
    if document.find(tag("standOff")) is None:
        return
    item = document.get(XML_ID) or name
    try:
        prove(read_root(document, name))
    except AuditError as error:
        yield Departure("account", item, error.message, "every character of the source once")
