"""`huozi learn`: weights that an editor's corrections teach, and which rules they went against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table, say, show
from convert.cli.options import PATH, json_option
from convert.files import is_folder, write_whole

if TYPE_CHECKING:
    from convert.corrections.teaching import Taught
    from convert.recovery.labelling import Model
    from convert.recovery.text import Text


@click.command(cls=Command, examples=("learn papers", "learn papers -o weights.tsv --on other-papers",
                                      "learn speech.txt.huozi.toml --json"))
@click.argument("corrections", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, metavar="F.tsv", help="The weights to write, for --weights; without it nothing "
                                                              "is written.")
@click.option("--documents", type=PATH, help="The folder of the documents, if it is not that of their corrections.")
@click.option("--keep", type=PATH, multiple=True, metavar="PATH", help="Documents that are read well: they stay so.")
@click.option("--on", type=PATH, multiple=True, metavar="PATH", help="Say what the weights change in these documents.")
@json_option
def learn(corrections: tuple[Path, ...], out: Path | None, documents: Path | None, keep: tuple[Path, ...],
          on: tuple[Path, ...], as_json: bool) -> None:
    """Learns from CORRECTIONS, files that end in .huozi.toml or folders of them.

    Says which rules were corrected most, and finds what has to be added to the weights so that these documents are
    read as they were set right.
    """
    from convert.recovery.lessons import count_wrong, take_lesson
    from convert.recovery.lessons import learn as refit
    from convert.recovery.reader import read_stages
    from convert.recovery.weights import Added, load_model, print_weights

    model = load_model()
    taught = list(_teach_all(corrections, documents, model))
    kept = [take_lesson(read_stages(text, model)) for _, text in _list_texts(keep)]
    more = refit([*(each.lesson for each in taught), *kept], model)
    other = model.with_rows(Added(model.rows, more))
    counts = {"documents": len(taught), "weights": len(more),
              "wrong_before": sum(count_wrong(each.lesson, model) for each in taught),
              "wrong_after": sum(count_wrong(each.lesson, other) for each in taught)}
    if out is not None:
        data = print_weights(more, least=0.0005).encode()
        write_whole(out, lambda file: file.write(data))
    report = {**counts, "rules": _rank(taught), "changes": [*_list_changes(on, model, other)]}
    if as_json:
        print_json(report)
    else:
        _tell(report)


def _teach_all(paths: Sequence[Path], documents: Path | None, model: Model) -> Iterator[Taught]:
    """What each corrected document teaches; raises SourceError where none does."""
    from convert.corrections import load
    from convert.corrections.record import SUFFIX
    from convert.corrections.teaching import teach
    from convert.errors import SourceError
    from convert.recovery.told import is_told
    from convert.sources import read_form
    from convert.tree.nodes import Document

    files = [file for path in paths for file in (sorted(path.rglob(f"*{SUFFIX}")) if is_folder(path) else [path])]
    count = 0
    for file in files:
        found = load(file)
        source = (documents or file.parent) / (found.name or file.name.removesuffix(SUFFIX))
        form = read_form(source)
        if isinstance(form, Document) or is_told(form):
            say(f"{source}: teaches nothing: its file says itself what its lines are.")
            continue
        count += 1
        yield teach(form, found, model)
    if not count:
        raise SourceError("Nothing can be learned.", f"Name files that end in {SUFFIX}, or a folder of them.")


def _rank(taught: Sequence[Taught]) -> list[dict[str, Any]]:
    """The rules that were corrected, those first that were corrected most."""
    corrected: Counter[str] = sum((each.corrected for each in taught), Counter())
    named: Counter[str] = sum((each.named for each in taught), Counter())
    return [{"rule": rule, "corrected": times, "of": named[rule]}
            for rule, times in sorted(corrected.items(), key=lambda pair: (-pair[1], pair[0]))]


def _list_changes(paths: Sequence[Path], model: Model, other: Model) -> Iterator[dict[str, Any]]:
    """For each document how many of its blocks other weights make otherwise."""
    from convert.recovery.reader import read
    from convert.tree.agreement import compare
    from convert.tree.outline import outline

    for file, text in _list_texts(paths):
        found = compare(outline(read(text, model)), outline(read(text, other)))
        yield {"source": str(file), "blocks": found.wanted, "changed": found.wanted - found.shared}


def _list_texts(paths: Sequence[Path]) -> Iterator[tuple[Path, Text]]:
    """The documents whose structure is recovered, each with its text."""
    from convert.recovery.told import is_told
    from convert.sources import find_documents, read_form
    from convert.tree.nodes import Document

    for file, _ in find_documents(paths) if paths else ():
        form = read_form(file)
        if not isinstance(form, Document) and not is_told(form):
            yield file, form


def _tell(report: dict[str, Any]) -> None:
    if report["rules"]:
        print_table(("rule", "corrected", "of"), [[str(value) for value in row.values()] for row in report["rules"]],
                    frozenset({"corrected", "of"}))
    show(f"documents: {report['documents']}; parts of lines that the weights had wrong: {report['wrong_before']}, with "
         f"what was learned: {report['wrong_after']}; features whose weights move: {report['weights']}")
    changed = [row for row in report["changes"] if row["changed"]]
    for row in changed:
        show(f"{row['source']}: {row['changed']} of {row['blocks']} blocks would be otherwise")
    if report["changes"]:
        show(f"elsewhere: {len(changed)} of {len(report['changes'])} documents would change")
