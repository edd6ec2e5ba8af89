"""Pages that the edition adds: title page and part titles."""

from __future__ import annotations

from convert.collection import Collection
from convert.writers.epub.words import words
from convert.writers.epub.xhtml import add, open_page, print_page


def make_title_page(work: Collection) -> bytes:
    """Title, editors, publisher and date of a collection."""
    html, body = open_page(work.title, work.language, "style.css", "titlepage")
    section = add(body, "section", type_="titlepage")
    add(section, "h1", work.title, class_="title")
    if work.creators:
        add(section, "p", words(work.language)["edited"].format("、".join(work.creators)), class_="byline")
    for text in (work.publisher, work.date):
        if text:
            add(section, "p", text, class_="imprint")
    return print_page(html)


def make_part_page(title: str, language: str) -> bytes:
    """The title of a part, on a page of its own."""
    html, body = open_page(title, language, "../style.css", "part")
    section = add(body, "section", type_="part", aria_labelledby="title")
    add(section, "h1", title, id="title", class_="title")
    return print_page(html)
