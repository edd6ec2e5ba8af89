"""Stating: facts of a document that come from outside it, written into its tree and told in its account book."""

from __future__ import annotations

from collections.abc import Sequence

from convert.tree.build import make
from convert.tree.grow import add_edit
from convert.tree.nodes import Document, Node, Title
from convert.tree.record import Change


def retitle(tree: Document, text: str, by: str) -> Document:
    """The same tree with another title, by a rule; an empty text changes nothing.

    Where the document prints no title, the new one becomes a labelled fact, since it is no part of the source.
    """
    if not text:
        return tree
    title = tree.article.title
    if title is None or not title.at:
        return state(tree, "title", (text,), by)
    _replace(tree.record, title, text, by)
    return tree


def state(tree: Document, name: str, values: Sequence[str], by: str) -> Document:
    """The same tree with a fact before all others that it has, by a rule; it stands nowhere in the source."""
    for place, value in enumerate(values):
        Node.insert(tree.meta, place, make("field", name=name, value=value, at="", by=by))
    return tree


def _replace(record: Node, title: Title, text: str, by: str) -> None:
    printed = title.text_content
    title[:] = []
    title.text = text
    taken = 0
    for number, (start, end) in enumerate(title.at):
        was = printed[taken : taken + end - start]
        taken += end - start
        add_edit(record, Change((start, end), was, "" if number else text, by))
