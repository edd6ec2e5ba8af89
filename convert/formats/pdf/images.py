"""Pictures as image objects (ISO 32000-1, 8.9.5), in grey or RGB as the output intent of PDF/A asks."""

from __future__ import annotations

from convert.formats.pdf.objects import ObjectFile
from convert.formats.pictures import Raster, read_pixels

_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}


def add_picture(file: ObjectFile, raster: Raster) -> int:
    """The image object of a picture; gives its number. A photograph stays as it is packed."""
    if raster.media == "image/jpeg" and raster.colours:
        return file.add_stream(raster.data, _describe(raster.width, raster.height, raster.colours)
                               | {"Filter": "/DCTDecode"}, compress=False)
    pixels, *size = read_pixels(raster)
    return file.add_stream(pixels, _describe(*size))


def _describe(width: int, height: int, colours: int) -> dict[str, object]:
    return {"Type": "/XObject", "Subtype": "/Image", "Width": width, "Height": height, "BitsPerComponent": 8,
            "ColorSpace": _SPACES[colours]}
