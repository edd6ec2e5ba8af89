"""A user's own document as template: its styles, page and headers, our text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from docx_files import W, notice, part, read_stories, remarked, render, text_of
from trees import NAMES, seed_tree, whole_tree

from convert.check.structure import check_structure
from convert.errors import SourceError
from convert.formats.docx import DocxWriter
from convert.style.sheet import load_style


@pytest.fixture(name="template")
def make_template(tmp_path: Path) -> Path:
    """A document of B5 with a header, a list, a heading of its own and Word's ids in a Chinese edition."""
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(176), Mm(250)
    document.sections[0].header.paragraphs[0].text = "某某公司"
    document.styles["Heading 1"].element.set(f"{W}styleId", "1")
    for reference in document.styles.element.iter(f"{W}basedOn", f"{W}link"):
        if reference.get(f"{W}val") == "Heading1":
            reference.set(f"{W}val", "1")
    document.add_paragraph("旧文", style="List Number")
    document.save(tmp_path / "mine.docx")
    return tmp_path / "mine.docx"


def fill(work: object, template: Path, style: str = "plain") -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    notices = DocxWriter(reference=template).write(work, load_style(style), out)
    return out.getvalue(), [notice.message for notice in notices]


def test_page_header_and_styles_are_theirs_and_the_text_is_ours(template: Path) -> None:
    data, _ = fill(seed_tree(NAMES[3]), template)
    assert check_structure(data, "filled.docx") == []
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].page_width.mm == pytest.approx(176, abs=0.1)
    assert document.sections[0].header.paragraphs[0].text == "某某公司"
    first = next(p.text for p in document.paragraphs if p.style.name == "Heading 1")
    assert first == "(一)积极融入新发展格局,筑牢发展基石。"
    assert document.styles["Heading 1"].style_id == "1"
    assert "旧文" not in [p.text for p in document.paragraphs]
    plain = [text_of(p) for p in part(render(seed_tree(NAMES[3]))).iter(f"{W}p")]
    assert [p.text for p in document.paragraphs] == plain
    assert document.core_properties.title == "2021年政府工作思路和主要任务"


def test_styles_that_the_reference_lacks_are_ours_and_are_told(template: Path) -> None:
    data, messages = fill(notice(), template)
    assert "mine.docx has no style '主送机关': ours is used." in messages
    assert not [message for message in messages if "Heading" in message or "heading" in message]
    assert check_structure(data, "filled.docx") == []


@pytest.mark.parametrize("style", ["plain", "gongwen", "book", "newspaper"])
def test_everything_can_be_filled_into_a_reference_the_same_every_time(template: Path, style: str) -> None:
    data, _ = fill(whole_tree(), template, style)
    assert check_structure(data, "filled.docx") == []
    assert fill(whole_tree(), template, style)[0] == data
    assert fill(seed_tree(NAMES[0]), Path(render_to(template.parent)), style)[0]


def render_to(folder: Path) -> Path:
    """A document of ours, which may be a reference too."""
    path = folder / "ours.docx"
    path.write_bytes(render(whole_tree(), "book"))
    return path


def test_footnotes_and_remarks_use_styles_of_the_reference_or_ours(template: Path) -> None:
    data = render(remarked(), "plain", reference=template, remarks=True)
    assert check_structure(data, "filled.docx") == []
    assert text_of(read_stories(data)[1][2]) == "① 注一。"
    assert text_of(part(data, "word/comments.xml")[0]) == "text/made：编出来的"


@pytest.mark.parametrize("data", [None, b"hello", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_document_is_told_so(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "mine.docx"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=r"mine\.docx"):
        fill(notice(), path)
