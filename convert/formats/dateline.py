"""Which labelled facts are printed under a headline, and which behind the text: the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from convert.tree.nodes import Article, Document, Field, Meta, Node
from convert.tree.vocabulary import children

_NUMBERS = ("number",)
_DATES = ("date", "issued")
_SOURCES = ("source",)
"""Names of fields, of which the first that an article has is printed."""

HEADLINE = frozenset({"kicker", "title", "subtitle", "byline", "date"})
"""Elements of a front that stand above the text, across all columns."""

NOTHING = frozenset({"无", "無", "—", "-", "/"})
"""Values that say that there is none."""


def find_dateline(article: Article) -> list[Field]:
    """The facts printed under a headline, in this order: its number, its date, its source.

    An article prints none of them twice: not a date beside one of its own, nor what its front says already. Where
    there is no headline they stand behind the text, with all other facts; so does an address as a source.
    """
    if article.title is None or not article.title.text_content.strip():
        return []
    front, back = article.front, article.back
    dated = any(edge is not None and edge.find("date") is not None for edge in (front, back))
    said = front.text_content if front is not None else ""
    fields = [field for meta in _metas(article) for field in meta.fields]
    chosen = (_choose(fields, names) for names in (_NUMBERS, () if dated else _DATES, _SOURCES))
    return [field for field in chosen if field is not None and not _is_said(field.text_content.strip(), said)]


def _is_said(text: str, said: str) -> bool:
    return text in said or "://" in text


def _metas(article: Article) -> Iterator[Meta]:
    """The facts of an article; those of the whole file belong to the outermost one."""
    above = article.getparent()
    if isinstance(above, Document):
        yield above.meta
    if article.meta is not None:
        yield article.meta


def _choose(fields: list[Field], names: tuple[str, ...]) -> Field | None:
    """The first field of the first of some names that says anything."""
    told = (field for name in names for field in fields
            if field.name == name and field.text_content.strip() not in NOTHING)
    return next((field for field in told if field.text_content.strip()), None)


def list_rest(tree: Document) -> Iterator[tuple[int, Field]]:
    """All other facts, each with the number of its article: 1 is the outermost, 0 stands for the whole file."""
    articles = [article for article in tree.article.iter("article") if isinstance(article, Article)]
    taken = {field for article in articles for field in find_dateline(article)}
    for number, meta in enumerate([tree.meta, *(article.meta for article in articles)]):
        for field in meta.fields if meta is not None else ():
            if field not in taken:
                yield number, field


def number_fact(field: Field, article: int) -> int:
    """The number of a fact that is printed in the article of this number: 0 where it is one of the whole file."""
    meta = field.getparent()
    return 0 if meta is not None and isinstance(meta.getparent(), Document) else article


def part_front(front: Node) -> Iterator[tuple[bool, list[Node]]]:
    """What a front holds, in order and in groups: lines of a headline (True), and other blocks between them."""
    group: list[Node] = []
    for child in children(front):
        if group and (group[0].tag in HEADLINE) != (child.tag in HEADLINE):
            yield group[0].tag in HEADLINE, group
            group = []
        group.append(child)
    if group:
        yield group[0].tag in HEADLINE, group
