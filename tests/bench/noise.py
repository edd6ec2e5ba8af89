"""How fast lines are matched against the table of noise, and which lines of the corpus match.

    python tests/bench/noise.py [--lines]
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from convert.chinese.folding import fold
from convert.formats.text.decode import decode
from convert.recovery.rules.noise import find_injected, match_noise

ROOT = Path(__file__).parents[2]


def main() -> None:
    folders = (ROOT / "seeds", ROOT.parent / "shared" / "corpus")
    texts = {path.name: fold(decode(path.read_bytes(), path.name).text) for folder in folders
             for path in sorted(folder.glob("*")) if path.suffix in (".txt", ".md")}
    lines = [(name, line) for name, text in texts.items() for raw in text.splitlines() if (line := raw.strip())]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, line in lines:
        rule = match_noise(line)
        if rule:
            found[f"{rule.id} ({rule.zone})"][f"{name[:12]} {line[:60]}"] += 1
        for start, end, inside in find_injected(line):
            found[f"{inside.id} ({inside.zone})"][f"{name[:12]} {line[start:end]}"] += 1
    for rule_id, matches in sorted(found.items()):
        print(f"{sum(matches.values()):5} {rule_id}")
        if "--lines" in sys.argv:
            print("".join(f"          {times:4} {line}\n" for line, times in matches.most_common(12)), end="")
    for label, low, high in (("all lines", 0, 10**9), ("to 20", 0, 20), ("21 to 60", 21, 60), ("61 to 120", 61, 120),
                             ("121 and more", 121, 10**9)):
        chosen = [line for _, line in lines if low <= len(line) <= high]
        start = time.process_time()
        for line in chosen:
            match_noise(line)
        cost = (time.process_time() - start) / max(1, len(chosen)) * 1e6
        print(f"{label:14}{len(chosen):7} lines{cost:9.2f} us a line")
    start = time.process_time()
    for text in texts.values():
        list(find_injected(text))
    print(f"injected runs {sum(map(len, texts.values())) * 3 / 1e6 / (time.process_time() - start):8.0f} MB/s")


if __name__ == "__main__":
    main()
