"""Blocks of running text: paragraphs, headings, quotations, lists, definitions."""

from __future__ import annotations

from typing import Any

from convert.formats.markdown.events import (
    _NUMBER,
    Events,
)
from convert.formats.markdown.places import Told
from convert.formats.markdown.scene import BULLET, Numbering
from convert.formats.markdown.tags import TABLE


class Blocks(Events):
    """Events that open and close blocks."""

    def _start_paragraph(self, told: Told) -> None:
        if self._inline:
            return
        self._scene.block()
        if self._places.start(told.start) in self._scene.captions:
            self._enter("Paragraph", caption=True)

    def _end_paragraph(self, told: Told) -> None:
        if not self._inline:
            self._end_leaf()
            if self._places.start(told.start) in self._scene.captions:
                self._leave("Paragraph")

    def _start_heading(self, told: Any) -> None:
        self._scene.close_tags(TABLE)
        self._scene.block()
        self._enter("Heading", heading=int(told.detail["level"][1]))

    def _rule(self, told: Told) -> None:
        start, end = self._places.span(told)
        self._scene.block()
        self._galley.skip(start, self._scene.rule)
        self._galley.skip(end, "markup/rule")

    def _start_blockquote(self, told: Any) -> None:
        self._scene.block()
        self._enter("BlockQuote", quote=self._scene.quote + 1, name=told.detail or self._scene.name)
        self._quotes += 1

    def _end_blockquote(self, _: Told) -> None:
        self._quotes -= 1
        self._leave("BlockQuote")

    def _start_list(self, told: Any) -> None:
        first = told.detail
        self._scene.block()
        self._enter("List", item=self._scene.item + 1, numbering=Numbering(first is not None, (first or 0) - 1))
        self._items += 1

    def _end_list(self, _: Told) -> None:
        self._items -= 1
        self._leave("List")

    def _start_item(self, told: Told) -> None:
        scene, numbers, place = self._scene, self._scene.numbering, self._places.start(told.start)
        scene.block()
        match = _NUMBER.match(self._source, place) if numbers.ordered else None
        numbers.value += 1
        if match is None:
            self._enter("Item", bullet=f"{numbers.value}." if numbers.ordered else BULLET)
            self._galley.skip(place + 1, scene.rule)
        elif int(match[1]) == numbers.typed != numbers.value:
            self._enter("Item", bullet=f"{numbers.value}.")
            self._galley.skip(match.end(), scene.rule)
        else:
            self._enter("Item", bullet="")
            self._galley.keep(match.start(1), match.end(), scene.rule)
            scene.numbered = True
            numbers.typed = int(match[1]) if numbers.typed < 0 else numbers.typed
            numbers.value = int(match[1])

    def _end_item(self, _: Told) -> None:
        self._scene.numbered = False
        self._leave("Item")

    def _tasklistmarker(self, told: Told) -> None:
        self._galley.skip(self._places.span(told)[1], "markup/bullet")
        self._scene.bullet = "☑" if told.detail else "☐"

    def _start_footnotedefinition(self, told: Told) -> None:
        self._scene.block()
        self._enter("FootnoteDefinition", note=told.detail)

    def _start_definitionlist(self, _: Told) -> None:
        self._scene.block()
        self._enter("DefinitionList", field="")

    def _start_definitionlisttitle(self, _: Told) -> None:
        self._scene.block()
        self._scene.field = ""

    def _end_definitionlisttitle(self, _: Told) -> None:
        self._end_leaf()
        self._scene.field = self._galley.last

    _start_definitionlistdefinition, _end_definitionlistdefinition = _start_paragraph, _end_paragraph
