"""What elements of other people's XML refer to: places in the same file, pictures in it or beside it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping

from convert.formats.html.attributes import read_attributes
from convert.formats.xml.elements import find_uses
from convert.formats.xml.nesting import Element, Piece
from convert.recovery.text import Picture

_LINK = ("href", "target", "url", "xlink:href", "l:href")
_PICTURE = ("url", "src", "fileref", *_LINK)
_ID = ("xml:id", "id")


def find_target(element: Element) -> str:
    """Where a link leads; empty where it leads nowhere."""
    return _first(read_attributes(element.rest), _LINK)


def find_ids(root: Element) -> frozenset[str]:
    """The ids that links of a file lead to."""
    links = (find_target(element) for element in _walk(root) if "link" in find_uses(element.key))
    return frozenset(target[1:] for target in links if target[:1] == "#" and len(target) > 1)


def read_id(element: Element) -> str:
    """What links call an element by; empty where nothing does."""
    return _first(read_attributes(element.rest), _ID) if "id" in element.rest.lower() else ""


class Pictures:
    """The pictures of a file, with the bytes that it holds itself."""

    def __init__(self, root: Element, source: str) -> None:
        self._source = source
        self._held = {read_id(element): element for element in _walk(root) if "data" in find_uses(element.key)}

    def read(self, element: Element, place: int) -> Iterator[Picture]:
        """The picture that an element shows at a place of the view, if it names one."""
        given = read_attributes(element.rest)
        address = _first(given, _PICTURE)
        if not address:
            return
        held = self._held.get(address[1:]) if address[0] == "#" else None
        data = self._decode(held) if held is not None else b""
        media = read_attributes(held.rest).get("content-type", "") if held is not None and data else ""
        yield Picture(place, address.lstrip("#"), " ".join(given.get("alt", "").split()), media, data if media else b"")

    def _decode(self, element: Element) -> bytes:
        """The bytes of an element in base64; none where they are damaged."""
        text = "".join(self._source[child.start : child.end] for child in element.children if isinstance(child, Piece))
        try:
            return base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            return b""


def _first(given: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((given[name].strip() for name in names if given.get(name, "").strip()), "")


def _walk(root: Element) -> Iterator[Element]:
    """All elements, those on the way down before what they hold."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += element.elements()
