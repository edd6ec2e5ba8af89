"""Front matter: what a document is, in YAML; facts of the source with the labels that it prints."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from convert.collection import Collection
from convert.formats.markdown.own import FACTS, PROPERTIES
from convert.formats.writer import GENERATOR
from convert.tree.identity import Identity, identify
from convert.tree.nodes import Document, Field, squeeze

Value = str | list[str] | list[dict[str, str]]
"""What stands behind a key."""

WIDEST = 1 << 30
"""Columns: a value stands on one line."""


def write_front(work: Document | Collection) -> str:
    """The front matter with the lines around it."""
    facts = _tell_collection(work) if isinstance(work, Collection) else _tell_document(work)
    told = {key: value for key, value in facts if value} | {"generator": GENERATOR}
    data = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDEST)
    return f"---\n{data}---\n"


def _tell_collection(work: Collection) -> Iterator[tuple[str, Value]]:
    yield from (("title", work.title), ("subtitle", work.subtitle), ("author", list(work.creators)),
                ("date", work.date), ("source", work.publisher), ("language", work.language),
                ("identifier", work.identifier))


def _tell_document(tree: Document) -> Iterator[tuple[str, Value]]:
    yield from tell_identity(identify(tree))
    articles = (tree.article.meta, *(each.find("meta") for each in tree.article.iterdescendants("article")))
    for number, meta in enumerate((tree.meta, *articles)):
        fields = [field for field in (meta if meta is not None else ()) if isinstance(field, Field)]
        behind = f"-{number}" if number else ""
        yield FACTS + behind, [_pair(field, field.label) for field in fields if field.label]
        yield PROPERTIES + behind, [_pair(field, field.name or "other") for field in fields if not field.label]


def tell_identity(identity: Identity) -> Iterator[tuple[str, Value]]:
    """Title, authors, date, source, language, and the file that the text was made from."""
    yield from (("title", identity.title), ("subtitle", "；".join(identity.subtitles)),
                ("author", list(identity.creator_names)), ("date", identity.date), ("source", identity.publisher),
                ("identifier", identity.identifier), ("language", identity.language), ("file", identity.source),
                ("sha256", identity.sha256))


def _pair(field: Field, key: str) -> dict[str, str]:
    """A fact as it is printed, without readings above its characters, and signs that nobody sees."""
    text = squeeze("".join(field.xpath(".//text()[not(parent::rt)]")))
    return {squeeze(key): "".join(filter(str.isprintable, text))}
