"""A document under another title than it prints: the change is written into its account book."""

from __future__ import annotations

from convert.tree.build import make
from convert.tree.grow import add_edit
from convert.tree.nodes import Document, Node, Title
from convert.tree.record import Change

RULE = "collection/title"
"""What the record says made the change."""


def retitle(tree: Document, text: str) -> Document:
    """The same tree with another title; an empty text changes nothing.

    Where the document prints no title, the new one becomes a labelled fact, since it is no part of the source.
    """
    if not text:
        return tree
    title = tree.article.title
    if title is None or not title.at:
        Node.insert(tree.meta, 0, make("field", name="title", value=text, at="", by=RULE))
    else:
        _replace(tree.record, title, text)
    return tree


def _replace(record: Node, title: Title, text: str) -> None:
    printed = title.text_content
    title[:] = []
    title.text = text
    taken = 0
    for number, (start, end) in enumerate(title.at):
        was = printed[taken : taken + end - start]
        taken += end - start
        add_edit(record, Change((start, end), was, "" if number else text, RULE))
