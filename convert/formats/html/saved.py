"""Pages saved with all their parts in one file: MHTML (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from convert.errors import SourceError

if TYPE_CHECKING:
    from email.message import Message

_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}\r?\n?")
_SIGN = re.compile(rb"^content-type:\s*(?:multipart/|message/)|^mime-version:", re.IGNORECASE | re.MULTILINE)
_PAGES = ("text/html", "application/xhtml+xml")

HEAD = 4096
"""Bytes in which the head of a message is looked for."""


class Saved(NamedTuple):
    """A page out of a file with all its parts."""

    data: bytes
    """Its bytes."""
    charset: str
    """What its part names; may be empty."""
    place: str
    """Its address; may be empty."""
    others: int
    """How many more pages the file holds: frames, adverts."""
    pictures: Mapping[str, tuple[str, bytes]]
    """Address, or cid: and content id → media type and bytes."""


def is_saved(data: bytes) -> bool:
    """Whether a file is a message with parts: MHTML."""
    head = _HEAD.match(data[:HEAD].lstrip())
    return head is not None and _SIGN.search(head[0]) is not None


def open_saved(data: bytes, name: str) -> Saved:
    """The page of an MHTML file: the first, or the longest where that only shows frames; SourceError without one."""
    from email import message_from_bytes  # 10 ms: only where there is something to open

    try:
        parts = list(_leaves(message_from_bytes(data.lstrip())))
    except (RecursionError, ValueError, LookupError) as error:
        raise SourceError(f"{name} is a damaged web archive.", "Save the page again.") from error
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    bodies = [_body(part) for part in pages]
    if not any(bodies):
        raise SourceError(f"{name} is a web archive without a page.", "Save the page again, or as HTML only.")
    first = next(number for number, body in enumerate(bodies) if body)
    if re.search(rb"<frameset\b", bodies[first][:20000], re.IGNORECASE):
        first = max(range(len(bodies)), key=lambda number: (number != first, len(bodies[number])))
    pictures = {key: (part.get_content_type(), body) for part in parts if part.get_content_maintype() == "image"
                for body in (_body(part),) for key in _names(part)}
    page = pages[first]
    charset = page.get_content_charset("") or ""
    return Saved(bodies[first], charset, _header(page, "Content-Location"), len(pages) - 1, pictures)


def find_picture(saved: Saved, address: str) -> tuple[str, bytes]:
    """Media type and bytes of a picture of the page; empty where the file has none of that address."""
    from urllib.parse import urljoin

    return saved.pictures.get(address) or saved.pictures.get(urljoin(saved.place, address)) or ("", b"")


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _names(part: Message) -> Iterator[str]:
    """What a page may call a part."""
    location, identity = _header(part, "Content-Location"), _header(part, "Content-ID")
    if location:
        yield location
    if identity:
        yield "cid:" + identity.strip("<>")


def _header(part: Message, name: str) -> str:
    return "".join(str(part.get(name, "")).split())
