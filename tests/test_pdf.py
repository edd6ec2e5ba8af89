"""PDF: text, tags, fonts, determinism and validity, over the whole vocabulary, all seeds and all styles."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from trees import NAMES, seed_tree, whole_tree
from validators import verapdf

from convert.collection import Collection, Member, Part
from convert.formats.pdf import PdfWriter
from convert.formats.writer import Notice
from convert.style.sheet import list_styles, load_style
from convert.tree.build import load
from convert.tree.nodes import Document, Field

STYLES = list_styles()
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler: apt-get install poppler-utils")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="no qpdf: apt-get install qpdf")

RARE = {
    "extension B": "𠮷野家与𠀀𠀁，𪚥。",
    "combining": "x̄ e\u0301 ế 한글 ａｂｃ",
    "emoji": "好👍🏽，👨‍👩‍👧，❤️。",
    "private": "前\ue000后\uf8ff",
    "selectors": "葛\U000e0100城︀",
    "invisible": "零\u200b宽\u200d与\ufeff标\u00ad记",
    "directions": "阿拉伯 العربية 与 עברית 混排",
    "controls": "一\u0085二\u2028三\u00a0四",
    "symbols": "㈠①⑳Ⅻ℃㎡‰→▲★卐㍿〇々ヽ",
}


def write(work: Document | Collection, style: str) -> tuple[bytes, list[Notice]]:
    out = io.BytesIO()
    notices = PdfWriter().write(work, load_style(style), out)
    return out.getvalue(), notices


def write_vertical(work: Document) -> bytes:
    style = load_style("book")
    out = io.BytesIO()
    PdfWriter().write(work, replace(style, page={**style.page, "direction": "vertical"}), out)
    return out.getvalue()


@cache
def seed_pdf(name: str, style: str) -> bytes:
    return write(seed_tree(name), style)[0]


def small_tree(body: str, lang: str = "zh-Hans") -> Document:
    return load(f"""<document version="1" xml:lang="{lang}"><meta/><article>{body}</article><record><source name="s.txt"
        sha256="0" text-sha256="0" bytes="1" length="1" encoding="utf-8" newline="lf" media="text/plain"/></record>
        </document>""".encode())


def collection(count: int = 3) -> Collection:
    def loader(name: str) -> Callable[[], Document]:
        return lambda: seed_tree(name)

    members = tuple(Member(f"m{number}", loader(NAMES[number])) for number in range(count))
    return Collection("文集", (Part("上编", members[:1]), Part("下编", members[1:])), creators=("编者",), date="2021")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read_text(data: bytes, folder: Path) -> str:
    path = folder / "text.pdf"
    path.write_bytes(data)
    return run("pdftotext", "-raw", path, "-")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(tree: Document) -> str:
    """The text of a tree in the order it is set."""
    text = tree.article.text_content
    fields = [f"{field.label}：" * bool(field.label) + field.text_content for field in tree.iter("field")
              if isinstance(field, Field)]
    return bare(text + "".join(fields))


@poppler
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", ["plain", "gongwen"])
def test_the_text_read_back_is_the_text_of_the_tree(name: str, style: str, folder: Path) -> None:
    text = read_text(seed_pdf(name, style), folder)
    text = re.sub(r"^(— )?\d+( —)?\n\f", "", text, flags=re.MULTILINE)
    assert bare(text) == printed(seed_tree(name))


def structure_text(data: bytes, folder: Path) -> str:
    path = folder / "structure.pdf"
    path.write_bytes(data)
    out = run("pdfinfo", "-struct-text", path)
    return "".join(re.findall(r'^ *"(.*)"$', out, flags=re.MULTILINE))


@poppler
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_the_structure_holds_the_text_in_reading_order(name: str, style: str, folder: Path) -> None:
    path = folder / "order.pdf"
    path.write_bytes(seed_pdf(name, style))
    out = run("pdfinfo", "-struct-text", path)
    contents = re.search(r"^( *)TOC.*\n(?:\1 +.*\n)*", out, flags=re.MULTILINE)
    if contents:
        out = out.replace(contents[0], "")
    text = "".join(re.findall(r'^ *"(.*)"$', out, flags=re.MULTILINE))
    assert bare(text) == printed(seed_tree(name))


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_every_element_of_the_vocabulary_is_printed(style: str, folder: Path) -> None:
    data, _ = write(whole_tree(), style)
    text = bare(structure_text(data, folder))
    for leaf in whole_tree().article.iter():
        words = bare(leaf.text or "")
        assert words in text, f"{leaf.tag}: {words}"


@poppler
def test_all_blocks_of_an_item_are_printed(folder: Path) -> None:
    item = '<list kind="plain"><item><p at="0:1">甲段</p><byline at="0:1">乙署</byline></item></list>'
    assert bare(structure_text(write(small_tree(item), "plain")[0], folder)) == "甲段乙署"


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_all_fonts_are_embedded_subsets_that_print_unicode(style: str, folder: Path) -> None:
    path = folder / "fonts.pdf"
    path.write_bytes(seed_pdf(NAMES[1], style))
    rows = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row


@needs_qpdf
@pytest.mark.parametrize("style", STYLES)
def test_the_file_is_sound(style: str, folder: Path) -> None:
    for number, work in enumerate((whole_tree(), collection(), small_tree(""))):
        path = folder / f"sound{number}.pdf"
        path.write_bytes(write(work, style)[0])
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    script = ("import sys, io; sys.path.insert(0, 'tests'); import test_pdf as t\n"
              "sys.stdout.buffer.write(t.write(t.whole_tree(), 'book')[0] + t.write(t.collection(), 'plain')[0])")
    home = Path(__file__).parent.parent
    outputs = [subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=home,
                              env=os.environ | {"PYTHONHASHSEED": seed}).stdout for seed in ("0", "4711")]
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 10_000


def cases() -> Iterator[tuple[str, bytes]]:
    for style in STYLES:
        for name in NAMES:
            yield f"{name}-{style}", seed_pdf(name, style)
        yield f"whole-{style}", write(whole_tree(), style)[0]
        yield f"empty-{style}", write(small_tree(""), style)[0]
    rare = small_tree("".join(f'<p at="0:1">{text}</p>' for text in RARE.values()))
    yield "rare", write(rare, "plain")[0]
    yield "rare-vertical", write_vertical(rare)
    yield "whole-vertical", write_vertical(whole_tree())
    yield "collection-book", write(collection(), "book")[0]
    yield "collection-newspaper", write(collection(), "newspaper")[0]


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_every_file_is_pdf_ua_1_and_pdf_a_2a_and_2u(tmp_path: Path) -> None:
    paths = []
    for name, data in cases():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(data)
    verdicts = verapdf.validate(paths)
    assert min(verdict.assertions for verdict in verdicts) > 30
    assert {(verdict.path, verdict.profile): verdict.failed for verdict in verdicts if verdict.failed} == {}
