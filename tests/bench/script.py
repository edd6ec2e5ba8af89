"""Speed of script conversion: MB/s of UTF-8, CPU time of one core, best of several.

    python tests/bench/script.py [seconds for each figure]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trees import NAMES, SEEDS, seed_tree

from convert.chinese.folding import fold
from convert.chinese.script import detect_script
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.opencc.guards import load_guards
from convert.transforms.opencc.plan import load_plan
from convert.transforms.opencc.shortcut import make_shortcut
from convert.transforms.repair import find_repairs, repair_script
from convert.transforms.script import to_script
from convert.tree.audit import restore

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0


def measure(call: Callable[..., object], *given: object) -> float:
    """The shortest CPU time of a call, in seconds, over as many calls as fit in the time given."""
    call(*given)
    best, stop = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < stop:
        start = time.process_time()
        call(*given)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Prints the tables."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    traditional = next(text for name, text in texts.items() if name.startswith("002"))
    simplified = "".join(text for name, text in texts.items() if not name.startswith("002"))
    print(f"{OpenCC('s2t').engine}\n\nload  ms")
    for name, call in {"guards": load_guards.__wrapped__, "s2t": lambda: make_shortcut(load_plan("s2t", load_guards())),
                       "s2twp": lambda: make_shortcut(load_plan("s2twp", load_guards())),
                       "tw2s": lambda: make_shortcut(load_plan("tw2s"))}.items():
        print(f"{name:10}{measure(call) * 1e3:8.0f}")
    print("\ntext        convert  with changes")
    for config in ("s2t", "s2tw", "s2hk", "s2twp", "s2hkp", "t2s", "tw2s", "hk2s", "tw2sp", "t2tw"):
        text = simplified if config.startswith("s") else traditional
        converter, size = OpenCC(config, guarded=True), len(text.encode()) / 1e6
        print(f"{config:10}{size / measure(converter.convert, text):9.1f}"
              f"{size / measure(converter.trace, text):14.1f}")
    print("\ntree      to_script")
    for name, target in ((NAMES[0], "zh-Hant-TW"), (NAMES[3], "zh-Hant"), (NAMES[2], "zh-Hans")):
        tree = seed_tree(name)
        size = len(restore(tree).encode()) / 1e6
        print(f"{name[:3]:10}{size / measure(to_script, tree, target):9.1f}  {target}")
    tree, size = seed_tree(NAMES[2]), len(traditional.encode()) / 1e6
    print(f"\nfind_repairs {size / measure(find_repairs, tree):6.1f}")
    print(f"repair_script {size / measure(repair_script, tree):5.1f}")
    for name, text in (("Simplified", simplified), ("Traditional", traditional)):
        size = len(text.encode()) / 1e6
        print(f"{name:12} fold {size / measure(fold, text):6.0f}"
              f"  detect {size / measure(detect_script, text):6.0f}")


if __name__ == "__main__":
    main()
