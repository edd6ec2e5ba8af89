"""Long chapters in several files: reading systems slow down, and old ones fail, on pages of more than 300 kB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from convert.formats.epub.xhtml import XHTML, Element, add, open_page

LONGEST = 250_000
"""Bytes of a page from which it is split."""

OPENING = "opening"
"""The class of what opens a page."""


def split_page(html: Element, style: str) -> list[Element]:
    """The page as pages that are each short enough, cut between blocks, and between chapters where that is possible.

    Each is named by the first heading in it, and goes on in the sections and articles that the cut is in.
    """
    splitter = _Splitter(html, style)
    splitter.part(html[1][0])
    name_titles(splitter.pages)
    return splitter.pages


class _Splitter:
    """Moves the elements of a chapter to pages; `pages` are those so far, the first the page that it stood on."""

    def __init__(self, html: Element, style: str) -> None:
        self.pages = [html]
        self.title, self.language, self.style = html[0][0].text or "", html.get("lang") or "", style
        self.around: list[Element] = []
        """The elements that a cut would be in, as they were."""
        self.homes: list[Element] = []
        """The same on the page at hand."""
        self.size = 0
        """Of what is on it."""

    def part(self, element: Element) -> None:
        """Parts an element, which is on the page at hand: its children stay there, or go to the next.

        What is so long is a book: its chapters open a page of the reading system's.
        """
        children = list(element)
        sizes = [len(etree.tostring(child, encoding="utf-8", with_tail=False)) for child in children]
        self.around.append(element)
        self.homes.append(element)
        for child, size in zip(children, sizes, strict=True):
            if self.size and self.size + size > LONGEST:
                self._turn()
            if self.homes[-1] is not element:  # lxml takes time squared where elements are taken out of all others
                self.homes[-1].append(child)
            if child.tag in _NESTING:
                child.set("class", f"{child.get('class') or ''} {OPENING}".strip())
            if size > LONGEST and child.tag in _NESTING:
                self.part(child)
            else:
                self.size += size
        self.around.pop()
        self.homes.pop()

    def _turn(self) -> None:
        """A new page, on which all that is open goes on."""
        html, holder = open_page(self.title, self.language, self.style, beside=self.pages[0])
        self.homes = []
        for element in self.around:
            label = self.title if _is_labelled(element) else None
            type_ = "chapter" if not self.homes else None
            classes = [each for each in (element.get("class") or "").split() if each != OPENING]
            holder = add(holder, etree.QName(element).localname, type_=type_, class_=" ".join(classes) or None,
                         aria_label=label)
            self.homes.append(holder)
        self.pages.append(html)
        self.size = 0


_NESTING = frozenset({f"{{{XHTML}}}section", f"{{{XHTML}}}article"})


def _is_labelled(element: Element) -> bool:
    """Whether an element has a name to go on with: a chapter, and an article in it."""
    return "article" in (element.get("class") or "").split()


def name_titles(pages: Sequence[Element]) -> None:
    """Names each page but the first by the first heading in it."""
    for page in pages[1:]:
        heading = next((element for element in page.iter() if element.tag in _HEADINGS), None)
        if heading is not None:
            page[0][0].text = " ".join("".join(heading.itertext()).split())


_HEADINGS = frozenset(f"{{{XHTML}}}h{level}" for level in range(1, 7))


def name_pages(href: str, count: int) -> list[str]:
    """Where the pages of a chapter stand: `text/a.xhtml`, `text/a-2.xhtml` and so on."""
    stem = href.removesuffix(".xhtml")
    return [href, *(f"{stem}-{number}.xhtml" for number in range(2, count + 1))]


def find_homes(pages: Iterable[Element], hrefs: Iterable[str]) -> dict[str, str]:
    """Where each id stands."""
    return {name: href for page, href in zip(pages, hrefs, strict=True) for element in page.iter()
            if (name := element.get("id")) is not None}
