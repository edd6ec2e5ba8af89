"""What all jobs of a run have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from convert.corrections import NOTHING, Editing
from convert.formats.registry import heeding

Option = tuple[str, str, Any]
"""Format, name and value of an option of its writer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all jobs of a run have in common."""

    formats: tuple[str, ...]
    style: str = "plain"
    script: str = ""
    """Language to put the text in, such as zh-Hant; empty to leave it as it is."""
    vocabulary: bool = False
    """Also change words to those of the place."""
    options: tuple[Option, ...] = ()
    """Options of the writers."""
    named: tuple[str, ...] = ()
    """For each option the digest of the file that it names; empty where it names none."""
    fields: tuple[tuple[str, str], ...] = ()
    """What a record is made of: role and name of the field."""
    editing: Editing = NOTHING
    """What an editor gave."""
    limit: float = 0
    """Seconds that a document may take; 0 for no limit."""
    memory: int = 0
    """Megabytes that a worker may have; 0 for no limit."""

    def with_facts(self, facts: Mapping[str, Any] | None) -> Settings:
        """The same with facts of one official document, which outrank those of all."""
        if not facts:
            return self
        options = {(owner, name): value for owner, name, value in self.options}
        for form in set(self.formats).intersection(heeding("dispatch")):
            known = json.loads(options.get((form, "dispatch"), "{}"))
            options[form, "dispatch"] = json.dumps(known | dict(facts), ensure_ascii=False, default=str)
        digests = {(owner, name): digest for (owner, name, _), digest in zip(self.options, self.named, strict=True)}
        rows = sorted((*key, value) for key, value in options.items())
        named = tuple(digests.get((owner, name), "") for owner, name, _ in rows)
        return replace(self, options=tuple(rows), named=named)

    def options_of(self, form: str) -> dict[str, Any]:
        """The options of a format's writer."""
        return {name: value for owner, name, value in self.options if owner == form}
