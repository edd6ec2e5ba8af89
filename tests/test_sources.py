"""Sources of all kinds: what a file is by its content, how a document may be given, and what is refused in one line."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest
from packed import make_zip
from plug_ins import install
from trees import NAMES, seed_tree

import convert
from convert.errors import UsageError
from convert.formats.recognition import recognise
from convert.formats.registry import find_reader, read_suffixes
from convert.recovery.text import Text

PAGE = "<!DOCTYPE html><html><head><title>窗</title></head><body><h1>通知</h1><p>正文。</p></body></html>"
SAVED = ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; "
         f"charset=utf-8\r\n\r\n{PAGE}\r\n--x--\r\n")


def made(form: str, tmp_path: Path) -> bytes:
    path = tmp_path / f"a.{form}"
    convert.write(seed_tree(NAMES[1]), path)
    return path.read_bytes()


@pytest.mark.parametrize(("data", "kind"), [
    (b"%PDF-1.7\n", "pdf"), (b"\xef\xbb\xbf%PDF-1.4", "pdf"), (b"{\\rtf1 a}", "docx"),
    (make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "docx"),
    (make_zip({"word\\document.xml": "<a/>", "[Content_Types].xml": "<Types/>"}), "docx"),
    (make_zip({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}), "a workbook"),
    (make_zip({"mimetype": "application/epub+zip"}, 0), "epub"), (make_zip({"META-INF/container.xml": "<a/>"}), "epub"),
    (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "docx"),
    (make_zip({"甲.txt": "文"}), "zip"), (gzip.compress(b"a", mtime=0), "tar"), (b"\x89PNG\r\n", "a picture"),
    (PAGE.encode(), "html"), (f"\n<!-- x -->\n<html lang=zh>{PAGE}".encode(), "html"), (SAVED.encode(), "html"),
    (PAGE.encode("utf-16"), "html"), (PAGE.encode("utf-16-le"), "html"),
    (f'<?xml version="1.0"?>{PAGE}'.encode(), "html"), (b'<?xml version="1.0"?><law>a</law>', "xml-foreign"),
    (b"<document version='3'/>", "xml"), (b"<rss version='2.0'>", "xml-foreign"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a workbook"),
    ("一、总体要求".encode(), ""), ("一、总体要求".encode("utf-16"), ""), (b"", ""), (b"# a\n<div>b</div>\n", ""),
    (b"MZ is no program.", ""), (b"BM", ""), (b"title: a\ndate: b\n\ntext", ""),
])
def test_a_file_is_what_its_content_says(data, kind):
    assert recognise(data) == kind


def test_our_own_outputs_are_known_by_their_content(tmp_path):
    assert {form: recognise(made(form, tmp_path)) for form in ("docx", "pdf", "epub", "tei.xml", "xml")} == {
        "docx": "docx", "pdf": "pdf", "epub": "epub", "tei.xml": "tei", "xml": "xml"}


@pytest.mark.parametrize(("name", "data"), [
    ("a.txt", PAGE.encode()), ("a.doc", PAGE.encode()), ("a.pdf", PAGE.encode("gb18030")), ("a.md",
                                                                                            PAGE.encode("utf-16")),
    ("a", SAVED.encode()), ("a.docx", SAVED.encode()), ("page.PHP", b"<?php $a ?><h1>\xe9\x80\x9a</h1>"),
])
def test_a_page_is_a_page_whatever_it_is_called(name, data):
    text = find_reader(name, data)(data, name)
    assert isinstance(text, Text)
    assert text.source.media == "text/html"
    assert any(line.marks.heading == 1 for line in text.lines)


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.pdf", "a.xml", "a.tei", "a.txt", "a", "A.TXT"])
def test_text_is_read_whatever_suffix_it_has(name):
    tree = convert.read("一、总体要求\n坚持以人为本。\n".encode(), name)
    assert "坚持以人为本。" in tree.article.text_content
    assert tree.record.source.name == name


@pytest.mark.parametrize(("name", "media"), [
    ("a.md", "text/markdown"), ("a.MARKDOWN", "text/markdown"), ("a.mdx", "text/markdown"), ("a.rst", "text/x-rst"),
    ("a.html", "text/html"), ("a.jsp", "text/html"), ("a.xml", "application/xml"), ("a.txt", "text/plain"),
])
def test_where_content_does_not_tell_the_suffix_does(name, media):
    data = "<p>正文。</p>\n".encode()
    assert find_reader(name, data)(data, name).source.media == media


def test_a_word_file_is_read_without_its_suffix(tmp_path):
    data = made("docx", tmp_path)
    assert convert.read(data, "a").article.title.text_content == seed_tree(NAMES[1]).article.title.text_content
    assert convert.read(data, "a.txt").record.source.get("media").endswith("wordprocessingml.document")


@pytest.mark.parametrize(("name", "data", "message", "hint"), [
    ("a.pdf", b"", "a.pdf is empty", "Copy or download"),
    ("a.docx", b"", "a.docx is empty", "Copy or download"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a.png holds no text: it is a picture", "save other files as text"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "it is a workbook", "save"),
    ("a.txt", bytes(range(256)) * 8, "a.txt holds no text: it is a binary file", "save other files as text"),
    ("a.docx", make_zip({"[Content_Types].xml": "", "word/document.xml": "<a/>"})[:90], "a.docx is damaged", "save"),
    ("a.zip", make_zip({"a.txt": "文"})[:40], "a.zip is damaged", "Copy or download"),
    ("a.zip", b"", "a.zip is damaged", "Copy or download"),
    ("a.zip", make_zip({}), "a.zip holds no document", ""),
    ("a.pdf", b"%PDF-1.7\nnothing", "a.pdf is damaged", "Copy or download"),
])
def test_what_cannot_be_read_is_told_in_one_line(name, data, message, hint):
    with pytest.raises(convert.SourceError, match=message) as told:
        convert.read(data, name)
    assert "\n" not in str(told.value)
    assert hint in told.value.hint


def outline(tree: convert.Document) -> list[str]:
    return [row.text for row in convert.outline(tree)]


TEXT = "关于做好工作的通知\n\n一、总体要求\n坚持以人为本。\n"


@pytest.mark.parametrize("give", [
    lambda path: path, str, lambda path: path.read_bytes(), lambda path: bytearray(path.read_bytes()),
    lambda path: memoryview(path.read_bytes()), lambda path: io.BytesIO(path.read_bytes()),
    lambda path: io.StringIO(path.read_text("utf-8")),
], ids=["path", "str", "bytes", "bytearray", "memoryview", "binary file", "text file"])
def test_a_document_may_be_given_in_any_way(tmp_path, give):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    tree = convert.read(give(path))
    assert outline(tree) == outline(convert.read_text(TEXT))
    assert tree.record.source.get("sha256") == convert.read(path).record.source.get("sha256")
    assert convert.restore(tree) == TEXT


def test_an_open_file_gives_its_name(tmp_path):
    path = tmp_path / "甲.md"
    path.write_text("# 题\n", encoding="utf-8")
    for mode, encoding in (("rb", None), ("r", "utf-8")):
        with path.open(mode, encoding=encoding) as file:
            tree = convert.read(file)
        assert (tree.record.source.name, tree.record.source.get("media")) == ("甲.md", "text/markdown")
    assert convert.read(io.BytesIO(b"a")).record.source.name == "document.txt"
    assert convert.read(io.BytesIO(b"a"), name="b.txt").record.source.name == "b.txt"


def test_a_text_is_itself_whatever_it_looks_like():
    for text in ("甲\0乙", "\ufeff甲", "甲\r\n乙\r", "a.txt", "", "é" * 20):
        assert convert.restore(convert.read_text(text)) == text
    assert convert.read_text("# 题\n\n文", "a.md").article.title.text_content == "题"
    assert convert.read_text(PAGE).record.source.get("media") == "text/html"


def test_half_a_character_of_a_text_is_told_and_not_lost_in_silence():
    tree = convert.read_text("前\ud83d后，正文。")
    assert "\ufffd" in convert.restore(tree)
    assert [remark.code for remark in tree.record.remarks if remark.severity != "note"] != []


class Broken(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        raise OSError("the line is dead")


class Odd:
    def read(self) -> int:
        return 3


def closed() -> io.BytesIO:
    file = io.BytesIO(b"a")
    file.close()
    return file


@pytest.mark.parametrize(("given", "message"), [
    (Broken(), "Cannot read document.txt: the line is dead"), (closed(), "Cannot read document.txt: I/O operation"),
    (Odd(), "gives neither text nor bytes"), (io.TextIOWrapper(io.BytesIO(b"\xff\xff"), "utf-8"),
                                              "is not in the encoding"),
    ("a\0b", "is no name of a file"), (Path("gone.txt"), "Cannot read gone.txt"), ("x" * 5000, "Cannot read xxx"),
    (".", "is a folder"),
])
def test_what_gives_nothing_is_a_source_error(given, message):
    with pytest.raises(convert.SourceError, match=message):
        convert.read(given)


def test_standard_input_is_a_dash(tmp_path):
    def run(*arguments: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "convert", *arguments], input=given, cwd=tmp_path,
                              capture_output=True, check=False)

    ran = run("outline", "-", given=TEXT.encode("gb18030"))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "坚持以人为本。" in ran.stdout.decode()
    assert run("convert", "-", "-o", "b.xml", given=made("docx", tmp_path)).returncode == 0
    assert (tmp_path / "b.xml").read_bytes().startswith(b"<document")
    assert run("convert", "-", "-o", "out", "--to", "xml,tei", given=TEXT.encode()).returncode == 0
    assert (tmp_path / "out/document.xml").exists()
    refused = run("outline", "-", given=b"\x89PNG\r\n")
    assert (refused.returncode, refused.stdout) == (66, b"")
    assert refused.stderr.startswith(b"huozi: document.txt holds no text")


READERS = '''
from convert.formats.text.read import read_text
from convert.recovery.reader import read
def give_text(data, name):
    return read_text(b"from a text: " + data, name)
def give_tree(data, name):
    return read(read_text(b"from a tree: " + data, name))
'''


def test_another_packages_reader_may_give_a_text_or_a_tree(tmp_path, monkeypatch):
    install(tmp_path, "foreign_readers", READERS,
            "[huozi.readers]\none = foreign_readers:give_text\ntwo = foreign_readers:give_tree\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert convert.read(b"a", "x.one").article.text_content == "from a text: a"
    assert convert.read(b"a\x01" * 99, "x.TWO").article.text_content.startswith("from a tree: a")


def test_every_suffix_is_read_by_one_format_alone():
    suffixes = read_suffixes()
    assert len(set(suffixes)) == len(suffixes)
    assert {".html", ".mhtml", ".md", ".rst", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".xml",
            ".txt"} <= set(suffixes)




@pytest.mark.parametrize("given", [5, None, ["a.txt"]])
def test_what_is_no_document_is_told_with_what_to_do(given: object) -> None:
    with pytest.raises(UsageError) as caught:
        convert.read(given)  # type: ignore[arg-type]
    assert caught.value.hint
    with pytest.raises(UsageError):
        convert.read_text(given)  # type: ignore[arg-type]
