"""Phrases that keep OpenCC's longest match from crossing the words of official prose."""

from __future__ import annotations

from collections.abc import Mapping


def load_guards() -> Mapping[str, str]:
    """Each guard phrase in Simplified characters with its reading in OpenCC's standard."""
    return {}
