"""What a page that is not well formed means: tokens and nesting."""

from __future__ import annotations

import pytest
from page_lines import faults_of_account, marks, read, texts

from convert.formats.html.nesting import DEEPEST, Nesting
from convert.formats.html.tokens import Kind, split_tokens
from convert.formats.html.tree import Element, Piece


def tokens(page: str, xml: bool = False) -> list[tuple[str, str]]:
    found = list(split_tokens(page, xml))
    assert "".join(page[token.start : token.end] for token in found) == page
    return [(token.kind.value, page[token.start : token.end]) for token in found]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p title='a>b'>x", [("open", "<p title='a>b'>"), ("text", "x")]),
        ("<p title=don't>x", [("open", "<p title=don't>"), ("text", "x")]),
        ('<a b="c>x</a>', [("open", '<a b="c>'), ("text", "x"), ("close", "</a>")]),
        ("a<b，c", [("text", "a<b，c")]),
        ("3 < 5", [("text", "3 < 5")]),
        ("<me@x.cn>", [("text", "<me@x.cn>")]),
        ("<td <p>x", [("open", "<td "), ("open", "<p>"), ("text", "x")]),
        ("x<p", [("text", "x"), ("open", "<p")]),
        ("<!-- a > b -->x", [("comment", "<!-- a > b -->"), ("text", "x")]),
        ("<!-->x", [("comment", "<!-->"), ("text", "x")]),
        ("<!-- x", [("comment", "<!-- x")]),
        ("<![if IE]>x<![endif]>", [("other", "<![if IE]>"), ("text", "x"), ("other", "<![endif]>")]),
        ("<!DOCTYPE html [<!ENTITY a 'b'>]>x", [("other", "<!DOCTYPE html [<!ENTITY a 'b'>]>"), ("text", "x")]),
        ("<?xml:namespace prefix = o />x", [("other", "<?xml:namespace prefix = o />"), ("text", "x")]),
        ("</>x</ p>", [("other", "</>"), ("text", "x"), ("other", "</ p>")]),
        (
            "<script>if(a<b)'</p>'</SCRIPT >x",
            [("open", "<script>"), ("raw", "if(a<b)'</p>'"), ("close", "</SCRIPT >"), ("text", "x")],
        ),
        ("<title>甲<乙</title>", [("open", "<title>"), ("raw", "甲<乙"), ("close", "</title>")]),
        ("<title>甲<p>乙", [("open", "<title>"), ("raw", "甲"), ("open", "<p>"), ("text", "乙")]),
        ("<O:P>x</O:P>", [("open", "<O:P>"), ("text", "x"), ("close", "</O:P>")]),
        ("<%= a %>x", [("other", "<%= a %>"), ("text", "x")]),
        ("<![CDATA[甲]]>", [("other", "<![CDATA[甲]]>")]),
    ],
)
def test_a_page_is_split_where_a_browser_splits_it(page: str, found: list[tuple[str, str]]) -> None:
    assert tokens(page) == found


def test_cdata_is_text_where_the_page_is_xhtml() -> None:
    assert tokens("<![CDATA[甲<]]>乙", xml=True) == [
        ("other", "<![CDATA["),
        ("text", "甲<"),
        ("other", "]]>"),
        ("text", "乙"),
    ]


def tree(page: str) -> str:
    """The tree of a page in brackets; text with the formatting that holds over it."""
    nesting = Nesting(page)
    for token in split_tokens(page):
        if token.kind is Kind.OPEN:
            nesting.open(token)
        elif token.kind is Kind.CLOSE:
            nesting.close(token.tag)
        else:
            nesting.text(token.start, token.end)
    return " ".join(print_node(child, page) for child in nesting.end().children)


def print_node(node: Element | Piece, page: str) -> str:
    if isinstance(node, Piece):
        return page[node.start : node.end] + "".join(f"/{tag}" for tag, _ in node.formats)
    return f"{node.tag}[{' '.join(print_node(child, page) for child in node.children)}]"


@pytest.mark.parametrize(
    ("page", "nested"),
    [
        ("<p>a<p>b<div>c</div>d", "p[a] p[b] div[c] d"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul[li[a ul[li[b]]] li[c]]"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl[dt[a] dd[b] dt[c]]"),
        ("<h2>a<h3>b</h2>c", "h2[a] h3[b] c"),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", "table[tr[td[a] td[b]] tr[th[c]]] d"),
        ("<table><td>a<tbody><tr><td>b</table>", "table[tr[td[a]] tbody[tr[td[b]]]]"),
        ("<table><tr><td><p>a<table><tr><td>b</table>c<td>d</table>", "table[tr[td[p[a] table[tr[td[b]]] c] td[d]]]"),
        ("<table><tr><td>a</div></p></td></table>", "table[tr[td[a p[]]]]"),
        ("<table>a<table><tr><td>b", "table[a] table[tr[td[b]]]"),
        ("<tr><td>a</td></tr>b", "a b"),
        ("<div>a</span>b</div>", "div[a b]"),
        ("<span>a<div>b</span>c</div>", "span[a div[b c]]"),
        ("a</p>b", "a p[] b"),
        ("a</br>b", "a br[] b"),
        ("<select><option>a<option>b</select>", "select[option[a] option[b]]"),
        ("<b>a<p>b</b>c</p>", "a/b p[b/b c]"),
        ("<p><b>a<p>b</b>c", "p[a/b] p[b/b c]"),
        ("<a>a<a>b</a>c", "a/a b/a c"),
        ("<b><table><tr><td>a</b><i>b<td>c</table>d</b>e", "table[tr[td[a/b b/b/i] td[c/b]]] d/b e"),
        ("<p/>a<br/>b", "p[a br[] b]"),
        ("<c:out/>a<c:if>b</c:if>", "c:out[] a c:if[b]"),
        ("<body>a<body><html>b", "a b"),
        ("<font color=red>a<i>b</font>c</i>d", "a/font b/font/i c/i d"),
        ("<b><b><b><b><b>a</b></b></b>b", "a/b/b/b b"),
        ("<button>a<button>b", "button[a] button[b]"),
        ("<ruby>a<rt>b<rp>c</ruby>", "ruby[a rt[b] rp[c]]"),
    ],
)
def test_elements_nest_as_in_a_browser(page: str, nested: str) -> None:
    assert tree(page) == nested


def test_text_between_the_cells_of_a_table_stays_where_it_is() -> None:
    assert texts(read("<p>甲</p><table>乙<tr><td>丙</td></tr>丁</table>")) == ["甲", "乙", "丙", "丁"]


def test_a_very_deep_page_loses_nothing() -> None:
    text = read("<div>" * 3 * DEEPEST + "甲" + "</div>" * 3 * DEEPEST + "乙")
    assert texts(text) == ["甲", "乙"]
    assert faults_of_account(text) == []


def test_formatting_that_nobody_ends_does_not_pile_up() -> None:
    page = "".join(f"<p><b id=b{number}>甲" for number in range(200))
    assert marks(read(page), "bold") == [("甲", True)] * 200
