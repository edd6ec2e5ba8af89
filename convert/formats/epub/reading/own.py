"""What the elements of our own books are in the words of the tree, as the writer named them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convert.formats.html.setting import Kinds
from convert.recovery.text import Told

_CLASSES = {
    **{name: name for name in ("kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "note",
                               "caption", "signature", "attachment", "copyto")},
    "item": "li", "line": "verse",
}
"""Class → kind of the outline."""
_TAGS = {"p": "p", "td": "cell", "th": "cell", "table": "table"}
"""Element without a class → the same."""
_DEPTH = re.compile(r"d(\d{1,3})")
_KINDS = {"gap": ("redacted", "lost", "truncated"), "name": ("person", "organisation", "place")}
"""Element inside a text → what its class says more of it."""
_ARTICLE = re.compile(r"in(\d{1,4})")
_PLACES = ("run-in", "glued")


def tell(tag: str, classes: Sequence[str], attributes: Mapping[str, str]) -> Told | None:
    """What an element is; None for one that is no block. A page that goes on with a chapter opens no article."""
    if "heading" in classes:
        depth = next((int(found[1]) for each in classes if (found := _DEPTH.fullmatch(each))), 1)
        return Told("heading", depth, place=next((each for each in classes if each in _PLACES), "own"))
    if "article" in classes:
        return None if "aria-label" in attributes else Told("article")
    if "part-title" in classes:
        return None
    if "field" in classes and len(classes) > 1:
        article = next((int(found[1]) for each in classes if (found := _ARTICLE.fullmatch(each))), 0)
        return Told("meta", article=article, name=classes[1], labelled="unlabelled" not in classes)
    kind = next((_CLASSES[each] for each in classes if each in _CLASSES), "")
    kind = kind or _TAGS.get(tag, "")
    return Told(kind) if kind else None


def tell_inline(classes: Sequence[str], attributes: Mapping[str, str]) -> Kinds:
    """The runs that an element inside a text makes; none where HTML says it all."""
    first = classes[0] if classes else ""
    if first in ("label", "lead"):
        return ((first, ""),)
    if first == "em-kai":
        return (("face", "楷体"),)
    if first in _KINDS:
        told = next((each for each in classes if each in _KINDS[first]), "")
        return ((first, told),) if told else ()
    if first == "sic":
        return (("sic", attributes.get("title", "")),)
    if first == "link":
        return (("link", attributes["data-href"]),) if "data-href" in attributes else ()
    return ()
