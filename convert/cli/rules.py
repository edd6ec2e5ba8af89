"""`huozi rules`: every rule of the reader, how often each decided something, and what is lost without it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.console import console, print_json, print_table
from convert.cli.options import PATH, json_option
from convert.errors import PartialError, SourceError

if TYPE_CHECKING:
    from convert.reading.ablation import Sample


@click.command()
@click.argument("paths", type=PATH, nargs=-1)
@click.option("--outlines", type=PATH, help="The folder where the outlines lie, if not beside the documents.")
@json_option
def rules(paths: tuple[Path, ...], outlines: Path | None, as_json: bool) -> None:
    """Lists every rule of the reader, with its reason and examples.

    Given documents or folders: how often each rule decided something. Where outlines lie beside the documents (a.tsv
    beside a.txt, as `huozi outline` writes them, set right by a reader): also what the F1 of blocks loses without the
    rule, where it is defined what a text is without it: a row is taken out of its table, a verdict on a series becomes
    plain text, what a function cuts stays and what it names is left a paragraph. Each is tried on the documents in
    which it decided something.
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
    from convert.reading.catalogue import load_catalogue

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
    """For each rule that decided something: how often, in how many documents, and the loss without it."""
    silent: list[str] = field(default_factory=list)
    """Rules that decided nothing."""


def find_use(paths: Sequence[Path], outlines: Path | None = None) -> Use:
    """What rules do in documents; raises SourceError where a path or an outline cannot be read."""
    from convert.reading.ablation import agree, find_losses
    from convert.reading.catalogue import load_catalogue
    from convert.sources import read

    samples = _load(paths, outlines)
    fired = _count(samples)
    read_ = [sample for sample in samples if sample.name in fired]
    judged = [sample for sample in read_ if sample.wanted is not None]
    use = Use(len(read_), len(samples) - len(read_), len(judged))
    total = sum(fired.values(), Counter[str]())
    where = {rule: {name for name, counts in fired.items() if rule in counts} for rule in total}
    losses: dict[str, float] = {}
    if judged:
        use.blocks_f1 = agree(judged, read).f1
        with _watching("Switching off", len(where)) as watch:
            losses = find_losses(judged, where, read, watch)
    order = sorted(total, key=lambda rule: (-losses.get(rule, 0), -total[rule], rule))
    use.rules = [{"rule": rule, "times": total[rule], "documents": len(where[rule]), "loss": losses.get(rule)}
                 for rule in order]
    use.silent = sorted({entry.id for entry in load_catalogue()} - set(total))
    return use


def _count(samples: Sequence[Sample]) -> dict[str, Counter[str]]:
    """How often each rule decided something, by document; one that cannot be read is told and left out."""
    from convert.reading.ablation import count_rules
    from convert.sources import read

    fired = {}
    with _watching("Reading", len(samples)) as watch:
        for sample in samples:
            watch(sample.name)
            try:
                fired[sample.name] = count_rules(read(sample.data, sample.name))
            except SourceError as error:
                click.echo(f"huozi: {error}", err=True)
    return fired


def _load(paths: Sequence[Path], outlines: Path | None) -> list[Sample]:
    """The documents, each with its outline, if there is one."""
    from convert.files import load_source
    from convert.reading.ablation import Sample
    from convert.sources import find_documents
    from convert.tree.agreement import parse_outline

    samples = []
    for file, _ in find_documents(paths):
        beside = (outlines or file.parent) / f"{file.stem}.tsv"
        wanted = parse_outline(load_source(beside), str(beside)) if beside.is_file() and beside != file else None
        samples.append(Sample(load_source(file), str(file), wanted))
    return samples


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
    click.echo(f"documents: {use.documents}; rules that decided nothing: {len(use.silent)}")
    if use.blocks_f1 is not None:
        click.echo(f"blocks F1: {use.blocks_f1:.4f} over {use.outlines} with an outline; loss is what is taken from "
                   f"it without the rule")


def _print_loss(loss: float | None) -> str:
    """A loss for people; a dash where the rule cannot be switched off."""
    return "–" if loss is None else f"{round(loss, 4) + 0.0:.4f}"
