"""Pictures of a tree: where each stands, and its bytes, which the record holds once by their digest."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from convert.tree.build import add
from convert.tree.nodes import Node
from convert.tree.record import Pictured


class HeldPicture(NamedTuple):
    """A picture whose bytes are at hand."""

    sha256: str
    media: str
    data: bytes


def keep_figure(parent: Node, picture: Pictured, name: str) -> Node:
    """A `figure` for a picture at the end of an element; its bytes are kept apart."""
    held = hashlib.sha256(picture.data).hexdigest() if picture.data else None
    return add(parent, "figure", id=name, href=picture.href or None, alt=picture.alternative or None, picture=held)


def keep_pictures(record: Node, pictures: Iterable[Pictured]) -> None:
    """The bytes of pictures, each once, into the record."""
    seen: set[str] = set()
    for picture in pictures:
        digest = hashlib.sha256(picture.data).hexdigest()
        if not picture.data or digest in seen:
            continue
        seen.add(digest)
        made = add(record, "picture", sha256=digest, media=picture.media, width=str(picture.width or "") or None,
                   height=str(picture.height or "") or None)
        made.text = base64.b64encode(picture.data).decode("ascii")


def find_picture(figure: Node) -> HeldPicture | None:
    """The picture of a figure that stands in a tree; None where its bytes are not there, or not those of its digest."""
    digest = figure.get("picture")
    if digest is None:
        return None
    for picture in figure.getroottree().getroot().iterfind("record/picture"):
        if picture.get("sha256") == digest:
            try:
                data = base64.b64decode(picture.text or "", validate=True)
            except binascii.Error:
                return None
            fits = hashlib.sha256(data).hexdigest() == digest
            return HeldPicture(digest, picture.get("media") or "", data) if fits else None
    return None
