"""What is shipped: a wheel and a source archive that carry all they need, and work far from this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = ["convert/py.typed", "convert/tree/schema.rng", *(f"convert/_styles/{path.name}" for path in
                                                          (ROOT / "styles").glob("*.toml"))]


MEASURE = "import os; os.environ.get('COVERAGE_PROCESS_CONFIG') and __import__('coverage').process_startup()"
"""What starts coverage in a process of a new environment, where this one is measured."""


def run(*command: object, cwd: Path, **environment: str) -> str:
    """Runs a program without this checkout in its way, and gives what it printed."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    ran = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, env=clean | environment,
                         check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Path]:
    """The source archive, and the wheel that is built from it."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    place = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", place, cwd=ROOT)
    (sdist,) = place.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(place, filter="data")
    (unpacked,) = (path for path in place.iterdir() if path.is_dir())
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place, cwd=unpacked)
    (wheel,) = place.glob("*.whl")
    return sdist, wheel


def install(place: Path, *what: object) -> Path:
    """The commands of a new environment with this in it; dependencies are those of this environment."""
    venv.create(place, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(place), "platbase": str(place)}))
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n{MEASURE}\n", encoding="utf-8")
    run(sys.executable, "-m", "pip", "--python", place / "bin/python", "install", "--no-deps", "--no-index", "-q",
        "--no-build-isolation", "--ignore-installed", *what, cwd=place)
    return place / "bin"


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory) -> Path:
    """The commands of an environment with the wheel in it."""
    return install(tmp_path_factory.mktemp("installed"), built[1])


@pytest.fixture(scope="module", params=["wheel", "editable"])
def either(request, tmp_path_factory) -> Path:
    """The commands of an environment with the wheel in it, or this checkout itself."""
    if request.param == "wheel":
        return request.getfixturevalue("installed")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    return install(tmp_path_factory.mktemp("editable"), "-e", ROOT)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with a document, and with a module of its own that is called as ours is."""
    (tmp_path / "convert.py").write_text("OWN = True\n\ndef read(path):\n    raise SystemExit('not ours')\n",
                                         encoding="utf-8")
    (tmp_path / "a.txt").write_text("一、总体要求\n坚持以人为本。\n", encoding="utf-8")
    return tmp_path


def test_the_source_archive_has_the_tests_the_seeds_and_the_fonts(built):
    with tarfile.open(built[0]) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/trees.py", "fonts/fonts.toml"} <= names
    assert {f"seeds/{path.name}" for path in (ROOT / "seeds").iterdir()} <= names
    assert not {name for name in names if name.startswith((".venv", "build/", "dist/", "out/"))}


def test_the_wheel_carries_styles_fonts_schema_and_licences(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())
    assert set(NEEDED) <= names
    assert {f"convert/_fonts/{path.name}" for path in (ROOT / "fonts").glob("*.t*")} <= names
    licences = {name.rsplit("/", 1)[1] for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", *(path.name for path in (ROOT / "fonts").glob("*.txt"))} <= licences


def test_the_wheel_works_from_another_folder(installed, tmp_path):
    (tmp_path / "a.txt").write_text("一、总体要求\n坚持以人为本。\n", encoding="utf-8")
    where = run(installed / "python", "-c", "import convert; print(convert.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent)
    run(installed / "huozi", "convert", "a.txt", "-o", "out", "--to", "docx,pdf,epub,tei,xml", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.docx", "a.epub", "a.pdf", "a.tei.xml",
                                                                          "a.xml"]
    assert (tmp_path / "out/a.pdf").read_bytes().startswith(b"%PDF-")


def test_workers_of_the_wheel_find_it_too(installed, tmp_path):
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    assert "1 written" in run(installed / "huozi", "batch", "a.txt", "-o", "out", "--to", "xml", cwd=tmp_path)


def test_the_wheel_lists_its_styles_and_fonts(installed, tmp_path):
    assert "gongwen" in run(installed / "huozi", "styles", cwd=tmp_path)
    assert "HuoziSong.ttf" in run(installed / "huozi", "fonts", cwd=tmp_path)


def test_huozi_is_convert_whatever_lies_in_the_folder_of_a_script(either, folder):
    (folder / "script.py").write_text(
        "import huozi\n"
        "import convert\n"
        "assert huozi.read is convert.read and sorted(huozi.__all__) == sorted(convert.__all__)\n"
        "assert all(getattr(huozi, name) is getattr(convert, name) for name in huozi.__all__)\n"
        "assert huozi.__version__ == convert.__version__\n"
        "huozi.write(huozi.read('a.txt'), 'a.epub')\n"
        "print(huozi.batch(['a.txt'], 'out', to=['tei'], jobs=1).written)\n", encoding="utf-8")
    assert run(either / "python", "script.py", cwd=folder) == "1\n"
    assert (folder / "a.epub").is_file()


def test_convert_itself_is_hidden_by_a_namesake(either, folder):
    assert run(either / "python", "-c", "import convert; print(convert.OWN)", cwd=folder) == "True\n"


def test_a_namesake_that_is_loaded_already_is_named(either, folder):
    script = "import convert\ntry:\n    import huozi\nexcept ImportError as error:\n    print(error)"
    said = run(either / "python", "-c", script, cwd=folder)
    assert "convert.py is loaded as `convert`" in said
    assert "Import huozi before it" in said


def test_huozi_after_convert_is_the_same(either, tmp_path):
    script = "import convert, huozi; print(huozi.read is convert.read)"
    assert run(either / "python", "-c", script, cwd=tmp_path) == "True\n"


@pytest.mark.parametrize("command", [["huozi"], ["python", "-m", "huozi"]])
def test_the_command_runs_beside_a_namesake(either, folder, command):
    said = run(either / command[0], *command[1:], "batch", "a.txt", "-o", "out", "--to", "tei,docx", cwd=folder,
               PYTHONPATH=str(folder))
    assert "1 written" in said
    assert (folder / "out/a.docx").is_file()


def test_both_names_publish_their_types(built, either, tmp_path):
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())
    assert {"convert/py.typed", "huozi/py.typed", "huozi/__main__.py"} <= names
    assert not [name for name in names if name.startswith("convert/_huozi")]
    (tmp_path / "typed.py").write_text("import huozi\nreveal_type(huozi.read)\nhuozi.read(1)\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "mypy", "--python-executable", either / "python", "--cache-dir",
                          tmp_path / "cache", "typed.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "convert.tree.nodes.Document" in ran.stdout
    assert "typed.py:3: error: Argument 1 to \"read\"" in ran.stdout
