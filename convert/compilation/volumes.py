"""A collection too big for one book, cut into volumes: by size, between articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from convert.chinese.numerals import print_numeral
from convert.collection import Collection, Member, Part, make_urn
from convert.errors import UsageError


def split_volumes(book: Collection, articles: int = 0, characters: int = 0) -> list[Collection]:
    """The volumes of a collection, none with more articles or characters than asked; 0 sets no limit.

    An article that is longer than a volume may be has a volume of its own. A collection that fits is given back as it
    is. Raises UsageError where a limit is negative.
    """
    if articles < 0 or characters < 0:
        raise UsageError("A volume cannot be smaller than nothing.", "Give limits above 0, or 0 for none.")
    volumes = list(_fill([(part.title, member) for part in book.parts for member in part.members],
                         articles or 1 << 62, characters or 1 << 62))
    if len(volumes) < 2:
        return [book]
    return [_bind(book, number, volume) for number, volume in enumerate(volumes, 1)]


Placed = tuple[str, Member]
"""A member with the title of its part."""


def _fill(members: Sequence[Placed], articles: int, characters: int) -> Iterator[list[Placed]]:
    volume: list[Placed] = []
    size = 0
    for placed in members:
        if volume and (len(volume) == articles or size + placed[1].size > characters):
            yield volume
            volume, size = [], 0
        volume.append(placed)
        size += placed[1].size
    if volume:
        yield volume


def _bind(book: Collection, number: int, members: Sequence[Placed]) -> Collection:
    parts = tuple(Part(title, tuple(member for _, member in placed))
                  for title, placed in groupby(members, key=lambda placed: placed[0]))
    return replace(book, title=f"{book.title} 第{print_numeral(number)}卷", parts=parts, series=book.title,
                   volume=number, identifier=make_urn("volume", book.identifier, str(number)))

