"""DOCX packages for tests of the reader, made of fragments of WordprocessingML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from convert.formats.docx.read import read_docx
from convert.recovery.text import SPACE, Line, Text
from convert.span import cut_text

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())

ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes",
         "endnotes": "endnotes", "comments": "comments", "header1": "hdr", "header2": "hdr", "footer1": "ftr"}
"""Parts of a document and the tags of their roots."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "5ef6d6e40000000049454e44ae426082")
"""A picture of one point."""


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str | None = None) -> str:
    """A complex field; without a result where that is None."""
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    shown = "" if result is None else mark("separate") + result
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}{mark("end")}'


def relation(id_: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relationship."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{NAMES["r"]}/{kind}" Target="{target}"{mode}/>'


def relations(rows: str) -> str:
    """A part of relationships."""
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def package(body: str, related: str = "", files: Mapping[str, bytes] | None = None, types: str = "",
            root_relations: str = "", **parts: str) -> bytes:
    """A whole package: `parts` are fragments of other parts, `related` more relationships of the body."""
    main = "".join(relation(f"rId{name}", name.rstrip("12"), f"{name}.xml") for name in parts)
    texts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                               f'<Default Extension="png" ContentType="image/png"/>{types}</Types>',
        "_rels/.rels": relations(relation("rId1", "officeDocument", "word/document.xml") + root_relations),
        "word/_rels/document.xml.rels": relations(main + related),
        "word/document.xml": f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{ROOTS[name]} {DECLARED}>{part}</w:{ROOTS[name]}>" for name, part in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def read(body: str, **parts: object) -> Text:
    """The text of such a package; its account is proved on the way."""
    text = read_docx(package(body, **parts), "公文.docx")  # type: ignore[arg-type]
    prove_account(text)
    return text


def text_of(text: Text, line: Line) -> str:
    return text.view.text[line.start : line.end]


def texts(text: Text, role: str | None = "") -> list[str]:
    """The lines of a role, labels before them; all for None."""
    return [line.marks.bullet + text_of(text, line) for line in text.lines if role is None or line.marks.role == role]


def prove_account(text: Text) -> None:
    """Every character of the source is in one line, in one cut, or white space; lines map back to the source."""
    source, view = text.source.text, text.view
    covered = [0] * len(source)
    for line in text.lines:
        spans = view.to_source([(line.start, line.end)])
        shown = [view.entities[at].was if at in view.entities else view.text[at] for at in range(line.start, line.end)]
        assert cut_text(source, spans) == "".join(shown)
        for start, end in spans:
            covered[start:end] = [count + 1 for count in covered[start:end]]
    for cut in view.cuts:
        for start, end in cut.spans:
            assert start < end
            covered[start:end] = [count + 1 for count in covered[start:end]]
    odd = [at for at, count in enumerate(covered)
           if count != 1 and not (count == 0 and (source[at].isspace() or source[at] in SPACE))]
    assert odd == []
    ends = [0, *(line.end for line in text.lines)]
    assert all(line.start >= end for line, end in zip(text.lines, ends, strict=False))
    rest = [view.text[end : line.start] for line, end in zip(text.lines, ends, strict=False)]
    between = "".join([*rest, view.text[ends[-1] :]])
    assert [sign for sign in between if not (sign.isspace() or sign in SPACE)] == []
    assert all(0 <= run.start <= run.end <= len(view.text) for run in text.runs)
    assert all(0 <= picture.place <= len(view.text) for picture in text.pictures)
    assert all(0 <= start < end <= len(source) for finding in text.findings for start, end in finding.at)
    assert all(source[start:end] for _, (start, end) in text.source.parts)
