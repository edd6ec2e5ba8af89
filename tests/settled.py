"""The blocks and cuts of a seed as the reader settles them, before they are assembled."""

from __future__ import annotations

from texts import text_of
from trees import NAMES, SEEDS

from convert.recovery.reader import read_stages, settle_reading
from convert.recovery.text import Text
from convert.recovery.weights import load_model
from convert.tree.record import Excision, Settled


def settle_seed() -> tuple[Text, list[Settled], list[Excision]]:
    """The text, blocks and cuts of the first seed."""
    path = SEEDS / f"{NAMES[0]}.txt"
    text = text_of(path.read_bytes(), path.name)
    return text, *settle_reading(read_stages(text, load_model()))
