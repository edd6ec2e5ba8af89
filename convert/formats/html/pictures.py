"""The pictures of a page."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_to_bytes

from convert.formats.html.tree import Element
from convert.recovery.text import Picture

MOST_BYTES = 20_000_000
"""Of a picture in a data: address; a longer one is kept as an address without bytes."""

_DATA = re.compile(r"data:\s*(image/[\w.+-]+)?((?:;[^,;]{0,80}){0,8}),", re.IGNORECASE)
_LATER = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-lazyload", "data-echo", "data-url",
          "original")
"""Where pages keep the address of a picture that a script loads when it comes into sight."""

NAMED = 80
"""Characters of a data: address that are kept as its name."""


def read_picture(attributes: Mapping[str, str], place: int) -> Picture | None:
    """The picture of an img element that stands at a place of the view; None where it names none."""
    given = attributes.get("src", "").strip()
    later = next((attributes[name].strip() for name in _LATER if attributes.get(name, "").strip()), "")
    address = later or given
    if not address:
        return None
    alternative = " ".join(attributes.get("alt", "").split())
    match = _DATA.match(address)
    if match is None:
        return Picture(place, address, alternative)
    media = (match[1] or "image/png").lower()
    data = _decode(address[match.end() :], "base64" in match[2].lower()) if len(address) < MOST_BYTES * 4 // 3 else b""
    return Picture(place, address[:NAMED], alternative, media if data else "", data)


def find_drawn(drawing: Element, place: int) -> Iterator[Picture]:
    """The pictures in a drawing, or the one in whose place an element stands that is no part of the text."""
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag == "image" or (element is drawing and "data-src" in element.rest):
            attributes = element.attributes
            attributes.setdefault("src", attributes.get("xlink:href") or attributes.get("href", ""))
            picture = read_picture(attributes, place)
            if picture is not None:
                yield picture
        stack += reversed(list(element.elements()))


def _decode(text: str, coded: bool) -> bytes:
    """The bytes of a data: address; none where they are damaged (RFC 2397)."""
    if not coded:
        return unquote_to_bytes(text)
    try:
        coded_bytes = unquote_to_bytes("".join(text.split())).rstrip(b"=")
        return base64.b64decode(coded_bytes + b"=" * (-len(coded_bytes) % 4))
    except (binascii.Error, ValueError):
        return b""
