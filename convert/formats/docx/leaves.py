"""Leaves of the tree as paragraphs: their style, their runs, in the face of the script they are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from convert.formats.docx.comments import Comments
from convert.formats.docx.headlines import set_headline
from convert.formats.docx.markup import Element
from convert.formats.docx.notes import Footnotes
from convert.formats.docx.places import Places
from convert.formats.docx.runs import PLAIN, RunLook, RunWriter, add_text
from convert.formats.docx.story import Story
from convert.formats.docx.template import OFFICIAL, PARAGRAPHS, style_id
from convert.formats.docx.typography import face_name, speak
from convert.tree.nodes import Field, Node

STYLES = {"p": "BodyText", "title": "Title", "subtitle": "Subtitle", "kicker": "Kicker", "byline": "Byline",
          "date": "Date", "addressee": "Addressee", "salutation": "Salutation", "attachment": "Attachment",
          "signature": "Signature", "copyto": "CopyTo", "note": "Note", "line": "Verse", "caption": "Caption",
          "cell": "TableText"}
"""Elements that are one paragraph each, and its style."""

DATELINE, FACT, STATED = "Dateline", "SourceField", "StatedTitle"
"""Styles of the facts under a headline, of those behind the text, and of a title that only facts tell."""

SOURCES = {style_id(row.name): (row.element, row.depth) for row in PARAGRAPHS + OFFICIAL}
"""Where the style sheet keeps the type of each paragraph style."""


class LeafWriter:
    """Writes leaves into a story, whose language is Word's tag of the whole file's."""

    def __init__(self, story: Story, language: str, comments: Comments, runs: type[RunWriter]) -> None:
        self.story = story
        self.style = story.style
        self.language = self.spoken = language
        """Of the file, and of what is being written."""
        self.comments = comments
        lined = story.style.page["name-line"]
        kai = face_name(story.style, "kai", language)
        self.places = Places(story)
        self.footnotes = Footnotes(runs=runs(name_lines=lined, kai=kai, lead=self.places.lead), mark=self.places.mark)
        self.runs = runs(name_lines=lined, kai=kai, refer=self.footnotes.refer, lead=self.places.lead)

    @contextmanager
    def speaking(self, language: str | None) -> Iterator[None]:
        """Within a language of the tree, if it names one."""
        outer = self.spoken
        self.spoken = speak(self.style, language) if language else outer
        yield
        self.spoken = outer

    def add(self, leaf: Node, style: str) -> Element:
        """A paragraph with the text of a leaf."""
        paragraph = self.story.open(style)
        element, depth = SOURCES[style]
        self.write(leaf, paragraph, self.look(element, depth, leaf.lang), depth)
        return paragraph

    def add_facts(self, fields: Sequence[Field], style: str) -> None:
        """A paragraph with labelled facts."""
        paragraph = self.story.open(style)
        look = self.look(*SOURCES[style])
        for field in fields:
            before = "" if field is fields[0] else "\u3000"
            if said := before + (f"{field.label}：" if field.label else ""):
                add_text(paragraph, said, look)
            self.runs.write(field, paragraph, look)

    def write(self, leaf: Node, paragraph: Element, look: RunLook, depth: int = 0) -> None:
        """The runs of a leaf, into its paragraph; a headline, of a work so deep inside others, in lines."""
        self.comments.watch(leaf, paragraph)
        self.places.mark(leaf, paragraph)
        self.runs.print_text = set_headline(leaf, self.style, depth, add_text)
        self.runs.write(leaf, paragraph, look)
        self.runs.print_text = add_text

    def look(self, element: str, depth: int, language: str | None = None) -> RunLook:
        """How the characters of an element look: as its style has them, or in the face of the other script."""
        spoken = speak(self.style, language) if language else self.spoken
        if spoken == self.language:
            return PLAIN
        face = face_name(self.style, self.style.type_of(element, depth)["face"], spoken)
        return RunLook(face=face, language=spoken)
