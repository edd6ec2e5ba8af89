"""PDF files for tests: works to write, what is in the files, and the rules of lines judged on them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from score_print import list_blocks
from trees import GOLD, NAMES, read_rows, seed_tree, tree_from_rows
from validators.clreq import Report, audit

from convert.collection import Collection, Member, Part
from convert.formats.pdf import PdfWriter
from convert.formats.pdf.inline import widen
from convert.formats.pdf.sheet import read_geometry
from convert.formats.writer import Notice
from convert.style.sheet import Style, load_style
from convert.tree.build import load
from convert.tree.nodes import Document

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
    return bare("".join(block.text for block in list_blocks(tree, "pdf")))


def structure_text(data: bytes, folder: Path) -> str:
    path = folder / "structure.pdf"
    path.write_bytes(data)
    out = run("pdfinfo", "-struct-text", path)
    return "".join(re.findall(r'^ *"(.*)"$', out, flags=re.MULTILINE))


HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def rows_of(paragraphs: list[str]) -> list[dict[str, str]]:
    return [{"kind": "p", "text": text, "level": "", "key": ""} for text in paragraphs]


def widened_seed(name: str) -> Document:
    rows = read_rows(GOLD / f"{name}.tsv")
    language = "zh-Hant" if name.startswith("002") else "zh-Hans"
    return tree_from_rows([row | {"text": widen(row["text"])} for row in rows], f"{name}.txt", language)


def paragraphs(tree: Document) -> list[tuple[str, str]]:
    """Kind and text of each block, in printed order."""
    return [(block.kind, block.text) for block in list_blocks(tree, "pdf")]


def judge(tree: Document, style: Style) -> Report:
    out = io.BytesIO()
    PdfWriter().write(tree, style, out)
    page, geometry = style.page, read_geometry(style)
    columns, gap = page["columns"], page["column-gap"].points()
    return audit(out.getvalue(), paragraphs(tree), (geometry.measure - gap * (columns - 1)) / columns)


def changed(name: str, **page: Any) -> Style:
    style = load_style(name)
    return replace(style, page={**style.page, **{key.replace("_", "-"): value for key, value in page.items()}})


def unadorned(name: str) -> Style:
    """A style whose pages hold the text alone, in reading order."""
    return changed(name, title_page=False, contents=False)
