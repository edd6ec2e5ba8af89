"""Who and what a document is: the facts every writer puts in its metadata, drawn from the tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from convert.chinese.dates import read_date_field
from convert.chinese.names import Creator, read_creators
from convert.tree.mentions import read_byline
from convert.tree.nodes import Article, Document, Meta, Node, squeeze

UNTITLED = ("无题", "無題")
"""What programs call a document that nothing names, in Simplified and Traditional script."""


class Identity(NamedTuple):
    """The bibliographic facts of a document or of one of its articles; empty strings where the source is silent."""

    title: str
    subtitles: tuple[str, ...]
    creators: tuple[Creator, ...]
    """Who made it, each alone: persons, else bodies, else what is printed in their place."""
    date: str
    """ISO 8601, as precise as the source: 2021, 2021-04 or 2021-04-08."""
    publisher: str
    identifier: str
    language: str
    """BCP 47: zh-Hans or zh-Hant."""
    source: str
    """Name of the source file."""
    sha256: str
    """Of the source's bytes."""

    @property
    def creator_names(self) -> tuple[str, ...]:
        """The names of its creators alone."""
        return tuple(creator.name for creator in self.creators)


def identify(tree: Document, article: Article | None = None) -> Identity:
    """The facts of a document, or of an article inside it.

    Where there is no headline the title is that of its facts, else its first headline or heading, else UNTITLED in its
    script: never the name of a file.
    """
    article = tree.article if article is None else article
    metas = [meta for meta in (article.meta, tree.meta) if meta is not None]
    stated = _Stated(tree if article is tree.article else None)
    source = tree.record.source
    language = article.lang or tree.lang or "zh-Hans"
    return Identity(
        title=_title(article) or squeeze(_field(metas, "title")) or _first_headline(article)
        or UNTITLED[language.startswith("zh-Hant")],
        subtitles=_texts(article, "subtitle"),
        creators=(_once(map(read_creators, stated["creator"])) or _bylines(article)
                  or _once(map(read_creators, _fields(metas, "creator")))),
        date=_read_date("".join(stated["date"][:1])) or _date(article) or _read_date(_field(metas, "date")),
        publisher=("".join((stated["publisher"] or stated["source"])[:1])
                   or _field(metas, "publisher") or _field(metas, "source")),
        identifier=_field(metas, "identifier") or _field(metas, "number"),
        language=language,
        source=(source.name or "") if source is not None else "",
        sha256=(source.sha256 or "") if source is not None else "",
    )


class _Stated(dict[str, list[str]]):
    """Name of a fact → its values that were stated from outside a document, which hold over what it prints."""

    def __init__(self, tree: Document | None) -> None:
        for field in tree.meta.fields if tree is not None else ():
            if (field.by or "").startswith("corrected/") and not field.at:
                self.setdefault(field.name or "", []).append(field.value or "")

    def __missing__(self, name: str) -> list[str]:
        return []


def state_title(tree: Document) -> str:
    """The title that an edition prints over a document without headline: that of its facts; empty if they have none."""
    metas = [meta for meta in (tree.article.meta, tree.meta) if meta is not None]
    return "" if _title(tree.article) else squeeze(_field(metas, "title"))


def name_title(tree: Document) -> str:
    """The same, for a book that has to list the document: not empty where nothing in it can be listed."""
    return state_title(tree) or ("" if _first_headline(tree.article) else identify(tree).title)


def name_text(heading: Node) -> str:
    """The text of a title or heading without marks of notes: what contents, bookmarks and running heads say of it."""
    if next(heading.iter("ref"), None) is None:
        return heading.text_content
    return "".join(heading.xpath(".//text()[not(ancestor::ref)]"))


def _first_headline(article: Article) -> str:
    texts = (squeeze(_text(node)) for node in article.iter("title", "heading"))
    return next(filter(None, texts), "")


def _title(article: Article) -> str:
    return squeeze(name_text(article.title)) if article.title is not None else ""


def _texts(article: Article, tag: str) -> tuple[str, ...]:
    front = article.front
    return () if front is None else tuple(squeeze(_text(node)) for node in front.iterchildren(tag))


def _text(node: object) -> str:
    return name_text(node) if isinstance(node, Node) else ""


def _date(article: Article) -> str:
    front, back = article.front, article.back
    dates = [*(front.dates if front is not None else ()), *(back.dates if back is not None else ())]
    return next((date.when for date in dates if date.when), "")


def _read_date(text: str) -> str:
    return read_date_field(text) if text else ""


def _bylines(article: Article) -> tuple[Creator, ...]:
    front = article.front
    return () if front is None else _once(read_byline(line) for line in front.bylines)


def _once(creators: Iterable[Iterable[Creator]]) -> tuple[Creator, ...]:
    return tuple(dict.fromkeys(creator for some in creators for creator in some))


def _fields(metas: list[Meta], name: str) -> list[str]:
    return [field.value or field.text_content for meta in metas for field in meta.fields if field.name == name]


def _field(metas: list[Meta], name: str) -> str:
    return next(iter(_fields(metas, name)), "")
