"""Addresses of links, in a form that every output may hold."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

LONGEST = 2000
"""Characters of an address that is kept: longer ones are data, not addresses."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OUTER = frozenset({"http", "https", "ftp", "mailto", "tel"})
"""Schemes that lead out of a document; others run programs or carry data."""

_HOST = re.compile(r"(?:[^\s/?#@\[\]:]{0,80}(?::[^\s/?#@\[\]]{0,80})?@)?[\w.%~-]{1,253}(?::\d{1,5})?")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def clean_address(target: str) -> str:
    """The address of a link with what no URI may hold percent-encoded (RFC 3986); empty where it leads nowhere.

    A place within the same file is none: links to it name the block that stands there. What runs a program is none.
    """
    target = target.strip()
    if not target or target.startswith("#") or len(target) > LONGEST:
        return ""
    scheme = _SCHEME.match(target)
    if scheme is not None and scheme[1].lower() not in _OUTER:
        return ""
    if target.startswith("//") or (scheme is not None and target[scheme.end() :].startswith("//")):
        if _find_host(target) is None:
            return ""
    elif scheme is None and ":" in re.split("[/?#]", target, maxsplit=1)[0]:
        return ""
    head, mark, fragment = target.partition("#")
    return _encode(head) + mark + _encode(fragment)


def clean_source(target: str) -> str:
    """The address of a picture, or the name of its part, in a form that is a URI whatever it holds."""
    target = target.strip()[:LONGEST]
    return clean_address(target) or quote(target, safe="/%.~-_", errors="replace")


def is_outer(address: str) -> bool:
    """Whether an address leads anywhere by itself: one that is relative to its file does not."""
    scheme = _SCHEME.match(address)
    return scheme is not None and scheme[1].lower() in _OUTER


def _find_host(target: str) -> str | None:
    try:
        host = urlsplit(target).netloc
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None


def _encode(part: str) -> str:
    return quote(_STRAY.sub("%25", part), safe="%/:?@!$&'()*+,;=~-._", errors="replace")
