"""Parallel editions: the same document in two scripts, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from convert.collection import Collection, Member, Part, make_urn
from convert.errors import UsageError
from convert.transforms.leaves import find_leaves
from convert.transforms.script import to_script
from convert.transforms.targets import TARGETS
from convert.tree.identity import identify
from convert.tree.nodes import XML_LANG, Document, Node

FORMATS = ("epub", "tei", "xml")
"""Formats that can hold two scripts at once."""


def make_parallel(tree: Document, languages: Sequence[str], to: str) -> tuple[Document | Collection, dict[str, Any]]:
    """What to write for a parallel edition in a format, and the options its writer needs.

    EPUB gets a book of paired chapters; TEI gets the document in the other script, every change as a choice of `orig`
    and `reg`; XML the same with its edits. Raises UsageError for other formats, or languages that do not go together.
    """
    _check(tree, languages)
    if to == "epub":
        return pair_editions(tree, languages), {}
    if to not in FORMATS:
        raise UsageError(f"A file of format {to} cannot hold two scripts.", f"Choose {', '.join(FORMATS)}.")
    other = next(language for language in languages if language != tree.get(XML_LANG))
    return to_script(tree, other), {"variants": True} if to == "tei" else {}


def pair_editions(tree: Document, languages: Sequence[str]) -> Collection:
    """A book with a chapter for each language, in their order; blocks keep their ids, so that chapters align."""
    _check(tree, languages)
    members = tuple(Member(f"d1-{language.lower()}", partial(to_script, tree, language)) for language in languages)
    identity = identify(members[0].load())
    return Collection(identity.title, (Part("", members),), language=languages[0], creators=identity.creator_names,
                      publisher=identity.publisher, date=identity.date,
                      identifier=make_urn("parallel", identity.sha256, *languages))


def pair_collection(collection: Collection, languages: Sequence[str]) -> Collection:
    """The same book with each document in each language, one after the other."""
    parts = tuple(replace(part, members=tuple(_twin(member, language) for member in part.members
                                              for language in languages)) for part in collection.parts)
    return replace(collection, parts=parts, language=languages[0])


def pair_leaves(first: Document, second: Document) -> Iterator[tuple[Node, Node]]:
    """The blocks of two editions of one tree, side by side; raises UsageError where they are not of one tree."""
    left, right = list(find_leaves(first)), list(find_leaves(second))
    if [leaf.get("at") for leaf in left] != [leaf.get("at") for leaf in right]:
        raise UsageError("These are not editions of one document.", "Make both with to_script from one tree.")
    return zip(left, right, strict=True)


def _twin(member: Member, language: str) -> Member:
    return replace(member, id=f"{member.id}-{language.lower()}", load=lambda: to_script(member.load(), language))


def _check(tree: Document, languages: Sequence[str]) -> None:
    if len(languages) != 2 or len(set(languages)) != 2 or not set(languages) <= set(TARGETS):
        raise UsageError(f"A parallel edition needs two scripts, not {', '.join(languages) or 'none'}.",
                         f"Name two of {', '.join(TARGETS)}, separated by a comma.")
    own = tree.get(XML_LANG)
    if own not in languages:
        raise UsageError(f"The document is in {own}.", "Make that one of the two scripts of the parallel edition.")
