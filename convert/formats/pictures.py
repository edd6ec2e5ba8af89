"""Pictures as outputs take them: vectors without programs, rasters in the two kinds that every program reads."""

from __future__ import annotations

import io
import re
import warnings
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from convert.tree.pictures import HeldPicture

LONGEST = 3000
"""Pixels of the longer side of a picture that has to be made anew."""

SVG = "image/svg+xml"
_SVG = "{http://www.w3.org/2000/svg}"
_PROGRAMS = frozenset({_SVG + name for name in ("script", "foreignObject", "iframe", "audio", "video", "animate", "set",
                                                "handler", "animateTransform", "animateMotion")})
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_AWAY = re.compile(r"@import|\burl\((?!#)|\bimage(-set)?\(|\bsrc\(|expression|\\", re.IGNORECASE)
"""What CSS names other files by; a backslash may spell any of it."""


class Raster(NamedTuple):
    """A picture of pixels."""

    name: str
    """What its file is called: the beginning of its digest, and its suffix."""
    media: str
    """image/png or image/jpeg."""
    data: bytes
    width: int
    height: int
    colours: int
    """Channels of colour: 1 or 3; 0 where others (an alpha channel, a palette) need making anew for print."""


@lru_cache(32)
def make_raster(picture: HeldPicture) -> Raster | None:
    """A picture as PNG or JPEG, as it is or made anew; None for vectors, and where no program can draw it."""
    from PIL import Image  # few documents have pictures

    if picture.media == SVG:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pictures with very many pixels: the reader has counted them
            with Image.open(io.BytesIO(picture.data)) as image:
                if image.format in ("PNG", "JPEG") and image.mode != "CMYK":
                    image.load()
                    width, height = image.size
                    suffix = "png" if image.format == "PNG" else "jpg"
                    colours = {"RGB": 3, "L": 1}.get(image.mode, 0)
                    media = Image.MIME[image.format]
                    return Raster(f"{picture.sha256[:16]}.{suffix}", media, picture.data, width, height, colours)
                image.thumbnail((LONGEST, LONGEST))
                flat = image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB")
                out = io.BytesIO()
                flat.save(out, "PNG")
                return Raster(f"{picture.sha256[:16]}.png", "image/png", out.getvalue(), flat.width, flat.height, 0)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


class Shown(NamedTuple):
    """A picture as pages show it."""

    name: str
    """What its file is called."""
    media: str
    """Its media type."""
    data: bytes


def show_picture(held: HeldPicture) -> Shown | None:
    """A picture as every browser shows it, drawings without programs; None where nobody can."""
    raster = make_raster(held)
    if raster is not None:
        return Shown(raster.name, raster.media, raster.data)
    drawing = clean_svg(held.data) if held.media == SVG else None
    return Shown(f"{held.sha256[:16]}.svg", SVG, drawing) if drawing is not None else None


def read_pixels(raster: Raster) -> tuple[bytes, int, int, int]:
    """The pixels of a picture on white, row by row, with width, height and channels of colour."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(raster.data)) as image:
            image.thumbnail((LONGEST, LONGEST))
            if image.mode in ("L", "1", "I;16"):
                flat = image.convert("L")
            else:
                layer = image.convert("RGBA")
                flat = Image.new("RGB", layer.size, "white")
                flat.paste(layer, mask=layer.getchannel("A"))
            return flat.tobytes(), *flat.size, len(flat.getbands())


def clean_svg(data: bytes) -> bytes | None:
    """A drawing without programs, and without anything that lies elsewhere; None where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != _SVG + "svg":
        return None
    for element in list(root.iter("*")):
        if element.tag in _PROGRAMS or not str(element.tag).startswith(_SVG):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name, value in list(element.attrib.items()):
            key = etree.QName(str(name)).localname.lower()
            away = name in _HREFS and not str(value).startswith(("#", "data:image/"))
            if key.startswith("on") or key == "base" or away or _AWAY.search(str(value)):
                del element.attrib[name]
    for style in root.iter(_SVG + "style"):
        if _AWAY.search(style.text or ""):
            style.text = ""
    etree.strip_tags(root, etree.Entity)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
