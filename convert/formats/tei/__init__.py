"""TEI P5: a deep, valid edition that accounts for every character of its source.

The profile is defined by `huozi.odd`, which `huozi.rng` and `profile.md` are made from.

vocabulary  what each element of the tree is in TEI, for writer and reader
text        the `text` of a document
leaves      … elements with source characters
inline      … what stands inside them
marks       what is put into the text when it stands
header      the `teiHeader`
rendition   how a style sheet would have each element look
account     the account of the source, as `standOff`
register    what text and header tell the account
reasons     why a rule says what it says
read        TEI → the tree
read_text read_leaves read_account  … articles, leaves, account
odd         the profile → its schema and documentation
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from lxml import etree

from convert.collection import Collection, Member
from convert.errors import UsageError, suggest
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.account import AccountWriter
from convert.formats.tei.header import Publication, list_categories, make_corpus_header, write_header
from convert.formats.tei.leaves import is_date
from convert.formats.tei.marks import mark_names, mark_text, target_notes
from convert.formats.tei.register import Identifiers, Register
from convert.formats.tei.text import TextWriter
from convert.formats.tei.vocabulary import Element, tag
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.nodes import XML_LANG, Document
from convert.tree.vocabulary import check_vocabulary

FLAVOURS = ("full", "reading")
_NSMAP: dict[str | None, str] = {None: tei.TEI}
_XML = {"xml": "http://www.w3.org/XML/1998/namespace"}
"""Lets the streaming writer of lxml know xml:lang."""


@dataclass(frozen=True, slots=True)
class TeiWriter:
    """Renders documents as TEI and collections as teiCorpus.

    `flavour` is `full`, with the account of the source in standOff: it reads back to the identical tree; or
    `reading`, which keeps to the elements of TEI simplePrint and leaves the account out. `lines` keeps the line and
    page breaks of the source (lb, pb); `variants` shows characters that a conversion of script changed in both forms
    (choice). `publisher`, `date` and `licence` are those of the TEI file.
    """

    name: ClassVar[str] = "tei"
    suffix: ClassVar[str] = ".tei.xml"
    media_type: ClassVar[str] = "application/tei+xml"
    walker: ClassVar[type[TextWriter]] = TextWriter
    """What renders the text; a subclass may name a subclass of it."""

    flavour: str = "full"
    lines: bool = False
    variants: bool = False
    publisher: str = ""
    date: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        """Raises UsageError for an unknown flavour, and for a date that is none."""
        if self.flavour not in FLAVOURS:
            raise UsageError(f"TEI has no flavour {self.flavour!r}.", suggest(self.flavour, FLAVOURS))
        if self.date and not is_date(str(self.date)):
            raise UsageError(f"{self.date!r} is no date.", "Write 2021, 2021-04 or 2021-04-08.")

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the file; a collection is streamed, one member in memory at a time."""
        if isinstance(work, Collection):
            self._write_corpus(work, style, out)
        else:
            root = self.encode(work, style)
            out.write(etree.tostring(root, encoding="utf-8", xml_declaration=True))
        return []

    def encode(self, tree: Document, style: Style | None = None, member: str = "") -> Element:
        """The `TEI` element of a document; in a collection every xml:id begins with the member's id.

        Raises VocabularyError where the tree holds an element that nobody knows.
        """
        check_vocabulary(tree, self.walker.who)
        register = Register(Identifiers(f"{member}-" if member else ""), simple=self.flavour == "reading")
        root = etree.Element(tag("TEI"), {XML_LANG: tree.lang or "zh-Hans"}, nsmap=_NSMAP)
        root.text = root.tail = "\n"
        if member:
            root.set(tei.XML_ID, member)
        body = _open(_open(root, "text"), "body")
        writer = self.walker(register)
        writer.visit(tree.article, body)
        mark_names(register)
        target_notes(register)
        mark_text(tree, register, lines=self.lines, variants=self.variants)
        write_header(root, tree, writer.leaves, self._publication(), style)
        if not register.simple:
            AccountWriter(register).write(root, tree.record)
        list_categories(root, register)
        return root

    def _publication(self) -> Publication:
        return Publication(self.publisher, str(self.date), self.licence)  # a year may come as a number

    def _write_corpus(self, collection: Collection, style: Style, out: BinaryIO) -> None:
        if not any(True for _ in collection.members()):
            raise UsageError("The collection has no documents.", "A teiCorpus needs at least one.")
        with etree.xmlfile(out, encoding="utf-8") as stream:
            stream.write_declaration()
            language = {XML_LANG: collection.language}
            with stream.element(tag("teiCorpus"), language, nsmap=_NSMAP | _XML):
                stream.write("\n", self._corpus_header(collection, collection.title, style))
                for part in collection.parts:
                    if not part.title:
                        self._write_members(stream.write, part.members)
                    elif part.members:
                        with stream.element(tag("teiCorpus"), language | {"type": "part"}, nsmap=_XML):
                            stream.write("\n", self._corpus_header(collection, part.title, None))
                            self._write_members(stream.write, part.members)
                        stream.write("\n")

    def _corpus_header(self, collection: Collection, title: str, style: Style | None) -> Element:
        return make_corpus_header(collection, self._publication(), title, style, simple=self.flavour == "reading")

    def _write_members(self, write: Callable[[Element], None], members: tuple[Member, ...]) -> None:
        for member in members:
            write(self.encode(member.load(), None, member.id))


def _open(parent: Element, name: str) -> Element:
    made = etree.SubElement(parent, tag(name))
    made.text = made.tail = "\n"
    return made
