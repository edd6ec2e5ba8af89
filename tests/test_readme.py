"""The README: its code runs, its commands are what they claim, and its last section is the changelog."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from commands import call, call_alone
from trees import SEEDS

from convert.cli import COMMANDS, huozi
from convert.cli.settings import load_settings
from convert.containers.kinds import KINDS
from convert.formats.overview import (
    list_exceptions,
    print_markdown,
    tabulate_formats,
    tabulate_keys,
    tabulate_options,
)
from convert.formats.registry import find_writer, written
from convert.style.sheet import list_styles, load_style

README = (SEEDS.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = [(language, text) for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)]
SETUP = "python3 -m venv"
NOTICE = re.compile(r"(out/\S+: )?[a-z-]+/[a-z-]+: ")
TOLD = re.compile(r"\S+: \d+ corrected\.")
"""How a notice of a writer is printed."""
PROGRESS = re.compile(r"[\d,]+ of [\d,]+ documents, .*")
"""What a batch tells of itself now and then, on a slow machine."""


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language]


def commands() -> list[str]:
    """The lines of shell blocks, without the two that make an environment."""
    return [line for block in blocks("sh") for line in block.splitlines() if not line.startswith(SETUP)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the seeds and the files that blocks give: those whose first line is `# name`."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(SEEDS, folder / "seeds")
    for _, text in BLOCKS:
        if name := re.match(r"# (\w+\.\w+)\n", text):
            (folder / name[1]).write_text(text, encoding="utf-8")
    return folder


def test_the_python_runs_from_top_to_bottom(folder):
    script = folder / "all.py"
    script.write_text("\n".join(blocks("python")), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-W", "error", script], cwd=folder, capture_output=True, text=True,
                         env=os.environ | {"PYTHONUTF8": "1"}, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("2021年政府工作思路和主要任务\n")
    assert "5 written, 0 failed" in ran.stdout


def test_each_command_runs(folder):
    """In their order, as one makes what another takes; the first of each kind, and those of own files, alone."""
    known: set[str] = set()
    failed = {}
    for command in commands():
        program, *arguments = command.split()
        assert program == "huozi"
        alone = arguments[0] not in known or ".toml" in command
        known.add(arguments[0])
        ran = (call_alone if alone else call)(folder, *arguments, PYTHONUTF8="1")
        told = [line for line in ran.stderr.splitlines()
                if not (NOTICE.match(line) or TOLD.fullmatch(line) or PROGRESS.fullmatch(line))]
        if ran.returncode or told:
            failed[command] = ran.returncode, told
    assert failed == {}


def test_the_commands_that_install_are_the_two_that_are_checked():
    setup = [line for block in blocks("sh") for line in block.splitlines() if line.startswith(SETUP)]
    assert [line.rsplit(" && ", 1)[1] for line in setup] == [
        ".venv/bin/huozi batch seeds -o out --to docx,pdf,epub,tei", ".venv/bin/pytest"]


def test_the_tables_of_toml_are_toml_and_the_style_is_a_style(folder):
    assert all(tomllib.loads(text) for text in blocks("toml"))
    assert load_style(folder / "report.toml").page["number-place"] == "centre"
    assert all(f"`{name}`" in README for name in list_styles())


def test_the_writer_of_ones_own_is_found_and_writes(folder, tmp_path):
    info = folder / "org_writer-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: org-writer\nVersion: 1\n")
    (info / "entry_points.txt").write_text(blocks("toml")[-1].replace('project.entry-points."huozi.writers"',
                                                                     "huozi.writers").replace('"', ""))
    module = folder / "org_writer.py"
    module.write_text("import convert\n" + module.read_text(encoding="utf-8"), encoding="utf-8")
    seed = next(SEEDS.glob("003*"))
    command = [sys.executable, "-m", "convert", "convert", seed, "-o", tmp_path / "a.org", "--to", "org"]
    ran = subprocess.run(command,
                         env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "a.org").read_text(encoding="utf-8").count("\n* ") > 3


def test_every_option_named_is_one_of_its_format():
    named = [(form, name) for form, name in re.findall(r"`(\w+)\.(\w+)`", README) if form in written()]
    assert len(named) > 5
    for form, name in named:
        find_writer(form, **{name: "full" if name == "flavour" else None})


def test_the_tables_of_keys_and_options_are_those_of_the_registry():
    heads, *rows = tabulate_keys()
    keys = [heads[1:], *((f"`{row[1]}`", *row[2:]) for row in rows)]
    assert print_markdown(keys) in README
    exceptions = [f"* `{form}`: {'; '.join(told)}." for form, told in list_exceptions().items()]
    assert "\n".join(exceptions) in README
    heads, *rows = tabulate_options()
    assert print_markdown([heads, *((f"`{name}`", does) for name, does in rows)]) in README


def test_the_tables_of_formats_and_containers_are_those_of_the_registries():
    assert print_markdown(tabulate_formats()) in README
    rows = [(kind.holds, " ".join(f"`{suffix}`" for suffix in kind.suffixes)) for kind in KINDS]
    assert print_markdown([("container", "files"), *rows]) in README


def test_links_lead_to_files():
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    assert [target for target in targets if not (SEEDS.parent / target).exists()] == []


def test_the_changelog_is_last():
    assert re.findall(r"^## (.+)$", README, re.MULTILINE)[-1] == "Changelog"


def test_the_defaults_of_a_folder_are_options_of_commands(tmp_path):
    text = next(text for text in blocks("toml") if "[collect]" in text)
    (tmp_path / "huozi.toml").write_text(text, encoding="utf-8")
    commands = {name: huozi.get_command(click.Context(huozi), name) for name in COMMANDS}
    defaults = load_settings(tmp_path / "huozi.toml", commands)
    assert defaults["convert"] == {"to": "docx,pdf", "style": "gongwen"}
    assert defaults["collect"] == {"to": "epub", "style": "gongwen", "order": "date"}


def test_the_picture_is_small():
    from PIL import Image

    with Image.open(SEEDS.parent / "tests/bench/picture.png") as picture:
        assert (picture.format, picture.height) == ("PNG", 880)
    assert (SEEDS.parent / "tests/bench/picture.png").stat().st_size < 150_000


def test_both_languages_name_commands_that_there_are():
    chinese = README.partition("## 中文说明")[2].partition("\n## ")[0]
    assert set(re.findall(r"`huozi (\w+)", chinese)) <= set(COMMANDS)
    assert all(f"`huozi {name}" in README for name in COMMANDS)
