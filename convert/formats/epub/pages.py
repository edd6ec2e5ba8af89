"""Pages that the edition adds: title page and part titles."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from convert.collection import Part
from convert.formats.epub.imprint import Imprint
from convert.formats.epub.xhtml import add, open_page, print_page


def make_title_page(imprint: Imprint) -> bytes:
    """Title, editors, publisher and date of a collection."""
    html, body = open_page(imprint.title, imprint.language, "style.css", "titlepage")
    section = add(body, "section", type_="titlepage")
    add(section, "h1", imprint.title, class_="title")
    if imprint.subtitle:
        add(section, "p", imprint.subtitle, type_="subtitle", class_="subtitle")
    for text, class_ in ((imprint.editors, "byline"), (imprint.publisher, "imprint"), (imprint.date, "imprint")):
        if text:
            add(section, "p", text, class_=class_)
    return print_page(html)


def make_part_page(title: str, language: str) -> bytes:
    """The title of a part, on a page of its own."""
    html, body = open_page(title, language, "../style.css", "part")
    section = add(body, "section", type_="part", aria_labelledby="title")
    add(section, "h1", title, id="title", class_="title part-title")
    return print_page(html)


def name_parts(parts: Iterable[Part]) -> Iterator[str]:
    """A file name for each part, from its title, so that a new part changes no other's."""
    seen: Counter[str] = Counter()
    for part in parts:
        name = "part-" + hashlib.sha256(part.title.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"
