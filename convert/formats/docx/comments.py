"""What the reader noticed, as Word's comments on the paragraphs it is about."""

from __future__ import annotations

from convert.formats.docx.markup import Element, w
from convert.formats.docx.runs import add_text, new_root
from convert.span import Spans
from convert.tree.nodes import Node, Record


class Comments:
    """Comments, where they are `wanted`; `made` are their w:comment elements."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.watched: list[tuple[Spans, Element]] = []
        """Where the leaves of the work at hand are written."""
        self.made: list[Element] = []

    def watch(self, leaf: Node, paragraph: Element) -> None:
        """Notes which paragraph has the characters of a leaf."""
        if self.wanted:
            self.watched.append((leaf.at, paragraph))

    def place(self, record: Record) -> None:
        """Puts the remarks of a work beside its paragraphs: the first where a remark is on none."""
        for remark in record.remarks if self.watched else ():
            self._comment(self._find_place(remark.at), f"{remark.code}：{remark.text_content}")
        self.watched.clear()

    def _find_place(self, spans: Spans) -> Element:
        """The paragraph that a remark is on."""
        return next((paragraph for at, paragraph in self.watched
                     if any(a < stop and start < b for a, b in at for start, stop in spans)), self.watched[0][1])

    def _comment(self, paragraph: Element, text: str) -> None:
        number = len(self.made)
        paragraph.insert(1, w("commentRangeStart", id=number))
        style = w("rPr", w("rStyle", val="AnnotationReference"))
        paragraph.extend([w("commentRangeEnd", id=number), w("r", style, w("commentReference", id=number))])
        body = w("p", w("pPr", w("pStyle", val="AnnotationText")))
        add_text(body, text)
        self.made.append(w("comment", body, id=number, author="Huozi", initials="活"))

    def part(self) -> Element:
        """The w:comments."""
        root = new_root("comments")
        root.extend(self.made)
        return root
