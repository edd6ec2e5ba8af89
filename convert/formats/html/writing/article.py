"""An article on a page of the web: as in a book, with its pictures in the file, and notes that all lead back."""

from __future__ import annotations

import base64
from typing import ClassVar

from convert.formats.epub.article import ArticleWriter
from convert.formats.epub.inline import InlineWriter
from convert.formats.epub.xhtml import XHTML, Element
from convert.formats.pictures import Shown
from convert.tree.nodes import Node


class PageInlineWriter(InlineWriter):
    """Writes what stands inside a text."""

    who = "The HTML writer"


class PageWriter(ArticleWriter):
    """Writes articles into a page."""

    who = "The HTML writer"
    inline: ClassVar[type[InlineWriter]] = PageInlineWriter
    front_tag: ClassVar[str] = "header"

    def _place_picture(self, picture: Shown) -> str:
        """A picture as a data address."""
        return f"data:{picture.media};base64,{base64.b64encode(picture.data).decode()}"

    def _open_article(self, node: Node, title: Node | None, parent: Element) -> Element:
        """An `article`, whether it is the outermost or not."""
        element = super()._open_article(node, title, parent)
        element.tag = f"{{{XHTML}}}article"
        element.attrib.pop("role", None)
        return element
