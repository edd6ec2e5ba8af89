"""Documents and collections as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from convert.collection import Collection
from convert.formats.markdown import own
from convert.formats.markdown.writing.article import ArticleWriter, Lines
from convert.formats.markdown.writing.front import write_front
from convert.formats.markdown.writing.spelling import spell, spell_line
from convert.formats.quotes import put_quotes
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style
from convert.tree.nodes import Document
from convert.tree.vocabulary import check_vocabulary


class MarkdownWriter:
    """Writes CommonMark with front matter; our reader gives back the same blocks. A collection is one file."""

    name: ClassVar[str] = "markdown"
    suffix: ClassVar[str] = ".md"
    media_type: ClassVar[str] = "text/markdown"
    walker: ClassVar[type[ArticleWriter]] = ArticleWriter
    """What writes an article; a subclass may name a subclass of it."""

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the file, of a collection one member after the other.

        Raises VocabularyError where a tree holds an element that nobody knows.
        """
        writer = self.walker()
        out.write(write_front(work).encode("utf-8", "replace"))
        texts = self._write_parts(work, style, writer) if isinstance(work, Collection) else [
            self._write_document(work, style, writer)]
        for lines in filter(None, texts):
            out.write(("\n" + "\n".join(lines) + "\n").encode("utf-8", "replace"))
        return writer.notices

    def _write_document(self, tree: Document, style: Style, writer: ArticleWriter) -> Lines:
        check_vocabulary(tree, writer.who)
        source = tree.record.source
        return writer.write(put_quotes(tree, style).article, tree.lang or "zh-Hans",
                            (source.name or "") if source is not None else "")

    def _write_parts(self, work: Collection, style: Style, writer: ArticleWriter) -> Iterator[Lines]:
        """Title and parts as articles of their own, each member as one."""
        yield [f"# {spell_line(spell(work.title))}"]
        for part in work.parts:
            if part.title:
                yield [f"<!-- {own.ARTICLE} -->", "", f"# {spell_line(spell(part.title))}"]
            for member in part.members:
                yield [f"<!-- {own.ARTICLE} -->", "", *self._write_document(member.load(), style, writer)]
