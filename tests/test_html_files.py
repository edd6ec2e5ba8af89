"""Whole files: encodings, heads, pages of servers, saved pages, and what a person is told."""

from __future__ import annotations

import pytest
from page_lines import faults_of_account, marks, read, texts

from convert.errors import SourceError
from convert.formats.html.directives import hide_directives

PROSE = "全县上下把发展放在首位，农业连续六年增产，工业园区新开工项目十二个，城镇和乡村居民收入都有提高。"


def test_valid_utf8_is_utf8_whatever_the_page_declares() -> None:
    assert texts(read(f"<meta charset=gbk><p>{PROSE}")) == [PROSE]


@pytest.mark.parametrize(
    ("codec", "declaration", "name"),
    [
        ("gb18030", "<meta charset='gb2312'>", "gb18030"),
        ("gb18030", "", "gb18030"),
        ("big5hkscs", "<meta charset=big5>", "big5-hkscs"),
        ("gb18030", "<script charset='utf-8' src=a.js></script><link charset=big5 href=a.css>", "gb18030"),
        ("gb18030", '<?xml version="1.0" encoding="GBK"?>', "gb18030"),
        ("gb18030", '<%@ page contentType="text/html;charset=GBK"%>', "gb18030"),
        ("utf-8-sig", "<meta charset=gbk>", "utf-8"),
        ("utf-16", "", "utf-16le"),
    ],
)
def test_the_encoding_is_found(codec: str, declaration: str, name: str) -> None:
    prose = "全縣上下把發展放在首位，農業連續六年增產，工業園區新開工項目十二個。" if codec == "big5hkscs" else PROSE
    text = read(f"{declaration}<p>{prose}".encode(codec), "page.jsp")
    assert (texts(text), text.source.encoding) == ([prose], name)


def test_a_page_that_is_nearly_all_markup_shows_its_encoding_by_the_rest() -> None:
    head = "<script>" + "var a = 1;\n" * 2000 + "</script>"
    text = read(f"{head}<p>{PROSE}</p>{head}<p>{PROSE}</p>{head}".encode("gb18030"))
    assert (text.source.encoding, text.source.lost, texts(text)) == ("gb18030", (), [PROSE, PROSE])


def test_the_head_gives_facts_with_their_place() -> None:
    page = (
        '<html><head><title>东山水库通水 - 云岭在线</title><meta name="viewport" content="width=device-width">'
        '<meta name="ArticleTitle" content="东山水库通水"><meta property="og:site_name" content=\'云岭&amp;在线\'>'
        '<meta name=PubDate content=2013-05-02><meta name="keywords" content=" "></head><body><p>文</p>'
    )
    text = read(page)
    assert marks(text, "field", "role") == [
        ("东山水库通水 - 云岭在线", "title", "head"),
        ("东山水库通水", "ArticleTitle", "head"),
        ("云岭&在线", "og:site_name", "head"),
        ("2013-05-02", "PubDate", "head"),
        ("文", "", ""),
    ]
    places = [text.view.to_source([(line.start, line.end)])[0] for line in text.lines]
    assert [page[start:end] for start, end in places][1:3] == ["东山水库通水", "云岭&amp;在线"]


def test_json_ld_gives_facts_with_their_place() -> None:
    page = (
        '<script type="application/ld+json">{"@context":"http://schema.org","@graph":[{"@type":"NewsArticle",'
        '"headline":"水库\\u901a水","author":[{"@type":"Person","name":"张三"},{"name":"李四"}],"image":{"url":"a.png"},'
        '"publisher":{"name":"云岭日报","logo":{"url":"b"}},"datePublished" : "2013-05-02","wordCount":3}]}</script>'
    )
    text = read(page)
    assert marks(text, "field") == [
        ("水库通水", "headline"),
        ("张三", "author.name"),
        ("李四", "author.name"),
        ("云岭日报", "publisher.name"),
        ("2013-05-02", "datePublished"),
    ]
    start, end = text.view.to_source([(text.lines[0].start, text.lines[0].end)])[0]
    assert page[start:end] == "水库\\u901a水"
    assert faults_of_account(text) == []


@pytest.mark.parametrize(
    "script", ['{"headline": "a', '{"headline" "a"}', "]]]]", '{"headline":"\\ud800"}', '{"a":' * 400]
)
def test_damaged_json_ld_harms_nothing(script: str) -> None:
    text = read(f'<script type="application/ld+json">{script}</script><p>文')
    assert (texts(text)[-1], faults_of_account(text)) == ("文", [])


def test_the_comment_of_a_saved_page_tells_its_address() -> None:
    page = "<!DOCTYPE html><!-- saved from url=(0026)http://yunling.example/a.html --><p>文"
    assert marks(read(page), "field") == [("http://yunling.example/a.html", "saved from"), ("文", "")]


@pytest.mark.parametrize(
    ("name", "page", "found"),
    [
        (
            "a.jsp",
            '<%@ page pageEncoding="UTF-8"%><c:if test="${a > b}"><p class="<%= c %>">甲'
            '<%= x>3 ? "</p>" : y %>乙${z}</p></c:if>',
            ["甲乙"],
        ),
        ("a.jsp", "<%-- <p>否</p> %> --%><jsp:param>否</jsp:param><p>甲</p>", ["甲"]),
        ("a.php", "<?php echo '<p>否</p>'; ?><p>甲<?= $a ?>乙</p><? if (1 > 2) { ?><p>丙</p><? } ?>", ["甲乙", "丙"]),
        ("a.php", "<p>甲</p><?php echo '<p>否</p>'", ["甲"]),
        ("a.html", "<p>甲</p><script>a = '<?'; b = '<%'</script><p>乙</p>", ["甲", "乙"]),
        ("a.html", "<?xml:namespace prefix = o /><p>甲", ["甲"]),
        ("a.html", '<?xml version="1.0"?><html><p/><p>甲<![CDATA[乙<]]></p></html>', ["甲乙<"]),
        ("a.asp", "<select><option <% if a>b %>selected<% %>>甲</select>", ["甲"]),
    ],
)
def test_what_is_said_to_the_server_is_cut(name: str, page: str, found: list[str]) -> None:
    text = read(page, name)
    assert (texts(text), faults_of_account(text)) == (found, [])


def test_hidden_directives_leave_every_place_where_it_is() -> None:
    page = "<p>甲<?php a ?>乙</p>"
    assert hide_directives(page, "a.php") == "<p>甲" + "\0" * 10 + "乙</p>"


MHTML = """From: <Saved by a browser>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: http://yunling.example/a/index.html

<p>=E7=94=B2=
=E4=B9=99<img src=3D"../p.png"><img src=3D"cid:q"></p>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://yunling.example/p.png

iVBORw==
--b
Content-Type: image/gif
Content-Transfer-Encoding: base64
Content-ID: <q>

R0lG
--b
Content-Type: text/html

<p>advert
--b--
"""


def test_a_web_archive_gives_its_page_and_pictures() -> None:
    text = read(MHTML.encode(), "a.mht")
    assert (texts(text), text.source.text[:7], text.source.size) == (["甲乙"], "<p>甲乙<i", len(MHTML))
    assert [(each.source, each.media, each.data) for each in text.pictures] == [
        ("../p.png", "image/png", b"\x89PNG"),
        ("cid:q", "image/gif", b"GIF"),
    ]
    (finding,) = text.findings
    assert finding.code == "html/part"
    assert "http://yunling.example/a/index.html; pages left out, frames or adverts: 1" in finding.message


def test_the_charset_of_a_part_is_that_of_its_page() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=big5\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert texts(read(head + "<p>農業".encode("big5"), "a.mhtml")) == ["農業"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
            b"--b\nContent-Type: image/png\n\nx\n--b--\n",
            "without a page",
        ),
        (b"%PDF-1.7\n" + bytes(range(256)), "is no page"),
        (b"PK\x03\x04" + bytes(400), "is no page"),
    ],
)
def test_a_file_that_is_no_page_is_told(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(data, "a.html")


def test_a_file_too_large_for_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.formats.html.read.LARGEST", 10)
    with pytest.raises(SourceError, match="too large"):
        read("<p>" + "甲" * 10)


@pytest.mark.parametrize(
    ("page", "code", "message"),
    [
        ("<frameset><frame src=top.html><frame src=main.html></frameset>", "html/frames", "top.html, main.html"),
        ("", "html/empty", "no text"),
        ("<title>题</title><script>go()</script>", "html/empty", "no text"),
        ("<p>甲<!-- " + "长" * 300, "html/unended", "nothing ends"),
        ("<p>甲<script> " + "a" * 300, "html/unended", "nothing ends"),
    ],
)
def test_a_page_that_shows_little_is_told(page: str, code: str, message: str) -> None:
    (finding,) = read(page).findings
    assert (finding.code, message in finding.message) == (code, True)


def test_a_sound_page_has_no_findings() -> None:
    assert read("<p>甲</p><!-- 尾 -->").findings == ()


def test_the_text_of_noframes_is_read() -> None:
    assert texts(read("<frameset><frame src=a.html><noframes><p>甲</p></noframes></frameset>")) == ["甲"]
