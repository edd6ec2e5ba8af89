"""What goes to a worker and what comes back; both cross the process border as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert."""

    source: str
    folder: str
    """The output folder."""
    target: str
    """Where below it the outputs go, without their suffixes; unique in a run."""
    settings: Settings
    seals: Mapping[str, str] = field(default_factory=dict)
    """Format → the seal that an earlier run left."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was not written: what happened, and what to do about it."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    source: str
    target: str
    digest: str = ""
    """That of the source."""
    seals: Mapping[str, str] = field(default_factory=dict)
    """Format → digest of its output and of all that this depends on, where it was written."""
    skipped: bool = False
    """Nothing was done: earlier runs left the same outputs."""
    outputs: dict[str, int] | None = None
    """Format → bytes written."""
    remarks: dict[str, int] | None = None
    """Code of a remark of the reader that is more than a note → how often."""
    notices: dict[str, int] | None = None
    """Code of a notice of the writers → how often."""
    faults: tuple[Fault, ...] = ()

    @property
    def failed(self) -> bool:
        """Something was not written that should have been."""
        return bool(self.faults)


def pack(thing: Job | Outcome) -> dict[str, Any]:
    """The thing in values that JSON has; what is empty is left out."""
    return {key: value for key, value in asdict(thing).items() if value not in (None, "", (), {}, False)}


def unpack_job(packed: dict[str, Any]) -> Job:
    """The job that `pack` packed."""
    settings = packed.pop("settings")
    lists = {"formats": tuple(settings["formats"]), "options": tuple(map(tuple, settings["options"])),
             "named": tuple(settings["named"]), "fields": tuple(map(tuple, settings["fields"])),
             "editing": unpack_editing(settings["editing"])}
    return Job(**packed, settings=Settings(**(settings | lists)))


def unpack_editing(packed: dict[str, Any]) -> Editing:
    """What an editor gave, as it was before it was packed."""
    return Editing(**(packed | {"facts": tuple((name, tuple(values)) for name, values in packed["facts"])}))


def unpack_outcome(packed: dict[str, Any]) -> Outcome:
    """The outcome that `pack` packed."""
    return Outcome(**(packed | {"faults": tuple(Fault(**fault) for fault in packed.get("faults", ()))}))
