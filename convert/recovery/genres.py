"""Genres: what a work is by the last words of its title, or by the first of its text."""

from __future__ import annotations

from convert.recovery.rules.table import load_rules


def find_genre(words: str, zone: str = "any") -> str:
    """What a work is that has these words as its title, or where its text begins; empty where they do not tell."""
    rules = (rule for rule in load_rules("genres") if rule.zone == zone)
    return next((rule.kind for rule in rules if rule.pattern.search(words)), "")
