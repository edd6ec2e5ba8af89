"""A whole collection in the other script: its trees when they are loaded, its own titles at once; ids stay."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from convert.collection import Collection, make_urn
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.script import to_script
from convert.transforms.targets import CONFIGS


def put_collection_in_script(book: Collection, target: str, *, vocabulary: bool = False) -> Collection:
    """The same collection in `target`, one of the languages that `to_script` knows.

    Raises UsageError for another target, when the first tree is loaded.
    """
    made = replace(book.map(partial(to_script, target=target, vocabulary=vocabulary)),
                   identifier=make_urn("script", book.identifier, target))
    configs = CONFIGS.get((book.language, target))
    if configs is None:
        return replace(made, language=target)
    say = OpenCC((vocabulary and configs[1]) or configs[0], guarded=True).convert
    return replace(
        made, language=target, title=say(made.title), subtitle=say(made.subtitle), series=say(made.series),
        creators=tuple(map(say, made.creators)), publisher=say(made.publisher),
        parts=tuple(replace(part, title=say(part.title)) for part in made.parts),
    )
