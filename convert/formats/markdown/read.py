"""Reads Markdown and reStructuredText: bytes to a text with marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convert.formats.markdown.boxes import find_captions
from convert.formats.markdown.bylines import part_bylines
from convert.formats.markdown.edited import Edit, Hole
from convert.formats.markdown.extensions import find_holes
from convert.formats.markdown.front import read_front
from convert.formats.markdown.habits import mend_habits, mend_headings, mend_notes, mend_underlines
from convert.formats.markdown.own import tell_own
from convert.formats.markdown.restructured import mend_restructured
from convert.formats.markdown.scene import Scene
from convert.formats.markdown.walk import Walk
from convert.formats.text.decode import decode
from convert.recovery.text import Text


def read_markdown(data: bytes, name: str) -> Text:
    """What a file in Markdown holds, in whatever encoding it is; never raises."""
    source = replace(decode(data, name), media="text/markdown")
    scene = Scene(source.text)
    text, place = scene.plain, read_front(scene)
    if scene.own:
        _walk(scene, place, (), ())
        return tell_own(scene.galley.text(source))
    holes = find_holes(text, place, name)
    if holes:
        scene.captions = find_captions(text, place)
    _walk(scene, place, mend_habits(text, place), holes)
    return part_bylines(scene.galley.text(source))


def read_restructured(data: bytes, name: str) -> Text:
    """What a file in reStructuredText holds, as far as it is near to Markdown; never raises."""
    source = replace(decode(data, name), media="text/x-rst")
    scene = Scene(source.text)
    edits, holes = mend_restructured(scene.plain)
    habits = mend_habits(scene.plain, 0, without=(mend_headings, mend_underlines, mend_notes))
    _walk(scene, 0, [*edits, *habits], holes)
    return scene.galley.text(source)


def _walk(scene: Scene, place: int, edits: Sequence[Edit], holes: Sequence[Hole]) -> None:
    scene.galley.set_holes(holes)
    cut = (Edit(hole.start, hole.end, "") for hole in holes)
    Walk(scene, place, len(scene.source), sorted([*edits, *cut])).read()
