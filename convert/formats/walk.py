"""One walk for all writers: each element of a tree is rendered by the method of its name.

A walker is a class with a method `visit_quote` for the element `quote`. The method is looked for in the walker at each
visit, so that a subclass overrides what it likes; an element without a method is an error, in every format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Generic, NoReturn, ParamSpec, TypeVar

from convert.tree.nodes import Node
from convert.tree.vocabulary import children, unknown

P = ParamSpec("P")
R = TypeVar("R")


class Walker(Generic[P, R]):
    """Renders elements; its methods take what `visit` takes: an element and P, for `R`."""

    who: ClassVar[str] = "The writer"
    """What errors call it."""

    alike: ClassVar[Mapping[str, str]] = {}
    """Element → the method that renders it, for those that are all rendered alike; one of its own name goes before."""

    def visit(self, node: Node, *args: P.args, **kwargs: P.kwargs) -> R:
        """Renders an element; raises VocabularyError where no method does."""
        name = find_method(type(self), node.tag)  # type: ignore[arg-type] # mypy has it that classes have no hash
        if not name:
            self.refuse(node)
        return getattr(self, name)(node, *args, **kwargs)  # type: ignore[no-any-return]

    def only(self, node: Node, *names: str) -> list[Node]:
        """The elements in one that holds none but these; raises VocabularyError where it holds another."""
        inside = list(children(node))
        for child in inside:
            if child.tag not in names:
                self.refuse(child)
        return inside

    def text_of(self, node: Node) -> str:
        """The text of an element that holds no other; raises VocabularyError where it does."""
        self.only(node)
        return node.text or ""

    def refuse(self, node: Node) -> NoReturn:
        """Says that an element is not known here."""
        raise unknown(node, self.who)


@cache
def find_method(walker: type[Any], tag: object) -> str:
    """The name of the method of a class for the elements of a name; empty where there is none."""
    names = f"visit_{tag}", walker.alike.get(tag, "")
    return next((name for name in names if hasattr(walker, name)), "")
