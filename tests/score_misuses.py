"""Runs every wrong use of `misuses`, each in a process and a folder of its own, and prints what each came to.

    python tests/score_misuses.py [WORDS]        only those whose name holds the words

A use ends well where its exit code is one that is right for it, and where one line says what happened and what to do.
"""

from __future__ import annotations

import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from misuses import Misuse, lay_out, list_misuses

PATIENCE = 30
"""Seconds after which a use counts as a hang: it waits for something that never comes."""

MEMORY = 4 << 30
"""Bytes of address space that a use may have: what reads a device without end meets this."""

ROOT = Path(__file__).parents[1]


def run(misuse: Misuse) -> tuple[int, str]:
    """Exit code and standard error of a use; -1 where it does not end."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), misuse)
        command: list[str | bytes] = [sys.executable, "-m", "convert", *misuse.arguments]
        if misuse.shell:
            line = " ".join(shlex.quote(os.fsdecode(word)) for word in command)
            command = ["bash", "-o", "pipefail", "-c", f"{line} {misuse.shell}"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(misuse.environment)
        encoded = [os.fsencode(word) for word in command]
        with subprocess.Popen(encoded, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, preexec_fn=_limit) as process:
            try:
                _, said = process.communicate(b"", PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                return -1, ""
        return process.returncode, said.decode("utf-8", "replace")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


_ADVISES = re.compile(r"\S[.?!。…] \S|not one of")
"""A second sentence, or what would be right."""


def judge(misuse: Misuse, code: int, said: str) -> str:
    """What is wrong with how a use ended; empty where nothing is."""
    if code == -1:
        return "hang"
    if "Traceback (most recent call last)" in said or "Exception ignored" in said:
        return "traceback"
    if code == 70:
        return "bug of ours"
    if code not in misuse.codes:
        return f"exit code {code}"
    if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said):
        return "control characters"
    told = [line for line in said.splitlines() if line.startswith("huozi: ")]
    if code in (2, 66, 73) and "2>" not in misuse.shell and not (len(told) == 1 and _ADVISES.search(told[0])):
        return "no line that says what to do"
    return ""


def main() -> None:
    words = " ".join(sys.argv[1:])
    misuses = [misuse for misuse in list_misuses() if words in misuse.name]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        verdicts: Counter[str] = Counter()
        for misuse, (code, said) in zip(misuses, threads.map(run, misuses), strict=True):
            verdict = judge(misuse, code, said)
            verdicts[verdict.partition(" code")[0] or "well"] += 1
            if verdict:
                last = said.strip().splitlines()[-1:]
                held = str(list(misuse.files.values())[:1])
                print(f"{verdict}: {misuse.name!r} {held:.90}: {last!s:.200}", flush=True)
    counted = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    print(f"{len(misuses)} wrong uses: {counted}")
    sys.exit(any(verdict != "well" for verdict in verdicts))


if __name__ == "__main__":
    main()
