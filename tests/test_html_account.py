"""Every character of a page is in a line, in a cut or is white space, whatever the bytes are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_lines import faults_of_account, read

from convert.errors import SourceError

SHARED = Path(__file__).parents[2] / "shared"
PAGES = sorted(
    path
    for folder in ("corpus", "corpus2")
    for path in (SHARED / folder).glob("*.*")
    if path.suffix in (".html", ".php")
)

PARTS = st.sampled_from(
    [
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        '"',
        "'",
        "&",
        "&nbsp;",
        "&#x4E00;",
        "&fjlig;",
        "&ampx",
        "\0",
        "\r\n",
        "\u3000",
        "\u00a0",
        "甲",
        "乙丙",
        "a b",
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "<a href=#n1>",
        "<a name=n1>",
        "</a>",
        "<table border=1>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<ul>",
        "<ol start=0>",
        "<li>",
        "</ul>",
        "<dl><dt>",
        "<dd>",
        "<pre>",
        "</pre>",
        "<svg>",
        "</svg>",
        "<math>",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<script>",
        "</script>",
        "<style>.a{font-size:2em}",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<select><option>",
        "<meta name=a content='b &amp; c'>",
        '<script type="application/ld+json">{"name":"\\u4e2d"}</script>',
        "<![CDATA[",
        "]]>",
        "<?php ",
        "?>",
        "<% ",
        " %>",
        "${a}",
        "<p class=a style='font-size:0'>",
        "<div hidden>",
        "</div>",
        "<sup>",
        "<img src='data:,x'>",
        "<h1>",
        "</h2>",
        "<!-- saved from url=(0001)x -->",
        "<template>",
        "</template>",
        "<q id=n1>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join), st.sampled_from(["a.html", "a.php", "a.jsp"]))
def test_any_markup(page: str, name: str) -> None:
    assert faults_of_account(read(page, name)) == []


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=40))
def test_any_bytes(data: bytes, more: bytes) -> None:
    try:
        text = read(b"<p>" + data + b"</p><b>" + more)
    except SourceError:
        return
    assert faults_of_account(text) == []


@pytest.mark.skipif(not PAGES, reason="no pages beside the repository")
def test_real_pages() -> None:
    faults = {path.name: len(faults_of_account(read(path.read_bytes(), path.name))) for path in PAGES}
    assert faults == dict.fromkeys(faults, 0)


@pytest.mark.parametrize("page", [
    "<style>" + "a" * 400_000, "<style>p{" + "a" * 400_000 + "}</style>甲", f"<p style='{'a' * 400_000}'>甲",
    f"<style>p{{{'a ' * 200_000}}}</style><p>甲"])
def test_styles_without_end_or_sense_take_no_time(page: str) -> None:
    start = time.perf_counter()
    read(page)
    assert time.perf_counter() - start < 5
