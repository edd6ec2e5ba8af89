"""`huozi rules`: every rule of the reader, how often each decided something, and what is lost without it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import console, print_json, print_table, say
from convert.cli.options import PATH, json_option
from convert.errors import PartialError, SourceError

if TYPE_CHECKING:
    from convert.recovery.ablation import Sample


@click.command(cls=Command, examples=("rules", "rules papers --outlines outlines"))
@click.argument("paths", type=PATH, nargs=-1)
@click.option("--outlines", type=PATH, help="The folder where the outlines lie, if not beside the documents.")
@json_option
def rules(paths: tuple[Path, ...], outlines: Path | None, as_json: bool) -> None:
    """Lists every rule of the reader and every family of features, with its reason and examples.

    Given documents or folders: how many blocks and cuts bear the id of each rule, and how many atoms show each cue and
    family. Where outlines lie beside the documents (a.tsv beside a.txt, as `huozi outline` writes them, set right by a
    reader): also what the F1 of blocks loses without it. A row of words, a cue or a family is switched off by reading
    without its weights, a row of furniture or of facts by taking it out of its table; what a text is without other
    rules is not defined. Each is tried on the documents in which it was seen.
    """
    if paths:
        use = find_use(paths, outlines)
        _print_use(use, as_json)
        if use.failed:
            raise PartialError(f"{use.failed} of the documents cannot be read.", "The others are counted.")
    elif as_json:
        print_json(list_rules())
    else:
        print_table(("rule", "where", "why", "example"), [
            (row["rule"], row["where"], row["why"], _shorten(row["yes"])) for row in list_rules()])


def list_rules() -> list[dict[str, Any]]:
    """The catalogue for programs."""
    from convert.recovery.catalogue import load_catalogue

    return [{"rule": entry.id, "kind": entry.kind, "where": entry.where, "why": entry.why, "yes": list(entry.yes),
             "no": list(entry.no)} for entry in load_catalogue()]


def _shorten(examples: Sequence[str], most: int = 24) -> str:
    text = " ".join(examples[0].split()) if examples else ""
    return text if len(text) <= most else f"{text[:most]}…"


@dataclass(slots=True)
class Use:
    """What rules did in a set of documents."""

    documents: int = 0
    failed: int = 0
    """Documents that cannot be read."""
    outlines: int = 0
    """Documents with an outline beside them."""
    blocks_f1: float | None = None
    """How far the reader agrees with those outlines; None where there are none."""
    rules: list[dict[str, Any]] = field(default_factory=list)
    """For each rule and family that was seen: how often, in how many documents, and the loss without it."""
    silent: list[str] = field(default_factory=list)
    """Those that were not."""


def find_use(paths: Sequence[Path], outlines: Path | None = None) -> Use:
    """What rules do in documents; raises SourceError where a path or an outline cannot be read."""
    from convert.recovery.ablation import add, count_uses, find_losses
    from convert.recovery.catalogue import load_catalogue

    samples, failed = _load(paths, outlines)
    with _watching("Reading", len(samples)) as watch:
        uses = count_uses(samples, watch)
    judged = [sample for sample in samples if sample.wanted is not None]
    use = Use(len(samples), failed, len(judged))
    losses: dict[str, float] = {}
    if judged:
        use.blocks_f1 = add(sample.agreement for sample in judged).f1
        with _watching("Switching off", len(uses)) as watch:
            losses = find_losses(judged, uses, watch)
    order = sorted(uses, key=lambda rule: (-losses.get(rule, 0), -uses[rule].times, rule))
    use.rules = [{"rule": rule, "times": uses[rule].times, "documents": len(uses[rule].documents),
                  "loss": losses.get(rule)} for rule in order]
    use.silent = sorted({entry.id for entry in load_catalogue()} - set(uses))
    return use


def _load(paths: Sequence[Path], outlines: Path | None) -> tuple[list[Sample], int]:
    """The documents, each with its outline, if there is one, and how many cannot be read; those are told."""
    from convert.files import load_source
    from convert.recovery.ablation import Sample
    from convert.sources import find_documents, read_form
    from convert.tree.agreement import parse_outline

    samples, failed = [], 0
    for file, _ in find_documents(paths):
        beside = (outlines or file.parent) / f"{file.stem}.tsv"
        wanted = parse_outline(load_source(beside), str(beside)) if beside.is_file() and beside != file else None
        try:
            samples.append(Sample(str(file), read_form(file), wanted))
        except SourceError as error:
            failed += 1
            say(f"huozi: {error}")
    return samples, failed


@contextmanager
def _watching(what: str, count: int) -> Iterator[Callable[[str], None]]:
    """What to call with each thing that is begun: a progress bar on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress

    with Progress(console=console(err=True), transient=True) as progress:
        task = progress.add_task(what, total=count)
        yield lambda _: progress.advance(task)


def _print_use(use: Use, as_json: bool) -> None:
    if as_json:
        print_json(asdict(use))
        return
    columns = ("rule", "times", "documents", *(("loss",) if use.outlines else ()))
    print_table(columns, [[str(row["rule"]), str(row["times"]), str(row["documents"]), _print_loss(row["loss"])]
                          [: len(columns)] for row in use.rules], frozenset(columns[1:]))
    click.echo(f"documents: {use.documents}; rules that were not seen: {len(use.silent)}")
    if use.blocks_f1 is not None:
        click.echo(f"blocks F1: {use.blocks_f1:.4f} over {use.outlines} with an outline; loss is what is taken from "
                   f"it without the rule")


def _print_loss(loss: float | None) -> str:
    """A loss for people; a dash where the rule cannot be switched off."""
    return "–" if loss is None else f"{round(loss, 4) + 0.0:.4f}"
