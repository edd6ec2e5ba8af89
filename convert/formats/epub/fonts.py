"""Embedded faces: what the book uses of each face, cut down by HarfBuzz and packed as WOFF2.

Packing needs fonttools and brotli, the extra `huozi[woff2]`. A face is named in the style sheet before the faces of the
reading system, so that a reader who turns off the publisher's fonts loses nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from convert.errors import UsageError
from convert.formats.epub.container import File
from convert.style.css import Embedded, choose_role
from convert.style.faces import FaceFile, find_any_face
from convert.style.sheet import Style
from convert.tree.nodes import Article, Document, Heading, Node

MEDIA_TYPE = "font/woff2"

LISTED = frozenset({"title", "heading", "byline"})
"""Elements that contents and lists repeat in the type of the text."""

CONTAINERS = frozenset({"quote", "verse", "item", "note", "caption", "cell"})
"""Elements whose own type holds for the paragraphs inside them."""


@dataclass(slots=True)
class FontCase:
    """The characters a book sets in each face; a role of Traditional text ends in `-hant`."""

    style: Style
    used: dict[str, set[str]] = field(default_factory=dict)

    def take(self, tree: Document) -> None:
        """Notes what a document sets."""
        for leaf in tree.article.iter():
            if isinstance(leaf, Node) and "at" in leaf.attrib:
                depth, language = leaf.depth if isinstance(leaf, Heading) else 0, _language(leaf)
                self.note(_type_of(leaf), depth, leaf.text_content, language)
                if leaf.tag in LISTED:
                    self.note("p", 0, leaf.text_content, language)
                for lead in leaf.iter("lead"):
                    self.note("lead", 0, "".join(lead.itertext()), language)

    def note(self, element: str, depth: int, text: str, language: str) -> None:
        """Notes a text set as an element."""
        role = choose_role(self.style, self.style.type_of(element, depth)["face"], language)
        self.used.setdefault(role, set()).update(text)

    def cast(self) -> Iterator[tuple[Embedded, File]]:
        """Each face in use as the style sheet names it, and its file."""
        for role, characters in sorted(self.used.items()):
            face = find_any_face(role.removesuffix("-hant"), role.endswith("-hant"))
            name = f"fonts/{role}.woff2"
            data = pack_face(face, characters | set(map(chr, range(0x20, 0x7F))))
            yield Embedded(role, f"{face.family} {role}", name), File(f"font-{role}", name, data, media_type=MEDIA_TYPE)


def _type_of(leaf: Node) -> str:
    """The element whose type a leaf has: its own, or that of the container around a paragraph."""
    if leaf.tag != "p":
        return str(leaf.tag)
    above = (str(node.tag) for node in leaf.iterancestors() if node.tag in CONTAINERS)
    return next(above, "p")


def _language(leaf: Node) -> str:
    for node in (leaf, *leaf.iterancestors()):
        if isinstance(node, Node | Article) and node.lang:
            return node.lang
    return "zh-Hans"


def pack_face(face: FaceFile, characters: set[str]) -> bytes:
    """A face with these characters only, as WOFF2; raises UsageError where the packer is not installed."""
    try:
        import brotli  # noqa: F401 - fonttools packs WOFF2 with it
        from fontTools.ttLib import TTFont
    except ImportError as error:
        raise UsageError(f"Embedding fonts needs {error.name}.", "Install it: pip install 'huozi[woff2]'.") from error
    font = TTFont(io.BytesIO(_cut(face, characters)), recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _cut(face: FaceFile, characters: set[str]) -> bytes:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set(set(map(ord, characters)))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    source = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
    return bytes(hb.SubsetPlan(source, wanted).execute().blob.data)
