"""The elements of HTML, by how a parser and a page treat them (WHATWG HTML, sections 13.1.2, 13.2.4 and 15.3)."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
"""Elements without content and without an end tag."""

RAW = _names("script style xmp iframe noembed textarea title")
"""Elements in whose content no tag counts but their own end tag."""

CLOSES_P = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul"
    " xmp")
"""Elements that a paragraph cannot hold: their start tag ends it."""

BLOCK = CLOSES_P | _names(
    "body caption frameset head html legend noframes noscript optgroup option select tbody td template textarea tfoot"
    " th thead title tr")
"""Elements that begin and end a line."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Heading elements and their levels."""

FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
"""Elements that go on through the end of the paragraph they were opened in, until their own end tag."""

SCOPES = _names("applet caption html marquee object table td template th")
"""Elements through which no end tag reaches, but that of an element around them."""

MARKERS = _names("applet caption marquee object td template th")
"""Elements whose end also ends the formatting opened in them."""

CELLS = _names("td th")
"""The cells of a table."""

ROW_GROUPS = _names("thead tbody tfoot")
"""What parts the rows of a table."""

ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_names("li"), _names("ul ol menu dir") | SCOPES),
    "dt": (_names("dt dd"), _names("dl") | SCOPES),
    "dd": (_names("dt dd"), _names("dl") | SCOPES),
    "option": (_names("option"), _names("select optgroup datalist") | SCOPES),
    "optgroup": (_names("option optgroup"), _names("select") | SCOPES),
    "rt": (_names("rt rp"), _names("ruby rtc") | SCOPES),
    "rp": (_names("rt rp"), _names("ruby rtc") | SCOPES),
    "button": (_names("button"), SCOPES),
}
"""Start tag → the open elements that it ends with all that they hold, and those behind which none is looked for."""

P_SCOPE = SCOPES | {"button"}
"""Elements through which no start tag ends a paragraph."""

HOLDERS = {
    **dict.fromkeys(CELLS, _names("tr table template")),
    "tr": _names("table template") | ROW_GROUPS,
    **dict.fromkeys((*ROW_GROUPS, "caption"), _names("table template")),
}
"""Parts of a table → the elements that hold them; they mean nothing outside a table."""

OUTERMOST = _names("html head body")
"""Elements that a page has once; a tag of theirs opens and closes nothing more."""

SECTIONS = _names("article main section")
"""Elements that part a page into texts."""

DROPPED = {
    "svg": "markup/drawing", "annotation": "markup/annotation", "annotation-xml": "markup/annotation",
    "rt": "markup/ruby", "rp": "markup/ruby", "xml": "markup/data",
}
"""Elements whose text is not that of the page → the rule that cuts it."""

DIRECTIVES = (":param", "jsp:scriptlet", "jsp:declaration", "jsp:expression")
"""How the names of elements of tag libraries end whose text is for the server."""
