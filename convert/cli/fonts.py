"""`huozi fonts`: the faces there are."""

from __future__ import annotations

import click

from convert.cli.command import Command
from convert.cli.console import print_json, print_table, tell
from convert.cli.options import json_option


@click.command(cls=Command, examples=("fonts", "fonts --json"))
@json_option
def fonts(as_json: bool) -> None:
    """Lists the face found for each role of the style sheets, and what it covers."""
    from dataclasses import asdict

    from convert.style.faces import ADVICE, report_fonts

    reports = report_fonts()
    if as_json:
        print_json([asdict(report) | {"path": str(report.path)} for report in reports])
        return
    columns = ("role", "family", "file", "outlines", "characters", "GB 2312", "GBK", "Big5", "licence")
    rows = [[report.role, report.family + " (stands in)" * report.stands_in, report.path.name, report.outlines,
             f"{report.characters:,}", *(f"{share:.1%}" for share in (report.gb2312, report.gbk, report.big5)),
             report.licence] for report in reports]
    print_table(columns, rows, frozenset({"characters", "GB 2312", "GBK", "Big5"}))
    tell(f"To set a role in another face: {ADVICE.format('ROLE')}")
