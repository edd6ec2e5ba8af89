"""A user's font with CFF outlines: found for its role, embedded, and read back like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from test_pdf import bare, poppler, run, small_tree, structure_text, write
from validators import verapdf

from convert.formats.pdf.cff import read_cids
from convert.formats.pdf.font import open_font
from convert.resources import find_folder
from convert.style.faces import find_face

TEXT = "用轮廓字体，排字,再排——“好”。"


@pytest.fixture(scope="module")
def cff_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small name-keyed CFF font, its outlines those of one of our faces."""
    source = TTFont(find_folder("fonts") / "HuoziHei.ttf")
    glyphs, cmap = source.getGlyphSet(), source.getBestCmap()
    chars = sorted(set(TEXT + "〓 0123456789"))
    names = [".notdef", *(f"g{ord(char):04X}" for char in chars)]
    drawn = {}
    for name, origin in zip(names, [".notdef", *(cmap[ord(char)] for char in chars)], strict=True):
        pen = T2CharStringPen(glyphs[origin].width, glyphs)
        glyphs[origin].draw(pen)
        drawn[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"g{ord(char):04X}" for char in chars})
    builder.setupCFF("Mine", {"FullName": "Mine"}, drawn, {})
    builder.setupHorizontalMetrics({name: (1000, 0) if name == ".notdef" else (glyphs[cmap[ord(char)]].width, 0)
                                    for name, char in zip(names, ["", *chars], strict=True)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Mine", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    path = tmp_path_factory.mktemp("cff") / "mine.otf"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def _mine(cff_font: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    table = tmp_path / "fonts.toml"
    table.write_text(f'[face.fangsong]\nfile = "{cff_font}"\nfamily = "Mine"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(table))
    find_face.cache_clear()
    yield
    find_face.cache_clear()


@poppler
@pytest.mark.usefixtures("_mine")
def test_its_outlines_are_embedded_and_its_text_is_exact(tmp_path: Path) -> None:
    data, notices = write(small_tree(f'<p at="0:1">{TEXT}</p>'), "gongwen")
    assert [notice.code for notice in notices] == []
    (tmp_path / "cff.pdf").write_bytes(data)
    fonts = run("pdffonts", tmp_path / "cff.pdf")
    assert re.search(r"\+Mine +CID Type 0C +Identity-H +yes yes yes", fonts)
    assert bare(structure_text(data, tmp_path)) == TEXT


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
@pytest.mark.usefixtures("_mine")
def test_the_file_conforms(tmp_path: Path) -> None:
    (tmp_path / "cff.pdf").write_bytes(write(small_tree(f'<p at="0:1">{TEXT}</p>'), "gongwen")[0])
    assert [verdict.failed for verdict in verapdf.validate([tmp_path / "cff.pdf"])] == [[], [], []]


def test_a_font_that_is_not_cid_keyed_has_no_cids(cff_font: Path) -> None:
    data = TTFont(cff_font).getTableData("CFF ")
    assert read_cids(data, 20) == []


def test_the_cids_of_a_cid_keyed_font_are_those_of_its_charset() -> None:
    top = bytes([28, 1, 135, 28, 1, 136, 139, 12, 30]) + bytes([28, 0, 40, 15])  # ROS, then the charset's place
    head = bytes([1, 0, 4, 1])
    names = bytes([0, 1, 1, 1, 2]) + b"X"
    tops = bytes([0, 1, 1, 1, 1 + len(top)]) + top
    table = (head + names + tops).ljust(40, b"\0") + bytes([2, 0, 5, 0, 1, 1, 0, 0, 0])  # 5, 6 and 256
    assert read_cids(table, 4) == [0, 5, 6, 256]


def test_an_installed_cid_keyed_font_is_read_as_fonttools_reads_it() -> None:
    paths = sorted(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))
    if not paths:
        pytest.skip("no CID-keyed font here: apt-get install fonts-noto-cjk")
    file = find_face("song")
    font = open_font(type(file)("", "Noto", paths[0], 2))
    cff = TTFont(paths[0], fontNumber=2)["CFF "].cff
    order = cff[0].charset
    assert font.cids[:3000] == [0, *(int(name[3:]) for name in order[1:3000])]
