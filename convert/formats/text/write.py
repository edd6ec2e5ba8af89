"""Documents and collections as plain text: what is printed, with its numbers, and nothing between blocks but white."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from convert.collection import Collection, join_names
from convert.formats.quotes import put_quotes
from convert.formats.text.blocks import Lines, PlainWriter
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.nodes import Document
from convert.tree.vocabulary import check_vocabulary


class TextWriter:
    """Writes UTF-8 with an empty line between blocks, rows of tables with tabs, notes at the end of each document."""

    name: ClassVar[str] = "text"
    suffix: ClassVar[str] = ".txt"
    media_type: ClassVar[str] = "text/plain"
    walker: ClassVar[type[PlainWriter]] = PlainWriter
    """What prints an article; a subclass may name a subclass of it."""

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the file, of a collection one member after the other.

        Raises VocabularyError where a tree holds an element that nobody knows.
        """
        notices: list[Notice] = []
        texts = self._print_book(work, style, notices) if isinstance(work, Collection) else [
            self._print(work, style, notices)]
        for number, lines in enumerate(filter(None, texts)):
            out.write(("\n\n\n" * bool(number) + "\n".join(lines) + "\n").encode("utf-8", "replace"))
        return notices

    def _print_book(self, work: Collection, style: Style, notices: list[Notice]) -> Iterator[Lines]:
        yield list(filter(None, (work.title, work.subtitle, join_names(work.creators), work.publisher, work.date)))
        for part in work.parts:
            yield [part.title] if part.title else []
            for member in part.members:
                yield self._print(member.load(), style, notices)

    def _print(self, tree: Document, style: Style, notices: list[Notice]) -> Lines:
        check_vocabulary(tree, self.walker.who)
        writer = self.walker(tree.lang or "zh-Hans")
        tree = put_quotes(tree, style)
        blocks = [_list_facts(tree, writer), writer.visit(tree.article), writer.print_notes()]
        if writer.pictures:
            source = tree.record.source
            name = (source.name or "") if source is not None else ""
            notices.append(Notice("figure/not-embedded", f"{name}: plain text shows no pictures; "
                                                         f"{writer.pictures} are left out."))
        return _part(filter(None, blocks))


def _list_facts(tree: Document, writer: PlainWriter) -> Lines:
    """The facts that stand before the text."""
    return list(filter(None, map(writer.within.print_fact, tree.meta.fields)))


def _part(blocks: Iterable[Lines]) -> Lines:
    lines: Lines = []
    for block in blocks:
        lines += [*([""] if lines else []), *block]
    return lines
