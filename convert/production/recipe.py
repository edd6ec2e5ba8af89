"""What an output depends on beside its source: the recipe that it was made by, and the seal that proves it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from convert.production.job import Job
from convert.production.settings import Settings
from convert.resources import PACKAGE
from convert.style.sheet import load_style
from convert.version import VERSION

WEIGHTS = ("weights.tsv", "certainty.tsv", "first.tsv")
"""Tables of the reader that were learned; all other tables of the package are rules."""

TABLES = (".toml", ".tsv")
"""How the files end that rules and words stand in."""

SHOWN = 16
"""Hexadecimal digits of a digest in a recipe."""

Recipe = Mapping[str, str]
"""Name of a part → what it was: the version, the digests of rules, weights and style, and the settings that count."""


def make_recipe(job: Job, form: str) -> Recipe:
    """The recipe of the output of a job in a format."""
    return _recipe_of(job.settings, form) | dict(job.inputs)


def name_recipe(recipe: Recipe) -> str:
    """A digest of a recipe, by which the ledger knows it."""
    return _digest([json.dumps(recipe, sort_keys=True)])


def seal(target: str, source: str, digest: str, made: str, recipe: str) -> str:
    """A digest of an output and of all that it depends on: where it is, its source, its own bytes and its recipe.

    `digest` is that of the source, `made` that of the output and `recipe` the name of its recipe.
    """
    return _digest([target, Path(source).name, digest, made, recipe])[:32]


def name_trial(job: Job) -> str:
    """A digest of all that a failure of a job depends on: a file of this age and size, recipes and limits.

    Empty where the file is not there.
    """
    recipes = (name_recipe(make_recipe(job, form)) for form in job.settings.formats)
    limits = (str(job.settings.limit), str(job.settings.memory))
    return _digest([job.stamp, job.target, *limits, *recipes]) if job.stamp else ""


@lru_cache(maxsize=64)
def _recipe_of(settings: Settings, form: str) -> dict[str, str]:
    options = {f"option {name}": f"{value} {digest}".strip()
               for (owner, name, value), digest in zip(settings.options, settings.named, strict=True) if owner == form}
    fields = {f"field {role}": name for role, name in settings.fields}
    return {"format": form, "version": VERSION, **_digest_tables(),
            "style": _digest([repr(load_style(settings.style))])[:SHOWN], "script": settings.script,
            "vocabulary": str(settings.vocabulary), **options, **fields}


@cache
def _digest_tables() -> dict[str, str]:
    """The digests of the rules and of the weights that this process works with."""
    rules = sorted(path for path in PACKAGE.rglob("*") if path.suffix in TABLES and path.name not in WEIGHTS)
    weights = [PACKAGE / "recovery" / name for name in WEIGHTS]
    return {"rules": _digest_files(rules), "weights": _digest_files(weights)}


def _digest_files(paths: Iterable[Path]) -> str:
    return _digest(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths)[:SHOWN]


def _digest(facts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()
