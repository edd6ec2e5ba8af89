"""Reads Huozi's own TEI (the `full` flavour) back to the identical tree.

The tables of `convert.formats.tei.vocabulary` are read from right to left; what the writer adds for people and for
other software (dates and names in bylines, line and page breaks, gaps where something was cut) has no xml:id of the
tree and is looked through or passed over. Other people's TEI has no account of a source: it is not read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import BinaryIO, NamedTuple, TypeVar, cast

from lxml import etree

from convert.errors import SourceError
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.vocabulary import Shape, tag
from convert.resources import PACKAGE
from convert.tree.build import add, make
from convert.tree.nodes import XML_LANG, Document, Node

Element = etree._Element
T = TypeVar("T")


@cache
def load_schema() -> etree.RelaxNG:
    """The RELAX NG schema of the profile."""
    return etree.RelaxNG(etree.parse(PACKAGE / "formats" / "tei" / "huozi.rng"))


def read_tei(data: bytes, name: str) -> Document:
    """The tree of a TEI file.

    Raises SourceError where it is not one that Huozi wrote in the full flavour, or where it was changed to what the
    profile does not have.
    """
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {error.msg}.", "Write it again, or repair it.") from error
    if root.tag == tag("teiCorpus"):
        raise SourceError(f"{name} holds a collection of documents.", "Give the documents that it was made of.")
    return read_root(root, name)


def read_corpus(source: str | BinaryIO) -> Iterator[Document]:
    """The trees of a teiCorpus, one after another: the memory of one document is enough."""
    name = source if isinstance(source, str) else "corpus"
    for _, root in etree.iterparse(source, tag=tag("TEI"), huge_tree=True, no_network=True, resolve_entities=False):
        yield read_root(root, name)
        root.clear()
        while root.getprevious() is not None:
            del root.getparent()[0]  # type: ignore[union-attr]


def _parser() -> etree.XMLParser[Element]:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def read_root(root: Element, name: str) -> Document:
    """The tree of a `TEI` element; raises SourceError where it has no account of its source."""
    account = root.find(tag("standOff"))
    outermost = root.find(f"{tag('text')}/{tag('body')}/{tag('div')}")
    if account is None or outermost is None or account.find(tag("spanGrp")) is None:
        raise SourceError(f"{name} is TEI without an account of its source.",
                          "Only Huozi's own TEI of the full flavour reads back.")
    if not load_schema().validate(root):
        fault = load_schema().error_log[0]
        raise SourceError(f"{name}, line {fault.line}: {fault.message}.", f"See `huozi check {name}`.")
    return _TreeReader(root, account, name).read(outermost)


class _Said(NamedTuple):
    """What the account says of an element."""

    at: str | None
    by: str | None
    cert: str | None
    value: str | None


_SILENT = _Said(None, None, None, None)


class _TreeReader:
    """Rebuilds one document."""

    def __init__(self, root: Element, account: Element, name: str) -> None:
        self.name = name
        self.root = root
        self.account = account
        member = root.get(tei.XML_ID)
        self.prefix = f"{member}-" if member is not None else ""
        spans = account.iterfind(f"{tag('spanGrp')}/{tag('span')}")
        self.said = {span.get("target", "")[1:]: self.hear(span) for span in spans}
        self.doubts = {note.get("target", "")[1:]: note.text or "" for note in self.annotations("doubt")}

    def annotations(self, kind: str) -> Iterator[Element]:
        return self.account.iterfind(f"{tag('listAnnotation')}[@type='{kind}']/{tag('note')}")

    def hear(self, span: Element) -> _Said:
        at, by = span.get("source"), span.get("ana")
        value = span.text if span.text is not None else "" if len(span) else None
        return _Said(_spans(at), None if by is None else self.category(by), span.get("cert"), value)

    def category(self, pointer: str) -> str:
        return tei.category_name(pointer[1 + len(self.prefix) :])

    def read(self, outermost: Element) -> Document:
        version = self.root.find(f".//{tag('application')}[@ident='huozi-tree']")
        tree = make("document", version=version.get("version") if version is not None else "")
        tree.set(XML_LANG, self.root.get(XML_LANG, ""))
        self.read_fields(add(tree, "meta"), self.root.find(f".//{tag('sourceDesc')}/{tag('bibl')}"))
        self.read_article(tree, outermost)
        self.read_record(add(tree, "record"))
        return cast(Document, tree)

    def find(self, table: Mapping[Shape_, T], element: Element) -> T:
        """What a table says of an element; raises SourceError where it does not know it."""
        found = table.get(_key(element))
        if found is None:
            what = etree.QName(element).localname
            raise SourceError(f"{self.name}, line {element.sourceline}: {what} where the tree has nothing like it.",
                              "The profile is described in profile.md beside the TEI writer.")
        return found

    # identity

    def identify(self, node: Node, element: Element) -> _Said:
        """Gives a node the id, language, rule and certainty of its element; and what else the account says."""
        name = element.get(tei.XML_ID)
        if (language := element.get(XML_LANG)) is not None:
            node.set(XML_LANG, language)
        if name is None:
            return _SILENT
        own = tei.unescape_id(name[len(self.prefix) :])
        if own is not None:
            node.set("id", own)
        said = self.said.get(name, _SILENT)
        for attribute, value in (("at", said.at), ("by", said.by), ("cert", said.cert)):
            if value is not None:
                node.set(attribute, value)
        return said

    # header

    def read_fields(self, meta: Node, bibl: Element | None) -> None:
        for element in bibl if bibl is not None else ():
            if element.get(tei.XML_ID) is None:
                continue
            name = _FIELD_NAMES.get(_key(element), element.get("type"))
            field = add(meta, "field", name=name, label=element.get("n"))
            said = self.read_leaf(field, element)
            if said.value is not None:
                field.set("value", said.value)

    def read_record(self, record: Node) -> None:
        bibl = self.root.find(f".//{tag('bibl')}[@type='digitalSource']")
        source = add(record, "source")
        for element in bibl.iter(tag("idno"), tag("note")) if bibl is not None else ():
            source.set(element.get("type", ""), element.text or "")
        units = {unit: name for name, unit in tei.FILE_SIZES.items()}
        for element in bibl.iter(tag("measure")) if bibl is not None else ():
            source.set(units[element.get("unit", "")], element.get("quantity", ""))
        for note in self.annotations("record"):
            self.read_event(record, note)

    def read_event(self, record: Node, note: Element) -> None:
        kind = note.get("type", "")
        event = add(record, kind, at=_spans(note.get("source")))
        category = self.category(note.get("ana", ""))
        if kind == "edit":
            was, now = note[0]
            _set(event, by=category, was=was.text or "", now=now.text or "")
        elif kind == "remark":
            _set(event, code=category, severity=note.get("subtype"))
            event.text = note.text
        else:
            _set(event, by=category, code=note.get("n"))
            event.text = note.text

    # articles

    def read_article(self, parent: Node, div: Element) -> None:
        article = add(parent, "article")
        self.identify(article, div)
        _set(article, kind=div.get("subtype"))
        if (decls := div.get("decls")) is not None:
            bibls = self.root.iterfind(f".//{tag('sourceDesc')}/{tag('bibl')}")
            self.read_fields(add(article, "meta"), next(b for b in bibls if b.get(tei.XML_ID) == decls[1:]))
        parts: dict[str, Node] = {}
        for child in _elements(div):
            self.read_part(article, child, parts)

    def read_part(self, article: Node, child: Element, parts: dict[str, Node]) -> None:
        """A child of an article's `div`: of its front, its back, or its text."""
        key = _key(child)
        if key in _HEADS or child.tag == tag("opener"):
            front = parts.get("front")
            self.read_edge(parts.setdefault("front", add(article, "front") if front is None else front), child, _HEADS)
        elif key in _TRAILERS or child.tag == tag("closer"):
            back = parts.get("back")
            self.read_edge(parts.setdefault("back", add(article, "back") if back is None else back), child, _TRAILERS)
        else:
            self.read_block(article, child)

    def read_edge(self, edge: Node, child: Element, shapes: dict[Shape_, str]) -> None:
        if child.tag not in (tag("opener"), tag("closer")):
            leaf = add(edge, shapes[_key(child)])
            self.read_leaf(leaf, child)
            _set(leaf, n=child.get("n"))
        else:
            for element in _elements(child):
                self.read_block(edge, element)

    # blocks

    def read_block(self, parent: Node, element: Element) -> None:
        key = _key(element)
        read = _BLOCKS.get(key) or _BLOCKS.get((key[0], None))
        if read is not None:
            read(self, parent, element)
        else:
            leaf = add(parent, self.find(_LEAVES, element))
            said = self.read_leaf(leaf, element)
            _set(leaf, n=element.get("n"), cols=element.get("cols"), rows=element.get("rows"), when=said.value)

    def read_section(self, parent: Node, div: Element) -> None:
        section = add(parent, "section")
        self.identify(section, div)
        _set(section, n=div.get("n"))
        for child in _elements(div):
            if child.tag == tag("head"):
                heading = add(section, "heading")
                self.read_leaf(heading, child)
                _set(heading, place=child.get("rend"))
            else:
                self.read_block(section, child)

    def read_all(self, parent: Node, element: Element) -> None:
        for child in _elements(element):
            self.read_block(parent, child)

    def read_nothing(self, parent: Node, element: Element) -> None:
        """What stands only because TEI wants it."""

    def read_list(self, parent: Node, element: Element) -> None:
        made = add(parent, "list", kind=_LISTS[element.get("rend", "")])
        self.identify(made, element)
        self.read_all(made, element)

    def read_item(self, parent: Node, element: Element) -> None:
        item = add(parent, "item", n=element.get("n"))
        if self.said.get(element.get(tei.XML_ID, ""), _SILENT).at is not None:
            self.read_leaf(item, element)
        else:
            self.identify(item, element)
            self.read_all(item, element)

    def read_figure(self, parent: Node, element: Element) -> None:
        figure = add(parent, "figure")
        self.identify(figure, element)
        for child in element.iterchildren():
            if child.tag == tag("graphic"):
                _set(figure, href=child.get("url"))
            elif child.tag == tag("gap") and child.get("reason") == "missing":
                _set(figure, missing="yes")
            elif child.tag == tag("head"):
                self.read_leaf(add(figure, "caption"), child)

    def read_caption(self, parent: Node, element: Element) -> None:
        for child in element.iterchildren(tag("head")):
            self.read_leaf(add(parent, "caption"), child)

    def read_head(self, parent: Node, element: Element) -> None:
        """The caption of a table."""
        self.read_leaf(add(parent, "caption"), element)

    def read_row(self, parent: Node, element: Element) -> None:
        row = add(parent, "row", role="head" if element.get("role") is not None else None)
        self.identify(row, element)
        self.read_all(row, element)

    def read_plain(self, parent: Node, element: Element) -> None:
        """A container without attributes of its own."""
        made = add(parent, _PLAIN[str(element.tag)])
        self.identify(made, element)
        self.read_all(made, element)

    # inside a leaf

    def read_leaf(self, leaf: Node, element: Element) -> _Said:
        said = self.identify(leaf, element)
        self.read_text(leaf, element)
        return said

    def read_text(self, node: Node, element: Element) -> None:
        """The characters of an element; what the writer added is looked through or passed over."""
        _append(node, element.text)
        self.read_children(node, element)

    def read_children(self, node: Node, children: Iterable[Element]) -> None:
        for child in children:
            if _is_added(child):
                if child.tag not in _MARKS:
                    self.read_text(node, child)
            else:
                self.read_inline(node, child)
            _append(node, child.tail)

    def read_inline(self, node: Node, element: Element) -> None:
        key = _key(element)
        if key == (tag("seg"), "placeholder") and len(element):
            gap = add(node, "gap", reason=element[0].get("reason"))
            _append(gap, element[0].tail)
            self.read_children(gap, element[1:])
        elif element.tag == tag("gap"):
            add(node, "gap", reason=element.get("reason"))
        elif element.tag == tag("ruby"):
            ruby = add(node, "ruby")
            self.read_text(ruby, element[0])
            self.read_text(add(ruby, "rt"), element[1])
        elif element.tag == tag("choice"):
            self.read_text(node, element[1])
        else:
            name, attributes = self.find(_INLINES, element)
            made = add(node, name, **attributes)
            _set(made, rend=element.get("rend"), why=self.doubts.get(element.get(tei.XML_ID, "")))
            self.read_text(made, element)


Shape_ = tuple[str, str | None]
"""A TEI tag and its @type."""


def _key(element: Element) -> Shape_:
    return str(element.tag), element.get("type")


def _invert(shapes: dict[str, Shape]) -> dict[Shape_, str]:
    return {(name, kinds.get("type")): tree for tree, (name, kinds) in shapes.items()}


_HEADS = _invert(tei.HEADS)
_TRAILERS = _invert(tei.TRAILERS)
_FIELD_NAMES = _invert(tei.FIELDS)
_LEAVES = _invert(tei.BODY) | _invert(tei.OPENING) | _invert(tei.SIGNING)
_LISTS = {rend: kind for kind, rend in tei.LISTS.items()}
_PLAIN = {tag("quote"): "quote", tag("lg"): "verse", tag("table"): "table"}

_BLOCKS: dict[Shape_, Callable[[_TreeReader, Node, Element], None]] = {
    (tag("div"), "article"): _TreeReader.read_article, (tag("div"), "section"): _TreeReader.read_section,
    (tag("div"), "continued"): _TreeReader.read_all, (tag("ab"), "none"): _TreeReader.read_nothing,
    (tag("gap"), None): _TreeReader.read_nothing, (tag("lb"), None): _TreeReader.read_nothing,
    (tag("pb"), None): _TreeReader.read_nothing, (tag("list"), None): _TreeReader.read_list,
    (tag("item"), None): _TreeReader.read_item, (tag("figure"), None): _TreeReader.read_figure,
    (tag("figure"), "caption"): _TreeReader.read_caption, (tag("head"), None): _TreeReader.read_head,
    (tag("row"), None): _TreeReader.read_row, **{(name, None): _TreeReader.read_plain for name in _PLAIN},
}
"""How each TEI element of the text is read, by tag and type."""

_INLINES: dict[Shape_, tuple[str, dict[str, str]]] = {
    (tag("label"), None): ("label", {}), (tag("seg"), "label"): ("label", {}), (tag("seg"), "lead"): ("lead", {}),
    (tag("hi"), None): ("em", {}), (tag("sic"), None): ("sic", {}),
    **{(tag(name), None): ("name", {"kind": kind}) for kind, name in tei.NAMES.items()},
}

_MARKS = frozenset(tag(name) for name in ("gap", "lb", "pb", "cb", "fw"))
"""Elements the writer adds that hold no character of the leaf."""

_SEEN_THROUGH = frozenset(tag(name) for name in ("date", "docAuthor", "roleName"))
_ADDED_WITH_RESP = frozenset(tag(name) for name in tei.NAMES.values())


def _is_added(element: Element) -> bool:
    """Whether the writer added the element: the tree has nothing there."""
    if element.tag == tag("gap"):
        return element.get(tei.XML_ID) is not None or element.get("reason") == "empty"
    if element.tag in _ADDED_WITH_RESP:
        return element.get("resp") is not None
    return element.tag in _MARKS or element.tag in _SEEN_THROUGH


def _elements(element: Element) -> Iterable[Element]:
    return element.iterchildren("*")


def _append(node: Node, text: str | None) -> None:
    if text is None:
        return
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _set(node: Node, **attributes: str | None) -> None:
    for name, value in attributes.items():
        if value is not None:
            node.set(name, value)


def _spans(source: str | None) -> str | None:
    """Spans from pointers, the inverse of `locate` of the account."""
    return None if source is None else "" if source == "src:none" else source[4:].replace(" src:", " ")
