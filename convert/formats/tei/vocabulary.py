"""What each element of the tree is in TEI: the tables that the writer and the reader share.

Where an element may stand twice in the tree (a byline under the headline, or in the middle of the text) TEI has one
element for the first place only; in the text proper it is an `ab` of that type.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element
"""Any element of TEI."""

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Shape = tuple[str, dict[str, str]]
"""A TEI tag in Clark notation and the attributes that tell it from its like."""


def tag(name: str) -> str:
    """The Clark notation of a TEI element."""
    return f"{{{TEI}}}{name}"


def _shapes(**names: str) -> dict[str, Shape]:
    """From `title="head main"` to `{"title": ("{…}head", {"type": "main"})}`."""
    shapes = {}
    for name, shape in names.items():
        element, _, kind = shape.partition(" ")
        shapes[name] = tag(element), {"type": kind} if kind else {}
    return shapes


HEADS = _shapes(kicker="head kicker", title="head main", subtitle="head sub")
"""Of `front`: children of the article's `div`."""

OPENING = _shapes(byline="byline", date="dateline", salutation="salute", addressee="seg addressee", note="note")
"""Of `front`: inside an `opener`, which marks them as front matter."""

BODY = _shapes(
    p="p", note="note", salutation="ab salutation", subtitle="ab subtitle", byline="ab byline", date="ab date",
    signature="ab signature", attachment="ab attachment", copyto="ab copyto", addressee="ab addressee",
    heading="head", item="item", line="l", cell="cell",
)
"""Leaves in the text proper."""

SIGNING = _shapes(signature="signed", date="dateline")
"""Of `back`: inside a `closer`."""

TRAILERS = _shapes(attachment="trailer attachment", copyto="trailer copyto", note="note back")
"""Of `back`: children of the article's `div`."""

JOURNAL = "source"
"""The field that names where a text was first printed, and the type of its `title`, whose @level is j."""

FIELDS = _shapes(title="title field", creator="author", publisher="publisher", date="date date", issued="date issued",
                 identifier="idno identifier", number="idno number", source=f"title {JOURNAL}")
"""Of `meta`, inside the `bibl` of the source; every other field is a `note` typed with its name."""

FILE_NUMBERS = ("name", "sha256", "text-sha256")
FILE_SIZES = {"bytes": "bytes", "length": "characters"}
FILE_NOTES = ("encoding", "bom", "newline", "media")
"""Attributes of `source` that are each an `idno`, a `measure` of that unit and a `note` in the `bibl` of the file."""

SEEN = {"person": "persName", "organisation": "orgName", "place": "placeName", "role": "roleName", "date": "date"}
"""Kind of a name that the software saw → its TEI element in the full flavour."""

NAMES = {"person": "persName", "organisation": "orgName", "place": "placeName"}
"""Kind of a `name` → its TEI element in the full flavour."""

LISTS = {"bullet": "bulleted", "number": "numbered", "plain": "simple"}
"""Kind of a `list` → @rend."""

CONTAINERS = {"quote": "quote", "verse": "lg", "table": "table"}
"""Blocks that hold others and have no attributes of their own."""

NARROW = frozenset(tag(name) for name in ("byline", "dateline", "date", "author", "publisher", "idno"))
"""Elements that TEI allows no `label` in."""

RESERVED = "huozi."
"""How every xml:id begins that the writer makes itself; a tree's own id that begins so is written with it twice."""

DIGEST = "urn:huozi:sha256:"
"""What the address of a picture that has none begins with, before the digest of its bytes."""

FILLER = {"type": "none"}
"""Of an `ab` that stands only because TEI wants a component before a `closer`."""

CONTINUED = {"type": "continued"}
"""Of a `div` that holds blocks which follow a section: TEI has no blocks after a `div`."""

EMPTY = {"reason": "empty"}
"""Of the `gap` in an element without a printed character."""


def own(name: str) -> str:
    """The xml:id of something the writer makes."""
    return RESERVED + name


def escape_id(name: str) -> str:
    """The xml:id of an element with an id in the tree."""
    return RESERVED + name if name.startswith(RESERVED) else name


def unescape_id(name: str) -> str | None:
    """The id in the tree of an element with this xml:id; None where the writer made it."""
    if not name.startswith(RESERVED):
        return name
    rest = name[len(RESERVED) :]
    return rest if rest.startswith(RESERVED) else None


def category_id(taxonomy: str, name: str) -> str:
    """The xml:id of a category: `rule`, `noise/counter` → `huozi.rule.noise.counter`."""
    return own(f"{taxonomy}.{name.replace('/', '.')}")


def category_name(identifier: str) -> str:
    """The rule or code of a category, the inverse."""
    return identifier.split(".", 2)[2].replace(".", "/")
