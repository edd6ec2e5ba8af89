"""Which posts of a bulletin board answer the first: those of others than its author, who may go on in several."""

from __future__ import annotations

import re

from convert.formats.html.tree import Element, read_label

_POST = re.compile(
    r"""\bid\s*=\s*["']?(?:post_?|pid|readfloor_)[\dt]|\bclass\s*=\s*(?:["'][^"'<>]*?\bl_post\b|l_post\b)""",
    re.IGNORECASE)
"""Elements that hold a post, as Discuz, phpwind and Tieba write them."""

_AUTHOR = re.compile(r"\b(?:authi|d_name|readName)\b")
"""Elements of which the first in a post holds the name of who wrote it."""


def find_replies(root: Element, source: str) -> frozenset[int]:
    """The `id()` of the elements that hold posts of others than the author of the first."""
    if not _AUTHOR.search(source):
        return frozenset()
    posts = [(post, _find_author(post, source)) for post in _find_posts(root)]
    first = posts[0][1] if posts else ""
    return frozenset(id(post) for post, author in posts if first and author and author != first)


def _find_posts(root: Element) -> list[Element]:
    """The posts of a page in reading order, the outermost elements of each."""
    found: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if element.rest and _POST.search(element.rest):
            found.append(element)
        else:
            stack += reversed(list(element.elements()))
    return found


def _find_author(post: Element, source: str) -> str:
    stack = [post]
    while stack:
        element = stack.pop()
        if element.rest and _AUTHOR.search(element.rest):
            return read_label(element, source)
        stack += reversed(list(element.elements()))
    return ""
