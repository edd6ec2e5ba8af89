"""Pictures in the line, as DrawingML (ISO/IEC 29500-1, 20.4.2.8 and 20.2.2.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from convert.formats.docx.markup import R_URI, Element, R, w
from convert.formats.docx.parts import PackagePart
from convert.formats.package import pack
from convert.formats.pictures import Raster

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_NSMAP = {"wp": _PLACE, "a": _MAIN, "pic": _PICTURE, "r": R_URI}
_WP, _A, _PIC = (f"{{{uri}}}" for uri in (_PLACE, _MAIN, _PICTURE))

_PIXEL, _POINT = 9525, 12700
"""EMU of a pixel at 96 to the inch, and of a point."""

HIGHEST = 0.7
"""Part of the page that a picture may be high, so that its caption stands below it."""

sub = etree.SubElement


@dataclass
class Drawings:
    """The pictures of a document: each file is kept once."""

    files: dict[str, Raster] = field(default_factory=dict)
    count: int = 0
    """Places where one is shown."""

    def draw(self, paragraph: Element, raster: Raster, alternative: str, room: tuple[float, float]) -> None:
        """Puts a picture into a paragraph, as large as a screen shows it but no larger than a room of points."""
        self.files[raster.name] = raster
        self.count += 1
        width, height = raster.width * _PIXEL, raster.height * _PIXEL
        scale = min(1.0, room[0] * _POINT / width, room[1] * _POINT / height)
        size = {"cx": str(max(1, int(width * scale))), "cy": str(max(1, int(height * scale)))}
        said = {"id": str(self.count), "name": f"Picture {self.count}", "descr": alternative}
        inline = etree.Element(_WP + "inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"), nsmap=_NSMAP)
        sub(inline, _WP + "extent", size)
        sub(inline, _WP + "docPr", said)
        frame = sub(inline, _WP + "cNvGraphicFramePr")
        sub(frame, _A + "graphicFrameLocks", noChangeAspect="1")
        data = sub(sub(inline, _A + "graphic"), _A + "graphicData", uri=_PICTURE)
        _add_picture(sub(data, _PIC + "pic"), raster, said, size)
        paragraph.append(w("r", w("drawing", inline)))

    def parts(self) -> list[PackagePart]:
        """The files of the pictures."""
        return [PackagePart(raster.media.partition("/")[2], pack(f"word/media/{name}", raster.data, 0), _relation(name))
                for name, raster in self.files.items()]


def _add_picture(picture: Element, raster: Raster, said: dict[str, str], size: dict[str, str]) -> None:
    about = sub(picture, _PIC + "nvPicPr")
    sub(about, _PIC + "cNvPr", said)
    sub(about, _PIC + "cNvPicPr")
    fill = sub(picture, _PIC + "blipFill")
    sub(fill, _A + "blip", {R + "embed": _relation(raster.name)})
    sub(sub(fill, _A + "stretch"), _A + "fillRect")
    shape = sub(picture, _PIC + "spPr")
    place = sub(shape, _A + "xfrm")
    sub(place, _A + "off", x="0", y="0")
    sub(place, _A + "ext", size)
    sub(sub(shape, _A + "prstGeom", prst="rect"), _A + "avLst")


def _relation(name: str) -> str:
    return f"rPicture{name.partition('.')[0]}"
