"""Pictures, from the reader of the format to the tree, and from there to every output."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from docx_files import W, names_of, part, render
from lxml import etree
from PIL import Image
from texts import text_of
from validators import verapdf

import convert
from convert.check.structure import check_structure
from convert.formats.epub import EpubWriter
from convert.formats.pdf import PdfWriter
from convert.formats.pictures import clean_svg, make_raster
from convert.recovery.figures import MOST_BYTES, measure
from convert.recovery.reader import read
from convert.style.sheet import load_style
from convert.tree.audit import restore
from convert.tree.canon import canonical
from convert.tree.nodes import Document
from convert.tree.pictures import HeldPicture, find_picture


def paint(form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode in "LP1" else tuple([128] * len(mode))).save(out, form)
    return out.getvalue()


SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()"><script>x()</script>'
       b'<image href="https://a.cn/b.png"/><rect width="9" height="9" onclick="x()" fill="url(https://a.cn/c)"/></svg>')
PNG = paint()
DIGEST = hashlib.sha256(PNG).hexdigest()


def inline(data: bytes, media: str = "image/png") -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def page(*pictures: str, alt: str = "两个人在田里") -> str:
    shown = "".join(f'<p><img src="{each}" alt="{alt}"></p><p>图1 田间劳动的情形</p>' for each in pictures)
    return (f"<html><body><h1>田间见闻</h1><p>记者在东山镇看到，田里有两个人正在劳动，一派繁忙景象。</p>{shown}"
            "<p>到傍晚时分，两个人收起农具，一前一后走回村里去了，田间归于平静。</p></body></html>")


def tell(source: str) -> Document:
    text = text_of(source.encode(), "a.html")
    tree = read(text)
    assert restore(tree) == text.source.text
    return tree


def codes(tree: Document) -> list[str]:
    return [remark.code for remark in tree.record.remarks if (remark.code or "").startswith("picture/")]


def test_a_picture_stands_at_its_place_with_alternative_and_bytes() -> None:
    tree = tell(page(inline(PNG)))
    figure, = tree.iter("figure")
    assert figure.getprevious().tag == "p"
    assert (figure.alt, figure.picture) == ("两个人在田里", DIGEST)
    assert find_picture(figure) == HeldPicture(DIGEST, "image/png", PNG)
    held, = tree.record.pictures
    assert (held.get("width"), held.get("height")) == ("40", "20")
    assert codes(tree) == []


def test_its_caption_is_with_it() -> None:
    tree = tell(page(inline(PNG)))
    captions = [caption.getparent() for caption in tree.iter("caption")]
    assert [(figure.tag, figure.get("picture"), figure.get("missing")) for figure in captions] == [
        ("figure", DIGEST, None)]


def test_a_picture_shown_twice_is_kept_once() -> None:
    tree = tell(page(inline(PNG), inline(PNG)))
    assert [figure.picture for figure in tree.iter("figure")] == [DIGEST, DIGEST]
    assert len(list(tree.record.pictures)) == 1


def test_a_picture_that_lies_elsewhere_is_not_fetched() -> None:
    tree = tell(page("https://a.cn/图 片.png"))
    figure, = tree.iter("figure")
    assert (figure.href, figure.picture) == ("https://a.cn/%E5%9B%BE%20%E7%89%87.png", None)
    assert codes(tree) == ["picture/elsewhere"]


@pytest.mark.parametrize("data", [b"no picture", PNG[:40], b"\x89PNG" + bytes(MOST_BYTES)])
def test_bytes_that_are_no_picture_are_left_out_and_told(data: bytes) -> None:
    text = text_of(page(inline(PNG)).encode(), "a.html")
    tree = read(replace(text, pictures=tuple(each._replace(data=data) for each in text.pictures)))
    assert [figure.picture for figure in tree.iter("figure")] == [None]
    assert codes(tree) == ["picture/left-out"]


def test_a_picture_of_too_many_pixels_is_left_out() -> None:
    tree = tell(page(inline(paint(mode="1", size=(10000, 10000)))))
    assert codes(tree) == ["picture/left-out"]


@pytest.mark.parametrize(("data", "told"), [
    (PNG, ("image/png", 40, 20)), (paint("JPEG"), ("image/jpeg", 40, 20)), (paint("GIF"), ("image/gif", 40, 20)),
    (paint("BMP"), ("image/bmp", 40, 20)), (paint("TIFF"), ("image/tiff", 40, 20)), (SVG, ("image/svg+xml", 0, 0)),
    (b"\xef\xbb\xbf" + SVG, ("", 0, 0)), (b'<?xml version="1.0"?>\n<!-- a -->' + SVG, ("image/svg+xml", 0, 0)),
    (b"\xd7\xcd\xc6\x9a rest", ("image/x-wmf", 0, 0)), (b"", ("", 0, 0)), (b"<html/>", ("", 0, 0))])
def test_bytes_tell_what_picture_they_are(data: bytes, told: tuple[str, int, int]) -> None:
    assert measure(data) == told


def test_drawings_have_no_programs() -> None:
    assert clean_svg(SVG) == (
        b"<?xml version='1.0' encoding='utf-8'?>\n"
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image/><rect width="9" height="9"/></svg>')
    assert clean_svg(b"<svg") is None
    assert clean_svg(b"<html/>") is None


@pytest.mark.parametrize(("data", "media"), [
    (PNG, "image/png"), (paint("JPEG"), "image/jpeg"), (paint("JPEG", "CMYK"), "image/png"),
    (paint("GIF", "P"), "image/png"), (paint("TIFF", "L"), "image/png"), (paint("WEBP", "RGBA"), "image/png")])
def test_pixels_become_one_of_two_kinds(data: bytes, media: str) -> None:
    raster = make_raster(HeldPicture(hashlib.sha256(data).hexdigest(), "", data))
    assert raster is not None
    assert (raster.media, raster.width, raster.height) == (media, 40, 20)
    assert make_raster(HeldPicture("0", "image/svg+xml", SVG)) is None
    assert make_raster(HeldPicture("0", "image/png", b"damaged")) is None


# outputs

@pytest.mark.parametrize("form", ["tei", "xml"])
def test_both_forms_of_xml_keep_the_bytes(form: str, tmp_path: Path) -> None:
    tree = tell(page(inline(PNG), inline(SVG, "image/svg+xml"), "https://a.cn/b.png"))
    path = tmp_path / ("a.tei.xml" if form == "tei" else "a.xml")
    convert.write(tree, path, to=form)
    assert canonical(convert.read(path)) == canonical(tree)


def test_a_word_document_draws_it_in_the_line() -> None:
    data = render(tell(page(inline(PNG), inline(PNG), inline(paint("GIF")))))
    assert len([name for name in names_of(data) if name.startswith("word/media/")]) == 2
    drawn = list(part(data).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert [(each.get("id"), each.get("descr")) for each in drawn] == [(str(n), "两个人在田里") for n in (1, 2, 3)]
    paragraph = next(drawn[0].iterancestors(f"{W}p"))
    assert paragraph.find(f"{W}pPr/{W}keepNext") is not None


def test_a_reference_document_gets_it_beside_its_own(tmp_path: Path) -> None:
    template = tmp_path / "mine.docx"
    template.write_bytes(render(tell(page(inline(paint("JPEG"))))))
    data = render(tell(page(inline(PNG), inline(paint("GIF")))), "plain", reference=template)
    assert check_structure(data, "filled.docx") == []
    assert len([name for name in names_of(data) if name.startswith("word/media/")]) >= 2


def test_an_electronic_book_shows_it() -> None:
    out = io.BytesIO()
    EpubWriter().write(tell(page(inline(PNG), inline(PNG), inline(SVG, "image/svg+xml"))), load_style("plain"), out)
    with zipfile.ZipFile(out) as book:
        names = [name for name in book.namelist() if name.startswith("EPUB/pictures/")]
        shown = etree.fromstring(book.read("EPUB/text/article.xhtml")).iter("{http://www.w3.org/1999/xhtml}img")
        assert [(img.get("src").removeprefix("../"), img.get("alt")) for img in shown] == [
            (f"pictures/{DIGEST[:16]}.png", "两个人在田里")] * 2 + [
            (f"pictures/{hashlib.sha256(SVG).hexdigest()[:16]}.svg", "两个人在田里")]
        assert len(names) == 2
        assert b"script" not in book.read(next(name for name in names if name.endswith("svg")))


@pytest.mark.parametrize("data", [PNG, paint("JPEG"), paint("PNG", "RGBA"), paint("GIF", "P"), paint("TIFF", "L")])
def test_a_page_shows_it_and_says_what_it_is(data: bytes) -> None:
    out = io.BytesIO()
    notices = PdfWriter().write(tell(page(inline(data))), load_style("plain"), out)
    assert notices == []
    with pymupdf.open(stream=out.getvalue()) as file:
        image, = file[0].get_images()
        box, = file[0].get_image_rects(image[0])
        assert (round(box.width, 1), round(box.height, 1)) == (30, 15)
        assert any("两个人在田里".encode("utf-16-be").hex() in file.xref_object(n, compressed=True).lower()
                   for n in range(1, file.xref_length()))


def test_a_large_picture_is_no_wider_than_the_text() -> None:
    out = io.BytesIO()
    PdfWriter().write(tell(page(inline(paint("JPEG", size=(3000, 3000))))), load_style("plain"), out)
    with pymupdf.open(stream=out.getvalue()) as file:
        boxes = [box for sheet in file for image in sheet.get_images() for box in sheet.get_image_rects(image[0])]
        assert all(sheet.rect.contains(box) for sheet, box in zip(file, boxes, strict=False))
        assert 300 < boxes[0].width < 500


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_pages_with_pictures_of_any_kind_are_valid(tmp_path: Path) -> None:
    pictures = [PNG, paint("JPEG"), paint("JPEG", "L"), paint("JPEG", "CMYK"), paint("PNG", "RGBA"), paint("GIF", "P"),
                paint("PNG", "LA"), paint("TIFF", "1"), paint("WEBP", "RGBA")]
    with (tmp_path / "a.pdf").open("wb") as out:
        PdfWriter().write(tell(page(*map(inline, pictures))), load_style("book"), out)
    assert [verdict.failed for verdict in verapdf.validate([tmp_path / "a.pdf"])] == [[], [], []]
