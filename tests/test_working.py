"""The README tells those who carry Huozi on where things are: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## Working on Huozi")[1].split("\n## ")[0]


def test_every_place_it_names_is_there():
    named = re.findall(r"`((?:convert|tests|styles)/[^`]*)`", SECTION)
    assert len(named) > 15
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_the_picture_of_the_floors_names_every_room():
    picture = SECTION.split("```text")[1].split("```")[0]
    rooms = {path.name for path in (ROOT / "convert").iterdir() if path.is_dir() and any(path.glob("*.py"))
             and path.name[0] != "_"}
    assert {room for room in rooms if room not in picture.split()} == set()
