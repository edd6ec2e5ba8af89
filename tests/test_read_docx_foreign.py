"""What is no DOCX: chunks that one takes in whole, web pages called .doc, older files that LibreOffice converts."""

from __future__ import annotations

import base64
import quopri
import shutil
import stat
from pathlib import Path

import pytest
from docx_parts import PNG, p, package, prove_account, read, relation, text_of, texts

from convert.errors import SourceError
from convert.formats.docx.read import read_docx
from convert.formats.docx.reading import office
from convert.formats.docx.reading.chunks import find_media

PAGE = """<html><head><meta charset="utf-8"><style>p {}</style></head><body><!-- 注 --><h1>某县桥梁法</h1>
<p>（2001年通过<br />2011年修正）</p><p align="center"><strong>目  录</strong></p><p><a href="#一">第一章 总则</a></p>
<h2 id="一">第一章 总&#12288;则</h2><pre><code>第一条 为了修桥。
第二条 桥归县。
</code></pre><ul><li>甲<ol><li>乙</li><li>丙</li></ol></li></ul>
<table><tr><th>名</th><th colspan="2">数</th></tr>
<tr><td>桥</td><td>1<sup>2</sup></td><td><table><tr><td>内</td></tr></table></td></tr></table>
<p style="text-align: right">某县<img src="a.png" alt="章"></p></body></html>"""


def archive(page: str = PAGE, encoding: str = "quoted-printable") -> bytes:
    """The page with its picture as a MIME archive."""
    data = page.encode()
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    return (b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="xx"\n\n--xx\n'
            b'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: ' + encoding.encode() + b"\n"
            b"Content-Location: file:///C:/fake/document.html\n\n" + body + b"\n--xx\nContent-Type: image/png\n"
            b"Content-Transfer-Encoding: base64\nContent-Location: a.png\n\n" + base64.encodebytes(PNG) + b"\n--xx--\n")


def chunk(data: bytes, media: str, name: str = "afchunk.dat"):
    return read(p("前") + "<w:altChunk r:id='rId5'/>" + p("后"), related=relation("rId5", "aFChunk", f"/word/{name}"),
                files={f"word/{name}": data}, types=f'<Default Extension="dat" ContentType="{media}"/>')


@pytest.mark.parametrize(("data", "media"), [
    (archive(), "message/rfc822"), (archive(encoding="base64"), "message/rfc822"), (archive(), ""),
    (PAGE.encode(), "text/html")])
def test_a_chunk_of_html_has_its_lines_and_marks(data, media):
    text = chunk(data, media)
    assert [(text_of(text, line), line.marks.bullet) for line in text.lines] == [
        ("前", ""), ("某县桥梁法", ""), ("（2001年通过", ""), ("2011年修正）", ""), ("目 录", ""), ("第一章 总则", ""),
        ("第一章 总\u3000则", ""), ("第一条 为了修桥。", ""), ("第二条 桥归县。", ""), ("甲", "•"), ("乙", "1."),
        ("丙", "2."), ("名", ""), ("数", ""), ("桥", ""), ("12", ""), ("内", ""), ("某县", ""), ("后", "")]
    marks = [line.marks for line in text.lines]
    assert [mark.heading for mark in marks[:7]] == [0, 1, 0, 0, 0, 0, 2]
    assert marks[2].paragraph == marks[3].paragraph != marks[4].paragraph
    assert (marks[4].bold, marks[4].centred, marks[5].link) == (True, True, 100)
    assert [(mark.code, mark.paragraph) for mark in marks[7:9]] == [(False, 0), (False, 0)]
    assert [mark.item for mark in marks[9:12]] == [1, 2, 2]
    assert [(mark.table, mark.row, mark.cell, mark.head, mark.columns) for mark in marks[12:17]] == [
        (1, 1, 1, True, 1), (1, 1, 2, True, 2), (1, 2, 1, False, 1), (1, 2, 2, False, 1), (1, 2, 3, False, 1)]
    assert marks[17].right
    assert marks[18].paragraph > marks[17].paragraph
    assert [name for name, _ in text.source.parts] == ["word/document.xml", "word/afchunk.dat", "word/document.xml"]
    assert {(run.kind, run.target) for run in text.runs} == {
        ("strong", ""), ("link", "#一"), ("sup", ""), ("place", "一")}
    assert [text_of(text, line) for line in text.lines for run in text.runs
            if run.kind == "place" and line.start == run.start] == ["第一章 总\u3000则"]


def test_what_keeps_its_lines_is_code_only_if_it_is_no_prose():
    text = chunk("<pre>桥 = {'长': 30}  # 米\nprint(桥['长'])</pre><pre>第一条 修桥。</pre>".encode(), "text/html")
    assert [(text_of(text, line), line.marks.code) for line in text.lines[1:-1]] == [
        ("桥 = {'长': 30}  # 米", True), ("print(桥['长'])", True), ("第一条 修桥。", False)]


def test_a_break_in_the_middle_of_a_sentence_parts_nothing():
    page = ("<p>第二条 【适用范围】平等主体的公民、法人和其他组织之<br/>间发生的合同纠纷，可以仲裁。<br/>"
            "第三条 【除外】平等主体的公民、法人和其他组织之间<br/>三、下列纠纷，不能仲裁。</p>")
    assert texts(chunk(page.encode(), "text/html"))[1:-1] == [
        "第二条 【适用范围】平等主体的公民、法人和其他组织之间发生的合同纠纷，可以仲裁。",
        "第三条 【除外】平等主体的公民、法人和其他组织之间", "三、下列纠纷，不能仲裁。"]


def test_pictures_of_an_archive_come_along():
    picture, = chunk(archive(), "message/rfc822").pictures
    assert (picture.source, picture.alternative, picture.media, picture.data) == ("a.png", "章", "image/png", PNG)
    picture, = chunk(PAGE.encode(), "text/html").pictures
    assert picture.data == b""


def test_chunks_of_plain_text_and_of_other_encodings():
    assert texts(chunk("一\r\n\r\n二".encode("gb18030"), "text/plain")) == ["前", "一", "二", "后"]
    page = "<html><head><meta http-equiv='x' content='text/html; charset=gb2312'></head><body>县志</body></html>"
    assert texts(chunk(page.encode("gb2312"), "text/html")) == ["前", "县志", "后"]


def test_a_chunk_may_be_a_document():
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    text = chunk(package(p("内一") + p("内二")), word)
    assert texts(text) == ["前", "内一", "内二", "后"]
    assert [line.marks.paragraph for line in text.lines] == [1, 2, 3, 4]


def test_chunks_that_nobody_reads_or_that_are_missing_are_told():
    assert [each.message for each in chunk(b"{\\rtf1}", "application/rtf").findings] == [
        "The document word/afchunk.dat that this one takes in is of a kind that is not read (application/rtf)."]
    text = read("<w:altChunk r:id='rId5'/>" + p("文"), related=relation("rId5", "aFChunk", "none.html"))
    assert [each.code for each in text.findings] == ["docx/chunk"]


@pytest.mark.parametrize("page", [
    "", "<!-- nothing -->", "<p>" * 300 + "底", "<table>" * 200 + "底", "\0\x01<p>&#1;&#xd800;x"])
def test_odd_pages_close_their_account(page):
    chunk(page.encode(), "text/html")


def test_a_web_page_that_is_called_doc_is_read_as_one():
    for data in (PAGE.encode(), archive(), b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>" + PAGE.encode()):
        text = read_docx(data, "某法.doc")
        prove_account(text)
        assert text_of(text, text.lines[0]) == "某县桥梁法"
        assert (text.source.name, text.source.size) == ("某法.doc", len(data))
    assert find_media(b"From: a@b.example\nContent-Type: text/html\n\n<p>") == "message/rfc822"
    assert find_media(b"plain text: no page\n" * 50) == ""
    assert find_media(b"<!---->" * 400 + b"x") == ""


# older files

RTF = (rb"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 SimSun;}}\f0 \u26576?\u21439?\u20462?\u26725?\par "
       rb"\b \u31532?\u19968?\u26465?\b0\par}")


def program(folder: Path, script: str) -> None:
    """A program that stands for LibreOffice's."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that is searched for programs before others."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def test_without_libreoffice_older_files_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SourceError) as caught:
        read_docx(RTF, "旧.rtf")
    assert str(caught.value) == ("旧.rtf is no DOCX but an older kind of file (rtf) that LibreOffice must convert. "
                                 "Install LibreOffice, or open it in Word or WPS and save it as .docx.")


def test_what_libreoffice_makes_is_read(programs):
    made = programs / "made.docx"
    made.write_bytes(package(p("某县修桥")))
    program(programs, f'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\nmkdir -p "$out"\n'
                      f'cp "{made}" "$out/source.docx"')
    data = office.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    text = read_docx(data, "旧.wps")
    assert texts(text) == ["某县修桥"]
    assert (text.source.name, text.source.size) == ("旧.wps", len(data))
    assert [(each.code, each.message) for each in text.findings] == [
        ("docx/converted", "The file is no DOCX; LibreOffice made one of it (doc).")]


def test_a_conversion_that_fails_or_hangs_is_told(programs, monkeypatch):
    program(programs, "echo Error: source file could not be loaded")
    with pytest.raises(SourceError, match=r"LibreOffice cannot convert 旧\.rtf: Error: source file"):
        read_docx(RTF, "旧.rtf")
    program(programs, "sleep 60 & sleep 60")
    monkeypatch.setattr(office, "LIMIT", 0.3)
    with pytest.raises(SourceError, match=r"more than 0\.3 seconds"):
        read_docx(RTF, "旧.rtf")


@pytest.mark.skipif(not any(map(shutil.which, office.PROGRAMS)), reason="LibreOffice is not installed")
def test_libreoffice_converts_rtf():
    text = read_docx(RTF, "旧.rtf")
    prove_account(text)
    assert texts(text) == ["某县修桥", "第一条"]
    assert [line.marks.bold for line in text.lines if not line.marks.role] == [False, True]
