"""LibreOffice as a reader of DOCX: its plain text, its pages, and what stands where on them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from convert.resources import find_folder
from validators import find_tool

MILLIMETRE = 72 / 25.4
SUBSTITUTES = {"宋体": "Huozi Song", "仿宋": "Huozi Song", "黑体": "Huozi Hei", "楷体": "Huozi Kai",
               "方正小标宋简体": "Huozi Biaosong", "新細明體": "Huozi Song TC", "微軟正黑體": "Huozi Hei TC",
               "標楷體": "Huozi Kai"}
"""Faces of ours for those of Office, which free systems lack; all have full-width characters of one width."""


class Word(NamedTuple):
    """A run of characters on a page; points from its top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def convert_files(files: Iterable[Path], to: str, folder: Path) -> None:
    """Converts files in one run of LibreOffice, with a profile and faces of its own."""
    office = find_tool("soffice")
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", to,
               "--outdir", folder, *files]
    settings = {"FONTCONFIG_FILE": str(_write_fonts(folder)), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    subprocess.run(command, env=settings, capture_output=True, check=True, timeout=300)


def _write_fonts(folder: Path) -> Path:
    root = etree.Element("fontconfig")
    for place in (str(find_folder("fonts")), "/usr/share/fonts"):
        etree.SubElement(root, "dir").text = place
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


def draw_page(path: Path, number: int, dots: int = 150) -> bytes:
    """A page of a PDF as a picture in PPM, so many dots an inch."""
    command = [find_tool("pdftoppm"), "-r", str(dots), "-f", str(number), "-l", str(number), path]
    return subprocess.run(command, capture_output=True, check=True).stdout
