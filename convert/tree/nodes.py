"""The vocabulary of a document: one class for each element of `schema.rng`, which is the reference.

Elements are lxml elements with typed access. An element that holds source characters itself (a *leaf*)
carries `at`, the spans of those characters; containers carry none. `text_content` is the printed text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TypeVar, cast

from lxml import etree

from convert.span import Spans, parse_spans
from convert.tree.access import Attribute, Child, Children
from convert.tree.glance import Glanced

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Node(etree.ElementBase):
    """Any element of the tree."""

    id = Attribute("id")
    by = Attribute("by")
    lang = Attribute(XML_LANG)

    @property
    def at(self) -> Spans:
        """The source spans of a leaf, in characters of the decoded text; empty for a container."""
        return parse_spans(self.get("at") or "")

    @property
    def cert(self) -> float:
        """How sure the reader was, 0 to 1."""
        return float(self.get("cert") or 1)

    @property
    def text_content(self) -> str:
        """The printed text, inline elements included."""
        return "".join(self.itertext())

    def walk(self, kind: type[N]) -> Iterator[N]:
        """All elements of a class below this one, and itself, in document order."""
        return (node for node in self.iter() if isinstance(node, kind))


N = TypeVar("N", bound=Node)


class Field(Node):
    """One labelled fact of the source: `name` is standard, `label` is as printed, `value` is normal."""

    name = Attribute("name")
    label = Attribute("label")
    value = Attribute("value")


class Meta(Node):
    """The labelled facts of a document or article, in print order."""

    fields = Children[Field]("field")

    def find_value(self, name: str) -> str | None:
        """The normal form of the first field of a name, else its text, else None."""
        for field in self.fields:
            if field.name == name:
                return field.value or field.text_content
        return None


class Kicker(Node):
    """引题: the line above a headline that leads into it."""


class Title(Node):
    """The headline."""


class Subtitle(Node):
    """副题."""


class Byline(Node):
    """Who wrote or spoke it."""


class Date(Node):
    """A date line that belongs to the document; `when` is its ISO 8601 form."""

    when = Attribute("when")


class Addressee(Node):
    """主送机关: to whom an official document is sent."""


class Salutation(Node):
    """同志们: 各位代表:."""


class Front(Node):
    """What stands before the text of an article, in print order."""

    kickers = Children[Kicker]("kicker")
    title = Child[Title]("title")
    subtitles = Children[Subtitle]("subtitle")
    bylines = Children[Byline]("byline")
    dates = Children[Date]("date")
    addressee = Child[Addressee]("addressee")
    salutation = Child[Salutation]("salutation")


class Attachment(Node):
    """附件说明: the announcement of an attachment."""


class Signature(Node):
    """落款: the issuing body or person at the end."""


class CopyTo(Node):
    """抄送."""


class Note(Node):
    """A source credit, footnote or editor's note; a `ref` in the text may name it by its id."""

    n = Attribute("n")


class Back(Node):
    """What closes an article, in print order."""

    attachments = Children[Attachment]("attachment")
    signatures = Children[Signature]("signature")
    dates = Children[Date]("date")
    notes = Children[Note]("note")


class Heading(Node):
    """The heading of a section; `place` says how it stood: own, run-in or glued."""

    place = Attribute("place")

    @property
    def depth(self) -> int:
        """How deep its section lies inside the article, 1 at the top."""
        above = (node.tag for node in self.iterancestors("section", "article"))
        return sum(1 for _ in takewhile("section".__eq__, above))


class Paragraph(Node):
    """A paragraph."""


class Section(Node):
    """A heading and what stands under it; `n` is its number as an Arabic numeral."""

    n = Attribute("n")
    heading = Child[Heading]("heading")
    sections = Children["Section"]("section")

    @property
    def depth(self) -> int:
        """How deep it lies inside its article, 1 at the top."""
        heading = self.heading
        return heading.depth if heading is not None else 1


class Item(Node):
    """An item of a list."""

    n = Attribute("n")


class List(Node):
    """Consecutive short items; `kind` is bullet, number or plain."""

    kind = Attribute("kind")
    entries = Children[Item]("item")


class Quote(Node):
    """Blocks quoted from elsewhere."""


class Line(Node):
    """A line of verse."""


class Verse(Node):
    """A poem or song."""

    lines = Children[Line]("line")


class Caption(Node):
    """The caption of a picture, chart or table."""


class Figure(Node):
    """A picture; `missing` where the source lost it. `picture` is the digest of its bytes, which the record holds."""

    missing = Attribute("missing")
    href = Attribute("href")
    alt = Attribute("alt")
    picture = Attribute("picture")
    caption = Child[Caption]("caption")


class Cell(Node):
    """A cell of a table row."""


class Row(Node):
    """A row of a table."""

    cells = Children[Cell]("cell")


class Table(Node):
    """A table."""

    rows = Children[Row]("row")


class Label(Node):
    """The printed characters that number or mark a heading, item or note; never regenerated."""

    counted = Attribute("counted")


class Lead(Node):
    """The unnumbered topic sentence that opens a paragraph."""


class Emphasis(Node):
    """Characters the source sets apart; `rend` is strong, italic, dots, line, kai, struck, sub, sup or code."""

    rend = Attribute("rend")


class Link(Node):
    """Characters that lead to an address outside the document, or to the block whose id is `target`."""

    href = Attribute("href")
    target = Attribute("target")


class Reference(Node):
    """The place in the text that a note belongs to; empty where the source prints no mark there."""

    target = Attribute("target")
    n = Attribute("n")


class Formula(Node):
    """A formula in one line of text; `markup` is the same in MathML."""

    markup = Attribute("markup")


class Name(Node):
    """A proper name the source marks or a byline gives; `kind` is person, organisation or place."""

    kind = Attribute("kind")


class Ruby(Node):
    """Characters with their reading."""


class Reading(Node):
    """The reading of the characters before it: pinyin or zhuyin."""


class Gap(Node):
    """A place where the source says nothing: `reason` is redacted, lost or truncated."""

    reason = Attribute("reason")


class Sic(Node):
    """Characters printed so in the source that look wrong; `why` says what is odd."""

    why = Attribute("why")


class Article(Node):
    """A work with its own title; a newspaper page or a file with two speeches nests several."""

    kind = Attribute("kind")
    meta = Child[Meta]("meta")
    front = Child[Front]("front")
    back = Child[Back]("back")
    sections = Children[Section]("section")
    articles = Children["Article"]("article")

    @property
    def title(self) -> Title | None:
        """Its headline, if it has one."""
        return self.front.title if self.front is not None else None


class Source(Node):
    """The digital source: file name, digests, size and encoding."""

    name = Attribute("name")
    sha256 = Attribute("sha256")
    text_sha256 = Attribute("text-sha256")
    encoding = Attribute("encoding")
    newline = Attribute("newline")
    media = Attribute("media")

    @property
    def length(self) -> int:
        """Characters of the decoded text."""
        return int(self.get("length") or 0)


class Cut(Node):
    """Characters that stand in no block, with the rule that cut them."""


class Picture(Node):
    """The bytes of a picture in base64."""

    sha256 = Attribute("sha256")
    media = Attribute("media")


class Edit(Node):
    """A change made by a transform or by joining lines: at `at`, `was` became `now`."""

    was = Attribute("was")
    now = Attribute("now")


class Remark(Node):
    """A diagnostic that travels with the document; `code` says which kind: `series/gap`."""

    code = Attribute("code")
    severity = Attribute("severity")


class Record(Node):
    """The account book: the source, what was cut, what was changed, what was noticed."""

    source = Child[Source]("source")
    cuts = Children[Cut]("cut")
    edits = Children[Edit]("edit")
    remarks = Children[Remark]("remark")
    pictures = Children[Picture]("picture")


class Document(Glanced, Node):
    """The root of a tree; interpreters and notebooks show it at a glance."""

    version = Attribute("version")

    @property
    def meta(self) -> Meta:
        """The labelled facts of the whole file."""
        return cast(Meta, self.find("meta"))

    @property
    def article(self) -> Article:
        """The outermost article."""
        return cast(Article, self.find("article"))

    @property
    def record(self) -> Record:
        """The account book."""
        return cast(Record, self.find("record"))


def squeeze(text: str) -> str:
    """One line: runs of white space, full-width ones included, become one space."""
    return " ".join(text.split())


CLASSES: dict[str, type[Node]] = {
    "document": Document, "meta": Meta, "field": Field, "article": Article, "front": Front, "back": Back,
    "kicker": Kicker, "title": Title, "subtitle": Subtitle, "byline": Byline, "date": Date,
    "addressee": Addressee, "salutation": Salutation, "attachment": Attachment, "signature": Signature,
    "copyto": CopyTo, "note": Note, "section": Section, "heading": Heading, "p": Paragraph, "list": List,
    "item": Item, "quote": Quote, "verse": Verse, "line": Line, "figure": Figure, "caption": Caption,
    "table": Table, "row": Row, "cell": Cell, "label": Label, "lead": Lead, "em": Emphasis, "link": Link,
    "ref": Reference, "math": Formula, "name": Name, "ruby": Ruby,
    "rt": Reading, "gap": Gap, "sic": Sic, "record": Record, "source": Source, "cut": Cut,
    "edit": Edit, "remark": Remark, "picture": Picture,
}
"""Tag to class; the same names as `schema.rng` defines."""

INLINE = frozenset({"label", "lead", "em", "link", "ref", "math", "name", "ruby", "rt", "gap", "sic"})
"""Elements that stand inside the text of a leaf."""
