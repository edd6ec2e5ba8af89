"""The page around the articles: its head, its style sheet, its contents, and what it says of itself at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from convert.formats.epub.contents import Point, add_points
from convert.formats.epub.imprint import Imprint
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

Rule = tuple[str, dict[str, str]]
"""A selector and its settings."""

_RULES = (
    (":root", {"color-scheme": "light dark"}),
    ("main > article, main > section > article", {"margin": "0"}),
    (".contents ol", {"list-style-type": "none", "padding-inline-start": "1.5em"}),
    (".contents, .imprint-facts", {"font-size": "0.875em", "overflow-wrap": "anywhere"}),
    ("figure img", {"height": "auto"}),
)
_SITE = (
    (".trail", {"display": "flex", "flex-wrap": "wrap", "gap": "0 1.5em", "font-size": "0.875em"}),
    ("a[rel=contents]", {"margin-inline-end": "auto"}),
    ("form[role=search]", {"margin": "1em 0"}), ("form[role=search][hidden]", {"display": "none"}),
    ("form[role=search] *", {"font": "inherit", "margin-inline-end": "0.5em"}),
    ("form[role=search] input", {"width": "min(20em, 60%)"}),
    ("#told", {"text-indent": "0"}), ("mark", {"background": "#ffe56b", "color": "#000"}),
    ("#found", {"padding-inline-start": "2em"}), ("#found a", {"color": "inherit"}),
    ("#found p", {"text-indent": "0", "font-size": "0.875em"}),
    (".part-title", {"font-weight": "bold", "margin-block": "1em 0.25em"}),
)
"""What only pages of a site have."""
_PRINTED = ((".contents, .trail, form, #told, #found", {"display": "none"}),
            ("main > .contents", {"display": "block"}), ("h1, h2, h3, h4, h5, h6", {"break-after": "avoid"}),
            ("figure, tr", {"break-inside": "avoid"}), ("a", {"color": "inherit", "text-decoration": "none"}))
"""What holds on paper."""
_DARK = (("html", {"background": "#121212", "color": "#eee"}), ("a", {"color": "#9ecbff"}))
"""What holds on a dark screen."""


def open_page(title: str, language: str, style: Style, facts: Iterable[tuple[str, str]], *, vertical: bool,
              sheet: str = "") -> tuple[Element, Element]:
    """A page and its `main`; `facts` are names and contents of meta elements.

    `sheet` is the way to the style sheet; without it that stands in the page.
    """
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
    if sheet:
        add(head, "link", rel="stylesheet", href=sheet)
    else:
        add(head, "style", make_css(style, vertical) + _dress(style, vertical))
    return html, add(add(html, "body"), "main")


def make_sheet(style: Style, vertical: bool) -> str:
    """The style sheet that the pages of a site share."""
    return make_css(style, vertical) + _dress(style, vertical, _SITE)


def _dress(style: Style, vertical: bool, more: Iterable[Rule] = ()) -> str:
    headline = "main > article > .front > .title", {"font-size": declare(style, "title", 1)["font-size"]}
    rules = [print_rule(selector, settings) for selector, settings in (("body", _WIDE[vertical]), headline, *_RULES,
                                                                                *more)]
    printed, dark = (" ".join(print_rule(*rule) for rule in these) for these in (_PRINTED, _DARK))
    rules.append(f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}")
    return "\n".join([*rules, f"@media print {{ {printed} }}", "@page { margin: 2cm; }"]) + "\n"


def add_titlepage(main: Element, title: str, imprint: Imprint) -> None:
    """The title of a book and what its cover says below."""
    header = add(main, "header", class_=f"titlepage {ADDED}")
    add(header, "h1", title, class_="title")
    for text in filter(None, (imprint.subtitle, imprint.editors, imprint.publisher, imprint.date)):
        add(header, "p", text, class_="imprint")


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
