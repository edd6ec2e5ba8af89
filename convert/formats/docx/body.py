"""The body of a document: from elements of the tree to paragraphs and tables of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import lru_cache

from convert.formats.docx.contents import HEADING, contents_entries, end_field
from convert.formats.docx.flow import Area, Flow, P
from convert.formats.docx.headlines import add_headline, set_headline
from convert.formats.docx.levels import ARTICLE, MOST, PART, SECTION, Level, Mark, settle_levels
from convert.formats.docx.markup import Element, W, append, set_property, w
from convert.formats.docx.notes import Footnotes
from convert.formats.docx.numbering import BULLET, DECIMAL, Numbering
from convert.formats.docx.pages import number_pages, shape
from convert.formats.docx.runs import PLAIN, Look, add_inline, add_text
from convert.formats.docx.series import Numbered
from convert.formats.docx.tables import add_cell, add_row, column_widths, lay_grid, table_frame
from convert.formats.docx.template import OFFICIAL, PARAGRAPHS, SameStyle, style_id
from convert.formats.docx.typography import face_name, indents, spacing, text_width, tracking, word_language
from convert.formats.writer import Notice
from convert.span import Spans
from convert.style.sheet import Style
from convert.tree.identity import squeeze
from convert.tree.nodes import Document, Node

_VAL = W + "val"

STYLES = {"p": "BodyText", "title": "Title", "subtitle": "Subtitle", "kicker": "Kicker", "byline": "Byline",
          "date": "Date", "addressee": "Addressee", "salutation": "Salutation", "attachment": "Attachment",
          "signature": "Signature", "copyto": "CopyTo", "note": "Note", "line": "Verse", "caption": "Caption",
          "cell": "TableText"}
"""Elements that are one paragraph each, and its style."""

COVER = frozenset({"kicker", "title", "subtitle", "byline", "date"})
"""What a title page takes of the front of a document."""

SOURCES = {style_id(row.name): (row.element, row.depth) for row in PARAGRAPHS + OFFICIAL}
"""Where the style sheet keeps the type of each paragraph style."""


class Body(Flow):
    """A w:document that grows by works; `settle` ends it."""

    def __init__(self, style: Style, language: str, *, compiled: bool = False, remarks: bool = False) -> None:
        super().__init__(style)
        self.language = word_language(language)
        self.compiled = compiled
        self.notices: list[Notice] = []
        self.marks: list[Mark] = []
        self.numbering = Numbering()
        self.prefix = ""
        self.spoken = self.language
        self.quoted = False
        self.footnotes = Footnotes()
        self.watched: list[tuple[Spans, Element]] | None = [] if remarks else None
        """Where the leaves of the work at hand are written, for remarks on them; None where they are not wanted."""
        self.remarks: list[tuple[Element, str]] = []
        self.numbered: list[Numbered] = []
        self.articles = -1
        """How many articles have begun, less one."""
        self.covered: list[Node] = []
        self.contents: Element | None = None
        """The paragraph after the list of contents, which ends its field."""

    # works

    def add_work(self, tree: Document, prefix: str = "") -> None:
        """A whole document; `prefix` keeps its bookmarks apart from those of others."""
        self.prefix = prefix
        self.footnotes.expect(tree.article)
        if not self.compiled:
            self.spoken = word_language(tree.lang or "zh-Hans")
            self.add_covers(tree)
        self.add_article(tree.article, tree.lang or "zh-Hans", 0)
        if self.watched:
            self.remarks += [(self.find_place(remark.at), f"{remark.code}：{remark.text_content}")
                             for remark in tree.record.remarks]
            self.watched.clear()

    def find_place(self, spans: Spans) -> Element:
        """The paragraph that a remark is on; the first where it is on none."""
        watched = self.watched or []
        return next((paragraph for at, paragraph in watched
                     if any(a < stop and start < b for a, b in at for start, stop in spans)), watched[0][1])

    def add_covers(self, tree: Document) -> None:
        """The title page and the contents of a single document, where the style has them."""
        front = tree.article.front
        if self.style.page["title-page"] and front is not None and front.title is not None:
            self.covered = [block for block in _nodes(front) if block.tag in COVER]
            self.open_cover()
            for block in self.covered:
                self.add_block(block)
        self.open_text(contents=tree.article.find(".//heading") is not None)

    def add_title_page(self, title: str, lines: Sequence[str]) -> None:
        """The title page of a collection, its contents, and the beginning of its text."""
        if self.style.page["title-page"]:
            self.open_cover()
            add_headline(self.open("Title"), title, self.style, "title")
            for line in lines:
                add_text(self.open("Byline"), line)
        self.open_text(contents=True)

    def open_cover(self) -> None:
        """Pages whose text stands in the middle."""
        self.area = self.wanted = Area(centred=True)

    def open_text(self, *, contents: bool) -> None:
        """The contents, where the style has them, and pages for the text after them."""
        covered = self.wanted.centred
        if contents and self.style.page["contents"]:
            self.turn_to(Area(sheet=1, numbers="lowerRoman"))
            add_text(self.open("TOCHeading"), HEADING[self.language])
            self.contents = self.open("TOC1")
            covered = True
        if covered:
            self.turn_to(Area(sheet=2, numbers="decimal"))

    def turn_to(self, area: Area) -> None:
        """Makes what follows stand in an area; nothing stands before the first."""
        self.wanted = area
        if not len(self.body):
            self.area = area

    def add_part(self, title: str) -> None:
        """The title of a part of a collection."""
        self.wanted = self.wanted._replace(columns=1)
        self.spoken = self.language
        paragraph = self.open_marked("Heading1")
        self.mark(paragraph, PART, 1, title, "part")
        add_headline(paragraph, title, self.style, "title")

    def settle(self) -> tuple[Level, ...]:
        """Closes the last section and gives what the levels of the outline show."""
        self.turn()
        self.body.append(self.end_area())
        levels = settle_levels(self.marks)
        self.fill_contents()
        if self.numbered and self.style.type_of("heading")["numbers"] == "list":
            self.count_headings()
        deep = max((mark.depth for mark in self.marks if mark.kind == SECTION), default=0)
        if deep + sum(element == "title" for element, _ in levels) > MOST:
            self.notices.append(Notice("docx/depth", f"Headings below level {MOST} of Word's outline are set at it."))
        return levels

    def count_headings(self) -> None:
        """Lets Word count the headings where it counts as the source does."""
        if not self.numbering.count(self.numbered):
            told = "The numbers of headings stay text: they are not one regular series at every depth."
            self.notices.append(Notice("docx/numbers", told))

    def fill_contents(self) -> None:
        """Lists what is in the outline, now that it is known."""
        if self.contents is None:
            return
        entries = contents_entries(self.marks, self.estimate_pages())
        place = self.body.index(self.contents)
        self.body[place:place] = entries
        if entries:
            end_field(self.contents)

    def estimate_pages(self) -> list[int]:
        """The page of each mark, counted from the first page of the text."""
        shapes = {name: shape(self.style, *source) for name, source in SOURCES.items()}
        shapes |= {mark.style.get(_VAL) or "": shape(self.style, *mark.shows) for mark in self.marks}
        start = 0 if self.contents is None else self.body.index(self.contents) + 1
        text = (block for block in self.body[start:] if block.tag == P)
        pages = dict(number_pages(self.style, text, shapes))
        return [pages[mark.style] for mark in self.marks]

    # articles and sections

    def add_article(self, article: Node, language: str, depth: int) -> None:
        """An article and those inside it."""
        language = article.lang or language
        self.articles += 1
        outer, self.spoken = self.spoken, word_language(language)
        for child in article.iterchildren():
            if isinstance(child, Node):
                self.add_part_of_article(child, article, language, depth)
        self.spoken = outer

    def add_part_of_article(self, child: Node, article: Node, language: str, depth: int) -> None:
        """What an article holds: its front, articles, sections, blocks and back."""
        if child.tag == "front":
            self.add_front(child, article, depth)
        elif child.tag == "article":
            self.add_article(child, language, depth + 1)
        elif child.tag == "section":
            self.add_section(child, 1)
        elif child.tag == "back":
            self.add_blocks(child)
        elif child.tag != "meta":
            self.add_block(child)

    def add_front(self, front: Node, article: Node, depth: int) -> None:
        """What stands before the text, across all columns; the title of one of several articles is a heading."""
        self.wanted = self.wanted._replace(columns=1)
        start = len(self.place)
        for block in _nodes(front):
            if block.tag == "title" and (depth or self.compiled):
                self.add_title(block, article, depth)
            elif block not in self.covered:
                self.add_block(block)
        if self.style.type_of("title", depth + 1)["new-page"]:
            self.break_before(self.place[start:])
        self.wanted = self.wanted._replace(columns=self.style.page["columns"])

    def add_title(self, title: Node, article: Node, depth: int) -> None:
        """The title of one of several articles: a level of the outline."""
        paragraph = self.open_marked("Heading1")
        self.mark(paragraph, ARTICLE, depth + 1, _words(title), article.id)
        self.add_words(paragraph, title, self.look("title", depth + 1, title.lang), depth + 1)

    def break_before(self, front: Sequence[Element]) -> None:
        """Moves the page break of a title to what stands before it."""
        paragraphs = paragraphs_of(front)
        titles = [block for block in paragraphs if block[0][0].get(_VAL) in ("Title", "Heading1")]
        if titles and titles[0] is not paragraphs[0]:
            set_property(paragraphs[0][0], "pageBreakBefore")
            set_property(titles[0][0], "pageBreakBefore", val=0)

    def add_section(self, section: Node, depth: int) -> None:
        """A heading and what stands under it."""
        for child in _nodes(section):
            if child.tag == "heading":
                self.add_heading(child, section, depth)
            elif child.tag == "section":
                self.add_section(child, depth + 1)
            else:
                self.add_block(child)

    def add_heading(self, heading: Node, section: Node, depth: int) -> None:
        """A heading; one that runs into its paragraph ends in Word's style separator.

        The separator is a paragraph mark that is always hidden (ISO/IEC 29500-1, 17.3.2.36, specVanish): both
        paragraphs print as one, and only the heading is in the outline.
        """
        paragraph = self.open_marked("Heading1")
        following = heading.getnext()
        if heading.get("place") == "run-in" and following is not None and following.tag == "p":
            self.run_in(paragraph)
        self.mark(paragraph, SECTION, depth, _words(heading), section.id)
        self.add_words(paragraph, heading, self.look("heading", depth, heading.lang))
        label = heading.find("label")
        printed = (label.text or "") if label is not None and not heading.text else ""
        self.numbered.append(Numbered(paragraph, printed, depth, self.articles))

    def run_in(self, paragraph: Element) -> None:
        """Lays a heading out as the paragraph that it opens, and hides its mark."""
        paragraph[0].extend(map(copy, run_in_properties(SameStyle(self.style))))

    # blocks

    def add_blocks(self, holder: Node) -> None:
        """All blocks of a container."""
        for block in _nodes(holder):
            self.add_block(block)

    def add_block(self, block: Node) -> None:
        """One block."""
        tag = str(block.tag)
        if tag == "note" and self.footnotes.holds(block):
            return
        if tag in STYLES:
            self.add_leaf(block, "Quote" if self.quoted and tag == "p" else STYLES[tag])
        else:
            BLOCKS[tag](self, block)

    def add_leaf(self, leaf: Node, style: str) -> Element:
        """A paragraph with the text of a leaf."""
        paragraph = self.open(style)
        self.add_words(paragraph, leaf, self.look(*SOURCES[style], leaf.lang))
        return paragraph

    def add_words(self, paragraph: Element, leaf: Node, look: Look, depth: int = 0) -> None:
        """The runs of a leaf, footnotes at their places, headlines in lines."""
        if self.watched is not None:
            self.watched.append((leaf.at, paragraph))
        write = self.footnotes.write if self.footnotes.waiting else add_text
        add_inline(paragraph, leaf, look, set_headline(leaf, self.style, depth, write))

    def add_quote(self, quote: Node) -> None:
        """Blocks quoted from elsewhere."""
        outer, self.quoted = self.quoted, True
        self.add_blocks(quote)
        self.quoted = outer

    def add_list(self, list_: Node) -> None:
        """A list: printed numbers stay text, a bullet or a number that is not printed becomes Word's."""
        number = self.list_number(list_)
        for item in list_.iterchildren("item"):
            if isinstance(item, Node):
                self.add_item(item, number)

    def list_number(self, list_: Node) -> int:
        """The numbering of a list, 0 where its numbers are printed or it has none."""
        first = list_.find("item")
        if list_.get("kind") == "bullet":
            return self.numbering.open(BULLET)
        if list_.get("kind") == "plain" or first is None or first.find(".//label") is not None:
            return 0
        start = first.get("n") or "1"
        return self.numbering.open(DECIMAL, int(start)) if re.fullmatch("[0-9]{1,5}", start) else 0

    def add_item(self, item: Node, number: int) -> None:
        """An item of text, or of blocks; the first paragraph bears the number."""
        start = len(self.place)
        if item.get("at") is not None:
            self.add_leaf(item, "ListParagraph")
        else:
            self.add_blocks(item)
        for made in paragraphs_of(self.place[start : start + 1]) if number else ():
            set_property(made[0], "numPr").extend([w("ilvl", val=0), w("numId", val=number)])
            if made[0][0].get(_VAL) == "ListParagraph":
                self.let_number_indent(made[0])

    def let_number_indent(self, holder: Element) -> None:
        """The indents of a numbered item are those of its numbering, which the style would override."""
        size = round(self.style.type_of("item")["size"].points() * 20)
        set_property(holder, "ind", left=3 * size, hanging=size, firstLineChars=0)

    def add_verse(self, verse: Node) -> None:
        """A poem, a paragraph for each line."""
        self.add_blocks(verse)

    def add_figure(self, figure: Node) -> None:
        """A frame where the picture stood, and its caption: a plain text holds no pictures."""
        caption = figure.find("caption")
        alias = squeeze("".join(caption.itertext())) if caption is not None else ""
        tag = w("tag", val=(figure.get("href") or "figure")[:60])
        settings = w("sdtPr", w("alias", val=f"图缺 {alias}".strip()[:60]), tag)
        self.turn()
        block = append(self.place, "sdt")
        block.extend([settings, w("sdtContent")])
        outer, self.place = self.place, block[1]
        self.open("Figure")
        self.place = outer
        self.add_blocks(figure)
        what = figure.get("href") or alias or "no caption"
        self.notices.append(Notice("docx/figure", f"A picture is left as an empty frame: {what}."))

    def add_table(self, table: Node) -> None:
        """A table under its caption."""
        for caption in table.iterchildren("caption"):
            if isinstance(caption, Node):
                set_property(self.add_leaf(caption, "Caption")[0], "keepNext")
        grid = lay_grid(table)
        widths = column_widths(grid, round(text_width(self.style) * 20) // self.wanted.columns)
        made = table_frame(widths)
        self.turn()
        self.place.append(made)
        outer = self.place
        for source, slots in zip(table.iterchildren("row"), grid, strict=True):
            row = add_row(made, head=source.get("role") == "head")
            for slot in slots:
                self.place = add_cell(row, slot, widths)
                if slot.cell is None:
                    self.open("TableText")
                else:
                    self.add_leaf(slot.cell, "TableText")
        self.place = outer

    # paragraphs, bookmarks, sections

    def look(self, element: str, depth: int, language: str | None = None) -> Look:
        """How the characters of an element look: as its style has them, or in the face of the other script."""
        spoken = word_language(language) if language else self.spoken
        if spoken == self.language:
            return PLAIN
        face = face_name(self.style, self.style.type_of(element, depth)["face"], spoken)
        return Look(face=face, language=spoken)

    def mark(self, paragraph: Element, kind: int, depth: int, text: str, name: str | None) -> None:
        """Enters a title or heading in the outline, with a bookmark at its beginning."""
        bookmark = self.set_bookmark(paragraph, f"{self.prefix}{name or 'h'}")
        self.marks.append(Mark(kind, depth, squeeze(text), bookmark, paragraph[0][0]))


@lru_cache(64)
def run_in_properties(key: SameStyle) -> tuple[Element, ...]:
    """What a heading that runs in has of its own after the name of its style: the layout of text, a hidden mark."""
    settings = key.style.type_of("p")
    return (w("spacing", **spacing(settings)), w("ind", **indents(settings, tracking(key.style))), w("jc", val="both"),
            w("rPr", w("vanish"), w("specVanish")))


def paragraphs_of(blocks: Sequence[Element]) -> list[Element]:
    """Those of blocks that are paragraphs; pictures stand in content controls, tables in theirs."""
    return [block for block in blocks if block.tag == P]


def _words(leaf: Node) -> str:
    return leaf.text_content if len(leaf) else leaf.text or ""


def _nodes(holder: Node) -> list[Node]:
    return [child for child in holder if isinstance(child, Node)]


BLOCKS: Mapping[str, Callable[[Body, Node], None]] = {
    "list": Body.add_list, "quote": Body.add_quote, "verse": Body.add_verse, "figure": Body.add_figure,
    "table": Body.add_table, "front": Body.add_blocks, "back": Body.add_blocks, "item": Body.add_blocks,
}
"""Blocks that hold others."""
