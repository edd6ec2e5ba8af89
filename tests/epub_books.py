"""EPUB files for tests of the reader, made by hand of fragments of XHTML; the account of each is proved on the way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from page_lines import faults_of_account

from convert.formats.epub.read import read_epub
from convert.recovery.text import Line, Text

CONTAINER = ('<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
             'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
MEDIA = {"xhtml": "application/xhtml+xml", "html": "text/html", "ncx": "application/x-dtbncx+xml", "css": "text/css",
         "png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml", "ttf": "font/ttf"}
PNG = b"\x89PNG\r\n\x1a\n"


def page(body: str, head: str = "", attributes: str = "") -> str:
    """A page of XHTML."""
    return ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>窗</title>{head}</head>'
            f"<body{attributes}>{body}</body></html>")


def opf(metadata: str = "", manifest: str = "", spine: str = "", guide: str = "", version: str = "3.0") -> str:
    """A package document."""
    return (f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f'{metadata}</metadata><manifest>{manifest}</manifest><spine toc="ncx">{spine}</spine>{guide}</package>')


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(*bodies: str, files: Mapping[str, bytes | str] | None = None, outer: Mapping[str, bytes | str] | None = None,
         properties: Mapping[str, str] | None = None, head: str = "", linear: Mapping[str, str] | None = None,
         metadata: str = "", guide: str = "", version: str = "3.0") -> bytes:
    """A book: pages p1.xhtml, p2.xhtml … of these bodies, and other files in its folder, all in the manifest.

    `properties` and `linear` are those of items by the names of their files; `outer` are files outside the folder.
    """
    pages = {f"p{number}.xhtml": page(body, head) for number, body in enumerate(bodies, 1)}
    inner = {**pages, **(files or {})}
    items = "".join(
        f'<item id="{"ncx" if name.endswith(".ncx") else name}" href="{name}" '
        f'media-type="{MEDIA.get(name.rpartition(".")[2], "")}" properties="{(properties or {}).get(name, "")}"/>'
        for name in inner)
    spine = "".join(f'<itemref idref="{name}" linear="{(linear or {}).get(name, "yes")}"/>' for name in pages)
    return zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
                   "OEBPS/content.opf": opf(metadata, items, spine, guide, version),
                   **{f"OEBPS/{name}": data for name, data in inner.items()}, **(outer or {})})


def read(*bodies: str, **parts: object) -> Text:
    """The text of such a book."""
    return proved(book(*bodies, **parts))  # type: ignore[arg-type]


def proved(data: bytes) -> Text:
    """The text of a book whose account closes."""
    text = read_epub(data, "某.epub")
    assert faults_of_account(text) == []
    assert list(text.runs) == sorted(text.runs)
    assert list(text.pictures) == sorted(text.pictures, key=lambda picture: picture.place)
    assert all(0 <= picture.place <= len(text.view.text) for picture in text.pictures)
    places = [span for _, span in text.source.parts]
    assert [start for start, _ in places] == [0, *(end for _, end in places[:-1])] if places else not text.source.text
    assert not places or places[-1][1] == len(text.source.text)
    return text


def print_line(text: Text, line: Line) -> str:
    """What a line prints."""
    return text.view.text[line.start : line.end]


def texts(text: Text, role: str = "") -> list[str]:
    """What the lines of a role print."""
    return [print_line(text, line) for line in text.lines if line.marks.role == role]


def marks(text: Text, *names: str) -> list[tuple[object, ...]]:
    """What the lines of the text print, and some of their marks."""
    return [(print_line(text, line), *(getattr(line.marks, name) for name in names))
            for line in text.lines if line.marks.role == ""]


def facts(text: Text) -> list[tuple[str, str]]:
    """The facts of the book."""
    return [(line.marks.field, print_line(text, line)) for line in text.lines if line.marks.role == "head"]


def runs(text: Text) -> list[tuple[str, str, str]]:
    """What each run prints, its kind and target."""
    return [(text.view.text[run.start : run.end], run.kind, run.target) for run in text.runs]


def codes(text: Text) -> list[str]:
    """The codes of what was noticed."""
    return [finding.code for finding in text.findings]
