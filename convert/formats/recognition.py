"""What a file is by its content, whatever it is called."""

from __future__ import annotations

import io
import re
from typing import BinaryIO, NamedTuple

HEAD = 1 << 16
"""Bytes from the beginning in which signs are looked for: our own TEI says late who wrote it."""

ARCHIVES = ("zip", "tar")
"""Kinds of files that hold documents and are none."""


class Sign(NamedTuple):
    """Bytes by which a kind of file is known."""

    kind: str
    """Name of a format of the registry or of `ARCHIVES`, or what people call a file that nobody here reads."""
    pattern: re.Pattern[bytes]


def _sign(kind: str, pattern: bytes) -> Sign:
    return Sign(kind, re.compile(pattern, re.DOTALL | re.IGNORECASE))


SIGNS = (
    _sign("pdf", rb"[\0\t\n\f\r \xef\xbb\xbf]{0,16}%PDF-"),
    _sign("docx", rb"\s{0,16}\{\\rtf"),
    _sign("tar", rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0|.{257}ustar[\0 ]"),
    _sign("a picture", rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP"
          rb"|.{4}ftyp(heic|avif|mif1)"),
    _sign("sound or film", rb"RIFF.{4}(WAVE|AVI )|ID3[\x02-\x04]|OggS|fLaC|.{4}ftyp|\x1aE\xdf\xa3|\0\0\x01\xba"
          rb"|FLV\x01"),
    _sign("an archive that is not read here", rb"Rar!\x1a|7z\xbc\xaf\x27|\x28\xb5\x2f\xfd|MSCF\0{4}|ITSF\x03"),
    _sign("a program", rb"\x7fELF|MZ.{1,3}\0|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"),
    _sign("a font", rb"OTTO\0|\0\x01\0\0\0|wOF[2F]|ttcf\0"),
    _sign("a database", rb"SQLite format 3\0"),
    _sign("an electronic book of another kind", rb".{60}(BOOKMOBI|TEXtREAd)|AT&TFORM"),
)
"""First bytes of files, the stricter pattern first."""

_BEFORE = rb"(?:\s|<\?xml\b[^<>]*>|<!--(?:(?!-->).)*-->|<\?xml-[^<>]*>)*+"
"""What may stand before the root of a document in XML or HTML."""

_DOCTYPE = rb"(?:<!DOCTYPE\b[^<>\[\]]*(?:\[(?:<!--(?:(?!-->).)*-->|[^\]\"']|\"[^\"]*\"|'[^']*')*+\]\s*)?>)"
"""A document type with what it declares."""

_PREFIX = rb"(?:[\w-]{1,20}:)?"
"""The prefix of a namespace."""

TEXT_SIGNS = (
    _sign("xml", _BEFORE + _DOCTYPE + rb"?" + _BEFORE + rb"<document\s[^<>]*\bversion="),
    _sign("tei", _BEFORE + _DOCTYPE + rb"?" + _BEFORE + rb"<" + _PREFIX + rb"(?:TEI|teiCorpus)\b.*<" + _PREFIX
          + rb"application\s[^<>]*\bident=[\"']huozi-tree[\"']"),
    _sign("docx", rb"\s*<\?xml.{0,2000}schemas\.microsoft\.com/office/word/2003/wordml"),
    _sign("html", _BEFORE + rb"<(?:!DOCTYPE\s+html\b|html[\s>])"),
    _sign("xml-foreign", rb"\s*<\?xml\s+version|" + _BEFORE + rb"<!DOCTYPE\s"
          rb"|\s*<(?:TEI|teiCorpus|akomaNtoso|rss|rdf:RDF)[\s>]"),
)
"""How documents of text formats begin, byte order marks and the zero bytes of UTF-16 apart."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the compound files of old Office begin with ([MS-CFB] 2.2)."""

_OLE_PARTS = {"Workbook": "a workbook", "PowerPoint Document": "a presentation", "__substg1.0_": "a mail"}
"""Names of parts of compound files that are no text documents."""

_ZIP_PARTS = (("word/", "docx"), ("xl/", "a workbook"), ("ppt/", "a presentation"), ("META-INF/container.xml", "epub"))
"""How the name of a part begins → what its package is."""

_OPEN = {"text": "docx", "text-template": "docx", "spreadsheet": "a workbook", "presentation": "a presentation"}
"""Last words of the media types of OpenDocument."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks."""


def recognise(data: bytes) -> str:
    """What bytes are: the name of a format or archive, words for a file that nobody reads, or empty for any text."""
    return recognise_file(io.BytesIO(data))


def recognise_file(file: BinaryIO) -> str:
    """What an open file is, as `recognise` tells; it stands at its beginning before and afterwards."""
    head = file.read(HEAD)
    try:
        if head.startswith(OLE):
            data = head + file.read()
            return next((what for part, what in _OLE_PARTS.items() if part.encode("utf-16-le") in data), "docx")
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
            return _look_into(head, file)
    finally:
        file.seek(0)
    found = next((sign.kind for sign in SIGNS if sign.pattern.match(head)), "")
    return found or _recognise_text(head)


def strip_marks(head: bytes) -> bytes:
    """The beginning of a text without byte order mark and without the zero bytes of UTF-16."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def _recognise_text(head: bytes) -> str:
    from convert.formats.html.saved import is_saved  # e-mail's parser: only where nothing else fits

    plain = strip_marks(head)
    found = next((sign.kind for sign in TEXT_SIGNS if sign.pattern.match(plain)), "")
    return found or ("html" if plain[:1].isalpha() and is_saved(head) else "")


def _look_into(data: bytes, file: BinaryIO) -> str:
    """What a ZIP package is by its parts; one whose list of parts is damaged, by the first of them."""
    if data[30:38] == b"mimetype":
        media = data[38:120]
        if media.startswith(b"application/epub+zip"):
            return "epub"
        opened = re.match(rb"application/vnd\.oasis\.opendocument\.([a-z-]+)", media)
        if opened:
            return _OPEN.get(opened[1].decode(), "a drawing")
    from zipfile import ZipFile  # only for what may be a package

    from convert.formats.archive import FAULTS

    try:
        with ZipFile(file) as archive:
            names = archive.namelist()
    except FAULTS:
        names = [data[30 : 30 + int.from_bytes(data[26:28], "little")].decode("utf-8", "replace")]
    found = {name.replace("\\", "/").lstrip("/") for name in names}
    if "[Content_Types].xml" in found or "META-INF/container.xml" in found:
        return next((what for start, what in _ZIP_PARTS if any(name.startswith(start) for name in found)), "docx")
    return "zip"
