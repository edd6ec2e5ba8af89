"""What is set apart from running text: tables, code, HTML."""

from __future__ import annotations

from typing import Any

from convert.formats.markdown.edited import Edited
from convert.formats.markdown.events import Events, merge_spans
from convert.formats.markdown.facts import find_facts, print_facts
from convert.formats.markdown.places import Told
from convert.formats.markdown.scene import Cell
from convert.formats.markdown.tags import read_html


class Displays(Events):
    """Events of tables, code and HTML."""

    def _start_table(self, _: Told) -> None:
        self._scene.block()
        self._scene.tables += 1
        self._enter("Table", cell=Cell(self._scene.tables))

    def _start_tablehead(self, told: Told) -> None:
        self._start_tablerow(told, head=True)

    def _end_tablehead(self, _: Told) -> None:
        """A head that is not in the source is no row."""
        if self._row == self._galley.place:
            self._scene.cell = Cell(self._scene.tables)

    def _start_tablerow(self, told: Told, head: bool = False) -> None:
        self._row = self._places.start(told.start)
        self._scene.cell = Cell(self._scene.tables, (self._scene.cell or Cell(0)).row + 1, head=head)

    def _start_tablecell(self, _: Told) -> None:
        cell = self._scene.cell or Cell(self._scene.tables)
        self._scene.block()
        self._scene.cell = cell._replace(cell=cell.cell + 1)

    def _end_tablecell(self, _: Told) -> None:
        if not self._inline:
            self._end_leaf()

    def _end_tablerow(self, _: Told) -> None:
        """What a row has said ends with its cells."""

    def _start_codeblock(self, told: Any) -> None:
        self._scene.block()
        self._language = told.detail["Fenced"].strip() if isinstance(told.detail, dict) else ""
        self._enter("CodeBlock", code=True, name=self._language)
        self._block = []

    def _end_codeblock(self, told: Told) -> None:
        spans, self._block = self._block or [], None
        copy = Edited.join(self._source, spans)
        facts = find_facts(copy.text, self._language)
        if facts:
            print_facts(self._scene, facts, copy.origin, "markup/fence")
        else:
            for start, end in spans:
                self._galley.keep_lines(start, end, "markup/fence", raw=True)
        self._galley.end_line()
        self._galley.skip(self._places.span(told)[1], "markup/fence")
        self._scene.leave("code block")

    def _start_htmlblock(self, _: Told) -> None:
        self._lines = []

    def _html(self, told: Told) -> None:
        self._lines.append(self._places.span(told))

    def _end_htmlblock(self, _: Told) -> None:
        self._scene.block()
        read_html(self._scene, Edited.join(self._source, merge_spans(self._lines)), self._read_inline)
        self._end_leaf()
