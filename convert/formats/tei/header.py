"""The `teiHeader`: what the document is, where it comes from and what was done to it.

What every header says stands in `header.xml`; here it is filled with the facts of a document or a collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import NamedTuple, cast
from urllib.parse import quote

from lxml import etree

from convert.chinese.names import Creator
from convert.collection import Collection
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.leaves import LeafWriter, is_date
from convert.formats.tei.marks import make_name, mark_names
from convert.formats.tei.reasons import find_reason
from convert.formats.tei.register import Register
from convert.formats.tei.rendition import declare_tags
from convert.formats.tei.vocabulary import Element, tag
from convert.resources import PACKAGE
from convert.style.sheet import Style
from convert.tree.identity import Identity, identify
from convert.tree.nodes import XML_LANG, Article, Document, Field, Meta, Source
from convert.version import VERSION

sub = etree.SubElement


class Publication(NamedTuple):
    """Who publishes the TEI file, when and under which terms; given by the user, never guessed."""

    publisher: str = ""
    date: str = ""
    licence: str = ""


def write_header(root: Element, tree: Document, leaves: LeafWriter, publication: Publication, style: Style | None
                 ) -> None:
    """Puts the header before the text under `root`, whose leaves are written; without a style it declares no look."""
    register, identity = leaves.register, identify(tree)
    header = _copy_template(register.prefix, simple=register.simple)
    root.insert(0, header)
    _state_title(header, identity)
    _state_publication(header, publication, identity)
    _state_source(header, tree, identity, leaves)
    if not register.simple:
        _declare_encoding(header, tree)
    if style is not None:
        declare_tags(_find(header, "encodingDesc"), style)
    _profile(header, tree, identity, register)
    _list_changes(header, tree, register.prefix)


def make_corpus_header(collection: Collection, publication: Publication, title: str, style: Style | None, *,
                       simple: bool) -> Element:
    """The header of a collection with the look of all its members, or of a part of it under its own title."""
    header = _copy_template("", simple=simple)
    identity = Identity(title, (), tuple(map(Creator, collection.creators)), collection.date, collection.publisher,
                        collection.identifier, collection.language, "", "")
    for element in header.iter():
        element.attrib.pop(tei.XML_ID, None)  # each member has its own, and a corpus may have many headers
    _state_title(header, identity)
    given = Publication(publication.publisher or collection.publisher, publication.date or collection.date,
                        publication.licence)
    _state_publication(header, given, identity)
    members = sum(1 for _ in collection.members())
    sub(_find(header, "sourceDesc"), tag("p"), {XML_LANG: "en"}).text = (
        f"A collection of {members} documents; the header of each names its source.")
    if style is not None:
        declare_tags(_find(header, "encodingDesc"), style)
    _add_language(_find(header, "profileDesc"), [identity.language])
    sub(_find(header, "revisionDesc"), tag("change"), {XML_LANG: "en"}).text = f"Encoded by Huozi {VERSION}."
    return header


@cache
def _template(*, simple: bool) -> Element:
    parser = etree.XMLParser(remove_blank_text=True)
    header = etree.parse(PACKAGE / "formats" / "tei" / "header.xml", parser).getroot()
    for paragraph in header.iter(tag("p")):
        paragraph.text = " ".join((paragraph.text or "").split())
    _find(header, "name").text = f"Huozi {VERSION}"
    if simple:
        declaration = _find(header, "editorialDecl")
        for part in list(declaration):
            declaration.extend(part)
            declaration.remove(part)
    for element in header.iter():
        element.tail = "\n"
        if element.text is None and len(element):
            element.text = "\n"
    return header


def _copy_template(prefix: str, *, simple: bool) -> Element:
    header = deepcopy(_template(simple=simple))
    if prefix:
        for element in header.iter():
            if (name := element.get(tei.XML_ID)) is not None:
                element.set(tei.XML_ID, prefix + name)
    return header


def _find(parent: Element, name: str) -> Element:
    return next(parent.iter(tag(name)))


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    made = sub(parent, tag(name), attributes)
    made.text, made.tail = text, "\n"
    return made


def _state_title(header: Element, identity: Identity) -> None:
    statement = _find(header, "titleStmt")
    facts = [("title", "main", identity.title)]
    facts += [("title", "sub", text) for text in identity.subtitles]
    facts += [("author", "", text) for text in identity.creator_names]
    for place, (name, kind, text) in enumerate(facts):
        made = statement.makeelement(tag(name), {"type": kind} if kind else {}, None)
        made.text, made.tail = text, "\n"
        statement.insert(place, made)


def _state_publication(header: Element, publication: Publication, identity: Identity) -> None:
    statement = _find(header, "publicationStmt")
    publisher, availability = statement
    publisher.text = publication.publisher or "unpublished"
    if publication.licence:
        availability[0].addprevious(_paragraph(publication.licence))
    if is_date(publication.date):
        availability.addprevious(_filled("date", publication.date, when=publication.date))
    if identity.identifier and not identity.source:
        availability.addprevious(_filled("idno", identity.identifier, type="URI"))


def _paragraph(text: str) -> Element:
    return _filled("p", text)


def _filled(name: str, text: str, **attributes: str) -> Element:
    made = etree.Element(tag(name), attributes)
    made.text, made.tail = text, "\n"
    return made


# the source

def _state_source(header: Element, tree: Document, identity: Identity, leaves: LeafWriter) -> None:
    statement = _find(header, "sourceDesc")
    register = leaves.register
    bibl = _begin_bibl(statement, register.prefix + tei.own("source"))
    _cite(bibl, identity, register)
    _list_fields(bibl, tree.meta, leaves)
    told = (each for each in register.articles if _is_cited(each[1]) or each[1].meta is not None)
    for number, (div, article) in enumerate(told, 1):
        name = f"{register.prefix}{tei.own('source')}.{number}"
        bibl = _begin_bibl(statement, name, corresp=_point_at(div, register))
        if _is_cited(article):
            _cite(bibl, identify(tree, article), register)
        if article.meta is not None:
            _list_fields(bibl, article.meta, leaves)
            div.set("decls", "#" + name)
    _describe_file(statement, cast(Source, tree.record.source), register.prefix)


def _is_cited(article: Article) -> bool:
    """Whether an article is one of several, with a headline of its own."""
    return isinstance(article.getparent(), Article) and article.title is not None


def _begin_bibl(statement: Element, name: str, **attributes: str) -> Element:
    bibl = sub(statement, tag("bibl"), {"type": "source", tei.XML_ID: name} | attributes)
    bibl.text = bibl.tail = "\n"
    return bibl


def _point_at(div: Element, register: Register) -> str:
    if (name := div.get(tei.XML_ID)) is None:
        name = register.ids.make("n")
        div.set(tei.XML_ID, name)
    return "#" + name


def _cite(bibl: Element, identity: Identity, register: Register) -> None:
    """The work in the words of its front; labelled facts follow, and differ from these by their xml:id."""
    _add(bibl, "title", identity.title, level="a")
    for creator in identity.creators:
        _add_author(bibl, creator, register)
    if is_date(identity.date):
        _add(bibl, "date", identity.date, when=identity.date)


def _list_fields(bibl: Element, meta: Meta, leaves: LeafWriter) -> None:
    for field in meta.fields:
        made = leaves.write(field, bibl, _field_shape(field))
        if made.tag == tag("title") and made.get("type") == tei.JOURNAL:
            made.set("level", "j")
        if (label := field.label) is not None:
            made.set("n", label)
        if made.tag == tag("date") and is_date(field.value):
            made.set("when", field.value)
    mark_names(leaves.register)


def _add_author(bibl: Element, creator: Creator, register: Register) -> None:
    """A creator with the office or role that is printed beside the name; without a kind it is plain text."""
    author = _add(bibl, "author")
    author.text = None
    for kind, text in (("role", creator.role), (creator.kind, creator.name)):
        if text and kind:
            made = make_name(kind, text, register)
            made.text = text
            author.append(made)
        elif text:
            author.text = text


def _field_shape(field: Field) -> tei.Shape:
    name = field.name or "other"
    shape = tei.FIELDS.get(name)
    address = name == tei.JOURNAL and "://" in field.text_content
    if shape is None or address or (shape[0] == tag("idno") and len(field)):
        return tag("note"), {"type": name}
    return shape


def _describe_file(statement: Element, source: Source, prefix: str) -> None:
    bibl = sub(statement, tag("bibl"), {"type": "digitalSource", tei.XML_ID: prefix + tei.own("file")})
    bibl.text = bibl.tail = "\n"
    for name in tei.FILE_NUMBERS:
        if (value := source.get(name)) is not None:
            _add(bibl, "idno", value, type=name)
    extent = _add(bibl, "extent")
    for name, unit in tei.FILE_SIZES.items():
        sub(extent, tag("measure"), unit=unit, quantity=source.get(name, "0"))
    for name in tei.FILE_NOTES:
        if (value := source.get(name)) is not None:
            _add(bibl, "note", value, type=name)


# the encoding

def _declare_encoding(header: Element, tree: Document) -> None:
    description = _find(header, "encodingDesc")
    applications = _add(description, "appInfo")
    for ident, version in (("huozi", VERSION), ("huozi-tree", tree.version or "")):
        sub(_add(applications, "application", ident=ident, version=version), tag("label")).text = ident
    _define_prefix(description, cast(Source, tree.record.source))


def _define_prefix(description: Element, source: Source) -> None:
    definitions = _add(description, "listPrefixDef")
    name = quote(source.name or "source")
    definition = _add(definitions, "prefixDef", ident="src", matchPattern="([0-9]+):([0-9]+)",
                      replacementPattern=f"{name}#char=$1,$2")
    sub(definition, tag("p"), {XML_LANG: "en"}).text = (
        "Characters of the decoded source, counted from 0, from the first number up to but not including the second "
        "(RFC 5147).")


def list_categories(root: Element, register: Register) -> None:
    """Declares the kinds, rules and remarks that the document's text and account point at."""
    taxonomies = {"kind": sorted(filter(_NCNAME.fullmatch, register.kinds)),
                  **{taxonomy: sorted(name for of, name in register.ids.categories if of == taxonomy)
                     for taxonomy in ("rule", "remark")}}
    if not any(taxonomies.values()):
        return
    declaration = _add(_find(root, "encodingDesc"), "classDecl")
    for taxonomy, names in taxonomies.items():
        if names:
            _list_taxonomy(declaration, register.prefix, taxonomy, names)


def _list_taxonomy(declaration: Element, prefix: str, taxonomy: str, names: Iterable[str]) -> None:
    made = _add(declaration, "taxonomy")
    made.set(tei.XML_ID, prefix + tei.own(taxonomy + "s"))
    made.text = "\n"
    for name in names:
        category = _add(made, "category", n=name)
        category.set(tei.XML_ID, prefix + tei.category_id(taxonomy, name))
        description = sub(category, _CAT_DESC)
        description.set(XML_LANG, "en")
        description.text = name if taxonomy == "kind" else find_reason(name)


_NCNAME = re.compile(r"[\w\-.]+")
_CAT_DESC = tag("catDesc")


# profile and history

def _profile(header: Element, tree: Document, identity: Identity, register: Register) -> None:
    profile = _find(header, "profileDesc")
    if is_date(identity.date):
        _add(_add(profile, "creation"), "date", identity.date, when=identity.date)
    _add_language(profile, [tree.lang or identity.language, *register.languages])
    kind = tree.article.kind or ""
    if _NCNAME.fullmatch(kind):
        _add(_add(profile, "textClass"), "catRef", target=f"#{register.prefix}{tei.category_id('kind', kind)}")


_LANGUAGES = {"zh-Hans": "中文（简体）", "zh-Hant": "中文（繁體）", "en": "English"}


def _add_language(profile: Element, languages: Iterable[str]) -> None:
    usage = _add(profile, "langUsage")
    for language in dict.fromkeys(languages):
        _add(usage, "language", _LANGUAGES.get(language, language), ident=language)


def _list_changes(header: Element, tree: Document, prefix: str) -> None:
    description = _find(header, "revisionDesc")
    families: dict[str, int] = {}
    for edit in tree.record.edits:
        family = (edit.by or "").partition("/")[0]
        families[family] = families.get(family, 0) + 1
    _change(description, f"Encoded by Huozi {VERSION}.", prefix)
    for family, times in families.items():
        _change(description, f"Characters changed by rules of the family {family}: {times} places.", prefix)


def _change(description: Element, text: str, prefix: str) -> None:
    change = _add(description, "change", text, who=f"#{prefix}{tei.own('software')}")
    change.set(XML_LANG, "en")
