"""A file of one work or several: title page, contents, parts and works, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from convert.formats.dateline import part_front
from convert.formats.docx.body import Body, break_before
from convert.formats.docx.contents import HEADING
from convert.formats.docx.headlines import add_headline
from convert.formats.docx.leaves import STATED
from convert.formats.docx.levels import ARTICLE, PART, Level
from convert.formats.docx.runs import add_text
from convert.formats.docx.story import Area
from convert.formats.writer import Notice
from convert.tree.identity import name_title, state_title
from convert.tree.nodes import Document, Heading, Node
from convert.tree.vocabulary import check_vocabulary


class Volume:
    """Puts works into a body and what a book has around them; `settle` ends it."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.story = body.story
        self.leaves = body.leaves
        self.outline = body.outline
        self.page = body.style.page
        self.notices: list[Notice] = []

    def add_work(self, tree: Document, prefix: str = "") -> None:
        """A whole document; `prefix` keeps its bookmarks apart from those of others.

        Raises VocabularyError where it holds an element that nobody knows.
        """
        check_vocabulary(tree, self.body.who)
        self.outline.prefix = prefix
        self.leaves.places.expect(tree)
        self.body.open_work(tree)
        if self.page["notes"] != "place":
            self.leaves.footnotes.expect(tree.article, alone=not self.body.compiled)
        with self.leaves.speaking(tree.lang or "zh-Hans"):
            if not self.body.compiled:
                self._add_covers(tree)
            self._add_stated_title(tree)
            self.body.visit(tree.article)
        self.leaves.comments.place(tree.record)
        self.body.close_work(tree)
        self.leaves.places.settle()

    def _add_covers(self, tree: Document) -> None:
        """The title page and the contents of a single document, where the style has them."""
        front = tree.article.front
        if self.page["title-page"] and front is not None and front.title is not None:
            covered = find_cover(front)
            self._open_cover()
            last = self.story.last
            for block in covered:
                self.body.visit(block)
            self.body.add_dateline(tree.article)
            break_before(self.story.list_since(last))
            self.body.covered = covered
        hides = self.leaves.footnotes.hides
        self._open_text(contents=any(not hides(heading) for heading in tree.article.walk(Heading)))

    def _add_stated_title(self, tree: Document) -> None:
        """The title of a document without headline, as facts tell it; in a collection at least one for its lists."""
        compiled = self.body.compiled
        title = name_title(tree) if compiled else state_title(tree)
        if not title:
            return
        self.story.wanted = self.story.wanted._replace(columns=1)
        paragraph = self.story.open_marked("Heading1") if compiled else self.story.open(STATED)
        if compiled:
            self.outline.enter(paragraph, ARTICLE, 1, title, tree.article.get("id"))
        add_headline(paragraph, title, self.body.style, "title")
        self.story.wanted = self.story.wanted._replace(columns=self.page["columns"])

    def add_title_page(self, title: str, lines: Sequence[str]) -> None:
        """The title page of a collection, its contents, and the beginning of its text."""
        if self.page["title-page"]:
            self._open_cover()
            add_headline(self.story.open("Title"), title, self.body.style, "title")
            for line in lines:
                add_text(self.story.open("Byline"), line)
        self._open_text(contents=True)

    def _open_cover(self) -> None:
        """Pages whose text stands in the middle."""
        self.story.area = self.story.wanted = Area(centred=True)

    def _open_text(self, *, contents: bool) -> None:
        """The contents, where the style has them, and pages for the text after them."""
        covered = self.story.wanted.centred
        if contents and self.page["contents"]:
            self.story.turn_to(Area(sheet=1, numbers="lowerRoman"))
            add_text(self.story.open("TOCHeading"), HEADING[self.leaves.language])
            self.outline.contents = self.story.open("TOC1")
            covered = True
        if covered:
            self.story.turn_to(Area(sheet=2, numbers="decimal"))

    def add_part(self, title: str) -> None:
        """The title of a part of a collection."""
        self.story.wanted = self.story.wanted._replace(columns=1)
        paragraph = self.story.open_marked("Heading1")
        self.outline.enter(paragraph, PART, 1, title, "part")
        add_headline(paragraph, title, self.body.style, "title")

    def settle(self) -> tuple[Level, ...]:
        """Closes the last section and gives what the levels of the outline show."""
        self.story.close()
        self.leaves.footnotes.state_count(self.story.body)
        levels, notices = self.outline.settle(self.body.numbering)
        self.notices += [*self.body.notices, *notices]
        return levels


def find_cover(front: Node) -> list[Node]:
    """What a title page takes of the front of a document: the lines of its headline, and all that stands above them."""
    cover: list[Node] = []
    for _, group in part_front(front):
        cover += group
        if any(block.tag == "title" for block in group):
            return cover
    return []
