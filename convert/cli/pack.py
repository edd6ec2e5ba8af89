"""`huozi pack`: the outputs of a batch as few large files."""

from __future__ import annotations

from pathlib import Path

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_size, show
from convert.cli.options import PATH, json_option


@click.command(cls=Command, examples=("pack editions -o packed",))
@click.argument("folder", type=PATH)
@click.option("-o", "--out", type=PATH, required=True, help="The folder to write into.")
@click.option("--documents", default=10_000, show_default=True, metavar="N", help="Documents of a file.")
@click.option("-j", "--jobs", type=int, help="Files at a time; by default as many as there are processors.")
@json_option
def pack(folder: Path, out: Path, documents: int, jobs: int | None, as_json: bool) -> None:
    """Packs the outputs of a batch in FOLDER: trees (xml) as JSON Lines, other formats as ZIP, N documents in each."""
    from convert.production.executor import count_workers
    from convert.production.packing import pack_outputs

    made = []
    for packed in pack_outputs(folder, out, documents, count_workers(jobs)):
        made.append({"file": str(packed.file), "documents": packed.documents, "bytes": packed.size})
        if not as_json:
            show(f"{packed.file}: {packed.documents} documents, {print_size(packed.size)}")
    if as_json:
        print_json(made)
