"""LibreOffice as a reader of DOCX: its plain text, its pages, and what stands where on them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from PIL import Image, ImageChops

from convert.resources import find_folder
from validators import find_tool

MILLIMETRE = 72 / 25.4
SUBSTITUTES = {"宋体": "Huozi Song", "仿宋": "Huozi Song", "黑体": "Huozi Hei", "楷体": "Huozi Kai",
               "方正小标宋简体": "Huozi Biaosong", "新細明體": "Huozi Song TC", "微軟正黑體": "Huozi Hei TC",
               "標楷體": "Huozi Kai", "Times New Roman": "Huozi Song"}
"""Faces of ours for those of Office, so that places on a page are the same whatever faces a system has."""


class Word(NamedTuple):
    """A run of characters on a page; points from its top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


ALL_PAGES = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""PDF with the empty pages that a printer makes and LibreOffice leaves out where it is not told otherwise."""


def convert_files(files: Iterable[Path], to: str, folder: Path) -> None:
    """Converts files in one run of LibreOffice, with a profile of its own and no faces but ours."""
    office = find_tool("soffice")
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", to,
               "--outdir", folder, *files]
    settings = {"FONTCONFIG_FILE": str(_write_fonts(folder)), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    subprocess.run(command, env=settings, capture_output=True, check=True, timeout=300)


def _write_fonts(folder: Path) -> Path:
    root = etree.Element("fontconfig")
    etree.SubElement(root, "dir").text = str(find_folder("fonts"))
    etree.SubElement(root, "cachedir").text = str(folder / "fontcache")
    for name, ours in SUBSTITUTES.items():
        alias = etree.SubElement(root, "alias", binding="same")
        etree.SubElement(alias, "family").text = name
        etree.SubElement(etree.SubElement(alias, "prefer"), "family").text = ours
    path = folder / "fonts.conf"
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8",
                                    doctype='<!DOCTYPE fontconfig SYSTEM "fonts.dtd">'))
    return path


def read_pages(path: Path) -> list[list[Word]]:
    """The words of each page of a PDF, by poppler's pdftotext."""
    done = subprocess.run([find_tool("pdftotext"), "-bbox", path, "-"], capture_output=True, check=True)
    root = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    names = ("xMin", "yMin", "xMax", "yMax")
    return [[Word(word.text or "", *(float(word.get(name) or 0) for name in names)) for word in page.iter("{*}word")]
            for page in root.iter("{*}page")]


def read_faces(path: Path) -> set[str]:
    """The faces that a PDF is set in, by poppler's pdffonts, without the letters that mark a subset."""
    done = subprocess.run([find_tool("pdffonts"), path], capture_output=True, text=True, check=True)
    return {row.split()[0].rpartition("+")[2] for row in done.stdout.strip().split("\n")[2:]}


def draw_page(path: Path, number: int, dots: int = 150) -> bytes:
    """A page of a PDF as a picture in PPM, so many dots an inch."""
    command = [find_tool("pdftoppm"), "-r", str(dots), "-f", str(number), "-l", str(number), path]
    return subprocess.run(command, capture_output=True, check=True).stdout


DOTS = 150


def lines(page: list[Word]) -> list[list[Word]]:
    """The words of a page by lines, from the top."""
    found: list[list[Word]] = []
    for word in sorted(page, key=lambda word: (round((word.top + word.bottom) / 2), word.left)):
        if found and abs(found[-1][-1].top + found[-1][-1].bottom - word.top - word.bottom) < 8:
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda word: word.left) for line in found]


def text_lines(page: list[Word]) -> list[str]:
    return ["".join(word.text for word in line) for line in lines(page)]


def find(pages: list[list[Word]], text: str) -> tuple[int, list[Word]]:
    """The last page with this line, or one that begins so where the text ends in a colon; and the line."""
    found = [(number, line, "".join(word.text for word in line)) for number, page in enumerate(pages, 1)
             for line in lines(page)]
    return next((number, line) for number, line, whole in reversed(found)
                if whole == text or (text[-1] == "：" and whole.startswith(text)))


def ink(path: Path, number: int, red: bool, ruled: bool = False) -> list[tuple[float, float, float]]:
    """Rows of a page with red or black ink: millimetres from the top, and those of the first and last dot.

    `ruled` rows are those of a line, without a gap.
    """
    picture = Image.open(io.BytesIO(draw_page(path, number, DOTS))).convert("RGB")
    mask, wide, rows = ink_mask(picture, red).tobytes(), picture.width, []
    for y in range(picture.height):
        row = mask[y * wide : (y + 1) * wide]
        first, last = row.find(b"\xff"), row.rfind(b"\xff") + 1
        if first >= 0 and not (ruled and row.count(b"\xff") < 0.98 * (last - first)):
            rows.append((y * 25.4 / DOTS, first * 25.4 / DOTS, last * 25.4 / DOTS))
    return rows


def ink_mask(picture: Image.Image, red: bool) -> Image.Image:
    """White where there is ink of a colour."""
    first, *others = picture.split()
    dark = ImageChops.lighter(*others).point(lambda value: 255 * (value < 110))
    return ImageChops.darker(dark, first.point(lambda value: 255 * (value > 150 if red else value < 110)))
