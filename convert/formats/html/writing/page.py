"""The page around the articles: its head, its style sheet, its contents, and what it says of itself at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from convert.formats.epub.contents import Point, add_points
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import TYPE, XML_LANG, Element, add, make, speak
from convert.formats.writer import GENERATOR
from convert.style.css import declare, make_css, print_rule
from convert.style.sheet import Style

ADDED = "added"
"""The class of what the page says of itself, which no reader of ours takes for text."""

FEW = 2
"""Places from which on a list of contents helps."""

_WIDE = {False: {"max-width": "40em", "margin": "0 auto", "padding": "1em"},
         True: {"max-height": "40em", "margin": "auto 0", "padding": "1em"}}
"""How long lines are: a page of the web is as wide as its window."""

_RULES = (
    (":root", {"color-scheme": "light dark"}),
    ("main > article, main > section > article", {"margin": "0"}),
    (".contents ol", {"list-style-type": "none", "padding-inline-start": "1.5em"}),
    (".contents, .imprint-facts", {"font-size": "0.875em", "overflow-wrap": "anywhere"}),
    ("figure img", {"height": "auto"}),
)
_PRINTED = ((".contents", {"display": "none"}), ("h1, h2, h3, h4, h5, h6", {"break-after": "avoid"}),
            ("figure, tr", {"break-inside": "avoid"}), ("a", {"color": "inherit", "text-decoration": "none"}))
"""What holds on paper."""


def open_page(title: str, language: str, style: Style, facts: Iterable[tuple[str, str]], *, vertical: bool
              ) -> tuple[Element, Element]:
    """A page and its `main`; `facts` are names and contents of meta elements."""
    html = make("html")
    speak(html, language)
    head = add(html, "head")
    add(head, "meta", charset="utf-8")
    add(head, "meta", name="generator", content=GENERATOR)
    add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    add(head, "title", title)
    for name, content in facts:
        if content:
            add(head, "meta", name=name, content=content)
    add(head, "style", make_css(style, vertical) + _dress(style, vertical))
    return html, add(add(html, "body"), "main")


def _dress(style: Style, vertical: bool) -> str:
    headline = "main > article > .front > .title", {"font-size": declare(style, "title", 1)["font-size"]}
    rules = [print_rule(selector, settings) for selector, settings in (("body", _WIDE[vertical]), headline, *_RULES)]
    printed = " ".join(print_rule(selector, settings) for selector, settings in _PRINTED)
    return "\n".join([*rules, f"@media print {{ {printed} }}", "@page { margin: 2cm; }"]) + "\n"


def add_contents(main: Element, points: Sequence[Point], language: str) -> None:
    """The contents before the text, where there is more than one place to go to."""
    if sum(1 for point in points for _ in point.walk()) > FEW:
        nav = make("nav", class_=f"contents {ADDED}", aria_label=words(language)["contents"])
        add_points(nav, points)
        main.addprevious(nav)


def add_imprint(main: Element, language: str, facts: Iterable[tuple[str, str]]) -> None:
    """What the edition is made from, at the end of the page: names of words of ours, and what they are."""
    footer = make("footer", class_=f"imprint-facts {ADDED}")
    listing = add(footer, "dl", class_="colophon")
    for name, text in facts:
        if text:
            row = add(listing, "div")
            add(row, "dt", words(language)[name])
            add(row, "dd", text)
    main.addnext(footer)


def print_page(html: Element) -> bytes:
    """The bytes of a page in the syntax of HTML, which knows neither namespaces nor attributes of books."""
    for element in html.iter("*"):
        element.tag = etree.QName(element).localname
        for name in (TYPE, XML_LANG):
            element.attrib.pop(name, None)
    etree.cleanup_namespaces(html)
    return etree.tostring(html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"
